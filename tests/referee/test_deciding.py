"""Ways of deciding: rule, roll, argue, draw, vote, consensus, facilitator, none; live and in many runs at once."""

from __future__ import annotations

import itertools
import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.referee.playing import SCENARIO, Playing, written
from wargame.exercise.complaints import Place
from wargame.exercise.rulebook import WAYS_OF_DECIDING, Outcome
from wargame.referee import adjudication, dice, turn
from wargame.referee.adjudication import preview
from wargame.referee.adjustment import (
    Argue,
    ChooseOutcome,
    CloseArguments,
    Decide,
    Strike,
    TakeDice,
    UnfitAdjustmentError,
    Vote,
)
from wargame.referee.batch import Batch, BatchUmpire
from wargame.referee.blocks import Umpire
from wargame.referee.columns import Columns
from wargame.referee.counter import CounterRolls
from wargame.referee.deciding import BY_PEOPLE, ways_for
from wargame.referee.questions import by_the_odds
from wargame.referee.ruling import PEOPLE, Chanced, Decided, ImprovisedSubject, PassedOver, Rolled, Ruling
from wargame.referee.state import Order, OrderCarriedOut
from wargame.referee.trace import Trace

RULES = """
rulebook: 1
steps:
  upkeep: {effects: []}
moves:
  plain: {name: Plain, by: red, effects: [heat +1]}
  luck: {name: Luck, by: red, chance: 35%, modifiers: [+10% if trust >= 30 because they listen], effects: [heat +1]}
  contest:
    name: Contest
    by: red
    effects: [trust +1]
    roll: {dice: 2d6, modifiers at most: 2}
    modifiers: [+1 if trust >= 30 because they listen]
    outcomes: {5 or less: [heat -1], 6 to 8: [heat +1], 9 or more: [heat +2]}
  free: {name: Free, by: red, roll: 2d6, outcomes: {6 or less: [], 7 or more: [heat +1]}}
  hundred: {name: Hundred, by: red, roll: 1d100, outcomes: {70 or less: [], 71 or more: [heat +1]}}
  lots:
    name: Lots
    by: red
    roll: draw 3 from 4 success and 2 failure
    outcomes: {1 or less: [], 2: [heat +1], 3: [heat +2]}
  never: {name: Never, by: red, if: heat >= 9, effects: [heat +1]}
endings:
  none: {otherwise: true}
"""
MOVES = ("plain", "luck", "contest", "free", "hundred", "lots", "never")
WHY = "the room wants it"


def game(rules: str = RULES, seed: str = "test") -> Playing:
    return Playing(written(rules, SCENARIO), seed)


def ordered(move: str, rules: str = RULES, seed: str = "test") -> Playing:
    """Return a game in which this move is ruled next."""
    play = game(rules, seed).to_orders()
    play.order("red", move)
    while not isinstance(play.next, turn.RuleOrder):
        play.step()
    return play


def proposed(play: Playing, *adjustments) -> Ruling:
    return turn.propose(play.exercise, play.state, play.rolls, adjustments)


def kinds(ruling: Ruling, kind):
    return [finding for finding in ruling.findings if isinstance(finding, kind)]


def odds(ruling: Ruling) -> dict[str, float]:
    """Return the odds of the outcomes, of a ruling that waits or of one that was rolled."""
    if ruling.asks is not None:
        return {choice.option: choice.odds for choice in ruling.asks.options}
    (rolled,) = kinds(ruling, Rolled)
    return {share.outcome: share.chance for share in rolled.odds}


def argued(number: int, side: str = "for"):
    return [Argue(side, f"reason {place}") for place in range(number)]


# ---------------------------------------------------------------------------------------------------------- as written


@pytest.mark.parametrize("move", MOVES)
def test_nothing_is_told_of_the_way_while_a_move_is_played_as_it_is_written(move: str) -> None:
    assert kinds(proposed(ordered(move)), Decided) == []


