"""The facilitator keeps the room going: injects and orders held, pauses, corrections, merged turns, notes."""

from __future__ import annotations

import pytest

from tests.session.playing import go_on, play_to
from wargame.exercise.definition import Exercise
from wargame.referee.ruling import ImprovisedSubject
from wargame.referee.turn import RuleOrder, RunItem, TakeOrders
from wargame.session.conduct import Session
from wargame.session.entries import ClockSet, ExercisePaused, NoteTaken, TurnsMerged
from wargame.session.errors import NotNow, NotUnderstood


@pytest.fixture
def begun(water: Exercise) -> Session:
    session = Session.in_memory(water, "running")
    session.start()
    return session


@pytest.fixture
def taking(water: Exercise) -> Session:
    session = Session.in_memory(water, "running")
    play_to(session, TakeOrders)
    return session


def test_a_skipped_inject_never_comes(begun: Session) -> None:
    begun.skip_inject("dry_spring", "The room knows already.")
    assert begun.state.injects == {"dry_spring": "skipped"}
    with pytest.raises(NotNow, match="delivered or skipped already"):
        begun.skip_inject("dry_spring", "twice")
    assert begun.step_back_name() == "holding back 'No rain before summer'"
    begun.step_back()
    assert begun.state.injects == {}


def test_an_inject_that_is_put_off_comes_later(begun: Session) -> None:
    begun.defer_inject("dry_spring", 2, "We are late.")
    play_to(begun, TakeOrders)
    assert "dry_spring" not in begun.state.injects
    while begun.state.turn < 2:
        go_on(begun)
    play_to(begun, TakeOrders)
    assert begun.state.injects["dry_spring"] == "delivered"


@pytest.mark.parametrize("turn", [0, 1, 99])
def test_an_inject_is_put_off_to_a_turn_that_comes(begun: Session, turn: int) -> None:
    with pytest.raises(NotNow, match="later season"):
        begun.defer_inject("dry_spring", turn, "why not")


def test_an_inject_is_delivered_at_any_time_whatever_its_if(taking: Session) -> None:
    waiting = next(inject.id for inject in taking.exercise.injects if inject.id not in taking.state.injects)
    thing = taking.next_thing
    taking.deliver_inject(waiting, "The room asks for it.")
    taking.commit()
    assert taking.state.injects[waiting] == "delivered"
    assert any(one.item.kind == "inject" for one in taking.history.told[-3:])
    assert taking.next_thing == thing
    with pytest.raises(NotNow, match="already"):
        taking.deliver_inject(waiting)


def test_an_inject_made_up_on_the_spot_reaches_those_it_is_for(taking: Session) -> None:
    taking.improvise_inject(
        "A barge runs aground", "It blocks the lock.", ("harbour",), sender="Lock keeper", sentences=["anger +1"]
    )
    before = taking.state.tracks["anger"]
    taking.commit()
    assert taking.state.tracks["anger"] == before + 1
    seen = [item.headline for item in taking.seat_view("harbour").news]
    assert "A barge runs aground" in seen
    assert "A barge runs aground" not in [item.headline for item in taking.seat_view("hills").news]
    assert "A barge runs aground" not in [item.headline for item in taking.room_view().news]


def test_a_track_is_set_by_hand_with_a_reason(taking: Session) -> None:
    taking.correct("anger", 7.4, "The room saw it otherwise.")
    assert taking.state.tracks["anger"] == 7  # a whole-number track stays one
    assert isinstance(taking.history.entries[-2].body.ruling.subject, ImprovisedSubject)
    with pytest.raises(NotNow, match="no track"):
        taking.correct("mood", 1, "why")


def test_waiting_orders_are_put_in_another_order_and_held(taking: Session) -> None:
    for move in ("share_water", "drill_well"):
        taking.give_order("hills", move)
    taking.give_order("harbour", "buy_grain")
    taking.close_orders()
    play_to(taking, RuleOrder)
    first, second, third = (order.id for order in taking.state.orders)
    taking.propose()
    taking.reorder([third, first], "The room heard it so.")
    assert taking.proposal is None
    assert [order.id for order in taking.state.orders] == [third, first, second]
    taking.hold(third, "They look it up.")
    assert [order.id for order in taking.state.orders] == [first, second, third]
    assert isinstance(taking.next_thing, RuleOrder)
    assert (taking.next_thing.position, taking.next_thing.waiting) == (1, 3)
    assert taking.step_back_name() == "putting the orders in another order"
    with pytest.raises(NotNow, match="ruled or taken back"):
        taking.reorder(["9.hills.9"], "no such order")


def test_a_pause_stops_the_clock_and_a_resume_starts_it(taking: Session) -> None:
    paused, clock = taking.pause("Coffee")
    assert paused.body == ExercisePaused("Coffee")
    assert isinstance(clock.body, ClockSet)
    assert not clock.body.running
    with pytest.raises(NotNow, match="paused already"):
        taking.pause()
    taking.pause("The alarm is real.", emergency=True)  # whatever stands still already
    assert taking.paused is not None
    assert taking.paused.emergency
    taking.resume()
    assert taking.paused is None
    with pytest.raises(NotNow, match="not paused"):
        taking.resume()


def test_merged_turns_take_no_more_orders(taking: Session) -> None:
    now = taking.state.turn
    added = taking.merge_turn("Lunch is at one.")
    assert added[0].body == TurnsMerged(now, "Lunch is at one.")
    assert taking.state.turn == now + 1


def test_merging_stops_at_an_order_that_waits(taking: Session) -> None:
    taking.give_order("hills", "share_water")
    now = taking.state.turn
    taking.merge_turn()
    assert isinstance(taking.next_thing, RuleOrder)
    assert taking.state.turn == now
    taking.propose()
    taking.commit()
    taking.merge_turn()
    assert taking.state.turn == now + 1


def test_the_last_turn_is_merged_with_nothing(water: Exercise) -> None:
    session = Session.in_memory(water, "last")
    session.start()
    while session.state.turn < water.turns:
        go_on(session)
    with pytest.raises(NotNow, match="the last one"):
        session.merge_turn()


def test_a_note_says_what_it_is_about(taking: Session) -> None:
    (entry,) = taking.note("Well said.", tags=("quote", "strength"), objective="o1", move="share_water")
    assert entry.body == NoteTaken("Well said.", 0, ("quote", "strength"), "o1", 1, "share_water")


def test_effects_of_an_improvised_inject_are_checked(taking: Session) -> None:
    with pytest.raises(NotUnderstood):
        taking.improvise_inject("x", sentences=["mood +1"])
    assert isinstance(taking.next_thing, TakeOrders | RunItem)
