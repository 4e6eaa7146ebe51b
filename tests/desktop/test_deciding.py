"""Arguments, ballots and outcomes entered in the control room; with the keyboard alone, and nobody is ever stuck."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop import sessions
from wargame import paths
from wargame.desktop.facilitator.adjusting import Way
from wargame.desktop.facilitator.control_room import ControlRoom
from wargame.desktop.facilitator.deciding import BallotForm
from wargame.desktop.facilitator.roll_box import RollBox, roll_words
from wargame.desktop.live_session import LiveSession
from wargame.desktop.style import Theme
from wargame.exercise.reader import read
from wargame.referee.adjustment import Argue, ChooseOutcome, CloseArguments, Decide, Strike, Vote
from wargame.referee.ruling import Chanced, Rolled, Ruling
from wargame.referee.turn import RuleOrder, TakeOrders
from wargame.session.conduct import Session
from wargame.translation import speaking

COUNCIL = Path(__file__).resolve().parent.parent / "data" / "exercises" / "council"
CTRL = Qt.KeyboardModifier.ControlModifier
_WINDOWS: list[QMainWindow] = []
"""The window of the running test: nobody else holds it."""


@pytest.fixture
def live(tmp_path: Path) -> LiveSession:
    exercise = read("council", paths.read_exercise(COUNCIL))
    session = Session.create(tmp_path / "council.wargame", exercise, seed="council", data=tmp_path / "data")
    sessions.OPEN.append(session)
    return LiveSession(session)


def open_room(
    qtbot: QtBot, theme: Theme, live: LiveSession, *moves: tuple[str, str], size: tuple[int, int] = (1440, 900)
) -> ControlRoom:
    """Open the control room where the first of these moves has just been proposed."""
    live.start()
    while not isinstance(live.next_thing, RuleOrder):
        if isinstance(live.next_thing, TakeOrders):
            for actor, move in moves:
                assert live.give_order(actor, move)
            live.close_orders()
        else:
            live.propose()
            live.commit()
    page = ControlRoom(theme, live)
    window = QMainWindow()
    _WINDOWS[:] = [window]
    window.setCentralWidget(page)
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    page.go_on()
    QApplication.processEvents()
    return page


def keyboard() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def type_(words: str, key: Qt.Key | None = Qt.Key.Key_Return) -> None:
    """Type where the keyboard is, and press a key after it."""
    QTest.keyClicks(keyboard(), words)
    if key is not None:
        press(key)


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(keyboard(), key, modifiers)
    QApplication.processEvents()


def click(widget: QWidget) -> None:
    assert widget.isVisible(), widget.accessibleName()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def words_in(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def proposal(live: LiveSession) -> Ruling:
    assert live.proposal is not None
    return live.proposal


def odds(live: LiveSession) -> dict[str, int]:
    """Return the odds of an open ruling in whole per cent."""
    asks = proposal(live).asks
    assert asks is not None
    return {choice.option: round(100 * choice.odds) for choice in asks.options}


@pytest.mark.usefixtures("no_flashes")
def test_arguments_are_typed_one_after_the_other_and_move_the_odds(
    qtbot: QtBot, theme: Theme, live: LiveSession
) -> None:
    page = open_room(qtbot, theme, live, ("company", "repair"))
    box = page.ruling.decision
    assert box.isVisible()
    assert not page.ruling.commit.isEnabled()
    assert keyboard() is box.arguments.said
    assert odds(live) == {"failure": 42, "success": 58}
    type_("the ship lies ready")
    assert keyboard() is box.arguments.said
    assert odds(live) == {"failure": 28, "success": 72}
    click(box.arguments.sides["against"])
    box.arguments.speaker.setCurrentIndex(box.arguments.speaker.findData("island"))
    box.arguments.said.setFocus()
    type_("nobody has the permit", None)
    press(Qt.Key.Key_Return, CTRL)
    assert odds(live) == {"failure": 42, "success": 58}
    assert "Against (The Island): nobody has the permit" in words_in(page.ruling.account)
    box.arguments.speaker.setEditText("The union")
    box.arguments.weight.setCurrentIndex(box.arguments.weight.findData(2))
    type_("we will not sail")
    assert proposal(live).adjustments == (
        Argue("for", "the ship lies ready"),
        Argue("against", "nobody has the permit", "island"),
        Argue("against", "we will not sail", "The union", 2),
    )
    assert not any(isinstance(finding, Rolled) for finding in proposal(live).findings)


def test_dice_fall_once_the_arguments_are_closed(qtbot: QtBot, theme: Theme, live: LiveSession) -> None:
    page = open_room(qtbot, theme, live, ("company", "repair"))
    click(page.ruling.decision.arguments.close_all)
    assert proposal(live).adjustments == (CloseArguments(),)
    assert not page.ruling.decision.isVisible()
    assert [box for box in page.ruling.findChildren(RollBox) if box.isVisible()]
    assert keyboard() is page.bar.primary
    press(Qt.Key.Key_Space)
    assert live.proposal is None


def test_what_was_said_too_early_can_be_taken_back(qtbot: QtBot, theme: Theme, live: LiveSession) -> None:
    page = open_room(qtbot, theme, live, ("company", "repair"))
    type_("the sea is calm")
    click(page.ruling.override)
    page.ruling.form._buttons[Way.STRIKE].click()
    assert page.ruling.form.which.currentText() == "Argument: the sea is calm"
    page.ruling.form.why.setFocus()
    type_("it is not")
    assert proposal(live).adjustments[-1] == Strike("arguments/1", "it is not")
    assert odds(live) == {"failure": 42, "success": 58}
    page.ruling.drop_wanted.emit()
    assert proposal(live).adjustments == ()
    assert page.ruling.decision.isVisible()


def test_ballots_are_per_cents_and_words(qtbot: QtBot, theme: Theme, live: LiveSession) -> None:
    page = open_room(qtbot, theme, live, ("island", "ask_neighbour"))
    ballots = page.ruling.decision.ballots
    assert keyboard() is ballots.typed
    assert page.bar.primary.text().strip() == "Waiting for ballots"
    type_("70%, likley")
    assert proposal(live).asks is not None
    assert "“likley” is neither a per cent nor one of the words." in words_in(ballots)
    for _ in "likley":
        press(Qt.Key.Key_Backspace)
    type_("likely; 12", None)
    assert "3 ballots: 68%, likely, from 12% to 70%" in words_in(ballots)
    press(Qt.Key.Key_Return, CTRL)
    assert proposal(live).adjustments == (Vote((0.12, 0.68, 0.7)),)
    (chanced,) = [finding for finding in proposal(live).findings if isinstance(finding, Chanced)]
    assert chanced.chance == pytest.approx(0.68)
    assert "3 ballots, the middle is 68%: likely (from 12% to 70%)" in words_in(page.ruling.account)


@pytest.mark.parametrize(
    ("language", "typed", "ballots"),
    [
        ("en", "70,12;  55.5%", (0.12, 0.555, 0.7)),
        ("fr", "70, 12 ; 55,5 %", (0.12, 0.555, 0.7)),
        ("fr", "55,5\N{NARROW NO-BREAK SPACE}%,likely,12.5", (0.125, 0.555, 0.68)),
    ],
)
def test_decimals_are_typed_as_the_language_writes_them(
    qtbot: QtBot, theme: Theme, live: LiveSession, language: str, typed: str, ballots: tuple[float, ...]
) -> None:
    form = BallotForm(theme, live.exercise)
    qtbot.addWidget(form)
    form.typed.setText(typed)
    with speaking(None, language):
        assert form.ballots() == (ballots, "")


def test_dice_of_a_chance_can_lie_on_the_table(qtbot: QtBot, theme: Theme, live: LiveSession) -> None:
    page = open_room(qtbot, theme, live, ("island", "ask_neighbour"))
    type_("60")
    click(page.ruling.dice)
    type_("61")
    assert not proposal(live).rolls[0].came_up
    click(page.ruling.dice)
    type_("60")
    assert proposal(live).rolls[0].came_up


@pytest.mark.parametrize(("move", "outcome"), [("settle", "40 or less"), ("speech", "yes")])
def test_an_outcome_is_set_with_a_reason(
    qtbot: QtBot, theme: Theme, live: LiveSession, move: str, outcome: str
) -> None:
    page = open_room(qtbot, theme, live, ("island", move))
    form = page.ruling.decision.outcome
    assert keyboard() is form.options[outcome]
    press(Qt.Key.Key_Space)
    assert keyboard() is form.why
    press(Qt.Key.Key_Return)
    assert proposal(live).asks is not None
    type_("everybody found it fair")
    assert proposal(live).adjustments == (ChooseOutcome(1, outcome, "everybody found it fair"),)
    (box,) = [one for one in page.ruling.findChildren(RollBox) if one.isVisible()]
    assert "Set by people" in words_in(box)
    assert "everybody found it fair" in words_in(box)
    assert not page.ruling.dice.isVisible()
    assert not page.ruling.reroll.isVisible()
    press(Qt.Key.Key_Space)
    assert live.proposal is None


def test_another_outcome_can_still_be_set(qtbot: QtBot, theme: Theme, live: LiveSession) -> None:
    page = open_room(qtbot, theme, live, ("island", "speech"))
    press(Qt.Key.Key_Space)
    type_("it was loud")
    click(page.ruling.override)
    form = page.ruling.form
    assert [form.which.itemText(place) for place in range(form.which.count())] == ["yes", "no"]
    form.which.setCurrentIndex(1)
    form.why.setFocus()
    type_("nobody has a radio")
    assert proposal(live).rolls[0].outcome == "no"


@pytest.mark.parametrize("move", ["repair", "search", "ask_neighbour", "settle", "blame", "speech", "ration"])
def test_every_ruling_can_be_decided_in_another_way(qtbot: QtBot, theme: Theme, live: LiveSession, move: str) -> None:
    actor = "company" if move in {"repair", "search"} else "island"
    page = open_room(qtbot, theme, live, (actor, move))
    waits = proposal(live).asks is not None
    click(page.ruling.decision.other if waits else page.ruling.override)
    if not waits:
        page.ruling.form._buttons[Way.DECIDE].click()
    form = page.ruling.form
    ways = [form.which.itemData(place) for place in range(form.which.count())]
    form.which.setCurrentIndex(ways.index("roll" if "roll" in ways else "rule"))
    form.why.setFocus()
    type_("the clock is ticking")
    assert isinstance(proposal(live).adjustments[-1], Decide)
    assert proposal(live).asks is None
    assert page.ruling.commit.isEnabled()
    assert not page.ruling.decision.isVisible()


def test_escape_leads_back_to_what_is_waited_for(qtbot: QtBot, theme: Theme, live: LiveSession) -> None:
    page = open_room(qtbot, theme, live, ("company", "repair"))
    type_("half a thou", None)
    click(page.ruling.decision.other)
    assert not page.ruling.decision.isVisible()
    press(Qt.Key.Key_Escape)
    assert page.ruling.decision.isVisible()
    assert page.ruling.decision.arguments.said.text() == "half a thou"


def test_what_is_typed_belongs_to_one_ruling(qtbot: QtBot, theme: Theme, live: LiveSession) -> None:
    page = open_room(qtbot, theme, live, ("company", "repair"), ("island", "blame"))
    box = page.ruling.decision
    click(box.arguments.sides["against"])
    box.arguments.said.setFocus()
    type_("one for the first")
    click(box.arguments.close_all)
    page.go_on()
    page.go_on()
    QApplication.processEvents()
    assert box.isVisible()
    assert box.arguments.sides["for"].isChecked()
    assert box.arguments.said.text() == ""
    assert set(odds(live)) == {"fail", "partial", "full"}


def test_lots_are_drawn_and_can_be_typed(qtbot: QtBot, theme: Theme, live: LiveSession) -> None:
    page = open_room(qtbot, theme, live, ("company", "search"))
    click(page.ruling.decision.arguments.close_all)
    click(page.ruling.dice)
    type_("success failure", None)
    assert not page.ruling.form.apply.isEnabled()
    type_(" success")
    (rolled,) = [finding for finding in proposal(live).findings if isinstance(finding, Rolled)]
    assert (rolled.faces, rolled.source) == ((1, 0, 1), "table")
    assert roll_words(rolled).startswith("Lots: success, failure, success: 1 to 2.")
    (box,) = [one for one in page.ruling.findChildren(RollBox) if one.isVisible()]
    assert "4 successes, 3 failures in the bag" in words_in(box)


def test_what_is_improvised_is_argued_like_a_move(qtbot: QtBot, theme: Theme, live: LiveSession) -> None:
    page = open_room(qtbot, theme, live, ("island", "ration"))
    page.ruling.improvised.emit("island", "A concert in the dark", ("anger -2",), "the mood allows it")
    QApplication.processEvents()
    assert page.ruling.decision.isVisible()
    type_("the band is here")
    assert odds(live) == {"failure": 28, "success": 72}


def test_the_whole_box_fits_on_a_small_screen(qtbot: QtBot, theme: Theme, shade: str, live: LiveSession) -> None:
    page = open_room(qtbot, theme, live, ("company", "repair"), size=(1280, 720))
    box = page.ruling.decision
    last = box.other.mapTo(page, box.other.rect().bottomLeft())
    assert last.y() < page.height(), shade
    assert box.arguments.close_all.mapTo(page, box.arguments.close_all.rect().topRight()).x() < page.width()
