"""What a facilitator changed in a ruling, and why, as a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.referee.ruling import (
    LET_THE_DICE_SAY,
    Add,
    Adjustment,
    Answer,
    ChooseOutcome,
    Lapse,
    Reroll,
    Strike,
    TakeDice,
    Waive,
)
from wargame.review import names

if TYPE_CHECKING:
    from wargame.exercise.definition import Exercise


def adjustment_text(exercise: Exercise, adjustment: Adjustment) -> str:
    """Return an adjustment with its reason: "White cell left out “tension +1”: nobody saw it"."""
    who = names.opening(names.word(exercise, "facilitator"))
    match adjustment:
        case TakeDice(roll, faces, reason):
            thrown = ", ".join(str(face) for face in faces)
            return f"Dice from the table{_which(roll)}: {thrown}{f' ({reason})' if reason else ''}"
        case Answer(number, option, target, by, reason):
            answer = "the dice were let say" if option == LET_THE_DICE_SAY else " ".join(filter(None, (option, target)))
            given = f" by {names.actor_name(exercise, by)}" if by else ""
            return f"Answer to question {number}{given}: {answer}{f' ({reason})' if reason else ''}"
        case _:
            return f"{who} {_did(adjustment)}: {adjustment.reason}"


def by_judgement(adjustments: tuple[Adjustment, ...]) -> bool:
    """Return whether a person departed from the rules; dice typed in and answers are no departure."""
    return any(not isinstance(adjustment, TakeDice | Answer) for adjustment in adjustments)


def _which(roll: int) -> str:
    return f" for roll {roll}" if roll > 1 else ""


def _did(adjustment: Waive | Lapse | ChooseOutcome | Strike | Add | Reroll) -> str:
    match adjustment:
        case Waive():
            return "let it pass"
        case Lapse():
            return "let it lapse"
        case ChooseOutcome(roll, outcome):
            return f"set the outcome{_which(roll)} to {outcome}"
        case Strike(path):
            return f"left out {path}"
        case Add(text):
            return f"added “{text}”"
        case Reroll(roll):
            return f"rolled again{_which(roll)}"
