"""How likely something is, as people say it: as a count, in per cent, and in the seven words of a yardstick.

ICD-203 is the analytic standard of the United States intelligence community, seven
terms without gaps; PHIA the yardstick of the British one, whose gaps are meant: a chance
in a gap goes by the nearer term. One row of synonyms is used and never mixed with
another. A ballot with a word counts as the middle of its stretch.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

from wargame.exercise.punctuation import in_per_cent
from wargame.translation import phrase, say

ICD_203, PHIA = "ICD-203", "PHIA"
YARDSTICKS: Mapping[str, tuple[tuple[float, str], ...]] = {
    ICD_203: (
        (0.05, phrase("almost no chance")),
        (0.20, phrase("very unlikely")),
        (0.45, phrase("unlikely")),
        (0.55, phrase("roughly even")),
        (0.80, phrase("likely")),
        (0.95, phrase("very likely")),
        (1.00, phrase("almost certain")),
    ),
    PHIA: (
        (0.075, phrase("remote chance")),
        (0.225, phrase("highly unlikely")),
        (0.375, phrase("unlikely")),
        (0.525, phrase("realistic possibility")),
        (0.775, phrase("likely")),
        (0.925, phrase("highly likely")),
        (1.00, phrase("almost certain")),
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


MISLEADING = 9.95
"""Per cent below which (and above 100 minus which) a decimal is shown."""
_RARE = 0.075
"""Below this (and above 1 minus this) tenths would mislead: 1 in 36 is not 0 in 10."""
_HARDLY = 0.01


def percent(chance: float) -> str:
    """Return a chance 0..1 in per cent: 58%, and 2.8% where a whole number would mislead."""
    shown = 100 * chance
    digits = 0 if shown == round(shown) or MISLEADING <= shown <= 100 - MISLEADING else 1
    return in_per_cent(f"{shown:.{digits}f}")


def odds_words(chance: float) -> str:
    """Return a chance 0..1 as a count: "about 7 in 10", "about 1 in 36", "certain", "impossible"."""
    if chance <= 0:
        return say("impossible")
    if chance >= 1:
        return say("certain")
    if chance < _HARDLY:
        return say("less than 1 in 100")
    if chance > 1 - _HARDLY:
        return say("more than 99 in 100")
    return _tenths(chance) if _RARE <= chance <= 1 - _RARE else _rare(chance)


def exactly(chance: float, yardstick: str = ICD_203) -> str:
    """Return what stands beside the count: "17%, very unlikely"; "100%" for what is certain, which the count says."""
    words, term = odds_words(chance), likelihood(chance, yardstick)
    return percent(chance) if words == term else f"{percent(chance)}, {term}"


def told(chance: float, yardstick: str = ICD_203) -> str:
    """Return a chance 0..1 in all three ways, as it is said everywhere: "about 2 in 10 (17%, very unlikely)"."""
    return f"{odds_words(chance)} ({exactly(chance, yardstick)})"


def words_of(yardstick: str) -> tuple[str, ...]:
    """Return the terms of a yardstick, from the least likely to the most."""
    return tuple(say(term) for _, term in YARDSTICKS[yardstick])


def likelihood(chance: float, yardstick: str = ICD_203) -> str:
    """Return the term of a yardstick for a chance 0..1: "likely"; "impossible" and "certain" at the very ends."""
    if chance <= 0:
        return say("impossible")
    if chance >= 1:
        return say("certain")
    return next(say(term) for limit, term in YARDSTICKS[yardstick] if chance <= limit + 1e-12)


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


def ballot_of(text: str) -> float | None:
    """Return the chance 0..1 that a slip at the table gives: as `likelihood_of`, or a term in the language spoken."""
    written = " ".join(text.split()).casefold()
    spoken = {say(term).casefold(): chance for term, chance in (LIKELIHOOD_WORDS | _ALSO_SAID).items()}
    return spoken[written] if written in spoken else likelihood_of(text)


def _rare(chance: float) -> str:
    """Return a chance near one of the ends as one in so many, or all but one."""
    several = round(1 / min(chance, 1 - chance))
    return say("about {some} in {all}", some=1 if chance < _RARE else several - 1, all=several)


def _tenths(chance: float) -> str:
    """Return the chance in tenths, halves up, so that 0.25 and 0.75 are told the way people round."""
    tenths = Fraction(chance * 10).limit_denominator(1_000_000)
    whole = max(1, min(9, int(tenths + Fraction(1, 2))))
    if tenths == whole:
        return say("{some} in {all}", some=whole, all=10)
    return say("about {some} in {all}", some=whole, all=10)
