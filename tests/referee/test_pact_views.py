"""What each audience sees of agreements, texts, cards, questions and breaches; nothing hidden shows through."""

from __future__ import annotations

import json
import random
from dataclasses import asdict, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.referee.playing import Playing, folder
from tests.referee.treaties import treaties
from wargame.exercise.sight import Sight
from wargame.referee import turn
from wargame.referee.dice import KeyedRolls
from wargame.referee.pacts import Breach, Offer
from wargame.referee.state import State, fold
from wargame.referee.visibility import ROOM, room_view, seat_view, white_cell_view

VALLEY = folder("valley")
ROLLS = KeyedRolls("views")


@pytest.fixture
def play():
    return Playing(treaties()).to_signing()


def seat(play, actor, asks=None):
    return seat_view(play.exercise, play.state, actor, play.past, ROLLS, asks)


def text(view, agreement):
    return next(one for one in view.texts if one.agreement == agreement)


def white(play):
    return white_cell_view(play.exercise, play.state, play.past)


def test_a_text_before_anybody_has_signed(play):
    truce = text(seat(play, "red"), "truce")
    assert (truce.name, truce.on_table, truce.signed, truce.possible, truce.lapses) == ("Truce", False, False, True, 0)
    assert [(term.term, term.level, term.word, term.fixed) for term in truce.terms] == [
        ("watch", 1, "air", False),
        ("aid", 1, "1", False),
    ]
    assert [reason.text for reason in truce.reasons] == ["heat <= 8: Heat is 3"]
    base = text(seat(play, "red"), "base")
    assert [term.fixed for term in base.terms] == [False, True]
    (missing,) = base.missing
    assert (missing.text, missing.holds) == ("depends on Truce: Truce is not in force", False)


def test_who_has_signed_is_known_to_the_signer_and_the_white_cell(play):
    play.sign("truce", "red", watch=3)
    red, blue = text(seat(play, "red"), "truce"), text(seat(play, "blue"), "truce")
    assert (red.on_table, red.signed, red.lapses) == (True, True, 2)
    assert replace(red, signed=False) == blue
    (line,) = white(play).texts
    assert [one.actor for one in line.signed] == ["red"]
    assert [one.actor for one in line.missing] == ["blue"]
    assert room_view(play.exercise, play.state, play.past).pacts == ()
    assert not play.told


def test_an_agreement_in_force_is_seen_by_all(play):
    play.sign("truce")
    for view in (seat(play, "red"), room_view(play.exercise, play.state, play.past)):
        (line,) = view.pacts
        assert (line.agreement, line.status, line.since, line.breaches) == ("truce", "in force", 1, ())
    assert "truce" not in [one.agreement for one in seat(play, "red").texts]
    assert [(one.item.kind, one.item.headline, one.seen_by) for one in play.told] == [
        ("agreement", "In force: Truce", ("all",))
    ]


def test_the_room_sees_what_stands_and_a_seat_also_what_has_ended(play):
    play.sign("truce").does("blue", "tear")
    assert room_view(play.exercise, play.state, play.past).pacts == ()
    (line,) = seat(play, "red").pacts
    assert (line.status, line.ended, line.how) == ("ended", 1, "terminated")
    assert "Truce has ended: terminated" in [one.item.headline for one in play.told]


def test_the_time_of_an_agreement_is_told(play):
    play.sign("toast")
    (line,) = seat(play, "red").pacts
    assert (line.lasts_until, line.may_withdraw, line.goodwill) == (2, True, True)
    play.state = fold(play.state, turn.give_notice(play.exercise, play.state, "red", "toast"))
    (line,) = seat(play, "blue").pacts
    assert (line.leaving, line.may_withdraw) == ("red", False)


def test_an_unfound_breach_is_known_to_the_breaker_and_the_white_cell(play):
    play.sign("truce").does("red", "hide")
    (own,) = seat(play, "red").pacts[0].breaches
    assert (own.turn, own.breaker.actor, own.move, own.found) == (1, "red", "Hide", False)
    assert white(play).pacts[0].breaches == (own,)
    assert seat(play, "blue").pacts[0].breaches == ()
    assert room_view(play.exercise, play.state, play.past).pacts[0].breaches == ()
    assert [one for one in play.told if one.item.kind == "breach"] == []


def test_a_found_breach_is_told_to_all_and_not_by_what(play):
    play.sign("truce").does("red", "hide")
    play.does("blue", "accuse", answers=["cure"])
    (line,) = seat(play, "blue").pacts[0].breaches
    assert (line.breaker.actor, line.move, line.found) == ("red", "", True)
    told = [one.item.headline for one in play.told if one.item.kind == "breach"]
    assert told == ["Red is found breaking Truce"]


def test_a_secret_move_is_known_to_all_once_it_is_found_to_break_an_agreement():
    hide = ("forbids: {red: [strike]}\n    detection: 50%", "forbids: {red: [strike, hide]}\n    detection: 50%")
    play = Playing(treaties(hide, ("forbids: {red: [strike, creep, hide]}", "forbids: {red: [strike, creep]}")))
    play.to_signing().sign("truce").sign("base")
    unfound = play.does("red", "hide", (100,))
    assert unfound.seen_by == ("red",)
    assert [one.seen_by for one in play.told if one.item.headline == "Hide"] == [("red",)]
    found = play.does("red", "hide", (1,), answers=["cure"])
    assert found.seen_by == ("all",)
    assert [one.seen_by for one in play.told if one.item.headline == "Hide"] == [("red",), ("all",)]
    lines = [line.breaches for line in seat(play, "blue").pacts if line.agreement == "base"]
    assert [(line.move, line.found) for line in lines[0]] == [("Hide", True)]


