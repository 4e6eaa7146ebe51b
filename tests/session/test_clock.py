"""Time is read from the log: what is left of a phase, and how far play is behind its plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.session.playing import play_to
from wargame.exercise.definition import Exercise
from wargame.referee.turn import TakeOrders
from wargame.session import clock
from wargame.session.conduct import Session
from wargame.session.entries import Body, Entry, SessionOpened
from wargame.session.history import History

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


class Room:
    """A session whose entries were made at chosen moments."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        session = Session.in_memory(exercise, "clock")
        play_to(session, TakeOrders)
        self.entries = [self._at(entry, 0) for entry in session.history.entries]
        self.planned = exercise.phases[session.state.cursor.phase].minutes * 60

    def add(self, body: Body, seconds: float) -> None:
        """Write one more entry, so many seconds after noon."""
        seq = len(self.entries) + 1
        entry = replace(self.entries[-1], seq=seq, base=seq - 1, body=body, command=str(seq), cause=0)
        self.entries.append(self._at(entry, seconds))

    def left(self, seconds: float) -> float:
        """Return what is left of the phase so many seconds after noon."""
        found = clock.phase_clock(self.exercise, History(self.exercise, self.entries))
        assert found is not None
        return found.left(NOON + timedelta(seconds=seconds))

    def pace(self, seconds: float) -> clock.Pace:
        found = clock.pace(self.exercise, History(self.exercise, self.entries), NOON + timedelta(seconds=seconds))
        assert found is not None
        return found

    @staticmethod
    def _at(entry: Entry, seconds: float) -> Entry:
        return replace(entry, recorded_at=(NOON + timedelta(seconds=seconds)).isoformat(timespec="milliseconds"))


@pytest.fixture
def room(water: Exercise) -> Room:
    phases = tuple(replace(phase, minutes=10.0) for phase in water.phases)
    return Room(replace(water, phases=phases))


def test_the_clock_of_a_phase_runs_by_itself_past_its_end(room: Room) -> None:
    assert room.planned == 600
    assert room.left(0) == 600
    assert room.left(590) == 10
    assert room.left(660) == -60


def test_a_clock_that_is_set_goes_on_from_there(room: Room) -> None:
    room.add(clock.ClockSet(running=False, left=300), 100)
    assert room.left(500) == 300
    room.add(clock.ClockSet(running=True, left=330), 600)
    assert room.left(630) == 300


def test_no_time_goes_by_while_the_program_is_not_running(room: Room) -> None:
    room.add(clock.ClockSet(running=True, left=400), 200)
    room.add(SessionOpened("1"), 5000)
    assert room.left(9000) == 400
    assert room.pace(5000).actual == 200


def test_play_is_behind_by_what_it_took_longer_than_planned(room: Room) -> None:
    phases = room.exercise.phases
    before = phases.index(next(phase for phase in phases if "orders" in phase.does)) * 600
    assert room.pace(0) == clock.Pace(0.0, before)
    assert room.pace(600).behind == -before
    assert room.pace(before + 900).behind == 300
    room.add(clock.ExercisePaused("Coffee"), before + 900)
    room.add(clock.ClockSet(running=False, left=0.0), before + 900)
    assert room.pace(before + 2000).behind == 300
    room.add(clock.ExerciseResumed(), before + 2000)
    assert room.pace(before + 2060).behind == 360


def test_there_is_no_clock_before_the_start_and_no_pace_without_a_plan(water: Exercise) -> None:
    session = Session.in_memory(water, "x")
    assert clock.phase_clock(water, session.history) is None
    plain = replace(water, phases=tuple(replace(phase, minutes=0.0) for phase in water.phases))
    room = Room(plain)
    assert room.left(100) == 0
    assert clock.pace(plain, History(plain, room.entries), NOON) is None


def test_adding_to_a_clock_that_has_run_out_counts_from_now(water: Exercise) -> None:
    session = Session.in_memory(water, "x")
    play_to(session, TakeOrders)
    session.set_clock(left=-90.0, running=True)
    (entry,) = session.set_clock(add=60.0)
    assert isinstance(entry.body, clock.ClockSet)
    assert entry.body.running
    assert entry.body.left == pytest.approx(60, abs=5)
