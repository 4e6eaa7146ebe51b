"""How long the referee takes: one order with its whole explanation, one view, one turn."""

from __future__ import annotations

import statistics
import time
from dataclasses import replace

import pytest

from tests.referee.playing import Playing, folder
from wargame import paths
from wargame.exercise import reader
from wargame.referee import adjudication, turn
from wargame.referee.adjustment import Waive
from wargame.referee.dice import KeyedRolls
from wargame.referee.outlook import outlook
from wargame.referee.pacts import CameIntoForce
from wargame.referee.players import repertoire
from wargame.referee.state import Cursor, fold
from wargame.referee.visibility import seat_view

ORDER_AT_MOST = 5.0
"""Milliseconds of processor time for one adjudicated order with its full explanation."""
OUTLOOK_AT_MOST = 100.0
"""The same for 2,000 runs of one candidate move of the flagship."""


@pytest.fixture
def waiting() -> Playing:
    """Return a game in which an order with a roll, modifiers and several effects waits to be ruled."""
    play = Playing(folder("water")).to_orders()
    play.order("harbour", "send_envoy", "hills")
    return play.step().step()


@pytest.fixture(scope="module")
def flagship():
    """Return it with every agreement in force, so that all breaches and what follows from them are played."""
    korea = reader.read("korea", paths.read_exercise(paths.find_exercise("korea")))
    start = replace(turn.opening(korea), cursor=Cursor(3))
    return korea, fold(start, [CameIntoForce(one, dict.fromkeys(korea.common.terms, 1)) for one in korea.agreements])


def milliseconds(work, times: int, taking=statistics.median) -> float:
    """Return the median of the processor time, which other programs on the machine hardly lengthen."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        work()
        taken.append((time.process_time() - start) * 1e3)
    return taking(taken)


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


def test_every_order_of_the_flagship_with_its_explanation(limits, flagship, capsys):
    korea, state = flagship
    took = {}
    for option in repertoire(korea).options[:: limits.times(1, 8)]:
        assert adjudication.preview(korea, state, option.order, (Waive("to measure"),)).findings
        took[option.move.id] = milliseconds(
            lambda order=option.order: adjudication.preview(korea, state, order, (Waive("to measure"),)),
            limits.times(9),
            min,
        )
    slowest = max(took, key=took.__getitem__)
    with capsys.disabled():
        print(f"\none order: at most {took[slowest]:.1f} ms ({slowest})")  # noqa: T201 -- the measurement
    limits.at_most(took[slowest], ORDER_AT_MOST, f"milliseconds for {slowest}")


def test_the_outlook_of_every_move_of_the_flagship(limits, flagship, capsys):
    korea, state = flagship
    took = {}
    for option in repertoire(korea).options[:: limits.times(1, 8)]:
        assert outlook(korea, state, option.order).runs == 2_000
        took[option.move.id] = milliseconds(
            lambda order=option.order: outlook(korea, state, order), limits.times(5), min
        )
    slowest = max(took, key=took.__getitem__)
    with capsys.disabled():
        print(f"\noutlook: at most {took[slowest]:.1f} ms ({slowest})")  # noqa: T201 -- the measurement
    limits.at_most(took[slowest], OUTLOOK_AT_MOST, f"milliseconds for the outlook of {slowest}")


def test_benchmark_of_one_order(benchmark, waiting):
    benchmark(turn.propose, waiting.exercise, waiting.state, waiting.rolls)
