"""What the rules of an exercise mean, sentence by sentence, each in an exercise of its own."""

from __future__ import annotations

import pytest

from tests.referee.playing import Playing, written
from tests.referee.treaties import treaties
from wargame.exercise.definition import Exercise
from wargame.referee import turn
from wargame.referee.adjustment import Answer
from wargame.referee.checks import check_order, orders_left
from wargame.referee.circumstances import Circumstances
from wargame.referee.columns import Columns
from wargame.referee.ruling import Applied, Chanced, Rolled, Started
from wargame.referee.state import Order, State
from wargame.referee.tally import score
from wargame.referee.visibility import ROOM, room_view, seat_view

Pieces = tuple[str, str]


def game(
    moves: str = "", *, steps: str = "", rules: str = "", scenario: tuple[Pieces, ...] = (), msel: str = ""
) -> Playing:
    """Return a game with these moves, sentences of the step `upkeep`, further rules, pieces of the scenario changed."""
    rulebook = (
        f"rulebook: 1\nmoves:\n{moves}\n  idle: {{name: Idle, by: [red, blue]}}\n"
        f"steps:\n  upkeep: {{effects: [{steps}]}}\n{rules}\nendings:\n  none: {{otherwise: true}}\n"
    )
    return Playing(written(rulebook, msel=msel, replacing=dict(scenario)))


def more_tracks(*tracks: str) -> Pieces:
    """Return the piece that adds tracks to the scenario."""
    return "flags: [met, angry]", "\n".join(f"  {track}" for track in tracks) + "\nflags: [met, angry]"


def ruled(play: Playing, move: str, target: str = "", *dice):
    play.to_orders().order("red", move, target)
    return play.rule(*dice)


def applied(ruling) -> list[str]:
    return [finding.text for finding in ruling.findings if isinstance(finding, Applied)]


# ----------------------------------------------------------------------------------------------------------- numbers


@pytest.mark.parametrize(
    ("range_", "sentence", "value"),
    [
        ("..", "free -1000000", -999_998),
        ("..", "free +1000000", 1_000_002),
        ("0..", "free -5", 0),
        ("0..", "free x 1000000", 2_000_000),
        ("..10", "free +50", 10),
        ("..10", "free -50", -48),
        ("-3..3", "free to 99", 3),
        ("-3..3", "free at most -99", -3),
    ],
)
def test_a_range_is_open_on_either_side_if_wished(range_: str, sentence: str, value: float) -> None:
    play = game(f"  go: {{name: Go, by: red, effects: [{sentence}]}}",
                scenario=(more_tracks(f"free: {{name: Free, range: '{range_}', start: 2}}"),))  # fmt: skip
    ruled(play, "go")
    assert play.reads("free") == value


@pytest.mark.parametrize(
    ("start", "times", "value"), [(5, 0.5, 3), (3, 0.5, 2), (-5, 0.5, -3), (-3, 0.5, -2), (1, 0.4, 0)]
)
def test_a_whole_number_is_rounded_after_every_sentence_halves_away_from_zero(
    start: int, times: float, value: int
) -> None:
    play = game(f"  go: {{name: Go, by: red, effects: [free x {times}]}}",
                scenario=(more_tracks(f"free: {{name: Free, range: .., start: {start}}}"),))  # fmt: skip
    ruled(play, "go")
    assert play.reads("free") == value


def test_rounding_comes_between_two_sentences() -> None:
    play = game("  go: {name: Go, by: red, effects: [heat x 0.5, heat x 0.5]}")
    ruled(play, "go")
    assert play.reads("heat") == 1  # 3 → 1.5 → 2 → 1


def test_decimals_stay_and_are_equal_to_a_billionth() -> None:
    level = more_tracks("level: {name: Level, range: .., start: 0.1, decimal: true}")
    play = game("  go: {name: Go, by: red, effects: [level +0.2, heat +1 if level == 0.3, heat +1 if level > 0.3]}",
                scenario=(level,))  # fmt: skip
    ruled(play, "go")
    assert play.reads("level") != 0.3
    assert play.reads("level") == pytest.approx(0.3, abs=1e-9)
    assert play.reads("heat") == 4


