"""Gathers the phrases of the program from its own source, for those who translate them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from wargame import paths

SAYING = frozenset({"say", "say_count", "phrase"})
"""The functions of `wargame.translation` whose first words are phrases."""
ROOMS = ("exercise", "referee", "session", "review", "desktop")
"""The rooms that say something; the command line speaks English."""
_OF_OURS = "from wargame.translation import "
_IN_TEMPLATE = re.compile(r'\b(say|say_count)\((?:[^"()]|\([^()]*\))*?"((?:[^"\\]|\\.)*)"(?:,\s*"((?:[^"\\]|\\.)*)")?')


@dataclass
class Phrase:
    """A phrase, and where it is said."""

    words: str
    several: str = ""
    """The words for several of something, where there is a number."""
    context: str = ""
    places: list[str] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from others in a file of translations."""
        return self.context, self.words


@cache
def gathered() -> dict[tuple[str, str], Phrase]:
    """Return every phrase of the program by context and English words, in the order of the files.

    Raises ValueError when the same words are said both alone and as the one of several.
    """
    found: dict[tuple[str, str], Phrase] = {}
    for place, said in _all():
        known = found.setdefault(said.key, said)
        if known.several != said.several:
            raise ValueError(f"{place}: “{said.words}” is said alone and with a number; give one of them a context")
        if place not in known.places:
            known.places.append(place)
    return found


def _all() -> Iterator[tuple[str, Phrase]]:
    for room in ROOMS:
        for file in sorted((paths.PACKAGE / room).rglob("*.py")):
            place = file.relative_to(paths.PACKAGE).as_posix()
            for said in in_source(file.read_text(encoding="utf-8")):
                yield place, said
    for file in sorted((paths.shipped("resources") / "templates").glob("*.html")):
        for said in in_template(file.read_text(encoding="utf-8")):
            yield f"templates/{file.name}", said


def in_source(text: str) -> Iterator[Phrase]:
    """Yield the phrases of a module in the order in which they stand in it."""
    if _OF_OURS not in text:
        return  # other functions may be called `say`
    calls = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call) and _name(node) in SAYING]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        words = [arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        context = next((key.value.value for key in call.keywords if _is_context(key)), "")  # type: ignore[attr-defined]
        if words:
            yield Phrase(words[0], words[1] if _name(call) == "say_count" else "", context)


def in_template(text: str) -> Iterator[Phrase]:
    """Yield the phrases of a page of the print kit."""
    for call, one, several in _IN_TEMPLATE.findall(text):
        yield Phrase(_unescaped(one), _unescaped(several) if call == "say_count" else "")


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _is_context(key: ast.keyword) -> bool:
    return key.arg == "context" and isinstance(key.value, ast.Constant)


def _unescaped(words: str) -> str:
    return words.replace('\\"', '"').replace("\\\\", "\\")
