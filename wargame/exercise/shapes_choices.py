"""The shapes of what is chosen with a move: its parameters, and targets that are words of the author."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Discriminator, Field, PlainValidator, Tag

from wargame.exercise.languages import read_facts
from wargame.exercise.shapes import Name, Names, Shape, Text
from wargame.exercise.written import Branch, Written

Words = Annotated[dict[Written, Written | None], PlainValidator(read_facts)]
"""A list of words, or a mapping word: what people read."""


class ParameterShape(Shape):
    """A level, or a word, that is chosen with a move."""

    name: Name | None = None
    choices: Words | None = None
    range: Text | None = None
    names: list[Name] = Field(default_factory=list)
    usual: Text | None = None


class TargetShape(Shape):
    """A target that is neither an actor nor an agreement."""

    name: Name | None = None
    choices: Words


def _kind_of_target(node: Any) -> str:
    return "<words>" if isinstance(node, Branch) else "<names>"


TargetsShape = Annotated[
    Annotated[Names, Tag("<names>")] | Annotated[TargetShape, Tag("<words>")], Discriminator(_kind_of_target)
]
