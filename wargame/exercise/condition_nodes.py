"""What a condition or amount consists of, once it has been read: a small tree of plain data.

Sums, products, and chains of `and` and `or` hold all their parts side by side,
so a tree is never deeper than its parentheses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from wargame.exercise.complaints import Place
from wargame.exercise.situation import Standing
from wargame.exercise.vocabulary import EACH

Kind = Literal["amount", "condition"]


@dataclass(frozen=True, slots=True)
class Reference:
    """A name of a track in a rule. Bound words in it (`me`, `target`) are filled in when it is read."""

    text: str
    """As the author wrote it: `support`."""
    parts: tuple[str, ...]
    """("tension",), ("us", "support"), ("me", "target", "trust")."""
    place: Place

    def resolved(self, bound: Mapping[str, str]) -> str:
        """Return the full id of the track: bound words filled in, owners of a pair sorted."""
        if len(self.parts) == 1:
            return self.parts[0]
        *owners, name = self.parts
        if len(owners) == 1:
            return f"{bound.get(owners[0], owners[0])}.{name}"
        return ".".join([*sorted(bound.get(owner, owner) for owner in owners), name])

    @property
    def words(self) -> frozenset[str]:
        """The owners as written; among them bound words."""
        return frozenset(self.parts[:-1])


@dataclass(frozen=True, slots=True)
class Node:
    """A part of an expression: text[start:end] of what the author wrote."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Unknown(Node):
    """Stands where a name could not be found; a complaint has been made already."""


@dataclass(frozen=True, slots=True)
class Number(Node):
    """`3`, `0.97`, `35%` (which is 0.35)."""

    value: float


@dataclass(frozen=True, slots=True)
class Read(Node):
    """The value of a track, of a derived value, or of `turn`."""

    reference: Reference
    source: Literal["track", "derived", "turn"]
    whole: bool = False
    """Whether the value is known to be a whole number always."""


@dataclass(frozen=True, slots=True)
class Given(Node):
    """`level`: a whole number that was chosen with the move."""

    name: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class TableRead(Node):
    """The value of a table in the present situation."""

    table: str


@dataclass(frozen=True, slots=True)
class Negative(Node):
    """`-amount`."""

    part: Node


@dataclass(frozen=True, slots=True)
class Sum(Node):
    """`a + b - c`: each part with whether it is taken away."""

    parts: tuple[tuple[bool, Node], ...]


@dataclass(frozen=True, slots=True)
class Product(Node):
    """`a * b / c`: each part with whether it divides."""

    parts: tuple[tuple[bool, Node], ...]


@dataclass(frozen=True, slots=True)
class Function(Node):
    """`min(a, b)`, `round(a)` and the like."""

    name: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Question(Node):
    """A question whose arguments are names: `flag(gesture)`, `played(any, provocative)`, `times(us, us_aid)`."""

    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stands(Node):
    """`active(full_cap)`, `ever(this)`, `offered(core)`: how an agreement stands; of a tag, whether any does."""

    what: Standing
    agreements: tuple[str, ...]
    """Their names, or one bound word."""


@dataclass(frozen=True, slots=True)
class Age(Node):
    """`age(full_cap)`: turns since it was signed, -1 unless in force; of a tag, that of the oldest."""

    agreements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TermRead(Node):
    """`full_cap.verification`, `this.relief`: the level of a term."""

    agreement: str
    """Its name, or a bound word."""
    term: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class WordIs(Node):
    """`full_cap.declaration is partial`, `us.scorecard is thrift`: a fact of an agreement, or a card of an actor."""

    owner: str
    """An agreement, an actor, or a bound word."""
    name: str
    word: str
    choices: tuple[str, ...]
    """Every word it can be."""
    is_card: bool

    @property
    def subject(self) -> str:
        """What is asked about: `full_cap.declaration`."""
        return f"{self.owner}.{self.name}"


@dataclass(frozen=True, slots=True)
class Means(Node):
    """`breaker is us`, `this is core`, `channel is public`: whom or what a bound word stands for."""

    word: str
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class OverAll(Node):
    """`count(active)`, `total(relief, active and core)`, `highest(verification, active)`: through all agreements."""

    name: str
    agreements: tuple[str, ...]
    which: Node
    """Read for each agreement, which the bound word `each` stands for."""
    term: str = ""
    """The term, or the track of each agreement, that is summed; "" when agreements are counted."""
    low: int = 0
    high: int = 0
    tracks: tuple[Reference, ...] = ()
    """The track of each agreement, when that is what is summed: `total(confidence, active)`."""
    whole: bool = True


@dataclass(frozen=True, slots=True)
class RowOf(Node):
    """Which row of a table fits, counted from 0; -1 if none does. Each row has a condition."""

    rows: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Compare(Node):
    """`left >= right`; the operator is one of == != < <= > >=."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Not(Node):
    """`not condition`."""

    part: Node


@dataclass(frozen=True, slots=True)
class And(Node):
    """All parts hold."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or(Node):
    """At least one part holds."""

    parts: tuple[Node, ...]


CONDITIONS = (Compare, Not, And, Or, Stands, WordIs, Means)
LEAVES = (Read, Given, TableRead, Question, Stands, Age, TermRead, WordIs, Means, OverAll)
"""Nodes that ask the situation something."""
TRUTH_QUESTIONS = frozenset(("flag", "played"))


def kind_of(node: Node) -> Kind:
    """Return whether the node is an amount or something true or false."""
    if isinstance(node, Question):
        return "condition" if node.name in TRUTH_QUESTIONS else "amount"
    return "condition" if isinstance(node, CONDITIONS) else "amount"


def parts_of(node: Node) -> tuple[Node, ...]:
    """Return the parts directly below a node."""
    match node:
        case Sum(parts=signed) | Product(parts=signed):
            return tuple(part for _, part in signed)
        case And(parts=parts) | Or(parts=parts) | Function(arguments=parts):
            return parts
        case Not(part=part) | Negative(part=part) | OverAll(which=part):
            return (part,)
        case RowOf(rows=parts):
            return parts
        case Compare(left=left, right=right):
            return (left, right)
        case _:
            return ()


def walk(node: Node) -> Iterator[Node]:
    """Yield a node and everything below it, from left to right."""
    yield node
    for part in parts_of(node):
        yield from walk(part)


def references_in(node: Node, each: tuple[str, ...] = ()) -> Iterator[Reference]:
    """Yield every track and derived value that is read; what is read for each agreement, once for every one of them."""
    match node:
        case Read(reference=reference, source=source) if source != "turn":
            if EACH in reference.words:
                named = (tuple(one if part == EACH else part for part in reference.parts) for one in each)
                yield from (Reference(".".join(parts), parts, reference.place) for parts in named)
            else:
                yield reference
        case OverAll(agreements=each, tracks=tracks):
            yield from tracks
    for part in parts_of(node):
        yield from references_in(part, each)


def words_of(node: Node) -> frozenset[str]:
    """Return every owner that a node and what is below it name: actors, agreements, bound words."""
    found: set[str] = set()
    for part in walk(node):
        match part:
            case Read(reference=reference):
                found |= reference.words
            case Question(words=(who, _)):
                found.add(who)
            case Stands(agreements=agreements) | Age(agreements=agreements):
                found |= set(agreements)
            case TermRead(agreement=owner) | WordIs(owner=owner) | Means(word=owner):
                found.add(owner)
    return frozenset(found)
