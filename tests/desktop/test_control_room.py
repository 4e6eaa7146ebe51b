"""The control room over a real session in a real file, played by mouse and keys."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.pictures import check_picture
from tests.desktop.sessions import (
    as_recorded,
    fix_times,
    give_orders,
    live_session,
    open_room,
    play_to_the_end,
    play_until,
    step,
)
from wargame.desktop.facilitator.account import _effects_first
from wargame.desktop.facilitator.control_room import ControlRoom
from wargame.desktop.live_session import LiveSession
from wargame.desktop.style import Theme
from wargame.referee.ruling import OrderSubject, Rolled
from wargame.referee.turn import NotStarted, RuleOrder, RunItem, TakeOrders
from wargame.review.lines import Line
from wargame.session.entries import NoteTaken, OrdersClosed, RulingCommitted, SteppedBack

Room = Callable[..., ControlRoom]


@pytest.fixture
def live(tmp_path: Path) -> LiveSession:
    return live_session(tmp_path)


@pytest.fixture
def room(qtbot: QtBot, theme: Theme, live: LiveSession) -> Room:
    def made(width: int = 1440, height: int = 900) -> ControlRoom:
        return open_room(qtbot, theme, live, (width, height), now=as_recorded(live))

    return made


@pytest.fixture(autouse=True)
def utc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC")
    if hasattr(time, "tzset"):
        time.tzset()


def click(widget: QWidget) -> None:
    assert widget.isVisible(), widget.accessibleName()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def press(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, key, modifiers)
    QApplication.processEvents()


def words_in(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


# -- pictures ----------------------------------------------------------------------------------------------------------


def test_the_room_while_orders_come_in(
    request: pytest.FixtureRequest, room: Room, live: LiveSession, shade: str
) -> None:
    play_until(live, 2)
    give_orders(live)
    fix_times(live)
    check_picture(request, room(), f"control-room-orders-{shade}", 1440, 900)


def test_the_room_while_an_order_is_ruled(
    request: pytest.FixtureRequest, room: Room, live: LiveSession, shade: str
) -> None:
    play_until(live, 1, RuleOrder)
    while not _rolls(live):
        assert live.commit() if live.proposal is not None else live.propose()
    fix_times(live)
    page = room()
    page.go_on()
    check_picture(request, page, f"control-room-ruling-{shade}", 1440, 900)


def test_the_room_on_a_small_laptop(request: pytest.FixtureRequest, room: Room, live: LiveSession) -> None:
    play_until(live, 2, RuleOrder)
    assert live.propose()
    fix_times(live)
    page = room(1280, 720)
    assert page.minimumSizeHint().width() <= 1280
    assert page.minimumSizeHint().height() <= 720
    check_picture(request, page, "control-room-small", 1280, 720)


def _rolls(live: LiveSession) -> bool:
    return live.proposal is not None and any(isinstance(roll, Rolled) for roll in live.proposal.rolls)


# -- the next step -----------------------------------------------------------------------------------------------------


def test_a_turn_is_played_with_one_button(room: Room, live: LiveSession) -> None:
    page = room()
    said = []
    for _ in range(10):
        said.append(page.bar.primary.text().strip())
        if isinstance(live.next_thing, TakeOrders):
            give_orders(live)
        click(page.bar.primary)
    assert said[:4] == ["Start exercise", "Run News", "Close orders · 0 of 2 in", "Draw the order of ruling"]
    assert said[4].startswith("Rule “")
    assert said[5:7] == ["Roll the dice", "Commit"]
    assert said[7].startswith("Rule “")
    assert said[8] == "Commit", "this one needs no dice"
    assert said[9] == "Run What follows"
    assert live.state.turn == 2


def test_running_a_phase_commits_its_things_one_by_one_and_shows_the_news(room: Room, live: LiveSession) -> None:
    page = room()
    click(page.bar.primary)
    before = len(live.history.entries)
    click(page.bar.primary)
    committed = [entry for entry in live.history.entries[before:] if isinstance(entry.body, RulingCommitted)]
    assert len(committed) == 3
    assert isinstance(live.next_thing, TakeOrders)
    assert "Income" in words_in(page.ruling.account)
    news = live.white_cell_view().news
    assert all(item.headline in words_in(page.ruling) for item in news)


def test_one_at_a_time_shows_each_thing_before_it_happens(room: Room, live: LiveSession) -> None:
    page = room()
    click(page.bar.primary)
    click(page.bar.singly)
    assert page.bar.primary.text().strip() == "Propose income"
    funds = live.state.tracks["harbour.funds"]
    click(page.bar.primary)
    assert live.proposal is not None
    assert live.state.tracks["harbour.funds"] == funds
    assert page.bar.primary.text().strip() == "Commit"
    click(page.bar.primary)
    assert live.state.tracks["harbour.funds"] != funds
    assert page.bar.primary.text().strip() == "Propose delayed effects"


def test_the_next_step_by_keyboard(room: Room, live: LiveSession) -> None:
    page = room()
    press(page.bar.primary, Qt.Key.Key_Return, CTRL)
    assert not isinstance(live.next_thing, NotStarted)
    press(page, Qt.Key.Key_Return, CTRL)
    assert isinstance(live.next_thing, TakeOrders)


def test_a_finished_exercise_offers_to_look_back(qtbot: QtBot, room: Room, live: LiveSession) -> None:
    play_to_the_end(live)
    page = room()
    assert page.bar.primary.text().strip() == "Look back"
    with qtbot.waitSignal(page.review_requested):
        click(page.bar.primary)


# -- stepping back -----------------------------------------------------------------------------------------------------


def test_stepping_back_names_what_it_undoes_and_goes_on_as_far_as_one_likes(room: Room, live: LiveSession) -> None:
    play_until(live, 1, TakeOrders)
    page = room()
    click(page.bar.primary)
    assert "closing the orders" in page.bar.step_back.accessibleName()
    press(page, Qt.Key.Key_Z, CTRL)
    assert isinstance(live.history.entries[-1].body, SteppedBack)
    assert isinstance(live.next_thing, TakeOrders)
    while page.bar.step_back.isEnabled():
        click(page.bar.step_back)
    assert isinstance(live.next_thing, NotStarted)
    assert page.bar.step_back.accessibleName() == "There is nothing to step back from"


def test_a_step_back_drops_the_open_proposal_from_the_screen(room: Room, live: LiveSession) -> None:
    play_until(live, 1, RuleOrder)
    page = room()
    click(page.bar.primary)
    assert page.ruling.commit.isVisible()
    click(page.bar.step_back)
    assert not page.ruling.commit.isVisible()


# -- actors ------------------------------------------------------------------------------------------------------------


def test_the_laptop_is_handed_over_from_a_card_or_by_its_key(qtbot: QtBot, room: Room, live: LiveSession) -> None:
    play_until(live, 1)
    page = room()
    with qtbot.waitSignal(page.hand_over_requested) as asked:
        click(page.actors.cards["hills"].hand_over)
    assert asked.args == ["hills"]
    with qtbot.waitSignal(page.hand_over_requested) as asked:
        press(page, Qt.Key.Key_1, CTRL)
    assert asked.args == ["harbour"]
    with qtbot.waitSignal(page.enter_move_requested) as asked:
        click(page.actors.cards["harbour"].enter)
    assert asked.args == ["harbour"]


def test_cards_say_who_is_still_to_move(room: Room, live: LiveSession) -> None:
    play_until(live, 1)
    page = room()
    assert page.actors.cards["harbour"].chip.words() == "To move"
    assert live.give_order("harbour", "send_envoy", "hills")
    assert page.actors.cards["harbour"].chip.words() == "1 in, 1 left"
    assert live.give_order("hills", "share_water")
    assert live.give_order("hills", "appeal", "harbour")
    assert page.actors.cards["hills"].chip.words() == "2 orders in"
    assert not page.actors.cards["hills"].enter.isVisible()
    assert page.bar.primary.text().strip() == "Close orders · 2 of 2 in"


def test_nothing_can_be_handed_over_outside_the_taking_of_orders(room: Room, live: LiveSession) -> None:
    page = room()
    assert not page.actors.cards["harbour"].hand_over.isVisible()
    assert not page.keys.actions["hand over harbour"].isEnabled()


# -- panels ------------------------------------------------------------------------------------------------------------


def test_waiting_orders_can_be_taken_back(room: Room, live: LiveSession) -> None:
    play_until(live, 1)
    give_orders(live)
    page = room()
    back = [part for part in page.ruling.findChildren(QPushButton) if part.accessibleName().startswith("Take back")]
    assert len(back) == 2
    click(back[0])
    assert len(live.state.orders) == 1


def test_a_card_of_the_timeline_leads_to_its_account(room: Room, live: LiveSession) -> None:
    play_until(live, 2)
    page = room()
    ruled = next(row for row in page.timeline.view.rows if row.kind == "ruling")
    laid = page.timeline.view.geometry_now()
    position = list(page.timeline.view.rows).index(ruled)
    slot = next(slot for cell in laid.cells() for slot in laid.slots(cell) if slot.position == position)
    at = QPoint(int(slot.x + 8), int(slot.y + 8))
    QTest.mouseClick(page.timeline.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QApplication.processEvents()
    assert page.tabs.currentWidget() is page.log
    assert "Who learns of it" in words_in(page.log.account)


def test_the_log_is_searched_and_filtered(room: Room, live: LiveSession) -> None:
    play_until(live, 2)
    page = room()
    press(page, Qt.Key.Key_F, CTRL)
    everything = page.log.log.model.rowCount()
    QTest.keyClicks(page.log.log.search.field, "envoy")
    found = page.log.log.model.rowCount()
    assert 0 < found < everything
    page.log.log.search.field.clear()
    page.log.log.kind.setCurrentText("Orders")
    kinds = {type(page.log.log.model.entry_at(k).body).__name__ for k in range(page.log.log.model.rowCount())}
    assert kinds == {"OrderGiven", "OrdersClosed"}
    page.log.log.actor.setCurrentIndex(page.log.log.actor.findData("hills"))
    assert page.log.log.model.rowCount() == 1


def test_the_log_grows_while_it_is_filtered(room: Room, live: LiveSession) -> None:
    play_until(live, 1)
    page = room()
    page.log.log.kind.setCurrentText("Orders")
    before = page.log.log.model.rowCount()
    give_orders(live)
    assert page.log.log.model.rowCount() == before + 2
    click(page.bar.primary)
    assert isinstance(page.log.log.model.entry_at(before + 2).body, OrdersClosed)


def test_a_note_is_taken_from_anywhere(room: Room, live: LiveSession) -> None:
    page = room()
    press(page, Qt.Key.Key_N, CTRL | SHIFT)
    assert page.notes.field.hasFocus()
    QTest.keyClicks(page.notes.field, "Nobody asks about the wells")
    press(page.notes.field, Qt.Key.Key_Return, CTRL)
    note = live.history.entries[-1].body
    assert isinstance(note, NoteTaken)
    assert note.text == "Nobody asks about the wells"
    assert page.notes.field.toPlainText() == ""
    assert "Nobody asks about the wells" in words_in(page.notes)
    assert isinstance(live.next_thing, NotStarted)


def test_injects_show_what_is_for_the_facilitator_alone(room: Room, live: LiveSession) -> None:
    page = room()
    page.tabs.setCurrentWidget(page.injects)
    QApplication.processEvents()
    line = live.white_cell_view().injects[0]
    card = page.injects.cards[line.inject]
    assert line.text not in words_in(card)
    click(card.opener)
    assert line.text in words_in(card)
    assert not line.expected or line.expected in words_in(card)


def test_briefings_are_shown_by_audience(room: Room) -> None:
    page = room()
    page.tabs.setCurrentWidget(page.briefings)
    public = page.briefings.view.toPlainText()
    page.briefings.whose.setCurrentIndex(page.briefings.whose.findData("hills"))
    assert page.briefings.view.toPlainText() not in {"", public}


def test_all_tracks_are_reachable(room: Room, live: LiveSession) -> None:
    page = room()
    click(page.strip.all_button)
    shown = words_in(page.all_tracks)
    assert page.all_tracks.isVisible()
    cards = page.all_tracks._cards
    assert {reading.track for reading in live.white_cell_view().readings} == set(cards)
    assert "The Harbour – The Hills" in shown
    press(page, Qt.Key.Key_T, CTRL | SHIFT)
    assert page.timeline.isVisible()


def test_the_timeline_as_a_table_by_key(room: Room, live: LiveSession) -> None:
    play_until(live, 2)
    page = room()
    press(page, Qt.Key.Key_T, CTRL)
    assert page.timeline.table.isVisible()
    assert page.timeline.table.model().rowCount() == len(page.timeline.view.rows)


def test_f6_goes_through_the_panes(room: Room, live: LiveSession) -> None:
    play_until(live, 1)
    page = room()
    page.bar.primary.setFocus()
    seen = []
    for _ in range(5):
        press(page.window().focusWidget() or page, Qt.Key.Key_F6)
        focus = page.window().focusWidget()
        seen.append(next(k for k, pane in enumerate(page.keys._panes()) if pane is focus or pane.isAncestorOf(focus)))
    assert seen == [1, 2, 3, 4, 0]


# -- problems ----------------------------------------------------------------------------------------------------------


def test_a_problem_is_said_in_the_room_and_nothing_typed_is_lost(room: Room, live: LiveSession) -> None:
    page = room()
    press(page, Qt.Key.Key_N, CTRL | SHIFT)
    QTest.keyClicks(page.notes.field, "Keep this")
    live.close()
    press(page.notes.field, Qt.Key.Key_Return, CTRL)
    assert page.notice.isVisible()
    assert page.notes.field.toPlainText() == "Keep this"


def test_ending_by_hand_is_asked_in_place_and_can_be_stepped_back_from(room: Room, live: LiveSession) -> None:
    play_until(live, 1)
    page = room()
    page.keys.actions["end"].trigger()
    assert page.notice.isVisible()
    assert not live.ended
    click(next(part for part in page.notice.findChildren(QPushButton) if part.text() == "End the exercise"))
    assert live.ended
    assert page.bar.primary.text().strip() == "Look back"


# -- for everybody -----------------------------------------------------------------------------------------------------


def test_everything_that_can_be_used_has_a_name(room: Room, live: LiveSession) -> None:
    play_until(live, 2, RuleOrder)
    assert live.propose()
    page = room()
    nameless = [
        type(widget).__name__
        for widget in page.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (widget.accessibleName() or (isinstance(widget, QPushButton) and widget.text()))
        and not widget.objectName().startswith("qt_")
        and type(widget).__name__ not in {"QTabBar", "QComboBoxListView"}
    ]
    assert nameless == []


def test_an_item_that_runs_by_itself_is_never_an_order(room: Room, live: LiveSession) -> None:
    play_until(live, 1, RuleOrder)
    page = room()
    click(page.bar.primary)
    assert live.proposal is not None
    assert isinstance(live.proposal.subject, OrderSubject)
    assert not isinstance(live.next_thing, RunItem)


def test_before_orders_are_taken_nobody_is_said_to_have_given_none(room: Room, live: LiveSession) -> None:
    page = room()
    click(page.bar.primary)
    assert isinstance(live.next_thing, RunItem)
    assert {card.chip.words() for card in page.actors.cards.values()} == {"No order yet"}


def test_within_a_rule_what_did_not_hold_is_told_last() -> None:
    lines = [
        Line(0, "heading", "Production"),
        Line(1, "effect", "Stores +1"),
        Line(1, "why", "Stores +2: not met", "failed"),
        Line(1, "effect", "Debt +1"),
        Line(0, "heading", "Weather"),
        Line(1, "effect", "Water -1"),
    ]
    told = [line.text for line in _effects_first(lines)]
    assert told == ["Production", "Stores +1", "Debt +1", "Stores +2: not met", "Weather", "Water -1"]


def test_what_did_not_happen_is_told_after_what_did(room: Room, live: LiveSession) -> None:
    page = room()
    play_until(live, 1, RunItem)
    while not (isinstance(live.next_thing, RunItem) and live.next_thing.phase.id == live.exercise.phases[-1].id):
        step(live)
    page.go_on()
    told = [label.text() for label in page.ruling.account.findChildren(QLabel) if label.isVisibleTo(page.ruling)]
    idle = next(place for place, words in enumerate(told) if words == "NOTHING FOLLOWS FROM")
    assert any(words == "EFFECTS" for words in told[:idle])
    assert "EFFECTS" not in told[idle:]
    assert "not met" in told[idle + 1]


def test_after_the_end_nothing_is_offered_that_cannot_be_done(room: Room, live: LiveSession) -> None:
    page = room()
    assert not page.ruling.something.isHidden()
    play_to_the_end(live)
    QApplication.processEvents()
    assert page.ruling.something.isHidden()
    page.step_back()
    assert not page.ruling.something.isHidden(), "after a step back play goes on"
