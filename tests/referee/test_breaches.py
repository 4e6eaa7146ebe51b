"""Breach: which moves are found, what follows, and what is only known to some."""

from __future__ import annotations

import pytest

from tests.referee.playing import Playing
from tests.referee.treaties import treaties
from wargame.referee.adjustment import TakeDice, Tell
from wargame.referee.pacts import Breach, BreachCommitted, BreachFound
from wargame.referee.ruling import Answered, Applied, Chanced, Started


@pytest.fixture
def play():
    return Playing(treaties()).to_signing()


def kinds(ruling):
    return [(finding.kind, finding.path) for finding in ruling.findings if isinstance(finding, Started)]


def found(ruling):
    return [change for change in ruling.changes if isinstance(change, BreachFound)]


def with_chance(play, actor, move, number):
    """Let an actor carry out a move whose chances come up with this face of a hundred sides."""
    play.to_orders().order(actor, move)
    while play.state.queue_drawn is False:
        play.step()
    play.step(TakeDice(1, (number,)))
    return play.last


def test_a_forbidden_move_stays_playable_and_is_found_at_once_if_it_is_public(play):
    ruling = play.sign("truce").does("red", "strike", answers=["cure"])
    assert ruling.carried_out
    assert BreachCommitted("truce", "red", "strike") in ruling.changes
    assert found(ruling) == [BreachFound("truce", "red", "strike")]
    assert play.state.breaches == (Breach(1, "truce", "red", "strike", found=True),)
    assert play.state.pacts["truce"].status == "suspended"


def test_the_other_party_may_do_it():
    play = Playing(treaties(("strike: {name: Strike, by: [red]", "strike: {name: Strike, by: [red, blue]")))
    ruling = play.to_signing().sign("truce").does("blue", "strike")
    assert not [change for change in ruling.changes if isinstance(change, BreachCommitted)]


def test_nothing_is_forbidden_before_it_is_in_force(play):
    play.does("red", "strike")
    play.end_turn().to_signing().sign("truce")
    assert not play.state.breaches


def test_one_move_breaks_every_agreement_that_forbids_it_in_listed_order(play):
    ruling = play.sign("truce").sign("base").does("red", "strike", answers=["cure", "cure"])
    assert found(ruling) == [BreachFound("truce", "red", "strike"), BreachFound("base", "red", "strike")]
    assert [path for kind, path in kinds(ruling) if kind == "found"] == ["agreements/truce", "agreements/base"]
    assert play.reads("trust") == 30 + 5 - 4 - 4


def test_one_that_rests_when_its_breach_would_be_found_is_left_alone(play):
    """The end of the first suspends the second, which is then not in force."""
    ruling = play.sign("truce").sign("base").does("red", "strike", answers=["end"])
    assert found(ruling) == [BreachFound("truce", "red", "strike")]
    assert play.state.breaches == (Breach(1, "base", "red", "strike"), Breach(1, "truce", "red", "strike", found=True))


@pytest.mark.parametrize(("face", "is_found"), [(50, True), (51, False)])
def test_one_with_a_detection_is_found_if_that_comes_up_its_effects_first(play, face, is_found):
    play.sign("truce").to_orders().order("red", "creep")
    ruling = with_chance(play, "red", "wait", face)
    paths = [finding.path for finding in ruling.findings if isinstance(finding, Applied)]
    assert bool(found(ruling)) is is_found
    assert play.state.breaches == (Breach(1, "truce", "red", "creep", found=is_found),)
    if is_found:
        assert paths.index("moves/creep/detected/effects/1") < paths.index("every agreement/if found/truce/1")
    assert len([change for change in ruling.changes if isinstance(change, BreachCommitted)]) == 1


def test_a_secret_one_is_never_found(play):
    ruling = play.sign("truce").does("red", "hide")
    assert not found(ruling)
    assert play.state.breaches == (Breach(1, "truce", "red", "hide"),)
    assert play.state.pacts["truce"].status == "in force"


@pytest.mark.parametrize(("face", "is_found"), [(50, True), (51, False)])
def test_the_agreements_own_detection_counts_if_the_move_has_none(face, is_found):
    play = Playing(
        treaties(("    forbids: {red: [strike]}\n    detection", "    forbids: {red: [hide]}\n    detection"))
    )
    play.to_signing().sign("truce").sign("base").to_orders().order("red", "hide")
    ruling = with_chance(play, "red", "wait", face)
    assert [(one.path, one.chance) for one in ruling.findings if isinstance(one, Chanced)] == [
        ("agreements/base/detection", 0.5)
    ]
    assert found(ruling) == ([BreachFound("base", "red", "hide")] if is_found else [])


def test_the_moves_own_detection_counts_before_the_agreements():
    rules = ("    forbids: {red: [strike]}\n    detection: 50%", "    forbids: {red: [creep]}\n    detection: 100%")
    play = Playing(treaties(rules)).to_signing().sign("truce").sign("base").to_orders()
    play.order("red", "creep")
    ruling = with_chance(play, "red", "wait", 90)
    assert not found(ruling)


