"""Worked plays are read against their exercise; what does not fit is told at its place."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from wargame.exercise.codes import Code
from wargame.exercise.complaints import ExerciseError, Place
from wargame.exercise.definition import Exercise
from wargame.exercise.play import Play, PlayModifier, Reasoned
from wargame.exercise.reader import read_play

FILE = "plays/try.yaml"
SHARE = "{by: hills, move: share_water}"


def weighs(modifier: str) -> str:
    return f"{{by: hills, move: share_water, modifiers: [{modifier}]}}"


def told(said: str) -> str:
    return f"{{by: hills, move: share_water, tell: {said}}}"


def played(exercise: Exercise, orders: str, rest: str = "") -> Play:
    return read_play(FILE, f"play: 1\nturns:\n  1:\n    orders:\n      - {orders}\n{rest}", exercise)


def test_the_worked_play_of_the_small_exercise(water: Exercise) -> None:
    play = read_play("plays/handshake.yaml", water.plays["handshake.yaml"], water)
    assert (play.name, play.title, play.seed) == (
        "plays/handshake.yaml",
        "A handshake in the second season",
        "handshake",
    )
    first, second = play.turns[1], play.turns[2]
    envoy, share = first.orders
    assert (envoy.by, envoy.move, envoy.target, envoy.dice) == ("harbour", "send_envoy", "hills", ((3, 4),))
    assert (envoy.say, envoy.intent) == ("We should talk.", "Open a channel")
    assert envoy.place == Place("plays/handshake.yaml", 7, 14)
    assert (share.dice, share.waive, share.target) == ((), "", "")
    assert [condition.text for condition in first.expect] == ["contact >= 1", "flag(envoy_sent)"]
    assert second.dice == {"injects/harvest": ((5,),)}
    assert (play.ending, play.ending_turn) == ("peace", 4)
    assert [condition.text for condition in play.conditions] == ["contact == 2"]


def test_everything_people_do_can_be_written_down(water: Exercise) -> None:
    play = played(
        water,
        "{by: hills, move: drill_well, dice: [[35]], waive: the treasury agreed, "
        "outcome: [{'no': nobody looked}, {'yes': somebody did}], "
        "strike: {moves/drill_well/effects/1: no rig to be had}, add: {anger +1: a rumour, stores -2: spoiled}}",
    )
    (order,) = play.turns[1].orders
    assert (order.dice, order.waive) == (((35,),), "the treasury agreed")
    assert [(one.what, one.reason) for one in order.outcome] == [("no", "nobody looked"), ("yes", "somebody did")]
    assert order.strike[0].what == "moves/drill_well/effects/1"
    assert order.add[1] == Reasoned("stores -2", "spoiled", order.add[1].place)


LISTEN = "+1 if trust >= 30 because both sides listen"


def test_what_is_done_about_modifiers_and_who_learns_of_it_can_be_written_down(water: Exercise) -> None:
    play = played(
        water,
        "{by: harbour, move: send_envoy, target: hills, tell: {to: [hills, harbour], because: behind closed doors}, "
        f"modifiers: [{{strike: {LISTEN}, because: nobody listened}}, {{count: {LISTEN}, because: they did}}, "
        "{add: -10 %, because: it is dark, roll: 2}]}",
    )
    (order,) = play.turns[1].orders
    place = order.modifiers[0].place
    assert (place.file, place.line) == (FILE, 5)
    assert [replace(one, place=place) for one in order.modifiers] == [
        PlayModifier("strike", LISTEN, 0, "nobody listened", 1, place),
        PlayModifier("count", LISTEN, 0, "they did", 1, place),
        PlayModifier("add", "", -10, "it is dark", 2, place),
    ]
    assert order.tell is not None
    assert (order.tell.to, order.tell.reason) == (("hills", "harbour"), "behind closed doors")


def test_a_single_roll_needs_one_pair_of_brackets(water: Exercise) -> None:
    assert played(water, "{by: harbour, move: send_envoy, target: hills, dice: [4, 3]}").turns[1].orders[0].dice == (
        (4, 3),
    )


def test_a_play_without_a_seed_or_title_takes_them_from_its_name(water: Exercise) -> None:
    play = read_play("plays/long_night.yaml", "play: 1\n", water)
    assert (play.title, play.seed, play.turns, play.ending) == ("Long night", "long_night", {}, "")


@pytest.mark.parametrize(
    ("orders", "rest", "code", "place", "words"),
    [
        ("{by: sea, move: send_envoy, target: hills}", "", Code.UNKNOWN_ACTOR, (5, 14), "hills"),
        ("{by: hills, move: share_watr}", "", Code.UNKNOWN_MOVE, (5, 27), "did you mean `share_water`?"),
        ("{by: harbour, move: share_water}", "", Code.BAD_PLAY, (5, 14), "hills"),
        ("{by: harbour, move: send_envoy}", "", Code.BAD_PLAY, (5, 29), "needs a target"),
        ("{by: harbour, move: send_envoy, target: harbour}", "", Code.BAD_PLAY, (5, 49), "one of hills"),
        ("{by: hills, move: share_water, target: harbour}", "", Code.BAD_PLAY, (5, 48), "it has none"),
        ("{by: hills, move: share_water, dice: [[0]]}", "", Code.BAD_VALUE, (5, 47), "1 to 1000"),
        ("{by: hills, move: share_water, dice: 4}", "", Code.WRONG_KIND, (5, 46), "[[4, 3]]"),
        ("{by: hills, move: share_water, dice: [[4, x]]}", "", Code.WRONG_KIND, (5, 51), "whole number"),
        ("{by: hills, move: share_water, add: {angr +1: why}}", "", Code.UNKNOWN_NAME, (5, 46), "`anger`?"),
        ("{by: hills, move: share_water, waive: }", "", Code.WRONG_KIND, (5, 47), "nothing is written"),
        ("{by: hills, move: share_water, wave: x}", "", Code.UNKNOWN_KEY, (5, 40), "did you mean `waive`?"),
        (weighs("{strike: +1 if trust >= 20, because: x}"), "", Code.BAD_PLAY, (5, 61), "both sides listen"),
        (weighs("{count: it rains, because: x}"), "", Code.BAD_PLAY, (5, 60), "no modifier `it rains`"),
        (weighs("{add: 0, because: x}"), "", Code.BAD_VALUE, (5, 58), "never 0"),
        (weighs("{add: much, because: x}"), "", Code.BAD_VALUE, (5, 58), "not `much`"),
        (weighs("{add: +1}"), "", Code.MISSING_KEY, (5, 52), "because"),
        (weighs("{because: x}"), "", Code.BAD_PLAY, (5, 52), "one of them"),
        (weighs("{add: 1, count: it rains, because: x}"), "", Code.BAD_PLAY, (5, 52), "one of them"),
        (weighs("{add: 1, because: x, roll: 0}"), "", Code.BAD_PLAY, (5, 52), "counted from 1"),
        (weighs("{add: 1, because: x, rol: 2}"), "", Code.UNKNOWN_KEY, (5, 73), "did you mean `roll`?"),
        (told("{to: [hill], because: x}"), "", Code.UNKNOWN_ACTOR, (5, 52), "did you mean `hills`?"),
        (told("{to: [], because: x}"), "", Code.BAD_PLAY, (5, 40), "names nobody"),
        (told("{to: all}"), "", Code.MISSING_KEY, (5, 40), "because"),
        (told("all"), "", Code.WRONG_KIND, (5, 46), "mapping"),
        (SHARE, "    dice: {steps/crisis_rol: [[3, 4]]}\n", Code.BAD_PLAY, (6, 18), "crisis_roll"),
        (SHARE, "    dice: {crisis_roll: [[3, 4]]}\n", Code.BAD_PLAY, (6, 12), "steps/crisis_roll"),
        (SHARE, "    expect: [angr == 3]\n", Code.UNKNOWN_NAME, (6, 14), "did you mean `anger`?"),
        (SHARE, "  9: {}\n", Code.BAD_PLAY, (6, 3), "1 to 4"),
        (SHARE, "expect: {ending: peas}\n", Code.UNKNOWN_REFERENCE, (6, 18), "`peace`"),
        (SHARE, "expect: {conditions: [contact]}\n", Code.CONDITION_WANTED, (6, 23), ""),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_at_its_place(
    water: Exercise, orders: str, rest: str, code: Code, place: tuple[int, int], words: str
) -> None:
    with pytest.raises(ExerciseError) as raised:
        played(water, orders, rest)
    (complaint,) = raised.value.complaints
    assert (complaint.code, complaint.place) == (code, Place(FILE, *place)), str(complaint)
    assert words in f"{complaint.message} {complaint.suggestion}"


def test_all_mistakes_of_a_play_are_told_at_once(water: Exercise) -> None:
    with pytest.raises(ExerciseError) as raised:
        played(water, "{by: sea, move: swim}", "expect: {ending: peas, turn: x}\n")
    assert len(raised.value.complaints) == 1  # a shape that is wrong comes first
    with pytest.raises(ExerciseError) as raised:
        played(water, "{by: sea, move: swim}", "expect: {ending: peas}\n")
    assert len(raised.value.complaints) == 3


def test_a_play_of_a_newer_format_is_refused(water: Exercise) -> None:
    with pytest.raises(ExerciseError, match="format 2"):
        read_play(FILE, "play: 2\n", water)


def outcome(text: str, exercise: Exercise) -> type:
    try:
        return type(read_play(FILE, text, exercise))
    except ExerciseError as error:
        places = {complaint.place.file for complaint in error.complaints}
    assert places == {FILE}
    return ExerciseError


def test_spoiled_plays_are_plays_or_errors(water: Exercise) -> None:
    text = water.plays["handshake.yaml"]
    outcomes = set()
    for seed in range(400):
        chance = random.Random(seed)
        at = chance.randrange(len(text))
        spoiled = text[:at] + chance.choice("[]{}:,-'x0 \n\x00") + text[at + chance.randrange(4) :]
        outcomes.add(outcome(spoiled, water))
    assert outcomes == {Play, ExerciseError}
