"""Packs of words: what a house calls a turn, a facilitator, an inject. Only the screen changes, never the log."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from wargame.exercise.definition import Exercise
    from wargame.referee.views import RoomView, SeatView, WhiteCellView

    View = TypeVar("View", SeatView, RoomView, WhiteCellView)

LONGEST = 40
"""Characters of a word."""


class Pack(NamedTuple):
    """The words of one house."""

    title: str
    words: Mapping[str, str]


def packs(folder: Path) -> dict[str, Pack]:
    """Return every pack in a folder by its name; a file that cannot be understood is passed over."""
    found = {}
    for file in sorted(folder.glob("*.json")):
        try:
            read = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        labels = read.get("labels") if isinstance(read, dict) else None
        if isinstance(labels, dict):
            words = {key: word for key, word in labels.items() if _is_word(word)}
            found[file.stem] = Pack(str(read.get("title") or file.stem), words)
    return found


def words_of(folder: Path, name: str) -> Mapping[str, str]:
    """Return the words of a pack; none when there is no such pack."""
    pack = packs(folder).get(name) if name else None
    return pack.words if pack is not None else {}


def worded(exercise: Exercise, words: Mapping[str, str]) -> Exercise:
    """Return the exercise as it is shown: what it calls things itself goes before the pack."""
    return replace(exercise, labels={**words, **exercise.labels}) if words else exercise


def shown(view: View, exercise: Exercise) -> View:
    """Return a view whose clock counts in the word of that exercise."""
    word = exercise.label("turn")
    return view if view.clock.turn_word == word else replace(view, clock=replace(view.clock, turn_word=word))


def _is_word(word: object) -> bool:
    return isinstance(word, str) and 0 < len(word.strip()) <= LONGEST
