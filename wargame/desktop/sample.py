"""The sample: a session with a folder of its own, file, black box and catalogue, that is gone when it is closed."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from wargame import paths
from wargame.desktop import session_files
from wargame.desktop.home.library import SAMPLE
from wargame.session.errors import AlreadyOpen
from wargame.translation import phrase, say

if TYPE_CHECKING:
    from pathlib import Path

    from wargame.desktop.live_session import LiveSession
    from wargame.session.conduct import Session

TITLE = phrase("My first exercise")


def folder() -> Path:
    """Return where everything of the sample is kept while it is played; nothing else is in it."""
    return paths.user_data() / "sample"


def begun() -> Session | session_files.Refusal:
    """Return the sample: gone on with where the power went out, or from its beginning."""
    path = folder() / f"{TITLE}{session_files.SUFFIX}"
    if paths.is_file(path):
        found = session_files.opened(path, folder())
        if isinstance(found, session_files.Refusal):
            if isinstance(found.error, AlreadyOpen):
                return found
        elif not found.read_only:
            return found
        else:
            found.close()
        remove()
    exercise = paths.shipped("exercises") / SAMPLE
    return session_files.create(session_files.Request(exercise, say(TITLE), {}, "", path, data=folder()))


def remove() -> None:
    """Leave nothing of the sample behind. What cannot be removed now is removed before it is next begun."""
    shutil.rmtree(folder(), ignore_errors=True)


def close(live: LiveSession, *, keep: bool = False) -> None:
    """Close a session; of the sample nothing is left, unless it is to be gone on with at once."""
    path = live.path
    live.close()
    live.deleteLater()
    if is_sample(path) and not keep:
        remove()


def is_sample(path: Path | None) -> bool:
    """Return whether a session file is that of the sample."""
    return path is not None and path.parent == folder().resolve()
