"""Who learns of a ruling, by the facilitator's word: the entry, the news, the wall and every view follow from it."""

from __future__ import annotations

from itertools import chain, combinations
from pathlib import Path

import pytest

from tests.referee.playing import SCENARIO
from wargame.exercise import reader
from wargame.exercise.definition import EVERYBODY, Exercise
from wargame.referee.adjustment import Lapse, Tell
from wargame.referee.turn import RuleOrder, TakeOrders
from wargame.review.account import ruling_account
from wargame.review.adjustments import adjustment_text, by_judgement
from wargame.review.timeline import Timeline
from wargame.review.wall import PublicTimeline, Reveals
from wargame.session.conduct import Session
from wargame.session.entries import RulingCommitted
from wargame.session.errors import NotUnderstood
from wargame.session.verification import verify

DATA = Path(__file__).parent.parent / "data" / "exercises"
CANARY = "ochre heron"
WHY = "grey wolf"
"""What the mover says in public, and the facilitator's reason: words that nobody else uses."""

RULES = """
rulebook: 1
steps:
  upkeep: {effects: []}
moves:
  parade: {name: Parade, by: red, effects: [heat +0, flag paraded], allowed if: heat >= 0}
  plot: {name: Plot, by: red, seen: secret, effects: [trust +0]}
  reply: {name: Reply, by: [red, blue, green], allowed if: "played(red, parade)", effects: []}
  look: {name: Look, by: [red, blue, green], allowed if: flag(paraded), effects: []}
endings:
  none: {otherwise: true}
"""
THREE = "  blue: {name: Blue, moves a turn: 2}\n  green: {name: Green, moves a turn: 2}\n"
ACTORS = ("red", "blue", "green")
AUDIENCES = [(EVERYBODY,), *chain.from_iterable(combinations(ACTORS, size) for size in range(4))]


@pytest.fixture(scope="module")
def three() -> Exercise:
    scenario = SCENARIO.replace("  blue: {name: Blue, moves a turn: 2}\n", THREE).replace("[met, angry]", "[paraded]")
    return reader.read("three", {"scenario.yaml": scenario, "rulebook.yaml": RULES})


def proposed(exercise: Exercise, move: str) -> Session:
    """Return a session in which this move of red's is being ruled."""
    session = Session.in_memory(exercise, "telling")
    session.start()
    while not isinstance(session.next_thing, TakeOrders):
        session.propose()
        session.commit()
    session.give_order("red", move, say=CANARY)
    session.close_orders()
    while not isinstance(session.next_thing, RuleOrder):
        session.propose()
        session.commit()
    session.propose()
    return session


def known_to(session: Session, audience: str) -> str:
    """Return everything that is put before an audience: its view, its timeline, its entries; of the room, the wall."""
    entries = session.history.entries
    seen = [entry.body for entry in entries if EVERYBODY in entry.seen_by or audience in entry.seen_by]
    titles = [row.title for row in Timeline(session.exercise, session.history, audience).rows()]
    if audience != "room":
        return repr((session.seat_view(audience), titles, seen))
    reveals = Reveals(session.exercise, session.history).of_turn(session.state.turn)
    cards = PublicTimeline(session.exercise, session.history).at(len(entries))
    return repr((session.room_view(), titles, seen, reveals, cards))


@pytest.mark.parametrize("move", ["parade", "plot"])
@pytest.mark.parametrize("to", AUDIENCES, ids="-".join)
def test_those_who_are_named_learn_of_it_and_nobody_else(three: Exercise, move: str, to: tuple[str, ...]) -> None:
    session = proposed(three, move)
    session.adjust(Tell(to, WHY))
    assert session.proposal is not None
    expected = (EVERYBODY,) if EVERYBODY in to else tuple(dict.fromkeys(("red", *to)))
    assert session.proposal.seen_by == expected
    session.commit()
    entry = session.history.entries[-1]
    assert isinstance(entry.body, RulingCommitted)
    assert entry.seen_by == expected
    name = three.rulebook.moves[move].name
    for audience in (*ACTORS, "room"):
        learns = EVERYBODY in expected or audience in expected
        seen = known_to(session, audience)
        assert (CANARY in seen) == learns, audience
        headlines = [one.headline for one in (
            session.room_view().news if audience == "room" else session.seat_view(audience).news
        )]  # fmt: skip
        assert (name in headlines) == learns, audience
        assert WHY not in seen, "the reason is the white cell's"
    reveals = Reveals(three, session.history).of_turn(1)
    assert bool(reveals) == (EVERYBODY in expected)


def reasons(session: Session, seat: str, move: str) -> str:
    return repr(next(offer for offer in session.seat_view(seat).offers if offer.move == move))


