"""What the referee writes into rulings in words of its own, said again in the language of whoever reads it.

A ruling keeps these words in English, as it keeps ids: what is recorded is the same
in every language. Where they are shown, `said` finds the phrase that they were made from.
"""

from __future__ import annotations

import re
from functools import lru_cache

from wargame.translation import phrase, say

_PHRASES = (
    phrase("once in the exercise"),
    phrase("at most {most} come into force in a turn"),
    phrase("at most {most} a turn"),
    phrase("{most} orders a turn"),
    phrase("a move of {actors}"),
    phrase("orders in {phase} are given by {actors}"),
    phrase("cost: {price}"),
    phrase("aimed at an agreement in force"),
    phrase("aimed at one of {targets}"),
    phrase("aimed at nobody"),
    phrase("there is nothing called {name} to choose, but {known}"),
    phrase("there is nothing called {name} to choose"),
    phrase("{parameter} is one of {words}, not {value}"),
    phrase("{parameter} is {range}, not {value}"),
    phrase("depends on {agreement}"),
    phrase("is signed already"),
    phrase("has ended, and does not return"),
    phrase("may return {count} turns after it ended"),
    phrase("there is no term called {term}"),
    phrase("{term} is fixed at {level}"),
    phrase("{term} lies between {low} and {high}"),
    phrase("arguments count {most} points at most"),
    phrase("arguments count {most} at most"),
    phrase("draw {count}"),
    phrase("turn"),
    phrase("orders this turn"),
    phrase("signed this turn"),
)
"""The first that fits is taken."""
_VALUE = re.compile(r"\\{(\w+)\\}")
_PATTERNS = tuple(re.compile(_VALUE.sub(r"(?P<\1>.*)", re.escape(words))) for words in _PHRASES)


def said(recorded: str) -> str:
    """Return words of the referee's own in a ruling as they are said, and whatever else stands there as it is."""
    found = _found(recorded)
    if found is None:
        return recorded
    place, values = found
    return say(_PHRASES[place], **dict(values))


@lru_cache(maxsize=4_096)
def _found(recorded: str) -> tuple[int, tuple[tuple[str, str], ...]] | None:
    """Return which phrase was written down, and with what values."""
    for place, pattern in enumerate(_PATTERNS):
        if found := pattern.fullmatch(recorded):
            return place, tuple(found.groupdict().items())
    return None
