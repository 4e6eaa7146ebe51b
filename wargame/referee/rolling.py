"""Chance inside a block: modifiers read, odds known, then dice, lots or a chance, or an outcome that people set."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from wargame.exercise.rulebook import Block, Lots, Outcome, Roll
from wargame.referee import deciding, dice
from wargame.referee.effects import Setting
from wargame.referee.hand import Throw
from wargame.referee.limits import NEARLY
from wargame.referee.ruling import PEOPLE, Chanced, Rolled, Share
from wargame.referee.umpiring import Umpire
from wargame.referee.weighing import Modified, modified

Amounts = NDArray[np.float64]
Counts = NDArray[np.int64]
Truths = NDArray[np.bool_]

Drawn = TypeVar("Drawn", Amounts, Counts)

YES_NO = ("yes", "no")


class _Dice:
    """Dice, and what is added to them."""

    lots: Lots | None = None

    def __init__(self, roll: Roll, plus: Modified, setting: Setting) -> None:
        most = roll.modifiers_at_most
        self._roll = roll
        self.words = f"{roll.count}d{roll.sides}"
        self.modifier = plus.total if most is None else np.clip(plus.total, -most, most)
        self.bonus = np.zeros(setting.columns.runs) if roll.bonus is None else setting.read.number(roll.bonus)

    def odds(self, outcomes: Sequence[Outcome]) -> tuple[Share, ...]:
        """Return how likely each outcome is in the first run, exactly."""
        plus = float(self.bonus[0] + self.modifier[0])
        return dice.odds(self._roll.count, self._roll.sides, plus, outcomes) if self._roll.count else ()

    def cast(self, rolls: dice.Rolls, key: str) -> Counts:
        """Return the faces, a row for each die."""
        return rolls.faces(key, self._roll.count, self._roll.sides)

    def taken(self, throw: Throw) -> tuple[int, ...]:
        """Return physical dice if they fit. Raises UnfitAdjustmentError."""
        return throw.checked(self._roll.count, self._roll.sides)

    def total(self, faces: Counts) -> Amounts:
        """Return what the faces come to."""
        total: Amounts = faces.sum(axis=0) + self.bonus + self.modifier
        return total


class _Bag:
    """Lots, some of them successes, drawn without putting any back. Modifiers have put more of either side in."""

    def __init__(self, roll: Roll, lots: Lots, plus: Modified) -> None:
        most = np.inf if roll.modifiers_at_most is None else roll.modifiers_at_most
        self._count = roll.count
        self.modifier = self.bonus = np.zeros_like(plus.total)
        self._success = lots.success + self._put_in(plus.counted, most)
        self._failure = lots.failure + self._put_in([-amount for amount in plus.counted], most)
        self.words = f"draw {roll.count}"
        self.lots = Lots(int(self._success[0]), int(self._failure[0]))

    def _put_in(self, amounts: Sequence[Amounts], most: float) -> Counts:
        """Return how many lots the amounts above 0 put in."""
        more = sum((np.maximum(amount, 0.0) for amount in amounts), np.zeros_like(self.bonus))
        lots: Counts = np.floor(np.minimum(more, most) + 0.5).astype(np.int64)
        return lots

    def odds(self, outcomes: Sequence[Outcome]) -> tuple[Share, ...]:
        """Return how likely each outcome is in the first run, exactly."""
        return dice.odds_of_lots(self._count, self.lots.success, self.lots.failure, outcomes)

    def cast(self, rolls: dice.Rolls, key: str) -> Counts:
        """Return the lots in the order in which they are drawn: 1 is a success, 0 a failure."""
        drawn = np.zeros((self._count, len(self._success)), dtype=np.int64)
        left, successes = self._success + self._failure, self._success.copy()
        for number in range(self._count):
            hit = rolls.fraction(f"{key}|lot {number + 1}") * left < successes
            drawn[number] = hit
            successes -= hit
            left -= 1
        return drawn

    def taken(self, throw: Throw) -> tuple[int, ...]:
        """Return lots that were drawn at the table if they fit. Raises UnfitAdjustmentError."""
        return throw.drawn(self._count, self.lots.success, self.lots.failure)

    def total(self, faces: Counts) -> Amounts:
        """Return how many successes there are among them."""
        total: Amounts = faces.sum(axis=0).astype(np.float64)
        return total


def chance(umpire: Umpire, block: Block, setting: Setting, mask: Truths) -> Truths:
    """Draw whether a block happens; return in which runs it does."""
    if block.chance is None or not mask.any():
        return mask
    explain = _explaining(umpire, mask)
    throw = umpire.next_throw()
    plus = modified(umpire, block, throw, setting.read, explain=explain)
    likely = np.clip(setting.read.number(block.chance) + plus.total, 0.0, 1.0)
    if explain and deciding.waits_for_people(umpire, block.path, throw):
        first = float(likely[0])
        raise deciding.unanswered(umpire, (Share("yes", first, 1, 1), Share("no", 1 - first, 0, 0)), plus.ruled)
    draw, ordinals = _next_draw(umpire, block, setting, mask)
    fractions = [fraction(umpire, draw, ordinals, mask, attempt) for attempt in range(throw.attempts + 1)]
    drawn = fractions[-1]
    came_up = drawn < likely
    if throw.faces:
        (face,) = throw.checked(1, 100)
        drawn = np.full(umpire.columns.runs, (face - 1) / 100)
        came_up = face <= likely * 100 + NEARLY
    if throw.outcome:
        came_up = np.full(umpire.columns.runs, throw.chosen(YES_NO) == "yes")
    if explain and umpire.trace is not None:
        umpire.trace.findings.append(
            Chanced(
                path=block.path,
                key=dice.key_of(umpire.columns.turn, draw, int(ordinals[0]), throw.attempts),
                chance=float(likely[0]),
                modifiers=plus.read,
                drawn=float(drawn[0]),
                came_up=bool(came_up[0]),
                source=throw.source,
                chosen=throw.reason,
                earlier=tuple(float(before[0]) for before in fractions[:-1]),
            )
        )
    return mask & came_up


def roll(umpire: Umpire, block: Block, roll: Roll, setting: Setting, mask: Truths) -> None:
    """Roll, and carry out the outcome. Modifiers are read now: after the effects above, before the dice."""
    if not mask.any():
        return
    explain = _explaining(umpire, mask)
    throw = umpire.next_throw()
    plus = modified(umpire, block, throw, setting.read, explain=explain)
    what = _Dice(roll, plus, setting) if roll.lots is None else _Bag(roll, roll.lots, plus)
    if explain and deciding.waits_for_people(umpire, block.path, throw):
        raise deciding.unanswered(umpire, what.odds(block.outcomes), plus.ruled, _names(block))
    if deciding.set_by_people(umpire, block.path):
        found = _set(umpire, block, what, throw, plus)
    else:
        found = _thrown(umpire, block, what, throw, plus, setting, mask)
    for index, outcome in enumerate(block.outcomes):
        umpire.effects(outcome.effects, f"{block.path}/outcomes/{outcome.name}", setting, mask & (found == index))


def fraction(umpire: Umpire, draw: str, ordinals: Counts, mask: Truths, attempt: int = 0) -> Amounts:
    """Return a number in [0, 1) for a draw, in every run of the mask."""
    return _for_each(umpire, (draw, ordinals, mask, attempt), np.zeros(umpire.columns.runs), umpire.rolls.fraction)


def draw_of(path: str, setting: Setting) -> str:
    """Return what a draw is keyed by: the rule, who acts, and the agreement or else the target that it is about."""
    bound = setting.bound
    return dice.draw_of(path, (bound.get("me", ""), bound.get("this") or bound.get("target", "")))


def _thrown(
    umpire: Umpire, block: Block, what: _Dice | _Bag, throw: Throw, plus: Modified, setting: Setting, mask: Truths
) -> Counts:
    """Throw, and return which outcome each run has."""
    draw, ordinals = _next_draw(umpire, block, setting, mask)
    count = block.roll.count if block.roll is not None else 0
    blank = np.ones((count, umpire.columns.runs), dtype=np.int64)
    throws = [
        _for_each(umpire, (draw, ordinals, mask, attempt), blank, lambda key: what.cast(umpire.rolls, key))
        for attempt in range(throw.attempts + 1)
    ]
    faces = throws[-1]
    if throw.faces:
        faces = np.repeat(np.array(what.taken(throw), dtype=np.int64)[:, None], umpire.columns.runs, axis=1)
    total = what.total(faces)
    found = _outcomes(total, block.outcomes, mask)
    if throw.outcome:
        found = np.full(umpire.columns.runs, _names(block).index(throw.chosen(_names(block))))
    if _explaining(umpire, mask) and umpire.trace is not None and block.outcomes:
        outcome = block.outcomes[int(found[0])]
        umpire.trace.findings.append(
            Rolled(
                path=block.path,
                key=dice.key_of(umpire.columns.turn, draw, int(ordinals[0]), throw.attempts),
                dice=what.words,
                faces=tuple(int(face) for face in faces[:, 0]),
                bonus=float(what.bonus[0]),
                modifiers=plus.read,
                modifier=float(what.modifier[0]),
                total=float(total[0]),
                outcome=outcome.name,
                odds=what.odds(block.outcomes),
                say=outcome.say,
                source=throw.source,
                chosen=throw.reason,
                earlier=tuple(tuple(int(face) for face in before[:, 0]) for before in throws[:-1]),
                lots=None if what.lots is None else (what.lots.success, what.lots.failure),
            )
        )
    return found


def _set(umpire: Umpire, block: Block, what: _Dice | _Bag, throw: Throw, plus: Modified) -> Counts:
    """Return the outcome that people have set; nothing is rolled."""
    place = _names(block).index(throw.chosen(_names(block)))
    outcome = block.outcomes[place]
    if umpire.trace is not None:
        umpire.trace.findings.append(
            Rolled(
                path=block.path,
                key="",
                dice="",
                faces=(),
                bonus=float(what.bonus[0]),
                modifiers=plus.read,
                modifier=float(what.modifier[0]),
                total=0.0,
                outcome=outcome.name,
                odds=what.odds(block.outcomes),
                say=outcome.say,
                source=PEOPLE,
                chosen=throw.reason,
            )
        )
    return np.full(umpire.columns.runs, place)


def _names(block: Block) -> list[str]:
    return [outcome.name for outcome in block.outcomes]


def _explaining(umpire: Umpire, mask: Truths) -> bool:
    return umpire.trace is not None and bool(mask[0])


def _next_draw(umpire: Umpire, block: Block, setting: Setting, mask: Truths) -> tuple[str, Counts]:
    """Return what a draw is keyed by, and its ordinals."""
    draw = draw_of(deciding.keyed_by(umpire, block.path), setting)
    return draw, umpire.columns.count_draw(draw, mask)


def _for_each(
    umpire: Umpire, draw: tuple[str, Counts, Truths, int], blank: Drawn, cast: Callable[[str], Drawn]
) -> Drawn:
    """Draw once for each ordinal that there is, and give every run its own; where nothing is drawn, leave `blank`."""
    what, ordinals, mask, attempt = draw
    drawn = blank
    for ordinal in _different(ordinals[mask]):
        key = dice.key_of(umpire.columns.turn, what, int(ordinal), attempt)
        drawn = np.where(ordinals == ordinal, cast(key), drawn)
    return drawn


def _different(ordinals: Counts) -> Counts:
    """Return each ordinal once, upward."""
    # The first call of np.unique in a process loads masked arrays: a third of a second before the first dice.
    return np.flatnonzero(np.bincount(ordinals))


def _outcomes(total: Amounts, outcomes: Sequence[Outcome], mask: Truths) -> Counts:
    """Return the outcome each run's total belongs to."""
    found = np.full(total.shape, -1, dtype=np.int64)
    for index in reversed(range(len(outcomes))):
        within = (total >= outcomes[index].low - NEARLY) & (total <= outcomes[index].high + NEARLY)
        found = np.where(within, index, found)
    if outcomes:
        for run in np.flatnonzero(mask & (found < 0)):
            found[run] = dice.outcome_of(float(total[run]), outcomes)
    return found