@pytest.mark.parametrize("way", ["rule", "roll"])
def test_rule_and_roll_play_what_is_written(way: str) -> None:
    play = ordered("contest")
    plain, chosen = proposed(play), proposed(play, Decide(way, WHY))
    assert chosen.changes == plain.changes
    assert [found for found in chosen.findings if not isinstance(found, Decided)] == list(plain.findings)
    assert kinds(chosen, Decided) == [Decided("moves/contest", way, WHY)]


def test_a_move_without_a_roll_cannot_be_rolled() -> None:
    with pytest.raises(UnfitAdjustmentError, match="no roll of its own"):
        proposed(ordered("plain"), Decide("roll", WHY))


def test_there_are_no_other_ways() -> None:
    with pytest.raises(UnfitAdjustmentError, match="by fiat"):
        proposed(ordered("plain"), Decide("by fiat", WHY))


def test_the_ruling_goes_before_the_move_and_the_move_before_the_rulebook() -> None:
    rules = RULES.replace("rulebook: 1", "rulebook: 1\ndecide: facilitator")
    rules = rules.replace("name: Free, by: red,", "name: Free, by: red, decide: none,")
    ways = [
        kinds(proposed(ordered(move, rules), *said), Decided)[0].way
        for move, said in (("plain", ()), ("free", ()), ("free", (Decide("vote", WHY),)))
    ]
    assert ways == ["facilitator", "none", "vote"]


def test_what_the_program_does_by_itself_has_no_way_of_deciding() -> None:
    play = game()
    with pytest.raises(UnfitAdjustmentError, match="Only a move"):
        turn.propose(play.exercise, play.state, play.rolls, [Decide("argue", WHY)])


def test_only_ways_that_fit_are_offered() -> None:
    rolled, plain = proposed(ordered("contest")), proposed(ordered("plain"))
    exercise = game().exercise
    assert set(WAYS_OF_DECIDING) - set(ways_for(exercise, rolled)) == {"rule"}
    assert set(WAYS_OF_DECIDING) - set(ways_for(exercise, plain)) == {"roll"}


# ----------------------------------------------------------------------------------------------------------- arguments


def test_dice_do_not_fall_before_the_arguments_are_closed() -> None:
    play = ordered("plain")
    waiting = proposed(play, Decide("argue", WHY), *argued(2))
    assert waiting.asks is not None
    assert waiting.asks.way == "argue"
    assert kinds(waiting, Rolled) == []
    closed = proposed(play, Decide("argue", WHY), *argued(2), CloseArguments())
    assert closed.asks is None
    assert len(kinds(closed, Rolled)) == 1
    assert odds(closed) == odds(waiting)


@pytest.mark.parametrize(
    ("net", "of_36"), [(-4, 6), (-3, 6), (-2, 10), (-1, 15), (0, 21), (1, 26), (2, 30), (3, 33), (5, 33)]
)
def test_a_move_without_a_roll_succeeds_at_seven_on_two_dice(net: int, of_36: int) -> None:
    said = argued(abs(net), "for" if net > 0 else "against")
    waiting = proposed(ordered("plain"), Decide("argue", WHY), *said)
    assert odds(waiting) == {"failure": (36 - of_36) / 36, "success": of_36 / 36}


def test_its_effects_happen_only_if_it_succeeds() -> None:
    play = ordered("plain")
    said = (Decide("argue", WHY), CloseArguments())
    for faces, heat in (((3, 3), 3), ((3, 4), 4)):
        after = turn.fold(play.state, proposed(play, *said, TakeDice(1, faces)).changes)
        assert after.tracks["heat"] == heat


def test_arguments_count_on_the_roll_that_a_move_has_within_its_own_limit() -> None:
    play = ordered("contest")
    ruling = proposed(play, Decide("argue", WHY), *argued(3), CloseArguments())
    (rolled,) = kinds(ruling, Rolled)
    assert [read.amount for read in rolled.modifiers] == [1, 1, 1, 1]
    assert rolled.modifier == 2
    assert rolled.total == sum(rolled.faces) + 2


