"""A ruling with several rolls: each stands open with its odds before its dice, and tells nothing of what follows."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.desktop import sessions
from tests.desktop.pictures import check_picture
from tests.desktop.sessions import as_recorded, fix_times, open_room
from tests.desktop.test_covering import CTRL, press, words_in
from tests.desktop.test_rulings import click, last_adjustment, override
from tests.referee.playing import SCENARIO
from wargame.desktop.facilitator.adjusting import Way
from wargame.desktop.facilitator.control_room import ControlRoom
from wargame.desktop.facilitator.covering import next_to_fall, up_to_the_dice
from wargame.desktop.facilitator.modifying import FALLEN
from wargame.desktop.live_session import LiveSession
from wargame.desktop.style import Theme
from wargame.exercise import reader
from wargame.referee.adjustment import ChooseOutcome, CloseArguments, CountModifier, Decide, ExtraModifier, TakeDice
from wargame.referee.ruling import Chanced, Rolled
from wargame.referee.sight import detected
from wargame.referee.turn import RuleOrder, TakeOrders
from wargame.session.conduct import Session

RULES = """
rulebook: 1
steps:
  upkeep: {effects: []}
moves:
  plot:
    name: Plot
    by: red
    seen: when detected
    roll: 2d6
    modifiers: [+1 if trust >= 30 because they listen]
    outcomes:
      6 or less:
        say: The door stays shut.
        effects:
          - heat -1
          - {roll: 1d6, modifiers: [-1 because the guard is tired], outcomes: {3 or less: [trust -1], 4 or more: []}}
      7 or more:
        say: The door opens.
        effects:
          - heat +1
          - {roll: 1d8, modifiers: [+1 because of luck], outcomes: {4 or less: [trust +1], 5 or more: [trust +2]}}
    detected: {chance: 60%, modifiers: [+20% if heat >= 0 because they watch], effects: [gold -1]}
endings:
  none: {otherwise: true}
"""
GUARD, WATCH = "-1 because the guard is tired", "+20% if heat >= 0 because they watch"
SECOND = ("1d6", "1d8", "guard", "luck", "door")
"""Words that say which second roll comes, and so what the first has said."""


@pytest.fixture
def live(tmp_path: Path) -> LiveSession:
    """A plot of Red's is being ruled: two dice, then one of two rolls by what they say, then its detection."""
    exercise = reader.read("plots", {"scenario.yaml": SCENARIO, "rulebook.yaml": RULES.replace("gold", "red.gold")})
    session = Session.create(tmp_path / "plot.wargame", exercise, seed="door", data=tmp_path / "data")
    sessions.OPEN.append(session)
    made = LiveSession(session)
    made.start()
    go_to(made, TakeOrders)
    assert made.give_order("red", "plot", "", say="Nothing to see here.")
    assert made.close_orders()
    go_to(made, RuleOrder)
    assert made.propose()
    fix_times(made)
    return made


def go_to(live: LiveSession, kind: type) -> None:
    while not isinstance(live.next_thing, kind):
        assert live.propose()
        assert live.commit()


@pytest.fixture
def room(qtbot: QtBot, theme: Theme, live: LiveSession) -> ControlRoom:
    return shown(qtbot, theme, live)


def shown(qtbot: QtBot, theme: Theme, live: LiveSession) -> ControlRoom:
    return open_room(qtbot, theme, live, now=as_recorded(live))


def step(room: ControlRoom) -> str:
    return room.bar.primary.text().strip()


def offered(room: ControlRoom, way: Way) -> list[str]:
    override(room, way)
    which = room.ruling.form.which
    return [which.itemText(place) for place in range(which.count())]


def rolls(live: LiveSession) -> tuple[Rolled | Chanced, ...]:
    assert live.proposal is not None
    return live.proposal.rolls


def test_each_roll_waits_for_its_dice_and_says_nothing_of_the_next(room: ControlRoom, live: LiveSession) -> None:
    first, second, last = rolls(live)
    assert isinstance(first, Rolled)
    before = words_in(room)
    assert "Not rolled" in before
    assert not [word for word in SECOND if word in before], "which roll comes second tells the outcome of the first"
    entries = len(live.history.entries)
    press(room, Qt.Key.Key_Return, CTRL)
    after = words_in(room)
    assert step(room) == "Roll the dice"
    assert first.say in after
    assert isinstance(second, Rolled)
    assert f"{second.dice}, not rolled yet" in after
    assert second.outcome not in [line for line in after.splitlines() if "total" in line][-1].split("odds")[0]
    assert "they watch" not in after, "the detection comes after it"
    press(room, Qt.Key.Key_Return, CTRL)
    assert "they watch" in words_in(room)
    assert isinstance(last, Chanced)
    assert "not drawn yet" in words_in(room)
    press(room, Qt.Key.Key_Return, CTRL)
    assert step(room) == "Commit"
    assert len(live.history.entries) == entries, "nothing is written when dice fall"


