"""Frozen dataclasses as plain JSON values, and back, strictly.

Driven by the type hints of the classes: what a hint does not allow is neither
written nor read. A field that has its default is left out, so defaults belong
to the layout and never change. Where several classes may stand, `is` says
which one, by a name of our own that outlives any renaming of classes.
"""

from __future__ import annotations

import dataclasses
import math
import types
from collections.abc import Callable, Mapping
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

Json = Any
"""What `json` reads and writes."""

Way = Callable[[Any], Any]
"""A value one way: to JSON, or from it."""

TAG = "is"

_List = list[Any] | tuple[Any, ...]

_NONE = type(None)
_INFINITE = {"inf": math.inf, "-inf": -math.inf}


class UnreadableError(ValueError):
    """The JSON is not of the wanted shape. Says where, never what stands there."""


class Plain:
    """Writes and reads values of the classes named in `names`, and of all classes inside them."""

    def __init__(self, names: Mapping[type, str]) -> None:
        self._names = names
        self._writers: dict[Any, Way] = {}
        self._readers: dict[Any, Way] = {}

    def writer(self, hint: Any) -> Way:
        """Return the function that makes JSON of a value of that type; it raises TypeError or ValueError."""
        if hint not in self._writers:
            self._writers[hint] = self._make_writer(hint)
        return self._writers[hint]

    def reader(self, hint: Any) -> Way:
        """Return the function that makes a value of that type of JSON; it raises UnreadableError."""
        if hint not in self._readers:
            self._readers[hint] = self._make_reader(hint)
        return self._readers[hint]

    def _make_writer(self, hint: Any) -> Way:
        if hint in _SCALARS:
            return _SCALARS[hint][0]
        if dataclasses.is_dataclass(hint):
            return self._record_writer(hint)
        kind, inner = _taken_apart(hint)
        made: Mapping[str, Callable[[], Way]] = {
            "literal": lambda: _chooser(inner, TypeError),
            "optional": lambda: _optional(self.writer(inner[0])),
            "sequence": lambda: _sequence(self.writer(inner[0]), tuple, list, TypeError),
            "row": lambda: _row([self.writer(part) for part in inner], tuple, list, TypeError),
            "mapping": lambda: _mapping_writer(self.writer(inner[1])),
            "scalars": lambda: _number_or_word,
            "choice": lambda: self._choice_writer(inner),
        }
        return made[kind]()

    def _make_reader(self, hint: Any) -> Way:
        if hint in _SCALARS:
            return _SCALARS[hint][1]
        if dataclasses.is_dataclass(hint):
            return self._record_reader(hint)
        kind, inner = _taken_apart(hint)
        made: Mapping[str, Callable[[], Way]] = {
            "literal": lambda: _chooser(inner, UnreadableError),
            "optional": lambda: _optional(self.reader(inner[0])),
            "sequence": lambda: _sequence(self.reader(inner[0]), list, tuple, UnreadableError),
            "row": lambda: _row([self.reader(part) for part in inner], list, tuple, UnreadableError),
            "mapping": lambda: _mapping_reader(self.reader(inner[1])),
            "scalars": lambda: _read_number_or_word,
            "choice": lambda: self._choice_reader(inner),
        }
        return made[kind]()

    def _record_writer(self, cls: Any) -> Way:
        hints = get_type_hints(cls)
        parts: list[tuple[str, Way, Any]] = []
        # Known before its fields are looked at: a class may hold values of its own kind.
        self._writers[cls] = lambda value: _written(cls, parts, value)
        parts += [(field.name, self.writer(hints[field.name]), _default(field)) for field in dataclasses.fields(cls)]
        return self._writers[cls]

    def _record_reader(self, cls: Any) -> Way:
        hints = get_type_hints(cls)
        parts: dict[str, Way] = {}
        self._readers[cls] = lambda value: _built(cls, parts, needed, _json(dict, value))
        parts.update({field.name: self.reader(hints[field.name]) for field in dataclasses.fields(cls)})
        needed = frozenset(field.name for field in dataclasses.fields(cls) if _default(field) is dataclasses.MISSING)
        return self._readers[cls]

    def _choice_writer(self, classes: tuple[Any, ...]) -> Way:
        ways = {cls: (self._names[cls], self.writer(cls)) for cls in classes}

        def write(value: Any) -> Json:
            if type(value) not in ways:
                raise TypeError(f"{type(value).__name__} may not stand here")
            name, way = ways[type(value)]
            return {TAG: name, **way(value)}

        return write

    def _choice_reader(self, classes: tuple[Any, ...]) -> Way:
        ways = {self._names[cls]: self.reader(cls) for cls in classes}

        def read(value: Json) -> Any:
            fields = dict(_json(dict, value))
            name = fields.pop(TAG, None)
            if not isinstance(name, str) or name not in ways:
                raise UnreadableError("an unknown kind")
            return ways[name](fields)

        return read


