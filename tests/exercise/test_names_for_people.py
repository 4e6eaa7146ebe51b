"""Cards, their words, scorecards and tables may have names for people, in several languages."""

from __future__ import annotations

from tests.referee.playing import RULEBOOK, SCENARIO
from wargame.exercise.codes import Code
from wargame.exercise.complaints import ExerciseError
from wargame.exercise.definition import Exercise
from wargame.exercise.reader import read

CARDS = """
cards:
  aim: {for: red, name: {en: Red's aim, ko: 목표}, names: {peace: {en: a quiet border, ko: 평화}}, chosen: {peace: Calm., war_at_sea: Fury.}}
flags:"""  # noqa: E501 -- one line of a file
SCORES = """
tables:
  purse: {by: heat, name: {en: The purse, ko: 지갑}, 4 or less: 1, 5 or more: 2}
  odds: {by: heat, 4 or less: 10%, 5 or more: 20%}
scorecards:
  dove: {for: red, name: {en: Peace of mind, ko: 마음}, lines: [20 for heat from 10 to 0]}
  hawk: {for: red, lines: [10 for heat from 0 to 10]}
"""


def named(language: str = "", cards: str = CARDS, scores: str = SCORES) -> Exercise:
    rules = RULEBOOK.replace("\ntables:", "").replace("rulebook: 1", f"rulebook: 1{scores}", 1)
    return read(
        "x", {"scenario.yaml": SCENARIO.replace("flags:", cards.lstrip("\n")), "rulebook.yaml": rules}, language
    )


def test_a_card_and_its_words_have_names_and_what_has_none_is_called_by_its_id() -> None:
    card = named().cards["red.aim"]
    assert (card.called, card.word_called("peace"), card.word_called("war_at_sea")) == (
        "Red's aim", "a quiet border", "war at sea",
    )  # fmt: skip
    plain = named(cards=CARDS.replace("name: {en: Red's aim, ko: 목표}, ", "")).cards["red.aim"]
    assert (plain.called, plain.name) == ("aim", "")


def test_scorecards_and_tables_have_names() -> None:
    exercise = named()
    assert [exercise.scorecards[one].name for one in ("dove", "hawk")] == ["Peace of mind", ""]
    purse, odds = exercise.rulebook.tables["purse"], exercise.rulebook.tables["odds"]
    assert (purse.name, odds.name) == ("The purse", "")
    assert [row.value for row in purse.rows] == [1, 2]
    assert (purse.is_chance, odds.is_chance) == (False, True)


def test_each_name_is_read_in_the_language_that_is_wanted() -> None:
    exercise = named("ko")
    card = exercise.cards["red.aim"]
    assert (card.called, card.word_called("peace")) == ("목표", "평화")
    assert exercise.scorecards["dove"].name == "마음"
    assert exercise.rulebook.tables["purse"].name == "지갑"
    assert exercise.languages == ("en", "ko")


def test_a_name_for_a_word_that_the_card_has_not_is_complained_of() -> None:
    assert Code.UNKNOWN_WORD in complaints(cards=CARDS.replace("names: {peace:", "names: {piece:"))


def test_a_table_with_a_name_still_needs_rows_and_something_to_look_at() -> None:
    assert Code.MISSING_KEY in complaints(scores=SCORES.replace("by: heat, name", "name", 1))
    assert Code.MISSING_KEY in complaints(scores=SCORES.replace(", 4 or less: 1, 5 or more: 2", ""))
    assert Code.TEXT_TOO_LONG in complaints(scores=SCORES.replace("The purse", "purse " * 40))


def complaints(**changed: str) -> list[Code]:
    try:
        named(**changed)
    except ExerciseError as error:
        return [one.code for one in error.complaints]
    return []
