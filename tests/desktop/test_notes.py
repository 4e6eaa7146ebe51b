"""Notes with tags, objective, entry and true time; stamps with one key; the list by tag."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.pictures import check_picture
from tests.desktop.sessions import live_session, open_room, play_until
from wargame.desktop.chips import Chip
from wargame.desktop.facilitator.control_room import ControlRoom
from wargame.desktop.facilitator.notes import NotesPanel
from wargame.desktop.facilitator.room_keys import STAMP_WORDS
from wargame.desktop.layout import column, framed
from wargame.desktop.live_session import LiveSession
from wargame.desktop.note_lines import NoteLine, move_of, notes_of
from wargame.desktop.note_list import MOST, STAMPS, NoteCard, NoteList
from wargame.desktop.reviewer.review_page import ReviewPage
from wargame.desktop.style import Theme
from wargame.referee.turn import RuleOrder
from wargame.review.conduct_words import TAGS
from wargame.session.entries import NoteTaken, OrderGiven, RulingCommitted

Room = Callable[..., ControlRoom]
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
LINES = (
    NoteLine("They asked for inspectors first.", "Season 1 · 10:02", "The Hills orders: Open the sluices",
             ("strength",), "Open and keep a channel", 10, 8),
    NoteLine("", "Season 1 · 10:09", "Ruled: Open the sluices", ("improvement",), "", 14, 12),
    NoteLine("“We will not be first.”", "Season 2 · 10:31, written down 10:50", "", ("quote", "parking lot"), "", 20),
    NoteLine("The map hangs too low.", "Season 2 · 10:40", "", (), "", 22),
)  # fmt: skip


@pytest.fixture
def live(tmp_path: Path) -> LiveSession:
    return live_session(tmp_path)


@pytest.fixture
def room(qtbot: QtBot, theme: Theme, live: LiveSession) -> Room:
    def made(width: int = 1440, height: int = 900) -> ControlRoom:
        return open_room(qtbot, theme, live, (width, height))

    return made


def press(page: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the keyboard is."""
    QTest.keyClick(page.window().focusWidget() or page, key, modifiers)
    QApplication.processEvents()


def note(live: LiveSession) -> NoteTaken:
    body = live.history.entries[-1].body
    assert isinstance(body, NoteTaken)
    return body


def chips(widget: QWidget) -> list[str]:
    return [chip.words() for chip in widget.findChildren(Chip)]


def test_every_tag_has_a_key_and_words() -> None:
    assert set(STAMPS) == set(STAMP_WORDS) == set(TAGS)
    assert len(set(STAMPS.values())) == len(TAGS)


def test_a_note_keeps_its_tags_objective_entry_move_and_turn(room: Room, live: LiveSession) -> None:
    play_until(live, 2, RuleOrder)
    page = room()
    order = next(entry for entry in live.history.entries if isinstance(entry.body, OrderGiven))
    page.timeline.row_selected.emit(order.seq)
    press(page, Qt.Key.Key_N, CTRL | SHIFT)
    QTest.keyClicks(page.notes.field, "They asked first")
    press(page, Qt.Key.Key_S, CTRL | ALT)
    assert page.notes.tags["strength"].isChecked()
    assert page.notes._about_row.isVisible()
    QTest.mouseClick(page.notes.tags["quote"], Qt.MouseButton.LeftButton)
    page.notes.objective.setCurrentIndex(page.notes.objective.findData("O2"))
    page.notes.field.setFocus()
    press(page, Qt.Key.Key_Return, CTRL)
    move = move_of(live.history.entries, order.seq)
    assert move in {"send_envoy", "share_water"}
    assert note(live) == NoteTaken("They asked first", order.seq, ("strength", "quote"), "O2", 2, move)
    assert page.notes.field.toPlainText() == ""
    assert not any(one.isChecked() for one in page.notes.tags.values())
    card = page.notes.list.findChildren(NoteCard)[-1]
    assert chips(card) == ["Strength", "Quote"]


def test_a_note_may_be_about_nothing_in_particular(room: Room, live: LiveSession) -> None:
    play_until(live, 2)
    page = room()
    page.show_entry(8)
    page.tabs.setCurrentWidget(page.notes)
    QTest.mouseClick(page.notes.forget, Qt.MouseButton.LeftButton)
    page.notes.field.setFocus()
    QTest.keyClicks(page.notes.field, "The room is loud")
    press(page, Qt.Key.Key_Return, CTRL)
    assert note(live).about == 0


@pytest.mark.parametrize(
    ("tag", "key"), [("strength", "S"), ("improvement", "A"), ("quote", "Q"), ("parking lot", "P")]
)
def test_a_stamp_is_one_key_from_anywhere(room: Room, live: LiveSession, tag: str, key: str) -> None:
    play_until(live, 1, RuleOrder)
    page = room()
    while not isinstance(live.history.entries[live.history.now.last - 1].body, RulingCommitted):
        assert live.propose()
        assert live.commit()
    tab, about = page.tabs.currentWidget(), live.history.now.last
    press(page, getattr(Qt.Key, f"Key_{key}"), CTRL | ALT)
    stamped = note(live)
    assert (stamped.text, stamped.about, stamped.tags) == ("", about, (tag,))
    assert stamped.move == move_of(live.history.entries, about)
    assert page.tabs.currentWidget() is tab
    assert any(row.title == TAGS[tag] for row in page.timeline.view.rows)


