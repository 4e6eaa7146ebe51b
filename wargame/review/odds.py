"""Chances in words that a room understands at once. A word of confidence is never joined to one of likelihood."""

from __future__ import annotations

from fractions import Fraction

from wargame.exercise.definition import Exercise
from wargame.exercise.likelihood import likelihood
from wargame.review import names

__all__ = ["likelihood", "odds_told", "odds_words"]

RARE = 0.075
"""Below this (and above 1 minus this) tenths would mislead: 1 in 36 is not 0 in 10."""
HARDLY = 0.01


def odds_words(chance: float) -> str:
    """Return a chance 0..1 as a count: "about 7 in 10", "about 1 in 36", "certain", "impossible"."""
    if chance <= 0:
        return "impossible"
    if chance >= 1:
        return "certain"
    if chance < HARDLY:
        return "less than 1 in 100"
    if chance > 1 - HARDLY:
        return "more than 99 in 100"
    if chance < RARE:
        return f"about 1 in {round(1 / chance)}"
    several = round(1 / (1 - chance))
    return f"about {several - 1} in {several}" if chance > 1 - RARE else _tenths(chance)


def odds_told(exercise: Exercise, chance: float) -> str:
    """Return a chance 0..1 in all three ways: "about 2 in 10 (17%, very unlikely)", by the exercise's own yardstick.

    What is certain or impossible is told once.
    """
    words, term = odds_words(chance), likelihood(chance, exercise.likelihood_words)
    return f"{words} ({names.percent(chance)})" if words == term else f"{words} ({names.percent(chance)}, {term})"


def _tenths(chance: float) -> str:
    """Return the chance in tenths, halves up, so that 0.25 and 0.75 are told the way people round."""
    tenths = Fraction(chance * 10).limit_denominator(1_000_000)
    whole = max(1, min(9, int(tenths + Fraction(1, 2))))
    return f"{whole} in 10" if tenths == whole else f"about {whole} in 10"
