"""The shape of msel.yaml."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, PlainValidator, WrapValidator

from wargame.exercise.leaves import read_format
from wargame.exercise.shapes import BlockShape, Id, Name, Names, Prose, Shape, Text, Truth, Whole, forgiving


class InjectShape(BlockShape):
    """A piece of news with what it does and what it is for."""

    number: Whole | None = None
    due: Text | None = None
    when: Text | None = None
    from_: Name | None = None
    to: Names | None = None
    means: Name | None = None
    headline: Name | None = None
    text: Prose
    attachment: Text | None = None
    must: Truth = True
    objective: Text | None = None
    expected: Prose | None = None
    hint: Prose | None = None
    read_aloud: Prose | None = None
    success: Prose | None = None
    red_flag: Prose | None = None
    questions: list[Prose] = Field(default_factory=list)


class MselShape(Shape):
    """The whole file. An entry that is None was broken, and has been complained of."""

    rulebook: Annotated[int, PlainValidator(read_format)]
    injects: dict[Id, Annotated[InjectShape | None, WrapValidator(forgiving)]] = Field(default_factory=dict)
