"""How an order of a worked play is decided: the way, arguments for and against, modifiers, and who learns of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Literal

from wargame.exercise.assembly import Assembly, plain
from wargame.exercise.codes import Code
from wargame.exercise.definition import EVERYBODY, Exercise
from wargame.exercise.play import PlayArgument, PlayModifier, PlayTell, Reasoned
from wargame.exercise.rulebook import MOST_WEIGHT, WAYS_OF_DECIDING, Move
from wargame.exercise.shapes_play import ArgumentShape, ModifierShape, TellShape
from wargame.exercise.spelling import did_you_mean
from wargame.exercise.survey import survey


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


def modifiers_of(
    desk: Assembly, shapes: Sequence[ModifierShape], move: Move, exercise: Exercise
) -> tuple[PlayModifier, ...]:
    """Return what is done about modifiers; each line does one thing about one of them, of this move or of any rule."""
    blocks = [*move.block.within(), *(found.block for found in survey(exercise).blocks)] if shapes else []
    known = tuple(dict.fromkeys(one.text for block in blocks for one in block.modifiers))
    found = (_modifier_of(desk, shape, known) for shape in shapes)
    return tuple(one for one in found if one is not None)


def told_of(desk: Assembly, shape: TellShape | None, actors: Iterable[str]) -> PlayTell | None:
    """Return who learns of an order, if a play says it."""
    if shape is None:
        return None
    if not shape.to:
        desk.say(shape.place, Code.BAD_PLAY, "`to` names nobody", f"`{EVERYBODY}`, or actors; of itself the mover")
    known = (*actors, EVERYBODY)
    for name in shape.to:
        if name not in known:
            desk.unknown(name, Code.UNKNOWN_ACTOR, "actor", known)
    return PlayTell(tuple(map(plain, shape.to)), plain(shape.because), shape.place)


def _modifier_of(desk: Assembly, shape: ModifierShape, known: Collection[str]) -> PlayModifier | None:
    if shape.roll < 1:
        desk.say(shape.place, Code.BAD_PLAY, "the rolls of a ruling are counted from 1")
    if (shape.strike is not None) + (shape.count is not None) + (shape.add is not None) != 1:
        hint = "{add: +1, because: it is dark}"
        desk.say(shape.place, Code.BAD_PLAY, "a modifier is struck, made to count, or added: one of them", hint)
        return None
    if shape.add is not None:
        return PlayModifier("add", "", shape.add, plain(shape.because), shape.roll, shape.place)
    text = shape.strike or shape.count
    if text is not None and text not in known:
        desk.unknown(text, Code.BAD_PLAY, "modifier", known)
    act: Literal["strike", "count"] = "count" if shape.strike is None else "strike"
    return PlayModifier(act, plain(text), 0, plain(shape.because), shape.roll, shape.place)