def test_derived_values_and_rows_are_never_rounded_and_computed_anew_whenever_read() -> None:
    level = "  level: {name: Level, range: .., start: 0, decimal: true}"
    play = game(
        "  go: {name: Go, by: red, effects: [level +half, heat +1, level +half, level +share]}",
        rules="tables:\n  share: {by: heat, 3 or less: 0.25, 4 or more: 0.75}",
        scenario=(
            (
                "flags: [met, angry]",
                f"{level}\nderived: {{half: heat / 2}}\nflags: [met, angry]",
            ),
        ),
    )
    ruled(play, "go")
    assert play.reads("level") == 1.5 + 2 + 0.75


def test_income_is_a_number_a_table_or_a_formula_for_each_owner() -> None:
    play = game(
        rules="tables:\n  pay: {by: heat, 2 or less: 3, 3 or more: 2}",
        scenario=(("start: 3, income: 1}", "start: 3, income: {red: pay, blue: me.gold - 1}}"),),
    ).to_orders()
    assert (play.reads("red.gold"), play.reads("blue.gold")) == (5, 5)


# -------------------------------------------------------------------------------------------------------------- caps


CAPPED = (("range: 0..10, start: 3}", "range: 0..10, start: 3, rises at most: 3, stops at: 9, except: [upkeep]}"),)


def test_a_rise_is_counted_from_before_the_income() -> None:
    play = game("  go: {name: Go, by: red, effects: [red.gold +5]}",
                scenario=(("start: 3, income: 1}", "start: 3, income: 1, rises at most: 3}"),))  # fmt: skip
    ruled(play, "go")
    assert play.reads("red.gold") == 6


def test_a_fall_makes_room_again_and_only_a_named_step_passes() -> None:
    play = game("  go: {name: Go, by: red, effects: [heat +9, heat -4, heat +9]}", steps="heat +9", scenario=CAPPED)
    ruling = ruled(play, "go")
    assert [finding.held_back for finding in ruling.findings if isinstance(finding, Applied)] == [
        "rises at most 3 a turn", "", "rises at most 3 a turn",
    ]  # fmt: skip
    assert play.reads("heat") == 6
    play.to("triggers")
    assert play.reads("heat") == 10


def test_what_stands_above_where_it_stops_is_left() -> None:
    play = game("  go: {name: Go, by: red, effects: [heat +1]}", steps="heat to 10", scenario=CAPPED).end_turn()
    ruled(play, "go")
    assert play.reads("heat") == 10


# ------------------------------------------------------------------------------------------------------------ blocks


def test_when_the_if_fails_nothing_else_happens() -> None:
    play = game(
        "  go: {name: Go, by: red, if: heat >= 9, effects: [trust +1], roll: 2d6,\n"
        "       outcomes: {7 or less: [heat +1], 8 or more: [heat +2]}}"
    )
    ruling = ruled(play, "go")
    assert (play.reads("trust"), play.reads("heat")) == (30, 3)
    assert not [finding for finding in ruling.findings if isinstance(finding, Rolled | Applied)]
    assert [finding.check.holds for finding in ruling.findings if isinstance(finding, Started) and finding.check] == [
        False
    ]


@pytest.mark.parametrize(
    ("chance", "modifier", "expected"), [("35%", "+90%", 1.0), ("35%", "-90%", 0.0), ("odds", "+5%", 0.25)]
)
def test_a_chance_may_be_a_table_and_is_held_between_nothing_and_certainty(
    chance: str, modifier: str, expected: float
) -> None:
    play = game(
        f"  go: {{name: Go, by: red, chance: {chance}, modifiers: ['{modifier} because so'], effects: [heat +1]}}",
        rules="tables:\n  odds: {by: heat, 3 or less: 20%, 4 or more: 80%}",
    )
    (chanced,) = [finding for finding in ruled(play, "go").findings if isinstance(finding, Chanced)]
    assert chanced.chance == pytest.approx(expected)
    assert play.reads("heat") == 3 + chanced.came_up


def test_where_a_list_takes_sentences_it_takes_blocks_three_deep() -> None:
    play = game(
        "  go:\n    name: Go\n    by: red\n    effects:\n      - heat +1\n"
        "      - if: heat >= 4\n        effects:\n"
        "          - {chance: 100%, effects: [heat +1, trust +1 if heat >= 5]}\n"
        "    roll: 1d6\n    outcomes:\n      3 or less: [{if: heat >= 5, effects: [heat to 9]}]\n      4 or more: []\n"
    )
    ruled(play, "go", "", (50,), (2,))
    assert (play.reads("heat"), play.reads("trust")) == (9, 31)


