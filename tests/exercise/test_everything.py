"""The smallest exercise that says everything: what the language can say and is not in it, is told here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from tests.exercise.conftest import EXERCISES, texts_of
from tests.exercise.shape_keys import own_keys, shapes_below
from wargame.exercise import condition_nodes as nodes
from wargame.exercise import rulebook as rules
from wargame.exercise.check import check
from wargame.exercise.condition_nodes import Node, walk
from wargame.exercise.conditions import Expression
from wargame.exercise.reader import read, read_play
from wargame.exercise.scenario_parts import BUILT_IN
from wargame.exercise.schema import FILES
from wargame.exercise.shapes import Shape
from wargame.exercise.structure import shaped
from wargame.exercise.vocabulary import FUNCTIONS, OVER_ALL, QUESTIONS

EVERYTHING = EXERCISES / "everything"


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return texts_of(EVERYTHING)


# ----------------------------------------------------------------------------------------------------------- keys


def shapes_in(value: object) -> Iterator[Shape]:
    """Yield every shape in a shape: all that was written as a mapping with known keys."""
    if isinstance(value, Shape):
        yield value
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from shapes_in(getattr(value, name))
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from shapes_in(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from shapes_in(one)


def test_every_key_is_there(texts: dict[str, str]) -> None:
    there = set()
    for name, kind in FILES.items():
        file = "plays/all.yaml" if name == "play.yaml" else name
        shape, complaints = shaped(kind, file, texts[file])
        assert list(complaints) == []
        for one in shapes_in(shape):
            written = set(map(str, one.written))
            there |= {key for key in own_keys(type(one)) if key[1] in written}
    all_keys = {key for shape in shapes_below() for key in own_keys(shape)}
    missing = sorted(all_keys - there)
    assert missing == [], f"write in tests/data/exercises/everything: {missing}"


# ---------------------------------------------------------------------------------------------------- constructs


def parts_in(value: Any) -> Iterator[Any]:
    """Yield every value in an exercise, the nodes of its conditions and amounts too."""
    yield value
    if isinstance(value, Expression):
        yield from walk(value.node)
    elif is_dataclass(value):
        for field in fields(value):
            yield from parts_in(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from parts_in(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from parts_in(one)


@pytest.fixture(scope="module")
def parts(texts: dict[str, str]) -> list[Any]:
    return list(parts_in(read("everything", texts)))


def test_every_kind_of_sentence_is_there(parts: list[Any]) -> None:
    assert set(get_args(rules.Simple)) - {type(part) for part in parts} == set()
    changes = [part for part in parts if isinstance(part, rules.ChangeTrack)]
    assert {change.operation for change in changes} == set(get_args(rules.Operation))
    assert any(change.after for change in changes)
    assert any(part.turns for part in parts if isinstance(part, rules.RaiseFlag))
    assert any(part.condition for part in parts if isinstance(part, rules.Sentence))


def test_every_form_of_condition_and_amount_is_there(parts: list[Any]) -> None:
    kinds = {kind for kind in vars(nodes).values() if isinstance(kind, type) and issubclass(kind, Node)}
    assert kinds - {Node, nodes.Unknown} - {type(part) for part in parts} == set()
    words = " ".join(part.text for part in parts if isinstance(part, Expression))
    missing = [word for word in (*FUNCTIONS, *QUESTIONS, *OVER_ALL) if f"{word}(" not in words]
    assert missing == []


def test_everything_built_in_is_done(parts: list[Any]) -> None:
    done = {item for part in parts if hasattr(part, "does") for item in part.does}
    assert set(BUILT_IN) - done == set()


# -------------------------------------------------------------------------------------------------------- itself


def test_nothing_is_wrong_with_it(texts: dict[str, str]) -> None:
    exercise = read("everything", texts)
    assert list(check(exercise)) == []
    assert read_play("plays/all.yaml", texts["plays/all.yaml"], exercise).title == "All"


def test_it_stays_small() -> None:
    size = sum(path.stat().st_size for path in Path(EVERYTHING).glob("*.yaml"))
    assert size < 8_000