def test_one_that_another_party_sees_is_found():
    seen = ("hide: {name: Hide, by: [red], seen: secret", "hide: {name: Hide, by: [red], seen: [blue]")
    play = Playing(treaties(seen)).to_signing().sign("truce")
    assert found(play.does("red", "hide", answers=["cure"]))


def test_found_by_a_sentence_only_if_it_is_in_force(play):
    ruling = play.does("blue", "accuse")
    (told,) = [finding for finding in ruling.findings if isinstance(finding, Applied)]
    assert (told.changes, told.held_back) == ((), "not in force")
    play.end_turn().to_signing().sign("truce")
    ruling = play.does("blue", "accuse", answers=["end"])
    assert found(ruling) == [BreachFound("truce", "red", "")]
    assert play.state.pacts["truce"].status == "ended"


@pytest.mark.parametrize(
    "creep",
    [
        "effects: [red.gold +1, red is found breaking truce]\n    detected: {chance: 100%}",
        "effects: [red.gold +1]\n    detected: {chance: 100%, effects: [red is found breaking truce]}",
    ],
)
def test_what_the_move_itself_says_is_found_is_found_once(creep):
    written = "effects: [red.gold +1]\n    detected: {chance: 50%, effects: [trust -2]}"
    rules = treaties((written, creep), ("if found: [trust -4, ask cure_or_end]", "if found: [trust -4]"))
    play = Playing(rules).to_signing().sign("truce")
    trust = play.reads("trust")
    ruling = play.does("red", "creep")
    assert play.reads("trust") == trust - 4
    assert found(ruling) == [BreachFound("truce", "red", "creep")]
    assert play.state.breaches == (Breach(1, "truce", "red", "creep", found=True),)
    assert [path for kind, path in kinds(ruling) if kind in {"breach", "found"}] == ["agreements/truce"]


def test_what_is_found_by_a_sentence_does_not_give_away_what_was_done_in_secret(play):
    play.sign("truce").does("red", "hide")
    play.does("blue", "accuse", answers=["cure"])
    assert play.state.breaches == (Breach(1, "truce", "red", "hide"), Breach(2, "truce", "red", "", found=True))


def test_an_ambiguous_move_is_asked_about_after_the_breaches(play):
    play.sign("truce").to_orders().order("red", "drill")
    play.step().step()
    asked = play.asks()
    assert (asked.question, asked.asked_of, asked.text) == ("judge", "facilitator", "Has Red broken Truce?")
    play.step()


@pytest.mark.parametrize("answer", ["breach", "no_breach"])
def test_the_answer_decides_whether_it_is_a_breach(play, answer):
    ruling = play.sign("truce").does("red", "drill", answers=[answer, "cure"])
    assert bool(found(ruling)) is (answer == "breach")
    assert ruling.findings[1].option == answer
    assert isinstance(ruling.findings[1], Answered)


def test_an_ambiguous_move_that_is_ruled_a_breach_is_known_as_the_act(play):
    play.sign("truce").does("red", "drill", answers=["breach", "cure"])
    assert play.state.breaches == (Breach(1, "truce", "red", "drill", found=True),)


def test_an_ambiguous_move_in_secret_is_not_asked_about():
    play = Playing(treaties(("drill: {name: Drill, by: [red]", "drill: {name: Drill, by: [red], seen: secret")))
    ruling = play.to_signing().sign("truce").does("red", "drill")
    assert ruling.asks is None
    assert not [one for one in ruling.findings if isinstance(one, Answered)]


def test_rules_that_lead_to_themselves_end():
    circle = ("if found: [trust -4, ask cure_or_end]", "if found: [trust -4, breaker is found breaking this]")
    play = Playing(treaties(circle)).to_signing().sign("truce")
    ruling = play.does("red", "strike")
    assert found(ruling) == [BreachFound("truce", "red", "strike"), BreachFound("truce", "red", "")]
    assert play.reads("trust") == 31


def test_the_agreements_own_rule_takes_the_place_of_the_common_one():
    own = ("    detection: 50%", "    detection: 50%\n    if found: [terminate this]")
    play = Playing(treaties(own)).to_signing().sign("truce").sign("base")
    play.does("red", "strike", answers=["cure"])
    assert play.state.pacts["base"].status == "ended"
    assert play.reads("trust") == 31


def told(play, move, *to):
    """Let red carry out a move of which the facilitator says who learns."""
    play.sign("truce").to_orders().order("red", move)
    while play.state.queue_drawn is False:
        play.step()
    play.step(Tell(to, "so it was said"))
    return play.last


def test_a_public_one_that_is_kept_from_the_other_party_is_not_found(play):
    ruling = told(play, "strike", "red")
    assert not found(ruling)
    assert play.state.breaches == (Breach(1, "truce", "red", "strike"),)
    assert ruling.seen_by == ("red",)


def test_a_secret_one_is_found_by_what_the_other_party_is_told(play):
    ruling = told(play, "hide", "blue")
    assert found(ruling) == [BreachFound("truce", "red", "hide")]
    assert ruling.seen_by == ("red", "blue")
