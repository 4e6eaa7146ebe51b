"""Agreements as they stand: their part of each turn, suspension, resumption, end, and what rules read of them."""

from __future__ import annotations

import pytest

from tests.referee.playing import Playing
from tests.referee.treaties import treaties
from wargame.referee import turn
from wargame.referee.adjustment import Strike
from wargame.referee.ruling import Applied
from wargame.referee.state import fold


@pytest.fixture
def play():
    return Playing(treaties()).to_signing()


def status(play, agreement="truce"):
    return play.state.pacts[agreement].status


def test_never_signed_reads_nothing(play):
    assert not play.holds("active(truce) or ever(truce) or offered(truce)")
    assert play.reads("age(truce)") == -1
    assert play.reads("truce.watch") == 0
    assert play.holds("base.count is none")


def test_each_turn_runs_for_those_in_force_those_signed_this_turn_included(play):
    play.sign("truce").to("agreements")
    before = play.reads("trust")
    play.step()
    assert play.reads("trust") == before + 1


def test_each_turn_is_what_all_share_then_the_texts_own_in_listed_order():
    play = (
        Playing(treaties(("  ambiguous: judge", "  each turn: [red.gold +0]\n  ambiguous: judge")))
        .to_signing()
        .sign("truce")
        .sign("base")
        .to("agreements")
    )
    play.step()
    paths = [finding.path for finding in play.last.findings if isinstance(finding, Applied)]
    assert paths == [
        "every agreement/each turn/truce/1",
        "agreements/truce/each turn/1",
        "every agreement/each turn/base/1",
    ]


def test_age_grows_with_the_turns_and_is_lost_with_force(play):
    play.sign("truce").end_turn()
    assert play.reads("age(truce)") == 1
    play.does("blue", "rest")
    assert play.reads("age(truce)") == -1


def test_a_suspended_agreement_rests_and_is_restored(play):
    play.sign("truce").does("blue", "rest")
    assert status(play) == "suspended"
    assert not play.holds("active(truce)")
    assert play.holds("ever(truce)")
    assert play.reads("total(aid, active)") == 0
    assert play.reads("truce.aid") == 1
    trust = play.reads("trust")
    play.end_turn()
    assert play.reads("trust") == trust
    play.to_signing().end_turn().to("resume")
    assert (play.state.turn, status(play)) == (3, "suspended")
    play.to_signing().end_turn().to_signing()
    assert (play.state.turn, status(play)) == (4, "in force")
    assert play.reads("age(truce)") == 3


def test_a_suspended_agreement_forbids_nothing(play):
    play.sign("truce").does("blue", "rest")
    play.does("red", "strike")
    assert not play.state.breaches


def test_resume_restores_before_its_time(play):
    play.sign("truce").does("blue", "rest")
    play.does("blue", "wake")
    assert status(play) == "in force"
    told = [finding for finding in play.last.findings if isinstance(finding, Applied)]
    assert [(one.text, one.held_back) for one in told] == [
        ("Truce is in force again", ""),
        ("resume base", "not suspended"),
    ]


def test_the_longer_suspension_counts():
    rules = ("[suspend truce for 2 turns]", "[suspend truce for 2 turns, suspend truce for 1 turn]")
    play = Playing(treaties(rules)).to_signing().sign("truce")
    play.does("blue", "rest")
    assert play.state.pacts["truce"].suspended_until == 3
    play.does("blue", "rest")
    assert play.state.pacts["truce"].suspended_until == 4


def test_termination_runs_its_rules_then_those_of_what_rests_on_it(play):
    play.sign("truce").sign("base")
    heat = play.reads("heat")
    ruling = play.does("blue", "tear")
    assert (status(play), status(play, "base")) == ("ended", "suspended")
    assert play.reads("heat") == heat + 2
    assert (play.state.pacts["truce"].ended, play.state.pacts["truce"].how) == (1, "terminated")
    paths = [finding.path for finding in ruling.findings if isinstance(finding, Applied)]
    assert paths == [
        "moves/tear/effects/1",
        "every agreement/on termination/truce/1",
        "every agreement/if a support ends/base/1",
    ]


