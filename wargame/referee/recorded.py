"""What the referee writes into rulings in words of its own, said again in the language of whoever reads it.

A ruling keeps these words in English, as it keeps ids: what is recorded is the same
in every language. Where they are shown, `said` finds the phrase that they were made from.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from wargame.translation import phrase, say, say_count

_PHRASES = (
    phrase("once in the exercise"),
    phrase("at most {most} a turn"),
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
_COUNTED: tuple[tuple[str, Callable[[int, str], str]], ...] = (
    (
        "at most {most} come into force in a turn",
        lambda count, most: say_count(
            count,
            "at most {most} come into force in a turn",
            "at most {most} come into force in a turn",
            most=most,
        ),
    ),
    (
        "{most} orders a turn",
        lambda count, most: say_count(count, "{most} orders a turn", "{most} orders a turn", most=most),
    ),
    (
        "may return {turns} turns after it ended",
        lambda count, turns: say_count(
            count,
            "may return {turns} turns after it ended",
            "may return {turns} turns after it ended",
            turns=turns,
        ),
    ),
)
"""Phrases about so many of something; they go before the others."""
_NUMBER = r"([0-9]{1,9}(?:\\.[0-9]{1,9})?)"
_VALUE = re.compile(r"\\{(\w+)\\}")
_PATTERNS = tuple(re.compile(_VALUE.sub(r"(?P<\1>.*)", re.escape(words))) for words in _PHRASES)
_NUMBERS = tuple(re.compile(_VALUE.sub(_NUMBER, re.escape(words))) for words, _ in _COUNTED)


def said(recorded: str) -> str:
    """Return words of the referee's own in a ruling as they are said, and whatever else stands there as it is."""
    for pattern, (_, told) in zip(_NUMBERS, _COUNTED, strict=True):
        if counted := pattern.fullmatch(recorded):
            return told(int(float(counted[1])), counted[1])
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
