"""Where simultaneous orders get in each other's way, so that the order of ruling matters.

Read from the rules alone, before anything is thrown: what each move is meant to
change, and what has to hold for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from wargame.exercise.conditions import Expression
from wargame.exercise.definition import Exercise
from wargame.exercise.rulebook import Block, ChangeTrack, ClearFlag, Effect, Move, RaiseFlag, Simple
from wargame.referee.checks import purse_of
from wargame.referee.choosing import bound_by
from wargame.referee.state import Order

_UP, _DOWN = 1, -1
_BOTH_WAYS = frozenset({_UP, _DOWN})


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two orders of different actors that are not indifferent to one another."""

    first: Order
    second: Order
    opposed: tuple[str, ...] = ()
    """Tracks that one is meant to raise and the other to lower."""
    first_rests_on: tuple[str, ...] = ()
    """Tracks and flags that have to stand well for the first, and that the second may change."""
    second_rests_on: tuple[str, ...] = ()
    """The same, the other way round."""

    @property
    def decisive(self) -> bool:
        """Whether one of them may not be possible any more once the other is ruled."""
        return bool(self.first_rests_on or self.second_rests_on)


@dataclass(frozen=True, slots=True)
class _Footprint:
    """What an order is meant to do, what it may do, and what has to hold for it."""

    meant: Mapping[str, frozenset[int]]
    """Track → the directions in which it is meant to go."""
    touched: frozenset[str]
    needs: frozenset[str]


def conflicts(exercise: Exercise, orders: Sequence[Order]) -> tuple[Conflict, ...]:
    """Return the pairs of orders that get in each other's way, those that may make one impossible first."""
    prints = {order.id: _footprint(exercise, order) for order in orders}
    found = []
    for first, second in combinations(orders, 2):
        one, other = prints[first.id], prints[second.id]
        if first.actor == second.actor:
            continue
        opposed = tuple(track for track in one.meant if _against(one.meant[track], other.meant.get(track)))
        rests = tuple(sorted(one.needs & other.touched)), tuple(sorted(other.needs & one.touched))
        if opposed or any(rests):
            found.append(Conflict(first, second, opposed, *rests))
    return tuple(sorted(found, key=lambda one: not one.decisive))


def _against(one: frozenset[int], other: frozenset[int] | None) -> bool:
    return other is not None and len(one | other) > 1


def _footprint(exercise: Exercise, order: Order) -> _Footprint:
    move = exercise.rulebook.moves[order.move]
    bound = bound_by(order, move)
    meant: dict[str, frozenset[int]] = {}
    for sentence in _sentences(move.block, best=True):
        if isinstance(sentence, ChangeTrack):
            track = sentence.track.resolved(bound)
            meant[track] = meant.get(track, frozenset()) | _direction(sentence)
    every = [*_sentences(move.block), *(_sentences(move.detected) if move.detected is not None else ())]
    return _Footprint(meant, frozenset(_touched(every, bound)), frozenset(_needs(exercise, move, order, bound)))


def _sentences(block: Block, *, best: bool = False) -> Iterator[Simple]:
    """Yield every sentence of a block; with `best`, those that are said when all goes well."""
    outcomes = block.outcomes
    if best and outcomes:
        outcomes = (max(outcomes, key=lambda outcome: outcome.low),)
    effects: list[Effect] = [*block.effects, *(effect for outcome in outcomes for effect in outcome.effects)]
    for effect in effects:
        if isinstance(effect, Block):
            yield from _sentences(effect, best=best)
        else:
            yield effect


def _direction(sentence: ChangeTrack) -> frozenset[int]:
    match sentence.operation:
        case "at least":
            return frozenset({_UP})
        case "at most":
            return frozenset({_DOWN})
        case "+" | "-" if (amount := sentence.amount.constant) is not None:
            up = (amount > 0) == (sentence.operation == "+")
            return frozenset({_UP if up else _DOWN}) if amount else frozenset()
        case _:
            return _BOTH_WAYS


def _touched(sentences: Sequence[Simple], bound: Mapping[str, str]) -> Iterator[str]:
    for sentence in sentences:
        if isinstance(sentence, ChangeTrack):
            yield sentence.track.resolved(bound)
        elif isinstance(sentence, RaiseFlag | ClearFlag):
            yield sentence.flag


def _needs(exercise: Exercise, move: Move, order: Order, bound: Mapping[str, str]) -> Iterator[str]:
    """Yield the tracks and flags that its conditions ask about, and what it is paid from."""
    for condition in (move.allowed_if, move.block.condition):
        if condition is not None:
            yield from _asked(condition, bound)
    if move.cost is not None and move.cost_track:
        yield purse_of(exercise, move, order.actor)


def _asked(condition: Expression, bound: Mapping[str, str]) -> Iterator[str]:
    yield from (reference.resolved(bound) for reference in condition.reads)
    yield from (name for kind, name in condition.names if kind == "flag")