def test_what_hangs_on_a_move_that_was_kept_tells_nobody_that_it_was_made(three: Exercise) -> None:
    """A public move that is kept from somebody: neither its flag nor a rule that asks for it gives it away."""
    kept, lapsed = proposed(three, "parade"), proposed(three, "parade")
    kept.adjust(Tell(("blue",), WHY))
    kept.commit()
    lapsed.adjust(Tell(("blue",), WHY))
    lapsed.adjust(Lapse(WHY))
    lapsed.commit()
    assert kept.seat_view("blue").flags == (three.flags["paraded"],)
    assert kept.seat_view("green").flags == ()
    assert kept.room_view().news == lapsed.room_view().news
    assert kept.seat_view("green").news == lapsed.seat_view("green").news
    for move in ("reply", "look"):
        known, unknown = reasons(kept, "blue", move), reasons(kept, "green", move)
        assert "cannot know" not in known
        assert "depends on what you cannot know" in unknown, unknown


def test_the_last_word_counts_and_can_be_taken_back_before_it_is_committed(three: Exercise) -> None:
    session = proposed(three, "plot")
    session.adjust(Tell(("blue",), WHY))
    session.adjust(Tell((EVERYBODY,), WHY))
    assert session.proposal is not None
    assert session.proposal.seen_by == (EVERYBODY,)
    assert by_judgement(session.proposal)
    session.drop_adjustments()
    assert session.proposal.seen_by == ("red",)


def test_it_is_told_in_the_account_with_its_reason(three: Exercise) -> None:
    session = proposed(three, "parade")
    session.adjust(Tell(("blue",), WHY))
    assert session.proposal is not None
    lines = [line.text for line in ruling_account(three, session.proposal)]
    assert "Who learns of it: Red and Blue" in lines
    assert any(line.endswith(f"who learns of it, Blue: {WHY}") for line in lines)
    assert adjustment_text(three, Tell((EVERYBODY,), WHY)).endswith(f"everybody: {WHY}")


def test_an_order_that_lapses_is_told_to_its_own_seat_alone(three: Exercise) -> None:
    session = proposed(three, "parade")
    session.adjust(Tell((EVERYBODY,), WHY))
    session.adjust(Lapse(WHY))
    assert session.proposal is not None
    assert session.proposal.seen_by == ("red",)


def test_somebody_unknown_and_what_the_program_does_are_refused_in_words(three: Exercise) -> None:
    session = proposed(three, "parade")
    with pytest.raises(NotUnderstood, match="no actor called pink"):
        session.adjust(Tell(("pink",), WHY))
    session.commit()
    session.propose()
    with pytest.raises(NotUnderstood, match="who learns of it"):
        session.adjust(Tell(("red",), WHY))


@pytest.mark.parametrize("actor", ["", "red"])
def test_what_is_improvised_is_told_to_those_who_are_named(three: Exercise, actor: str) -> None:
    session = proposed(three, "parade")
    session.commit()
    session.improvise(actor, "A lamp goes out", (), WHY)
    session.adjust(Tell(("green",), WHY))
    session.commit()
    for audience in (*ACTORS, "room"):
        assert ("A lamp goes out" in known_to(session, audience)) == (audience in {"green", actor}), audience


@pytest.mark.parametrize("inject", [False, True])
def test_what_is_improvised_for_the_white_cell_alone_is_nowhere_else(three: Exercise, *, inject: bool) -> None:
    """A thing that nobody learns of is in no view of a seat or the room, no timeline, and not on the wall."""
    session, without = proposed(three, "parade"), proposed(three, "parade")
    session.commit()
    without.commit()
    if inject:
        session.improvise_inject("A lamp goes out", CANARY * 2, to=("green",), sender="A lamp", means="Cable")
    else:
        session.improvise("", "A lamp goes out", ("flag paraded",), WHY)
    session.adjust(Tell((), WHY))
    assert session.proposal is not None
    assert session.proposal.seen_by == ()
    session.commit()
    assert session.history.entries[-1].seen_by == ()
    for audience in (*ACTORS, "room"):
        seen = known_to(session, audience)
        assert "lamp" not in seen, audience
        assert CANARY * 2 not in seen, audience
        assert WHY not in seen, audience
    assert session.room_view().news == without.room_view().news
    assert [session.seat_view(seat).news for seat in ACTORS] == [without.seat_view(seat).news for seat in ACTORS]
    assert len(Reveals(three, session.history).of_turn(1)) == len(Reveals(three, without.history).of_turn(1))
    assert "lamp" in repr(session.white_cell_view().news)


def test_it_is_kept_stepped_back_and_played_again(three: Exercise, tmp_path: Path) -> None:
    path = tmp_path / "told.wargame"
    made = proposed(three, "parade")
    texts = made.exercise
    session = Session.create(path, texts, seed="telling", data=tmp_path / "data")
    session.start()
    while not isinstance(session.next_thing, TakeOrders):
        session.propose()
        session.commit()
    session.give_order("red", "parade", say=CANARY)
    session.close_orders()
    while not isinstance(session.next_thing, RuleOrder):
        session.propose()
        session.commit()
    session.propose()
    session.adjust(Tell(("blue",), WHY))
    session.commit()
    view = session.seat_view("green")
    session.step_back()
    session.redo()
    assert session.seat_view("green") == view
    assert session.state.carried[-1].told == ("red", "blue")
    fingerprint = session.fingerprint
    session.close()
    found = verify(path, fingerprint, data=tmp_path / "data")
    assert (found.problems, found.differences) == ((), ())
