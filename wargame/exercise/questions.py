"""Decisions that a seat or the facilitator takes inside a ruling: is it a breach, cure or end, pay or be late."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from wargame.exercise.complaints import Place
from wargame.exercise.conditions import Expression
from wargame.exercise.rulebook import Effect

FACILITATOR = "facilitator"
INJURED = "injured"
"""The parties other than the breaker; the first-named answers."""


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer."""

    id: str
    name: str
    place: Place
    allowed_if: Expression | None = None
    odds: Expression | None = None
    """Weight 0..1 when nobody is asked (rehearsal, preview, "let the dice say"), scaled over the options left."""
    target: Expression | None = None
    """Read for each agreement: those for which it holds are the candidates that `target` may stand for."""
    effects: tuple[Effect, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question, who is asked, and the answers."""

    id: str
    place: Place
    asked_of: str
    """An actor, FACILITATOR or INJURED."""
    text: str
    """May name `{this}`, `{breaker}` and amounts: "pay for the relief now ({renewal_bill} capital)"."""
    options: tuple[Option, ...]
    secret: bool = False
    """Answered behind the curtain; nobody else learns the answer."""
    amounts: Mapping[str, Expression] = field(default_factory=dict)
    """What stands in braces in the text and is no bound word → the amount that is filled in."""
