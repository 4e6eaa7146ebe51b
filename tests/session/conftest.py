"""Sessions to test with: a small exercise, and sessions of it in files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from wargame import paths
from wargame.exercise import reader
from wargame.exercise.definition import Exercise
from wargame.session.conduct import Session

WATER = Path(__file__).parents[1] / "data" / "exercises" / "water"


@pytest.fixture(scope="session")
def water() -> Exercise:
    return reader.read("water", paths.read_exercise(WATER))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The program's own folder."""
    return tmp_path / "program"


@pytest.fixture
def made(water: Exercise, data: Path, tmp_path: Path) -> Iterator[Callable[..., Session]]:
    """Make sessions in files, and let go of them when the test is over."""
    sessions: list[Session] = []

    def make(name: str = "s.wargame", seed: str = "a seed") -> Session:
        sessions.append(Session.create(tmp_path / name, water, seed=seed, data=data))
        return sessions[-1]

    yield make
    for session in sessions:
        session._log.close()


@pytest.fixture
def session(made: Callable[..., Session]) -> Session:
    return made()
