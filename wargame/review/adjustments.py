"""What a facilitator changed in a ruling, and why, as a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.exercise.punctuation import titled
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
from wargame.translation import say

if TYPE_CHECKING:
    from wargame.exercise.definition import Exercise


def adjustment_text(exercise: Exercise, adjustment: Adjustment) -> str:
    """Return an adjustment with its reason: "White cell left out “tension +1”: nobody saw it"."""
    who = names.opening(names.word(exercise, "facilitator"))
    match adjustment:
        case TakeDice(roll, faces, reason):
            return f"{_taken(roll, faces)}{f' ({reason})' if reason else ''}"
        case Answer(reason=reason):
            return f"{_answered(exercise, adjustment)}{f' ({reason})' if reason else ''}"
        case Decide() | Argue() | CloseArguments() | Vote():
            return argued_text(exercise, adjustment)
        case Tell(to, reason):
            told = say("{who} has said who learns of it, {audience}", who=who, audience=names.audience(exercise, to))
            return titled(told, reason)
        case CountModifier() | ExtraModifier():
            return _weighed(who, adjustment)
        case _:
            return titled(_did(who, adjustment), adjustment.reason)


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


def _taken(roll: int, faces: tuple[int, ...]) -> str:
    """Return what fell at the table; no die shows 0, which is a lot."""
    if 0 in faces:
        thrown = ", ".join(say("success") if face else say("failure") for face in faces)
        if roll > 1:
            return say("Lots from the table for roll {roll}: {lots}", roll=roll, lots=thrown)
        return say("Lots from the table: {lots}", lots=thrown)
    thrown = ", ".join(map(str, faces))
    if roll > 1:
        return say("Dice from the table for roll {roll}: {faces}", roll=roll, faces=thrown)
    return say("Dice from the table: {faces}", faces=thrown)


def _answered(exercise: Exercise, said: Answer) -> str:
    answer = " ".join(filter(None, (said.option, said.target)))
    if said.option == LET_THE_DICE_SAY:
        answer = say("the dice were let say")
    if not said.by:
        return say("Answer to question {number}: {answer}", number=said.question, answer=answer)
    by = names.actor_name(exercise, said.by)
    return say("Answer to question {number} by {who}: {answer}", number=said.question, who=by, answer=answer)


def _weighed(who: str, said: CountModifier | ExtraModifier) -> str:
    if isinstance(said, CountModifier):
        if said.counts:
            told = say(
                "{who} let a modifier count{roll}, “{modifier}”", who=who, roll=_which(said.roll), modifier=said.text
            )
        else:
            told = say(
                "{who} struck a modifier{roll}, “{modifier}”", who=who, roll=_which(said.roll), modifier=said.text
            )
        return titled(told, said.reason)
    if not said.amount:
        told = say("{who} took back the modifier that was added{roll}", who=who, roll=_which(said.roll))
        return titled(told, said.because)
    amount = names.signed(said.amount)
    return say(
        "{who} added a modifier{roll}: {amount} because {reason}",
        who=who,
        roll=_which(said.roll),
        amount=amount,
        reason=said.because,
    )


def _did(who: str, said: Waive | Lapse | ChooseOutcome | Strike | Add | Reroll) -> str:
    match said:
        case Waive():
            return say("{who} let it pass", who=who)
        case Lapse():
            return say("{who} let it lapse", who=who)
        case ChooseOutcome(roll, outcome):
            named = names.outcome_name(outcome)
            return say("{who} set the outcome{roll} to {outcome}", who=who, roll=_which(roll), outcome=named)
        case Strike(path):
            return say("{who} left out {rule}", who=who, rule=path)
        case Add(text):
            return say("{who} added “{sentence}”", who=who, sentence=text)
        case Reroll(roll):
            return say("{who} rolled again{roll}", who=who, roll=_which(roll))


def _which(roll: int) -> str:
    """Return which roll of several is meant, behind what was done to it."""
    return say(" for roll {number}", number=roll) if roll > 1 else ""
