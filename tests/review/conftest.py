"""The small exercise of the tests, and sessions of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from wargame import paths
from wargame.exercise import reader
from wargame.exercise.definition import Exercise

WATER = Path(__file__).parent.parent / "data" / "exercises" / "water"


@pytest.fixture(scope="session")
def water() -> Exercise:
    """Return the exercise of two towns and one river."""
    return reader.read("water", paths.read_exercise(WATER))
