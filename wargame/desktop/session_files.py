"""Session files: made from the form, opened, opened for reading. Whatever goes wrong comes back as a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wargame import paths

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from wargame.desktop.home.new_session import Request
    from wargame.session.conduct import Session
    from wargame.session.store.catalogue import Listing


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a session cannot be opened or made, and what to do about it."""

    sentence: str
    readable: bool = False
    """It can be opened for reading instead."""


def sessions_folder() -> Path:
    """Return the folder for sessions, unless the user chooses another; it need not exist yet."""
    return paths.user_data() / "sessions"


def listed() -> Sequence[Listing]:
    """Return the sessions of this laptop. Asks the disk; call it in the background."""
    from wargame.session import archive  # noqa: PLC0415 -- SQLite is loaded after the first paint

    return archive.sessions()


def create(request: Request) -> Session | Refusal:
    """Make a session file and open it."""
    from wargame.exercise import reader  # noqa: PLC0415 -- the same
    from wargame.exercise.complaints import ExerciseError  # noqa: PLC0415 -- the same
    from wargame.session.conduct import Session  # noqa: PLC0415 -- the same
    from wargame.session.errors import SessionError  # noqa: PLC0415 -- the same

    try:
        exercise = reader.read(request.folder.name, paths.read_exercise(request.folder))
        request.path.parent.mkdir(parents=True, exist_ok=True)
        return Session.create(
            request.path, exercise, seats=request.seats, seed=request.seed or None, title=request.title
        )
    except ExerciseError as error:
        return Refusal(f"The exercise has to be mended first. {error.complaints[0]}")
    except OSError as error:
        advice = "Choose another folder under “File and seed”."
        return Refusal(f"{request.path.parent} cannot be used: {error.strerror or error}. {advice}")
    except (SessionError, paths.ExerciseFolderError) as error:
        return Refusal(str(error))


def opened(path: Path) -> Session | Refusal:
    """Open a session to go on where it stands."""
    from wargame.session.conduct import Session  # noqa: PLC0415 -- the same
    from wargame.session.errors import AlreadyOpen, SessionError  # noqa: PLC0415 -- the same

    try:
        return Session.open(path)
    except AlreadyOpen as error:
        return Refusal(str(error), readable=True)
    except SessionError as error:
        return Refusal(str(error))


def read(path: Path) -> Session | Refusal:
    """Open a session to look at; nothing is written anywhere."""
    from wargame.session.conduct import Session  # noqa: PLC0415 -- the same
    from wargame.session.errors import SessionError  # noqa: PLC0415 -- the same

    try:
        return Session.read(path)
    except SessionError as error:
        return Refusal(str(error))


def copied(session: Session, target: Path) -> str:
    """Write everything confirmed so far into a new file; return what went wrong, or nothing."""
    from wargame.session.errors import SessionError  # noqa: PLC0415 -- the same

    try:
        session.save_copy(target)
    except SessionError as error:
        return str(error)
    return ""
