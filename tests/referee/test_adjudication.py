"""From an order to a ruling: checks, costs, effects in order, rolls, and what a person changes about it."""

from __future__ import annotations

import pytest

from tests.referee.playing import RULEBOOK, Playing, folder, written
from wargame.exercise.complaints import ExerciseError
from wargame.referee import turn
from wargame.referee.adjudication import check_order, preview
from wargame.referee.adjustment import Add, ChooseOutcome, Lapse, Reroll, Strike, TakeDice, UnfitAdjustmentError, Waive
from wargame.referee.ruling import Applied, Chanced, PassedOver, Rolled, Started
from wargame.referee.state import EffectScheduled, Order, OrderLapsed, TrackChanged


def game(moves: str, steps: str = "  upkeep: {effects: []}", msel: str = "", extra: str = "", **replacing) -> Playing:
    """Return a game whose moves, steps and more are these lines of the rulebook."""
    rulebook = f"rulebook: 1\nmoves:\n{moves}\n  idle: {{name: Idle, by: [red, blue]}}\nsteps:\n{steps}\n{extra}\n"
    rulebook += "endings:\n  none: {otherwise: true}\n"
    return Playing(written(rulebook, msel=msel, replacing=replacing))


def ruled(play: Playing, move: str, *dice, actor: str = "red", target: str = ""):
    """Give an order, close the orders and rule it."""
    play.to_orders()
    play.order(actor, move, target)
    return play.rule(*dice)


def applied(ruling) -> list[str]:
    return [finding.text for finding in ruling.findings if isinstance(finding, Applied)]


def passed_over(ruling) -> list[str]:
    return [finding.text for finding in ruling.findings if isinstance(finding, PassedOver)]


def one(ruling, kind):
    (found,) = [finding for finding in ruling.findings if isinstance(finding, kind)]
    return found


# ------------------------------------------------------------------------------------------------------------ effects


def test_sentences_apply_from_top_to_bottom_each_seeing_the_one_before():
    play = game("  go: {name: Go, by: red, effects: [heat +4, trust +heat, heat to 2, trust +heat if heat < 3]}")
    ruling = ruled(play, "go")
    assert (play.reads("heat"), play.reads("trust")) == (2, 30 + 7 + 2)
    assert [change.after for change in ruling.changes if isinstance(change, TrackChanged)] == [7, 37, 2, 39]


def test_a_value_is_clamped_after_every_single_sentence():
    play = game("  go: {name: Go, by: red, effects: [heat +99, heat -4]}")
    ruling = ruled(play, "go")
    assert play.reads("heat") == 6
    assert [finding.held_back for finding in ruling.findings if isinstance(finding, Applied)] == ["range 0..10", ""]


def test_a_sentence_that_makes_no_difference_is_told_all_the_same():
    ruling = ruled(game("  go: {name: Go, by: red, effects: [heat at least 2]}"), "go")
    assert one(ruling, Applied).changes == ()


def test_a_condition_that_fails_is_told_with_what_it_saw():
    ruling = ruled(game("  go: {name: Go, by: red, effects: [trust +1 if heat >= 5 and trust > 3]}"), "go")
    skipped = one(ruling, PassedOver)
    assert skipped.path == "moves/go/effects/1"
    assert skipped.place.file == "rulebook.yaml"
    assert [(clause.text, clause.holds, clause.values) for clause in skipped.check.clauses] == [
        ("heat >= 5", False, (("heat", 3.0),)),
        ("trust > 3", True, (("trust", 30.0),)),
    ]


def test_together_all_read_the_same_snapshot():
    steps = "  upkeep: {together: true, effects: [red.gold +blue.gold - red.gold, blue.gold +red.gold - blue.gold]}"
    play = game("  go: {name: Go, by: red, effects: [red.gold +3]}", steps)
    ruled(play, "go")
    assert (play.reads("red.gold"), play.reads("blue.gold")) == (7, 4)
    play.to("triggers")
    assert (play.reads("red.gold"), play.reads("blue.gold")) == (4, 7)


