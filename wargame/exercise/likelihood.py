"""How likely something is, as people say it: in per cent, or in the seven words of a yardstick.

ICD-203 is the analytic standard of the United States intelligence community, seven
terms without gaps; PHIA the yardstick of the British one, whose gaps are meant: a chance
in a gap goes by the nearer term. One row of synonyms is used and never mixed with
another. A ballot with a word counts as the middle of its stretch.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

ICD_203, PHIA = "ICD-203", "PHIA"
YARDSTICKS: Mapping[str, tuple[tuple[float, str], ...]] = {
    ICD_203: (
        (0.05, "almost no chance"),
        (0.20, "very unlikely"),
        (0.45, "unlikely"),
        (0.55, "roughly even"),
        (0.80, "likely"),
        (0.95, "very likely"),
        (1.00, "almost certain"),
    ),
    PHIA: (
        (0.075, "remote chance"),
        (0.225, "highly unlikely"),
        (0.375, "unlikely"),
        (0.525, "realistic possibility"),
        (0.775, "likely"),
        (0.925, "highly likely"),
        (1.00, "almost certain"),
    ),
}
"""Upper limit of each term, as a chance 0..1; a limit itself belongs to the term below it."""

LIKELIHOOD_WORDS = {
    "almost no chance": 0.03,
    "very unlikely": 0.12,
    "unlikely": 0.32,
    "roughly even": 0.50,
    "likely": 0.68,
    "very likely": 0.88,
    "almost certain": 0.97,
}
"""Word → the chance 0..1 that it counts as."""

_ALSO_SAID = {"remote chance": 0.03, "highly unlikely": 0.15, "realistic possibility": 0.45, "highly likely": 0.85}
"""The words of PHIA that are not among those of ICD-203; the others stand for nearly the same."""

HOW_TO_SAY = "write 70%, or one of: " + ", ".join(LIKELIHOOD_WORDS)
_PER_CENT = re.compile(r"([0-9]{1,3})(\.[0-9]{1,3})?\s*(%?)", re.ASCII)


def words_of(yardstick: str) -> tuple[str, ...]:
    """Return the terms of a yardstick, from the least likely to the most."""
    return tuple(term for _, term in YARDSTICKS[yardstick])


def likelihood(chance: float, yardstick: str = ICD_203) -> str:
    """Return the term of a yardstick for a chance 0..1: "likely"; "impossible" and "certain" at the very ends."""
    if chance <= 0:
        return "impossible"
    if chance >= 1:
        return "certain"
    return next(term for limit, term in YARDSTICKS[yardstick] if chance <= limit + 1e-12)


def likelihood_of(text: str) -> float | None:
    """Return the chance 0..1 that a ballot gives: `70%`, `70` or `likely`; None if it is neither.

    A number between 0 and 1 needs its per cent sign: 0.7 might mean either.
    """
    said = " ".join(text.split()).casefold()
    if (counts_as := LIKELIHOOD_WORDS.get(said, _ALSO_SAID.get(said))) is not None:
        return counts_as
    match = _PER_CENT.fullmatch(said)
    if match is None:
        return None
    whole, decimals, sign = match.groups()
    percent = float(f"{whole}{decimals or ''}")
    doubtful = not sign and 0 < percent < 1
    return None if doubtful or percent > 100 else round(percent / 100, 6)  # noqa: PLR2004 - per cent
