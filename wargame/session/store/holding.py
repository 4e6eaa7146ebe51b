"""Which session files this program holds open, and whether another one holds a file.

An operating system with POSIX locks drops a file's locks as soon as any handle
of it is closed in the process that holds them, and a second program could then
write over the first. So nothing in this program may open a session file that is
held here, except through its one connection: whoever wants to read a file asks
here first.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl

Identity = tuple[int, int]
"""Device and inode: which file it is, whatever it is called."""

_LOCK_BYTES = (0x40000000, 512)
"""Where SQLite locks a file, and over how many bytes."""

_held: set[Identity] = set()


def identity(path: Path) -> Identity | None:
    """Return which file stands at that path now; None when there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116 - a microsecond counts here: it is asked twice for every entry
    except OSError:
        return None
    return found.st_dev, found.st_ino


def hold(file: Identity) -> None:
    """Remember that this program has the file open."""
    _held.add(file)


def release(file: Identity) -> None:
    """Remember that it has been closed."""
    _held.discard(file)


def held_here(path: Path) -> bool:
    """Return whether this program has the file open, so that nothing else in it may."""
    return identity(path) in _held


def held_elsewhere(path: Path) -> bool:
    """Return whether another program has the file open for writing."""
    if sys.platform == "win32" or held_here(path):
        return False  # on Windows SQLite's own lock is mandatory and shows itself when the file is opened
    with suppress(OSError), path.open("rb") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_SH | fcntl.LOCK_NB, _LOCK_BYTES[1], _LOCK_BYTES[0])
        except OSError:
            return True
    return False
