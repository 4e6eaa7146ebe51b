"""Odds before dice: nothing of what a roll leads to is seen before somebody has the dice fall."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop import sessions
from tests.desktop.pictures import check_picture
from tests.desktop.sessions import as_recorded, fix_times, live_session, open_room, play_until
from wargame.desktop.facilitator.adjusting import Way
from wargame.desktop.facilitator.control_room import ControlRoom
from wargame.desktop.live_session import LiveSession
from wargame.desktop.style import Theme
from wargame.referee.adjustment import TakeDice
from wargame.referee.ruling import Rolled
from wargame.referee.turn import RuleOrder
from wargame.session.conduct import Session

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def live(tmp_path: Path) -> LiveSession:
    """The odds of an envoy lie on the table, the dice do not."""
    made = live_session(tmp_path)
    play_until(made, 1, RuleOrder)
    while made.proposal is None or not made.proposal.rolls:
        assert made.propose() if made.proposal is None else made.commit()
    fix_times(made)
    return made


@pytest.fixture
def room(qtbot: QtBot, theme: Theme, live: LiveSession) -> ControlRoom:
    return open_room(qtbot, theme, live, now=as_recorded(live))


def press(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, key, modifiers)
    QApplication.processEvents()


def words_in(widget: QWidget) -> str:
    """Return what is read and what is read out."""
    labels = [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
    return "\n".join([*labels, *(one.accessibleName() for one in widget.findChildren(QWidget) if one.isVisible())])


def test_the_room_before_the_dice_fall(request: pytest.FixtureRequest, room: ControlRoom, shade: str) -> None:
    check_picture(request, room, f"control-room-odds-{shade}", 1440, 900)


def test_what_the_dice_say_is_nowhere_before_they_fall(room: ControlRoom, live: LiveSession) -> None:
    ruling = live.proposal
    assert ruling is not None
    roll = ruling.rolls[0]
    assert isinstance(roll, Rolled)
    before = words_in(room)
    assert room.bar.primary.text().strip() == "Roll the dice"
    assert "Not rolled" in before
    assert all(share.outcome in before for share in roll.odds)
    assert roll.say
    assert roll.say not in before
    assert "Effects".upper() not in before
    assert f"= {roll.total:g}" not in before
    press(room, Qt.Key.Key_Return, CTRL)
    after = words_in(room)
    assert live.proposal is ruling, "nothing is written when the dice fall: they are keyed"
    assert roll.say in after
    assert "Effects".upper() in after
    assert room.bar.primary.text().strip() == "Commit"


def test_dice_that_were_seen_are_seen_when_the_session_is_opened_again(
    room: ControlRoom, live: LiveSession, qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    press(room, Qt.Key.Key_Return, CTRL)
    live.close()

    again = LiveSession(Session.open(tmp_path / "water.wargame", data=tmp_path / "data"))
    sessions.OPEN.append(again.session)
    reopened = ControlRoom(theme, again)
    qtbot.addWidget(reopened)
    reopened.show()
    QApplication.processEvents()

    assert reopened.bar.primary.text().strip() == "Commit"
    reopened.ruling.override.click()
    assert not reopened.ruling.form._buttons[Way.MODIFIER].isVisible()


def test_no_form_tells_what_follows_from_the_dice(room: ControlRoom, live: LiveSession) -> None:
    room.ruling.override.click()
    told = []
    for way, chooser in room.ruling.form._buttons.items():
        if chooser.isVisible():
            chooser.click()
            which = [box for box in room.ruling.form.findChildren(QComboBox) if box.isVisible()]
            told += [box.itemText(place) for box in which for place in range(box.count()) if way is Way.STRIKE]
    ruling = live.proposal
    assert ruling is not None
    outcome = [line for line in told if "trust" in line]
    assert outcome == [], "the sentences of the outcome are not offered to be struck"
    assert not room.ruling.reroll.isVisible()


def test_dice_on_the_table_are_typed_instead_and_seen_at_once(room: ControlRoom, live: LiveSession) -> None:
    room.ruling.dice.click()
    QTest.keyClicks(room.ruling.form.what, "6 5")
    room.ruling.form.apply.click()
    QApplication.processEvents()
    assert live.proposal is not None
    assert live.proposal.adjustments == (TakeDice(1, (6, 5), ""),)
    assert room.bar.primary.text().strip() == "Commit"
    assert "dice from the table" in words_in(room.ruling)


def test_what_is_changed_after_the_roll_stays_in_view_and_a_step_back_covers_it_again(
    room: ControlRoom, live: LiveSession
) -> None:
    press(room, Qt.Key.Key_Return, CTRL)
    room.ruling.override.click()
    room.ruling.form._buttons[Way.ADD].click()
    QTest.keyClicks(room.ruling.form.what, "anger +1")
    QTest.keyClicks(room.ruling.form.why, "They heard of it")
    room.ruling.form.apply.click()
    assert live.proposal is not None
    assert len(live.proposal.adjustments) == 1
    assert room.bar.primary.text().strip() == "Commit"
    press(room, Qt.Key.Key_Return, CTRL)
    room.step_back()
    press(room, Qt.Key.Key_Return, CTRL)
    assert live.proposal is not None
    assert room.bar.primary.text().strip() == "Commit", "these dice have been seen"


def test_at_twice_the_size_of_text_nothing_of_a_ruling_is_cut_off(room: ControlRoom, theme: Theme) -> None:
    theme.set_scale(2.0)
    for _ in range(3):
        for _again in range(2):  # the second time with the words that fit
            room.resize(1280, 676)
            QApplication.processEvents()
        assert room.width() == 1280
        area = room.ruling._area
        inside = area.widget()
        assert inside is not None
        # What the margins leave may be taken, the scroll bar is thin.
        assert inside.minimumSizeHint().width() <= area.viewport().width() + 8, room.bar.primary.text()
        assert room.minimumSizeHint().width() <= 1280, room.bar.primary.text()
        for act in (room.ruling.override, room.ruling.dice, room.ruling.reroll, room.ruling.commit):
            assert not act.isVisible() or act.width() >= act.minimumSizeHint().width(), act.text()
        press(room, Qt.Key.Key_Return, CTRL)
    theme.set_scale(1.0)
