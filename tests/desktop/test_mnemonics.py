"""Alt and a letter: on every page each letter means one thing, or it would only move the keyboard about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QTabBar
from pytestqt.qtbot import QtBot

from tests.desktop.sessions import OPEN, live_session, play_until
from tests.desktop.test_main_window import press, settle, small_library
from wargame.desktop.main_window import MainWindow
from wargame.desktop.preferences import Kept
from wargame.desktop.reviewer.review_page import ReviewPage
from wargame.desktop.style import Theme
from wargame.referee.adjustment import Decide
from wargame.referee.turn import RuleOrder

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, wargame_home: Path) -> Iterator[MainWindow]:
    kept = Kept(wargame_home / "preferences.json")
    made = MainWindow(theme, kept, small_library)
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.library_checked, timeout=30_000):
        made.show()
    made.activateWindow()
    yield made
    made.close()
    kept.deleteLater()


def enter(window: MainWindow, tmp_path: Path, turn: int = 1, kind: type | None = None) -> None:
    live = live_session(tmp_path)
    if kind is None:
        play_until(live, turn)
    else:
        play_until(live, turn, kind)
    assert live.path is not None
    live.close()
    OPEN.clear()
    window.open_path(live.path)
    settle()


def ambiguous(window: MainWindow) -> dict[str, list[str]]:
    """Return the letters that two things on the screen answer to."""
    found: dict[str, list[str]] = defaultdict(list)
    words = [action.text() for action in window.menuBar().actions() if action.isVisible() and action.isEnabled()]
    if not window.menuBar().isVisible():
        words = []
    words += [one.text() for one in window.findChildren(QAbstractButton) if one.isVisible() and one.isEnabled()]
    for bar in window.findChildren(QTabBar):
        words += [bar.tabText(place) for place in range(bar.count())] if bar.isVisible() else []
    for text in words:
        letter = QKeySequence.mnemonic(text).toString()
        if letter:
            found[letter].append(text)
    return {letter: texts for letter, texts in found.items() if len(texts) > 1}


def test_at_home_and_in_what_is_opened_from_there(window: MainWindow) -> None:
    assert ambiguous(window) == {}
    for show in (window.aside.show_preferences, window.aside.show_guide, lambda: window._show_form(None)):
        show()
        settle()
        assert ambiguous(window) == {}
        window._back()
        settle()


def test_in_the_control_room_whatever_is_open(window: MainWindow, tmp_path: Path) -> None:
    enter(window, tmp_path, 1, RuleOrder)
    room = window._room
    assert room is not None
    for _ in range(5):
        settle()
        assert ambiguous(window) == {}
        room.go_on()
    for place in range(room.tabs.count()):
        room.tabs.setCurrentIndex(place)
        settle()
        assert ambiguous(window) == {}, room.tabs.tabText(place)


def test_while_people_decide(window: MainWindow, tmp_path: Path) -> None:
    enter(window, tmp_path, 1, RuleOrder)
    assert window.live is not None
    live = window.live
    while live.proposal is None or not live.proposal.rolls:
        assert live.propose() if live.proposal is None else live.commit()
    for way in ("argue", "draw", "vote", "consensus", "facilitator"):
        assert live.adjust(Decide(way, "To see"))
        settle()
        assert ambiguous(window) == {}, way


def test_at_a_seat_in_the_review_and_on_paper(window: MainWindow, tmp_path: Path) -> None:
    enter(window, tmp_path)
    press(window, Qt.Key.Key_1, CTRL)
    assert ambiguous(window) == {}
    press(window, Qt.Key.Key_Return)
    assert ambiguous(window) == {}
    press(window, Qt.Key.Key_F9)
    press(window, Qt.Key.Key_Return)
    window._enter_move("harbour")
    settle()
    assert ambiguous(window) == {}
    window.show_review()
    settle()
    page = window._over.page
    assert isinstance(page, ReviewPage)
    for place in range(page.sides.count()):
        page.sides.setCurrentIndex(place)
        settle()
        assert ambiguous(window) == {}
    assert window.live is not None
    window.aside.show_print_kit(window.live)
    settle()
    assert ambiguous(window) == {}


def test_a_letter_does_what_it_stands_for(window: MainWindow) -> None:
    with_letter = window.home.sample
    assert "&" in with_letter.text()
    pressed = []
    with_letter.clicked.connect(lambda: pressed.append(True))
    letter = QKeySequence.mnemonic(with_letter.text())[0].key()
    QTest.keyClick(window.focusWidget() or window, letter, ALT)
    QTest.qWait(200)  # a button that is pressed by its letter is seen to be pressed
    QApplication.processEvents()
    assert pressed
