"""The disk is full while the facilitator works: nothing typed is lost, and trying again does that and no more."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from tests.desktop.sessions import live_session, play_until
from tests.desktop.test_control_room import click
from tests.desktop.test_main_window import full_disk
from wargame.desktop.facilitator.control_room import ControlRoom
from wargame.desktop.live_session import LiveSession
from wargame.desktop.style import Theme
from wargame.referee.ruling import Rolled
from wargame.referee.turn import RuleOrder
from wargame.session.entries import NoteTaken, RulingAdjusted, RulingCommitted, RulingProposed, SteppedBack

pytestmark = pytest.mark.skipif(os.name != "posix", reason="only here can the size of files be limited")


@pytest.fixture
def live(tmp_path: Path) -> LiveSession:
    return live_session(tmp_path)


@pytest.fixture
def room(qtbot: QtBot, theme: Theme, live: LiveSession) -> Callable[[], ControlRoom]:
    def made() -> ControlRoom:
        page = ControlRoom(theme, live)
        qtbot.addWidget(page)
        page.resize(1440, 900)
        page.show()
        QApplication.processEvents()
        return page

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
