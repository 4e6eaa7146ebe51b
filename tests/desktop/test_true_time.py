"""Orders on paper are entered later, with their true time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.desktop.sessions import live_session, play_until
from wargame.desktop.live_session import LiveSession
from wargame.desktop.move_entry import MoveEntry
from wargame.desktop.style import Theme
from wargame.desktop.true_time import NotATimeError, true_time
from wargame.review.wording import entry_title
from wargame.session.entries import WHITE_CELL, OrderGiven

SEOUL = timezone(timedelta(hours=9))
NOON = datetime(2026, 10, 14, 12, 0, tzinfo=SEOUL)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("", ""),
        ("10:42", "2026-10-14T01:42:00.000Z"),
        (" 9:05 ", "2026-10-14T00:05:00.000Z"),
        ("10.42", "2026-10-14T01:42:00.000Z"),
        ("1042", "2026-10-14T01:42:00.000Z"),
        ("12:00", "2026-10-14T03:00:00.000Z"),
    ],
)
def test_a_time_on_the_clock_of_the_room(words: str, meant: str) -> None:
    assert true_time(words, NOON) == meant


def test_after_midnight_late_means_the_evening_before() -> None:
    now = datetime(2026, 10, 15, 0, 20, tzinfo=SEOUL)
    assert true_time("23:50", now) == "2026-10-14T14:50:00.000Z"


@pytest.mark.parametrize("words", ["25:00", "10:60", "soon", "10", "12:01", "14:30"])
def test_what_is_no_time_or_lies_ahead_is_refused(words: str) -> None:
    with pytest.raises(NotATimeError):
        true_time(words, NOON)


@pytest.fixture
def live(tmp_path: Path) -> LiveSession:
    made = live_session(tmp_path)
    play_until(made, 1)
    return made


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, live: LiveSession) -> MoveEntry:
    made = MoveEntry(theme, live, "hills")
    qtbot.addWidget(made)
    made.resize(1024, 700)
    made.show()
    made.activateWindow()
    QApplication.processEvents()
    made.editor.show_move("share_water")
    return made


def test_an_order_on_paper_keeps_its_true_time(page: MoveEntry, live: LiveSession) -> None:
    moment = datetime.now(UTC).astimezone() - timedelta(minutes=25)
    QTest.keyClicks(page.given_at, f"{moment:%H:%M}")
    QTest.keyClick(page.given_at, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    entry = live.history.entries[-1]
    assert isinstance(entry.body, OrderGiven)
    assert (entry.by, entry.on_behalf) == (WHITE_CELL, "hills")
    happened = datetime.fromisoformat(entry.happened_at)
    assert happened == moment.replace(second=0, microsecond=0)
    assert happened < datetime.fromisoformat(entry.recorded_at)
    title = entry_title(live.exercise, entry, live.history.entries)
    assert title.endswith(f"(entered by the white cell, given at {moment:%H:%M})")


def test_without_a_time_it_is_now(page: MoveEntry, live: LiveSession) -> None:
    page.editor.press_seal()
    entry = live.history.entries[-1]
    assert isinstance(entry.body, OrderGiven)
    assert entry.happened_at == entry.recorded_at
    assert entry_title(live.exercise, entry, live.history.entries).endswith("(entered by the white cell)")


def test_a_wrong_time_is_told_and_nothing_is_entered(page: MoveEntry, live: LiveSession) -> None:
    before = len(live.history.entries)
    QTest.keyClicks(page.given_at, "quarter to")
    page.editor.press_seal()
    QApplication.processEvents()
    assert len(live.history.entries) == before
    assert "10:42" in page.editor.notice.sentence()
    assert page.given_at.hasFocus()
