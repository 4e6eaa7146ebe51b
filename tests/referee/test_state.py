"""One change after another: what each makes of a state."""

from __future__ import annotations

import pytest

from wargame.referee.pacts import (
    Breach,
    BreachCommitted,
    BreachFound,
    CameIntoForce,
    CardHeld,
    FactSet,
    NoticeGiven,
    Offer,
    OfferCleared,
    OfferLaidDown,
    OfferLapsed,
    OfferSigned,
    Pact,
    PactEnded,
    Resumed,
    Suspended,
)
from wargame.referee.state import (
    Carried,
    Cursor,
    CursorMoved,
    DrawMade,
    EffectFellDue,
    EffectScheduled,
    Ended,
    FlagCleared,
    FlagRaised,
    InjectDelivered,
    InjectSkipped,
    Order,
    OrderCarriedOut,
    OrderLapsed,
    OrderPlaced,
    OrderWithdrawn,
    QueueDrawn,
    Scheduled,
    State,
    TrackChanged,
    TrackReported,
    TriggerFired,
    TurnBegan,
    after,
    fold,
)

ONE, TWO, THREE = (Order(name, "red", "wait") for name in ("1", "2", "3"))
LATER = Scheduled("a#1", 3, "heat", "+", 2.0, "heat +2", "moves/wait/effects/1")


def test_the_given_state_stays_as_it_is():
    state = State(tracks={"heat": 3.0})
    assert after(state, TrackChanged("heat", 3, 4)).tracks == {"heat": 4}
    assert state.tracks == {"heat": 3.0}


def test_flags_go_up_and_down():
    state = fold(State(), [FlagRaised("met", 2), FlagRaised("angry", None)])
    assert state.flags == {"met": 2, "angry": None}
    assert after(state, FlagCleared("met")).flags == {"angry": None}


def test_a_scheduled_effect_waits_and_falls_due():
    state = after(State(), EffectScheduled(LATER))
    assert state.scheduled == (LATER,)
    assert after(state, EffectFellDue("a#1")).scheduled == ()


def test_orders_wait_are_queued_and_leave():
    state = fold(State(cursor=Cursor(2, 1, 0)), [OrderPlaced(ONE), OrderPlaced(TWO), OrderPlaced(THREE)])
    assert after(state, OrderWithdrawn("2")).orders == (ONE, THREE)
    queued = after(state, QueueDrawn(("3", "1")))
    assert queued.orders == (THREE, ONE, TWO)
    assert (queued.queue_drawn, queued.queued) == (True, 3)
    ruled = fold(queued, [OrderCarriedOut("3"), OrderLapsed("1")])
    assert ruled.orders == (TWO,)
    assert ruled.carried == (Carried(2, THREE),)
    moved = after(ruled, CursorMoved(Cursor(2, 2, 0)))
    assert (moved.queue_drawn, moved.queued, moved.cursor) == (False, 0, Cursor(2, 2, 0))


def test_injects_and_triggers_are_spent():
    state = fold(State(), [InjectDelivered("a"), InjectSkipped("b"), TriggerFired("riot", 2)])
    assert state.injects == {"a": "delivered", "b": "skipped"}
    assert state.fired == {"riot": 2}


def test_the_latest_report_counts_whoever_it_was_for():
    state = fold(State(), [TrackReported("red", "wells", 1), TrackReported("all", "wells", 2)])
    assert state.reported == {"all": {"wells": 2}}
    state = after(state, TrackReported("red", "wells", 3))
    assert state.reported == {"all": {"wells": 2}, "red": {"wells": 3}}


def test_draws_are_counted_within_a_turn():
    state = fold(State(tracks={"heat": 5.0}), [DrawMade("a"), DrawMade("a"), DrawMade("b")])
    assert state.drawn == {"a": 2, "b": 1}
    begun = after(state, TurnBegan(2))
    assert begun.drawn == {}
    assert begun.cursor == Cursor(2)
    assert begun.at_turn_start == {"heat": 5.0}


def test_play_ends():
    assert after(State(), Ended("peace")).ending == "peace"


def test_something_else_is_not_a_change():
    with pytest.raises(TypeError, match="str is not a change"):
        after(State(), "heat +1")


def test_a_text_is_laid_down_signed_cleared_and_leaves_the_table():
    state = State(cursor=Cursor(2, 1))
    state = fold(state, [OfferLaidDown("truce", {"watch": 1}), OfferSigned("truce", "red")])
    assert state.offers == {"truce": Offer({"watch": 1}, ("red",), 2)}
    state = fold(state, [OfferSigned("truce", "blue"), OfferCleared("truce", "red")])
    assert state.offers["truce"].signed == ("blue",)
    assert after(state, OfferLaidDown("truce", {"watch": 2})).offers == {"truce": Offer({"watch": 2}, (), 2)}
    assert not after(state, OfferLapsed("truce")).offers


def test_an_agreement_comes_into_force_rests_and_ends():
    state = State(cursor=Cursor(2, 1), offers={"truce": Offer({"watch": 1}, ("red", "blue"), 2)})
    state = after(state, CameIntoForce("truce", {"watch": 1}))
    assert (state.pacts["truce"], state.offers, state.signed_now) == (Pact("in force", 2, {"watch": 1}), {}, 1)
    state = fold(state, [FactSet("truce", "count", "part"), Suspended("truce", 3)])
    assert (state.pacts["truce"].status, state.pacts["truce"].suspended_until) == ("suspended", 3)
    state = after(state, Resumed("truce"))
    assert (state.pacts["truce"].status, state.pacts["truce"].suspended_until) == ("in force", None)
    state = fold(state, [NoticeGiven("truce", "red", 4), TurnBegan(3), PactEnded("truce", "terminated")])
    assert state.pacts["truce"] == Pact(
        "ended", 2, {"watch": 1}, {"count": "part"}, leaving="red", leaves=4, ended=3, how="terminated"
    )
    assert state.signed_now == 0
    assert after(state, CameIntoForce("truce", {"watch": 2})).pacts["truce"] == Pact("in force", 3, {"watch": 2})


def test_a_found_breach_takes_the_place_of_the_latest_unfound_one_of_this_turn():
    act = BreachCommitted("truce", "red", "strike")
    state = fold(State(cursor=Cursor(2)), [act, act, BreachFound("truce", "red", "strike")])
    unfound = Breach(2, "truce", "red", "strike")
    assert state.breaches == (unfound, Breach(2, "truce", "red", "strike", found=True))
    later = fold(state, [TurnBegan(3), BreachFound("truce", "red", "strike")])
    assert later.breaches == (*state.breaches, Breach(3, "truce", "red", "strike", found=True))


def test_a_card_is_held():
    assert after(State(), CardHeld("red.mood", "wary")).cards == {"red.mood": "wary"}


def test_what_is_no_change_is_refused():
    with pytest.raises(TypeError, match="is not a change"):
        after(State(), "nothing")
