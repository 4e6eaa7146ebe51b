"""The referee's working memory: every slot of State as columns over N runs.

Rules are applied to all runs at once under a mask; a live session is one run
whose Trace writes down every change as it happens. Arrays are never altered in
place, so a copy of the dictionaries is a snapshot.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from wargame.referee import limits
from wargame.referee.gathering import gather, gather_whole, scatter
from wargame.referee.pact_columns import PactColumns
from wargame.referee.state import (
    EVERYBODY,
    Carried,
    Cursor,
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
    QueueDrawn,
    Scheduled,
    State,
    TrackChanged,
    TrackReported,
    TriggerFired,
    TurnBegan,
)
from wargame.referee.trace import Trace

Amounts = NDArray[np.float64]
Counts = NDArray[np.int64]
Truths = NDArray[np.bool_]

DOWN = -1
"""A flag that is not up."""
FOREVER = 1 << 62
"""A flag that stays until it is cleared."""
_COMING, DELIVERED, _SKIPPED = 0, 1, 2
_STATUS = {DELIVERED: "delivered", _SKIPPED: "skipped"}


@dataclass(frozen=True, slots=True)
class Pending:
    """A scheduled change, in the runs in which it is scheduled."""

    base: str
    """What its id is made of."""
    due: int
    track: str
    operation: str
    amounts: Amounts
    ordinals: Counts
    """The how-many-th of its kind in each run, from 1: the rest of its id."""
    mask: Truths
    path: str
    text: str = ""
    """In words, where it has been put into words already."""

    def scheduled(self, run: int) -> Scheduled:
        """Return it as one run knows it."""
        return Scheduled(
            id=f"{self.base}#{self.ordinals[run]}",
            due=self.due,
            track=self.track,
            operation=self.operation,
            amount=float(self.amounts[run]),
            text=self.text or limits.sentence(self.track, self.operation, float(self.amounts[run])),
            path=self.path,
        )


class Columns(PactColumns):
    """N runs that stand at the same point of the same exercise.

    `live` says which of them go on; with a trace there is exactly one run, and
    every change to it is written down. Every attribute that is a dictionary holds
    columns with one entry a run. Without `detailed`, what no rule reads (who
    carried out what when, each single breach) is only counted: thousands of runs
    at once then cost no work run by run.
    """

    def __init__(self, states: Sequence[State], trace: Trace | None = None) -> None:
        if trace is not None and len(states) != 1:
            raise ValueError("Only a single run can be traced.")
        first = states[0]
        if any(state.cursor != first.cursor for state in states):
            raise ValueError("Runs computed together must stand at the same point.")
        self.runs = len(states)
        self.trace = trace
        self.detailed = True
        self.cursor = first.cursor
        self.tracks = gather(states, lambda state: state.tracks, 0.0)
        self.at_turn_start = gather(states, lambda state: state.at_turn_start, 0.0)
        self.flags = gather_whole(
            states, lambda state: {flag: FOREVER if end is None else end for flag, end in state.flags.items()}, DOWN
        )
        self.injects = gather_whole(
            states,
            lambda state: {key: DELIVERED if word == "delivered" else _SKIPPED for key, word in state.injects.items()},
            _COMING,
        )
        self.deferred = gather_whole(states, lambda state: state.deferred, 0)
        self.fired = gather_whole(states, lambda state: state.fired, 0)
        self.drawn = gather_whole(states, lambda state: state.drawn, 0)
        self.reported = gather(
            states,
            lambda state: {(to, key): value for to, known in state.reported.items() for key, value in known.items()},
            np.nan,
        )
        self.pending = [pending for run, state in enumerate(states) for pending in _pending(state, run, len(states))]
        self.orders = [state.orders for state in states]
        self.queued = [state.queued if state.queue_drawn else None for state in states]
        self.carried = [state.carried for state in states]
        self.done_now = gather_whole(states, lambda state: _counts(state, first.turn), 0)
        self.done = gather_whole(states, lambda state: _counts(state, None), 0)
        self.ending = [state.ending for state in states]
        self.ended_at = [None if state.ending is None else state.cursor for state in states]
        self.live: Truths = np.array([state.ending is None for state in states])
        self.gather_pacts(states)

    @classmethod
    def repeat(cls, state: State, runs: int) -> Self:
        """Return many runs that all stand where this one does, at no cost that grows run by run, without detail."""
        columns = cls([state])
        for name, value in vars(columns).items():
            if isinstance(value, dict):
                setattr(columns, name, {key: np.repeat(values, runs) for key, values in value.items()})
        everywhere = np.ones(runs, dtype=np.bool_)
        columns.pending = [
            replace(pending, amounts=np.repeat(pending.amounts, runs), ordinals=np.repeat(pending.ordinals, runs),
                    mask=everywhere)
            for pending in columns.pending
        ]  # fmt: skip
        for name in ("orders", "queued", "carried", "ending", "ended_at"):
            setattr(columns, name, getattr(columns, name) * runs)
        columns.offers = tuple(replace(text, mask=everywhere) for text in columns.offers)
        columns.broken = tuple(replace(broken, mask=everywhere) for broken in columns.broken)
        columns.runs, columns.live, columns.detailed = runs, np.repeat(columns.live, runs), False
        return columns

    @property
    def turn(self) -> int:
        """The turn in play."""
        return self.cursor.turn

    def snapshot(self) -> Columns:
        """Return what the rules can read now; later changes do not show in it."""
        copy = object.__new__(Columns)
        copy.__dict__.update(self.__dict__)
        copy.trace = None
        for slot, value in self.__dict__.items():
            if isinstance(value, dict):
                setattr(copy, slot, dict(value))
        return copy

    def state(self, run: int = 0) -> State:
        """Return the situation of one run."""
        reported: dict[str, dict[str, float]] = {}
        for (audience, track), values in self.reported.items():
            if not np.isnan(values[run]):
                reported.setdefault(audience, {})[track] = float(values[run])
        queued = self.queued[run]
        return State(
            cursor=self.ended_at[run] or self.cursor,
            tracks=scatter(self.tracks, run),
            at_turn_start=scatter(self.at_turn_start, run),
            flags={
                flag: None if until[run] == FOREVER else int(until[run])
                for flag, until in self.flags.items()
                if until[run] != DOWN
            },
            scheduled=tuple(pending.scheduled(run) for pending in self.pending if pending.mask[run]),
            orders=self.orders[run],
            queue_drawn=queued is not None,
            queued=queued or 0,
            carried=self.carried[run],
            injects={key: _STATUS[int(word[run])] for key, word in self.injects.items() if word[run]},
            deferred={key: int(turn[run]) for key, turn in self.deferred.items() if turn[run]},
            fired={key: int(turn[run]) for key, turn in self.fired.items() if turn[run]},
            reported=reported,
            drawn={key: int(number[run]) for key, number in self.drawn.items() if number[run]},
            pacts=self.pacts_of(run),
            offers=self.offers_of(run),
            signed_now=int(self.signed_now[run]),
            breaches=self.breaches_of(run),
            cards=self.cards_of(run),
            ending=self.ending[run],
        )

    # ---------------------------------------------------------------------------------- changes, one method per kind

    def set_track(self, track: str, values: Amounts, mask: Truths) -> None:
        """Give a track new values, already rounded, capped and clamped."""
        before = self.tracks[track]
        after = values if np.count_nonzero(mask) == self.runs else np.where(mask, values, before)
        self.tracks[track] = after
        if self.trace is not None and after[0] != before[0]:
            self.trace.changes.append(TrackChanged(track, float(before[0]), float(after[0])))

    def raise_flag(self, flag: str, until: int, mask: Truths) -> None:
        """Put a flag up through the end of turn `until`; a flag that holds longer already is left."""
        before = self.flags.get(flag)
        if before is None:
            before = np.full(self.runs, DOWN, dtype=np.int64)
        after = np.where(mask, np.maximum(before, until), before)
        self.flags[flag] = after
        if self.trace is not None and after[0] != before[0]:
            self.trace.changes.append(FlagRaised(flag, None if until == FOREVER else until))

    def clear_flag(self, flag: str, mask: Truths) -> None:
        """Take a flag down."""
        before = self.flags.get(flag)
        if before is None:
            return
        self.flags[flag] = np.where(mask, DOWN, before)
        if self.trace is not None and mask[0] and before[0] != DOWN:
            self.trace.changes.append(FlagCleared(flag))

    def schedule(self, pending: Pending) -> None:
        """Put down a fixed change for a later turn. Its ordinals are filled in here."""
        same = [other.mask for other in self.pending if other.base == pending.base]
        ordinals = sum((mask.astype(np.int64) for mask in same), np.ones(self.runs, dtype=np.int64))
        put_down = replace(pending, ordinals=np.asarray(ordinals, dtype=np.int64))
        self.pending.append(put_down)
        if self.trace is not None and pending.mask[0]:
            self.trace.changes.append(EffectScheduled(put_down.scheduled(0)))

    def fall_due(self, pending: Pending, mask: Truths) -> None:
        """Take a scheduled change off the list."""
        place = next(index for index, other in enumerate(self.pending) if other is pending)
        left = pending.mask & ~mask
        self.pending[place : place + 1] = [replace(pending, mask=left)] if left.any() else []
        if self.trace is not None and pending.mask[0] and mask[0]:
            self.trace.changes.append(EffectFellDue(pending.scheduled(0).id))

    def settle_queue(self, orders: Sequence[tuple[Order, ...]]) -> None:
        """Settle in which order the waiting orders of each run will be ruled."""
        self.orders = [settled if self.live[run] else self.orders[run] for run, settled in enumerate(orders)]
        self.queued = [len(settled) if self.live[run] else self.queued[run] for run, settled in enumerate(orders)]
        if self.trace is not None:
            self.trace.changes.append(QueueDrawn(tuple(order.id for order in self.orders[0])))

    def carry_out(self, order: Order, mask: Truths, told: tuple[str, ...] | None = None) -> None:
        """Count an order as carried out, and take it off the waiting ones; `told`: who learns of it, if not as ever."""
        self.count_move(order.actor, order.move, mask)
        if self.detailed:
            for run in np.flatnonzero(mask):
                self.orders[run] = _without(self.orders[run], order)
                self.carried[run] = (*self.carried[run], Carried(self.turn, order, told))
        if self.trace is not None and mask[0]:
            self.trace.changes.append(OrderCarriedOut(order.id, told))

    def count_move(self, actor: str, move: str, mask: Truths) -> None:
        """Count a move as carried out."""
        key = (actor, move)
        for counts in (self.done_now, self.done):
            before = counts.get(key)
            counts[key] = mask.astype(np.int64) if before is None else before + mask

    def let_lapse(self, order: Order, mask: Truths) -> None:
        """Take an order off the waiting ones without anything following from it."""
        for run in np.flatnonzero(mask):
            self.orders[run] = _without(self.orders[run], order)
        if self.trace is not None and mask[0]:
            self.trace.changes.append(OrderLapsed(order.id))

    def spend_inject(self, inject: str, delivered: Truths, skipped: Truths) -> None:
        """Mark an inject as delivered in some runs and skipped in others: it does not come up again."""
        before = self.injects.get(inject)
        spent = np.where(skipped, _SKIPPED, _COMING if before is None else before)
        self.injects[inject] = np.where(delivered, DELIVERED, spent)
        if self.trace is not None and delivered[0]:
            self.trace.changes.append(InjectDelivered(inject))
        elif self.trace is not None and skipped[0]:
            self.trace.changes.append(InjectSkipped(inject))

    def still_to_come(self, inject: str) -> Truths:
        """Return in which runs an inject has neither been delivered nor skipped."""
        status = self.injects.get(inject)
        return np.ones(self.runs, dtype=np.bool_) if status is None else status == _COMING

    def fire(self, trigger: str, mask: Truths) -> None:
        """Mark a trigger as fired in this turn."""
        before = self.fired.get(trigger)
        self.fired[trigger] = np.where(mask, self.turn, 0 if before is None else before)
        if self.trace is not None and mask[0]:
            self.trace.changes.append(TriggerFired(trigger, self.turn))

    def report(self, audience: str, track: str, values: Amounts, mask: Truths) -> None:
        """Let an audience know the value of a track; a report to everybody takes the place of the others."""
        unknown = np.full(self.runs, np.nan)
        if audience == EVERYBODY:
            for key in [key for key in self.reported if key[1] == track]:
                self.reported[key] = np.where(mask, np.nan, self.reported[key])
        self.reported[audience, track] = np.where(mask, values, self.reported.get((audience, track), unknown))
        if self.trace is not None and mask[0]:
            self.trace.changes.append(TrackReported(audience, track, float(values[0])))

    def count_draw(self, draw: str, mask: Truths) -> Counts:
        """Count one more draw of a rule in this turn, and return its ordinals, from 1."""
        before = self.drawn.get(draw)
        if before is None:
            before = np.zeros(self.runs, dtype=np.int64)
        self.drawn[draw] = before + mask
        if self.trace is not None and mask[0]:
            self.trace.changes.append(DrawMade(draw))
        return before + 1

    def begin_turn(self, turn: int) -> None:
        """Begin a turn at its first item."""
        self.cursor = Cursor(turn)
        if self.live.all():
            self.at_turn_start = dict(self.tracks)
        else:
            self.at_turn_start = {
                track: np.where(self.live, values, self.at_turn_start.get(track, values))
                for track, values in self.tracks.items()
            }
        self.drawn = {draw: np.where(self.live, 0, number) for draw, number in self.drawn.items()}
        self.done_now = {key: np.where(self.live, 0, number) for key, number in self.done_now.items()}
        self.begin_signing(self.live)
        self._forget_queue()
        if self.trace is not None:
            self.trace.changes.append(TurnBegan(turn))

    def move_on(self, cursor: Cursor) -> None:
        """Go to another item of the same turn."""
        self.cursor = cursor
        self._forget_queue()
        if self.trace is not None:
            self.trace.changes.append(CursorMoved(cursor))

    def end(self, ending: str, mask: Truths) -> None:
        """End some runs; nothing more happens in them."""
        for run in np.flatnonzero(mask):
            self.ending[run] = ending
            self.ended_at[run] = self.cursor
        self.live = self.live & ~mask
        if self.trace is not None and mask[0]:
            self.trace.changes.append(Ended(ending))

    def _forget_queue(self) -> None:
        if self.detailed:
            self.queued = [None if live else queued for live, queued in zip(self.live, self.queued, strict=True)]


def _pending(state: State, run: int, runs: int) -> Iterator[Pending]:
    """Yield what is scheduled in one run, each in that run alone."""
    here = np.arange(runs) == run
    for effect in state.scheduled:
        base, _, ordinal = effect.id.rpartition("#")
        yield Pending(
            base=base,
            due=effect.due,
            track=effect.track,
            operation=effect.operation,
            amounts=np.full(runs, effect.amount),
            ordinals=np.full(runs, int(ordinal), dtype=np.int64),
            mask=here,
            path=effect.path,
            text=effect.text,
        )


def _counts(state: State, turn: int | None) -> dict[tuple[str, str], int]:
    """Return how often each actor has carried out each move, in one turn or in all."""
    return Counter(
        (carried.order.actor, carried.order.move) for carried in state.carried if turn in (None, carried.turn)
    )


def _without(orders: tuple[Order, ...], gone: Order) -> tuple[Order, ...]:
    return tuple(order for order in orders if order.id != gone.id)
