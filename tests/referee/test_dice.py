"""Rolls that can be derived again, fair, and odds that are exact."""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.exercise.complaints import Place
from wargame.exercise.rulebook import Outcome
from wargame.referee.dice import KeyedRolls, draw_of, key_of, odds, outcome_of, ways, whole_between

HERE = Place("test")


def outcomes(*ranges: tuple[str, float, float]) -> tuple[Outcome, ...]:
    return tuple(Outcome(name, HERE, low, high, ()) for name, low, high in ranges)


CONTEST = outcomes(("fail", float("-inf"), 5), ("partial", 6, 8), ("full", 9, float("inf")))


def test_a_roll_can_be_derived_by_hand_as_the_docstring_says():
    digest = hmac.new(b"small-steps", b"play|turn 2|moves/talk|us|-|1|1|0", hashlib.sha256).digest()
    words = [int.from_bytes(digest[start : start + 8], "big") for start in range(0, 32, 8)]
    fair = 2**64 - 2**64 % 6
    expected = next(word for word in words if word < fair) % 6 + 1
    key = key_of(2, draw_of("moves/talk", ("us", "")), 1)
    assert key == "turn 2|moves/talk|us|-|1"
    assert KeyedRolls("small-steps").faces(key, 2, 6)[0, 0] == expected


def test_a_fraction_can_be_derived_by_hand_too():
    digest = hmac.new(b"s", b"play|k|fraction|0", hashlib.sha256).digest()
    assert KeyedRolls("s").fraction("k")[0] == (int.from_bytes(digest[:8], "big") >> 11) / 2**53


def test_what_else_is_drawn_changes_nothing():
    alone = KeyedRolls("seed").faces("b", 3, 6)
    rolls = KeyedRolls("seed")
    rolls.faces("a", 5, 20)
    rolls.fraction("a")
    assert np.array_equal(rolls.faces("b", 3, 6), alone)


def test_seed_domain_key_and_attempt_each_make_another_roll():
    def many(seed: str, domain: str, key: str) -> list[int]:
        return KeyedRolls(seed, domain).faces(key, 20, 6)[:, 0].tolist()

    kinds = [
        many("a", "play", key_of(1, "m", 1)),
        many("b", "play", key_of(1, "m", 1)),
        many("a", "preview", key_of(1, "m", 1)),
        many("a", "play", key_of(2, "m", 1)),
        many("a", "play", key_of(1, "m", 2)),
        many("a", "play", key_of(1, "m", 1, attempt=1)),
    ]
    assert len({tuple(kind) for kind in kinds}) == len(kinds)


@pytest.mark.parametrize("sides", [2, 6, 7, 100])
def test_every_face_is_as_likely_as_any_other(sides):
    number = 400 * sides
    faces = KeyedRolls("fair").faces("many", number, sides)[:, 0]
    counted = Counter(faces.tolist())
    assert set(counted) == set(range(1, sides + 1))
    surprise = sum((counted[face] - 400) ** 2 / 400 for face in range(1, sides + 1))
    # Chi-square with sides - 1 degrees of freedom; six standard deviations above its mean.
    assert surprise < (sides - 1) + 6 * (2 * (sides - 1)) ** 0.5


def test_words_too_large_are_rejected_and_the_next_block_is_taken():
    # A bound just above half of all words rejects about every second one: the fairness of the rest is what counts.
    sides = 2**63 + 1
    faces = KeyedRolls("reject").faces("k", 200, sides)[:, 0]
    assert faces.min() >= 1
    assert 0.35 < (faces > sides // 2).mean() < 0.65


@given(low=st.integers(-20, 5), width=st.integers(0, 30), key=st.text(max_size=5))
def test_whole_numbers_stay_within_their_bounds(low, width, key):
    drawn = whole_between(KeyedRolls("x"), key, low, low + width)
    assert low <= drawn[0] <= low + width


@pytest.mark.parametrize(("count", "sides"), [(1, 6), (2, 6), (3, 4), (1, 20)])
def test_ways_are_counted_as_by_laying_out_every_roll(count, sides):
    laid_out = Counter(map(sum, product(range(1, sides + 1), repeat=count)))
    assert ways(count, sides) == tuple(laid_out[total] for total in range(count, count * sides + 1))


def test_odds_of_a_contest_are_those_of_the_table_in_the_books():
    shares = {share.outcome: share.chance for share in odds(2, 6, 0, CONTEST)}
    assert shares == {"fail": 10 / 36, "partial": 16 / 36, "full": 10 / 36}
    better = {share.outcome: share.chance for share in odds(2, 6, 3, CONTEST)}
    assert better["full"] == pytest.approx(0.722, abs=5e-4)


@given(
    count=st.integers(1, 3),
    sides=st.integers(2, 8),
    plus=st.sampled_from([-3, -1, 0, 0.5, 2.25, 4]),
)
def test_odds_are_the_shares_of_all_possible_rolls(count, sides, plus):
    rolls = list(product(range(1, sides + 1), repeat=count))
    names = Counter(CONTEST[outcome_of(sum(roll) + plus, CONTEST)].name for roll in rolls)
    for share in odds(count, sides, plus, CONTEST):
        assert share.chance == float(Fraction(names[share.outcome], len(rolls)))
    assert sum(share.chance for share in odds(count, sides, plus, CONTEST)) == pytest.approx(1)


def test_a_total_between_two_ranges_belongs_to_the_one_below():
    assert CONTEST[outcome_of(5.5, CONTEST)].name == "fail"
    assert CONTEST[outcome_of(8.7, CONTEST)].name == "partial"
    bounded = outcomes(("low", 2, 6), ("high", 7, 12))
    assert bounded[outcome_of(1, bounded)].name == "low"
    assert bounded[outcome_of(14, bounded)].name == "high"
