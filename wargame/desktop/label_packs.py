"""Packs of words: what a house calls a turn, a facilitator, an inject. Only the screen changes, never the log."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeGuard, TypeVar

from wargame import paths
from wargame.translation import say

if TYPE_CHECKING:
    from pathlib import Path

    from wargame.exercise.definition import Exercise
    from wargame.referee.views import RoomView, SeatView, WhiteCellView

    View = TypeVar("View", SeatView, RoomView, WhiteCellView)

LONGEST = 40
"""Characters of a word."""
MOST = 50
"""Packs that are looked at in one folder."""


class Pack(NamedTuple):
    """The words of one house."""

    title: str
    words: Mapping[str, str]


class Shelf(NamedTuple):
    """What stands in the folders of packs."""

    packs: dict[str, Pack]
    """By name; the user's own goes before one of ours that has the same name."""
    spoilt: tuple[str, ...] = ()
    """A sentence for everything that could not be understood."""


def folders() -> tuple[Path, ...]:
    """Return where packs of words are: the user's own folder first, then ours."""
    return paths.own_and_shipped("labels")


def shelf(*homes: Path) -> Shelf:
    """Return every pack of these folders, and what is wrong with those that are not as they should be."""
    found: dict[str, Pack] = {}
    spoilt: list[str] = []
    for home in homes:
        for file in _files(home):
            try:
                pack, wrong = _read(file)
            except paths.ExerciseFolderError as error:
                spoilt.append(str(error))
                continue
            spoilt += wrong
            found.setdefault(file.stem, pack)
    return Shelf(found, tuple(spoilt))


def packs(*homes: Path) -> dict[str, Pack]:
    """Return every pack of these folders by its name, as far as it can be understood."""
    return shelf(*homes).packs


def words_of(folder: Path, name: str) -> Mapping[str, str]:
    """Return the words of a pack; none when there is no such pack."""
    pack = packs(folder).get(name) if name else None
    return pack.words if pack is not None else {}


def chosen(name: str) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """Return the words of the pack that is chosen, and why it has none or not all of them."""
    if not name:
        return {}, ()
    found = shelf(*folders())
    pack = found.packs.get(name)
    about = tuple(sentence for sentence in found.spoilt if f"{name}.json" in sentence)
    if pack is None and not about:
        about = (say("The pack of words “{name}” that is chosen in the preferences is not there any more.", name=name),)
    return ({} if pack is None else pack.words), about


def worded(exercise: Exercise, words: Mapping[str, str]) -> Exercise:
    """Return the exercise as it is shown: what it calls things itself goes before the pack."""
    return replace(exercise, labels={**words, **exercise.labels}) if words else exercise


def shown(view: View, exercise: Exercise) -> View:
    """Return a view whose clock counts in the word of that exercise."""
    word = exercise.label("turn")
    return view if view.clock.turn_word == word else replace(view, clock=replace(view.clock, turn_word=word))


def _files(home: Path) -> list[Path]:
    try:
        return sorted(file for file in home.iterdir() if file.suffix == ".json" and not file.name.startswith("."))[
            :MOST
        ]
    except OSError:
        return []


def _read(file: Path) -> tuple[Pack, list[str]]:
    """Return a pack and a sentence for each word of it that is left out. Raises ExerciseFolderError: it is no pack."""
    try:
        read = json.loads(paths.read_text(file))
    except json.JSONDecodeError as error:
        what = say(
            "{file} is no pack of words: line {line} is not JSON ({reason}).",
            file=file,
            line=error.lineno,
            reason=error.msg,
        )
        raise paths.ExerciseFolderError(what) from None
    except (OSError, ValueError, RecursionError) as error:
        what = say("{file} cannot be read as a pack of words: {reason}.", file=file, reason=error)
        raise paths.ExerciseFolderError(what) from None
    from wargame.exercise.scenario_parts import LABELS  # noqa: PLC0415 -- a session is on the screen before it is loaded

    labels = read.get("labels") if isinstance(read, dict) else None
    if not isinstance(labels, dict):
        what = say("{file} is no pack of words: it has no `labels` with a word for each thing.", file=file)
        raise paths.ExerciseFolderError(what)
    words = {key: word.strip() for key, word in labels.items() if key in LABELS and _is_word(word)}
    wrong = [_wrong(file, key, known=key in LABELS) for key in labels if key not in words]
    title = read.get("title")
    return Pack(title.strip() if _is_word(title) else file.stem, words), wrong


def _wrong(file: Path, key: str, *, known: bool) -> str:
    if not known:
        return say("{file}: nothing is called “{key}” that a pack could rename; it is left out.", file=file, key=key)
    return say(
        "{file}: the word for “{key}” is left out: a word is a text of 1 to {most} letters.",
        file=file,
        key=key,
        most=LONGEST,
    )


def _is_word(word: object) -> TypeGuard[str]:
    return isinstance(word, str) and 0 < len(word.strip()) <= LONGEST
