"""Going back and forth in the control room by keys and menus: names, lines of play, corrections."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.pictures import check_picture
from tests.desktop.sessions import fix_times, live_session, open_room, play_to_the_end, play_until
from tests.pseudo import Pseudo
from wargame.desktop.facilitator.control_room import ControlRoom
from wargame.desktop.live_session import LiveSession
from wargame.desktop.style import Theme
from wargame.referee.turn import RuleOrder
from wargame.review.minutes import minutes
from wargame.review.wording import entry_title
from wargame.session.entries import BranchMade, LineTaken, Redone, RulingProposed, SteppedBack, TurnReopened
from wargame.translation import speaking

Room = Callable[..., ControlRoom]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # a menu that pops up asks for more
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def live(tmp_path: Path) -> LiveSession:
    return live_session(tmp_path)


@pytest.fixture
def room(qtbot: QtBot, theme: Theme, live: LiveSession) -> Room:
    def made(width: int = 1440, height: int = 900) -> ControlRoom:
        return open_room(qtbot, theme, live, (width, height))

    return made


@pytest.fixture(autouse=True)
def utc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC")
    if hasattr(time, "tzset"):
        time.tzset()


def press(page: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the keyboard is."""
    QTest.keyClick(page.window().focusWidget() or page, key, modifiers)
    QApplication.processEvents()


def write(page: QWidget, words: str) -> None:
    focus = page.window().focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, words)


def click(widget: QWidget) -> None:
    assert widget.isVisible(), widget.accessibleName()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def chosen(menu: QMenu, words: str) -> QAction:
    return next(action for action in menu.actions() if words in action.text().replace("&", ""))


# -- back and forth ----------------------------------------------------------------------------------------------------


def test_redo_is_offered_by_name_only_after_a_step_back(room: Room, live: LiveSession) -> None:
    play_until(live, 2)
    page = room()
    assert page.bar.redo.isHidden()
    assert not page.keys.actions["redo"].isEnabled()
    before = live.state
    name = live.step_back_name()
    press(page, Qt.Key.Key_Z, CTRL)
    assert page.bar.redo.isVisible()
    assert page.bar.redo.accessibleName() == f"Redo: {name}"
    assert page.keys.actions["redo"].text() == f"&Redo: {name}"
    press(page, Qt.Key.Key_Z, CTRL | SHIFT)
    assert isinstance(live.history.entries[-1].body, Redone)
    assert live.state == before
    assert page.bar.redo.isHidden()
    press(page, Qt.Key.Key_Z, CTRL)
    click(page.bar.redo)
    assert live.state == before


def test_the_menu_beside_step_back_goes_through_the_last_ten_in_one_go(room: Room, live: LiveSession) -> None:
    play_until(live, 2)
    page = room()
    names = []
    for _ in range(10):
        names.append(live.step_back_name())
        assert live.step_back()
    for _ in names:
        assert live.do(lambda session: session.redo())
    before = len(live.history.entries)

    click(page.bar.back_to)
    menu = page.back.menu
    assert menu.isVisible()
    offered = [action.text() for action in menu.actions()[1:11]]
    assert [words.split("  ")[1].casefold() for words in offered] == [str(name).casefold() for name in names]
    QTest.keyClick(menu, Qt.Key.Key_4)
    QApplication.processEvents()
    added = [entry.body for entry in live.history.entries[before:]]
    assert len(added) == 4
    assert all(isinstance(body, SteppedBack) for body in added)
    assert live.step_back_name() == names[4]
    assert page.bar.step_back.accessibleName() == f"Step back: {names[4]}"


def test_the_menu_opens_with_its_key_and_says_when_there_is_nothing(room: Room, live: LiveSession) -> None:
    page = room()
    press(page, Qt.Key.Key_Z, CTRL | ALT)
    assert page.back.menu.isVisible()
    assert not chosen(page.back.menu, "nothing to step back from").isEnabled()
    assert not chosen(page.back.menu, "Re-open").isEnabled()
    page.back.menu.close()


def test_a_turn_is_reopened_from_the_menu(room: Room, live: LiveSession) -> None:
    play_until(live, 3)
    page = room()
    page.back.open_menu(page.bar.back_to)
    turns = chosen(page.back.menu, "Re-open a season").menu()
    assert isinstance(turns, QMenu)
    assert [action.text() for action in turns.actions()] == ["Season 3", "Season 2", "Season 1"]
    chosen(turns, "Season 2").trigger()
    page.back.menu.close()
    assert isinstance(live.history.entries[-1].body, TurnReopened)
    assert live.state.turn == 2
    assert page.bar.redo.isVisible()


