"""The traps of YAML, in words an author understands."""

from __future__ import annotations

from typing import Any, NamedTuple

import yaml

from wargame.exercise.codes import Code
from wargame.exercise.complaints import Complaint, Place
from wargame.exercise.written import Branch, Listing, Written

_COLON = "a colon with a space after it, inside a text without quotes, looks like a new key"
_MOST_PIECES = 12
"""No text of a rule has more commas in it."""
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
    "block sequence entries are not allowed in this context": (
        Code.NOT_YAML,
        "a dash with a space after it begins an entry of a list, and none can begin here",
        "write -1 without the space, or put the text in quotes",
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


def mend_comma_traps(node: Branch | Listing) -> list[Complaint]:
    """Complain of texts that a comma inside […] or {…} has cut in two, as in `[trust +1 if played(us, x)]`.

    The pieces are put together again, so that nothing else is said about them.
    """
    texts = node if isinstance(node, Listing) else node.values()
    if not any(isinstance(text, Written) and "(" in text for text in texts):
        return []  # as nearly always; this is asked of every […] and {…}
    pieces = _pieces(node)
    cuts: list[tuple[int, int]] = []
    first = 0
    while first < len(pieces):
        last = _end_of_cut(pieces, first)
        if last > first:
            cuts.append((first, last))
        first = last + 1
    found = [_cut(node, pieces[first : last + 1]) for first, last in cuts]
    for first, last in reversed(cuts):
        _join(node, pieces[first : last + 1])
    return found


class _Piece(NamedTuple):
    """What stands between two commas."""

    slot: Any
    """Its key or index."""
    text: Written | None
    """None: not a plain text, so no comma can have cut it."""
    follows: bool
    """Whether it can be what a comma cut off."""


def _pieces(node: Branch | Listing) -> list[_Piece]:
    """Return every value; for a key to which no value was given, the key: a comma may have cut it off."""
    if isinstance(node, Listing):
        return [_Piece(index, _plain(value), follows=True) for index, value in enumerate(node)]
    return [
        _Piece(key, key, follows=True)
        if isinstance(value, Written) and value.missing
        else _Piece(key, _plain(value), follows=False)
        for key, value in node.items()
    ]


def _plain(value: object) -> Written | None:
    return value if isinstance(value, Written) and value.plain else None


def _end_of_cut(pieces: list[_Piece], first: int) -> int:
    """Return the index of the piece in which the parentheses opened in the first one are closed; else `first`."""
    depth = 0
    for index in range(first, min(len(pieces), first + _MOST_PIECES)):
        text = pieces[index].text
        if text is None or (index > first and not pieces[index].follows):
            return first
        depth += text.count("(") - text.count(")")
        if depth <= 0:
            return index
    return first


def _cut(node: Branch | Listing, parts: list[_Piece]) -> Complaint:
    marks = "[…]" if isinstance(node, Listing) else "{…}"
    first, second = [part.text for part in parts if part.text is not None][:2]
    message = f"a comma inside {marks} cuts this text in two: `{first[:40]}` and `{second[:40]}`"
    return Complaint(first.place, Code.COMMA_TRAP, message, "put the whole text in quotes")


def _join(node: Any, parts: list[_Piece]) -> None:
    texts = [part.text for part in parts if part.text is not None]
    whole = ", ".join(texts)
    node[parts[0].slot] = Written(whole, texts[0].file, texts[0].line, texts[0].column, exact=False)
    for part in reversed(parts[1:]):
        del node[part.slot]


def _at(file: str, mark: Any) -> Place | None:
    return None if mark is None else Place(file, mark.line + 1, mark.column + 1)
