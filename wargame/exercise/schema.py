"""A JSON Schema of the exercise files, so that an editor can complete keys, explain them and underline typing errors.

It is made from the shapes that the reader uses. An editor sees keys and kinds of
values; sentences, names and everything else are for `wargame check`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from wargame.exercise import languages, leaves, shapes_play, start_parts
from wargame.exercise.leaves import FORMAT
from wargame.exercise.rulebook import WAYS_OF_DECIDING
from wargame.exercise.rulebook_parts import WAYS_TO_BE_SEEN
from wargame.exercise.scenario_parts import BUILT_IN, LABELS
from wargame.exercise.schema_texts import KEYS
from wargame.exercise.shapes import Shape
from wargame.exercise.shapes_msel import MselShape
from wargame.exercise.shapes_play import PlayShape
from wargame.exercise.shapes_rulebook import RulebookShape
from wargame.exercise.shapes_scenario import ScenarioShape

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILES: Mapping[str, type[Shape]] = {
    "scenario.yaml": ScenarioShape,
    "rulebook.yaml": RulebookShape,
    "msel.yaml": MselShape,
    "play.yaml": PlayShape,
}
"""The last one is that of every file in plays/."""

_ID = {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9_]{0,63}$"}
_SCALAR: JsonSchemaValue = {"type": ["string", "number", "boolean"]}
_LINE: JsonSchemaValue = {"type": ["string", "number", "boolean"], "maxLength": leaves.LONGEST_NAME}
_DRAW: JsonSchemaValue = {
    "type": "object",
    "required": ["draw"],
    "properties": {"draw": {"type": "object", "additionalProperties": _SCALAR}},
}
_START: JsonSchemaValue = {"anyOf": [_SCALAR, _DRAW]}
_LANGUAGE = "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$"


def _in_languages(text: JsonSchemaValue) -> JsonSchemaValue:
    several = {"type": "object", "minProperties": 2, "propertyNames": {"pattern": _LANGUAGE}}
    return {"anyOf": [text, {**several, "additionalProperties": text}]}


def _ids_with(words: JsonSchemaValue) -> JsonSchemaValue:
    mapping = {"type": "object", "propertyNames": _ID, "additionalProperties": words}
    return {"anyOf": [{"type": "array", "items": _ID, "uniqueItems": True}, mapping]}


def _one_or_several(one: JsonSchemaValue) -> JsonSchemaValue:
    return {"anyOf": [one, _list_of(one)]}


def _list_of(one: JsonSchemaValue) -> JsonSchemaValue:
    return {"type": "array", "items": one, "minItems": 1}


_MAPPING: JsonSchemaValue = {"type": "object", "additionalProperties": _SCALAR}
_FACES: JsonSchemaValue = {
    "anyOf": [
        _list_of({"type": "integer", "minimum": 1, "maximum": shapes_play.LARGEST_FACE}),
        _list_of({"enum": list(shapes_play.LOTS)}),
    ]
}
_LEAVES: Mapping[Any, JsonSchemaValue] = {
    leaves.read_text: _SCALAR,
    leaves.read_id: _ID,
    leaves.read_names: {"anyOf": [_SCALAR, {"type": "array", "items": _SCALAR}]},
    leaves.read_each: {"anyOf": [_SCALAR, {"type": "object", "additionalProperties": _SCALAR}]},
    start_parts.read_start: {"anyOf": [_START, {"type": "object", "additionalProperties": _START}]},
    leaves.read_whole: {"type": "integer"},
    leaves.read_number: {"type": "number"},
    leaves.read_share: {
        "anyOf": [
            {"type": "string", "pattern": "^[0-9.]+%$"},
            {"type": "number", "minimum": 0, "maximum": 1},
        ]
    },
    leaves.read_truth: {"type": "boolean"},
    leaves.read_format: {"const": FORMAT},
    leaves.read_order: {
        "anyOf": [{"enum": ["listed", "drawn"]}, {"type": "object", "properties": {"initiative": _SCALAR}}]
    },
    languages.read_table: {
        "type": "object",
        "required": ["by"],
        "minProperties": 2,
        "properties": {"name": {**_in_languages(_LINE), "description": "What people call the table."}},
        "additionalProperties": {"type": ["string", "number"]},
    },
    shapes_play.read_dice: _one_or_several(_FACES),
    shapes_play.read_reasons: _one_or_several(_MAPPING),
    shapes_play.read_added: {"type": ["integer", "string"], "pattern": r"^[-+]?[0-9]{1,4}\s*%?$"},
    shapes_play.read_ballots: _one_or_several(_SCALAR),
    shapes_play.read_answers: _one_or_several({"anyOf": [_SCALAR, _MAPPING]}),
    languages.read_prose: _in_languages(_SCALAR),
    languages.read_title: _in_languages(_LINE),
    languages.read_facts: _ids_with(_in_languages(_LINE)),
}
"""What may be written where the reader takes a single text, word or number."""

_WORDS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("PhaseShape", "orders"): ("sealed", "open"),
    ("PlayerShape", "moves"): ("equally",),
    ("MoveShape", "decide"): WAYS_OF_DECIDING,
    ("RulebookShape", "decide"): WAYS_OF_DECIDING,
}
"""Keys whose value is one of a few words."""

_SUGGESTED: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("PhaseShape", "does"): BUILT_IN,
    ("MoveShape", "seen"): WAYS_TO_BE_SEEN,
    ("TrackShape", "for"): ("world", "actor", "pair", "agreement"),
    ("TrackShape", "good"): ("up", "down"),
    ("TrackShape", "others see"): ("nothing", "last report", "give or take 10"),
    ("MoveShape", "target"): ("others", "any", "agreements"),
    ("QuestionShape", "asked of"): ("injured", "facilitator"),
    ("CommonShape", "offer stays open"): ("until the end of the next turn", "until the end of the turn"),
    ("CommonShape", "may return"): ("2 turns after it ended", "never"),
    ("ScenarioShape", "labels"): LABELS,
}
"""Keys whose value is often one of these words; an editor offers them."""


def schema(file: str) -> dict[str, Any]:
    """Return the schema of one of FILES. Raises KeyError for another file."""
    made = FILES[file].model_json_schema(by_alias=True, schema_generator=_Generator, mode="validation")
    return {"$schema": DIALECT, **made, "title": file}


def all_schemas() -> dict[str, Any]:
    """Return one schema that fits any of the files; that of a single file is `#/$defs/rulebook.yaml`."""
    found: dict[str, Any] = {}
    for file in FILES:
        made = schema(file)
        found.update(made.pop("$defs", {}))
        del made["$schema"]
        found[file] = made
    choices = [{"$ref": f"#/$defs/{file}"} for file in FILES]
    return {"$schema": DIALECT, "title": "The files of an exercise", "anyOf": choices, "$defs": found}


class _Generator(GenerateJsonSchema):
    """pydantic's generator, told what our leaves take."""

    def function_plain_schema(self, schema: core_schema.PlainValidatorFunctionSchema) -> JsonSchemaValue:
        """Return what a leaf takes."""
        return dict(_LEAVES.get(schema["function"]["function"], {}))

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> JsonSchemaValue:
        """Return a choice: the tags are only ours."""
        return {"anyOf": [self.generate_inner(choice) for choice in schema["choices"].values()]}

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """A key that may be left out is never written with nothing behind it."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Leave the defaults out: here they are only what stands for nothing written."""
        return self.generate_inner(schema["schema"])

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """Return a mapping by names."""
        made: JsonSchemaValue = {"type": "object"}
        keys = self.generate_inner(schema["keys_schema"]) if "keys_schema" in schema else {}
        if "pattern" in keys:
            made["propertyNames"] = {"pattern": keys["pattern"]}
        if "values_schema" in schema:
            made["additionalProperties"] = self.generate_inner(schema["values_schema"])
        return made

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """Return a mapping with known keys, each with what it is for."""
        made = super().model_schema(schema)
        shape = schema["cls"]
        made["additionalProperties"] = False
        for key, value in made.get("properties", {}).items():
            self._explain(shape, key, value)
        return made

    def field_title_should_be_set(self, schema: Any) -> bool:
        """No titles: the key is one."""
        del schema
        return False

    def _explain(self, shape: type[Any], key: str, value: JsonSchemaValue) -> None:
        if words := _WORDS.get((shape.__name__, key)):
            value.clear()
            value["enum"] = list(words)
        value["description"] = next(
            text for kind in shape.__mro__ if (text := KEYS.get(f"{kind.__name__}: {key}")) is not None
        )
        if suggested := _SUGGESTED.get((shape.__name__, key)):
            value["examples"] = list(suggested)
