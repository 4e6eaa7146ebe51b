"""What is missing, in the words of the table: for texts and for moves, only from what their seat sees."""

from __future__ import annotations

import pytest

from tests.referee.playing import Playing, folder
from tests.referee.treaties import treaties
from wargame.exercise.conditions import parse
from wargame.exercise.vocabulary import Vocabulary
from wargame.referee import requirements
from wargame.referee.circumstances import Circumstances
from wargame.referee.columns import Columns
from wargame.referee.dice import KeyedRolls
from wargame.referee.offers import UNKNOWABLE
from wargame.referee.requirements import Reader
from wargame.referee.visibility import seat_view, text_offer

VALLEY = folder("valley")


def said(text: str, **bound: str) -> tuple[str, ...]:
    """Return what is missing for a condition at the beginning of the valley."""
    play = Playing(VALLEY)
    place = next(iter(VALLEY.agreements.values())).place
    rule = parse(text, place, "condition", Vocabulary.of(VALLEY).binding(*bound))
    read = Circumstances(VALLEY, Columns([play.state]), bound)
    return requirements.missing(Reader(VALLEY, bound), rule, rule.explain(read))


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("tension <= 3", "Tension has to be 3 or less; it is 4"),
        ("tension > 4", "Tension has to be more than 4; it is 4"),
        ("8 <= tension", "Tension has to be 8 or more; it is 4"),
        ("tension == 5", "Tension has to be 5; it is 4"),
        ("aid_due >= 1", "Aid in force has to be 1 or more; it is 0"),
        ("active(ceasefire)", "Ceasefire has to be in force"),
        ("ever(ceasefire)", "Ceasefire has to have been signed"),
        ("flag(late)", "“Aid is late” has to hold"),
        ("age(ceasefire) >= 2", "Ceasefire has to have been in force for 2 or more months; it is not in force"),
        ("count(active) >= 1", "The number of agreements in force has to be 1 or more; it is 0"),
        ("count(active and core) >= 1", "The number of agreements (active and core) has to be 1 or more; it is 0"),
        ("tension >= 6 or active(patrol)", "Tension has to be 6 or more; it is 4, or Joint patrols has to be in force"),
        ("tension + trust <= 3", "Tension + trust <= 3: tension is 4, trust is 30"),
    ],
)
def test_each_part_that_fails_is_a_sentence(condition: str, words: str) -> None:
    assert said(condition) == (words,)


def test_parts_that_hold_are_left_out() -> None:
    assert said("tension >= 1 and tension <= 3 and not flag(late) and active(patrol)") == (
        "Tension has to be 3 or less; it is 4",
        "Joint patrols has to be in force",
    )
    assert said("tension >= 1 and (flag(late) or tension <= 4)") == ()


def test_bound_words_are_read_for_whom_they_stand() -> None:
    assert said("this.aid >= 1", this="patrol") == ("Aid of Joint patrols has to be 1 or more; it is 0",)
    assert said("me.purse >= 9", me="south") == ("Purse has to be 9 or more; it is 4",)


def test_a_text_says_what_is_missing_and_what_it_depends_on() -> None:
    play = Playing(VALLEY).to_signing()
    view = seat_view(VALLEY, play.state, "north", play.past, KeyedRolls("views"))
    patrol = next(one for one in view.texts if one.agreement == "patrol")
    assert [words for reason in patrol.reasons for words in reason.missing] == [
        "Ceasefire has to have been signed",
        "The number of agreements (active and core) has to be 1 or more; it is 0",
    ]
    assert [reason.missing for reason in patrol.missing] == [("Ceasefire has to be in force",)]


def test_a_text_is_looked_at_with_other_terms() -> None:
    play = Playing(treaties()).to_signing()
    play.sign("truce", "red", watch=3)
    same = text_offer(play.exercise, play.state, "red", "truce", {"watch": 3})
    other = text_offer(play.exercise, play.state, "red", "truce", {"watch": 2})
    wrong = text_offer(play.exercise, play.state, "red", "truce", {"watch": 9})
    assert same is not None
    assert other is not None
    assert wrong is not None
    assert (same.signed, other.signed, other.possible, wrong.possible) == (True, False, True, False)
    assert {term.term: term.level for term in other.terms}["watch"] == 2
    assert text_offer(play.exercise, play.state, "red", "nothing", {}) is None


def test_what_the_seat_cannot_see_is_not_told() -> None:
    play = Playing(
        treaties(("    name: Toast\n", "    name: Toast\n    possible if: base.count is whole\n"))
    ).to_signing()
    blue = text_offer(play.exercise, play.state, "blue", "toast", {})
    red = text_offer(play.exercise, play.state, "red", "toast", {})
    assert blue is not None
    assert red is not None
    assert [(reason.text, reason.missing) for reason in blue.reasons] == [(f"base.count is whole: {UNKNOWABLE}", ())]
    assert [reason.missing for reason in red.reasons] == [("Count of Base has to be whole",)]
