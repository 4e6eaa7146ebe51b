"""The shape of scenario.yaml."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Discriminator, Field, PlainValidator, Tag, WrapValidator

from wargame.exercise.languages import read_facts
from wargame.exercise.leaves import read_format, read_order
from wargame.exercise.shapes import Each, Id, Name, Names, Number, Prose, Shape, Share, Text, Truth, Whole, forgiving
from wargame.exercise.start_parts import read_start
from wargame.exercise.written import Branch, Written

Start = Annotated[Written | Branch, PlainValidator(read_start)]
"""One start for all owners, or a mapping owner → start."""


class TurnsShape(Shape):
    """How many turns there are, what they are called, how long each lasts."""

    count: Whole
    called: Name | None = None
    each_lasts: Text | None = None


class ActorShape(Shape):
    """A side."""

    name: Name
    moves_a_turn: Text | None = None
    aim: Prose | None = None
    monogram: Name | None = None


class PhaseShape(Shape):
    """A phase of the turn."""

    name: Name | None = None
    minutes: Number = 0.0
    who: Names | None = None
    does: Names = ()
    orders: Text | None = None
    order: Annotated[Written | None, PlainValidator(read_order)] = None
    says: Prose | None = None
    questions: list[Prose] = Field(default_factory=list)


class TrackShape(Shape):
    """A track, for one owner or several."""

    for_: Text | None = None
    name: Name
    unit: Name | None = None
    range: Text | None = None
    start: Start
    decimal: Truth = False
    good: Each | None = None
    bands: dict[Name, Number] = Field(default_factory=dict)
    seen_by: Names | None = None
    others_see: Text | None = None
    rises_at_most: Number | None = None
    falls_at_most: Number | None = None
    stops_at: Number | None = None
    except_: Names = ()
    income: Each | None = None
    headline: Truth = False


class DerivedShape(Shape):
    """A value by formula, with a name for people."""

    formula: Text
    name: Name | None = None
    seen_by: Names | None = None


class CardShape(Shape):
    """A secret word of an actor."""

    for_: Id
    name: Name | None = None
    names: dict[Id, Name] = Field(default_factory=dict)
    draw: dict[Id, Share] | None = None
    chosen: Annotated[dict[Written, Written | None] | None, PlainValidator(read_facts)] = None
    briefs: dict[Id, Prose] = Field(default_factory=dict)


def _kind_of_derived(node: Any) -> str:
    return "<derived>" if isinstance(node, Branch) else "<formula>"


class CapabilityShape(Shape):
    """What a team must be able to do."""

    name: Name | None = None
    objective: Text
    target: Prose


class TaskShape(Shape):
    """A critical task of the evaluation guide."""

    objective: Text
    task: Prose
    evidence: Text
    by: Text | None = None
    throughout: Truth = False
    capability: Text | None = None


class EvaluationShape(Shape):
    """How the exercise is evaluated."""

    scale: dict[Name, Prose] = Field(default_factory=dict)
    capabilities: dict[Id, Annotated[CapabilityShape | None, WrapValidator(forgiving)]] = Field(default_factory=dict)
    tasks: dict[Id, Annotated[TaskShape | None, WrapValidator(forgiving)]] = Field(default_factory=dict)


class ScenarioShape(Shape):
    """The whole file. An entry that is None was broken, and has been complained of."""

    rulebook: Annotated[int, PlainValidator(read_format)]
    title: Name
    version: Name | None = None
    synopsis: Prose | None = None
    starts: Text | None = None
    turns: TurnsShape
    labels: dict[Text, Name] = Field(default_factory=dict)
    likelihood_words: Text | None = None
    actors: dict[Id, Annotated[ActorShape | None, WrapValidator(forgiving)]]
    phases: dict[Id, Annotated[PhaseShape | None, WrapValidator(forgiving)]]
    tracks: dict[Id, Annotated[TrackShape | None, WrapValidator(forgiving)]] = Field(default_factory=dict)
    derived: dict[
        Id,
        Annotated[
            Annotated[Text, Tag("<formula>")] | Annotated[DerivedShape, Tag("<derived>")],
            Discriminator(_kind_of_derived),
        ],
    ] = Field(default_factory=dict)
    flags: Annotated[dict[Written, Written | None], PlainValidator(read_facts)] = Field(default_factory=dict)
    cards: dict[Id, Annotated[CardShape | None, WrapValidator(forgiving)]] = Field(default_factory=dict)
    objectives: dict[Id, Prose] = Field(default_factory=dict)
    evaluation: EvaluationShape | None = None
