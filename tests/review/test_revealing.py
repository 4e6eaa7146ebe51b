"""A ruling as it is laid open on the wall: what everybody may know, and not a word more."""

from __future__ import annotations

from pathlib import Path

import pytest

from wargame import paths
from wargame.exercise import reader
from wargame.exercise.definition import Exercise
from wargame.referee.adjustment import (
    Add,
    Argue,
    ChooseOutcome,
    CloseArguments,
    CountModifier,
    Decide,
    ExtraModifier,
    Strike,
    TakeDice,
    Vote,
)
from wargame.referee.turn import RuleOrder, TakeOrders
from wargame.referee.wall_views import EffectLine, Reveal
from wargame.review.wall import PublicTimeline, Reveals
from wargame.review.wording import entry_title
from wargame.session.conduct import Session
from wargame.session.entries import WHITE_CELL

WATER = Path(__file__).parent.parent / "data" / "exercises" / "water"
VALLEY = WATER.parent / "valley"
CANARY = "ochre heron"
WHO = ("all", "harbour", "hills", WHITE_CELL)


def water(**changes: tuple[str, str]) -> Exercise:
    """Return the exercise of two towns, with something in one of its files written otherwise."""
    texts = paths.read_exercise(WATER)
    for name, (before, after) in changes.items():
        assert before in texts[f"{name}.yaml"]
        texts[f"{name}.yaml"] = texts[f"{name}.yaml"].replace(before, after)
    return reader.read("water", texts)


def ready(exercise: Exercise) -> Session:
    """Return a session that waits for orders."""
    session = Session.in_memory(exercise, seed="tests")
    session.start()
    while not isinstance(session.next_thing, TakeOrders):
        session.propose()
        session.commit()
    return session


def ruled(session: Session, *adjustments: object) -> tuple[Reveal, ...]:
    """Close the orders and rule on all of them; the adjustments belong to the first."""
    session.close_orders()
    while not isinstance(session.next_thing, RuleOrder):
        session.propose()
        session.commit()
    while isinstance(session.next_thing, RuleOrder):
        session.propose()
        for adjustment in adjustments:
            session.adjust(adjustment)  # type: ignore[arg-type]
        adjustments = ()
        session.commit()
    return Reveals(session.exercise, session.history).of_turn(session.state.turn)


@pytest.mark.parametrize(
    ("yardstick", "words"),
    [
        ("ICD-203", ["17%, very unlikely", "42%, unlikely", "42%, unlikely"]),
        ("PHIA", ["17%, highly unlikely", "42%, realistic possibility", "42%, realistic possibility"]),
    ],
)
def test_the_odds_are_told_by_the_yardstick_of_the_exercise(yardstick: str, words: list[str]) -> None:
    session = ready(water(scenario=("version: 1.0\n", f"version: 1.0\nlikelihood words: {yardstick}\n"), **PUBLIC))
    offer = next(offer for offer in session.seat_view("harbour").offers if offer.move == "send_envoy")
    assert offer.yardstick == yardstick
    session.give_order("harbour", "send_envoy", "hills")
    (reveal,) = ruled(session, TakeDice(1, (4, 5)))
    assert [line.words for line in reveal.rolls[0].odds] == ["about 2 in 10", "about 4 in 10", "about 4 in 10"]
    assert [line.exact for line in reveal.rolls[0].odds] == words


PUBLIC = {"rulebook": ("    seen: secret\n    effects: [flag envoy_sent for 2 turns]\n", "")}
"""The envoy travels by daylight."""


