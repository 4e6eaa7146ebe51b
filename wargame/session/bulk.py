"""Ruling at once what needs nobody: orders without dice, questions, failing conditions, breaches or an ending."""

from __future__ import annotations

from collections.abc import Callable

from wargame.referee import adjudication, turn
from wargame.referee.dice import KeyedRolls
from wargame.referee.pacts import BreachCommitted, BreachFound
from wargame.referee.ruling import Ruling
from wargame.referee.state import Ended, State
from wargame.referee.turn import RuleOrder
from wargame.session.conduct import Session
from wargame.session.entries import Entry
from wargame.session.errors import NotNow
from wargame.session.fixed_words import ROUTINE_FIRST
from wargame.translation import say


def needs_nobody(ruling: Ruling) -> bool:
    """Return whether a ruling on an order can be committed unseen: all of it follows from the rules alone."""
    plain = ruling.carried_out and not ruling.rolls and ruling.asks is None
    grave = any(isinstance(change, BreachCommitted | BreachFound | Ended) for change in ruling.changes)
    return plain and not grave and all(check.holds for check in ruling.checks)


def routine(session: Session) -> tuple[str, ...]:
    """Return the ids of the waiting orders that need nobody, as things stand now; none while nothing is ruled."""
    if session.ended or session.read_only:
        return ()
    return _routine(session, session.state)


def commit_routine(session: Session, tell: Callable[[int, int], None] | None = None) -> tuple[Entry, ...]:
    """Rule and commit every order that needs nobody; they come before those that wait for dice.

    Each is ruled in the situation that those before it leave; it stops at one that has
    come to need somebody, with its proposal open. `tell` hears after each how many are
    committed, and of how many. Tried again after a failing disk, it does what is left of the same.
    Raises NotNow when there is none.
    """
    before = session.begun()
    history, start = session.history, session.history.moment_at(before)
    wanted = () if start.ended or session.read_only else _routine(session, start.state)
    if not wanted:
        raise NotNow(
            say("Every order that waits needs dice, or somebody's word."), say("Rule them one after the other.")
        )
    waiting = tuple(order.id for order in session.state.orders)
    left = tuple(order for order in wanted if order in waiting)
    if waiting[: len(left)] != left:
        session.reorder(left, ROUTINE_FIRST)
    for place, order in enumerate(left, start=len(wanted) - len(left) + 1):
        thing = session.next_thing
        if session.ended or not isinstance(thing, RuleOrder) or thing.order.id != order:
            break
        if history.proposal is None or history.proposal.seq <= before:
            session.propose()
        if session.proposal is None or not needs_nobody(session.proposal):
            break
        session.commit()
        if tell is not None:
            tell(place, len(wanted))
    return tuple(history.entries[before:])


def _routine(session: Session, state: State) -> tuple[str, ...]:
    exercise, rolls = session.exercise, KeyedRolls(session.created.seed)
    if not isinstance(turn.next_thing(exercise, state), RuleOrder):
        return ()
    return tuple(
        order.id for order in state.orders if needs_nobody(adjudication.adjudicate(exercise, state, order, rolls))
    )
