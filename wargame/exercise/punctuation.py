"""The marks that every language sets in its own way: the colon behind a name, the per cent sign behind a number."""

from __future__ import annotations

from wargame.translation import say


def titled(name: str, value: object) -> str:
    """Return what is told of something behind its name: "Ceasefire: in force"."""
    return say("{name}: {value}", name=name, value=value)


def in_per_cent(number: str) -> str:
    """Return a number in per cent, as it is written already: "58%", "+10%"."""
    return say("{number}%", number=number)
