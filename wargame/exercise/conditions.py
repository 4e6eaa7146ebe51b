"""The small language in which rules ask about the situation.

A condition or an amount is one line: comparison, arithmetic, `and` `or` `not`,
`min max abs round roundup rounddown`, and questions such as `flag(gesture)` or
`played(any, provocative)`. It is evaluated for N runs at once: every value is
an array with one entry a run (live play has one run).

`parse` reads it (`condition_parser`), an Expression computes it (compiled by
`condition_values` when first wanted, so that reading an exercise needs no
NumPy) and accounts for it (`condition_clauses`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from wargame.exercise.complaints import Place
from wargame.exercise.condition_nodes import (
    Age,
    Given,
    Kind,
    Means,
    Node,
    Number,
    OverAll,
    Question,
    Reference,
    Stands,
    TableRead,
    TermRead,
    WordIs,
    references_in,
    walk,
    words_of,
)
from wargame.exercise.condition_parser import parse_nodes
from wargame.exercise.condition_parser import parse_row as parse_row_nodes
from wargame.exercise.spans import constant_of
from wargame.exercise.vocabulary import BINDABLE, EACH, Vocabulary

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from wargame.exercise.condition_clauses import Part
    from wargame.exercise.condition_values import Compiled
    from wargame.exercise.situation import Situation

__all__ = ["Clause", "Expression", "Kind", "Reference", "parse", "parse_row"]


@dataclass(frozen=True, slots=True)
class Clause:
    """One part of a condition, as it was found: `tension >= 6` · false · tension is 4."""

    text: str
    holds: bool
    values: tuple[tuple[str, float | bool | str], ...]
    """Every name the clause read, as written, and what it was; a flag by its id, other questions in full."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A condition or an amount that has been read and found correct."""

    text: str
    """As the author wrote it."""
    place: Place
    kind: Kind
    node: Node = field(repr=False)
    """The tree it consists of."""
    _kept: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What was compiled once."""

    def __hash__(self) -> int:
        return hash((self.text, self.place, self.kind))

    def value(self, situation: Situation) -> NDArray[Any]:
        """Return an array of shape (runs,): float64 for an amount, bool for a condition.

        It may be the situation's own array: never alter it. Raises ExerciseError
        if a divisor is zero, which the checker rules out beforehand.
        """
        function: Compiled | None = self._kept.get("value")
        if function is None:
            from wargame.exercise.condition_values import broadcast  # noqa: PLC0415 - NumPy, only when it is needed

            function = self._kept["value"] = broadcast(self.node, self.place, self.kind)
        values: NDArray[Any] = function(situation)
        return values

    def explain(self, situation: Situation) -> tuple[Clause, ...]:
        """Return the clauses between `and` and `or`, as the first run finds them, in the order written."""
        from wargame.exercise.condition_clauses import parts_of_account, told  # noqa: PLC0415 - the same

        parts: tuple[Part, ...] | None = self._kept.get("parts")
        if parts is None:
            parts = self._kept["parts"] = parts_of_account(self.node, self.text, self.place)
        return tuple(Clause(part.text, *told(part, situation)) for part in parts)

    @property
    def constant(self) -> float | None:
        """The value of an amount that is the same in every situation; None when it depends on one."""
        if isinstance(self.node, Number):
            return self.node.value
        return constant_of(self.node) if self.kind == "amount" else None

    @property
    def reads(self) -> frozenset[Reference]:
        """Every track and derived value it reads, not `turn`."""
        return frozenset(references_in(self.node))

    @property
    def names(self) -> frozenset[tuple[str, str]]:
        """Every other declared thing in it: ("table", id), ("flag", id), ("played", move or tag), ("times", …).

        Of agreements ("active", id), ("ever", …), ("offered", …), ("age", …), ("term", "full_cap.relief") and
        ("fact", "full_cap.declaration"), of cards ("card", "us.scorecard"). A bound word may stand for the owner;
        `each` is the agreement considered inside `count(…)` and its like. ("chosen", word) is a bound word by itself.
        """
        return frozenset(named for node in walk(self.node) for named in _named(node))

    @property
    def words(self) -> frozenset[str]:
        """The bound words that must have a meaning where it is read: `this`, `me`; not those inside tables."""
        inner = {EACH} if any(isinstance(node, OverAll) for node in walk(self.node)) else set()
        return words_of(self.node) & frozenset(BINDABLE) - inner


def parse(text: str, place: Place, kind: Kind, vocabulary: Vocabulary) -> Expression:
    """Read a condition or an amount; `place` is that of its first letter.

    Raises ExerciseError with every unknown name and wrong type in it, or with
    the first thing that cannot be read, each at its column.
    """
    return Expression(text, place, kind, parse_nodes(text, place, kind, vocabulary))


def parse_row(text: str, place: Place, rows: Sequence[tuple[str, Place]], vocabulary: Vocabulary) -> Expression:
    """Read the `by` of a table whose rows are words, each given with its place: `this`, `us.posture`.

    The amount it computes is the position of the row that fits, counted from 0, and -1
    if none does. Raises ExerciseError if the name has no words, or never one of these.
    """
    return Expression(text, place, "amount", parse_row_nodes(text, place, rows, vocabulary))


def _named(node: Node) -> Iterator[tuple[str, str]]:
    match node:
        case TableRead(table=table):
            yield "table", table
        case Given(name=name) | Means(word=name):
            yield "chosen", name
        case Question(name=name, words=words):
            yield name, words[-1]
        case Stands(what=what, agreements=agreements):
            yield from ((what, agreement) for agreement in agreements)
        case Age(agreements=agreements):
            yield from (("age", agreement) for agreement in agreements)
        case TermRead(agreement=agreement, term=term):
            yield "term", f"{agreement}.{term}"
        case WordIs(subject=subject, is_card=is_card):
            yield "card" if is_card else "fact", subject
        case OverAll(term=term, tracks=()) if term:
            yield "term", f"{EACH}.{term}"
