"""Sentences about agreements and questions, and the lines of scorecards and rehearsal players."""

from __future__ import annotations

import pytest

from tests.exercise.treaties import AGREEMENTS, VOCABULARY, signed, table
from wargame.exercise.codes import Code
from wargame.exercise.complaints import ExerciseError, Place
from wargame.exercise.rulebook import (
    Ask,
    ChangeTrack,
    FindBreach,
    Resume,
    SetFact,
    Simple,
    Suspend,
    Terminate,
)
from wargame.exercise.score_sentences import parse_preference, parse_score_line, parse_term_change
from wargame.exercise.sentences import parse_sentence

PLACE = Place("rules.yaml", 3, 5)
IN_HOOK = VOCABULARY.binding(this=AGREEMENTS, breaker=["blue", "red"], me=["blue"])
IN_OPTION = VOCABULARY.binding(this=AGREEMENTS, target=AGREEMENTS)


def sentence(text: str) -> Simple:
    return parse_sentence(text, PLACE, IN_HOOK)


def complaint(text: str) -> tuple[str, int, str]:
    with pytest.raises(ExerciseError) as caught:
        sentence(text)
    (found,) = caught.value.complaints
    return found.code, found.place.column - PLACE.column, found.suggestion


# -------------------------------------------------------------------------------------------------------- sentences


def test_a_question_is_asked() -> None:
    found = sentence("ask cure_or_end if tension > 2")
    assert isinstance(found, Ask)
    assert found.question == "cure_or_end"
    assert found.condition is not None
    assert found.condition.text == "tension > 2"


def test_a_breach_is_found() -> None:
    found = sentence("red is found breaking cap if cap.declaration is partial")
    assert isinstance(found, FindBreach)
    assert (found.breaker, found.agreement) == ("red", "cap")
    assert found.condition is not None
    bound = sentence("breaker is found breaking this")
    assert isinstance(bound, FindBreach)
    assert (bound.breaker, bound.agreement) == ("breaker", "this")


def test_agreements_are_suspended_resumed_and_terminated() -> None:
    found = sentence("suspend this for 2 turns if tension > 2")
    assert isinstance(found, Suspend)
    assert (found.agreement, found.turns) == ("this", 2)
    assert found.condition is not None
    resumed, ended = sentence("resume cap"), parse_sentence("terminate target", PLACE, IN_OPTION)
    assert isinstance(resumed, Resume)
    assert isinstance(ended, Terminate)
    assert (resumed.agreement, ended.agreement) == ("cap", "target")


def test_a_fact_is_set() -> None:
    found = sentence("cap.declaration to partial if active(cap)")
    assert isinstance(found, SetFact)
    assert (found.agreement, found.fact, found.word) == ("cap", "declaration", "partial")
    bound = sentence("this.declaration to complete")
    assert isinstance(bound, SetFact)
    assert bound.agreement == "this"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("support -this.relief if this.relief >= 2", 2),
        ("support -(this.checks - 1)", 2),
        ("blue.purse -total(relief, active)", 2),
        ("tension +min(4, 1 + count(active))", 2),
        ("tension +worth", 2),
    ],
)
def test_amounts_speak_of_agreements(text: str, value: float) -> None:
    found = sentence(text)
    assert isinstance(found, ChangeTrack)
    there = table({"this": "freeze"}, freeze=signed(checks=3, relief=2))
    assert found.amount.value(there).tolist() == [value]


WRONG = [
    ("ask", Code.BAD_SENTENCE, 0, "write `ask` and one question: `ask cure_or_end`"),
    ("ask cure", Code.UNKNOWN_QUESTION, 4, ""),
    ("ask cure_or_end after 1 turn", Code.BAD_TAIL, 16, ""),
    ("red is breaking cap", Code.BAD_SENTENCE, 0, "or `breaker is found breaking this`"),
    ("green is found breaking cap", Code.UNKNOWN_ACTOR, 0, ""),
    ("this is found breaking cap", Code.UNKNOWN_ACTOR, 0, ""),
    ("red is found breaking cop", Code.UNKNOWN_AGREEMENT, 22, "did you mean `cap`?"),
    ("red is found breaking core", Code.UNKNOWN_AGREEMENT, 22, ""),
    ("red is found breaking breaker", Code.UNKNOWN_AGREEMENT, 22, ""),
    ("suspend this", Code.BAD_TAIL, 12, "write `suspend this for 1 turn`"),
    ("suspend this after 2 turns", Code.BAD_TAIL, 13, "flags and `suspend` take `for`"),
    ("suspend this for 0 turns", Code.BAD_TURNS, 17, ""),
    ("suspend for 1 turn", Code.BAD_SENTENCE, 0, "write `suspend this for 1 turn`"),
    ("resume this for 1 turn", Code.BAD_TAIL, 12, "flags and `suspend` take `for`"),
    ("terminate", Code.BAD_SENTENCE, 0, "write `terminate this`, or the name of an agreement"),
    ("terminate target", Code.UNBOUND_WORD, 10, "known here: `this`, `breaker`, `me`"),
    ("cap.declaration to partal", Code.UNKNOWN_WORD, 19, "did you mean `partial`?"),
    ("cap.declaration +1", Code.BAD_SENTENCE, 0, "write `cap.declaration to complete`"),
    ("cap.declaration to partial for 1 turn", Code.BAD_TAIL, 27, "flags and `suspend` take `for`"),
    ("freeze.declaration to partial", Code.UNKNOWN_CARD, 7, "did you mean `declaration`?"),
    ("cap.relief to 3", Code.NOT_CHANGEABLE, 0, ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "offset", "hint"), WRONG)
