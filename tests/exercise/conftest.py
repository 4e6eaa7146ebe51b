"""Two small exercises that say everything the language can say."""

from __future__ import annotations

from pathlib import Path

import pytest

from wargame.exercise.definition import Exercise
from wargame.exercise.reader import read

EXERCISES = Path(__file__).parents[1] / "data" / "exercises"


def texts_of(folder: Path) -> dict[str, str]:
    """Return the texts of an exercise by relative name."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files}


@pytest.fixture(scope="session")
def water_texts() -> dict[str, str]:
    """The texts of the one without agreements."""
    return texts_of(EXERCISES / "water")


@pytest.fixture(scope="session")
def water(water_texts: dict[str, str]) -> Exercise:
    """It, read."""
    return read("water", water_texts)


@pytest.fixture(scope="session")
def valley_texts() -> dict[str, str]:
    """The texts of the one with agreements, questions, cards, scorecards and rehearsal players."""
    return texts_of(EXERCISES / "valley")


@pytest.fixture(scope="session")
def valley(valley_texts: dict[str, str]) -> Exercise:
    """It, read in its first language."""
    return read("valley", valley_texts)
