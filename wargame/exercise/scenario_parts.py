"""The rest of scenario.yaml: actors, turns, phases, objectives, evaluation guide."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from wargame.exercise.assembly import Assembly, plain
from wargame.exercise.codes import Code
from wargame.exercise.definition import EVERYBODY, Actor, Objective, Phase
from wargame.exercise.due import Pace
from wargame.exercise.moments import moment_of
from wargame.exercise.shapes_scenario import ActorShape, PhaseShape, ScenarioShape, TurnsShape
from wargame.exercise.spelling import words_of
from wargame.exercise.written import Written
from wargame.translation import phrase

BUILT_IN = (
    *("income", "delayed effects", "injects", "resume", "signing", "orders", "adjudication", "agreements"),
    *("triggers", "expiry"),
)
"""What the program does by itself, where a phase names it."""
FACILITATOR = "facilitator"
LABELS = (
    *(phrase("turn"), phrase("phase"), phrase("move"), phrase("order"), phrase("ruling"), phrase("inject")),
    *(phrase("track"), phrase("ending"), phrase("actor"), phrase("seat"), phrase("facilitator")),
    *(phrase("participant"), phrase("reviewer"), phrase("room"), phrase("exercise"), phrase("session")),
    *(phrase("briefing"), phrase("timeline"), phrase("note"), phrase("marking")),
)
"""Words of the screen that an exercise may call something else; `marking` is its protective marking on the wall."""
MOST_TURNS = 200

_LASTS = re.compile(r"(?:([0-9]{1,4}) )?(hour|day|week|month|year)s?", re.ASCII)
_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "year": 12}
_TURN = re.compile(r"turn ([0-9]{1,4})", re.ASCII)
_INITIATIVE = re.compile(r"initiative: *([A-Za-z0-9_]+)", re.ASCII)


MONOGRAM = 2
"""Letters that fit into an actor's badge."""


def read_actors(desk: Assembly, shapes: Mapping[Written, ActorShape | None]) -> dict[str, Actor]:
    """Return the sides. Who says nothing of moves has one a turn."""
    actors = {}
    for key, shape in shapes.items():
        if shape is None:
            continue
        moves = shape.moves_a_turn or Written("1", key.file, key.line, key.column)
        if shape.monogram is not None and len(shape.monogram) > MONOGRAM:
            message = f"a monogram has at most {MONOGRAM} letters, not {len(shape.monogram)}"
            desk.say(shape.monogram.place, Code.BAD_VALUE, message, "it stands in a small badge")
        actors[str(key)] = Actor(
            id=str(key),
            name=plain(shape.name),
            place=key.place,
            moves_per_turn=desk.amount(moves, desk.vocabulary.binding(me=[str(key)])),
            aim=plain(shape.aim),
            monogram=plain(shape.monogram) or key[:2].upper(),
        )
    return actors


def read_turns(desk: Assembly, shape: TurnsShape, starts: str) -> Pace:
    """Return how many turns there are, and how long each lasts."""
    if not 1 <= shape.count <= MOST_TURNS:
        desk.say(shape.place, Code.BAD_VALUE, f"an exercise has 1 to {MOST_TURNS} turns, not {shape.count}")
    lasts = shape.each_lasts
    if lasts is None:
        return Pace(shape.count, starts=starts)
    found = _LASTS.fullmatch(lasts)
    if found is None or found[1] == "0":
        hint = "6 months, 1 year, 3 days, 6 hours"
        desk.say(lasts.place, Code.BAD_VALUE, f"`{lasts[:40]}` is not a length of time", hint)
        return Pace(shape.count, starts=starts)
    number, unit = int(found[1] or 1), found[2]
    months, days = number * _MONTHS.get(unit, 0), number * _DAYS.get(unit, 0)
    return Pace(shape.count, months, days, number if unit == "hour" else 0, starts)


def read_date(desk: Assembly, text: Written | None) -> str:
    """Return the scenario date of turn 1, or nothing."""
    if text is None:
        return ""
    try:
        moment_of(str(text))
    except ValueError:
        hint = "year-month-day: 2021-01-20, or with a time: 2021-01-20 06:00"
        desk.say(text.place, Code.BAD_VALUE, f"`{text[:40]}` is not a date", hint)
        return ""
    return str(text)


