"""Questions: who is asked, which answers are left, what follows, and what the odds say when nobody answers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.referee.playing import SCENARIO, Playing, written
from tests.referee.treaties import treaties
from wargame.referee import questions, turn
from wargame.referee.adjudication import preview
from wargame.referee.adjustment import Answer, UnfitAdjustmentError
from wargame.referee.blocks import Umpire
from wargame.referee.columns import Columns, Trace
from wargame.referee.dice import KeyedRolls
from wargame.referee.ruling import Answered, Applied, Choice
from wargame.referee.state import Order

RULES = """
rulebook: 1
questions:
  bill:
    asked of: red
    secret: true
    text: Pay {heat} of {red.gold}, or be late?
    options:
      pay: {name: Pay now, allowed if: red.gold >= 4, odds: 80%, effects: [red.gold -4]}
      late: {odds: 15%, effects: [flag angry, ask bear]}
      beg: {effects: [trust -1]}
  bear:
    asked of: blue
    text: Bear it?
    options:
      bear: {}
      leave: {effects: [trust -5]}
  pick:
    asked of: facilitator
    text: Which one?
    options:
      none: {odds: 0%}
      one: {odds: 100%, target: active and aid >= 1, effects: [terminate target]}
every agreement:
  terms: {aid: {range: 0..2}}
  signed in: talk
agreements:
  a: {name: Pact A, parties: [red, blue], terms: {aid: 1}}
  b: {name: Pact B, parties: [red, blue], terms: {aid: 0}}
  c: {name: Pact C, parties: [red, blue], terms: {aid: 2}}
steps:
  upkeep: {effects: [heat +1, ask bill, heat +1]}
moves:
  wait: {name: Wait, by: [red, blue], effects: []}
  choose: {name: Choose, by: [red], effects: [ask pick]}
endings:
  none: {otherwise: true}
