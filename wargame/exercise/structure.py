"""Files to shapes: each text is composed, its shape looked at, and everything wrong is noted."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import ValidationError

from wargame.exercise.composer import compose
from wargame.exercise.languages import Notes
from wargame.exercise.shapes import Shape, complaints_of
from wargame.exercise.written import Node

AnyShape = TypeVar("AnyShape", bound=Shape)


def shaped(kind: type[AnyShape], file: str, text: str, language: str = "") -> tuple[AnyShape | None, Notes]:
    """Return a file's shape, or None when it has none, and every complaint about text and structure.

    Texts in several languages are read in `language`, or else in the first.
    """
    node, found = compose(file, text)
    complaints = Notes(language)
    complaints.extend(found)
    if node is None:
        return None, complaints
    return _validated(kind, node, complaints), complaints


def _validated(kind: type[AnyShape], node: Node, notes: Notes) -> AnyShape | None:
    context: Any = notes
    try:
        return kind.model_validate(node, context=context)
    except ValidationError as error:
        notes.extend(complaints_of(error, node))
        return None