def test_together_a_multiplication_reads_the_snapshot_too():
    steps = "  upkeep: {together: true, effects: [trust +10, trust x 2]}"
    play = game("  go: {name: Go, by: red}", steps).to("triggers")
    assert play.reads("trust") == 30 + 10 + 30


def test_the_same_step_in_sequence_sees_what_came_before():
    steps = "  upkeep: {effects: [red.gold +blue.gold - red.gold, blue.gold +red.gold - blue.gold]}"
    play = game("  go: {name: Go, by: red, effects: [red.gold +3]}", steps)
    ruled(play, "go")
    play.to("triggers")
    assert (play.reads("red.gold"), play.reads("blue.gold")) == (4, 4)


def test_what_is_scheduled_is_fixed_when_it_is_said():
    play = game("  go: {name: Go, by: red, effects: [heat +trust / 10 after 1 turn, trust to 90]}")
    ruling = ruled(play, "go")
    (scheduled,) = [change.effect for change in ruling.changes if isinstance(change, EffectScheduled)]
    assert (scheduled.due, scheduled.amount, scheduled.text) == (2, 3.0, "heat +3")
    assert play.reads("heat") == 3
    play.end_turn()
    assert play.reads("heat") == 3
    play.to("injects")
    assert play.reads("heat") == 6
    assert play.state.scheduled == ()
    assert [finding.kind for finding in play.last.findings if isinstance(finding, Started)] == ["delayed"]


def test_two_that_fall_due_from_the_same_rule_are_told_apart():
    play = game("  go: {name: Go, by: red, effects: [heat +1 after 1 turn]}").to_orders()
    play.order("red", "go")
    play.order("red", "go")
    play.rule()
    play.rule()
    ids = [effect.id for effect in play.state.scheduled]
    assert len(set(ids)) == 2
    play.to("delayed effects").step(Strike(ids[1], "once is enough"))
    assert play.reads("heat") == 4
    assert play.state.scheduled == ()


def test_a_flag_holds_through_the_end_of_its_last_turn():
    play = game("  go: {name: Go, by: red, effects: [flag met for 1 turn]}")
    ruled(play, "go")
    assert play.state.flags == {"met": 2}
    play.end_turn().to("expiry")
    assert play.holds("flag(met)")
    play.step()
    assert not play.holds("flag(met)")


def test_a_flag_raised_for_a_shorter_time_holds_as_long_as_was_said_before():
    play = game("  go: {name: Go, by: red, effects: [flag met for 2 turns, flag met for 1 turn, flag angry]}")
    ruled(play, "go")
    assert play.state.flags == {"met": 3, "angry": None}


def test_a_cleared_flag_is_down_at_once():
    play = game("  go: {name: Go, by: red, effects: [flag met, clear met, heat +1 if not flag(met), clear angry]}")
    ruling = ruled(play, "go")
    assert play.reads("heat") == 4
    assert [bool(finding.changes) for finding in ruling.findings if isinstance(finding, Applied)][-1] is False


CAPS = {"range: 0..10, start: 3}": "range: 0..10, start: 3, rises at most: 2, stops at: 6, except: [upkeep]}"}


def test_caps_count_from_before_the_turn_and_an_excepted_step_passes():
    moves = "  go: {name: Go, by: red, effects: [heat +9, heat -1, heat +9]}"
    play = game(moves, "  upkeep: {effects: [heat +5]}", **CAPS)
    ruling = ruled(play, "go")
    held = [finding.held_back for finding in ruling.findings if isinstance(finding, Applied)]
    assert held == ["rises at most 2 a turn", "", "rises at most 2 a turn"]
    assert play.reads("heat") == 5
    play.to("triggers")
    assert play.reads("heat") == 10


# -------------------------------------------------------------------------------------------------------------- rolls

