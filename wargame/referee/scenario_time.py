"""When a turn is in the story, and for when an inject is planned, in words."""

from __future__ import annotations

from wargame.exercise.definition import Exercise
from wargame.exercise.moments import moment_of
from wargame.exercise.msel import Inject
from wargame.translation import phrase, say

_MONTHS = (
    phrase("January"), phrase("February"), phrase("March"), phrase("April"), phrase("May"), phrase("June"),
    phrase("July"), phrase("August"), phrase("September"), phrase("October"), phrase("November"), phrase("December"),
)  # fmt: skip


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
    month, year = say(_MONTHS[months % 12]), months // 12
    if exercise.hours_per_turn:
        return say("{day} {month} {year}, {time}", day=day.day, month=month, year=year, time=moment.time)
    if exercise.days_per_turn:
        return say("{day} {month} {year}", day=day.day, month=month, year=year)
    return say("{month} {year}", month=month, year=year)


def due_words(exercise: Exercise, inject: Inject) -> str:
    """Return for when an inject is planned: "turn 2, minute 15", "turn 1, D+1 H+2", or on what it waits."""
    due = [] if inject.due_turn is None else [f"{exercise.label('turn')} {inject.due_turn}"]
    if inject.due_time:
        due.append(inject.due_time)
    elif inject.due_minute is not None:
        due.append(say("minute {number}", number=f"{inject.due_minute:g}"))
    elif inject.due_phase:
        due += [phase.name for phase in exercise.phases if phase.id == inject.due_phase]
    due += [] if inject.when is None else [say("when {condition}", condition=inject.when.text)]
    return ", ".join(due)
