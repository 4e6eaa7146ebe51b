"""The working memory: it reads back what went in, agrees with the fold, and plays many runs as it plays one."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.referee.playing import Playing, folder
from wargame.referee import adjudication, endings, items, turn
from wargame.referee.blocks import Umpire
from wargame.referee.columns import Columns, Trace
from wargame.referee.dice import KeyedRolls
from wargame.referee.state import (
    Cursor,
    FlagRaised,
    Order,
    OrderPlaced,
    Scheduled,
    State,
    TrackReported,
    after,
    fold,
)

WATER = folder("water")
MOVES = [(actor, move.id) for move in WATER.rulebook.moves.values() for actor in move.by]
ITEMS = ["income", "delayed effects", "injects", "river", "crisis_roll", "exchange", "triggers", "expiry"]


class Together:
    """Several sessions' dice, rolled for all runs at once."""

    def __init__(self, seeds: list[str]) -> None:
        self._each = [KeyedRolls(seed) for seed in seeds]

    @property
    def runs(self) -> int:
        return len(self._each)

    def faces(self, key, count, sides):
        return np.concatenate([rolls.faces(key, count, sides) for rolls in self._each], axis=1)

    def fraction(self, key):
        return np.concatenate([rolls.fraction(key) for rolls in self._each])


def random_state(seed: int) -> State:
    """Return some situation of the exercise in its second turn; it need not be one that play leads to."""
    chance = random.Random(seed)
    state = turn.opening(WATER)
    tracks = {}
    for track in WATER.tracks.values():
        low, high = max(track.low, -5), min(track.high, 60)
        tracks[track.id] = float(chance.randint(int(low), int(high))) if track.whole else chance.uniform(0, 4)
    started = {name: value + chance.randint(-2, 2) for name, value in tracks.items()}
    state = replace(state, cursor=Cursor(2, 3, 0), tracks=tracks, at_turn_start=started)
    for flag in WATER.flags:
        if chance.random() < 0.5:
            state = after(state, FlagRaised(flag, chance.choice([None, 2, 3])))
    if chance.random() < 0.5:
        state = after(state, TrackReported(chance.choice(["all", "harbour"]), "hills.wells", 2.0))
    some = [Order(f"past {number}", *chance.choice(MOVES)) for number in range(chance.randint(0, 3))]
    for order in some:
        state = fold(state, [OrderPlaced(order)])
        columns = Columns([state], Trace())
        columns.carry_out(order, columns.live)
        state = columns.state()
    for number in range(chance.randint(0, 2)):
        due = Scheduled(f"x#{number + 1}", chance.choice([2, 3]), "anger", "+", 1.0, "anger +1", "moves/x/effects/1")
        state = replace(state, scheduled=(*state.scheduled, due))
    drawn = {"steps/crisis_roll|world|-": 1} if chance.random() < 0.5 else {}
    fired = {"riot": 1} if chance.random() < 0.3 else {}
    injects = {"dry_spring": "delivered", **({"harvest": "skipped"} if chance.random() < 0.5 else {})}
    return replace(state, drawn=drawn, fired=fired, injects=injects)


def do(columns: Columns, rolls, what: str, order: Order | None = None) -> Columns:
    """Carry out an order or do an item, in all runs."""
    umpire = Umpire(WATER, columns, rolls)
    if order is None:
        items.do(umpire, what)
    else:
        adjudication.carry_out(umpire, order, columns.live)
    endings.look_at_once(umpire)
    return columns


@given(seed=st.integers(0, 10_000))
def test_a_state_is_read_back_as_it_went_in(seed):
    states = [random_state(seed), random_state(seed + 1)]
    assert Columns(states[:1]).state() == states[0]
    assert [Columns(states).state(run) for run in range(2)] == states


def test_runs_must_stand_at_the_same_point():
    with pytest.raises(ValueError, match="same point"):
        Columns([State(), State(cursor=Cursor(1))])
    with pytest.raises(ValueError, match="single run"):
        Columns([State(), State()], Trace())


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000), what=st.sampled_from([*ITEMS, *MOVES]))
def test_the_changes_folded_give_what_the_columns_hold(seed, what):
    state = random_state(seed)
    order = None
    if isinstance(what, tuple):
        order = Order("now", *what, target="hills")
        state = after(state, OrderPlaced(order))
    trace = Trace()
    columns = do(Columns([state], trace), KeyedRolls(str(seed)), str(what), order)
    assert fold(state, trace.changes) == columns.state()


def test_a_report_to_all_takes_the_place_of_earlier_ones_in_the_runs_that_hear_it():
    state = after(turn.opening(WATER), TrackReported("harbour", "hills.wells", 3.0))
    columns = Columns([state, state])
    columns.report("all", "hills.wells", np.array([4.0, 4.0]), np.array([True, False]))
    assert [columns.state(run).reported for run in range(2)] == [
        {"all": {"hills.wells": 4.0}},
        {"harbour": {"hills.wells": 3.0}},
    ]


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000), runs=st.integers(2, 5), what=st.sampled_from([*ITEMS, *MOVES]))
def test_many_runs_at_once_equal_each_run_alone(seed, runs, what):
    states = [random_state(seed * 7 + run) for run in range(runs)]
    order = None
    if isinstance(what, tuple):
        order = Order("now", *what, target="harbour")
        states = [after(state, OrderPlaced(order)) for state in states]
    seeds = [f"{seed} {run}" for run in range(runs)]
    together = do(Columns(states), Together(seeds), str(what), order)
    for run, state in enumerate(states):
        alone = do(Columns([state], Trace()), KeyedRolls(seeds[run]), str(what), order)
        assert together.state(run) == alone.state()


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_a_whole_turn_of_many_runs_equals_each_alone(seed):
    states = [random_state(seed * 3 + run) for run in range(3)]
    seeds = [f"{seed} {run}" for run in range(3)]
    together = Columns(states)
    for item in ITEMS:
        do(together, Together(seeds), item)
    together.begin_turn(3)
    for run, state in enumerate(states):
        alone = Columns([state], Trace())
        for item in ITEMS:
            do(alone, KeyedRolls(seeds[run]), item)
        if alone.live[0]:
            alone.begin_turn(3)
        assert together.state(run) == alone.state()


def play_at_random(seed: int) -> Playing:
    """Play a whole exercise with random orders, checking every ruling on the way."""
    chance = random.Random(seed)
    play = Playing(WATER, str(seed))
    while not isinstance(play.next, turn.Over):
        if isinstance(play.next, turn.TakeOrders):
            for actor, move in chance.sample(MOVES, k=chance.randint(0, 4)):
                play.order(actor, move, chance.choice(["harbour", "hills"]))
        before = play.state
        ruling = None
        if not isinstance(play.next, turn.TakeOrders):
            ruling = turn.propose(WATER, before, play.rolls)
        play.step()
        for track in WATER.tracks.values():
            assert track.low <= play.state.tracks[track.id] <= track.high
        if ruling is not None:
            assert play.last == ruling
            assert play.state == fold(before, ruling.changes)
    return play


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_random_play_always_ends_and_a_ruling_is_always_the_same(seed):
    play = play_at_random(seed)
    assert play.state.ending is not None
    assert play.state.turn <= WATER.turns
