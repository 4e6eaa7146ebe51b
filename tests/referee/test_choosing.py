"""What is chosen with a move, ruled: levels, words, agreements aimed at; tracks of agreements; starts by chance."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.referee.playing import Playing, folder
from wargame.exercise.definition import Exercise
from wargame.referee import starting, turn
from wargame.referee.adjudication import check_order
from wargame.referee.adjustment import Add, TakeDice
from wargame.referee.choosing import IN_FORCE, combinations, samples
from wargame.referee.counter import CounterRolls
from wargame.referee.dice import KeyedRolls
from wargame.referee.players import repertoire
from wargame.referee.rehearsal import rehearse
from wargame.referee.ruling import Ruling
from wargame.referee.state import Order, OrderPlaced, State, TrackChanged, after, fold
from wargame.referee.visibility import Past, seat_view, white_cell_view

STRAIT = folder("strait")


def at_orders(seed: str = "boats") -> Playing:
    """Both agreements are in force, and orders are taken."""
    return Playing(STRAIT, seed).to_signing().sign("truce").sign("quota", watchers=2).to_orders()


def ruled(play: Playing, actor: str, move: str, target: str = "", *dice: int, **choices: str) -> Ruling:
    """The ruling on one order."""
    waiting(play, actor, move, target, **choices)
    return play.rule(*([dice] if dice else []))


def waiting(play: Playing, actor: str, move: str, target: str = "", **choices: str) -> State:
    """The situation in which an order is to be ruled."""
    play.numbered += 1
    given = Order(f"order {play.numbered}", actor, move, target, choices=choices)
    play.state = after(play.to_orders().state, OrderPlaced(given))
    while not isinstance(play.next, turn.RuleOrder):
        play.step()
    return play.state


# ------------------------------------------------------------------------------------------------------- parameters


def test_a_level_is_read_in_costs_effects_rolls_and_outcomes() -> None:
    play = at_orders()
    before = waiting(play, "port", "patrol", "isle", level="2", channel="quiet").tracks
    ruling = play.rule((6, 4))
    assert ruling.carried_out
    assert ruling.rolls[0].total == 6 + 4 + 2 + 2
    assert play.state.tracks["heat"] == before["heat"] + 2
    assert play.state.tracks["port.gold"] == before["port.gold"] - 2 + 2
    assert "heard" not in play.state.flags


def test_an_order_that_chooses_nothing_is_as_usual() -> None:
    play = at_orders()
    before = waiting(play, "port", "patrol", "isle").tracks
    ruling = play.rule((1, 1))
    assert ruling.rolls[0].total == 1 + 1 + 1 - 1
    assert play.state.tracks["heat"] == before["heat"] + 1 + 1
    assert play.state.tracks["port.gold"] == before["port.gold"] - 1
    assert "heard" in play.state.flags


def test_what_was_chosen_decides_whether_a_move_is_allowed() -> None:
    play = at_orders()
    play.state = replace(play.state, tracks={**play.state.tracks, "heat": 4.0})
    for level, holds in (("2", True), ("3", False)):
        order = Order("x", "port", "patrol", "isle", choices={"level": level})
        found = {check.text: check.holds for check in check_order(STRAIT, play.state, order)}
        assert found["level <= 2 or heat >= 6"] is holds
        assert found[f"cost: {level} gold"]


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ({"level": "4"}, "How many boats is 0 to 3, not 4"),
        ({"level": "two"}, "How many boats is 0 to 3, not two"),
        ({"channel": "loud"}, "How it is told is one of public, quiet, not loud"),
        ({"speed": "9"}, "there is nothing called speed to choose, but level, channel"),
    ],
)
def test_what_cannot_be_chosen_lets_the_order_lapse(choices: dict[str, str], words: str) -> None:
    play = at_orders()
    before = waiting(play, "port", "patrol", "isle", **choices).tracks
    ruling = play.rule()
    assert not ruling.carried_out
    assert [check.text for check in ruling.checks if not check.holds] == [words]
    assert play.state.tracks == before


def test_a_sentence_added_by_hand_reads_what_was_chosen() -> None:
    play = at_orders()
    before = waiting(play, "port", "patrol", "isle", level="3").tracks["heat"]
    added = (Add("heat +level", "so it is"), Add("heat +1 if channel is quiet", "or not"))
    play.step(TakeDice(1, (6, 6)), *added)
    assert play.state.tracks["heat"] == before + 3 + 3


# ------------------------------------------------------------------------------------------ agreements and words


def test_an_agreement_that_is_aimed_at_rests_or_ends() -> None:
    play = at_orders()
    ruled(play, "isle", "call_off", "quota")
    assert play.state.pacts["quota"].status == "suspended"
    assert play.state.tracks["quota.faith"] == 5 + 2 - 2
    ruled(play, "port", "call_off", "truce", how="end")
    assert (play.state.pacts["truce"].status, play.state.pacts["truce"].how) == ("ended", "terminated")
    assert play.state.tracks["truce.faith"] == 6 - 2


def test_only_what_is_in_force_is_aimed_at() -> None:
    play = Playing(STRAIT).to_signing().sign("truce").to_orders()
    ruling = ruled(play, "isle", "call_off", "quota")
    assert [check.text for check in ruling.checks if not check.holds] == ["aimed at an agreement in force"]
    assert not ruling.carried_out


def test_an_agreement_named_by_the_author_need_not_be_in_force() -> None:
    play = at_orders()
    ruled(play, "isle", "call_off", "quota")
    ruling = ruled(play, "port", "take_up", "quota")
    assert ruling.carried_out
    assert play.state.pacts["quota"].status == "in force"


def test_a_party_is_found_breaking_what_is_aimed_at() -> None:
    play = at_orders()
    ruled(play, "isle", "blame", "truce")
    assert [(one.agreement, one.breaker, one.found) for one in play.state.breaches] == [("truce", "port", True)]
    assert play.state.tracks["truce.faith"] == 6 - 3


def test_a_word_that_is_aimed_at_is_read() -> None:
    play = at_orders()
    before = waiting(play, "isle", "sail", "west", crew="200").tracks
    play.rule()
    assert play.state.tracks["heat"] == before["heat"] + 1
    assert play.state.tracks["isle.gold"] == before["isle.gold"] - 2
    before = waiting(play, "isle", "sail", "east", crew="0").tracks
    play.rule()
    assert play.state.tracks["isle.gold"] == before["isle.gold"] + 2


def test_what_everybody_learns_says_what_was_chosen() -> None:
    play = at_orders()
    ruled(play, "port", "patrol", "isle", 1, 1, level="2", channel="quiet")
    ruled(play, "isle", "sail", "west")
    headlines = [told.item.headline for told in play.told]
    assert "Send a patrol → Isle (two, Quietly)" in headlines
    assert "Sail → Westward (Crew: 40)" in headlines


# ------------------------------------------------------------------------------------------------ what seats see


def test_the_offer_names_what_fits_and_what_each_choice_comes_to() -> None:
    play = at_orders()
    offers = {offer.move: offer for offer in seat_view(STRAIT, play.state, "isle", play.past, play.rolls).offers}
    assert offers["call_off"].things == (("truce", "Truce"), ("quota", "Fishing quota"))
    assert offers["sail"].things == (("east", "Eastward"), ("west", "Westward"))
    assert [actor.actor for actor in offers["patrol"].targets] == ["port"]
    patrol = offers["patrol"]
    assert [line.parameter for line in patrol.parameters] == ["level", "channel"]
    assert len(patrol.variants) == 4 * 2
    assert patrol.as_chosen("port", {}).cost == 1
    dear = patrol.as_chosen("port", {"level": "3", "channel": "quiet"})
    assert dear.cost == 3
    assert dict(dear.odds)["9 or more"] > dict(patrol.odds)["9 or more"]


def test_what_was_chosen_wrong_is_told_in_a_sentence() -> None:
    play = at_orders()
    play.state = replace(play.state, tracks={**play.state.tracks, "heat": 4.0})
    offers = {offer.move: offer for offer in seat_view(STRAIT, play.state, "port", play.past, play.rolls).offers}
    dear = offers["patrol"].as_chosen("isle", {"level": "3"})
    assert not dear.available
    missing = [words for reason in dear.reasons for words in reason.missing]
    assert missing == ["How many boats has to be 2 or less; it is 3, or Tension has to be 6 or more; it is 4"]


def test_an_offer_without_anything_to_aim_at_says_so() -> None:
    play = Playing(STRAIT).to_orders()
    offers = {offer.move: offer for offer in seat_view(STRAIT, play.state, "isle", play.past, play.rolls).offers}
    assert (offers["call_off"].available, offers["call_off"].aims) == (False, ())
    failing = [reason.text for reason in offers["call_off"].reasons if not reason.holds]
    assert failing == ["aimed at an agreement in force: Truce is not in force"]


def test_where_too_much_can_be_chosen_a_part_is_looked_at() -> None:
    play = at_orders()
    offers = {offer.move: offer for offer in seat_view(STRAIT, play.state, "isle", play.past, play.rolls).offers}
    sail = offers["sail"]
    assert sail.more
    assert [line.options for line in sail.parameters] == [()]
    assert sail.as_chosen("west", {"crew": "500"}).cost == 5
    unseen = sail.as_chosen("west", {"crew": "123"})
    assert (unseen.odds, unseen.odds_note) == ((), "cost and odds depend on what you choose")


def test_the_white_cell_reads_orders_with_what_was_chosen() -> None:
    play = at_orders()
    given = Order("1", "port", "patrol", "isle", choices={"level": "3"})
    play.state = after(play.state, OrderPlaced(given))
    (line,) = white_cell_view(STRAIT, play.state, play.past).orders
    assert line.title == "Send a patrol → Isle (all, In public)"
    assert line.choices == (("How many boats", "all"), ("How it is told", "In public"))
    assert line.cost == 3


# -------------------------------------------------------------------------------------------- tracks of agreements


def test_the_track_of_an_agreement_is_told_once_it_was_signed() -> None:
    play = Playing(STRAIT).to_signing().sign("truce").to_orders()
    readings = seat_view(STRAIT, play.state, "isle", play.past, play.rolls).readings
    assert [(one.track, one.about, one.value) for one in readings if one.about] == [("truce.faith", "Truce", 6.0)]
    everything = {one.track: one.about for one in white_cell_view(STRAIT, play.state, play.past).readings}
    assert everything["truce.faith"] == "Truce"
    assert "quota.faith" not in everything


def test_rules_go_through_the_tracks_of_agreements() -> None:
    play = at_orders()
    assert play.reads("total(faith, active)") == 6 + 7
    assert play.reads("highest(faith, active)") == 7
    assert play.reads("highest(faith, not active)") == 0
    assert play.reads("count(faith >= 7)") == 1
    ruled(play, "isle", "call_off", "quota")
    assert play.reads("total(faith, active)") == 6


def test_a_hook_changes_the_track_of_its_agreement() -> None:
    play = at_orders()
    play.state = replace(play.state, tracks={**play.state.tracks, "truce.faith": 2.0})
    play.end_turn()
    assert (play.state.tracks["truce.faith"], play.state.tracks["quota.faith"]) == (3.0, 7.0)


# ------------------------------------------------------------------------------------------------- starts by chance


def test_starts_are_settled_when_play_begins() -> None:
    state = turn.opening(STRAIT)
    assert (state.tracks["heat"], state.tracks["isle.gold"]) == (6, 4)
    seen = set()
    for seed in "abcdefghijklmnop":
        changes = turn.begin(STRAIT, state, KeyedRolls(seed))
        assert changes == turn.begin(STRAIT, state, KeyedRolls(seed))
        begun = fold(state, changes)
        assert {change.track for change in changes if isinstance(change, TrackChanged)} <= {"heat", "isle.gold"}
        assert begun.at_turn_start == begun.tracks
        assert 3 <= begun.tracks["heat"] <= 9
        seen.add((begun.tracks["heat"], begun.tracks["isle.gold"]))
    assert len({heat for heat, _ in seen}) > 2
    assert {gold for _, gold in seen} == {4.0, 5.0, 6.0}


def test_without_dice_nothing_can_start_that_is_left_to_chance() -> None:
    with pytest.raises(turn.NotNowError, match="Starts are to be drawn"):
        turn.begin(STRAIT, turn.opening(STRAIT))


def test_starts_are_drawn_as_often_as_they_should_be() -> None:
    runs = 20_000
    rolls = CounterRolls("often", 0, runs)
    for track in ("isle.gold", "heat"):
        found = STRAIT.tracks[track]
        assert found.drawn is not None
        values = starting.start_of(found, found.drawn, rolls)
        if track == "isle.gold":
            shares = [float(np.mean(values == gold)) for gold in (4, 5, 6)]
            assert shares == pytest.approx([0.5, 0.3, 0.2], abs=0.02)
        else:
            assert float(values.mean()) == pytest.approx(6.0, abs=0.05)


def test_a_report_begins_with_the_start_that_was_drawn() -> None:
    tracks = {**STRAIT.tracks, "heat": replace(STRAIT.tracks["heat"], seen_by=(), others_see="last report")}
    secret = replace(STRAIT, tracks=tracks)
    play = next(play for seed in "abcdef" if (play := Playing(secret, seed)).state.tracks["heat"] != 6)
    begun = play.state.tracks["heat"]
    end = play.to_orders().state
    play.end_turn()
    view = seat_view(secret, play.state, "port", Past((end,)), play.rolls)
    heat = next(one for one in view.readings if one.track == "heat")
    assert (heat.value, heat.history[0]) == (begun, begun)


# ------------------------------------------------------------------------------------------------------- injects


def test_injects_come_with_the_phase_they_belong_to() -> None:
    play = Playing(STRAIT)
    came: dict[str, tuple[int, str]] = {}
    while not isinstance(play.next, turn.Over):
        where = play.state.turn, STRAIT.phases[play.state.cursor.phase].id
        before = play.state.injects
        play.step()
        came |= {name: where for name in play.state.injects if name not in before}
    assert came == {"fog": (1, "ruling"), "horn": (2, "ruling"), "dawn": (3, "news")}


def test_the_list_says_for_when_each_is_planned() -> None:
    play = Playing(STRAIT)
    view = white_cell_view(STRAIT, play.state, play.past)
    assert [(line.inject, line.due, line.turn, line.minute) for line in view.injects] == [
        ("fog", "watch 1, minute 12", 1, 12.0),
        ("dawn", "watch 3, D+0 H+13", 3, None),
        ("horn", "watch 2, minute 48", 2, 48.0),
        ("calm", "when total(faith, active) >= 12", 0, None),
    ]
    assert view.clock.scenario_date == "1 March 2030, 06:00"
    play.to_orders().end_turn()
    assert white_cell_view(STRAIT, play.state, play.past).clock.scenario_date == "1 March 2030, 12:00"


# ------------------------------------------------------------------------------------------------------ rehearsal


def test_everything_is_tried_out_in_rehearsal() -> None:
    options = [one.order for one in repertoire(STRAIT).options if one.order.actor == "isle"]
    patrols = [order.choices for order in options if order.move == "patrol"]
    assert len(patrols) == 8
    crews = {order.choices["crew"] for order in options if order.move == "sail"}
    assert crews == {"0", "40", "500"}
    assert {order.target for order in options if order.move == "call_off"} == {"truce", "quota"}


def test_a_rehearsal_aims_only_at_what_is_in_force() -> None:
    report = rehearse(STRAIT, 400, "boats")
    used = {(use.actor, use.id): use.times for use in report.moves}
    assert all(used[one, "call_off"] > 0 and used[one, "patrol"] > 0 for one in ("port", "isle"))
    assert used["isle", "sail"] > 0
    nothing = replace(STRAIT, agreements={})
    assert nothing.rulebook.moves["blame"].aimed == IN_FORCE
    unsigned = without_signing(STRAIT)
    used = {(use.actor, use.id): use.times for use in rehearse(unsigned, 400, "boats").moves}
    assert (used["port", "call_off"], used["isle", "call_off"], used["isle", "blame"]) == (0, 0, 0)


def without_signing(exercise: Exercise) -> Exercise:
    """The same where nothing can be signed."""
    phases = tuple(
        replace(phase, does=tuple(item for item in phase.does if item != "signing")) for phase in exercise.phases
    )
    return replace(exercise, phases=phases)


def test_of_much_that_can_be_chosen_some_is_tried() -> None:
    patrol, sail = STRAIT.rulebook.moves["patrol"], STRAIT.rulebook.moves["sail"]
    assert samples(patrol)[0] == {"level": "1", "channel": "public"}
    assert len(samples(patrol)) == len(combinations(patrol, 8)) == 8
    assert combinations(patrol, 7) == ()
    assert combinations(STRAIT.rulebook.moves["blame"], 1) == ({},)
    wide = replace(sail, parameters={name: replace(sail.parameters["crew"], id=name) for name in "abcd"})
    tried = samples(wide)
    assert len(tried) == 1 + 4 * 2
    assert tried[0] == dict.fromkeys("abcd", "40")
