"""Every rule of an exercise laid out flat: each expression, sentence and block, with what its words stand for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from wargame.exercise.agreements import Agreement, CommonRules
from wargame.exercise.conditions import Expression
from wargame.exercise.definition import Exercise
from wargame.exercise.parameters import bound_by
from wargame.exercise.questions import Option
from wargame.exercise.rulebook import Ask, Block, ChangeTrack, Effect, Modifier, Move, Simple
from wargame.exercise.vocabulary import EACH

Role = Literal[
    "if", "when", "allowed if", "ending", "amount", "modifier", "chance", "bonus", "cost", "formula", "by", "income",
    "moves", "evidence", "possible if", "at most", "detection", "odds", "target", "text", "score", "prefer", "signs",
]  # fmt: skip
Bound = Mapping[str, tuple[str, ...]]

NOBODY: Bound = {}
QUESTIONS = "questions/"
IF_FOUND = "if found"


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
    rule: str = ""
    """In which option of a question (`questions/cure_or_end`) or hook (`if found`) it stands; "" elsewhere."""


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
    surveyor.agreements(exercise)
    surveyor.questions(exercise)
    surveyor.values(exercise)
    surveyor.rehearsal(exercise)
    return Survey(tuple(surveyor.uses), tuple(surveyor.said), tuple(surveyor.blocks))


def bound_in(move: Move) -> Bound:
    """Return for whom `me` and `target` can stand in a move, and what its parameters can be."""
    target = {"target": move.targets} if move.targets else {}
    return {"me": move.by, **target, **bound_by(move.parameters.values())}


def texts_in(move: Move) -> tuple[str, ...]:
    """Return everything that is written in the rules of a move."""
    surveyor = _Surveyor()
    surveyor.move(move)
    return (*(use.expression.text for use in surveyor.uses), *(said.sentence.text for said in surveyor.said))


def with_target(bound: Bound, option: Option, exercise: Exercise) -> Bound:
    """Return what words mean in the effects of an option; `target` is one of its candidates."""
    return {**bound, "target": tuple(exercise.agreements)} if option.target is not None else bound


def _words_where_asked(exercise: Exercise, said: Iterable[Said]) -> dict[str, Bound]:
    """Return for each question the words known in every place where it is asked, for all they may stand for."""
    asked = [(each.sentence.question, each.bound) for each in said if isinstance(each.sentence, Ask)]
    if exercise.common is not None and exercise.common.ambiguous:
        for agreement in exercise.agreements.values():
            if agreement.ambiguous_under:
                breakers = tuple(agreement.ambiguous_under)
                asked.append((exercise.common.ambiguous, {"this": (agreement.id,), "breaker": breakers}))
    known: dict[str, Bound] = {}
    while asked:
        name, bound = asked.pop()
        before = known.get(name)
        shared = bound if before is None else _shared(before, bound)
        if name in exercise.questions and shared != before:
            known[name] = shared
            for option in exercise.questions[name].options:
                inside = with_target(shared, option, exercise)
                asked.extend((each.question, inside) for each in _asks(option.effects))
    anywhere: Bound = {"this": tuple(exercise.agreements), "breaker": tuple(exercise.actors)}
    return {name: known.get(name, anywhere) for name in exercise.questions}


def _shared(one: Bound, other: Bound) -> Bound:
    return {word: tuple(dict.fromkeys((*one[word], *other[word]))) for word in one if word in other}


def _asks(effects: Iterable[Effect]) -> Iterator[Ask]:
    for effect in effects:
        if isinstance(effect, Ask):
            yield effect
        elif isinstance(effect, Block):
            yield from _asks(effect.effects)
            for outcome in effect.outcomes:
                yield from _asks(outcome.effects)


class _Surveyor:
    """Walks through the rules and writes down what it meets."""

    def __init__(self) -> None:
        self.uses: list[Use] = []
        self.said: list[Said] = []
        self.blocks: list[Found] = []
        self._move = ""
        self._rule = ""

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

    def agreements(self, exercise: Exercise) -> None:
        """Write down what all agreements share, and each of them."""
        everything = tuple(exercise.agreements)
        if exercise.common is not None:
            parties = tuple(dict.fromkeys(party for each in exercise.agreements.values() for party in each.parties))
            self.use(exercise.common.at_most, "at most", NOBODY)
            self._hooks(exercise.common, everything, parties)
        for agreement in exercise.agreements.values():
            this: Bound = {"this": (agreement.id,)}
            self.use(agreement.possible_if, "possible if", this)
            self.use(agreement.detection, "detection", {**this, "breaker": agreement.parties})
            self._hooks(agreement, (agreement.id,), agreement.parties)

    def questions(self, exercise: Exercise) -> None:
        """Write down the questions, each with the words that mean something wherever it is asked."""
        known = _words_where_asked(exercise, self.said)
        for question in exercise.questions.values():
            bound = known[question.id]
            for amount in question.amounts.values():
                self.use(amount, "text", bound)
            for option in question.options:
                self.use(option.allowed_if, "allowed if", bound)
                self.use(option.odds, "odds", bound)
                self.use(option.target, "target", {**bound, EACH: tuple(exercise.agreements)})
                self._rule = f"{QUESTIONS}{question.id}"
                self.effects(option.effects, with_target(bound, option, exercise))
                self._rule = ""

    def rehearsal(self, exercise: Exercise) -> None:
        """Write down how points are given and how seats are played in rehearsal."""
        for card in exercise.scorecards.values():
            self.use(card.condition, "if", NOBODY)
            for line in card.lines:
                self.use(line.amount, "score", NOBODY)
                self.use(line.condition, "if", NOBODY)
        for player in exercise.players.values():
            me = (player.actor,) if player.actor else tuple(exercise.actors)
            signed = [name for name, each in exercise.agreements.items() if set(me) & set(each.parties)]
            bound: Bound = {"me": me, "this": tuple(signed)}
            for preference in player.prefer:
                self.use(preference.points, "prefer", bound)
                self.use(preference.condition, "if", bound)
            for change in player.terms:
                self.use(change.amount, "prefer", bound)
            if player.signs is not None:
                self.use(player.signs.chance, "signs", bound)
                self.use(player.signs.score, "score", bound)
                for modifier in player.signs.modifiers:
                    self._modifier(modifier, bound)

    def _hooks(self, rules: CommonRules | Agreement, this: tuple[str, ...], parties: tuple[str, ...]) -> None:
        bound: Bound = {"this": this}
        for effects in (rules.on_signing, rules.each_turn, rules.on_termination or (), rules.if_a_support_ends or ()):
            self.effects(effects, bound)
        self._rule = IF_FOUND
        self.effects(rules.if_found or (), {**bound, "breaker": parties})
        self._rule = ""

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
        within = (*block.effects, *(effect for outcome in block.outcomes for effect in outcome.effects))
        self.effects(within, bound, step, turn)

    def effects(self, effects: Iterable[Effect], bound: Bound, step: str = "", turn: int = 1) -> None:
        """Write down sentences and blocks."""
        for effect in effects:
            if isinstance(effect, Block):
                self.block(effect, bound, step, turn)
                continue
            self.said.append(Said(effect, bound, step, turn, self._move, self._rule))
            self.use(effect.condition, "if", bound)
            if isinstance(effect, ChangeTrack):
                self.use(effect.amount, "amount", bound)

    def _modifier(self, modifier: Modifier, bound: Bound) -> None:
        self.use(modifier.amount, "modifier", bound)
        self.use(modifier.condition, "if", bound)