def test_a_public_move_is_laid_open_step_by_step() -> None:
    session = ready(water(**PUBLIC))
    session.give_order("harbour", "send_envoy", "hills", say="We should talk.", intent=CANARY)
    (reveal,) = ruled(session, TakeDice(1, (4, 5)))

    assert reveal.steps == ("who", "what", "odds", "dice", "effects", "why")
    assert [actor.monogram for actor in reveal.actors] == ["HA"]
    assert (reveal.title, reveal.said, reveal.story) == (
        "Send an envoy → The Hills",
        "We should talk.",
        "The mayors shake hands.",
    )
    (roll,) = reveal.rolls
    assert (roll.faces, roll.added, roll.total, roll.outcome, roll.sides) == ((4, 5), 1.0, 10.0, "full", 6)
    assert [(line.outcome, line.came) for line in roll.odds] == [("fail", False), ("partial", False), ("full", True)]
    assert sum(line.chance for line in roll.odds) == pytest.approx(1)
    assert EffectLine("Trust between the towns", "30", "34", "+4", "ok") in reveal.effects
    assert EffectLine("Level of contact", "0", "2", "+2", "text2", "mayors") in reveal.effects
    assert [(line.amount, line.counts) for line in reveal.why] == [("+1", True), ("−1", False), ("+1", False)]
    assert CANARY not in repr(reveal)


def test_a_secret_move_has_no_reveal() -> None:
    session = ready(water())
    session.give_order("harbour", "send_envoy", "hills", say="We should talk.")
    session.give_order("hills", "share_water")
    found = ruled(session)

    assert [reveal.title for reveal in found] == ["Open the sluices"]


def test_what_two_seats_see_and_the_room_does_not_has_none() -> None:
    session = ready(water())
    session.give_order("harbour", "appeal", "hills")

    assert ruled(session) == ()


def test_a_move_that_comes_to_light_shows_nothing_that_stays_hidden() -> None:
    session = ready(water())
    session.give_order("hills", "drill_well")
    (reveal,) = ruled(session, TakeDice(1, (5,)))

    assert reveal.rolls == (), "how it came to light is not shown"
    assert {line.name for line in reveal.effects} == {"Trust between the towns", "Anger", "Report: Secret wells is 2"}
    assert "stores" not in repr(reveal).casefold()


def test_a_move_that_stays_in_the_dark_has_none() -> None:
    session = ready(water())
    session.give_order("hills", "drill_well")

    assert ruled(session, TakeDice(1, (99,))) == ()


SUPPORT = "name: Support at home, range: 0..100, start: 50, good: up"
HIDDEN = (f"{SUPPORT}}}", f"{SUPPORT}, seen by: [owner]}}")


def test_odds_that_hang_on_something_hidden_are_covered_with_their_dice() -> None:
    session = ready(water(**PUBLIC, scenario=HIDDEN))
    session.give_order("harbour", "send_envoy", "hills")
    (reveal,) = ruled(session, TakeDice(1, (4, 5)))

    (roll,) = reveal.rolls
    assert (roll.covered, roll.odds, roll.faces, roll.dice, roll.total) == (True, (), (), "", 0.0)
    assert roll.outcome == "full", "what came of it is public"
    assert (reveal.why, "odds" in reveal.steps) == ((), False)


def test_two_situations_that_differ_in_what_is_hidden_are_laid_open_alike() -> None:
    exercise = water(**PUBLIC, scenario=HIDDEN)
    told = []
    for support in (20, 80):
        session = ready(exercise)
        session.correct("harbour.support", support, "to try it")
        session.give_order("harbour", "send_envoy", "hills")
        told.append(ruled(session, ChooseOutcome(1, "full", "so both come out alike"))[-1])

    assert (told[0].rolls, told[0].effects, told[0].why) == (told[1].rolls, told[1].effects, told[1].why)


def test_typed_reasons_stay_in_the_log() -> None:
    session = ready(water(**PUBLIC))
    session.give_order("harbour", "send_envoy", "hills")
    adjustments = (
        ChooseOutcome(1, "partial", f"outcome {CANARY}"),
        Add("anger +1", f"added {CANARY}"),
    )
    (reveal,) = ruled(session, *adjustments)

    assert CANARY not in repr(reveal)
    assert any(line.name == "Anger" for line in reveal.effects), "what the facilitator added is seen to happen"


