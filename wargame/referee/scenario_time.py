"""When a turn is in the story, and for when an inject is planned, in words."""

from __future__ import annotations

from wargame.exercise.definition import Exercise
from wargame.exercise.moments import moment_of
from wargame.exercise.msel import Inject

_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)


def scenario_date(exercise: Exercise, turn: int) -> str:
    """Return when the turn is in the story, or "" when the exercise does not say.

    "March 2030" where turns last months, "3 March 2030" where they last days, "3 March 2030, 06:00" for hours.
    """
    passed = max(0, turn - 1)
    try:
        start = moment_of(exercise.starts)
        moment = start.later(exercise.days_per_turn * passed, exercise.hours_per_turn * passed)
    except (ValueError, OverflowError):
        return ""
    day = moment.day
    months = day.year * 12 + day.month - 1 + passed * exercise.months_per_turn
    named = f"{_MONTHS[months % 12]} {months // 12}"
    if exercise.hours_per_turn:
        return f"{day.day} {named}, {moment.time}"
    return f"{day.day} {named}" if exercise.days_per_turn else named


def due_words(exercise: Exercise, inject: Inject) -> str:
    """Return for when an inject is planned: "turn 2, minute 15", "turn 1, D+1 H+2", or on what it waits."""
    due = [] if inject.due_turn is None else [f"{exercise.label('turn')} {inject.due_turn}"]
    if inject.due_time:
        due.append(inject.due_time)
    elif inject.due_minute is not None:
        due.append(f"minute {inject.due_minute:g}")
    elif inject.due_phase:
        due += [phase.name for phase in exercise.phases if phase.id == inject.due_phase]
    due += [] if inject.when is None else [f"when {inject.when.text}"]
    return ", ".join(due)
