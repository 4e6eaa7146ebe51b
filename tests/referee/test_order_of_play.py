"""Who chooses next where moves are made openly."""

from __future__ import annotations

import pytest

from tests.referee.playing import RULEBOOK, Playing, written
from wargame.referee.checks import check_order
from wargame.referee.dice import KeyedRolls
from wargame.referee.order_of_play import order_of_play
from wargame.referee.rehearsal import rehearse
from wargame.referee.state import Order
from wargame.referee.views import MoveOffer
from wargame.referee.visibility import seat_view

OPEN = {"orders: {does: [orders], orders: sealed}": "orders: {does: [orders], orders: open, order: drawn}"}


def playing(order: str = "drawn", **more: str) -> Playing:
    changed = {old: new.replace("drawn", order) for old, new in OPEN.items()}
    return Playing(written(RULEBOOK, replacing={**changed, **more})).to_orders()


def order(play: Playing, seed: str = "test") -> tuple[str, ...]:
    return order_of_play(play.exercise, play.state, KeyedRolls(seed))


def test_every_move_has_its_place() -> None:
    drawn = {order(playing(), f"seed {number}") for number in range(30)}
    assert all(sorted(each) == ["blue", "blue", "red", "red"] for each in drawn)
    assert len(drawn) == 6  # single moves are drawn, not actors
    assert order(playing("listed")) == ("red", "red", "blue", "blue")


def test_by_initiative_the_highest_moves_first() -> None:
    play = playing("{initiative: gold}")
    assert order(play) == ("red", "red", "blue", "blue")
    play.state = type(play.state)(**{**_slots(play), "tracks": {**play.state.tracks, "blue.gold": 9}})
    assert order(play) == ("blue", "blue", "red", "red")


def test_a_move_that_was_made_changes_no_other_place() -> None:
    for number in range(20):
        play, seed = playing(), f"seed {number}"
        before = order(play, seed)
        play.order(before[0], "wait")
        play.rule()
        assert order(play, seed) == before[1:]


def test_where_moves_are_sealed_there_is_no_order_yet() -> None:
    assert order(Playing(written(RULEBOOK)).to_orders()) == ()
    assert order(Playing(written(RULEBOOK))) == ()


def _slots(play: Playing) -> dict[str, object]:
    return {name: getattr(play.state, name) for name in type(play.state).__slots__}


# ------------------------------------------------------------------------------------------- one phase after another

ONE_AFTER_THE_OTHER = {
    "  orders: {does: [orders], orders: sealed}": (
        "  first: {name: The red hour, who: [red], does: [orders], orders: HOW}\n"
        "  second: {who: [blue], does: [orders], orders: HOW}"
    )
}


@pytest.mark.parametrize("how", ["sealed", "open"])
def test_a_phase_of_some_takes_orders_of_these_alone(how: str) -> None:
    phases = {old: new.replace("HOW", how) for old, new in ONE_AFTER_THE_OTHER.items()}
    play = Playing(written(replacing=phases)).to_orders()
    (told, _) = check_order(play.exercise, play.state, Order("theirs", "blue", "wait"))
    assert (told.text, told.holds) == ("orders in The red hour are given by Red", False)
    assert all(check.holds for check in check_order(play.exercise, play.state, Order("ours", "red", "wait")))
    waiting = play.order("blue", "wait")
    assert all(check.holds for check in check_order(play.exercise, play.state, waiting)), "once given it is looked at"
    assert not any("red hour" in reason.text for reason in offer(play, "red").reasons)
    assert any("red hour" in reason.text and not reason.holds for reason in offer(play, "blue").reasons)


def offer(play: Playing, seat: str) -> MoveOffer:
    view = seat_view(play.exercise, play.state, seat, play.past, play.rolls)
    return next(one for one in view.offers if one.move == "wait")


@pytest.mark.parametrize("how", ["sealed", "open"])
def test_who_acts_in_a_phase_acts_there_in_a_rehearsal_too(how: str) -> None:
    phases = {old: new.replace("HOW", how) for old, new in ONE_AFTER_THE_OTHER.items()}
    once = {use.actor: use.times for use in rehearse(written(), 2_000, "seed").moves}
    apart = {use.actor: use.times for use in rehearse(written(replacing=phases), 2_000, "seed").moves}
    assert apart == pytest.approx(once, rel=0.05)


def test_nobody_has_more_moves_because_orders_are_taken_twice() -> None:
    twice = {
        "  orders: {does: [orders], orders: sealed}": (
            "  first: {does: [orders], orders: sealed}\n  second: {does: [orders], orders: sealed}"
        )
    }
    report = rehearse(written(replacing=twice), 200, "seed")
    assert all(use.times <= 200 * 3 * 2 for use in report.moves)
    # Of two moves a turn each is made with an even chance in the first phase, and again what is left in the second.
    assert [use.times / (200 * 3 * 2) for use in report.moves] == pytest.approx([0.75, 0.75], abs=0.05)
