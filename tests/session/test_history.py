"""The fold: the same entries give the same situations, however they come to be folded."""

from __future__ import annotations

import gc
from dataclasses import replace

import pytest

from tests.session.playing import go_on, play_to
from wargame.exercise.definition import Exercise
from wargame.referee import turn
from wargame.referee.turn import Over, RunItem, TakeOrders
from wargame.session.conduct import Session
from wargame.session.entries import NoteTaken, RulingCommitted
from wargame.session.errors import Damaged
from wargame.session.history import History


@pytest.fixture
def played(water: Exercise) -> Session:
    session = Session.in_memory(water, "history")
    while session.state.turn < 3:
        go_on(session, ("hills", "share_water"), ("harbour", "buy_grain"))
        session.note("Noted.")
    return session


def test_folding_again_gives_every_situation_again(played: Session, water: Exercise) -> None:
    again = History(water, played.history.entries)
    for seq in range(len(played.history.entries) + 1):
        assert again.moment_at(seq) == played.history.moment_at(seq)
    assert again.line == played.history.line


def test_the_ends_of_turns_are_kept(played: Session) -> None:
    ends = played.history.turn_ends
    assert [end.turn for end in ends] == [1, 2]
    assert ends[1].tracks == played.state.at_turn_start
    assert played.history.state_at(0) == turn.opening(played.exercise)


def test_what_became_known_is_kept(played: Session) -> None:
    told = played.history.told
    assert any(one.item.headline == "No rain before summer" for one in told)
    first = next(entry.seq for entry in played.history.entries if isinstance(entry.body, RulingCommitted))
    assert played.history.moment_at(first - 1).told == ()


def test_a_step_back_takes_entries_off_the_line(water: Exercise) -> None:
    session = Session.in_memory(water, "x")
    play_to(session, TakeOrders)
    before, told = session.state, session.history.told
    undone = session.give_order("hills", "share_water")[0].seq
    note = session.note("in between")[0].seq
    back = session.step_back()[0]
    assert not session.history.stands(undone)
    assert session.history.stands(note)  # what was seen is not undone with what it was seen of
    assert session.history.stands(back.seq)
    assert session.history.line[-2:] == (undone - 1, back.seq)
    assert (session.state, session.history.told) == (before, told)
    assert session.history.entries[note - 1].body == NoteTaken("in between", turn=1)


def test_turn_ends_are_undone_with_the_turn(water: Exercise) -> None:
    session = Session.in_memory(water, "x")
    while session.state.turn < 2:
        go_on(session)
    assert len(session.history.turn_ends) == 1
    session.step_back()
    assert session.history.turn_ends == ()
    assert session.state.turn == 1


def test_entries_that_do_not_fit_are_refused(played: Session, water: Exercise) -> None:
    entries = list(played.history.entries)
    commit = next(entry for entry in entries if isinstance(entry.body, RulingCommitted))
    misfits = [
        replace(commit, seq=commit.seq + 1),
        replace(commit, base=commit.seq),
        replace(commit, base=1),
        replace(commit, body=RulingCommitted(1, ())),
    ]
    for misfit in misfits:
        history = History(water, entries[: commit.seq - 1])
        with pytest.raises(Damaged, match="does not fit") as refused:
            history.add(misfit)
        assert refused.value.readable == misfit.seq - 1
        assert len(history.entries) == commit.seq - 1


def test_no_situation_is_asked_for_from_behind(played: Session) -> None:
    with pytest.raises(IndexError):
        played.history.state_at(-1)
    with pytest.raises(IndexError):
        played.history.state_at(len(played.history.entries) + 1)


def test_loading_leaves_the_garbage_collector_as_it_was(played: Session, water: Exercise) -> None:
    assert gc.isenabled()
    History(water, played.history.entries)
    assert gc.isenabled()


def test_an_exercise_played_out_is_over(water: Exercise) -> None:
    session = Session.in_memory(water, "out")
    play_to(session, Over)
    assert session.ended
    assert isinstance(session.next_thing, Over)
    assert not isinstance(session.next_thing, RunItem)
