"""The parts of rulebook.yaml: moves, steps, triggers, endings, tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Literal

from wargame.exercise.assembly import Assembly, plain
from wargame.exercise.blocks import BlockReader
from wargame.exercise.choices import aim_of, read_parameters
from wargame.exercise.codes import Code
from wargame.exercise.conditions import Expression, parse_row
from wargame.exercise.declaring import is_chance
from wargame.exercise.definition import EVERYBODY
from wargame.exercise.languages import NO_ROWS
from wargame.exercise.leaves import number_in
from wargame.exercise.movers import by_of
from wargame.exercise.parameters import bound_by
from wargame.exercise.rulebook import WAYS_OF_DECIDING, Block, Ending, Move, Row, Rulebook, Table, Trigger
from wargame.exercise.sentences import parse_range
from wargame.exercise.shapes import BlockShape
from wargame.exercise.shapes_rulebook import EndingShape, MoveShape, RulebookShape
from wargame.exercise.spelling import did_you_mean, is_id, words_of
from wargame.exercise.vocabulary import BINDABLE, EACH, Vocabulary
from wargame.exercise.written import Branch, Written, key_of

Seen = tuple[str, ...] | Literal["public", "secret", "when detected"]

WAYS_TO_BE_SEEN: tuple[Literal["public", "secret", "when detected"], ...] = ("public", "secret", "when detected")
_COST = re.compile(r"(.*\S)\s+([A-Za-z][A-Za-z0-9_]*)\s*", re.ASCII | re.DOTALL)


def read_rulebook(desk: Assembly, blocks: BlockReader, shape: RulebookShape, injects: Collection[str]) -> Rulebook:
    """Return all the rules."""
    return Rulebook(
        moves={str(key): _move(desk, blocks, key, move) for key, move in shape.moves.items() if move is not None},
        steps={str(key): _step(blocks, f"steps/{key}", step) for key, step in shape.steps.items() if step is not None},
        triggers=_triggers(desk, blocks, shape, injects),
        endings=_endings(desk, shape.endings),
        tables={str(key): _table(desk, key, table) for key, table in shape.tables.items() if table is not None},
        decide=way_of(desk, shape.decide),
    )


def _table(desk: Assembly, key: Written, branch: Branch) -> Table:
    rows: list[Row] = []
    chance = is_chance(branch)
    by = key_of(branch, "by")
    words = [name for name in branch if name not in NO_ROWS and is_id(name)]
    for name, text in branch.items():
        if name in NO_ROWS:
            continue
        limits = (float(len(rows)),) * 2 if words else desk.parsed(name, parse_range)
        value = number_in(text.part(0, -1)) if text.endswith("%") else number_in(text)
        if value is None:
            desk.say(text.place, Code.WRONG_KIND, f"a number or a percentage is expected here, not `{text[:40]}`")
        elif chance and not text.endswith("%"):
            desk.say(text.place, Code.BAD_VALUE, f"`{text}` among percentages", f"write {text}%, or no % at all")
        elif limits is not None:
            rows.append(Row(*limits, value / 100 if chance else value, str(name) if words else ""))
    called = plain(branch.get(Written("name", "")))
    return Table(str(key), key.place, _looked_at(desk, branch[by or key], words), tuple(rows), chance, called)


def _looked_at(desk: Assembly, by: Written, words: list[Written]) -> Expression:
    """Read what a table looks at: an amount, or what its rows are words of."""
    known = desk.vocabulary.binding(*(word for word in BINDABLE if word != EACH))
    if not words:
        return desk.amount(by, known)
    rows = [(str(word), word.place) for word in words]
    found = desk.parsed(by, lambda line, place: parse_row(line, place, rows, known))
    return found or desk.amount(Written("0", by.file, by.line, by.column))


def _step(blocks: BlockReader, path: str, shape: BlockShape | list[BlockShape]) -> tuple[Block, ...]:
    if isinstance(shape, BlockShape):
        return (blocks.block(shape, path),)
    return tuple(blocks.block(part, f"{path}/{position}") for position, part in enumerate(shape, start=1))


def _move(desk: Assembly, blocks: BlockReader, key: Written, shape: MoveShape) -> Move:
    by = by_of(desk, shape)
    aim, parameters = aim_of(desk, shape, by), read_parameters(desk, shape.parameters)
    bound = {"me": by, "target": aim.targets} if aim.targets else {"me": by}
    known = desk.vocabulary.binding(**bound, **bound_by(parameters.values()))
    cost, cost_track = _cost(desk, shape.cost, by, known)
    seen = _seen(desk, shape)
    if shape.per_turn is not None and shape.per_turn < 1:
        desk.say(shape.place, Code.BAD_VALUE, "`per turn` is 1 or more")
    path = f"moves/{key}"
    block = replace(blocks.block(shape, path, known), name="")
    return Move(
        id=str(key),
        name=plain(shape.name),
        place=key.place,
        by=by,
        block=block,
        category=plain(shape.category),
        tags=frozenset(map(str, shape.tags)),
        text=plain(shape.text),
        targets=aim.targets,
        aimed=aim.aimed,
        target_title=aim.title,
        target_names=aim.names,
        may_target_self=aim.may_target_self,
        parameters=parameters,
        allowed_if=desk.condition(shape.allowed_if, known) if shape.allowed_if is not None else None,
        cost=cost,
        cost_track=cost_track,
        once=shape.once,
        per_turn=shape.per_turn,
        seen=seen,
        detected=blocks.block(shape.detected, f"{path}/detected", known) if shape.detected is not None else None,
        decide=_decide(desk, shape),
    )


def _decide(desk: Assembly, shape: MoveShape) -> str:
    """Return how the author wants the move decided, or nothing."""
    if shape.decide == "roll" and shape.roll is None and shape.chance is None:
        message = "`decide: roll` without a roll or a chance"
        desk.say(shape.decide.place, Code.MISSING_KEY, message, "add `roll: …`")
    return way_of(desk, shape.decide)


def way_of(desk: Assembly, way: Written | None) -> str:
    """Return a way of deciding as it is written, or nothing."""
    if way is not None and way not in WAYS_OF_DECIDING:
        hint = did_you_mean(way, WAYS_OF_DECIDING) or "known are: " + ", ".join(WAYS_OF_DECIDING)
        desk.say(way.place, Code.BAD_VALUE, f"`{way[:40]}` is not a way of deciding", hint)
    return plain(way)


def _cost(
    desk: Assembly, text: Written | None, by: tuple[str, ...], known: Vocabulary
) -> tuple[Expression | None, str]:
    """Read `1 capital`: an amount, and the track of the mover that pays it."""
    if text is None:
        return None, ""
    found = _COST.fullmatch(text)
    if found is None:
        desk.say(text.place, Code.BAD_VALUE, f"`{text[:40]}` is not a cost", "an amount and a track: 1 capital")
        return None, ""
    track = text.part(found.start(2), found.end(2))
    missing = [actor for actor in by if f"{actor}.{track}" not in known.tracks]
    if missing:
        own = sorted(short for short in known.shorts if all(f"{actor}.{short}" in known.tracks for actor in by))
        message = f"{missing[0]} has no track `{track}` to pay from"
        hint = "they have: " + ", ".join(own) if own else "a track `for: actor`"
        desk.say(track.place, Code.NO_SUCH_TRACK, message, hint)
    return desk.amount(text.part(0, found.end(1)), known), str(track)


def _seen(desk: Assembly, shape: MoveShape) -> Seen:
    seen: Seen = "public"
    if shape.seen is not None:
        word = shape.seen[0] if len(shape.seen) == 1 else None
        way = next((way for way in WAYS_TO_BE_SEEN if way == word), None)
        if way is None and word is not None and word not in (*desk.vocabulary.actors, EVERYBODY):
            desk.unknown(word, Code.UNKNOWN_ACTOR, "actor", (*WAYS_TO_BE_SEEN, *desk.vocabulary.actors))
            return "public"
        seen = way or (desk.actors(shape.seen) if word != EVERYBODY else "public")
    if seen == "when detected" and shape.detected is None:
        desk.say(shape.place, Code.MISSING_KEY, "the key `detected` is missing here", "detected: {chance: 30%}")
    if shape.detected is not None and seen != "when detected":
        message = "`detected` without `seen: when detected`"
        desk.say(shape.detected.place, Code.MISSING_KEY, message, "add `seen: when detected`")
    return seen


def _triggers(
    desk: Assembly, blocks: BlockReader, shape: RulebookShape, injects: Collection[str]
) -> dict[str, Trigger]:
    triggers = {}
    for key, trigger in shape.triggers.items():
        if trigger is None:
            continue
        if trigger.inject is not None and trigger.inject not in injects:
            desk.unknown(trigger.inject, Code.UNKNOWN_REFERENCE, "inject", injects)
        triggers[str(key)] = Trigger(
            id=str(key),
            place=key.place,
            when=desk.condition(trigger.when),
            block=blocks.block(trigger, f"triggers/{key}"),
            once=trigger.once,
            say=plain(trigger.say),
            inject=plain(trigger.inject),
        )
    return triggers


def _endings(desk: Assembly, shapes: Mapping[Written, EndingShape | None]) -> tuple[Ending, ...]:
    names = {str(key): plain(shape.name) or words_of(key) for key, shape in shapes.items() if shape is not None}
    shared = Counter(str(shape.as_) for shape in shapes.values() if shape is not None and shape.as_ is not None)
    endings: list[Ending] = []
    for key, shape in shapes.items():
        if shape is None:
            continue
        if (shape.when is None) != shape.otherwise:
            desk.say(key.place, Code.MISSING_KEY, "an ending has either `when` or `otherwise: true`")
        if endings and endings[-1].when is None:
            message = f"`{endings[-1].id}` is for everything else, so `{key}` can never come"
            desk.say(key.place, Code.BAD_VALUE, message, "move `otherwise` to the end of the list")
        state = str(shape.as_ or key)
        if shape.as_ is not None and state not in names and shared[state] < 2:  # noqa: PLR2004 - two rows, one end-state
            desk.unknown(shape.as_, Code.UNKNOWN_REFERENCE, "other ending", [name for name in names if name != key])
        endings.append(
            Ending(
                id=str(key),
                place=key.place,
                when=desk.condition(shape.when) if shape.when is not None else None,
                at_once=shape.at_once,
                end_state=state,
                name=plain(shape.name) or names.get(state, words_of(state)),
                say=plain(shape.say),
            )
        )
    return tuple(endings)
