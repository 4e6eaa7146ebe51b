"""Limits: what they promise of every value holds for every value, and they are narrow enough to be of use."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exercise.expressions import FLAGS, HIGH, LOW, NAMES, VOCABULARY, Meant, amounts, conditions, situations
from wargame.exercise.complaints import Place
from wargame.exercise.conditions import parse
from wargame.exercise.spans import ALWAYS, ANYTHING, MAYBE, NEVER, Limits, Span, interval, truth

FULL = {"trust": "blue.red.trust"}


def limits_of(**spans: Span) -> Limits:
    return Limits({name.replace("__", "."): span for name, span in spans.items()})


def span_of(text: str, limits: Limits) -> Span:
    return interval(parse(text, Place("f"), "amount", VOCABULARY.binding("me", "target")).node, limits)


def truth_of(text: str, limits: Limits) -> Span:
    return truth(parse(text, Place("f"), "condition", VOCABULARY.binding("me", "target")).node, limits)


@st.composite
def surroundings(draw: st.DrawFn) -> tuple[Limits, dict[str, float], dict[str, bool]]:
    """Limits, and one situation within them."""
    amounts_, flags = draw(situations)[0]
    spans = {}
    for name in NAMES:
        below, above = draw(st.integers(0, 3)), draw(st.sampled_from([0, 1, 5, math.inf]))
        value = amounts_[name]
        spans[FULL.get(name, name)] = Span(value - below, value + above, whole=value == int(value) and below >= 0)
    for flag in FLAGS:
        spans[f"flag({flag})"] = draw(st.sampled_from([MAYBE, ALWAYS if flags[flag] else NEVER]))
    return Limits(spans), amounts_, flags


@settings(max_examples=80)
@given(amounts, surroundings())
def test_every_amount_lies_within_its_span(meant: Meant, given_: tuple) -> None:
    limits, values, flags = given_
    if len(meant.text) > 500:
        return
    span = span_of(meant.text, limits)
    value = meant.value(values, flags)
    assert span.low - 1e-6 <= value <= span.high + 1e-6
    if span.whole:
        assert abs(value - round(value)) < 1e-6


@settings(max_examples=80)
@given(conditions, surroundings())
def test_what_is_called_always_or_never_is_so(meant: Meant, given_: tuple) -> None:
    limits, values, flags = given_
    if len(meant.text) > 500:
        return
    verdict = truth_of(meant.text, limits)
    assert verdict in (ALWAYS, NEVER, MAYBE)
    if verdict != MAYBE:
        assert meant.value(values, flags) is (verdict == ALWAYS)


TENSION = {"tension": Span(1, 10, whole=True), "turn": Span(1, 8, whole=True), "blue__support": Span(0, 100)}


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("tension >= 1", ALWAYS),
        ("tension >= 11", NEVER),
        ("tension >= 10", MAYBE),
        ("tension > 10", NEVER),
        ("tension < 1", NEVER),
        ("tension == 4.5", NEVER),
        ("tension != 4.5", ALWAYS),
        ("tension >= 3 and tension <= 2", NEVER),
        ("tension > 2 and tension < 3", NEVER),
        ("tension <= 2 and (turn > 3 or tension >= 5) and turn <= 3", NEVER),
        ("tension <= 5 or tension > 5", ALWAYS),
        ("not (tension <= 5) and tension < 6", NEVER),
        ("flag(gesture) and not flag(gesture)", NEVER),
        ("flag(gesture) or not flag(gesture)", ALWAYS),
        ("tension != tension", NEVER),
        ("tension * 2 > 20", NEVER),
        ("abs(blue.support - 100) <= 100", ALWAYS),
        ("blue.support > 2 and blue.support < 3", MAYBE),
        ("max(tension, 20) == 20", ALWAYS),
        ("round(tension / 3) > 3", NEVER),
        ("1 == 2", NEVER),
        ("played(any, hostile) or tension > 3", MAYBE),
        ("times(blue, aid) >= 0", ALWAYS),
    ],
)
def test_always_never_or_maybe(text: str, verdict: Span) -> None:
    assert truth_of(text, limits_of(**TENSION)) == verdict


def test_bound_words_are_everything_they_can_stand_for() -> None:
    known = limits_of(blue__support=Span(0, 10), red__support=Span(50, 60), blue__red__trust=Span(1, 2))
    both = known.binding(me=["blue", "red"], target=["blue", "red"])
    assert span_of("me.support", both) == Span(0, 60)
    assert span_of("me.target.trust", both) == Span(1, 2)
    assert span_of("me.support", known.binding(me=["red"])) == Span(50, 60)


def test_a_divisor_that_can_be_zero_tells_nothing() -> None:
    assert span_of("1 / tension", limits_of(tension=Span(-1, 1))) == ANYTHING
    assert span_of("10 / tension", limits_of(tension=Span(2, 5)))[:2] == (2, 5)


def test_without_limits_there_is_no_end() -> None:
    assert span_of("tension + 1", Limits())[:2] == (-math.inf, math.inf)
    assert span_of("tension * 0", Limits())[:2] == (0, 0)
    assert span_of("min(tension, 4)", Limits())[:2] == (-math.inf, 4)
    assert LOW < HIGH
