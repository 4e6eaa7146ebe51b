"""Who learns of a ruling; what may be known at all is in `exercise.sight`."""

from __future__ import annotations

from wargame.exercise.definition import Exercise
from wargame.exercise.rulebook import Move
from wargame.referee.adjustment import Tell, UnfitAdjustmentError
from wargame.referee.hand import Hand, told_by
from wargame.referee.pacts import BreachFound
from wargame.referee.ruling import Chanced, Finding, ImprovisedSubject, OrderSubject, Ruling, SigningSubject
from wargame.referee.state import EVERYBODY, Order, OrderCarriedOut, State
from wargame.translation import say


def seen_by(exercise: Exercise, ruling: Ruling) -> tuple[str, ...]:
    """Return who learns that what a ruling is about has happened: `all`, actors, or () for the white cell alone.

    An order is known as its move says, and to all if it was found to break an agreement: the
    act has come to light with the breach. One that lapsed is known to its own seat. What the
    program does in a phase is for the white cell: what others learn of it is what
    they are told (`visibility.told`), so that not even its absence gives anything away.
    Of an order that was carried out, and of what is improvised, the facilitator's word (`Tell`) goes before all this.
    """
    subject = ruling.subject
    said = next((one for one in reversed(ruling.adjustments) if isinstance(one, Tell)), None)
    if isinstance(subject, ImprovisedSubject):
        return (subject.to or (EVERYBODY,)) if said is None else told_by(said, subject.actor)
    if isinstance(subject, SigningSubject):
        return (EVERYBODY,)
    return _who_learns(exercise, ruling, subject.order, said) if isinstance(subject, OrderSubject) else ()


def _who_learns(exercise: Exercise, ruling: Ruling, order: Order, said: Tell | None) -> tuple[str, ...]:
    if not any(isinstance(change, OrderCarriedOut) for change in ruling.changes):
        return (order.actor,)
    if said is not None:
        return told_by(said, order.actor)
    if any(isinstance(change, BreachFound) and change.move == order.move for change in ruling.changes):
        return (EVERYBODY,)
    return _seen_by_order(exercise.rulebook.moves[order.move], order.actor, ruling.findings)


def kept_from(state: State, audience: str) -> frozenset[str]:
    """Return the moves that somebody has made and this audience has not learnt of, because the facilitator said so.

    From then on this audience does not always know when such a move is made: nothing that hangs on it is shown.
    """
    told = ((done.order.move, done.told) for done in state.carried if done.told is not None)
    return frozenset(move for move, to in told if EVERYBODY not in to and audience not in to)


def refuse_strangers(exercise: Exercise, hand: Hand) -> None:
    """Raise UnfitAdjustmentError when somebody is to learn of something who is nobody here."""
    for name in hand.tell.to if hand.tell is not None else ():
        if name != EVERYBODY and name not in exercise.actors:
            raise UnfitAdjustmentError(say("There is no actor called {name}.", name=name))


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