# -- lines of play -----------------------------------------------------------------------------------------------------


def test_play_branches_from_the_entry_that_is_chosen_and_the_old_line_is_kept(room: Room, live: LiveSession) -> None:
    play_until(live, 3)
    page = room()
    old = live.state
    at = live.session.turns_begun()[2]
    page.timeline.row_selected.emit(at)
    press(page, Qt.Key.Key_B, CTRL | SHIFT)
    title = entry_title(live.exercise, live.history.entries[at - 1], live.history.entries)
    assert title in page.back.form.accessibleName()
    assert not page.back.form.act.isEnabled()
    write(page, "What if")
    press(page, Qt.Key.Key_Return)
    assert live.history.entries[-1].body == BranchMade("What if")
    assert live.state.turn == 2
    assert "Line “What if”" in page.bar._subtitle.full_text()
    assert page.back.isHidden()

    page.back.fill()
    lines = chosen(page.back.menu, "Lines of play").menu()
    assert isinstance(lines, QMenu)
    assert [(action.text(), action.isChecked(), action.isEnabled()) for action in lines.actions()] == [
        ("First line", False, True),
        ("What if", True, False),
    ]
    chosen(lines, "First line").trigger()
    assert live.history.entries[-1].body == LineTaken("")
    assert live.state == old
    assert "Line" not in page.bar._subtitle.full_text()


def test_the_log_offers_to_branch_and_what_does_not_stand_says_why_not(room: Room, live: LiveSession) -> None:
    play_until(live, 2)
    page = room()
    last = live.history.now.last
    press(page, Qt.Key.Key_Z, CTRL)
    page.show_entry(last)
    click(page.log.branch)
    assert "stepped back from" in page.notice.sentence()
    assert page.back.isHidden()
    page.show_entry(live.session.turns_begun()[1])
    click(page.log.branch)
    assert page.back.form.isVisible()
    press(page, Qt.Key.Key_Escape)
    assert page.back.isHidden()
    assert not live.history.lines


def test_a_name_that_is_taken_is_refused_with_the_reason(room: Room, live: LiveSession) -> None:
    play_until(live, 2)
    assert live.do(lambda session: session.branch(len(session.history.entries), "Other"))
    page = room()
    press(page, Qt.Key.Key_B, CTRL | SHIFT)
    write(page, "Other")
    press(page, Qt.Key.Key_Return)
    assert "a name of its own" in page.notice.sentence()


# -- what does not count any more --------------------------------------------------------------------------------------


