"""Whole exercises many at once: a run is the same whatever it is played with, and players do as they are told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import numpy as np
import pytest

from tests.referee.playing import SCENARIO, folder, written
from wargame import paths
from wargame.exercise import reader
from wargame.exercise.definition import Exercise
from wargame.referee import batch, rehearsal
from wargame.referee.rehearsal import Rehearsal, rehearse
from wargame.referee.tally import Report, Use

RULES = """
rulebook: 1
steps:
  upkeep: {effects: [heat -1 if heat >= 9]}
"""
ENDING = """
endings:
  none: {otherwise: true}
"""


def shipped(name: str) -> Exercise:
    return reader.read(name, paths.read_exercise(paths.find_exercise(name)))


def ruled(text: str, scenario: Mapping[str, str] | None = None) -> Exercise:
    """Return the small exercise with these moves and players."""
    return written(RULES + text + ("" if "endings:" in text else ENDING), replacing=scenario)


def shares(report: Report) -> dict[str, float]:
    return {ending.name: ending.share for ending in report.endings}


def used(report: Report, actor: str) -> dict[str, int]:
    return {use.id: use.times for use in report.moves if use.actor == actor}


def counted(reports: list[Report]) -> dict[tuple[str, str, str], tuple[int, int]]:
    """Return everything that was counted in several reports together."""
    found: Counter[tuple[str, str, str, str]] = Counter()
    for report in reports:
        for kind in ("moves", "injects", "agreements", "answers"):
            for use in getattr(report, kind):
                found[kind, use.actor, use.id, "times"] += use.times
                found[kind, use.actor, use.id, "runs"] += use.runs
        for ending in report.endings:
            found["ending", "", ending.name, ""] += ending.runs
    return dict(found)


# ------------------------------------------------------------------------------------------------- a run is a run


@pytest.mark.parametrize("exercise", [folder("water"), folder("valley"), shipped("korea")], ids=lambda one: one.id)
def test_a_run_alone_is_the_run_in_the_batch(exercise):
    together = rehearse(exercise, 25, "seed")
    alone = [rehearse(exercise, 1, "seed", first=number) for number in range(25)]

    assert counted([together]) == counted(alone)
    for track, spreads in together.tracks.items():
        for number, spread in enumerate(spreads):
            values = sorted(one.tracks[track][number].median for one in alone if len(one.tracks[track]) > number)
            assert spread.runs == len(values)
            assert spread.median == values[int(np.ceil(len(values) / 2)) - 1]
            assert spread.low == values[int(np.ceil(len(values) / 10)) - 1]


def test_scores_of_runs_alone_make_up_those_of_the_batch():
    exercise = folder("valley")
    together = rehearse(exercise, 20, "seed")
    alone = [rehearse(exercise, 1, "seed", first=number) for number in range(20)]
    for place, score in enumerate(together.scores):
        own = [one.scores[place] for one in alone if one.scores[place].runs]
        assert score.runs == len(own)
        assert score.mean == pytest.approx(np.mean([one.mean for one in own]))


@pytest.mark.parametrize("name", ["water", "valley"])
def test_working_on_parts_changes_nothing(name, monkeypatch):
    exercise = folder(name)
    monkeypatch.setattr(batch, "_REPAYS", 10**9)
    whole = rehearse(exercise, 400, "seed")
    monkeypatch.setattr(batch, "_REPAYS", 0)
    assert rehearse(exercise, 400, "seed") == whole


def test_how_many_are_played_together_changes_nothing(monkeypatch):
    exercise = folder("valley")
    one = rehearse(exercise, 300, "seed")
    monkeypatch.setattr(rehearsal.Rehearsal, "together", 77)
    other = rehearse(exercise, 300, "seed")
    assert counted([one]) == counted([other])
    assert one.tracks == other.tracks


def test_what_was_played_before_a_batch_broke_off_is_kept(monkeypatch):
    exercise = folder("water")
    kept = Rehearsal(exercise, "seed")
    kept.play(50)
    before = kept.report

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(rehearsal.endings, "look_at_the_end", stop)
    with pytest.raises(KeyboardInterrupt):
        kept.play(50)
    assert kept.report == before
    monkeypatch.undo()
    kept.play(50)
    assert counted([kept.report]) == counted([rehearse(exercise, 100, "seed")])


def test_every_shipped_exercise_can_be_rehearsed():
    for name in ("first_steps", "korea"):
        report = rehearse(shipped(name), 200, "seed")
        assert report.runs == 200
        assert sum(ending.runs for ending in report.endings) == 200


def test_runs_that_end_at_once_leave_the_table():
    exercise = ruled("""
