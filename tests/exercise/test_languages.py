"""In which languages an exercise can be read."""

from __future__ import annotations

from tests.referee.playing import RULEBOOK, SCENARIO
from wargame.exercise.reader import read

NAMED = SCENARIO.replace("name: Red,", "name: {en: Red, ko: 빨강},").replace(
    "name: Heat,", "name: {fr: Chaleur, en: Heat},"
)


def texts(scenario: str = NAMED, **more: str) -> dict[str, str]:
    return {"scenario.yaml": scenario, "rulebook.yaml": RULEBOOK, **more}


def test_an_exercise_knows_its_languages_the_first_of_the_files_first() -> None:
    exercise = read("x", {**texts(), "briefings/red.de.md": "Du bist rot.", "briefings/red.md": "You are red."})
    assert exercise.languages == ("en", "ko", "fr", "de")
    assert exercise.language == ""


def test_an_exercise_in_one_language_has_nothing_to_choose() -> None:
    assert read("x", texts(SCENARIO)).languages == ()


def test_it_remembers_in_which_it_was_read() -> None:
    exercise = read("x", texts(), "ko")
    assert (exercise.language, exercise.actors["red"].name, exercise.tracks["heat"].name) == ("ko", "빨강", "Chaleur")
