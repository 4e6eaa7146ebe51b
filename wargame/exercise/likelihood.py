"""How likely something is, as people say it in a vote: in per cent, or in the seven words of ICD-203.

The words are those of the analytic standard of the United States intelligence
community. Each stands for a stretch; a ballot with a word counts as its middle.
"""

from __future__ import annotations

import re

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

HOW_TO_SAY = "write 70%, or one of: " + ", ".join(LIKELIHOOD_WORDS)
_PER_CENT = re.compile(r"([0-9]{1,3})(\.[0-9]{1,3})?\s*(%?)", re.ASCII)


def likelihood_of(text: str) -> float | None:
    """Return the chance 0..1 that a ballot gives: `70%`, `70` or `likely`; None if it is neither.

    A number between 0 and 1 needs its per cent sign: 0.7 might mean either.
    """
    said = " ".join(text.split()).casefold()
    if said in LIKELIHOOD_WORDS:
        return LIKELIHOOD_WORDS[said]
    match = _PER_CENT.fullmatch(said)
    if match is None:
        return None
    whole, decimals, sign = match.groups()
    percent = float(f"{whole}{decimals or ''}")
    doubtful = not sign and 0 < percent < 1
    return None if doubtful or percent > 100 else round(percent / 100, 6)  # noqa: PLR2004 - per cent