def test_a_question_may_be_asked_in_a_step_of_a_phase() -> None:
    rules = """questions:
  tax:
    asked of: blue
    text: "Raise the tax? You hold {blue.gold}."
    secret: true
    options:
      yes_: {name: Raise it, odds: 30%, effects: [blue.gold +2, {if: heat >= 3, effects: [heat +1]}]}
      no_: {allowed if: heat >= 9}
      wait_: {}
"""
    play = game(steps="ask tax, trust +1", rules=rules).to("upkeep")
    asked = play.asks()
    assert (asked.asked_of, asked.secret, asked.text) == ("blue", True, "Raise the tax? You hold 4.")
    odds = {choice.option: choice.odds for choice in asked.options}
    assert odds == {"yes_": pytest.approx(0.3 / 0.65), "wait_": pytest.approx(0.35 / 0.65)}
    play.step(Answer(1, "yes_"))
    assert (play.reads("blue.gold"), play.reads("heat"), play.reads("trust")) == (6, 4, 31)


def test_what_was_scheduled_falls_due_even_if_its_cause_has_ended() -> None:
    play = Playing(treaties(("each turn: [trust +1]", "each turn: [heat +4 after 2 turns]"))).to_signing()
    play.sign("truce").end_turn()
    play.does("blue", "tear")
    play.end_turn()
    assert not play.holds("active(truce)")
    before = play.reads("heat")
    play.to("injects")
    assert play.reads("heat") == before + 4


# ------------------------------------------------------------------------------------------------------------ orders


def test_how_many_moves_an_actor_has_may_depend_on_the_state() -> None:
    more = ("red: {name: Red, moves a turn: 2}", "red: {name: Red, moves a turn: 'max(1, heat - me.gold)'}")
    play = game("  go: {name: Go, by: red, effects: [heat +4, me.gold to 3]}", scenario=(more,))
    play.to_orders()
    assert orders_left(play.exercise, play.state, "red") == 1
    ruled(play, "go")
    play.end_turn().to_orders()
    assert orders_left(play.exercise, play.state, "red") == 3


def test_a_target_may_be_oneself_if_any_is_written_and_only_then() -> None:
    gifts = "  gift: {name: Gift, by: [red, blue], target: any, effects: [me.gold -1, target.gold +2]}\n"
    gifts += "  send: {name: Send, by: [red, blue], target: others, effects: [me.gold -1, target.gold +2]}"
    play = game(gifts)
    ruled(play, "gift", "red")
    assert (play.reads("red.gold"), play.reads("blue.gold")) == (5, 4)
    play.end_turn().to_orders()
    checks = check_order(play.exercise, play.state, Order("x", "red", "send", "red"))
    assert [check.text for check in checks if not check.holds] == ["aimed at one of Blue"]


def test_a_move_may_be_given_twice_in_a_turn_and_once_counts_what_was_carried_out() -> None:
    play = game("  go: {name: Go, by: red, effects: [heat +1]}\n"
                "  vow: {name: Vow, by: red, once: true, allowed if: heat >= 5, effects: [trust +1]}")  # fmt: skip
    play.to_orders()
    for move in ("vow", "go", "go", "vow"):
        play.order("red", move)
    carried = [play.rule().carried_out for _ in range(4)]
    assert carried == [False, True, True, True]  # the first vow lapses, and is not counted
    play.end_turn().to_orders().order("red", "vow")
    assert not play.rule().carried_out


def test_an_ending_at_once_drops_the_orders_that_still_wait() -> None:
    rules = "endings:\n  war: {at once: true, when: heat >= 5}\n  none: {otherwise: true}"
    play = Playing(written(f"rulebook: 1\nmoves:\n  go: {{name: Go, by: red, effects: [heat +2]}}\n"
                           f"steps:\n  upkeep: {{effects: []}}\n{rules}\n"))  # fmt: skip
    play.to_orders()
    play.order("red", "go")
    play.order("red", "go")
    play.rule()
    assert isinstance(play.next, turn.Over)
    assert play.state.ending == "war"
    assert play.reads("heat") == 5


# ----------------------------------------------------------------------------------------------------------- injects


