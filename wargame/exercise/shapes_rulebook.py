"""The shape of rulebook.yaml."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Discriminator, Field, PlainValidator, Tag, WrapValidator

from wargame.exercise.languages import read_table
from wargame.exercise.leaves import read_format
from wargame.exercise.shapes import BlockShape, Id, Name, Names, Number, Prose, Shape, Text, Truth, Whole, forgiving
from wargame.exercise.shapes_agreements import AgreementShape, CommonShape, QuestionShape
from wargame.exercise.shapes_choices import ParameterShape, TargetsShape
from wargame.exercise.shapes_players import RehearsalShape, ScorecardShape
from wargame.exercise.written import Branch, Listing

TableShape = Annotated[Branch, PlainValidator(read_table)]
"""A mapping: `by` an amount, perhaps a `name` for people, then one value a range."""


class RollShape(Shape):
    """A roll with a name, so that many moves share it."""

    dice: Text
    modifiers_at_most: Number | None = None
    outcomes: dict[Name, Text]


class MoveShape(BlockShape):
    """Something an actor may do."""

    name: Name
    by: Names
    target: TargetsShape | None = None
    parameters: dict[Id, ParameterShape] = Field(default_factory=dict)
    category: Name | None = None
    tags: Names = ()
    text: Prose | None = None
    allowed_if: Text | None = None
    cost: Text | None = None
    once: Truth = False
    per_turn: Whole | None = None
    seen: Names | None = None
    detected: BlockShape | None = None
    decide: Text | None = None


class TriggerShape(BlockShape):
    """Something that happens by itself."""

    when: Text
    once: Truth = False
    say: Prose | None = None
    inject: Text | None = None


class EndingShape(Shape):
    """A way the exercise can end."""

    as_: Id | None = None
    at_once: Truth = False
    when: Text | None = None
    otherwise: Truth = False
    name: Name | None = None
    say: Prose | None = None


def _kind_of_step(node: Any) -> str:
    return "<blocks>" if isinstance(node, Listing) else "<block>"


StepShape = Annotated[
    Annotated[BlockShape, Tag("<block>")] | Annotated[list[BlockShape], Tag("<blocks>")], Discriminator(_kind_of_step)
]


class RulebookShape(Shape):
    """The whole file. An entry that is None was broken, and has been complained of."""

    rulebook: Annotated[int, PlainValidator(read_format)]
    decide: Text | None = None
    tables: dict[Id, Annotated[TableShape | None, WrapValidator(forgiving)]] = Field(default_factory=dict)
    rolls: dict[Id, Annotated[RollShape | None, WrapValidator(forgiving)]] = Field(default_factory=dict)
    moves: dict[Id, Annotated[MoveShape | None, WrapValidator(forgiving)]] = Field(default_factory=dict)
    steps: dict[Id, Annotated[StepShape | None, WrapValidator(forgiving)]] = Field(default_factory=dict)
    triggers: dict[Id, Annotated[TriggerShape | None, WrapValidator(forgiving)]] = Field(default_factory=dict)
    endings: dict[Id, Annotated[EndingShape | None, WrapValidator(forgiving)]] = Field(default_factory=dict)
    questions: dict[Id, Annotated[QuestionShape | None, WrapValidator(forgiving)]] = Field(default_factory=dict)
    every_agreement: Annotated[CommonShape | None, WrapValidator(forgiving)] = None
    agreements: dict[Id, Annotated[AgreementShape | None, WrapValidator(forgiving)]] = Field(default_factory=dict)
    scorecards: dict[Id, Annotated[ScorecardShape | None, WrapValidator(forgiving)]] = Field(default_factory=dict)
    rehearsal: RehearsalShape | None = None
