"""Conditions and amounts: what they are worth, why they hold, and what is said of those that cannot be read."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exercise.expressions import (
    FLAGS,
    TRACKS,
    VOCABULARY,
    Desk,
    Meant,
    amounts,
    conditions,
    desk,
    desk_of,
    situations,
)
from wargame.exercise.codes import Code
from wargame.exercise.complaints import Complaint, ExerciseError, Place
from wargame.exercise.conditions import Clause, Expression, Kind, parse
from wargame.exercise.definition import Exercise
from wargame.exercise.vocabulary import Vocabulary

PLACE = Place("rules.yaml", 7, 11)


def amount(text: str, bound: tuple[str, ...] = ()) -> Expression:
    return parse(text, PLACE, "amount", VOCABULARY.binding(*bound))


def condition(text: str, bound: tuple[str, ...] = ()) -> Expression:
    return parse(text, PLACE, "condition", VOCABULARY.binding(*bound))


def wrong(text: str, kind: Kind = "condition", bound: tuple[str, ...] = ()) -> tuple[Complaint, ...]:
    with pytest.raises(ExerciseError) as caught:
        parse(text, PLACE, kind, VOCABULARY.binding(*bound))
    return caught.value.complaints


# ----------------------------------------------------------------------------------------------------------- values


@settings(max_examples=60)
@given(amounts, situations)
def test_an_amount_is_what_the_same_sum_by_hand_is(meant: Meant, runs: list) -> None:
    if len(meant.text) > 500:
        return
    found = amount(meant.text).value(desk_of(runs))
    assert found.dtype == np.float64
    np.testing.assert_allclose(found, [meant.value(*run) for run in runs], rtol=1e-12, atol=1e-9)


@settings(max_examples=60)
@given(conditions, situations)
def test_a_condition_holds_where_the_same_comparison_by_hand_holds(meant: Meant, runs: list) -> None:
    if len(meant.text) > 500:
        return
    found = condition(meant.text).value(desk_of(runs))
    assert found.dtype == np.bool_
    assert found.tolist() == [meant.value(*run) for run in runs]


@settings(max_examples=60)
@given(conditions, situations)
def test_each_run_is_the_same_alone_and_among_others(meant: Meant, runs: list) -> None:
    if len(meant.text) > 500:
        return
    expression = condition(meant.text)
    together = expression.value(desk_of(runs))
    assert together.tolist() == [bool(expression.value(desk_of([run]))[0]) for run in runs]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("35%", 0.35),
        ("35% + odds", 0.6),
        ("-3", -3.0),
        ("- -3", 3.0),
        (".5", 0.5),
        ("1 + 2 * 3", 7.0),
        ("10 - 2 - 3", 5.0),
        ("12 / 2 / 3", 2.0),
        ("-2 * 3", -6.0),
        ("2 - -1", 3.0),
        ("min(4, 1 + turn)", 3.0),
        ("max(1, 2, turn, 0)", 2.0),
        ("abs(1 - 4)", 3.0),
        ("blue.red.trust", 30.0),
        ("red.blue.trust", 30.0),
        ("trust", 30.0),
    ],
)
def test_amounts(text: str, value: float) -> None:
    read = desk(odds=0.25, turn=2, blue__red__trust=30)
    assert amount(text).value(read).tolist() == pytest.approx([value])


@pytest.mark.parametrize(
    ("value", "rounded", "up", "down"),
    [
        (0.5, 1, 1, 0),
        (-0.5, -1, 0, -1),
        (2.5, 3, 3, 2),
        (-2.5, -3, -2, -3),
        (2.4999, 2, 3, 2),
        (1.15 * 100 - 0.5, 115, 115, 114),  # 114.49999999999999 in binary
        (2.0000000000001, 2, 2, 2),
        (1.9999999999999, 2, 2, 2),
        (-0.2, 0, 0, -1),
        (7, 7, 7, 7),
    ],
)
def test_halves_are_rounded_away_from_zero_and_binary_dust_is_no_matter(
    value: float, rounded: float, up: float, down: float
) -> None:
    read = desk(tension=value)
    found = [float(amount(f"{word}(tension)").value(read)[0]) for word in ("round", "roundup", "rounddown")]
    assert found == [rounded, up, down]
    assert all(np.copysign(1, number) == 1 for number in found if number == 0)  # never -0


@pytest.mark.parametrize("dust", [0.0, 5e-10, -5e-10])
def test_amounts_closer_than_a_billionth_are_equal(dust: float) -> None:
    read = desk(tension=0.1 + 0.2 + dust, blue__support=0.3)
    for text, holds in [("==", True), (">=", True), ("<=", True), ("!=", False), ("<", False), (">", False)]:
        for left, right in [("tension", "0.3"), ("0.3", "tension"), ("tension", "blue.support")]:
            assert bool(condition(f"{left} {text} {right}").value(read)[0]) is holds


WHOLE = Vocabulary.declaring(
    actors=["blue", "red"], tracks=TRACKS, whole=TRACKS, derived=["steps"], flags=FLAGS, tables={"odds": True}
)


@settings(max_examples=60)
@given(conditions, situations)
def test_knowing_that_tracks_are_whole_changes_no_answer(meant: Meant, runs: list) -> None:
    if len(meant.text) > 500:
        return
    whole = [({name: float(round(value)) for name, value in amounts_.items()}, flags) for amounts_, flags in runs]
    quick = parse(meant.text, PLACE, "condition", WHOLE).value(desk_of(whole))
    assert quick.tolist() == condition(meant.text).value(desk_of(whole)).tolist()


def test_a_track_with_a_cap_between_two_whole_numbers_is_not_compared_exactly(water: Exercise) -> None:
    known = Vocabulary.of(water).whole
    assert "anger" in known
    assert "level" not in known  # decimal
    capped = replace(water, tracks={**water.tracks, "anger": replace(water.tracks["anger"], stops_at=8.5)})
    assert "anger" not in Vocabulary.of(capped).whole


def test_a_constant_has_one_entry_a_run_like_everything_else() -> None:
    read = Desk({}, runs=3)
    assert amount("2 + 1").value(read).tolist() == [3.0, 3.0, 3.0]
    assert condition("2 > 1").value(read).tolist() == [True, True, True]


def test_bound_words_are_filled_in_when_they_are_read() -> None:
    expression = amount("me.support - target.support + me.target.trust + times(me, aid)", ("me", "target"))
    read = desk({"me": "red", "target": "blue"}, blue__support=1, red__support=10, blue__red__trust=100)
    assert expression.value(read)[0] == 109
    read = Desk(read.amounts, done={("blue", "aid"): [1000.0]}, bound={"me": "blue", "target": "red"})
    assert expression.value(read)[0] == 1091


def test_a_divisor_that_is_zero_in_play_is_told_with_its_place() -> None:
    with pytest.raises(ExerciseError) as caught:
        amount("10 / (tension - 3)").value(desk(tension=3))
    (complaint,) = caught.value.complaints
    assert (complaint.code, complaint.place) == (Code.DIVISOR_ZERO, Place("rules.yaml", 7, 17))


def test_nothing_grows_beyond_every_limit() -> None:
    text = " * ".join(["tension"] * 20)
    assert np.isfinite(amount(text).value(desk(tension=1e12))).all()
    assert np.isfinite(amount(f"({text}) / 0.0001 - ({text})").value(desk(tension=1e12))).all()


# ---------------------------------------------------------------------------------------------------------- reasons


def test_each_clause_is_told_in_the_authors_words_with_what_it_saw() -> None:
    expression = condition("(tension<7 or flag(gesture))  and not (trust >= 30) and 1+1 == 2")
    clauses = expression.explain(desk(tension=8, blue__red__trust=12))
    assert clauses == (
        Clause("tension<7", holds=False, values=(("tension", 8.0),)),
        Clause("flag(gesture)", holds=False, values=(("gesture", False),)),
        Clause("not (trust >= 30)", holds=True, values=(("trust", 12.0),)),
        Clause("1+1 == 2", holds=True, values=()),
    )


def test_a_clause_keeps_the_parentheses_it_needs() -> None:
    (clause,) = condition("(tension + 1) * 2 >= (3)").explain(desk(tension=1))
    assert clause.text == "(tension + 1) * 2 >= (3)"
    assert clause.holds


def test_names_are_told_as_they_are_written_once_each() -> None:
    expression = condition("me.support >= odds + me.support and played(any, hostile)", ("me",))
    read = desk({"me": "red"}, red__support=4, odds=0.5)
    assert [clause.values for clause in expression.explain(read)] == [
        (("me.support", 4.0), ("odds", 0.5)),
        (("played(any, hostile)", False),),
    ]


@settings(max_examples=60)
@given(conditions, situations)
def test_the_clauses_add_up_to_the_condition(meant: Meant, runs: list) -> None:
    if len(meant.text) > 500:
        return
    expression = condition(meant.text)
    read = desk_of(runs)
    clauses = expression.explain(read)
    assert all(clause.text in meant.text for clause in clauses)
    assert [clause.holds for clause in clauses] == [bool(condition(clause.text).value(read)[0]) for clause in clauses]


def test_what_an_expression_reads_and_names() -> None:
    text = "trust + turn + steps > odds and flag(gesture) and played(blue, kind) or times(any, aid) > 2"
    expression = condition(text)
    assert {reference.text for reference in expression.reads} == {"trust", "steps"}
    assert expression.names == {("table", "odds"), ("flag", "gesture"), ("played", "kind"), ("times", "aid")}
    assert {reference.place for reference in expression.reads if reference.text == "steps"} == {
        Place("rules.yaml", 7, 26)
    }


@pytest.mark.parametrize(
    ("text", "value"),
    [("3", 3), ("-2", -2), ("15%", 0.15), ("round(2.5) * 2", 6), ("tension", None), ("0 * tension", None)],
)
def test_a_constant_is_known_without_a_situation(text: str, value: float | None) -> None:
    assert amount(text).constant == value


# ----------------------------------------------------------------------------------------------------------- errors


@pytest.mark.parametrize(
    ("text", "code", "offset", "hint"),
    [
        ("tensoin >= 1", Code.UNKNOWN_NAME, 0, "tension"),
        ("tension >= 1 and flag(gestur)", Code.UNKNOWN_FLAG, 22, "gesture"),
        ("played(any, hostil)", Code.UNKNOWN_MOVE, 12, "hostile"),
        ("played(blu, aid)", Code.UNKNOWN_ACTOR, 7, "blue"),
        ("blu.support > 1", Code.UNKNOWN_ACTOR, 0, "blue"),
        ("blue.suport > 1", Code.UNKNOWN_NAME, 5, "support"),
        ("blue.tension > 1", Code.UNKNOWN_NAME, 0, ""),
        ("support > 1", Code.SEVERAL_OWNERS, 0, "blue.support"),
        ("me.support > 1", Code.UNBOUND_WORD, 0, "inside a move"),
        ("gesture", Code.UNKNOWN_NAME, 0, "flag(gesture)"),
        ("aid > 1", Code.UNKNOWN_NAME, 0, "played(any, aid)"),
        ("blue > 1", Code.UNKNOWN_NAME, 0, "blue."),
        ("tension", Code.CONDITION_WANTED, 0, "tension >= 1"),
        ("tension and turn > 1", Code.CONDITION_WANTED, 0, "compare"),
        ("not tension", Code.CONDITION_WANTED, 4, "compare"),
        ("flag(gesture) == 1", Code.AMOUNT_WANTED, 0, "no comparison"),
        ("(tension > 1) + 1 > 2", Code.AMOUNT_WANTED, 1, ""),
        ("tension = 3", Code.BAD_EXPRESSION, 8, "=="),
        ("tension ≥ 3", Code.BAD_EXPRESSION, 8, ">="),
        ("1 < tension < 3", Code.BAD_EXPRESSION, 12, "and"),
        ("tension > 3 tension", Code.BAD_EXPRESSION, 12, ""),
        ("tension > ", Code.BAD_EXPRESSION, 10, ""),
        ("", Code.BAD_EXPRESSION, 0, ""),
        ("(tension > 3", Code.BAD_EXPRESSION, 0, ""),
        ("tension > 3)", Code.BAD_EXPRESSION, 11, ""),
        ("tension > 3x", Code.BAD_EXPRESSION, 10, ""),
        ("tension is calm", Code.UNKNOWN_CARD, 0, ""),
        ("and", Code.BAD_EXPRESSION, 0, ""),
        ("min(1) > 2", Code.WRONG_ARGUMENTS, 0, ""),
        ("round(1, 2) > 2", Code.WRONG_ARGUMENTS, 0, ""),
        ("flag(gesture, promise)", Code.WRONG_ARGUMENTS, 0, ""),
        ("played(aid)", Code.WRONG_ARGUMENTS, 0, ""),
        ("flag(3)", Code.BAD_EXPRESSION, 5, ""),
        ("sqrt(tension) > 2", Code.UNKNOWN_FUNCTION, 0, ""),
        ("tension / 0 > 1", Code.DIVISOR_ZERO, 10, ""),
        ("tension > 1000000000001", Code.NUMBER_TOO_BIG, 10, ""),
        ("blue.red.blue.trust > 1", Code.UNKNOWN_NAME, 0, ""),
    ],
)
def test_what_is_wrong_is_told_at_its_column(text: str, code: Code, offset: int, hint: str) -> None:
    complaints = wrong(text)
    assert [(found.code, found.place.column - PLACE.column) for found in complaints] == [(code, offset)]
    assert hint in complaints[0].suggestion
    assert complaints[0].place.line == PLACE.line


def test_every_wrong_name_is_told_at_once() -> None:
    found = wrong("tensoin >= 1 and flag(x) and (tension or supprt < 2)")
    assert [complaint.code for complaint in found] == [
        Code.UNKNOWN_NAME,
        Code.UNKNOWN_FLAG,
        Code.UNKNOWN_NAME,
        Code.CONDITION_WANTED,
    ]


def test_a_word_that_could_mean_an_actor_without_the_track_is_refused() -> None:
    known = VOCABULARY.binding(me=["blue"], target=["red"])
    assert parse("me.target.trust", PLACE, "amount", known).text == "me.target.trust"
    with pytest.raises(ExerciseError, match="WG201 nothing is called `stock`"):
        parse("me.stock", PLACE, "amount", known)
    lonely = type(VOCABULARY).declaring(actors=["a", "b"], tracks=["a.stock"]).binding("me")
    with pytest.raises(ExerciseError, match=r"WG216 `me.stock` could mean `b.stock`"):
        parse("me.stock", PLACE, "amount", lonely)


# ---------------------------------------------------------------------------------------------------------- hostile

HOSTILE = [
    "__import__('os').system('true')",
    "().__class__.__bases__[0].__subclasses__()",
    "tension.__class__",
    "blue.__class__",
    "lambda: 1",
    "[x for x in tension]",
    "9**9**9",
    "9" * 400,
    "1e999",
    "0x10",
    "1_000",
    "'a' * 999",
    "'%1000000000d' % 1",
    "f'{tension}'",
    "tension if 1 else 2",
    "(" * 400 + "1" + ")" * 90,
    "not " * 120 + "flag(gesture)",
    "-" * 400 + "1",
    "abs(" * 120 + "1",
    "min(" + "1," * 200 + "1",
    "tension\x00 > 1",
    "tension > 1\u202e",
    "\ud800 > 1",
    "tension > 1; 2",
    "tension := 3",
    "`tension`",
    "a" * 100_000,
    "1" + "+1" * 100_000,
    ("tension\n" * 60),
    "\u00a0" * 400,
    "flag(" * 90,
    "played(any,",
    "1 / 3 .real",
    "@tension",
    "tension@2 > 1",
    "$(true)",
    "%s",
    "50%%",
    "true",
    "None",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_refused_at_a_column_and_at_once(text: str) -> None:
    began = time.process_time()
    complaints = wrong(text, "amount") + wrong(text, "condition")
    assert time.process_time() - began < 10  # milliseconds; without the bound, for ever
    assert all(0 <= complaint.place.column - PLACE.column <= len(text) for complaint in complaints)
    assert all(len(str(complaint)) < 2_000 for complaint in complaints)


WORDS = (
    "tension blue.support me.support trust turn odds steps gesture 1 0 35% 2.5 999999999999 min( max( abs( round( "
    "flag( played( times( , ( ) and or not is < <= == != >= + - * / % any aid if ' . [ ** __class__ é d6 because"
)
PIECES = st.sampled_from([*re.split(" ", WORDS), " ", "\n", "\x00", "\u202e"])
SOUP = st.one_of(
    st.lists(PIECES, max_size=24).map(" ".join), st.lists(PIECES, max_size=24).map("".join), st.text(max_size=40)
)


@settings(max_examples=400, deadline=500)
@given(SOUP, st.sampled_from(["amount", "condition"]))
def test_any_text_is_a_value_or_an_error_with_a_column(text: str, kind: Kind) -> None:
    try:
        expression = parse(text, PLACE, kind, VOCABULARY.binding("me"))
        read = Desk(
            {name: [0.0, 1e12] for name in (*TRACKS, "turn", "odds", "steps")},
            flags={"gesture": [True, False]},
            bound={"me": "red"},
            runs=2,
        )
        value = expression.value(read)
    except ExerciseError as error:
        complaints = error.complaints
    else:
        assert value.shape == (2,)
        assert np.isfinite(value.astype(float)).all()
        return
    assert complaints
    for complaint in complaints:
        assert 0 <= complaint.place.column - PLACE.column <= len(text)
        assert complaint.code.startswith(("WG1", "WG2", "WG3"))


def test_reading_conditions_needs_no_numpy() -> None:
    line = (
        "import sys; from wargame.exercise.conditions import parse; from wargame.exercise.complaints import Place;"
        "from wargame.exercise.vocabulary import Vocabulary;"
        "parse('turn >= 2', Place('f'), 'condition', Vocabulary()); sys.exit('numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", line], check=False).returncode == 0
