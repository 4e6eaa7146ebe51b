"""What each audience may see, and that nothing hidden shows through."""

from __future__ import annotations

import json
import random
from dataclasses import asdict, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.referee.playing import RULEBOOK, SCENARIO, Playing, folder, written
from wargame.exercise.sight import Sight
from wargame.referee import turn
from wargame.referee.adjustment import Add
from wargame.referee.columns import Columns
from wargame.referee.dice import KeyedRolls
from wargame.referee.state import (
    Cursor,
    FlagCleared,
    FlagRaised,
    Order,
    OrderPlaced,
    Scheduled,
    TrackReported,
    after,
    fold,
)
from wargame.referee.visibility import ROOM, Past, room_view, seat_view, white_cell_view

WATER = folder("water")
ROLLS = KeyedRolls("views")


def reading(view, track):
    return next((one for one in view.readings if one.track == track), None)


def offer(view, move):
    return next(one for one in view.offers if one.move == move)


def seat(play: Playing, actor: str):
    return seat_view(play.exercise, play.state, actor, play.past, play.rolls)


# ----------------------------------------------------------------------------------------------------------- readings


def test_a_seat_sees_its_own_and_the_public_tracks_exactly():
    play = Playing(WATER).to_orders()
    view = seat(play, "hills")
    own = reading(view, "hills.stores")
    assert (own.value, own.known, own.give_or_take) == (40, "exact", 0)
    anger = reading(view, "anger")
    assert (anger.value, anger.band, anger.good, anger.headline) == (3, "calm", "down", True)
    assert reading(view, "hills.funds").value == 4


def test_what_is_nobody_elses_business_is_not_in_the_view_at_all():
    play = Playing(WATER).to_orders()
    assert reading(seat(play, "harbour"), "hills.funds") is None
    assert reading(room_view(WATER, play.state, play.past, ROLLS), "hills.funds") is None


def test_good_and_bad_are_told_from_the_audiences_side():
    play = Playing(WATER)
    assert reading(seat(play, "hills"), "hills.stores").good == "up"
    assert reading(seat(play, "harbour"), "hills.stores").good == ""


def test_an_estimate_is_drawn_once_a_turn_and_per_audience():
    play = Playing(WATER).to_orders()
    first = reading(seat(play, "harbour"), "hills.stores")
    assert (first.known, first.give_or_take, first.change) == ("estimate", 10, 0)
    assert abs(first.value - 40) <= 10
    play.order("hills", "share_water")
    play.rule()
    assert play.reads("stores") == 36
    assert reading(seat(play, "harbour"), "hills.stores") == first
    play.end_turn()
    second = reading(seat(play, "harbour"), "hills.stores")
    assert abs(second.value - 36) <= 10
    assert second.history == (first.value, first.value, second.value)
    guesses = {KeyedRolls(str(seed)) for seed in range(30)}
    values = {reading(room_view(WATER, play.state, play.past, rolls), "hills.stores").value for rolls in guesses}
    assert len(values) > 8


def test_an_estimate_stays_within_the_range_of_the_track():
    state = replace(turn.opening(WATER), at_turn_start={"hills.stores": 1.0})
    for number in range(20):
        found = reading(room_view(WATER, state, Past(), KeyedRolls(str(number))), "hills.stores").value
        assert 0 <= found <= 11


def test_without_dice_an_estimate_is_left_out():
    assert reading(room_view(WATER, turn.opening(WATER), Past()), "hills.stores") is None


def test_a_last_report_stands_until_the_next():
    play = Playing(WATER).to_orders()
    play.state = after(play.state, OrderPlaced(Order("1", "hills", "drill_well")))
    play.state = replace(play.state, tracks={**play.state.tracks, "hills.funds": 9.0})
    play.rule((99,))
    view = reading(seat(play, "harbour"), "hills.wells")
    assert (view.value, view.known) == (1, "last report")
    play.state = after(play.state, TrackReported("all", "hills.wells", 2.0))
    assert reading(seat(play, "harbour"), "hills.wells").value == 2
    assert reading(room_view(WATER, play.state, play.past, ROLLS), "hills.wells").value == 2


def test_history_has_one_entry_for_the_start_and_one_for_every_turn():
    play = Playing(WATER)
    assert reading(seat(play, "hills"), "hills.funds").history == (3, 3)
    play.end_turn().end_turn().to_orders()
    found = reading(seat(play, "hills"), "hills.funds")
    assert found.history == (3, 4, 5, 6)
    assert found.change == 1


