"""Every change of the situation as a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import singledispatchmethod

from wargame.exercise.definition import Exercise
from wargame.exercise.punctuation import in_a_row, titled
from wargame.referee.pacts import PactChange
from wargame.referee.running import InjectDeferred, OrdersReordered
from wargame.referee.state import (
    Change,
    CursorMoved,
    DrawMade,
    EffectFellDue,
    EffectScheduled,
    Ended,
    FlagCleared,
    FlagRaised,
    InjectDelivered,
    InjectSkipped,
    Order,
    OrderCarriedOut,
    OrderLapsed,
    OrderPlaced,
    OrderWithdrawn,
    QueueDrawn,
    Scheduled,
    TrackChanged,
    TrackReported,
    TriggerFired,
    TurnBegan,
)
from wargame.review import names
from wargame.review.pacts import pact_text
from wargame.translation import phrase, say, say_count

BOOKKEEPING = (CursorMoved, DrawMade, OrderCarriedOut, TriggerFired, EffectFellDue)
"""Changes that people are told by what goes with them, not one by one."""

_LIMITS: Mapping[str, str] = {
    "stops at": phrase("stops at {limit}"),
    "rises at most": phrase("rises at most {limit} a turn"),
    "falls at most": phrase("falls at most {limit} a turn"),
    "range": phrase("range {limit}"),
}
_SET: Mapping[str, str] = {
    "to": phrase("{track} to {amount}"),
    "at least": phrase("{track} at least {amount}"),
    "at most": phrase("{track} at most {amount}"),
}
_NOTHING_THERE = frozenset((phrase("not in force"), phrase("not suspended"), phrase("never signed")))
"""Why a sentence found no agreement that it could have done anything to."""
_LIMIT = re.compile(rf"({'|'.join(_LIMITS)}) (\S+)(?: a turn)?")


def change_text(exercise: Exercise, change: Change, orders: Iterable[Order] = ()) -> str:
    """Return a change as one sentence without a full stop: "Tension 4 → 5 (+1)".

    Some changes only carry the id of an order; `orders` are those that are known, to be told by name.
    """
    return _Teller(exercise, {order.id: order for order in orders}).tell(change)


def scheduled_text(exercise: Exercise, effect: Scheduled) -> str:
    """Return what is put down for later: "In half-year 4: PRC economy +2"."""
    track = names.track_name(exercise, effect.track)
    amount = names.number(effect.amount)
    if effect.operation in _SET:
        what = say(_SET[effect.operation], track=track, amount=amount)
    elif effect.operation == "x":
        what = f"{track} × {amount}"
    else:
        what = f"{track} {names.signed(effect.amount if effect.operation == '+' else -effect.amount)}"
    return say("In {turn}: {change}", turn=names.turn_name(exercise, effect.due), change=what)


def limit_text(held_back: str) -> str:
    """Return what held a sentence back, as the log keeps it, in words: "range 0..100", "not in force"."""
    found = _LIMIT.fullmatch(held_back)
    if found is not None:
        return say(_LIMITS[found[1]], limit=found[2])
    return say(held_back) if held_back in _NOTHING_THERE else held_back


def track_text(exercise: Exercise, change: TrackChanged) -> str:
    """Return "Tension 4 → 7 (+3, crisis)"; the band is named when it is another than before."""
    before = names.value_text(exercise, change.track, change.before)
    after = names.value_text(exercise, change.track, change.after)
    band = names.band(exercise, change.track, change.after)
    new = f", {band}" if band and band != names.band(exercise, change.track, change.before) else ""
    difference = names.signed(change.after - change.before)
    return f"{names.track_name(exercise, change.track)} {before} {names.ARROW} {after} ({difference}{new})"


class _Teller:
    """Tells changes one by one; it knows the exercise and the orders that are referred to."""

    def __init__(self, exercise: Exercise, orders: Mapping[str, Order]) -> None:
        self.exercise = exercise
        self.orders = orders

    def order(self, order: str) -> str:
        """Return who ordered what."""
        found = self.orders.get(order)
        return self.named(found) if found else say("an order")

    def named(self, order: Order) -> str:
        """Return "China: Host working talks"."""
        return titled(names.actor_name(self.exercise, order.actor), names.order_name(self.exercise, order))

    @singledispatchmethod
    def tell(self, change: Change) -> str:
        """Return the change as a sentence."""
        if isinstance(change, EffectFellDue):
            return say("A delayed effect falls due")
        if isinstance(change, PactChange):
            return pact_text(self.exercise, change)
        raise TypeError(f"no wording for {type(change).__name__}")

    @tell.register
    def _(self, change: TrackChanged) -> str:
        return track_text(self.exercise, change)

    @tell.register
    def _(self, change: FlagRaised) -> str:
        flag = names.flag_words(self.exercise, change.flag)
        if change.until is None:
            return say("Now holds: {flag} (until cleared)", flag=flag)
        return say("Now holds: {flag} (through {turn})", flag=flag, turn=names.turn_name(self.exercise, change.until))

    @tell.register
    def _(self, change: FlagCleared) -> str:
        return say("No longer holds: {flag}", flag=names.flag_words(self.exercise, change.flag))

    @tell.register
    def _(self, change: EffectScheduled) -> str:
        return scheduled_text(self.exercise, change.effect)

    @tell.register
    def _(self, change: OrderPlaced) -> str:
        return say("Order of {order}", order=self.named(change.order))

    @tell.register
    def _(self, change: OrderWithdrawn) -> str:
        return say("Taken back: {order}", order=self.order(change.order))

    @tell.register
    def _(self, change: QueueDrawn) -> str:
        if not change.orders:
            return say("No orders wait to be ruled")
        if not all(order in self.orders for order in change.orders):
            return say_count(
                len(change.orders),
                "{count} orders will be ruled one after another",
                "{count} orders will be ruled one after another",
            )
        told = in_a_row(f"{place}. {self.order(order)}" for place, order in enumerate(change.orders, 1))
        return say("Ruled in this order: {orders}", orders=told)

    @tell.register
    def _(self, change: OrderCarriedOut) -> str:
        return say("Carried out: {order}", order=self.order(change.order))

    @tell.register
    def _(self, change: OrderLapsed) -> str:
        return say("Lapsed: {order}; it costs nothing and nothing follows", order=self.order(change.order))

    @tell.register
    def _(self, change: InjectDelivered) -> str:
        return names.opening(say("{inject}: delivered", inject=names.inject_name(self.exercise, change.inject)))

    @tell.register
    def _(self, change: InjectSkipped) -> str:
        return names.opening(say("{inject}: skipped", inject=names.inject_name(self.exercise, change.inject)))

    @tell.register
    def _(self, change: InjectDeferred) -> str:
        inject, until = names.inject_name(self.exercise, change.inject), names.turn_name(self.exercise, change.turn)
        return names.opening(say("{inject}: not before {turn}", inject=inject, turn=until))

    @tell.register
    def _(self, change: OrdersReordered) -> str:
        return say("Now ruled first: {orders}", orders=in_a_row(self.order(order) for order in change.orders))

    @tell.register
    def _(self, change: TriggerFired) -> str:
        return say("Set off: {rule}", rule=names.item_name(change.trigger))

    @tell.register
    def _(self, change: TrackReported) -> str:
        to = names.actor_name(self.exercise, change.audience)
        value = names.value_text(self.exercise, change.track, change.value)
        track = names.track_name(self.exercise, change.track)
        return say("Reported to {who}: {track} is {value}", who=to, track=track, value=value)

    @tell.register
    def _(self, change: DrawMade) -> str:
        return say("A draw was made: {key}", key=change.key)

    @tell.register
    def _(self, change: TurnBegan) -> str:
        return names.opening(say("{turn} begins", turn=names.turn_name(self.exercise, change.turn)))

    @tell.register
    def _(self, change: CursorMoved) -> str:
        cursor = change.cursor
        where = f", {names.phase_at(self.exercise, cursor.phase)}".rstrip(", ")
        return say("Play comes to {where}", where=f"{names.turn_name(self.exercise, cursor.turn)}{where}")

    @tell.register
    def _(self, change: Ended) -> str:
        return say("The exercise ends: {ending}", ending=names.ending_name(self.exercise, change.ending))