moves:
  stoke: {name: Stoke, by: [red, blue], effects: [heat +3]}
  wait: {name: Wait, by: [red, blue], effects: []}
endings:
  fire: {at once: true, when: heat >= 6}
  none: {otherwise: true}
""")
    report = rehearse(exercise, 500, "seed")
    fire, none = report.endings
    first, second, last = report.tracks["heat"]
    assert (first.runs, fire.runs + none.runs) == (500, 500)
    assert 0 < none.runs < last.runs < second.runs < 500
    # A run that has ended stands still: one fire from 3 is at 6 for ever.
    assert first.high == 6


# ------------------------------------------------------------------------------------------------------- choosing

TWO = """
moves:
  first: {name: First, by: [red], effects: [heat +1]}
  second: {name: Second, by: [red], effects: [heat -1]}
  pass: {name: Pass, by: [blue], effects: []}
"""
ONE_EACH = {"red: {name: Red, moves a turn: 2}": "red: {name: Red, moves a turn: 1}"}


def test_without_players_everything_allowed_and_holding_back_are_equally_likely():
    report = rehearse(ruled(TWO, ONE_EACH), 3_000, "seed")
    orders = used(report, "red")
    assert orders["first"] / 9_000 == pytest.approx(1 / 3, abs=0.02)
    assert orders["second"] / 9_000 == pytest.approx(1 / 3, abs=0.02)


def test_a_point_makes_a_move_three_times_as_likely():
    exercise = ruled(TWO + "rehearsal: {players: {p: {for: red, points: {first: 1, second: 0}}}}\n", ONE_EACH)
    orders = used(rehearse(exercise, 5_000, "seed"), "red")
    assert orders["first"] / orders["second"] == pytest.approx(3, rel=0.08)
    held_back = 15_000 - orders["first"] - orders["second"]
    assert held_back / orders["second"] == pytest.approx(3**-0.5, rel=0.1)


def test_what_is_not_listed_has_one_point_less_and_preferences_and_costs_count():
    moves = TWO.replace("name: Second, by: [red]", "name: Second, by: [red], cost: 2 gold")
    player = "{for: red, points: {first: 0}, prefer: [second +1.5 if heat >= 0, second +9 if heat < 0]}"
    exercise = ruled(
        moves + f"rehearsal: {{players: {{p: {player}}}}}\n",
        {**ONE_EACH, "range: 0..10, start: 3, income: 1": "range: 0..99, start: 90"},
    )
    orders = used(rehearse(exercise, 5_000, "seed"), "red")
    assert orders["second"] / orders["first"] == pytest.approx(1, rel=0.08)  # -1 + 1.5 - 2 * 0.25


def test_sealed_orders_share_one_purse_and_count_against_the_limits():
    exercise = ruled(
        """
moves:
  buy: {name: Buy, by: [red], cost: 2 gold, effects: [heat +1]}
  once: {name: Once, by: [red], once: true, effects: []}
  seldom: {name: Seldom, by: [blue], per turn: 1, effects: []}
rehearsal: {players: {p: {for: red, points: {buy: 9, once: 8}}, q: {for: blue, points: {seldom: 9}}}}
""",
        {"start: 3, income: 1": "start: 3"},
    )
    report = rehearse(exercise, 300, "seed")
    assert used(report, "red") == {"buy": pytest.approx(300, abs=3), "once": pytest.approx(300, abs=3)}
    assert used(report, "blue")["seldom"] == pytest.approx(900, abs=3)
    assert report.tracks["red.gold"][-1].median == 1


def test_an_order_is_looked_at_again_at_its_moment():
    moves = """
moves:
  open: {name: Open, by: [red], allowed if: heat <= 3, effects: [heat +5]}
  wait: {name: Wait, by: [blue], effects: []}
rehearsal: {players: {p: {for: red, points: {open: 9}}}}
"""
    sealed = rehearse(ruled(moves), 200, "seed")
    assert used(sealed, "red")["open"] == pytest.approx(200, abs=2)  # two were ordered, the second lapsed


def test_open_orders_see_those_before_them():
    phases = {
        "orders: {does: [orders], orders: sealed}": "orders: {does: [orders], orders: open, order: listed}",
        "  ruling: {does: [adjudication], order: listed}\n": "",
    }
    moves = """
moves:
  light: {name: Light, by: [red], once: true, effects: [flag met]}
  answer: {name: Answer, by: [blue], allowed if: flag(met), effects: []}