def test_what_was_stepped_back_from_is_struck_in_the_log_and_on_the_timeline(room: Room, live: LiveSession) -> None:
    play_until(live, 2, RuleOrder)
    assert live.propose()
    assert live.commit()
    page = room()
    done = live.history.now.last
    press(page, Qt.Key.Key_Z, CTRL)
    model = page.log.log.model
    struck = {entry.seq for entry in live.history.entries if model.undone(entry)}
    assert struck == {done}
    read = model.index(model.row_of(done), 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert str(read).startswith("Undone: ")
    rows = [row for row in page.timeline.view.rows if row.struck]
    assert {row.seq for row in rows} == {done}
    press(page, Qt.Key.Key_Z, CTRL | SHIFT)
    assert not any(model.undone(entry) for entry in live.history.entries)
    assert not any(row.struck for row in page.timeline.view.rows)


def test_the_struck_log_looks_as_it_should(
    request: pytest.FixtureRequest, room: Room, live: LiveSession, shade: str
) -> None:
    play_until(live, 2, RuleOrder)
    for _ in range(4):
        assert live.step_back()
    fix_times(live)
    page = room()
    page.tabs.setCurrentWidget(page.log)
    page.middle.setCurrentWidget(page.timeline)
    check_picture(request, page.log.log, f"log-struck-{shade}", 360, 520)


# -- corrections -------------------------------------------------------------------------------------------------------


def test_a_track_is_corrected_from_its_card_in_one_line(room: Room, live: LiveSession) -> None:
    play_until(live, 2)
    page = room()
    card = page.strip.cards()[0]
    track, before = card.reading.track, card.reading.value
    assert before is not None
    card.setFocus()
    press(page, Qt.Key.Key_Return)
    form = page.back.correct
    assert form.isVisible()
    assert form.value.hasFocus()
    assert f"is {before:g} now" in form.says()
    write(page, "7")
    assert f"goes from {before:g} to 7, now." in form.says()
    press(page, Qt.Key.Key_Return)
    assert live.state.tracks[track] == before
    assert form.why.hasFocus() or not form.act.isEnabled()
    form.why.setFocus()
    write(page, "The table counted again")
    press(page, Qt.Key.Key_Return)
    assert live.state.tracks[track] == 7
    assert page.back.isHidden()
    assert live.step_back_name() == f"'Correction: {live.exercise.tracks[track].name}'"
    assert page.strip.cards()[0].reading.value == 7


@pytest.mark.parametrize(
    ("typed", "told"), [("lots", "is a number"), ("99", "lies between"), ("1.5", "a whole number")]
)
def test_a_value_that_cannot_be_is_told_before_it_is_written(
    room: Room, live: LiveSession, typed: str, told: str
) -> None:
    play_until(live, 2)
    page = room()
    press(page, Qt.Key.Key_E, CTRL)
    form = page.back.correct
    assert form.track.currentData() == "anger"
    write(page, typed)
    form.why.setText("Because")
    assert told in form.says()
    assert not form.act.isEnabled()


def test_something_older_is_mended_by_a_correction_that_names_it(room: Room, live: LiveSession) -> None:
    play_until(live, 3)
    page = room()
    seq = next(
        entry.seq
        for entry in live.history.entries
        if any(getattr(change, "track", "") == "level" for change in getattr(entry.body, "changes", ()))
    )
    page.show_entry(seq)
    click(page.log.correct)
    form = page.back.correct
    assert form.track.currentData() == "level"
    write(page, "1.5")
    assert f"Entry {seq} stays in the log as it is." in form.says()
    form.why.setFocus()
    write(page, "The gauge was read wrongly")
    press(page, Qt.Key.Key_Return)
    assert live.state.tracks["level"] == 1.5
    proposed = live.history.entries[-2].body
    assert isinstance(proposed, RulingProposed)
    assert proposed.reason == f"Entry {seq}: The gauge was read wrongly"
    for told in (len(live.history.entries), len(live.history.entries) - 1):
        page.show_entry(told)
        QApplication.processEvents()
        shown = [label.text() for label in page.log.account.findChildren(QLabel) if label.isVisible()]
        assert f"Entry {seq}: The gauge was read wrongly" in shown
    entries, last = live.history.entries, len(live.history.entries)
    assert f"  Reason: Entry {seq}: The gauge was read wrongly" in minutes(live.exercise, entries, last, last)


def test_a_correction_is_told_in_the_language_spoken(room: Room, live: LiveSession) -> None:
    play_until(live, 2)
    assert live.do(lambda session: session.correct("level", 1.5, "Entry 4: The gauge was read wrongly"))
    entries, last = live.history.entries, len(live.history.entries)
    with speaking(Pseudo()):
        page = room()
        page.show_entry(last)
        QApplication.processEvents()
        shown = [label.text() for label in page.log.account.findChildren(QLabel) if label.isVisible()]
        told = "\n".join(
            [entry_title(live.exercise, entries[-1], entries), *shown, *minutes(live.exercise, entries, last, last)]
        )
    assert "River level" in told
    assert "The gauge was read wrongly" in told
    assert "Correction" not in told
    assert "Entry" not in told


def test_before_the_start_and_after_the_end_no_track_is_corrected(room: Room, live: LiveSession) -> None:
    page = room()
    press(page, Qt.Key.Key_E, CTRL)
    assert "while the exercise is played" in page.notice.sentence()
    assert page.back.isHidden()
    play_to_the_end(live)
    page.notice.hide()
    press(page, Qt.Key.Key_E, CTRL)
    assert page.notice.isVisible()


def test_the_line_of_a_correction_looks_as_it_should(
    request: pytest.FixtureRequest, room: Room, live: LiveSession, shade: str
) -> None:
    play_until(live, 2)
    page = room()
    press(page, Qt.Key.Key_E, CTRL)
    write(page, "7")
    page.back.correct.why.setFocus()
    write(page, "The table counted again")
    check_picture(request, page.back, f"correction-{shade}", 1440, page.back.height())
