"""Texts on the table: who may sign what, when a text is in force, and when it leaves the table."""

from __future__ import annotations

import pytest

from tests.referee.playing import Playing
from tests.referee.treaties import treaties
from wargame.referee import turn
from wargame.referee.adjustment import Lapse
from wargame.referee.pacts import CameIntoForce, Offer, OfferCleared, OfferLaidDown, OfferSigned
from wargame.referee.ruling import Applied, SigningSubject, Started
from wargame.referee.state import fold


@pytest.fixture
def play():
    return Playing(treaties()).to_signing()


def signs(play, actor, agreement, **terms):
    """Let one party sign, and return the changes."""
    changes = turn.sign(play.exercise, play.state, actor, agreement, terms)
    play.state = fold(play.state, changes)
    return changes


def test_signing_waits_for_the_facilitator(play):
    thing = play.next
    assert isinstance(thing, turn.TakeSignatures)
    assert (thing.phase.id, thing.index) == ("talk", 1)
    with pytest.raises(turn.NotNowError, match="nothing to rule"):
        turn.propose(play.exercise, play.state, play.rolls)
    play.step()
    with pytest.raises(turn.NotNowError, match="Nothing can be signed now"):
        turn.sign(play.exercise, play.state, "red", "truce")
    with pytest.raises(turn.NotNowError, match="Nothing can be signed now"):
        turn.close_signing(play.exercise, play.state)


def test_the_first_signature_lays_the_text_down_with_its_usual_terms(play):
    assert signs(play, "red", "truce") == (
        OfferLaidDown("truce", {"watch": 1, "aid": 1}),
        OfferSigned("truce", "red"),
    )
    assert play.state.offers == {"truce": Offer({"watch": 1, "aid": 1}, ("red",), 1)}
    assert not play.state.pacts
    assert play.holds("offered(truce)")
    assert not play.holds("ever(truce)")


def test_a_changed_term_clears_all_signatures(play):
    signs(play, "red", "truce")
    assert signs(play, "blue", "truce", watch=3) == (
        OfferLaidDown("truce", {"watch": 3, "aid": 1}),
        OfferSigned("truce", "blue"),
    )
    assert play.state.offers["truce"].signed == ("blue",)
    signs(play, "red", "truce")
    assert isinstance(play.next, turn.RuleSigning)


def test_the_last_signature_puts_it_in_force_at_once(play):
    play.sign("truce", "red", "blue", aid=2)
    ruling = play.last
    assert ruling.subject == SigningSubject("truce")
    assert ruling.seen_by == ("all",)
    assert CameIntoForce("truce", {"watch": 1, "aid": 2}) in ruling.changes
    assert play.state.pacts["truce"].since == 1
    assert not play.state.offers
    assert isinstance(play.next, turn.TakeSignatures)
    assert play.reads("age(truce)") == 0


def test_what_all_share_happens_before_the_texts_own(play):
    play.sign("truce", aid=2)
    told = [finding.text for finding in play.last.findings if isinstance(finding, Applied)]
    assert told == ["Truce comes into force", "heat -this.aid if this.aid >= 1", "trust +5"]
    assert (play.reads("heat"), play.reads("trust")) == (1, 35)
    assert [finding.kind for finding in play.last.findings if isinstance(finding, Started)] == ["signing"]


@pytest.mark.parametrize(
    ("actor", "agreement", "terms", "why"),
    [
        ("red", "base", {"aid": 1}, "aid is fixed at 0"),
        ("red", "truce", {"watch": 4}, "watch lies between 0 and 3"),
        ("red", "truce", {"gold": 1}, "no term called gold"),
        ("red", "war", {}, "no agreement called war"),
    ],
)
def test_what_cannot_be_signed_is_told_why(play, actor, agreement, terms, why):
    with pytest.raises(turn.NotNowError, match=why):
        turn.sign(play.exercise, play.state, actor, agreement, terms)


def test_only_a_party_signs_and_only_once():
    play = Playing(
        treaties(("    parties: [red, blue]\n    terms: {}", "    parties: [blue]\n    terms: {}"))
    ).to_signing()
    with pytest.raises(turn.NotNowError, match="Red is no party to Toast"):
        turn.sign(play.exercise, play.state, "red", "toast")
    signs(play, "red", "truce")
    with pytest.raises(turn.NotNowError, match="has signed Truce with these terms already"):
        turn.sign(play.exercise, play.state, "red", "truce")
    play.sign("truce", "blue")
    with pytest.raises(turn.NotNowError, match="is signed already"):
        turn.sign(play.exercise, play.state, "red", "truce")


