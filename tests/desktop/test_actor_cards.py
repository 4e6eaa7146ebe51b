"""Actor cards: who, how it stands, what it can spend, and the way to its seat."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.desktop.examples import ACTORS
from tests.desktop.pictures import check_picture
from wargame.desktop.facilitator.actor_cards import ActorCards, ActorState
from wargame.desktop.marks import Dots
from wargame.desktop.style import Theme

STATES = {
    "upper": ActorState("2 orders in", "ok", "lock", 4, 6, "Influence", may_open=True),
    "lower": ActorState("To move", "warn", "clock", 3, 6, "Influence", may_move=True, to_act=True, may_open=True),
    "basin": ActorState("Not in this phase", "neutral", "minus"),
    "bank": ActorState("Ruled", "ok", "check", 37.5, 0, "Credit line"),
}


def cards(qtbot: QtBot, theme: Theme, width: int = 252) -> ActorCards:
    made = ActorCards(theme, ACTORS, {"upper": "Kim, Alvarez", "lower": "Okafor, Lindqvist"})
    qtbot.addWidget(made)
    made.show_states(STATES, "1 of 3 in")
    made.resize(width, 620)
    made.show()
    QApplication.processEvents()
    return made


def test_the_cards_look_as_they_should(request: pytest.FixtureRequest, qtbot: QtBot, theme: Theme, shade: str) -> None:
    check_picture(request, cards(qtbot, theme), f"actor-cards-{shade}", 252, 620)


def test_a_card_is_read_out_whole(qtbot: QtBot, theme: Theme) -> None:
    made = cards(qtbot, theme)
    assert made.cards["lower"].accessibleName() == "Lower Varn: To move, Influence 3"
    assert made.cards["basin"].accessibleName() == "Basin Commission: Not in this phase"


def test_handing_over_and_entering_say_for_whom(qtbot: QtBot, theme: Theme) -> None:
    made = cards(qtbot, theme)
    with qtbot.waitSignal(made.hand_over_requested) as asked:
        QTest.mouseClick(made.cards["lower"].hand_over, Qt.MouseButton.LeftButton)
    assert asked.args == ["lower"]
    with qtbot.waitSignal(made.enter_move_requested) as asked:
        QTest.mouseClick(made.cards["lower"].enter, Qt.MouseButton.LeftButton)
    assert asked.args == ["lower"]
    assert not made.cards["basin"].hand_over.isVisible()
    assert not made.cards["upper"].enter.isVisible()


def test_small_whole_purses_are_dots_and_others_a_number(qtbot: QtBot, theme: Theme) -> None:
    made = cards(qtbot, theme)
    assert [dots.accessibleName() for dots in made.cards["upper"].findChildren(Dots) if dots.isVisible()] == ["4 of 6"]
    assert not made.cards["bank"].findChildren(Dots)


def test_a_card_follows_its_actor(qtbot: QtBot, theme: Theme) -> None:
    made = cards(qtbot, theme)
    made.show_states({"lower": ActorState("1 order in", "ok", "lock", 2, 6, "Influence")}, "2 of 3 in")
    QApplication.processEvents()
    assert made.cards["lower"].chip.words() == "1 order in"
    assert made.cards["lower"].property("marked") == "false"
    assert not made.cards["lower"].hand_over.isVisible()


def test_many_actors_scroll(qtbot: QtBot, theme: Theme) -> None:
    made = cards(qtbot, theme)
    made.resize(252, 300)
    bar = made._area.verticalScrollBar()
    bar.setValue(bar.maximum())
    QApplication.processEvents()
    assert made.cards["bank"].visibleRegion().boundingRect().height() > 60


@pytest.mark.parametrize("width", [224, 252, 400])
def test_no_card_is_wider_than_its_place(qtbot: QtBot, theme: Theme, width: int) -> None:
    made = cards(qtbot, theme, width)
    assert all(card.width() <= width for card in made.cards.values())


def test_where_there_is_no_room_all_cards_are_whole_and_their_aims_wait_in_tool_tips(
    qtbot: QtBot, theme: Theme
) -> None:
    made = cards(qtbot, theme)
    made.resize(240, 480)
    QApplication.processEvents()
    assert not made._area.verticalScrollBar().isVisible()
    for card in made.cards.values():
        assert not card._aim.isVisible()
        assert not card._whole_aim.isVisible()
        assert card.actor.aim[:20] in card.toolTip()
    made.resize(252, 900)
    QApplication.processEvents()
    assert all(card._whole_aim.isVisible() for card in made.cards.values())


def test_a_purse_keeps_its_name_before_it_shows_dots(qtbot: QtBot, theme: Theme) -> None:
    made = cards(qtbot, theme)
    for held, name, dots in ((10, "Influence", True), (9, "Political capital to be spent", False)):
        made.show_states({"upper": ActorState("Ruled", "ok", "check", held, 10, name)}, "")
        QApplication.processEvents()
        card = made.cards["upper"]
        assert [one.isVisible() for one in card.findChildren(Dots) if not one.isHidden()] == [True] * dots
        assert name in [label.text() for label in card.findChildren(QLabel)], "nothing of the name is left out"


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("height", [300, 620])
def test_a_card_is_never_wider_than_the_room_for_it(qtbot: QtBot, theme: Theme, scale: float, height: int) -> None:
    theme.set_scale(scale)
    try:
        made = cards(qtbot, theme)
        state = ActorState("Not in this phase", "warn", "lock", 4, 6, "Influence", may_move=True, may_open=True)
        made.show_states(dict.fromkeys(STATES, state), "")
        made.resize(232, height)
        QApplication.processEvents()
        for card in made.cards.values():
            assert card.width() <= made._area.viewport().width()
            right = card.hand_over.mapTo(card, card.hand_over.rect().topRight()).x()
            assert right < card.width(), "the button is not cut off"
    finally:
        theme.set_scale(1.0)
