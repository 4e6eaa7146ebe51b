"""The exercises at hand, and what the checker finds in each. Read in the background, after the first paint."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wargame import paths
from wargame.translation import say_count

if TYPE_CHECKING:
    from pathlib import Path

    from wargame.exercise.complaints import Complaint

SAMPLE = "first_steps"
"""The exercise for those who have never played one."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A side of an exercise, as the form for a new session needs it."""

    actor: str
    name: str
    monogram: str


@dataclass(frozen=True, slots=True)
class Finding:
    """An exercise folder that was read and checked."""

    folder: Path
    title: str
    synopsis: str = ""
    seats: tuple[Seat, ...] = ()
    facts: str = ""
    """"4 actors · 32 moves · 9 injects · 8 half-years"."""
    errors: int = 0
    warnings: int = 0
    first: str = ""
    """The first complaint in full, or why the folder cannot be read."""
    languages: tuple[str, ...] = ()
    """The languages it can be played in, if there are several: codes such as "ko"."""

    @property
    def playable(self) -> bool:
        """Whether a session can be started with it."""
        return self.errors == 0


def examined(folder: Path) -> Finding:
    """Read and check one exercise; whatever is wrong with it is in the finding, nothing is raised for it."""
    from wargame.exercise import check, reader  # noqa: PLC0415 -- YAML and pydantic take a tenth of a second

    try:
        texts = paths.read_exercise(folder)
    except paths.ExerciseFolderError as error:
        return Finding(folder, folder.name, errors=1, first=str(error))
    exercise, complaints = reader.examine(folder.name, texts)
    if exercise is not None:
        complaints = (*complaints, *check.check(exercise))
    errors, warnings = _counts(complaints)
    first = str(complaints[0]) if complaints else ""
    if exercise is None:
        return Finding(folder, folder.name, errors=max(errors, 1), warnings=warnings, first=first)
    seats = tuple(Seat(actor.id, actor.name, actor.monogram) for actor in exercise.actors.values())
    turns = say_count(exercise.turns, "{count} {word}", "{count} {word}s", word=exercise.label("turn"))
    facts = " · ".join(
        (
            say_count(len(seats), "{count} actor", "{count} actors"),
            say_count(len(exercise.rulebook.moves), "{count} move", "{count} moves"),
            say_count(len(exercise.injects), "{count} inject", "{count} injects"),
            turns,
        )
    )
    languages = exercise.languages if len(exercise.languages) > 1 else ()
    return Finding(folder, exercise.title, exercise.synopsis, seats, facts, errors, warnings, first, languages)


def _counts(complaints: tuple[Complaint, ...]) -> tuple[int, int]:
    from wargame.exercise.complaints import Severity  # noqa: PLC0415 -- the same

    errors = sum(complaint.severity is Severity.ERROR for complaint in complaints)
    return errors, len(complaints) - errors
