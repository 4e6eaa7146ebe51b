"""Arithmetic with spans: between which limits a result lies when each part lies between its own."""

from __future__ import annotations

import math
from typing import NamedTuple

CLOSE = 1e-9
"""Amounts that differ by less are equal."""


class Span(NamedTuple):
    """From low to high, both included; `whole`: whole numbers only."""

    low: float
    high: float
    whole: bool = False

    def __contains__(self, value: object) -> bool:
        return isinstance(value, int | float) and self.low - CLOSE <= value <= self.high + CLOSE


ANYTHING = Span(-math.inf, math.inf)
MAYBE = Span(0, 1, whole=True)
ALWAYS = Span(1, 1, whole=True)
NEVER = Span(0, 0, whole=True)


def united(spans: list[Span]) -> Span:
    """Return the span that holds all of them."""
    if not spans:
        return ANYTHING
    return Span(min(span.low for span in spans), max(span.high for span in spans), all(span.whole for span in spans))


def added(parts: list[tuple[bool, Span]]) -> Span:
    """Return the span of a sum; each part with whether it is taken away."""
    low = math.fsum(-span.high if minus else span.low for minus, span in parts)
    high = math.fsum(-span.low if minus else span.high for minus, span in parts)
    return Span(low, high, all(span.whole for _, span in parts))


def multiplied(parts: list[tuple[bool, Span]]) -> Span:
    """Return the span of a product; each part with whether it divides."""
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


def computed(name: str, spans: list[Span]) -> Span:
    """Return the span of a function of the language: `min`, `roundup` and so on."""
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
            return Span(rounded(first.low), rounded(first.high), whole=True)
        case "roundup":
            return Span(rounded_up(first.low), rounded_up(first.high), whole=True)
    return Span(rounded_down(first.low), rounded_down(first.high), whole=True)


def rounded_up(value: float) -> float:
    """Round up; what is within 0.000000001 of a whole number is one."""
    return value if math.isinf(value) else float(math.ceil(value - CLOSE))


def rounded_down(value: float) -> float:
    """Round down; what is within 0.000000001 of a whole number is one."""
    return value if math.isinf(value) else float(math.floor(value + CLOSE))


def rounded(value: float) -> float:
    """Round halves away from zero; what is within 0.000000001 of a half counts as one."""
    return value if math.isinf(value) else math.copysign(math.floor(abs(value) + 0.5 + CLOSE), value) + 0.0
