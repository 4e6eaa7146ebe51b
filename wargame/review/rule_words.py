"""Rules as people read them who have not written them: conditions and sentences with names in place of ids."""

from __future__ import annotations

import re
from collections.abc import Callable

from wargame.exercise.definition import Exercise
from wargame.exercise.vocabulary import FUNCTIONS
from wargame.review import names, pact_words
from wargame.review.values import read_name

_WORD = re.compile(r"\b[A-Za-z_]\w*(?:\.\w+)*(?:\(\s*[\w.]+\s*\))?")
_PLAYED = re.compile(r"\b(played|times)\(\s*(\w+)\s*,\s*(\w+)\s*\)")
_ASKED = re.compile(r"(\w+)\(\s*([\w.]+)\s*\)")
_SIGNS = (
    (">=", "at least"), ("<=", "at most"), ("==", "is"), ("!=", "is not"), (">", "more than"), ("<", "less than"),
)  # fmt: skip
_STANDS = {
    "active": "{} is in force", "ever": "{} was signed at some time", "offered": "{} lies on the table",
    "age": "the age of {}",
}  # fmt: skip
_FUNCTION = re.compile(rf"\b({'|'.join(FUNCTIONS)})\(")
_ROUNDED = {"abs": "{} without its sign", "round": "{}, rounded", "roundup": "{}, rounded up",
            "rounddown": "{}, rounded down"}  # fmt: skip
_ARITHMETIC = ((" - ", f" {names.MINUS} "), (" * ", " \N{MULTIPLICATION SIGN} "), (" / ", " \N{DIVISION SIGN} "))
_BY = {"+": "changes by ", "-": "falls by "}
_CHANGE = re.compile(r"([\w.]+) (\+|-|x |to |at least |at most )(.+?)( after \d+ turns?)?")


def condition(exercise: Exercise, text: str) -> str:
    """Return a condition with the names of its tracks, flags and agreements: "Trust at least 30 and Truce is in force".

    Words that have no name of their own stay as the author wrote them.
    """
    kept: list[str] = []

    def keep(words: str) -> str:
        """Put words aside that are not to be read as a rule again."""
        kept.append(words)
        return f"\N{SUBSTITUTE}{len(kept) - 1}\N{SUBSTITUTE}"

    told = pact_words.said(exercise, _computed(exercise, text, keep), keep)
    told = _PLAYED.sub(lambda found: keep(_played(exercise, *found.groups())), told)
    told = pact_words.counted(exercise, told, keep, condition)
    told = _WORD.sub(lambda found: keep(_named(exercise, found[0])), told)
    for sign, words in _SIGNS:
        told = told.replace(sign, words)
    for number, words in reversed(tuple(enumerate(kept))):
        told = told.replace(f"\N{SUBSTITUTE}{number}\N{SUBSTITUTE}", words)
    return " ".join(told.split())


def _computed(exercise: Exercise, text: str, keep: Callable[[str], str]) -> str:
    """Put what is computed into words: `min(4, 1 + turn)` is "the smaller of 4 and 1 + season"."""
    while found := _FUNCTION.search(text):
        inside, after = _within(text, found.end())
        several = [_plain(condition(exercise, one)) for one in inside]
        if found[1] in _ROUNDED:
            words = _ROUNDED[found[1]].format(several[0])
        else:
            less, least = ("smaller", "smallest") if found[1] == "min" else ("larger", "largest")
            words = f"the {less if len(several) <= 2 else least} of {names.listed(several)}"  # noqa: PLR2004 -- of two
        text = f"{text[: found.start()]}{keep(words)}{text[after:]}"
    return text


def _within(text: str, start: int) -> tuple[list[str], int]:
    """Return what stands between the commas up to the parenthesis that closes, and where that is over."""
    parts, depth, begun = [], 0, start
    for place in range(start, len(text)):
        sign = text[place]
        if sign in ",)" and not depth:
            parts.append(text[begun:place])
            begun = place + 1
            if sign == ")":
                return parts, begun
        depth += {"(": 1, ")": -1}.get(sign, 0)
    return [*parts, text[begun:]], len(text)


def _plain(words: str) -> str:
    """Return an amount with the signs that people write."""
    for written, sign in _ARITHMETIC:
        words = words.replace(written, sign)
    return words


def _played(exercise: Exercise, what: str, who: str, move: str) -> str:
    """Return "the US has played “Reach out” this turn", or how often."""
    actor = "somebody" if who == "any" else names.actor_name(exercise, who)
    found = move in exercise.rulebook.moves
    done = f"played “{names.move_name(exercise, move)}”" if found else f"made a move marked “{names.item_name(move)}”"
    if what == "times":
        return f"the number of times {actor} has {done}"
    return f"{actor} has {done} this {names.word(exercise, 'turn')}"


def _named(exercise: Exercise, word: str) -> str:
    if asked := _ASKED.fullmatch(word):
        what, name = asked.groups()
        if what == "flag":
            return f"“{names.flag_words(exercise, name)}”"
        return _STANDS[what].format(pact_words.name_of(exercise, name)) if what in _STANDS else word
    return (
        _value(exercise, word)
        or pact_words.settled(exercise, word)
        or (read_name(exercise, word) if "." in word else word)
    )


def _value(exercise: Exercise, word: str) -> str:
    """Return what people call a track, a derived value, a table or the turn; "" for anything else."""
    if word in ("turn", "turns"):
        return names.word(exercise, "turn") + word.removeprefix("turn")
    track = names.track_written(exercise, word)
    if track is not None:
        return names.track_name(exercise, track.id)
    if word in exercise.derived:
        return exercise.derived[word].name
    alike = {one.name for one in exercise.tracks.values() if one.short == word}
    if len(alike) == 1:
        return alike.pop()
    return f"the table “{names.item_name(word)}”" if word in exercise.rulebook.tables else ""


def sentence(exercise: Exercise, text: str) -> str:
    """Return a sentence with names in place of ids: "Grain stores +6 if Water at least 30"."""
    flag = re.fullmatch(r"(flag|clear) (\w+)(.*)", text)
    if flag and flag[2] in exercise.flags:
        holds = "Now holds" if flag[1] == "flag" else "No longer holds"
        return f"{holds}: {names.flag_words(exercise, flag[2])} {condition(exercise, flag[3])}".strip()
    first, found, rest = text.partition(" if ")
    told = pact_words.sentence(exercise, first) or _change(exercise, first)
    return f"{told} if {condition(exercise, rest)}" if found else told


def _change(exercise: Exercise, text: str) -> str:
    """Return "Grain stores +6", "Grain stores +Harvest": a change with names in its amount, too."""
    found = _CHANGE.fullmatch(text)
    if found is None:
        return names.sentence(exercise, text)
    track, sign, amount, later = found.groups("")
    much = _plain(condition(exercise, amount))
    sign = _BY[sign] if sign in _BY and _FUNCTION.match(amount) else sign.replace("-", names.MINUS)
    changed = f"{names.sentence(exercise, track)} {sign}{much}"
    return f"{changed} {condition(exercise, later)}".strip()