def test_a_struck_sentence_is_not_among_the_effects() -> None:
    session = ready(water())
    session.give_order("hills", "cut_pipe")
    session.close_orders()
    while not isinstance(session.next_thing, RuleOrder):
        session.propose()
        session.commit()
    session.propose()
    path = next(finding.path for finding in session.proposal.findings if getattr(finding, "text", "") == "anger +4")
    session.adjust(Strike(path, CANARY))
    session.commit()
    (reveal,) = Reveals(session.exercise, session.history).of_turn(1)

    assert not any(line.name == "Anger" for line in reveal.effects)
    assert CANARY not in repr(reveal)


def test_arguments_at_the_table_are_reasons() -> None:
    session = ready(water())
    session.give_order("hills", "share_water")
    (reveal,) = ruled(
        session,
        Decide("argue", CANARY),
        Argue("for", "They need us in autumn", "hills"),
        Argue("against", "The fields are dry"),
        CloseArguments(),
    )

    assert [(line.text, line.amount) for line in reveal.why] == [
        ("Decided by arguments for and against", ""),
        ("The Hills: They need us in autumn", "+1"),
        ("The fields are dry", "−1"),
    ]
    assert reveal.rolls[0].odds
    assert CANARY not in repr(reveal)


def test_modifiers_that_were_changed_are_told_without_the_words_that_were_typed() -> None:
    session = ready(water(**PUBLIC))
    session.give_order("harbour", "send_envoy", "hills")
    listen = next(one for one in session.exercise.rulebook.moves["send_envoy"].block.modifiers if "listen" in one.text)
    (reveal,) = ruled(session, CountModifier(1, listen.text, counts=False, reason=CANARY), ExtraModifier(1, -2, CANARY))

    who = session.exercise.label("facilitator")
    assert (reveal.why[0].text, reveal.why[0].counts) == (f"both sides listen (struck by the {who})", False)
    assert (reveal.why[-1].text, reveal.why[-1].amount) == (f"Added by the {who}", "−2")
    assert reveal.rolls[0].added == -2
    assert CANARY not in repr(reveal)


def test_a_vote_shows_its_middle_and_its_spread() -> None:
    session = ready(water())
    session.give_order("hills", "share_water")
    (reveal,) = ruled(session, Decide("vote", "x"), Vote((0.2, 0.6, 0.9)))

    assert [line.text for line in reveal.why] == [
        "Decided by a secret vote",
        "3 ballots, the middle is 60%: likely, from 20% to 90%",
    ]


def test_what_is_improvised_for_all_is_laid_open_and_a_correction_is_not() -> None:
    session = ready(water())
    session.improvise("hills", "The Hills close the road", ("anger +1",), CANARY)
    session.commit()
    session.correct("anger", 2, CANARY)
    session.improvise_inject(CANARY, CANARY, to=("hills",))
    session.commit()
    found = Reveals(session.exercise, session.history).of_turn(1)

    assert [(reveal.title, [line.name for line in reveal.effects]) for reveal in found] == [
        ("The Hills close the road", ["Anger"])
    ]
    assert CANARY not in repr(found)


def test_what_is_stepped_back_from_is_gone() -> None:
    session = ready(water())
    session.give_order("hills", "share_water")
    assert len(ruled(session)) == 1
    session.step_back()

    assert Reveals(session.exercise, session.history).of_turn(1) == ()


def test_the_public_timeline_holds_nothing_of_a_secret_move() -> None:
    session = ready(water())
    session.give_order("harbour", "send_envoy", "hills", say=CANARY)
    session.give_order("hills", "share_water")
    ruled(session)
    public = PublicTimeline(session.exercise, session.history).at(len(session.history.entries))

    assert [(card.lane, card.title, card.turn) for card in public.cards] == [
        ("injects", "No rain before summer", 1),
        ("hills", "Open the sluices", 1),
    ]
    assert public.bars == ()


def test_an_inject_made_up_for_one_seat_is_seen_by_that_seat_alone() -> None:
    session = ready(water())
    session.improvise_inject(CANARY, CANARY, to=("hills",))
    session.commit()
    entries = session.history.entries
    told = {who: " ".join(entry_title(session.exercise, entry, entries, who) for entry in entries) for who in WHO}

    assert {who for who, words in told.items() if CANARY in words} == {"hills", WHITE_CELL}
