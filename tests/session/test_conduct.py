"""Conducting a session: orders, rulings, steps back, and what each of them leaves in the log."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.session.playing import go_on, play_to
from wargame.exercise.complaints import ExerciseError
from wargame.exercise.definition import Exercise
from wargame.referee.adjustment import Add, ChooseOutcome, Lapse, Strike, TakeDice
from wargame.referee.ruling import ImprovisedSubject
from wargame.referee.state import State, TrackChanged
from wargame.referee.turn import NotStarted, Over, RuleOrder, RunItem, TakeOrders
from wargame.session.conduct import Session
from wargame.session.entries import (
    WHITE_CELL,
    ExerciseStarted,
    NoteTaken,
    OrderGiven,
    RulingAdjusted,
    RulingCommitted,
    RulingProposed,
    SessionEnded,
    SteppedBack,
)
from wargame.session.errors import NotNow, NotUnderstood
from wargame.session.history import History
from wargame.session.keeping import LONGEST_TEXT


@pytest.fixture
def play(water: Exercise) -> Session:
    return Session.in_memory(water, "conduct")


@pytest.fixture
def taking(play: Session) -> Session:
    """A session in which orders are being taken."""
    play_to(play, TakeOrders)
    return play


def ruling_an_order(session: Session, *order: str) -> None:
    session.give_order(*order)
    session.close_orders()
    while not isinstance(session.next_thing, RuleOrder):
        go_on(session)


def test_every_method_returns_what_it_added(play: Session) -> None:
    assert isinstance(play.next_thing, NotStarted)
    (started,) = play.start()
    assert isinstance(started.body, ExerciseStarted)
    assert isinstance(play.next_thing, RunItem)
    (proposed,) = play.propose()
    assert isinstance(proposed.body, RulingProposed)
    assert play.proposal == proposed.body.ruling
    (committed,) = play.commit()
    assert committed.body == RulingCommitted(proposed.seq, proposed.body.ruling.changes)
    assert committed.cause == proposed.seq
    assert [entry.seq for entry in play.history.entries] == [1, 2, 3, 4]
    assert [entry.base for entry in play.history.entries] == [0, 1, 2, 3]
    assert play.proposal is None


def test_an_order_waits_sealed_until_it_is_ruled(taking: Session) -> None:
    (entry,) = taking.give_order("hills", "share_water", say="Have some.", intent="Friends.")
    assert (entry.by, entry.on_behalf, entry.seen_by) == ("hills", "", ("hills",))
    order = taking.state.orders[0]
    assert (order.actor, order.move, order.say, order.intent) == ("hills", "share_water", "Have some.", "Friends.")
    (closed,) = taking.close_orders()
    assert closed.seen_by == ("all",)
    taking.propose()
    taking.commit()
    thing = taking.next_thing
    assert isinstance(thing, RuleOrder)
    assert thing.order == order


def test_the_facilitator_enters_an_order_for_a_seat_with_its_true_time(taking: Session) -> None:
    (entry,) = taking.give_order("hills", "share_water", by=WHITE_CELL, happened_at="2030-03-01T09:15:00.000Z")
    assert (entry.by, entry.on_behalf, entry.seen_by) == (WHITE_CELL, "hills", ("hills",))
    assert entry.happened_at == "2030-03-01T09:15:00.000Z"
    assert entry.recorded_at != entry.happened_at


def test_an_order_taken_back_is_gone(taking: Session) -> None:
    taking.give_order("hills", "share_water")
    order = taking.state.orders[0].id
    taking.take_back(order)
    assert taking.state.orders == ()
    with pytest.raises(NotNow, match="ruled or taken back already"):
        taking.take_back(order)


def test_orders_have_ids_of_their_own_and_the_same_ones_when_played_again(taking: Session) -> None:
    for _ in range(2):
        taking.give_order("hills", "share_water")
        taking.give_order("harbour", "buy_grain")
        taking.take_back(taking.state.orders[0].id)
        taking.give_order("hills", "drill_well")
        ids = [order.id for order in taking.state.orders]
        assert ids == ["1.harbour.2", "1.hills.3"]
        for _ in range(4):
            taking.step_back()
    assert taking.state.orders == ()


def test_a_repeated_command_is_recorded_once(taking: Session) -> None:
    """A double click, or a retry by somebody who was not sure."""
    entries = len(taking.history.entries)
    first = taking.give_order("hills", "share_water", command="click-1")
    assert taking.give_order("hills", "share_water", command="click-1") == first
    assert taking.note("n", command="click-2") == taking.note("n", command="click-2")
    assert len(taking.history.entries) == entries + 2
    assert first[0].command == "click-1"


def test_a_ruling_can_be_adjusted_with_reasons_and_returned_to_the_rules(taking: Session) -> None:
    ruling_an_order(taking, "harbour", "send_envoy", "hills")
    state = taking.state
    taking.propose()
    as_ruled = taking.proposal
    (dice,) = taking.adjust(TakeDice(1, (6, 6)))
    assert isinstance(dice.body, RulingAdjusted)
    (struck,) = taking.adjust(Add("anger +2", "The press is there."))
    assert struck.cause == dice.seq
    assert taking.state == state  # nothing has happened yet
    assert taking.proposal is not None
    assert taking.proposal.adjustments == (TakeDice(1, (6, 6)), Add("anger +2", "The press is there."))
    taking.drop_adjustments()
    assert taking.proposal == as_ruled
    taking.adjust(ChooseOutcome(1, "full", "They shook hands before the dice fell."))
    taking.commit()
    assert taking.state.tracks["harbour.hills.contact"] == 2


@pytest.mark.parametrize(
    "adjustment",
    [
        TakeDice(1, (7, 1)),
        TakeDice(1, (1,)),
        ChooseOutcome(1, "triumph", "r"),
        Add("anger +", "r"),
        Add("moon +1", "r"),
    ],
    ids=str,
)
def test_an_adjustment_that_does_not_fit_is_refused_in_words(taking: Session, adjustment: TakeDice) -> None:
    ruling_an_order(taking, "harbour", "send_envoy", "hills")
    taking.propose()
    before, entries = taking.proposal, len(taking.history.entries)
    with pytest.raises(NotUnderstood):
        taking.adjust(adjustment)
    assert taking.proposal == before
    assert len(taking.history.entries) == entries


def test_an_order_can_be_made_to_lapse(taking: Session) -> None:
    ruling_an_order(taking, "hills", "cut_pipe")
    taking.propose((Lapse("They thought better of it."),))
    taking.commit()
    assert "pipe_cut" not in taking.state.flags


def test_an_improvised_ruling_is_proposed_and_committed_like_any_other(taking: Session) -> None:
    before = taking.state.tracks
    (entry,) = taking.improvise("hills", "A concert on the bridge", ["anger -1", "trust +2"], "The players asked.")
    assert isinstance(entry.body, RulingProposed)
    assert entry.body.ruling.subject == ImprovisedSubject("hills", "A concert on the bridge")
    assert (entry.body.sentences, entry.body.reason) == (("anger -1", "trust +2"), "The players asked.")
    assert taking.state.tracks == before
    taking.adjust(Strike("improvised/2", "Too much."))
    as_adjusted = taking.proposal
    taking.drop_adjustments()
    assert taking.proposal != as_adjusted
    assert taking.step_back_name() == "News: injects"
    taking.commit()
    assert taking.state.tracks["anger"] == before["anger"] - 1
    assert taking.state.tracks["harbour.hills.trust"] == before["harbour.hills.trust"] + 2
    assert isinstance(taking.next_thing, TakeOrders)  # play stands where it stood
    assert taking.step_back_name() == "'A concert on the bridge'"
    with pytest.raises(NotUnderstood) as wrong:
        taking.improvise("hills", "x", ["angre +1"], "r")
    assert isinstance(wrong.value.__cause__, ExerciseError)


def test_stepping_back_undoes_any_number_of_things_exactly(water: Exercise) -> None:
    session = Session.in_memory(water, "steps")
    known: list[tuple[State, str]] = []
    while session.state.turn < 3:
        thing = session.next_thing
        if isinstance(thing, TakeOrders):
            for order in (("hills", "share_water"), ("harbour", "send_envoy", "hills")):
                known.append((session.state, "order"))
                session.give_order(*order)
            known.append((session.state, "closing the orders"))
            session.close_orders()
        else:
            known.append((session.state, ""))
            go_on(session)
    for state, name in reversed(known):
        said = session.step_back_name()
        assert said is not None
        assert name in said
        session.step_back()
        assert session.state == state
    assert session.step_back_name() is None
    with pytest.raises(NotNow, match="nothing to step back from"):
        session.step_back()
    assert isinstance(session.next_thing, NotStarted)


def test_what_is_played_again_after_a_step_back_comes_out_the_same(taking: Session) -> None:
    """Dice are keyed by what they are for, so a step back is no second try."""
    ruling_an_order(taking, "harbour", "send_envoy", "hills")
    taking.propose()
    first = taking.proposal
    taking.commit()
    taking.step_back()
    taking.propose()
    assert taking.proposal == first


def test_a_step_back_drops_the_open_proposal_and_says_who_may_know(taking: Session) -> None:
    taking.give_order("hills", "share_water")
    taking.close_orders()
    taking.propose()
    (back,) = taking.step_back()
    assert isinstance(back.body, SteppedBack)
    assert back.seen_by == ("all",)
    assert taking.proposal is None
    assert isinstance(taking.next_thing, TakeOrders)
    (back,) = taking.step_back()
    assert back.seen_by == ("hills",)  # nobody else knew of the order either
    with pytest.raises(NotNow, match="no open ruling"):
        taking.commit()


def test_notes_and_proposals_are_not_what_a_step_back_undoes(taking: Session) -> None:
    name = taking.step_back_name()
    (note,) = taking.note("Quiet so far.", about=3)
    assert note.body == NoteTaken("Quiet so far.", 3, turn=1)
    assert note.seen_by == ()
    assert taking.step_back_name() == name


def test_reaching_an_ending_ends_the_session_in_the_same_command(water: Exercise) -> None:
    session = Session.in_memory(water, "end")
    added = ()
    while not session.ended:
        before = session.state
        thing = session.next_thing
        if isinstance(thing, TakeOrders):
            added = session.close_orders()
        else:
            if not isinstance(thing, NotStarted):
                session.propose()
            added = session.start() if isinstance(thing, NotStarted) else session.commit()
    decided, ended = added
    assert ended.body == SessionEnded("")
    assert (ended.cause, ended.command, ended.seen_by) == (decided.seq, decided.command, ("all",))
    assert isinstance(session.next_thing, Over)
    assert session.state.ending is not None
    for refused in (session.propose, session.close_orders, lambda: session.give_order("hills", "share_water")):
        with pytest.raises(NotNow, match="has ended"):
            refused()
    session.note("Well played.")
    session.step_back()  # one step undoes the last ruling and the end with it
    assert not session.ended
    assert session.state == before


def test_the_facilitator_can_end_at_any_time(taking: Session) -> None:
    state = taking.state
    (entry,) = taking.end("Fire alarm.")
    assert entry.body == SessionEnded("Fire alarm.")
    assert taking.ended
    assert taking.next_thing == Over(None)
    assert taking.step_back_name() == "the end of the exercise"
    taking.step_back()
    assert not taking.ended
    assert taking.state == state


def test_jumping_to_the_end_reaches_an_ending(taking: Session) -> None:
    taking.jump_to_end("Lunch.")
    assert taking.ended
    assert taking.state.ending == "drift"


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda session: session.commit(), "no open ruling"),
        (lambda session: session.adjust(Lapse("r")), "no open ruling"),
        (lambda session: session.propose(), "nothing to rule now"),
        (lambda session: session.start(), "started already"),
        (lambda session: session.give_order("hills", "fly"), "no move 'fly' for 'hills'"),
        (lambda session: session.give_order("harbour", "cut_pipe"), "no move 'cut_pipe' for 'harbour'"),
        (lambda session: session.give_order("harbour", "send_envoy", "moon"), "cannot be aimed at 'moon'"),
        (lambda session: session.give_order("hills", "share_water", "harbour"), "cannot be aimed"),
    ],
)
def test_what_does_not_fit_the_moment_is_refused_in_words(
    taking: Session, act: Callable[[Session], object], words: str
) -> None:
    entries = len(taking.history.entries)
    with pytest.raises(NotNow, match=words):
        act(taking)
    assert len(taking.history.entries) == entries


def test_nothing_is_played_before_the_start(play: Session) -> None:
    for act in (play.propose, play.close_orders, lambda: play.give_order("hills", "share_water")):
        with pytest.raises(NotNow, match="not started yet"):
            act()


def test_an_order_that_cannot_hold_is_recorded_all_the_same(taking: Session) -> None:
    """Its seat is not refused by a program; the facilitator sees why it does not hold, and decides."""
    for _ in range(4):
        taking.give_order("hills", "drill_well")  # more than it may give, and can pay for
    assert len(taking.state.orders) == 4


def test_typed_text_is_kept_as_far_as_it_can_be(taking: Session) -> None:
    taking.give_order("hills", "share_water", say="half \ud83d a pair", intent="x" * (LONGEST_TEXT + 5))
    order = taking.state.orders[0]
    assert order.say == "half ? a pair"
    assert len(order.intent) == LONGEST_TEXT


def test_drafts_in_memory_are_forgotten_when_sent(taking: Session) -> None:
    taking.save_draft("hills", "Open the")
    assert taking.draft("hills") == "Open the"
    assert taking.draft("harbour") == ""
    taking.give_order("hills", "share_water")
    assert taking.draft("hills") == ""


def test_the_same_seed_plays_the_same_session(water: Exercise, made: Callable[..., Session]) -> None:
    memory, file = Session.in_memory(water, "same"), made(seed="same")
    for session in (memory, file):
        while session.state.turn < 3:
            go_on(session, ("hills", "share_water"), ("harbour", "send_envoy", "hills"))
    assert memory.state == file.state
    assert Session.in_memory(water).created.seed != Session.in_memory(water).created.seed


def test_each_audience_gets_its_own_view(taking: Session) -> None:
    taking.give_order("hills", "drill_well", intent="Nobody must know.")
    own, other = taking.seat_view("hills"), taking.seat_view("harbour")
    assert [line.move for line in own.orders] == ["drill_well"]
    assert other.orders == ()
    assert "Nobody must know" not in repr((other, taking.room_view()))
    assert "Nobody must know" in repr(taking.white_cell_view())


@pytest.mark.parametrize("seed", range(6))
def test_a_random_facilitator_finds_no_contradiction(water: Exercise, seed: int) -> None:
    """After every act the refolded history is the live one, and no private word is in the room's view."""
    rng = random.Random(seed)
    session = Session.in_memory(water, f"random {seed}")
    for number in range(120):
        _do_something(session, rng, number)
    again = History(water, session.history.entries)
    assert again.now == session.history.now
    assert again.line == session.history.line
    assert "secret" not in repr(session.room_view())


