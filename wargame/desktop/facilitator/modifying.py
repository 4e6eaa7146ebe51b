"""The modifiers of a roll while its dice have not fallen: which can be struck, made to count, or put beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wargame.exercise.punctuation import in_per_cent
from wargame.referee.adjustment import CountModifier, ExtraModifier
from wargame.referee.deciding import ARGUED
from wargame.referee.ruling import ADDED, STRUCK, Chanced, ModifierRead, Ruling
from wargame.referee.weighing import most_added_to, most_added_while_argued
from wargame.review.names import signed
from wargame.translation import phrase, say

if TYPE_CHECKING:
    from wargame.exercise.definition import Exercise

FALLEN = phrase("The dice have fallen: modifiers stay as they are.")
_AMOUNT = re.compile(r"([+\-−–]?)\s*(\d{1,4})\s*%?")


@dataclass(frozen=True, slots=True)
class Weighable:
    """A roll whose dice have not fallen."""

    number: int
    """Its place among the rolls of the ruling, from 1."""
    modifiers: tuple[ModifierRead, ...]
    most: int
    """How much may be added to it."""
    per_cent: bool
    """Whether it is a chance."""


def weighable(exercise: Exercise, ruling: Ruling, *, covered: bool) -> Weighable | None:
    """Return the roll of a ruling that can still be weighed; None once all dice have fallen, and when there is none.

    `covered`: the ruling ends with a roll whose dice have not fallen (see `up_to_the_dice`).
    """
    rolls, asks = ruling.rolls, ruling.asks
    if covered and rolls:
        last = rolls[-1]
        return Weighable(len(rolls), last.modifiers, most_added_to(exercise, last), isinstance(last, Chanced))
    if asks is None or asks.way not in ARGUED:
        return None
    most, per_cent = most_added_while_argued(exercise, ruling)
    return Weighable(len(rolls) + 1, asks.modifiers, most, per_cent)


def choices(roll: Weighable) -> list[tuple[str, object]]:
    """Return what can be done about each modifier, in words, with the adjustment that lacks only its reason."""
    found: list[tuple[str, object]] = []
    for read in roll.modifiers:
        words = _words(read, per_cent=roll.per_cent)
        if read.by_hand == ADDED:
            found.append((say("Take back: {modifier}", modifier=words), ExtraModifier(roll.number, 0, "")))
        elif read.place is not None:
            found.append((_turned(read, words), CountModifier(roll.number, read.text, not read.counts, "")))
    return [(of_roll(roll.number, words), act) for words, act in found] if roll.number > 1 else found


def of_roll(number: int, words: str) -> str:
    """Return words about one roll of several."""
    return say("Roll {number}: {what}", number=number, what=words)


def amount(typed: str) -> int | None:
    """Return a modifier as it was typed: "+1", "-2", "10 %"; None when it is no whole number."""
    match = _AMOUNT.fullmatch(typed.strip())
    if match is None:
        return None
    number = int(match[2])
    return -number if match[1] in {"-", "−", "–"} else number


def wrong_amount(typed: str, roll: Weighable) -> str:
    """Return what is wrong with a modifier that was typed, in a sentence; empty when nothing is."""
    found = amount(typed)
    if found and abs(found) <= roll.most:
        return ""
    if not roll.most:
        return say("The rules let no modifier count in this roll.")
    most = in_per_cent(str(roll.most)) if roll.per_cent else roll.most
    return say("Type a whole number from −{most} to +{most}, but not 0.", most=most)


def _turned(read: ModifierRead, words: str) -> str:
    """Return what makes a modifier count that does not, and the other way round."""
    if read.counts:
        return say("Strike: {modifier}", modifier=words)
    again = read.by_hand == STRUCK
    return say("Let count again: {modifier}", modifier=words) if again else say("Let count: {modifier}", modifier=words)


def _words(read: ModifierRead, *, per_cent: bool) -> str:
    shown = in_per_cent(signed(100 * read.amount)) if per_cent else signed(read.amount)
    return say("{amount} because {reason}", amount=shown, reason=read.because) if read.because else shown
