"""What consists of several writings and fails at one of them is finished when it is tried again, and is there once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.session.shaky import Way, copy_of, shaky, told, trials
from tests.session.test_bulk import ruling
from wargame import paths
from wargame.exercise.definition import Exercise
from wargame.exercise.reader import read
from wargame.referee.ruling import ImprovisedSubject
from wargame.referee.turn import TakeOrders, TakeSignatures
from wargame.session import bulk
from wargame.session.conduct import Session
from wargame.session.entries import NoteTaken, RulingCommitted, RulingProposed, TurnsMerged
from wargame.session.errors import NotSaved
from wargame.session.keeping import Command

VALLEY = Path(__file__).parent.parent / "data" / "exercises" / "valley"
Act = Callable[[Session], object]


@pytest.fixture(scope="module")
def valley() -> Exercise:
    return read("valley", paths.read_exercise(VALLEY))


def taking(session: Session) -> None:
    session.start()
    while not isinstance(session.next_thing, TakeSignatures):
        session.propose()
        session.commit()


def routine_waits(session: Session) -> None:
    ruling(session, ("south", "talk_shop", "north"), ("north", "recruit", ""), ("league", "send_grain", ""))


def one_cannot_be_paid(session: Session) -> None:
    ruling(session, *[("league", "send_grain", "")] * 2)
    session.correct("league.purse", 1, "It was spent")


def merge(session: Session) -> None:
    session.merge_turn("Lunch.")


def deliver(session: Session) -> None:
    session.deliver_inject("photograph", "They are early.")
    session.commit()


def to_and_fro(session: Session) -> None:
    for _ in range(3):
        session.step_back()
    for _ in range(2):
        session.redo()


def sign_for_both(session: Session) -> None:
    session.let_pass("ceasefire", "They agreed by word of mouth.", {"inspection": 2})
    for actor in ("north", "south"):
        session.sign(actor, "ceasefire", {"inspection": 2})
    session.propose()
    session.commit()


RUNS: dict[str, tuple[Act, Act, int]] = {
    "merging": (taking, merge, 9),
    "what needs no dice": (routine_waits, bulk.commit_routine, 5),
    "what comes to need somebody": (one_cannot_be_paid, bulk.commit_routine, 3),
    "an inject": (taking, deliver, 2),
    "to and fro": (taking, to_and_fro, 5),
    "signing for several": (taking, sign_for_both, 5),
}
"""What is there before, what is done, and of how many writings it is made at least."""


@pytest.mark.parametrize("name", RUNS)
def test_what_fails_anywhere_is_finished_by_trying_again(valley: Exercise, name: str) -> None:
    prepare, act, least = RUNS[name]
    first, _ = shaky(valley)
    prepare(first)
    calm, disk = copy_of(first)
    act(calm)
    wanted, count = told(calm), disk.written
    assert count >= least

    def trial(at: int, way: Way) -> None:
        session, log = copy_of(first)
        log.fail(at, way)
        command = Command()
        for _ in range(2 if way is not Way.REFUSED else 1):  # the second time the disk is still away
            with pytest.raises(NotSaved), session.under(command):
                act(session)
        log.come_back()
        for _ in range(2):  # the second time there is nothing left to do
            with session.under(command):
                act(session)
            assert told(session) == wanted, (at, way)

    trials(count, trial)


@pytest.mark.parametrize("command", [None, "a command"])
def test_a_merge_that_is_asked_for_anew_goes_on_and_is_recorded_once(valley: Exercise, command: str | None) -> None:
    first, _ = shaky(valley)
    taking(first)
    calm, disk = copy_of(first)
    merge(calm)

    def trial(at: int, way: Way) -> None:
        session, log = copy_of(first)
        log.fail(at, way)
        with pytest.raises(NotSaved):
            session.merge_turn("Lunch.", command)
        log.come_back()
        session.settle()
        if session.state.turn == 1 or command:
            session.merge_turn("Lunch.", command)
        assert told(session) == told(calm), (at, way)

    trials(disk.written, trial)


def test_a_merge_goes_on_after_what_it_stopped_at(valley: Exercise) -> None:
    session = Session.in_memory(valley, seed="x")
    taking(session)
    session.close_signing()
    while not isinstance(session.next_thing, TakeOrders):
        session.propose()
        session.commit()
    session.give_order("north", "recruit")
    merge(session)
    assert session.state.turn == 1, "an order waits"
    session.propose()
    session.commit()
    added = session.merge_turn("Lunch.")
    assert session.state.turn == 2
    assert [entry.body for entry in session.history.entries].count(TurnsMerged(1, "Lunch.")) == 1
    assert added[0].body == TurnsMerged(1, "Lunch."), "it is the one that stands"


def test_a_merge_that_goes_on_commits_nothing_but_its_own(valley: Exercise) -> None:
    session = Session.in_memory(valley, seed="x")
    taking(session)
    session.note("Before it.")
    merge(session)
    session.step_back()
    session.improvise("", "A flood", ["tension +1"], "It rained.")
    merge(session)
    assert session.state.turn == 2
    committed = [entry for entry in session.history.entries if isinstance(entry.body, RulingCommitted)]
    rulings = [session.history.moment_at(entry.base).proposal for entry in committed]
    assert not any(one is not None and isinstance(one.ruling.subject, ImprovisedSubject) for one in rulings)


def test_what_was_typed_is_kept_without_taking_the_place_of_an_act(valley: Exercise) -> None:
    session, log = shaky(valley)
    command = Command()

    def act() -> None:
        session.save_draft("north", "Not yet.")
        session.note("Once.")

    log.fail(1, Way.KEPT)
    with pytest.raises(NotSaved), session.under(command):
        act()
    log.come_back()
    with session.under(command):
        act()
    assert [type(entry.body) for entry in session.history.entries[1:]] == [NoteTaken]
    assert session.draft("north") == "Not yet."


def test_a_ruling_that_was_dropped_in_between_is_asked_for_anew(valley: Exercise) -> None:
    """A seat can act while the facilitator's act waits to be tried again."""
    session, log = shaky(valley)
    routine_waits(session)
    command = Command()
    log.fail(3, Way.REFUSED)
    with pytest.raises(NotSaved), session.under(command):
        bulk.commit_routine(session)
    assert session.proposal is not None
    session.correct("tension", 6, "Counted again")
    with session.under(command):
        bulk.commit_routine(session)
    assert len(session.state.orders) == 1
    assert sum(isinstance(entry.body, RulingProposed) for entry in session.history.entries[-5:]) == 2
