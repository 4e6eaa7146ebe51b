"""What the one who makes a move chooses besides its target: how far, by which channel."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from wargame.exercise.complaints import Place

Aimed = Literal["actors", "agreements", "agreements in force", "words"]
"""What the targets of a move are: actors, agreements however they stand, agreements while in force, the author's words.
"""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A level or a word that is chosen with a move."""

    id: str
    name: str
    """What people read: "How far"."""
    place: Place
    usual: str
    """What an order means that does not say: a word, or a whole number as text."""
    words: Mapping[str, str] = field(default_factory=dict)
    """Word → what people read; empty for a level."""
    low: int = 0
    """Lowest and highest level; both 0 for words."""
    high: int = 0
    names: tuple[str, ...] = ()
    """A name for each level from `low` upward; empty when the numbers speak for themselves."""

    @property
    def is_level(self) -> bool:
        """Whether it is a whole number; otherwise it is a word."""
        return not self.words

    def fits(self, value: str) -> bool:
        """Return whether a value can be chosen."""
        if self.is_level:
            return _is_whole(value) and self.low <= int(value) <= self.high
        return value in self.words

    def shown(self, value: str) -> str:
        """Return a value as people read it."""
        if not self.is_level:
            return self.words.get(value, value)
        if not self.names or not self.fits(value):
            return value
        return self.names[int(value) - self.low]

    @property
    def wanted(self) -> str:
        """What can be chosen, in words: "0 to 3", "public, private"."""
        return f"{self.low} to {self.high}" if self.is_level else ", ".join(self.words)


def bound_by(parameters: Iterable[Parameter]) -> dict[str, tuple[str, ...]]:
    """Return what the parameters of a move can be, each by its name; a level by its lowest and highest."""
    return {one.id: (str(one.low), str(one.high)) if one.is_level else tuple(one.words) for one in parameters}


def _is_whole(value: str) -> bool:
    """Whether a text is a whole number as this program writes it: one number, one text."""
    return re.fullmatch(r"0|-?[1-9][0-9]{0,6}", value, re.ASCII) is not None
