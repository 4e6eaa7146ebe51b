"""The shape everything with effects has, played: `if`, effects in order, then at most one roll or chance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from wargame.exercise.definition import Exercise
from wargame.exercise.rulebook import Ask, Block, Effect, FindBreach, Modifier, Outcome, Resume, Roll, Terminate
from wargame.referee import agreements, breaches, dice, questions
from wargame.referee.circumstances import Circumstances
from wargame.referee.columns import Columns
from wargame.referee.effects import Setting, check_of, say
from wargame.referee.hand import Hand, Throw
from wargame.referee.limits import NEARLY
from wargame.referee.questions import UnansweredError
from wargame.referee.ruling import (
    Adjustment,
    Asked,
    Chanced,
    ModifierRead,
    PassedOver,
    Rolled,
    Started,
)
from wargame.referee.trace import Trace
from wargame.referee.umpiring import Answers

Amounts = NDArray[np.float64]
Counts = NDArray[np.int64]
Truths = NDArray[np.bool_]


class Umpire:
    """Plays blocks on the runs it was given, with the dice and the facilitator's adjustments."""

    def __init__(
        self,
        exercise: Exercise,
        columns: Columns,
        rolls: dice.Rolls,
        adjustments: Sequence[Adjustment] = (),
        answers: Answers | None = None,
    ) -> None:
        self.exercise = exercise
        self.columns = columns
        self.rolls = rolls
        self.hand = Hand(adjustments)
        self.answers = answers
        """Who answers questions; None: in a live run those who are asked, else the odds."""
        self.asks: Asked | None = None
        """The question at which a live ruling has stopped."""
        self._rolled = 0
        self._questions = 0
        self._under_way: set[str] = set()

    @property
    def trace(self) -> Trace | None:
        """Where findings are written down, when a single run is played live."""
        return self.columns.trace

    @contextmanager
    def until_asked(self) -> Iterator[None]:
        """Play on until a question comes up that nobody has answered; it is then in `asks`, and no more is played."""
        try:
            yield
        except UnansweredError as question:
            self.asks = question.asked

    @contextmanager
    def once(self, what: str) -> Iterator[bool]:
        """Say whether something is not already under way: what leads to itself ends there."""
        first = what not in self._under_way
        self._under_way.add(what)
        try:
            yield first
        finally:
            if first:
                self._under_way.discard(what)

    def next_question(self) -> int:
        """Count one more question of this ruling, and return its number, from 1."""
        self._questions += 1
        return self._questions

    def setting(self, bound: Mapping[str, str] | None = None, step: str = "") -> Setting:
        """Return where the effects of a rule are applied."""
        return Setting(self.exercise, self.columns, bound or {}, step)

    def play(
        self,
        block: Block,
        setting: Setting,
        mask: Truths,
        started: Started | None = None,
        *,
        announced: bool = False,
    ) -> Truths:
        """Play a block in the runs of the mask; return in which of them its effects happened.

        `started` is the finding it begins with; without one it is part of what is
        going on, and its own name goes without saying when it was `announced`.
        """
        mask = mask & self.columns.live
        if not mask.any():
            return mask
        if self._struck(block.path, block.name or block.path, mask):
            return np.zeros_like(mask)
        if block.together and setting.joint is None:
            setting = replace(setting, joint=self.columns.snapshot())
        happens = mask if block.condition is None else mask & setting.read.truth(block.condition)
        if self._explaining(mask):
            self._announce(block, setting, started, announced=announced, happens=bool(happens[0]))
        if block.chance is not None:
            happens = self._chance(block, setting, happens)
        self.effects(block.effects, f"{block.path}/effects", setting, happens)
        if block.roll is not None:
            self._roll(block, block.roll, setting, happens & self.columns.live)
        return happens

    def effects(self, effects: Sequence[Effect], path: str, setting: Setting, mask: Truths, by_hand: str = "") -> None:
        """Carry out sentences and inner blocks from top to bottom, each seeing what the one before has done."""
        if not np.count_nonzero(mask):
            return
        for number, effect in enumerate(effects, start=1):
            if isinstance(effect, Block):
                self.play(effect, setting, mask)
            elif not self._struck(f"{path}/{number}", effect.text, mask):
                happened = say(setting, effect, f"{path}/{number}", mask, by_hand)
                if isinstance(effect, Ask | FindBreach | Resume | Terminate):
                    self._follow(effect, setting, happened)

    def fraction(self, path: str, setting: Setting, mask: Truths) -> tuple[str, Amounts]:
        """Draw a number in [0, 1) for a rule, counted like all its draws; return also the key of the first run's."""
        draw = _draw(path, setting)
        ordinals = self.columns.count_draw(draw, mask)
        return dice.key_of(self.columns.turn, draw, int(ordinals[0])), self._fraction(draw, ordinals, mask, 0)

    def _follow(self, sentence: Ask | FindBreach | Resume | Terminate, setting: Setting, mask: Truths) -> None:
        """Play what follows from a sentence that had effect in the runs of the mask."""
        if not mask.any():
            return
        if isinstance(sentence, Ask):
            questions.ask(self, self.exercise.questions[sentence.question], setting, mask)
        elif isinstance(sentence, FindBreach):
            breaches.follow(self, sentence, setting, mask)
        else:
            agreements.follow(self, sentence, setting, mask)

    def _announce(
        self, block: Block, setting: Setting, started: Started | None, *, announced: bool, happens: bool
    ) -> None:
        check = None if block.condition is None else check_of(block.condition, setting.read, holds=happens)
        if started is None and (check is not None or (block.name and not announced)):
            started = Started(block.path, "part", block.name, block.place)
        if started is not None and self.trace is not None:
            self.trace.findings.append(started if check is None else replace(started, check=check))

    def _struck(self, path: str, text: str, mask: Truths) -> bool:
        reason = self.hand.struck.get(path)
        if reason is None:
            return False
        if self.trace is not None and mask[0]:
            self.trace.findings.append(PassedOver(path, text, None, None, reason))
        return True

    def _chance(self, block: Block, setting: Setting, mask: Truths) -> Truths:
        """Draw whether the block happens."""
        if block.chance is None or not mask.any():
            return mask
        modifier, modifiers = _read_modifiers(block.modifiers, setting.read, explain=self._explaining(mask))
        chance = np.clip(setting.read.number(block.chance) + modifier, 0.0, 1.0)
        throw, draw, ordinals = self._next_draw(block, setting, mask)
        fractions = [self._fraction(draw, ordinals, mask, attempt) for attempt in range(throw.attempts + 1)]
        drawn = fractions[-1]
        came_up = drawn < chance
        if throw.faces:
            (face,) = throw.checked(1, 100)
            drawn = np.full(self.columns.runs, (face - 1) / 100)
            came_up = face <= chance * 100 + NEARLY
        if throw.outcome:
            came_up = np.full(self.columns.runs, throw.chosen(("yes", "no")) == "yes")
        if self._explaining(mask) and self.trace is not None:
            self.trace.findings.append(
                Chanced(
                    path=block.path,
                    key=dice.key_of(self.columns.turn, draw, int(ordinals[0]), throw.attempts),
                    chance=float(chance[0]),
                    modifiers=modifiers,
                    drawn=float(drawn[0]),
                    came_up=bool(came_up[0]),
                    source=throw.source,
                    chosen=throw.reason,
                    earlier=tuple(float(fraction[0]) for fraction in fractions[:-1]),
                )
            )
        return mask & came_up

    def _roll(self, block: Block, roll: Roll, setting: Setting, mask: Truths) -> None:
        """Roll, and carry out the outcome. Modifiers are read now: after the effects above, before the dice."""
        if not mask.any():
            return
        modifier, modifiers = _read_modifiers(block.modifiers, setting.read, explain=self._explaining(mask))
        if roll.modifiers_at_most is not None:
            modifier = np.clip(modifier, -roll.modifiers_at_most, roll.modifiers_at_most)
        bonus = np.zeros(self.columns.runs) if roll.bonus is None else setting.read.number(roll.bonus)
        throw, draw, ordinals = self._next_draw(block, setting, mask)
        throws = [self._faces(roll, draw, ordinals, mask, attempt) for attempt in range(throw.attempts + 1)]
        faces = throws[-1]
        if throw.faces:
            taken = throw.checked(roll.count, roll.sides)
            faces = np.repeat(np.array(taken, dtype=np.int64)[:, None], self.columns.runs, axis=1)
        total = faces.sum(axis=0) + bonus + modifier
        found = _outcomes(total, block.outcomes, mask)
        if throw.outcome:
            name = throw.chosen([outcome.name for outcome in block.outcomes])
            found = np.full(self.columns.runs, [outcome.name for outcome in block.outcomes].index(name))
        if self._explaining(mask) and self.trace is not None and block.outcomes:
            outcome = block.outcomes[int(found[0])]
            self.trace.findings.append(
                Rolled(
                    path=block.path,
                    key=dice.key_of(self.columns.turn, draw, int(ordinals[0]), throw.attempts),
                    dice=f"{roll.count}d{roll.sides}",
                    faces=tuple(int(face) for face in faces[:, 0]),
                    bonus=float(bonus[0]),
                    modifiers=modifiers,
                    modifier=float(modifier[0]),
                    total=float(total[0]),
                    outcome=outcome.name,
                    odds=dice.odds(roll.count, roll.sides, float(bonus[0] + modifier[0]), block.outcomes),
                    say=outcome.say,
                    source=throw.source,
                    chosen=throw.reason,
                    earlier=tuple(tuple(int(face) for face in before[:, 0]) for before in throws[:-1]),
                )
            )
        for index, outcome in enumerate(block.outcomes):
            self.effects(outcome.effects, f"{block.path}/outcomes/{outcome.name}", setting, mask & (found == index))

    def _explaining(self, mask: Truths) -> bool:
        return self.trace is not None and bool(mask[0])

    def _next_draw(self, block: Block, setting: Setting, mask: Truths) -> tuple[Throw, str, Counts]:
        """Return what the facilitator says about this draw, what it is keyed by, and its ordinals."""
        self._rolled += 1
        draw = _draw(block.path, setting)
        return self.hand.throw(self._rolled), draw, self.columns.count_draw(draw, mask)

    def _faces(self, roll: Roll, draw: str, ordinals: Counts, mask: Truths, attempt: int) -> Counts:
        faces = np.ones((roll.count, self.columns.runs), dtype=np.int64)
        for ordinal in _different(ordinals[mask]):
            key = dice.key_of(self.columns.turn, draw, int(ordinal), attempt)
            faces = np.where(ordinals == ordinal, self.rolls.faces(key, roll.count, roll.sides), faces)
        return faces

    def _fraction(self, draw: str, ordinals: Counts, mask: Truths, attempt: int) -> Amounts:
        drawn = np.zeros(self.columns.runs)
        for ordinal in _different(ordinals[mask]):
            key = dice.key_of(self.columns.turn, draw, int(ordinal), attempt)
            drawn = np.where(ordinals == ordinal, self.rolls.fraction(key), drawn)
        return drawn


