"""Modifiers changed by hand in a session: kept, told, played again by `verify`, and never changed after the dice."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.session.playing import play_to
from tests.session.test_deciding import council, ruling, told
from wargame.exercise.definition import Exercise
from wargame.referee.adjustment import CloseArguments, CountModifier, ExtraModifier, Lapse, TakeDice
from wargame.referee.ruling import Rolled
from wargame.referee.turn import RuleOrder, TakeOrders
from wargame.review.adjustments import adjustment_text, by_judgement, told_already
from wargame.session import codec
from wargame.session.conduct import Session
from wargame.session.entries import RulingAdjusted, RulingProposed
from wargame.session.errors import NotUnderstood
from wargame.session.verification import verify

__all__ = ["council"]

WHY = "the sea is rough tonight"
LISTEN = "+1 if trust >= 20 because both sides listen"
BOTH = (CountModifier(1, LISTEN, counts=False, reason=WHY), ExtraModifier(1, -2, "the ferry is late"))


@pytest.fixture
def envoy(made: Callable[..., Session]) -> Session:
    """An envoy of the Harbour is being ruled: it rolls 2d6."""
    session = made()
    play_to(session, TakeOrders)
    session.give_order("harbour", "send_envoy", "hills")
    session.close_orders()
    play_to(session, RuleOrder)
    session.propose()
    return session


def rolled(session: Session) -> Rolled:
    assert session.proposal is not None
    return next(found for found in session.proposal.rolls if isinstance(found, Rolled))


def weighed(session: Session) -> Session:
    (listen, *_) = rolled(session).modifiers
    session.adjust(CountModifier(1, listen.text, counts=False, reason=WHY))
    session.adjust(ExtraModifier(1, -2, "the ferry is late"))
    return session


def test_what_was_weighed_is_kept_and_comes_out_again(envoy: Session, tmp_path, data) -> None:
    expected = weighed(envoy).proposal
    assert rolled(envoy).modifier == -2
    envoy.commit()
    path, fingerprint = envoy.path, envoy.fingerprint
    envoy.close()
    again = Session.read(path)
    adjusted = [entry.body for entry in again.history.entries if isinstance(entry.body, RulingAdjusted)]
    assert adjusted[-1].ruling == expected
    again.close()
    found = verify(path, fingerprint, data=data)
    assert (found.problems, found.differences) == ((), ())
    assert found.matches


def test_it_is_told_beside_the_roll_and_counts_as_a_departure_from_the_rules(envoy: Session) -> None:
    assert envoy.proposal is not None
    assert not by_judgement(envoy.proposal)
    lines = told(weighed(envoy))
    who = envoy.exercise.label("facilitator")
    assert f"+1 because both sides listen, struck by the {who}: {WHY}" in lines
    assert f"−2 because the ferry is late, added by the {who}" in lines
    assert by_judgement(envoy.proposal)
    assert all(told_already(envoy.proposal, one) for one in envoy.proposal.adjustments)
    said = [adjustment_text(envoy.exercise, one) for one in envoy.proposal.adjustments]
    assert said[0].endswith(f": {WHY}")
    assert "struck a modifier, “+1 if" in said[0]
    assert said[1].endswith("added a modifier: −2 because the ferry is late")


def test_a_change_that_a_later_one_has_replaced_is_still_told(envoy: Session) -> None:
    weighed(envoy).adjust(ExtraModifier(1, 0, "the ferry came after all"))
    lines = told(envoy)
    assert any("added a modifier: −2 because the ferry is late" in line for line in lines)
    assert any("took back the modifier that was added: the ferry came after all" in line for line in lines)


def test_one_that_is_made_to_count_says_by_whose_word(envoy: Session) -> None:
    mood = next(read for read in rolled(envoy).modifiers if read.amount < 0)
    envoy.adjust(CountModifier(1, mood.text, counts=True, reason="half the town looks on"))
    who = envoy.exercise.label("facilitator")
    assert any(line.endswith(f"counts by the word of the {who}: half the town looks on") for line in told(envoy))


def test_after_the_dice_nothing_is_weighed_and_nothing_is_written(envoy: Session) -> None:
    envoy.adjust(TakeDice(1, (4, 3)))
    before = len(envoy.history.entries)
    with pytest.raises(NotUnderstood, match="dice have fallen"):
        weighed(envoy)
    assert len(envoy.history.entries) == before


def test_going_back_to_the_rules_keeps_what_the_dice_were_thrown_with(envoy: Session) -> None:
    weighed(envoy).adjust(Lapse("taken back aloud"))
    kept = rolled(weighed(envoy)).modifier if envoy.proposal and envoy.proposal.rolls else -2
    envoy.drop_adjustments(thrown=True)
    assert rolled(envoy).modifier == kept == -2
    envoy.drop_adjustments()
    assert rolled(envoy).modifier == 1


def test_a_roll_that_waits_for_arguments_is_weighed_before_they_are_closed(council: Exercise) -> None:
    session = ruling(Session.in_memory(council, "waits"), "island", "blame")
    session.adjust(ExtraModifier(1, 1, "the lamps are out"))
    lines = told(session)
    assert any(line.startswith("+1 because the lamps are out, added by") for line in lines)
    assert any("because the streets want somebody" in line for line in lines)
    session.adjust(CloseArguments())
    assert rolled(session).modifiers[-1].because == "the lamps are out"
    session.commit()


def test_a_ruling_from_before_modifiers_were_weighed_is_read_and_verified_as_it_was(council: Exercise) -> None:
    session = ruling(Session.in_memory(council, "old"), "island", "blame")
    body = session.history.entries[-1].body
    assert isinstance(body, RulingProposed)
    assert body.ruling.asks is not None
    written = json.loads(codec.body_text(body))
    assert written["ruling"]["asks"].pop("modifiers"), "what older programs did not write"
    old = codec.body_of("ruling proposed", codec.VERSION, codec.canonical(written))
    assert isinstance(old, RulingProposed)
    assert old.ruling.asks is not None
    assert old.ruling.asks.modifiers == ()
    assert old.ruling == body.ruling, "so that playing it again finds no difference"


def test_adjustments_are_written_under_names_of_their_own() -> None:
    for one, name in zip(BOTH, ("count modifier", "add modifier"), strict=True):
        assert codec.NAMES[type(one)] == name