def test_a_derived_value_shows_nothing_that_its_parts_hide():
    assert Sight(WATER, ROOM).sees("thirst")
    assert not Sight(WATER, ROOM).sees("strain")
    assert Sight(WATER, "hills").sees("strain")
    hiding = written(replacing={"flags: [met": "derived: {wealth: red.gold + blue.gold}\nflags: [met",
                                "start: 3, income: 1": "start: 3, income: 1, seen by: [owner]"})  # fmt: skip
    assert not Sight(hiding, "red").sees("wealth")
    play = Playing(hiding)
    assert reading(seat(play, "red"), "wealth") is None
    assert reading(white_cell_view(hiding, play.state, play.past), "wealth").value == 6


# ------------------------------------------------------------------------------------------------------------- offers


def test_an_offer_tells_what_is_missing_in_words():
    play = Playing(WATER).to_orders()
    play.state = replace(play.state, tracks={**play.state.tracks, "harbour.hills.contact": 2.0, "harbour.funds": 0.0})
    found = offer(seat(play, "harbour"), "send_envoy")
    assert not found.available
    assert [reason.text for reason in found.reasons if not reason.holds] == [
        "contact <= 1: Level of contact is 2",
        "cost: 1 funds: Funds is 0",
    ]
    assert (found.cost, found.cost_unit, found.seen) == (1, "Funds", "secret")
    assert [target.actor for target in found.targets] == ["hills"]


def test_odds_are_exact_where_the_seat_knows_all_that_moves_them():
    play = Playing(WATER).to_orders()
    odds = dict(offer(seat(play, "harbour"), "send_envoy").odds)
    assert odds == {"fail": 6 / 36, "partial": 15 / 36, "full": 15 / 36}
    assert dict(offer(seat(play, "harbour"), "appeal").odds) == {"9 or less": 0.2, "10 or more": 0.8}


HIDDEN = SCENARIO.replace("start: 3}", "start: 3, seen by: [blue]}", 1)
GUESS = """
rulebook: 1
steps: {upkeep: {effects: []}}
moves:
  dare:
    name: Dare
    by: red
    allowed if: heat < 5
    effects: [trust +1]
    roll: 2d6
    modifiers: [+1 if heat >= 3 because of the heat]
    outcomes: {6 or less: [], 7 or more: [trust +1]}
  stir: {name: Stir, by: red, effects: [trust +heat], roll: 2d6, outcomes: {6 or less: [], 7 or more: [heat +1]}}
  read: {name: Read, by: red, effects: [trust +heat], roll: 2d6 + trust, outcomes: {6 or less: [], 7 or more: []}}
endings: {none: {otherwise: true}}
"""


def test_what_a_seat_cannot_know_is_said_instead_of_shown():
    play = Playing(written(GUESS, HIDDEN)).to_orders()
    view = seat(play, "red")
    dare = offer(view, "dare")
    assert dare.available
    assert dare.reasons[0].text == "heat < 5: depends on what you cannot know"
    assert (dare.odds, dare.odds_note) == ((), "depends on what you cannot know")
    assert offer(view, "stir").odds
    assert offer(view, "read").odds_note == "depends on what you cannot know"
    assert "trust +1" in dare.effects
    assert not any("heat" in line for line in offer(view, "stir").effects if line.startswith("heat"))


def test_orders_left_and_the_purse_count_what_waits():
    play = Playing(WATER).to_orders()
    play.order("harbour", "send_envoy", "hills", "We should talk.", "to win time")
    view = seat(play, "harbour")
    assert (view.orders_left, view.purse, view.purse_name) == (1, 5, "Funds")
    assert [(line.move_name, line.intent, line.cost) for line in view.orders] == [("Send an envoy", "to win time", 1)]
    assert seat(play, "hills").orders == ()
    white = white_cell_view(WATER, play.state, play.past)
    assert dict(white.orders_left) == {"harbour": 1, "hills": 2}
    assert dict(white.purses) == {"harbour": 5, "hills": 4}


# --------------------------------------------------------------------------------------------------- news and clockwork


def test_news_reaches_those_it_is_for():
    play = Playing(WATER).to_orders()
    play.order("harbour", "send_envoy", "hills", say="A word in private.", intent="CANARY")
    play.order("hills", "share_water", say="Here is water.")
    play.rule((6, 6))
    play.rule()
    play.end_turn().to_orders()
    heard = {actor: [item.headline for item in seat(play, actor).news] for actor in ("harbour", "hills")}
    assert "Send an envoy → The Hills" in heard["harbour"]
    assert "Send an envoy → The Hills" not in heard["hills"]
    assert "The harvest" in heard["hills"]
    assert "The harvest" not in heard["harbour"]
    room = [item.headline for item in room_view(WATER, play.state, play.past, ROLLS).news]
    assert room == ["No rain before summer", "Open the sluices", "A visitor at night"]