def test_a_stamp_leaves_what_is_being_written_alone(room: Room, live: LiveSession) -> None:
    play_until(live, 1)
    page = room()
    press(page, Qt.Key.Key_N, CTRL | SHIFT)
    QTest.keyClicks(page.notes.field, "Half a sentence")
    page.bar.primary.setFocus()
    press(page, Qt.Key.Key_P, CTRL | ALT)
    assert note(live).tags == ("parking lot",)
    assert page.notes.field.toPlainText() == "Half a sentence"


def test_a_note_that_is_written_down_later_keeps_its_true_time(room: Room, live: LiveSession) -> None:
    play_until(live, 1)
    page = room()
    press(page, Qt.Key.Key_N, CTRL | SHIFT)
    QTest.keyClicks(page.notes.field, "Said over coffee")
    page.notes.when.setText("25:00")
    assert not page.notes.take.isEnabled()
    assert "10:42" in page.notes._wrong.text()
    earlier = (datetime.now().astimezone() - timedelta(minutes=5)).strftime("%H:%M")
    page.notes.when.setText(earlier)
    press(page, Qt.Key.Key_Return, CTRL)
    entry = live.history.entries[-1]
    assert entry.happened_at != entry.recorded_at
    assert f"{earlier}, written down" in notes_of(live.exercise, live.history)[-1].when
    assert page.notes.when.text() == ""


def test_notes_are_listed_by_tag(qtbot: QtBot, theme: Theme) -> None:
    made = NoteList(theme)
    qtbot.addWidget(made)
    made.show_notes(LINES)
    made.show()
    assert made.listed() == LINES
    made.filter.setCurrentIndex(made.filter.findData("quote"))
    assert made.listed() == LINES[2:3]
    made.filter.setCurrentText("Without a tag")
    assert made.listed() == LINES[3:]
    own = replace(LINES[0], tags=("my own",), seq=30)
    made.show_notes((*LINES, own))
    made.filter.setCurrentText("My own")
    assert made.listed() == (own,)
    made.filter.setCurrentText("All notes")
    before = made.findChildren(NoteCard)
    made.show_notes((*LINES, own, replace(own, seq=31)))
    assert set(before) < set(made.findChildren(NoteCard))
    went: list[int] = []
    made.chosen.connect(went.append)
    cards = {card.accessibleName(): card for card in made.findChildren(NoteCard)}
    QTest.mouseClick(cards["Area for improvement"], Qt.MouseButton.LeftButton, pos=QPoint(30, 30))
    QTest.keyClick(cards["The map hangs too low."], Qt.Key.Key_Return)
    assert went == [12, 22]


def test_of_many_notes_the_latest_are_shown_and_older_ones_when_wanted(qtbot: QtBot, theme: Theme) -> None:
    made = NoteList(theme)
    qtbot.addWidget(made)
    made.resize(360, 700)
    made.show()
    notes = [replace(LINES[0], seq=number, text=f"note {number}") for number in range(60)]
    made.show_notes(notes[:20])
    assert not made.older.isVisible()
    made.show_notes(notes)

    def shown() -> list[str]:
        QApplication.processEvents()
        cards = (made._cards.itemAt(place).widget() for place in range(made._cards.count()))
        return [card.accessibleName().rpartition(": ")[2] for card in cards]

    assert shown() == [f"note {number}" for number in range(59, 59 - MOST, -1)]
    assert made.older.text() == "Show 25 older"
    made.older.click()
    made.older.click()
    assert shown() == [f"note {number}" for number in range(59, -1, -1)]
    assert not made.older.isVisible()
    made.show_notes([*notes, replace(LINES[0], seq=60, text="note 60")])
    assert shown()[0] == "note 60"
    assert len(made.listed()) == 61


def test_the_review_lists_the_notes_with_their_tags(qtbot: QtBot, theme: Theme, live: LiveSession) -> None:
    play_until(live, 2)
    assert live.do(lambda session: session.note("Well done", 8, tags=("strength",)))
    page = ReviewPage(theme, live.session)
    qtbot.addWidget(page)
    page.show()
    page.sides.setCurrentIndex(2)
    (card,) = page.notes.findChildren(NoteCard)
    assert chips(card) == ["Strength"]
    QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    assert page.seq == 8


def test_the_panel_looks_as_it_should(
    request: pytest.FixtureRequest, qtbot: QtBot, theme: Theme, live: LiveSession, shade: str
) -> None:
    play_until(live, 2)
    panel = NotesPanel(theme, live)
    panel.field.setPlainText("The hills ask for a guarantee in writing")
    panel.tags["improvement"].setChecked(True)
    panel.objective.setCurrentIndex(1)
    panel.show_about(9)
    panel.list.show_notes(LINES)
    card = framed(column(panel, margins=(1, 1, 1, 1)))
    qtbot.addWidget(card)
    check_picture(request, card, f"notes-{shade}", 360, 720)
