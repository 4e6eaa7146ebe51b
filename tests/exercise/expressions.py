"""Random conditions and amounts, each with its meaning worked out a second way; and a desk to read them at."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from hypothesis import strategies as st

from wargame.exercise.vocabulary import Vocabulary

TRACKS = ("tension", "blue.support", "red.support", "blue.red.trust")
FLAGS = ("gesture", "promise")
NAMES = ("tension", "blue.support", "red.support", "trust", "turn", "steps")

VOCABULARY = Vocabulary.declaring(
    actors=["blue", "red"],
    tracks=TRACKS,
    derived=["steps"],
    flags=FLAGS,
    moves={"aid": frozenset({"kind"}), "strike": frozenset({"hostile"})},
    tables={"odds": True},
)


@dataclass(frozen=True)
class Desk:
    """A situation made of plain lists: one entry a run."""

    amounts: Mapping[str, list[float]]
    flags: Mapping[str, list[bool]] = field(default_factory=dict)
    done: Mapping[tuple[str, str], list[float]] = field(default_factory=dict)
    bound: Mapping[str, str] = field(default_factory=dict)
    runs: int = 1

    def amount(self, track: str) -> np.ndarray:
        return np.array(self.amounts[track], dtype=np.float64)

    def table(self, table: str) -> np.ndarray:
        return np.array(self.amounts[table], dtype=np.float64)

    def flag(self, flag: str) -> np.ndarray:
        return np.array(self.flags.get(flag, [False] * self.runs))

    def played(self, who: str, move: str) -> np.ndarray:
        return self.times(who, move) > 0

    def times(self, who: str, move: str) -> np.ndarray:
        return np.array(self.done.get((who, move), [0.0] * self.runs), dtype=np.float64)


def desk(bound: Mapping[str, str] | None = None, flags: tuple[str, ...] = (), **amounts: float) -> Desk:
    """One run; names with a dot are written with two underscores: `blue__support=3`."""
    values = {name.replace("__", "."): [value] for name, value in amounts.items()}
    return Desk(values, {flag: [True] for flag in flags}, bound=bound or {})


@dataclass(frozen=True)
class Meant:
    """A text, and what it is in a situation of one run, by the simplest means."""

    text: str
    value: Callable[[Mapping[str, float], Mapping[str, bool]], float | bool]


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-9


_COMPARED: dict[str, Callable[[float, float], bool]] = {
    "==": _near,
    "!=": lambda one, other: not _near(one, other),
    "<": lambda one, other: one < other and not _near(one, other),
    ">": lambda one, other: one > other and not _near(one, other),
    "<=": lambda one, other: one < other or _near(one, other),
    ">=": lambda one, other: one > other or _near(one, other),
}


def _half_away(value: float) -> float:
    return math.copysign(math.floor(abs(value) + 0.5 + 1e-9), value)


_ROUNDED: dict[str, Callable[[float], float]] = {
    "abs": abs,
    "round": _half_away,
    "roundup": lambda value: math.ceil(value - 1e-9),
    "rounddown": lambda value: math.floor(value + 1e-9),
}


def _number(value: int, cents: int) -> Meant:
    text = f"{value}.{cents:02d}" if cents else str(value)
    return Meant(text, lambda _amounts, _flags: float(text))


def _name(name: str) -> Meant:
    return Meant(name, lambda amounts, _flags: amounts[name])


def _arithmetic(first: Meant, sign: str, second: Meant) -> Meant:
    compute: dict[str, Callable[[float, float], float]] = {
        "+": lambda one, other: one + other,
        "-": lambda one, other: one - other,
        "*": lambda one, other: one * other,
    }
    text = f"({first.text} {sign} {second.text})"
    return Meant(text, lambda a, f: compute[sign](first.value(a, f), second.value(a, f)))


def _divided(first: Meant, divisor: int) -> Meant:
    return Meant(f"({first.text}) / {divisor}", lambda a, f: first.value(a, f) / divisor)


def _chosen(word: str, parts: list[Meant]) -> Meant:
    text = f"{word}({', '.join(part.text for part in parts)})"
    choose = min if word == "min" else max
    return Meant(text, lambda a, f: choose(part.value(a, f) for part in parts))


def _rounding(word: str, part: Meant) -> Meant:
    return Meant(f"{word}({part.text})", lambda a, f: _ROUNDED[word](part.value(a, f)))


def _negative(part: Meant) -> Meant:
    return Meant(f"-({part.text})", lambda a, f: -part.value(a, f))


amounts: st.SearchStrategy[Meant] = st.recursive(
    st.one_of(
        st.builds(_number, st.integers(0, 50), st.sampled_from([0, 0, 0, 25, 50, 5])),
        st.sampled_from(NAMES).map(_name),
    ),
    lambda inner: st.one_of(
        st.builds(_arithmetic, inner, st.sampled_from("+-*"), inner),
        st.builds(_divided, inner, st.integers(1, 9)),
        st.builds(_chosen, st.sampled_from(["min", "max"]), st.lists(inner, min_size=2, max_size=3)),
        st.builds(_rounding, st.sampled_from(sorted(_ROUNDED)), inner),
        inner.map(_negative),
    ),
    max_leaves=6,
)


def _compared(first: Meant, operator: str, second: Meant) -> Meant:
    text = f"{first.text} {operator} {second.text}"
    return Meant(text, lambda a, f: _COMPARED[operator](first.value(a, f), second.value(a, f)))


def _flag(flag: str) -> Meant:
    return Meant(f"flag({flag})", lambda _amounts, flags: flags[flag])


def _joined(word: str, parts: list[Meant]) -> Meant:
    text = f" {word} ".join(f"({part.text})" for part in parts)
    join = all if word == "and" else any
    return Meant(text, lambda a, f: join(part.value(a, f) for part in parts))


def _not(part: Meant) -> Meant:
    return Meant(f"not ({part.text})", lambda a, f: not part.value(a, f))


conditions: st.SearchStrategy[Meant] = st.recursive(
    st.one_of(
        st.builds(_compared, amounts, st.sampled_from(sorted(_COMPARED)), amounts), st.sampled_from(FLAGS).map(_flag)
    ),
    lambda inner: st.one_of(
        st.builds(_joined, st.sampled_from(["and", "or"]), st.lists(inner, min_size=2, max_size=3)), inner.map(_not)
    ),
    max_leaves=4,
)

LOW, HIGH = -20, 100
situations = st.lists(
    st.tuples(
        st.fixed_dictionaries({name: st.integers(LOW, HIGH).map(lambda value: value / 4) for name in NAMES}),
        st.fixed_dictionaries({flag: st.booleans() for flag in FLAGS}),
    ),
    min_size=1,
    max_size=4,
)


def desk_of(runs: list[tuple[dict[str, float], dict[str, bool]]]) -> Desk:
    """Lay several situations side by side, as runs."""
    full = {"trust": "blue.red.trust"}
    columns = {full.get(name, name): [amounts[name] for amounts, _ in runs] for name in NAMES}
    return Desk(columns, {flag: [flags[flag] for _, flags in runs] for flag in FLAGS}, runs=len(runs))
