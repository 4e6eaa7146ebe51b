"""Modifiers changed by hand before the dice: struck, made to count, added; never after."""

from __future__ import annotations

import pytest

from tests.referee.test_deciding import WHY, argued, kinds, odds, ordered, proposed
from wargame.exercise.rulebook import WAYS_OF_DECIDING
from wargame.referee.adjustment import (
    ChooseOutcome,
    CloseArguments,
    CountModifier,
    Decide,
    ExtraModifier,
    Reroll,
    TakeDice,
    UnfitAdjustmentError,
    Vote,
)
from wargame.referee.ruling import ADDED, COUNTED, STRUCK, Chanced, ModifierRead, Rolled, Ruling
from wargame.referee.weighing import most_added_to, most_added_while_argued

LISTEN = "+1 if trust >= 30 because they listen"
SURE = "+10% if trust >= 30 because they listen"
RULES = """
rulebook: 1
steps:
  upkeep: {effects: []}
moves:
  contest:
    name: Contest
    by: red
    roll: {dice: 2d6, modifiers at most: 2}
    modifiers: [+1 if trust >= 30 because they listen, +1 if heat >= 9 because it burns, -1 because nobody sees it]
    outcomes: {5 or less: [heat -1], 6 to 8: [heat +1], 9 or more: [heat +2]}
  sure: {name: Sure, by: red, roll: {dice: 2d6, modifiers at most: 0}, outcomes: {6 or less: [], 7 or more: [heat +1]}}
endings:
  none: {otherwise: true}
"""


def read(ruling: Ruling) -> list[ModifierRead]:
    (roll,) = ruling.rolls
    return list(roll.modifiers)


def count(text: str, *, counts: bool, why: str = WHY, roll: int = 1) -> CountModifier:
    return CountModifier(roll, text, counts, why)


def test_a_modifier_that_is_struck_does_not_count_and_moves_the_odds_at_once() -> None:
    play = ordered("contest")
    plain, struck = proposed(play), proposed(play, count(LISTEN, counts=False, why="They hear nothing"))
    (before,), (after,) = kinds(plain, Rolled), kinds(struck, Rolled)
    assert (before.modifier, after.modifier) == (1, 0)
    assert after.faces == before.faces, "the dice are never bent"
    assert after.total == before.total - 1
    assert [round(36 * share.chance) for share in before.odds] == [6, 15, 15]
    assert [round(36 * share.chance) for share in after.odds] == [10, 16, 10]
    (told,) = after.modifiers
    assert (told.counts, told.by_hand, told.reason) == (False, STRUCK, "They hear nothing")
    assert struck.adjustments == (count(LISTEN, counts=False, why="They hear nothing"),)


def test_a_modifier_whose_condition_fails_can_be_made_to_count() -> None:
    play = ordered("contest", RULES)
    burns = "+1 if heat >= 9 because it burns"
    ruling = proposed(play, count(burns, counts=True))
    assert [(one.counts, one.by_hand) for one in read(ruling)] == [(True, ""), (True, COUNTED), (True, "")]
    assert kinds(ruling, Rolled)[0].modifier == kinds(proposed(play), Rolled)[0].modifier + 1


def test_one_without_a_condition_can_be_struck_and_count_again() -> None:
    play, unseen = ordered("contest", RULES), "-1 because nobody sees it"
    struck = proposed(play, count(unseen, counts=False))
    assert kinds(struck, Rolled)[0].modifier == 1
    again = proposed(play, count(unseen, counts=False), count(unseen, counts=True))
    assert again.findings == proposed(play).findings, "nothing is told of what is as the rules have it"
    assert again.changes == proposed(play).changes


@pytest.mark.parametrize("amount", [2, 1, -1, -2])
def test_a_modifier_is_added_within_the_cap_of_the_rules(amount: int) -> None:
    play = ordered("contest")
    (rolled,) = kinds(proposed(play, ExtraModifier(1, amount, "The mayor is there")), Rolled)
    assert rolled.modifier == min(2, 1 + amount), "the sum is held too"
    added = rolled.modifiers[-1]
    assert (added.amount, added.because, added.by_hand, added.counts) == (amount, "The mayor is there", ADDED, True)


