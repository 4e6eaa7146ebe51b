"""What the facilitator changes in the run of play itself: injects put off, waiting orders put in another order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class InjectDeferred:
    """An inject does not come up before a later turn."""

    inject: str
    turn: int


@dataclass(frozen=True, slots=True)
class OrdersReordered:
    """The orders that wait to be ruled stand in another order; those not named come after, as they stood."""

    orders: tuple[str, ...]


class Waiting(Protocol):
    """An order that waits to be ruled."""

    @property
    def id(self) -> str:
        """Unique in the session."""


class InPlay(Protocol):
    """What of a state these changes read."""

    @property
    def deferred(self) -> Mapping[str, int]:
        """Inject → the turn before which it does not come up."""

    @property
    def orders(self) -> Sequence[Waiting]:
        """Those that wait, in their order."""


RunningChange = InjectDeferred | OrdersReordered


def after_running(state: InPlay, change: RunningChange) -> dict[str, Any]:
    """Return the fields of the state that a change gives new values. Raises KeyError for an order that does not wait.

    How many orders the queue held stays as it was: an order that is held is still one of them.
    """
    if isinstance(change, InjectDeferred):
        return {"deferred": {**state.deferred, change.inject: change.turn}}
    waiting = {order.id: order for order in state.orders}
    named = tuple(waiting.pop(order) for order in change.orders)
    return {"orders": (*named, *waiting.values())}
