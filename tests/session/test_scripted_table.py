"""Plays with signatures, answers and cards, in the valley where everybody has promised something."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from wargame import paths
from wargame.exercise import reader
from wargame.exercise.definition import Exercise
from wargame.exercise.reader import read_play
from wargame.referee.ruling import Answered
from wargame.session.conduct import Session
from wargame.session.entries import RulingCommitted, SignatureGiven
from wargame.session.scripted import PlayError, Script

SIGN = "sign: [{agreement: ceasefire, by: [north, south], terms: {aid: 2}}]"
VALLEY = Path(__file__).parent.parent / "data" / "exercises" / "valley"


@pytest.fixture(scope="module")
def valley() -> Exercise:
    return reader.read("valley", paths.read_exercise(VALLEY))


def script(exercise: Exercise, text: str, seed: str = "scripted") -> Script:
    play = read_play("plays/test.yaml", "play: 1\n" + textwrap.dedent(text), exercise)
    return Script(Session.in_memory(exercise, seed=seed), play)


def answered(session: Session) -> list[tuple[str, str, str, bool]]:
    """Return (question, option, target, whether the dice said it) of everything that was answered."""
    rulings = [
        session.history.moment_at(entry.base).proposal
        for entry in session.history.entries
        if isinstance(entry.body, RulingCommitted)
    ]
    findings = [finding for one in rulings if one is not None for finding in one.ruling.findings]
    told = [finding for finding in findings if isinstance(finding, Answered)]
    return [(one.asked.question, one.option, one.target, bool(one.key)) for one in told]


def test_without_a_play_nothing_is_signed_and_cards_are_drawn(valley: Exercise) -> None:
    session = Session.in_memory(valley, seed="quiet")
    Script(session).finish()
    assert session.ended
    assert (session.state.pacts, session.state.offers) == ({}, {})
    assert session.state.cards.keys() == {"north.temper"}


def test_the_last_signature_brings_a_text_into_force_before_the_next_line(valley: Exercise) -> None:
    done = script(
        valley,
        """
        cards: {north.temper: proud, south.measure: by_grain}
        turns:
          1:
            sign:
              - {agreement: ceasefire, by: [south, north], terms: {aid: 2}}
              - {agreement: patrol, by: [north, south]}
              - {agreement: fund, by: league}
            answers: {census: partial, pay_or_late: pay}
            dice: {every agreement/hold_up: [[1, 1]], steps/inspection_tour: [[100]]}
            expect:
              - active(ceasefire) and active(patrol) and offered(fund)
              - ceasefire.aid == 2 and ceasefire.inspection == 1
              - patrol.census is partial
              - north.temper is proud and south.measure is by_grain
              - trust == 36
        """,
    )
    next(done.turns())
    assert done.broken == []
    state = done.session.state
    assert (state.offers["fund"].signed, state.signed_now) == (("league",), 0)
    assert answered(done.session) == [("census", "partial", "", False), ("pay_or_late", "pay", "", False)]
    assert done.unused == []


def test_a_breach_in_public_is_found_and_the_injured_party_answers(valley: Exercise) -> None:
    done = script(
        valley,
        """
        turns:
          1: {sign: [{agreement: ceasefire, by: [north, south]}]}
          2:
            orders: [{by: north, move: shell}, {by: north, move: recruit}]
            answers: {cure_or_end: [cure], judge: breach}
            expect: [not active(ceasefire), ever(ceasefire)]
        """,
    )
    turns = done.turns()
    next(turns)
    next(turns)
    assert done.broken == []
    assert done.session.state.pacts["ceasefire"].status == "suspended"
    # Suspended by the first answer: what the second order does is no longer ambiguous.
    assert [str(unused.place) for unused in done.unused] == ["plays/test.yaml:7:43"]
    assert ("cure_or_end", "cure", "", False) in answered(done.session)


def test_what_is_not_answered_the_dice_say_by_the_seed(valley: Exercise) -> None:
    text = """
        turns:
          1: {sign: [{agreement: ceasefire, by: [north, south]}]}
          2: {orders: [{by: north, move: shell}]}
        """
    once, again = script(valley, text), script(valley, text)
    once.finish()
    again.finish()
    assert answered(once.session) == answered(again.session)
    assert any(question == "cure_or_end" and by_dice for question, _, _, by_dice in answered(once.session))
    found = {
        answer
        for seed in range(8)
        for done in [script(valley, text, str(seed))]
        for _ in [done.finish()]
        for question, answer, _, _ in answered(done.session)
        if question == "cure_or_end"
    }
    assert found == {"cure", "end"}


def test_an_answer_can_name_an_agreement(valley: Exercise) -> None:
    done = script(
        valley,
        """
        turns:
          1: {sign: [{agreement: ceasefire, by: [north, south], terms: {aid: 2}}],
              answers: {pay_or_late: late, bear_or_end: {end_one: ceasefire}},
              expect: [not active(ceasefire)]}
        """,
    )
    next(done.turns())
    assert done.broken == []
    assert ("bear_or_end", "end_one", "ceasefire", False) in answered(done.session)


@pytest.mark.parametrize(
    ("turn", "place", "words"),
    [
        ("sign: [{agreement: patrol, by: north}]", "4:24", "cannot be signed now"),
        ("sign: [{agreement: ceasefire, by: [north, north]}]", "4:24", "has signed"),
        (f"{SIGN}\n    answers: {{pay_or_late: late, bear_or_end: {{end_one: fund}}}}", "5:48", "which agreement"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_told_at_its_place(valley: Exercise, turn: str, place: str, words: str) -> None:
    play = read_play("plays/test.yaml", f"play: 1\nturns:\n  1:\n    {turn}\n", valley)
    with pytest.raises(PlayError, match=words) as caught:
        Script(Session.in_memory(valley, seed="scripted"), play).finish()
    assert str(caught.value.place) == f"plays/test.yaml:{place}"


def test_what_is_left_over_is_told(valley: Exercise) -> None:
    done = script(
        valley,
        """
        turns:
          1: {answers: {judge: [breach, no_breach]}}
          2: {sign: [{agreement: fund, by: [league, north]}]}
        """,
    )
    done.finish()
    assert ["judge" in one.message or "question" in one.message for one in done.unused] == [True, True]
    signed = [entry for entry in done.session.history.entries if isinstance(entry.body, SignatureGiven)]
    assert [entry.by for entry in signed] == ["league", "north"]


def test_a_party_leaves_by_notice_once_everything_is_signed(valley: Exercise) -> None:
    sign = "[{agreement: ceasefire, by: [north, south]}, {agreement: patrol, by: [north, south]}]"
    notice = "[{agreement: patrol, by: south}]"
    done = script(
        valley,
        f"""
        turns:
          1: {{sign: {sign}, notice: {notice}, dice: {{steps/inspection_tour: [[100]]}}, expect: [active(patrol)]}}
          2: {{dice: {{steps/inspection_tour: [[100]]}}, expect: [not active(patrol), ever(patrol)]}}
          3: {{notice: {notice}}}
        """,
    )
    turns = done.turns()
    next(turns)
    next(turns)
    assert done.broken == []
    assert done.session.state.pacts["patrol"].how == "withdrawn"
    with pytest.raises(PlayError, match="not in force"):
        next(turns)
