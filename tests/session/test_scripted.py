"""Plays are played as people would play them, and say where they break."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from tests.referee.playing import SCENARIO
from tests.referee.test_weighing import TWO, WATCH
from wargame import paths
from wargame.exercise import reader
from wargame.exercise.definition import Exercise
from wargame.exercise.reader import read_play
from wargame.referee.adjustment import (
    Adjustment,
    ChooseOutcome,
    CloseArguments,
    CountModifier,
    Decide,
    ExtraModifier,
    TakeDice,
    Vote,
)
from wargame.referee.ruling import Chanced
from wargame.review.wording import entry_title
from wargame.session.conduct import Session
from wargame.session.entries import RulingAdjusted, RulingCommitted
from wargame.session.scripted import PlayError, Script, ending_name, found

EXERCISES = Path(__file__).parent.parent / "data" / "exercises"


@pytest.fixture(scope="module")
def water() -> Exercise:
    return reader.read("water", paths.read_exercise(EXERCISES / "water"))


def script(exercise: Exercise, text: str, seed: str = "scripted") -> Script:
    play = read_play("plays/test.yaml", "play: 1\n" + textwrap.dedent(text), exercise)
    return Script(Session.in_memory(exercise, seed=seed), play)


def refused(exercise: Exercise, text: str) -> PlayError:
    with pytest.raises(PlayError) as caught:
        script(exercise, text).finish()
    return caught.value


def test_without_a_play_nobody_moves(water: Exercise) -> None:
    session = Session.in_memory(water, seed="quiet")
    turns = Script(session).finish()
    assert [played.turn for played in turns] == [1, 2, 3, 4]
    assert session.ended
    assert not session.state.carried
    assert ending_name(water, session.state) == "drift"
    assert turns[-1].state.tracks == session.state.tracks


def test_the_play_in_the_folder_comes_out_as_written(water: Exercise) -> None:
    play = read_play("plays/handshake.yaml", water.plays["handshake.yaml"], water)
    done = Script(Session.in_memory(water, seed=play.seed), play)
    done.finish()
    assert done.broken == []
    assert ending_name(water, done.session.state) == "peace"


def test_orders_are_ruled_in_the_order_of_the_file(water: Exercise) -> None:
    done = script(
        water,
        """
        turns:
          1:
            orders:
              - {by: hills, move: share_water}
              - {by: harbour, move: buy_grain}
              - {by: hills, move: cut_pipe}
              - {by: harbour, move: appeal, target: hills, dice: [[5]]}
        """,
    )
    next(done.turns())
    assert [carried.order.move for carried in done.session.state.carried] == [
        "share_water", "buy_grain", "cut_pipe", "appeal",
    ]  # fmt: skip


def test_dice_are_those_of_the_table(water: Exercise) -> None:
    for faces, contact in (((1, 1), 0.0), ((3, 4), 1.0), ((6, 6), 2.0)):
        order = f"{{by: harbour, move: send_envoy, target: hills, dice: [{list(faces)}]}}"
        done = script(water, f"turns: {{1: {{orders: [{order}]}}}}")
        first = next(done.turns())
        assert first.state.tracks["harbour.hills.contact"] == contact


def test_dice_of_injects_and_detections_are_laid_down_by_path(water: Exercise) -> None:
    done = script(
        water,
        """
        turns:
          1:
            orders: [{by: hills, move: drill_well, dice: [[30]]}]
          2:
            orders: [{by: hills, move: share_water}]
            dice: {injects/harvest: [[6]]}
            expect: [hills.stores == 47, wells == 2]
          3:
            orders: [{by: hills, move: drill_well}]
            dice: {moves/drill_well/detected: [[100]]}
            expect: [wells == 3]
        """,
    )
    done.finish()
    assert [broken.check for broken in done.broken] == []
    assert done.session.state.reported["all"]["hills.wells"] == 2


def test_what_people_decide_is_recorded_with_the_reason(water: Exercise) -> None:
    done = script(
        water,
        """
        turns:
          1:
            orders:
              - {by: hills, move: cut_pipe}
              - {by: hills, move: cut_pipe, waive: a second saw}
              - {by: hills, move: share_water, lapse: frozen}
              - {by: harbour, move: send_envoy, target: hills, outcome: {full: argued well},
                 strike: {moves/send_envoy/effects/1: unseen}, add: {trust +6: laughter}}
            expect: [contact == 2, not flag(envoy_sent), trust == 20]
        """,
    )
    next(done.turns())
    assert done.broken == []
    entries = done.session.history.entries
    told = "\n".join(entry_title(water, entry, entries) for entry in entries)
    for reason in ("let it pass: a second saw", "let it lapse: frozen", "to full: argued well", "unseen", "laughter"):
        assert reason in told


def test_a_broken_expectation_names_its_place_and_what_was_found(water: Exercise) -> None:
    done = script(
        water,
        """\
        turns:
          1:
            orders: [{by: hills, move: share_water}]
            expect: [anger == 2, trust == 99]
        expect: {ending: war, turn: 2, conditions: [anger >= 10]}
        """,
    )
    done.finish()
    where = [(str(broken.place), broken.text) for broken in done.broken]
    assert where[0] == ("plays/test.yaml:5:26", "trust == 99")
    assert where[1][1] == "anger >= 10"
    assert [(broken.text, broken.found) for broken in done.broken[2:]] == [
        ("ending: war", "the ending is drift"),
        ("turn: 2", "play ends in turn 4"),
    ]
    check = done.broken[0].check
    assert check is not None
    assert check.clauses[0].values == (("trust", 33.0),)


def test_expectations_of_a_turn_are_read_before_the_next_one_begins(water: Exercise) -> None:
    done = script(
        water,
        "turns: {1: {orders: [{by: hills, move: share_water}], expect: ['played(hills, share_water)', turn == 1]}}",
    )
    done.finish()
    assert done.broken == []


def test_an_order_that_lapses_needs_no_mention(water: Exercise) -> None:
    done = script(water, "turns: {1: {orders: [{by: hills, move: cut_pipe}, {by: hills, move: cut_pipe}]}}")
    done.finish()
    assert len(done.session.state.carried) == 1


@pytest.mark.parametrize(
    ("turn", "words"),
    [
        ("orders: [{by: harbour, move: send_envoy, target: hills, dice: [[3]]}]", "2d6"),
        ("orders: [{by: harbour, move: send_envoy, target: hills, dice: [[3, 7]]}]", "between 1 and 6"),
        ("orders: [{by: harbour, move: send_envoy, target: hills, outcome: {great: x}}]", "great"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(water: Exercise, turn: str, words: str) -> None:
    error = refused(water, f"turns:\n  1:\n    {turn}\n")
    assert words in error.message
    assert (error.place.file, error.place.line) == ("plays/test.yaml", 4)


@pytest.mark.parametrize(
    ("turn", "words"),
    [
        ("orders: [{by: hills, move: share_water, dice: [[3]]}]", "Roll 1 is given, but this ruling has 0"),
        ("orders: [{by: hills, move: share_water, strike: {moves/share_water/effects/9: x}}]", "effects/9"),
        ("orders: [{by: harbour, move: send_envoy, target: hills, lapse: x, dice: [[3, 4]]}]", "waive"),
        ("dice: {injects/harvest: [[3]]}", "does not roll so often"),
    ],
)
def test_what_has_nothing_to_apply_to_is_told_with_its_place(water: Exercise, turn: str, words: str) -> None:
    done = script(water, f"turns:\n  1:\n    {turn}\n")
    done.finish()
    (unused,) = done.unused
    assert words in unused.message
    assert (unused.place.file, unused.place.line) in {("plays/test.yaml", 4), ("plays/test.yaml", 3)}


def test_dice_for_an_order_that_lapses_are_told(water: Exercise) -> None:
    done = script(
        water,
        "turns: {1: {orders: [{by: harbour, move: send_envoy, target: hills, outcome: {full: x}}]}, "
        "2: {orders: [{by: harbour, move: send_envoy, target: hills, dice: [[3, 4]]}]}}",
    )
    done.finish()
    assert "lapses (contact <= 1)" in done.unused[0].message


def test_what_comes_after_the_end_is_told(water: Exercise) -> None:
    texts = dict(water.texts)
    texts["rulebook.yaml"] = texts["rulebook.yaml"].replace("when: anger >= 10", "when: anger >= 6")
    done = script(
        reader.read("water", texts),
        """
        turns:
          1:
            orders: [{by: hills, move: cut_pipe}, {by: harbour, move: buy_grain}]
          3:
            orders: [{by: hills, move: share_water}]
        expect: {ending: war, turn: 1}
        """,
    )
    assert [played.turn for played in done.finish()] == [1]
    assert done.broken == []
    assert [unused.message for unused in done.unused] == [
        "Play is over before this order is ruled.",
        "Play is over in turn 1, before this turn.",
    ]


def test_a_play_with_open_orders_rules_each_as_it_is_given(water: Exercise) -> None:
    texts = dict(water.texts)
    texts["scenario.yaml"] = texts["scenario.yaml"].replace("orders: sealed", "orders: open")
    exercise = reader.read("water", texts)
    done = script(
        exercise,
        """
        turns:
          1:
            orders: [{by: hills, move: share_water}, {by: harbour, move: send_envoy, target: hills, dice: [[6, 6]]}]
            expect: [contact == 2]
        """,
    )
    next(done.turns())
    assert done.broken == []
    assert [carried.order.move for carried in done.session.state.carried] == ["share_water", "send_envoy"]


def test_a_condition_can_be_read_on_any_situation(water: Exercise) -> None:
    done = script(water, "expect: {conditions: [anger >= 3]}")
    assert done.play is not None
    done.session.start()
    assert found(water, done.play.conditions[0], done.session.state).holds


def test_the_same_seed_gives_the_same_session(water: Exercise) -> None:
    text = "turns: {1: {orders: [{by: harbour, move: send_envoy, target: hills}, {by: hills, move: drill_well}]}}"
    states = []
    for seed in ("one", "one", "two", "three", "four"):
        done = script(water, text, seed)
        done.finish()
        states.append(done.session.state)
    assert states[0] == states[1]
    assert any(state != states[0] for state in states[2:])


LISTEN = "+1 if trust >= 30 because both sides listen"
FREE = "+1 if me.support >= 60 because the mayor has a free hand"


def weighed(exercise: Exercise, order: str) -> Script:
    """Play one order in the first turn; return what was played."""
    done = script(exercise, f"turns: {{1: {{orders: [{{{order}}}]}}}}")
    next(done.turns())
    return done


def adjusted(done: Script) -> list[Adjustment]:
    return [entry.body.adjustment for entry in done.session.history.entries if isinstance(entry.body, RulingAdjusted)]


def test_modifiers_are_changed_before_the_dice_that_are_laid_down(water: Exercise) -> None:
    envoy = "by: harbour, move: send_envoy, target: hills"
    done = weighed(
        water,
        f"{envoy}, dice: [[3, 4]], modifiers: [{{strike: {LISTEN}, because: nobody listened}}, "
        f"{{count: {FREE}, because: he said so}}, {{add: -3, because: it is late}}]",
    )
    assert adjusted(done) == [
        CountModifier(1, LISTEN, counts=False, reason="nobody listened"),
        CountModifier(1, FREE, counts=True, reason="he said so"),
        ExtraModifier(1, -3, "it is late"),
        TakeDice(1, (3, 4)),
    ]
    assert done.unused == []
    assert done.session.state.tracks["harbour.hills.contact"] == 0, "7 + 1 - 3 is a failure"


@pytest.mark.parametrize(
    ("said", "kinds"),
    [
        ("dice: [[3, 4], [50]]", [TakeDice, CountModifier, ExtraModifier, TakeDice]),
        ("dice: [[3, 4]]", [TakeDice, CountModifier, ExtraModifier]),
        ("outcome: {7 or more: argued well}", [ChooseOutcome, CountModifier, ExtraModifier]),
        ("decide: {argue: a point}", [Decide, CloseArguments, CountModifier, ExtraModifier]),
        ("decide: {vote: a point}, vote: 70%", [Decide, Vote, CountModifier, ExtraModifier]),
    ],
)
def test_the_second_roll_is_weighed_once_the_first_has_been_thrown(said: str, kinds: list[type]) -> None:
    exercise = reader.read("two", {"scenario.yaml": SCENARIO, "rulebook.yaml": TWO})
    weights = f"modifiers: [{{add: -15%, because: fog, roll: 2}}, {{strike: {WATCH}, because: asleep, roll: 2}}]"
    done = weighed(exercise, f"by: red, move: plot, {said}, {weights}")
    assert done.unused == []
    assert sorted(map(str, map(type, adjusted(done)))) == sorted(map(str, kinds))
    ruling = next(
        entry.body.ruling for entry in reversed(done.session.history.entries) if isinstance(entry.body, RulingAdjusted)
    )
    (detected,) = [roll for roll in ruling.rolls if isinstance(roll, Chanced)]
    assert detected.chance == pytest.approx(0.25), "40 % and no more, less 15"


@pytest.mark.parametrize("to", ["all", "hills", "[hills, harbour]"])
def test_who_learns_of_an_order_is_said_by_the_play(water: Exercise, to: str) -> None:
    done = weighed(water, f"by: hills, move: drill_well, dice: [[30]], tell: {{to: {to}, because: the rig is loud}}")
    committed = next(entry for entry in reversed(done.session.history.entries) if "drill_well" in repr(entry.body))
    assert isinstance(committed.body, RulingCommitted)
    assert committed.seen_by == {"all": ("all",), "hills": ("hills",)}.get(to, ("hills", "harbour"))


def test_a_modifier_that_does_not_fit_is_told_at_its_line(water: Exercise) -> None:
    error = refused(
        water,
        f"""
        turns:
          1:
            orders:
              - by: harbour
                move: send_envoy
                target: hills
                modifiers:
                  - {{add: +1, because: a feast}}
                  - {{strike: +1 if contact >= 1 because somebody can call, because: no}}
                  - {{strike: {LISTEN}, because: no}}
        """,
    )
    assert (error.place.line, error.place.file) == (11, "plays/test.yaml")
    assert "no modifier “+1 if contact >= 1" in error.message
    much = refused(
        water,
        "turns: {1: {orders: [{by: harbour, move: send_envoy, target: hills, modifiers: [{add: 9, because: x}]}]}}",
    )
    assert "from −3 to +3" in much.message


def test_modifiers_of_a_roll_that_is_not_made_are_told(water: Exercise) -> None:
    done = weighed(water, "by: hills, move: share_water, modifiers: [{add: +1, because: sun}]")
    (unused,) = done.unused
    assert "this ruling has 0" in unused.message
    assert adjusted(done) == []
