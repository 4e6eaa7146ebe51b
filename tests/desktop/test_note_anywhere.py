"""A note is one key away wherever the keyboard is: at a seat, under the curtain, at a move's entry, on the wall."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.sessions import OPEN, live_session, play_until
from tests.desktop.test_full_disk import Pulled
from tests.desktop.test_main_window import CTRL, click, everything_said, full_disk, press, settle
from wargame.desktop.fields import Chooser
from wargame.desktop.live_session import LiveSession
from wargame.desktop.main_window import MainWindow
from wargame.desktop.move_entry import MoveEntry
from wargame.desktop.note_list import NoteCard
from wargame.desktop.note_over import NoteOver
from wargame.desktop.palette import Palette
from wargame.desktop.participant.curtain import Curtain
from wargame.desktop.participant.seat_page import SeatPage
from wargame.desktop.preferences import Kept
from wargame.desktop.style import Theme
from wargame.session.conduct import Session
from wargame.session.entries import NoteTaken
from wargame.session.store.log import SessionFile

SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)
CANARY = "ochre-heron-451"


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, wargame_home: Path, tmp_path: Path, no_flashes: None) -> Iterator[MainWindow]:
    """The window with a session in its second season, in which notes were taken before."""
    live = live_session(tmp_path)
    play_until(live, 2)
    assert live.do(lambda session: session.note(CANARY, 8, tags=("improvement", CANARY), objective="O2"))
    path = live.path
    assert path is not None
    OPEN.pop().close()
    live.deleteLater()
    kept = Kept(wargame_home / "preferences.json")
    made = MainWindow(theme, kept, tuple)
    qtbot.addWidget(made)
    made.resize(1024, 640)
    made.show()
    made.activateWindow()
    made.actions_.fill()
    made.open_path(path)
    settle()
    yield made
    made.close()
    kept.deleteLater()


def session_of(window: MainWindow) -> LiveSession:
    assert window.live is not None
    return window.live


def notes(window: MainWindow) -> list[NoteTaken]:
    """Return the notes that were taken since the window was opened."""
    found = [entry.body for entry in session_of(window).history.entries if isinstance(entry.body, NoteTaken)]
    return found[1:]


def seat_of(window: MainWindow) -> SeatPage:
    press(window, Qt.Key.Key_1, CTRL)
    press(window, Qt.Key.Key_Return)
    assert window.hot_seat is not None
    page = window.hot_seat.page
    assert isinstance(page, SeatPage)
    return page


def entry_of(window: MainWindow) -> MoveEntry:
    window._enter_move("harbour")
    settle()
    page = window._over.page
    assert isinstance(page, MoveEntry)
    return page


def note(window: MainWindow) -> None:
    """Press the key of a note."""
    press(window, Qt.Key.Key_N, CTRL | SHIFT)


def line_of(page: QWidget | None) -> NoteOver:
    assert page is not None
    found = page.findChildren(NoteOver)
    assert len(found) == 1
    return found[0]


def words(window: MainWindow, typed: str) -> None:
    focus = window.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, typed)
    settle()


# ---------------------------------------------------------------------------------------------------------- at a seat


def test_a_note_is_taken_over_a_seats_page_and_what_was_typed_stays(window: MainWindow) -> None:
    page = seat_of(window)
    page.moves.choose("buy_grain")
    page.editor.say.setFocus()
    words(window, "We should talk")
    cursor = page.editor.say.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.PreviousWord, QTextCursor.MoveMode.KeepAnchor)
    page.editor.say.setTextCursor(cursor)
    draft = page.editor.draft
    note(window)
    line = line_of(page)
    assert line.isVisible()
    assert line.field.hasFocus()
    words(window, "They ask who verifies")
    press(window, Qt.Key.Key_Q, CTRL | ALT)
    assert line.tags["quote"].isChecked()
    assert line.field.text() == "They ask who verifies"
    on_disk: list[object] = []
    path = session_of(window).path
    assert path is not None

    def look() -> None:
        there = Session.read(Path(shutil.copy(path, path.with_name("copy.wargame"))), "")
        on_disk.append(there.history.entries[-1].body)
        there.close()

    line.closed.connect(look)
    press(window, Qt.Key.Key_Return)
    kept = NoteTaken("They ask who verifies", 0, ("quote",), "", 2, "")
    assert on_disk == [kept], "before the line is gone"
    assert notes(window) == [kept]
    entry = session_of(window).history.entries[-1]
    assert entry.happened_at == entry.recorded_at
    assert entry.seen_by == ()
    assert not line.isVisible()
    assert window.hot_seat is not None
    assert window.hot_seat.page is page
    assert page.editor.draft == draft
    assert page.editor.say.hasFocus()
    assert page.editor.say.textCursor().selectedText() == "talk"
    note(window)
    assert line_of(page).words() == ""
    assert line_of(page).chosen() == ()


def test_nothing_of_the_facilitators_is_told_on_a_seats_page(window: MainWindow) -> None:
    page = seat_of(window)
    before = everything_said(page)
    note(window)
    line = line_of(page)
    said = everything_said(page)
    assert CANARY not in said
    exercise = session_of(window).exercise
    for objective in exercise.objectives.values():
        assert objective.text not in said
    assert page.findChildren(NoteCard) == []
    assert line.findChildren(Chooser) == []
    assert list(line.tags) == ["strength", "improvement", "quote", "parking lot"], "and no tag that others made up"
    shown = {label.text() for label in line.findChildren(QLabel) if label.isVisible()}
    assert shown == {"Esc"}
    words(window, "First")
    press(window, Qt.Key.Key_Return)
    assert everything_said(page).replace(everything_said(line), "") == before, "nor that a note was taken"
    note(window)
    assert "First" not in everything_said(page)


def test_the_keys_of_the_line_do_not_reach_the_page(window: MainWindow) -> None:
    page = seat_of(window)
    page.moves.choose("buy_grain")
    note(window)
    line = line_of(page)
    press(window, Qt.Key.Key_Return)
    press(window, Qt.Key.Key_Return, CTRL)
    press(window, Qt.Key.Key_S, ALT)
    assert line.isVisible(), "there is nothing to keep yet"
    assert page._confirmation is None, "and no move was sealed"
    for _ in range(len(line.tags)):
        press(window, Qt.Key.Key_Tab)
        press(window, Qt.Key.Key_Slash)
        focus = window.focusWidget()
        assert focus is not None
        assert line.isAncestorOf(focus)
    press(window, Qt.Key.Key_Space)
    press(window, Qt.Key.Key_Tab, SHIFT)
    press(window, Qt.Key.Key_Return)
    assert [one.tags for one in notes(window)] == [("parking lot",)]
    assert page._confirmation is None
    note(window)
    words(window, "Never mind")
    press(window, Qt.Key.Key_Escape)
    assert len(notes(window)) == 1
    assert not line.isVisible()
    assert line.words() == ""


def test_the_screen_is_hidden_at_once_and_the_note_goes_on_in_the_control_room(window: MainWindow) -> None:
    page = seat_of(window)
    note(window)
    words(window, "Half a sent")
    press(window, Qt.Key.Key_S, CTRL | ALT)
    press(window, Qt.Key.Key_F9)
    assert window.hot_seat is not None
    curtain = window.hot_seat.page
    assert isinstance(curtain, Curtain)
    assert "Half a sent" not in everything_said(curtain)
    press(window, Qt.Key.Key_Return)
    page = seat_of(window)
    note(window)
    assert "Half a sent" not in everything_said(page), "no other seat reads it"
    press(window, Qt.Key.Key_Escape)
    press(window, Qt.Key.Key_F9)
    press(window, Qt.Key.Key_Return)
    room = window._room
    assert room is not None
    assert room.notes.field.toPlainText() == "Half a sent"
    assert room.notes.tags["strength"].isChecked()
    assert notes(window) == []


def test_a_note_under_the_curtain_opens_nothing(window: MainWindow) -> None:
    press(window, Qt.Key.Key_1, CTRL)
    assert window.hot_seat is not None
    curtain = window.hot_seat.page
    assert isinstance(curtain, Curtain)
    note(window)
    words(window, "They hesitate to come")
    press(window, Qt.Key.Key_Return)
    assert [one.text for one in notes(window)] == ["They hesitate to come"]
    assert window.hot_seat.page is curtain
    assert curtain.here.hasFocus()
    note(window)
    press(window, Qt.Key.Key_Escape)
    assert window.hot_seat.page is curtain
    press(window, Qt.Key.Key_Return)
    assert isinstance(window.hot_seat.page, SeatPage)


def test_a_stamp_at_a_seat_is_not_seen(window: MainWindow) -> None:
    page = seat_of(window)
    page.moves.search.setFocus()
    before, last = everything_said(page), session_of(window).history.now.last
    press(window, Qt.Key.Key_A, CTRL | ALT)
    (stamped,) = notes(window)
    assert (stamped.text, stamped.about, stamped.tags, stamped.turn) == ("", last, ("improvement",), 2)
    line = line_of(page)
    assert not line.isVisible()
    assert everything_said(page).replace(everything_said(line), "") == before
    assert page.moves.search.hasFocus()


@pytest.mark.skipif(os.name != "posix", reason="only here can the size of files be limited")
def test_a_full_disk_keeps_the_words_in_the_line_and_says_so_there(window: MainWindow, tmp_path: Path) -> None:
    page = seat_of(window)
    page.editor.show_move("buy_grain")
    press(window, Qt.Key.Key_Return, CTRL)
    assert page._confirmation is not None
    note(window)
    line = line_of(page)
    words(window, "Hold on")
    with full_disk(tmp_path):
        press(window, Qt.Key.Key_Return)
    assert notes(window) == []
    assert line.isVisible()
    assert line.field.hasFocus()
    assert line.field.text() == "Hold on"
    assert line._wrong.isVisible()
    assert line._wrong.text().startswith("Not saved: the disk ")
    assert page._confirmation is not None, "the seat has nothing to do with it"
    assert not page.editor.notice.isVisible()
    press(window, Qt.Key.Key_Return)
    assert [one.text for one in notes(window)] == ["Hold on"]
    assert not line.isVisible()
    entry = session_of(window).history.entries[-1]
    assert entry.happened_at < entry.recorded_at, "it happened when it was meant first"
    assert page._confirmation.seal.hasFocus()
    with full_disk(tmp_path):
        press(window, Qt.Key.Key_P, CTRL | ALT)
    assert line.isVisible(), "a stamp that cannot be written opens the line"
    assert line.chosen() == ("parking lot",)
    assert line._wrong.isVisible()
    words(window, "x")
    assert not line._wrong.isVisible()


def test_a_note_of_which_it_is_in_doubt_whether_it_was_saved_is_there_once(window: MainWindow) -> None:
    page = entry_of(window)
    live = session_of(window)
    path, log = live.path, live.session._log
    assert path is not None
    assert isinstance(log, SessionFile)
    note(window)
    words(window, "Once")
    log._connection = Pulled(path, log._connection, 1)  # type: ignore[assignment]
    press(window, Qt.Key.Key_Return)
    assert "it is not known whether" in line_of(page)._wrong.text()
    path.with_name("away").rename(path)
    press(window, Qt.Key.Key_Return)
    assert [one.text for one in notes(window)] == ["Once"]
    assert not line_of(page).isVisible()


def test_other_words_are_not_kept_beside_those_that_were_saved_after_all_unless_it_is_wanted(
    window: MainWindow,
) -> None:
    page = seat_of(window)
    live = session_of(window)
    path, log = live.path, live.session._log
    assert path is not None
    assert isinstance(log, SessionFile)
    note(window)
    words(window, "First")
    log._connection = Pulled(path, log._connection, 1)  # type: ignore[assignment]
    press(window, Qt.Key.Key_Return)
    words(window, "ly")
    press(window, Qt.Key.Key_Return)
    assert "it is not known whether" in line_of(page)._wrong.text(), "the disk is still away"
    path.with_name("away").rename(path)
    press(window, Qt.Key.Key_Return)
    assert "had been saved after all" in line_of(page)._wrong.text()
    assert line_of(page).field.text() == "Firstly"
    assert [one.text for one in notes(window)] == ["First"]
    press(window, Qt.Key.Key_Return)
    assert [one.text for one in notes(window)] == ["First", "Firstly"]


# ------------------------------------------------------------------------------------------- where moves are entered


def test_a_note_over_a_move_that_is_entered_knows_the_move(window: MainWindow) -> None:
    page = entry_of(window)
    page.moves.choose("buy_grain")
    page.editor.say.setFocus()
    words(window, "On the stairs")
    note(window)
    words(window, "Said in passing")
    press(window, Qt.Key.Key_Return, CTRL)
    assert notes(window) == [NoteTaken("Said in passing", 0, (), "", 2, "buy_grain")]
    assert window._over.page is page
    assert page.editor.say.hasFocus()
    assert page.editor.say.toPlainText() == "On the stairs"
    assert session_of(window).state.orders == ()
    note(window)
    press(window, Qt.Key.Key_Escape)
    assert window._over.page is page, "Escape closes the line, and not the page below"


def test_a_note_leaves_the_form_of_a_new_session_as_it_is(window: MainWindow) -> None:
    window._show_form(None)
    settle()
    form = window._over.page
    note(window)
    words(window, "Another group tomorrow")
    click(line_of(form).take)
    settle()
    assert [one.text for one in notes(window)] == ["Another group tomorrow"]
    assert window._over.page is form


def test_a_note_at_home_tells_nothing_of_the_session_behind_it(window: MainWindow, tmp_path: Path) -> None:
    window.show_home()
    settle()
    note(window)
    assert window._pages.currentWidget() is window.home
    assert CANARY not in everything_said(line_of(window.home))
    words(window, "They stay for supper")
    press(window, Qt.Key.Key_Return)
    press(window, Qt.Key.Key_S, CTRL | ALT)
    assert [(one.text, one.tags) for one in notes(window)] == [("They stay for supper", ()), ("", ("strength",))]
    assert not window.wall.blank  # type: ignore[union-attr]
    window.close_session()
    settle()
    assert window.home.findChildren(NoteOver) == []
    window.open_path(tmp_path / "water.wargame")
    window.show_home()
    settle()
    note(window)
    words(window, "Another")
    press(window, Qt.Key.Key_Return)
    assert [one.text for one in notes(window)] == ["They stay for supper", "", "Another"]


def test_a_note_and_a_stamp_answer_while_the_palette_is_open(window: MainWindow) -> None:
    press(window, Qt.Key.Key_K, CTRL)
    press(window, Qt.Key.Key_S, CTRL | ALT)
    assert [one.tags for one in notes(window)] == [("strength",)]
    press(window, Qt.Key.Key_K, CTRL)
    assert window.findChildren(Palette)
    note(window)
    assert window.findChildren(Palette) == []
    assert window._room is not None
    assert window._room.notes.field.hasFocus()


# ------------------------------------------------------------------------------------------------------- on the wall


@pytest.fixture
def wall(window: MainWindow) -> QWidget:
    """The wall, which has the keyboard."""
    assert window.wall is not None
    window.wall.open("")
    made = window.wall.window
    assert made is not None
    made.activateWindow()
    settle()
    assert made.isActiveWindow()
    return made


def on_wall(wall: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    QTest.keyClick(wall, key, modifier)
    settle()


def test_from_the_wall_a_note_is_typed_in_the_facilitators_window(window: MainWindow, wall: QWidget) -> None:
    room = window._room
    assert room is not None
    assert window.wall is not None
    before = window.wall.sheet().told()
    room.show_entry(8)
    on_wall(wall, Qt.Key.Key_N, CTRL | SHIFT)
    assert window.isActiveWindow()
    assert room.notes.field.hasFocus()
    words(window, "The back row talks")
    press(window, Qt.Key.Key_A, CTRL | ALT)
    assert wall.findChildren(NoteOver) == []
    press(window, Qt.Key.Key_Return, CTRL)
    (taken,) = notes(window)
    assert (taken.text, taken.about, taken.tags, taken.turn) == ("The back row talks", 8, ("improvement",), 2)
    assert wall.isActiveWindow(), "and the keyboard is on the wall again"
    assert window.wall.sheet().told() == before, "which shows nothing of it"
    on_wall(wall, Qt.Key.Key_N, CTRL | SHIFT)
    words(window, "Later")
    press(window, Qt.Key.Key_Escape)
    assert wall.isActiveWindow()
    assert room.notes.field.toPlainText() == "Later", "it stays where it was begun"


def test_whoever_goes_on_in_the_window_stays_there(window: MainWindow, wall: QWidget) -> None:
    room = window._room
    assert room is not None
    on_wall(wall, Qt.Key.Key_N, CTRL | SHIFT)
    words(window, "A thought")
    room.bar.primary.setFocus()
    settle()
    room.notes.field.setFocus()
    press(window, Qt.Key.Key_Return, CTRL)
    assert [one.text for one in notes(window)] == ["A thought"]
    assert window.isActiveWindow()


@pytest.mark.skipif(os.name != "posix", reason="only here can the size of files be limited")
def test_a_note_from_the_wall_that_cannot_be_kept_stays_with_the_keyboard(
    window: MainWindow, wall: QWidget, tmp_path: Path
) -> None:
    room = window._room
    assert room is not None
    on_wall(wall, Qt.Key.Key_N, CTRL | SHIFT)
    words(window, "Hold on")
    with full_disk(tmp_path):
        press(window, Qt.Key.Key_Return, CTRL)
    assert window.isActiveWindow()
    assert room.notice.isVisible()
    assert room.notes.field.toPlainText() == "Hold on"
    press(window, Qt.Key.Key_Return, CTRL)
    assert [one.text for one in notes(window)] == ["Hold on"]
    assert wall.isActiveWindow()


def test_from_the_wall_a_note_lies_over_the_page_of_a_seat(window: MainWindow, wall: QWidget) -> None:
    window.activateWindow()
    settle()
    page = seat_of(window)
    page.editor.intent.setFocus()
    wall.activateWindow()
    settle()
    on_wall(wall, Qt.Key.Key_N, CTRL | SHIFT)
    assert window.isActiveWindow()
    line = line_of(page)
    assert line.field.hasFocus()
    words(window, "They whisper")
    press(window, Qt.Key.Key_Return)
    assert [one.text for one in notes(window)] == ["They whisper"]
    assert wall.isActiveWindow()
    assert window.focusWidget() is page.editor.intent
    window.activateWindow()
    settle()
    note(window)
    press(window, Qt.Key.Key_Escape)
    assert window.isActiveWindow(), "taken from here, the keyboard stays here"
    assert window.hot_seat is not None
    assert window.hot_seat.page is page


@pytest.mark.parametrize("page", ["keys", "review"])
def test_from_the_wall_another_page_gives_way_to_the_control_room(window: MainWindow, wall: QWidget, page: str) -> None:
    (window.aside.show_keys if page == "keys" else window.show_review)()
    wall.activateWindow()
    settle()
    on_wall(wall, Qt.Key.Key_N, CTRL | SHIFT)
    room = window._room
    assert room is not None
    assert window._pages.currentWidget() is room
    assert room.notes.field.hasFocus()
    words(window, "Noted")
    press(window, Qt.Key.Key_Return, CTRL)
    assert wall.isActiveWindow()


def test_a_stamp_on_the_wall_leaves_the_keyboard_there(window: MainWindow, wall: QWidget) -> None:
    assert window.wall is not None
    before = window.wall.sheet().told()
    on_wall(wall, Qt.Key.Key_P, CTRL | ALT)
    assert [one.tags for one in notes(window)] == [("parking lot",)]
    assert wall.isActiveWindow()
    assert window.wall.sheet().told() == before
    on_wall(wall, Qt.Key.Key_F, CTRL | SHIFT)
    assert window.wall.frozen
    on_wall(wall, Qt.Key.Key_F5, Qt.KeyboardModifier.NoModifier)
    assert window.wall.window is None
    QApplication.processEvents()
