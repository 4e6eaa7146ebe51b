"""Letters that have no business in an exercise: they hide text or reverse it, or cannot be seen at all."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from wargame.exercise.vocabulary import nearest

_FORBIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters
    r"\u202a-\u202e\u2066-\u2069"  # text running backwards
    r"\ud800-\udfff\ufffe\uffff\U000e0000-\U000e007f]"  # no letters at all, and invisible tags
)
_ODD_SPACES = re.compile(r"[\t\r\n\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}\Z", re.ASCII)
_MOST_MARKS = 3
_INVISIBLE = frozenset({"Cf", "Cc", "Cs", "Co", "Cn"})


@dataclass(frozen=True, slots=True)
class Unfit:
    """A letter that is refused: where in the text, and what it is in words."""

    offset: int
    name: str


def forbidden_character(text: str) -> Unfit | None:
    """Return the first letter no text of an exercise may hold: control characters and bidi overrides."""
    if (found := _FORBIDDEN.search(text)) is None:
        return None
    return Unfit(found.start(), _called(found.group()))


def unfit_in_name(name: str) -> Unfit | None:
    """Return the first letter a *name* may not hold: invisible ones, odd spaces, piles of accents."""
    marks = 0
    if name.isascii() and name.isprintable():
        return None
    for offset, letter in enumerate(name):
        category = unicodedata.category(letter)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if category in _INVISIBLE or _ODD_SPACES.match(letter) or marks > _MOST_MARKS:
            return Unfit(offset, _called(letter))
    return None


def is_id(word: str) -> bool:
    """Whether a word can be the name of a thing in rules: letters, digits and _, beginning with a letter."""
    return _ID.match(word) is not None


def words_of(name: str) -> str:
    """Return an id as words for people: `talk_sign` is "Talk sign"."""
    words = name.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def did_you_mean(word: str, pool: Iterable[str]) -> str:
    """Return "did you mean `x`?" for the most similar name of the pool, or nothing when none is near."""
    near = nearest(word, pool)
    return f"did you mean `{near}`?" if near else ""


def _called(letter: str) -> str:
    code = f"U+{ord(letter):04X}"
    name = unicodedata.name(letter, "")
    return f"the invisible character {code}" + (f" ({name.lower()})" if name else "")
