"""What rules may ask about the situation, whoever answers: the referee in play, a test at its desk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Amounts = NDArray[np.float64]
    Truths = NDArray[np.bool_]

Standing = Literal["active", "ever", "offered"]
"""How an agreement can stand: in force now, signed at some time, on the table."""


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

    def binding(self, **words: str) -> Situation:
        """Return the same situation with words bound besides those that are: `binding(each="full_cap")`."""

    def agreement_is(self, agreement: str, what: Standing) -> Truths:
        """Return whether an agreement is in force ("active"), was ever signed, or is laid down but not all signed."""

    def age(self, agreement: str) -> Amounts:
        """Return for how many turns an agreement has been in force: 0 in the turn of signing, -1 unless in force."""

    def term(self, agreement: str, term: str) -> Amounts:
        """Return the level of a term: 0 if never signed, the last level if ended."""

    def is_word(self, subject: str, word: str) -> Truths:
        """Return whether a fact (`full_cap.declaration`) or card (`prc.posture`) is this word."""
