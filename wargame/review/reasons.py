"""Why something holds or not: the values that a condition saw, by the names people know."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from wargame.exercise.conditions import Clause
from wargame.exercise.definition import Exercise
from wargame.referee.ruling import Check
from wargame.review import names

NOBODY: Mapping[str, str] = {}
_QUESTION = re.compile(r"(played|times)\(\s*(\w+)\s*,\s*(\w+)\s*\)")
_THIS_TURN = re.compile(r"(\w+) this turn")


def check_text(exercise: Exercise, check: Check, bound: Mapping[str, str] = NOBODY) -> str:
    """Return "met: channel <= 1 (Level of dialogue is 0)", "not met: tension >= 6 (tension is 4)".

    `bound` says whom the words `me` and `target` stand for.
    """
    telling = [clause for clause in check.clauses if clause.holds == check.holds] or list(check.clauses)
    read = values_text(exercise, telling, bound)
    text = f"{'met' if check.holds else 'not met'}: {check.text}{f' ({read})' if read else ''}"
    return f"{text}; let pass by the {names.word(exercise, 'facilitator')}" if check.waived else text


def values_text(exercise: Exercise, clauses: Iterable[Clause], bound: Mapping[str, str] = NOBODY) -> str:
    """Return what the clauses read: "Tension is 4, “The drought is official” does not hold"."""
    told = []
    for clause in clauses:
        for written, value in clause.values:
            name = read_name(exercise, written, bound)
            if isinstance(value, bool):
                told.append(f"{name} {'holds' if value else 'does not hold'}")
            else:
                told.append(f"{name} is {value if isinstance(value, str) else names.number(value)}")
    return ", ".join(dict.fromkeys(told))


def read_name(exercise: Exercise, written: str, bound: Mapping[str, str] = NOBODY) -> str:
    """Return how a name that a condition read is told: the track's name, or as written where they are alike."""
    asked = _QUESTION.fullmatch(written)
    if asked:
        return _question(exercise, *asked.groups(), bound=bound)
    this_turn = _THIS_TURN.fullmatch(written)
    if this_turn:
        return f"{_move(exercise, this_turn[1])} this {names.word(exercise, 'turn')}"
    resolved = ".".join(bound.get(part, part) for part in written.split("."))
    track = names.track_written(exercise, resolved)
    if track is not None:
        name = names.track_name(exercise, track.id)
        return written if name.casefold() == written.casefold() else name
    if resolved in exercise.derived:
        return exercise.derived[resolved].name
    if resolved in exercise.flags:
        return f"“{names.flag_words(exercise, resolved)}”"
    return names.word(exercise, "turn") if written == "turn" else resolved


def _question(exercise: Exercise, asked: str, who: str, move: str, *, bound: Mapping[str, str]) -> str:
    by = "anybody" if who == "any" else names.actor_name(exercise, bound.get(who, who))
    if asked == "played":
        return f"{_move(exercise, move)} by {by} this {names.word(exercise, 'turn')}"
    return f"the number of {_move(exercise, move)} by {by}"


def _move(exercise: Exercise, move: str) -> str:
    return f"“{names.move_name(exercise, move)}”" if move in exercise.rulebook.moves else move
