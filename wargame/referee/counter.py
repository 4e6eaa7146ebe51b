"""Chance for many runs at once: a draw of run i depends on the seed, i and the key, and on nothing else.

It is counter-based, as a live session's is keyed: which runs are computed
together, in which order, and what else is drawn, changes nothing. Run 731
alone is run 731 of ten thousand, bit for bit.
"""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]
Places = NDArray[np.intp]

REHEARSAL = "rehearsal"
"""The domain of these draws: a rehearsal never shows the dice of a session with the same seed."""

_STEP = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_HALF = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)
_PER_DIGEST = 8
"""Dice that one digest is enough for: four words, two dice from each."""


class CounterRolls:
    """The rolls of a row of runs.

    Each run has a word, SplitMix64 of its number. A key's words are those of
    SHA-256(seed, domain|key|block). The mixed sum of both is the draw: its upper
    and lower halves give two dice, its top 53 bits a fraction.
    """

    def __init__(self, seed: str, first: int, count: int, domain: str = REHEARSAL) -> None:
        numbers = np.arange(first, first + count, dtype=np.uint64)
        self._seed = hashlib.sha256(f"{domain}|{seed}".encode()).digest()
        self._words = _mixed((numbers + np.uint64(1)) * _STEP)

    @property
    def runs(self) -> int:
        """How many runs are drawn for at once."""
        return len(self._words)

    def part(self, places: Places) -> CounterRolls:
        """Return the rolls of some of the runs."""
        rolls = object.__new__(CounterRolls)
        rolls._seed = self._seed
        rolls._words = self._words[places]
        return rolls

    def faces(self, key: str, count: int, sides: int) -> NDArray[np.int64]:
        """Return the faces of `count` dice, shape (count, runs). No face is likelier by more than 1 in 2^32/sides."""
        faces = np.empty((count, self.runs), dtype=np.int64)
        scale = np.uint64(sides)
        bases: list[np.uint64] = []
        drawn: Words = self._words
        for die in range(count):
            if die % _PER_DIGEST == 0:
                bases = self._bases(f"{key}|{die // _PER_DIGEST}")
            if die % 2 == 0:
                drawn = _mixed(self._words + bases[die % _PER_DIGEST // 2])
                half = drawn >> _HALF
            else:
                half = drawn & _LOW
            faces[die] = (half * scale) >> _HALF
        faces += 1
        return faces

    def fraction(self, key: str) -> NDArray[np.float64]:
        """Return a number in [0, 1), shape (runs,)."""
        drawn = _mixed(self._words + self._bases(f"{key}|fraction")[0]) >> np.uint64(11)
        return np.asarray(drawn * (1.0 / (1 << 53)), dtype=np.float64)

    def normal(self, key: str) -> NDArray[np.float64]:
        """Return a number with mean 0 and standard deviation 1, shape (runs,)."""
        first, second = self._bases(f"{key}|normal")[:2]
        scale = 1.0 / (1 << 53)
        distance = ((_mixed(self._words + first) >> np.uint64(11)) + np.uint64(1)) * scale
        angle = (_mixed(self._words + second) >> np.uint64(11)) * scale
        drawn: NDArray[np.float64] = np.sqrt(-2.0 * np.log(distance)) * np.cos(2.0 * np.pi * angle)
        return drawn

    def _bases(self, label: str) -> list[np.uint64]:
        digest = hashlib.sha256(self._seed + label.encode()).digest()
        return [np.uint64(int.from_bytes(digest[start : start + 8], "big")) for start in range(0, 32, 8)]


def _mixed(words: Words) -> Words:
    """Return SplitMix64's finish of each word. The words are used up."""
    words ^= words >> np.uint64(30)
    words *= _FIRST
    words ^= words >> np.uint64(27)
    words *= _SECOND
    words ^= words >> np.uint64(31)
    return words
