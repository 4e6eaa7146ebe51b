"""A good exercise, spoiled in thousands of ways: always an error with a place, or an exercise; never a crash."""

from __future__ import annotations

import random
import time

import pytest

from wargame.exercise.complaints import Severity
from wargame.exercise.reader import examine

FILES = ("scenario.yaml", "rulebook.yaml", "msel.yaml")
ODD = (
    *"[]{}()'\"#&*!|>%@`,:?-+=/\\._ \t\n0 9",
    "\x00", "\u202e", "\ud800", "\ufeff", "é", "한", "\U000e0041", "1e999", "9" * 40, ": ", "- ", "---\n", "...", "null", "true", "no", "~",
    "{{", "]]", "__class__", "9**9**9", "if", "because", "after 2 turns", "for 0 turns", "x", "to", "+", "(" * 30, "not " * 30, "me", "target",
    "%", "0..", "1d6", "d", "any", "all", "owner", "<<: ", "? ", "!!python/object:os.system ",
)  # fmt: skip


def spoiled(text: str, chance: random.Random) -> str:
    """Return the text with one thing wrong."""
    lines = text.splitlines(keepends=True)
    at, other = chance.randrange(len(text)), chance.randrange(len(text))
    line, second = chance.randrange(len(lines)), chance.randrange(len(lines))
    words = text.split()
    match chance.randrange(11):
        case 0:
            return text[:at] + text[at + 1 :]
        case 1 | 2:
            return text[:at] + chance.choice(ODD) + text[at:]
        case 3:
            return text[:at] + chance.choice(ODD) + text[at + 1 :]
        case 4:
            return "".join(lines[:line] + lines[line + 1 :])
        case 5:
            return "".join([*lines[: line + 1], *lines[line:]])
        case 6:
            lines[line], lines[second] = lines[second], lines[line]
            return "".join(lines)
        case 7:
            return text.replace(chance.choice(words), chance.choice(words), 1)
        case 8:
            return text.replace(chance.choice(words), chance.choice(ODD), chance.randrange(1, 4))
        case 9:
            return text[:at]
        case _:
            lines[line] = " " * chance.randrange(6) + lines[line].lstrip(" ")
            return "".join(lines) if other % 3 else text[:at] + text[min(at, other) : max(at, other)]


def judge(texts: dict[str, str]) -> bool:
    """Read the texts; return whether they are an exercise."""
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


def spoil(texts: dict[str, str], seed: int) -> bool:
    chance = random.Random(seed)
    name = chance.choice(FILES)
    text = texts[name]
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        text = spoiled(text, chance) or "a"
    return judge({**texts, name: text})


def test_two_thousand_spoiled_exercises(water_texts: dict[str, str]) -> None:
    good = sum(spoil(water_texts, seed) for seed in range(2_000))
    assert 100 < good < 1_500  # most spoilings show, and some do no harm


@pytest.mark.campaign
def test_a_hundred_thousand_spoiled_exercises(water_texts: dict[str, str]) -> None:
    slowest = 0.0
    for seed in range(10_000, 110_000):
        began = time.perf_counter()
        spoil(water_texts, seed)
        slowest = max(slowest, time.perf_counter() - began)
    assert slowest < 2