CONTEST = """
  go:
    name: Go
    by: [red, blue]
    effects: [heat +2]
    roll: 2d6
    modifiers:
      - +1 if heat >= 5 because it is hot
      - -1 if trust < 10 because nobody listens
    outcomes:
      5 or less: [trust -5]
      6 to 8: {say: They talk., effects: [trust +1]}
      9 or more: [trust +9, {if: heat >= 5, chance: 50%, effects: [heat to 0]}]
"""


def test_a_ruling_tells_its_roll_with_modifiers_one_by_one():
    play = game(CONTEST)
    rolled = one(ruled(play, "go", (4, 3)), Rolled)
    assert (rolled.faces, rolled.total, rolled.outcome, rolled.say) == ((4, 3), 8, "6 to 8", "They talk.")
    assert (rolled.source, rolled.modifier) == ("table", 1)
    assert [(one.because, one.counts) for one in rolled.modifiers] == [("it is hot", True), ("nobody listens", False)]
    assert [round(share.chance * 36) for share in rolled.odds] == [6, 15, 15]
    assert play.reads("trust") == 31


def test_modifiers_are_read_after_the_effects_above_the_roll():
    rolled = one(ruled(game(CONTEST), "go", (6, 2)), Rolled)
    assert (rolled.modifier, rolled.outcome) == (1, "9 or more")


def test_a_block_in_an_outcome_may_draw_again():
    play = game(CONTEST)
    play.to_orders().order("red", "go")
    play.step().step().step(TakeDice(1, (6, 6)), ChooseOutcome(2, "yes", "it was agreed"))
    chance = one(play.last, Chanced)
    assert (chance.chance, chance.came_up, chance.chosen) == (0.5, True, "it was agreed")
    assert play.reads("heat") == 0


def test_the_sum_of_modifiers_is_capped():
    rolls = "rolls:\n  contest: {dice: 2d6, modifiers at most: 2, outcomes: {fail: 6 or less, win: 7 or more}}"
    moves = """
  go: {name: Go, by: red, roll: contest, outcomes: {fail: [], win: [heat +1]},
       modifiers: [+3 if heat >= 1 because one, +4 if heat >= 2 because two]}"""
    rolled = one(ruled(game(moves, extra=rolls), "go", (2, 3)), Rolled)
    assert (rolled.modifier, rolled.total, rolled.outcome) == (2, 7, "win")


def test_a_second_try_in_the_same_turn_is_another_roll():
    play = game(CONTEST).to_orders()
    play.order("red", "go")
    play.order("red", "go")
    keys = [one(play.rule(), Rolled).key for _ in range(2)]
    assert keys == ["turn 1|moves/go|red|-|1", "turn 1|moves/go|red|-|2"]


CHANCE = """
  spy:
    name: Spy
    by: red
    seen: when detected
    effects: [blue.gold -1]
    detected:
      chance: 30% + heat / 100
      modifiers: ["+70% if trust >= 90 because they are told"]
      effects: [trust -8]
"""


@pytest.mark.parametrize(("face", "found"), [(33, True), (34, False)])
def test_detection_is_rolled_after_the_effects_and_everybody_learns(face, found):
    play = game(CHANCE)
    ruling = ruled(play, "spy", (face,))
    chance = one(ruling, Chanced)
    assert chance.chance == pytest.approx(0.33)
    assert (chance.came_up, chance.source) == (found, "table")
    assert ruling.seen_by == (("all",) if found else ("red",))
    assert play.reads("trust") == (22 if found else 30)
    assert [one.kind for one in ruling.findings if isinstance(one, Started)] == ["move", "detected"]


def test_a_chance_is_clamped_to_certainty():
    play = game(CHANCE, **{"name: Trust, range: 0..100, start: 30": "name: Trust, range: 0..100, start: 95"})
    chance = one(ruled(play, "spy"), Chanced)
    assert (chance.chance, chance.came_up) == (1.0, True)


# ------------------------------------------------------------------------------------------------------------- checks

PRICED = """
  buy: {name: Buy, by: red, cost: 2 gold, per turn: 2, allowed if: heat < 9, effects: [trust +1]}
  vow: {name: Vow, by: red, once: true, effects: [heat +6]}
  court: {name: Court, by: red, target: [blue], effects: [target.gold +1]}
"""