def test_what_is_too_much_is_taken_off_openly() -> None:
    (rolled,) = kinds(proposed(ordered("free"), Decide("argue", WHY), *argued(5), CloseArguments()), Rolled)
    assert [(read.amount, read.because) for read in rolled.modifiers][-1] == (-2, "arguments count 3 at most")
    assert rolled.modifier == 3


def test_on_a_hundred_an_argument_is_worth_ten_points() -> None:
    waiting = proposed(ordered("hundred"), Decide("argue", WHY), *argued(2))
    assert odds(waiting) == {"70 or less": 0.5, "71 or more": 0.5}
    waiting = proposed(ordered("luck"), Decide("argue", WHY), *argued(1, "against"))
    assert odds(waiting)["yes"] == pytest.approx(0.35)
    closed = proposed(ordered("luck"), Decide("argue", WHY), *argued(9), CloseArguments())
    assert kinds(closed, Chanced)[0].chance == pytest.approx(0.35 + 0.10 + 0.30)


def test_who_said_it_stands_with_the_argument() -> None:
    said = (Argue("for", "they listen", "blue"), Argue("against", "it is late", "The clerk", 2))
    (rolled,) = kinds(proposed(ordered("plain"), Decide("argue", WHY), *said, CloseArguments()), Rolled)
    assert [(read.amount, read.because) for read in rolled.modifiers] == [
        (1, "Blue: they listen"),
        (-2, "The clerk: it is late"),
    ]


def test_a_struck_argument_and_one_without_weight_do_not_count() -> None:
    play = ordered("plain")
    said = (Decide("argue", WHY), Argue("for", "one"), Argue("for", "two", weight=0), Argue("for", "three"))
    ruling = proposed(play, *said, Strike("arguments/3", "a repetition"), CloseArguments())
    assert odds(ruling)["success"] == 26 / 36
    (decided,) = kinds(ruling, Decided)
    assert [(one.weight, one.struck) for one in decided.arguments] == [(1, ""), (0, ""), (1, "a repetition")]
    assert [(one.path, one.struck) for one in kinds(ruling, PassedOver)] == [("arguments/3", "a repetition")]


def test_nobody_argues_once_the_dice_have_fallen() -> None:
    with pytest.raises(UnfitAdjustmentError, match="closed"):
        proposed(ordered("plain"), Decide("argue", WHY), CloseArguments(), *argued(1))


def test_arguments_are_kept_where_they_do_not_count() -> None:
    play = ordered("contest")
    ruling = proposed(play, *argued(2))
    assert ruling.changes == proposed(play).changes
    assert len(kinds(ruling, Decided)[0].arguments) == 2


def test_the_dice_of_its_own_roll_do_not_decide_what_is_argued_afterwards() -> None:
    keys = set()
    for way in ("roll", "argue", "draw", "vote"):
        said = (Decide(way, WHY), CloseArguments(), Vote((0.5,)))
        keys.add(kinds(proposed(ordered("contest"), *said), Rolled)[0].key)
    assert len(keys) == 4


# ---------------------------------------------------------------------------------------------------------------- lots


@given(st.integers(0, 30), st.integers(0, 30), st.integers(1, 20))
def test_the_odds_of_lots_are_those_of_every_possible_draw(success: int, failure: int, count: int) -> None:
    count = min(count, success + failure)
    outcomes = [Outcome(str(hits), Place("here"), hits, hits, ()) for hits in range(count + 1)]
    shares = [share.chance for share in dice.odds_of_lots(count, success, failure, outcomes)]
    assert math.fsum(shares) == pytest.approx(1, abs=1e-12)
    assert sum(hits * share for hits, share in enumerate(shares)) == pytest.approx(
        count * success / max(1, success + failure)
    )


def test_they_are_counted_one_by_one_in_a_small_bag() -> None:
    drawn = Counter(sum(three) for three in itertools.permutations([1, 1, 1, 1, 0, 0], 3))
    outcomes = [Outcome(str(hits), Place("here"), hits, hits, ()) for hits in range(4)]
    shares = dice.odds_of_lots(3, 4, 2, outcomes)
    assert [share.chance for share in shares] == [drawn[hits] / 120 for hits in range(4)]


