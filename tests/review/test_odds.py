from __future__ import annotations

import pytest

from tests.pseudo import Pseudo
from tests.referee.playing import written
from wargame.exercise.complaints import ExerciseError
from wargame.exercise.likelihood import ICD_203, PHIA, YARDSTICKS, ballot_of, likelihood_of, words_of
from wargame.review.odds import likelihood, odds_told, odds_words
from wargame.translation import speaking


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (0.0, "impossible"),
        (0.001, "less than 1 in 100"),
        (1 / 36, "about 1 in 36"),
        (0.10, "1 in 10"),
        (10 / 36, "about 3 in 10"),
        (0.25, "about 3 in 10"),
        (0.5, "5 in 10"),
        (0.722, "about 7 in 10"),
        (0.9, "9 in 10"),
        (35 / 36, "about 35 in 36"),
        (0.9995, "more than 99 in 100"),
        (1.0, "certain"),
    ],
)
def test_a_chance_is_told_as_a_count(chance: float, words: str) -> None:
    assert odds_words(chance) == words


@pytest.mark.parametrize(
    ("chance", "term"),
    [
        (0.0, "impossible"),
        (0.03, "almost no chance"),
        (0.05, "almost no chance"),
        (0.12, "very unlikely"),
        (0.32, "unlikely"),
        (0.417, "unlikely"),
        (0.5, "roughly even"),
        (0.583, "likely"),
        (0.8, "likely"),
        (0.88, "very likely"),
        (0.97, "almost certain"),
        (1.0, "certain"),
    ],
)
def test_the_words_are_those_of_icd_203(chance: float, term: str) -> None:
    assert likelihood(chance) == term


def test_no_percentage_is_told_twice_as_likely_by_rounding() -> None:
    shown = [odds_words(share / 1000) for share in range(75, 926)]
    tenths = [int(words.removeprefix("about ").split()[0]) for words in shown]
    assert tenths == sorted(tenths)
    assert set(tenths) == set(range(1, 10))


@pytest.mark.parametrize(
    ("chance", "term"),
    [(0, "impossible"), (0.03, "remote chance"), (0.15, "highly unlikely"), (0.3, "unlikely"),
     (0.45, "realistic possibility"), (0.65, "likely"), (0.85, "highly likely"),
     (0.97, "almost certain"), (1, "certain"),
     # The yardstick has gaps: what lies in one goes by the nearer term.
     (0.07, "remote chance"), (0.08, "highly unlikely"), (0.52, "realistic possibility"), (0.53, "likely")],
)  # fmt: skip
def test_phia_is_the_other_yardstick(chance: float, term: str) -> None:
    assert likelihood(chance, PHIA) == term


def test_every_word_of_a_yardstick_counts_as_a_chance_that_goes_by_it() -> None:
    for yardstick in YARDSTICKS:
        assert [likelihood(likelihood_of(word) or 0, yardstick) for word in words_of(yardstick)] == [
            *words_of(yardstick)
        ]


def test_an_exercise_chooses_its_yardstick() -> None:
    assert written().likelihood_words == ICD_203
    assert written(replacing={"version: 1.0": "version: 1.0\nlikelihood words: PHIA"}).likelihood_words == PHIA
    with pytest.raises(ExerciseError, match="`Kent` is not known here"):
        written(replacing={"version: 1.0": "version: 1.0\nlikelihood words: Kent"})


def test_odds_are_told_as_a_count_in_per_cent_and_in_the_words_of_the_exercise() -> None:
    phia = written(replacing={"version: 1.0": "version: 1.0\nlikelihood words: PHIA"})
    assert odds_told(written(), 1 / 6) == "about 2 in 10 (17%, very unlikely)"
    assert odds_told(phia, 1 / 6) == "about 2 in 10 (17%, highly unlikely)"
    assert (odds_told(phia, 1), odds_told(phia, 0)) == ("certain (100%)", "impossible (0%)")


@pytest.mark.parametrize("yardstick", YARDSTICKS)
def test_a_ballot_is_read_in_the_words_that_are_shown(yardstick: str) -> None:
    plain = words_of(yardstick)
    with speaking(Pseudo()):
        shown = words_of(yardstick)
        assert not set(shown) & set(plain)
        assert [ballot_of(word) for word in shown] == [likelihood_of(word) for word in plain]
        assert [ballot_of(slip) for slip in ("likely", "70%", "perhaps")] == [0.68, 0.7, None]
