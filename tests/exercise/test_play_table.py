"""Signatures, answers and cards of a play are read against the exercise; what does not fit is told at its place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wargame.exercise.agreements import Agreement, CommonRules, Term
from wargame.exercise.codes import Code
from wargame.exercise.complaints import ExerciseError, Place
from wargame.exercise.conditions import parse
from wargame.exercise.definition import Exercise
from wargame.exercise.play import Play, PlayAnswer, PlayCard
from wargame.exercise.questions import FACILITATOR, Option, Question
from wargame.exercise.reader import read_play
from wargame.exercise.scoring import Card
from wargame.exercise.vocabulary import Vocabulary

FILE = "plays/try.yaml"
HERE = Place("rulebook.yaml")


@pytest.fixture(scope="module")
def lake(water: Exercise) -> Exercise:
    """The small exercise with a text to sign, a question and a card."""
    terms = {"share": Term("share", "Share of the river", HERE), "dam": Term("dam", "The dam", HERE, 0, 1)}
    fixed = frozenset(["dam"])
    treaty = Agreement(
        "treaty",
        "River treaty",
        HERE,
        ("harbour", "hills"),
        terms={"share": 2, "dam": 1},
        fixed_terms=fixed,
    )
    any_of_them = parse("1 == 1", HERE, "condition", Vocabulary.of(water))
    options = (Option("pay", "Pay", HERE), Option("end", "End one", HERE, target=any_of_them))
    return replace(
        water,
        common=CommonRules(HERE, terms),
        agreements={"treaty": treaty},
        questions={"bill": Question("bill", HERE, FACILITATOR, "Who pays?", options)},
        cards={"hills.temper": Card("temper", "hills", HERE, {"calm": "Be calm.", "angry": "Be angry."})},
    )


def read(exercise: Exercise, turn: str, top: str = "") -> Play:
    return read_play(FILE, f"play: 1\n{top}turns:\n  1:\n    {turn}\n", exercise)


def test_signatures_answers_and_cards(lake: Exercise) -> None:
    play = read(
        lake,
        "sign: [{agreement: treaty, by: [hills, harbour], terms: {share: 3}}, {agreement: treaty, by: hills}]\n"
        "    answers: {bill: [pay, '?', {end: treaty}]}",
        "cards: {hills.temper: angry}\n",
    )
    first, second = play.turns[1].sign
    assert (first.agreement, first.by, first.terms) == ("treaty", ("hills", "harbour"), {"share": 3})
    assert first.place == Place(FILE, 5, 24)
    assert (second.by, second.terms) == (("hills",), {})
    answers = play.turns[1].answers["bill"]
    assert [(answer.option, answer.target) for answer in answers] == [("pay", ""), ("?", ""), ("end", "treaty")]
    assert answers[0] == PlayAnswer("pay", Place(FILE, 6, 22))
    assert play.cards == {"hills.temper": PlayCard("angry", Place(FILE, 2, 23))}


def test_a_single_answer_needs_no_brackets(lake: Exercise) -> None:
    assert [answer.option for answer in read(lake, "answers: {bill: pay}").turns[1].answers["bill"]] == ["pay"]


@pytest.mark.parametrize(
    ("turn", "top", "code", "place", "words"),
    [
        ("sign: [{agreement: treatee, by: hills}]", "", Code.UNKNOWN_REFERENCE, (4, 24), "did you mean `treaty`?"),
        ("sign: [{agreement: treaty, by: [sea]}]", "", Code.UNKNOWN_ACTOR, (4, 37), "sea"),
        ("sign: [{agreement: treaty, by: hills, terms: {shere: 1}}]", "", Code.UNKNOWN_REFERENCE, (4, 51), "`share`"),
        ("sign: [{agreement: treaty, by: hills, terms: {share: 4}}]", "", Code.BAD_PLAY, (4, 51), "from 0 to 3"),
        ("sign: [{agreement: treaty, by: hills, terms: {dam: 0}}]", "", Code.BAD_PLAY, (4, 51), "fixed at 1"),
        ("sign: [{agreement: treaty}]", "", Code.MISSING_KEY, (4, 12), "`by`"),
        ("sign: [{agreement: treaty, by: hills, terms: {share: x}}]", "", Code.WRONG_KIND, (4, 58), "whole number"),
        ("notice: [{agreement: treaty, by: hills}]", "", Code.BAD_PLAY, (4, 26), "no party the right"),
        ("notice: [{agreement: treatee, by: hills}]", "", Code.UNKNOWN_REFERENCE, (4, 26), "`treaty`"),
        ("answers: {bil: pay}", "", Code.UNKNOWN_REFERENCE, (4, 15), "`bill`"),
        ("answers: {bill: pai}", "", Code.BAD_PLAY, (4, 21), "did you mean `pay`?"),
        ("answers: {bill: end}", "", Code.BAD_PLAY, (4, 21), "{end: treaty}"),
        ("answers: {bill: {pay: treaty}}", "", Code.BAD_PLAY, (4, 27), "names no agreement"),
        ("answers: {bill: {end: treatee}}", "", Code.UNKNOWN_REFERENCE, (4, 27), "`treaty`"),
        ("expect: []", "cards: {hills.tempr: calm}\n", Code.UNKNOWN_REFERENCE, (2, 9), "`hills.temper`"),
        ("expect: []", "cards: {hills.temper: clam}\n", Code.BAD_PLAY, (2, 23), "did you mean `calm`?"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_at_its_place(
    lake: Exercise, turn: str, top: str, code: Code, place: tuple[int, int], words: str
) -> None:
    with pytest.raises(ExerciseError) as raised:
        read(lake, turn, top)
    (complaint,) = raised.value.complaints
    assert (complaint.code, complaint.place) == (code, Place(FILE, *place)), str(complaint)
    assert words in f"{complaint.message} {complaint.suggestion}"


def test_a_party_that_is_none_is_named(lake: Exercise) -> None:
    alone = replace(lake, agreements={"treaty": replace(lake.agreements["treaty"], parties=("hills",))})
    with pytest.raises(ExerciseError, match=r"no party to `treaty` \(parties are hills\)"):
        read(alone, "sign: [{agreement: treaty, by: harbour}]")