def test_a_text_that_is_not_possible_cannot_be_signed():
    play = Playing(treaties(("possible if: heat <= 8", "possible if: heat <= 2"))).to_signing()
    with pytest.raises(turn.NotNowError, match="heat <= 2"):
        turn.sign(play.exercise, play.state, "red", "truce")
    (one, *_) = turn.signable(play.exercise, play.state, "red")
    assert not one.possible


def test_possible_if_reads_the_terms_that_are_laid_down():
    play = Playing(treaties(("possible if: heat <= 8", "possible if: this.watch >= 2"))).to_signing()
    with pytest.raises(turn.NotNowError, match=r"this\.watch >= 2"):
        turn.sign(play.exercise, play.state, "red", "truce")
    play.sign("truce", watch=2)
    assert play.holds("active(truce)")


def test_a_signature_is_taken_back(play):
    signs(play, "red", "truce")
    assert turn.unsign(play.exercise, play.state, "red", "truce") == (OfferCleared("truce", "red"),)
    with pytest.raises(turn.NotNowError, match="Blue has not signed Truce"):
        turn.unsign(play.exercise, play.state, "blue", "truce")


def test_what_it_depends_on_counts_at_the_moment_of_force(play):
    signs(play, "red", "base")
    signs(play, "blue", "base")
    assert isinstance(play.next, turn.TakeSignatures)
    offered = {one.agreement.id: one for one in turn.signable(play.exercise, play.state, "red")}
    assert [check.text for check in offered["base"].missing] == ["depends on Truce"]
    play.sign("truce")
    assert isinstance(play.next, turn.RuleSigning)
    play.step()
    assert play.holds("active(base) and active(truce)")


def test_no_more_come_into_force_in_a_turn_than_may(play):
    play.sign("truce").sign("base")
    assert play.state.signed_now == 2
    play.sign("toast")
    assert not play.holds("active(toast)")
    play.end_turn()
    assert play.state.signed_now == 0
    play.to("resume").step()
    assert isinstance(play.next, turn.RuleSigning)
    play.step()
    assert play.reads("age(toast)") == 0


def test_an_unfinished_offer_lapses_at_the_end_of_the_next_turn(play):
    signs(play, "red", "truce")
    play.end_turn()
    assert play.holds("offered(truce)")
    play.to_signing().end_turn()
    assert play.state.turn == 3
    assert not play.state.offers


def test_an_offer_with_new_terms_is_a_new_offer(play):
    signs(play, "red", "truce")
    play.end_turn().to_signing()
    signs(play, "blue", "truce", watch=2)
    play.end_turn()
    assert play.state.offers["truce"].laid_down == 2


def test_an_ended_agreement_returns_after_its_time(play):
    play.sign("truce")
    play.does("blue", "tear")
    assert play.state.pacts["truce"].how == "terminated"
    play.end_turn().to_signing()
    with pytest.raises(turn.NotNowError, match="may return 2 turns after it ended"):
        turn.sign(play.exercise, play.state, "red", "truce")
    play.end_turn().to_signing().sign("truce", watch=0)
    assert play.state.turn == 3
    assert play.holds("active(truce)")
    assert play.reads("truce.watch") == 0


def test_one_that_does_not_return_never_does():
    play = Playing(treaties(("  may return: 2 turns after it ended\n", ""))).to_signing().sign("truce")
    play.does("blue", "tear")
    play.end_turn().end_turn().to_signing()
    with pytest.raises(turn.NotNowError, match="does not return"):
        turn.sign(play.exercise, play.state, "red", "truce")


def test_the_facilitator_can_let_a_signed_text_lapse(play):
    signs(play, "red", "truce")
    signs(play, "blue", "truce")
    play.step(Lapse("nobody had read it"))
    assert not play.state.offers
    assert not play.state.pacts


def test_closing_goes_on_to_the_next_phase(play):
    changes = turn.close_signing(play.exercise, play.state)
    assert isinstance(turn.next_thing(play.exercise, fold(play.state, changes)), turn.TakeOrders)