def test_ended_terms_stop_counting_at_once_and_read_their_last_value(play):
    play.sign("truce", aid=2)
    assert play.reads("total(aid, active)") == 2
    play.does("blue", "tear")
    assert play.reads("total(aid, active)") == 0
    assert play.reads("truce.aid") == 2
    assert play.reads("count(ever)") == 1


def test_what_rests_on_an_ended_one_ends_when_it_should_be_resumed(play):
    play.sign("truce").sign("base").does("blue", "tear")
    play.end_turn().to_signing().end_turn().to("resume")
    assert (play.state.turn, status(play, "base")) == (3, "suspended")
    heat = play.reads("heat")
    play.step()
    assert (status(play, "base"), play.state.pacts["base"].how) == ("ended", "expired")
    assert play.reads("heat") == heat, "nobody terminated it"


def test_what_does_not_stand_is_left_alone(play):
    ruling = play.does("blue", "tear")
    (told,) = [finding for finding in ruling.findings if isinstance(finding, Applied)]
    assert (told.changes, told.held_back) == ((), "not in force")


def test_an_agreement_of_its_own_rules_takes_them_instead():
    own = ("    goodwill: true", "    goodwill: true\n    on termination: [trust -1]")
    play = Playing(treaties(own, ("terminate truce", "terminate toast"))).to_signing().sign("toast")
    heat, trust = play.reads("heat"), play.reads("trust")
    play.does("blue", "tear")
    assert (play.reads("heat"), play.reads("trust")) == (heat, trust - 1)


def test_one_that_lasts_a_turn_holds_through_the_end_of_the_next(play):
    play.sign("toast").end_turn()
    assert play.holds("active(toast)")
    play.to("expiry")
    assert play.holds("active(toast)")
    play.step()
    assert (status(play, "toast"), play.state.pacts["toast"].how) == ("ended", "expired")
    assert play.state.pacts["toast"].ended == 2


def test_a_party_leaves_by_notice():
    play = Playing(treaties(("lasts: 1 turn", "lasts: 4 turns"))).to_signing().sign("toast")
    with pytest.raises(turn.NotNowError, match="gives no party the right"):
        turn.give_notice(play.exercise, play.sign("truce").state, "red", "truce")
    play.state = fold(play.state, turn.give_notice(play.exercise, play.state, "blue", "toast"))
    with pytest.raises(turn.NotNowError, match="given already"):
        turn.give_notice(play.exercise, play.state, "red", "toast")
    play.end_turn().to("expiry")
    assert play.holds("active(toast)")
    play.step()
    assert play.state.pacts["toast"].how == "withdrawn"
    with pytest.raises(turn.NotNowError, match="Base is not in force"):
        turn.give_notice(play.exercise, play.to_signing().state, "red", "base")


def test_a_resumption_or_an_end_can_be_struck(play):
    play.sign("truce").sign("toast").does("blue", "rest")
    play.end_turn().to_signing().to("expiry").step(Strike("expiry/toast", "they drink on"))
    assert status(play, "toast") == "in force"
    play.to_signing().end_turn().to("resume").step(Strike("resume/truce", "not yet"))
    assert status(play) == "suspended"


def test_counting_over_agreements(play):
    play.sign("truce").sign("base")
    assert play.reads("count(active and core)") == 2
    assert play.reads("count(active and aid >= 1)") == 1
    assert play.reads("highest(watch, active)") == 2
    assert play.reads("highest(watch, active and aid >= 2)") == 0
    assert play.reads("total(watch, active)") == 3


def test_a_fact_is_kept_with_the_agreement_and_cleared_when_it_is_signed_anew(play):
    play.does("red", "tell")
    assert play.holds("base.count is none")
    play.end_turn().to_signing().sign("truce").sign("base")
    play.does("red", "tell")
    assert play.holds("base.count is part")
    assert play.state.pacts["base"].facts == {"count": "part"}
