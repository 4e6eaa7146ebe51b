"""What conditions cost: as a ratio to the same condition written by hand in NumPy, over 100,000 runs in one go."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pytest
from numpy.typing import NDArray
from pytest_benchmark.fixture import BenchmarkFixture

from tests.benchmarks.conftest import Limits
from wargame.exercise.complaints import Place
from wargame.exercise.conditions import Expression, parse
from wargame.exercise.vocabulary import Vocabulary

RUNS = 100_000
AT_MOST = 1.2
CLOSE = 1e-9

Columns = dict[str, NDArray[np.float64]]
ByHand = Callable[[Columns, dict[str, NDArray[np.bool_]]], NDArray[np.bool_] | NDArray[np.float64]]

TRACKS = ("trust", "tension", "us.budget", "price")
DECIMAL = Vocabulary.declaring(actors=["us", "them"], tracks=TRACKS, flags=["freeze", "crisis"])
WHOLE = Vocabulary.declaring(actors=["us", "them"], tracks=TRACKS, whole=TRACKS, flags=["freeze", "crisis"])


@dataclass(frozen=True)
class Table:
    """100,000 situations side by side."""

    columns: Columns
    flags: dict[str, NDArray[np.bool_]]
    runs: int = RUNS
    bound: dict[str, str] = field(default_factory=dict)

    def amount(self, track: str) -> NDArray[np.float64]:
        return self.columns[track]

    def flag(self, flag: str) -> NDArray[np.bool_]:
        return self.flags[flag]

    def table(self, table: str) -> NDArray[np.float64]:
        raise KeyError(table)

    def played(self, who: str, move: str) -> NDArray[np.bool_]:
        raise KeyError((who, move))

    def times(self, who: str, move: str) -> NDArray[np.float64]:
        raise KeyError((who, move))


@pytest.fixture(scope="module")
def table() -> Table:
    draw = np.random.default_rng(1)
    names = ("trust", "tension", "us.budget", "price", "turn")
    columns = {name: draw.integers(0, 11, RUNS).astype(np.float64) for name in names}
    return Table(columns, {flag: draw.random(RUNS) < 0.5 for flag in ("freeze", "crisis")})


# Whole-number tracks, which is what tracks are unless they say `decimal`: by hand without any ado.
PLAIN: list[tuple[str, ByHand]] = [
    (
        "trust >= 3 and (tension < 7 or flag(freeze)) and budget - price >= 0 and not (flag(crisis) and turn > 8)",
        lambda c, f: (
            (c["trust"] >= 3)
            & ((c["tension"] < 7) | f["freeze"])
            & (c["us.budget"] - c["price"] >= 0)
            & ~(f["crisis"] & (c["turn"] > 8))
        ),
    ),
    ("tension >= 6", lambda c, _: c["tension"] >= 6),
    ("tension == 4 or trust != 5", lambda c, _: (c["tension"] == 4) | (c["trust"] != 5)),
    (
        "1.3 * trust + 0.35 * tension > 60 or max(0, price - 5 * turn) >= 2",
        lambda c, _: (1.3 * c["trust"] + 0.35 * c["tension"] > 60) | (np.maximum(0.0, c["price"] - 5 * c["turn"]) >= 2),
    ),
    (
        "trust > tension and price <= budget",
        lambda c, _: (c["trust"] > c["tension"]) & (c["price"] <= c["us.budget"]),
    ),
]

# Decimal tracks: by hand with the same meaning, amounts closer than a billionth being equal. Comparing two of them,
# or for equality, takes about twice as long as a comparison to the last bit, which would mean something else.
NEARLY: list[tuple[str, ByHand]] = [
    (
        "tension == 4 or trust != 5",
        lambda c, _: (
            ((c["tension"] >= 4 - CLOSE) & (c["tension"] <= 4 + CLOSE))
            | ~((c["trust"] >= 5 - CLOSE) & (c["trust"] <= 5 + CLOSE))
        ),
    ),
    (
        "trust > tension and price <= budget",
        lambda c, _: (c["trust"] - c["tension"] > CLOSE) & (c["price"] - c["us.budget"] <= CLOSE),
    ),
]
CASES = [(WHOLE, *case) for case in PLAIN] + [(DECIMAL, *case) for case in NEARLY]


def expression(text: str, known: Vocabulary = WHOLE) -> Expression:
    return parse(text, Place("rules.yaml"), "condition", known)


def ratio(work: Callable[[], object], measure: Callable[[], object], rounds: int) -> float:
    """Return how much longer one takes than the other: the best of many, turn and turn about."""
    best = [float("inf"), float("inf")]
    for _ in range(rounds):
        for index, act in enumerate((work, measure)):
            begun = time.perf_counter()
            act()
            best[index] = min(best[index], time.perf_counter() - begun)
    return best[0] / best[1]


@pytest.mark.parametrize(("known", "text", "by_hand"), CASES)
def test_a_condition_over_100_000_runs_costs_what_numpy_costs(
    limits: Limits, table: Table, known: Vocabulary, text: str, by_hand: ByHand
) -> None:
    condition = expression(text, known)
    np.testing.assert_array_equal(condition.value(table), by_hand(table.columns, table.flags))
    found = ratio(lambda: condition.value(table), lambda: by_hand(table.columns, table.flags), limits.times(150))
    limits.at_most(found, AT_MOST, "against NumPy by hand")


def test_benchmark_of_a_condition(benchmark: BenchmarkFixture, table: Table) -> None:
    condition = expression(PLAIN[0][0])
    assert benchmark(condition.value, table).shape == (RUNS,)


def test_benchmark_of_reading_a_condition(benchmark: BenchmarkFixture) -> None:
    assert benchmark(expression, PLAIN[0][0]).kind == "condition"
