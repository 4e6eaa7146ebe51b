"""What a single scalar may mean: a text, a name, a number, true or false.

Each function returns the meaning or raises pydantic's error with one of our
codes, the place, and what to write instead.
"""

from __future__ import annotations

import re
from typing import Any, NoReturn

from pydantic_core import PydanticCustomError

from wargame.exercise.codes import Code
from wargame.exercise.complaints import Place
from wargame.exercise.spelling import is_id, unfit_in_name
from wargame.exercise.written import Branch, Listing, Written, title_place

LONGEST_NAME = 200
FORMAT = 1
"""The version of the format that this program reads."""

_WHOLE = re.compile(r"[-+]?[0-9]{1,13}\Z", re.ASCII)
_NUMBER = re.compile(r"[-+]?(?:[0-9]{1,13}(?:\.[0-9]{1,15})?|\.[0-9]{1,15})\Z", re.ASCII)
_YAML_1_1 = frozenset({"yes", "no", "on", "off", "y", "n", "true", "false"})


def refuse(code: Code, message: str, suggestion: str = "", place: Place | None = None) -> NoReturn:
    """Raise pydantic's error in our words."""
    raise PydanticCustomError(code, "{message}", {"message": message, "suggestion": suggestion, "place": place})


def read_text(node: Any) -> Written:
    """Any scalar that is there."""
    if not isinstance(node, Written):
        if isinstance(node, Branch) and len(node) == 1:
            key = next(iter(node))
            refuse(
                Code.COLON_TRAP,
                "a text is expected here, and a colon with a space after it makes a key and a value of it",
                "put the whole text in quotes",
                key.place,
            )
        what = "a list" if isinstance(node, Listing) else "a mapping"
        hint = "a text with [ or { at its beginning needs quotes"
        refuse(Code.WRONG_KIND, f"a text is expected here, not {what}", hint, title_place(node))
    if node.missing:
        refuse(Code.WRONG_KIND, "nothing is written here", "write a text, or remove the key", node.place)
    return node


def read_name(node: Any) -> Written:
    """One line that people can read: no invisible letters, at most 200 of them."""
    name = read_text(node)
    if len(name) > LONGEST_NAME:
        refuse(Code.TEXT_TOO_LONG, f"a name has at most {LONGEST_NAME} letters", "shorten it", name.place)
    if unfit := unfit_in_name(name):
        refuse(Code.BAD_CHARACTER, f"a name cannot hold {unfit.name}", "delete it", name.part(unfit.offset).place)
    return name


def read_id(node: Any) -> Written:
    """What rules call a thing: letters, digits and _."""
    word = read_text(node)
    if not is_id(word):
        suggestion = "letters a to z, digits and _ only, beginning with a letter; put the words for people under `name`"
        refuse(Code.BAD_NAME, f"`{word[:40]}` cannot be a name in rules", suggestion, word.place)
    return word


def read_names(node: Any) -> tuple[Written, ...]:
    """One word, or a list of them."""
    if isinstance(node, Written):
        return (read_text(node),)
    if not isinstance(node, Listing):
        refuse(Code.WRONG_KIND, "a word or a list of words is expected here", "[first, second]", title_place(node))
    return tuple(read_text(item) for item in node)


def read_each(node: Any) -> Written | Branch:
    """One scalar for all, or a mapping of scalars."""
    if not isinstance(node, Branch):
        return read_text(node)
    for value in node.values():
        read_text(value)
    return node


def read_words(node: Any) -> dict[Written, Written | None]:
    """A list of ids, or a mapping id → words for people."""
    if isinstance(node, Branch):
        return {read_id(key): read_name(value) for key, value in node.items()}
    if not isinstance(node, Listing):
        message = "a list of names, or a mapping name: words, is expected here"
        refuse(Code.WRONG_KIND, message, "[first, second]", title_place(node))
    words: dict[Written, Written | None] = {}
    for item in node:
        word = read_id(item)
        if word in words:
            refuse(Code.DUPLICATE_KEY, f"`{word}` appears twice here", "keep one of the two", word.place)
        words[word] = None
    return words


def read_whole(node: Any) -> int:
    """A whole number."""
    text = _plain(node, "a whole number is expected here")
    if not _WHOLE.match(text):
        refuse(Code.WRONG_KIND, f"a whole number is expected here, not `{text[:40]}`", _number_hint(text), text.place)
    return int(text)


def read_number(node: Any) -> float:
    """A number, whole or decimal."""
    text = _plain(node, "a number is expected here")
    if not _NUMBER.match(text):
        refuse(Code.WRONG_KIND, f"a number is expected here, not `{text[:40]}`", _number_hint(text), text.place)
    return float(text)


def read_truth(node: Any) -> bool:
    """The words true and false, no others."""
    text = _plain(node, "true or false is expected here")
    if text not in ("true", "false"):
        code = Code.SCALAR_TRAP if text.lower() in _YAML_1_1 else Code.WRONG_KIND
        refuse(code, f"true or false is expected here, not `{text[:40]}`", "write true or false", text.place)
    return text == "true"


def read_share(node: Any) -> float:
    """A probability or weight: `45%`, or 0.45."""
    text = _plain(node, "a percentage is expected here")
    number = number_in(text.part(0, -1)) if text.endswith("%") else number_in(text)
    if number is None:
        refuse(Code.WRONG_KIND, f"a percentage is expected here, not `{text[:40]}`", "45%", text.place)
    share = number / 100 if text.endswith("%") else number
    if not 0 <= share <= 1:
        refuse(Code.CHANCE_RANGE, f"`{text[:40]}` does not lie between 0% and 100%", "", text.place)
    return share


def read_format(node: Any) -> int:
    """The format number at the beginning of a file."""
    number = read_whole(node)
    if number != FORMAT:
        message = f"this file is in format {number}; this version of the program reads format {FORMAT}"
        refuse(Code.WRONG_FORMAT, message, "a newer version of the program may read it" if number > FORMAT else "")
    return number


def read_order(node: Any) -> Written:
    """In which order orders are ruled; `order: initiative: x` may also be written {initiative: x}."""
    if isinstance(node, Branch) and list(node) == ["initiative"]:
        key = next(iter(node))
        track = read_text(node[key])
        return Written(f"initiative: {track}", key.file, key.line, key.column, exact=False)
    return read_text(node)


def number_in(text: Written) -> float | None:
    """Return the number a scalar stands for, or None."""
    return float(text) if text.plain and _NUMBER.match(text) else None


def _plain(node: Any, wanted: str) -> Written:
    if not isinstance(node, Written):
        refuse(Code.WRONG_KIND, wanted, "", title_place(node))
    if node.missing:
        refuse(Code.WRONG_KIND, f"{wanted}; nothing is written", "", node.place)
    if not node.plain:
        refuse(Code.WRONG_KIND, f"{wanted}, without quotes", "remove the quotes", node.place)
    return node


def _number_hint(text: str) -> str:
    return "write 0.5, with a point" if re.fullmatch(r"[-+]?[0-9]+,[0-9]+", text[:40]) else ""