@pytest.mark.parametrize(
    ("move", "rules", "most"),
    [("contest", RULES, 2), ("sure", RULES, 0), ("free", "", 3), ("hundred", "", 30), ("luck", "", 30)],
)
def test_no_more_is_added_than_the_rules_bear(move: str, rules: str, most: int) -> None:
    play = ordered(move, rules) if rules else ordered(move)
    (roll,) = proposed(play).rolls
    assert most_added_to(play.exercise, roll) == most
    for amount in (most + 1, -most - 1):
        with pytest.raises(UnfitAdjustmentError, match=f"from −{most} to \\+{most}"):
            proposed(play, ExtraModifier(1, amount, WHY))
    if most:
        proposed(play, ExtraModifier(1, most, WHY))
        with pytest.raises(UnfitAdjustmentError, match="with its reason"):
            proposed(play, ExtraModifier(1, most, " "))


def test_the_last_added_modifier_counts_and_nought_takes_it_back() -> None:
    play = ordered("contest")
    (rolled,) = kinds(proposed(play, ExtraModifier(1, -2, "a"), ExtraModifier(1, -1, "b")), Rolled)
    assert [one.because for one in rolled.modifiers if one.by_hand] == ["b"]
    back = proposed(play, ExtraModifier(1, -2, "a"), ExtraModifier(1, 0, "c"))
    assert back.findings == proposed(play).findings


def test_the_modifiers_of_a_chance_are_per_cent() -> None:
    play = ordered("luck")
    (plain,) = kinds(proposed(play), Chanced)
    (weighed,) = kinds(proposed(play, count(SURE, counts=False), ExtraModifier(1, -25, "It rains")), Chanced)
    assert plain.chance == pytest.approx(0.45)
    assert weighed.chance == pytest.approx(0.10)
    assert weighed.drawn == plain.drawn
    assert weighed.modifiers[-1].text == "-25% because It rains"


def test_lots_are_put_into_the_bag() -> None:
    play = ordered("lots")
    (plain,) = kinds(proposed(play), Rolled)
    (more,) = kinds(proposed(play, ExtraModifier(1, 2, WHY)), Rolled)
    assert (plain.lots, more.lots) == ((4, 2), (6, 2))


@pytest.mark.parametrize(
    "fallen", [TakeDice(1, (3, 4)), ChooseOutcome(1, "5 or less", WHY), Reroll(1, WHY), CloseArguments(), Vote((0.4,))]
)
@pytest.mark.parametrize("late", [count(LISTEN, counts=False), ExtraModifier(1, 1, WHY)])
def test_after_the_dice_no_modifier_is_changed(fallen, late) -> None:
    with pytest.raises(UnfitAdjustmentError, match="dice have fallen"):
        proposed(ordered("contest"), fallen, late)


TWO = """
rulebook: 1
steps:
  upkeep: {effects: []}
moves:
  plot:
    name: Plot
    by: red
    seen: when detected
    roll: 2d6
    modifiers: [+1 if trust >= 30 because they listen]
    outcomes: {6 or less: [heat -1], 7 or more: [heat +1]}
    detected: {chance: 40%, modifiers: [+20% if heat >= 0 because they watch], effects: [trust -1]}
endings:
  none: {otherwise: true}
"""
WATCH = "+20% if heat >= 0 because they watch"


@pytest.mark.parametrize("fallen", [TakeDice(1, (3, 4)), ChooseOutcome(1, "6 or less", WHY), Reroll(1, WHY)])
def test_the_roll_that_comes_next_is_weighed_when_the_first_has_been_thrown(fallen) -> None:
    play = ordered("plot", TWO)
    plain = proposed(play, fallen)
    assert [type(one) for one in plain.rolls] == [Rolled, Chanced]
    weighed = proposed(play, fallen, count(WATCH, counts=False, roll=2), ExtraModifier(2, 5, "It is dark"))
    assert weighed.rolls[0] == plain.rolls[0]
    (before,), (after,) = kinds(plain, Chanced), kinds(weighed, Chanced)
    assert (before.chance, after.chance) == (pytest.approx(0.6), pytest.approx(0.45))
    assert after.drawn == before.drawn, "the dice are never bent"
    with pytest.raises(UnfitAdjustmentError, match="dice have fallen"):
        proposed(play, fallen, count(WATCH, counts=False, roll=2), ExtraModifier(1, 1, WHY))
    with pytest.raises(UnfitAdjustmentError, match="dice have fallen"):
        proposed(play, fallen, TakeDice(2, (20,)), ExtraModifier(2, 5, "It is dark"))


