"""What the checks look at together: an exercise, its rules laid flat, and how far its values go."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

from wargame.exercise.codes import Code
from wargame.exercise.complaints import Complaint, Place, Severity
from wargame.exercise.condition_nodes import Given, Node, Read, kind_of, walk
from wargame.exercise.conditions import Expression
from wargame.exercise.definition import Exercise
from wargame.exercise.reach import changed_tracks, declared, reached
from wargame.exercise.reach_agreements import signable
from wargame.exercise.spans import MAYBE, NEVER, Limits, Span, keys_of
from wargame.exercise.survey import Survey, survey


@dataclass(frozen=True)
class Case:
    """Everything that is known about the exercise under examination."""

    exercise: Exercise
    found: Survey
    declared: Limits
    """How far values can go by their ranges."""
    reached: Limits
    """How far they can go by the rules."""

    @classmethod
    def of(cls, exercise: Exercise) -> Case:
        """Lay the exercise out and measure it."""
        found = survey(exercise)
        return cls(exercise, found, declared(exercise), reached(exercise, found))

    @cached_property
    def changed(self) -> frozenset[str]:
        """Full ids of the tracks that some rule changes."""
        return changed_tracks(self.exercise, self.found)

    @cached_property
    def signable(self) -> frozenset[str]:
        """The agreements that can be signed some time."""
        return signable(self.exercise, self.reached)

    @cached_property
    def lenient(self) -> Limits:
        """The limits by the rules, but what nobody raises, changes, signs or sets may be anything.

        They get a complaint of their own; every condition about them need not repeat it.
        """
        unsigned = self.exercise.agreements.keys() - self.signable
        spans = {
            key: span
            for key, span in self.reached.spans.items()
            if " is " not in key and not any(f"({name})" in key or key.startswith(f"{name}.") for name in unsigned)
        }
        spans |= {key: MAYBE for key, span in spans.items() if key.startswith("flag(") and span == NEVER}
        unchanged = {track: self.declared.of(track) for track in self.exercise.tracks if track not in self.changed}
        if not unchanged:
            return Limits(spans)
        computed = {name: self.declared.of(name) for name in (*self.exercise.derived, *self.exercise.rulebook.tables)}
        return Limits({**spans, **unchanged, **computed})

    @staticmethod
    def place_of(expression: Expression, node: Node) -> Place:
        """Return where a part of an expression stands."""
        place = expression.place
        return Place(place.file, place.line, place.column + node.start)

    def spoken(self, node: Node, limits: Limits) -> str:
        """Return in words how far the values in a condition go: "tension lies between 1 and 10"."""
        words: dict[str, None] = {}
        for part in walk(node):
            for key in keys_of(part, limits)[:1]:
                span = Span(part.low, part.high, whole=True) if isinstance(part, Given) else limits.spans.get(key)
                name = part.reference.text if isinstance(part, Read) else key
                if span is not None and kind_of(part) == "amount":
                    words[f"`{name}` {between(span)}"] = None
                elif span == NEVER:
                    words[f"no rule makes `{key}` true"] = None
        return ", ".join(words)


def error(place: Place, code: Code, message: str, suggestion: str = "") -> Complaint:
    """Return a complaint that keeps the exercise from being played."""
    return Complaint(place, str(code), message, suggestion)


def warning(place: Place, code: Code, message: str, suggestion: str = "") -> Complaint:
    """Return a complaint with which the exercise can be played."""
    return Complaint(place, str(code), message, suggestion, Severity.WARNING)


def figure(value: float) -> str:
    """Return a number as people write it: 3, 2.5, 1,000,000."""
    if math.isinf(value):
        return "without limit"
    value += 0.0  # no minus before a zero
    return f"{value:,.0f}" if value == round(value) else f"{value:,.6f}".rstrip("0").rstrip(".")


def between(span: Span) -> str:
    """Return a span in words: "is always 3", "lies between 1 and 10", "is 4 or more"."""
    if span.low == span.high:
        return f"is always {figure(span.low)}"
    if math.isinf(span.low) and math.isinf(span.high):
        return "has no limits"
    if math.isinf(span.high):
        return f"is {figure(span.low)} or more"
    if math.isinf(span.low):
        return f"is {figure(span.high)} or less"
    return f"lies between {figure(span.low)} and {figure(span.high)}"
