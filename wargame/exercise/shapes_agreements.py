"""The shapes of agreements and of questions, in rulebook.yaml."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, WrapValidator

from wargame.exercise.shapes import (
    BlockShape,  # noqa: F401 - Effects speaks of it
    Effects,
    Id,
    Name,
    Names,
    Prose,
    Shape,
    Text,
    Truth,
    Whole,
    forgiving,
)


class TermShape(Shape):
    """A level that is settled at signing."""

    range: Text
    name: Name | None = None
    names: list[Name] = Field(default_factory=list)


class FactShape(Shape):
    """A word that is set in secret and kept with the agreement."""

    one_of: Names
    seen_by: Names | None = None


class HooksShape(Shape):
    """What happens in the life of an agreement."""

    on_signing: Effects = Field(default_factory=list)
    each_turn: Effects = Field(default_factory=list)
    if_found: Effects | None = None
    on_termination: Effects | None = None
    if_a_support_ends: Effects | None = None


class CommonShape(HooksShape):
    """What all agreements share."""

    terms: dict[Id, Annotated[TermShape | None, WrapValidator(forgiving)]] = Field(default_factory=dict)
    signed_in: Names = ()
    at_most: Text | None = None
    offer_stays_open: Text | None = None
    may_return: Text | None = None
    ambiguous: Text | None = None


class AgreementShape(HooksShape):
    """A text that parties sign."""

    name: Name
    parties: Names
    possible_if: Text | None = None
    depends_on: Names = ()
    terms: dict[Id, Whole] = Field(default_factory=dict)
    fixed_terms: Names = ()
    tags: Names = ()
    facts: dict[Id, Annotated[FactShape | None, WrapValidator(forgiving)]] = Field(default_factory=dict)
    forbids: dict[Id, Names] = Field(default_factory=dict)
    ambiguous_under: dict[Id, Names] = Field(default_factory=dict)
    detection: Text | None = None
    lasts: Text | None = None
    notice: Text | None = None
    goodwill: Truth = False
    obligations: dict[Id, Prose] = Field(default_factory=dict)


class OptionShape(Shape):
    """A possible answer."""

    name: Name | None = None
    allowed_if: Text | None = None
    odds: Text | None = None
    target: Text | None = None
    effects: Effects = Field(default_factory=list)


class QuestionShape(Shape):
    """A decision that is asked for in play."""

    asked_of: Text
    text: Prose
    secret: Truth = False
    options: dict[Id, OptionShape]
