"""The room's time: a clock that suggests, pauses, and how far the day is behind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.desktop.sessions import fix_times, give_orders, live_session, play_until
from wargame.desktop.facilitator.control_room import ControlRoom
from wargame.desktop.live_session import LiveSession
from wargame.desktop.style import Theme
from wargame.referee.turn import TakeOrders
from wargame.session import clock
from wargame.session.clock import moment
from wargame.session.entries import ClockSet, ExercisePaused, ExerciseResumed, SessionEnded, TurnsMerged


class Watch:
    """A clock that a test sets."""

    def __init__(self, live: LiveSession) -> None:
        self._live = live
        self.later = 0.0

    def __call__(self) -> datetime:
        return moment(self._live.history.entries[-1].recorded_at) + timedelta(seconds=self.later)


@pytest.fixture
def live(tmp_path: Path) -> LiveSession:
    made = live_session(tmp_path)
    play_until(made, 1, TakeOrders)
    fix_times(made)
    return made


@pytest.fixture
def watch(live: LiveSession) -> Watch:
    return Watch(live)


@pytest.fixture
def room(qtbot: QtBot, theme: Theme, live: LiveSession, watch: Watch) -> ControlRoom:
    page = ControlRoom(theme, live, watch)
    qtbot.addWidget(page)
    page.resize(1440, 900)
    page.show()
    page.activateWindow()
    QApplication.processEvents()
    return page


def left_of(live: LiveSession, watch: Watch) -> float:
    found = clock.phase_clock(live.exercise, live.history)
    assert found is not None
    return found.left(watch())


def test_the_clock_counts_down_and_goes_on_when_time_is_up(room: ControlRoom, live: LiveSession, watch: Watch) -> None:
    before = left_of(live, watch)
    assert before > 60
    watch.later = before - 65
    room.time.tick()
    assert room.time.left.text() == "1:05 left"
    assert room.time.left.property("tone") == "warn"
    watch.later = before + 130
    room.time.tick()
    assert room.time.left.text() == "2:10 over"
    assert room.time.left.property("tone") == "bad"
    assert isinstance(live.next_thing, TakeOrders)  # it suggests and closes nothing
    assert room.bar.primary.isEnabled()


def test_time_is_given_by_mouse_and_by_key(room: ControlRoom, live: LiveSession) -> None:
    QTest.mouseClick(room.time.more_minutes, Qt.MouseButton.LeftButton)
    first = live.history.entries[-1].body
    assert isinstance(first, ClockSet)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    QTest.keyClick(room, Qt.Key.Key_Up, both)
    second = live.history.entries[-1].body
    assert isinstance(second, ClockSet)
    assert second.left - first.left == pytest.approx(30, abs=5)
    QTest.keyClick(room, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert live.history.entries[-1].body.running is False
    assert room.time.run.accessibleName() == "Start clock"


def test_a_pause_says_why_and_play_goes_on(room: ControlRoom, live: LiveSession) -> None:
    QTest.mouseClick(room.time.pause, Qt.MouseButton.LeftButton)
    QTest.keyClicks(room.time.form.why, "Coffee")
    QTest.keyClick(room.time.form.why, Qt.Key.Key_Return)
    assert [type(entry.body) for entry in live.history.entries[-2:]] == [ExercisePaused, ClockSet]
    assert room.time.left.text() == "Paused"
    assert room.time.pause.accessibleName() == "Go on"
    QTest.mouseClick(room.time.pause, Qt.MouseButton.LeftButton)
    assert any(isinstance(entry.body, ExerciseResumed) for entry in live.history.entries[-2:])
    assert live.session.paused is None


def test_escape_leaves_a_question_and_writes_nothing(room: ControlRoom, live: LiveSession) -> None:
    count = len(live.history.entries)
    room.time.merge()
    assert not room.time.form.act.isEnabled()  # a reason is needed
    QTest.keyClick(room.time.form.why, Qt.Key.Key_Escape)
    assert room.time.form.isHidden()
    assert len(live.history.entries) == count


@pytest.mark.parametrize(("ask", "kind"), [("merge", TurnsMerged), ("jump", SessionEnded)])
def test_turns_are_merged_and_the_end_is_come_to_with_a_reason(
    room: ControlRoom, live: LiveSession, ask: str, kind: type
) -> None:
    begin: Callable[[], None] = getattr(room.time, ask)
    begin()
    QTest.keyClicks(room.time.form.why, "Lunch")
    QTest.mouseClick(room.time.form.act, Qt.MouseButton.LeftButton)
    found = [entry.body for entry in live.history.entries if isinstance(entry.body, kind)]
    assert [body.reason for body in found] == ["Lunch"]


def test_the_keyboard_is_where_it_was_once_the_reason_is_given_or_left(room: ControlRoom, live: LiveSession) -> None:
    """What is typed on must not press what happens to stand beside the form."""
    room.bar.primary.setFocus()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        room.time.merge()
        QTest.keyClicks(room.time.form.why, "Lunch")
        if key == Qt.Key.Key_Return:
            room.time.form.why.clear()
            room.time.emergency()
        QTest.keyClick(room.time.form.why, key)
        QApplication.processEvents()
        assert not room.time.form.isVisible()
        assert room.bar.primary.hasFocus()
    assert live.session.paused is not None


def test_a_real_emergency_stops_everything(room: ControlRoom, live: LiveSession) -> None:
    room.time.emergency()
    QTest.keyClick(room.time.form.why, Qt.Key.Key_Return)
    paused = live.session.paused
    assert paused is not None
    assert paused.emergency
    assert room.time.left.text() == "Emergency"


def test_the_day_is_behind_and_optional_injects_are_named(room: ControlRoom, live: LiveSession, watch: Watch) -> None:
    watch.later = 4 * 3600
    room.time.tick()
    told = room.time.pace.accessibleName() or room.time.pace.text()
    assert "minutes behind" in told
    planned = [inject for inject in live.exercise.injects if inject.due_turn is not None]
    optional = [inject for inject in planned if not inject.must and inject.id not in live.state.injects]
    assert optional
    assert all(inject.headline in told for inject in optional)
    assert not any(inject.headline in told for inject in live.exercise.injects if inject not in optional)


def test_the_time_of_day_stands_beside_the_time_of_the_scenario(
    room: ControlRoom, live: LiveSession, watch: Watch
) -> None:
    watch.later = 60 * 60
    room.time.tick()
    assert room.time.of_day.text() == f"{watch().astimezone():%H:%M}"
    assert room.time.of_day.isVisible()
    assert room.bar._date.text() == live.white_cell_view().clock.scenario_date


def test_orders_given_meanwhile_leave_the_clock_alone(room: ControlRoom, live: LiveSession, watch: Watch) -> None:
    before = left_of(live, watch)
    give_orders(live)
    now = clock.phase_clock(live.exercise, live.history)
    assert now is not None
    assert now.left_then == pytest.approx(before, abs=1)
