"""How each actor stands at the moment, for its card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.desktop.facilitator.actor_cards import ActorState
from wargame.referee.turn import NextThing, NotStarted, Over, RuleOrder, RunItem, TakeOrders, TakeSignatures
from wargame.translation import say, say_count

if TYPE_CHECKING:
    from wargame.exercise.definition import Exercise
    from wargame.referee.ruling import Asked
    from wargame.referee.state import State
    from wargame.referee.views import WhiteCellView


def actor_states(
    exercise: Exercise,
    view: WhiteCellView,
    state: State,
    thing: NextThing,
    *,
    asks: Asked | None = None,
    read_only: bool = False,
) -> tuple[dict[str, ActorState], str]:
    """Return the state of each actor's card, and a word about all ("3 of 4 in").

    `asks` is the question at which the open ruling has stopped.
    """
    purses, left = dict(view.purses), dict(view.orders_left)
    waiting = {actor: sum(line.actor == actor for line in view.orders) for actor in exercise.actors}
    ruled = {
        actor: sum(done.turn == state.turn and done.order.actor == actor for done in state.carried)
        for actor in exercise.actors
    }
    found, done, asked, marked = {}, 0, 0, False
    for actor in exercise.actors:
        words, tone, icon = _words(actor, thing, waiting[actor], left.get(actor, 0), ruled[actor])
        if not waiting[actor] and not ruled[actor] and _before_orders(exercise, thing):
            words, tone, icon = say("No order yet"), "neutral", "clock"
        acts = isinstance(thing, TakeOrders) and _takes_part(actor, thing)
        asked += acts
        done += acts and bool(waiting[actor])
        may_move = acts and left.get(actor, 0) > 0 and not read_only
        to_act = acts and not waiting[actor] and not marked
        being_ruled = isinstance(thing, RuleOrder) and thing.order.actor == actor
        marked = marked or to_act
        purse, most, name = _purse(exercise, actor, purses)
        errand = None if isinstance(thing, Over) else at_the_laptop(exercise, view, actor, thing, asks)
        if errand is not None:
            words, tone, icon = errand
        waited_for = asks is not None and asks.asked_of == actor
        may_open = (acts or errand is not None) and not read_only
        marks = to_act or being_ruled or waited_for
        found[actor] = ActorState(words, tone, icon, purse, most, name, may_move, marks, may_open)
    told = say_count(done, "{done} of {asked} in", "{done} of {asked} in", done=done, asked=asked)
    return found, told if asked else ""


def at_the_laptop(
    exercise: Exercise, view: WhiteCellView, actor: str, thing: NextThing, asks: Asked | None
) -> tuple[str, str, str] | None:
    """Return what a seat may do at the laptop besides giving orders, as words, tone and icon; None for nothing."""
    if asks is not None:
        return (say("Is asked"), "warn", "circle-help") if asks.asked_of == actor else None
    if isinstance(thing, TakeSignatures) and _signs(exercise, actor) and _takes_part(actor, thing):
        signed = sum(actor in [one.actor for one in text.signed] for text in view.texts)
        if any(actor in [one.actor for one in text.missing] for text in view.texts):
            return say("To sign"), "warn", "file-text"
        if signed:
            return say_count(signed, "{count} signed", "{count} signed"), "ok", "pencil-line"
        return say("May sign"), "neutral", "handshake"
    chosen = [card.word for card in view.cards if card.actor == actor and card.choices]
    if chosen and isinstance(thing, NotStarted | TakeSignatures) and all(chosen):
        return say("Card chosen"), "ok", "check"
    # During orders the moves come first; the card can be chosen on the same visit.
    return (say("To choose"), "warn", "lock") if chosen and not isinstance(thing, TakeOrders) else None


def _before_orders(exercise: Exercise, thing: NextThing) -> bool:
    """Return whether orders are still to be taken in the turn, after what the program does now."""
    if not isinstance(thing, RunItem):
        return False
    places = {phase.id: place for place, phase in enumerate(exercise.phases)}
    here = places.get(thing.phase.id, -1)
    return any(phase.takes_orders for phase in exercise.phases[here + 1 :])


def _signs(exercise: Exercise, actor: str) -> bool:
    """Return whether an actor is a party of any text."""
    return any(actor in agreement.parties for agreement in exercise.agreements.values())


def _takes_part(actor: str, thing: TakeOrders | TakeSignatures) -> bool:
    who = thing.phase.who
    return not who or "all" in who or actor in who or "facilitator" in who


def _words(  # noqa: PLR0911 -- one answer for each way to stand
    actor: str, thing: NextThing, waiting: int, left: int, ruled: int
) -> tuple[str, str, str]:
    """Return words, tone and icon for one actor's chip."""
    match thing:
        case NotStarted():
            return say("Not started"), "neutral", "clock"
        case Over():
            return say("Play is over"), "neutral", "flag"
        case TakeOrders():
            if not _takes_part(actor, thing):
                return say("Not in this phase"), "neutral", "minus"
            if waiting:
                if left:
                    told = say_count(waiting, "{count} in, {left} left", "{count} in, {left} left", left=left)
                    return told, "accent", "lock"
                return say_count(waiting, "{count} order in", "{count} orders in"), "ok", "lock"
            return (say("To move"), "warn", "clock") if left else (say("No orders left"), "neutral", "check")
        case TakeSignatures():
            return say("At the table"), "neutral", "handshake"
        case RuleOrder(order, _, _) if order.actor == actor:
            return say("Being ruled"), "accent", "gavel"
    if waiting:
        return say_count(waiting, "{count} order waits", "{count} orders wait"), "accent", "lock"
    return (say("Ruled"), "ok", "check") if ruled else (say("No order this turn"), "neutral", "minus")


def _purse(exercise: Exercise, actor: str, purses: dict[str, float]) -> tuple[float | None, float, str]:
    """Return what the actor can spend, the most it can hold, and what that is called."""
    if actor not in purses:
        return None, 0.0, ""
    shorts = [move.cost_track for move in exercise.rulebook.moves.values() if actor in move.by and move.cost_track]
    track = next(
        (exercise.tracks[f"{actor}.{short}"] for short in shorts if f"{actor}.{short}" in exercise.tracks), None
    )
    if track is None:
        return purses[actor], 0.0, say("To spend")
    return purses[actor], track.high if track.high < float("inf") else 0.0, track.name
