"""The shapes of scorecards and of rehearsal players, in rulebook.yaml."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, WrapValidator

from wargame.exercise.shapes import Id, Name, Names, Number, Prose, Shape, Share, Text, forgiving


class ScorecardShape(Shape):
    """How an actor is judged at the end."""

    for_: Id
    name: Name | None = None
    if_: Text | None = None
    lines: list[Text]


class SignsShape(Shape):
    """How a player decides to sign."""

    chance: Text | None = None
    score: Text | None = None
    at_least: Number = 0.0
    give_or_take: Number = 0.0
    modifiers: list[Prose] = Field(default_factory=list)


class PlayerShape(Shape):
    """A way of playing a seat."""

    for_: Id | None = None
    moves: Text | None = None
    points: dict[Id, Number] = Field(default_factory=dict)
    prefer: list[Text] = Field(default_factory=list)
    keeps_promises: Number = 0.0
    terms: Names = ()
    signs: SignsShape | None = None
    answers: dict[Id, dict[Id, Share]] = Field(default_factory=dict)


class RehearsalShape(Shape):
    """Who plays when nobody is there."""

    players: dict[Id, Annotated[PlayerShape | None, WrapValidator(forgiving)]] = Field(default_factory=dict)
    seats: dict[Id, Names] = Field(default_factory=dict)
