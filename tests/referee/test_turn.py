"""The sequence of play: what comes next, and how turns and exercises end."""

from __future__ import annotations

import pytest

from tests.referee.playing import RULEBOOK, Playing, folder, written
from wargame.referee import turn
from wargame.referee.adjustment import UnfitAdjustmentError
from wargame.referee.dice import KeyedRolls
from wargame.referee.ruling import ImprovisedSubject, Started
from wargame.referee.state import CursorMoved, Ended, OrderPlaced, QueueDrawn, TurnBegan, after, fold


@pytest.fixture
def plain():
    return written()


def kinds(ruling):
    return [(finding.kind, finding.name) for finding in ruling.findings if isinstance(finding, Started)]


def test_before_startex_nothing_has_happened(plain):
    state = turn.opening(plain)
    assert state.turn == 0
    assert state.tracks == {"heat": 3, "blue.red.trust": 30, "red.gold": 3, "blue.gold": 3}
    assert turn.next_thing(plain, state) == turn.NotStarted()
    started = fold(state, turn.begin(plain, state))
    assert started.turn == 1
    with pytest.raises(turn.NotNowError, match="started already"):
        turn.begin(plain, started)


def test_a_turn_is_its_phases_in_order(plain):
    play = Playing(plain)
    seen = []
    while play.state.turn == 1:
        thing = play.next
        seen.append(thing.item if isinstance(thing, turn.RunItem) else type(thing).__name__)
        play.step()
    assert seen == [
        "income", "delayed effects", "injects", "TakeOrders", "adjudication", "upkeep", "triggers", "expiry",
    ]  # fmt: skip


def test_income_is_paid_in_turn_one_and_counts_from_before_it(plain):
    play = Playing(plain).to_orders()
    assert play.reads("red.gold") == 4
    assert play.state.at_turn_start["red.gold"] == 3


def test_a_phase_without_anything_to_do_waits_for_the_facilitator():
    exercise = written(replacing={"  orders: {does: [orders]": "  talk: {says: Talk.}\n  orders: {does: [orders]"})
    play = Playing(exercise).to("")
    assert play.next.phase.id == "talk"
    ruling = play.step().last
    assert ruling.findings == ()
    assert [type(change) for change in ruling.changes] == [CursorMoved]


def test_the_queue_is_settled_and_each_order_is_the_next_thing(plain):
    play = Playing(plain).to_orders()
    play.order("red", "wait")
    play.order("blue", "wait")
    play.step()
    assert play.next.item == "adjudication"
    play.step()
    assert [type(change) for change in play.last.changes] == [QueueDrawn]
    assert kinds(play.last) == [("queue", "listed")]
    assert (play.next.order.actor, play.next.position, play.next.waiting) == ("red", 1, 2)
    play.step()
    assert (play.next.order.actor, play.next.position, play.next.waiting) == ("blue", 2, 1)
    play.step()
    assert play.next.item == "upkeep"


def test_without_orders_adjudication_moves_on(plain):
    play = Playing(plain).to("adjudication").step()
    assert play.last.findings == ()
    assert play.next.item == "upkeep"


def queue_of(exercise, orders, seed="test", wanted=()):
    play = Playing(exercise, seed).to_orders()
    for actor, move in orders:
        play.order(actor, move)
    play.step().step(queue=wanted)
    return [order.actor + order.id[-1] for order in play.state.orders]


def test_a_drawn_queue_depends_on_the_seed_and_on_nothing_that_came_along():
    exercise = written(replacing={"order: listed": "order: drawn"})
    two = [("red", "wait"), ("blue", "wait")]
    drawn = {seed: queue_of(exercise, two, seed) for seed in map(str, range(20))}
    assert {tuple(queue) for queue in drawn.values()} == {("red1", "blue2"), ("blue2", "red1")}
    assert drawn["3"] == queue_of(exercise, two, "3")
    for seed, queue in drawn.items():
        more = queue_of(exercise, [*two, ("red", "wait"), ("blue", "wait")], seed)
        assert [actor for actor in more if actor in queue] == queue


def test_initiative_goes_by_a_track_highest_first_and_ties_as_listed():
    exercise = written(replacing={"order: listed": '"order": "initiative: gold"'})
    play = Playing(exercise).to_orders()
    assert queue_of(exercise, [("red", "wait"), ("blue", "wait"), ("red", "wait")]) == ["red1", "blue2", "red3"]
    richer = fold(play.state, [OrderPlaced(play.order("red", "wait")), OrderPlaced(play.order("blue", "wait"))])
    tracks = {**richer.tracks, "blue.gold": 9.0}
    play.state = type(richer)(cursor=play.state.cursor, tracks=tracks, orders=play.state.orders)
    play.step().step()
    assert [order.actor for order in play.state.orders] == ["blue", "red"]


