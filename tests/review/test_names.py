from __future__ import annotations

import gettext
from dataclasses import replace

import pytest

from wargame.exercise.definition import Exercise
from wargame.exercise.shown_names import owners_shown, track_shown
from wargame.referee.state import Order
from wargame.review import names
from wargame.translation import speaking


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (4.0, "4"),
        (-3.0, "−3"),
        (0.97, "0.97"),
        (1.6999999999999997, "1.7"),
        (-0.0004, "0"),
        (1e9, "1000000000"),
        (float("inf"), "unknown"),
    ],
)
def test_numbers_are_written_with_a_real_minus_sign(value: float, text: str) -> None:
    assert names.number(value) == text


def test_differences_carry_their_sign() -> None:
    assert [names.signed(value) for value in (2, -0.5, 0)] == ["+2", "−0.5", "±0"]


@pytest.mark.parametrize(
    ("chance", "text"),
    [(0.5, "50%"), (1 / 36, "2.8%"), (10 / 36, "28%"), (0.005, "0.5%"), (35 / 36, "97.2%"), (1, "100%")],
)
def test_per_cent_keep_a_decimal_where_it_matters(chance: float, text: str) -> None:
    assert names.percent(chance) == text


def test_a_track_with_several_owners_names_its_owner(water: Exercise) -> None:
    assert names.track_name(water, "anger") == "Anger"
    assert names.track_name(water, "hills.funds") == "Funds (The Hills)"
    assert names.track_name(water, "harbour.debt") == "Debt of the Harbour"
    assert names.track_name(water, "strain") == "Strain on both towns"


def test_a_track_is_found_however_it_is_written(water: Exercise) -> None:
    for written in ("harbour.hills.trust", "hills.harbour.trust", "trust"):
        track = names.track_written(water, written)
        assert track is not None
        assert track.id == "harbour.hills.trust"
    assert names.track_written(water, "funds") is None


def test_sentences_are_told_with_the_names_of_tracks(water: Exercise) -> None:
    assert names.sentence(water, "hills.stores -4") == "Grain stores −4"
    assert names.sentence(water, "flag drought") == "flag drought"


def test_words_of_the_exercise_take_the_place_of_ours(water: Exercise) -> None:
    assert names.turn_name(water, 3) == "season 3"
    assert names.turn_name(replace(water, labels={}), 3) == "turn 3"
    assert names.actor_name(water, "") == "white cell"


def test_audiences_are_told_in_words(water: Exercise) -> None:
    assert names.audience(water, ("all",)) == "everybody"
    assert names.audience(water, ("harbour", "hills")) == "The Harbour and The Hills"
    assert names.audience(water, ()) == "nobody but the white cell"


def test_flags_moves_injects_and_endings_have_names(water: Exercise) -> None:
    assert names.flag_words(water, "drought") == "The drought is official"
    assert names.flag_words(water, "not_declared_here") == "not declared here"
    assert names.order_name(water, Order("1", "harbour", "appeal", "hills")) == "Appeal to a town → The Hills"
    assert names.inject_name(water, "harvest") == "inject 2, The harvest"
    assert names.ending_name(water, "peace") == "A river shared"
    assert names.ending_name(water, "") == "no ending of the rulebook"


def test_bands_name_where_a_value_lies(water: Exercise) -> None:
    assert [names.band(water, "anger", value) for value in (0, 3, 4, 7)] == ["calm", "calm", "uneasy", "crisis"]
    assert names.band(water, "level", 2) == ""


def test_owners_stand_in_the_order_of_the_exercise(water: Exercise) -> None:
    other = replace(water, actors={"hills": water.actors["hills"], "harbour": water.actors["harbour"]})
    assert track_shown(water, "harbour.hills.contact") == "harbour.hills.contact"
    assert track_shown(other, "harbour.hills.contact") == "hills.harbour.contact"
    assert track_shown(other, "anger") == "anger"
    assert owners_shown(other, ("sea", "harbour", "hills")) == ("hills", "harbour", "sea")


class German(gettext.NullTranslations):
    """A few words."""

    WORDS = {  # noqa: RUF012
        "turn": "Zug", "move": "Aktion", "{word}s": "{word}en", "{first} and {last}": "{first} und {last}",
        "income": "Einkommen", "{number} or more": "{number} oder mehr", "yes": "ja",
    }  # fmt: skip

    def gettext(self, message: str) -> str:
        return self.WORDS.get(message, message)

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)


def test_the_words_of_the_exercise_go_before_those_of_the_language(water: Exercise) -> None:
    with speaking(German()):
        assert names.turn_name(water, 3) == "season 3"
        assert names.turn_name(replace(water, labels={}), 3) == "Zug 3"
        assert names.several(names.word(replace(water, labels={}), "move")) == "Aktionen"
        assert names.listed(["a", "b", "c"]) == "a, b und c"
        assert (names.item_name("income"), names.item_name("crisis_roll")) == ("Einkommen", "crisis roll")


def test_outcomes_are_said_in_the_words_of_the_program_or_stay_those_of_the_author() -> None:
    outcomes = ("yes", "10 or more", "-2 or less", "4 to 6", "partial", "7")
    assert tuple(map(names.outcome_name, outcomes)) == outcomes
    with speaking(German()):
        assert [names.outcome_name(one) for one in outcomes[:2]] == ["ja", "10 oder mehr"]
        assert names.outcome_name("partial") == "partial"
