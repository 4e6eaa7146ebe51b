"""A good exercise, spoiled in thousands of ways: always an error with a place, or an exercise; never a crash."""

from __future__ import annotations

import random
import time

import pytest

from tests.exercise.conftest import EXERCISES, texts_of
from tests.exercise.spoiling import judge, look_at, spoil, spoiled
from wargame import paths
from wargame.exercise import structure
from wargame.exercise.check import check
from wargame.exercise.complaints import Complaint, ExerciseError, Severity
from wargame.exercise.definition import Exercise
from wargame.exercise.reader import examine, read, read_play
from wargame.referee.rehearsal import rehearse

CHUNK = 500
"""Each is a test of its own, so that all processors have something to do."""
AT_EVERY_RUN = 4_000
"""So many of the twenty thousand are tried each time, the others in the campaign."""


@pytest.fixture(scope="module")
def everything() -> dict[str, str]:
    """The smallest exercise that says everything."""
    return texts_of(EXERCISES / "everything")


@pytest.fixture(scope="module")
def flagship() -> dict[str, str]:
    return paths.read_exercise(paths.find_exercise("korea"))


@pytest.mark.parametrize(
    "first",
    [
        first if first < AT_EVERY_RUN else pytest.param(first, marks=pytest.mark.campaign)
        for first in range(0, 20_000, CHUNK)
    ],
)
def test_twenty_thousand_spoiled_exercises(first: int, everything: dict[str, str]) -> None:
    good = sum(judge(spoil(everything, seed), checked=seed % 5 == 0) for seed in range(first, first + CHUNK))
    assert CHUNK / 50 < good < CHUNK / 2  # most spoilings show, and some do no harm


@pytest.mark.parametrize("first", range(0, 200, 50))
def test_the_flagship_spoiled_two_hundred_times(first: int, flagship: dict[str, str]) -> None:
    good = sum(judge(spoil(flagship, seed), checked=False) for seed in range(first, first + 50))
    assert 5 < good < 45


def test_larger_ones_spoiled(water_texts: dict[str, str], valley_texts: dict[str, str]) -> None:
    for texts in (water_texts, valley_texts):
        good = sum(judge(spoil(texts, seed)) for seed in range(60))
        assert 2 < good < 48


def complaints_about_play(text: str, exercise: Exercise) -> tuple[Complaint, ...]:
    try:
        read_play("plays/all.yaml", text, exercise)
    except ExerciseError as error:
        return error.complaints
    return ()


def test_a_thousand_spoiled_plays(everything: dict[str, str]) -> None:
    exercise = read("everything", everything)
    good = 0
    for seed in range(1_000):
        text = spoiled(everything["plays/all.yaml"], random.Random(seed))
        found = complaints_about_play(text, exercise)
        look_at(found, {"plays/all.yaml": text})
        good += not found
    assert 50 < good < 700


def test_what_is_kept_of_files_that_did_not_change_changes_nothing(everything: dict[str, str]) -> None:
    for seed in range(40):
        texts = spoil(everything, seed)
        structure.forget()
        fresh = examine("spoiled", texts)
        examine("spoiled", everything)
        assert examine("spoiled", texts) == fresh


# ---------------------------------------------------------------------------------------------- more by the minute


def slowest_of(texts: dict[str, str], seeds: range) -> float:
    """Judge the texts spoiled in many ways; return the longest processor time that one took."""
    slowest = 0.0
    for seed in seeds:
        texts_now = spoil(texts, seed)
        began = time.process_time()
        judge(texts_now)
        slowest = max(slowest, time.process_time() - began)
    return slowest


@pytest.mark.campaign
def test_a_hundred_thousand_spoiled_exercises(water_texts: dict[str, str]) -> None:
    assert slowest_of(water_texts, range(10_000, 110_000)) < 5


@pytest.mark.campaign
def test_twenty_thousand_with_agreements_spoiled(valley_texts: dict[str, str]) -> None:
    assert slowest_of(valley_texts, range(20_000)) < 5


@pytest.mark.campaign
def test_the_flagship_spoiled_two_thousand_times(flagship: dict[str, str]) -> None:
    assert slowest_of(flagship, range(10_000, 12_000)) < 10


MINUTES = 10


@pytest.mark.campaign
def test_for_ten_minutes_what_nobody_has_tried(
    everything: dict[str, str], water_texts: dict[str, str], valley_texts: dict[str, str], flagship: dict[str, str]
) -> None:
    """Every campaign spoils in other ways; which, is in the message. What is still an exercise can be played."""
    seed, until = int(time.time()), time.monotonic() + 60 * MINUTES
    while time.monotonic() < until:
        for texts in (everything, water_texts, valley_texts, *([flagship] if seed % 40 == 0 else [])):
            try:
                texts_now = spoil(texts, seed)
                if judge(texts_now) and not any(
                    one.severity is Severity.ERROR for one in check(read("spoiled", texts_now))
                ):
                    rehearse(read("spoiled", texts_now), 20, "seed")
            except Exception as error:
                raise AssertionError(f"seed {seed}, {texts['scenario.yaml'][:60]!r}") from error
        seed += 1