def test_outcomes_are_told_in_the_authors_words_and_a_report_with_its_value():
    play = Playing(WATER).to_orders()
    play.order("harbour", "send_envoy", "hills")
    play.rule((6, 6))
    assert play.told[-1].item.text == "The mayors shake hands."
    play.end_turn().to_orders()
    play.order("hills", "drill_well")
    play.rule((1,))
    assert play.last.seen_by == ("all",)
    texts = [one.item.headline for one in play.told if one.seen_by == ("all",)]
    assert "Report: Secret wells is 2" in texts
    assert "Drill a secret well" in texts


def test_a_lapsed_order_is_told_to_its_own_seat_alone():
    play = Playing(WATER).to_orders()
    for _ in range(2):
        play.order("hills", "share_water")
    play.rule()
    play.rule()
    (told,) = [one for one in play.told if "Not carried out" in one.item.text]
    assert told.seen_by == ("hills",)


def test_the_clock_is_the_same_for_all():
    play = Playing(WATER)
    views = [
        seat(play, "hills"),
        room_view(WATER, play.state, play.past),
        white_cell_view(WATER, play.state, play.past),
    ]
    (clock,) = {view.clock for view in views}
    assert (clock.turn_word, clock.turn, clock.turns, clock.scenario_date) == ("season", 1, 4, "March 2030")
    assert clock.phases == ("News", "Moves", "Adjudication", "What follows")
    play.end_turn().to_orders()
    later = seat(play, "hills").clock
    assert (later.scenario_date, later.taking_orders, later.phase) == ("June 2030", True, 1)


def test_the_end_is_told():
    play = Playing(WATER)
    while not isinstance(play.next, turn.Over):
        play.step()
    view = room_view(WATER, play.state, play.past, ROLLS)
    assert (view.clock.ending, view.clock.ending_text) == ("Drift", "Nothing is settled.")
    assert view.news[-1].kind == "ending"


def test_the_white_cell_sees_what_is_pending_and_every_inject():
    play = Playing(WATER).to_orders()
    play.order("harbour", "buy_grain")
    play.rule()
    view = white_cell_view(WATER, play.state, play.past)
    assert view.pending == ("season 2: Support at home +3",)
    assert [(line.inject, line.status, line.due) for line in view.injects][:4] == [
        ("dry_spring", "delivered", "season 1"),
        ("harvest", "planned", "season 2"),
        ("envoy_seen", "planned", "season 2"),
        ("strike", "planned", "when harbour.support < 40"),
    ]
    assert reading(view, "hills.wells").known == "exact"


# ------------------------------------------------------------------------------------------------------ nothing leaks


@pytest.mark.parametrize(
    ("audience", "flag", "known"),
    [
        ("harbour", "envoy_sent", False),
        (ROOM, "envoy_sent", False),
        (ROOM, "drought", True),
        (ROOM, "pipe_cut", True),
    ],
)
def test_a_flag_that_something_hidden_raises_is_hidden(audience, flag, known):
    assert Sight(WATER, audience).flag(flag) is known


def test_a_flag_that_depends_on_something_hidden_is_hidden():
    steps = "steps: {upkeep: {effects: [flag angry if heat >= 5, flag met if flag(angry)]}}"
    sight = Sight(written(GUESS.replace("steps: {upkeep: {effects: []}}", steps), HIDDEN), "red")
    assert not sight.flag("angry")
    assert not sight.flag("met")
    triggers = "triggers: {alarm: {when: heat >= 8, effects: [flag met]}}\nendings"
    assert not Sight(written(GUESS.replace("endings", triggers), HIDDEN), "red").flag("met")
    assert Sight(written(GUESS.replace("endings", triggers), HIDDEN), "blue").flag("met")