def test_injects_see_one_another_and_one_that_fails_is_spent() -> None:
    msel = """rulebook: 1
injects:
  spark: {due: turn 1, text: A spark., effects: [heat +4]}
  fire: {due: turn 1, if: heat >= 6, text: A fire., effects: [heat +1]}
  rain: {due: turn 1, if: heat >= 9, text: Rain., effects: [heat -5]}
  flood: {when: heat >= 9, text: A flood., to: [blue], effects: [trust -1]}
"""
    play = game(steps="heat +1", msel=msel).to_orders()
    assert play.state.injects == {"spark": "delivered", "fire": "delivered", "rain": "skipped"}
    play.end_turn().to_orders()
    assert play.state.injects == {"spark": "delivered", "fire": "delivered", "rain": "skipped", "flood": "delivered"}
    assert play.reads("heat") == 9
    assert [told.seen_by for told in play.told if told.item.text == "A flood."] == [("blue",)]


# -------------------------------------------------------------------------------------------------------- agreements


ANNEX = """  annex:
    name: Annex
    parties: [red, blue]
    depends on: [base]
    terms: {aid: 2}
    if a support ends: [terminate this]
  toast:
"""
CHAIN = (("  toast:\n", ANNEX), ("  at most: 2\n", "  at most: 3\n"))


def chained() -> Playing:
    play = Playing(treaties(*CHAIN)).to_signing()
    return play.sign("truce").sign("base").sign("annex")


def test_what_depends_on_a_text_waits_for_it() -> None:
    play = Playing(treaties(*CHAIN)).to_signing().sign("annex")
    assert (play.holds("active(annex)"), play.holds("offered(annex)")) == (False, True)
    play.sign("truce").sign("base").step()
    assert play.holds("active(annex)")


def test_the_end_of_a_support_runs_through_what_rests_on_it() -> None:
    play = chained()
    assert play.reads("total(aid, active)") == 3
    play.does("blue", "tear")
    assert [play.state.pacts[name].status for name in ("truce", "base", "annex")] == ["ended", "suspended", "in force"]
    assert play.reads("total(aid, active)") == 2  # terms that have ended or rest do not count
    for _ in range(2):
        play.end_turn()
    play.to_orders()
    # The base is not resumed, for its support is gone; with it goes what rests on it, by its own rule.
    assert [(play.state.pacts[name].status, play.state.pacts[name].how) for name in ("base", "annex")] == [
        ("ended", "expired"), ("ended", "terminated"),
    ]  # fmt: skip
    assert play.reads("total(aid, active)") == 0
    assert play.reads("annex.aid") == 2  # the last level of an ended one


def test_a_suspended_support_does_not_end_what_rests_on_it() -> None:
    play = chained()
    play.does("blue", "rest")
    assert play.holds("active(base)")
    assert not play.holds("active(truce)")


def test_a_promise_of_goodwill_has_no_terms_to_settle() -> None:
    play = Playing(treaties()).to_signing()
    with pytest.raises(turn.NotNowError, match="aid is fixed at 0"):
        turn.sign(play.exercise, play.state, "red", "toast", {"aid": 2})
    play.sign("toast")
    assert play.holds("active(toast)")
    assert play.reads("toast.aid") == 0
    assert play.reads("total(aid, active)") == 0


def test_cure_keeps_a_text_and_end_takes_it_away() -> None:
    for answer, status in (("cure", "suspended"), ("end", "ended")):
        play = Playing(treaties()).to_signing().sign("truce")
        play.does("red", "strike", answers=[answer])
        assert play.state.pacts["truce"].status == status
        play.end_turn().end_turn().to_orders()
        assert play.holds("active(truce)") is (answer == "cure")


def test_a_forbidden_move_before_the_signature_is_no_breach() -> None:
    play = Playing(treaties()).to_signing()
    play.step().does("red", "strike")
    play.end_turn().to_signing().sign("truce")
    assert play.state.breaches == ()
    play.does("red", "strike", answers=["cure"])
    assert [(breach.turn, breach.found) for breach in play.state.breaches] == [(2, True)]


# --------------------------------------------------------------------------------------------- what each audience sees


ESTIMATED = (
    more_tracks(
        "stock: {for: red, name: Stock, range: 0..20, start: 2, seen by: [owner], others see: give or take 5}",
        "guns: {for: red, name: Guns, range: 0..20, start: 7, seen by: [owner], others see: last report}",
        "plan: {for: red, name: Plan, range: 0..20, start: 1, seen by: [owner], others see: nothing}",
    ),
)


