"""What a condition read, by the names people know, where no better words can be found for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from wargame.exercise.choice_names import chosen_name
from wargame.exercise.conditions import Clause
from wargame.exercise.definition import Exercise
from wargame.review import names

NOBODY: Mapping[str, str] = {}
_QUESTION = re.compile(r"(played|times)\(\s*(\w+)\s*,\s*(\w+)\s*\)")
_OF_AGREEMENT = re.compile(r"(active|ever|offered|age)\(\s*(\w+)\s*\)")
STANDING: Mapping[str, tuple[str, str]] = {
    "active": ("is in force", "is not in force"),
    "ever": ("was signed at some time", "was never signed"),
    "offered": ("is on the table", "is not on the table"),
}
_THIS_TURN = re.compile(r"(\w+) this turn")


def values_text(exercise: Exercise, clauses: Iterable[Clause], bound: Mapping[str, str] = NOBODY) -> str:
    """Return what the clauses read: "Tension is 4, “The drought is official” does not hold"."""
    told = []
    for clause in clauses:
        for written, value in clause.values:
            asked = _OF_AGREEMENT.fullmatch(written)
            if asked and isinstance(value, bool):
                standing = STANDING[asked[1]][0 if value else 1]
                told.append(f"{called(exercise, bound.get(asked[2], asked[2]))} {standing}")
                continue
            if choice := chosen_name(exercise, written, value if isinstance(value, str) else f"{value:g}"):
                told.append(f"{choice[0]} is {choice[1]}")
                continue
            name = written if written in bound else read_name(exercise, written, bound)
            if isinstance(value, bool):
                told.append(f"{name} {'holds' if value else 'does not hold'}")
            elif isinstance(value, str):
                told.append(f"{name} is {called(exercise, value)}")
            else:
                told.append(f"{name} is {_level(exercise, written, value)}")
    return ", ".join(dict.fromkeys(told))


def read_name(exercise: Exercise, written: str, bound: Mapping[str, str] = NOBODY) -> str:
    """Return how a name that a condition read is told: the track's name, or as written where they are alike."""
    resolved = ".".join(bound.get(part, part) for part in written.split("."))
    asked = _asked(exercise, written, bound) or _of_agreement(exercise, resolved)
    if asked:
        return asked
    track = names.track_written(exercise, resolved)
    if track is not None:
        name = names.track_name(exercise, track.id)
        return written if name.casefold() == written.casefold() else name
    if resolved in exercise.derived:
        return exercise.derived[resolved].name
    if resolved in exercise.flags:
        return f"“{names.flag_words(exercise, resolved)}”"
    return names.word(exercise, "turn") if written == "turn" else resolved


def _asked(exercise: Exercise, written: str, bound: Mapping[str, str]) -> str:
    """Return the words for what a condition asks about moves and ages; "" for anything else."""
    asked = _QUESTION.fullmatch(written)
    if asked:
        return _question(exercise, *asked.groups(), bound=bound)
    this_turn = _THIS_TURN.fullmatch(written)
    if this_turn:
        return f"{_move(exercise, this_turn[1])} this {names.word(exercise, 'turn')}"
    age = _OF_AGREEMENT.fullmatch(written)
    return f"the age of {called(exercise, bound.get(age[2], age[2]))}" if age else ""


def _of_agreement(exercise: Exercise, resolved: str) -> str:
    """Return the words for a term, fact or card; "" for anything else."""
    owner, dot, last = resolved.rpartition(".")
    if dot and owner in exercise.agreements and resolved not in exercise.tracks:
        return f"{_term(exercise, last)} of {called(exercise, owner)}"
    if resolved in exercise.cards:
        return f"{names.item_name(last)} of {names.actor_name(exercise, owner)}"
    return ""


def called(exercise: Exercise, name: str) -> str:
    """Return what people call an agreement or an actor; words of cards and facts as words."""
    found = exercise.agreements.get(name)
    if found is not None:
        return found.name or names.item_name(name)
    return names.actor_name(exercise, name) if name in exercise.actors else names.item_name(name)


def _term(exercise: Exercise, term: str) -> str:
    known = exercise.common.terms.get(term) if exercise.common is not None else None
    return names.item_name(known.name or term if known is not None else term)


def _level(exercise: Exercise, written: str, value: float) -> str:
    owner, _, term = written.rpartition(".")
    return names.level_text(exercise, term, value) if owner else names.number(value)


def _question(exercise: Exercise, asked: str, who: str, move: str, *, bound: Mapping[str, str]) -> str:
    by = "anybody" if who == "any" else names.actor_name(exercise, bound.get(who, who))
    if asked == "played":
        return f"{_move(exercise, move)} by {by} this {names.word(exercise, 'turn')}"
    return f"the number of {_move(exercise, move)} by {by}"


def _move(exercise: Exercise, move: str) -> str:
    return f"“{names.move_name(exercise, move)}”" if move in exercise.rulebook.moves else move
