"""Sentences: effects, modifiers, ranges and dice as authors write them, and what is said of those that do not work."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exercise.expressions import VOCABULARY
from wargame.exercise.codes import Code
from wargame.exercise.complaints import Complaint, ExerciseError, Place
from wargame.exercise.rulebook import ChangeTrack, ClearFlag, RaiseFlag, Reveal
from wargame.exercise.sentences import parse_dice, parse_modifier, parse_range, parse_sentence

PLACE = Place("rules.yaml", 3, 9)
KNOWN = VOCABULARY.binding("me", "target")


def change(text: str) -> ChangeTrack:
    sentence = parse_sentence(text, PLACE, KNOWN)
    assert isinstance(sentence, ChangeTrack)
    assert (sentence.text, sentence.place) == (text, PLACE)
    return sentence


def wrong(read: Callable[[], object]) -> list[tuple[str, int]]:
    """Return the codes and offsets of what is wrong."""
    with pytest.raises(ExerciseError) as caught:
        read()
    return [(complaint.code, complaint.place.column - PLACE.column) for complaint in caught.value.complaints]


def hint(read: Callable[[], object]) -> Complaint:
    with pytest.raises(ExerciseError) as caught:
        read()
    return caught.value.complaints[0]


@pytest.mark.parametrize(
    ("text", "operation", "amount", "after"),
    [
        ("tension +1", "+", "1", 0),
        ("tension + 1", "+", "1", 0),
        ("tension -2 after 1 turn", "-", "2", 1),
        ("tension x 0.97", "x", "0.97", 0),
        ("tension to 5 after 12 turns", "to", "5", 12),
        ("tension at least 2", "at least", "2", 0),
        ("tension at most 2", "at most", "2", 0),
        ("tension +min(4, 1 + turn)", "+", "min(4, 1 + turn)", 0),
        ("tension -(turn - 1)", "-", "(turn - 1)", 0),
        ("tension +turn - 1", "+", "turn - 1", 0),
        ("tension -turn * 2", "-", "turn * 2", 0),
    ],
)
def test_amounts(text: str, operation: str, amount: str, after: int) -> None:
    read = change(text)
    assert (read.track.parts, read.operation, read.amount.text, read.after) == (("tension",), operation, amount, after)
    assert read.amount.place.column == PLACE.column + text.index(amount, len("tension") + 1)


def test_a_condition_is_the_last_thing_in_a_sentence() -> None:
    read = change("me.target.trust +2 after 2 turns if target.support >= 3 and not flag(gesture)")
    assert read.track.parts == ("me", "target", "trust")
    assert read.after == 2
    assert read.condition is not None
    assert read.condition.text == "target.support >= 3 and not flag(gesture)"
    assert read.condition.place == Place("rules.yaml", 3, 9 + 36)


def test_a_track_with_one_owner_is_found_without_it_and_a_pair_in_either_order() -> None:
    assert change("trust +1").track.parts == ("blue", "red", "trust")
    assert change("red.blue.trust +1").track.resolved({}) == "blue.red.trust"
    assert change("target.me.trust +1").track.resolved({"me": "red", "target": "blue"}) == "blue.red.trust"


def test_flags_go_up_for_ever_or_for_some_turns_and_come_down() -> None:
    assert parse_sentence("flag gesture", PLACE, KNOWN) == RaiseFlag("flag gesture", PLACE, None, flag="gesture")
    read = parse_sentence("flag gesture for 2 turns if turn > 1", PLACE, KNOWN)
    assert isinstance(read, RaiseFlag)
    assert (read.turns, read.condition is None) == (2, False)
    assert parse_sentence("clear promise", PLACE, KNOWN) == ClearFlag("clear promise", PLACE, None, flag="promise")


@pytest.mark.parametrize(
    ("text", "to"),
    [
        ("reveal tension to all", ("all",)),
        ("reveal tension to blue, red", ("blue", "red")),
        ("reveal tension to blue and target", ("blue", "target")),
    ],
)
def test_a_track_is_revealed_to_those_named(text: str, to: tuple[str, ...]) -> None:
    read = parse_sentence(text, PLACE, KNOWN)
    assert isinstance(read, Reveal)
    assert (read.track.text, read.to) == ("tension", to)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [(Code.BAD_SENTENCE, 0)]),
        ("if turn > 1", [(Code.BAD_SENTENCE, 0)]),
        ("the mood gets worse", [(Code.BAD_SENTENCE, 0)]),
        ("tension", [(Code.BAD_SENTENCE, 0)]),
        ("tension 1", [(Code.BAD_SENTENCE, 0)]),
        ("tension at 3", [(Code.BAD_SENTENCE, 0)]),
        ("tension +", [(Code.BAD_SENTENCE, 9)]),
        ("tension = 3", [(Code.BAD_SENTENCE, 8)]),
        ("tension += 3", [(Code.BAD_SENTENCE, 8)]),
        ("tension -turn - 1", [(Code.BAD_SENTENCE, 9)]),
        ("tension +1 for 2 turns", [(Code.BAD_TAIL, 11)]),
        ("tension +1 after turns", [(Code.BAD_TAIL, 11)]),
        ("tension +1 after 2 days", [(Code.BAD_TAIL, 11)]),
        ("tension +1 if turn > 1 after 2 turns", [(Code.BAD_TAIL, 23)]),
        ("tension +1 after 0 turns", [(Code.BAD_TURNS, 17)]),
        ("tension +1 after 1.5 turns", [(Code.BAD_TURNS, 17)]),
        ("tension +1 after 101 turns", [(Code.BAD_TURNS, 17)]),
        ("tension +1 if", [(Code.BAD_EXPRESSION, 13)]),
        ("tension +1 if turn", [(Code.CONDITION_WANTED, 14)]),
        ("tension +flag(gesture)", [(Code.AMOUNT_WANTED, 9)]),
        ("steps +1", [(Code.NOT_CHANGEABLE, 0)]),
        ("turn +1", [(Code.NOT_CHANGEABLE, 0)]),
        ("odds +1", [(Code.NOT_CHANGEABLE, 0)]),
        ("tensoin +supprt if turm > 1", [(Code.UNKNOWN_NAME, 0), (Code.UNKNOWN_NAME, 9), (Code.UNKNOWN_NAME, 19)]),
        ("flag gestur for 2 turns", [(Code.UNKNOWN_FLAG, 5)]),
        ("flag gesture after 2 turns", [(Code.BAD_TAIL, 13)]),
        ("flag", [(Code.BAD_SENTENCE, 0)]),
        ("flag gesture promise", [(Code.BAD_SENTENCE, 0)]),
        ("clear gesture for 2 turns", [(Code.BAD_TAIL, 14)]),
        ("reveal tension", [(Code.BAD_SENTENCE, 0)]),
        ("reveal tension to", [(Code.BAD_SENTENCE, 0)]),
        ("reveal tension to blue,", [(Code.BAD_SENTENCE, 18)]),
        ("reveal tension to green", [(Code.UNKNOWN_ACTOR, 18)]),
        ("support +1", [(Code.SEVERAL_OWNERS, 0)]),
        ("tension +1" + " " * 500, [(Code.EXPRESSION_TOO_BIG, 500)]),
    ],
)
def test_what_cannot_be_read_is_told_at_its_column(text: str, found: list[tuple[Code, int]]) -> None:
    assert wrong(lambda: parse_sentence(text, PLACE, KNOWN)) == found


def test_a_hint_shows_how_it_is_written() -> None:
    assert "tension to 5" in hint(lambda: parse_sentence("tension = 5", PLACE, KNOWN)).suggestion
    assert "-(turn - 1)" in hint(lambda: parse_sentence("tension -turn - 1", PLACE, KNOWN)).suggestion
    assert "tension" in hint(lambda: parse_sentence("tensoin +1", PLACE, KNOWN)).suggestion


def test_modifiers() -> None:
    read = parse_modifier("+1 if trust >= 30 because both listen: if they may, because – é", PLACE, KNOWN)
    assert read.amount.constant == 1
    assert read.condition is not None
    assert (read.condition.text, read.because) == ("trust >= 30", "both listen: if they may, because – é")
    read = parse_modifier("-15% because of the weather", PLACE, KNOWN)
    assert (read.amount.constant, read.condition, read.because) == (-0.15, None, "of the weather")
    read = parse_modifier("+0.9 * (turn - 4) + turn / 8 if turn > 1", PLACE, KNOWN)
    assert (read.amount.text, read.because) == ("+0.9 * (turn - 4) + turn / 8", "")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1 if turn > 1 because x", [(Code.BAD_MODIFIER, 0)]),
        ("because x", [(Code.BAD_MODIFIER, 0)]),
        ("", [(Code.BAD_MODIFIER, 0)]),
        ("+1 if turn > 1 because", [(Code.BAD_MODIFIER, 15)]),
        ("+1 if because x", [(Code.BAD_EXPRESSION, 6)]),
        ("+ if turn > 1 because x", [(Code.BAD_EXPRESSION, 1)]),
        ("+tensoin if supprt > 1 because x", [(Code.UNKNOWN_NAME, 1), (Code.UNKNOWN_NAME, 12)]),
    ],
)
def test_modifiers_that_do_not_work(text: str, found: list[tuple[Code, int]]) -> None:
    assert wrong(lambda: parse_modifier(text, PLACE, KNOWN)) == found


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("5 or less", -math.inf, 5),
        ("6 to 8", 6, 8),
        ("9 or more", 9, math.inf),
        ("7", 7, 7),
        ("-3 to -1", -3, -1),
        (" 0.5  to  1 ", 0.5, 1),
    ],
)
def test_ranges(text: str, low: float, high: float) -> None:
    assert parse_range(text, PLACE) == (low, high)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("8 to 6", Code.RANGE_UPSIDE_DOWN),
        ("5-8", Code.BAD_RANGE),
        ("less", Code.BAD_RANGE),
        ("", Code.BAD_RANGE),
        ("x" * 10_000, Code.BAD_RANGE),
        ("9" * 10_000 + " to 2", Code.BAD_RANGE),
    ],
)
def test_ranges_that_do_not_work(text: str, code: Code) -> None:
    assert wrong(lambda: parse_range(text, PLACE)) == [(code, 0)]


def test_dice() -> None:
    read = parse_dice("2d6", PLACE, KNOWN)
    assert (read.count, read.sides, read.bonus) == (2, 6, None)
    read = parse_dice("1d100 + me.support / 10", PLACE, KNOWN)
    assert read.bonus is not None
    assert (read.bonus.text, read.bonus.place.column) == ("me.support / 10", PLACE.column + 8)
    read = parse_dice("3d8-turn + 1", PLACE, KNOWN)
    assert read.bonus is not None
    assert read.bonus.text == "-turn + 1"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("d6", [(Code.BAD_DICE, 0)]),
        ("2d", [(Code.BAD_DICE, 0)]),
        ("2d6x", [(Code.BAD_DICE, 0)]),
        ("0d6", [(Code.BAD_DICE, 0)]),
        ("21d6", [(Code.BAD_DICE, 0)]),
        ("2d1", [(Code.BAD_DICE, 0)]),
        ("2d1001", [(Code.BAD_DICE, 0)]),
        ("2d6 * 3", [(Code.BAD_DICE, 4)]),
        ("2d6 + ", [(Code.BAD_EXPRESSION, 6)]),
        ("2d6 + flag(gesture)", [(Code.AMOUNT_WANTED, 6)]),
        ("9" * 5_000 + "d6", [(Code.BAD_DICE, 0)]),
    ],
)
def test_dice_that_do_not_work(text: str, found: list[tuple[Code, int]]) -> None:
    assert wrong(lambda: parse_dice(text, PLACE, KNOWN)) == found


PIECES = re.split(
    " ",
    "tension blue.support me.support trust turn odds steps gesture flag clear reveal to at least most all red x + - 1 "
    "0 2.5 35% ( ) , after for turns turn if because and or not >= == = 2d6 d6 or less more __class__ é '",
)


@settings(max_examples=300, deadline=500)
@given(st.one_of(st.lists(st.sampled_from(PIECES), max_size=16).map(" ".join), st.text(max_size=40)))
def test_any_text_is_read_or_refused_at_a_column(text: str) -> None:
    for read in (
        lambda: parse_sentence(text, PLACE, KNOWN),
        lambda: parse_modifier(text, PLACE, KNOWN),
        lambda: parse_range(text, PLACE),
        lambda: parse_dice(text, PLACE, KNOWN),
    ):
        try:
            read()
        except ExerciseError as error:
            complaints = error.complaints
        else:
            continue
        assert complaints
        assert all(0 <= complaint.place.column - PLACE.column <= len(text) for complaint in complaints)
