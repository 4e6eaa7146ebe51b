"""The command line as people use it: arguments in, text and an exit code out."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from wargame.cli.main import main

WATER = Path(__file__).parent.parent / "data" / "exercises" / "water"


@dataclass(frozen=True, slots=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str


@pytest.fixture
def wargame(capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Return a function that gives a command."""

    def give(*words: object) -> Said:
        code = main([str(word) for word in words])
        captured = capsys.readouterr()
        return Said(code, captured.out, captured.err)

    return give


@pytest.fixture
def water(tmp_path: Path) -> Path:
    """Return a copy of the small exercise, to be broken."""
    return Path(shutil.copytree(WATER, tmp_path / "water"))


def broken(folder: Path, file: str, old: str, new: str) -> None:
    """Put something wrong into an exercise."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
