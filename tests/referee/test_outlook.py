"""What a move may lead to: shares that agree with the exact odds, and nothing that happens by looking."""

from __future__ import annotations

import math

import pytest

from tests.referee.playing import Playing, folder, written
from tests.referee.treaties import treaties
from wargame.referee import adjudication
from wargame.referee.adjustment import Waive
from wargame.referee.counter import CounterRolls
from wargame.referee.dice import PREVIEW
from wargame.referee.outlook import Outlook, Reach, outlook
from wargame.referee.ruling import Rolled
from wargame.referee.state import Order

RUNS = 4_000


def reach(found: Outlook, track: str) -> Reach:
    return next(one for one in found.reaches if one.track == track)


def close(share: float, chance: float) -> bool:
    return abs(share - chance) <= 4 * math.sqrt(chance * (1 - chance) / RUNS)


def test_the_outcomes_come_up_as_often_as_their_exact_odds_say():
    play = Playing(folder("water")).to_orders()
    order = Order("1", "harbour", "send_envoy", "hills")
    ruling = adjudication.preview(play.exercise, play.state, order, (Waive("to show the odds"),))
    (rolled,) = (finding for finding in ruling.findings if isinstance(finding, Rolled))
    found = outlook(play.exercise, play.state, order, RUNS)
    assert [one.name for one in found.outcomes] == [one.outcome for one in rolled.odds]
    assert sum(one.runs for one in found.outcomes) == RUNS
    for one, odds in zip(found.outcomes, rolled.odds, strict=True):
        assert close(one.share, odds.chance), one.name


def test_what_is_certain_is_certain():
    play = Playing(treaties()).to_orders()
    found = outlook(play.exercise, play.state, Order("1", "red", "strike"), 50)
    assert found.reaches == (Reach("heat", 3.0, 4.0, 4.0, 4.0),)
    assert (found.happens.share, found.outcomes, found.detected, found.breaches, found.endings) == (
        1.0,
        (),
        None,
        (),
        (),
    )


def test_detection_and_the_breach_it_brings_to_light():
    play = Playing(treaties()).to_signing().sign("truce").to_orders()
    found = outlook(play.exercise, play.state, Order("1", "red", "creep"), RUNS)
    assert found.detected is not None
    assert close(found.detected.share, 0.5)
    (breach,) = found.breaches
    assert (breach.agreement, breach.breaker, breach.broken.share) == ("truce", "red", 1.0)
    assert breach.found.runs == found.detected.runs
    # The detection itself costs 2, the breach that is found 4 more; termination nothing.
    trust = reach(found, "blue.red.trust")
    assert (trust.low, trust.high) == (trust.before - 6, trust.before)


def test_what_nobody_ever_sees_is_broken_and_not_found():
    play = Playing(treaties()).to_signing().sign("truce").to_orders()
    found = outlook(play.exercise, play.state, Order("1", "red", "hide"), 100)
    (breach,) = found.breaches
    assert (breach.broken.share, breach.found.share) == (1.0, 0.0)


def test_an_ending_that_counts_at_once_is_told():
    rules = """
rulebook: 1
moves:
  wait: {name: Wait, by: [red, blue], effects: []}
  fire: {name: Fire, by: [red], chance: 25%, effects: [heat to 10]}
steps:
  upkeep: {effects: [heat -1 if heat >= 9]}
endings:
  war: {at once: true, when: heat >= 10}
  none: {otherwise: true}
"""
    play = Playing(written(rules)).to_orders()
    found = outlook(play.exercise, play.state, Order("1", "red", "fire"), RUNS)
    (war,) = found.endings
    assert war.name == "war"
    assert close(war.share, 0.25)
    assert war.runs == found.happens.runs
    assert (reach(found, "heat").median, reach(found, "heat").high) == (3.0, 10.0)


def test_a_derived_value_is_among_what_changes():
    derived = "tracks:\n"
    play = Playing(written(replacing={derived: "derived:\n  twice: {name: Twice, formula: heat * 2}\n" + derived},
                           rulebook=HEATING)).to_orders()  # fmt: skip
    found = outlook(play.exercise, play.state, Order("1", "red", "stoke"), 20)
    assert [(one.track, one.before, one.median) for one in found.reaches] == [("heat", 3.0, 5.0), ("twice", 6.0, 10.0)]


HEATING = """
rulebook: 1
moves:
  wait: {name: Wait, by: [red, blue], effects: []}
  stoke: {name: Stoke, by: [red], effects: [heat +2]}
steps:
  upkeep: {effects: [heat -1 if heat >= 9]}
endings:
  none: {otherwise: true}
"""


def test_looking_twice_shows_the_same_and_changes_nothing():
    play = Playing(folder("valley")).to_orders()
    order = Order(
        "1", *next((move.by[0], move.id) for move in play.exercise.rulebook.moves.values() if not move.targets)
    )
    before = play.state
    assert outlook(play.exercise, play.state, order, 300) == outlook(play.exercise, play.state, order, 300)
    assert play.state == before


def test_a_longer_look_goes_on_where_the_shorter_one_ended():
    fewer, more = CounterRolls("s", 0, 10, PREVIEW), CounterRolls("s", 0, 30, PREVIEW)
    assert fewer.fraction("key").tolist() == more.fraction("key").tolist()[:10]


def test_the_preview_has_dice_of_its_own():
    assert CounterRolls("s", 0, 5, PREVIEW).fraction("key").tolist() != CounterRolls("s", 0, 5).fraction("key").tolist()


def test_no_runs_show_nothing():
    play = Playing(treaties()).to_orders()
    with pytest.raises(ValueError, match="at least one run"):
        outlook(play.exercise, play.state, Order("1", "red", "strike"), 0)