def failing(play: Playing, *order: str) -> list[str]:
    checks = check_order(play.exercise, play.state, Order("candidate", *order))
    return [check.text for check in checks if not check.holds]


def test_sealed_orders_are_checked_against_one_purse():
    play = game(PRICED).to_orders()
    assert failing(play, "red", "buy") == []
    play.order("red", "buy")
    assert failing(play, "red", "buy") == []
    play.state = type(play.state)(
        cursor=play.state.cursor, orders=play.state.orders, tracks={**play.state.tracks, "red.gold": 3.0}
    )
    assert failing(play, "red", "buy") == ["cost: 2 gold"]


def test_orders_left_frequency_target_and_mover_are_checked():
    play = game(PRICED).to_orders()
    play.order("red", "vow")
    assert failing(play, "red", "vow") == ["once in the exercise"]
    play.order("red", "idle")
    assert failing(play, "red", "idle") == ["2 orders a turn"]
    assert failing(play, "blue", "buy") == ["a move of red"]
    assert "aimed at one of Blue" in failing(play, "red", "court")


def test_an_order_is_paid_when_it_is_carried_out():
    play = game(PRICED).to_orders()
    play.order("red", "buy")
    assert play.reads("red.gold") == 4
    ruling = play.rule()
    assert play.reads("red.gold") == 2
    assert applied(ruling) == ["red.gold -2", "trust +1"]


def test_the_facilitator_may_strike_what_an_order_costs():
    play = game(PRICED).to_orders()
    play.order("red", "buy")
    play.step().step()
    ruling = turn.propose(play.exercise, play.state, play.rolls, [Strike("moves/buy/cost", "A gift")])
    assert (applied(ruling), passed_over(ruling)) == (["trust +1"], ["red.gold -2"])
    assert one(ruling, PassedOver).struck == "A gift"
    cheaper = [Strike("moves/buy/cost", "Half price"), Add("me.gold -1", "Half price")]
    play.step(*cheaper)
    assert play.reads("red.gold") == 3


def test_an_order_whose_cost_is_struck_needs_no_purse():
    play = game(PRICED.replace("cost: 2 gold", "cost: 9 gold")).to_orders()
    play.order("red", "buy")
    play.step().step()
    assert not turn.propose(play.exercise, play.state, play.rolls).carried_out
    play.step(Strike("moves/buy/cost", "On credit"))
    assert play.last.carried_out
    assert not [check for check in play.last.checks if check.text.startswith("cost")]
    assert (play.reads("red.gold"), play.reads("trust")) == (4, 31)


def test_an_order_that_no_longer_holds_lapses_and_costs_nothing():
    play = game(PRICED).to_orders()
    play.order("red", "vow")
    play.order("red", "buy")
    play.rule()
    ruling = play.rule()
    assert not ruling.carried_out
    assert ruling.findings == ()
    assert ruling.changes[0] == OrderLapsed("order 2")
    assert ruling.seen_by == ("red",)
    (check,) = [check for check in ruling.checks if not check.holds]
    assert check.clauses[0].values == (("heat", 9.0),)
    assert play.reads("red.gold") == 4
    assert not play.holds("played(red, buy)")


def test_the_facilitator_may_let_it_pass():
    play = game(PRICED).to_orders()
    play.order("red", "vow")
    play.order("red", "buy")
    play.rule()
    play.step(Waive("the heat is not what stops them"))
    assert play.last.carried_out
    assert [check.waived for check in play.last.checks if not check.holds] == [True]
    assert play.reads("red.gold") == 2


def test_an_order_waived_without_money_pays_what_there_is():
    play = game("  buy: {name: Buy, by: red, cost: 9 gold, effects: [trust +1]}").to_orders()
    play.order("red", "buy")
    play.step().step().step(Waive("on credit"))
    assert play.reads("red.gold") == 0
    assert next(one for one in play.last.findings if isinstance(one, Applied)).held_back == "range 0..10"


