"""The disk is full while the facilitator works: nothing typed is lost, and trying again does that and no more."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.desktop.sessions import live_session, open_room, play_until
from tests.desktop.test_control_room import click
from tests.desktop.test_main_window import full_disk
from wargame.desktop.facilitator.control_room import ControlRoom
from wargame.desktop.live_session import LiveSession
from wargame.desktop.style import Theme
from wargame.referee.ruling import Rolled
from wargame.referee.turn import RuleOrder
from wargame.session.entries import NoteTaken, RulingAdjusted, RulingCommitted, RulingProposed, SteppedBack
from wargame.session.store.log import SessionFile

pytestmark = pytest.mark.skipif(os.name != "posix", reason="only here can the size of files be limited")


@pytest.fixture
def live(tmp_path: Path) -> LiveSession:
    return live_session(tmp_path)


@pytest.fixture
def room(qtbot: QtBot, theme: Theme, live: LiveSession) -> Callable[[], ControlRoom]:
    def made() -> ControlRoom:
        return open_room(qtbot, theme, live)

    return made


def verb(page: ControlRoom) -> QPushButton:
    return next(one for one in page.notice.findChildren(QPushButton) if one.text() == "Try again")


def refused(page: ControlRoom, live: LiveSession, act: Callable[[], object], folder: Path) -> int:
    """Do something on a full disk; return how many entries there are, which is as many as before."""
    before = len(live.history.entries)
    with full_disk(folder):
        act()
    assert len(live.history.entries) == before
    assert page.notice.isVisible()
    assert page.notice.sentence().startswith("Not saved: the disk ")
    return before


def added(live: LiveSession, before: int) -> list[type]:
    return [type(entry.body) for entry in live.history.entries[before:]]


def test_a_note_stays_in_its_field_and_is_what_is_tried_again(
    room: Callable[[], ControlRoom], live: LiveSession, tmp_path: Path
) -> None:
    page = room()
    click(page.bar.primary)
    page.tabs.setCurrentWidget(page.notes)
    QTest.keyClicks(page.notes.field, "They hesitate.")
    before = refused(page, live, lambda: click(page.notes.take), tmp_path)
    assert page.notes.field.toPlainText() == "They hesitate."
    click(verb(page))
    assert added(live, before) == [NoteTaken], "and not the step before it once more"
    assert page.notes.field.toPlainText() == ""
    assert not page.notice.isVisible()


class Pulled:
    """The connection of a disk that is pulled out when everything is written, before it has said so."""

    def __init__(self, path: Path, here: object, after: int) -> None:
        self.path, self.here, self.left = path, here, after

    def __getattr__(self, name: str) -> object:
        return getattr(self.here, name)

    def execute(self, sql: str, *args: object) -> object:
        done = self.here.execute(sql, *args)  # type: ignore[attr-defined]
        if sql == "COMMIT":
            self.left -= 1
            if not self.left:
                self.path.rename(self.path.with_name("away"))
                raise sqlite3.OperationalError("disk I/O error")
        return done


def in_doubt(page: ControlRoom, live: LiveSession, act: Callable[[], object], writings: int = 1) -> int:
    """Do something on a disk that is pulled out at the last of its writings, tried again in vain once; then it is back.

    Return how many entries there were.
    """
    before, path, log = len(live.history.entries), live.path, live.session._log
    assert path is not None
    assert isinstance(log, SessionFile)
    log._connection = Pulled(path, log._connection, writings)  # type: ignore[assignment]
    act()
    click(verb(page))
    assert page.notice.isVisible()
    assert "it is not known whether" in page.notice.sentence()
    path.with_name("away").rename(path)
    return before


def test_a_note_of_which_it_is_in_doubt_whether_it_was_saved_is_there_once(
    room: Callable[[], ControlRoom], live: LiveSession
) -> None:
    page = room()
    page.tabs.setCurrentWidget(page.notes)
    QTest.keyClicks(page.notes.field, "They hesitate.")
    before = in_doubt(page, live, lambda: click(page.notes.take))
    click(verb(page))
    assert added(live, before) == [NoteTaken]
    assert (page.notes.field.toPlainText(), page.notice.isVisible()) == ("", False)
    QTest.keyClicks(page.notes.field, "They hesitate.")
    click(page.notes.take)
    assert added(live, before) == [NoteTaken, NoteTaken], "and the same once more is another one"


def test_a_step_back_in_doubt_is_one(room: Callable[[], ControlRoom], live: LiveSession) -> None:
    play_until(live, 1)
    page = room()
    before = in_doubt(page, live, page.step_back)
    click(verb(page))
    assert added(live, before) == [SteppedBack]


def test_a_correction_in_doubt_is_made_once(room: Callable[[], ControlRoom], live: LiveSession) -> None:
    play_until(live, 1)
    page = room()
    form = page.back.correct
    page.back.open_correction("anger")
    form.value.setText("7")
    QTest.keyClicks(form.why, "Miscounted.")
    before = in_doubt(page, live, lambda: click(form.act))
    click(verb(page))
    assert added(live, before) == [RulingProposed, RulingCommitted]


@pytest.mark.parametrize("writings", [1, 2])
def test_a_phase_in_doubt_goes_on_with_what_was_saved(
    room: Callable[[], ControlRoom], live: LiveSession, writings: int
) -> None:
    assert live.start()
    page = room()
    before = in_doubt(page, live, lambda: click(page.bar.primary), writings)
    click(verb(page))
    made = added(live, before)
    assert made[:2] == [RulingProposed, RulingCommitted]
    assert made.count(RulingProposed) == made.count(RulingCommitted)


def test_what_was_saved_before_a_doubt_is_told_to_the_views(live: LiveSession) -> None:
    told: list[int] = []
    live.entries_added.connect(lambda entries: told.extend(entry.seq for entry in entries))
    before, path, log = len(live.history.entries), live.path, live.session._log
    assert path is not None
    log._connection = Pulled(path, log._connection, 1)  # type: ignore[attr-defined, arg-type]
    assert not live.note("in doubt")
    path.with_name("away").rename(path)
    assert live.note("another")
    assert told == [before + 1, before + 2]


def test_an_improvised_move_is_proposed_once_and_its_form_is_empty_then(
    room: Callable[[], ControlRoom], live: LiveSession, tmp_path: Path
) -> None:
    play_until(live, 1)
    page = room()
    page.tabs.setCurrentWidget(page.ruling)
    form = page.ruling.improvise
    form.open()
    for field, words in ((form.what, "A flood"), (form.effects, "anger +1"), (form.why, "It rained.")):
        QTest.keyClicks(field, words)
    before = refused(page, live, lambda: click(form.propose), tmp_path)
    assert (form.isVisible(), form.what.text(), form.why.text()) == (True, "A flood", "It rained.")
    click(verb(page))
    assert added(live, before) == [RulingProposed]
    assert form.what.text() == ""


def test_a_change_of_a_ruling_stays_in_its_form(
    room: Callable[[], ControlRoom], live: LiveSession, tmp_path: Path
) -> None:
    play_until(live, 1, RuleOrder)
    while live.proposal is None or not any(isinstance(roll, Rolled) for roll in live.proposal.rolls):
        assert live.commit() if live.proposal is not None else live.propose()
    page = room()
    form = page.ruling.form
    form.open_for(live.proposal)
    QTest.keyClicks(form.why, "They had help.")
    before = refused(page, live, lambda: click(form.apply), tmp_path)
    assert (form.isVisible(), form.why.text()) == (True, "They had help.")
    click(verb(page))
    assert added(live, before) == [RulingAdjusted]


def test_a_correction_is_there_again_when_it_is_opened_again(
    room: Callable[[], ControlRoom], live: LiveSession, tmp_path: Path
) -> None:
    play_until(live, 1)
    page = room()
    form = page.back.correct
    page.back.open_correction("anger")
    form.value.setText("7")
    QTest.keyClicks(form.why, "Miscounted.")
    before = refused(page, live, lambda: click(form.act), tmp_path)
    page.back.open_correction("anger")
    assert (form.value.text(), form.why.text()) == ("7", "Miscounted.")
    click(form.act)
    assert added(live, before) == [RulingProposed, RulingCommitted]
    page.back.open_correction("anger")
    assert form.why.text() == ""


def test_the_reason_of_a_pause_is_there_again(
    room: Callable[[], ControlRoom], live: LiveSession, tmp_path: Path
) -> None:
    play_until(live, 1)
    page = room()
    page.time.pause_or_resume()
    QTest.keyClicks(page.time.form.why, "Coffee")
    refused(page, live, lambda: QTest.keyClick(page.time.form.why, Qt.Key.Key_Return), tmp_path)
    page.time.pause_or_resume()
    assert page.time.form.why.text() == "Coffee"
    page.time.form.put_away()
    click(verb(page))
    assert live.session.paused is not None
    page.time.pause_or_resume()
    page.time.pause_or_resume()
    assert page.time.form.why.text() == "", "what was written by trying again is not asked for once more"


def test_several_steps_back_are_never_more_than_were_asked_for(
    room: Callable[[], ControlRoom], live: LiveSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    play_until(live, 1)
    page = room()
    before, real, done = len(live.history.entries), live.step_back, []

    def step_back() -> bool:
        if len(done) == 1:
            with full_disk(tmp_path):
                return real()
        done.append(real())
        return done[-1]

    monkeypatch.setattr(live, "step_back", step_back)
    page.step_back(2)
    assert added(live, before) == [SteppedBack]
    done.append(True)
    click(verb(page))
    assert added(live, before) == [SteppedBack, SteppedBack]


def test_what_a_seat_could_not_send_is_not_the_facilitators_to_try_again(
    room: Callable[[], ControlRoom], live: LiveSession, tmp_path: Path
) -> None:
    play_until(live, 1)
    page = room()
    with full_disk(tmp_path):
        assert not live.give_order("hills", "share_water")
    assert page.notice.isVisible()
    assert not any(one.text() == "Try again" and one.isVisible() for one in page.notice.findChildren(QPushButton))
