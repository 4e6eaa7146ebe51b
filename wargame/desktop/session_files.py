"""Session files: chosen, made from the form, opened, copied. Whatever goes wrong comes back as a sentence."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wargame import paths
from wargame.translation import say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from wargame.session.conduct import Session
    from wargame.session.store.catalogue import Listing


@dataclass(frozen=True, slots=True)
class Request:
    """What a session is to be started with."""

    folder: Path
    title: str
    seats: Mapping[str, str]
    """Actor → names of those who play it; only those that were given."""
    seed: str
    """Empty: drawn by chance."""
    path: Path
    language: str = ""
    """In which of the exercise's languages it is played; empty: the one that stands first."""
    data: Path | None = None
    """Where this laptop's own record of the session is kept; None: with that of all others."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a session cannot be opened or made, and what to do about it."""

    sentence: str
    verb: str = ""
    """What can be done about it here, for a button."""
    remedy: Callable[[], Session | Refusal] | None = None
    """Does it."""
    error: Exception | None = None
    """What the sentence was made of."""


SUFFIX = ".wargame"
_LONGEST_NAME = 60


def free_path(folder: Path, title: str) -> Path:
    """Return a file name made from the title that is still free in the folder."""
    name = re.sub(r"[^\w\- ]+", "", title).strip()[:_LONGEST_NAME].strip() or "Session"
    path = folder / f"{name}{SUFFIX}"
    number = 2
    while os.path.lexists(path):  # a folder that may not be looked into says so when the session is made
        path = folder / f"{name} {number}{SUFFIX}"
        number += 1
    return path


def sessions_folder() -> Path:
    """Return the folder for sessions, unless the user chooses another; it need not exist yet."""
    return paths.user_data() / "sessions"


def listed() -> Sequence[Listing]:
    """Return the sessions of this laptop. Asks the disk; call it in the background."""
    from wargame.session import archive  # noqa: PLC0415 -- SQLite is loaded after the first paint

    return archive.sessions()


def chosen(parent: QWidget) -> Path | None:
    """Ask which session is to be opened; None when it is none."""
    from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 -- loaded when it is wanted

    path, _kind = QFileDialog.getOpenFileName(parent, say("Open a session"), str(sessions_folder()), _kinds())
    return Path(path) if path else None


def chosen_for_copy(parent: QWidget) -> Path | None:
    """Ask into which file a copy is to be written; None when it is none."""
    from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 -- the same

    path, _kind = QFileDialog.getSaveFileName(parent, say("Save a copy"), "", _kinds())
    return Path(path) if path else None


def _kinds() -> str:
    """Return what a dialog lists: session files."""
    return f"{say('Sessions')} (*{SUFFIX})"


def create(request: Request) -> Session | Refusal:
    """Make a session file and open it."""
    from wargame.exercise import reader  # noqa: PLC0415 -- the same
    from wargame.exercise.complaints import ExerciseError  # noqa: PLC0415 -- the same
    from wargame.session.conduct import Session  # noqa: PLC0415 -- the same
    from wargame.session.errors import SessionError  # noqa: PLC0415 -- the same

    try:
        exercise = reader.read(request.folder.name, paths.read_exercise(request.folder), request.language)
        request.path.parent.mkdir(parents=True, exist_ok=True)
        return Session.create(
            request.path, exercise, seats=request.seats, seed=request.seed or None, title=request.title,
            data=request.data,
        )  # fmt: skip
    except ExerciseError as error:
        return Refusal(say("The exercise has to be mended first. {complaint}", complaint=error.complaints[0]))
    except OSError as error:
        return Refusal(
            say(
                "{folder} cannot be used: {reason}. Choose another folder under “File and seed” of a new session.",
                folder=request.path.parent,
                reason=error.strerror or error,
            )
        )
    except (SessionError, paths.ExerciseFolderError) as error:
        return Refusal(str(error))


def opened(path: Path, data: Path | None = None) -> Session | Refusal:
    """Open a session to go on where it stands; `data` is where this laptop's own record of it is, if elsewhere."""
    from wargame.session.conduct import Session  # noqa: PLC0415 -- the same
    from wargame.session.errors import AlreadyOpen, Damaged, SessionError  # noqa: PLC0415 -- the same

    try:
        return Session.open(path, data=data)
    except AlreadyOpen as error:
        return Refusal(str(error), say("Try again"), lambda: opened(path, data), error)
    except Damaged as error:
        return Refusal(str(error), say("Rescue into a new file"), lambda: _rescued(path), error)
    except SessionError as error:
        return Refusal(str(error), error=error)


def _rescued(path: Path) -> Session | Refusal:
    """Write what can be saved of a damaged session into a new file beside it, and open that."""
    from wargame.session import archive  # noqa: PLC0415 -- the same
    from wargame.session.errors import SessionError  # noqa: PLC0415 -- the same

    target = free_path(path.parent, f"{path.stem} rescued")
    try:
        archive.rescue(path, target)
    except SessionError as error:
        return Refusal(str(error))
    return opened(target)


def copied(session: Session, target: Path) -> str:
    """Write everything confirmed so far into a new file; return what went wrong, or nothing."""
    from wargame.session.errors import SessionError  # noqa: PLC0415 -- the same

    try:
        session.save_copy(target)
    except SessionError as error:
        return str(error)
    return ""