def _taken_apart(hint: Any) -> tuple[str, tuple[Any, ...]]:
    """Return what kind of composite type it is, and its parts."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Literal:
        return "literal", inner
    if origin is tuple:
        return ("sequence", inner[:1]) if inner[-1] is Ellipsis else ("row", inner)
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        return "mapping", inner
    if origin in (Union, types.UnionType):
        if _NONE in inner:
            rest = tuple(part for part in inner if part is not _NONE)
            return "optional", (rest[0] if len(rest) == 1 else Union[rest],)  # noqa: UP007 - made of a tuple
        return ("scalars" if set(inner) == {float, bool, str} else "choice"), inner
    raise TypeError(f"no rule for {hint!r}")


def _written(cls: type, parts: list[tuple[str, Way, Any]], value: Any) -> Json:
    if type(value) is not cls:
        raise TypeError(f"{type(value).__name__} stands where {cls.__name__} is wanted")
    fields = {}
    for name, write, default in parts:
        item = getattr(value, name)
        if default is dataclasses.MISSING or item != default:
            fields[name] = write(item)
    return fields


def _built(cls: Any, parts: Mapping[str, Way], needed: frozenset[str], fields: dict[str, Json]) -> Any:
    if not fields.keys() <= parts.keys() or not needed <= fields.keys():
        raise UnreadableError(f"{cls.__name__}: a field too many or too few")
    try:
        return cls(**{name: parts[name](item) for name, item in fields.items()})
    except UnreadableError as error:
        raise UnreadableError(f"{cls.__name__}: {error}") from None


def _default(field: dataclasses.Field[Any]) -> Any:
    return field.default_factory() if field.default_factory is not dataclasses.MISSING else field.default


def _optional(way: Way) -> Way:
    return lambda value: None if value is None else way(value)


def _sequence(way: Way, given: type[_List], made: type[_List], error: type[Exception]) -> Way:
    def go(value: Any) -> Any:
        if not isinstance(value, given):
            raise error(f"{type(value).__name__} stands where a list is wanted")
        return made([way(item) for item in value])

    return go


def _mapping_writer(write: Way) -> Way:
    return lambda value: {_text(key): write(item) for key, item in value.items()}


def _mapping_reader(read: Way) -> Way:
    return lambda value: {key: read(item) for key, item in _json(dict, value).items()}


def _row(ways: list[Way], given: type[_List], made: type[_List], error: type[Exception]) -> Way:
    """Return the way of a tuple with a fixed number of parts, each with its own type."""

    def go(value: Any) -> Any:
        if not isinstance(value, given) or len(value) != len(ways):
            raise error(f"{len(ways)} values are wanted")
        return made([way(item) for way, item in zip(ways, value, strict=True)])

    return go


def _chooser(words: tuple[Any, ...], error: type[Exception]) -> Way:
    def choose(value: Any) -> Any:
        if not isinstance(value, str) or value not in words:
            raise error("not one of the words that may stand here")
        return value

    return choose


def _of(wanted: type, value: Any) -> Any:
    if not isinstance(value, wanted):
        raise TypeError(f"{type(value).__name__} stands where {wanted.__name__} is wanted")
    return value


def _json(wanted: type, value: Json) -> Any:
    if type(value) is not wanted:
        raise UnreadableError(f"{type(value).__name__} stands where {wanted.__name__} is wanted")
    return value


def _text(value: Any) -> str:
    text = str(_of(str, value))
    text.encode("utf-8")  # half a surrogate pair cannot be written to any file
    return text


def _whole(value: Any) -> int:
    if isinstance(value, bool):
        raise TypeError("bool stands where int is wanted")
    return int(_of(int, value))


def _truth(value: Any) -> bool:
    return bool(_of(bool, value))


def _amount(value: Any) -> Json:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"{type(value).__name__} stands where float is wanted")
    number = float(value)
    if math.isnan(number):
        raise ValueError("not a number")
    return number if math.isfinite(number) else str(number)


def _read_amount(value: Json) -> float:
    if isinstance(value, str) and value in _INFINITE:
        return _INFINITE[value]
    return float(_json(float, value))


def _number_or_word(value: Any) -> Json:
    if isinstance(value, bool | str):
        return value
    number = _amount(value)
    # A word may be spelt like infinity, so the number is put in brackets.
    return [number] if isinstance(number, str) else number


def _read_number_or_word(value: Json) -> float | bool | str:
    if isinstance(value, bool | str):
        return value
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str) and value[0] in _INFINITE:
        return _INFINITE[value[0]]
    return float(_json(float, value))


_SCALARS: dict[Any, tuple[Way, Way]] = {
    str: (_text, lambda value: _json(str, value)),
    bool: (_truth, lambda value: _json(bool, value)),
    int: (_whole, lambda value: _json(int, value)),
    float: (_amount, _read_amount),
}
