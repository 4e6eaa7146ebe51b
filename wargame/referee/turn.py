"""The sequence of play as one pure step: what comes next, and what follows from it.

Live play, play without a window, verification and what-if all go through here.
A turn is its phases in order, each doing the things it names from top to
bottom; after each thing and each order the endings that count at once are
looked at, after the last turn the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from wargame.exercise.agreements import Agreement
from wargame.exercise.definition import ORDERS, Exercise, Phase
from wargame.exercise.rulebook import Ending
from wargame.referee import adjudication, dealing, deciding, endings, items, signing, starting
from wargame.referee.adjudication import deliver, improvise
from wargame.referee.adjustment import Adjustment, NotNowError
from wargame.referee.blocks import Umpire
from wargame.referee.columns import Columns
from wargame.referee.dice import KeyedRolls, Rolls
from wargame.referee.queue import settle
from wargame.referee.ruling import ItemSubject, Ruling
from wargame.referee.sight import seen_by
from wargame.referee.state import Change, Cursor, Order, State, fold
from wargame.referee.trace import Trace
from wargame.translation import say

__all__ = [
    "NotNowError",
    "NotStarted",
    "Over",
    "RuleOrder",
    "RuleSigning",
    "RunItem",
    "TakeOrders",
    "TakeSignatures",
    "begin",
    "choose_card",
    "close_orders",
    "close_signing",
    "deliver",
    "give_notice",
    "improvise",
    "jump_to_end",
    "next_thing",
    "opening",
    "propose",
    "sign",
    "signable",
    "unsign",
]

ADJUDICATION = "adjudication"
SIGNING = "signing"
OPEN = "open"


@dataclass(frozen=True, slots=True)
class NotStarted:
    """Before StartEx."""


@dataclass(frozen=True, slots=True)
class TakeOrders:
    """The seats give orders until the facilitator closes them."""

    phase: Phase
    index: int
    """Position of the phase in the turn, from 0."""


@dataclass(frozen=True, slots=True)
class RuleOrder:
    """A waiting order is to be ruled."""

    order: Order
    position: int
    """The how-many-th order of this adjudication, from 1."""
    waiting: int
    """How many are still to be ruled, this one included."""


@dataclass(frozen=True, slots=True)
class RunItem:
    """The program does something: `income`, `injects`, a named step, `adjudication` (which settles the queue).

    The item "" is a phase in which the program has nothing to do: it lasts until the facilitator goes on.
    """

    phase: Phase
    index: int
    """Position of the phase in the turn, from 0."""
    item: str


@dataclass(frozen=True, slots=True)
class Over:
    """Play is over."""

    ending: Ending | None
    """None when none of the endings held."""


@dataclass(frozen=True, slots=True)
class TakeSignatures:
    """The parties lay down texts and sign them until the facilitator closes the signing."""

    phase: Phase
    index: int
    """Position of the phase in the turn, from 0."""


@dataclass(frozen=True, slots=True)
class RuleSigning:
    """The last signature under a text is in: it is to come into force."""

    agreement: Agreement
    phase: Phase
    index: int
    """Position of the phase in the turn, from 0."""


NextThing = NotStarted | TakeOrders | RuleOrder | TakeSignatures | RuleSigning | RunItem | Over


def opening(exercise: Exercise) -> State:
    """Return the situation before StartEx: turn 0, every track at its start."""
    tracks = {track.id: track.start for track in exercise.tracks.values()}
    return State(tracks=tracks, at_turn_start=tracks)


def begin(exercise: Exercise, state: State, rolls: Rolls | None = None) -> tuple[Change, ...]:
    """Return the changes of StartEx: cards and starts are drawn, and turn 1 begins.

    Raises NotNowError when play has started already, or when something is to be drawn without rolls.
    """
    if not isinstance(next_thing(exercise, state), NotStarted):
        raise NotNowError(say("Play has started already."))
    trace = Trace()
    columns = Columns([state], trace)
    if rolls is not None:
        dealing.deal(exercise, columns, rolls)
        starting.settle(exercise, columns, rolls)
    elif starting.are_drawn(exercise):
        raise NotNowError(say("Starts are to be drawn."))
    elif any(card.draw is not None for card in exercise.cards.values()):
        raise NotNowError(say("Cards are to be drawn."))
    columns.begin_turn(1)
    return tuple(trace.changes)


def next_thing(exercise: Exercise, state: State) -> NextThing:
    """Return what happens next in this situation."""
    if state.ending is not None:
        return Over(endings.ending_of(exercise.rulebook.endings, state.ending))
    if state.turn == 0:
        return NotStarted()
    index = state.cursor.phase
    phase = exercise.phases[index]
    return _within(exercise, state, phase, index, phase.item(state.cursor.item))


def _within(exercise: Exercise, state: State, phase: Phase, index: int, item: str) -> NextThing:
    """Return what happens next within an item of a phase."""
    if item == ORDERS:
        if phase.orders == OPEN and state.orders:
            return RuleOrder(state.orders[0], 1, len(state.orders))
        return TakeOrders(phase, index)
    if item == SIGNING:
        signed = signing.to_be_ruled(exercise, state)
        return TakeSignatures(phase, index) if signed is None else RuleSigning(signed, phase, index)
    if item == ADJUDICATION and state.queue_drawn and state.orders:
        return RuleOrder(state.orders[0], state.queued - len(state.orders) + 1, len(state.orders))
    return RunItem(phase, index, item)


def propose(
    exercise: Exercise,
    state: State,
    rolls: Rolls,
    adjustments: Sequence[Adjustment] = (),
    queue: Sequence[str] = (),
) -> Ruling:
    """Return what follows from the next thing, when that is an order to rule or something the program does.

    `queue` states the order of ruling at adjudication, by order ids; orders it does
    not name come after. The ruling of the last thing of a turn also begins the next
    turn, or ends play. Raises NotNowError when there is nothing to rule now.
    """
    thing = next_thing(exercise, state)
    if isinstance(thing, RuleOrder):
        ruling = adjudication.adjudicate(exercise, state, thing.order, rolls, adjustments)
        return ruling if ruling.asks is not None else _with_the_next_step(exercise, state, ruling)
    if isinstance(thing, RuleSigning):
        return signing.rule(exercise, state, thing.agreement, rolls, adjustments)
    if not isinstance(thing, RunItem):
        raise NotNowError(say("There is nothing to rule now."))
    trace = Trace()
    umpire = Umpire(exercise, Columns([state], trace), rolls, adjustments)
    deciding.refuse(umpire.hand)
    with umpire.until_asked():
        if thing.item == ADJUDICATION:
            if state.orders:
                settle(umpire, thing.phase, queue)
        else:
            items.do(umpire, thing.item)
        adjudication.add_by_hand(umpire, {})
        endings.look_at_once(umpire)
        if not (thing.item == ADJUDICATION and state.orders):
            _move_on(umpire)
    subject = ItemSubject(state.turn, thing.phase.id, thing.item)
    findings, changes = tuple(trace.findings), tuple(trace.changes)
    ruling = Ruling(subject, (), findings, changes, tuple(adjustments), asks=umpire.asks)
    return replace(ruling, seen_by=seen_by(exercise, ruling))


def close_orders(exercise: Exercise, state: State) -> tuple[Change, ...]:
    """Return the changes of closing the taking of orders. Raises NotNowError when none are being taken."""
    if not isinstance(next_thing(exercise, state), TakeOrders):
        raise NotNowError(say("No orders are being taken now."))
    return _close(exercise, state)


def sign(
    exercise: Exercise, state: State, actor: str, agreement: str, terms: Mapping[str, int] | None = None
) -> tuple[Change, ...]:
    """Return the changes of a signature; with other terms than those on the table the text is laid down anew.

    Terms that are not given are those on the table, or the usual ones. Raises
    NotNowError with the reason when it cannot be signed now.
    """
    _signing_now(exercise, state)
    return signing.sign(exercise, state, actor, agreement, terms)


def let_pass(
    exercise: Exercise, state: State, agreement: str, terms: Mapping[str, int] | None = None
) -> tuple[Change, ...]:
    """Return the changes of the white cell letting a text pass, whatever does not hold for it. Raises NotNowError."""
    _signing_now(exercise, state)
    return signing.let_pass(exercise, state, agreement, terms)


def unsign(exercise: Exercise, state: State, actor: str, agreement: str) -> tuple[Change, ...]:
    """Return the change of a party taking its signature back. Raises NotNowError when it has not signed."""
    _signing_now(exercise, state)
    return signing.unsign(exercise, state, actor, agreement)


def give_notice(exercise: Exercise, state: State, actor: str, agreement: str) -> tuple[Change, ...]:
    """Return the change of a party leaving an agreement by notice. Raises NotNowError when it cannot."""
    _signing_now(exercise, state)
    return signing.give_notice(exercise, state, actor, agreement)


def signable(exercise: Exercise, state: State, actor: str) -> tuple[signing.Signable, ...]:
    """Return the texts of which an actor is a party and that do not stand already, each with what has to hold."""
    return signing.signable(exercise, state, actor)


def choose_card(exercise: Exercise, state: State, actor: str, card: str, word: str) -> tuple[Change, ...]:
    """Return the change of a seat choosing a card. Raises NotNowError with the reason when it cannot."""
    return dealing.choose(exercise, state, actor, card, word)


def close_signing(exercise: Exercise, state: State) -> tuple[Change, ...]:
    """Return the changes of closing the signing. Raises NotNowError when there is none."""
    _signing_now(exercise, state)
    return _close(exercise, state)


def _signing_now(exercise: Exercise, state: State) -> None:
    if not isinstance(next_thing(exercise, state), TakeSignatures):
        raise NotNowError(say("Nothing can be signed now."))


def _close(exercise: Exercise, state: State) -> tuple[Change, ...]:
    """Go on from a thing that lasts until the facilitator closes it."""
    trace = Trace()
    umpire = Umpire(exercise, Columns([state], trace), _no_rolls())
    endings.look_at_once(umpire)
    _move_on(umpire)
    return tuple(trace.changes)


def jump_to_end(exercise: Exercise, state: State) -> tuple[Change, ...]:
    """Return the changes of ending play now, as after the last turn: the first ending whose condition holds."""
    trace = Trace()
    endings.look_at_the_end(Umpire(exercise, Columns([state], trace), _no_rolls()))
    return tuple(trace.changes)


def _with_the_next_step(exercise: Exercise, state: State, ruling: Ruling) -> Ruling:
    """Return the ruling of an order, going on from it when it was the last one of its adjudication."""
    then = fold(state, ruling.changes)
    phase = exercise.phases[then.cursor.phase]
    if then.ending is not None or then.orders or phase.item(then.cursor.item) == ORDERS:
        return ruling
    trace = Trace(list(ruling.findings), list(ruling.changes))
    _move_on(Umpire(exercise, Columns([then], trace), _no_rolls()))
    return replace(ruling, findings=tuple(trace.findings), changes=tuple(trace.changes))


def _move_on(umpire: Umpire) -> None:
    """Go to the next item, phase or turn; after the last turn look for the ending."""
    columns, exercise = umpire.columns, umpire.exercise
    if not columns.live.any():
        return
    cursor = columns.cursor
    if cursor.item + 1 < len(exercise.phases[cursor.phase].does):
        columns.move_on(Cursor(cursor.turn, cursor.phase, cursor.item + 1))
    elif cursor.phase + 1 < len(exercise.phases):
        columns.move_on(Cursor(cursor.turn, cursor.phase + 1))
    elif cursor.turn < exercise.turns:
        signing.lapse(umpire)
        columns.begin_turn(cursor.turn + 1)
    else:
        endings.look_at_the_end(umpire)


def _no_rolls() -> Rolls:
    """Return dice for what never rolls."""
    return KeyedRolls("", "none")
