"""Chances in words that a room understands at once. A word of confidence is never joined to one of likelihood."""

from __future__ import annotations

from wargame.exercise.definition import Exercise
from wargame.exercise.likelihood import exactly, likelihood, odds_words, told

__all__ = ["exactly", "likelihood", "odds_told", "odds_words"]


def odds_told(exercise: Exercise, chance: float) -> str:
    """Return a chance 0..1 in all three ways, by the exercise's own yardstick: "about 2 in 10 (17%, very unlikely)".

    What is certain or impossible is told once.
    """
    return told(chance, exercise.likelihood_words)