def test_lots_are_shown_as_they_were_drawn() -> None:
    (rolled,) = kinds(proposed(ordered("lots")), Rolled)
    assert rolled.dice == "draw 3"
    assert rolled.lots == (4, 2)
    assert sum(rolled.faces) == rolled.total
    assert set(rolled.faces) <= {0, 1}


def test_arguments_put_lots_in() -> None:
    play = ordered("plain")
    assert odds(proposed(play, Decide("draw", WHY))) == {"failure": 0.5, "success": 0.5}
    said = (Decide("draw", WHY), *argued(3), *argued(1, "against"), CloseArguments())
    ruling = proposed(play, *said)
    assert odds(ruling) == pytest.approx({"failure": 2 / 6, "success": 4 / 6})
    assert kinds(ruling, Rolled)[0].lots == (4, 2)
    (own,) = kinds(proposed(ordered("lots"), *said), Rolled)
    assert own.lots == (7, 3)


def test_of_three_outcomes_two_lots_choose() -> None:
    shares = odds(proposed(ordered("contest"), Decide("draw", WHY)))
    # Two of each and one success more, by the modifier that counts.
    assert shares == {"5 or less": 1 / 10, "6 to 8": 6 / 10, "9 or more": 3 / 10}


def test_lots_from_the_table_have_to_be_in_the_bag() -> None:
    play = ordered("lots")
    assert kinds(proposed(play, TakeDice(1, (1, 0, 1))), Rolled)[0].outcome == "2"
    with pytest.raises(UnfitAdjustmentError, match="at most 4 and 2"):
        proposed(play, TakeDice(1, (0, 0, 0)))
    with pytest.raises(UnfitAdjustmentError, match="draws 3 of 6 lots"):
        proposed(play, TakeDice(1, (1, 1)))


@given(st.integers(0, 10_000))
def test_no_more_lots_are_drawn_than_there_are(first: int) -> None:
    columns = Batch.repeat(turn.opening(game().exercise), 200)
    exercise = written(RULES.replace("draw 3 from 4 success and 2 failure", "draw 5 from 4 success and 2 failure"))
    umpire = BatchUmpire(exercise, columns, CounterRolls("lots", first, 200))
    columns.begin_turn(1)
    heat = columns.tracks["heat"].copy()
    adjudication.carry_out_move(umpire, "red", "lots", "", columns.live)
    # Five of six: three or four successes, two outcomes of three.
    assert set((columns.tracks["heat"] - heat).tolist()) <= {2.0}


# ---------------------------------------------------------------------------------------------------------------- vote


def test_a_ruling_waits_for_ballots() -> None:
    play = ordered("plain")
    waiting = proposed(play, Decide("vote", WHY))
    assert waiting.asks is not None
    assert (waiting.asks.way, waiting.asks.secret) == ("vote", True)
    assert kinds(waiting, Chanced) == []


@pytest.mark.parametrize(("ballots", "middle"), [((0.5,), 0.5), ((0.9, 0.1, 0.4), 0.4), ((0.2, 0.4, 0.9, 0.6), 0.5)])
def test_the_middle_of_the_ballots_is_the_chance(ballots: tuple[float, ...], middle: float) -> None:
    ruling = proposed(ordered("plain"), Decide("vote", WHY), Vote(ballots))
    (chanced,) = kinds(ruling, Chanced)
    (decided,) = kinds(ruling, Decided)
    assert chanced.chance == pytest.approx(middle)
    assert (decided.ballots, decided.lowest, decided.highest) == (len(ballots), min(ballots), max(ballots))
    assert decided.chance == pytest.approx(middle)


@given(st.lists(st.integers(0, 100), min_size=1, max_size=20))
def test_with_several_outcomes_the_lowest_is_the_failure(percents: list[int]) -> None:
    ballots = tuple(percent / 100 for percent in percents)
    ruling = proposed(ordered("contest"), Decide("vote", WHY), Vote(ballots))
    shares = odds(ruling)
    assert math.fsum(shares.values()) == pytest.approx(1, abs=1e-12)
    middle = float(np.median(ballots))
    assert shares["5 or less"] == pytest.approx(1 - middle, abs=0.005001)
    assert shares["6 to 8"] == pytest.approx(shares["9 or more"], abs=0.010001)


