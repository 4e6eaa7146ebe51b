"""What a worked play says about an order, as the adjustments that a facilitator would make."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.exercise.complaints import Place
from wargame.exercise.play import PlayOrder
from wargame.referee.adjustment import (
    Add,
    Adjustment,
    Argue,
    ChooseOutcome,
    CountModifier,
    Decide,
    ExtraModifier,
    Lapse,
    Side,
    Strike,
    TakeDice,
    Tell,
    Vote,
    Waive,
)


def adjustments_of(said: PlayOrder) -> Iterator[tuple[Adjustment, Place]]:
    """Yield what the play says about an order, in the order in which a facilitator would do it."""
    if said.waive:
        yield Waive(said.waive), said.place
    if said.lapse:
        yield Lapse(said.lapse), said.place
    if said.tell is not None:
        yield Tell(said.tell.to, said.tell.reason), said.tell.place
    yield from _deciding(said)
    for number in range(1, max(len(said.dice), len(said.outcome), *(one.roll for one in said.modifiers)) + 1):
        if number > 1:
            yield from _weighing(said, number)
        if number <= len(said.dice):
            yield TakeDice(number, said.dice[number - 1]), said.place
        if number <= len(said.outcome):
            outcome = said.outcome[number - 1]
            yield ChooseOutcome(number, outcome.what, outcome.reason), outcome.place
    for struck in said.strike:
        yield Strike(struck.what, struck.reason), struck.place
    for added in said.add:
        yield Add(added.what, added.reason), added.place


def _deciding(said: PlayOrder) -> Iterator[tuple[Adjustment, Place]]:
    """Yield how it is decided, with what counts in its first roll. Ballots go upward: no order tells who voted what."""
    if said.decide is not None:
        yield Decide(said.decide.what, said.decide.reason), said.decide.place
    for argument in said.arguments:
        side: Side = "for" if argument.speaks_for else "against"
        yield Argue(side, argument.text, argument.by, argument.weight), argument.place
    yield from _weighing(said, 1)
    if said.vote:
        yield Vote(tuple(sorted(said.vote))), said.place


def _weighing(said: PlayOrder, roll: int) -> Iterator[tuple[Adjustment, Place]]:
    """Yield what is done about the modifiers of a roll: before its dice, and once the one before it has been thrown."""
    for one in said.modifiers:
        if one.roll != roll:
            continue
        if one.act == "add":
            yield ExtraModifier(roll, one.amount, one.reason), one.place
        else:
            yield CountModifier(roll, one.text, one.act == "count", one.reason), one.place
