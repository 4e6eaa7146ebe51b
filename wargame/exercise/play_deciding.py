"""How an order of a worked play is decided: the way that was chosen, and the arguments for and against."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wargame.exercise.assembly import Assembly, plain
from wargame.exercise.codes import Code
from wargame.exercise.play import PlayArgument, Reasoned
from wargame.exercise.rulebook import MOST_WEIGHT, WAYS_OF_DECIDING, Move
from wargame.exercise.shapes_play import ArgumentShape
from wargame.exercise.spelling import did_you_mean


def way_chosen(desk: Assembly, move: Move, said: Sequence[Reasoned]) -> Reasoned | None:
    """Return the way of deciding that was chosen for an order, if one was."""
    if not said:
        return None
    chosen = said[0]
    if len(said) > 1:
        desk.say(said[1].place, Code.BAD_PLAY, "an order is decided in one way")
    if chosen.what not in WAYS_OF_DECIDING:
        hint = did_you_mean(chosen.what, WAYS_OF_DECIDING) or "known are: " + ", ".join(WAYS_OF_DECIDING)
        desk.say(chosen.place, Code.BAD_PLAY, f"`{chosen.what[:40]}` is not a way of deciding", hint)
    elif chosen.what == "roll" and move.block.roll is None and move.block.chance is None:
        message = f"`{move.id}` has no roll of its own"
        desk.say(chosen.place, Code.BAD_PLAY, message, "argue, draw and vote need none")
    return chosen


def arguments_of(desk: Assembly, shapes: Iterable[ArgumentShape]) -> tuple[PlayArgument, ...]:
    """Return the arguments; each speaks either for the move or against it."""
    found = []
    for shape in shapes:
        text = shape.for_ if shape.for_ is not None else shape.against
        if text is None or (shape.for_ is not None and shape.against is not None):
            desk.say(shape.place, Code.BAD_PLAY, "an argument speaks for or against", "{for: they listen, by: us}")
            continue
        if not 0 <= shape.weight <= MOST_WEIGHT:
            desk.say(shape.place, Code.BAD_PLAY, f"the weight of an argument is a number from 0 to {MOST_WEIGHT}")
        speaks_for = shape.for_ is not None
        found.append(PlayArgument(plain(text), speaks_for, shape.place, plain(shape.by), shape.weight))
    return tuple(found)
