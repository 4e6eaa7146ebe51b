"""Which simultaneous orders get in each other's way, read from the rules before anything is thrown."""

from __future__ import annotations

from pathlib import Path

import pytest

from wargame import paths
from wargame.exercise.definition import Exercise
from wargame.exercise.reader import read
from wargame.referee.conflicts import conflicts
from wargame.referee.state import Order
from wargame.review.clashes import clash_lines

FOLDERS = Path(__file__).parent.parent / "data" / "exercises"


@pytest.fixture(scope="module")
def valley() -> Exercise:
    return read("valley", paths.read_exercise(FOLDERS / "valley"))


def order(actor: str, move: str, target: str = "") -> Order:
    return Order(f"{actor}.{move}", actor, move, target)


def test_what_one_raises_and_the_other_lowers(valley: Exercise) -> None:
    """Of a roll, what is meant counts: the outcome that it is made for."""
    (found,) = conflicts(valley, [order("north", "shell"), order("south", "talk_shop", "north")])
    assert set(found.opposed) == {"tension", "north.south.trust"}
    assert found.second_rests_on == ()


def test_moves_that_pull_alike_are_no_conflict(valley: Exercise) -> None:
    assert conflicts(valley, [order("north", "shell"), order("south", "raid")]) == ()


def test_an_actor_is_not_in_its_own_way(valley: Exercise) -> None:
    assert conflicts(valley, [order("north", "shell"), order("north", "talk_shop", "south")]) == ()


def test_what_a_move_is_paid_from_or_may_be_made_if_comes_first() -> None:
    korea = read("korea", paths.read_exercise(paths.shipped("exercises") / "korea"))
    first, second = order("us", "us_interdict"), order("dprk", "dprk_covert_expand")
    pull = order("rok", "rok_call_exercise")
    found = conflicts(korea, [pull, first, second, order("us", "us_waiver")])
    assert found[0].decisive
    assert (found[0].first, found[0].second) == (first, second)
    assert found[0].second_rests_on == ("dprk.capital",)
    lines = clash_lines(korea, found)
    assert lines[0].text.startswith("KP “Expand an undeclared enrichment site” rests on Political capital")
    assert lines[0].decisive
    assert all(not line.decisive and "pulled both ways" in line.text for line in lines[1:])
