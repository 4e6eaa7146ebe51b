"""Why a move can be made or not, and a text be signed or not, as things stand: for the white cell, from true values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wargame.exercise.definition import Exercise
from wargame.exercise.punctuation import titled
from wargame.referee import signing
from wargame.referee.checks import check_order
from wargame.referee.choosing import bound_by
from wargame.referee.ruling import Check
from wargame.referee.state import Order, State
from wargame.review import names
from wargame.review.pacts import agreement_name
from wargame.review.reasons import check_text


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that has to hold."""

    text: str
    """ "met: Level of dialogue is 2, at least 1"."""
    holds: bool


@dataclass(frozen=True, slots=True)
class Availability:
    """Whether somebody may do something now."""

    subject: str
    """Id of the move or agreement."""
    title: str
    """Who would do what: "US administration: Reach out to Pyongyang"."""
    actor: str
    """ "" for a text, which all its parties sign."""
    target: str
    reasons: tuple[Reason, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing stands in the way."""
        return all(reason.holds for reason in self.reasons)


def move_availability(exercise: Exercise, state: State, move: str) -> tuple[Availability, ...]:
    """Return for everybody who has a move, and everything it can be aimed at, whether it can be made now."""
    return tuple(_of_move(exercise, state, move))


def text_availability(exercise: Exercise, state: State, agreement: str) -> Availability:
    """Return whether a text could be signed and come into force now, on the terms on the table or the usual ones."""
    text, offer = exercise.agreements[agreement], state.offers.get(agreement)
    terms = signing.usual_terms(exercise, text) if offer is None else offer.terms
    checks = (*signing.checks_of(exercise, state, text, terms), *signing.last_checks(exercise, state, text))
    bound = {"this": agreement}
    reasons = tuple(_reason(exercise, check, bound) for check in checks)
    return Availability(agreement, agreement_name(exercise, agreement), "", "", reasons)


def _of_move(exercise: Exercise, state: State, move: str) -> Iterator[Availability]:
    known = exercise.rulebook.moves[move]
    for actor in known.by:
        for target in known.targets_for(actor) or ("",):
            order = Order("why", actor, move, target)
            bound = bound_by(order, known)
            reasons = tuple(_reason(exercise, check, bound) for check in check_order(exercise, state, order))
            title = titled(names.actor_name(exercise, actor), names.order_name(exercise, order))
            yield Availability(move, title, actor, target, reasons)


def _reason(exercise: Exercise, check: Check, bound: dict[str, str]) -> Reason:
    return Reason(check_text(exercise, check, bound), check.holds)
