"""What is counted of many runs: shares with their intervals, where values lie, and what is worth a look."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.referee.playing import folder
from wargame.exercise.complaints import Place
from wargame.exercise.definition import Track
from wargame.referee.rehearsal import rehearse
from wargame.referee.remarks import Remark, remarks
from wargame.referee.tally import Distribution, Report, Share, Spread, Use, Values, share


@pytest.mark.parametrize(
    ("number", "runs", "low", "high"),
    [
        (5, 10, 0.2366, 0.7634),  # as in the tables
        (0, 20, 0.0, 0.1611),
        (20, 20, 0.8389, 1.0),
        (150, 1000, 0.1292, 0.1735),
    ],
)
def test_intervals_are_wilsons(number, runs, low, high):
    found = share("x", number, runs)
    assert (found.share, found.runs) == (number / runs, number)
    assert (found.low, found.high) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


def test_of_no_runs_nothing_is_known():
    assert share("x", 0, 0) == Share("x", 0, 0.0, 0.0, 1.0)


def track(**more: object) -> Track:
    return Track(**{"id": "t", "name": "T", "place": Place("x"), "low": 0.0, "high": 10.0, **more})


@pytest.mark.parametrize("kind", [{}, {"whole": False}, {"low": -np.inf}, {"high": 1e6}])
def test_percentiles_are_the_smallest_value_that_so_many_do_not_exceed(kind):
    draw = np.random.default_rng(1)
    values = draw.integers(0, 11, 1_500).astype(float)
    distribution = Distribution(track(**kind))
    for piece in np.array_split(values, 7):
        distribution.take(piece)
    spread = distribution.spread(3)
    found = [np.percentile(values, percent, method="inverted_cdf") for percent in (10, 50, 90)]
    assert [spread.low, spread.median, spread.high] == found
    assert (spread.turn, spread.runs) == (3, 1_500)
    assert spread.at_bottom == (0 if "low" in kind else (values == 0).mean())
    assert spread.at_top == (0 if "high" in kind else (values == 10).mean())


def test_distributions_add_up():
    draw = np.random.default_rng(2)
    for whole in (True, False):
        one, other, both = (Distribution(track(whole=whole)) for _ in range(3))
        for distribution in (one, other):
            values = draw.integers(0, 11, 700).astype(float)
            distribution.take(values)
            both.take(values)
        one.add(other)
        assert one.spread(1) == both.spread(1)


def test_space_does_not_grow_with_the_runs():
    distribution, values = Distribution(track(whole=False)), Values()
    for _ in range(50):
        distribution.take(np.full(1_000, 5.0))
        values.take(np.full(1_000, 5.0))
    assert distribution.runs == values.number == 50_000
    assert len(values._sample) == len(distribution._values._sample) == 2_000
    assert values.mean == 5.0


# ---------------------------------------------------------------------------------------------------------- remarks


def test_an_exercise_in_which_all_happens_gives_nothing_to_remark():
    exercise = folder("valley")
    report = rehearse(exercise, 1_500, "seed")
    kinds = {remark.kind for remark in remarks(exercise, report)}
    assert not kinds & {"move never made", "agreement never signed", "question never asked", "no end-state"}


def test_of_no_runs_there_is_nothing_to_say():
    exercise = folder("valley")
    assert remarks(exercise, rehearse(exercise, 0, "seed")) == ()


def test_what_is_worth_a_look():
    exercise = folder("valley")
    report = rehearse(exercise, 200, "seed")
    made = Report(
        runs=100,
        endings=(share("war", 70, 100), share("peace", 29, 100), share("quiet", 0, 100), share("", 1, 100)),
        tracks={
            "grain": (Spread(1, 100, 0, 0, 5, 0.6, 0.0), Spread(2, 50, 0, 0, 5, 0.5, 0.0)),
            "guns": (Spread(1, 100, 0, 0, 5, 0.5, 0.4),),
            "trust": (Spread(1, 100, 0, 0, 5, 0.0, 0.9),),
        },
        moves=(
            Use("shell", "north", 60, 50),
            Use("recruit", "north", 0, 0),
            Use("hide_guns", "north", 30, 30),
            Use("talk_shop", "league", 9, 9),
            Use("restore", "league", 1, 1),
        ),
        injects=(Use("storm", "", 0, 0), Use("fair", "", 9, 9)),
        agreements=(Use("patrol", "", 0, 0), Use("fund", "", 3, 3)),
        answers=tuple(
            replace(use, times=0) if use.actor == "census" else replace(use, times=2) for use in report.answers
        ),
    )
    assert set(remarks(exercise, made)) == {
        Remark("end-state too common", "war", share=0.7),
        Remark("end-state never reached", "quiet"),
        Remark("no end-state", "", share=0.01),
        Remark("move never made", "recruit", "north"),
        Remark("dominant move", "shell", "north", share=60 / 90),
        Remark("inject never delivered", "storm"),
        Remark("agreement never signed", "patrol"),
        Remark("question never asked", "census"),
        Remark("track at its limit", "grain", share=85 / 150, end="low"),
        Remark("track at its limit", "trust", share=0.9, end="high"),
    }