def test_a_fact_is_seen_by_those_who_may(play):
    play.sign("truce").sign("base").does("red", "tell")
    assert seat(play, "red").pacts[1].facts == (("count", "part"),)
    assert white(play).pacts[1].facts == (("count", "part"),)
    assert seat(play, "blue").pacts[1].facts == ()
    assert '"part"' not in json.dumps(asdict(seat(play, "blue")))


def test_rules_that_read_a_fact_are_known_to_those_who_see_it(play):
    rule = VALLEY.rulebook.steps["inspection_tour"][0].condition
    assert Sight(VALLEY, "north").knows(rule)
    assert not Sight(VALLEY, "south").knows(rule)


def test_the_words_of_a_move_do_not_tell_a_fact():
    offers = {one.move: one for one in seat_view(VALLEY, *opening("north")).offers}
    assert "patrol.census to partial if active(patrol)" in offers["hide_guns"].effects


def opening(actor):
    play = Playing(VALLEY).to_signing()
    return play.state, actor, play.past, ROLLS


def test_a_card_is_seen_by_its_own_seat():
    play = Playing(VALLEY).to_signing()
    (card,) = seat(play, "north").cards
    assert (card.card, card.name, card.word) == ("north.temper", "temper", play.state.cards["north.temper"])
    assert card.brief in {"You can wait.", "You want to be asked."}
    assert card.choices == ()
    (own,) = seat(play, "south").cards
    assert (own.word, [word for word, _ in own.choices]) == ("", ["by_peace", "by_grain"])
    assert seat(play, "league").cards == ()
    assert [one.card for one in white(play).cards] == ["north.temper", "south.measure"]


def test_the_words_of_a_card_have_names_for_those_who_may_read_them():
    names = {"north.temper": {"patient": "in no hurry", "proud": "easily hurt"}, "south.measure": {"by_peace": "calm"}}
    cards = {one: replace(card, names=names[one], name=f"The {card.id}") for one, card in VALLEY.cards.items()}
    play = Playing(replace(VALLEY, cards=cards)).to_signing()
    (card,) = seat(play, "north").cards
    assert card.name == "The temper"
    assert card.called(card.word) == names["north.temper"][card.word]
    assert [word for word, _ in card.names] == [card.word]  # not what it might have been
    (own,) = seat(play, "south").cards
    assert [own.called(word) for word, _ in own.choices] == ["calm", "by grain"]


def test_a_question_is_for_the_seat_that_is_asked(play):
    play.sign("truce").to_orders().order("red", "strike")
    play.step().step()
    asked = play.asks()
    line = seat(play, "blue", asked).question
    assert (line.number, line.question, line.text) == (1, "cure_or_end", "Red has broken Truce; trust is 31.")
    assert line.options == (("cure", "Cure", ()), ("end", "End", ()))
    assert seat(play, "red", asked).question is None


def test_signing_is_told_by_the_clock(play):
    assert seat(play, "red").clock.signing
    assert not seat(play.step(), "red").clock.signing


def hidden_pacts(state: State, chance: random.Random, audience: str) -> State:
    """Change everything about agreements that an audience does not see."""
    facts = {
        name: replace(pact, facts={"census": chance.choice(["complete", "partial"])}) if name == "patrol" else pact
        for name, pact in state.pacts.items()
    }
    offers = {}
    for name, offer in state.offers.items():
        others = [party for party in VALLEY.agreements[name].parties if party != audience]
        signed = tuple(chance.sample(others, chance.randint(0, len(others))))
        offers[name] = replace(offer, signed=(*signed, audience) if audience in offer.signed else signed)
    other = next(actor for actor in ("south", "north") if actor != audience)
    secret = Breach(state.turn, "ceasefire", other, "hide_guns")
    cards = {name: "CANARY" for name in VALLEY.cards if VALLEY.cards[name].actor != audience}
    pacts = state.pacts if audience == "north" else facts
    breaches = (*state.breaches, secret)
    own = {name: word for name, word in state.cards.items() if VALLEY.cards[name].actor == audience}
    return replace(state, pacts=pacts, offers=offers, breaches=breaches, cards=own | cards)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 100_000), audience=st.sampled_from(["north", "south", "league", ROOM]))
def test_what_is_hidden_of_agreements_makes_no_difference_to_a_view(seed, audience):
    chance = random.Random(seed)
    play = Playing(VALLEY, str(seed))
    for _ in range(chance.randint(0, 2)):
        play.to_signing().sign("ceasefire", "north", inspection=chance.randint(0, 2))
        if chance.random() < 0.8 and "ceasefire" in play.state.offers:
            play.sign("ceasefire", "south")
        if play.holds("active(ceasefire)") and "patrol" not in play.state.pacts:
            play.sign("patrol")
        play.to_orders()
        for actor, move in (("north", "hide_guns"), ("north", "shell"), ("south", "raid")):
            if chance.random() < 0.4:
                play.order(actor, move)
        play.end_turn()
        play.state = replace(play.state, offers={})
        if play.state.pacts or isinstance(play.next, turn.Over):
            break
    if isinstance(play.next, turn.Over):
        return
    play.state = replace(play.state, offers={"fund": Offer({"inspection": 0, "aid": 0}, ("league",), play.state.turn)})
    other = hidden_pacts(play.state, chance, audience)
    if audience == ROOM:
        one, two = (room_view(VALLEY, state, play.past, ROLLS) for state in (play.state, other))
    else:
        one, two = (seat_view(VALLEY, state, audience, play.past, ROLLS) for state in (play.state, other))
    assert one == two
    assert "CANARY" not in json.dumps(asdict(two))
