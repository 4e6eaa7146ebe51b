"""A phase that the program runs through says how far it has come, and the window is painted meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.desktop.sessions import live_session, play_until
from wargame.desktop.facilitator import phase_run
from wargame.desktop.facilitator.control_room import ControlRoom
from wargame.desktop.facilitator.phase_run import run_phase
from wargame.desktop.live_session import LiveSession
from wargame.desktop.style import Theme
from wargame.referee.turn import RunItem


@pytest.fixture
def live(tmp_path: Path) -> LiveSession:
    """A phase of several things is next."""
    made = live_session(tmp_path)
    play_until(made, 1)
    assert made.close_orders()
    while not (isinstance(made.next_thing, RunItem) and len(made.next_thing.phase.does) > 2):
        assert made.propose()
        assert made.commit()
    return made


def test_it_counts_up_to_all_the_things_of_the_phase(live: LiveSession) -> None:
    assert isinstance(live.next_thing, RunItem)
    of, first = len(live.next_thing.phase.does), live.state.cursor.item
    told: list[tuple[int, int]] = []
    run_phase(live, lambda done, all_: told.append((done, all_)), soon=0)
    assert told == [(done, of) for done in range(first + 1, of + 1)]


def test_a_moment_needs_no_words(live: LiveSession) -> None:
    told: list[tuple[int, int]] = []
    run_phase(live, lambda done, of: told.append((done, of)), soon=60)
    assert told == []


def test_the_control_room_shows_the_count_while_it_runs(
    qtbot: QtBot, theme: Theme, live: LiveSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = ControlRoom(theme, live)
    qtbot.addWidget(room)
    room.resize(1280, 720)
    room.show()
    QApplication.processEvents()
    monkeypatch.setattr(phase_run, "monotonic", iter(range(1000)).__next__)
    seen: list[str] = []
    show = room.status.show_progress

    def watched(done: int, of: int) -> None:
        show(done, of)
        seen.append(
            next(one.text() for one in room.status.findChildren(QLabel) if one.isVisible() and " of " in one.text())
        )

    monkeypatch.setattr(room.status, "show_progress", watched)
    assert isinstance(live.next_thing, RunItem)
    of, first = len(live.next_thing.phase.does), live.state.cursor.item
    room.go_on()
    assert seen == [f"{done} of {of} done" for done in range(first + 1, of + 1)]
    assert not [one for one in room.status.findChildren(QLabel) if " of " in one.text() and "done" in one.text()]
