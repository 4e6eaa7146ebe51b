"""What rules may ask about the situation, whoever answers: the referee in play, a test at its desk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Amounts = NDArray[np.float64]
    Truths = NDArray[np.bool_]


class Situation(Protocol):
    """What an expression may ask. Every answer has one entry a run, and is never altered by the one who asked."""

    @property
    def runs(self) -> int:
        """How many runs there are: the length of every answer."""

    @property
    def bound(self) -> Mapping[str, str]:
        """The words of the block: {"me": "us", "target": "prc"}."""

    def amount(self, track: str) -> Amounts:
        """Return the value of a track or derived value by its full id, or of `turn`."""

    def table(self, table: str) -> Amounts:
        """Return the value of the table's row that its `by` points at."""

    def flag(self, flag: str) -> Truths:
        """Return whether the flag is up."""

    def played(self, who: str, move: str) -> Truths:
        """Return whether the move (or a move with that tag) was carried out this turn by `who` (or `any`)."""

    def times(self, who: str, move: str) -> Amounts:
        """Return how often it was carried out so far, in the whole exercise."""
