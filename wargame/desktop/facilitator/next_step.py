"""The next legal step, in words for the one primary button."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from wargame.desktop.facilitator.asking import AWAITED, waiting_words
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
from wargame.translation import say

if TYPE_CHECKING:
    from wargame.exercise.definition import Exercise, Phase
    from wargame.referee.ruling import Ruling


class Act(StrEnum):
    """What the primary button does."""

    START = "start"
    CLOSE_ORDERS = "close orders"
    CLOSE_SIGNING = "close signing"
    PROPOSE = "propose"
    RUN_PHASE = "run phase"
    ROLL = "roll"
    COMMIT = "commit"
    HAND_OVER = "hand over"
    END = "end"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class NextStep:
    """One step of play as the primary button shows it."""

    act: Act
    words: str
    """On the button: a verb first."""
    icon: str
    hint: str = ""
    """Why it is so, or what it will do, in a sentence."""
    blocked: bool = False
    """It cannot be taken yet; the hint says why."""
    actor: str = ""
    """Whom the laptop is handed over to."""


def next_step(  # noqa: PLR0911 -- one answer for each kind of next thing
    exercise: Exercise,
    thing: NextThing,
    proposal: Ruling | None,
    *,
    ended: bool,
    read_only: bool,
    singly: bool = False,
    covered: int = 0,
) -> NextStep:
    """Return the next step. `singly` proposes what the program does by itself one thing at a time.

    `covered`: the number of the roll of the open ruling whose odds are shown, and its dice not yet.
    """
    if ended or read_only:
        return NextStep(Act.REVIEW, say("Look back"), "history", say("Go through the session from its beginning."))
    if proposal is not None:
        return _roll() if covered else _commit(exercise, proposal)
    if isinstance(thing, RunItem):
        return _run(thing, singly=singly)
    match thing:
        case NotStarted():
            told = say("StartEx: {turn} 1 begins.", turn=exercise.label("turn"))
            return NextStep(Act.START, say("Start exercise"), "play", told)
        case TakeOrders():
            told = say("No more orders come in; their ruling begins.")
            return NextStep(Act.CLOSE_ORDERS, say("Close orders"), "lock", told)
        case RuleOrder(order, position, waiting):
            actor, last = names.actor_name(exercise, order.actor), position + waiting - 1
            told = say("Order {number} of {last}: {actor}.", number=position, last=last, actor=actor)
            move = names.move_name(exercise, order.move)
            return NextStep(Act.PROPOSE, say("Rule “{move}”", move=move), "gavel", told)
        case TakeSignatures():
            told = say("No more texts are signed this turn.")
            return NextStep(Act.CLOSE_SIGNING, say("Close signing"), "lock", told)
        case RuleSigning(agreement, _, _):
            told = say("All parties have signed it; nothing happens yet.")
            words = say("Put “{agreement}” into force", agreement=agreement.name)
            return NextStep(Act.PROPOSE, words, "handshake", told)
        case Over():
            told = say("EndEx: play is over, nothing more can happen.")
            return NextStep(Act.END, say("End exercise"), "flag", told)


def _roll() -> NextStep:
    told = say("Read out the odds: once the dice lie they change no more.")
    return NextStep(Act.ROLL, say("Roll the dice"), "dices", told)


def _commit(exercise: Exercise, proposal: Ruling) -> NextStep:
    asked = proposal.asks
    if asked is not None and asked.secret and asked.asked_of in exercise.actors:
        name = names.actor_name(exercise, asked.asked_of)
        told = say("A secret question waits for {actor}. It is put and answered behind the curtain.", actor=name)
        words = say("Hand over to {actor}", actor=name)
        return NextStep(Act.HAND_OVER, words, "arrow-right", told, actor=asked.asked_of)
    if asked is not None and asked.way:
        words = say("Waiting for {what}", what=say(AWAITED[asked.way]))
        return NextStep(Act.COMMIT, words, "users", waiting_words(asked), blocked=True)
    if asked is not None:
        return NextStep(Act.COMMIT, say("Waiting for an answer"), "circle-help", waiting_words(asked), blocked=True)
    told = say("Let it stand: {ruling}.", ruling=short_title(exercise, proposal))
    return NextStep(Act.COMMIT, say("Commit"), "check", told)


def _run(thing: RunItem, *, singly: bool) -> NextStep:
    phase = phase_title(thing.phase)
    if not thing.item:
        words = say("Go on from {phase}", phase=phase)
        return NextStep(Act.RUN_PHASE, words, "arrow-right", say("Nothing is left to do here."))
    if singly:
        words = say("Propose {what}", what=names.item_name(thing.item))
        return NextStep(Act.PROPOSE, words, "eye", say("In {phase}; nothing happens yet.", phase=phase))
    if thing.item == "adjudication":
        words = say("Draw the order of ruling") if thing.phase.order == "drawn" else say("Begin the rulings")
        return NextStep(Act.RUN_PHASE, words, "list-ordered", say("{phase} begins.", phase=phase))
    told = say("The program does what this phase says, and stops where you have something to decide.")
    return NextStep(Act.RUN_PHASE, say("Run {phase}", phase=phase), "fast-forward", told)


def phase_title(phase: Phase) -> str:
    """Return a phase's name for a button."""
    return phase.name or names.item_name(phase.id)


def short_title(exercise: Exercise, ruling: Ruling) -> str:
    """Return what a ruling is about, in a few words."""
    subject = ruling.subject
    order = getattr(subject, "order", None)
    if order is not None:
        return names.order_name(exercise, order)
    return names.item_name(getattr(subject, "item", "")) or getattr(subject, "text", "") or say("go on")
