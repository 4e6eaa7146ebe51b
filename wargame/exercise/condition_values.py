"""Compiled conditions: nodes become closures over arrays, with nothing left to look up or to parse.

Every closure takes a Situation and returns an array with one entry a run, or a
plain number where the part is the same in all runs. Amounts closer than
0.000000001 are equal.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import TYPE_CHECKING, Any

import numpy as np

from wargame.exercise.codes import Code
from wargame.exercise.complaints import ExerciseError, Place
from wargame.exercise.condition_nodes import (
    Age,
    And,
    Compare,
    Function,
    Given,
    Kind,
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
    RowOf,
    Stands,
    Sum,
    TableRead,
    TermRead,
    WordIs,
    words_of,
)
from wargame.exercise.tokens import complaint
from wargame.exercise.vocabulary import BINDABLE, EACH

if TYPE_CHECKING:
    from wargame.exercise.situation import Situation

CLOSE = 1e-9
"""Amounts that differ by less are equal."""

FARTHEST = 1e30
"""Products and quotients are held within plus and minus this, so that no amount is ever infinite or undefined."""

_FEW = 4
"""So many factors of at most 10**12 each cannot leave the range of numbers."""

Compiled = Callable[["Situation"], Any]
"""Any: an array of amounts or truths, or one number for all runs."""

_MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "==": "==", "!=": "!="}


def compiled(node: Node, place: Place) -> Compiled:
    """Return the function that computes the node; `place` is where the text of the expression begins."""
    return _MAKERS[type(node)](node, place)


def broadcast(node: Node, place: Place, kind: Kind) -> Compiled:
    """Return the function that computes a whole expression: always an array with one entry a run."""
    function = compiled(node, place)
    wanted = np.float64 if kind == "amount" else np.bool_
    if isinstance(node, Read | TableRead | Question):
        return function

    def everywhere(situation: Situation) -> Any:
        value = function(situation)
        if isinstance(value, np.ndarray) and value.shape:
            return value
        return np.full(situation.runs, value, dtype=wanted)

    return everywhere


def rounded(amounts: Any) -> Any:
    """Round halves away from zero; what is within 0.000000001 of a half counts as one."""
    return np.copysign(np.floor(np.abs(amounts) + (0.5 + CLOSE)), amounts) + 0.0


def _number(node: Number, _: Place) -> Compiled:
    value = node.value
    return lambda _: value


def _read(node: Read, _: Place) -> Compiled:
    reference = node.reference
    if reference.words.isdisjoint(BINDABLE):
        track = reference.resolved({})
        return lambda situation: situation.amount(track)
    return lambda situation: situation.amount(reference.resolved(situation.bound))


def _given(node: Given, _: Place) -> Compiled:
    name, low = node.name, float(node.low)

    def read(situation: Situation) -> float:
        value = situation.bound.get(name)
        return low if value is None else float(value)

    return read


def _table(node: TableRead, _: Place) -> Compiled:
    table = node.table
    return lambda situation: situation.table(table)


def _question(node: Question, _: Place) -> Compiled:
    if node.name == "flag":
        (flag,) = node.words
        return lambda situation: situation.flag(flag)
    who, move = node.words
    if node.name == "played":
        return lambda situation: situation.played(situation.bound.get(who, who), move)
    return lambda situation: situation.times(situation.bound.get(who, who), move)


def _resolving(name: str, ask: Callable[[Situation, str], Any]) -> Compiled:
    """Return the question with its name filled in at once, or at every time if it is a bound word."""
    if name in BINDABLE:
        return lambda situation: ask(situation, situation.bound.get(name, name))
    return lambda situation: ask(situation, name)


def _stands(node: Stands, _: Place) -> Compiled:
    what = node.what
    asked = [_resolving(name, lambda situation, name: situation.agreement_is(name, what)) for name in node.agreements]
    return asked[0] if len(asked) == 1 else _joined(asked, np.logical_or)


def _age(node: Age, _: Place) -> Compiled:
    asked = [_resolving(name, lambda situation, name: situation.age(name)) for name in node.agreements]
    return asked[0] if len(asked) == 1 else _joined(asked, np.maximum)


def _term(node: TermRead, _: Place) -> Compiled:
    term = node.term
    return _resolving(node.agreement, lambda situation, name: situation.term(name, term))


def _word(node: WordIs, _: Place) -> Compiled:
    name, word = node.name, node.word
    return _resolving(node.owner, lambda situation, owner: situation.is_word(f"{owner}.{name}", word))


def _means(node: Means, _: Place) -> Compiled:
    word, names = node.word, node.names
    return lambda situation: situation.bound.get(word, word) in names


def _row(node: RowOf, place: Place) -> Compiled:
    rows = [compiled(row, place) for row in node.rows]

    def find(situation: Situation) -> Any:
        found: Any = -1.0
        for position in reversed(range(len(rows))):
            found = np.where(rows[position](situation), float(position), found)
        return found

    return find


def _over_all(node: OverAll, place: Place) -> Compiled:
    """Go through the agreements, of which there are few, with all runs at once."""
    parts = node.which.parts if isinstance(node.which, And) else (node.which,)
    # What is the same for every agreement is asked once.
    shared = [compiled(part, place) for part in parts if EACH not in words_of(part)]
    own = [compiled(part, place) for part in parts if EACH in words_of(part)]
    gained, highest = _gained(node), node.name == "highest"
    nothing = -np.inf if highest and node.tracks else 0.0

    def go_through(situation: Situation) -> Any:
        start = _all_hold(shared, situation, True)
        result: Any = nothing
        for agreement in node.agreements if np.count_nonzero(start) else ():
            here = situation.binding(each=agreement)
            holds = _all_hold(own, here, start)
            if not np.count_nonzero(holds):
                continue
            more = gained(here, agreement, holds)
            result = np.maximum(result, more) if highest else result + more
        return np.where(np.isneginf(result), 0.0, result) if nothing else result

    return go_through


def _gained(node: OverAll) -> Callable[[Situation, str, Any], Any]:
    """Return what an agreement adds where it counts, and 0 elsewhere."""
    term = node.term
    if node.tracks:
        otherwise = -np.inf if node.name == "highest" else 0.0
        return lambda situation, agreement, holds: np.where(holds, situation.amount(f"{agreement}.{term}"), otherwise)
    return lambda situation, agreement, holds: holds * situation.term(agreement, term) if term else holds


def _all_hold(parts: list[Compiled], situation: Situation, start: Any) -> Any:
    """Return where all parts hold; those behind one that holds nowhere are not asked."""
    holds = start
    for part in parts:
        if holds is not True and not np.count_nonzero(holds):
            break
        found = part(situation)
        if found is False:
            return False
        if found is not True:
            holds = found if holds is True else np.logical_and(holds, found)
    return holds


def _and(node: And, place: Place) -> Compiled:
    return _joined([compiled(part, place) for part in node.parts], np.logical_and)


def _or(node: Or, place: Place) -> Compiled:
    return _joined([compiled(part, place) for part in node.parts], np.logical_or)


def _not(node: Not, place: Place) -> Compiled:
    part = compiled(node.part, place)
    return lambda situation: np.logical_not(part(situation))


def _negative(node: Negative, place: Place) -> Compiled:
    part = compiled(node.part, place)
    return lambda situation: -part(situation)


def _compare(node: Compare, place: Place) -> Compiled:
    operator, left, right = node.operator, node.left, node.right
    if isinstance(left, Number) and not isinstance(right, Number):
        operator, left, right = _MIRRORED[operator], right, left
    first = compiled(left, place)
    if _is_whole(left) and _is_whole(right):
        return _compare_exactly(operator, first, compiled(right, place))
    if isinstance(right, Number):
        return _compare_fixed(operator, first, right.value)
    second = compiled(right, place)
    return _compare_fixed(operator, lambda situation: first(situation) - second(situation), 0.0)


def _is_whole(node: Node) -> bool:
    """Whether a part can only be a whole number, so that nothing is ever nearly equal to it and not equal."""
    match node:
        case Number(value=value):
            return value.is_integer()
        case Read(whole=whole) | OverAll(whole=whole):
            return whole
        case Question() | Age() | TermRead() | Given() | RowOf():
            return True
        case Negative(part=part):
            return _is_whole(part)
        case Sum(parts=signed):
            return all(_is_whole(part) for _, part in signed)
    return False


def _compare_exactly(operator: str, first: Compiled, second: Compiled) -> Compiled:
    compare = _EXACTLY[operator]
    return lambda situation: compare(first(situation), second(situation))


def _compare_fixed(operator: str, first: Compiled, value: float) -> Compiled:
    below, above = value - CLOSE, value + CLOSE
    comparisons: dict[str, Compiled] = {
        ">=": lambda situation: first(situation) >= below,
        "<=": lambda situation: first(situation) <= above,
        ">": lambda situation: first(situation) > above,
        "<": lambda situation: first(situation) < below,
        "==": lambda situation: _within(first(situation), below, above),
        "!=": lambda situation: np.logical_not(_within(first(situation), below, above)),
    }
    return comparisons[operator]


def _within(amounts: Any, below: float, above: float) -> Any:
    return np.logical_and(amounts >= below, amounts <= above)


def _joined(parts: list[Compiled], join: Callable[[Any, Any], Any]) -> Compiled:
    if len(parts) == 2:  # noqa: PLR2004 - the usual case, without a loop
        first, second = parts
        return lambda situation: join(first(situation), second(situation))
    return lambda situation: reduce(join, (part(situation) for part in parts))


def _sum(node: Sum, place: Place) -> Compiled:
    parts = [(minus, compiled(part, place)) for minus, part in node.parts]

    def add(situation: Situation) -> Any:
        total = parts[0][1](situation)
        for minus, part in parts[1:]:
            total = total - part(situation) if minus else total + part(situation)
        return total

    return add


def _product(node: Product, place: Place) -> Compiled:
    parts = [(divides, compiled(part, place), part.start) for divides, part in node.parts]
    if _tame(node):
        return _tame_product([(divides, part) for divides, part, _ in parts])

    def multiply(situation: Situation) -> Any:
        result = parts[0][1](situation)
        with np.errstate(over="ignore"):
            for divides, part, start in parts[1:]:
                factor = part(situation)
                if divides and not np.all(factor):
                    problem = complaint(place, start, Code.DIVISOR_ZERO, "the divisor is zero in this situation")
                    raise ExerciseError((problem,))
                result = np.clip(result / factor if divides else result * factor, -FARTHEST, FARTHEST)
        return result

    return multiply


def _tame(node: Product) -> bool:
    """Whether it is one amount times or divided by plain numbers, so that it can neither run away nor divide by 0."""
    free = [divides for divides, part in node.parts if not isinstance(part, Number)]
    return len(free) <= 1 and not any(free) and len(node.parts) <= _FEW


def _tame_product(parts: list[tuple[bool, Compiled]]) -> Compiled:
    def multiply(situation: Situation) -> Any:
        result = parts[0][1](situation)
        for divides, part in parts[1:]:
            result = result / part(situation) if divides else result * part(situation)
        return result

    return multiply


def _function(node: Function, place: Place) -> Compiled:
    arguments = [compiled(argument, place) for argument in node.arguments]
    if node.name in _CHOICES:
        return _joined(arguments, _CHOICES[node.name])
    (first,), rounding = arguments, _ROUNDINGS[node.name]
    return lambda situation: rounding(first(situation))


_EXACTLY: dict[str, Callable[[Any, Any], Any]] = {
    "==": np.equal,
    "!=": np.not_equal,
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
}
_CHOICES: dict[str, Callable[[Any, Any], Any]] = {"min": np.minimum, "max": np.maximum}
_ROUNDINGS: dict[str, Callable[[Any], Any]] = {
    "abs": np.abs,
    "round": rounded,
    "roundup": lambda amounts: np.ceil(amounts - CLOSE) + 0.0,
    "rounddown": lambda amounts: np.floor(amounts + CLOSE) + 0.0,
}
_MAKERS: dict[type[Node], Callable[[Any, Place], Compiled]] = {
    Number: _number,
    Read: _read,
    Given: _given,
    TableRead: _table,
    Question: _question,
    Stands: _stands,
    Age: _age,
    TermRead: _term,
    WordIs: _word,
    Means: _means,
    RowOf: _row,
    OverAll: _over_all,
    And: _and,
    Or: _or,
    Not: _not,
    Negative: _negative,
    Compare: _compare,
    Sum: _sum,
    Product: _product,
    Function: _function,
}
