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


_ROLL = NextStep(Act.ROLL, "Roll the dice", "dices", "Read out the odds: once the dice lie they change no more.")


def next_step(  # noqa: PLR0911 -- one answer for each kind of next thing
    exercise: Exercise,
    thing: NextThing,
    proposal: Ruling | None,
    *,
    ended: bool,
    read_only: bool,
    singly: bool = False,
    covered: bool = False,
) -> NextStep:
    """Return the next step. `singly` proposes what the program does by itself one thing at a time.

    `covered`: the odds of the open ruling are shown, its dice not yet.
    """
    if ended or read_only:
        return NextStep(Act.REVIEW, "Look back", "history", "Go through the session from its beginning.")
    if proposal is not None:
        return _ROLL if covered else _commit(exercise, proposal)
    if isinstance(thing, RunItem):
        return _run(thing, singly=singly)
    match thing:
        case NotStarted():
            return NextStep(Act.START, "Start exercise", "play", f"StartEx: {exercise.label('turn')} 1 begins.")
        case TakeOrders():
            return NextStep(Act.CLOSE_ORDERS, "Close orders", "lock", "No more orders come in; their ruling begins.")
        case RuleOrder(order, position, waiting):
            told = f"Order {position} of {position + waiting - 1}: {names.actor_name(exercise, order.actor)}."
            return NextStep(Act.PROPOSE, f"Rule “{names.move_name(exercise, order.move)}”", "gavel", told)
        case TakeSignatures():
            return NextStep(Act.CLOSE_SIGNING, "Close signing", "lock", "No more texts are signed this turn.")
        case RuleSigning(agreement, _, _):
            told = "All parties have signed it; nothing happens yet."
            return NextStep(Act.PROPOSE, f"Put “{agreement.name}” into force", "handshake", told)
        case Over():
            return NextStep(Act.END, "End exercise", "flag", "EndEx: play is over, nothing more can happen.")


def _commit(exercise: Exercise, proposal: Ruling) -> NextStep:
    asked = proposal.asks
    if asked is not None and asked.secret and asked.asked_of in exercise.actors:
        name = names.actor_name(exercise, asked.asked_of)
        told = f"A secret question waits for {name}. It is put and answered behind the curtain."
        return NextStep(Act.HAND_OVER, f"Hand over to {name}", "arrow-right", told, actor=asked.asked_of)
    if asked is not None and asked.way:
        return NextStep(Act.COMMIT, f"Waiting for {AWAITED[asked.way]}", "users", waiting_words(asked), blocked=True)
    if asked is not None:
        return NextStep(Act.COMMIT, "Waiting for an answer", "circle-help", waiting_words(asked), blocked=True)
    return NextStep(Act.COMMIT, "Commit", "check", f"Let it stand: {short_title(exercise, proposal)}.")


def _run(thing: RunItem, *, singly: bool) -> NextStep:
    phase = phase_title(thing.phase)
    if not thing.item:
        return NextStep(Act.RUN_PHASE, f"Go on from {phase}", "arrow-right", "Nothing is left to do here.")
    if singly:
        return NextStep(
            Act.PROPOSE, f"Propose {names.item_name(thing.item)}", "eye", f"In {phase}; nothing happens yet."
        )
    if thing.item == "adjudication":
        words = "Draw the order of ruling" if thing.phase.order == "drawn" else "Begin the rulings"
        return NextStep(Act.RUN_PHASE, words, "list-ordered", f"{phase} begins.")
    told = "The program does what this phase says, and stops where you have something to decide."
    return NextStep(Act.RUN_PHASE, f"Run {phase}", "fast-forward", told)


def phase_title(phase: Phase) -> str:
    """Return a phase's name for a button."""
    return phase.name or names.item_name(phase.id)


def short_title(exercise: Exercise, ruling: Ruling) -> str:
    """Return what a ruling is about, in a few words."""
    subject = ruling.subject
    order = getattr(subject, "order", None)
    if order is not None:
        return names.order_name(exercise, order)
    return names.item_name(getattr(subject, "item", "")) or getattr(subject, "text", "") or "go on"
