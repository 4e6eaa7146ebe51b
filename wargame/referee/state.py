"""The situation of one run, and the changes that can happen to it.

`State` is immutable and plain: what rules read is in it, nothing else. `after`
is the only way from one state to the next, and the log's memory is built from
it. A Change is the referee's word; what the log records is the session's
(`session.entries`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Order:
    """One move as a seat has entered it. Only actor and move are required."""

    id: str
    """Unique in the session; for a worked play its place in the file."""
    actor: str
    move: str
    target: str = ""
    say: str = ""
    """What the actor says publicly while doing it."""
    intent: str = ""
    """What the actor wants from it; for the white cell."""


@dataclass(frozen=True, slots=True)
class Carried:
    """An order that was carried out."""

    turn: int
    order: Order


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A fixed change that falls due later, whatever becomes of its cause."""

    id: str
    due: int
    """The turn at whose `delayed effects` it happens."""
    track: str
    operation: str
    amount: float
    text: str
    path: str
    """The rule that made it."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where play stands: the next thing to happen is item `item` of phase `phase` in turn `turn`.

    Phases and items count from 0. Before StartEx turn is 0.
    """

    turn: int = 0
    phase: int = 0
    item: int = 0


@dataclass(frozen=True, slots=True)
class State:
    """Everything the rules can read, at one moment. Mappings in it are never changed in place."""

    cursor: Cursor = Cursor()
    tracks: Mapping[str, float] = field(default_factory=dict)
    at_turn_start: Mapping[str, float] = field(default_factory=dict)
    """Track values when the turn began, before income: caps count from them."""
    flags: Mapping[str, int | None] = field(default_factory=dict)
    """Raised flag → last turn through whose end it holds; None: until cleared."""
    scheduled: tuple[Scheduled, ...] = ()
    orders: tuple[Order, ...] = ()
    """Given and not yet ruled. In adjudication, in the order in which they will be ruled."""
    queue_drawn: bool = False
    """Whether the order of the waiting orders has been settled for this adjudication."""
    carried: tuple[Carried, ...] = ()
    injects: Mapping[str, str] = field(default_factory=dict)
    """Inject id → "delivered" or "skipped"; an inject not in it is still to come."""
    fired: Mapping[str, int] = field(default_factory=dict)
    """Trigger id → last turn in which it fired."""
    reported: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """Audience → track id → value at the last report to it."""
    drawn: Mapping[str, int] = field(default_factory=dict)
    """How often each rule has drawn in this turn, by its key: the ordinal of the next draw."""
    ending: str | None = None
    """Id of the ending reached; None while play goes on."""

    @property
    def turn(self) -> int:
        """The turn in play, counted from 1; 0 before StartEx."""
        return self.cursor.turn


@dataclass(frozen=True, slots=True)
class TrackChanged:
    """A track takes a new value (already rounded, capped and clamped)."""

    track: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class FlagRaised:
    """A flag goes up, through the end of turn `until`, or until cleared."""

    flag: str
    until: int | None


@dataclass(frozen=True, slots=True)
class FlagCleared:
    """A flag goes down."""

    flag: str


@dataclass(frozen=True, slots=True)
class EffectScheduled:
    """A fixed change is put down for a later turn."""

    effect: Scheduled


@dataclass(frozen=True, slots=True)
class EffectFellDue:
    """A scheduled change leaves the list; the change itself follows as a TrackChanged."""

    effect: str
    """Its id."""


@dataclass(frozen=True, slots=True)
class OrderPlaced:
    """A seat has entered an order."""

    order: Order


@dataclass(frozen=True, slots=True)
class OrderWithdrawn:
    """An order was taken back before it was ruled."""

    order: str


@dataclass(frozen=True, slots=True)
class QueueDrawn:
    """The order in which the waiting orders will be ruled is settled."""

    orders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OrderCarriedOut:
    """An order has been ruled and carried out."""

    order: str


@dataclass(frozen=True, slots=True)
class OrderLapsed:
    """An order no longer holds at its moment: it costs nothing and nothing follows."""

    order: str


@dataclass(frozen=True, slots=True)
class InjectDelivered:
    """An inject has reached its recipients."""

    inject: str


@dataclass(frozen=True, slots=True)
class InjectSkipped:
    """An inject came up and its condition failed, or the facilitator passed it over: it is spent."""

    inject: str


@dataclass(frozen=True, slots=True)
class TriggerFired:
    """A trigger's condition came true."""

    trigger: str
    turn: int


@dataclass(frozen=True, slots=True)
class TrackReported:
    """An audience learns the present value of a track."""

    audience: str
    track: str
    value: float


@dataclass(frozen=True, slots=True)
class DrawMade:
    """A rule has drawn once more in this turn."""

    key: str


@dataclass(frozen=True, slots=True)
class TurnBegan:
    """A new turn: caps count from the present values, ordinals of draws start again."""

    turn: int


@dataclass(frozen=True, slots=True)
class CursorMoved:
    """Play has come to another phase or item."""

    cursor: Cursor


@dataclass(frozen=True, slots=True)
class Ended:
    """An ending is reached; nothing more happens."""

    ending: str


Change = (
    TrackChanged | FlagRaised | FlagCleared | EffectScheduled | EffectFellDue | OrderPlaced | OrderWithdrawn
    | QueueDrawn | OrderCarriedOut | OrderLapsed | InjectDelivered | InjectSkipped | TriggerFired
    | TrackReported | DrawMade | TurnBegan | CursorMoved | Ended
)  # fmt: skip
