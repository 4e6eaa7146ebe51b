"""Where simultaneous orders get in each other's way, in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from wargame.exercise.definition import Exercise
from wargame.exercise.punctuation import quoted
from wargame.referee.conflicts import Conflict
from wargame.referee.state import Order
from wargame.review import names
from wargame.translation import say


class Clash(NamedTuple):
    """One sentence about orders that are not indifferent to one another."""

    decisive: bool
    """Whether one of them may not be possible any more once another is ruled."""
    text: str


def clash_lines(exercise: Exercise, clashes: Sequence[Conflict]) -> tuple[Clash, ...]:
    """Return first what rests on what, then each track that is pulled both ways, with those who pull."""
    told = []
    for clash in clashes:
        for one, other, things in (
            (clash.first, clash.second, clash.first_rests_on),
            (clash.second, clash.first, clash.second_rests_on),
        ):
            if things:
                what = names.listed([_thing(exercise, thing) for thing in things])
                first, second = _order(exercise, one), _order(exercise, other)
                rests = say("{order} rests on {what}, which {other} may change", order=first, what=what, other=second)
                told.append(Clash(decisive=True, text=rests))
    pulled: dict[str, dict[str, Order]] = {}
    for clash in clashes:
        for track in clash.opposed:
            pulled.setdefault(track, {}).update({order.id: order for order in (clash.first, clash.second)})
    for track, orders in sorted(pulled.items(), key=lambda one: -len(one[1])):
        who = names.listed([_order(exercise, order) for order in orders.values()])
        pulls = say("{track}, pulled both ways: {orders}", track=names.track_name(exercise, track), orders=who)
        told.append(Clash(decisive=False, text=pulls))
    return tuple(told)


def _order(exercise: Exercise, order: Order) -> str:
    actor = exercise.actors[order.actor]
    return f"{actor.monogram or actor.name} {quoted(names.order_name(exercise, order))}"


def _thing(exercise: Exercise, thing: str) -> str:
    if thing in exercise.tracks or thing in exercise.derived:
        return names.track_name(exercise, thing)
    return quoted(exercise.flags[thing]) if thing in exercise.flags else thing.replace("_", " ")
