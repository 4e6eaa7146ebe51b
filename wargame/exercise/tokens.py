"""A line of the language as words, numbers and signs, each with where it stands."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from wargame.exercise.codes import Code
from wargame.exercise.complaints import Complaint, ExerciseError, Place

MOST_CHARACTERS = 500

_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:[0-9]{1,40}(?:\.[0-9]{1,40})?|\.[0-9]{1,40})%?)"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*)"
    r"|(?P<sign>==|!=|<=|>=|[-+*/()<>,]))",
    re.ASCII,
)
_INSTEAD = {
    "=": "write `==` to compare",
    "!": "write `not`",
    "&": "write `and`",
    "|": "write `or`",
    "≥": "write `>=`",
    "≤": "write `<=`",
    "≠": "write `!=`",
    "×": "write `*`",
    "·": "write `*`",
    "÷": "write `/`",
    "−": "write `-`",
    "–": "write `-`",
    "^": "powers are not part of the language",
    "%": "a per cent sign stands directly behind a number",
    "'": "names stand without quotes",
    '"': "names stand without quotes",
    "[": "use round parentheses",
    "{": "use round parentheses",
}


class Token(NamedTuple):
    """A word, number or sign, at text[start:end]."""

    kind: str
    """`number`, `name`, `sign` or `end`."""
    text: str
    start: int
    end: int


def complaint(place: Place, offset: int, code: Code, message: str, suggestion: str = "") -> Complaint:
    """Return a complaint about the letter at `offset` of a text that begins at `place`."""
    return Complaint(Place(place.file, place.line, place.column + offset), code, message, suggestion)


def excerpt(text: str) -> str:
    """Return what a complaint shows of a line: the letters that can be seen, not too many."""
    clean = "".join(letter for letter in text.strip() if letter.isprintable())
    return clean if len(clean) <= 60 else clean[:59] + "…"  # noqa: PLR2004 - what fits in a line of complaints


def tokens_of(text: str, place: Place) -> list[Token]:
    """Split a line into tokens, the last of kind `end`; raises ExerciseError at a letter that fits nothing."""
    tokens, stranger = _split(text)
    if stranger is not None:
        letter = text[stranger]
        message = f"`{letter}` is not part of the language" if letter.isprintable() else "a letter nobody can see"
        raise ExerciseError((complaint(place, stranger, Code.BAD_EXPRESSION, message, _INSTEAD.get(letter, "")),))
    return list(tokens)


@lru_cache(maxsize=1_000)
def _split(text: str) -> tuple[tuple[Token, ...], int | None]:
    """Return the tokens of a line, and where a letter stands that fits nothing.

    A line is split as a whole and again in its parts, and many parts are the same in many lines.
    """
    tokens: list[Token] = []
    at, end = 0, len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None:
            return (), at + len(text[at:]) - len(text[at:].lstrip())
        kind = match.lastgroup or ""
        start, at = match.span(kind)
        tokens.append(Token(kind, text[start:at], start, at))
    tokens.append(Token("end", "", len(text), len(text)))
    return tuple(tokens), None
