"""Every rule of an exercise laid out flat: each expression, sentence and block, with what its words stand for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from wargame.exercise.conditions import Expression
from wargame.exercise.definition import Exercise
from wargame.exercise.rulebook import Block, ChangeTrack, Modifier, Move, Simple

Role = Literal[
    "if", "when", "allowed if", "ending", "amount", "modifier", "chance", "bonus", "cost", "formula", "by", "income",
    "moves", "evidence",
]  # fmt: skip
Bound = Mapping[str, tuple[str, ...]]

NOBODY: Bound = {}


@dataclass(frozen=True, slots=True)
class Use:
    """An expression, what it is for, and for whom the words in it can stand."""

    expression: Expression
    role: Role
    bound: Bound = field(default_factory=dict)
    move: str = ""
    """The move it belongs to, if it does."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence in the rules, and where: in which step, due in which turn at the earliest."""

    sentence: Simple
    bound: Bound
    step: str = ""
    turn: int = 1
    move: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A block in the rules."""

    block: Block
    bound: Bound


@dataclass(frozen=True, slots=True)
class Survey:
    """All of it, in the order in which it stands in the exercise."""

    uses: tuple[Use, ...]
    said: tuple[Said, ...]
    blocks: tuple[Found, ...]

    @property
    def changes(self) -> Iterator[tuple[Said, ChangeTrack]]:
        """Every sentence that changes a track."""
        return ((said, said.sentence) for said in self.said if isinstance(said.sentence, ChangeTrack))


def survey(exercise: Exercise) -> Survey:
    """Lay an exercise out."""
    surveyor = _Surveyor()
    surveyor.rules(exercise)
    surveyor.values(exercise)
    return Survey(tuple(surveyor.uses), tuple(surveyor.said), tuple(surveyor.blocks))


def bound_in(move: Move) -> Bound:
    """Return for whom `me` and `target` can stand in a move."""
    return {"me": move.by, "target": move.targets} if move.targets else {"me": move.by}


class _Surveyor:
    """Walks through the rules and writes down what it meets."""

    def __init__(self) -> None:
        self.uses: list[Use] = []
        self.said: list[Said] = []
        self.blocks: list[Found] = []
        self._move = ""

    def rules(self, exercise: Exercise) -> None:
        """Write down everything that happens."""
        rules = exercise.rulebook
        for move in rules.moves.values():
            self.move(move)
        for name, blocks in rules.steps.items():
            for block in blocks:
                self.block(block, NOBODY, step=name)
        for trigger in rules.triggers.values():
            self.use(trigger.when, "when", NOBODY)
            self.block(trigger.block, NOBODY)
        for inject in exercise.injects:
            self.use(inject.when, "when", NOBODY)
            self.block(inject.block, NOBODY, turn=inject.due_turn or 1)
        for ending in rules.endings:
            self.use(ending.when, "ending", NOBODY)

    def values(self, exercise: Exercise) -> None:
        """Write down everything that is computed."""
        for table in exercise.rulebook.tables.values():
            self.use(table.by, "by", NOBODY)
        for derived in exercise.derived.values():
            self.use(derived.formula, "formula", NOBODY)
        for track in exercise.tracks.values():
            self.use(track.income, "income", {"me": track.owner} if len(track.owner) == 1 else NOBODY)
        for actor in exercise.actors.values():
            self.use(actor.moves_per_turn, "moves", {"me": (actor.id,)})
        for task in exercise.tasks.values():
            self.use(task.evidence, "evidence", NOBODY)

    def use(self, expression: Expression | None, role: Role, bound: Bound) -> None:
        """Write down an expression, if there is one."""
        if expression is not None:
            self.uses.append(Use(expression, role, bound, self._move))

    def move(self, move: Move) -> None:
        """Write down everything in a move."""
        self._move, bound = move.id, bound_in(move)
        self.use(move.allowed_if, "allowed if", bound)
        self.use(move.cost, "cost", bound)
        self.block(move.block, bound)
        if move.detected is not None:
            self.block(move.detected, bound)
        self._move = ""

    def block(self, block: Block, bound: Bound, step: str = "", turn: int = 1) -> None:
        """Write down everything in a block, and in the blocks within it."""
        self.blocks.append(Found(block, bound))
        self.use(block.condition, "if", bound)
        self.use(block.chance, "chance", bound)
        if block.roll is not None:
            self.use(block.roll.bonus, "bonus", bound)
        for modifier in block.modifiers:
            self._modifier(modifier, bound)
        effects = (*block.effects, *(effect for outcome in block.outcomes for effect in outcome.effects))
        for effect in effects:
            if isinstance(effect, Block):
                self.block(effect, bound, step, turn)
                continue
            self.said.append(Said(effect, bound, step, turn, self._move))
            self.use(effect.condition, "if", bound)
            if isinstance(effect, ChangeTrack):
                self.use(effect.amount, "amount", bound)

    def _modifier(self, modifier: Modifier, bound: Bound) -> None:
        self.use(modifier.amount, "modifier", bound)
        self.use(modifier.condition, "if", bound)
