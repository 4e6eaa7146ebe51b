"""The working memory: it reads back what went in, agrees with the fold, and plays many runs as it plays one."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.referee.playing import Playing, folder
from wargame.referee import adjudication, endings, items, signing, turn
from wargame.referee.blocks import Umpire
from wargame.referee.columns import Columns, Trace
from wargame.referee.dice import KeyedRolls
from wargame.referee.pacts import Breach, Offer, Pact
from wargame.referee.questions import by_the_odds
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


# ------------------------------------------------------------------------------------------------------- agreements

VALLEY = folder("valley")
ACTS = [(actor, move.id) for move in VALLEY.rulebook.moves.values() for actor in move.by]
WHAT = ["income", "resume", "renewal", "inspection_tour", "agreements", "crisis_roll", "triggers", "expiry"]


def random_table(seed: int) -> State:
    """Return some situation of the valley in its third month, with agreements in every state."""
    chance = random.Random(seed)
    state = turn.opening(VALLEY)
    tracks = {
        track.id: float(chance.randint(int(max(track.low, 0)), int(min(track.high, 60))))
        for track in VALLEY.tracks.values()
    }
    state = replace(state, cursor=Cursor(3, 5, 1), tracks=tracks, at_turn_start=tracks)
    pacts = {}
    for agreement in VALLEY.agreements.values():
        terms = {term: chance.randint(0, 2) for term in ("inspection", "aid")}
        facts = {fact: chance.choice(known.words) for fact, known in agreement.facts.items() if chance.random() < 0.7}
        status = chance.choice(["in force", "in force", "suspended", "ended", ""])
        since = chance.randint(1, 3)
        notice = {"leaving": "south", "leaves": chance.randint(3, 4)} if chance.random() < 0.3 else {}
        if status == "suspended":
            until = chance.randint(2, 4)
            pacts[agreement.id] = Pact("suspended", since, terms, facts, suspended_until=until, **notice)
        elif status == "ended":
            pacts[agreement.id] = Pact("ended", since, terms, facts, ended=chance.randint(since, 3), how="terminated")
        elif status:
            pacts[agreement.id] = Pact("in force", since, terms, facts, **notice)
    state = replace(state, pacts=pacts, signed_now=chance.randint(0, 1))
    if "ceasefire" not in pacts:
        state = replace(
            state, offers={"ceasefire": Offer({"inspection": 1, "aid": 1}, ("north",), chance.randint(2, 3))}
        )
    if chance.random() < 0.5:
        state = replace(state, breaches=(Breach(2, "ceasefire", "north", "shell", chance.random() < 0.5),))
    return replace(state, cards={"north.temper": chance.choice(["patient", "proud"])})


def act(columns: Columns, rolls, what: str, order: Order | None = None) -> Columns:
    """Carry out an order in the valley or do an item of its turn; questions are answered at the odds."""
    umpire = Umpire(VALLEY, columns, rolls, answers=by_the_odds)
    if order is not None:
        adjudication.carry_out(umpire, order, columns.live)
    elif what == "sign":
        for agreement in VALLEY.agreements.values():
            terms = {"inspection": np.full(columns.runs, 1.0), "aid": np.full(columns.runs, 2.0)}
            signing.come_into_force(umpire, agreement, terms, signing.may_be_signed(umpire, agreement, terms))
    else:
        items.do(umpire, what)
    endings.look_at_once(umpire)
    return columns


@given(seed=st.integers(0, 10_000))
def test_agreements_are_read_back_as_they_went_in(seed):
    states = [random_table(seed), random_table(seed + 1)]
    assert Columns(states[:1]).state() == states[0]
    assert [Columns(states).state(run) for run in range(2)] == states


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 10_000), what=st.sampled_from([*WHAT, "sign", *ACTS]))
def test_with_agreements_the_changes_folded_give_what_the_columns_hold(seed, what):
    state, order = random_table(seed), None
    if isinstance(what, tuple):
        order = Order("now", *what, target="league" if what[1] == "talk_shop" else "")
        state = after(state, OrderPlaced(order))
    trace = Trace()
    columns = act(Columns([state], trace), KeyedRolls(str(seed)), str(what), order)
    assert fold(state, trace.changes) == columns.state()


@settings(max_examples=100, deadline=None)
@given(seed=st.integers(0, 10_000), runs=st.integers(2, 5), what=st.sampled_from([*WHAT, "sign", *ACTS]))
def test_with_agreements_many_runs_at_once_equal_each_run_alone(seed, runs, what):
    states, order = [random_table(seed * 7 + run) for run in range(runs)], None
    if isinstance(what, tuple):
        order = Order("now", *what, target="league" if what[1] == "talk_shop" else "")
        states = [after(state, OrderPlaced(order)) for state in states]
    seeds = [f"{seed} {run}" for run in range(runs)]
    together = act(Columns(states), Together(seeds), str(what), order)
    for run, state in enumerate(states):
        alone = act(Columns([state], Trace()), KeyedRolls(seeds[run]), str(what), order)
        assert together.state(run) == alone.state()


@given(seed=st.integers(0, 10_000))
def test_repeated_runs_all_stand_where_the_one_does(seed):
    state = random_table(seed)
    columns = Columns.repeat(state, 3)
    assert [columns.state(run) for run in range(3)] == [state] * 3


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000), what=st.sampled_from([*WHAT, "sign"]))
def test_repeated_runs_play_as_one_does(seed, what):
    """Without detail nothing is lost that a rule could read; single breaches are only counted."""
    state = random_table(seed)
    alone = act(Columns([state]), KeyedRolls(str(seed)), what)
    many = act(Columns.repeat(state, 2), Together([str(seed)] * 2), what)
    for run in range(2):
        assert replace(many.state(run), breaches=()) == replace(alone.state(), breaches=())
    for counts in (many.breaches_done, many.breaches_found):
        assert {key: number[0] for key, number in counts.items()} == {key: number[1] for key, number in counts.items()}


def test_a_move_of_nobodys_order_is_counted_and_has_its_effects():
    columns = Columns.repeat(turn.opening(VALLEY), 3)
    umpire = Umpire(VALLEY, columns, Together(["1", "2", "3"]), answers=by_the_odds)
    adjudication.carry_out_move(umpire, "north", "shell", "", np.array([True, False, True]))
    assert list(columns.tracks["tension"]) == [6, 4, 6]
    assert list(columns.done["north", "shell"]) == [1, 0, 1]


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
