"""Names that an author gives to cards, their words and tables are what people read, and not the ids."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest

from tests.referee.playing import folder
from wargame.exercise.conditions import Clause
from wargame.exercise.definition import Exercise
from wargame.referee import pacts, turn
from wargame.referee.state import fold
from wargame.review import rule_words
from wargame.review.changes import change_text
from wargame.review.kit.documents import documents
from wargame.review.phrasing import clause_words
from wargame.review.situation import situation_lines
from wargame.review.values import values_text


@pytest.fixture(scope="module")
def exercise() -> Exercise:
    plain = folder("valley")
    names = {"by_peace": "the quiet", "by_grain": "a full barn"}
    card = replace(plain.cards["south.measure"], name="yardstick", names=names)
    tables = {**plain.rulebook.tables, "finding": replace(plain.rulebook.tables["finding"], name="sharp eyes")}
    return replace(plain, cards={**plain.cards, "south.measure": card}, rulebook=replace(plain.rulebook, tables=tables))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("south.measure is by_grain", "yardstick of South is a full barn"),
        ("measure is not by_peace and turn > 1", "yardstick of South is not the quiet and month more than 1"),
        ("north.temper is proud", "temper of North is proud"),
        ("finding", "the table “sharp eyes”"),
        ("sureness", "the table “sureness”"),
    ],
)
def test_a_rule_names_them(exercise: Exercise, text: str, words: str) -> None:
    assert rule_words.condition(exercise, text) == words


def test_what_a_condition_found_names_them(exercise: Exercise) -> None:
    clauses = (Clause("south.measure is by_peace", holds=False, values=(("south.measure", "by_grain"),)),)
    assert values_text(exercise, clauses) == "yardstick of South is a full barn"
    assert clause_words(exercise, clauses[0]) == "yardstick of South is a full barn, the quiet is needed"


def test_who_holds_which_card_is_told_by_name(exercise: Exercise) -> None:
    held = pacts.CardHeld("south.measure", "by_grain")
    assert change_text(exercise, held) == "South holds the card a full barn"
    assert "  South holds the card a full barn" in situation_lines(exercise, fold(turn.opening(exercise), [held]))


def test_paper_names_them(exercise: Exercise) -> None:
    made = {document.name: words(document.html) for document in documents(exercise, ("book", "briefs"))}
    assert "Secret card: yardstick" in made["briefs-south"]
    assert "a full barn You will be judged by the harvest." in made["briefs-south"]
    assert "sharp eyes" in made["book"]


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())
