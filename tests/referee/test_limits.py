"""Rounding, caps and ranges."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.exercise.complaints import Place
from wargame.exercise.definition import Track
from wargame.referee.limits import FURTHEST, halves_away, held_back, operate, sentence, settle

WHOLE = Track("a", "A", Place("test"), low=0, high=100)
CAPPED = Track(
    "t", "T", Place("test"), low=1, high=10, rises_at_most=3, stops_at=9, falls_at_most=2, except_steps=frozenset({"x"})
)


def one(value: float) -> np.ndarray:
    return np.array([float(value)])


def changed(track: Track, before: float, operation: str, amount: float, start: float | None = None, step: str = ""):
    wanted = operate(operation, one(before), one(amount), one(before))
    return settle(track, one(before), wanted, one(before if start is None else start), step)[0]


@pytest.mark.parametrize(
    ("value", "whole"),
    [(0.5, 1), (-0.5, -1), (1.5, 2), (2.5, 3), (-2.5, -3), (2.4, 2), (31.499999999999996, 32), (2.4999, 2), (-0.2, 0)],
)
def test_halves_are_rounded_away_from_zero(value, whole):
    assert halves_away(one(value))[0] == whole


def test_minus_zero_is_zero():
    assert not math.copysign(1, halves_away(one(-0.2))[0]) < 0
    assert not math.copysign(1, changed(WHOLE, 5, "x", -0.0)) < 0


@pytest.mark.parametrize(
    ("operation", "amount", "after"),
    [
        ("+", 3, 53),
        ("-", 60, 0),
        ("x", 0.97, 49),
        ("to", 20, 20),
        ("at least", 60, 60),
        ("at least", 40, 50),
        ("at most", 40, 40),
        ("at most", 60, 50),
        ("+", 999, 100),
    ],
)
def test_each_operation(operation, amount, after):
    assert changed(WHOLE, 50, operation, amount) == after


def test_an_unknown_operation_is_told():
    with pytest.raises(ValueError, match="no operation called /"):
        operate("/", one(1), one(1), one(1))


def test_decimals_are_not_rounded():
    track = Track("d", "D", Place("test"), whole=False)
    assert changed(track, 2.5, "+", 0.125) == 2.625


@pytest.mark.parametrize(
    ("before", "start", "amount", "after"),
    [(4, 4, 5, 7), (6, 4, 5, 7), (5, 7, 9, 9), (9.0, 8, 3, 9), (10, 10, 1, 10), (3, 7, 5, 8)],
)
def test_a_rise_is_capped_from_the_start_of_the_turn_and_a_fall_makes_room(before, start, amount, after):
    assert changed(CAPPED, before, "+", amount, start) == after


def test_a_value_already_above_the_cap_is_left():
    assert changed(CAPPED, 10, "+", 0, 4) == 10
    assert changed(CAPPED, 10, "-", 1, 10) == 9


def test_a_fall_is_capped_too():
    assert changed(CAPPED, 7, "-", 5, 7) == 5


def test_a_step_named_in_except_passes_the_caps_but_not_the_range():
    assert changed(CAPPED, 8, "+", 5, 8, step="x") == 10


@pytest.mark.parametrize(
    ("before", "wanted", "after", "words"),
    [
        (4, 9, 7, "rises at most 3 a turn"),
        (8, 11, 9, "stops at 9"),
        (7, 2, 5, "falls at most 2 a turn"),
        (2, 0, 1, "range 1..10"),
        (4, 5, 5, ""),
    ],
)
def test_what_held_a_value_back_is_said(before, wanted, after, words):
    assert settle(CAPPED, one(before), one(wanted), one(before), "")[0] == after
    assert held_back(CAPPED, wanted, after) == words


def test_open_ranges_are_told_open():
    track = Track("o", "O", Place("test"), low=0)
    assert held_back(track, -3, 0) == "range 0.."


def test_nothing_becomes_infinite_or_undefined():
    track = Track("u", "U", Place("test"))
    value = 10.0
    for _ in range(200):
        value = changed(track, value, "x", 1e9)
    assert value == FURTHEST
    assert changed(track, 5, "+", float("nan")) == 5


@given(
    before=st.integers(-100, 100),
    amount=st.floats(-1e6, 1e6),
    start=st.integers(1, 10),
    operation=st.sampled_from(["+", "-", "x", "to", "at least", "at most"]),
)
def test_a_sentence_always_ends_within_the_range(before, amount, start, operation):
    inside = min(max(before, 1), 10)
    after = changed(CAPPED, inside, operation, amount, start)
    assert 1 <= after <= 10
    assert after == math.floor(after)
    assert after <= max(inside, min(9, start + 3)) + 1e-9
    assert after >= min(inside, start - 2) - 1e-9


@given(
    values=st.lists(st.tuples(st.floats(1, 10), st.floats(-9, 9), st.floats(1, 10)), min_size=1, max_size=6),
    operation=st.sampled_from(["+", "-", "x", "to"]),
)
def test_many_runs_at_once_equal_each_alone(values, operation):
    before, amount, start = (np.array(column) for column in zip(*values, strict=True))
    together = settle(CAPPED, before, operate(operation, before, amount, before), start, "")
    alone = [changed(CAPPED, *row) for row in [(b, operation, a, s) for b, a, s in values]]
    assert together.tolist() == alone


@pytest.mark.parametrize(
    ("operation", "amount", "text"),
    [("+", 2, "a +2"), ("+", -2, "a -2"), ("-", -1.5, "a +1.5"), ("to", 3, "a to 3"), ("at least", 2, "a at least 2")],
)
def test_a_fixed_change_reads_as_a_sentence(operation, amount, text):
    assert sentence("a", operation, amount) == text
