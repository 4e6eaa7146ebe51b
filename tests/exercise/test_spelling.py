"""Names people can read, and letters nobody can see."""

from __future__ import annotations

import pytest

from wargame.exercise.spelling import did_you_mean, forbidden_character, is_id, unfit_in_name, words_of


@pytest.mark.parametrize(
    "name", ["Harbour", "한국", "Москва", "Zoë", "e\u0301", "the \u201cdeal\u201d \u2013 x", "90 %", "القاهرة"]
)
def test_names_in_any_script_are_names(name: str) -> None:
    assert unfit_in_name(name) is None
    assert forbidden_character(name) is None


@pytest.mark.parametrize(
    ("name", "offset", "words"),
    [
        ("a\u200bb", 1, "U+200B (zero width space)"),
        ("ab\u202ec", 2, "U+202E"),
        ("\ufeffa", 0, "U+FEFF"),
        ("a\tb", 1, "U+0009"),
        ("a\u00a0b", 1, "no-break space"),
        ("z" + "\u0301" * 4, 4, "combining acute accent"),
        ("a\ue000", 1, "U+E000"),
        ("a\U000e0041", 1, "U+E0041"),
    ],
)
def test_letters_that_deceive_are_no_part_of_a_name(name: str, offset: int, words: str) -> None:
    unfit = unfit_in_name(name)
    assert unfit is not None
    assert (unfit.offset, words in unfit.name) == (offset, True)


@pytest.mark.parametrize(
    "letter", ["\x00", "\x1b", "\x85", "\u202a", "\u2066", "\u2069", "\ud800", "\uffff", "\U000e0001"]
)
def test_no_text_holds_control_characters_or_reversals(letter: str) -> None:
    unfit = forbidden_character(f"ok\n\t{letter}")
    assert unfit is not None
    assert unfit.offset == 4


def test_what_can_stand_in_a_rule() -> None:
    assert [is_id(word) for word in ("us", "us_aid2", "A", "2us", "us-aid", "us aid", "미국", "_x", "a" * 65, "")] == [
        *(True, True, True),
        *(False,) * 7,
    ]


def test_ids_as_words() -> None:
    assert (words_of("talk_sign"), words_of("us"), words_of("")) == ("Talk sign", "Us", "")


def test_what_was_probably_meant() -> None:
    pool = ("tension", "trust", "Channel")
    assert did_you_mean("tensoin", pool) == "did you mean `tension`?"
    assert did_you_mean("chanel", pool) == "did you mean `Channel`?"
    assert did_you_mean("zzz", pool) == ""
