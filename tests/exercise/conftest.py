"""The small exercise that says everything the language can say."""

from __future__ import annotations

from pathlib import Path

import pytest

from wargame.exercise.definition import Exercise
from wargame.exercise.reader import read

WATER = Path(__file__).parents[1] / "data" / "exercises" / "water"


@pytest.fixture(scope="session")
def water_texts() -> dict[str, str]:
    """Its texts by relative name."""
    files = (path for path in sorted(WATER.rglob("*")) if path.is_file())
    return {path.relative_to(WATER).as_posix(): path.read_text(encoding="utf-8") for path in files}


@pytest.fixture(scope="session")
def water(water_texts: dict[str, str]) -> Exercise:
    """It, read."""
    return read("water", water_texts)
