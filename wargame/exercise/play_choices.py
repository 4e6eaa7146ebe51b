"""What a play chooses with an order: its target and its parameters, held against the move."""

from __future__ import annotations

from wargame.exercise.assembly import Assembly, plain
from wargame.exercise.codes import Code
from wargame.exercise.rulebook import Move
from wargame.exercise.shapes_play import OrderShape


def check_target(desk: Assembly, shape: OrderShape, move: Move) -> None:
    """Complain of a target that the move does not have, or of none where it needs one."""
    known = move.targets_for(str(shape.by))
    if shape.target is None and move.targets:
        desk.say(shape.move.place, Code.BAD_PLAY, f"`{move.id}` needs a target", ", ".join(known))
    elif shape.target is not None and shape.target not in known:
        hint = "one of " + ", ".join(known) if known else "it has none"
        desk.say(shape.target.place, Code.BAD_PLAY, f"`{shape.target[:60]}` is not a target of `{move.id}`", hint)


def choices_of(desk: Assembly, shape: OrderShape, move: Move) -> dict[str, str]:
    """Return what is chosen besides; complains of what the move does not offer."""
    for key, value in shape.choices.items():
        parameter = move.parameters.get(str(key))
        if parameter is None:
            desk.unknown(key, Code.BAD_PLAY, f"parameter of `{move.id}` called", move.parameters)
        elif not parameter.fits(str(value)):
            message = f"`{value[:40]}` is nothing that can be chosen for `{key}` of `{move.id}`"
            desk.say(value.place, Code.BAD_PLAY, message, f"it is {parameter.wanted}")
    return {str(key): plain(value) for key, value in shape.choices.items()}
