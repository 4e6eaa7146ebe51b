"""Ways to spoil the texts of an exercise, and what must hold of whatever comes of it."""

from __future__ import annotations

import random
import re

from wargame.exercise.check import check
from wargame.exercise.complaints import Complaint, Severity
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


def with_another_word_in_one_place(text: str, chance: random.Random) -> str:
    """Put a word of the text, or something odd, where another word or number stood: most of these are good YAML."""
    words = list(_WORD.finditer(text)) or [re.compile("").match(text)]
    at, other = chance.choice(words), chance.choice(words)
    word = chance.choice((other[0], other[0], other[0], chance.choice(ODD), str(chance.randrange(-3, 12))))
    return text[: at.start()] + word + text[at.end() :]


def cut_short(text: str, chance: random.Random) -> str:
    return text[: chance.randrange(len(text))]


def with_a_piece_elsewhere(text: str, chance: random.Random) -> str:
    start, at = chance.randrange(len(text)), chance.randrange(len(text))
    return text[:at] + text[start : start + chance.randrange(80)] + text[at:]


_WORD = re.compile(r"[\w.%]+|[-+*<>=]+")

SPOILINGS = (
    without_a_letter,
    with_something_odd,
    with_something_odd,
    without_a_line,
    with_a_line_twice,
    with_two_lines_swapped,
    with_another_indent,
    with_one_word_for_another,
    with_another_word_in_one_place,
    with_another_word_in_one_place,
    with_another_word_in_one_place,
    cut_short,
    with_a_piece_elsewhere,
)


def spoil(texts: dict[str, str], seed: int) -> dict[str, str]:
    """Return the texts with one to five things wrong in one file."""
    chance = random.Random(seed)
    name = chance.choice(FILES)
    return {**texts, name: spoiled(texts[name], chance)}


def spoiled(text: str, chance: random.Random) -> str:
    """Return a text with one to five things wrong."""
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        text = chance.choice(SPOILINGS)(text, chance) or "a"
    return text


def judge(texts: dict[str, str], *, checked: bool = True) -> bool:
    """Read the texts, look at every complaint, check what can be played; return whether they are an exercise."""
    exercise, complaints = examine("spoiled", texts)
    errors = [complaint for complaint in complaints if complaint.severity is Severity.ERROR]
    assert (exercise is None) == bool(errors)
    look_at(complaints, texts)
    if checked and exercise is not None:
        look_at(check(exercise), texts)
    return exercise is not None


def look_at(complaints: tuple[Complaint, ...], texts: dict[str, str]) -> None:
    """Every complaint says something, about a place that there is."""
    for complaint in complaints:
        assert complaint.place.file in texts
        lines = texts[complaint.place.file].count("\n") + 2
        assert 1 <= complaint.place.line <= lines, complaint
        assert complaint.place.column >= 1, complaint
        assert complaint.message, complaint
