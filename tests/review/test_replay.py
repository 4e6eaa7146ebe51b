from __future__ import annotations

from tests.review.conftest import on
from wargame.review.minutes import minutes
from wargame.review.replay import Replay
from wargame.review.situation import situation_lines, standing
from wargame.session.conduct import Session


def test_one_stands_at_the_end_and_goes_through_by_entry(played: Session) -> None:
    replay = Replay(played.exercise, played.history)
    assert (replay.at_end, replay.at_start) == (True, False)
    assert replay.state == played.state
    replay.previous()
    assert replay.seq == len(played.history.entries) - 1
    replay.next()
    replay.next()
    assert replay.at_end
    replay.go(-5)
    assert (replay.seq, replay.at_start) == (1, True)
    assert replay.state.turn == 0
    assert replay.title.startswith("Session “Water")


def test_one_goes_through_by_turn(played: Session) -> None:
    replay = Replay(played.exercise, played.history)
    replay.go(1)
    turns = []
    while not replay.at_end:
        replay.next_turn()
        turns.append(replay.state.turn)
    assert turns == [1, 2, 3, 4, 4]
    replay.previous_turn()
    assert (replay.seq, replay.state.turn) == (replay.turn_begins[-1], 4)
    replay.previous_turn()
    assert replay.state.turn == 3
    for _ in range(5):
        replay.previous_turn()
    assert replay.at_start


def test_the_situation_is_the_recorded_one_at_every_entry(played: Session) -> None:
    replay = Replay(played.exercise, played.history)
    for entry in played.history.entries:
        replay.go(entry.seq)
        assert replay.state == played.history.state_at(entry.seq)
        assert all(row.seq <= entry.seq for row in replay.rows())


def test_stepping_back_over_a_turn_counts_as_another_beginning(session: Session) -> None:
    while session.state.turn == 1:
        on(session)
    session.step_back()
    assert session.state.turn == 1
    on(session)
    replay = Replay(session.exercise, session.history)
    assert [replay.history.state_at(seq).turn for seq in replay.turn_begins] == [1, 2, 1, 2]


def test_the_situation_is_told_in_lines(session: Session) -> None:
    lines = situation_lines(session.exercise, session.state)
    assert lines[0] == "Season 1 of 4, News"
    assert "  Anger 3 (calm)" in lines
    assert "  Debt of the Harbour −2" in lines
    while not session.state.scheduled:
        on(session)
    lines = situation_lines(session.exercise, session.state)
    assert lines[lines.index("To come") + 1].strip() == "In season 3: Grain stores +6"
    assert "  The pipe is cut (until cleared)" not in lines


def test_waiting_orders_and_flags_belong_to_the_situation(session: Session) -> None:
    while session.state.cursor.item != 0 or session.state.cursor.phase != 1:
        on(session)
    session.give_order("hills", "share_water")
    lines = situation_lines(session.exercise, session.state)
    assert lines[lines.index("Orders not yet ruled") + 1] == "  The Hills: Open the sluices"


def test_where_play_stands_is_one_line(session: Session, played: Session) -> None:
    fresh = Session.in_memory(session.exercise, seed="x")
    assert standing(fresh.exercise, fresh.state) == "Not started"
    assert standing(played.exercise, played.state) == "Over in season 4: Drift"


def test_the_minutes_tell_what_was_decided_and_leave_out_what_did_nothing(played: Session) -> None:
    lines = list(minutes(played.exercise, played.history.entries, 1, len(played.history.entries)))
    assert "Inject: No rain before summer" in lines
    assert "  The weather service: no rain is expected before summer." in lines
    assert "The Harbour: Send an envoy → The Hills: partial" in lines
    assert "  ✓ Met: Level of contact is 0, at most 1" in lines
    assert "  ✓ +1 because both sides listen" in lines
    assert any(line.startswith("Falls due: Grain stores +6") for line in lines)
    assert lines[-3].startswith("Ending: Drift")
    assert not any(line.startswith("Strike in the port") for line in lines)
    assert lines.count("Income") == 4


def test_notes_and_steps_back_belong_to_the_minutes(session: Session) -> None:
    session.note("The room went quiet.")
    session.give_order("hills", "share_water")
    session.step_back()
    lines = list(minutes(session.exercise, session.history.entries, 1, len(session.history.entries)))
    assert lines[0].startswith("The dice are sealed")
    assert lines[1:] == ["Note: The room went quiet.", "Stepped back: The Hills orders: Open the sluices"]
