"""The whole situation as lines, for the white cell: where play stands, tracks, facts, what waits, what is to come."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.exercise.definition import Exercise
from wargame.referee.state import State
from wargame.review import names
from wargame.review.changes import scheduled_text


def situation_lines(exercise: Exercise, state: State) -> tuple[str, ...]:
    """Return the situation as lines of text; lines that belong to a heading are indented."""
    return tuple(_lines(exercise, state))


def standing(exercise: Exercise, state: State) -> str:
    """Return where play stands: "Half-year 2 of 8, Orders", "Over: A cap that holds"."""
    if state.ending is not None:
        return f"Over in {names.turn_name(exercise, state.turn)}: {names.ending_name(exercise, state.ending)}"
    if not state.turn:
        return "Not started"
    turn = names.opening(names.turn_name(exercise, state.turn))
    return f"{turn} of {exercise.turns}, {names.phase_at(exercise, state.cursor.phase)}"


def track_value(exercise: Exercise, track: str, value: float) -> str:
    """Return "Tension 4 (uneasy)"."""
    band = names.band(exercise, track, value)
    shown = f"{names.track_name(exercise, track)} {names.value_text(exercise, track, value)}"
    return f"{shown} ({band})" if band else shown


def _lines(exercise: Exercise, state: State) -> Iterator[str]:
    yield standing(exercise, state)
    for track in exercise.tracks:
        yield f"  {track_value(exercise, track, state.tracks[track])}"
    if state.flags:
        yield "What holds"
    for flag, until in state.flags.items():
        through = "until cleared" if until is None else f"through {names.turn_name(exercise, until)}"
        yield f"  {names.flag_words(exercise, flag)} ({through})"
    if state.orders:
        yield "Orders not yet ruled"
    for order in state.orders:
        yield f"  {names.actor_name(exercise, order.actor)}: {names.order_name(exercise, order)}"
    if state.scheduled:
        yield "To come"
    for effect in state.scheduled:
        yield f"  {scheduled_text(exercise, effect)}"
