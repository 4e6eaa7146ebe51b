"""Files to shapes: each text is composed, its shape looked at, and everything wrong is noted.

An exercise is often read again when one of its files has changed, or none: when it is
checked, chosen, begun and opened. The shapes of the last few texts are kept for that.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, TypeVar, cast

from pydantic import ValidationError

from wargame.exercise.composer import compose
from wargame.exercise.languages import Notes
from wargame.exercise.shapes import Shape, complaints_of
from wargame.exercise.written import Node

AnyShape = TypeVar("AnyShape", bound=Shape)


LONGEST_KEPT = 200_000
"""Letters of a text whose shape is kept; larger ones are seldom good, and take much room."""
MOST_KEPT = 8


def shaped(kind: type[AnyShape], file: str, text: str, language: str = "") -> tuple[AnyShape | None, Notes]:
    """Return a file's shape, or None when it has none, and every complaint about text and structure.

    Texts in several languages are read in `language`, or else in the first. Nobody may change what is returned.
    """
    if len(text) > LONGEST_KEPT:
        return _shaped(kind, file, text, language)
    return cast("tuple[AnyShape | None, Notes]", _kept(kind, file, text, language))


def forget() -> None:
    """Read every text anew from now on: for those who measure what reading costs."""
    _kept.cache_clear()


@lru_cache(maxsize=MOST_KEPT)
def _kept(kind: type[Shape], file: str, text: str, language: str) -> tuple[Shape | None, Notes]:
    return _shaped(kind, file, text, language)


def _shaped(kind: type[AnyShape], file: str, text: str, language: str) -> tuple[AnyShape | None, Notes]:
    node, found = compose(file, text)
    notes = Notes(language)
    notes.extend(found)
    shape = None if node is None else _validated(kind, node, notes)
    return shape, notes


def _validated(kind: type[AnyShape], node: Node, notes: Notes) -> AnyShape | None:
    context: Any = notes
    try:
        return kind.model_validate(node, context=context)
    except ValidationError as error:
        notes.extend(complaints_of(error, node))
        return None
