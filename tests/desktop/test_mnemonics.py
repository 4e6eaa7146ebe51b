"""Alt and a letter: on every page each letter means one thing, or it would only move the keyboard about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from gettext import GNUTranslations
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMainWindow, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop import examples
from tests.desktop.sessions import OPEN, live_session, play_until
from tests.desktop.test_main_window import press, settle
from tests.desktop.test_participant import DRAFT, shown
from wargame import paths
from wargame.desktop import languages
from wargame.desktop.main_window import MainWindow
from wargame.desktop.participant.seat_page import SeatPage, Spot
from wargame.desktop.reviewer.review_page import ReviewPage
from wargame.desktop.style import Theme
from wargame.desktop.wall_scenes import Scene, WallState
from wargame.referee.adjustment import Decide
from wargame.referee.ruling import Asked, Choice
from wargame.referee.turn import RuleOrder
from wargame.session.entries import ClockSet
from wargame.translation import ENGLISH, speaking

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIPPED = languages.offered(paths.shipped("resources") / "translations")
WALL = WallState("In a window", open=True, live=Scene.SITUATION, preview=Scene.CLOCK, waiting=1, news="A dry spring")


@cache
def catalogue(code: str) -> GNUTranslations | None:
    return languages.read(code, SHIPPED[code]).catalogue if code in SHIPPED else None


@pytest.fixture(params=[ENGLISH, *SHIPPED])
def every_language(request: pytest.FixtureRequest) -> Iterator[None]:
    """Run the test in English and in every language that comes with the program."""
    with speaking(catalogue(request.param), request.param):
        yield


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


def ambiguous(window: QWidget) -> dict[str, list[str]]:
    """Return the letters that two things on the screen answer to."""
    found: dict[str, list[str]] = defaultdict(list)
    words = []
    if isinstance(window, QMainWindow) and window.menuBar().isVisible():
        words = [action.text() for action in window.menuBar().actions() if action.isVisible() and action.isEnabled()]
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


@pytest.mark.usefixtures("every_language")
def test_at_home_and_in_what_is_opened_from_there(window: MainWindow) -> None:
    assert ambiguous(window) == {}
    aside = window.aside
    for show in (
        aside.show_preferences, aside.show_guide, aside.show_keys, aside.show_about, lambda: window._show_form(None),
    ):  # fmt: skip
        show()
        settle()
        assert ambiguous(window) == {}
        window._back()
        settle()


@pytest.mark.usefixtures("every_language")
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
    room.tabs.setCurrentWidget(room.wall)
    for state in (WALL, replace(WALL, step="2 of 6: what"), replace(WALL, open=False)):
        room.wall.show_state(state)
        assert ambiguous(window) == {}


@pytest.mark.usefixtures("every_language")
def test_while_the_sample_is_explained(window: MainWindow) -> None:
    window.home.sample.click()
    settle()
    coach, room = window._coach, window._room
    assert coach is not None
    assert room is not None
    for _ in range(3):
        assert coach.mark is not None
        assert ambiguous(window) == {}, coach.mark.name
        room.go_on()
        settle()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_F9):
        assert coach.mark is not None
        assert ambiguous(window) == {}, coach.mark.name
        press(window, key)


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


@pytest.mark.usefixtures("every_language")
def test_in_what_is_opened_in_the_control_room(window: MainWindow, tmp_path: Path) -> None:
    enter(window, tmp_path, 1, RuleOrder)
    room = window._room
    assert room is not None
    for show in (
        lambda: room.insights.show_track(next(iter(room.back._live.exercise.tracks))),
        room.insights.show_unseen,
        room.timeline.toggle_table,
        lambda: room.injects.before_delivery("riot_news"),
        room.time.pause_or_resume,
        room.back.open_correction,
        room.injects.open_form,
        room.ruling.open_improvise,
    ):
        show()
        for place in range(room.tabs.count()):
            room.tabs.setCurrentIndex(place)
            settle()
            assert ambiguous(window) == {}, room.tabs.tabText(place)


@pytest.mark.usefixtures("every_language")
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
    assert window._room is not None
    window._room.ruling.question.ask(Asked(1, "bear", "harbour", "Bear it?", (Choice("bear", "bear it", 1.0),)))
    settle()
    assert ambiguous(window) == {}


@pytest.mark.usefixtures("every_language")
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


@pytest.mark.usefixtures("every_language")
def test_at_every_desk_of_a_seat(qtbot: QtBot, theme: Theme) -> None:
    texts = (replace(examples.TEXTS[0], agreement="signed", signed=True), *examples.TEXTS)
    ordering = examples.seat_view(texts=texts, pacts=examples.PACTS, question=examples.QUESTION, cards=examples.CARDS)
    for view in (ordering, replace(ordering, clock=replace(examples.CLOCK, taking_orders=False, signing=True))):
        page = SeatPage(theme, view, "Tanaka, Lindqvist", DRAFT.to_text(), Spot("moves"), lambda *_: None)
        shown(qtbot, page)
        assert ambiguous(page) == {}
        for desk, choice in (("question", "bear"), ("cards", "by_peace")):
            page.turn_to(desk)
            one = page.desks[desk].options if desk == "question" else page.desks[desk].boxes[0].choices
            one.buttons[choice].click()
            settle()
            assert ambiguous(page) == {}, desk
        page.turn_to("agreements")
        for item in [*texts, *examples.PACTS]:
            page.desk.choose(item.agreement)
            settle()
            assert ambiguous(page) == {}, item.agreement
            if item is examples.PACTS[0] and view is not ordering:
                page.desk.panel.give.click()
                settle()
                assert ambiguous(page) == {}
        page.hide()
    page = SeatPage(theme, ordering, "Tanaka, Lindqvist", DRAFT.to_text(), Spot("moves"))
    shown(qtbot, page)
    page.main_step()
    settle()
    assert ambiguous(page) == {}
    page._read_briefing()
    settle()
    assert ambiguous(page) == {}


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
