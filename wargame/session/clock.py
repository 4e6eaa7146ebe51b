"""The time of the room: how much of a phase is left, and how far the day is behind its plan.

Time is read from the log, so that it is the same after a crash. It suggests and
never closes anything. While the program was not running, no time went by.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from wargame.exercise.definition import Exercise
from wargame.session.entries import (
    ClockSet,
    Entry,
    ExercisePaused,
    ExerciseResumed,
    ExerciseStarted,
    SessionEnded,
    SessionOpened,
)
from wargame.session.history import History


@dataclass(frozen=True, slots=True)
class PhaseClock:
    """The clock of one phase, as the last entry about it left it."""

    planned: float
    """Seconds that the exercise plans for the phase; 0 when it plans none."""
    left_then: float
    """Seconds left at the moment `since`; negative when time had run out."""
    running: bool
    since: datetime

    def left(self, now: datetime) -> float:
        """Return the seconds left at a moment; negative when time has run out."""
        return self.left_then - ((now - self.since).total_seconds() if self.running else 0.0)


@dataclass(frozen=True, slots=True)
class Pace:
    """Plan against actual, in seconds, pauses and the time between two openings left out."""

    actual: float
    """Since StartEx."""
    planned: float
    """What the plan allows up to where play stands now."""

    @property
    def behind(self) -> float:
        """How far play is behind the plan; negative when it is ahead."""
        return self.actual - self.planned


def phase_clock(exercise: Exercise, history: History) -> PhaseClock | None:
    """Return the clock of the phase in play; None before StartEx and after the end."""
    if history.ended or not history.state.turn:
        return None
    planned = exercise.phases[history.state.cursor.phase].minutes * 60
    entries = _of_the_phase(history)
    clock = PhaseClock(planned, planned, planned > 0, moment(entries[0].recorded_at))
    for before, entry in pairwise(entries):
        match entry.body:
            case ClockSet(running, left):
                clock = PhaseClock(planned, left, running, moment(entry.recorded_at))
            case SessionOpened():
                left = clock.left(moment(before.recorded_at))
                clock = PhaseClock(planned, left, running=False, since=moment(entry.recorded_at))
    return clock


def pace(exercise: Exercise, history: History, now: datetime) -> Pace | None:
    """Return how play keeps to the plan; None before StartEx, and for an exercise that plans no minutes."""
    a_turn = sum(phase.minutes for phase in exercise.phases) * 60
    state = history.state
    if not state.turn or not a_turn:
        return None
    before = (state.turn - 1) * a_turn + sum(phase.minutes for phase in exercise.phases[: state.cursor.phase]) * 60
    clock = phase_clock(exercise, history)
    spent = 0.0 if clock is None else min(max(clock.planned - clock.left(now), 0.0), clock.planned)
    return Pace(sum(_stretches(history.entries, now)), before + spent)


def paused(history: History) -> ExercisePaused | None:
    """Return why the exercise stands still; None while it does not."""
    for entry in reversed(history.entries):
        if isinstance(entry.body, ExercisePaused):
            return entry.body
        if isinstance(entry.body, ExerciseResumed | ExerciseStarted | SessionEnded):
            return None
    return None


def moment(text: str) -> datetime:
    """Return the moment that an entry's time stands for."""
    return datetime.fromisoformat(text)


def _of_the_phase(history: History) -> Sequence[Entry]:
    """Return every entry since the phase in play began, the one that began it first."""
    here = history.state.cursor.turn, history.state.cursor.phase
    first = len(history.entries)
    for seq in reversed(history.line):
        cursor = history.state_at(seq).cursor
        if (cursor.turn, cursor.phase) != here:
            break
        first = seq
    return history.entries[first - 1 :]


def _stretches(entries: Sequence[Entry], now: datetime) -> Iterator[float]:
    """Yield the seconds of each stretch in which the exercise was under way."""
    since: datetime | None = None
    for number, entry in enumerate(entries):
        match entry.body:
            case ExerciseStarted() | ExerciseResumed():
                since = since or moment(entry.recorded_at)
            case ExercisePaused() | SessionEnded() if since is not None:
                yield (moment(entry.recorded_at) - since).total_seconds()
                since = None
            case SessionOpened() if since is not None:
                yield (moment(entries[number - 1].recorded_at) - since).total_seconds()
                since = moment(entry.recorded_at)
    if since is not None:
        yield (now - since).total_seconds()
