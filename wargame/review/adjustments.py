"""What a facilitator changed in a ruling, and why, as a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.referee.adjustment import (
    LET_THE_DICE_SAY,
    Add,
    Adjustment,
    Answer,
    Argue,
    ChooseOutcome,
    CloseArguments,
    CountModifier,
    Decide,
    ExtraModifier,
    Lapse,
    Reroll,
    Strike,
    TakeDice,
    Tell,
    Vote,
    Waive,
)
from wargame.referee.ruling import ADDED, PEOPLE, ModifierRead, Ruling
from wargame.review import names
from wargame.review.deciding import argued_text

if TYPE_CHECKING:
    from wargame.exercise.definition import Exercise


def adjustment_text(exercise: Exercise, adjustment: Adjustment) -> str:
    """Return an adjustment with its reason: "White cell left out “tension +1”: nobody saw it"."""
    who = names.opening(names.word(exercise, "facilitator"))
    match adjustment:
        case TakeDice(roll, faces, reason):
            lots = 0 in faces  # no die shows it
            words = [("success" if face else "failure") if lots else str(face) for face in faces]
            thrown, what = ", ".join(words), "Lots" if lots else "Dice"
            return f"{what} from the table{_which(roll)}: {thrown}{f' ({reason})' if reason else ''}"
        case Answer(number, option, target, by, reason):
            answer = "the dice were let say" if option == LET_THE_DICE_SAY else " ".join(filter(None, (option, target)))
            given = f" by {names.actor_name(exercise, by)}" if by else ""
            return f"Answer to question {number}{given}: {answer}{f' ({reason})' if reason else ''}"
        case Decide() | Argue() | CloseArguments() | Vote():
            return argued_text(exercise, adjustment)
        case Tell(to, reason):
            return f"{who} has said who learns of it, {names.audience(exercise, to)}: {reason}"
        case CountModifier() | ExtraModifier():
            return f"{who} {_weighed(adjustment)}"
        case _:
            return f"{who} {_did(adjustment)}: {adjustment.reason}"


def told_already(ruling: Ruling, adjustment: Adjustment) -> bool:
    """Return whether the findings tell an adjustment: answers, arguments, modifiers, what people have set."""
    if isinstance(adjustment, ChooseOutcome):
        return adjustment.roll in _set_by_people(ruling)
    if isinstance(adjustment, CountModifier | ExtraModifier):
        return any(_tells(read, adjustment) for read in _modifiers(ruling, adjustment.roll))
    return isinstance(adjustment, Answer | Argue | CloseArguments | Decide | Vote)


def by_judgement(ruling: Ruling) -> bool:
    """Return whether a person departed from the rules.

    Dice typed in, answers, arguments and votes are no departure, nor is an outcome that people have to set.
    """
    return any(
        adjustment.roll not in _set_by_people(ruling)
        if isinstance(adjustment, ChooseOutcome)
        else not isinstance(adjustment, TakeDice | Answer | Argue | CloseArguments | Vote)
        for adjustment in ruling.adjustments
    )


def _set_by_people(ruling: Ruling) -> set[int]:
    return {place for place, roll in enumerate(ruling.rolls, start=1) if roll.source == PEOPLE}


def _modifiers(ruling: Ruling, number: int) -> tuple[ModifierRead, ...]:
    """Return the modifiers of the n-th roll; also of one that waits for arguments."""
    rolls = ruling.rolls
    if number <= len(rolls):
        return rolls[number - 1].modifiers
    return ruling.asks.modifiers if ruling.asks is not None and number == len(rolls) + 1 else ()


def _tells(read: ModifierRead, adjustment: CountModifier | ExtraModifier) -> bool:
    if isinstance(adjustment, ExtraModifier):
        return read.by_hand == ADDED and read.because == adjustment.because
    return read.text == adjustment.text and bool(read.by_hand) and read.reason == adjustment.reason


def _which(roll: int) -> str:
    return f" for roll {roll}" if roll > 1 else ""


def _weighed(said: CountModifier | ExtraModifier) -> str:
    which = _which(said.roll)
    if isinstance(said, CountModifier):
        return f"{'let a modifier count' if said.counts else 'struck a modifier'}{which}, “{said.text}”: {said.reason}"
    if not said.amount:
        return f"took back the modifier that was added{which}: {said.because}"
    return f"added a modifier{which}: {names.signed(said.amount)} because {said.because}"


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
