"""The situation of one run, and the changes that can happen to it.

`State` is immutable and plain: what rules read is in it, nothing else. `after`
is the only way from one state to the next, and the log's memory is built from
it. A Change is the referee's word; what the log records is the session's
(`session.entries`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce, singledispatch

from wargame.referee.pacts import Breach, Offer, Pact, PactChange, after_pact
from wargame.referee.running import RunningChange, after_running

EVERYBODY = "all"
"""The audience of a report that is for everybody."""


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
    choices: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Parameter of the move → the level or word chosen; one that is not in it is as usual."""


@dataclass(frozen=True, slots=True)
class Carried:
    """An order that was carried out."""

    turn: int
    order: Order
    told: tuple[str, ...] | None = None
    """Who learnt of it, where the facilitator said so: `all`, or actors. None: as its move says."""


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
    queued: int = 0
    """How many orders the queue held when it was settled; 0 while it is not."""
    carried: tuple[Carried, ...] = ()
    injects: Mapping[str, str] = field(default_factory=dict)
    """Inject id → "delivered" or "skipped"; an inject not in it is still to come."""
    deferred: Mapping[str, int] = field(default_factory=dict)
    """Inject that the facilitator has put off → the turn before which it does not come up."""
    fired: Mapping[str, int] = field(default_factory=dict)
    """Trigger id → last turn in which it fired."""
    reported: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """Audience → track id → value at the last report to it. A report to `all` takes the place of every earlier one."""
    drawn: Mapping[str, int] = field(default_factory=dict)
    """How often each rule has drawn in this turn, by its key: the ordinal of the next draw."""
    pacts: Mapping[str, Pact] = field(default_factory=dict)
    """Every agreement that was ever signed, as it stands."""
    offers: Mapping[str, Offer] = field(default_factory=dict)
    """Texts on the table, not yet signed by all."""
    signed_now: int = 0
    """How many agreements have come into force in this turn."""
    breaches: tuple[Breach, ...] = ()
    """Every breach so far; when one is found it comes last."""
    cards: Mapping[str, str] = field(default_factory=dict)
    """Card by its full id → the word that was drawn or chosen."""
    ending: str | None = None
    """Id of the ending reached; "" when play is over without one; None while play goes on."""

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
    told: tuple[str, ...] | None = None
    """Who learns of it, where the facilitator says so."""


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
    """A new turn at its first item: caps count from the present values, ordinals of draws start again."""

    turn: int


@dataclass(frozen=True, slots=True)
class CursorMoved:
    """Play has come to another phase or item."""

    cursor: Cursor


@dataclass(frozen=True, slots=True)
class Ended:
    """Play is over; nothing more happens."""

    ending: str
    """Id of the ending reached, or "" when none holds."""


Change = (
    TrackChanged | FlagRaised | FlagCleared | EffectScheduled | EffectFellDue | OrderPlaced | OrderWithdrawn
    | QueueDrawn | OrderCarriedOut | OrderLapsed | InjectDelivered | InjectSkipped | TriggerFired
    | TrackReported | DrawMade | TurnBegan | CursorMoved | Ended | PactChange
    | RunningChange
)  # fmt: skip


def after(state: State, change: Change) -> State:
    """Return the situation after one change. The given state stays as it is."""
    return _after(change, state)


def fold(state: State, changes: Iterable[Change]) -> State:
    """Return the situation after all the changes, in their order."""
    return reduce(after, changes, state)


@singledispatch
def _after(change: object, state: State) -> State:
    message = f"{type(change).__name__} is not a change of {type(state).__name__}"
    raise TypeError(message)


@_after.register
def _(change: PactChange, state: State) -> State:
    return replace(state, **after_pact(state, change))


@_after.register
def _(change: RunningChange, state: State) -> State:
    return replace(state, **after_running(state, change))


@_after.register
def _(change: TrackChanged, state: State) -> State:
    return replace(state, tracks={**state.tracks, change.track: change.after})


@_after.register
def _(change: FlagRaised, state: State) -> State:
    return replace(state, flags={**state.flags, change.flag: change.until})


@_after.register
def _(change: FlagCleared, state: State) -> State:
    return replace(state, flags={flag: until for flag, until in state.flags.items() if flag != change.flag})


@_after.register
def _(change: EffectScheduled, state: State) -> State:
    return replace(state, scheduled=(*state.scheduled, change.effect))


@_after.register
def _(change: EffectFellDue, state: State) -> State:
    return replace(state, scheduled=tuple(effect for effect in state.scheduled if effect.id != change.effect))


@_after.register
def _(change: OrderPlaced, state: State) -> State:
    return replace(state, orders=(*state.orders, change.order))


@_after.register
def _(change: OrderWithdrawn, state: State) -> State:
    return replace(state, orders=_without(state.orders, change.order))


@_after.register
def _(change: QueueDrawn, state: State) -> State:
    waiting = {order.id: order for order in state.orders}
    settled = tuple(waiting.pop(order) for order in change.orders)
    orders = (*settled, *waiting.values())
    return replace(state, orders=orders, queue_drawn=True, queued=len(orders))


@_after.register
def _(change: OrderCarriedOut, state: State) -> State:
    order = next(order for order in state.orders if order.id == change.order)
    carried = (*state.carried, Carried(turn=state.turn, order=order, told=change.told))
    return replace(state, orders=_without(state.orders, change.order), carried=carried)


@_after.register
def _(change: OrderLapsed, state: State) -> State:
    return replace(state, orders=_without(state.orders, change.order))


@_after.register
def _(change: InjectDelivered, state: State) -> State:
    return replace(state, injects={**state.injects, change.inject: "delivered"})


@_after.register
def _(change: InjectSkipped, state: State) -> State:
    return replace(state, injects={**state.injects, change.inject: "skipped"})


@_after.register
def _(change: TriggerFired, state: State) -> State:
    return replace(state, fired={**state.fired, change.trigger: change.turn})


@_after.register
def _(change: TrackReported, state: State) -> State:
    reported = {audience: dict(values) for audience, values in state.reported.items()}
    if change.audience == EVERYBODY:
        for values in reported.values():
            values.pop(change.track, None)
    reported.setdefault(change.audience, {})[change.track] = change.value
    return replace(state, reported={audience: values for audience, values in reported.items() if values})


@_after.register
def _(change: DrawMade, state: State) -> State:
    return replace(state, drawn={**state.drawn, change.key: state.drawn.get(change.key, 0) + 1})


@_after.register
def _(change: TurnBegan, state: State) -> State:
    cursor = Cursor(turn=change.turn)
    began = replace(state, cursor=cursor, at_turn_start=state.tracks, drawn={}, queue_drawn=False, queued=0)
    return replace(began, signed_now=0)


@_after.register
def _(change: CursorMoved, state: State) -> State:
    return replace(state, cursor=change.cursor, queue_drawn=False, queued=0)


@_after.register
def _(change: Ended, state: State) -> State:
    return replace(state, ending=change.ending)


def _without(orders: tuple[Order, ...], gone: str) -> tuple[Order, ...]:
    return tuple(order for order in orders if order.id != gone)
