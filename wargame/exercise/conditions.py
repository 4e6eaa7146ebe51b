"""The small language in which rules ask about the situation.

A condition or an amount is one line: comparison, arithmetic, `and` `or` `not`,
`min max abs round roundup rounddown`, and questions such as `flag(gesture)` or
`played(any, provocative)`. It is evaluated for N runs at once: every value is
an array with one entry a run (live play has one run).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from wargame.exercise.complaints import Place

    Amounts = NDArray[np.float64]
    Truths = NDArray[np.bool_]

Kind = Literal["amount", "condition"]


class Situation(Protocol):
    """What an expression may ask. Every answer has one entry a run."""

    @property
    def bound(self) -> Mapping[str, str]:
        """The words of the block: {"me": "us", "target": "dprk"}."""

    def amount(self, track: str) -> Amounts:
        """Return the value of a track or derived value by its full id, or of `turn`."""

    def flag(self, flag: str) -> Truths:
        """Return whether the flag is up."""

    def played(self, who: str, move: str) -> Truths:
        """Return whether the move (or a move with that tag) was carried out this turn by `who` (or `any`)."""

    def times(self, who: str, move: str) -> Amounts:
        """Return how often it was carried out so far, in the whole exercise."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A name of a track in a rule. Bound words in it (`me`, `target`) are filled in when it is read."""

    text: str
    parts: tuple[str, ...]
    """("tension",), ("us", "support"), ("me", "target", "trust")."""
    place: Place

    def resolved(self, bound: Mapping[str, str]) -> str:
        """Return the full id of the track: bound words filled in, owners of a pair sorted."""
        *owners, name = (bound.get(part, part) for part in self.parts)
        return ".".join([*sorted(owners), name])


@dataclass(frozen=True, slots=True)
class Clause:
    """One part of a condition, as it was found: `tension >= 6` · false · tension is 4."""

    text: str
    holds: bool
    values: tuple[tuple[str, float | bool | str], ...]
    """Every name the clause read and what it was."""