def hidden_things(state, chance: random.Random, audience: str):
    """Return the same situation with everything changed that the audience cannot see."""
    sight = Sight(WATER, audience)
    tracks = dict(state.tracks)
    starts = dict(state.at_turn_start)
    for track in WATER.tracks.values():
        if not sight.sees(track.id):
            tracks[track.id] = float(chance.randint(0, 5))
            if not track.others_see.startswith("give or take"):
                starts[track.id] = float(chance.randint(0, 5))
    state = replace(state, tracks=tracks, at_turn_start=starts)
    for flag in WATER.flags:
        if not sight.flag(flag):
            change = FlagRaised(flag, None) if chance.random() < 0.5 else FlagCleared(flag)
            state = after(state, change)
    secret = [
        Order(f"secret {number}", actor, move.id, "", "CANARY", "CANARY")
        for number, move in enumerate(WATER.rulebook.moves.values())
        for actor in move.by
        if actor != audience and not sight.learns_of(move)
    ]
    for order in chance.sample(secret, k=chance.randint(0, len(secret))):
        state = after(state, OrderPlaced(order))
        columns = Columns([state])
        if chance.random() < 0.5:
            columns.carry_out(order, columns.live)
        state = columns.state()
    other = "hills" if audience == "harbour" else "harbour"
    changes = [TrackReported(other, "hills.wells", 5.0)] if chance.random() < 0.5 else []
    scheduled = (Scheduled("x#1", 3, "hills.wells", "+", 1.0, "CANARY", "CANARY"),) if chance.random() < 0.5 else ()
    return replace(fold(state, changes), scheduled=scheduled, drawn={"CANARY": 3}, fired={"riot": 1})


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 100_000), audience=st.sampled_from(["harbour", "hills", ROOM]))
def test_what_is_hidden_makes_no_difference_to_a_view(seed, audience):
    chance = random.Random(seed)
    play = Playing(WATER, str(seed))
    for _ in range(chance.randint(1, 3)):
        play.to_orders()
        for actor in WATER.actors:
            for _ in range(2):
                moves = [move.id for move in WATER.rulebook.moves.values() if actor in move.by]
                play.order(actor, chance.choice(moves), "hills" if actor == "harbour" else "harbour")
        if chance.random() < 0.7:
            play.end_turn()
    if isinstance(play.next, turn.Over):
        return
    other = hidden_things(play.state, chance, audience)
    if audience == ROOM:
        one, two = (room_view(WATER, state, play.past, ROLLS) for state in (play.state, other))
    else:
        one, two = (seat_view(WATER, state, audience, play.past, ROLLS) for state in (play.state, other))
    assert one == two
    assert "CANARY" not in json.dumps(asdict(one))


def test_secret_words_reach_no_other_audience_in_a_whole_game():
    play = Playing(WATER)
    while not isinstance(play.next, turn.Over):
        if isinstance(play.next, turn.TakeOrders):
            play.order("hills", "drill_well", say="", intent="CANARY intent")
            play.order("harbour", "send_envoy", "hills", say="CANARY secret words", intent="CANARY intent")
        play.step()
        for view in (seat(play, "hills"), room_view(WATER, play.state, play.past, ROLLS)):
            text = json.dumps(asdict(replace(view, orders=()) if hasattr(view, "orders") else view))
            assert "CANARY" not in text
            assert "Send an envoy \\u2192" not in text
    assert "CANARY secret words" in json.dumps(asdict(seat(play, "harbour")))


def test_a_ruling_of_the_program_is_for_the_white_cell_and_tells_the_rest_by_news():
    play = Playing(WATER).to("injects").step(Add("stores -1", "mice"))
    assert play.last.seen_by == ()
    assert play.told[-1].seen_by == ("all",)


def test_a_move_seen_by_some_is_told_to_them_and_to_its_mover():
    rules = RULEBOOK.replace("effects: []", "seen: [blue], effects: []").replace("by: [red, blue]", "by: red")
    play = Playing(written(rules)).to_orders()
    play.order("red", "wait")
    assert play.rule().seen_by == ("red", "blue")


@pytest.mark.parametrize(
    ("starts", "months", "days", "turn_number", "shown"),
    [
        ("2021-01-20", 6, 0, 1, "January 2021"),
        ("2021-01-20", 6, 0, 8, "July 2024"),
        ("2030-12-31", 0, 2, 2, "2 January 2031"),
        ("", 6, 0, 1, ""),
        ("2021-13-01", 6, 0, 1, ""),
    ],
)
def test_the_date_in_the_story(starts, months, days, turn_number, shown):
    exercise = replace(WATER, starts=starts, months_per_turn=months, days_per_turn=days)
    state = replace(turn.opening(exercise), cursor=Cursor(turn_number))
    assert room_view(exercise, state, Past()).clock.scenario_date == shown
