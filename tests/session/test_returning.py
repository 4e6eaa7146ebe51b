"""Back and forward again: one mechanism, and nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.session.playing import go_on, play_to
from wargame.exercise.definition import Exercise
from wargame.referee.turn import TakeOrders
from wargame.session.conduct import Session
from wargame.session.errors import NotNow
from wargame.session.history import History


@pytest.fixture
def played(water: Exercise) -> Session:
    session = Session.in_memory(water, "returning")
    while session.state.turn < 3:
        go_on(session, ("hills", "share_water"), ("harbour", "buy_grain"))
    return session


def test_redo_gives_back_what_each_step_back_took(played: Session) -> None:
    moments = [played.history.now]
    names = []
    for _ in range(4):
        names.append(played.step_back_name())
        played.step_back()
        moments.append(played.history.now)
    for moment, name in zip(reversed(moments[:-1]), reversed(names), strict=True):
        assert played.redo_name() == name
        played.redo()
        assert (played.state, played.history.told) == (moment.state, moment.told)
        assert played.history.turn_ends == moment.turn_ends
    assert played.redo_name() is None
    with pytest.raises(NotNow, match="nothing to redo"):
        played.redo()


def test_after_a_redo_the_same_things_stand_as_before(played: Session) -> None:
    line = played.history.line
    played.step_back()
    played.step_back()
    played.redo()
    redone = played.redo()[0].seq
    assert played.history.line == (*line, redone)
    assert all(played.history.stands(seq) for seq in line)


def test_something_new_ends_what_can_be_redone(water: Exercise) -> None:
    session = Session.in_memory(water, "x")
    play_to(session, TakeOrders)
    session.give_order("hills", "share_water")
    name = session.step_back_name()
    session.step_back()
    session.note("A note changes nothing.")
    assert session.redo_name() == name
    session.give_order("harbour", "buy_grain")
    assert session.redo_name() is None


def test_a_turn_is_reopened_at_its_beginning_and_the_rest_can_be_had_back(played: Session) -> None:
    before = played.state
    began = played.history.turn_ends[0]
    assert set(played.turns_begun()) == {1, 2, 3}
    played.reopen_turn(2)
    assert (played.state.turn, played.state.cursor.phase, played.state.cursor.item) == (2, 0, 0)
    assert played.state.tracks == began.tracks
    assert len(played.history.turn_ends) == 1
    assert played.redo_name() == "what came after the beginning of season 2"
    played.redo()
    assert played.state == before
    with pytest.raises(NotNow, match="Season 4 has not been played"):
        played.reopen_turn(4)


def test_a_line_of_its_own_keeps_the_old_one(played: Session) -> None:
    old = played.state
    at = played.turns_begun()[2]
    played.branch(at, "  What if  ")
    assert played.history.now.line == "What if"
    assert set(played.history.lines) == {""}
    while played.state.turn < 3:
        go_on(played)
    new = played.state
    assert new.tracks != old.tracks
    played.take_line("")
    assert (played.state, played.history.now.line) == (old, "")
    assert set(played.history.lines) == {"What if"}
    played.take_line("What if")
    assert played.state == new
    for wrong in ("", "What if"):
        with pytest.raises(NotNow, match="a name of its own"):
            played.branch(at, wrong)
    with pytest.raises(NotNow, match="no other line"):
        played.take_line("never")


@pytest.mark.parametrize("how", ["steps", "turn"])
def test_going_back_past_the_beginning_of_a_line_leaves_none_out_of_reach(played: Session, how: str) -> None:
    old = played.state
    played.branch(played.turns_begun()[2], "What if")
    if how == "turn":
        played.reopen_turn(1)
    else:
        for _ in range(3):
            played.step_back()
    assert played.history.now.line == "What if"
    go_on(played)
    other = played.state
    played.take_line("")
    assert played.state == old
    played.take_line("What if")
    assert played.state == other


def test_a_line_that_left_play_before_the_other_did_stands_as_a_whole(played: Session) -> None:
    began = played.turns_begun()
    played.branch(began[3], "late")
    go_on(played)
    played.take_line("")
    played.branch(began[1], "early")
    go_on(played)
    for name in ("late", "early", "", "late"):
        played.take_line(name)
        line = [played.history.line[-1]]
        while base := played.history.entries[line[-1] - 1].base:
            line.append(base)
        assert played.history.line == tuple(reversed(line))


def test_only_from_what_stands_can_play_branch(played: Session) -> None:
    undone = played.history.now.last
    played.step_back()
    with pytest.raises(NotNow, match="stands"):
        played.branch(undone, "other")


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(["on", "on", "on", "back", "redo", "reopen", "branch", "take", "note"]), max_size=30))
def test_however_one_goes_back_and_forth_folding_again_comes_to_the_same(water: Exercise, acts: list[str]) -> None:
    session = Session.in_memory(water, "any")
    for number, act in enumerate(acts):
        try:
            match act:
                case "on" if not session.ended:
                    go_on(session, ("hills", "share_water"))
                case "back":
                    session.step_back()
                case "redo":
                    session.redo()
                case "reopen":
                    session.reopen_turn(1 + number % 3)
                case "branch":
                    session.branch(session.history.line[number % len(session.history.line)], f"line {number}")
                case "take":
                    session.take_line(next(iter(session.history.lines), "none"))
                case _:
                    session.note("Noted.")
        except NotNow:
            continue
    again = History(water, session.history.entries)
    assert again.now == session.history.now
    assert again.line == session.history.line
    assert dict(again.lines) == dict(session.history.lines)
    assert session.history.line[-1] == len(session.history.entries)
