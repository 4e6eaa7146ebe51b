"""The schema for editors says what the reader says: the same keys, each with its meaning, and good files fit it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.exercise.conftest import EXERCISES, texts_of
from wargame import paths
from wargame.cli.main import main
from wargame.exercise import schema
from wargame.exercise.schema_texts import KEYS
from wargame.exercise.shapes import Shape


def shapes_below(shape: type[Shape]) -> set[type[Shape]]:
    """Return every shape there is, but the bare one."""
    return {below for each in shape.__subclasses__() for below in {each, *shapes_below(each)}}


FILE_SHAPES = sorted(shapes_below(Shape), key=lambda shape: shape.__name__)


@pytest.mark.parametrize("shape", FILE_SHAPES, ids=[shape.__name__ for shape in FILE_SHAPES])
def test_every_key_has_one_line_of_meaning(shape: type[Shape]) -> None:
    kinds = [kind.__name__ for kind in shape.__mro__]
    missing = [key for key in shape.known_keys if not any(f"{kind}: {key}" in KEYS for kind in kinds)]
    assert missing == []


def test_no_meaning_is_left_over() -> None:
    known = {f"{shape.__name__}: {key}" for shape in FILE_SHAPES for key in shape.known_keys}
    assert set(KEYS) - known == set()
    assert all(text.endswith((".", "`.")) and len(text) < 120 for text in KEYS.values())


@pytest.mark.parametrize("file", schema.FILES)
def test_a_schema_names_every_key_and_nothing_else(file: str) -> None:
    made = schema.schema(file)
    for shape in FILE_SHAPES:
        if shape.__name__ in made["$defs"]:
            found = made["$defs"][shape.__name__]
            assert set(found["properties"]) == set(shape.known_keys)
            assert found["additionalProperties"] is False
            assert all(value["description"] for value in found["properties"].values())
    assert set(made["properties"]) == set(schema.FILES[file].known_keys)
    assert made["properties"]["play" if file == "play.yaml" else "rulebook"]["const"] == 1
    json.dumps(made)


def test_words_that_are_few_are_offered() -> None:
    defs = schema.schema("rulebook.yaml")["$defs"]
    assert "facilitator" in defs["MoveShape"]["properties"]["decide"]["enum"]
    assert defs["QuestionShape"]["properties"]["asked of"]["examples"] == ["injured", "facilitator"]
    phase = schema.schema("scenario.yaml")["$defs"]["PhaseShape"]["properties"]
    assert phase["orders"]["enum"] == ["sealed", "open"]
    assert "signing" in phase["does"]["examples"]


# ------------------------------------------------------------------ good files fit, spoiled ones do not


KINDS: dict[str, Any] = {
    "object": dict,
    "array": list,
    "string": str,
    "number": (int, float),
    "integer": int,
    "boolean": bool,
}


def misfits(value: Any, wanted: Mapping[str, Any], defs: Mapping[str, Any], path: str = "") -> Iterator[str]:
    """Yield where a value does not fit; a small validator that knows what our schemas use."""
    if "$ref" in wanted:
        wanted = defs[wanted["$ref"].rpartition("/")[2]]
    if "anyOf" in wanted:
        yield from min((list(misfits(value, choice, defs, path)) for choice in wanted["anyOf"]), key=len)
        return
    if "const" in wanted and value != wanted["const"]:
        yield f"{path}: {value} is not {wanted['const']}"
    if "enum" in wanted and value not in wanted["enum"]:
        yield f"{path}: {value} is none of {wanted['enum']}"
    names = [wanted["type"]] if isinstance(wanted.get("type"), str) else wanted.get("type", [])
    if names and not any(isinstance(value, KINDS[name]) for name in names):
        yield f"{path}: {value!r} is no {names}"
    elif isinstance(value, int) and value < wanted.get("minimum", value):
        yield f"{path}: {value} is too small"
    elif isinstance(value, dict):
        yield from misfits_in_mapping(value, wanted, defs, path)
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from misfits(part, wanted.get("items", {}), defs, f"{path}/{number}")


def misfits_in_mapping(
    value: dict[str, Any], wanted: Mapping[str, Any], defs: Mapping[str, Any], path: str
) -> Iterator[str]:
    """Yield what is missing, what is not known, and what does not fit below."""
    yield from (f"{path}: {key} is missing" for key in wanted.get("required", []) if key not in value)
    for key, part in value.items():
        inner = wanted.get("properties", {}).get(str(key), wanted.get("additionalProperties", True))
        if inner is False:
            yield f"{path}: {key} is not known"
        elif isinstance(inner, dict):
            yield from misfits(part, inner, defs, f"{path}/{key}")


class Plain(yaml.SafeLoader):
    """YAML as editors read it: dates and `yes` are texts."""


Plain.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in found if not tag.endswith((":timestamp", ":int", ":bool", ":null"))]
    for letter, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Plain.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?[0-9]+$"), list("-+0123456789"))
Plain.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(true|false)$"), list("tf"))


FOLDERS = [*sorted(path.parent for path in EXERCISES.glob("*/scenario.yaml")), *paths.exercises()]


@pytest.mark.parametrize("file", schema.FILES)
@pytest.mark.parametrize("folder", FOLDERS, ids=[folder.name for folder in FOLDERS])
def test_the_files_of_an_exercise_fit(folder: Path, file: str) -> None:
    made = schema.schema(file)
    for name, text in texts_of(folder).items():
        if name == file or (file == "play.yaml" and name.startswith("plays/")):
            assert list(misfits(yaml.load(text, Plain), made, made["$defs"])) == [], name  # noqa: S506 - a safe loader


def test_nothing_that_is_read_may_be_just_anything() -> None:
    """A leaf that the schema does not know would be shown to an editor as `{}`: whatever you like."""
    for file in schema.FILES:
        assert "{}" not in json.dumps(schema.schema(file))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("move: recruit", "mvoe: recruit"),
        ("terms: {inspection: 1", "terms: {inspection: one"),
        ("[[3, 4]]", "[[3, 0]]"),
        ("[[3, 4]]", "3"),
        ("expect: {ending", "expect: {end"),
    ],
)
def test_what_is_wrong_in_a_play_does_not_fit(right: str, wrong: str, valley_texts: dict[str, str]) -> None:
    made = schema.schema("play.yaml")
    text = valley_texts["plays/promises.yaml"]
    assert right in text
    assert list(misfits(yaml.load(text.replace(right, wrong), Plain), made, made["$defs"]))  # noqa: S506


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("parties:", "partys:"), ("goodwill: true", "goodwill: perhaps"), ("keeps promises: 3", "keeps promises: many")],
)
def test_what_is_wrong_does_not_fit(right: str, wrong: str, valley_texts: dict[str, str]) -> None:
    made = schema.schema("rulebook.yaml")
    text = valley_texts["rulebook.yaml"].replace(right, wrong)
    assert list(misfits(yaml.load(text, Plain), made, made["$defs"]))  # noqa: S506


def test_the_command_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--schema", "msel.yaml"]) == 0
    assert json.loads(capsys.readouterr().out) == schema.schema("msel.yaml")
    assert main(["check", "--schema"]) == 0
    everything = json.loads(capsys.readouterr().out)
    assert {"scenario.yaml", "rulebook.yaml", "msel.yaml"} <= set(everything["$defs"])
    assert main(["check", "--schema", "readme.md"]) == 2
    assert "scenario.yaml" in capsys.readouterr().err