"""
TALKS = {"  orders: {does: [orders]": "  talk: {does: [signing]}\n  orders: {does: [orders]"}


@pytest.fixture
def play():
    return Playing(written(RULES, SCENARIO, replacing=TALKS))


def propose(play, *answers):
    return turn.propose(play.exercise, play.state, play.rolls, answers)


def test_a_ruling_stops_at_its_question(play):
    play.to("upkeep")
    ruling = propose(play)
    assert ruling.asks is not None
    assert (ruling.asks.number, ruling.asks.question, ruling.asks.asked_of) == (1, "bill", "red")
    assert ruling.asks.text == "Pay 4 of 4, or be late?"
    assert ruling.asks.secret
    assert [finding.text for finding in ruling.findings if isinstance(finding, Applied)] == ["heat +1"]


def test_with_the_answer_it_goes_on(play):
    play.to("upkeep")
    ruling = propose(play, Answer(1, "pay", reason="we keep our word"))
    assert ruling.asks is None
    (told,) = [finding for finding in ruling.findings if isinstance(finding, Answered)]
    assert (told.option, told.reason, told.key) == ("pay", "we keep our word", "")
    texts = [finding.text for finding in ruling.findings if isinstance(finding, Applied)]
    assert texts == ["heat +1", "red.gold -4", "heat +1"]


def test_an_answer_can_lead_to_another_question(play):
    play.to("upkeep")
    ruling = propose(play, Answer(1, "late"))
    assert (ruling.asks.number, ruling.asks.question, ruling.asks.asked_of) == (2, "bear", "blue")
    assert propose(play, Answer(1, "late"), Answer(2, "leave")).asks is None


def test_the_odds_are_scaled_over_the_options_left_and_what_is_unsaid_shares_the_rest(play):
    play.to("upkeep")
    assert [(one.option, round(one.odds, 9)) for one in propose(play).asks.options] == [
        ("pay", 0.8),
        ("late", 0.15),
        ("beg", 0.05),
    ]
    play.step(Answer(1, "pay")).end_turn().to("upkeep")
    asked = propose(play).asks
    assert [(one.option, round(one.odds, 9)) for one in asked.options] == [("late", 0.75), ("beg", 0.25)]
    with pytest.raises(UnfitAdjustmentError, match="it offers late, beg"):
        propose(play, Answer(1, "pay"))


def test_a_question_without_odds_is_answered_evenly(play):
    play.to("upkeep")
    assert [one.odds for one in propose(play, Answer(1, "late")).asks.options] == [0.5, 0.5]


def test_a_target_without_candidates_is_not_offered(play):
    play.to_orders().order("red", "choose")
    play.step().step()
    assert [one.option for one in propose(play).asks.options] == ["none"]
    assert propose(play).asks.options[0].odds == 1


def test_a_target_is_named_with_the_answer(play):
    play.to_signing().sign("a").sign("b").sign("c").to_orders().order("red", "choose")
    play.step().step()
    assert propose(play).asks.options[1] == Choice("one", "One", 1.0, ("a", "c"))
    with pytest.raises(UnfitAdjustmentError, match="which agreement is meant: a, c"):
        propose(play, Answer(1, "one"))
    with pytest.raises(UnfitAdjustmentError, match="which agreement is meant: a, c"):
        propose(play, Answer(1, "one", "b"))
    play.step(Answer(1, "one", "c"))
    assert [play.state.pacts[name].status for name in "abc"] == ["in force", "in force", "ended"]


def test_the_only_candidate_need_not_be_named(play):
    play.to_signing().sign("c").to_orders().order("red", "choose")
    play.step().step().step(Answer(1, "one"))
    assert play.state.pacts["c"].status == "ended"


def test_the_dice_may_be_let_say(play):
    play.to("upkeep")
    first = propose(play, Answer(1, "?"), Answer(2, "bear"))
    (told, *_) = [finding for finding in first.findings if isinstance(finding, Answered)]
    assert told.option in {"pay", "late", "beg"}
    assert told.key == "turn 1|questions/bill|world|-|1"
    assert propose(play, Answer(1, "?"), Answer(2, "bear")) == first


def answered(play, runs, answers=questions.by_the_odds):
    """Return how often each option was the answer in many runs."""
    columns = Columns.repeat(play.to("upkeep").state, runs)
    umpire = Umpire(play.exercise, columns, Many(runs), answers=answers)
    before = columns.tracks["red.gold"]
    questions.ask(umpire, play.exercise.questions["bill"], umpire.setting(), columns.live)
    paid = columns.tracks["red.gold"] < before
    late = columns.flags["angry"] >= 0
    return int(paid.sum()), int(late.sum())


class Many:
    """Dice that spread evenly over the runs."""

    def __init__(self, runs):
        self.runs = runs

    def fraction(self, key):
        return (np.arange(self.runs) + 0.5) / self.runs

    def faces(self, key, count, sides):
        return np.ones((count, self.runs), dtype=np.int64)


def test_many_runs_answer_at_the_odds(play):
    assert answered(play, 1000) == (800, 150)


def test_a_way_of_answering_weighs_the_options(play):
    def never_pays(umpire, asked_of, question):
        assert asked_of == ("red" if question.id == "bill" else "blue")
        return {"pay": np.zeros(umpire.columns.runs)} if question.id == "bill" else {}

    assert answered(play, 1000, never_pays) == (0, 750)


def test_targets_are_drawn_evenly(play):
    play.to_signing().sign("a").sign("b").sign("c")
    columns = Columns.repeat(play.state, 100)
    umpire = Umpire(play.exercise, columns, Many(100))
    questions.ask(umpire, play.exercise.questions["pick"], umpire.setting(), columns.live)
    assert [int((columns.pact_status[name] == 3).sum()) for name in "abc"] == [50, 0, 50]


def test_where_no_option_is_left_nothing_happens():
    rules = RULES.replace("none: {odds: 0%}\n", "none: {odds: 0%, allowed if: red.gold >= 99}\n")
    play = Playing(written(rules, SCENARIO, replacing=TALKS))
    ruling = play.does("red", "choose")
    assert not [finding for finding in ruling.findings if isinstance(finding, Answered)]


def test_the_injured_party_is_the_first_named_other_one():
    play = Playing(treaties()).to_signing().sign("truce").to_orders()
    play.order("red", "strike")
    play.step().step()
    assert play.asks().asked_of == "blue"
    assert play.asks().text == "Red has broken Truce; trust is 31."


def test_a_question_about_a_breach_that_nobody_suffers_goes_to_the_facilitator():
    alone = ("    parties: [red, blue]\n    possible if", "    parties: [red]\n    possible if")
    play = Playing(treaties(alone)).to_signing().sign("truce").to_orders()
    play.order("red", "strike")
    play.step().step()
    assert play.asks().asked_of == "facilitator"


def test_a_preview_answers_at_the_odds(play):
    ruling = preview(play.exercise, play.to_orders().state, Order("x", "red", "choose"))
    assert ruling.asks is None


def test_a_question_is_asked_again_of_every_ruling(play):
    """Numbers count within a ruling, so that the same answers give the same ruling."""
    play.to("upkeep")
    assert propose(play).asks.number == propose(play).asks.number == 1


def test_words_that_mean_nothing_are_left_as_they_are(play):
    trace = Trace()
    umpire = Umpire(play.exercise, Columns([play.state], trace), KeyedRolls("x"), [Answer(1, "none")])
    question = replace(play.exercise.questions["pick"], text="{nobody} and {this}?")
    questions.ask(umpire, question, umpire.setting({"this": "a"}), umpire.columns.live)
    assert trace.findings[0].asked.text == "{nobody} and Pact A?"
