"""Who may make a move, and at whom it may be aimed."""

from __future__ import annotations

from wargame.exercise.assembly import Assembly
from wargame.exercise.definition import EVERYBODY
from wargame.exercise.shapes_rulebook import MoveShape, RulebookShape
from wargame.exercise.vocabulary import ANYBODY


def by_of(desk: Assembly, shape: MoveShape) -> tuple[str, ...]:
    """Return the actors who have a move."""
    return desk.actors(shape.by, (EVERYBODY, ANYBODY))


def targets_of(desk: Assembly, shape: MoveShape, by: tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
    """Return at whom a move may be aimed, and whether that may be the mover."""
    if shape.target is None:
        return (), False
    if len(shape.target) == 1 and shape.target[0] == "others":
        others = tuple(actor for actor in desk.vocabulary.actors if by != (actor,))
        return others, False
    return desk.actors(shape.target, (ANYBODY, EVERYBODY)), True


def movers_of(desk: Assembly, rules: RulebookShape) -> dict[str, tuple[str, ...]]:
    """Return who has each move, without complaints: those are made when the moves themselves are read."""
    quiet = Assembly.quiet(desk)
    return {str(move): by_of(quiet, shape) for move, shape in rules.moves.items() if shape is not None}