rehearsal: {players: {p: {for: red, points: {light: 12}}, q: {for: blue, points: {answer: 12}}}}
"""
    report = rehearse(ruled(moves, phases), 200, "seed")
    assert used(report, "blue")["answer"] == pytest.approx(1_200, abs=6)
    late = rehearse(ruled(moves, {phase: new.replace("listed", "drawn") for phase, new in phases.items()}), 200, "seed")
    assert 600 < used(late, "blue")["answer"] < 1_150


def test_initiative_rules_the_order():
    moves = """
moves:
  grab: {name: Grab, by: [red, blue], allowed if: not flag(met), effects: [flag met]}
"""
    first = {"order: listed": "order: {initiative: gold}", "start: 3, income: 1": "start: {red: 1, blue: 2}"}
    player = "rehearsal: {players: {p: {points: {grab: 12}}}}\n"
    report = rehearse(ruled(moves + player, first), 100, "seed")
    assert used(report, "blue")["grab"] == pytest.approx(100, abs=1)
    assert used(report, "red")["grab"] == 0


def test_a_move_with_targets_weighs_no_more_than_others_and_is_aimed_evenly():
    exercise = ruled(
        """
moves:
  give: {name: Give, by: [red], target: any, effects: [target.gold +1]}
  wait: {name: Wait, by: [red, blue], effects: []}
""",
        {**ONE_EACH, "start: 3, income: 1": "start: 3"},
    )
    report = rehearse(exercise, 3_000, "seed")
    orders = used(report, "red")
    assert orders["give"] == pytest.approx(3_000, rel=0.06)
    rise = [report.tracks[track][0] for track in ("red.gold", "blue.gold")]
    assert [one.high for one in rise] == [4, 4]
    assert [one.median for one in rise] == [3, 3]


# --------------------------------------------------------------------------------------------------------- signing


def test_who_sits_where_is_said_by_a_card():
    exercise = folder("valley")
    by_card = Rehearsal(exercise, "seed")
    assert [player.id for player in by_card.seats["north"]] == ["patient", "proud"]
    named = rehearse(exercise, 800, "seed", {"north": ["proud"]})
    patient = rehearse(exercise, 800, "seed", {"north": ["patient"]})
    assert used(named, "north")["shell"] > 3 * used(patient, "north")["shell"]
    between = used(rehearse(exercise, 800, "seed"), "north")["shell"]
    assert used(patient, "north")["shell"] < between < used(named, "north")["shell"]


def test_nobody_of_that_name():
    with pytest.raises(KeyError):
        rehearse(folder("valley"), 10, "seed", {"north": ["nobody"]})


def signed(report: Report) -> dict[str, Use]:
    return {use.id: use for use in report.agreements}


def test_texts_are_signed_by_chance_and_score():
    report = rehearse(folder("valley"), 2_000, "seed", {"south": ["farmer"], "north": ["proud"]})
    found = signed(report)
    assert 0 < found["patrol"].runs < found["ceasefire"].runs
    # In the first turn: south signs in 80 of 100 cases, north in 35; every text may be looked at.
    assert 0.55 < found["ceasefire"].runs / 2_000 < 0.9
    asked = {use.id: use.times for use in report.answers if use.actor == "census"}
    assert asked["partial"] / sum(asked.values()) == pytest.approx(0.8, abs=0.05)
    assert sum(asked.values()) == found["patrol"].times


def test_promises_are_kept_by_those_who_keep_them():
    scenario = SCENARIO.replace("moves a turn: 2", "moves a turn: 1").replace(
        "news: {does: [income, delayed effects, injects]}", "news: {does: [income, delayed effects, injects, signing]}"
    )
    rules = """
rulebook: 1
steps:
  upkeep: {effects: [heat -1 if heat >= 9]}
every agreement: {signed in: news}
agreements:
  peace: {name: Peace, parties: [red, blue], forbids: {red: [strike]}}
moves:
  strike: {name: Strike, by: [red], effects: [heat +1]}
  wait: {name: Wait, by: [red, blue], effects: []}
rehearsal:
  players:
    loyal: {for: red, points: {strike: 1, wait: 1}, keeps promises: 2, signs: {chance: 100%}}
    careless: {for: red, points: {strike: 1, wait: 1}, signs: {chance: 100%}}
    other: {for: blue, signs: {chance: 100%}}
endings:
  none: {otherwise: true}
"""
    exercise = written(rules, scenario)
    loyal = rehearse(exercise, 3_000, "seed", {"red": ["loyal"]})
    careless = rehearse(exercise, 3_000, "seed", {"red": ["careless"]})
    assert signed(loyal)["peace"].times == 3_000
    assert used(careless, "red")["strike"] / used(careless, "red")["wait"] == pytest.approx(1, rel=0.06)
    assert used(loyal, "red")["strike"] / used(loyal, "red")["wait"] == pytest.approx(1 / 9, rel=0.12)
