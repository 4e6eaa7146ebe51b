"""The shape everything with effects has, played: `if`, effects in order, then at most one roll or chance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from wargame.exercise.definition import Exercise
from wargame.exercise.rulebook import Ask, Block, Effect, FindBreach, Resume, Terminate
from wargame.referee import agreements, breaches, dice, questions, rolling
from wargame.referee.adjustment import Adjustment
from wargame.referee.columns import Columns
from wargame.referee.effects import Setting, check_of, say
from wargame.referee.hand import Hand, Throw
from wargame.referee.questions import UnansweredError
from wargame.referee.ruling import Asked, PassedOver, Started
from wargame.referee.trace import Trace
from wargame.referee.umpiring import Answers, Deciding

Amounts = NDArray[np.float64]
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
        self.deciding: Deciding | None = None
        """How the move under way is decided."""
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

    def next_throw(self) -> Throw:
        """Count one more roll of this ruling, and return what the facilitator says about it."""
        self._rolled += 1
        return self.hand.throw(self._rolled)

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
        if self.explaining(mask):
            self._announce(block, setting, started, announced=announced, happens=bool(happens[0]))
        if block.chance is not None:
            happens = rolling.chance(self, block, setting, happens)
        self.effects(block.effects, f"{block.path}/effects", setting, happens)
        if block.roll is not None:
            rolling.roll(self, block, block.roll, setting, happens & self.columns.live)
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
        draw = rolling.draw_of(path, setting)
        ordinals = self.columns.count_draw(draw, mask)
        key = dice.key_of(self.columns.turn, draw, int(ordinals[0]))
        return key, rolling.fraction(self, draw, ordinals, mask)

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

    def explaining(self, mask: Truths) -> bool:
        """Return whether what happens in these runs is told."""
        return self.trace is not None and bool(mask[0])