def test_nobody_votes_on_what_does_not_happen() -> None:
    assert proposed(ordered("never"), Decide("vote", WHY)).asks is None


@pytest.mark.parametrize("ballots", [(), (1.2,), (-0.1,)])
def test_a_ballot_is_a_chance(ballots: tuple[float, ...]) -> None:
    with pytest.raises(UnfitAdjustmentError, match="ballot"):
        proposed(ordered("plain"), Decide("vote", WHY), Vote(ballots))


# -------------------------------------------------------------------------------------------------------------- people


@pytest.mark.parametrize("way", sorted(BY_PEOPLE))
@pytest.mark.parametrize("move", ["plain", "luck", "contest", "lots"])
def test_people_set_the_outcome_and_nothing_is_rolled(way: str, move: str) -> None:
    play = ordered(move)
    waiting = proposed(play, Decide(way, WHY))
    assert waiting.asks is not None
    for choice in waiting.asks.options:
        ruling = proposed(play, Decide(way, WHY), ChooseOutcome(1, choice.option, "all agree"))
        assert ruling.asks is None
        (rolled,) = kinds(ruling, Rolled)
        assert (rolled.source, rolled.outcome, rolled.faces) == (PEOPLE, choice.option, ())
        assert rolled.chosen == "all agree"
    with pytest.raises(UnfitAdjustmentError, match="has no outcome called perhaps"):
        proposed(play, Decide(way, WHY), ChooseOutcome(1, "perhaps", "?"))


def test_yes_and_no_are_the_outcomes_of_a_move_without_any() -> None:
    play = ordered("plain")
    heats = [
        turn.fold(play.state, proposed(play, Decide("consensus", WHY), ChooseOutcome(1, said, "so")).changes).tracks[
            "heat"
        ]
        for said in ("yes", "no")
    ]
    assert heats == [4, 3]


def test_what_stands_above_the_roll_happens_before_people_are_asked() -> None:
    play = ordered("contest")
    waiting = proposed(play, Decide("facilitator", WHY))
    assert [finding.text for finding in waiting.findings if hasattr(finding, "changes")] == ["trust +1"]


# ---------------------------------------------------------------------------------------------------------------- none


@pytest.mark.parametrize("move", MOVES)
def test_a_move_that_is_only_recorded_counts_and_does_nothing(move: str) -> None:
    play = ordered(move)
    ruling = proposed(play, Decide("none", WHY))
    assert next(type(change) for change in ruling.changes) is OrderCarriedOut
    assert turn.fold(play.state, ruling.changes).tracks == play.state.tracks
    assert kinds(ruling, Rolled) == kinds(ruling, Chanced) == []


def test_it_is_paid_for_and_not_detected() -> None:
    rules = RULES.replace(
        "  plain: {name: Plain, by: red, effects: [heat +1]}",
        "  plain: {name: Plain, by: red, cost: 1 gold, effects: [heat +1], "
        "seen: when detected, detected: {chance: 100%}}",
    )
    play = ordered("plain", rules)
    ruling = proposed(play, Decide("none", WHY))
    assert turn.fold(play.state, ruling.changes).tracks["red.gold"] == play.state.tracks["red.gold"] - 1
    assert kinds(ruling, Chanced) == []


# ---------------------------------------------------------------------------------------------------------- improvised


def test_what_an_actor_improvises_is_decided_like_its_moves() -> None:
    play = game(RULES.replace("rulebook: 1", "rulebook: 1\ndecide: argue"))
    subject = ImprovisedSubject("red", "A flying visit")
    waiting = turn.improvise(play.exercise, play.state, subject, ["heat -2"], play.rolls)
    assert waiting.asks is not None
    said = (*argued(1), CloseArguments(), TakeDice(1, (3, 3)))
    ruling = turn.improvise(play.exercise, play.state, subject, ["heat -2"], play.rolls, said)
    assert turn.fold(play.state, ruling.changes).tracks["heat"] == 1
    white_cell = turn.improvise(play.exercise, play.state, ImprovisedSubject("", "Rain"), ["heat -2"], play.rolls)
    assert white_cell.asks is None


