"""The actors as everybody knows them."""

from __future__ import annotations

from wargame.exercise.definition import Exercise
from wargame.referee.views import ActorSummary


def summary(exercise: Exercise, actor: str) -> ActorSummary:
    """Return an actor as everybody knows it; its slot fixes colour and shape."""
    known = exercise.actors[actor]
    slot = list(exercise.actors).index(actor)
    return ActorSummary(actor, known.name, known.monogram, slot, known.aim)


def summaries(exercise: Exercise) -> tuple[ActorSummary, ...]:
    """Return all actors, in the order of the exercise."""
    return tuple(summary(exercise, actor) for actor in exercise.actors)