def seen(play: Playing, seat: str, track: str) -> tuple[str, float | None]:
    now = play.exercise, play.state
    view = room_view(*now, play.past, play.rolls) if seat == ROOM else seat_view(*now, seat, play.past, play.rolls)
    readings = view.readings
    found = {reading.track: (reading.known, reading.value) for reading in readings}
    return found.get(track, ("nothing", None))


def test_an_estimate_is_drawn_evenly_clamped_and_held_all_turn_whatever_happens_in_secret() -> None:
    drawn = []
    for number in range(40):
        play = game(steps="red.stock +9", scenario=ESTIMATED)
        play.rolls = type(play.rolls)(f"seed {number}")
        play.to_orders()
        known, value = seen(play, "blue", "red.stock")
        assert known == "estimate"
        play.to("triggers")
        assert play.reads("stock") == 11
        assert seen(play, "blue", "red.stock") == (known, value)
        drawn.append(value)
        assert seen(play, "red", "red.stock") == ("exact", 11)
    assert {value for value in drawn if value is not None} == set(range(8))  # 2 give or take 5, never below 0
    assert drawn.count(0) > drawn.count(7)


def test_an_estimate_is_made_anew_each_turn_and_for_each_audience() -> None:
    found = set()
    for number in range(8):
        play = game(scenario=ESTIMATED)
        play.rolls = type(play.rolls)(f"seed {number}")
        play.to_orders()
        first = (seen(play, "blue", "red.stock"), seen(play, ROOM, "red.stock"))
        play.end_turn()
        found.add((first, seen(play, "blue", "red.stock")))
    assert any(blue != room for (blue, room), _ in found)
    assert any(blue != later for (blue, _), later in found)


def test_a_last_report_is_the_start_value_until_there_is_one() -> None:
    rules = (
        "  tell: {name: Tell, by: red, effects: [reveal guns to blue]}\n"
        "  shout: {name: Shout, by: red, effects: [reveal guns to all]}"
    )
    play = game(rules, steps="guns +1", scenario=ESTIMATED)
    assert seen(play, "blue", "red.guns") == ("last report", 7)
    ruled(play, "idle")
    play.end_turn()
    assert play.reads("guns") == 8
    assert seen(play, "blue", "red.guns") == ("last report", 7)
    ruled(play, "tell")
    assert (seen(play, "blue", "red.guns"), seen(play, ROOM, "red.guns")) == (("last report", 8), ("last report", 7))
    play.end_turn()
    ruled(play, "shout")
    assert (seen(play, "blue", "red.guns"), seen(play, ROOM, "red.guns")) == (("last report", 9), ("last report", 9))
    assert (seen(play, "blue", "red.plan"), seen(play, "red", "red.plan")) == (("nothing", None), ("exact", 1))


# ------------------------------------------------------------------------------------------------------------ scoring


def scores(exercise: Exercise, state: State, card: str) -> tuple[bool, float]:
    found = exercise.scorecards[card]
    read = Circumstances(exercise, Columns([state]), {"me": found.actor})
    counts = found.condition is None or bool(read.truth(found.condition)[0])
    return counts, float(score(found, read)[0])


def test_an_actor_has_several_scorecards_and_chooses_one_in_secret() -> None:
    rules = """scorecards:
  dove: {for: red, if: red.aim is peace, lines: [20 for heat from 10 to 0, 5 if trust >= 30, -25 if heat >= 9]}
  hawk: {for: red, if: red.aim is war, lines: [10 for heat from 0 to 10]}
  both: {for: red, lines: [1 for gold from 0 to 10]}
"""
    rules = rules.replace("for gold", "for red.gold")
    play = game(
        rules=rules, scenario=(("flags:", "cards:\n  aim: {for: red, chosen: {peace: Calm., war: Fury.}}\nflags:"),)
    )
    play.state = turn.fold(play.state, turn.choose_card(play.exercise, play.state, "red", "aim", "peace"))
    found = {card: scores(play.exercise, play.state, card) for card in play.exercise.scorecards}
    assert found == {
        "dove": (True, pytest.approx(14 + 5)),
        "hawk": (False, pytest.approx(3)),
        "both": (True, pytest.approx(0.3)),
    }
    blue = seat_view(play.exercise, play.state, "blue", play.past, play.rolls)
    assert "peace" not in repr(blue)
    assert blue.cards == ()
