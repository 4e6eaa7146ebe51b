"""Who chooses next where moves are made openly: the order of single moves, as the phase says.

It is told, not enforced: whoever passes is passed over, and the facilitator may
take the moves in any order.
"""

from __future__ import annotations

from wargame.exercise.definition import Exercise, Phase
from wargame.referee.checks import orders_left
from wargame.referee.dice import Rolls, draw_of, key_of
from wargame.referee.queue import DRAWN, INITIATIVE
from wargame.referee.state import State
from wargame.referee.turn import OPEN, TakeOrders, next_thing


def order_of_play(exercise: Exercise, state: State, rolls: Rolls) -> tuple[str, ...]:
    """Return the actors in the order in which they make the moves they have left; nothing unless moves are open now.

    An actor with two moves left stands there twice.
    """
    thing = next_thing(exercise, state)
    if not isinstance(thing, TakeOrders) or thing.phase.orders != OPEN:
        return ()
    left = {actor: orders_left(exercise, state, actor) for actor in exercise.actors if thing.phase.is_for(actor)}
    moves = [actor for actor, most in left.items() for _ in range(most)]
    if thing.phase.order == DRAWN:
        lots = [lot for actor, most in left.items() for lot in _lots(state, thing.phase, rolls, actor, most)]
        moves = [actor for _, actor in sorted(zip(lots, moves, strict=True))]
    elif thing.phase.order.startswith(INITIATIVE):
        track = thing.phase.order.removeprefix(INITIATIVE).strip()
        moves.sort(key=lambda actor: -state.tracks.get(f"{actor}.{track}", float("-inf")))
    return tuple(moves)


def _lots(state: State, phase: Phase, rolls: Rolls, actor: str, left: int) -> list[float]:
    """Draw a lot for each move of an actor in this turn; those it has made were the first."""
    made = sum(done.turn == state.turn and done.order.actor == actor for done in state.carried)
    made += sum(order.actor == actor for order in state.orders)
    draw = draw_of(f"phases/{phase.id}/open", (actor,))
    keys = (key_of(state.turn, draw, number) for number in range(1, made + left + 1))
    return sorted(float(rolls.fraction(key)[0]) for key in keys)[made:]
