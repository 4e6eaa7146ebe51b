"""Agreements, signatures, breaches, cards and answers in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import singledispatch
from typing import TYPE_CHECKING

from wargame.exercise.definition import Exercise
from wargame.exercise.punctuation import titled
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
from wargame.review.odds import exactly, odds_words
from wargame.translation import phrase, say

if TYPE_CHECKING:
    from wargame.referee.ruling import Answered, Asked


ENDED_HOW: Mapping[str, str] = {
    "terminated": phrase("{agreement} has ended: terminated"),
    "withdrawn": phrase("{agreement} has ended: the notice is over"),
    "expired": phrase("{agreement} has ended: its time, or that of what it rests on, is over"),
    "": phrase("{agreement} has ended"),
}
"""How an agreement ended, as a sentence."""


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
    told = answer_text(exercise, found)
    if found.reason:
        told = say("{answer}, because {reason}", answer=told, reason=found.reason)
    yield Line(depth, "effect", told, path=found.path)


def question_text(exercise: Exercise, asked: Asked) -> str:
    """Return "The United States is asked: cure or end?"."""
    who = names.opening(names.actor_name(exercise, _seat(asked.asked_of)))
    if asked.secret:
        return say("{who} is asked in secret: {question}", who=who, question=asked.text)
    return say("{who} is asked: {question}", who=who, question=asked.text)


def answer_text(exercise: Exercise, found: Answered) -> str:
    """Return "The United States says: cure", "The dice say: cure"."""
    name = next((choice.name for choice in found.asked.options if choice.option == found.option), "") or found.option
    target = f" ({agreement_name(exercise, found.target)})" if found.target else ""
    if found.key:
        return say("The dice say: {answer}", answer=f"{name}{target}")
    who = names.opening(names.actor_name(exercise, _seat(found.by or found.asked.asked_of)))
    return say("{who} says: {answer}", who=who, answer=f"{name}{target}")


def waiting_lines(context: Context, asked: Asked) -> Iterator[Line]:
    """Tell the question at which a ruling has stopped, and the answers it offers with their odds."""
    if asked.way:
        yield from waiting_for_people(context, asked)
        return
    exercise = context.exercise
    yield Line(0, "note", say("Waits for an answer. {question}", question=question_text(exercise, asked)))
    for choice in asked.options:
        named = ", ".join(agreement_name(exercise, target) for target in choice.targets)
        answer = choice.name or choice.option
        if named:
            answer = titled(answer, named)
        odds, exact = odds_words(choice.odds), exactly(choice.odds, exercise.likelihood_words)
        told = say("{answer} ({odds} by the dice, {chance})", answer=answer, odds=odds, chance=exact)
        yield Line(1, "odds", told)


def pact_text(exercise: Exercise, change: PactChange) -> str:
    """Return what happens to an agreement, a text, a breach or a card as one sentence without a full stop."""
    return _tell(change, exercise)


def breach_text(exercise: Exercise, change: BreachCommitted) -> str:
    """Return "South breaks Ceasefire: Raid the barns"."""
    actor, name = names.actor_name(exercise, change.breaker), agreement_name(exercise, change.agreement)
    return titled(say("{who} breaks {agreement}", who=actor, agreement=name), names.move_name(exercise, change.move))


@singledispatch
def _tell(change: object, exercise: Exercise) -> str:
    raise TypeError(f"no wording for {type(change).__name__} in {exercise.title}")


@_tell.register
def _(change: CardHeld, exercise: Exercise) -> str:
    card = exercise.cards.get(change.card)
    holder = names.actor_name(exercise, card.actor) if card else change.card
    held = card.word_called(change.word) if card else _words(change.word)
    return say("{who} holds the card {card}", who=holder, card=held)


@_tell.register
def _(change: OfferLaidDown, exercise: Exercise) -> str:
    told = say("{agreement} is laid down", agreement=agreement_name(exercise, change.agreement))
    return _with_terms(exercise, told, change.terms)


@_tell.register
def _(change: CameIntoForce, exercise: Exercise) -> str:
    told = say("{agreement} comes into force", agreement=agreement_name(exercise, change.agreement))
    return _with_terms(exercise, told, change.terms)


@_tell.register
def _(change: OfferSigned, exercise: Exercise) -> str:
    name = agreement_name(exercise, change.agreement)
    if change.actor == BY_THE_WHITE_CELL:
        who = names.opening(names.word(exercise, "facilitator"))
        return say("{who} lets {agreement} pass, whatever does not hold for it", who=who, agreement=name)
    return say("{who} signs {agreement}", who=names.actor_name(exercise, change.actor), agreement=name)


@_tell.register
def _(change: OfferCleared, exercise: Exercise) -> str:
    actor, name = names.actor_name(exercise, change.actor), agreement_name(exercise, change.agreement)
    return say("{who} takes its signature under {agreement} back", who=actor, agreement=name)


@_tell.register
def _(change: OfferLapsed, exercise: Exercise) -> str:
    return say("{agreement} leaves the table unsigned", agreement=agreement_name(exercise, change.agreement))


@_tell.register
def _(change: Suspended, exercise: Exercise) -> str:
    name, until = agreement_name(exercise, change.agreement), names.turn_name(exercise, change.until)
    return say("{agreement} is suspended through {turn}", agreement=name, turn=until)


@_tell.register
def _(change: Resumed, exercise: Exercise) -> str:
    return say("{agreement} is in force again", agreement=agreement_name(exercise, change.agreement))


@_tell.register
def _(change: NoticeGiven, exercise: Exercise) -> str:
    actor, name = names.actor_name(exercise, change.actor), agreement_name(exercise, change.agreement)
    last = names.turn_name(exercise, change.leaves)
    return say("{who} gives notice of {agreement}: it ends with {turn}", who=actor, agreement=name, turn=last)


@_tell.register
def _(change: PactEnded, exercise: Exercise) -> str:
    told = say(ENDED_HOW[change.how], agreement=agreement_name(exercise, change.agreement))
    found = exercise.agreements.get(change.agreement)
    snapback = found and found.terms and not found.goodwill
    return say("{ended}; its terms no longer count", ended=told) if snapback else told


@_tell.register
def _(change: FactSet, exercise: Exercise) -> str:
    settled = say("{name} is {value}", name=_words(change.fact), value=_words(change.word))
    return titled(agreement_name(exercise, change.agreement), settled)


@_tell.register
def _(change: BreachCommitted, exercise: Exercise) -> str:
    told, but = breach_text(exercise, change), names.word(exercise, "facilitator")
    return say("{breach} (nobody knows yet but the {facilitator})", breach=told, facilitator=but)


@_tell.register
def _(change: BreachFound, exercise: Exercise) -> str:
    actor, name = names.actor_name(exercise, change.breaker), agreement_name(exercise, change.agreement)
    told = say("{who} is found breaking {agreement}", who=actor, agreement=name)
    return titled(told, names.move_name(exercise, change.move)) if change.move else told


def _with_terms(exercise: Exercise, text: str, terms: Mapping[str, int]) -> str:
    return titled(text, terms_text(exercise, terms)) if terms else text


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
