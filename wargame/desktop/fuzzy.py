"""How well something fits what is typed: words in any order, begun words, first letters, letters left out."""

from __future__ import annotations

import unicodedata

_BEGINS, _INITIALS, _INSIDE = 0.0, 1.0, 2.0
SCATTERED = 4.0
"""What costs as much or more has only its letters in that order, somewhere."""
_LONGEST_GAP = 3
"""Letters left out for each letter typed, beyond which two words only look alike by chance."""
_TYPED = str.maketrans({
    "\N{RIGHT SINGLE QUOTATION MARK}": "'", "\N{LEFT SINGLE QUOTATION MARK}": "'",
    "\N{MODIFIER LETTER APOSTROPHE}": "'", "œ": "oe", "æ": "ae",
})  # fmt: skip
"""Signs that keyboards have not, and what is typed for them."""


def plain(text: str) -> str:
    """Return a text as it is compared: small letters without accents, with the apostrophe of keyboards."""
    if text.isascii():
        return text.casefold()
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_TYPED))
    return "".join(letter for letter in folded if not unicodedata.combining(letter))


def distance(typed: str, words: str) -> float | None:
    """Return how far `words` are from what is typed, 0 for what begins with it; None when they do not fit.

    Both are `plain`. Each typed word has to be found, in any order.
    """
    total = 0.0
    parts = words.split()
    for token in typed.split():
        found = _distance(token, words, parts)
        if found is None:
            return None
        total += found
    return total


def _distance(token: str, words: str, parts: list[str]) -> float | None:
    for place, part in enumerate(parts):
        if part.lstrip("“«\"'(").startswith(token):
            return _BEGINS + min(place, 9) * 0.05
    initials = "".join(part[0] for part in parts)
    if len(token) > 1 and token in initials:
        return _INITIALS + initials.index(token) * 0.05
    if token in words:
        return _INSIDE + min(words.index(token), 40) * 0.01
    if len(token) > 2:  # noqa: PLR2004 -- two letters stand in that order nearly everywhere
        return _scattered(token, words)
    return None


def _scattered(token: str, words: str) -> float | None:
    """Return how far apart the letters of a typed word stand, in their order; None when they are not all there."""
    start = words.find(token[0])
    place = start
    for letter in token[1:]:
        place = words.find(letter, place + 1)
        if place < 0:
            return None
    gap = place - start + 1 - len(token)
    return SCATTERED + gap * 0.1 if start >= 0 and gap <= _LONGEST_GAP * len(token) else None
