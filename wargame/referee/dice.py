"""Chance: rolls that anyone with the seed can derive again, and exact odds.

A draw is a function of the session's seed and of a key that says what it is
for (turn, rule, actor, target, ordinal in the turn, attempt). It is never the
n-th number of a stream: what else is drawn, undone or tried out changes nothing.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from math import comb
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from wargame.exercise.rulebook import Outcome
from wargame.referee.ruling import Share

PLAY = "play"
"""The domain of draws that count."""
PREVIEW = "preview"
"""The domain of draws that only show what might happen."""

_WORD = 1 << 64
_NEARLY = 1e-9


class Rolls(Protocol):
    """Where draws come from. Every answer has one entry a run."""

    @property
    def runs(self) -> int:
        """How many runs are drawn for at once."""

    def faces(self, key: str, count: int, sides: int) -> NDArray[np.int64]:
        """Return the faces 1..sides of `count` dice, shape (count, runs)."""

    def fraction(self, key: str) -> NDArray[np.float64]:
        """Return a number in [0, 1), shape (runs,)."""


class KeyedRolls:
    """The rolls of one live session.

    Die d of a key is made from HMAC-SHA256(seed, "domain|key|d|block"), read as
    four big-endian 64-bit words. The first word below the largest multiple of
    `sides` gives the face: word mod sides + 1; when all four are too large, the
    next block is taken. A fraction is the top 53 bits of the first word of die
    `fraction`.
    """

    def __init__(self, seed: str, domain: str = PLAY) -> None:
        self._seed = seed.encode()
        self._domain = domain

    @property
    def runs(self) -> int:
        """One: live play is one run."""
        return 1

    def faces(self, key: str, count: int, sides: int) -> NDArray[np.int64]:
        """Return the faces of `count` dice, shape (count, 1)."""
        faces = [[self._below(sides, f"{key}|{die}") + 1] for die in range(1, count + 1)]
        return np.array(faces, dtype=np.int64).reshape(count, 1)

    def fraction(self, key: str) -> NDArray[np.float64]:
        """Return a number in [0, 1), shape (1,)."""
        word = next(self._words(f"{key}|fraction"))
        return np.array([(word >> 11) / (1 << 53)])

    def _below(self, bound: int, label: str) -> int:
        fair = _WORD - _WORD % bound
        return next(word for word in self._words(label) if word < fair) % bound

    def _words(self, label: str) -> Iterator[int]:
        block = 0
        while True:
            message = f"{self._domain}|{label}|{block}".encode()
            digest = hmac.new(self._seed, message, hashlib.sha256).digest()
            for start in range(0, 32, 8):
                yield int.from_bytes(digest[start : start + 8], "big")
            block += 1


def key_of(turn: int, draw: str, ordinal: int, attempt: int = 0) -> str:
    """Return the key of a draw: what for, the how-many-th in the turn (from 1), and the how-many-th re-roll."""
    again = f"|again {attempt}" if attempt else ""
    return f"turn {turn}|{draw}|{ordinal}{again}"


def draw_of(path: str, bound: Sequence[str]) -> str:
    """Return what a draw is for: the rule's path, then who it is for (`world` when nobody) and whom it is aimed at."""
    me, target = (*bound, "", "")[:2]
    return "|".join([path, me or "world", target or "-"])


def whole_between(rolls: Rolls, key: str, low: int, high: int) -> NDArray[np.int64]:
    """Return a whole number drawn evenly from low..high, shape (runs,)."""
    drawn: NDArray[np.int64] = rolls.faces(key, 1, high - low + 1)[0] + (low - 1)
    return drawn


@lru_cache(maxsize=256)
def ways(count: int, sides: int) -> tuple[int, ...]:
    """Return in how many ways each sum of the dice can fall: entry i belongs to the sum count + i."""
    total = [1]
    for _ in range(count):
        wider = [0] * (len(total) + sides - 1)
        for index, number in enumerate(total):
            for face in range(sides):
                wider[index + face] += number
        total = wider
    return tuple(total)


def outcome_of(total: float, outcomes: Sequence[Outcome]) -> int:
    """Return which outcome a total belongs to.

    A total between two ranges, which a checked rulebook does not have, belongs to the range below it.
    """
    for index, outcome in enumerate(outcomes):
        if outcome.low - _NEARLY <= total <= outcome.high + _NEARLY:
            return index
    below = [index for index, outcome in enumerate(outcomes) if outcome.low <= total]
    if below:
        return max(below, key=lambda index: outcomes[index].low)
    return min(range(len(outcomes)), key=lambda index: outcomes[index].low)


def odds(count: int, sides: int, plus: float, outcomes: Sequence[Outcome]) -> tuple[Share, ...]:
    """Return exactly how likely each outcome is, in listed order, when `plus` is added to the dice."""
    totals = ((count + index + plus, number) for index, number in enumerate(ways(count, sides)))
    return _shares(totals, sides**count, outcomes)


def odds_of_lots(count: int, success: int, failure: int, outcomes: Sequence[Outcome]) -> tuple[Share, ...]:
    """Return exactly how likely each outcome is when so many lots are drawn and none is put back."""
    totals = ((hits, comb(success, hits) * comb(failure, count - hits)) for hits in range(count + 1))
    return _shares(totals, comb(success + failure, count), outcomes)


def _shares(totals: Iterable[tuple[float, int]], every: int, outcomes: Sequence[Outcome]) -> tuple[Share, ...]:
    """Return the shares of the outcomes from the number of ways in which each total can come about."""
    shares = [0] * len(outcomes)
    for total, number in totals if outcomes else ():
        shares[outcome_of(total, outcomes)] += number
    return tuple(
        Share(outcome=outcome.name, chance=float(Fraction(share, every)), low=outcome.low, high=outcome.high)
        for outcome, share in zip(outcomes, shares, strict=True)
    )
