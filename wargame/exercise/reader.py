"""From texts to an exercise; every complaint carries file, line and column.

What reads YAML and looks at its structure is imported when the first exercise
is read: the program's first window must not wait for it.
"""

from __future__ import annotations

from collections.abc import Mapping

from wargame.exercise.complaints import Complaint, ExerciseError
from wargame.exercise.definition import Exercise
from wargame.exercise.play import Play


def examine(
    id: str,  # noqa: A002 - its name
    texts: Mapping[str, str],
    language: str = "",
) -> tuple[Exercise | None, tuple[Complaint, ...]]:
    """Return the exercise, or None if it has errors, and everything that is wrong with it, in order of place.

    `id` is the folder's name, `texts` maps relative names ("scenario.yaml",
    "briefings/us.md") to what stands in the files. A text given in several languages is
    read in `language` ("ko"), or else in the first. Never raises for what an author wrote.
    """
    from wargame.exercise.folder import put_together  # noqa: PLC0415 - pydantic and PyYAML

    return put_together(id, texts, language)


def read(id: str, texts: Mapping[str, str], language: str = "") -> Exercise:  # noqa: A002 - its name
    """Return the exercise; raises ExerciseError with every complaint if it has errors."""
    exercise, complaints = examine(id, texts, language)
    if exercise is None:
        raise ExerciseError(complaints)
    return exercise


def read_play(name: str, text: str, exercise: Exercise) -> Play:
    """Return a worked play of that exercise; raises ExerciseError with every complaint.

    `name` is what complaints call the file: "plays/small_steps.yaml".
    """
    from wargame.exercise.play_parts import read_parts  # noqa: PLC0415 - pydantic and PyYAML

    return read_parts(name, text, exercise)


def read_players(name: str, text: str, exercise: Exercise) -> Exercise:
    """Return the exercise with the rehearsal players and seats of a file; raises ExerciseError with every complaint.

    `name` is what complaints call the file.
    """
    from wargame.exercise.players_file import with_players  # noqa: PLC0415 - pydantic and PyYAML

    return with_players(name, text, exercise)
