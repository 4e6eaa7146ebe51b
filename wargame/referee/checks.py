"""Whether an order may be carried out: every condition, with the values it was found with."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.exercise.conditions import Clause
from wargame.exercise.definition import ORDERS, Exercise
from wargame.exercise.rulebook import Move
from wargame.referee import choosing
from wargame.referee.choosing import bound_by
from wargame.referee.circumstances import Circumstances
from wargame.referee.columns import Columns
from wargame.referee.effects import check_of
from wargame.referee.limits import NEARLY
from wargame.referee.ruling import Check, ImprovisedSubject, OrderSubject, SigningSubject, Subject
from wargame.referee.state import Order, State

COST = "cost: "
"""How the check begins that there is enough to pay with."""


def bound_in(exercise: Exercise, subject: Subject) -> dict[str, str]:
    """Return what words stand for in a sentence that is added to a ruling about this."""
    match subject:
        case OrderSubject(order):
            return bound_by(order, exercise.rulebook.moves[order.move])
        case ImprovisedSubject(actor):
            return {"me": actor} if actor else {}
        case SigningSubject(agreement):
            return {"this": agreement}
        case _:
            return {}


def check_order(exercise: Exercise, state: State, order: Order) -> tuple[Check, ...]:
    """Return everything that has to hold for an order, with the values found.

    An order that is not among the waiting ones is looked at as when it is sealed:
    the waiting orders of its actor are counted and their costs reserved. A waiting
    one is looked at as at its moment: only what was carried out counts.
    """
    return checks_of(exercise, state, order, exercise.rulebook.moves[order.move])


def checks_of(exercise: Exercise, state: State, order: Order, move: Move) -> tuple[Check, ...]:
    """Return the same for a move of which a part may have been left out."""
    read = Circumstances(exercise, Columns([state]), bound_by(order, move))
    return tuple(_checks(exercise, state, order, move, read))


def cost_of(exercise: Exercise, state: State, order: Order) -> tuple[str, float]:
    """Return the track an order is paid from ("" when it costs nothing) and how much it costs now."""
    move = exercise.rulebook.moves[order.move]
    return _cost(exercise, move, order.actor, Circumstances(exercise, Columns([state]), bound_by(order, move)))


def purse(exercise: Exercise, state: State, actor: str) -> tuple[str, float] | None:
    """Return the track an actor pays from and what is left in it with the waiting orders reserved, or None."""
    track = purse_track(exercise, actor)
    if track is None:
        return None
    return track, state.tracks[track] - _reserved(exercise, state, actor, track, but="")


def purse_track(exercise: Exercise, actor: str) -> str | None:
    """Return the track from which an actor pays for the first of its moves that costs anything."""
    for move in exercise.rulebook.moves.values():
        if actor in move.by and move.cost is not None and move.cost_track:
            return purse_of(exercise, move, actor)
    return None


def purse_of(exercise: Exercise, move: Move, actor: str) -> str:
    """Return the actor's own track of that name, or the one there is."""
    own = f"{actor}.{move.cost_track}"
    return own if own in exercise.tracks else move.cost_track


def orders_left(exercise: Exercise, state: State, actor: str) -> int:
    """Return how many orders an actor may still give in this turn; never below 0."""
    read = Circumstances(exercise, Columns([state]), {"me": actor})
    allowed = int(read.number(exercise.actors[actor].moves_per_turn)[0])
    return max(0, allowed - _given(state, actor))


def _checks(exercise: Exercise, state: State, order: Order, move: Move, read: Circumstances) -> Iterator[Check]:
    sealing = all(waiting.id != order.id for waiting in state.orders)
    if order.actor not in move.by:
        yield Check(f"a move of {', '.join(move.by)}", holds=False, clauses=(), place=move.place)
    yield from choosing.checks(exercise, state, order, move)
    if move.allowed_if is not None:
        yield check_of(move.allowed_if, read, holds=bool(read.truth(move.allowed_if)[0]))
    yield from _frequency(state, order, move, sealing=sealing)
    if sealing:
        yield from _phase(exercise, state, order)
        yield _room(exercise, state, order, read)
    track, cost = _cost(exercise, move, order.actor, read)
    if track and cost > 0:
        left = state.tracks[track]
        if sealing:
            left -= _reserved(exercise, state, order.actor, track, but=order.id)
        holds = left + NEARLY >= cost
        clause = Clause(f"{track} >= {cost:g}", holds, ((track, left),))
        yield Check(f"{COST}{cost:g} {move.cost_track}", holds, (clause,), move.place)


def _frequency(state: State, order: Order, move: Move, *, sealing: bool) -> Iterator[Check]:
    """Check `once` and `per turn`, which count orders carried out; at sealing also those still waiting."""
    same = [carried for carried in state.carried if _alike(carried.order, order)]
    waiting = sum(_alike(other, order) for other in state.orders) if sealing else 0
    if move.once:
        number = len(same) + waiting
        clause = Clause(f"times(me, {move.id}) == 0", number == 0, ((f"times(me, {move.id})", float(number)),))
        yield Check("once in the exercise", number == 0, (clause,), move.place)
    if move.per_turn is not None:
        number = sum(carried.turn == state.turn for carried in same) + waiting
        holds = number < move.per_turn
        clause = Clause(f"{move.id} this turn < {move.per_turn}", holds, ((f"{move.id} this turn", float(number)),))
        yield Check(f"at most {move.per_turn} a turn", holds, (clause,), move.place)


def _phase(exercise: Exercise, state: State, order: Order) -> Iterator[Check]:
    """Check that the phase in which orders are being given is not one for others."""
    if not state.turn or state.ending is not None:
        return
    phase = exercise.phases[state.cursor.phase]
    if phase.item(state.cursor.item) == ORDERS and not phase.is_for(order.actor):
        others = ", ".join(exercise.actors[actor].name for actor in phase.who if actor in exercise.actors)
        yield Check(f"orders in {phase.name} are given by {others}", holds=False, clauses=(), place=phase.place)


def _room(exercise: Exercise, state: State, order: Order, read: Circumstances) -> Check:
    """Check that the actor may still give an order in this turn."""
    allowed = exercise.actors[order.actor].moves_per_turn
    most = int(read.number(allowed)[0])
    given = _given(state, order.actor)
    clause = Clause(f"orders this turn < {most}", given < most, (("orders this turn", float(given)),))
    return Check(f"{most} orders a turn", given < most, (clause,), allowed.place)


def _given(state: State, actor: str) -> int:
    waiting = sum(order.actor == actor for order in state.orders)
    carried = sum(carried.turn == state.turn and carried.order.actor == actor for carried in state.carried)
    return waiting + carried


def _alike(one: Order, other: Order) -> bool:
    return (one.actor, one.move) == (other.actor, other.move)


def _cost(exercise: Exercise, move: Move, actor: str, read: Circumstances) -> tuple[str, float]:
    if move.cost is None or not move.cost_track:
        return "", 0.0
    return purse_of(exercise, move, actor), float(read.number(move.cost)[0])


def _reserved(exercise: Exercise, state: State, actor: str, track: str, *, but: str) -> float:
    """Return what the waiting orders of an actor will cost."""
    costs = [cost_of(exercise, state, order) for order in state.orders if order.actor == actor and order.id != but]
    return sum(cost for paid_from, cost in costs if paid_from == track)
