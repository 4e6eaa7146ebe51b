"""Files that appear under their name only when they are finished and on the disk."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path

from wargame.session.errors import AlreadyThere, NotSaved
from wargame.translation import say


def copy_into(connection: sqlite3.Connection, target: Path) -> None:
    """Write a whole copy of an open database into a new file. Raises AlreadyThere or NotSaved."""
    new = target.with_name(f"{target.name}.new")
    try:
        if target.exists():
            raise AlreadyThere(say("There is already a file {file}.", file=target), say("Choose another name."))
        new.unlink(missing_ok=True)
        connection.execute("VACUUM INTO ?", (str(new.absolute()),))
        give_name(new, target)
    except (sqlite3.Error, OSError):
        with suppress(OSError):
            new.unlink(missing_ok=True)
        raise NotSaved(
            say("The copy {file} could not be written.", file=target), say("Choose another folder or disk.")
        ) from None


def give_name(new: Path, path: Path) -> None:
    """Give a finished file its name for good, never taking the place of another. Raises AlreadyThere or OSError."""
    _sync(new, os.O_RDWR)
    try:
        os.link(new, path)
    except FileExistsError:
        raise AlreadyThere(say("There is already a file {file}.", file=path), say("Choose another name.")) from None
    except OSError:  # a disk without hard links, such as a memory stick
        if path.exists():
            raise AlreadyThere(say("There is already a file {file}.", file=path), say("Choose another name.")) from None
        new.rename(path)
    else:
        new.unlink()
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make sure that the names in a folder are on the disk, where the system knows how."""
    with suppress(OSError):
        _sync(folder, os.O_RDONLY)


def _sync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
