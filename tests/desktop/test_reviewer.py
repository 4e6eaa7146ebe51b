"""Looking back: nothing is changed, everything can be seen at any entry."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.pictures import check_picture
from tests.desktop.sessions import OPEN, fix_times, live_session, play_to_the_end
from wargame import paths
from wargame.desktop.live_session import LiveSession
from wargame.desktop.reviewer.course import Course, Curve
from wargame.desktop.reviewer.review_page import ReviewPage
from wargame.desktop.style import Theme
from wargame.exercise import reader
from wargame.referee.turn import TakeOrders
from wargame.session.conduct import Session
from wargame.session.entries import RulingCommitted, RulingProposed, SessionEnded


@pytest.fixture(scope="module")
def live(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> LiveSession:
    """One session for all of these tests: looking back changes nothing, and one of them holds it to that."""
    made = live_session(tmp_path_factory.mktemp("played"))
    play_to_the_end(made)
    fix_times(made)
    return made


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, live: LiveSession, monkeypatch: pytest.MonkeyPatch) -> ReviewPage:
    monkeypatch.setenv("TZ", "UTC")
    if hasattr(time, "tzset"):
        time.tzset()
    made = ReviewPage(theme, live.session)
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    made.activateWindow()
    QApplication.processEvents()
    return made


def words_in(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_the_page_looks_as_it_should(
    request: pytest.FixtureRequest, page: ReviewPage, live: LiveSession, shade: str
) -> None:
    page.go(_ruled(live)[2])
    check_picture(request, page, f"review-{shade}", 1440, 900)


def test_the_timeline_and_the_situation_look_as_they_should(
    request: pytest.FixtureRequest, page: ReviewPage, live: LiveSession
) -> None:
    page.go(_ruled(live)[-3])
    page.pages.setCurrentIndex(1)
    page.sides.setCurrentIndex(1)
    check_picture(request, page, "review-timeline", 1280, 720)
    assert page.minimumSizeHint().width() <= 1280


def _ruled(live: LiveSession) -> list[int]:
    return [entry.seq for entry in live.history.entries if isinstance(entry.body, RulingCommitted)]


def test_it_begins_at_the_end(page: ReviewPage, live: LiveSession) -> None:
    assert page.seq == len(live.history.entries)
    assert f"entry {page.seq} of {page.seq}" in words_in(page)
    assert "Read only" in words_in(page)


def test_keys_move_by_entry_by_turn_and_to_the_ends(page: ReviewPage, live: LiveSession) -> None:
    last = len(live.history.entries)
    page.scrubber.setFocus()
    QTest.keyClick(page.scrubber, Qt.Key.Key_Left)
    assert page.seq == last - 1
    QTest.keyClick(page.scrubber, Qt.Key.Key_Home)
    assert page.seq == 1
    QTest.keyClick(page.scrubber, Qt.Key.Key_Right)
    assert page.seq == 2
    QTest.keyClick(page.scrubber, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert live.history.state_at(page.seq).turn == 1
    QTest.keyClick(page.scrubber, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert live.history.state_at(page.seq).turn == 2
    assert live.history.state_at(page.seq - 1).turn == 1
    QTest.keyClick(page.scrubber, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert live.history.state_at(page.seq).turn == 1
    QTest.keyClick(page.scrubber, Qt.Key.Key_End)
    assert page.seq == last


def test_the_situation_is_the_one_after_the_entry(page: ReviewPage, live: LiveSession) -> None:
    page.sides.setCurrentIndex(1)
    QApplication.processEvents()
    for seq in (2, _ruled(live)[4], len(live.history.entries)):
        page.go(seq)
        QApplication.processEvents()
        names = {
            label.parentWidget().accessibleName() for label in page.situation.findChildren(QLabel) if label.isVisible()
        }
        anger = live.history.state_at(seq).tracks["anger"]
        assert any(name.startswith(f"Anger: {anger:g}") for name in names), (seq, names)


def test_the_injects_are_shown_as_they_stood_and_only_read(page: ReviewPage, live: LiveSession) -> None:
    page.sides.setCurrentWidget(page.injects)
    page.go(len(live.history.entries))
    statuses = {name: card.line.status for name, card in page.injects.cards.items()}
    assert statuses["dry_spring"] == "delivered"
    page.injects.open("dry_spring")
    QApplication.processEvents()
    assert "Delivered in the course of play" in words_in(page.injects)
    page.injects.take_keyboard("riot_news")
    for key in (Qt.Key.Key_D, Qt.Key.Key_S, Qt.Key.Key_L):
        QTest.keyClick(QApplication.focusWidget(), key)
    page.go(1)
    assert {card.line.status for card in page.injects.cards.values()} == {"planned"}
    assert "Delivered in the course of play" not in words_in(page.injects)


def test_a_ruling_is_told_with_its_reasons(page: ReviewPage, live: LiveSession) -> None:
    envoy = next(
        entry.seq
        for entry in live.history.entries
        if isinstance(entry.body, RulingProposed) and "send_envoy" in repr(entry.body.ruling.subject)
    )
    page.go(envoy)
    QApplication.processEvents()
    told = words_in(page.account)
    assert "Send an envoy" in told
    assert "“We should talk.”" in told
    assert "Who learns of it" in told


def test_a_click_into_the_log_the_scrubber_or_a_chart_moves_there(page: ReviewPage, live: LiveSession) -> None:
    index = page.log.model.index(3, 0)
    QTest.mouseClick(page.log.list.viewport(), Qt.MouseButton.LeftButton, pos=page.log.list.visualRect(index).center())
    first = page.seq
    assert page.log.list.currentIndex().row() >= 0
    QTest.mouseClick(page.scrubber, Qt.MouseButton.LeftButton, pos=QPoint(page.scrubber.width() // 2, 10))
    assert page.seq == pytest.approx(len(live.history.entries) / 2, abs=1)
    chart = next(iter(page.charts.values()))
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(60, chart.height() // 2))
    assert page.seq < len(live.history.entries) / 2
    assert first >= 1


def test_space_plays_to_the_end_and_stops(qtbot: QtBot, page: ReviewPage, live: LiveSession) -> None:
    last = len(live.history.entries)
    page.go(last - 3)
    for _ in range(3):
        QTest.mouseClick(page.speed, Qt.MouseButton.LeftButton)
    QTest.keyClick(page.scrubber, Qt.Key.Key_Space)
    assert page.play.text().strip() == "Pause"
    qtbot.waitUntil(lambda: page.seq == last and page.play.text().strip() == "Play", timeout=5000)


def test_looking_back_writes_nothing(page: ReviewPage, live: LiveSession) -> None:
    before = len(live.history.entries)
    for seq in range(1, before, 7):
        page.go(seq)
    assert len(live.history.entries) == before


def test_charts_hold_every_value_of_what_stands(live: LiveSession) -> None:
    course = Course(live.history)
    curve = course.curves(["anger"])["anger"]
    for seq in range(1, len(live.history.entries) + 1):
        assert curve.value_at(course.time_of(seq)) == live.history.state_at(seq).tracks["anger"]


def test_what_was_stepped_back_from_is_not_in_the_charts(tmp_path: Path) -> None:
    live = live_session(tmp_path / "second")
    play_to_the_end(live)
    assert live.step_back()
    curve = Course(live.history).curves(["anger"])["anger"]
    assert curve.values[-1] == live.state.tracks["anger"]


def test_a_curve_is_a_staircase() -> None:
    curve = Curve((0.0, 1.5, 2.0), (3.0, 5.0, 4.0))
    assert [curve.value_at(time) for time in (0, 1.4, 1.5, 1.9, 2.0, 9)] == [3, 3, 5, 5, 4, 4]


def test_a_session_that_cannot_be_gone_on_with_says_why_and_what_to_do(
    qtbot: QtBot, theme: Theme, page: ReviewPage, tmp_path: Path
) -> None:
    assert not page.notice.isVisible(), "play is over: nothing is missing"
    begun = live_session(tmp_path)
    begun.start()
    path = begun.path
    begun.close()
    made = ReviewPage(theme, Session.read(path, "its folder cannot be written."))
    qtbot.addWidget(made)
    made.show()
    assert made.notice.isVisible()
    assert made.notice.sentence() == (
        "This session can only be looked at: its folder cannot be written. "
        "To go on, save a copy in a folder of your own and open that."
    )


def test_the_end_is_told_and_its_entry_is_seen_whole_in_the_log(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    read = reader.read("first_steps", paths.read_exercise(paths.shipped("exercises") / "first_steps"))
    session = Session.create(tmp_path / "river.wargame", read, seats={}, seed="s", title="River")
    OPEN.append(session)
    live = LiveSession(session)
    assert live.start()
    while not live.ended:
        waits = isinstance(live.next_thing, TakeOrders)
        assert live.close_orders() if waits else live.proposal is not None or live.propose()
        assert waits or live.commit()
    page = ReviewPage(theme, live.session)
    qtbot.addWidget(page)
    page.resize(1280, 640)
    page.show()
    QTest.qWait(1)
    listed = page.log.list
    end = listed.visualRect(listed.currentIndex())
    assert listed.currentIndex().isValid()
    assert listed.viewport().rect().contains(end)
    ended = next(entry.seq for entry in live.history.entries if isinstance(entry.body, SessionEnded))
    page.go(ended)
    said = next(one.say for one in live.exercise.rulebook.endings if one.id == live.state.ending)
    assert said
    assert said in [label.text() for label in page.findChildren(QLabel)]