def test_the_facilitator_states_the_order(plain):
    orders = [("red", "wait"), ("blue", "wait"), ("red", "wait")]
    assert queue_of(plain, orders, wanted=["order 3"]) == ["red3", "red1", "blue2"]
    with pytest.raises(UnfitAdjustmentError, match="No order called order 9 is waiting"):
        queue_of(plain, orders, wanted=["order 9"])


def test_with_open_orders_each_is_ruled_as_it_is_given():
    exercise = written(replacing={"orders: sealed": "orders: open"})
    play = Playing(exercise).to_orders()
    given = play.order("blue", "wait")
    assert play.next == turn.RuleOrder(given, 1, 1)
    play.step()
    assert isinstance(play.next, turn.TakeOrders)
    assert play.holds("played(blue, wait)")
    play.step()
    assert play.next.item == "adjudication"


def test_closing_orders_begins_the_next_turn_when_they_come_last():
    exercise = written(
        rulebook=RULEBOOK.replace("endings:", "  give: {name: Give, by: [red], effects: [heat +1]}\nendings:"),
        replacing={
            "  orders: {does: [orders], orders: sealed}\n": "",
            "[upkeep, triggers, expiry]}": "[upkeep, triggers, expiry]}\n  last: {does: [orders], orders: open}",
            "  ruling: {does: [adjudication], order: listed}\n": "  ruling: {does: [adjudication]}\n",
        },
    )
    play = Playing(exercise).to_orders()
    assert turn.close_orders(exercise, play.state) == (TurnBegan(2),)
    for _ in range(2):
        play.step().to_orders()
    assert turn.close_orders(exercise, play.state) == (Ended("none"),)


def test_what_is_not_next_is_refused(plain):
    play = Playing(plain)
    with pytest.raises(turn.NotNowError, match="No orders are being taken"):
        turn.close_orders(plain, play.state)
    play.to_orders()
    with pytest.raises(turn.NotNowError, match="nothing to rule"):
        turn.propose(plain, play.state, KeyedRolls("x"))


def test_the_last_turn_ends_with_the_first_ending_that_holds():
    play = Playing(folder("water"))
    while not isinstance(play.next, turn.Over):
        play.step()
    looked = [(one.name, one.check.holds if one.check else True) for one in play.last.findings if one.kind == "ending"]
    assert looked == [("War", False), ("A river shared", False), ("A river shared", False), ("Drift", True)]
    assert play.state.turn == 4
    assert play.next.ending.id == "drift"


ENDING = RULEBOOK.replace("endings:", "endings:\n  boom: {at once: true, when: heat >= 9}").replace(
    "effects: []", "effects: [heat +6]"
)


def test_an_ending_at_once_drops_the_rest_of_the_turn():
    play = Playing(written(ENDING)).to_orders()
    play.order("red", "wait")
    play.order("blue", "wait")
    play.rule()
    assert kinds(play.last)[-1] == ("ending", "Boom")
    assert play.last.changes[-1] == Ended("boom")
    assert play.next.ending.id == "boom"
    assert len(play.state.orders) == 1


def test_without_any_ending_play_is_over_all_the_same():
    exercise = written(RULEBOOK.replace("none: {otherwise: true}", "hot: {when: heat >= 9}"))
    play = Playing(exercise)
    while not isinstance(play.next, turn.Over):
        play.step()
    assert play.next == turn.Over(None)


def test_a_jump_to_the_end_looks_for_the_ending_now():
    exercise = folder("water")
    play = Playing(exercise).to_orders()
    assert turn.jump_to_end(exercise, play.state) == (Ended("drift"),)
    state = after(fold(play.state, turn.jump_to_end(exercise, play.state)), Ended("drift"))
    assert turn.jump_to_end(exercise, state) == ()


def test_an_improvised_thing_has_effects_in_the_rulebooks_own_sentences():
    exercise = folder("water")
    play = Playing(exercise).to_orders()
    flood = ImprovisedSubject("hills", "A flood.")
    ruling = turn.improvise(exercise, play.state, flood, ["level +1", "me.support -2"], play.rolls)
    state = fold(play.state, ruling.changes)
    assert state.tracks["level"] == play.state.tracks["level"] + 1
    assert state.tracks["hills.support"] == 48
    assert state.cursor == play.state.cursor
    assert kinds(ruling) == [("improvised", "A flood.")]
    assert ruling.seen_by == ("all",)