def test_once_the_arguments_are_closed_the_roll_after_them_is_still_weighed() -> None:
    play = ordered("plot", TWO)
    closed = (Decide("argue", WHY), *argued(1), CloseArguments())
    weighed = proposed(play, *closed, count(WATCH, counts=False, roll=2))
    assert kinds(weighed, Chanced)[0].chance == pytest.approx(0.4)
    for late in (ExtraModifier(1, 1, WHY), count("+1 if trust >= 30 because they listen", counts=False)):
        with pytest.raises(UnfitAdjustmentError, match="dice have fallen"):
            proposed(play, *closed, late)
    voted = proposed(play, Decide("vote", WHY), Vote((0.4,)), ExtraModifier(2, -10, "It is dark"))
    assert kinds(voted, Chanced)[0].chance == pytest.approx(0.5)


def test_the_dice_are_thrown_with_the_modifiers_as_they_were_weighed() -> None:
    play = ordered("contest")
    struck = count(LISTEN, counts=False)
    for dice in (TakeDice(1, (4, 4)), Reroll(1, "It fell off the table")):
        (rolled,) = kinds(proposed(play, struck, ExtraModifier(1, -1, "It is late"), dice), Rolled)
        assert rolled.modifier == -1
    (rolled,) = kinds(proposed(play, struck, TakeDice(1, (4, 5)), Reroll(1, "no")), Rolled)
    assert (rolled.modifier, rolled.source) == (0, "program")


def test_a_modifier_that_the_roll_does_not_have_is_told_in_words() -> None:
    with pytest.raises(UnfitAdjustmentError, match="Roll 1 has no modifier “\\+9 because”"):
        proposed(ordered("contest"), count("+9 because", counts=True))


def test_a_roll_that_waits_for_arguments_says_what_counts_and_is_weighed_too() -> None:
    play = ordered("contest")
    said = (Decide("argue", WHY), *argued(1))
    waits = proposed(play, *said)
    assert waits.asks is not None
    assert [(one.text, one.counts) for one in waits.asks.modifiers] == [(LISTEN, True)]
    assert most_added_while_argued(play.exercise, waits) == (2, False)
    struck = proposed(play, *said, count(LISTEN, counts=False))
    assert odds(struck) == odds(proposed(play, Decide("argue", WHY)))
    assert struck.asks is not None
    assert struck.asks.modifiers[0].by_hand == STRUCK
    closed = proposed(play, *said, count(LISTEN, counts=False), CloseArguments())
    assert odds(closed) == odds(struck), "locked when the dice fall"


def test_an_argument_is_no_modifier_of_the_rules() -> None:
    said = (Decide("argue", WHY), *argued(1))
    with pytest.raises(UnfitAdjustmentError, match="no modifier"):
        proposed(ordered("contest"), *said, count("+1 because reason 0", counts=False))


def test_nothing_is_added_to_what_was_voted() -> None:
    play = ordered("contest")
    said = (Decide("vote", WHY), Vote((0.4,)))
    weighed = proposed(play, count(LISTEN, counts=False), ExtraModifier(1, -1, WHY), *said)
    assert kinds(weighed, Rolled)[0].odds == kinds(proposed(play, *said), Rolled)[0].odds


@pytest.mark.parametrize("way", WAYS_OF_DECIDING)
@pytest.mark.parametrize("move", ["contest", "luck", "lots", "hundred", "free", "plain"])
def test_every_way_of_deciding_bears_an_added_modifier_or_says_why_not(move: str, way: str) -> None:
    play = ordered(move)
    try:
        ruling = proposed(play, Decide(way, WHY), ExtraModifier(1, 1, WHY))
    except UnfitAdjustmentError as error:
        assert "no roll of its own" in str(error)  # noqa: PT017 -- said in words
        return
    again = proposed(play, *ruling.adjustments)
    assert again == ruling
