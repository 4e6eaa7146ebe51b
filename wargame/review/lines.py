"""One line of an account, and what one has to know to tell it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from wargame.exercise.complaints import Place
from wargame.exercise.definition import Exercise
from wargame.referee.state import Order, TrackChanged

Role = Literal["said", "check", "heading", "odds", "why", "roll", "story", "effect", "later", "note", "way"]
Mark = Literal["", "held", "failed", "struck"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an account."""

    depth: int
    """0 for what the ruling is about, 1 for what belongs to the heading before it, and so on."""
    role: Role
    """What it tells: the words `said`, a `check` that had to hold, the `way` in which it is decided, the `heading`
    of a rule, the `odds` before a roll, `why` (a modifier or a condition in a rule), the `roll`, the author's `story`
    for the outcome, an `effect` now or `later`, a `note` on who learns of it or what a person decided."""
    text: str
    mark: Mark = ""
    """`held` and `failed` for checks and modifiers, `struck` for what the facilitator left out."""
    path: str = ""
    """The rule's path, where the line comes from a rule: what a Strike names."""
    place: Place | None = None
    """Where the rule stands in the exercise folder."""
    change: TrackChanged | None = None
    """The change of a track that an effect line tells, for those who lay it out in columns."""


@dataclass(frozen=True, slots=True)
class Context:
    """What findings are told with."""

    exercise: Exercise
    bound: Mapping[str, str]
    """Whom the words `me` and `target` stand for."""
    orders: tuple[Order, ...] = ()
    """Known orders: changes that carry only an id are told by name."""
    waits: bool = False
    """The ruling waits for people before its roll, so that arguments do not stand with it yet."""
    found_out: frozenset[tuple[str, str, str]] = frozenset()
    """(agreement, breaker, move) of the breaches that are found in the same ruling."""

    @property
    def facilitator(self) -> str:
        """What the exercise calls the facilitator."""
        return self.exercise.label("facilitator")
