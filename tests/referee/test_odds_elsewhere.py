"""Exact odds beside those of an independent library of dice: icepool."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

import icepool
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.referee.playing import Playing, written
from wargame.exercise.complaints import Place
from wargame.exercise.rulebook import Outcome
from wargame.referee.dice import odds, odds_of_lots
from wargame.referee.ruling import Chanced, Rolled, Share


def shares(die: icepool.Die, plus: float, outcomes: list[Outcome]) -> Iterator[Fraction]:
    """Return how likely each outcome is, by the library's own count."""
    for outcome in outcomes:
        hits = sum(number for total, number in die.items() if outcome.low <= total + plus <= outcome.high)
        yield Fraction(hits, die.denominator())


def stretches(*marks: float) -> list[Outcome]:
    """Return outcomes that meet at these marks, from without end to without end."""
    ends = [float("-inf"), *sorted(set(marks)), float("inf")]
    return [
        Outcome(str(place), Place("test"), low, high - 1 if high != ends[-1] else high, ())
        for place, (low, high) in enumerate(pairwise(ends))
    ]


def told(found: tuple[Share, ...]) -> list[float]:
    return [share.chance for share in found]


@settings(deadline=None, max_examples=60)
@given(
    count=st.integers(1, 8),
    sides=st.sampled_from([2, 3, 4, 6, 8, 10, 12, 20, 100]),
    plus=st.integers(-6, 9),
    marks=st.lists(st.integers(-3, 60), min_size=1, max_size=4),
)
def test_any_number_of_dice(count: int, sides: int, plus: int, marks: list[int]) -> None:
    outcomes = stretches(*map(float, marks))
    expected = [float(share) for share in shares(count @ icepool.d(sides), plus, outcomes)]
    assert told(odds(count, sides, plus, outcomes)) == expected


@pytest.mark.parametrize(("count", "sides"), [(2, 6), (1, 100), (1, 20), (20, 6), (3, 100)])
def test_the_usual_dice_total_by_total(count: int, sides: int) -> None:
    die = count @ icepool.d(sides)
    outcomes = [Outcome(str(total), Place("test"), total, total, ()) for total in die]
    expected = {str(total): float(Fraction(die.quantity(total), die.denominator())) for total in die}
    assert {share.outcome: share.chance for share in odds(count, sides, 0, outcomes)} == expected


@settings(deadline=None, max_examples=60)
@given(success=st.integers(0, 12), failure=st.integers(0, 12), data=st.data())
def test_lots_drawn_without_putting_any_back(success: int, failure: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(1, max(1, success + failure)))
    if count > success + failure:
        return
    bag = icepool.Deck({1: success, 0: failure}) if success and failure else None
    outcomes = stretches(*(float(mark) for mark in range(1, count + 1)))
    expected = (
        [float(share) for share in shares(bag.deal(count).sum(), 0, outcomes)]
        if bag is not None
        else [float(place == (count if success else 0)) for place in range(count + 1)]
    )
    assert told(odds_of_lots(count, success, failure, outcomes)) == expected


ROLLING = """
rulebook: 1
steps:
  upkeep: {effects: [heat +0]}
moves:
  talk:
    name: Talk
    by: red
    roll: {dice: 3d6 + trust / 10 - heat, modifiers at most: 2}
    modifiers:
      - +1 if trust >= 30 because they listen
      - +4 if heat >= 3 because it burns
      - -1 if heat >= 9 because it burns too hot
    outcomes: {9 or less: [], 10 to 13: [heat -1], 14 or more: [heat -2]}
  probe: {name: Probe, by: red, chance: 35%, modifiers: [+trust / 200 because they let us], effects: [heat +1]}
endings:
  none: {otherwise: true}
"""


def test_a_roll_with_a_formula_and_capped_modifiers() -> None:
    ruling = Playing(written(ROLLING)).does("red", "talk")
    (rolled,) = [finding for finding in ruling.findings if isinstance(finding, Rolled)]
    die = (3 @ icepool.d6) + 3 - 3 + 2
    expected = [die.probability("<=", 9), die.probability(">=", 10) - die.probability(">=", 14)]
    assert told(rolled.odds) == [*map(float, expected), float(die.probability(">=", 14))]
    assert rolled.bonus == 0
    assert rolled.modifier == 2


def test_a_chance_is_that_of_a_hundred_sided_die() -> None:
    ruling = Playing(written(ROLLING)).does("red", "probe", (50,))
    (chanced,) = [finding for finding in ruling.findings if isinstance(finding, Chanced)]
    assert chanced.chance == pytest.approx(float(icepool.d100.probability("<=", 50)))
    assert chanced.came_up