def _different(ordinals: Counts) -> Counts:
    """Return each ordinal once, upward."""
    # The first call of np.unique in a process loads masked arrays: a third of a second before the first dice.
    return np.flatnonzero(np.bincount(ordinals))


def _draw(path: str, setting: Setting) -> str:
    """Return what a draw is keyed by: the rule, who acts, and the agreement or else the target that it is about."""
    bound = setting.bound
    return dice.draw_of(path, (bound.get("me", ""), bound.get("this") or bound.get("target", "")))


def _read_modifiers(
    modifiers: Sequence[Modifier], read: Circumstances, *, explain: bool
) -> tuple[Amounts, tuple[ModifierRead, ...]]:
    """Return the sum of those that count, and for a live run how each was found."""
    total = np.zeros(read.runs)
    found = []
    for modifier in modifiers:
        counts = np.ones(read.runs, dtype=np.bool_) if modifier.condition is None else read.truth(modifier.condition)
        amount = read.number(modifier.amount)
        total = total + np.where(counts, amount, 0.0)
        if explain:
            found.append(
                ModifierRead(
                    text=modifier.text,
                    amount=float(amount[0]),
                    because=modifier.because,
                    counts=bool(counts[0]),
                    clauses=() if modifier.condition is None else modifier.condition.explain(read),
                    place=modifier.place,
                )
            )
    return total, tuple(found)


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
