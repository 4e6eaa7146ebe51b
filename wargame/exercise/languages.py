"""Texts for people in several languages, `{en: Talks, ko: 회담}`: an exercise is read in one of them."""

from __future__ import annotations

import re
from typing import Any

from pydantic import ValidationInfo

from wargame.exercise.codes import Code
from wargame.exercise.complaints import Complaint
from wargame.exercise.leaves import read_id, read_name, read_text, read_words, refuse
from wargame.exercise.written import Branch, Written, key_of, title_place

NO_ROWS = ("by", "name")
"""The keys of a table that are none of its rows."""
_CODE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?\Z", re.ASCII)


class Notes(list[Complaint]):
    """What is complained of while shapes are looked at, and the language in which they are read."""

    def __init__(self, language: str = "") -> None:
        super().__init__()
        self.language = language
        self.languages: dict[str, None] = {}
        """The languages in which some text is given, in the order in which they are met."""


def read_prose(node: Any, info: ValidationInfo) -> Written:
    """Words for people, of any length, in one language or several."""
    return _chosen(node, info, read_text)


def read_title(node: Any, info: ValidationInfo) -> Written:
    """One line for people, in one language or several."""
    return _chosen(node, info, read_name)


def read_facts(node: Any, info: ValidationInfo) -> dict[Written, Written | None]:
    """A list of ids, or a mapping id → words for people in one language or several."""
    if isinstance(node, Branch):
        return {read_id(key): read_title(value, info) for key, value in node.items()}
    return read_words(node)


def read_table(node: Any, info: ValidationInfo) -> Branch:
    """`by` an amount, perhaps a `name` in one language or several, then rows: a range and its value."""
    if not isinstance(node, Branch):
        hint = "{by: support, 29 or less: 1, 30 or more: 2}"
        refuse(Code.WRONG_KIND, "a mapping is expected here", hint, title_place(node))
    table = Branch(node.place, flow=node.flow)
    table.key = node.key
    table.update(node)
    if (name := key_of(node, "name")) is not None:
        table[name] = read_title(node[name], info)
    for value in table.values():
        read_text(value)
    if "by" not in table:
        refuse(Code.MISSING_KEY, "the key `by` is missing here: what the table looks at")
    if all(key in NO_ROWS for key in table):
        refuse(Code.MISSING_KEY, "the table has no rows", "{by: support, 29 or less: 1, 30 or more: 2}")
    return table


def is_language(word: str) -> bool:
    """Whether a word is the code of a language: `ko`, `pt-BR`."""
    return _CODE.match(word) is not None


def is_in_languages(node: Any) -> bool:
    """Whether a text is given in several languages. In a single one it is written without the mapping."""
    return isinstance(node, Branch) and len(node) > 1 and all(map(_CODE.match, node))


def _chosen(node: Any, info: ValidationInfo, read: Any) -> Written:
    """Return the text in the language that was asked for, else in the first; all of them are looked at."""
    if isinstance(node, Branch) and node.flow and len(node) > 1 and _CODE.match(next(iter(node))):
        _refuse_cut_text(node)
    if not is_in_languages(node):
        text: Written = read(node)
        return text
    texts = {str(key): read(value) for key, value in node.items()}
    wanted = ""
    if isinstance(info.context, Notes):
        wanted = info.context.language
        info.context.languages |= dict.fromkeys(texts)
    chosen: Written = texts.get(wanted) or next(iter(texts.values()))
    return chosen


def _refuse_cut_text(node: Branch) -> None:
    """`{en: First ask, then act, de: Erst fragen}`: what stands behind a comma is a key without a value."""
    for key, value in node.items():
        if isinstance(value, Written) and value.missing:
            refuse(Code.COMMA_TRAP, "a comma inside {…} cuts a text in two", "put the text in quotes", key.place)
