"""The modifiers of a roll or a chance: what the rules read, and what the facilitator has changed before the dice."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wargame.exercise.definition import Exercise
from wargame.exercise.rulebook import Block, Modifier, Roll
from wargame.exercise.survey import survey
from wargame.referee import deciding
from wargame.referee.adjustment import ExtraModifier, UnfitAdjustmentError
from wargame.referee.circumstances import Circumstances
from wargame.referee.hand import Throw
from wargame.referee.ruling import ADDED, COUNTED, STRUCK, Chanced, ModifierRead, OrderSubject, Rolled, Ruling
from wargame.referee.umpiring import Umpire
from wargame.translation import say

Amounts = NDArray[np.float64]
Truths = NDArray[np.bool_]

_HUNDRED = (1, 100)
_PER_CENT = 0.01


@dataclass(frozen=True, slots=True)
class Modified:
    """What the modifiers of a block come to, in every run."""

    total: Amounts
    counted: tuple[Amounts, ...]
    """Each on its own; 0 where it does not count."""
    read: tuple[ModifierRead, ...]
    """How each was found, for a live run."""

    @property
    def ruled(self) -> tuple[ModifierRead, ...]:
        """Those of the rules and of the facilitator, without the arguments."""
        return tuple(read for read in self.read if read.place is not None or read.by_hand)


def modified(umpire: Umpire, block: Block, throw: Throw, read: Circumstances, *, explain: bool) -> Modified:
    """Return the sum of those that count, and for a live run how each was found. Raises UnfitAdjustmentError."""
    how = umpire.deciding
    if how is not None and how.path == block.path:
        umpire.hand.refuse_late(throw.number)
        if how.way == deciding.VOTE:  # the chance is what was voted: nothing is added to it
            throw = Throw(throw.number)
    _refuse(block, throw)
    total, each, found = np.zeros(read.runs), [], []
    for modifier in block.modifiers:
        holds = np.ones(read.runs, dtype=np.bool_) if modifier.condition is None else read.truth(modifier.condition)
        counts = _as_said(throw, modifier, holds)
        amount = read.number(modifier.amount)
        each.append(np.where(counts, amount, 0.0))
        total = total + each[-1]
        if explain:
            found.append(_told(modifier, read, throw, float(amount[0]), holds=bool(holds[0])))
    if throw.extra is not None:
        added = _added(throw.extra, block.roll)
        each.append(np.full(read.runs, added.amount))
        total = total + each[-1]
        found += [added] if explain else []
    return Modified(total, tuple(each), tuple(found))


def most_added(roll: Roll | None) -> int:
    """Return how much the facilitator may add to a roll, or to a chance in per cent: no more than the rules allow.

    Where they do not say, as much as all the arguments together would count.
    """
    if roll is not None and roll.modifiers_at_most is not None:
        return int(roll.modifiers_at_most)
    on_a_hundred = roll is None or (roll.count, roll.sides) == _HUNDRED
    return deciding.MOST_ARGUMENTS * (deciding.PER_CENT if on_a_hundred else 1)


def most_added_to(exercise: Exercise, roll: Rolled | Chanced) -> int:
    """Return how much may be added to a roll that was found in a ruling, or to a chance in per cent."""
    block = next((one.block for one in survey(exercise).blocks if one.block.path == roll.path), None)
    if block is not None and block.roll is not None and block.roll.modifiers_at_most is not None:
        return int(block.roll.modifiers_at_most)
    on_a_hundred = isinstance(roll, Chanced) or roll.dice == "1d100"
    return deciding.MOST_ARGUMENTS * (deciding.PER_CENT if on_a_hundred else 1)


def most_added_while_argued(exercise: Exercise, ruling: Ruling) -> tuple[int, bool]:
    """Return how much may be added to the roll that waits for arguments, and whether that is a chance in per cent."""
    subject, argued = ruling.subject, ruling.asks is not None and ruling.asks.way == deciding.ARGUE
    block = exercise.rulebook.moves[subject.order.move].block if isinstance(subject, OrderSubject) else None
    if block is None:
        return deciding.MOST_ARGUMENTS, False
    if block.roll is None:
        chance = argued and block.chance is not None
        return deciding.MOST_ARGUMENTS * (deciding.PER_CENT if chance else 1), chance
    free = block.roll.modifiers_at_most is None and not argued
    return deciding.MOST_ARGUMENTS if free else most_added(block.roll), False


def _as_said(throw: Throw, modifier: Modifier, holds: Truths) -> Truths:
    said = throw.weighed.get(modifier.text) if _of_the_rules(modifier) else None
    return holds if said is None else np.full_like(holds, said.counts)


def _told(modifier: Modifier, read: Circumstances, throw: Throw, amount: float, *, holds: bool) -> ModifierRead:
    said = throw.weighed.get(modifier.text) if _of_the_rules(modifier) else None
    changed = said is not None and said.counts != holds
    return ModifierRead(
        text=modifier.text,
        amount=amount,
        because=modifier.because,
        counts=holds if said is None else said.counts,
        clauses=() if modifier.condition is None else modifier.condition.explain(read),
        place=modifier.place if modifier.place.file else None,
        by_hand=(COUNTED if said.counts else STRUCK) if said is not None and changed else "",
        reason=said.reason if said is not None and changed else "",
    )


def _added(extra: ExtraModifier, roll: Roll | None) -> ModifierRead:
    amount = extra.amount * (_PER_CENT if roll is None else 1.0)
    written = f"{extra.amount:+d}{'%' if roll is None else ''} because {extra.because}"
    return ModifierRead(written, amount, extra.because, counts=True, clauses=(), by_hand=ADDED)


def _refuse(block: Block, throw: Throw) -> None:
    """Raise UnfitAdjustmentError, in words, for what the roll does not have or does not bear."""
    known = {modifier.text for modifier in block.modifiers if _of_the_rules(modifier)}
    for text in throw.weighed:
        if text not in known:
            raise UnfitAdjustmentError(
                say("Roll {roll} has no modifier “{modifier}”.", roll=throw.number, modifier=text)
            )
    if throw.extra is None:
        return
    most = most_added(block.roll)
    if abs(throw.extra.amount) > most or not throw.extra.because.strip():
        values = {"roll": str(throw.number), "most": str(most)}
        if block.roll is None:
            raise UnfitAdjustmentError(
                say(
                    "A modifier of roll {roll} is a whole number from −{most} to +{most} per cent, with its reason.",
                    **values,
                )
            )
        raise UnfitAdjustmentError(
            say("A modifier of roll {roll} is a whole number from −{most} to +{most}, with its reason.", **values)
        )


def _of_the_rules(modifier: Modifier) -> bool:
    """Whether it stands in the rulebook; an argument is struck as an argument."""
    return bool(modifier.place.file)
