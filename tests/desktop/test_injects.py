"""The queue of injects in the control room, over a real session in a real file, by mouse and keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.pictures import check_picture
from tests.desktop.sessions import live_session, play_to_the_end, play_until
from wargame.desktop.facilitator.control_room import ControlRoom
from wargame.desktop.facilitator.inject_list import group_of, next_one
from wargame.desktop.facilitator.injects import InjectsPanel
from wargame.desktop.live_session import LiveSession
from wargame.desktop.marks import Badge
from wargame.desktop.style import Theme
from wargame.referee.ruling import ImprovisedSubject, InjectSubject
from wargame.session.entries import InjectHeldBack, RulingCommitted

Room = Callable[..., ControlRoom]
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def live(tmp_path: Path) -> LiveSession:
    """Return the session while orders are taken in turn 1: the first inject is past, the others are to come."""
    made = live_session(tmp_path)
    play_until(made, 1)
    return made


@pytest.fixture
def room(qtbot: QtBot, theme: Theme, live: LiveSession) -> Room:
    def made(width: int = 1440, height: int = 900) -> ControlRoom:
        page = ControlRoom(theme, live)
        qtbot.addWidget(page)
        page.resize(width, height)
        page.show()
        page.activateWindow()
        page.tabs.setCurrentWidget(page.injects)
        QApplication.processEvents()
        return page

    return made


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the keyboard is."""
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)
    QApplication.processEvents()


def click(widget: QWidget) -> None:
    assert widget.isVisible(), widget.accessibleName()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def tick(box: QWidget) -> None:
    box.setFocus()
    press(Qt.Key.Key_Space)


