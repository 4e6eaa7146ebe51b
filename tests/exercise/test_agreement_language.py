"""What rules say of agreements, of their terms and facts, and of cards: its worth, its limits, and what is wrong."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exercise.treaties import (
    AGREEMENTS,
    TERMS,
    VOCABULARY,
    Pact,
    Which,
    ended,
    runs,
    signed,
    table,
    table_of,
    whiches,
)
from wargame.exercise.codes import Code
from wargame.exercise.complaints import ExerciseError, Place
from wargame.exercise.conditions import Clause, Expression, Kind, parse, parse_row
from wargame.exercise.spans import ALWAYS, MAYBE, NEVER, Limits, Span, interval, truth
from wargame.exercise.vocabulary import Vocabulary, words_in

PLACE = Place("rules.yaml", 7, 11)
IN_HOOK = VOCABULARY.binding(this=AGREEMENTS, breaker=["blue", "red"], me=["blue", "red"])
EACH = VOCABULARY.through_all


def condition(text: str, vocabulary: Vocabulary = VOCABULARY) -> Expression:
    return parse(text, PLACE, "condition", vocabulary)


def amount(text: str, vocabulary: Vocabulary = VOCABULARY) -> Expression:
    return parse(text, PLACE, "amount", vocabulary)


# ----------------------------------------------------------------------------------------------------------- values

FREEZE_OLD = {"freeze": signed(age=2, checks=1, relief=2), "accord": ended(relief=3)}


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("active(freeze)", True),
        ("active(accord)", False),
        ("ever(accord)", True),
        ("ever(cap)", False),
        ("active(core)", True),
        ("active(sites)", False),
        ("offered(freeze)", False),
        ("age(freeze) == 2", True),
        ("age(core) == 2", True),
        ("age(cap) == -1", True),
        ("freeze.relief == 2", True),
        ("accord.relief == 3", True),
        ("cap.relief == 0", True),
        ("count(active) == 1", True),
        ("count(ever) == 2", True),
        ("count(active and core) >= 1", True),
        ("count(not active) == 2", True),
        ("total(relief, ever) == 5", True),
        ("highest(relief, ever) == 3", True),
        ("highest(checks, active) == 1", True),
        ("highest(checks, active and sites) == 0", True),
        ("cap.declaration is none", True),
        ("count(flag(late)) == 0", True),
        ("count(tension >= 5) == 3", True),
    ],
)
def test_what_is_said_of_agreements(text: str, holds: bool) -> None:
    assert condition(text).value(table(**FREEZE_OLD)).tolist() == [holds]


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("this is freeze", True),
        ("this is cap", False),
        ("this is core", True),
        ("this is sites", False),
        ("breaker is red", True),
        ("breaker is blue", False),
        ("not breaker is blue", True),
        ("this.relief == 2", True),
        ("active(this) and age(this) >= 1", True),
        ("this.declaration is none", True),
        ("me.posture is dealer", True),
        ("count(active and relief >= this.relief) == 1", True),
        ("count(active and not (each is freeze)) == 0", True),
    ],
)
def test_bound_words_stand_for_agreements_and_actors(text: str, holds: bool) -> None:
    bound = {"this": "freeze", "breaker": "red", "me": "red"}
    found = condition(text, IN_HOOK).value(table(bound, {"red.posture": "dealer"}, **FREEZE_OLD))
    assert found.dtype == np.bool_
    assert found.tolist() == [holds]


def test_facts_and_cards_are_words() -> None:
    there = table(cards={"red.posture": "hedger"}, cap=signed(word="partial"))
    assert condition("cap.declaration is partial").value(there).tolist() == [True]
    assert condition("cap.declaration is complete").value(there).tolist() == [False]
    assert condition("posture is hedger and red.posture is hedger").value(there).tolist() == [True]
    assert condition("red.posture is none").value(there).tolist() == [False]


@settings(max_examples=80)
@given(whiches, runs)
def test_going_through_all_agreements_is_what_counting_by_hand_is(which: Which, drawn: list) -> None:
    text, meant = which
    if len(text) > 400:
        return
    there = table_of(drawn)
    fitting = [
        [name for name in AGREEMENTS if meant(name, there.runs_[run][name], there.late[run])]
        for run in range(there.runs)
    ]
    found = amount(f"count({text})").value(there)
    assert found.dtype == np.float64
    assert found.tolist() == [len(names) for names in fitting]
    levels = [[there.runs_[run][name].levels.get("checks", 0) for name in names] for run, names in enumerate(fitting)]
    assert amount(f"total(checks, {text})").value(there).tolist() == [sum(each) for each in levels]
    assert amount(f"highest(checks, {text})").value(there).tolist() == [max(each, default=0) for each in levels]


@settings(max_examples=80)
@given(whiches, runs)
def test_what_is_promised_of_agreements_holds(which: Which, drawn: list) -> None:
    text, _ = which
    if len(text) > 400:
        return
    there = table_of(drawn)
    for what in (f"count({text})", f"total(relief, {text})", f"highest(relief, {text})", "cap.relief", "age(core)"):
        expression = amount(what)
        span = interval(expression.node, Limits({"turn": Span(1, 6, whole=True)}))
        assert all(value in span for value in expression.value(there)), (what, span)
    holds = condition(f"count({text}) >= 1")
    verdict = truth(holds.node, Limits())
    assert {bool(value) for value in holds.value(there)} <= {True, False} - (
        {False} if verdict == ALWAYS else {True} if verdict == NEVER else set()
    )


@settings(max_examples=40)
@given(st.sampled_from(["this is freeze", "active(this)", "this.relief >= 2"]), st.sampled_from(AGREEMENTS), runs)
def test_what_is_promised_of_bound_words_holds(text: str, meant: str, drawn: list) -> None:
    there = table_of(drawn).binding(this=meant)
    found = condition(text, IN_HOOK)
    for candidates in ((meant,), AGREEMENTS):
        verdict = truth(found.node, Limits(bound={"this": candidates}))
        assert verdict == MAYBE or all(bool(value) == (verdict == ALWAYS) for value in found.value(there))


def test_what_is_the_same_for_every_agreement_is_asked_once() -> None:
    there = table(**FREEZE_OLD)
    amount("count(active and ever(cap))").value(there)
    assert there.asked == ["ever cap"]  # which holds nowhere: nothing more to ask
    there = table(**FREEZE_OLD)
    amount("count(active and ever(freeze))").value(there)
    assert there.asked == ["ever freeze", *(f"active {name}" for name in AGREEMENTS)]


def test_a_condition_read_for_each_agreement_can_stand_alone() -> None:
    candidates = condition("active and relief >= 2", EACH)
    there = table(freeze=signed(relief=2), cap=signed(relief=1))
    fitting = [name for name in AGREEMENTS if candidates.value(there.binding(each=name))[0]]
    assert fitting == ["freeze"]


# ----------------------------------------------------------------------------------------------------------- tables


def test_rows_of_a_table_can_be_words() -> None:
    rows = [("freeze", Place("f", 2, 1)), ("cap", Place("f", 3, 1))]
    by = parse_row("this", PLACE, rows, IN_HOOK)
    assert by.kind == "amount"
    assert [by.value(table({"this": name})).tolist() for name in AGREEMENTS] == [[0], [1], [-1]]
    posture = parse_row("red.posture", PLACE, [("dealer", PLACE), ("hedger", PLACE)], VOCABULARY)
    assert posture.value(table(cards={"red.posture": "hedger"})).tolist() == [1]
    assert interval(by.node, Limits(bound={"this": ("cap",)})) == Span(1, 1, whole=True)
    assert interval(by.node, Limits(bound={"this": AGREEMENTS})) == Span(-1, 1, whole=True)


@pytest.mark.parametrize(
    ("by", "rows", "at", "code"),
    [
        ("this", ["frieze"], Place("f", 2, 1), Code.UNKNOWN_AGREEMENT),
        ("red.posture", ["dealer", "deeler"], Place("f", 3, 1), Code.UNKNOWN_WORD),
        ("tension", ["low", "high"], PLACE, Code.UNKNOWN_CARD),
        ("this and that", ["freeze"], PLACE, Code.BAD_EXPRESSION),
    ],
)
def test_what_is_wrong_with_rows_that_are_words(by: str, rows: list[str], at: Place, code: Code) -> None:
    with pytest.raises(ExerciseError) as caught:
        parse_row(by, PLACE, [(row, Place("f", 2 + line, 1)) for line, row in enumerate(rows)], IN_HOOK)
    assert [(found.code, found.place) for found in caught.value.complaints] == [(code, at)]


def test_a_table_is_read_only_where_its_words_mean_something() -> None:
    assert amount("worth + 1", IN_HOOK).value(table({"this": "cap"})).tolist() == [3]
    with pytest.raises(ExerciseError, match="WG204 the table `worth` asks about `this`"):
        amount("worth + 1")
    assert words_in("this.relief + me.purse - thistle + a.this") == {"this", "me"}


# ------------------------------------------------------------------------------------------------------ explanations


def test_clauses_tell_what_they_saw() -> None:
    text = "active(cap) and cap.declaration is partial and this is core and count(active and relief >= 2) >= 1"
    there = table({"this": "freeze"}, cap=signed(relief=2, word="partial"))
    assert condition(text, IN_HOOK).explain(there) == (
        Clause("active(cap)", holds=True, values=(("active(cap)", True),)),
        Clause("cap.declaration is partial", holds=True, values=(("cap.declaration", "partial"),)),
        Clause("this is core", holds=True, values=(("this", "freeze"),)),
        Clause("count(active and relief >= 2) >= 1", holds=True, values=(("count(active and relief >= 2)", 1.0),)),
    )
    never = condition("cap.declaration is complete and this.relief >= 2", IN_HOOK).explain(table({"this": "accord"}))
    assert never == (
        Clause("cap.declaration is complete", holds=False, values=(("cap.declaration", "none"),)),
        Clause("this.relief >= 2", holds=False, values=(("this.relief", 0.0),)),
    )


def test_an_expression_says_what_it_asks_about() -> None:
    found = condition(
        "active(core) and age(this) > 1 and cap.declaration is partial and red.posture is dealer"
        " and total(relief, active and flag(late)) > this.checks",
        IN_HOOK,
    )
    assert found.names == {
        ("active", "freeze"),
        ("active", "cap"),
        ("active", "each"),
        ("age", "this"),
        ("fact", "cap.declaration"),
        ("card", "red.posture"),
        ("term", "each.relief"),
        ("term", "this.checks"),
        ("flag", "late"),
    }
    assert found.words == {"this"}
    assert condition("active", EACH).words == {"each"}


# ------------------------------------------------------------------------------------------------------------ limits


def limits(bound: dict[str, tuple[str, ...]] | None = None, **spans: Span) -> Limits:
    return Limits(spans, bound or {})


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("active(cap)", MAYBE),
        ("cap.relief <= 3", ALWAYS),
        ("cap.relief > 3", NEVER),
        ("count(active) <= 3", ALWAYS),
        ("count(active) > 3", NEVER),
        ("count(active and sites) > 1", NEVER),
        ("total(relief, active) > 9", NEVER),
        ("total(relief, active and core) > 6", NEVER),
        ("highest(relief, active) > 3", NEVER),
        ("age(cap) >= -1", ALWAYS),
        ("cap.declaration is partial and cap.declaration is complete", NEVER),
        ("cap.declaration is partial and not cap.declaration is partial", NEVER),
        ("active(cap) and not active(cap)", NEVER),
        ("active(core) or not active(core)", MAYBE),
        ("count(core) == 2", ALWAYS),
    ],
)
def test_limits_of_what_is_said_of_agreements(text: str, verdict: Span) -> None:
    assert truth(condition(text).node, Limits()) == verdict


def test_what_is_known_of_one_agreement_counts_for_all_questions_about_it() -> None:
    never = Limits({"active(cap)": NEVER, "active(freeze)": NEVER})
    assert truth(condition("active(core)").node, never) == NEVER
    assert interval(amount("count(active)").node, never) == Span(0, 1, whole=True)
    assert truth(condition("active(core)").node, Limits({"active(cap)": ALWAYS})) == ALWAYS
    bound = Limits({"active(cap)": NEVER}, {"this": ("cap",)})
    assert truth(condition("active(this)", IN_HOOK).node, bound) == NEVER


def test_a_bound_word_is_narrowed_by_what_is_asked_before() -> None:
    here = Limits(bound={"this": ("cap", "freeze"), "breaker": ("red",)})
    assert truth(condition("breaker is red", IN_HOOK).node, here) == ALWAYS
    assert truth(condition("this is accord", IN_HOOK).node, here) == NEVER
    assert truth(condition("this is cap and this is freeze", IN_HOOK).node, here) == NEVER
    assert truth(condition("this is cap or this is freeze", IN_HOOK).node, here) == ALWAYS


def test_the_levels_of_terms_begin_at_nothing() -> None:
    assert interval(amount("cap.relief").node, Limits()) == Span(0, TERMS["relief"][1], whole=True)
    assert interval(amount("age(cap)").node, Limits({"turn": Span(1, 8, whole=True)})) == Span(-1, 7, whole=True)
    assert interval(amount("age(cap)").node, Limits()).high == math.inf


# ------------------------------------------------------------------------------------------------------ what is wrong

WRONG: list[tuple[str, Kind, Code, int, str]] = [
    ("active(capp)", "condition", Code.UNKNOWN_AGREEMENT, 7, "did you mean `cap`?"),
    ("active(cor)", "condition", Code.UNKNOWN_AGREEMENT, 7, "did you mean `core`?"),
    ("active(cap, freeze)", "condition", Code.WRONG_ARGUMENTS, 0, ""),
    ("age(capp) > 1", "condition", Code.UNKNOWN_AGREEMENT, 4, "did you mean `cap`?"),
    ("active(this)", "condition", Code.UNBOUND_WORD, 7, "it is known in the rules of an agreement and in questions"),
    ("cap", "amount", Code.UNKNOWN_NAME, 0, "ask `active(cap)`"),
    ("active(cap) + 1", "amount", Code.AMOUNT_WANTED, 0, ""),
    ("age(cap)", "condition", Code.CONDITION_WANTED, 0, ""),
    ("cap.releif > 1", "condition", Code.UNKNOWN_TERM, 4, "did you mean `relief`?"),
    ("cap.declaration > 1", "condition", Code.AMOUNT_WANTED, 4, "ask `cap.declaration is complete`"),
    ("relief > 1", "condition", Code.UNKNOWN_NAME, 0, ""),
    ("cap.declaration is partal", "condition", Code.UNKNOWN_WORD, 19, "did you mean `partial`?"),
    ("freeze.declaration is partial", "condition", Code.UNKNOWN_CARD, 7, "did you mean `declaration`?"),
    ("posture is deeler", "condition", Code.UNKNOWN_WORD, 11, "did you mean `dealer`?"),
    ("pasture is dealer", "condition", Code.UNKNOWN_CARD, 0, "did you mean `posture`?"),
    ("card is thrift", "condition", Code.SEVERAL_OWNERS, 0, "say whose: `blue.card`, `red.card`"),
    ("blue.posture is dealer", "condition", Code.UNKNOWN_CARD, 0, "did you mean `red.posture`?"),
    ("green.posture is dealer", "condition", Code.UNKNOWN_ACTOR, 0, ""),
    ("breaker is red", "condition", Code.UNBOUND_WORD, 0, ""),
    ("posture is not dealer", "condition", Code.BAD_EXPRESSION, 11, "write `not posture is …`"),
    ("posture is", "condition", Code.BAD_EXPRESSION, 10, ""),
    ("posture is red.posture", "condition", Code.BAD_EXPRESSION, 11, ""),
    ("3 is dealer", "condition", Code.BAD_EXPRESSION, 2, ""),
    ("count() > 1", "condition", Code.BAD_EXPRESSION, 6, ""),
    ("count(activ) > 1", "condition", Code.UNKNOWN_NAME, 6, "did you mean `active`?"),
    ("count(relief) > 1", "condition", Code.CONDITION_WANTED, 6, "compare it, as in `relief >= 1`"),
    ("count(active, core) > 1", "condition", Code.WRONG_ARGUMENTS, 12, "join with `and`"),
    ("count(count(active) > 1) > 1", "condition", Code.BAD_EXPRESSION, 6, "give it a name under `derived`"),
    ("total(active) > 1", "condition", Code.WRONG_ARGUMENTS, 6, "as in `total(relief, active)`"),
    ("highest(releif, active) > 1", "condition", Code.UNKNOWN_TERM, 8, "did you mean `relief`?"),
    ("cuont(active) > 1", "condition", Code.UNKNOWN_FUNCTION, 0, "did you mean `count`?"),
]


@pytest.mark.parametrize(("text", "kind", "code", "offset", "hint"), WRONG)
def test_what_is_wrong_is_told_at_its_column(text: str, kind: Kind, code: Code, offset: int, hint: str) -> None:
    with pytest.raises(ExerciseError) as caught:
        parse(text, PLACE, kind, VOCABULARY)
    first = caught.value.complaints[0]
    assert (first.code, first.place) == (code, Place(PLACE.file, PLACE.line, PLACE.column + offset))
    assert hint in first.suggestion


def test_what_is_wrong_with_bound_words() -> None:
    for text, code, offset in (
        ("this is frieze", Code.UNKNOWN_AGREEMENT, 8),
        ("breaker is green", Code.UNKNOWN_ACTOR, 11),
        ("this.word is partial", Code.UNKNOWN_CARD, 5),
        ("active(breaker)", Code.UNKNOWN_AGREEMENT, 7),
        ("this > 1", Code.UNKNOWN_NAME, 0),
        ("this.purse > 1", Code.NO_SUCH_TRACK, 0),
    ):
        with pytest.raises(ExerciseError) as caught:
            condition(text, IN_HOOK)
        first = caught.value.complaints[0]
        assert (first.code, first.place.column - PLACE.column) == (code, offset), text


def test_every_wrong_name_in_a_line_is_told() -> None:
    with pytest.raises(ExerciseError) as caught:
        condition("active(capp) and count(activ) > 1 and posture is deeler")
    assert [found.code for found in caught.value.complaints] == [
        Code.UNKNOWN_AGREEMENT,
        Code.UNKNOWN_NAME,
        Code.UNKNOWN_WORD,
    ]


def test_ended_agreements_keep_their_last_levels() -> None:
    assert Pact().levels == {}
    assert amount("accord.relief + cap.relief").value(table(accord=ended(relief=3))).tolist() == [3]
