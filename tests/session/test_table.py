"""What seats do at the table: signatures, notices, cards and answers; who learns of each, and the way back."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from tests.session.playing import go_on
from wargame import paths
from wargame.exercise import reader
from wargame.exercise.definition import Exercise
from wargame.referee.adjustment import Add, Answer
from wargame.referee.ruling import Answered
from wargame.referee.turn import Over, RuleOrder, RuleSigning, RunItem, TakeOrders, TakeSignatures
from wargame.review.wording import entry_title
from wargame.session.conduct import Session
from wargame.session.entries import WHITE_CELL, Entry, SignatureGiven
from wargame.session.errors import NotNow, NotUnderstood
from wargame.session.history import History
from wargame.session.verification import verify

VALLEY = Path(__file__).parent.parent / "data" / "exercises" / "valley"


@pytest.fixture(scope="module")
def valley() -> Exercise:
    return reader.read("valley", paths.read_exercise(VALLEY))


@pytest.fixture
def signing(valley: Exercise) -> Session:
    """A session in which texts can be signed now."""
    session = Session.in_memory(valley, seed="table")
    session.start()
    to(session, TakeSignatures)
    return session


def to(session: Session, kind: type) -> None:
    """Go on until the next thing is of this kind; the dice answer whatever is asked."""
    while not isinstance(session.next_thing, kind):
        if isinstance(session.next_thing, TakeSignatures):
            session.close_signing()
        elif isinstance(session.next_thing, TakeOrders):
            session.close_orders()
        else:
            rule(session)


def rule(session: Session) -> None:
    """Rule the next thing; the dice answer whatever is asked."""
    session.propose()
    while session.proposal is not None and session.proposal.asks is not None:
        session.answer(session.proposal.asks.number, "?")
    session.commit()


def in_force(session: Session, *agreements: str) -> None:
    for agreement in agreements:
        for party in session.exercise.agreements[agreement].parties:
            session.sign(party, agreement)
        rule(session)


def titles(session: Session, audience: str) -> list[str]:
    log = session.history.entries
    return list(filter(None, (entry_title(session.exercise, entry, log, audience) for entry in log)))


def last(entries: tuple[Entry, ...]) -> Entry:
    return entries[-1]


def test_a_signature_is_known_to_the_signer_alone_until_all_are_in(signing: Session) -> None:
    entry = last(signing.sign("south", "ceasefire", {"aid": 2}))
    assert isinstance(entry.body, SignatureGiven)
    assert (entry.by, entry.on_behalf, entry.seen_by) == ("south", "", ("south",))
    assert not any("Ceasefire" in text for audience in ("all", "north", "league") for text in titles(signing, audience))
    assert titles(signing, "south")[-1] == "South signs Ceasefire (Inspection by air (1), Aid 2)"
    assert last(signing.sign("north", "ceasefire", by=WHITE_CELL)).on_behalf == "north"
    assert isinstance(signing.next_thing, RuleSigning)
    rule(signing)
    assert titles(signing, "league")[-1].startswith("Ruled: Signed: Ceasefire")
    assert dict(signing.state.pacts["ceasefire"].terms) == {"inspection": 1, "aid": 2}
    assert isinstance(signing.next_thing, TakeSignatures)


def test_a_signature_can_be_taken_back_and_other_terms_clear_it(signing: Session) -> None:
    signing.sign("south", "ceasefire")
    assert last(signing.take_back_signature("south", "ceasefire")).seen_by == ("south",)
    assert signing.state.offers["ceasefire"].signed == ()
    with pytest.raises(NotNow, match="has not signed"):
        signing.take_back_signature("south", "ceasefire")
    signing.sign("south", "ceasefire")
    signing.sign("north", "ceasefire", {"inspection": 0})
    assert signing.state.offers["ceasefire"].signed == ("north",)
    assert isinstance(signing.next_thing, TakeSignatures)


def test_what_cannot_be_signed_is_told_and_changes_nothing(signing: Session) -> None:
    before = len(signing.history.entries)
    for actor, agreement, terms, words in (
        ("league", "ceasefire", None, "no party"),
        ("north", "treaty", None, "no agreement"),
        ("north", "patrol", None, "cannot be signed now"),
        ("north", "ceasefire", {"aid": 3}, "between 0 and 2"),
        ("north", "fund", {"aid": 1}, "fixed"),
    ):
        with pytest.raises(NotNow, match=words):
            signing.sign(actor, agreement, terms)
    to(signing, TakeOrders)
    before = len(signing.history.entries)
    with pytest.raises(NotNow, match="Nothing can be signed now"):
        signing.sign("north", "ceasefire")
    with pytest.raises(NotNow):
        signing.close_signing()
    assert len(signing.history.entries) == before


def test_nothing_is_ruled_while_texts_are_signed(signing: Session) -> None:
    with pytest.raises(NotNow, match="close the signing first"):
        signing.propose()
    assert last(signing.close_signing()).seen_by == ("all",)
    assert isinstance(signing.next_thing, RunItem)


def test_a_repeated_command_signs_once(signing: Session) -> None:
    once = signing.sign("south", "ceasefire", command="c1")
    assert signing.sign("south", "ceasefire", command="c1") == once
    assert signing.take_back_signature("south", "ceasefire", "c2") == signing.take_back_signature("south", "x", "c2")


def asked(session: Session) -> None:
    """Go on to the secret question about the count of guns."""
    in_force(session, "ceasefire")
    session.sign("south", "patrol")
    session.sign("north", "patrol")
    session.propose()


def test_a_ruling_is_not_committed_before_its_question_is_answered(signing: Session) -> None:
    asked(signing)
    with pytest.raises(NotNow, match="Is your count of guns complete"):
        signing.commit()
    with pytest.raises(NotUnderstood, match="cannot be answered with half"):
        signing.answer(1, "half")
    with pytest.raises(NotNow, match="asks no question 2"):
        signing.answer(2, "complete")
    signing.answer(1, "complete")
    signing.commit()
    assert signing.state.pacts["patrol"].facts == {"census": "complete"}


def test_a_secret_answer_is_seen_by_the_one_asked_alone(signing: Session) -> None:
    asked(signing)
    entry = last(signing.answer(1, "partial", reason="winter"))
    assert (entry.by, entry.seen_by) == ("north", ("north",))
    assert (
        titles(signing, "north")[-1] == "North is asked in secret: Is your count of guns complete? North says: Partial"
    )
    signing.commit()
    for audience in ("south", "league", "all"):
        assert not any("partial" in text.casefold() or "guns complete" in text for text in titles(signing, audience))


def test_an_answer_may_be_changed_and_given_by_the_facilitator(signing: Session) -> None:
    asked(signing)
    signing.answer(1, "partial")
    entry = last(signing.answer(1, "complete", by=WHITE_CELL))
    assert (entry.by, entry.on_behalf) == (WHITE_CELL, "north")
    assert signing.proposal is not None
    found = [one for one in signing.proposal.findings if isinstance(one, Answered)]
    assert [(one.option, one.by) for one in found] == [("complete", WHITE_CELL)]


def test_answers_stay_when_the_facilitator_returns_to_the_rules(signing: Session) -> None:
    asked(signing)
    signing.answer(1, "partial")
    signing.adjust(Add("trust +1", "They shook hands."))
    signing.drop_adjustments()
    assert signing.proposal is not None
    assert signing.proposal.adjustments == (Answer(1, "partial"),)
    signing.commit()


def test_the_dice_answer_by_the_seed(valley: Exercise) -> None:
    answers = set()
    for seed in range(6):
        session = Session.in_memory(valley, seed=str(seed))
        session.start()
        to(session, TakeSignatures)
        asked(session)
        session.answer(1, "?")
        session.commit()
        answers.add(session.state.pacts["patrol"].facts["census"])
    assert answers == {"complete", "partial"}


def test_cards_are_drawn_at_the_start_and_known_to_their_seat_alone(valley: Exercise) -> None:
    words = set()
    for seed in range(6):
        session = Session.in_memory(valley, seed=str(seed))
        entry = last(session.start())
        assert entry.seen_by == ("all",)
        words.add(session.state.cards["north.temper"])
        for audience in ("all", "north", "south", WHITE_CELL):
            assert not any("patient" in text or "proud" in text for text in titles(session, audience))
    assert words == {"patient", "proud"}


def test_a_card_is_chosen_once(valley: Exercise) -> None:
    session = Session.in_memory(valley, seed="cards")
    entry = last(session.choose_card("south", "measure", "by_peace"))
    assert (entry.by, entry.seen_by) == ("south", ("south",))
    session.choose_card("south", "south.measure", "by_grain")
    session.start()
    assert session.state.cards["south.measure"] == "by_grain"
    for actor, card, word, words in (
        ("south", "measure", "by_peace", "chosen already"),
        ("south", "measure", "by_luck", "one of"),
        ("north", "measure", "by_peace", "no card"),
        ("north", "temper", "proud", "drawn"),
    ):
        with pytest.raises(NotNow, match=words):
            session.choose_card(actor, card, word)
    other = {"patient": "proud", "proud": "patient"}[session.state.cards["north.temper"]]
    settled = last(session.choose_card("north", "temper", other, by=WHITE_CELL))
    assert (settled.by, settled.on_behalf, settled.seen_by) == (WHITE_CELL, "north", ("north",))
    assert session.state.cards["north.temper"] == other
    assert not any(other in text for text in titles(session, "south"))


def test_the_facilitator_cannot_settle_what_is_still_to_be_drawn(valley: Exercise) -> None:
    with pytest.raises(NotNow, match="drawn when the exercise starts"):
        Session.in_memory(valley, seed="cards").choose_card("north", "temper", "proud", by=WHITE_CELL)


def test_a_notice_is_known_to_everybody(signing: Session) -> None:
    with pytest.raises(NotNow, match="not in force"):
        signing.give_notice("south", "patrol")
    in_force(signing, "ceasefire", "patrol")
    with pytest.raises(NotNow, match="no party the right"):
        signing.give_notice("south", "ceasefire")
    entry = last(signing.give_notice("south", "patrol"))
    assert entry.seen_by == ("all",)
    assert titles(signing, "league")[-1] == "South gives notice of Joint patrols: it ends with month 2"


def test_everything_can_be_stepped_back_from_by_name(valley: Exercise) -> None:
    session = Session.in_memory(valley, seed="back")
    session.choose_card("south", "measure", "by_peace")
    session.start()
    to(session, TakeSignatures)
    states: list[tuple[object, str | None]] = []

    def done() -> None:
        states.append((session.state, session.step_back_name()))

    done()
    session.sign("south", "ceasefire")
    done()
    session.take_back_signature("south", "ceasefire")
    done()
    session.sign("south", "ceasefire")
    done()
    session.sign("north", "ceasefire")
    done()
    rule(session)
    done()
    in_force(session, "patrol")
    session.give_notice("north", "patrol")
    done()
    session.close_signing()
    assert [name for _, name in states[1:]] == [
        "the signature of South under 'Ceasefire'",
        "taking back the signature of South under 'Ceasefire'",
        "the signature of South under 'Ceasefire'",
        "the signature of North under 'Ceasefire'",
        "the coming into force of 'Ceasefire'",
        "the notice of North to leave 'Joint patrols'",
    ]
    assert session.step_back_name() == "closing the signing"
    for state, name in reversed(states):
        while session.step_back_name() != name or session.state != state:
            session.step_back()
    while session.state.turn:
        session.step_back()
    assert session.step_back_name() == "the choice of a card for South"
    session.step_back()
    assert (session.step_back_name(), dict(session.state.cards)) == (None, {})


def test_a_session_with_all_of_it_is_verified(valley: Exercise, data: Path, tmp_path: Path) -> None:
    session = Session.create(tmp_path / "v.wargame", valley, seed="verified", data=data)
    session.choose_card("south", "measure", "by_grain")
    session.start()
    session.choose_card("north", "temper", "patient", by=WHITE_CELL)
    to(session, TakeSignatures)
    session.sign("south", "ceasefire", {"aid": 2})
    session.take_back_signature("south", "ceasefire")
    in_force(session, "ceasefire", "patrol")
    session.give_notice("south", "patrol")
    to(session, TakeOrders)
    session.give_order("north", "shell")
    session.close_orders()
    to(session, RuleOrder)
    session.propose()
    assert session.proposal is not None
    assert session.proposal.asks is not None
    session.answer(1, "end", reason="enough")
    session.commit()
    session.step_back()
    while not session.ended:
        to(session, RunItem) if isinstance(session.next_thing, TakeSignatures | TakeOrders) else rule(session)
    again = History(valley, session.history.entries)
    assert again.state == session.state
    session.close()
    found = verify(tmp_path / "v.wargame", data=data)
    assert (found.problems, found.differences) == ((), ())
    reopened = Session.open(tmp_path / "v.wargame", data=data)
    assert reopened.state == session.state
    reopened.close()


def test_the_water_exercise_has_nothing_of_this(made: Callable[..., Session]) -> None:
    session = made()
    session.start()
    go_on(session)
    with pytest.raises(NotNow):
        session.sign("hills", "ceasefire")
    with pytest.raises(NotNow):
        session.choose_card("hills", "temper", "proud")


def something(session: Session, rng: random.Random) -> None:
    """Do one thing that a facilitator or a seat may do now."""
    thing, proposal = session.next_thing, session.proposal
    actors = tuple(session.exercise.actors)
    if (rng.random() < 0.08 and session.step_back_name()) or isinstance(thing, Over):
        session.step_back()
    elif proposal is not None and proposal.asks is not None:
        choice = rng.choice((*proposal.asks.options, None))
        target = rng.choice(choice.targets or ("",)) if choice is not None else ""
        session.answer(proposal.asks.number, choice.option if choice is not None else "?", target)
    elif proposal is not None:
        session.adjust(Add("tension +1", "why not")) if rng.random() < 0.2 else session.commit()
    elif isinstance(thing, TakeSignatures):
        agreement = rng.choice(tuple(session.exercise.agreements.values()))
        acts = (
            lambda: session.sign(rng.choice(agreement.parties), agreement.id),
            lambda: session.sign(rng.choice(agreement.parties), agreement.id, {"aid": rng.randrange(3)}),
            lambda: session.take_back_signature(rng.choice(agreement.parties), agreement.id),
            lambda: session.give_notice(rng.choice(agreement.parties), agreement.id),
            lambda: session.choose_card("south", "measure", rng.choice(("by_peace", "by_grain"))),
            session.close_signing,
        )
        with suppress(NotNow):
            rng.choices(acts, (10, 3, 1, 1, 1, 2))[0]()
    elif isinstance(thing, TakeOrders):
        actor = rng.choice(actors)
        moves = [move for move in session.exercise.rulebook.moves.values() if actor in move.by]
        move = rng.choice(moves)
        targets = [target for target in move.targets if target != actor] or [""]
        session.give_order(actor, move.id, rng.choice(targets)) if rng.random() < 0.6 else session.close_orders()
    else:
        session.start() if not session.state.turn else session.propose()


@pytest.mark.parametrize("seed", range(5))
def test_a_random_table_is_refolded_and_verified(valley: Exercise, seed: int, data: Path, tmp_path: Path) -> None:
    """After any acts the log folds to the same situation and every entry follows from the rules; views hold."""
    rng = random.Random(seed)
    session = Session.create(tmp_path / "v.wargame", valley, seed=f"random {seed}", data=data)
    for _ in range(220):
        something(session, rng)
    again = History(valley, session.history.entries)
    assert (again.now, again.line) == (session.history.now, session.history.line)
    for actor in valley.actors:
        assert session.seat_view(actor).seat.actor == actor
    for entry in session.history.entries:
        assert entry_title(valley, entry, session.history.entries)
    session.close()
    found = verify(tmp_path / "v.wargame", data=data)
    assert (found.problems, found.differences) == ((), ())


def test_a_question_waits_in_the_view_of_the_seat_that_is_asked(valley: Exercise) -> None:
    session = Session.in_memory(valley, "asked")
    session.start()
    to(session, TakeSignatures)
    in_force(session, "ceasefire")
    to(session, TakeOrders)
    session.give_order("north", "shell")
    session.close_orders()
    to(session, RuleOrder)
    assert session.seat_view("south").question is None
    session.propose()
    line = session.seat_view("south").question
    assert line is not None
    assert (line.number, line.question) == (1, "cure_or_end")
    assert session.seat_view("north").question is None
    session.answer(1, "cure")
    assert session.seat_view("south").question is None
