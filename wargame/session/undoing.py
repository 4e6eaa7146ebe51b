"""What a step back would undo, by name, so that nobody has to guess in front of the room."""

from __future__ import annotations

from wargame.exercise.definition import Exercise
from wargame.referee.ruling import ImprovisedSubject, OrderSubject, Ruling, SigningSubject
from wargame.referee.state import Order, OrderPlaced, OrderWithdrawn
from wargame.session.entries import Entry, ExerciseStarted, OrderGiven, OrdersClosed, OrderTakenBack, SessionEnded
from wargame.session.history import History


def name_of(exercise: Exercise, history: History, entry: Entry) -> str:
    """Return what a committed entry did, in a few words: "order 'Reach out' of the United States"."""
    match entry.body:
        case ExerciseStarted():
            return "the start of the exercise"
        case OrderGiven(changes=changes):
            placed = [change.order for change in changes if isinstance(change, OrderPlaced)]
            return _order(exercise, placed[0])
        case OrderTakenBack(changes=changes):
            withdrawn = [change.order for change in changes if isinstance(change, OrderWithdrawn)]
            before = history.state_at(entry.base).orders
            return f"taking back {_order(exercise, next(order for order in before if order.id == withdrawn[0]))}"
        case OrdersClosed():
            return "closing the orders"
        case SessionEnded():
            return "the end of the exercise"
        case _:
            proposal = history.moment_at(entry.base).proposal
            return _ruling(exercise, proposal.ruling) if proposal is not None else "a ruling"


def _order(exercise: Exercise, order: Order) -> str:
    move, actor = exercise.rulebook.moves[order.move], exercise.actors[order.actor]
    return f"order '{move.name or move.id}' of {actor.name}"


def _ruling(exercise: Exercise, ruling: Ruling) -> str:
    subject = ruling.subject
    if isinstance(subject, OrderSubject):
        return f"the ruling on {_order(exercise, subject.order)}"
    if isinstance(subject, ImprovisedSubject):
        return f"'{subject.text}'"
    if isinstance(subject, SigningSubject):
        return f"the signing of {exercise.agreements[subject.agreement].name}"
    phase = next((phase.name for phase in exercise.phases if phase.id == subject.phase), subject.phase)
    return f"{phase}: {subject.item}" if subject.item else phase
