"""Who learns of a ruling; what may be known at all is in `exercise.sight`."""

from __future__ import annotations

from wargame.exercise.definition import Exercise
from wargame.exercise.rulebook import Move
from wargame.referee.pacts import BreachFound
from wargame.referee.ruling import Chanced, Finding, ImprovisedSubject, OrderSubject, Ruling, SigningSubject
from wargame.referee.state import EVERYBODY, OrderCarriedOut


def seen_by(exercise: Exercise, ruling: Ruling) -> tuple[str, ...]:
    """Return who learns that what a ruling is about has happened: `all`, actors, or () for the white cell alone.

    An order is known as its move says, and to all if it was found to break an agreement: the
    act has come to light with the breach. One that lapsed is known to its own seat. What the
    program does in a phase is for the white cell: what others learn of it is what
    they are told (`visibility.told`), so that not even its absence gives anything away.
    """
    subject = ruling.subject
    if isinstance(subject, ImprovisedSubject):
        return subject.to or (EVERYBODY,)
    if isinstance(subject, SigningSubject):
        return (EVERYBODY,)
    if isinstance(subject, OrderSubject):
        order = subject.order
        if not any(isinstance(change, OrderCarriedOut) for change in ruling.changes):
            return (order.actor,)
        if any(isinstance(change, BreachFound) and change.move == order.move for change in ruling.changes):
            return (EVERYBODY,)
        return _seen_by_order(exercise.rulebook.moves[order.move], order.actor, ruling.findings)
    return ()


def _seen_by_order(move: Move, actor: str, findings: tuple[Finding, ...]) -> tuple[str, ...]:
    match move.seen:
        case "public":
            return (EVERYBODY,)
        case "secret":
            return (actor,)
        case "when detected":
            return (EVERYBODY,) if detected(move, findings) else (actor,)
        case actors:
            return (EVERYBODY,) if EVERYBODY in actors else tuple(dict.fromkeys([actor, *actors]))


def detected(move: Move, findings: tuple[Finding, ...]) -> bool:
    """Return whether a move was detected in these findings."""
    path = move.detected.path if move.detected is not None else None
    return any(isinstance(finding, Chanced) and finding.path == path and finding.came_up for finding in findings)