def test_the_facilitator_may_let_it_lapse():
    play = game(PRICED).to_orders()
    play.order("red", "buy")
    play.step().step().step(Lapse("it was taken back at the table"))
    assert play.last.changes[0] == OrderLapsed("order 1")
    assert play.reads("red.gold") == 4


def test_more_orders_than_allowed_are_ruled_when_they_are_there():
    play = game(PRICED).to_orders()
    for _ in range(4):
        play.order("blue", "idle")
    for _ in range(4):
        assert play.rule().carried_out


def test_played_counts_what_was_carried_out_not_what_was_sealed():
    moves = """
  go: {name: Go, by: red, effects: ["heat +1 if times(red, go) == 1", "trust +1 if played(blue, go)"]}
  idle2: {name: Wait, by: blue, tags: [calm], effects: ["heat -1 if not played(any, go)"]}
  answer: {name: Answer, by: red, effects: ["trust +2 if played(blue, calm)", "trust +5 if played(red, calm)"]}"""
    play = game(moves.replace("by: red", "by: [red, blue]", 1)).to_orders()
    play.order("blue", "idle2")
    play.order("red", "go")
    play.order("red", "go")
    play.order("red", "answer")
    for _ in range(4):
        play.rule()
    assert play.reads("heat") == 3
    assert play.reads("trust") == 32


# -------------------------------------------------------------------------------------------------------- adjustments


def proposal(play: Playing, *adjustments):
    return turn.propose(play.exercise, play.state, play.rolls, adjustments)


@pytest.fixture
def waiting():
    play = game(CONTEST).to_orders()
    play.order("red", "go")
    return play.step().step()


def test_the_same_adjustments_make_the_same_ruling(waiting):
    changes = (Reroll(1, "the die fell off the table"), Strike("moves/go/effects/1", "no"), Add("heat +1", "yes"))
    assert proposal(waiting, *changes) == proposal(waiting, *changes)
    assert proposal(waiting, *changes).adjustments == changes


def test_a_struck_sentence_is_left_out_and_stays_visible(waiting):
    ruling = proposal(waiting, Strike("moves/go/effects/1", "the room agreed"))
    assert one(ruling, PassedOver).struck == "the room agreed"
    assert not any(isinstance(one, TrackChanged) and one.track == "heat" for one in ruling.changes)
    assert one(ruling, Rolled).modifier == 0


def test_an_added_sentence_comes_last_with_its_reason(waiting):
    ruling = proposal(waiting, TakeDice(1, (3, 3)), Add("me.gold -1", "the press was there"))
    last = ruling.findings[-1]
    assert (last.text, last.by_hand, last.path) == ("me.gold -1", "the press was there", "added/1/1")
    assert last.changes == (TrackChanged("red.gold", 4, 3),)


def test_an_added_sentence_that_cannot_be_read_is_refused_with_its_place(waiting):
    with pytest.raises(ExerciseError, match="haet"):
        proposal(waiting, Add("haet +1", "a slip"))


def test_an_outcome_set_by_hand_leaves_the_dice_as_they_fell(waiting):
    dice = one(proposal(waiting), Rolled)
    chosen = one(proposal(waiting, ChooseOutcome(1, "9 or more", "a fine speech")), Rolled)
    assert chosen.faces == dice.faces
    assert (chosen.outcome, chosen.chosen) == ("9 or more", "a fine speech")


def test_a_roll_rolled_again_keeps_the_first_on_record(waiting):
    first = one(proposal(waiting), Rolled)
    again = one(proposal(waiting, Reroll(1, "cocked die")), Rolled)
    assert again.earlier == (first.faces,)
    assert again.key == f"{first.key}|again 1"
    assert one(proposal(waiting, TakeDice(1, (1, 1)), Reroll(1, "no")), Rolled).source == "program"


