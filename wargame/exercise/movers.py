"""Who may make a move."""

from __future__ import annotations

from wargame.exercise.assembly import Assembly
from wargame.exercise.definition import EVERYBODY
from wargame.exercise.shapes_rulebook import MoveShape, RulebookShape
from wargame.exercise.vocabulary import ANYBODY


def by_of(desk: Assembly, shape: MoveShape) -> tuple[str, ...]:
    """Return the actors who have a move."""
    return desk.actors(shape.by, (EVERYBODY, ANYBODY))


def movers_of(desk: Assembly, rules: RulebookShape) -> dict[str, tuple[str, ...]]:
    """Return who has each move, without complaints: those are made when the moves themselves are read."""
    quiet = Assembly.quiet(desk)
    return {str(move): by_of(quiet, shape) for move, shape in rules.moves.items() if shape is not None}
