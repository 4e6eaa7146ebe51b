"""Who learns of what is ruled: the audiences that are offered, and actors as they are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.exercise.vocabulary import EVERYBODY
from wargame.referee.ruling import ImprovisedSubject, OrderSubject
from wargame.review import names
from wargame.translation import say

if TYPE_CHECKING:
    from wargame.exercise.definition import Exercise
    from wargame.referee.ruling import Ruling


def can_be_told(ruling: Ruling) -> bool:
    """Return whether it can be said who learns of this: of an order that goes through, or of what is improvised."""
    subject = ruling.subject
    if isinstance(subject, ImprovisedSubject):
        return not subject.corrects
    return isinstance(subject, OrderSubject) and ruling.carried_out


def audiences(exercise: Exercise, ruling: Ruling) -> list[tuple[str, object]]:
    """Return who can learn of a ruling, in words; with None the actors that are typed."""
    mover, others = _mover(ruling), _others(exercise, ruling)
    found: list[tuple[str, object]] = [(say("Everybody"), (EVERYBODY,))]
    if others:
        who = names.audience(exercise, tuple(dict.fromkeys((mover, *others))))
        found.append((say("Only those it is about: {actors}", actors=who), tuple(dict.fromkeys((mover, *others)))))
    if mover:
        found.append((say("Only {actor}", actor=names.actor_name(exercise, mover)), (mover,)))
    else:  # nobody else knows of it already
        found.append((say("Only the {facilitator}", facilitator=names.word(exercise, "facilitator")), ()))
    return [*found, (say("Actors to be named"), None)]


def named_in(exercise: Exercise, typed: str) -> tuple[str, ...]:
    """Return the actors whose names, ids or monograms were typed with commas between; strangers are left out."""
    known = _known(exercise)
    found = (known.get(name, "") for name in _names(typed))
    return tuple(dict.fromkeys(name for name in found if name))


def stranger_in(exercise: Exercise, typed: str) -> str:
    """Return what is wrong with actors that were typed, in a sentence; empty when nothing is."""
    known, given = _known(exercise), _names(typed)
    if not given:
        return say("Name the actors who learn of it, with commas between.")
    stranger = next((name for name in given if name not in known), "")
    everyone = names.listed([actor.name for actor in exercise.actors.values()])
    return say("Nobody is called “{name}”; there are {actors}.", name=stranger, actors=everyone) if stranger else ""


def _names(typed: str) -> list[str]:
    return [name for name in (" ".join(part.split()).casefold() for part in typed.split(",")) if name]


def _known(exercise: Exercise) -> dict[str, str]:
    found: dict[str, str] = {}
    for actor in exercise.actors.values():
        for word in (actor.id, actor.monogram, actor.name):
            found.setdefault(word.casefold(), actor.id)
    return found


def _mover(ruling: Ruling) -> str:
    match ruling.subject:
        case OrderSubject(order):
            return order.actor
        case ImprovisedSubject(actor):
            return actor
        case _:
            return ""


def _others(exercise: Exercise, ruling: Ruling) -> tuple[str, ...]:
    """Return the actors whom it is aimed at: one, or the parties of an agreement."""
    if not isinstance(ruling.subject, OrderSubject):
        return ()
    order = ruling.subject.order
    if order.target in exercise.agreements:
        return tuple(party for party in exercise.agreements[order.target].parties if party != order.actor)
    return (order.target,) if order.target in exercise.actors and order.target != order.actor else ()
