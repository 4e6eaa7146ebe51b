"""What a move may lead to: carried out many times over from where things stand, in the preview's own dice.

Nothing of it happens. The dice are those of no play: who looks ahead twice sees
the same, and nobody sees what will be rolled.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wargame.exercise.definition import Exercise
from wargame.exercise.rulebook import Block, Effect
from wargame.referee import adjudication, endings
from wargame.referee.batch import Batch, BatchUmpire
from wargame.referee.circumstances import Circumstances
from wargame.referee.counter import CounterRolls
from wargame.referee.dice import PREVIEW
from wargame.referee.effects import Setting
from wargame.referee.limits import NEARLY
from wargame.referee.questions import by_the_odds
from wargame.referee.state import Order, State
from wargame.referee.tally import PERCENTILES, Share, share

Amounts = NDArray[np.float64]
Truths = NDArray[np.bool_]

RUNS = 2_000
"""So many are enough: the share of what happens every second time is off by two in a hundred at most, mostly."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a track, or a derived value, may stand afterwards."""

    track: str
    """Full id."""
    before: float
    low: float
    """Of ten runs one is at or below this."""
    median: float
    high: float
    """Of ten runs one is at or above this."""


@dataclass(frozen=True, slots=True)
class BreachOdds:
    """How often the move breaks an agreement, and how often that is found."""

    agreement: str
    breaker: str
    broken: Share
    found: Share
    """Of all runs, not of those in which it is broken."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What came of an order in many runs. It shows what is true at once, not what falls due in later turns."""

    order: Order
    runs: int
    outcomes: tuple[Share, ...]
    """Every outcome of the move's own roll, in the order of the rulebook; empty without one."""
    happens: Share
    """Where the move's own condition holds, and its chance comes up."""
    detected: Share | None
    """Where its own detection comes up; None when it has none."""
    reaches: tuple[Reach, ...]
    """Tracks, then derived values, that change in any run."""
    breaches: tuple[BreachOdds, ...]
    endings: tuple[Share, ...]
    """Endings that count at once and are reached, by their ids."""


def outlook(exercise: Exercise, state: State, order: Order, runs: int = RUNS) -> Outlook:
    """Return what may come of an order if it were carried out now, whether or not it is allowed or can be paid for.

    It knows everything, as the white cell does: a seat must not be shown it. Questions are answered at
    their odds. Raises KeyError for a move that the exercise does not have, ValueError for no runs.
    """
    if runs < 1:
        raise ValueError("An outlook needs at least one run.")
    columns = Batch.of(exercise, state, runs)
    before = _standing(exercise, columns)
    umpire = _Noting(exercise, columns, CounterRolls(PREVIEW, 0, runs, PREVIEW))
    adjudication.carry_out(umpire, order, columns.live)
    endings.look_at_once(umpire)
    move = exercise.rulebook.moves[order.move]
    noted = umpire.noted
    return Outlook(
        order=order,
        runs=runs,
        outcomes=tuple(_outcomes(move.block, noted, runs)),
        happens=share(move.id, noted[f"{move.block.path}/effects"], runs),
        detected=None if move.detected is None else share(move.id, noted[f"{move.detected.path}/effects"], runs),
        reaches=tuple(_reaches(before, _standing(exercise, columns))),
        breaches=tuple(_breaches(columns)),
        endings=tuple(_ended(columns)),
    )


class _Noting(BatchUmpire):
    """An umpire that counts in how many runs each list of effects was come to."""

    def __init__(self, exercise: Exercise, columns: Batch, rolls: CounterRolls) -> None:
        super().__init__(exercise, columns, rolls, answers=by_the_odds)
        self.noted: Counter[str] = Counter()

    def effects(self, effects: Sequence[Effect], path: str, setting: Setting, mask: Truths, by_hand: str = "") -> None:
        """Carry out sentences and inner blocks in the runs of the mask."""
        self.noted[path] += int(np.count_nonzero(mask))
        super().effects(effects, path, setting, mask, by_hand)


def _outcomes(block: Block, noted: Counter[str], runs: int) -> Iterator[Share]:
    """Yield the outcomes of the rulebook, and those that another way of deciding has brought."""
    before = f"{block.path}/outcomes/"
    written = [f"{before}{outcome.name}" for outcome in block.outcomes]
    others = [path for path in noted if path.startswith(before) and "/" not in path.removeprefix(before)]
    for path in dict.fromkeys([*written, *others]):
        yield share(path.removeprefix(before), noted[path], runs)


def _standing(exercise: Exercise, columns: Batch) -> dict[str, Amounts]:
    """Return every track and derived value as it stands."""
    read = Circumstances(exercise, columns, {})
    return {name: read.amount(name) for name in (*exercise.tracks, *exercise.derived)}


def _reaches(before: Mapping[str, Amounts], now: Mapping[str, Amounts]) -> Iterator[Reach]:
    for track, values in now.items():
        stood = float(before[track][0])
        if (np.abs(values - stood) > NEARLY).any():
            upward = np.sort(values)
            low, median, high = (float(upward[place]) for place in _places(len(upward)))
            yield Reach(track, stood, low, median, high)


def _places(runs: int) -> tuple[int, ...]:
    """Return where the percentiles lie in a row of so many values, upward: the smallest that so many do not exceed."""
    return tuple(math.ceil(percent * runs / 100) - 1 for percent in PERCENTILES)


def _breaches(columns: Batch) -> Iterator[BreachOdds]:
    for (agreement, breaker), done in columns.breaches_done.items():
        broken = int(np.count_nonzero(done))
        if broken:
            found = columns.breaches_found.get((agreement, breaker))
            seen = 0 if found is None else int(np.count_nonzero(found))
            runs = columns.runs
            yield BreachOdds(agreement, breaker, share(breaker, broken, runs), share(breaker, seen, runs))


def _ended(columns: Batch) -> Iterator[Share]:
    for number, ending in enumerate(columns.ending_ids):
        reached = int(np.count_nonzero(columns.ends == number))
        if reached:
            yield share(ending, reached, columns.runs)
