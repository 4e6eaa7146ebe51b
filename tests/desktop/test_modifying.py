"""Modifiers in the control room: struck, made to count and added while the dice have not fallen, and never after."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from tests.desktop import test_rulings
from tests.desktop.pictures import check_picture
from tests.desktop.test_deciding import live as council
from tests.desktop.test_deciding import open_room
from tests.desktop.test_rulings import click, last_adjustment, override, roll, room, words_in
from wargame.desktop.facilitator.adjusting import Way
from wargame.desktop.facilitator.control_room import ControlRoom
from wargame.desktop.facilitator.modifying import FALLEN, amount
from wargame.desktop.facilitator.rulings import RulingPanel
from wargame.desktop.live_session import LiveSession
from wargame.desktop.style import Theme
from wargame.referee.adjustment import CloseArguments, CountModifier, ExtraModifier
from wargame.referee.ruling import Rolled

__all__ = ["council", "live", "room"]

live = test_rulings.live


def rolled(live: LiveSession) -> Rolled:
    assert live.proposal is not None
    return next(found for found in live.proposal.rolls if isinstance(found, Rolled))


def told(room: ControlRoom) -> str:
    return words_in(room.ruling)


def test_a_modifier_is_struck_in_view_and_the_odds_move_at_once(room: ControlRoom, live: LiveSession) -> None:
    assert "2d6 + 1" in told(room)
    override(room, Way.MODIFIER)
    form = room.ruling.form
    assert [form.which.itemText(place).partition(":")[0] for place in range(form.which.count())] == [
        "Strike", "Let count", "Let count",
    ]  # fmt: skip
    assert not form.apply.isEnabled()
    QTest.keyClicks(form.why, "The Hills were not there")
    click(form.apply)
    made = last_adjustment(live)
    assert isinstance(made, CountModifier)
    assert (made.roll, made.counts, made.reason) == (1, False, "The Hills were not there")
    assert rolled(live).modifier == 0
    who = live.exercise.label("facilitator")
    assert f"+1 because both sides listen, struck by the {who}: The Hills were not there" in told(room)
    assert "2d6 + 1" not in told(room)
    assert room.bar.primary.text().strip() == "Roll the dice", "nothing has been thrown"


def test_one_that_does_not_hold_is_made_to_count_by_keyboard(room: ControlRoom, live: LiveSession) -> None:
    override(room, Way.MODIFIER)
    form = room.ruling.form
    form.which.setCurrentIndex(2)
    QTest.keyClicks(form.why, "He said so on the radio")
    QTest.keyClick(form.why, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert rolled(live).modifier == 2
    assert "He said so on the radio" in told(room)
    override(room, Way.MODIFIER)
    assert form.which.itemText(2).startswith("Strike: +1 because the mayor")


def test_a_modifier_is_added_once_it_is_a_whole_number_with_a_reason(room: ControlRoom, live: LiveSession) -> None:
    override(room, Way.EXTRA)
    form = room.ruling.form
    QTest.keyClicks(form.why, "the harbour sends its best man")
    for wrong in ("", "0", "9", "1.5", "much"):
        form.what.setText(wrong)
        assert not form.apply.isEnabled(), wrong
    form.what.setText("-1")
    click(form.apply)
    assert last_adjustment(live) == ExtraModifier(1, -1, "the harbour sends its best man")
    assert rolled(live).modifier == 0
    assert "−1 because the harbour sends its best man, added by" in told(room)
    override(room, Way.MODIFIER)
    form.which.setCurrentIndex(form.which.count() - 1)
    assert form.which.currentText().startswith("Take back: −1")
    QTest.keyClicks(form.why, "he is ill")
    click(form.apply)
    assert rolled(live).modifier == 1


def test_after_the_dice_have_fallen_the_form_says_that_modifiers_stay(room: ControlRoom, live: LiveSession) -> None:
    override(room, Way.MODIFIER)
    QTest.keyClicks(room.ruling.form.why, "The Hills were not there")
    click(room.ruling.form.apply)
    odds = rolled(live).odds
    assert FALLEN not in told(room)
    roll(room)
    assert rolled(live).odds == odds, "locked"
    click(room.ruling.override)
    form = room.ruling.form
    assert FALLEN in words_in(form)
    assert not form._buttons[Way.MODIFIER].isVisible()
    assert not form._buttons[Way.EXTRA].isVisible()


def drops(room: ControlRoom) -> list[QPushButton]:
    return [
        one for one in room.ruling.findChildren(QPushButton) if one.isVisible() and "what the rules say" in one.text()
    ]


def test_going_back_to_the_rules_keeps_what_the_dice_were_thrown_with(room: ControlRoom, live: LiveSession) -> None:
    override(room, Way.MODIFIER)
    QTest.keyClicks(room.ruling.form.why, "The Hills were not there")
    click(room.ruling.form.apply)
    (back,) = drops(room)
    click(back)
    assert rolled(live).modifier == 1, "before the roll everything can be taken back"
    override(room, Way.EXTRA)
    QTest.keyClicks(room.ruling.form.what, "+2")
    QTest.keyClicks(room.ruling.form.why, "it is a feast")
    click(room.ruling.form.apply)
    roll(room)
    assert drops(room) == [], "nothing but what was thrown with"
    override(room, Way.OUTCOME)
    room.ruling.form.which.setCurrentText("fail")
    QTest.keyClicks(room.ruling.form.why, "no")
    click(room.ruling.form.apply)
    (back,) = drops(room)
    click(back)
    assert live.proposal is not None
    assert live.proposal.adjustments == (ExtraModifier(1, 2, "it is a feast"),)
    assert rolled(live).modifier == 3
    assert room.ruling.commit.accessibleName() == "Commit", "the dice stay on the table"


def test_while_reasons_are_heard_the_modifiers_stand_one_by_one_and_can_be_struck(
    qtbot: QtBot, theme: Theme, council: LiveSession
) -> None:
    page = open_room(qtbot, theme, council, ("island", "blame"))
    assert council.propose()
    QApplication.processEvents()
    assert council.proposal is not None
    assert council.proposal.asks is not None
    override(page, Way.EXTRA)
    QTest.keyClicks(page.ruling.form.what, "-1")
    QTest.keyClicks(page.ruling.form.why, "nobody is listening")
    click(page.ruling.form.apply)
    assert "−1 because nobody is listening, added by" in told(page)
    before = {choice.option: choice.odds for choice in council.proposal.asks.options}
    assert council.adjust(CloseArguments())
    page.refresh()
    assert {share.outcome: share.chance for share in rolled(council).odds} == before
    click(page.ruling.override)
    assert FALLEN in words_in(page.ruling.form)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("+1", 1), ("2", 2), ("-1", -1), ("−2", -2), ("10 %", 10), (" +15% ", 15), ("", None), ("1.5", None), ("+", None)],
)
def test_a_modifier_is_read_as_people_write_it(typed: str, number: int | None) -> None:
    assert amount(typed) == number


def test_the_form_with_its_modifiers_looks_as_it_should(
    request: pytest.FixtureRequest, qtbot: QtBot, theme: Theme, live: LiveSession, shade: str
) -> None:
    panel = RulingPanel(theme, live)
    qtbot.addWidget(panel)
    panel.setProperty("role", "surface")
    assert live.adjust(
        CountModifier(1, rolled(live).modifiers[0].text, counts=False, reason="The Hills were not there")
    )
    assert live.adjust(ExtraModifier(1, -1, "the harbour is late"))
    assert live.proposal is not None
    panel.show_proposal(live.proposal, covered=True)
    panel.resize(360, 860)
    panel.show()
    click(panel.override)
    click(panel.form._buttons[Way.MODIFIER])
    check_picture(request, panel, f"ruling-modifiers-{shade}", 360, 860)


def test_with_large_text_the_ways_stand_in_a_list_and_nothing_is_cut(
    qtbot: QtBot, theme: Theme, live: LiveSession
) -> None:
    theme.set_scale(2.0)
    page = ControlRoom(theme, live)
    qtbot.addWidget(page)
    page.resize(1280, 720)
    page.show()
    QApplication.processEvents()
    click(page.ruling.override)
    form = page.ruling.form
    assert not any(chooser.isVisible() for chooser in form._buttons.values())
    form.way_list.setFocus()
    while form.way_list.currentText() != Way.EXTRA.value:
        QTest.keyClick(form.way_list, Qt.Key.Key_Down)
    form.what.setText("+1")
    form.why.setText("it is a feast")
    QApplication.processEvents()
    for part in (form.way_list, form.what, form.why, form.apply):
        assert part.isVisible()
        assert part.height() >= part.minimumSizeHint().height(), part.accessibleName()
    assert form.height() >= form.minimumSizeHint().height()
    click(form.apply)
    assert last_adjustment(live) == ExtraModifier(1, 1, "it is a feast")
