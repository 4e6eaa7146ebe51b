"""Whole exercises with agreements played at random: they end, and nothing in them contradicts itself."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.referee.playing import Playing, folder
from tests.referee.treaties import treaties
from wargame.exercise.complaints import ExerciseError
from wargame.referee import turn
from wargame.referee.adjustment import Add, Answer, Strike
from wargame.referee.ruling import ImprovisedSubject
from wargame.referee.state import State, fold

VALLEY = folder("valley")
MOVES = [(actor, move) for move in VALLEY.rulebook.moves.values() for actor in move.by]


def sound(state: State) -> None:
    """Check what must be true of agreements at every moment."""
    for agreement, pact in state.pacts.items():
        assert (pact.status == "suspended") == (pact.suspended_until is not None)
        assert (pact.status == "ended") == (pact.ended is not None) == bool(pact.how)
        assert pact.since <= state.turn
        assert set(pact.terms) == {"inspection", "aid"}
        assert agreement not in state.offers or pact.status == "ended"
    assert state.signed_now == sum(pact.since == state.turn for pact in state.pacts.values())


def sign_at_random(play: Playing, chance: random.Random) -> None:
    for agreement in chance.sample(list(VALLEY.agreements.values()), 2):
        free = [term for term in ("inspection", "aid") if term not in agreement.fixed_terms]
        terms = {term: chance.randint(0, 2) for term in free if chance.random() < 0.3}
        for actor in agreement.parties:
            if chance.random() < 0.9 and isinstance(play.next, turn.TakeSignatures):
                try:
                    changes = turn.sign(VALLEY, play.state, actor, agreement.id, terms)
                except turn.NotNowError:
                    continue
                play.state = fold(play.state, changes)


def answer_at_random(play: Playing, chance: random.Random) -> tuple[Answer, ...]:
    """Return answers to everything that the next ruling asks."""
    answers: tuple[Answer, ...] = ()
    while (asked := turn.propose(VALLEY, play.state, play.rolls, answers).asks) is not None:
        assert asked.number == len(answers) + 1
        assert abs(sum(choice.odds for choice in asked.options) - 1) < 1e-9
        choice = chance.choice(asked.options)
        target = chance.choice(choice.targets) if choice.targets else ""
        answers = (*answers, Answer(asked.number, chance.choice([choice.option, choice.option, "?"]), target))
    return answers


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 100_000))
def test_random_tables_end_and_a_ruling_is_always_the_same(seed):
    chance = random.Random(seed)
    play = Playing(VALLEY, str(seed))
    while not isinstance(play.next, turn.Over):
        if isinstance(play.next, turn.TakeSignatures):
            sign_at_random(play, chance)
        if isinstance(play.next, turn.TakeOrders):
            for actor, move in chance.sample(MOVES, k=chance.randint(0, 5)):
                others = [target for target in move.targets if target != actor]
                play.order(actor, move.id, chance.choice(others) if others else "")
        if isinstance(play.next, turn.TakeSignatures | turn.TakeOrders):
            play.step()
            continue
        answers = answer_at_random(play, chance)
        before, ruling = play.state, turn.propose(VALLEY, play.state, play.rolls, answers)
        play.step(*answers)
        assert play.last == ruling
        assert play.state == fold(before, ruling.changes)
        sound(play.state)
    assert play.state.ending is not None
    assert play.state.turn <= VALLEY.turns


def test_sentences_added_by_hand_speak_of_agreements():
    play = Playing(treaties()).to_signing().sign("truce").to_orders()
    play.order("red", "wait")
    play.step().step().step(Add("terminate truce", "they tore it up"))
    assert play.state.pacts["truce"].status == "ended"
    play.end_turn().end_turn().to_signing()
    for actor in ("red", "blue"):
        play.state = fold(play.state, turn.sign(play.exercise, play.state, actor, "truce"))
    play.step(Add("suspend this for 1 turn", "not before the harvest"))
    assert play.state.pacts["truce"].status == "suspended"


def test_a_sentence_of_an_agreement_can_be_struck():
    play = Playing(treaties()).to_signing()
    for actor in ("red", "blue"):
        play.state = fold(play.state, turn.sign(play.exercise, play.state, actor, "truce"))
    play.step(Strike("agreements/truce/on signing/1", "nobody noticed"))
    assert play.reads("trust") == 30


def test_an_improvised_move_may_name_agreements_and_ask():
    play = Playing(treaties()).to_signing().sign("truce").to_orders()
    lines = ["red is found breaking truce"]
    scouts = ImprovisedSubject("blue", "The scouts are back")
    ruling = turn.improvise(play.exercise, play.state, scouts, lines, play.rolls)
    assert ruling.asks is not None
    answered = [Answer(1, "end", by="facilitator", reason="blue left the room")]
    ruling = turn.improvise(play.exercise, play.state, scouts, lines, play.rolls, answered)
    assert ruling.asks is None
    assert fold(play.state, ruling.changes).pacts["truce"].status == "ended"
    with pytest.raises(ExerciseError):
        turn.improvise(play.exercise, play.state, ImprovisedSubject("blue", "x"), ["terminate nothing"], play.rolls)
