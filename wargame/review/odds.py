"""Chances in words that a room understands at once.

The scale is the one of ICD-203, the analytic standard of the United States
intelligence community: seven terms without gaps between 1 and 99 %. One row of
synonyms is used and never mixed with another, and a word of confidence is
never joined to it.
"""

from __future__ import annotations

from fractions import Fraction

SCALE = (
    (0.05, "almost no chance"),
    (0.20, "very unlikely"),
    (0.45, "unlikely"),
    (0.55, "roughly even"),
    (0.80, "likely"),
    (0.95, "very likely"),
    (1.00, "almost certain"),
)
"""Upper limit of each term, as a chance 0..1; a limit itself belongs to the term below it."""


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


def likelihood(chance: float) -> str:
    """Return the ICD-203 term for a chance 0..1: "likely"; "impossible" and "certain" at the very ends."""
    if chance <= 0:
        return "impossible"
    if chance >= 1:
        return "certain"
    return next(term for limit, term in SCALE if chance <= limit + 1e-12)


def _tenths(chance: float) -> str:
    """Return the chance in tenths, halves up, so that 0.25 and 0.75 are told the way people round."""
    tenths = Fraction(chance * 10).limit_denominator(1_000_000)
    whole = max(1, min(9, int(tenths + Fraction(1, 2))))
    return f"{whole} in 10" if tenths == whole else f"about {whole} in 10"
