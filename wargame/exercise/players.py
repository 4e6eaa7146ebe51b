"""Rehearsal players: simple ways of playing a seat, so that an exercise can be tried many times before the day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from wargame.exercise.complaints import Place
from wargame.exercise.conditions import Expression
from wargame.exercise.rulebook import Modifier


@dataclass(frozen=True, slots=True)
class Preference:
    """`us_summit +2.5 if count(active) >= 3`: points added to a move while the condition holds."""

    move: str
    points: Expression
    condition: Expression | None
    place: Place


@dataclass(frozen=True, slots=True)
class TermChange:
    """`verification at least 2`, `relief +1`: how a player changes the usual terms of a text."""

    term: str
    operation: str
    amount: Expression
    place: Place


@dataclass(frozen=True, slots=True)
class Signing:
    """How a player decides to sign: by chance, or when a score with some noise reaches a mark."""

    place: Place
    chance: Expression | None = None
    score: Expression | None = None
    at_least: float = 0.0
    give_or_take: float = 0.0
    """Standard deviation of the noise added to the score."""
    modifiers: tuple[Modifier, ...] = ()


@dataclass(frozen=True, slots=True)
class Player:
    """A way of playing. Moves are drawn with weight 3^points."""

    id: str
    place: Place
    actor: str = ""
    """Whose seat it plays; "" for any seat."""
    equally: bool = False
    """Every allowed move, and holding back, equally likely."""
    points: Mapping[str, float] = field(default_factory=dict)
    prefer: tuple[Preference, ...] = ()
    keeps_promises: float = 0.0
    """Points lost for each agreement in force that a move would break."""
    terms: tuple[TermChange, ...] = ()
    terms_drawn: bool = False
    """Each term is drawn: one level lower or higher than usual with one chance in four each, else as usual."""
    signs: Signing | None = None
    answers: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """Question → option → weight."""


@dataclass(frozen=True, slots=True)
class Seating:
    """Who may sit in a seat when the exercise is rehearsed."""

    actor: str
    players: tuple[str, ...]
    """One of them is drawn per run; empty when `by_card` says who."""
    by_card: str = ""
    """Card whose word is the name of the player."""
