"""Questions inside a ruling, read out and answered in the control room."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop import valley
from wargame.desktop.facilitator.asking import QuestionBox
from wargame.desktop.facilitator.control_room import ControlRoom
from wargame.desktop.live_session import LiveSession
from wargame.desktop.style import Theme
from wargame.referee.ruling import Answered, Asked, Choice, Ruling
from wargame.referee.turn import RuleOrder, RunItem, TakeOrders
from wargame.session.entries import WHITE_CELL, RulingAdjusted

CTRL = Qt.KeyboardModifier.ControlModifier
_WINDOWS: list[QMainWindow] = []
"""The window of the running test: nobody else holds it."""


@pytest.fixture
def live(tmp_path: Path) -> LiveSession:
    made = valley.valley_session(tmp_path)
    valley.play_until(made, 1)
    return made


def open_room(qtbot: QtBot, theme: Theme, live: LiveSession, size: tuple[int, int] = (1440, 900)) -> ControlRoom:
    page = ControlRoom(theme, live)
    window = QMainWindow()
    _WINDOWS[:] = [window]
    window.setCentralWidget(page)
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    return page


def click(widget: QWidget) -> None:
    assert widget.isVisible(), widget.accessibleName()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def press(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, key, modifiers)
    QApplication.processEvents()


def words_in(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def open_ruling(live: LiveSession) -> Ruling:
    assert live.proposal is not None
    return live.proposal


def answers(ruling: Ruling) -> list[tuple[str, str]]:
    return [(one.option, one.target) for one in ruling.findings if isinstance(one, Answered)]


@pytest.fixture
def breach(live: LiveSession) -> LiveSession:
    """The north has shelled the bridge under the ceasefire; its order is the next to be ruled."""
    valley.sign_all(live, "ceasefire")
    valley.play_until(live, 2, RuleOrder, shelling=2)
    return live


@pytest.mark.usefixtures("no_flashes")
def test_a_question_stands_with_its_answers_and_nothing_can_be_committed(
    qtbot: QtBot, theme: Theme, breach: LiveSession
) -> None:
    room = open_room(qtbot, theme, breach)
    click(room.bar.primary)
    box = room.ruling.question
    told = words_in(box)
    assert "Ask South" in told
    assert "North has broken Ceasefire. Another chance, or the end of it?" in told
    assert [made.text() for made in box.options.values()] == ["Cure", "End"]
    assert "6 in 10 (60%, likely)" in told
    assert "4 in 10 (40%, unlikely)" in told
    assert "Waits for an answer" not in words_in(room.ruling)  # the box says it
    assert not room.bar.primary.isEnabled()
    assert "Waiting for an answer: North has broken" in room.bar.primary.toolTip()
    assert not room.ruling.commit.isEnabled()
    assert box.options["cure"].hasFocus()
    count = len(breach.history.entries)
    press(room, Qt.Key.Key_Return, CTRL)
    assert len(breach.history.entries) == count
    assert "Waiting for an answer" in room.notice.sentence()


def test_the_answer_changes_the_proposal_which_can_then_be_committed(
    qtbot: QtBot, theme: Theme, breach: LiveSession
) -> None:
    room = open_room(qtbot, theme, breach)
    press(room, Qt.Key.Key_Return, CTRL)
    click(room.ruling.question.options["end"])
    assert answers(open_ruling(breach)) == [("end", "")]
    entry = breach.history.entries[-1]
    assert isinstance(entry.body, RulingAdjusted)
    assert (entry.by, entry.on_behalf) == (WHITE_CELL, "south")
    assert not room.ruling.question.isVisible()
    assert "Ceasefire has ended" in words_in(room.ruling.account)
    assert "Changed by you" not in words_in(room.ruling)
    assert room.bar.primary.isEnabled()
    assert room.bar.primary.hasFocus()
    press(room, Qt.Key.Key_Return, CTRL)
    assert breach.proposal is None
    assert breach.state.pacts["ceasefire"].status == "ended"


def test_an_answer_can_be_changed_before_it_is_committed(qtbot: QtBot, theme: Theme, breach: LiveSession) -> None:
    room = open_room(qtbot, theme, breach)
    click(room.bar.primary)
    press(room.ruling.question.options["cure"], Qt.Key.Key_Space)
    assert answers(open_ruling(breach)) == [("cure", "")]
    click(room.ruling.answers.buttons[1])
    assert room.ruling.question.isVisible()
    click(room.ruling.question.options["end"])
    assert answers(open_ruling(breach)) == [("end", "")]
    assert not room.ruling.question.isVisible()


def test_the_dice_say_what_nobody_wants_to_decide(qtbot: QtBot, theme: Theme, breach: LiveSession) -> None:
    room = open_room(qtbot, theme, breach)
    click(room.bar.primary)
    assert room.ruling.question.dice is not None
    click(room.ruling.question.dice)
    [(option, _)] = answers(open_ruling(breach))
    assert option in {"cure", "end"}
    assert f"The dice say: {option.capitalize()}" in words_in(room.ruling)
    assert room.bar.primary.isEnabled()


def test_overriding_puts_the_question_away_until_the_form_is_closed(
    qtbot: QtBot, theme: Theme, breach: LiveSession
) -> None:
    room = open_room(qtbot, theme, breach)
    click(room.bar.primary)
    click(room.ruling.override)
    assert not room.ruling.question.isVisible()
    press(room.ruling.form.why, Qt.Key.Key_Escape)
    assert room.ruling.question.isVisible()


def test_a_secret_question_is_asked_quietly(qtbot: QtBot, theme: Theme, live: LiveSession) -> None:
    valley.sign_all(live, "ceasefire")
    for actor in ("north", "south"):
        assert live.sign(actor, "patrol")
    room = open_room(qtbot, theme, live)
    while live.proposal is None:
        click(room.bar.primary)
    told = words_in(room.ruling.question)
    assert "Ask North quietly" in told
    assert "Is your count of guns complete?" in told


def test_running_a_phase_stops_at_a_question_and_goes_on_after_it(
    qtbot: QtBot, theme: Theme, live: LiveSession
) -> None:
    valley.sign_all(live, "ceasefire", aid=2)
    valley.sign_all(live, "patrol", inspection=2)
    assert live.close_signing()
    assert valley.next_kind(live) is RunItem
    room = open_room(qtbot, theme, live)
    press(room, Qt.Key.Key_Return, CTRL)
    assert open_ruling(live).asks is not None
    assert "Pay for the aid now (1 of" in words_in(room.ruling.question)
    click(room.ruling.question.options["late"])
    # The aid is late: now the north is asked, and an agreement goes with one of its answers.
    box = room.ruling.question
    assert "Ask North" in words_in(box)
    assert box.asked is not None
    assert next(one.targets for one in box.asked.options if one.option == "end_one") == ("ceasefire",)
    assert box.options["end_one"].text() == "End one: Ceasefire"
    click(box.options["end_one"])
    assert answers(open_ruling(live)) == [("late", ""), ("end_one", "ceasefire")]
    press(room, Qt.Key.Key_Return, CTRL)
    assert live.state.pacts["ceasefire"].status == "ended"
    while valley.next_kind(live) is RunItem:
        press(room, Qt.Key.Key_Return, CTRL)
    assert valley.next_kind(live) is TakeOrders


def test_an_answer_with_several_agreements_asks_which_one(qtbot: QtBot, theme: Theme, live: LiveSession) -> None:
    box = QuestionBox(theme, live.exercise)
    qtbot.addWidget(box)
    choices = (Choice("bear", "bear", 0.6), Choice("end_one", "end one", 0.4, ("ceasefire", "patrol")))
    box.ask(Asked(2, "bear_or_end", "north", "Bear it, or end an agreement?", choices))
    QApplication.processEvents()
    with qtbot.assertNotEmitted(box.answered):
        click(box.options["end_one"])
    assert "Which one?" in words_in(box)
    assert [made.text() for made in box.targets.values()] == ["Ceasefire", "Joint patrols"]
    with qtbot.waitSignal(box.answered) as given:
        click(box.targets["patrol"])
    assert given.args == [2, "end_one", "patrol"]
    box.ask(None)
    assert not box.isVisible()
