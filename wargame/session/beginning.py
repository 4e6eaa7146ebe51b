"""What a session begins with: its first entry, and the exercise read back from it."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from pathlib import Path

from wargame import __version__
from wargame.exercise.complaints import ExerciseError
from wargame.exercise.definition import Exercise
from wargame.session import codec
from wargame.session.entries import RULES, SessionCreated
from wargame.session.errors import Damaged, TooNew
from wargame.session.log import Log
from wargame.translation import say


def first_entry(exercise: Exercise, seats: Mapping[str, str], seed: str | None, title: str) -> SessionCreated:
    """Return what the session will be played with. A seed of None is drawn."""
    seed = secrets.token_hex(16) if seed is None else seed
    return SessionCreated(
        session=secrets.token_hex(16),
        title=title or exercise.title,
        exercise=exercise.id,
        texts=dict(exercise.texts),
        texts_sha256=texts_sha256(exercise.texts),
        seed=seed,
        seed_sha256=sha256(seed),
        seats=dict(seats),
        program=__version__,
        rules=RULES,
        language=exercise.language,
    )


def first_of(log: Log, path: Path | None = None) -> SessionCreated:
    """Return what a session was created with. Raises Damaged when the log does not begin with that."""
    body = log.entries[0].body if log.entries else None
    if not isinstance(body, SessionCreated) or body.session != log.session:
        name = path.name if path else say("The session")
        raise Damaged(say("{name} does not begin as a session does.", name=name), say("Look for another copy of it."))
    return body


def exercise_of(log: Log, path: Path | None = None, language: str = "") -> Exercise:
    """Return the exercise from the texts in the session; its folder is never read again.

    It is read in the language of the session, or in another one to be looked at.
    Raises Damaged, or TooNew when this version of the program cannot read it.
    """
    from wargame.exercise.reader import read  # noqa: PLC0415 - loads the YAML parser and pydantic

    created = first_of(log, path)
    try:
        return read(created.exercise, created.texts, language or created.language)
    except ExerciseError as error:
        raise TooNew(
            say(
                "The exercise in this session cannot be read by this version of the program: {complaint}.",
                complaint=error.complaints[0],
            ),
            say("Open it with the version that made it ({version}).", version=created.program),
        ) from None


def sha256(text: str) -> str:
    """Return the SHA-256 of a text, hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def texts_sha256(texts: Mapping[str, str]) -> str:
    """Return the SHA-256 over all texts of an exercise with their names."""
    return sha256(codec.canonical(dict(texts)))
