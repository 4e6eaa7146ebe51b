"""Why a condition holds or not: its parts in the author's own words, each with what it saw."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from wargame.exercise.complaints import Place
from wargame.exercise.condition_nodes import (
    Age,
    And,
    Given,
    Means,
    Node,
    Or,
    OverAll,
    Question,
    Read,
    Stands,
    TableRead,
    TermRead,
    WordIs,
    kind_of,
    parts_of,
)
from wargame.exercise.condition_values import Compiled, compiled
from wargame.exercise.vocabulary import NO_WORD

if TYPE_CHECKING:
    from wargame.exercise.situation import Situation

Value = float | bool | str


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an expression, ready to be told about."""

    text: str
    truth: Compiled | None
    """None: the part is an amount."""
    reads: tuple[tuple[str, Compiled], ...]
    """Every name in it, as written, with how to look it up."""


def parts_of_account(node: Node, text: str, place: Place) -> tuple[Part, ...]:
    """Split a tree at every `and` and `or` that no `not` encloses."""
    return tuple(_part(leaf, text, place) for leaf in _leaves(node))


def first_run(value: Any) -> Value:
    """Return what a computed value is in the first run, as a plain Python value."""
    if isinstance(value, str):
        return value
    first = np.ravel(value)[0]
    return bool(first) if isinstance(first, np.bool_ | bool) else float(first)


def told(part: Part, situation: Situation) -> tuple[bool, tuple[tuple[str, Value], ...]]:
    """Return whether a part holds in the first run (an amount always does), and what it read."""
    holds = True if part.truth is None else bool(first_run(part.truth(situation)))
    return holds, tuple((name, first_run(look(situation))) for name, look in part.reads)


def _leaves(node: Node) -> Iterator[Node]:
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from _leaves(part)
    else:
        yield node


def _part(node: Node, text: str, place: Place) -> Part:
    reads: dict[str, Compiled] = {}
    for below in _asking(node):
        match below:
            case Read(reference=reference):
                reads.setdefault(reference.text, compiled(below, place))
            case Given(name=name):
                reads.setdefault(name, compiled(below, place))
            case TableRead(table=table):
                reads.setdefault(table, compiled(below, place))
            case Question(name="flag", words=(flag,)):
                reads.setdefault(flag, compiled(below, place))
            case WordIs(subject=subject):
                reads.setdefault(subject, _word_of(below, place))
            case Means(word=word):
                reads.setdefault(word, _meaning_of(word))
            case Question() | Stands() | Age() | TermRead() | OverAll():
                reads.setdefault(text[below.start : below.end], compiled(below, place))
    truth = compiled(node, place) if kind_of(node) == "condition" else None
    return Part(text[node.start : node.end], truth, tuple(reads.items()))


def _asking(node: Node) -> Iterator[Node]:
    """Yield the parts that ask the situation something; what is read for each agreement is not told apart."""
    yield node
    if not isinstance(node, OverAll):
        for part in parts_of(node):
            yield from _asking(part)


def _word_of(node: WordIs, place: Place) -> Compiled:
    """Return how to find the word that a fact or card is in the first run."""
    asked = [(word, compiled(replace(node, word=word), place)) for word in node.choices]

    def find(situation: Situation) -> str:
        return next((word for word, holds in asked if first_run(holds(situation))), NO_WORD)

    return find


def _meaning_of(word: str) -> Compiled:
    return lambda situation: situation.bound.get(word, word)
