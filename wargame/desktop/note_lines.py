"""The notes of a log as they are listed: words, tags, when, about what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from wargame.review import names
from wargame.review.wording import entry_title, ruling_of
from wargame.session.entries import NoteTaken
from wargame.translation import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wargame.exercise.definition import Exercise
    from wargame.session.entries import Entry
    from wargame.session.history import History


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note as it is listed."""

    text: str
    """Empty for a stamp."""
    when: str
    """"Half-year 3 · 12:41"; with the time at which it was written down, when that was later."""
    about: str = ""
    tags: tuple[str, ...] = ()
    objective: str = ""
    """What the exercise is meant to practise, in its words."""
    seq: int = 0
    about_seq: int = 0
    """The entry that it is about; 0 for none."""


def notes_of(exercise: Exercise, history: History, known: Sequence[NoteLine] = ()) -> tuple[NoteLine, ...]:
    """Return the notes in the log, oldest first; `known` are those that were made before, in the same log."""
    last = known[-1].seq if known else 0
    fresh = [(entry, entry.body) for entry in history.entries[last:] if isinstance(entry.body, NoteTaken)]
    return (*known, *(_line(exercise, history, entry, body) for entry, body in fresh))


def _line(exercise: Exercise, history: History, entry: Entry, body: NoteTaken) -> NoteLine:
    turn = names.opening(names.turn_name(exercise, history.state_at(entry.seq).turn))
    told, written = _clock(entry.happened_at), _clock(entry.recorded_at)
    if entry.happened_at != entry.recorded_at and told != written:
        told = say("{time}, written down {later}", time=told, later=written)
    objective = exercise.objectives.get(body.objective)
    return NoteLine(
        body.text,
        " · ".join(part for part in (turn, told) if part),
        about_words(exercise, history.entries, body.about),
        body.tags,
        objective.text if objective is not None else body.objective,
        entry.seq,
        body.about if 0 < body.about <= len(history.entries) else 0,
    )


def about_words(exercise: Exercise, entries: Sequence[Entry], seq: int) -> str:
    """Return the words of the entry a note is about; empty when there is none of that number."""
    return entry_title(exercise, entries[seq - 1], entries) if 0 < seq <= len(entries) else ""


def move_of(entries: Sequence[Entry], seq: int) -> str:
    """Return the move that an entry orders or rules on; empty when it is about something else."""
    if not 0 < seq <= len(entries):
        return ""
    body = entries[seq - 1].body
    ruling = ruling_of(body, entries)
    subjects = [ruling.subject] if ruling is not None else list(getattr(body, "changes", ()))
    found = (getattr(getattr(subject, "order", None), "move", "") for subject in subjects)
    return next((str(move) for move in found if move), "")


def _clock(moment: str) -> str:
    try:
        return datetime.fromisoformat(moment).astimezone().strftime("%H:%M")
    except ValueError:
        return ""
