"""The traps of YAML, in words an author understands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from wargame.exercise.codes import Code
from wargame.exercise.complaints import Complaint, Place
from wargame.exercise.written import Branch, Listing, Written

_COLON = "a colon with a space after it, inside a text without quotes, looks like a new key"
_WORDS = {
    "mapping values are not allowed in this context": (
        Code.COLON_TRAP,
        _COLON,
        "put the whole text in quotes, or mend the indentation",
    ),
    "found character that cannot start any token": (
        Code.NOT_YAML,
        "a text cannot begin with this character (a tab, @, ` or %)",
        "indent with spaces, or put the text in quotes",
    ),
    "found unexpected end of stream": (Code.NOT_YAML, "a quotation mark is never closed", "write the closing \" or '"),
    "did not find expected key": (
        Code.NOT_YAML,
        "here a key was expected: the line is indented unlike the others, or text follows a closing quote",
        "indent it like its neighbours; put the whole text in quotes",
    ),
    "did not find expected '-' indicator": (
        Code.NOT_YAML,
        "here the next entry of the list (- …) was expected, or text follows a closing quote",
        "indent it like its neighbours; put the whole text in quotes",
    ),
    "did not find expected ',' or '}'": (Code.NOT_YAML, "a } or a comma is missing", "close the {, or use quotes"),
    "did not find expected ',' or ']'": (Code.NOT_YAML, "a ] or a comma is missing", "close the [, or use quotes"),
    "could not find expected ':'": (Code.NOT_YAML, "a colon is missing after a key", "write 'key: value'"),
    "found unknown escape character": (
        Code.NOT_YAML,
        "a backslash in double quotes begins a special character, and this one is not known",
        "use single quotes, or write \\\\",
    ),
    "did not find expected node content": (Code.NOT_YAML, "here a value was expected", "put the text in quotes"),
    "found undefined tag handle": (
        Code.ANCHOR_OR_TAG,
        "a tag (!…) is not part of the format",
        "put the text in quotes",
    ),
    "did not find expected alphabetic or numeric character": (
        Code.ANCHOR_OR_TAG,
        "& and * at the beginning of a text are not part of the format",
        "put the text in quotes",
    ),
}


def in_words(file: str, error: yaml.YAMLError) -> Complaint:
    """Say what the parser could not read; never quotes the file, which may hold secrets."""
    place = _at(file, getattr(error, "problem_mark", None)) or Place(file)
    problem = str(getattr(error, "problem", None) or "")
    context = str(getattr(error, "context", None) or "")
    code, message, suggestion = _WORDS.get(
        problem, (Code.NOT_YAML, f"this is not valid YAML: {problem or 'unreadable'}", "")
    )
    if problem == "could not find expected ':'" and "simple key" in context:
        place = _at(file, getattr(error, "context_mark", None)) or place
    return Complaint(place, code, message, suggestion)


def comma_traps(node: Branch | Listing) -> Iterator[Complaint]:
    """Find texts that a comma inside […] or {…} has cut in two, as in `[trust +1 if played(us, x)]`."""
    pieces = list(node) if isinstance(node, Listing) else _in_order(node)
    opened: Written | None = None
    depth = 0
    for piece in pieces:
        if not isinstance(piece, Written) or not piece.plain:
            opened, depth = None, 0
            continue
        balance = piece.count("(") - piece.count(")")
        if opened is None:
            opened, depth = (piece, balance) if balance > 0 else (None, 0)
            continue
        depth += balance
        if depth <= 0:
            marks = "[…]" if isinstance(node, Listing) else "{…}"
            message = f"a comma inside {marks} cuts this text in two: `{opened[:40]}` and `{piece[:40]}`"
            yield Complaint(opened.place, Code.COMMA_TRAP, message, "put the whole text in quotes")
            opened, depth = None, 0


def _in_order(branch: Branch) -> list[object]:
    """A mapping's values, and the keys to which no value was given: what the comma cut off."""
    pieces: list[object] = []
    for key, value in branch.items():
        pieces.append(key if isinstance(value, Written) and value.missing else value)
    return pieces


def _at(file: str, mark: Any) -> Place | None:
    return None if mark is None else Place(file, mark.line + 1, mark.column + 1)
