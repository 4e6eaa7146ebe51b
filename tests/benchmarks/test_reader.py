"""What reading an exercise costs: as a ratio to the bare YAML parser on the same files."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from pytest_benchmark.fixture import BenchmarkFixture

from tests.benchmarks.conftest import Limits
from wargame.exercise import structure
from wargame.exercise.complaints import Complaint
from wargame.exercise.composer import compose
from wargame.exercise.definition import Exercise
from wargame.exercise.reader import examine

FLAGSHIP = Path(__file__).parents[2] / "exercises" / "korea"
FILES = ("scenario.yaml", "rulebook.yaml", "msel.yaml")
COMPOSED_AT_MOST = 1.5
READ_AT_MOST = 4.0
MILLISECONDS_AT_MOST = 60.0
"""Of processor time for reading the flagship from its texts, on a processor that does nothing else."""


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    files = (path for path in sorted(FLAGSHIP.rglob("*")) if path.is_file())
    return {path.relative_to(FLAGSHIP).as_posix(): path.read_text(encoding="utf-8") for path in files}


def ratio(work: Callable[[], object], measure: Callable[[], object], rounds: int) -> float:
    """Return how much longer one takes than the other: the best of several, turn and turn about."""
    best = [float("inf"), float("inf")]
    for _ in range(rounds):
        for index, act in enumerate((work, measure)):
            begun = time.process_time()
            act()
            best[index] = min(best[index], time.process_time() - begun)
    return best[0] / best[1]


def parsed(texts: dict[str, str]) -> list[object]:
    """What the C parser makes of the files: dictionaries, without places, without a look at what they say."""
    return [yaml.load(texts[name], Loader=yaml.CSafeLoader) for name in FILES]


def read_anew(texts: dict[str, str]) -> tuple[Exercise | None, tuple[Complaint, ...]]:
    """Read the exercise as if for the first time."""
    structure.forget()
    return examine("flagship", texts)


def test_places_cost_next_to_nothing(limits: Limits, texts: dict[str, str]) -> None:
    composed = ratio(lambda: [compose(name, texts[name]) for name in FILES], lambda: parsed(texts), limits.times(12))
    limits.at_most(composed, COMPOSED_AT_MOST, "with places against bare parsing")


def test_reading_the_flagship_costs_a_few_times_its_parsing(limits: Limits, texts: dict[str, str]) -> None:
    exercise, _ = examine("flagship", texts)
    assert exercise is not None
    found = ratio(lambda: read_anew(texts), lambda: parsed(texts), limits.times(12))
    limits.at_most(found, READ_AT_MOST, "reading against bare parsing")


def test_reading_the_flagship_takes_less_time_than_anybody_notices(
    limits: Limits, texts: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    taken = []
    gc.disable()  # what it would collect is what the other tests have left
    try:
        for _ in range(limits.times(30)):
            begun = time.process_time()
            assert read_anew(texts)[0] is not None
            taken.append((time.process_time() - begun) * 1e3)
    finally:
        gc.enable()
    with capsys.disabled():
        print(f"\nreading the flagship: {min(taken):.1f} ms")  # noqa: T201 -- the measurement
    limits.at_most(min(taken), MILLISECONDS_AT_MOST, "milliseconds for reading the flagship")


def test_benchmark_of_reading_the_flagship(benchmark: BenchmarkFixture, texts: dict[str, str]) -> None:
    exercise, complaints = benchmark(read_anew, texts)
    assert exercise is not None
    assert complaints == ()
