"""What may be written in the files of an exercise: every shape and its own keys."""

from __future__ import annotations

# Every shape there is has to be loaded before it can be counted.
from wargame.exercise import schema as _all_shapes  # noqa: F401
from wargame.exercise.shapes import Shape


def shapes_below(shape: type[Shape] = Shape) -> set[type[Shape]]:
    """Return every shape there is, but the bare one."""
    return {below for each in shape.__subclasses__() for below in {each, *shapes_below(each)}}


def own_keys(shape: type[Shape]) -> set[tuple[str, str]]:
    """Return (shape, key) for every key: an inherited one under the name of the shape that has it first."""
    found = set()
    for name, field in shape.model_fields.items():
        first = next(kind for kind in reversed(shape.__mro__) if name in getattr(kind, "model_fields", {}))
        found.add((first.__name__, field.alias or name))
    return found
