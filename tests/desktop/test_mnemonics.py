"""Alt and a letter: on every page each letter means one thing, or it would only move the keyboard about."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QTabBar

from tests.desktop.sessions import OPEN, live_session, play_until
from tests.desktop.test_main_window import press, settle
from wargame.desktop.main_window import MainWindow
from wargame.desktop.reviewer.review_page import ReviewPage
from wargame.referee.adjustment import Decide
from wargame.referee.turn import RuleOrder
from wargame.session.entries import ClockSet

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


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
    for bar in window.findChildren(QTabBar):
        words += [bar.tabText(place) for place in range(bar.count())] if bar.isVisible() else []
    named = [(QKeySequence.mnemonic(text).toString(), text) for text in words]
    named += [
        (one.shortcut().toString(), one.text() or one.accessibleName())
        for one in window.findChildren(QAbstractButton)
        if one.isVisible() and one.isEnabled()
    ]
    for action in window.findChildren(QAction):
        if action.isVisible() and action.isEnabled():
            named += [(key.toString(), action.text()) for key in action.shortcuts()]
    for letter, text in named:
        if letter.startswith("Alt+"):
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


@pytest.mark.parametrize("width", [1280, 1920])
def test_every_small_button_has_a_letter_or_a_key_that_its_tip_names(
    window: MainWindow, tmp_path: Path, width: int
) -> None:
    """Where the menus, the tabs and the panels leave no letter of its words free, a key of its own does it."""
    window.resize(width, 720)
    enter(window, tmp_path, 1, RuleOrder)
    room = window._room
    assert room is not None
    time, timeline, keys = room.time, room.timeline, room.keys.actions
    assert time.more_seconds.shortcut() == QKeySequence("Alt+3")
    assert room.bar.singly.shortcut() == QKeySequence("Alt+A")
    assert room.bar.step_back.shortcut() == QKeySequence("Alt+B")
    without = {
        time.more_minutes: ("Ctrl+Alt+Shift+Up", "minute"),  # Alt+1 is the control room; M, I and N are taken
        timeline.as_table: ("Ctrl+T", "table"),  # of its letters only A is free, and left to what has no other key
    }
    for act, (key, name) in without.items():
        assert act.shortcut().isEmpty()
        assert f"({key})" in act.toolTip()
        assert keys[name].shortcut() == QKeySequence(key)
    fit = next(one for one in timeline.findChildren(QAbstractButton) if one.text().strip() == "Fit")
    assert "(F)" in fit.toolTip()  # F, I and T are taken
    assert room.insights.moved is None
    room.insights.show_track("level")
    assert room.insights.moved is not None
    assert "(Esc)" in room.insights.moved.back.toolTip()  # B steps back, also while this page is open


def test_the_letters_of_small_buttons_press_them(window: MainWindow, tmp_path: Path) -> None:
    window.resize(1280, 720)
    enter(window, tmp_path, 1, RuleOrder)
    room, live = window._room, window.live
    assert room is not None
    assert live is not None
    before = len(live.history.entries)
    QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_3, ALT)
    QTest.qWait(200)
    assert isinstance(live.history.entries[before].body, ClockSet)
    assert not room.bar.singly.isChecked()
    QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_A, ALT)
    QTest.qWait(200)
    assert room.bar.singly.isChecked()


def test_in_what_is_opened_in_the_control_room(window: MainWindow, tmp_path: Path) -> None:
    enter(window, tmp_path, 1, RuleOrder)
    room = window._room
    assert room is not None
    for show in (
        lambda: room.insights.show_track(next(iter(room.back._live.exercise.tracks))),
        room.insights.show_unseen,
        room.timeline.toggle_table,
        room.time.pause_or_resume,
        room.back.open_correction,
        room.injects.open_form,
        room.injects.deliver_next,
        room.ruling.open_improvise,
    ):
        show()
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
