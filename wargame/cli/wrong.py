"""What is wrong with an exercise or a play, as the commands tell it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from wargame import paths
from wargame.cli.output import complain, say
from wargame.exercise import reader
from wargame.exercise.complaints import Complaint
from wargame.exercise.definition import Exercise
from wargame.review.reasons import written_text
from wargame.session.scripted import Broken


def exercise_from(folder: Path, language: str = "") -> Exercise:
    """Read an exercise that is to be played, in one of its languages.

    Raises ExerciseFolderError, ExerciseError with every complaint, or NoSuchLanguageError.
    """
    exercise = reader.read(folder.name, paths.read_exercise(folder), language)
    require_language(exercise, language)
    return exercise


class NoSuchLanguageError(Exception):
    """The exercise has no text in the language that was asked for."""


def require_language(exercise: Exercise, language: str) -> None:
    """Raise NoSuchLanguageError unless some text of the exercise is given in this language; "" is always right."""
    if language and language not in exercise.languages:
        written = f"its texts are in {', '.join(exercise.languages)}" if exercise.languages else "it has one language"
        raise NoSuchLanguageError(f"the exercise {exercise.id} has no text in `{language}`: {written}.")


def tell_complaints(complaints: Iterable[Complaint]) -> None:
    """Print complaints line by line beside the output, and what to do."""
    for complaint in complaints:
        say(str(complaint))
    complain("it cannot be played before these are mended; `wargame check` reports everything, warnings too.")


def broken_text(exercise: Exercise, broken: Broken) -> str:
    """Return what was expected and what was found instead: "not met: trust == 26 (Trust is 24)"."""
    if broken.check is not None:
        return written_text(exercise, broken.check)
    return f"not met: {broken.text} ({broken.found})"
