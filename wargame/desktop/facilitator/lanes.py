"""The lanes of the timeline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wargame.exercise.definition import Exercise


@dataclass(frozen=True, slots=True)
class Lane:
    """One band of the timeline and how it is labelled."""

    id: str
    """`injects`, an actor, or `rules`."""
    name: str
    slot: int = -1
    """The actor's position in the exercise; -1 for lanes that are no actor's."""
    monogram: str = ""
    icon: str = ""


def lanes_of(exercise: Exercise) -> tuple[Lane, ...]:
    """Return the lanes of an exercise: injects above, one for each actor, the rules below."""
    actors = [
        Lane(actor.id, actor.name, slot, actor.monogram or actor.name[:2].upper())
        for slot, actor in enumerate(exercise.actors.values())
    ]
    return (Lane("injects", "Injects", icon="newspaper"), *actors, Lane("rules", "Rules", icon="book-open"))
