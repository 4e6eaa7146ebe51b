"""Who chooses next where moves are made openly."""

from __future__ import annotations

from tests.referee.playing import RULEBOOK, Playing, written
from wargame.referee.dice import KeyedRolls
from wargame.referee.order_of_play import order_of_play

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
