"""What needs no dice is ruled at once: in the order that its own entry says, and nothing else is touched."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from wargame import paths
from wargame.exercise.definition import Exercise
from wargame.exercise.reader import read
from wargame.referee.state import Ended
from wargame.referee.turn import RuleOrder, RunItem, TakeOrders
from wargame.session import bulk
from wargame.session.conduct import Session
from wargame.session.entries import OrdersReordered, RulingCommitted
from wargame.session.errors import NotNow
from wargame.session.fixed_words import ROUTINE_FIRST
from wargame.session.verification import verify

VALLEY = Path(__file__).parent.parent / "data" / "exercises" / "valley"


@pytest.fixture(scope="module")
def valley() -> Exercise:
    return read("valley", paths.read_exercise(VALLEY))


def comes_next(session: Session) -> type:
    return type(session.next_thing)


def ruling(session: Session, *orders: tuple[str, str, str]) -> None:
    """Go on to the ruling of these orders, in the order in which they are written."""
    if not session.state.turn:
        session.start()
    while comes_next(session) is not TakeOrders:
        if comes_next(session) is RunItem:
            session.propose()
            session.commit()
        else:
            session.close_signing()
    for seat, move, target in orders:
        session.give_order(seat, move, target)
    session.close_orders()
    while comes_next(session) is not RuleOrder:
        session.propose(queue=[order.id for order in session.state.orders])
        session.commit()


def test_what_needs_no_dice_comes_first_and_the_rest_waits(valley: Exercise) -> None:
    session = Session.in_memory(valley, seed="x")
    ruling(session, ("south", "talk_shop", "north"), ("north", "recruit", ""), ("league", "send_grain", ""))
    dice, *plain = [order.id for order in session.state.orders]
    assert bulk.routine(session) == tuple(plain)
    added = bulk.commit_routine(session)
    assert isinstance(added[0].body, OrdersReordered)
    assert added[0].body.reason == ROUTINE_FIRST
    assert sum(isinstance(entry.body, RulingCommitted) for entry in added) == 2
    assert [order.id for order in session.state.orders] == [dice]
    assert session.proposal is None
    with pytest.raises(NotNow, match="needs dice"):
        bulk.commit_routine(session)


def test_it_says_how_far_it_has_come(valley: Exercise) -> None:
    session = Session.in_memory(valley, seed="x")
    ruling(session, ("south", "talk_shop", "north"), ("north", "recruit", ""), ("league", "send_grain", ""))
    told: list[tuple[int, int, int]] = []
    bulk.commit_routine(session, lambda done, of: told.append((done, of, len(session.state.orders))))
    assert told == [(1, 2, 2), (2, 2, 1)]


def test_they_are_not_put_in_another_order_when_they_stand_first(valley: Exercise) -> None:
    session = Session.in_memory(valley, seed="x")
    ruling(session, ("north", "recruit", ""), ("south", "talk_shop", "north"))
    assert not any(isinstance(entry.body, OrdersReordered) for entry in bulk.commit_routine(session))


def test_what_cannot_be_paid_waits_for_somebody(valley: Exercise) -> None:
    """Each is looked at again in the situation that those before it leave."""
    session = Session.in_memory(valley, seed="x")
    ruling(session, *[("league", "send_grain", "")] * 2)
    session.correct("league.purse", 1, "It was spent")
    assert len(bulk.routine(session)) == 2, "each could be paid by itself"
    bulk.commit_routine(session)
    assert session.proposal is not None, "the second is laid before the facilitator"
    assert [check.holds for check in session.proposal.checks].count(False) == 1
    assert len(session.state.orders) == 1


def test_an_ending_is_never_reached_unseen(valley: Exercise) -> None:
    session = Session.in_memory(valley, seed="x")
    ruling(session, ("north", "recruit", ""))
    session.propose()
    assert session.proposal is not None
    assert bulk.needs_nobody(session.proposal)
    assert not bulk.needs_nobody(replace(session.proposal, changes=(*session.proposal.changes, Ended("war"))))


def test_each_is_stepped_back_from_by_itself_and_the_file_verifies(valley: Exercise, tmp_path: Path) -> None:
    path = tmp_path / "bulk.wargame"
    session = Session.create(path, valley, seed="x", data=tmp_path / "data")
    ruling(session, ("south", "talk_shop", "north"), ("north", "recruit", ""), ("league", "send_grain", ""))
    before = session.state
    bulk.commit_routine(session)
    for _ in range(3):
        session.step_back()
    assert session.state == before
    session.close()
    found = verify(path, data=tmp_path / "data")
    assert (found.problems, found.differences) == ((), ())
