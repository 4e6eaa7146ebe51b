"""The orders that wait: those in each other's way first, places changed with a reason, plain ones at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop import valley
from tests.desktop.sessions import open_room
from wargame.desktop.facilitator import phase_run
from wargame.desktop.facilitator.control_room import ControlRoom
from wargame.desktop.facilitator.order_queue import QueuedOrder
from wargame.desktop.live_session import LiveSession
from wargame.desktop.style import Theme
from wargame.referee.turn import RuleOrder, TakeOrders
from wargame.session.entries import OrdersReordered, RulingCommitted

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ORDERS = (("south", "talk_shop", "north"), ("north", "shell", ""), ("league", "send_grain", ""))


@pytest.fixture
def live(tmp_path: Path) -> LiveSession:
    """Three orders wait to be ruled: one needs dice, and one shells while another talks."""
    made = valley.valley_session(tmp_path)
    while valley.next_kind(made) is not TakeOrders:
        valley.step(made)
    for actor, move, target in ORDERS:
        assert made.give_order(actor, move, target, say="Well then.")
    assert made.close_orders()
    made.session.propose(queue=[order.id for order in made.state.orders])
    assert made.commit()
    assert valley.next_kind(made) is RuleOrder
    return made


@pytest.fixture
def room(qtbot: QtBot, theme: Theme, live: LiveSession) -> ControlRoom:
    return open_room(qtbot, theme, live)


def press(room: ControlRoom, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(room.focusWidget() or room, key, modifiers)
    QApplication.processEvents()


def waiting(live: LiveSession) -> list[str]:
    return [order.move for order in live.state.orders]


def to_the_queue(room: ControlRoom) -> QueuedOrder:
    """Turn to the panel by its letter."""
    tabs = room.tabs.tabBar()
    assert isinstance(tabs, QTabBar)
    QTest.keyClick(room, Qt.Key.Key_U, Qt.KeyboardModifier.AltModifier)
    QApplication.processEvents()
    focus = QApplication.focusWidget()
    assert isinstance(focus, QueuedOrder), focus
    return focus


def words_in(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_those_in_each_others_way_are_told_first(room: ControlRoom) -> None:
    told = words_in(room.ruling)
    assert "Tension, pulled both ways" in told
    labels = {label.text(): label for label in room.ruling.findChildren(QLabel) if label.isVisible()}
    heights = [labels[words].mapTo(room, QPoint(0, 0)).y() for words in ("IN EACH OTHER'S WAY", "NEXT IN THE QUEUE")]
    assert heights == sorted(heights)


def test_an_order_is_ruled_first_with_a_reason(room: ControlRoom, live: LiveSession) -> None:
    assert waiting(live) == ["talk_shop", "shell", "send_grain"]
    to_the_queue(room)
    press(room, Qt.Key.Key_Down)
    press(room, Qt.Key.Key_Down)
    press(room, Qt.Key.Key_1)
    form = room.ruling.queue.form
    assert form.isVisible()
    assert not form.act.isEnabled(), "it is asked why"
    QTest.keyClicks(room.focusWidget(), "The grain was there before")
    press(room, Qt.Key.Key_Return)
    assert waiting(live) == ["send_grain", "talk_shop", "shell"]
    body = live.history.entries[-1].body
    assert isinstance(body, OrdersReordered)
    assert body.reason == "The grain was there before"
    assert isinstance(QApplication.focusWidget(), QueuedOrder)


def test_the_order_whose_ruling_is_open_is_held_by_one_key(room: ControlRoom, live: LiveSession) -> None:
    press(room, Qt.Key.Key_Return, CTRL)
    assert room.bar.primary.text().strip() == "Roll the dice"
    press(room, Qt.Key.Key_H, CTRL)
    assert "is ruled last" in room.ruling.queue.form.accessibleName()
    QTest.keyClicks(room.focusWidget(), "They confer")
    press(room, Qt.Key.Key_Return, CTRL)
    assert live.proposal is None
    assert waiting(live) == ["shell", "send_grain", "talk_shop"]
    room.step_back()
    assert waiting(live) == ["talk_shop", "shell", "send_grain"]


def test_escape_leaves_the_order_as_it_is(room: ControlRoom, live: LiveSession) -> None:
    to_the_queue(room)
    press(room, Qt.Key.Key_H)
    press(room, Qt.Key.Key_Escape)
    assert not room.ruling.queue.form.isVisible()
    assert isinstance(QApplication.focusWidget(), QueuedOrder)
    assert waiting(live) == ["talk_shop", "shell", "send_grain"]


def test_what_needs_no_dice_is_committed_by_one_key(room: ControlRoom, live: LiveSession) -> None:
    before = len(live.history.entries)
    assert room.ruling.queue.routine.accessibleName() == "Commit 2 without dice"
    press(room, Qt.Key.Key_Return, CTRL | SHIFT)
    added = live.history.entries[before:]
    assert sum(isinstance(entry.body, RulingCommitted) for entry in added) == 2
    assert waiting(live) == ["talk_shop"]
    assert not room.ruling.queue.routine.isVisible()
    assert not room.keys.actions["routine"].isEnabled()


def test_the_count_is_shown_while_it_takes_a_moment(room: ControlRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phase_run, "monotonic", iter(range(1000)).__next__)
    seen: list[str] = []
    room.ruling.queue.progressed.connect(
        lambda done, of: seen.extend(
            one.text() for one in room.status.findChildren(QLabel) if one.text() == f"{done} of {of} done"
        )
    )
    press(room, Qt.Key.Key_Return, CTRL | SHIFT)
    assert seen == ["1 of 2 done", "2 of 2 done"]
    assert not [one for one in room.status.findChildren(QLabel) if one.text().endswith(" done")]


def test_while_orders_come_in_they_are_taken_back_and_nothing_is_ordered(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    made = valley.valley_session(tmp_path)
    while valley.next_kind(made) is not TakeOrders:
        valley.step(made)
    assert made.give_order("north", "shell")
    page = ControlRoom(theme, made)
    qtbot.addWidget(page)
    page.show()
    QApplication.processEvents()
    assert "pulled both ways" not in words_in(page.ruling)
    assert not page.keys.actions["hold"].isEnabled()
    (row,) = page.ruling.queue.rows.values()
    row.take_back_wanted.emit()
    assert made.state.orders == ()


@pytest.mark.parametrize("how", ["jump", "end"])
def test_after_endex_no_order_waits_any_more(room: ControlRoom, live: LiveSession, how: str) -> None:
    assert room.ruling.queue.isVisible()
    ends = {"jump": live.session.jump_to_end, "end": live.session.end}
    assert live.do(lambda _session: ends[how]("Time is up"))
    QApplication.processEvents()
    assert live.ended
    assert waiting(live), "they stand in the log as they were given"
    assert not room.ruling.queue.isVisible()
    assert room.ruling.queue.rows == {}
