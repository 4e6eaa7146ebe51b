"""What a step back would undo, by name, so that nobody has to guess in front of the room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wargame.exercise.definition import Exercise
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

_ALWAYS_ALIKE: Mapping[type[object], str] = {
    ExerciseStarted: "the start of the exercise",
    OrdersClosed: "closing the orders",
    SigningClosed: "closing the signing",
    OrdersReordered: "putting the orders in another order",
    SessionEnded: "the end of the exercise",
}


def name_of(exercise: Exercise, history: History, entry: Entry) -> str:
    """Return what a committed entry did, in a few words: "order 'Reach out' of the United States"."""
    if type(entry.body) in _ALWAYS_ALIKE:
        return _ALWAYS_ALIKE[type(entry.body)]
    match entry.body:
        case OrderGiven(changes=changes):
            placed = [change.order for change in changes if isinstance(change, OrderPlaced)]
            return _order(exercise, placed[0])
        case OrderTakenBack(changes=changes):
            withdrawn = [change.order for change in changes if isinstance(change, OrderWithdrawn)]
            before = history.state_at(entry.base).orders
            return f"taking back {_order(exercise, next(order for order in before if order.id == withdrawn[0]))}"
        case InjectHeldBack(changes=changes):
            return f"holding back {_held_back(exercise, changes)}"
        case SignatureGiven() | SignatureTakenBack() | WithdrawalAnnounced() | CardChosen():
            told = (_at_the_table(exercise, change) for change in reversed(entry.body.changes))
            return next(filter(None, told))
        case _:
            proposal = history.moment_at(entry.base).proposal
            return _ruling(exercise, proposal.ruling) if proposal is not None else "a ruling"


def _at_the_table(exercise: Exercise, change: Change) -> str:
    match change:
        case OfferSigned(agreement, actor) if actor == BY_THE_WHITE_CELL:
            return f"letting {_agreement(exercise, agreement)} pass"
        case OfferSigned(agreement, actor):
            return f"the signature of {_actor(exercise, actor)} under {_agreement(exercise, agreement)}"
        case OfferCleared(agreement, actor):
            return f"taking back the signature of {_actor(exercise, actor)} under {_agreement(exercise, agreement)}"
        case NoticeGiven(agreement, actor):
            return f"the notice of {_actor(exercise, actor)} to leave {_agreement(exercise, agreement)}"
        case CardHeld(card):
            return f"the choice of a card for {_actor(exercise, exercise.cards[card].actor)}"
        case _:
            return ""


def _held_back(exercise: Exercise, changes: Sequence[Change]) -> str:
    held = {change.inject for change in changes if isinstance(change, InjectSkipped | InjectDeferred)}
    return ", ".join(f"'{inject.headline}'" for inject in exercise.injects if inject.id in held)


def _order(exercise: Exercise, order: Order) -> str:
    move = exercise.rulebook.moves[order.move]
    return f"order '{move.name or move.id}' of {_actor(exercise, order.actor)}"


def _actor(exercise: Exercise, actor: str) -> str:
    found = exercise.actors.get(actor)
    return found.name if found is not None else actor


def _agreement(exercise: Exercise, agreement: str) -> str:
    found = exercise.agreements.get(agreement)
    return f"'{found.name or found.id}'" if found is not None else f"'{agreement}'"


def _ruling(exercise: Exercise, ruling: Ruling) -> str:
    subject = ruling.subject
    if isinstance(subject, OrderSubject):
        return f"the ruling on {_order(exercise, subject.order)}"
    if isinstance(subject, ImprovisedSubject):
        return f"'{subject.text}'"
    if isinstance(subject, InjectSubject):
        return f"the inject '{next(one.headline for one in exercise.injects if one.id == subject.inject)}'"
    if isinstance(subject, SigningSubject):
        return f"the coming into force of {_agreement(exercise, subject.agreement)}"
    phase = next((phase.name for phase in exercise.phases if phase.id == subject.phase), subject.phase)
    if subject.item == "adjudication":
        return "the order of ruling"
    return f"{phase}: {subject.item.replace('_', ' ')}" if subject.item else phase
