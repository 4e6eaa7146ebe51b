"""From the situations of many runs to columns with one entry a run, and back."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from wargame.referee.state import State

Amounts = NDArray[np.float64]
Counts = NDArray[np.int64]

Key = TypeVar("Key", bound=Hashable)


def gather(states: Sequence[State], slot: Callable[[State], Mapping[Key, float]], missing: float) -> dict[Key, Amounts]:
    """Return one column of amounts for each key that any of the runs has."""
    slots = [slot(state) for state in states]
    keys = dict.fromkeys(key for values in slots for key in values)
    return {key: np.array([values.get(key, missing) for values in slots], dtype=np.float64) for key in keys}


def gather_whole(
    states: Sequence[State], slot: Callable[[State], Mapping[Key, int]], missing: int
) -> dict[Key, Counts]:
    """Return the same in whole numbers."""
    slots = [slot(state) for state in states]
    keys = dict.fromkeys(key for values in slots for key in values)
    return {key: np.array([values.get(key, missing) for values in slots], dtype=np.int64) for key in keys}


def scatter(columns: Mapping[str, Amounts], run: int) -> dict[str, float]:
    """Return one run's part of columns of amounts."""
    return {key: float(values[run]) for key, values in columns.items()}
