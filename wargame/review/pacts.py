"""Agreements, signatures, breaches, cards and answers in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import singledispatch
from typing import TYPE_CHECKING

from wargame.exercise.definition import Exercise
from wargame.referee.pacts import (
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
from wargame.review.lines import Line

if TYPE_CHECKING:
    from wargame.referee.ruling import Answered


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
    yield Line(depth, "why", f"{names.actor_name(exercise, _seat(asked.asked_of))} is asked: {asked.text}")
    name = next((choice.name for choice in asked.options if choice.option == found.option), found.option)
    target = f" ({agreement_name(exercise, found.target)})" if found.target else ""
    who = "the dice say" if found.key else f"{names.actor_name(exercise, _seat(found.by or asked.asked_of))} says"
    reason = f", because {found.reason}" if found.reason else ""
    yield Line(depth, "effect", names.opening(f"{who}: {name}{target}{reason}"), path=found.path)


def pact_text(exercise: Exercise, change: PactChange) -> str:
    """Return what happens to an agreement, a text, a breach or a card as one sentence without a full stop."""
    return _tell(change, exercise)


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
    return _with_terms(exercise, f"{agreement_name(exercise, change.agreement)} is in force", change.terms)


@_tell.register
def _(change: OfferSigned, exercise: Exercise) -> str:
    return f"{names.actor_name(exercise, change.actor)} signs {agreement_name(exercise, change.agreement)}"


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
    return f"{agreement_name(exercise, change.agreement)} has ended{f': {change.how}' if change.how else ''}"


@_tell.register
def _(change: FactSet, exercise: Exercise) -> str:
    return f"{agreement_name(exercise, change.agreement)}: {_words(change.fact)} is {_words(change.word)}"


@_tell.register
def _(change: BreachCommitted, exercise: Exercise) -> str:
    actor, name = names.actor_name(exercise, change.breaker), agreement_name(exercise, change.agreement)
    return f"{actor} breaks {name}: {names.move_name(exercise, change.move)}"


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
