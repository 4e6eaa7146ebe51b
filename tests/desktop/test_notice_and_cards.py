"""The facilitator gives notice for a party, and settles which secret card an actor holds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop import valley
from tests.desktop.pictures import check_picture
from tests.desktop.sessions import live_session
from tests.desktop.test_asking import click, open_room, press, words_in
from wargame.desktop.facilitator.briefings import BriefingsPanel
from wargame.desktop.facilitator.control_room import ControlRoom
from wargame.desktop.facilitator.pact_list import PactList
from wargame.desktop.facilitator.secret_cards import SecretCards
from wargame.desktop.layout import column
from wargame.desktop.live_session import LiveSession
from wargame.desktop.style import Theme
from wargame.session.entries import WHITE_CELL, CardChosen, WithdrawalAnnounced


@pytest.fixture
def live(tmp_path: Path) -> LiveSession:
    return valley.valley_session(tmp_path)


@pytest.fixture
def signed(live: LiveSession) -> LiveSession:
    """Month 1, while texts are signed: ceasefire and patrols are in force."""
    valley.play_until(live, 1)
    for agreement in ("ceasefire", "patrol"):
        valley.sign_all(live, agreement)
    return live


def cards_of(room: ControlRoom) -> ControlRoom:
    room.tabs.setCurrentWidget(room.briefings)
    QApplication.processEvents()
    return room


def test_a_party_gives_notice_at_the_facilitators_desk(qtbot: QtBot, theme: Theme, signed: LiveSession) -> None:
    room = open_room(qtbot, theme, signed)
    pacts = room.ruling.signing.pacts
    assert set(pacts.notices) == {("south", "patrol"), ("north", "patrol")}
    leave = pacts.notices["south", "patrol"]
    assert leave.text().strip() == "South gives notice"
    assert "it ends 1 month later. Everybody learns of it." in leave.toolTip()
    leave.setFocus()
    press(leave, Qt.Key.Key_Space)
    entry = signed.history.entries[-1]
    assert isinstance(entry.body, WithdrawalAnnounced)
    assert (entry.by, entry.on_behalf) == (WHITE_CELL, "south")
    assert "South has given notice" in words_in(pacts)
    assert pacts.notices == {}
    assert room.bar.step_back.isEnabled()
    room.step_back()
    assert set(pacts.notices) == {("south", "patrol"), ("north", "patrol")}


def test_a_text_without_that_right_offers_no_notice(qtbot: QtBot, theme: Theme, live: LiveSession) -> None:
    valley.play_until(live, 1)
    valley.sign_all(live, "ceasefire")
    room = open_room(qtbot, theme, live)
    assert "Ceasefire" in words_in(room.ruling.signing.pacts)
    assert room.ruling.signing.pacts.notices == {}


def test_cards_stand_under_the_briefings(qtbot: QtBot, theme: Theme, live: LiveSession) -> None:
    room = cards_of(open_room(qtbot, theme, live))
    drawn, chosen = room.cards.cards["north.temper"], room.cards.cards["south.measure"]
    assert drawn.chip.words() == "Drawn at the start"
    assert not drawn.words.isEnabled()
    assert not drawn.settle.isEnabled()
    assert chosen.chip.words() == "Not chosen yet"
    assert chosen.words.isEnabled()
    assert live.start()
    assert drawn.chip.words() == "Drawn"
    assert drawn.words.isEnabled()
    assert drawn.words.currentData() == live.state.cards["north.temper"]


def test_the_facilitator_settles_a_card_that_was_drawn(qtbot: QtBot, theme: Theme, live: LiveSession) -> None:
    assert live.start()
    room = cards_of(open_room(qtbot, theme, live))
    card = room.cards.cards["north.temper"]
    before = live.state.cards["north.temper"]
    other = "proud" if before == "patient" else "patient"
    assert not card.settle.isEnabled()
    card.words.setFocus()
    press(card.words, Qt.Key.Key_Down if card.words.currentIndex() == 0 else Qt.Key.Key_Up)
    assert card.words.currentData() == other
    told = {"proud": "You want to be asked.", "patient": "You can wait."}[other]
    assert told in words_in(card)
    assert card.settle.isEnabled()
    click(card.settle)
    entry = live.history.entries[-1]
    assert isinstance(entry.body, CardChosen)
    assert (entry.by, entry.on_behalf, entry.seen_by) == (WHITE_CELL, "north", ("north",))
    assert live.state.cards["north.temper"] == other
    assert not card.settle.isEnabled()
    assert room.tabs.currentWidget() is room.briefings
    room.step_back()
    assert card.words.currentData() == before


def test_cards_and_words_are_called_as_the_author_calls_them(qtbot: QtBot, theme: Theme, live: LiveSession) -> None:
    card = replace(live.exercise.cards["south.measure"], name="yardstick", names={"by_grain": "a full barn"})
    cards = SecretCards(theme, replace(live.exercise, cards={card.full_id: card}))
    qtbot.addWidget(cards)
    made = cards.cards["south.measure"]
    assert made.accessibleName() == "Yardstick of South"
    assert [made.words.itemText(row) for row in range(made.words.count())] == ["By peace", "A full barn"]


def test_the_wheel_over_a_card_changes_nothing(qtbot: QtBot, theme: Theme, live: LiveSession) -> None:
    room = cards_of(open_room(qtbot, theme, live))
    box = room.cards.cards["south.measure"].words
    now = box.currentData()
    turned = QWheelEvent(
        QPointF(5, 5), box.mapToGlobal(QPointF(5, 5)), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(box, turned)
    assert box.currentData() == now


def test_when_play_is_over_no_card_can_be_settled(qtbot: QtBot, theme: Theme, live: LiveSession) -> None:
    assert live.start()
    assert live.end("Enough")
    room = cards_of(open_room(qtbot, theme, live))
    assert not room.cards.cards["south.measure"].words.isEnabled()


def test_an_exercise_without_cards_has_no_place_for_them(
    qtbot: QtBot, theme: Theme, tmp_path: Path, no_flashes: None
) -> None:
    room = cards_of(open_room(qtbot, theme, live_session(tmp_path)))
    assert not room.cards.isVisible()


def test_the_panels_look_as_they_should(
    request: pytest.FixtureRequest, qtbot: QtBot, theme: Theme, signed: LiveSession, shade: str
) -> None:
    names = {actor.id: actor.name for actor in signed.exercise.actors.values()}
    view = signed.white_cell_view()
    pacts = PactList(theme, signed.exercise)
    pacts.show_pacts(view.pacts)
    cards = SecretCards(theme, signed.exercise)
    briefings = BriefingsPanel(theme, names, cards)
    briefings.show_briefings(view.briefings)
    cards.show_cards(view.cards, started=True, open_=True)
    page = QWidget()
    page.setProperty("role", "page")
    page.setLayout(column(pacts, None, margins=(12, 12, 12, 12)))
    for made in (page, briefings):
        qtbot.addWidget(made)
    check_picture(request, page, f"notice-{shade}", 360, 260)
    check_picture(request, briefings, f"secret-cards-{shade}", 336, 560)


def test_the_cards_of_the_actor_whose_briefing_is_read_stand_below_it(
    qtbot: QtBot, theme: Theme, live: LiveSession
) -> None:
    room = cards_of(open_room(qtbot, theme, live))
    shown = {}
    for audience in ("public", "north", "league"):
        room.briefings.whose.setCurrentIndex(room.briefings.whose.findData(audience))
        shown[audience] = [name for name, card in room.cards.cards.items() if card.isVisible()]
    assert shown == {"public": ["north.temper", "south.measure"], "north": ["north.temper"], "league": []}
