"""A sitting on a disk that fails at every writing: whatever is asked for in the control room is there once."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStackedWidget
from pytestqt.qtbot import QtBot

from tests.desktop.sessions import ORDERS, live_session, open_room, play_until
from tests.desktop.test_control_room import click
from tests.desktop.test_full_disk import Pulled, added, in_doubt, verb
from tests.session.shaky import Way, told
from wargame.desktop.facilitator.control_room import ControlRoom
from wargame.desktop.hot_seat import HotSeat
from wargame.desktop.live_session import LiveSession
from wargame.desktop.move_entry import MoveEntry
from wargame.desktop.participant.curtain import Curtain
from wargame.desktop.participant.seat_page import SeatPage
from wargame.desktop.style import Theme
from wargame.referee import adjustment as by_hand
from wargame.referee.turn import RuleOrder, TakeOrders
from wargame.session.entries import (
    WHITE_CELL,
    NoteTaken,
    OrderGiven,
    OrderTakenBack,
    RulingCommitted,
    RulingProposed,
    SteppedBack,
)
from wargame.session.store import connection as connections
from wargame.session.store.log import SessionFile

pytestmark = pytest.mark.skipif(os.name != "posix", reason="only here can a file be renamed that is open")
Room = Callable[[LiveSession], ControlRoom]


class BadDisk:
    """A disk on which every writing fails the first time, in one way after the other."""

    def __init__(self, live: LiveSession, monkeypatch: pytest.MonkeyPatch) -> None:
        assert live.path is not None
        log = live.session._log
        assert isinstance(log, SessionFile)
        self.log, self.path, self.away = log, live.path, live.path.with_name("away")
        self.failed = set[int]()
        self.ways = cycle(Way)
        real = connections.connect

        def connect(path: Path, largest: int) -> object:
            found = real(path, largest)
            return BadConnection(self, found) if path == self.path else found

        monkeypatch.setattr(connections, "connect", connect)
        log._connection = BadConnection(self, log._connection)  # type: ignore[assignment]

    def come_back(self) -> None:
        if self.away.exists():
            self.away.rename(self.path)


class BadConnection:
    """What SQLite writes to it with."""

    def __init__(self, disk: BadDisk, here: sqlite3.Connection) -> None:
        self.disk, self.here = disk, here
        self.way: Way | None = None

    def __getattr__(self, name: str) -> object:
        return getattr(self.here, name)

    def execute(self, sql: str, *args: object) -> object:
        disk = self.disk
        if sql == "BEGIN IMMEDIATE" and len(disk.log.entries) not in disk.failed:
            disk.failed.add(len(disk.log.entries))
            self.way = next(disk.ways)
        if self.way is None or (self.way is Way.KEPT and sql != "COMMIT"):
            return self.here.execute(sql, *args)
        if self.way is Way.KEPT:
            self.here.execute(sql, *args)
        if self.way is not Way.REFUSED:
            disk.path.rename(disk.away)
        raise sqlite3.OperationalError("disk I/O error")


@pytest.fixture
def room(qtbot: QtBot, theme: Theme) -> Room:
    def made(live: LiveSession) -> ControlRoom:
        return open_room(qtbot, theme, live)

    return made


def play(page: ControlRoom, live: LiveSession, come_back: Callable[[], None]) -> None:
    """Play a turn, and do whatever else there is; what fails is tried again until it does not."""

    def does(act: Callable[[], object]) -> None:
        act()
        while not page.notice.isHidden():
            come_back()
            click(verb(page))

    does(page.go_on)
    does(page.go_on)
    assert isinstance(live.next_thing, TakeOrders)
    for number, (actor, move, target, say, intent) in enumerate(ORDERS):
        while not live.give_order(actor, move, target, say=say, intent=intent, command=f"order {number}"):
            come_back()
        page.notice.hide()
    does(page.go_on)
    does(page.go_on)
    assert isinstance(live.next_thing, RuleOrder)
    does(page.ruling.queue.commit_routine)
    does(page.go_on)
    does(lambda: page.ruling.adjusted.emit(by_hand.ExtraModifier(1, 1, "They had help.")))
    does(page.go_on)
    assert live.proposal is not None
    does(page.go_on)
    does(lambda: page.step_back(3))
    does(page.back.redo)
    does(lambda: page.back.reopen(1))
    does(page.back.redo)
    does(lambda: page.notes.stamp("quote"))
    page.tabs.setCurrentWidget(page.injects)
    page.injects.before_delivery("riot_news")
    does(lambda: page.injects.preview.decide(show=False))
    assert live.state.injects["riot_news"] == "delivered"
    does(lambda: page.carry_out(lambda session: session.correct("anger", 7, "Miscounted.")))
    while live.state.turn == 1:
        does(page.go_on)
    does(lambda: page.carry_out(lambda session: session.merge_turn("Lunch.")))
    page.end_exercise()
    does(lambda: click(page.notice._act))
    assert live.ended


def test_a_sitting_on_a_bad_disk_is_the_same_as_on_a_good_one(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sittings = []
    for name in ("good", "bad"):
        (tmp_path / name).mkdir()
        live = live_session(tmp_path / name)
        disk = BadDisk(live, monkeypatch) if name == "bad" else None
        play(room(live), live, disk.come_back if disk is not None else lambda: None)
        sittings.append(told(live.session))
        assert disk is None or len(disk.failed) > 20
    assert sittings[0] == sittings[1]


@pytest.fixture
def live(tmp_path: Path) -> LiveSession:
    return live_session(tmp_path)


def doubt(live: LiveSession, writings: int = 1) -> Callable[[], object]:
    """Pull the disk out at the last of so many writings; return what puts it back."""
    path, log = live.path, live.session._log
    assert path is not None
    assert isinstance(log, SessionFile)
    log._connection = Pulled(path, log._connection, writings)  # type: ignore[assignment]
    return lambda: path.with_name("away").rename(path)


def test_what_is_pressed_again_while_it_is_in_doubt_is_not_done_twice(room: Room, live: LiveSession) -> None:
    play_until(live, 1)
    page = room(live)
    before = len(live.history.entries)
    come_back = doubt(live)
    page.step_back()
    page.step_back()
    assert verb(page).isVisible(), "the disk is still away"
    come_back()
    page.step_back()
    assert added(live, before) == [SteppedBack]
    assert page.notice.sentence().startswith("The last action had been saved after all")
    assert page.notice._act.isHidden()
    page.step_back()
    assert added(live, before) == [SteppedBack, SteppedBack], "it is still wanted"
    assert page.notice.isHidden()


def test_a_note_that_is_taken_again_while_it_is_in_doubt_is_there_once(room: Room, live: LiveSession) -> None:
    page = room(live)
    page.tabs.setCurrentWidget(page.notes)
    QTest.keyClicks(page.notes.field, "They hesitate.")
    before = len(live.history.entries)
    come_back = doubt(live)
    click(page.notes.take)
    click(page.notes.take)
    come_back()
    click(verb(page))
    assert added(live, before) == [NoteTaken]
    assert page.notes.field.toPlainText() == ""


def test_what_somebody_else_left_in_doubt_is_found_out_first(room: Room, live: LiveSession) -> None:
    play_until(live, 1)
    page = room(live)
    page.notes.stamp("quote")
    before = len(live.history.entries)
    come_back = doubt(live)
    assert not live.give_order("hills", "share_water", command="an order")
    page.notes.stamp("strength")
    come_back()
    click(verb(page))
    assert added(live, before) == [OrderGiven]
    page.notes.stamp("strength")
    assert added(live, before) == [OrderGiven, NoteTaken]
    assert live.history.entries[-1].body == NoteTaken("", before + 1, ("strength",), turn=1, move="share_water")


def test_what_is_delivered_by_trying_again_is_shown_on_the_wall(qtbot: QtBot, room: Room, live: LiveSession) -> None:
    play_until(live, 1)
    page = room(live)
    page.tabs.setCurrentWidget(page.injects)
    page.injects.before_delivery("riot_news")
    QApplication.processEvents()
    before = in_doubt(page, live, lambda: click(page.injects.preview.on_wall), writings=2)
    with qtbot.waitSignal(page.wall.latest_wanted):
        click(verb(page))
    assert added(live, before) == [RulingProposed, RulingCommitted]
    assert page.injects.preview.inject == ""


def test_the_form_of_an_inject_made_up_is_empty_when_trying_again_has_proposed_it(
    room: Room, live: LiveSession
) -> None:
    play_until(live, 1)
    page = room(live)
    page.tabs.setCurrentWidget(page.injects)
    page.injects.open_form()
    form = page.injects.form
    QTest.keyClicks(form.headline, "A barge runs aground")
    before = in_doubt(page, live, lambda: click(form.propose))
    assert form.headline.text() == "A barge runs aground"
    click(verb(page))
    assert added(live, before) == [RulingProposed]
    assert form.headline.text() == ""


def test_a_draft_that_finds_out_what_was_saved_tells_the_views(live: LiveSession) -> None:
    heard: list[int] = []
    live.entries_added.connect(lambda entries: heard.extend(entry.seq for entry in entries))
    before = len(live.history.entries)
    come_back = doubt(live)
    assert not live.note("in doubt")
    come_back()
    assert live.save_draft("hills", "typed")
    assert heard == [before + 1]


def test_a_late_move_that_is_entered_again_is_there_once(qtbot: QtBot, theme: Theme, live: LiveSession) -> None:
    play_until(live, 1)
    page = MoveEntry(theme, live, "hills", "share_water")
    qtbot.addWidget(page)
    page.given_at.setText("00:01")
    before = len(live.history.entries)
    come_back = doubt(live)
    page.editor.press_seal()
    come_back()
    with qtbot.waitSignal(page.closed):
        page.editor.press_seal()
    assert added(live, before) == [OrderGiven]


def test_a_move_that_was_saved_after_all_is_not_offered_to_be_entered_once_more(
    qtbot: QtBot, theme: Theme, live: LiveSession
) -> None:
    play_until(live, 1)
    page = MoveEntry(theme, live, "hills", "share_water")
    qtbot.addWidget(page)
    QTest.keyClicks(page.editor.say, "A little.")
    page.keep_draft()
    kept = live.draft(f"{WHITE_CELL}:hills")
    assert "A little." in kept
    before = len(live.history.entries)
    come_back = doubt(live)
    page.editor.press_seal()
    come_back()
    page.keep_draft()
    assert added(live, before) == [OrderGiven]
    assert live.draft(f"{WHITE_CELL}:hills") == ""
    QTest.keyClicks(page.editor.say, "More.")
    page.keep_draft()
    assert "More." in live.draft(f"{WHITE_CELL}:hills"), "what is typed after it is something else"


def test_a_move_that_a_seat_withdraws_again_is_withdrawn_once(qtbot: QtBot, theme: Theme, live: LiveSession) -> None:
    play_until(live, 1)
    assert live.give_order("hills", "share_water")
    pages = QStackedWidget()
    qtbot.addWidget(pages)
    seat = HotSeat(theme, live, pages)
    seat.hand_over("hills")
    assert isinstance(seat.page, Curtain)
    seat.page.opened.emit()
    before, order = len(live.history.entries), live.state.orders[0].id
    come_back = doubt(live)
    page = seat.page
    assert isinstance(page, SeatPage)
    page.order_taken_back.emit(order)
    assert seat.page is page, "it was not taken back, as far as anybody knows"
    come_back()
    page.order_taken_back.emit(order)
    assert added(live, before) == [OrderTakenBack]
    assert isinstance(seat.page, SeatPage)
    assert seat.page is not page, "it is made anew, without the order"
    seat.close()
