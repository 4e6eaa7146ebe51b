"""How each actor stands at the moment, for its card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.desktop.facilitator.actor_cards import ActorState
from wargame.referee.turn import NextThing, NotStarted, Over, RuleOrder, TakeOrders, TakeSignatures

if TYPE_CHECKING:
    from wargame.exercise.definition import Exercise
    from wargame.referee.state import State
    from wargame.referee.views import WhiteCellView


def actor_states(
    exercise: Exercise, view: WhiteCellView, state: State, thing: NextThing, *, read_only: bool = False
) -> tuple[dict[str, ActorState], str]:
    """Return the state of each actor's card, and a word about all ("3 of 4 in")."""
    purses, left = dict(view.purses), dict(view.orders_left)
    waiting = {actor: sum(line.actor == actor for line in view.orders) for actor in exercise.actors}
    ruled = {
        actor: sum(done.turn == state.turn and done.order.actor == actor for done in state.carried)
        for actor in exercise.actors
    }
    found, done, asked, marked = {}, 0, 0, False
    for actor in exercise.actors:
        words, tone, icon = _words(actor, thing, waiting[actor], left.get(actor, 0), ruled[actor])
        acts = isinstance(thing, TakeOrders) and _takes_part(actor, thing)
        asked += acts
        done += acts and bool(waiting[actor])
        may_move = acts and left.get(actor, 0) > 0 and not read_only
        to_act = acts and not waiting[actor] and not marked
        being_ruled = isinstance(thing, RuleOrder) and thing.order.actor == actor
        marked = marked or to_act
        purse, most, name = _purse(exercise, actor, purses)
        may_open = acts and not read_only
        found[actor] = ActorState(words, tone, icon, purse, most, name, may_move, to_act or being_ruled, may_open)
    return found, f"{done} of {asked} in" if asked else ""


def _takes_part(actor: str, thing: TakeOrders) -> bool:
    who = thing.phase.who
    return not who or "all" in who or actor in who or "facilitator" in who


def _words(  # noqa: PLR0911 -- one answer for each way to stand
    actor: str, thing: NextThing, waiting: int, left: int, ruled: int
) -> tuple[str, str, str]:
    """Return words, tone and icon for one actor's chip."""
    match thing:
        case NotStarted():
            return "Not started", "neutral", "clock"
        case Over():
            return "Play is over", "neutral", "flag"
        case TakeOrders():
            if not _takes_part(actor, thing):
                return "Not in this phase", "neutral", "minus"
            if waiting:
                if left:
                    return f"{waiting} in, {left} left", "accent", "lock"
                return ("1 order in" if waiting == 1 else f"{waiting} orders in"), "ok", "lock"
            return ("To move", "warn", "clock") if left else ("No orders left", "neutral", "check")
        case TakeSignatures():
            return "At the table", "neutral", "handshake"
        case RuleOrder(order, _, _) if order.actor == actor:
            return "Being ruled", "accent", "gavel"
    if waiting:
        return ("1 order waits" if waiting == 1 else f"{waiting} orders wait"), "accent", "lock"
    return ("Ruled", "ok", "check") if ruled else ("No order this turn", "neutral", "minus")


def _purse(exercise: Exercise, actor: str, purses: dict[str, float]) -> tuple[float | None, float, str]:
    """Return what the actor can spend, the most it can hold, and what that is called."""
    if actor not in purses:
        return None, 0.0, ""
    shorts = [move.cost_track for move in exercise.rulebook.moves.values() if actor in move.by and move.cost_track]
    track = next(
        (exercise.tracks[f"{actor}.{short}"] for short in shorts if f"{actor}.{short}" in exercise.tracks), None
    )
    if track is None:
        return purses[actor], 0.0, "To spend"
    return purses[actor], track.high if track.high < float("inf") else 0.0, track.name