@pytest.mark.parametrize(
    ("adjustment", "words"),
    [
        (TakeDice(1, (7, 1)), "Roll 1 is 2d6: type 2 faces between 1 and 6, not 7, 1"),
        (TakeDice(1, (3,)), "type 2 faces"),
        (ChooseOutcome(1, "triumph", "why not"), "no outcome called triumph; it has 5 or less, 6 to 8, 9 or more"),
    ],
)
def test_an_adjustment_that_does_not_fit_is_told_in_words(waiting, adjustment, words):
    with pytest.raises(UnfitAdjustmentError, match=words):
        proposal(waiting, adjustment)


def test_a_preview_changes_nothing_and_rolls_other_dice():
    play = game(CONTEST).to_orders()
    order = Order("candidate", "red", "go")
    shown = preview(play.exercise, play.state, order)
    assert one(shown, Rolled).odds
    assert play.state.orders == ()
    assert preview(play.exercise, play.state, order) == shown


# -------------------------------------------------------------------------------------------------- injects, triggers

MSEL = """
rulebook: 1
injects:
  first: {number: 1, due: turn 1, headline: First, text: It begins., effects: [heat +4]}
  second: {number: 2, due: turn 1, headline: Second, text: It goes on., if: heat >= 7, effects: [trust -1]}
  third: {number: 3, due: turn 1, headline: Third, text: It does not., if: heat < 7, effects: [trust -9]}
  waiting: {number: 4, when: heat >= 8, headline: Hot, text: It is hot., effects: [trust -2]}
  spoken: {number: 5, headline: Spoken, text: Somebody speaks., effects: [trust +3]}
"""


def test_injects_come_in_listed_order_each_once_and_a_failed_one_is_spent():
    play = game(PRICED, msel=MSEL).to_orders()
    assert play.state.injects == {"first": "delivered", "second": "delivered", "third": "skipped"}
    assert play.reads("trust") == 29
    play.order("red", "vow")
    play.end_turn().to_orders()
    assert play.state.injects["waiting"] == "delivered"
    assert play.reads("trust") == 27
    play.end_turn().to_orders()
    assert play.reads("trust") == 27


def test_an_inject_that_waits_is_told_with_what_it_waits_for():
    play = game(PRICED, msel=MSEL).to_orders()
    (ruling,) = play.items("injects")
    waits = next(one for one in ruling.findings if isinstance(one, Started) and one.name == "Hot")
    assert not waits.check.holds
    assert waits.check.clauses[0].values == (("heat", 7.0),)


def test_the_facilitator_may_pass_an_inject_over():
    play = game(PRICED, msel=MSEL).to("injects").step(Strike("injects/first", "no time"))
    assert play.state.injects == {"first": "skipped", "second": "skipped", "third": "delivered"}


TRIGGERS = """
triggers:
  hot: {when: heat >= 4, once: true, say: It is hot., effects: [trust -1], inject: spoken}
  again: {when: trust < 40, effects: [heat +1]}
"""


def test_triggers_fire_in_order_once_or_once_a_turn():
    play = game(PRICED, msel=MSEL, extra=TRIGGERS)
    play.end_turn()
    assert play.state.fired == {"hot": 1, "again": 1}
    assert play.state.injects["spoken"] == "delivered"
    assert (play.reads("trust"), play.reads("heat")) == (29 - 1 + 3, 8)
    play.end_turn()
    assert play.state.fired == {"hot": 1, "again": 2}


def test_changing_one_number_in_the_rulebook_changes_the_ruling():
    rulebook = RULEBOOK.replace("effects: []", "effects: [heat +2]")
    for number, text in [(5, rulebook), (6, rulebook.replace("heat +2", "heat +3"))]:
        play = Playing(written(text)).to_orders()
        play.order("red", "wait")
        play.rule()
        assert play.reads("heat") == number


def test_the_words_of_a_move_stand_for_mover_and_target():
    play = Playing(folder("water")).to_orders()
    play.order("hills", "appeal", "harbour")
    ruling = play.rule((15,))
    rolled = one(ruling, Rolled)
    assert (rolled.bonus, rolled.total) == (5, 20)
    assert play.reads("harbour.support") == 54
    assert ruling.seen_by == ("hills", "harbour")
