"""What a step back would undo, by name, so that nobody has to guess in front of the room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wargame.exercise.choice_names import item_name
from wargame.exercise.definition import Exercise
from wargame.exercise.punctuation import titled
from wargame.referee.pacts import BY_THE_WHITE_CELL, CardHeld, NoticeGiven, OfferCleared, OfferSigned
from wargame.referee.ruling import ImprovisedSubject, InjectSubject, OrderSubject, Ruling, SigningSubject
from wargame.referee.running import InjectDeferred
from wargame.referee.state import Change, InjectSkipped, Order, OrderPlaced, OrderWithdrawn
from wargame.session.entries import (
    CardChosen,
    Entry,
    ExerciseStarted,
    InjectHeldBack,
    OrderGiven,
    OrdersClosed,
    OrdersReordered,
    OrderTakenBack,
    SessionEnded,
    SignatureGiven,
    SignatureTakenBack,
    SigningClosed,
    WithdrawalAnnounced,
)
from wargame.session.history import History
from wargame.translation import phrase, say

_ALWAYS_ALIKE: Mapping[type[object], str] = {
    ExerciseStarted: phrase("the start of the exercise"),
    OrdersClosed: phrase("closing the orders"),
    SigningClosed: phrase("closing the signing"),
    OrdersReordered: phrase("putting the orders in another order"),
    SessionEnded: phrase("the end of the exercise"),
}


def name_of(exercise: Exercise, history: History, entry: Entry) -> str:
    """Return what a committed entry did, in a few words: "order 'Reach out' of the United States"."""
    if type(entry.body) in _ALWAYS_ALIKE:
        return say(_ALWAYS_ALIKE[type(entry.body)])
    match entry.body:
        case OrderGiven(changes=changes):
            placed = [change.order for change in changes if isinstance(change, OrderPlaced)]
            return _order(exercise, placed[0])
        case OrderTakenBack(changes=changes):
            withdrawn = [change.order for change in changes if isinstance(change, OrderWithdrawn)]
            before = history.state_at(entry.base).orders
            order = _order(exercise, next(order for order in before if order.id == withdrawn[0]))
            return say("taking back {order}", order=order)
        case InjectHeldBack(changes=changes):
            return say("holding back {injects}", injects=_held_back(exercise, changes))
        case SignatureGiven() | SignatureTakenBack() | WithdrawalAnnounced() | CardChosen():
            told = (_at_the_table(exercise, change) for change in reversed(entry.body.changes))
            return next(filter(None, told))
        case _:
            proposal = history.moment_at(entry.base).proposal
            return _ruling(exercise, proposal.ruling) if proposal is not None else say("a ruling")


def _at_the_table(exercise: Exercise, change: Change) -> str:
    match change:
        case OfferSigned(agreement, actor) if actor == BY_THE_WHITE_CELL:
            return say("letting {agreement} pass", agreement=_agreement(exercise, agreement))
        case OfferSigned(agreement, actor):
            text = _agreement(exercise, agreement)
            return say("the signature of {actor} under {agreement}", actor=_actor(exercise, actor), agreement=text)
        case OfferCleared(agreement, actor):
            who, text = _actor(exercise, actor), _agreement(exercise, agreement)
            return say("taking back the signature of {actor} under {agreement}", actor=who, agreement=text)
        case NoticeGiven(agreement, actor):
            text = _agreement(exercise, agreement)
            return say("the notice of {actor} to leave {agreement}", actor=_actor(exercise, actor), agreement=text)
        case CardHeld(card):
            return say("the choice of a card for {actor}", actor=_actor(exercise, exercise.cards[card].actor))
        case _:
            return ""


def _held_back(exercise: Exercise, changes: Sequence[Change]) -> str:
    held = {change.inject for change in changes if isinstance(change, InjectSkipped | InjectDeferred)}
    return ", ".join(f"'{inject.headline}'" for inject in exercise.injects if inject.id in held)


def _order(exercise: Exercise, order: Order) -> str:
    move = exercise.rulebook.moves[order.move]
    return say("order '{move}' of {actor}", move=move.name or move.id, actor=_actor(exercise, order.actor))


def _actor(exercise: Exercise, actor: str) -> str:
    found = exercise.actors.get(actor)
    return found.name if found is not None else actor


def _agreement(exercise: Exercise, agreement: str) -> str:
    found = exercise.agreements.get(agreement)
    return f"'{found.name or found.id}'" if found is not None else f"'{agreement}'"


def _ruling(exercise: Exercise, ruling: Ruling) -> str:
    subject = ruling.subject
    if isinstance(subject, OrderSubject):
        return say("the ruling on {order}", order=_order(exercise, subject.order))
    if isinstance(subject, ImprovisedSubject):
        return f"'{subject.text}'"
    if isinstance(subject, InjectSubject):
        headline = next(one.headline for one in exercise.injects if one.id == subject.inject)
        return say("the inject '{inject}'", inject=headline)
    if isinstance(subject, SigningSubject):
        return say("the coming into force of {agreement}", agreement=_agreement(exercise, subject.agreement))
    phase = next((phase.name for phase in exercise.phases if phase.id == subject.phase), subject.phase)
    if subject.item == "adjudication":
        return say("the order of ruling")
    item = item_name(subject.item)
    return titled(phase, item) if item else phase
