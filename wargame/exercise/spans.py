"""Between which limits a condition or amount can lie, whatever happens in play: interval arithmetic.

The truth of a condition is a span too: 0..0 is never true, 1..1 always, 0..1
depends. The spans are never too narrow; they may be wider than what play can
reach, so "always" and "never" can be trusted and "depends" is a maybe.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import product

from wargame.exercise.condition_nodes import (
    LEAVES,
    Age,
    And,
    Compare,
    Function,
    Given,
    Means,
    Negative,
    Node,
    Not,
    Number,
    Or,
    OverAll,
    Product,
    Question,
    Read,
    Reference,
    RowOf,
    Stands,
    Sum,
    TableRead,
    TermRead,
    WordIs,
    walk,
)
from wargame.exercise.span_arithmetic import (
    ALWAYS,
    ANYTHING,
    CLOSE,
    MAYBE,
    NEVER,
    Span,
    added,
    computed,
    multiplied,
    rounded,
    united,
)
from wargame.exercise.vocabulary import EACH, TURN

__all__ = [
    "ALWAYS",
    "ANYTHING",
    "MAYBE",
    "NEVER",
    "Limits",
    "Span",
    "assumed",
    "constant_of",
    "divisors",
    "interval",
    "keys_of",
    "meanings",
    "truth",
]

_MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "==": "==", "!=": "!="}
_OPPOSITE = {"<": ">=", ">": "<=", "<=": ">", ">=": "<", "==": "!=", "!=": "=="}


@dataclass(frozen=True, slots=True)
class Limits:
    """What is known about every name: its span, by full id; questions by `flag(gesture)`, `times(us, us_aid)`."""

    spans: Mapping[str, Span] = field(default_factory=dict)
    bound: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Bound words → whom each may stand for."""
    closer: Mapping[str, Span] = field(default_factory=dict)
    """What is known better of some names than `spans` says, by what is taken to hold."""
    found: dict[Node, Span] = field(default_factory=dict, compare=False, repr=False)
    """What was worked out within these limits."""

    def of(self, key: str) -> Span:
        """Return the span of one name; anything is possible for what nothing is known about."""
        return self.known(key, ANYTHING)

    def known(self, key: str, otherwise: Span) -> Span:
        """Return the span of one name, or what it is when nothing is known about it."""
        return self.closer.get(key) or self.spans.get(key, otherwise)

    def binding(self, **candidates: Iterable[str]) -> Limits:
        """Return the limits inside a block that binds words."""
        bound = {word: tuple(actors) for word, actors in candidates.items()}
        return Limits(self.spans, bound, self.closer)

    def binding_also(self, word: str, candidates: tuple[str, ...]) -> Limits:
        """Return the limits with one word bound besides those that are."""
        return Limits(self.spans, {**self.bound, word: candidates}, self.closer)

    def narrowed(self, key: str, span: Span) -> Limits:
        """Return the limits with one name known better."""
        return Limits(self.spans, self.bound, {**self.closer, key: span})


def interval(node: Node, limits: Limits) -> Span:
    """Return the span in which an amount, or the truth of a condition, lies."""
    span = _amount(node, limits)
    return truth(node, limits) if span is None else span


def truth(node: Node, limits: Limits) -> Span:
    """Return ALWAYS, NEVER or MAYBE for a condition."""
    if assumed(node, limits, holds=True) is None:
        return NEVER
    return ALWAYS if assumed(node, limits, holds=False) is None else MAYBE


def assumed(node: Node, limits: Limits, *, holds: bool) -> Limits | None:
    """Return what is known once a condition is taken to hold (or not to), or None if that cannot be."""
    known: Limits | None = limits
    match node:
        case Not(part=part):
            known = assumed(part, limits, holds=not holds)
        case And(parts=parts) | Or(parts=parts):
            together = isinstance(node, And) == holds
            known = (_all if together else _any)(parts, limits, holds=holds)
        case Question() | Stands() | WordIs():
            known = _asked(node, limits, holds=holds)
        case Means(word=word, names=names):
            known = _meant(word, names, limits, holds=holds)
        case Compare(operator=operator):
            known = _compared(node, operator if holds else _OPPOSITE[operator], limits)
    return known


def constant_of(node: Node) -> float | None:
    """Return the value of an amount in which nothing is read; None if anything is."""
    if any(isinstance(part, LEAVES) for part in walk(node)):
        return None
    span = interval(node, Limits())
    return span.low if span.low == span.high else None


def divisors(node: Node) -> Iterator[Node]:
    """Yield everything in an expression that something is divided by."""
    for part in walk(node):
        if isinstance(part, Product):
            yield from (below for divides, below in part.parts if divides)


