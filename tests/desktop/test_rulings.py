"""Changing a ruling in place: every way, each with its reason, judged while it is typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.pictures import check_picture
from tests.desktop.sessions import live_session, open_room, play_until, ruling_an_envoy
from wargame.desktop.facilitator.adjusting import Way, possible_ways
from wargame.desktop.facilitator.control_room import ControlRoom
from wargame.desktop.facilitator.next_step import Act, next_step
from wargame.desktop.facilitator.roll_box import OutcomeBars, roll_words
from wargame.desktop.facilitator.rulings import RulingPanel
from wargame.desktop.facilitator.sentence_check import judge
from wargame.desktop.live_session import LiveSession
from wargame.desktop.style import Theme
from wargame.exercise.likelihood import ICD_203, YARDSTICKS
from wargame.referee.adjustment import Add, ChooseOutcome, Lapse, Reroll, TakeDice, Waive
from wargame.referee.ruling import ImprovisedSubject, OrderSubject, Rolled, Share
from wargame.referee.turn import RuleOrder, TakeOrders
from wargame.session.entries import OrderGiven, RulingAdjusted


@pytest.fixture
def live(tmp_path: Path) -> LiveSession:
    return ruling_an_envoy(tmp_path)


@pytest.fixture
def room(qtbot: QtBot, theme: Theme, live: LiveSession) -> ControlRoom:
    return open_room(qtbot, theme, live)


def click(widget: QWidget) -> None:
    assert widget.isVisible(), widget.accessibleName()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def words_in(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def last_adjustment(live: LiveSession) -> object:
    body = live.history.entries[-1].body
    assert isinstance(body, RulingAdjusted)
    return body.adjustment


def roll(room: ControlRoom) -> None:
    """Let the dice of the open ruling fall."""
    assert room.bar.primary.text().strip() == "Roll the dice"
    click(room.bar.primary)


def override(room: ControlRoom, way: Way) -> None:
    click(room.ruling.override)
    click(room.ruling.form._buttons[way])


def test_the_form_for_a_change_looks_as_it_should(
    request: pytest.FixtureRequest, qtbot: QtBot, theme: Theme, live: LiveSession, shade: str
) -> None:
    panel = RulingPanel(theme, live)
    qtbot.addWidget(panel)
    panel.setProperty("role", "surface")
    assert live.proposal is not None
    panel.show_proposal(live.proposal)
    panel.resize(360, 760)
    panel.show()
    click(panel.override)
    click(panel.form._buttons[Way.ADD])
    QTest.keyClicks(panel.form.what, "angr +1")
    check_picture(request, panel, f"ruling-override-{shade}", 360, 760)


def test_the_ruling_says_what_was_asked_what_held_and_what_did_not(room: ControlRoom) -> None:
    told = words_in(room.ruling)
    assert "“We should talk.”" in told
    assert "Met: Level of contact is 0, at most 1" in told
    assert "+1 because both sides listen" in told
    assert "Does not count: +1 because the mayor has a free hand (Support at home (The Harbour) is 50" in told
    assert "rulebook:" in told


def test_the_roll_is_read_out_with_its_odds(live: LiveSession) -> None:
    assert live.proposal is not None
    roll = next(roll for roll in live.proposal.rolls if isinstance(roll, Rolled))
    said = roll_words(roll)
    assert said.startswith("2d6: ")
    assert (
        "Odds before the roll: fail about 2 in 10 (17%, very unlikely), partial about 4 in 10 (42%, unlikely)" in said
    )


def test_an_outcome_is_chosen_only_with_a_reason(room: ControlRoom, live: LiveSession) -> None:
    override(room, Way.OUTCOME)
    room.ruling.form.which.setCurrentText("fail")
    assert not room.ruling.form.apply.isEnabled()
    QTest.keyClicks(room.ruling.form.why, "The envoy was stopped")
    assert room.ruling.form.apply.isEnabled()
    click(room.ruling.form.apply)
    assert last_adjustment(live) == ChooseOutcome(1, "fail", "The envoy was stopped")
    assert "The envoy was stopped" in words_in(room.ruling)
    assert not room.ruling.form.isVisible()


def test_a_line_is_struck_and_the_rules_come_back(room: ControlRoom, live: LiveSession) -> None:
    assert live.proposal is not None
    changes = live.proposal.changes
    override(room, Way.STRIKE)
    QTest.keyClicks(room.ruling.form.why, "Nobody saw it")
    QTest.keyClick(room.ruling.form.why, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert live.proposal.changes != changes
    back = next(
        button for button in room.ruling.findChildren(type(room.ruling.commit)) if "what the rules say" in button.text()
    )
    click(back)
    assert live.proposal.changes == changes


def test_an_effect_is_added_once_it_can_be_read(room: ControlRoom, live: LiveSession) -> None:
    override(room, Way.ADD)
    form = room.ruling.form
    QTest.keyClicks(form.why, "The street is angry")
    QTest.keyClicks(form.what, "angr +1")
    assert not form.apply.isEnabled()
    assert "anger" in words_in(form)
    form.what.clear()
    QTest.keyClicks(form.what, "anger +1 after 1 turn")
    click(form.apply)
    assert last_adjustment(live) == Add("anger +1 after 1 turn", "The street is angry")


def test_words_of_the_order_can_be_used_in_an_added_effect(room: ControlRoom) -> None:
    override(room, Way.ADD)
    QTest.keyClicks(room.ruling.form.what, "me.support +1")
    QTest.keyClicks(room.ruling.form.why, "Well said")
    assert room.ruling.form.apply.isEnabled()


def test_an_order_lapses_by_hand(room: ControlRoom, live: LiveSession) -> None:
    override(room, Way.LAPSE)
    QTest.keyClicks(room.ruling.form.why, "The team took it back aloud")
    click(room.ruling.form.apply)
    assert last_adjustment(live) == Lapse("The team took it back aloud")
    assert live.proposal is not None
    assert not live.proposal.carried_out


def test_a_failing_condition_is_let_pass(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    live = live_session(tmp_path / "other")
    play_until(live, 1)
    for _ in range(2):
        assert live.give_order("hills", "cut_pipe")
    assert live.close_orders()
    play_until(live, 1, RuleOrder)
    assert live.propose()
    assert live.commit()
    assert live.propose()
    page = ControlRoom(theme, live)
    qtbot.addWidget(page)
    page.resize(1440, 900)
    page.show()
    QApplication.processEvents()
    assert live.proposal is not None
    assert not live.proposal.carried_out
    override(page, Way.WAIVE)
    QTest.keyClicks(page.ruling.form.why, "There is a second pipe")
    click(page.ruling.form.apply)
    assert last_adjustment(live) == Waive("There is a second pipe")
    assert live.proposal.carried_out


def test_physical_dice_are_typed_as_they_lie(room: ControlRoom, live: LiveSession) -> None:
    click(room.ruling.dice)
    form = room.ruling.form
    for wrong in ("7 1", "3", "a b", "1 2 3"):
        form.what.clear()
        QTest.keyClicks(form.what, wrong)
        assert not form.apply.isEnabled(), wrong
    form.what.clear()
    QTest.keyClicks(form.what, "6 5")
    click(form.apply)
    assert last_adjustment(live) == TakeDice(1, (6, 5), "")
    assert "dice from the table" in words_in(room.ruling)
    assert "2d6 + 1 = 12" in words_in(room.ruling)


def test_a_roll_is_repeated_with_a_reason_and_the_first_stays_on_record(room: ControlRoom, live: LiveSession) -> None:
    assert not room.ruling.reroll.isVisible(), "nothing has been rolled yet"
    roll(room)
    click(room.ruling.reroll)
    QTest.keyClicks(room.ruling.form.why, "A die fell off the table")
    click(room.ruling.form.apply)
    assert last_adjustment(live) == Reroll(1, "A die fell off the table")
    assert "A die fell off the table" in words_in(room.ruling)


def test_escape_leaves_the_ruling_as_it_is(room: ControlRoom, live: LiveSession) -> None:
    entries = len(live.history.entries)
    click(room.ruling.override)
    assert not room.ruling.commit.isVisible()
    QTest.keyClick(room.ruling.form.why, Qt.Key.Key_Escape)
    assert not room.ruling.form.isVisible()
    assert room.ruling.commit.isVisible()
    assert len(live.history.entries) == entries


def test_the_panel_rolls_and_commits_too(room: ControlRoom, live: LiveSession) -> None:
    assert room.ruling.commit.accessibleName() == "Roll"
    click(room.ruling.commit)
    assert live.proposal is not None
    assert room.ruling.commit.accessibleName() == "Commit"
    click(room.ruling.commit)
    assert live.proposal is None
    assert len(live.state.carried) == 1


def test_something_else_happens(room: ControlRoom, live: LiveSession) -> None:
    QTest.keyClick(room, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    form = room.ruling.improvise
    assert form.what.hasFocus()
    assert not form.propose.isEnabled()
    QTest.keyClicks(form.what, "A bridge falls")
    QTest.keyClicks(form.effects, "anger +2")
    assert form.propose.isEnabled(), "a line of text is enough"
    QTest.keyClicks(form.why, "The room asked for it")
    click(form.propose)
    assert live.proposal is not None
    assert isinstance(live.proposal.subject, ImprovisedSubject)
    anger = live.state.tracks["anger"]
    click(room.bar.primary)
    assert live.state.tracks["anger"] == anger + 2


def test_the_key_for_the_next_step_finishes_the_open_form_first(room: ControlRoom, live: LiveSession) -> None:
    override(room, Way.LAPSE)
    QTest.keyClick(room.ruling.form.why, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert live.proposal is not None
    assert room.ruling.form.isVisible()
    QTest.keyClicks(room.ruling.form.why, "Taken back aloud")
    QTest.keyClick(room.ruling.form.why, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert last_adjustment(live) == Lapse("Taken back aloud")
    QTest.keyClick(room, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert live.proposal is None


def test_ways_depend_on_the_ruling(live: LiveSession) -> None:
    assert live.proposal is not None
    assert Way.WAIVE not in possible_ways(live.proposal)
    assert {Way.OUTCOME, Way.STRIKE, Way.ADD, Way.LAPSE, Way.DICE, Way.REROLL} <= set(possible_ways(live.proposal))
    assert isinstance(live.proposal.subject, OrderSubject)


@pytest.mark.parametrize(
    ("sentence", "readable"),
    [
        ("anger +1", True),
        ("anger to 5 if contact >= 1", True),
        ("angr +1", False),
        ("anger plus one", False),
        ("", False),
    ],
)
def test_sentences_are_judged_in_words(live: LiveSession, sentence: str, readable: bool) -> None:
    assert (judge([sentence], live.exercise, {}, 1).problem == "") is readable


def test_what_is_hardly_meant_is_said_and_stands_in_nobodys_way(live: LiveSession) -> None:
    said = judge(["anger +99", "anger +1 after 90 turns"], live.exercise, {}, 1)
    assert not said.problem
    assert said.remark.startswith("`anger +99` is more than the whole range 0 to 10 of `anger`")
    assert "after the last turn" in judge(["anger +1 after 90 turns"], live.exercise, {}, 1).remark
    assert judge(["anger +1 / anger"], live.exercise, {}, 1).problem.startswith("The divisor can be zero")
    assert judge(["me.contact +1"], live.exercise, {}, 1).problem


def test_the_next_step_follows_the_sequence_of_play(tmp_path: Path) -> None:
    live = live_session(tmp_path / "third")
    seen = []
    while len(seen) < 5:
        step = next_step(live.exercise, live.next_thing, live.proposal, ended=False, read_only=False)
        seen.append(step.act)
        if isinstance(live.next_thing, TakeOrders):
            assert live.give_order("hills", "share_water")
        act = {Act.START: live.start, Act.CLOSE_ORDERS: live.close_orders, Act.COMMIT: live.commit}
        if step.act in act:
            assert act[step.act]()
        elif step.act is Act.PROPOSE:
            assert live.propose()
        else:
            while not isinstance(live.next_thing, TakeOrders | RuleOrder):
                assert live.propose()
                assert live.commit()
    assert seen == [Act.START, Act.RUN_PHASE, Act.CLOSE_ORDERS, Act.RUN_PHASE, Act.PROPOSE]
    assert not isinstance(live.history.entries[0].body, OrderGiven)


@pytest.mark.parametrize(("width", "lines"), [(420, 0), (280, 1), (170, 2)])
@pytest.mark.parametrize("yardstick", YARDSTICKS)
def test_chances_are_told_whole_at_any_width(
    qtbot: QtBot, theme: Theme, width: int, lines: int, yardstick: str
) -> None:
    odds = (Share("fail", 0.17, 0, 5), Share("partial", 0.42, 6, 8), Share("full", 0.41, 9, 12))
    bars = OutcomeBars(theme, odds, "full", yardstick)
    qtbot.addWidget(bars)
    bars.resize(640, 10)
    bars.show()
    bars.resize(width, 10)
    QApplication.processEvents()
    if yardstick == ICD_203:
        assert bars.lines(width) == lines
    assert bars.height() >= 3 * 20 * max(bars.lines(width), 1) - 6
