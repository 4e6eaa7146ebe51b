"""What agreements, breaches and questions need of the one who plays the rules: `blocks.Umpire`, seen from below.

They play blocks, and blocks lead back to them; this is the side that they know.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from wargame.exercise.definition import Exercise
from wargame.exercise.questions import Question
from wargame.exercise.rulebook import Block, Effect
from wargame.referee.columns import Columns
from wargame.referee.dice import Rolls
from wargame.referee.effects import Setting
from wargame.referee.hand import Hand, Throw
from wargame.referee.ruling import Started
from wargame.referee.trace import Trace

Amounts = NDArray[np.float64]
Truths = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Deciding:
    """How a move is decided, see `referee.deciding`."""

    path: str
    """Of the move's block."""
    way: str
    people: bool
    """Whether there is somebody to argue, vote and agree; nobody is in a rehearsal or a preview."""


class Umpire(Protocol):
    """Plays blocks on the runs it was given, with the dice and the facilitator's adjustments."""

    exercise: Exercise
    columns: Columns
    hand: Hand
    answers: Answers | None
    deciding: Deciding | None

    @property
    def rolls(self) -> Rolls:
        """The dice."""

    @property
    def trace(self) -> Trace | None:
        """Where findings are written down, when a single run is played live."""

    def once(self, what: str) -> AbstractContextManager[bool]:
        """Say whether something is not already under way: what leads to itself ends there."""

    def next_question(self) -> int:
        """Count one more question, and return its number, from 1."""

    def next_throw(self) -> Throw:
        """Count one more roll of this ruling, and return what the facilitator says about it."""

    def setting(self, bound: Mapping[str, str] | None = None, step: str = "") -> Setting:
        """Return where the effects of a rule are applied."""

    def play(
        self,
        block: Block,
        setting: Setting,
        mask: Truths,
        started: Started | None = None,
        *,
        announced: bool = False,
    ) -> Truths:
        """Play a block in the runs of the mask; return in which of them its effects happened."""

    def effects(self, effects: Sequence[Effect], path: str, setting: Setting, mask: Truths, by_hand: str = "") -> None:
        """Carry out sentences and inner blocks from top to bottom."""

    def fraction(self, path: str, setting: Setting, mask: Truths) -> tuple[str, Amounts]:
        """Draw a number from 0 to below 1 in each run; return its key with it."""


class Answers(Protocol):
    """How questions are answered where nobody can be asked."""

    def __call__(self, umpire: Umpire, asked_of: str, question: Question) -> Mapping[str, Amounts]:
        """Return weights for options by id, one entry a run; one that is left out, or NaN, keeps its own odds."""
