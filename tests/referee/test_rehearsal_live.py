"""Rehearsal and live play are one referee: the same orders and dice come to the same end."""

from __future__ import annotations

import numpy as np
import pytest

from tests.referee.playing import Playing, folder
from wargame import paths
from wargame.exercise import reader
from wargame.exercise.definition import Exercise
from wargame.referee import adjudication, turn
from wargame.referee.counter import CounterRolls
from wargame.referee.rehearsal import rehearse
from wargame.referee.tally import Report


def shipped(name: str) -> Exercise:
    return reader.read(name, paths.read_exercise(paths.find_exercise(name)))


def rehearsed(exercise: Exercise, number: int, monkeypatch: pytest.MonkeyPatch) -> tuple[Report, list]:
    """Rehearse one run; return what came out, and which orders were carried out in which turn."""
    carried: list = []
    carry_out = adjudication.carry_out

    def note(umpire, order, mask):
        carried.append((umpire.columns.turn, order))
        carry_out(umpire, order, mask)

    monkeypatch.setattr(adjudication, "carry_out", note)
    report = rehearse(exercise, 1, "seed", first=number)
    monkeypatch.undo()
    return report, carried


@pytest.mark.parametrize("exercise", [folder("water"), shipped("first_steps")], ids=lambda exercise: exercise.id)
def test_a_run_is_what_live_play_makes_of_its_orders_and_dice(exercise, monkeypatch):
    for number in range(15):
        report, carried = rehearsed(exercise, number, monkeypatch)
        live = Playing(exercise)
        live.rolls = CounterRolls("seed", number, 1)
        while not isinstance(live.next, turn.Over):
            now = live.state.turn
            placed = []
            while live.state.turn == now and not isinstance(live.next, turn.Over):
                if isinstance(live.next, turn.TakeOrders):
                    orders = [order for when, order in carried if when == now]
                    placed = [live.order(order.actor, order.move, order.target).id for order in orders]
                waiting = isinstance(live.next, turn.RunItem) and live.next.item == turn.ADJUDICATION
                live.step(queue=placed if waiting and live.state.orders else ())
            for track, value in live.state.tracks.items():
                assert report.tracks[track][now - 1].median == value, f"run {number}, turn {now}: {track}"
        (ended,) = (ending.name for ending in report.endings if ending.runs)
        ending = live.next.ending
        assert ended == (ending.end_state or ending.id)


# ------------------------------------------------------------------------------------- an interpreter written before

ENDS = ("step_by_step", "cap", "freeze", "drift", "breakdown", "crisis", "war_scare")
BY_AN_INTERPRETER = {
    ("small_steps", "dealer"): (0.570, 0.224, 0.140, 0.016, 0.009, 0.013, 0.001),
    ("civd_first", "hardliner"): (0.0, 0.0, 0.002, 0.418, 0.014, 0.263, 0.303),
    ("big_deal", "hedger"): (0.069, 0.435, 0.141, 0.089, 0.165, 0.087, 0.014),
}
"""Shares in 1,500 runs of an independent interpreter of the same rules with sealed orders."""
RUNS = 3_000
ROOM = 0.03
"""What it did otherwise: there a suspended agreement came back although the one it rests on was gone."""


@pytest.mark.parametrize(("us", "them"), BY_AN_INTERPRETER)
def test_the_flagship_comes_out_as_in_an_independent_interpreter(us, them):
    exercise = shipped("korea")
    other = next(
        actor for actor, card in ((card.actor, card) for card in exercise.cards.values()) if them in card.briefs
    )
    report = rehearse(exercise, RUNS, "seed", {"us": [us], other: [them]})
    found = {ending.name: ending.share for ending in report.endings}
    for name, share in zip(ENDS, BY_AN_INTERPRETER[us, them], strict=True):
        deviation = np.sqrt(max(share, 0.002) * (1 - share) * (1 / RUNS + 1 / 1_500))
        assert found[name] == pytest.approx(share, abs=4 * deviation + ROOM), name
