"""A good exercise, spoiled in thousands of ways: always an error with a place, or an exercise; never a crash."""

from __future__ import annotations

import random
import time

import pytest

from wargame import paths
from wargame.exercise.check import check
from wargame.exercise.complaints import Severity
from wargame.exercise.reader import examine

FILES = ("scenario.yaml", "rulebook.yaml", "msel.yaml")
ODD = (
    *"[]{}()'\"#&*!|>%@`,:?-+=/\\._ \t\n0 9",
    *("\x00", "\u202e", "\ud800", "\ufeff", "é", "한", "\U000e0041"),
    *("1e999", "9" * 40, ": ", "- ", "---\n", "...", "null", "true", "no", "~", "{{", "]]", "<<: ", "? "),
    *("__class__", "9**9**9", "!!python/object:os.system ", "(" * 30, "not " * 30),
    *(
        "if",
        "because",
        "after 2 turns",
        "for 0 turns",
        "x",
        "to",
        "me",
        "target",
        "%",
        "0..",
        "1d6",
        "any",
        "all",
        "owner",
        "this",
        "breaker",
        "each",
        "injured",
        "none",
        "active",
        "is",
        "is found breaking",
        "terminate target",
        "suspend this for 1 turn",
        "{this}",
        "{en: a, ko: b}",
    ),
)


def without_a_letter(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text))
    return text[:at] + text[at + 1 :]


def with_something_odd(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text))
    return text[:at] + chance.choice(ODD) + text[at + chance.randrange(2) :]


def without_a_line(text: str, chance: random.Random) -> str:
    lines = text.splitlines(keepends=True)
    del lines[chance.randrange(len(lines))]
    return "".join(lines)


def with_a_line_twice(text: str, chance: random.Random) -> str:
    lines = text.splitlines(keepends=True)
    lines.insert(chance.randrange(len(lines)), chance.choice(lines))
    return "".join(lines)


def with_two_lines_swapped(text: str, chance: random.Random) -> str:
    lines = text.splitlines(keepends=True)
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "".join(lines)


def with_another_indent(text: str, chance: random.Random) -> str:
    lines = text.splitlines(keepends=True)
    at = chance.randrange(len(lines))
    lines[at] = " " * chance.randrange(7) + lines[at].lstrip(" ")
    return "".join(lines)


def with_one_word_for_another(text: str, chance: random.Random) -> str:
    words = text.split() or ["a"]
    return text.replace(chance.choice(words), chance.choice((*words, *ODD)), chance.randrange(1, 4))


def cut_short(text: str, chance: random.Random) -> str:
    return text[: chance.randrange(len(text))]


def with_a_piece_elsewhere(text: str, chance: random.Random) -> str:
    start, at = chance.randrange(len(text)), chance.randrange(len(text))
    return text[:at] + text[start : start + chance.randrange(80)] + text[at:]


SPOILINGS = (
    without_a_letter,
    with_something_odd,
    with_something_odd,
    without_a_line,
    with_a_line_twice,
    with_two_lines_swapped,
    with_another_indent,
    with_one_word_for_another,
    with_one_word_for_another,
    cut_short,
    with_a_piece_elsewhere,
)


def spoil(texts: dict[str, str], seed: int) -> dict[str, str]:
    """Return the texts with one to five things wrong in one file."""
    chance = random.Random(seed)
    name = chance.choice(FILES)
    text = texts[name]
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        text = chance.choice(SPOILINGS)(text, chance) or "a"
    return {**texts, name: text}


def judge(texts: dict[str, str]) -> bool:
    """Read the texts, look at every complaint; return whether they are an exercise."""
    exercise, complaints = examine("spoiled", texts)
    errors = [complaint for complaint in complaints if complaint.severity is Severity.ERROR]
    assert (exercise is None) == bool(errors)
    for complaint in complaints:
        assert complaint.place.file in texts
        lines = texts[complaint.place.file].count("\n") + 2
        assert 1 <= complaint.place.line <= lines, complaint
        assert complaint.place.column >= 1, complaint
        assert complaint.message, complaint
    return exercise is not None


def test_thousands_of_spoiled_exercises(water_texts: dict[str, str]) -> None:
    good = sum(judge(spoil(water_texts, seed)) for seed in range(1_000))
    assert 50 < good < 700  # most spoilings show, and some do no harm


def test_hundreds_with_agreements_spoiled(valley_texts: dict[str, str]) -> None:
    good = sum(judge(spoil(valley_texts, seed)) for seed in range(400))
    assert 20 < good < 280


def test_the_shipped_exercise_spoiled() -> None:
    texts = paths.read_exercise(paths.find_exercise("korea"))
    good = sum(judge(spoil(texts, seed)) for seed in range(40))
    assert 0 < good < 40


def slowest_of(texts: dict[str, str], seeds: range) -> float:
    """Judge the texts spoiled in many ways, check those that are exercises; return the longest processor time."""
    slowest = 0.0
    for seed in seeds:
        spoiled = spoil(texts, seed)
        began = time.process_time()
        judge(spoiled)
        slowest = max(slowest, time.process_time() - began)
        exercise, _ = examine("spoiled", spoiled)
        if exercise is not None:
            check(exercise)
    return slowest


@pytest.mark.campaign
def test_a_hundred_thousand_spoiled_exercises(water_texts: dict[str, str]) -> None:
    assert slowest_of(water_texts, range(10_000, 110_000)) < 5


@pytest.mark.campaign
def test_twenty_thousand_with_agreements_spoiled(valley_texts: dict[str, str]) -> None:
    assert slowest_of(valley_texts, range(20_000)) < 5


@pytest.mark.campaign
def test_the_shipped_exercise_spoiled_two_hundred_times() -> None:
    assert slowest_of(paths.read_exercise(paths.find_exercise("korea")), range(200)) < 10
