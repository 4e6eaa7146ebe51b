from __future__ import annotations

from typing import get_args

import pytest

from tests.pseudo import Pseudo
from wargame.exercise.definition import Exercise
from wargame.referee import pacts, running, state
from wargame.referee.state import Cursor, Order, Scheduled
from wargame.review.changes import change_text, limit_text
from wargame.translation import speaking

ENVOY = Order("o1", "harbour", "send_envoy", "hills")
WELL = Order("o2", "hills", "drill_well")

SENTENCES = [
    (state.TrackChanged("anger", 3, 5), "Anger 3 → 5 (+2, uneasy)"),
    (state.TrackChanged("anger", 5, 6), "Anger 5 → 6 (+1)"),
    (state.TrackChanged("level", 2.5, 2.0), "River level 2.5 → 2 (−0.5)"),
    (state.TrackChanged("harbour.debt", 1, -2), "Debt of the Harbour 1 → −2 (−3)"),
    (state.FlagRaised("drought", None), "Now holds: The drought is official (until cleared)"),
    (state.FlagRaised("envoy_sent", 3), "Now holds: An envoy is on the way (through season 3)"),
    (state.FlagCleared("drought"), "No longer holds: The drought is official"),
    (state.EffectScheduled(Scheduled("s", 2, "hills.stores", "+", 6, "", "")), "In season 2: Grain stores +6"),
    (state.EffectScheduled(Scheduled("s", 2, "hills.stores", "-", 6, "", "")), "In season 2: Grain stores −6"),
    (state.EffectScheduled(Scheduled("s", 2, "level", "x", 0.8, "", "")), "In season 2: River level × 0.8"),
    (state.EffectScheduled(Scheduled("s", 2, "anger", "at least", 2, "", "")), "In season 2: Anger at least 2"),
    (state.EffectFellDue("s"), "A delayed effect falls due"),
    (state.OrderPlaced(ENVOY), "Order of The Harbour: Send an envoy → The Hills"),
    (state.OrderWithdrawn("o1"), "Taken back: The Harbour: Send an envoy → The Hills"),
    (
        state.QueueDrawn(("o2", "o1")),
        "Ruled in this order: 1. The Hills: Drill a secret well; 2. The Harbour: Send an envoy → The Hills",
    ),
    (state.QueueDrawn(()), "No orders wait to be ruled"),
    (state.QueueDrawn(("o2", "o9")), "2 orders will be ruled one after another"),
    (state.OrderCarriedOut("o2"), "Carried out: The Hills: Drill a secret well"),
    (state.OrderLapsed("o9"), "Lapsed: an order; it costs nothing and nothing follows"),
    (state.InjectDelivered("dry_spring"), "Inject 1, No rain before summer: delivered"),
    (state.InjectSkipped("envoy_seen"), "Inject 3, A visitor at night: skipped"),
    (running.InjectDeferred("envoy_seen", 4), "Inject 3, A visitor at night: not before season 4"),
    (running.OrdersReordered(("o2",)), "Now ruled first: The Hills: Drill a secret well"),
    (state.TriggerFired("riot", 3), "Set off: riot"),
    (state.TrackReported("all", "hills.wells", 2), "Reported to everybody: Secret wells is 2"),
    (state.TrackReported("harbour", "hills.wells", 2), "Reported to The Harbour: Secret wells is 2"),
    (state.DrawMade("k"), "A draw was made: k"),
    (state.TurnBegan(2), "Season 2 begins"),
    (state.CursorMoved(Cursor(2, 3, 0)), "Play comes to season 2, What follows"),
    (state.Ended("peace"), "The exercise ends: A river shared"),
    (pacts.OfferLaidDown("weir", {"flow": 2}), "weir is laid down: flow 2"),
    (pacts.OfferSigned("weir", "hills"), "The Hills signs weir"),
    (pacts.OfferCleared("weir", "hills"), "The Hills takes its signature under weir back"),
    (pacts.OfferLapsed("weir"), "weir leaves the table unsigned"),
    (pacts.CameIntoForce("weir", {}), "weir comes into force"),
    (pacts.Suspended("weir", 3), "weir is suspended through season 3"),
    (pacts.Resumed("weir"), "weir is in force again"),
    (pacts.NoticeGiven("weir", "hills", 3), "The Hills gives notice of weir: it ends with season 3"),
    (pacts.PactEnded("weir", "terminated"), "weir has ended: terminated"),
    (pacts.FactSet("weir", "survey", "not_done"), "weir: survey is not done"),
    (pacts.CardHeld("hills.mood", "wary"), "hills.mood holds the card wary"),
    (
        pacts.BreachCommitted("weir", "hills", "drill_well"),
        "The Hills breaks weir: Drill a secret well (nobody knows yet but the white cell)",
    ),
    (pacts.BreachFound("weir", "hills"), "The Hills is found breaking weir"),
]


@pytest.mark.parametrize(("change", "sentence"), SENTENCES)
def test_every_change_is_a_sentence(water: Exercise, change: state.Change, sentence: str) -> None:
    assert change_text(water, change, (ENVOY, WELL)) == sentence


def test_no_kind_of_change_is_left_without_words() -> None:
    assert {type(change) for change, _ in SENTENCES} == set(get_args(state.Change))


@pytest.mark.parametrize(
    "held_back",
    ["range 0..100", "range −inf..10", "stops at 70", "rises at most 3 a turn", "falls at most 2.5 a turn",
     "not in force", "not suspended", "never signed", "the end of the world"],
)  # fmt: skip
def test_what_held_a_sentence_back_is_told_in_the_language_spoken(held_back: str) -> None:
    assert limit_text(held_back) == held_back
    with speaking(Pseudo()):
        assert (limit_text(held_back) == held_back) == (held_back == "the end of the world")
