"""How long the referee takes: one order with its whole explanation, one view, one turn."""

from __future__ import annotations

import statistics
import time

import pytest

from tests.referee.playing import Playing, folder
from wargame.referee import turn
from wargame.referee.dice import KeyedRolls
from wargame.referee.visibility import seat_view

ORDER_AT_MOST = 5.0
"""Milliseconds of processor time for one adjudicated order with its full explanation."""


@pytest.fixture
def waiting() -> Playing:
    """Return a game in which an order with a roll, modifiers and several effects waits to be ruled."""
    play = Playing(folder("water")).to_orders()
    play.order("harbour", "send_envoy", "hills")
    return play.step().step()


def milliseconds(work, times: int) -> float:
    """Return the median of the processor time, which other programs on the machine do not lengthen."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        work()
        taken.append((time.process_time() - start) * 1e3)
    return statistics.median(taken)


def test_one_order_with_its_explanation(limits, waiting):
    def ruled():
        return turn.propose(waiting.exercise, waiting.state, waiting.rolls)

    assert len(ruled().findings) > 4
    limits.at_most(milliseconds(ruled, limits.times(40)), ORDER_AT_MOST, "milliseconds for one order")


def test_a_seats_view_is_there_before_anyone_waits(limits, waiting):
    rolls = KeyedRolls("x")

    def seen():
        return seat_view(waiting.exercise, waiting.state, "harbour", waiting.past, rolls)

    assert seen().offers
    limits.at_most(milliseconds(seen, limits.times(40)), 25, "milliseconds for a seat's view")


def test_benchmark_of_one_order(benchmark, waiting):
    benchmark(turn.propose, waiting.exercise, waiting.state, waiting.rolls)
