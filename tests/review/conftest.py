"""The small exercise of the tests, and a session of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from wargame import paths
from wargame.exercise import reader
from wargame.exercise.definition import Exercise
from wargame.referee.adjustment import TakeDice
from wargame.referee.turn import RuleOrder, TakeOrders
from wargame.session.conduct import Session

WATER = Path(__file__).parent.parent / "data" / "exercises" / "water"

ORDERS = {
    1: (("harbour", "send_envoy", "hills"), ("hills", "share_water", "")),
    2: (("harbour", "appeal", "hills"), ("hills", "drill_well", "")),
    3: (("hills", "cut_pipe", ""),),
}
DICE = {"send_envoy": (3, 4), "appeal": (12,), "drill_well": (90,)}
"""By hand, so that the tests know what is rolled: a partial success, a success, a well that nobody sees."""


@pytest.fixture(scope="session")
def water() -> Exercise:
    """Return the exercise of two towns and one river."""
    return reader.read("water", paths.read_exercise(WATER))


def on(session: Session) -> None:
    """Do the next thing: give this turn's orders and close them, or rule, with the dice as they lie."""
    thing = session.next_thing
    if isinstance(thing, TakeOrders):
        for actor, move, target in ORDERS.get(session.state.turn, ()):
            session.give_order(actor, move, target, "We should talk.", "Open a channel")
        session.close_orders()
        return
    session.propose()
    if isinstance(thing, RuleOrder) and thing.order.move in DICE:
        session.adjust(TakeDice(1, DICE[thing.order.move]))
    session.commit()


@pytest.fixture
def session(water: Exercise) -> Session:
    """Return a session that has just begun."""
    begun = Session.in_memory(water, seed="tests")
    begun.start()
    return begun


@pytest.fixture
def played(session: Session) -> Session:
    """Return a session that was played to its end."""
    while not session.ended:
        on(session)
    return session
