"""What a condition read, by the names people know, where no better words can be found for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from wargame.exercise.choice_names import chosen_name
from wargame.exercise.conditions import Clause
from wargame.exercise.definition import Exercise
from wargame.exercise.punctuation import quoted
from wargame.review import names
from wargame.translation import phrase, say

NOBODY: Mapping[str, str] = {}
_QUESTION = re.compile(r"(played|times)\(\s*(\w+)\s*,\s*(\w+)\s*\)")
_OF_AGREEMENT = re.compile(r"(active|ever|offered|age)\(\s*(\w+)\s*\)")
STANDING: Mapping[str, tuple[str, str]] = {
    "active": (phrase("{agreement} is in force"), phrase("{agreement} is not in force")),
    "ever": (phrase("{agreement} was signed at some time"), phrase("{agreement} was never signed")),
    "offered": (phrase("{agreement} is on the table"), phrase("{agreement} is not on the table")),
}
"""What a condition asks of an agreement → that it is so, that it is not."""
_THIS_TURN = re.compile(r"(\w+) this turn")
_THIS_TURN_SAID: Mapping[str, str] = {"orders": phrase("orders"), "signed": phrase("signed")}
"""What is counted in a turn besides moves."""


def values_text(exercise: Exercise, clauses: Iterable[Clause], bound: Mapping[str, str] = NOBODY) -> str:
    """Return what the clauses read: "Tension is 4, “The drought is official” does not hold"."""
    told = []
    for clause in clauses:
        for written, value in clause.values:
            asked = _OF_AGREEMENT.fullmatch(written)
            if asked and isinstance(value, bool):
                stands, does_not = STANDING[asked[1]]
                agreement = called(exercise, bound.get(asked[2], asked[2]))
                told.append(say(stands if value else does_not, agreement=agreement))
                continue
            if choice := chosen_name(exercise, written, value if isinstance(value, str) else f"{value:g}"):
                told.append(say("{name} is {value}", name=choice[0], value=choice[1]))
                continue
            name = written if written in bound else read_name(exercise, written, bound)
            if isinstance(value, bool):
                told.append(say("{fact} holds", fact=name) if value else say("{fact} does not hold", fact=name))
            else:
                if isinstance(value, str):
                    shown = card_word(exercise, _resolved(written, bound), value) or called(exercise, value)
                else:
                    shown = _level(exercise, written, value)
                told.append(say("{name} is {value}", name=name, value=shown))
    return ", ".join(dict.fromkeys(told))


def read_name(exercise: Exercise, written: str, bound: Mapping[str, str] = NOBODY) -> str:
    """Return how a name that a condition read is told: the track's name, or as written where they are alike."""
    resolved = _resolved(written, bound)
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
        return quoted(names.flag_words(exercise, resolved))
    return names.word(exercise, "turn") if written == "turn" else resolved


def _resolved(written: str, bound: Mapping[str, str]) -> str:
    return ".".join(bound.get(part, part) for part in written.split("."))


def _asked(exercise: Exercise, written: str, bound: Mapping[str, str]) -> str:
    """Return the words for what a condition asks about moves and ages; "" for anything else."""
    asked = _QUESTION.fullmatch(written)
    if asked:
        return _question(exercise, *asked.groups(), bound=bound)
    this_turn = _THIS_TURN.fullmatch(written)
    if this_turn:
        what = _THIS_TURN_SAID.get(this_turn[1])
        move = say(what) if what is not None else _move(exercise, this_turn[1])
        return say("{what} this {turn}", what=move, turn=names.word(exercise, "turn"))
    age = _OF_AGREEMENT.fullmatch(written)
    if age is None:
        return ""
    return say("the age of {agreement}", agreement=called(exercise, bound.get(age[2], age[2])))


def _of_agreement(exercise: Exercise, resolved: str) -> str:
    """Return the words for a term, fact or card; "" for anything else."""
    owner, dot, last = resolved.rpartition(".")
    if dot and owner in exercise.agreements and resolved not in exercise.tracks:
        return say("{fact} of {owner}", fact=_term(exercise, last), owner=called(exercise, owner))
    return card_called(exercise, resolved)


def card_called(exercise: Exercise, card: str) -> str:
    """Return "temper of North" for the full id of a card; "" for anything else."""
    found = exercise.cards.get(card)
    if found is None:
        return ""
    return say("{fact} of {owner}", fact=found.called, owner=names.actor_name(exercise, found.actor))


def card_word(exercise: Exercise, card: str, word: str) -> str:
    """Return what people call a word of a card, by the full id of that; "" for anything else."""
    found = exercise.cards.get(card)
    return found.word_called(word) if found is not None else ""


def table_called(exercise: Exercise, table: str) -> str:
    """Return what people call a table, as it stands inside a sentence."""
    found = exercise.rulebook.tables.get(table)
    return (found.name if found is not None else "") or names.item_name(table)


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
    by, what = (
        say("anybody") if who == "any" else names.actor_name(exercise, bound.get(who, who)),
        _move(exercise, move),
    )
    if asked == "played":
        return say("{what} by {actor} this {turn}", what=what, actor=by, turn=names.word(exercise, "turn"))
    return say("the number of {what} by {actor}", what=what, actor=by)


def _move(exercise: Exercise, move: str) -> str:
    return quoted(names.move_name(exercise, move)) if move in exercise.rulebook.moves else move
