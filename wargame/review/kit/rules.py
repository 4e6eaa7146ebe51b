"""Rules in words for paper: what a block does, line by line, and conditions with names in place of ids."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wargame.exercise.definition import Exercise
from wargame.exercise.rulebook import Block, Effect
from wargame.review import names
from wargame.review.kit import pacts
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

    told = pacts.said(exercise, text, keep)
    told = _PLAYED.sub(lambda found: keep(_played(exercise, *found.groups())), told)
    told = pacts.counted(exercise, told, keep, condition)
    told = _WORD.sub(lambda found: keep(_named(exercise, found[0])), told)
    for sign, words in _SIGNS:
        told = told.replace(sign, words)
    for number, words in reversed(tuple(enumerate(kept))):
        told = told.replace(f"\N{SUBSTITUTE}{number}\N{SUBSTITUTE}", words)
    return " ".join(told.split())


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
        return _STANDS[what].format(pacts.name_of(exercise, name)) if what in _STANDS else word
    return (
        _value(exercise, word) or pacts.settled(exercise, word) or (read_name(exercise, word) if "." in word else word)
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


def block_lines(exercise: Exercise, block: Block, depth: int = 0) -> Iterator[tuple[int, str]]:
    """Yield (depth, line) for everything a block says: condition, chance, effects, roll, modifiers, outcomes."""
    if block.condition is not None:
        yield depth, f"Only if {condition(exercise, block.condition.text)}"
    if block.chance is not None:
        yield depth, f"With a chance of {condition(exercise, block.chance.text)}:"
    yield from effect_lines(exercise, block.effects, depth)
    if block.roll is None:
        return
    yield depth, f"Roll {condition(exercise, block.roll.text)}"
    for modifier in block.modifiers:
        rule, because, reason = modifier.text.partition(" because ")
        signed = names.MINUS + rule[1:] if rule.startswith("-") else rule
        yield depth + 1, f"{condition(exercise, signed)}{because}{reason}"
    for outcome in block.outcomes:
        says = f" — “{outcome.say}”" if outcome.say else ""
        yield depth + 1, f"{_range(outcome.name, outcome.low, outcome.high)}{says}"
        yield from effect_lines(exercise, outcome.effects, depth + 2)


def effect_lines(exercise: Exercise, effects: Sequence[Effect], depth: int = 0) -> Iterator[tuple[int, str]]:
    """Yield (depth, line) for each sentence."""
    for effect in effects:
        if isinstance(effect, Block):
            yield from block_lines(exercise, effect, depth)
        else:
            yield depth, sentence(exercise, effect.text)


def sentence(exercise: Exercise, text: str) -> str:
    """Return a sentence with names in place of ids: "Grain stores +6 if Water at least 30"."""
    flag = re.fullmatch(r"(flag|clear) (\w+)(.*)", text)
    if flag and flag[2] in exercise.flags:
        holds = "Now holds" if flag[1] == "flag" else "No longer holds"
        return f"{holds}: {names.flag_words(exercise, flag[2])} {condition(exercise, flag[3])}".strip()
    first, found, rest = text.partition(" if ")
    told = pacts.sentence(exercise, first) or _change(exercise, first)
    return f"{told} if {condition(exercise, rest)}" if found else told


def _change(exercise: Exercise, text: str) -> str:
    """Return "Grain stores +6", "Grain stores +Harvest": a change with names in its amount, too."""
    found = _CHANGE.fullmatch(text)
    if found is None:
        return names.sentence(exercise, text)
    track, sign, amount, later = found.groups("")
    changed = f"{names.sentence(exercise, track)} {sign.replace('-', names.MINUS)}{condition(exercise, amount)}"
    return f"{changed} {condition(exercise, later)}".strip()


def summary(exercise: Exercise, line: str) -> str:
    """Return "6 to 8: quarrel -1, clear feud" with names in place of ids."""
    outcome, found, effects = line.partition(": ")
    if not found:
        return sentence(exercise, line)
    return f"{outcome}: {', '.join(sentence(exercise, one) for one in effects.split(', '))}"


def _range(name: str, low: float, high: float) -> str:
    """Return "partial (6 to 8)"; a range that is its own name once."""
    found = span(low, high)
    return name if name == found else f"{names.item_name(name)} ({found})"


def span(low: float, high: float) -> str:
    """Return "5 or less", "6 to 8", "7"."""
    if low == float("-inf"):
        return f"{names.number(high)} or less"
    if high == float("inf"):
        return f"{names.number(low)} or more"
    return names.number(low) if low == high else f"{names.number(low)} to {names.number(high)}"
