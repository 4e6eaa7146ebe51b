"""How the actors have done: the scorecards that count, line by line, once play is over."""

from __future__ import annotations

from dataclasses import replace

from tests.referee.playing import RULEBOOK, SCENARIO, written
from wargame.referee import turn
from wargame.referee.pacts import CardHeld
from wargame.referee.state import Ended, State, fold
from wargame.review.scores import score_lines, scorecard_name, scores
from wargame.review.situation import situation_lines

CARDS = """
scorecards:
  dove: {for: red, if: red.aim is peace, lines: [20 for heat from 10 to 0, -5 if trust >= 30]}
  hawk: {for: red, if: red.aim is war, lines: [10 for heat from 0 to 10]}
  trader: {for: blue, lines: [1 for blue.gold from 0 to 4]}
"""
EXERCISE = written(
    RULEBOOK + CARDS,
    SCENARIO.replace("flags:", "cards:\n  aim: {for: red, chosen: {peace: Calm., war: Fury.}}\nflags:"),
)


def played(word: str = "peace") -> State:
    return fold(turn.opening(EXERCISE), [CardHeld("red.aim", word), Ended("none")])


def test_only_the_scorecards_that_count_are_told() -> None:
    assert scores(EXERCISE, played()) == {"dove": 14 - 5, "trader": 0.75}
    assert scores(EXERCISE, played("war")) == {"hawk": 3, "trader": 0.75}
    assert list(score_lines(EXERCISE, played())) == [
        "Dove (Red): 9 points",
        "  +14: 20 for Heat from 10 to 0",
        "  −5: −5 if Trust at least 30",
        "Trader (Blue): 0.8 points",
        "  +0.8: 1 for Gold (Blue) from 0 to 4",
    ]


def test_a_scorecard_named_after_its_actor_does_not_tell_the_actor_twice() -> None:
    for card, name in (
        ("red", "Red"),
        ("red_hawk", "Hawk (Red)"),
        ("hawk", "Hawk (Red)"),
        ("reddish", "Reddish (Red)"),
    ):
        assert scorecard_name(EXERCISE, replace(EXERCISE.scorecards["dove"], id=card)) == name


def test_a_scorecard_with_a_name_is_told_by_it() -> None:
    for id_ in ("red", "hawk"):
        assert scorecard_name(EXERCISE, replace(EXERCISE.scorecards["dove"], id=id_, name="Peace")) == "Peace (Red)"


def test_they_stand_at_the_end_of_the_situation_once_play_is_over() -> None:
    told = situation_lines(EXERCISE, played())
    assert told[-6:-4] == ("Scorecards", "  Dove (Red): 9 points")
    assert not any("points" in line for line in situation_lines(EXERCISE, turn.opening(EXERCISE)))
