"""The small exercises of the proofs: their texts, with other numbers if wanted, and what a run of them holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from wargame.exercise import reader
from wargame.exercise.definition import Exercise
from wargame.referee.rehearsal import rehearse

FOLDERS = Path(__file__).parents[1] / "data" / "exercises"


def texts_of(name: str) -> dict[str, str]:
    """Return the texts of one of the exercises by relative name."""
    root = FOLDERS / name
    files = [path for path in sorted(root.rglob("*")) if path.is_file()]
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in files}


def rewritten(texts: Mapping[str, str], file: str, changes: Mapping[str, str]) -> dict[str, str]:
    """Return the texts with one place of a file, found by a pattern, written otherwise."""
    text = texts[file]
    for pattern, new in changes.items():
        text, times = re.subn(pattern, lambda _, new=new: new, text)
        assert times == 1, pattern
    return {**texts, file: text}


def read(name: str, texts: Mapping[str, str]) -> Exercise:
    """Return the exercise made of these texts, without its plays."""
    return reader.read(name, {file: text for file, text in texts.items() if not file.startswith("plays/")})


def rehearsed_run(exercise: Exercise, seed: str, number: int = 0) -> dict[str, list[float]]:
    """Return every track of one rehearsed run, turn by turn."""
    report = rehearse(exercise, 1, seed, first=number)
    return {track: [spread.median for spread in spreads] for track, spreads in report.tracks.items()}