# ------------------------------------------------------------------------------------------ nobody there, many runs


@pytest.mark.parametrize("way", WAYS_OF_DECIDING)
@pytest.mark.parametrize("move", MOVES)
def test_where_nobody_can_be_asked_nobody_is(way: str, move: str) -> None:
    if (way, move) in {("roll", "plain"), ("roll", "never")}:
        return
    play = ordered(move, RULES.replace("rulebook: 1", f"rulebook: 1\ndecide: {way}"))
    ruling = preview(play.exercise, play.state, Order("seen", "red", move))
    assert ruling.asks is None
    chances = [found.chance for found in kinds(ruling, Chanced)]
    if (way, move) == ("vote", "plain"):
        assert chances == [0.5]
    if (way, move) == ("argue", "plain"):
        assert odds(ruling)["success"] == 21 / 36
    if way in BY_PEOPLE:
        written_so = preview(ordered(move).exercise, play.state, Order("seen", "red", move))
        assert ruling.changes == written_so.changes


class OneOf:
    """The dice of one of many runs, as dice of a live ruling."""

    def __init__(self, rolls: CounterRolls, run: int) -> None:
        self._rolls = rolls.part(np.array([run]))

    runs = 1

    def faces(self, key: str, count: int, sides: int):
        return self._rolls.faces(key, count, sides)

    def fraction(self, key: str):
        return self._rolls.fraction(key)


@pytest.mark.parametrize("way", WAYS_OF_DECIDING)
def test_many_runs_at_once_come_to_what_each_would_live(way: str) -> None:
    exercise = written(RULES.replace("rulebook: 1", f"rulebook: 1\ndecide: {way}"), SCENARIO)
    state = turn.fold(turn.opening(exercise), turn.begin(exercise, turn.opening(exercise)))
    rolls = CounterRolls("law", 0, 60)
    batch = Batch.of(exercise, state, 60)
    umpire = BatchUmpire(exercise, batch, rolls)
    for move in MOVES:
        adjudication.carry_out_move(umpire, "red", move, "", batch.live)
    assert way == "none" or len(set(batch.tracks["heat"].tolist())) > 1
    for run in range(60):
        columns = Columns([state], Trace())
        live = Umpire(exercise, columns, OneOf(rolls, run), answers=by_the_odds)
        for move in MOVES:
            adjudication.carry_out_move(live, "red", move, "", columns.live)
        for track, values in batch.tracks.items():
            assert columns.tracks[track][0] == values[run], (move, track, run)


@pytest.mark.parametrize(
    ("move", "way"), [("contest", "draw"), ("lots", "draw"), ("contest", "vote"), ("plain", "argue")]
)
def test_what_comes_out_of_many_runs_fits_the_odds(move: str, way: str) -> None:
    runs = 20_000
    exercise = written(RULES.replace("rulebook: 1", f"rulebook: 1\ndecide: {way}"), SCENARIO)
    state = turn.fold(turn.opening(exercise), turn.begin(exercise, turn.opening(exercise)))
    batch = Batch.of(exercise, state, runs)
    adjudication.carry_out_move(BatchUmpire(exercise, batch, CounterRolls("fit", 0, runs)), "red", move, "", batch.live)
    shares = odds(preview(exercise, state, Order("seen", "red", move)))
    changes = {"failure": 0, "success": 1, "5 or less": -1, "6 to 8": 1, "9 or more": 2, "1 or less": 0, "2": 1, "3": 2}
    for outcome, share in shares.items():
        found = np.mean(batch.tracks["heat"] - 3 == changes[outcome])
        assert abs(found - share) < 5 * math.sqrt(share * (1 - share) / runs) + 1e-9
