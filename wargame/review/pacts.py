"""Agreements, signatures, breaches, cards and answers in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import singledispatch
from typing import TYPE_CHECKING

from wargame.exercise.definition import Exercise
from wargame.referee.pacts import (
    BY_THE_WHITE_CELL,
    BreachCommitted,
    BreachFound,
    CameIntoForce,
    CardHeld,
    FactSet,
    NoticeGiven,
    OfferCleared,
    OfferLaidDown,
    OfferLapsed,
    OfferSigned,
    PactChange,
    PactEnded,
    Resumed,
    Suspended,
)
from wargame.review import names
from wargame.review.deciding import waiting_for_people
from wargame.review.lines import Context, Line
from wargame.review.odds import odds_words

if TYPE_CHECKING:
    from wargame.referee.ruling import Answered, Asked


ENDED_HOW: Mapping[str, str] = {
    "terminated": ": terminated",
    "withdrawn": ": the notice is over",
    "expired": ": its time, or that of what it rests on, is over",
    "": "",
}
"""How an agreement ended, as the end of a sentence."""


def agreement_name(exercise: Exercise, agreement: str) -> str:
    """Return the name of an agreement."""
    found = exercise.agreements.get(agreement)
    return found.name if found and found.name else agreement


def terms_text(exercise: Exercise, terms: Mapping[str, int]) -> str:
    """Return "verification inspectors at declared sites (2), relief waiver (1)"; empty without terms."""
    return ", ".join(_term(exercise, term, level) for term, level in terms.items())


def answer_lines(exercise: Exercise, found: Answered, depth: int) -> Iterator[Line]:
    """Tell a question and its answer, and who gave it."""
    asked = found.asked
    yield Line(depth, "why", question_text(exercise, asked), path=found.path)
    reason = f", because {found.reason}" if found.reason else ""
    yield Line(depth, "effect", f"{answer_text(exercise, found)}{reason}", path=found.path)


def question_text(exercise: Exercise, asked: Asked) -> str:
    """Return "The United States is asked: cure or end?"."""
    secret = " in secret" if asked.secret else ""
    return names.opening(f"{names.actor_name(exercise, _seat(asked.asked_of))} is asked{secret}: {asked.text}")


def answer_text(exercise: Exercise, found: Answered) -> str:
    """Return "The United States says: cure", "The dice say: cure"."""
    name = next((choice.name for choice in found.asked.options if choice.option == found.option), "") or found.option
    target = f" ({agreement_name(exercise, found.target)})" if found.target else ""
    who = "the dice say" if found.key else f"{names.actor_name(exercise, _seat(found.by or found.asked.asked_of))} says"
    return names.opening(f"{who}: {name}{target}")


def waiting_lines(context: Context, asked: Asked) -> Iterator[Line]:
    """Tell the question at which a ruling has stopped, and the answers it offers with their odds."""
    if asked.way:
        yield from waiting_for_people(context, asked)
        return
    exercise = context.exercise
    yield Line(0, "note", f"Waits for an answer. {question_text(exercise, asked)}")
    for choice in asked.options:
        named = ", ".join(agreement_name(exercise, target) for target in choice.targets)
        which = f": {named}" if named else ""
        odds = f"{odds_words(choice.odds)} by the dice"
        yield Line(1, "odds", f"{choice.name or choice.option}{which} ({odds})")


def pact_text(exercise: Exercise, change: PactChange) -> str:
    """Return what happens to an agreement, a text, a breach or a card as one sentence without a full stop."""
    return _tell(change, exercise)


def breach_text(exercise: Exercise, change: BreachCommitted) -> str:
    """Return "South breaks Ceasefire: Raid the barns"."""
    actor, name = names.actor_name(exercise, change.breaker), agreement_name(exercise, change.agreement)
    return f"{actor} breaks {name}: {names.move_name(exercise, change.move)}"


@singledispatch
def _tell(change: object, exercise: Exercise) -> str:
    raise TypeError(f"no wording for {type(change).__name__} in {exercise.title}")


@_tell.register
def _(change: CardHeld, exercise: Exercise) -> str:
    card = exercise.cards.get(change.card)
    holder = names.actor_name(exercise, card.actor) if card else change.card
    return f"{holder} holds the card {_words(change.word)}"


@_tell.register
def _(change: OfferLaidDown, exercise: Exercise) -> str:
    return _with_terms(exercise, f"{agreement_name(exercise, change.agreement)} is laid down", change.terms)


@_tell.register
def _(change: CameIntoForce, exercise: Exercise) -> str:
    return _with_terms(exercise, f"{agreement_name(exercise, change.agreement)} comes into force", change.terms)


@_tell.register
def _(change: OfferSigned, exercise: Exercise) -> str:
    name = agreement_name(exercise, change.agreement)
    if change.actor == BY_THE_WHITE_CELL:
        return f"{names.opening(names.word(exercise, 'facilitator'))} lets {name} pass, whatever does not hold for it"
    return f"{names.actor_name(exercise, change.actor)} signs {name}"


@_tell.register
def _(change: OfferCleared, exercise: Exercise) -> str:
    actor, name = names.actor_name(exercise, change.actor), agreement_name(exercise, change.agreement)
    return f"{actor} takes its signature under {name} back"


@_tell.register
def _(change: OfferLapsed, exercise: Exercise) -> str:
    return f"{agreement_name(exercise, change.agreement)} leaves the table unsigned"


@_tell.register
def _(change: Suspended, exercise: Exercise) -> str:
    until = names.turn_name(exercise, change.until)
    return f"{agreement_name(exercise, change.agreement)} is suspended through {until}"


@_tell.register
def _(change: Resumed, exercise: Exercise) -> str:
    return f"{agreement_name(exercise, change.agreement)} is in force again"


@_tell.register
def _(change: NoticeGiven, exercise: Exercise) -> str:
    actor, name = names.actor_name(exercise, change.actor), agreement_name(exercise, change.agreement)
    return f"{actor} gives notice of {name}: it ends with {names.turn_name(exercise, change.leaves)}"


@_tell.register
def _(change: PactEnded, exercise: Exercise) -> str:
    name, how = agreement_name(exercise, change.agreement), ENDED_HOW[change.how]
    found = exercise.agreements.get(change.agreement)
    snapback = "; its terms no longer count" if found and found.terms and not found.goodwill else ""
    return f"{name} has ended{how}{snapback}"


@_tell.register
def _(change: FactSet, exercise: Exercise) -> str:
    return f"{agreement_name(exercise, change.agreement)}: {_words(change.fact)} is {_words(change.word)}"


@_tell.register
def _(change: BreachCommitted, exercise: Exercise) -> str:
    return f"{breach_text(exercise, change)} (nobody knows yet but the {names.word(exercise, 'facilitator')})"


@_tell.register
def _(change: BreachFound, exercise: Exercise) -> str:
    actor, name = names.actor_name(exercise, change.breaker), agreement_name(exercise, change.agreement)
    by = f": {names.move_name(exercise, change.move)}" if change.move else ""
    return f"{actor} is found breaking {name}{by}"


def _with_terms(exercise: Exercise, text: str, terms: Mapping[str, int]) -> str:
    return f"{text}: {terms_text(exercise, terms)}" if terms else text


def _words(word: str) -> str:
    return word.replace("_", " ")


def _term(exercise: Exercise, term: str, level: int) -> str:
    known = exercise.common.terms.get(term) if exercise.common is not None else None
    if known is None:
        return f"{term} {level}"
    place = level - known.low
    words = f"{known.names[place]} ({level})" if 0 <= place < len(known.names) else str(level)
    return f"{(known.name or term).replace('_', ' ')} {words}"


def _seat(asked_of: str) -> str:
    return "" if asked_of == "facilitator" else asked_of