def words_in(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def group(page: ControlRoom, inject: str) -> str:
    return group_of(page.injects.cards[inject].line)


# -- pictures ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def panel(qtbot: QtBot, theme: Theme, live: LiveSession) -> InjectsPanel:
    """Return the panel alone, with an inject that is due, one that is put off, and one that is skipped."""
    live.session.defer_inject("envoy_seen", 3, "They are still talking.")
    live.session.correct("harbour.support", 30, "To show what is due")
    live.session.skip_inject("riot_news", "Enough for one evening")
    made = InjectsPanel(theme, live)
    qtbot.addWidget(made)
    made.refresh(live.white_cell_view().injects)
    made.resize(360, 760)
    made.show()
    made.activateWindow()
    return made


def test_the_queue(request: pytest.FixtureRequest, panel: InjectsPanel, shade: str) -> None:
    panel.list.open("strike")
    panel.list.take_keyboard("strike")
    check_picture(request, panel, f"injects-queue-{shade}", 360, 760)


def test_before_a_delivery(request: pytest.FixtureRequest, panel: InjectsPanel, shade: str) -> None:
    panel.before_delivery("strike")
    check_picture(request, panel, f"injects-preview-{shade}", 360, 520)


# -- the queue ---------------------------------------------------------------------------------------------------------


def test_the_queue_says_how_each_inject_stands(room: Room, live: LiveSession) -> None:
    page = room()
    standing = {inject: group(page, inject) for inject in page.injects.cards}
    assert standing == {
        "dry_spring": "Delivered", "harvest": "Planned", "envoy_seen": "Planned",
        "strike": "When it comes to it", "riot_news": "When it comes to it",
    }  # fmt: skip
    assert live.do(lambda session: session.correct("harbour.support", 30, "the dockers"))
    page.refresh()
    card = page.injects.cards["strike"]
    assert group_of(card.line) == "Due now"
    assert card.chip.words() == "Due now"
    assert card.property("marked") == "true"
    assert "due now" in card.accessibleName()
    assert next(iter(page.injects.cards)) == "strike"


def test_an_open_inject_shows_everything_about_it(room: Room) -> None:
    page = room()
    page.injects.list.open("envoy_seen")
    QApplication.processEvents()
    shown = words_in(page.injects.cards["envoy_seen"])
    for words in ("An envoy was seen at the town hall.", "Its condition does not hold now", "has to come",
                  "Somebody confirms or denies.", "Anger"):  # fmt: skip
        assert words in shown
    page.injects.list.open("dry_spring")
    QApplication.processEvents()
    past = words_in(page.injects.cards["dry_spring"])
    assert "Listen to the bulletin." in past
    assert "Who has water to spare?" in past
    assert "O1: " in past
    assert "Delivered in the course of play" in past


def test_what_an_open_inject_would_do_is_told_anew_when_the_situation_is_another(room: Room, live: LiveSession) -> None:
    page = room()
    page.injects.list.open("strike")
    kept = page.injects.cards["harvest"]
    debt = live.state.tracks["harbour.debt"]
    assert live.do(lambda session: session.correct("harbour.debt", debt + 3, "a loan"))
    page.refresh()
    QApplication.processEvents()
    assert f"{debt + 3:g} → {debt + 5:g}".replace("-", "−") in words_in(page.injects.cards["strike"])
    assert page.injects.cards["harvest"] is kept


def test_arrow_keys_walk_and_return_opens(room: Room) -> None:
    page = room()
    page.injects.list.take_keyboard()
    assert page.injects.cards["harvest"].hasFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    assert page.injects.cards["strike"].hasFocus()
    press(Qt.Key.Key_Up)
    assert page.injects.cards["envoy_seen"].hasFocus()
    press(Qt.Key.Key_Return)
    assert page.injects.cards["envoy_seen"].opened
    press(Qt.Key.Key_Return)
    assert not page.injects.cards["envoy_seen"].opened


def test_an_inject_that_is_looked_for_is_opened_wherever_the_panel_stood(room: Room) -> None:
    page = room()
    page.injects.before_delivery("strike")
    page.injects.show_inject("harvest")
    assert not page.injects.preview.isVisible()
    assert page.injects.cards["harvest"].hasFocus()
    assert page.injects.cards["harvest"].opened


def test_tab_comes_to_one_card_only(room: Room) -> None:
    page = room()
    page.injects.list.take_keyboard("envoy_seen")
    found = [name for name, card in page.injects.cards.items() if card.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert found == ["envoy_seen"]


# -- delivering --------------------------------------------------------------------------------------------------------


def test_what_goes_out_is_seen_first_and_nothing_is_written(room: Room, live: LiveSession) -> None:
    page = room()
    page.injects.list.take_keyboard("strike")
    before = len(live.history.entries)
    press(Qt.Key.Key_D)
    shown = words_in(page.injects.preview)
    for words in ("Strike in the port", "The dockers stop work.", "phone call · the port union", "The Harbour", "Debt",
                  "The harbour speaks to the union."):  # fmt: skip
        assert words in shown
    assert [badge.accessibleName() for badge in page.injects.preview.findChildren(Badge)] == ["The Harbour"]
    assert len(live.history.entries) == before
    press(Qt.Key.Key_Escape)
    assert len(live.history.entries) == before
    assert page.injects.cards["strike"].hasFocus()


def test_an_inject_is_delivered_with_its_reason(room: Room, live: LiveSession) -> None:
    page = room()
    page.injects.list.take_keyboard("strike")
    debt = live.state.tracks["harbour.debt"]
    press(Qt.Key.Key_D)
    page.injects.preview.why.setFocus()
    QTest.keyClicks(page.injects.preview.why, "The room is asleep")
    press(Qt.Key.Key_Return)
    assert live.state.injects["strike"] == "delivered"
    assert live.state.tracks["harbour.debt"] == debt + 2
    card = page.injects.cards["strike"]
    assert group_of(card.line) == "Delivered"
    assert card.hasFocus()
    assert card.opened
    assert "Delivered by the white cell: The room is asleep" in words_in(card)
    assert "Strike in the port" in [item.headline for item in live.seat_view("harbour").news]
    assert "Strike in the port" not in [item.headline for item in live.room_view().news]


def test_ctrl_d_shows_the_next_inject_and_ctrl_d_again_delivers_it(room: Room, live: LiveSession) -> None:
    live.session.skip_inject("harvest", "no dice today")
    page = room()
    page.tabs.setCurrentWidget(page.log)
    page.bar.primary.setFocus()
    press(Qt.Key.Key_D, CTRL)
    assert page.tabs.currentWidget() is page.injects
    assert page.injects.preview.inject == "envoy_seen"
    assert "Its condition does not hold now" in words_in(page.injects.preview)
    press(Qt.Key.Key_D, CTRL)
    assert live.state.injects["envoy_seen"] == "delivered"
    assert isinstance(live.history.entries[-1].body, RulingCommitted)


def test_the_next_is_what_is_due_then_what_is_planned(live: LiveSession) -> None:
    def next_now() -> str | None:
        found = next_one(live.white_cell_view().injects)
        return found.inject if found is not None else None

    assert next_now() == "harvest"
    live.session.correct("harbour.support", 30, "the dockers")
    assert next_now() == "strike"
    for inject in ("strike", "harvest", "envoy_seen"):
        live.session.skip_inject(inject, "away")
    assert next_now() is None


def test_an_inject_with_dice_is_proposed_first(room: Room, live: LiveSession) -> None:
    page = room()
    page.injects.list.take_keyboard("harvest")
    press(Qt.Key.Key_D)
    assert "1 to 3: 5 in 10 (50%, roughly even)" in words_in(page.injects.preview)
    press(Qt.Key.Key_Return)
    assert live.proposal is not None
    assert isinstance(live.proposal.subject, InjectSubject)
    assert page.tabs.currentWidget() is page.ruling
    assert page.ruling.dice.isVisible()
    press(Qt.Key.Key_Return, CTRL)
    assert live.proposal is not None, "the odds are read out first, then the dice fall"
    press(Qt.Key.Key_Return, CTRL)
    assert live.state.injects["harvest"] == "delivered"


def test_what_is_delivered_to_all_can_be_shown_on_the_wall_at_once(qtbot: QtBot, room: Room, live: LiveSession) -> None:
    page = room()
    page.injects.before_delivery("strike")
    assert not page.injects.preview.on_wall.isVisible()
    page.injects.before_delivery("riot_news")
    QApplication.processEvents()
    with qtbot.waitSignal(page.wall.latest_wanted):
        click(page.injects.preview.on_wall)
    assert live.state.injects["riot_news"] == "delivered"


def test_a_delivery_says_that_it_drops_an_open_ruling(room: Room, live: LiveSession) -> None:
    assert live.improvise("", "A rumour", ("anger +1",), "why not")
    page = room()
    page.injects.before_delivery("strike")
    QApplication.processEvents()
    assert "The ruling that is open is dropped" in words_in(page.injects.preview)


# -- holding back ------------------------------------------------------------------------------------------------------


def test_an_inject_is_skipped_with_a_reason_and_the_step_back_brings_it_again(room: Room, live: LiveSession) -> None:
    page = room()
    page.injects.list.take_keyboard("harvest")
    press(Qt.Key.Key_S)
    assert page.injects.reason.isVisible()
    assert not page.injects.reason.act.isEnabled()
    QTest.keyClicks(QApplication.focusWidget(), "No time")
    press(Qt.Key.Key_Return)
    assert live.state.injects["harvest"] == "skipped"
    assert group(page, "harvest") == "Skipped"
    page.injects.list.open("harvest")
    card = page.injects.cards["harvest"]
    QApplication.processEvents()
    assert "Skipped: No time" in words_in(card)
    click(card.back)
    assert group(page, "harvest") == "Planned"
    card = page.injects.cards["harvest"]
    QApplication.processEvents()
    assert "Skipped: No time (stepped back from)" in words_in(card)


def test_an_inject_is_put_off_to_a_turn(room: Room, live: LiveSession) -> None:
    page = room()
    page.injects.list.take_keyboard("harvest")
    press(Qt.Key.Key_L)
    assert page.injects.until.isVisible()
    page.injects.until.setValue(3)
    QTest.keyClicks(page.injects.reason.why, "They talk")
    page.injects.reason.why.setFocus()
    press(Qt.Key.Key_Return)
    body = live.history.entries[-1].body
    assert isinstance(body, InjectHeldBack)
    assert live.state.deferred["harvest"] == 3
    assert page.injects.cards["harvest"].chip.words() == "Put off to season 3"
    assert not page.injects.until.isVisible()
    assert page.injects.cards["harvest"].hasFocus()


def test_escape_leaves_the_reason_and_nothing_happens(room: Room, live: LiveSession) -> None:
    page = room()
    page.injects.list.take_keyboard("harvest")
    before = len(live.history.entries)
    press(Qt.Key.Key_S)
    press(Qt.Key.Key_Escape)
    assert not page.injects.reason.isVisible()
    assert page.injects.cards["harvest"].hasFocus()
    assert len(live.history.entries) == before


# -- made up -----------------------------------------------------------------------------------------------------------


def test_an_inject_is_made_up_in_one_key_and_proposed_first(room: Room, live: LiveSession) -> None:
    page = room()
    page.tabs.setCurrentWidget(page.ruling)
    page.bar.primary.setFocus()
    press(Qt.Key.Key_I, CTRL | SHIFT)
    form = page.injects.form
    assert form.headline.hasFocus()
    assert not form.propose.isEnabled()
    QTest.keyClicks(form.headline, "A barge runs aground")
    QTest.keyClicks(form.story, "It blocks the lock.")
    tick(form.to["harbour"])
    assert not form.everybody.isChecked()
    QTest.keyClicks(form.means, "phone call")
    QTest.keyClicks(form.source, "Lock keeper")
    QTest.keyClicks(form.effects, "anger +1")
    anger = live.state.tracks["anger"]
    press(Qt.Key.Key_Return, CTRL)
    assert live.proposal is not None
    assert isinstance(live.proposal.subject, ImprovisedSubject)
    assert live.state.tracks["anger"] == anger
    assert page.tabs.currentWidget() is page.ruling
    press(Qt.Key.Key_Return, CTRL)
    assert live.state.tracks["anger"] == anger + 1
    assert "A barge runs aground" in [item.headline for item in live.seat_view("harbour").news]
    assert "A barge runs aground" not in [item.headline for item in live.seat_view("hills").news]
    page.tabs.setCurrentWidget(page.injects)
    assert page.injects.form.headline.text() == ""
    made = next(card for card in page.injects.cards.values() if card.line.headline == "A barge runs aground")
    assert group_of(made.line) == "Delivered"


def test_a_headline_is_enough_for_an_inject(room: Room, live: LiveSession) -> None:
    page = room()
    click(page.injects.make_up)
    QTest.keyClicks(QApplication.focusWidget(), "The lights go out")
    press(Qt.Key.Key_Return)
    assert live.commit()
    assert "The lights go out" in [item.headline for item in live.room_view().news]


def test_effects_that_cannot_be_read_are_refused_while_they_are_typed(room: Room) -> None:
    page = room()
    page.injects.open_form()
    form = page.injects.form
    form.headline.setText("A storm")
    form.effects.setPlainText("levle +1")
    assert not form.propose.isEnabled()
    assert "level" in words_in(form)
    form.effects.setPlainText("level +1")
    assert form.propose.isEnabled()
    tick(form.to["hills"])
    tick(form.to["hills"])
    assert not form.propose.isEnabled()
    assert "Somebody has to get it." in words_in(form)


def test_what_was_typed_is_there_when_the_form_is_opened_again(room: Room) -> None:
    page = room()
    page.injects.open_form()
    QTest.keyClicks(page.injects.form.headline, "Half a thought")
    press(Qt.Key.Key_Escape)
    assert not page.injects.form.isVisible()
    page.injects.open_form()
    assert page.injects.form.headline.text() == "Half a thought"


# -- when nothing can be done ------------------------------------------------------------------------------------------


def test_after_the_end_the_queue_is_only_read(room: Room, live: LiveSession) -> None:
    play_to_the_end(live)
    page = room()
    page.injects.list.take_keyboard("riot_news")
    page.injects.list.open("riot_news")
    QApplication.processEvents()
    press(Qt.Key.Key_D)
    press(Qt.Key.Key_S)
    assert not page.injects.preview.isVisible()
    assert not page.injects.reason.isVisible()
    assert not hasattr(page.injects.cards["riot_news"], "deliver")
    assert not page.injects.make_up.isEnabled()
    assert not page.keys.actions["deliver inject"].isEnabled()
    assert not page.keys.actions["make up inject"].isEnabled()