def _do_something(session: Session, rng: random.Random, number: int) -> None:
    thing = session.next_thing
    if rng.random() < 0.12 and session.step_back_name():
        session.step_back()
    elif rng.random() < 0.1:
        session.note(f"secret note {number}")
    elif isinstance(thing, TakeOrders) and rng.random() < 0.7:
        actor = rng.choice(["hills", "harbour"])
        moves = [move for move in session.exercise.rulebook.moves.values() if actor in move.by]
        move = rng.choice(moves)
        session.give_order(actor, move.id, rng.choice(move.targets or ("",)), intent="secret plan")
        if rng.random() < 0.2:
            session.take_back(session.state.orders[0].id)
    elif session.proposal is not None and rng.random() < 0.5:
        session.adjust(Add(f"anger {rng.choice('+-')}1", "secret reason"))
    elif session.proposal is not None:
        session.commit()
    elif isinstance(thing, RunItem | RuleOrder):
        session.propose()
    elif isinstance(thing, Over):
        session.step_back()
    else:
        go_on(session)


def test_the_seat_of_an_improvisation_is_known(taking: Session) -> None:
    taking.improvise("", "Rain", ["level +1"], "The weather turned.")
    changes = taking.proposal.changes if taking.proposal else ()
    assert any(isinstance(change, TrackChanged) and change.track == "level" for change in changes)
    assert isinstance(taking.history.entries[-1].body, RulingProposed)
    assert not any(isinstance(entry.body, OrderGiven) for entry in taking.history.entries)


def test_a_session_without_a_file_has_nothing_to_copy(taking: Session, tmp_path: Path) -> None:
    with pytest.raises(NotNow, match="has no file"):
        taking.save_copy(tmp_path / "copy.wargame")
