"""Texts laid down and signed at the facilitator's desk."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.desktop import valley
from tests.desktop.test_asking import CTRL, click, open_room, press, words_in
from wargame.desktop.live_session import LiveSession
from wargame.desktop.style import Theme
from wargame.referee.turn import RuleSigning, RunItem, TakeSignatures
from wargame.session.entries import WHITE_CELL, SignatureGiven, SignatureTakenBack


@pytest.fixture
def live(tmp_path: Path) -> LiveSession:
    made = valley.valley_session(tmp_path)
    valley.play_until(made, 1)
    return made


@pytest.mark.usefixtures("no_flashes")
def test_the_texts_stand_with_parties_promises_and_terms(qtbot: QtBot, theme: Theme, live: LiveSession) -> None:
    room = open_room(qtbot, theme, live)
    panel = room.ruling.signing
    assert panel.isVisible()
    assert list(panel.cards) == ["ceasefire", "patrol", "fund"]
    told = words_in(panel.cards["ceasefire"])
    assert "Between North and South" in told
    assert "North: No shelling" in told
    assert "South: No raids" in told
    inspection = panel.cards["ceasefire"].levels["inspection"]
    assert [inspection.itemText(place) for place in range(3)] == ["0 · none", "1 · by air", "2 · on site"]
    assert inspection.currentData() == 1
    assert list(panel.cards["patrol"].levels) == ["inspection"]  # its aid is fixed
    assert "Fixed: Aid 0" in words_in(panel.cards["patrol"])
    assert panel.cards["fund"].levels == {}
    assert room.bar.primary.text().strip() == "Close signing"


def test_what_cannot_be_signed_is_grey_and_says_why(qtbot: QtBot, theme: Theme, live: LiveSession) -> None:
    room = open_room(qtbot, theme, live)
    patrol = room.ruling.signing.cards["patrol"]
    assert not patrol.buttons["north"].isEnabled()
    assert "Not met: Ceasefire was never signed" in words_in(patrol)
    assert "Ceasefire was never signed" in patrol.buttons["north"].toolTip()
    assert "Not now" in words_in(patrol)
    assert patrol.y() > room.ruling.signing.cards["fund"].y()  # below those that can be signed


def test_a_signature_is_given_and_taken_back(qtbot: QtBot, theme: Theme, live: LiveSession) -> None:
    room = open_room(qtbot, theme, live)
    card = room.ruling.signing.cards["ceasefire"]
    click(card.buttons["north"])
    entry = live.history.entries[-1]
    assert isinstance(entry.body, SignatureGiven)
    assert (entry.by, entry.on_behalf, entry.seen_by) == (WHITE_CELL, "north", ("north",))
    assert live.state.offers["ceasefire"].signed == ("north",)
    assert card.buttons["north"].isChecked()
    assert card.buttons["north"].text().strip() == "North has signed"
    assert card.buttons["north"].hasFocus()
    assert "On the table" in words_in(card)
    press(card.buttons["north"], Qt.Key.Key_Space)
    assert isinstance(live.history.entries[-1].body, SignatureTakenBack)
    assert not card.buttons["north"].isChecked()
    assert card.buttons["north"].text().strip() == "Sign for North"


def test_other_terms_are_another_text(qtbot: QtBot, theme: Theme, live: LiveSession) -> None:
    room = open_room(qtbot, theme, live)
    card = room.ruling.signing.cards["ceasefire"]
    click(card.buttons["north"])
    card.levels["inspection"].setFocus()
    press(card.levels["inspection"], Qt.Key.Key_Down)
    assert card.levels["inspection"].currentData() == 2
    assert "Other terms than North signed" in words_in(card)
    assert not card.buttons["north"].isChecked()
    click(card.buttons["south"])
    assert live.state.offers["ceasefire"].signed == ("south",)
    assert dict(live.state.offers["ceasefire"].terms) == {"inspection": 2, "aid": 1}
    assert card.levels["inspection"].currentData() == 2
    assert "Other terms" not in words_in(card)


def test_a_note_in_between_leaves_the_chosen_terms_alone(qtbot: QtBot, theme: Theme, live: LiveSession) -> None:
    room = open_room(qtbot, theme, live)
    card = room.ruling.signing.cards["ceasefire"]
    press(card.levels["aid"], Qt.Key.Key_Down)
    assert live.note("They whisper.")
    assert card.levels["aid"].currentData() == 2


def test_the_wheel_over_a_term_changes_nothing(qtbot: QtBot, theme: Theme, live: LiveSession) -> None:
    room = open_room(qtbot, theme, live)
    box = room.ruling.signing.cards["ceasefire"].levels["aid"]
    box.setFocus()
    turned = QWheelEvent(
        QPointF(5, 5), box.mapToGlobal(QPointF(5, 5)), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(box, turned)
    assert box.currentData() == 1


def test_the_last_signature_leads_to_the_ruling_that_puts_it_into_force(
    qtbot: QtBot, theme: Theme, live: LiveSession
) -> None:
    room = open_room(qtbot, theme, live)
    card = room.ruling.signing.cards["ceasefire"]
    click(card.buttons["north"])
    click(card.buttons["south"])
    assert valley.next_kind(live) is RuleSigning
    assert room.bar.primary.text().strip() == "Put “Ceasefire” into force"
    assert not room.ruling.signing.isVisible()
    press(room, Qt.Key.Key_Return, CTRL)
    assert live.proposal is not None
    assert room.bar.primary.text().strip() == "Roll the dice"
    press(room, Qt.Key.Key_Return, CTRL)
    press(room, Qt.Key.Key_Return, CTRL)
    assert live.state.pacts["ceasefire"].status == "in force"
    assert valley.next_kind(live) is TakeSignatures
    panel = room.ruling.signing
    assert panel.isVisible()
    assert not panel.cards["ceasefire"].isVisible()
    told = words_in(panel.pacts)
    assert "Ceasefire" in told
    assert "In force" in told
    assert "Since month 1" in told
    assert "Inspection by air (1)" in told
    assert panel.cards["patrol"].buttons["north"].isEnabled()  # it rests on the ceasefire


def test_closing_the_signing_goes_on_with_the_turn(qtbot: QtBot, theme: Theme, live: LiveSession) -> None:
    room = open_room(qtbot, theme, live)
    click(room.ruling.signing.cards["ceasefire"].buttons["north"])
    press(room, Qt.Key.Key_Return, CTRL)
    assert valley.next_kind(live) is RunItem
    assert not room.ruling.signing.isVisible()
    assert live.state.offers["ceasefire"].signed == ("north",)


def test_a_text_that_has_to_wait_says_for_what(qtbot: QtBot, theme: Theme, live: LiveSession) -> None:
    valley.sign_all(live, "ceasefire")
    valley.sign_all(live, "patrol")
    room = open_room(qtbot, theme, live)
    fund = room.ruling.signing.cards["fund"]
    assert fund.buttons["league"].isEnabled()
    assert "Signed by all it would still wait.\nNot met: at most 2 come into force in a turn" in words_in(fund)


def test_everything_signed_is_listed_also_what_has_ended(qtbot: QtBot, theme: Theme, live: LiveSession) -> None:
    valley.sign_all(live, "ceasefire")
    valley.play_until(live, 3, shelling=2)
    room = open_room(qtbot, theme, live)
    told = words_in(room.ruling.signing.pacts)
    assert "Broken by North in month 2: Shell the bridge" in told
    assert "Suspended through" in told or "Ended in month 2: terminated" in told


def test_a_text_that_cannot_be_signed_is_let_pass_with_a_reason(qtbot: QtBot, theme: Theme, live: LiveSession) -> None:
    """The white cell is never refused: what does not hold is shown, and overridden."""
    room = open_room(qtbot, theme, live)
    cards = room.ruling.signing.cards
    card = next(card for card in cards.values() if not all(button.isEnabled() for button in card.buttons.values()))
    text = card._agreement
    click(card.pass_anyway)
    form = room.ruling.passing
    assert form.isVisible()
    assert not form.act.isEnabled(), "it is asked why"
    QTest.keyClicks(form.why, "To see what comes of it")
    QTest.keyClick(form.why, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert not card.pass_anyway.isVisible()
    assert "Let pass by the" in words_in(card)
    for actor in text.parties:
        assert card.buttons[actor].isEnabled()
        click(card.buttons[actor])
    assert valley.next_kind(live) is RuleSigning
    room.step_back()
    room.step_back()
    room.step_back()
    assert card.pass_anyway.isVisible()
    assert not card.buttons[text.parties[0]].isEnabled()
