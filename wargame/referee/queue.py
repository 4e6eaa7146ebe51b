"""In which order the waiting orders are ruled: as listed, drawn, by initiative, or as the facilitator says."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from wargame.exercise.definition import Phase
from wargame.referee.adjustment import UnfitAdjustmentError
from wargame.referee.blocks import Umpire
from wargame.referee.dice import draw_of, key_of
from wargame.referee.ruling import Started
from wargame.referee.state import Order
from wargame.translation import say

INITIATIVE = "initiative:"
DRAWN = "drawn"


def settle(umpire: Umpire, phase: Phase, wanted: Sequence[str] = ()) -> None:
    """Settle the queue of every run. Raises UnfitAdjustmentError when `wanted` names an order that is not waiting."""
    columns = umpire.columns
    queues = [_queue(umpire, phase, wanted, run) for run in range(columns.runs)]
    columns.settle_queue(queues)
    if umpire.trace is not None:
        rule = "as the facilitator says" if wanted else phase.order
        umpire.trace.findings.append(Started(f"phases/{phase.id}/queue", "queue", rule, phase.place))


def _queue(umpire: Umpire, phase: Phase, wanted: Sequence[str], run: int) -> tuple[Order, ...]:
    waiting = umpire.columns.orders[run]
    if wanted:
        return _as_said(waiting, wanted)
    if phase.order == DRAWN:
        lots = _lots(umpire, phase, waiting, run)
        return tuple(order for _, _, order in sorted(lots, key=lambda lot: lot[:2]))
    if phase.order.startswith(INITIATIVE):
        track = phase.order.removeprefix(INITIATIVE).strip()
        return tuple(sorted(waiting, key=lambda order: -_initiative(umpire, order.actor, track, run)))
    return waiting


def _as_said(waiting: tuple[Order, ...], wanted: Sequence[str]) -> tuple[Order, ...]:
    known = {order.id: order for order in waiting}
    unknown = [order for order in wanted if order not in known]
    if unknown:
        raise UnfitAdjustmentError(say("No order called {orders} is waiting.", orders=", ".join(unknown)))
    first = tuple(known.pop(order) for order in dict.fromkeys(wanted))
    return (*first, *known.values())


def _lots(umpire: Umpire, phase: Phase, waiting: tuple[Order, ...], run: int) -> list[tuple[float, int, Order]]:
    """Return a lot for each single order, keyed by what it is: one order more changes no other lot."""
    seen: dict[str, int] = {}
    lots = []
    for position, order in enumerate(waiting):
        what = draw_of(f"phases/{phase.id}/queue/{order.move}", (order.actor, order.target))
        seen[what] = seen.get(what, 0) + 1
        key = key_of(umpire.columns.turn, what, seen[what])
        lots.append((float(umpire.rolls.fraction(key)[run]), position, order))
    return lots


def _initiative(umpire: Umpire, actor: str, track: str, run: int) -> float:
    values = umpire.columns.tracks.get(f"{actor}.{track}")
    return -np.inf if values is None else float(values[run])