def test_the_modifiers_of_the_roll_that_waits_are_changed(room: ControlRoom, live: LiveSession) -> None:
    assert offered(room, Way.MODIFIER) == ["Strike: +1 because they listen"]
    click(room.ruling.form.leave)
    press(room, Qt.Key.Key_Return, CTRL)
    (strike,) = offered(room, Way.MODIFIER)
    second = rolls(live)[1]
    assert strike.startswith("Roll 2: Strike: ")
    form = room.ruling.form
    QTest.keyClicks(form.why, "He has slept")
    QTest.keyClick(form.why, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert last_adjustment(live) == CountModifier(2, second.modifiers[0].text, counts=False, reason="He has slept")
    assert step(room) == "Roll the dice", "the second roll still waits"
    override(room, Way.EXTRA)
    assert form.what.accessibleName() == "Roll 2: Modifier"
    QTest.keyClicks(form.what, "+2")
    QTest.keyClicks(form.why, "a key was found")
    click(form.apply)
    assert last_adjustment(live) == ExtraModifier(2, 2, "a key was found")
    assert offered(room, Way.MODIFIER)[-1].startswith("Roll 2: Take back: +2")
    click(form.leave)
    press(room, Qt.Key.Key_Return, CTRL)
    assert offered(room, Way.MODIFIER) == ["Roll 3: Strike: +20% because they watch"]
    QTest.keyClicks(form.why, "They are asleep")
    click(form.apply)
    assert rolls(live)[2].modifiers[0].by_hand
    assert "60% chance" in words_in(room)
    press(room, Qt.Key.Key_Return, CTRL)
    click(room.ruling.override)
    assert FALLEN in words_in(form)
    assert not form._buttons[Way.MODIFIER].isVisible()
    click(form.leave)
    press(room, Qt.Key.Key_Return, CTRL)
    assert live.proposal is None, "committed"


def test_going_back_drops_what_was_done_to_the_roll_that_waits(room: ControlRoom, live: LiveSession) -> None:
    override(room, Way.EXTRA)
    QTest.keyClicks(room.ruling.form.what, "-1")
    QTest.keyClicks(room.ruling.form.why, "it rains")
    click(room.ruling.form.apply)
    press(room, Qt.Key.Key_Return, CTRL)
    override(room, Way.EXTRA)
    QTest.keyClicks(room.ruling.form.what, "+1")
    QTest.keyClicks(room.ruling.form.why, "it stops")
    click(room.ruling.form.apply)
    (back,) = [one for one in room.ruling.findChildren(type(room.ruling.commit)) if "rules say" in one.text()]
    click(back)
    assert live.proposal is not None
    assert live.proposal.adjustments == (ExtraModifier(1, -1, "it rains"),)
    assert step(room) == "Roll the dice"
    assert rolls(live)[1].modifiers[-1].by_hand == ""


def test_dice_of_the_table_are_typed_for_one_roll_after_the_other(room: ControlRoom, live: LiveSession) -> None:
    form = room.ruling.form
    for number, (faces, dice) in enumerate((("1 2", "2d6"), ("5", "1d6"), ("90", "chance")), start=1):
        assert step(room) == "Roll the dice"
        click(room.ruling.dice)
        told = [form.which.itemText(place) for place in range(form.which.count())]
        assert form.which.currentText().endswith(dice), told
        QTest.keyClicks(form.what, faces)
        QTest.keyClick(form.what, Qt.Key.Key_Return)
        QApplication.processEvents()
        assert last_adjustment(live) == TakeDice(number, tuple(map(int, faces.split())))
    assert step(room) == "Commit"
    assert rolls(live)[1].modifiers[0].text == GUARD


def test_only_what_has_been_thrown_is_rolled_again(room: ControlRoom, live: LiveSession) -> None:
    assert not room.ruling.reroll.isVisible()
    press(room, Qt.Key.Key_Return, CTRL)
    click(room.ruling.reroll)
    assert room.ruling.form.which.count() == 1
    QTest.keyClicks(room.ruling.form.why, "It fell off the table")
    click(room.ruling.form.apply)
    first = rolls(live)[0]
    assert isinstance(first, Rolled)
    assert first.earlier
    assert first.say in words_in(room), "what is rolled again is seen at once"
    assert step(room) == "Roll the dice", "and the next roll waits"


def test_another_outcome_set_by_hand_brings_a_roll_that_nobody_has_seen(room: ControlRoom, live: LiveSession) -> None:
    for _ in range(2):
        press(room, Qt.Key.Key_Return, CTRL)
    first = rolls(live)[0]
    assert isinstance(first, Rolled)
    other = next(share.outcome for share in first.odds if share.outcome != first.outcome)
    override(room, Way.OUTCOME)
    room.ruling.form.which.setCurrentText(f"Roll 1: {other}")
    QTest.keyClicks(room.ruling.form.why, "The guard changed sides")
    click(room.ruling.form.apply)
    assert last_adjustment(live) == ChooseOutcome(1, other, "The guard changed sides")
    assert step(room) == "Roll the dice"
    assert offered(room, Way.MODIFIER)[0].startswith("Roll 2: ")


def test_whether_it_comes_to_light_is_nowhere_before_the_detection(room: ControlRoom, live: LiveSession) -> None:
    move = live.exercise.rulebook.moves["plot"]
    assert live.adjust(TakeDice(3, (1,)))
    assert live.proposal is not None
    assert detected(move, live.proposal.findings)
    seen = live.proposal
    assert up_to_the_dice(live.exercise, seen, 3).seen_by == ("red",)
    assert up_to_the_dice(live.exercise, seen, 1).seen_by == ("red",)
    assert seen.seen_by == ("all",)


def test_the_log_tells_no_more_than_the_ruling_panel(room: ControlRoom, live: LiveSession) -> None:
    override(room, Way.EXTRA)
    QTest.keyClicks(room.ruling.form.what, "+1")
    QTest.keyClicks(room.ruling.form.why, "it is late")
    click(room.ruling.form.apply)
    first, *_ = rolls(live)
    assert isinstance(first, Rolled)
    room.show_entry(len(live.history.entries))
    QApplication.processEvents()
    told = words_in(room.log)
    assert "Not rolled" in told
    assert first.say not in told
    assert not [word for word in SECOND if word in told]
    press(room, Qt.Key.Key_Return, CTRL)
    room.tabs.setCurrentWidget(room.log)
    QApplication.processEvents()
    assert first.say in words_in(room.log)
    assert "they watch" not in words_in(room.log)
    for _ in range(3):
        press(room, Qt.Key.Key_Return, CTRL)
    assert live.proposal is None
    room.show_entry(len(live.history.entries))
    QApplication.processEvents()
    assert "they watch" in words_in(room.log)


def test_after_the_arguments_are_closed_the_next_roll_waits(room: ControlRoom, live: LiveSession) -> None:
    assert live.adjust(Decide("argue", "The room wants to"))
    room.refresh()
    assert "not rolled yet" not in words_in(room)
    assert live.adjust(CloseArguments())
    room.refresh()
    assert live.proposal is not None
    assert next_to_fall(live.proposal, ()) == 2
    assert step(room) == "Roll the dice"
    assert offered(room, Way.MODIFIER)[0].startswith("Roll 2: ")


def test_what_was_seen_is_seen_again_when_the_session_is_opened(
    room: ControlRoom, live: LiveSession, qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    for _ in range(2):
        press(room, Qt.Key.Key_Return, CTRL)
    live.close()
    again = LiveSession(Session.open(tmp_path / "plot.wargame", data=tmp_path / "data"))
    sessions.OPEN.append(again.session)
    reopened = shown(qtbot, theme, again)
    assert step(reopened) == "Roll the dice"
    assert offered(reopened, Way.MODIFIER) == ["Roll 3: Strike: +20% because they watch"]
    click(reopened.ruling.form.leave)
    press(reopened, Qt.Key.Key_Return, CTRL)
    assert step(reopened) == "Commit"


def test_the_second_roll_before_its_dice_looks_as_it_should(
    request: pytest.FixtureRequest, room: ControlRoom, shade: str
) -> None:
    press(room, Qt.Key.Key_Return, CTRL)
    QApplication.processEvents()
    check_picture(request, room, f"control-room-second-roll-{shade}", 1440, 900)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_roll_that_waits_is_in_view_below_what_the_first_has_led_to(
    room: ControlRoom, theme: Theme, *, scale: float
) -> None:
    theme.set_scale(scale)
    press(room, Qt.Key.Key_Return, CTRL)
    click(room.ruling.override)
    QApplication.processEvents()
    box, view = room.ruling.account.waits, room.ruling._area.viewport()
    assert box is not None
    top = box.mapTo(view, box.rect().topLeft()).y()
    assert 0 <= top <= view.height() - min(box.height(), view.height() // 2)