def read_labels(desk: Assembly, scenario: ScenarioShape) -> dict[str, str]:
    """Return the words of the screen that the exercise renames."""
    for word in scenario.labels:
        if word not in LABELS:
            desk.unknown(word, Code.UNKNOWN_KEY, "word of the screen", LABELS)
    called = {"turn": plain(scenario.turns.called)} if scenario.turns.called is not None else {}
    return called | {str(word): plain(label) for word, label in scenario.labels.items()}


def read_phases(
    desk: Assembly, shapes: Mapping[Written, PhaseShape | None], steps: Collection[str]
) -> tuple[Phase, ...]:
    """Return the phases in order."""
    phases = []
    for key, shape in shapes.items():
        if shape is None:
            continue
        for thing in shape.does:
            if thing not in BUILT_IN and thing not in steps:
                desk.unknown(thing, Code.UNKNOWN_STEP, "step", (*BUILT_IN, *steps))
        if shape.minutes < 0:
            desk.say(shape.place, Code.BAD_VALUE, "minutes are 0 or more")
        phases.append(
            Phase(
                id=str(key),
                name=plain(shape.name) or words_of(key),
                place=key.place,
                minutes=shape.minutes,
                who=_who(desk, shape),
                does=tuple(map(str, shape.does)),
                orders=one_of(desk, shape.orders, ("sealed", "open"), "sealed"),
                order=_order(desk, shape.order),
                says=plain(shape.says),
                questions=tuple(map(plain, shape.questions)),
            )
        )
    return tuple(phases)


def read_objectives(shapes: Mapping[Written, Written]) -> dict[str, Objective]:
    """Return what the exercise is meant to practise."""
    return {str(key): Objective(str(key), plain(text), key.place) for key, text in shapes.items()}


def check_objective(desk: Assembly, objective: Written | None, objectives: Collection[str]) -> None:
    """Complain of an objective that the scenario does not list."""
    if objective is not None and objective not in objectives:
        desk.unknown(objective, Code.UNKNOWN_REFERENCE, "objective", objectives)


def read_turn(desk: Assembly, text: Written, turns: int) -> int | None:
    """Return the turn meant by `turn 3`."""
    found = _TURN.fullmatch(text)
    if found is None:
        desk.say(text.place, Code.BAD_VALUE, f"`{text[:40]}` is not a turn", "turn 3")
        return None
    if not 1 <= int(found[1]) <= turns:
        message = f"there is no turn {found[1]}: the exercise has turns 1 to {turns}"
        desk.say(text.place, Code.DUE_OUTSIDE, message)
    return int(found[1])


def _who(desk: Assembly, shape: PhaseShape) -> tuple[str, ...]:
    if shape.who is None:
        return (EVERYBODY,) if "orders" in shape.does else (FACILITATOR,)
    pool = (*desk.vocabulary.actors, EVERYBODY, FACILITATOR)
    for name in shape.who:
        if name not in pool:
            desk.unknown(name, Code.UNKNOWN_ACTOR, "actor", pool)
    return tuple(map(str, shape.who))


def _order(desk: Assembly, text: Written | None) -> str:
    """In which order single orders are ruled."""
    if text is None or text in ("listed", "drawn"):
        return str(text or "drawn")
    found = _INITIATIVE.fullmatch(text)
    if found is None:
        hint = "listed, drawn, or {initiative: track}"
        desk.say(text.place, Code.BAD_VALUE, f"`{text[:40]}` is not an order of ruling", hint)
        return "drawn"
    missing = [actor for actor in desk.vocabulary.actors if f"{actor}.{found[1]}" not in desk.vocabulary.tracks]
    if missing:
        message = f"initiative needs a track `{found[1]}` of every actor; {missing[0]} has none"
        desk.say(text.place, Code.NO_SUCH_TRACK, message, "`for: actor`")
    return f"initiative: {found[1]}"


def one_of(desk: Assembly, text: Written | None, words: tuple[str, ...], usual: str) -> str:
    """Return which of a few words is written; the usual one when nothing is, or nothing that is known."""
    if text is None:
        return usual
    if text not in words:
        desk.say(text.place, Code.BAD_VALUE, f"`{text[:40]}` is not known here", " or ".join(words))
        return usual
    return str(text)