def keys_of(node: Node, limits: Limits) -> tuple[str, ...]:
    """Return every name that a leaf can stand for: several when bound words are in it."""
    match node:
        case Read(reference=reference):
            return meanings(reference, limits.bound)
        case TableRead(table=name) | Given(name=name):
            return (name,)
        case Question(name=name, words=(*who, what)):
            meant = limits.bound.get(who[0], (who[0],)) if who else ("",)
            return tuple(f"{name}({actor}, {what})" if actor else f"{name}({what})" for actor in meant)
    form, names = _form_of(node)
    return tuple(form.format(owner) for name in names for owner in limits.bound.get(name, (name,)))


def _form_of(node: Node) -> tuple[str, tuple[str, ...]]:
    """Return the form of the names under which a leaf about agreements or cards is known, and of whom it asks."""
    match node:
        case Stands(what=what, agreements=names):
            return f"{what}({{}})", names
        case Age(agreements=names):
            return "age({})", names
        case TermRead(agreement=name, term=term):
            return f"{{}}.{term}", (name,)
        case WordIs(owner=name, name=about, word=word):
            return f"{{}}.{about} is {word}", (name,)
    return "", ()


def meanings(reference: Reference, bound: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the full ids a reference can stand for; a pair of one actor with itself is left out."""
    words = tuple(word for word in dict.fromkeys(reference.parts[:-1]) if word in bound)
    found = (reference.resolved(dict(zip(words, actors, strict=True))) for actors in product(*map(bound.get, words)))  # type: ignore[arg-type]
    return tuple(full for full in found if len(set(full.split("."))) == len(reference.parts))


# ---------------------------------------------------------------------------------------------------------- amounts


def _amount(node: Node, limits: Limits) -> Span | None:
    """Return the span of an amount; None for what is true or false."""
    span: Span | None = None
    match node:
        case Number(value=value):
            span = Span(value, value, value == math.floor(value))
        case Read() | Given() | TableRead() | Question() | TermRead():
            span = united([_leaf(key, node, limits) for key in keys_of(node, limits)])
        case Age():
            spans = [_leaf(key, node, limits) for key in keys_of(node, limits)]
            span = united(spans) if len(node.agreements) == 1 else computed("max", spans)
        case OverAll():
            span = limits.found.get(node) or limits.found.setdefault(node, _over_all(node, limits))
        case RowOf(rows=rows):
            span = _row(rows, limits)
        case Negative(part=part):
            inner = interval(part, limits)
            span = Span(-inner.high, -inner.low, inner.whole)
        case Sum(parts=signed):
            span = added([(minus, interval(part, limits)) for minus, part in signed])
        case Product(parts=signed):
            span = multiplied([(divides, interval(part, limits)) for divides, part in signed])
        case Function(name=name, arguments=arguments):
            span = computed(name, [interval(argument, limits) for argument in arguments])
    return span


def _leaf(key: str, node: Node, limits: Limits) -> Span:
    match node:
        case Age():
            return limits.known(key, Span(-1, limits.of(TURN).high - 1, whole=True))
        case TermRead(low=low, high=high):  # nothing before it is signed
            return limits.known(key, Span(min(0, low), max(0, high), whole=True))
        case Given(low=low, high=high):
            return limits.known(key, Span(low, high, whole=True))
        case Read() | TableRead():
            return limits.of(key)
    assert isinstance(node, Question)
    return limits.known(key, Span(0, math.inf, whole=True) if node.name == "times" else MAYBE)


def _over_all(node: OverAll, limits: Limits) -> Span:
    """Return the span of what is counted or summed over those agreements for which the condition can hold."""
    sure: list[Span] = []
    possible: list[Span] = []
    for agreement in node.agreements:
        here = limits.binding_also(EACH, (agreement,))
        known = assumed(node.which, here, holds=True)
        if known is None:
            continue
        level = _gained(node, agreement, known)
        always = assumed(node.which, here, holds=False) is None
        (sure if always else possible).append(level)
    if node.name == "highest":
        if node.tracks:
            none = [] if sure else [0.0]  # what it is where no agreement counts
            lowest = max(span.low for span in sure) if sure else min([0.0, *(span.low for span in possible)])
            return Span(lowest, max([*none, *(span.high for span in (*sure, *possible))]), node.whole)
        spans = [NEVER, *sure, *(Span(min(0, span.low), span.high, whole=True) for span in possible)]
        return computed("max", spans)
    return Span(
        sum(span.low for span in sure) + sum(min(0.0, span.low) for span in possible),
        sum(span.high for span in sure) + sum(max(0.0, span.high) for span in possible),
        node.whole,
    )


def _gained(node: OverAll, agreement: str, known: Limits) -> Span:
    """Return the span of what one agreement adds when it counts."""
    if not node.term:
        return ALWAYS
    key = f"{agreement}.{node.term}"
    if node.tracks:
        return known.of(key)
    return _leaf(key, TermRead(0, 0, agreement, node.term, node.low, node.high), known)


def _row(rows: tuple[Node, ...], limits: Limits) -> Span:
    possible: list[int] = []
    for position, row in enumerate(rows):
        verdict = truth(row, limits)
        if verdict != NEVER:
            possible.append(position)
        if verdict == ALWAYS:
            break
    else:
        possible.append(-1)
    return Span(min(possible), max(possible), whole=True)


# ------------------------------------------------------------------------------------------------------- conditions


def _all(parts: tuple[Node, ...], limits: Limits, *, holds: bool) -> Limits | None:
    known = limits
    for part in (*parts, *parts[:-1]):  # twice: what a later part says may rule an earlier one out
        further = assumed(part, known, holds=holds)
        if further is None:
            return None
        known = further
    return known


def _any(parts: tuple[Node, ...], limits: Limits, *, holds: bool) -> Limits | None:
    possible = [known for part in parts if (known := assumed(part, limits, holds=holds)) is not None]
    if not possible:
        return None
    return possible[0] if len(possible) == 1 else limits


def _asked(node: Question | Stands | WordIs, limits: Limits, *, holds: bool) -> Limits | None:
    keys = keys_of(node, limits)
    wanted, unwanted = (ALWAYS, NEVER) if holds else (NEVER, ALWAYS)
    if len(keys) != 1:
        against = [limits.known(key, MAYBE) == unwanted for key in keys]
        # One of several agreements with a tag suffices to make it true.
        tagged = isinstance(node, Stands) and len(node.agreements) > 1
        return None if keys and (any(against) if tagged and not holds else all(against)) else limits
    known = limits.known(keys[0], MAYBE)
    if known not in (MAYBE, wanted):
        return None
    if holds and isinstance(node, WordIs):  # it is no other word then
        for other in keys_of_choices(node, limits):
            limits = limits.narrowed(other, NEVER)
    return limits.narrowed(keys[0], wanted)


def keys_of_choices(node: WordIs, limits: Limits) -> Iterator[str]:
    """Yield the names of the questions whether it is any of the words it can be."""
    for word in node.choices:
        yield from keys_of(replace(node, word=word), limits)


def _meant(word: str, names: frozenset[str], limits: Limits, *, holds: bool) -> Limits | None:
    """Return what is known once a bound word is taken to stand for one of the names (or for another)."""
    if word not in limits.bound:
        return limits
    left = tuple(name for name in limits.bound[word] if (name in names) == holds)
    return limits.binding_also(word, left) if left else None


_NARROWED = (Read, Given, TableRead, Question, TermRead, Age)
"""Nodes of which more is known once they compare so with something."""


def _compared(node: Compare, operator: str, limits: Limits) -> Limits | None:
    left, right = interval(node.left, limits), interval(node.right, limits)
    same = keys_of(node.left, limits)
    if len(same) == 1 and same == keys_of(node.right, limits):  # whatever it is, it is equal to itself
        return limits if operator in ("==", "<=", ">=") else None
    if not _possible(operator, left, right):
        return None
    known = limits
    for side, span, other, sign in (
        (node.left, left, right, operator),
        (node.right, right, left, _MIRRORED[operator]),
    ):
        if isinstance(side, _NARROWED) and len(keys := keys_of(side, limits)) == 1:
            cut = _cut(span, sign, other)
            if cut is None:
                return None
            known = known.narrowed(keys[0], cut)
    return known


def _possible(operator: str, left: Span, right: Span) -> bool:
    """Whether some amount of one span compares so with some amount of the other."""
    apart = left.low > right.high + CLOSE or right.low > left.high + CLOSE
    match operator:
        case ">=":
            return left.high >= right.low - CLOSE
        case "<=":
            return left.low <= right.high + CLOSE
        case ">":
            return left.high > right.low + CLOSE
        case "<":
            return left.low < right.high - CLOSE
        case "!=":
            return not left.low == left.high == right.low == right.high
    return not apart and not _between_wholes(left, right) and not _between_wholes(right, left)


def _between_wholes(one: Span, other: Span) -> bool:
    """Whether a whole number is compared with one fixed amount that is none."""
    return one.whole and other.low == other.high and abs(other.low - rounded(other.low)) > CLOSE


def _cut(span: Span, operator: str, other: Span) -> Span | None:
    """Return what is left of a span once it compares so with something in the other one."""
    low, high, whole = span
    match operator:
        case ">=":
            low = max(low, math.ceil(other.low - CLOSE) if whole and math.isfinite(other.low) else other.low)
        case "<=":
            high = min(high, math.floor(other.high + CLOSE) if whole and math.isfinite(other.high) else other.high)
        case ">":
            low = max(low, math.floor(other.low + CLOSE) + 1 if whole and math.isfinite(other.low) else other.low)
        case "<":
            high = min(high, math.ceil(other.high - CLOSE) - 1 if whole and math.isfinite(other.high) else other.high)
        case "==":
            low, high = max(low, other.low), min(high, other.high)
        case "!=" if whole and other.low == other.high:
            low, high = low + (low == other.low), high - (high == other.high)
    return None if low > high + CLOSE else Span(low, high, whole)