def test_what_is_wrong_with_a_sentence_is_told_at_its_column(text: str, code: Code, offset: int, hint: str) -> None:
    found = complaint(text)
    assert found[:2] == (code, offset)
    assert hint in found[2]


# ------------------------------------------------------------------------------------------------- scores and players


def test_a_score_line_gives_points_in_proportion() -> None:
    found = parse_score_line("25 for tension + blue.purse from 70 to -25.5", PLACE, VOCABULARY)
    assert (found.points, found.nothing_at, found.all_at, found.condition) == (25, 70, -25.5, None)
    assert found.amount is not None
    assert (found.amount.text, found.amount.place.column - PLACE.column) == ("tension + blue.purse", 7)


def test_a_score_line_gives_points_for_what_holds() -> None:
    found = parse_score_line("-25 if tension >= 10", PLACE, VOCABULARY)
    assert (found.points, found.amount) == (-25, None)
    assert found.condition is not None
    both = parse_score_line("5 for tension from 10 to 1 if active(cap)", PLACE, VOCABULARY)
    assert both.amount is not None
    assert both.condition is not None


def test_a_preference_names_a_move() -> None:
    found = parse_preference("aid +2.5 if count(active) >= 3", PLACE, VOCABULARY)
    assert (found.move, found.points.constant) == ("aid", 2.5)
    assert found.condition is not None
    assert parse_preference("test -1", PLACE, VOCABULARY).condition is None


@pytest.mark.parametrize(
    ("text", "operation", "amount"),
    [("checks at least 2", "at least", 2), ("relief +1", "+", 1), ("relief -1", "-", 1), ("relief to 3", "to", 3)],
)
def test_a_player_changes_terms(text: str, operation: str, amount: float) -> None:
    found = parse_term_change(text, PLACE, VOCABULARY)
    assert (found.operation, found.amount.constant) == (operation, amount)


@pytest.mark.parametrize(
    ("parse", "text", "code", "offset"),
    [
        (parse_score_line, "", Code.BAD_SENTENCE, 0),
        (parse_score_line, "25", Code.BAD_SENTENCE, 2),
        (parse_score_line, "tension from 1 to 2", Code.BAD_SENTENCE, 0),
        (parse_score_line, "25% for tension from 1 to 2", Code.BAD_SENTENCE, 0),
        (parse_score_line, "25 for tension from 1", Code.BAD_SENTENCE, 3),
        (parse_score_line, "25 for from 1 to 2", Code.BAD_SENTENCE, 3),
        (parse_score_line, "25 for tension from 1 to 2 or so", Code.BAD_SENTENCE, 3),
        (parse_score_line, "25 for tension from 2 to 2", Code.RANGE_UPSIDE_DOWN, 15),
        (parse_score_line, "25 for tensoin from 1 to 2", Code.UNKNOWN_NAME, 7),
        (parse_preference, "", Code.BAD_SENTENCE, 0),
        (parse_preference, "aid", Code.BAD_SENTENCE, 0),
        (parse_preference, "ade +1", Code.UNKNOWN_MOVE, 0),
        (parse_preference, "kind +1", Code.UNKNOWN_MOVE, 0),
        (parse_preference, "aid +1 if tensoin > 2", Code.UNKNOWN_NAME, 10),
        (parse_term_change, "", Code.BAD_SENTENCE, 0),
        (parse_term_change, "relief", Code.BAD_SENTENCE, 0),
        (parse_term_change, "relief x 2", Code.BAD_SENTENCE, 0),
        (parse_term_change, "relief +1 if tension > 2", Code.BAD_SENTENCE, 0),
        (parse_term_change, "relif +1", Code.UNKNOWN_TERM, 0),
    ],
)
def test_what_is_wrong_with_a_line_of_points(parse: object, text: str, code: Code, offset: int) -> None:
    assert callable(parse)
    with pytest.raises(ExerciseError) as caught:
        parse(text, PLACE, VOCABULARY)
    (found,) = caught.value.complaints
    assert (found.code, found.place.column - PLACE.column) == (code, offset)
