"""msel.yaml: injects."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from wargame.exercise.assembly import Assembly, plain
from wargame.exercise.attachments import Attachments, check_attachments
from wargame.exercise.blocks import BlockReader
from wargame.exercise.codes import Code
from wargame.exercise.definition import EVERYBODY
from wargame.exercise.due import Calendar, Due
from wargame.exercise.msel import Inject
from wargame.exercise.scenario_parts import FACILITATOR, check_objective
from wargame.exercise.shapes_msel import InjectShape, MselShape
from wargame.exercise.spelling import words_of
from wargame.exercise.written import Written


def read_injects(
    desk: Assembly,
    blocks: BlockReader,
    shape: MselShape,
    objectives: Collection[str],
    calendar: Calendar,
    attachments: Attachments,
) -> tuple[Inject, ...]:
    """Return the injects in the order in which they are looked at."""
    injects = []
    numbers: dict[int, Written] = {}
    for position, (key, inject) in enumerate(shape.injects.items(), start=1):
        if inject is None:
            continue
        number = position if inject.number is None else inject.number
        if number in numbers:
            message = f"number {number} is already that of `{numbers[number]}` (line {numbers[number].line})"
            desk.say(key.place, Code.NAME_TWICE, message, "give each inject its own number")
        numbers[number] = key
        check_objective(desk, inject.objective, objectives)
        attached = attachments.read(desk, inject.attachment)
        made = replace(_inject(desk, blocks, key, inject), number=number, attachment=attached)
        due = None if inject.due is None else calendar.due(inject.due)
        injects.append(made if due is None else _planned(made, due))
    named = {str(inject.attachment) for inject in shape.injects.values() if inject is not None}
    check_attachments(desk, attachments.texts, named)
    return tuple(injects)


def _planned(inject: Inject, due: Due) -> Inject:
    return replace(inject, due_turn=due.turn, due_phase=due.phase, due_minute=due.minute, due_time=due.time)


def _inject(desk: Assembly, blocks: BlockReader, key: Written, shape: InjectShape) -> Inject:
    if shape.due is not None and shape.when is not None:
        desk.say(shape.when.place, Code.BAD_VALUE, "an inject has `due` or `when`, not both", "use `due` with `if`")
    return Inject(
        id=str(key),
        number=0,
        place=key.place,
        headline=plain(shape.headline) or words_of(key),
        text=plain(shape.text),
        block=blocks.block(shape, f"injects/{key}"),
        when=None if shape.when is None else desk.condition(shape.when),
        sender=plain(shape.from_),
        to=_recipients(desk, shape),
        means=plain(shape.means),
        must=shape.must,
        objective=plain(shape.objective),
        expected=plain(shape.expected),
        hint=plain(shape.hint),
        read_aloud=plain(shape.read_aloud),
        success=plain(shape.success),
        red_flag=plain(shape.red_flag),
        questions=tuple(map(plain, shape.questions)),
    )


def _recipients(desk: Assembly, shape: InjectShape) -> tuple[str, ...]:
    if shape.to is None or EVERYBODY in shape.to:
        return (EVERYBODY,)
    pool = (*desk.vocabulary.actors, EVERYBODY, FACILITATOR)
    for name in shape.to:
        if name not in pool:
            desk.unknown(name, Code.UNKNOWN_ACTOR, "actor", pool)
    return tuple(str(name) for name in shape.to if name != FACILITATOR)
