"""Small words about the session for the control room: what comes now, saved when."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from wargame.desktop.facilitator.next_step import phase_title
from wargame.referee.turn import (
    NextThing,
    NotStarted,
    Over,
    RuleOrder,
    RuleSigning,
    RunItem,
    TakeOrders,
    TakeSignatures,
)
from wargame.review import names
from wargame.review.dice import seal_words, sealed_words, told_words
from wargame.translation import say

if TYPE_CHECKING:
    from wargame.desktop.live_session import LiveSession
    from wargame.exercise.definition import Exercise, Phase
    from wargame.exercise.rulebook import Ending


_LONGEST_SEED = 40
"""Letters of a seed that have room on the line; a drawn one has 32."""


def what_now(  # noqa: PLR0911 -- one sentence for each kind of next thing
    exercise: Exercise, thing: NextThing, *, ended: bool, read_only: bool
) -> str:
    """Return a sentence or two on what the facilitator does now."""
    if read_only:
        return say("This session is open for reading. Nothing here changes it.")
    if ended:
        return say("Play is over. Look back at what happened, or step back to go on playing.")
    match thing:
        case NotStarted():
            return say("Brief the room, then start the exercise. The briefings are in the last tab.")
        case TakeOrders(phase, _):
            hand = say("Hand the laptop over from an actor's card, or enter a move yourself.")
            return f"{_says(phase)} {hand} {say('Close the orders when all are in.')}".strip()
        case RuleOrder(order, position, waiting):
            return say(
                "Next: order {number} of {total}, {actor}: {order}.",
                number=position,
                total=position + waiting - 1,
                actor=names.actor_name(exercise, order.actor),
                order=names.order_name(exercise, order),
            )
        case TakeSignatures() | RuleSigning():
            return _signing(thing)
        case RunItem(phase, _, ""):
            return f"{_says(phase)} {say('Go on when the room is ready.')}".strip()
        case RunItem(phase, _, _):
            return f"{_says(phase)} {_coming(phase)}".strip()
        case Over(ending):
            return _over(ending)


def _coming(phase: Phase) -> str:
    if len(phase.does) <= 1:
        return say("Next: {phase}.", phase=phase_title(phase))
    does = ", ".join(map(names.item_name, phase.does))
    return say("Next: {phase}: {things}.", phase=phase_title(phase), things=does)


def _over(ending: Ending | None) -> str:
    if ending is None:
        return say("All turns are played.")
    return say("Play has come to its end: {ending}.", ending=ending.name or ending.id)


def _says(phase: Phase) -> str:
    """Return what is read out in a phase, and what the room is asked."""
    return " ".join(part for part in (phase.says, *phase.questions) if part)


def said_besides(live: LiveSession) -> str:
    """Return what is said of the dice before and after play, and in between in which order open moves are made."""
    if live.ended:
        return f"{told_words(live.created, ' ')}."
    if isinstance(live.next_thing, NotStarted):
        return f"{sealed_words(live.created, ' ')}."
    order = live.order_of_play
    shown = [names.actor_name(live.exercise, actor) for actor in order]
    return say("They move in this order: {actors}.", actors=", ".join(shown)) if len(set(order)) > 1 else ""


def _signing(thing: TakeSignatures | RuleSigning) -> str:
    if isinstance(thing, RuleSigning):
        return say(
            "All parties have signed “{agreement}”: it comes into force once it is ruled.",
            agreement=thing.agreement.name,
        )
    told = say(
        "Hand the laptop to each party from its card, or enter its signature here. Close the signing when all are done."
    )
    return f"{_says(thing.phase)} {told}".strip()


def saved_words(live: LiveSession) -> str:
    """Return when the last entry was saved, on the clock of this computer."""
    entries = live.history.entries
    if live.path is None:
        return say("Not kept in a file")
    if live.read_only:
        return say("Read only")
    try:
        when = datetime.fromisoformat(entries[-1].recorded_at).astimezone()
    except ValueError:
        return say("Saved")
    return say("Saved {time}", time=f"{when:%H:%M:%S}")


def intact_words(live: LiveSession) -> str:
    """Return whether the log is intact: it was checked from end to end when it was opened.

    Before play the seal of the dice stands with it, for the room to note down; after play their seed.
    """
    intact = say("Log intact") if live.path is not None else say("Log in memory")
    if live.ended:
        seed = live.created.seed
        shown = seed if len(seed) <= _LONGEST_SEED else f"{seed[:_LONGEST_SEED]}…"
        return f"{intact} · {say('Seed of the dice: {seed}', seed=shown)}"
    return f"{intact} · {seal_words(live.created)}" if isinstance(live.next_thing, NotStarted) else intact
