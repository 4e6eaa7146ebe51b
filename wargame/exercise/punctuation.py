"""The marks that every language sets in its own way: colons, semicolons, quotation marks, the per cent sign."""

from __future__ import annotations

from collections.abc import Iterable

from wargame.translation import say


def titled(name: str, value: object) -> str:
    """Return what is told of something behind its name: "Ceasefire: in force"."""
    return say("{name}: {value}", name=name, value=value)


def in_per_cent(number: str) -> str:
    """Return a number in per cent, as it is written already: "58%", "+10%"."""
    return say("{number}%", number=number)


def quoted(text: str) -> str:
    """Return a text between quotation marks: “as agreed”."""
    return say("“{text}”", text=text)


def in_a_row(words: Iterable[str]) -> str:
    """Return what stands side by side and may hold commas: "a, b; c"."""
    return say("; ").join(words)
