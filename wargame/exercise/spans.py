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
from typing import NamedTuple

from wargame.exercise.condition_nodes import (
    And,
    Compare,
    Function,
    Negative,
    Node,
    Not,
    Number,
    Or,
    Product,
    Question,
    Read,
    Reference,
    Sum,
    TableRead,
    walk,
)

_CLOSE = 1e-9
_MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "==": "==", "!=": "!="}
_OPPOSITE = {"<": ">=", ">": "<=", "<=": ">", ">=": "<", "==": "!=", "!=": "=="}


class Span(NamedTuple):
    """From low to high, both included; `whole`: whole numbers only."""

    low: float
    high: float
    whole: bool = False

    def __contains__(self, value: object) -> bool:
        return isinstance(value, int | float) and self.low - _CLOSE <= value <= self.high + _CLOSE


ANYTHING = Span(-math.inf, math.inf)
MAYBE = Span(0, 1, whole=True)
ALWAYS = Span(1, 1, whole=True)
NEVER = Span(0, 0, whole=True)


@dataclass(frozen=True, slots=True)
class Limits:
    """What is known about every name: its span, by full id; questions by `flag(gesture)`, `times(us, us_aid)`."""

    spans: Mapping[str, Span] = field(default_factory=dict)
    bound: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Bound words → whom each may stand for."""

    def of(self, key: str) -> Span:
        """Return the span of one name; anything is possible for what nothing is known about."""
        return self.spans.get(key, ANYTHING)

    def binding(self, **candidates: Iterable[str]) -> Limits:
        """Return the limits inside a block that binds words."""
        return replace(self, bound={word: tuple(actors) for word, actors in candidates.items()})

    def narrowed(self, key: str, span: Span) -> Limits:
        """Return the limits with one name known better."""
        return replace(self, spans={**self.spans, key: span})


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
        case Question():
            known = _asked(node, limits, holds=holds)
        case Compare(operator=operator):
            known = _compared(node, operator if holds else _OPPOSITE[operator], limits)
    return known


def constant_of(node: Node) -> float | None:
    """Return the value of an amount in which nothing is read; None if anything is."""
    if any(isinstance(part, Read | TableRead | Question) for part in walk(node)):
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
        case TableRead(table=table):
            return (table,)
        case Question(name=name, words=(*who, what)):
            meant = limits.bound.get(who[0], (who[0],)) if who else ("",)
            return tuple(f"{name}({actor}, {what})" if actor else f"{name}({what})" for actor in meant)
    return ()


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
        case Read() | TableRead() | Question():
            span = _united([_leaf(key, node, limits) for key in keys_of(node, limits)])
        case Negative(part=part):
            inner = interval(part, limits)
            span = Span(-inner.high, -inner.low, inner.whole)
        case Sum(parts=signed):
            span = _sum([(minus, interval(part, limits)) for minus, part in signed])
        case Product(parts=signed):
            span = _product([(divides, interval(part, limits)) for divides, part in signed])
        case Function(name=name, arguments=arguments):
            span = _function(name, [interval(argument, limits) for argument in arguments])
    return span


def _leaf(key: str, node: Node, limits: Limits) -> Span:
    if not isinstance(node, Question):
        return limits.of(key)
    return limits.spans.get(key, Span(0, math.inf, whole=True) if node.name == "times" else MAYBE)


def _united(spans: list[Span]) -> Span:
    if not spans:
        return ANYTHING
    return Span(min(span.low for span in spans), max(span.high for span in spans), all(span.whole for span in spans))


def _sum(parts: list[tuple[bool, Span]]) -> Span:
    low = math.fsum(-span.high if minus else span.low for minus, span in parts)
    high = math.fsum(-span.low if minus else span.high for minus, span in parts)
    return Span(low, high, all(span.whole for _, span in parts))


def _product(parts: list[tuple[bool, Span]]) -> Span:
    result = parts[0][1]
    for divides, span in parts[1:]:
        factor = span
        if divides:
            if span.low <= 0 <= span.high:
                return ANYTHING
            factor = Span(_inverse(span.high), _inverse(span.low))
        corners = [_times(one, other) for one in result[:2] for other in factor[:2]]
        result = Span(min(corners), max(corners), result.whole and factor.whole)
    return result


def _times(one: float, other: float) -> float:
    return 0.0 if one == 0 or other == 0 else one * other


def _inverse(value: float) -> float:
    return 0.0 if math.isinf(value) else 1 / value


def _function(name: str, spans: list[Span]) -> Span:
    first = spans[0]
    match name:
        case "min" | "max":
            chosen = min if name == "min" else max
            whole = all(span.whole for span in spans)
            return Span(chosen(span.low for span in spans), chosen(span.high for span in spans), whole)
        case "abs":
            ends = (abs(first.low), abs(first.high))
            return Span(0.0 if first.low <= 0 <= first.high else min(ends), max(ends), first.whole)
        case "round":
            return Span(_round(first.low), _round(first.high), whole=True)
        case "roundup":
            return Span(_up(first.low), _up(first.high), whole=True)
    return Span(_down(first.low), _down(first.high), whole=True)


def _up(value: float) -> float:
    return value if math.isinf(value) else float(math.ceil(value - _CLOSE))


def _down(value: float) -> float:
    return value if math.isinf(value) else float(math.floor(value + _CLOSE))


def _round(value: float) -> float:
    return value if math.isinf(value) else math.copysign(math.floor(abs(value) + 0.5 + _CLOSE), value) + 0.0


# ------------------------------------------------------------------------------------------------------- conditions


def _all(parts: tuple[Node, ...], limits: Limits, *, holds: bool) -> Limits | None:
    known = limits
    for part in (*parts, *parts):  # twice: what a later part says may rule an earlier one out
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


def _asked(node: Question, limits: Limits, *, holds: bool) -> Limits | None:
    keys = keys_of(node, limits)
    if len(keys) != 1:
        return limits
    wanted = ALWAYS if holds else NEVER
    known = limits.spans.get(keys[0], MAYBE)
    return None if known not in (MAYBE, wanted) else limits.narrowed(keys[0], wanted)


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
        if isinstance(side, Read | TableRead | Question) and len(keys := keys_of(side, limits)) == 1:
            cut = _cut(span, sign, other)
            if cut is None:
                return None
            known = known.narrowed(keys[0], cut)
    return known


def _possible(operator: str, left: Span, right: Span) -> bool:
    """Whether some amount of one span compares so with some amount of the other."""
    apart = left.low > right.high + _CLOSE or right.low > left.high + _CLOSE
    match operator:
        case ">=":
            return left.high >= right.low - _CLOSE
        case "<=":
            return left.low <= right.high + _CLOSE
        case ">":
            return left.high > right.low + _CLOSE
        case "<":
            return left.low < right.high - _CLOSE
        case "!=":
            return not left.low == left.high == right.low == right.high
    return not apart and not _between_wholes(left, right) and not _between_wholes(right, left)


def _between_wholes(one: Span, other: Span) -> bool:
    """Whether a whole number is compared with one fixed amount that is none."""
    return one.whole and other.low == other.high and abs(other.low - _round(other.low)) > _CLOSE


def _cut(span: Span, operator: str, other: Span) -> Span | None:
    """Return what is left of a span once it compares so with something in the other one."""
    low, high, whole = span
    match operator:
        case ">=":
            low = max(low, math.ceil(other.low - _CLOSE) if whole and math.isfinite(other.low) else other.low)
        case "<=":
            high = min(high, math.floor(other.high + _CLOSE) if whole and math.isfinite(other.high) else other.high)
        case ">":
            low = max(low, math.floor(other.low + _CLOSE) + 1 if whole and math.isfinite(other.low) else other.low)
        case "<":
            high = min(high, math.ceil(other.high - _CLOSE) - 1 if whole and math.isfinite(other.high) else other.high)
        case "==":
            low, high = max(low, other.low), min(high, other.high)
        case "!=" if whole and other.low == other.high:
            low, high = low + (low == other.low), high - (high == other.high)
    return None if low > high + _CLOSE else Span(low, high, whole)
