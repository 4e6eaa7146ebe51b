"""The catalogue of the sessions on this laptop: a cache, so that home is painted without opening every file.

What is in it can always be read from the session files again; only that a
session was put away is known nowhere else.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, fields, replace
from pathlib import Path

from wargame.translation import phrase

FILE = "catalogue.db"

IN_PLAY = phrase("In play")
REPORT_DUE = phrase("Report due")
ARCHIVED = phrase("Archived")
UNREADABLE = phrase("Unreadable")


@dataclass(frozen=True, slots=True)
class Listing:
    """A session as the list on the home screen shows it."""

    path: str
    session: str = ""
    title: str = ""
    exercise: str = ""
    """Title of the exercise."""
    turn: int = 0
    """0 before StartEx."""
    turns: int = 0
    turn_word: str = "turn"
    phase: str = ""
    """Name of the phase it stands in; empty before StartEx and after the end."""
    state: str = IN_PLAY
    """IN_PLAY, REPORT_DUE, ARCHIVED or UNREADABLE."""
    ending: str = ""
    touched: str = ""
    """When its last entry was recorded, ISO 8601 in UTC."""
    note: str = ""
    """Why it cannot be read, or that it is open in another window."""
    actors: str = ""
    """Monograms of the actors in their order, with a space between."""
    put_away: int = 0
    """1 when the user has archived it."""
    size: int = 0
    mtime_ns: int = 0
    """The file as it was when this was written, to tell whether it has changed."""


_FIELDS = tuple(field.name for field in fields(Listing))
_UPSERT = f"INSERT OR REPLACE INTO session ({', '.join(_FIELDS)}) VALUES ({', '.join('?' * len(_FIELDS))})"  # noqa: S608 - our own names


def as_it_stands(listing: Listing) -> Listing:
    """Return the listing stamped with the present size and time of its file."""
    try:
        found = os.stat(listing.path)  # noqa: PTH116 - a path that may hold anything
    except OSError:
        return replace(listing, size=0, mtime_ns=0)
    return replace(listing, size=found.st_size, mtime_ns=found.st_mtime_ns)


def is_fresh(listing: Listing) -> bool:
    """Return whether the file is as it was when the listing was made."""
    return as_it_stands(listing) == listing and listing.mtime_ns > 0


def listings(data: Path) -> dict[str, Listing]:
    """Return every session in the catalogue by its path. An unreadable catalogue is an empty one."""
    try:
        with _opened(data) as connection:
            rows = connection.execute(f"SELECT {', '.join(_FIELDS)} FROM session").fetchall()  # noqa: S608
    except (sqlite3.Error, OSError):
        return {}
    return {row[0]: Listing(*row) for row in rows}


def remember(data: Path, listing: Listing) -> bool:
    """Put a session into the catalogue, or renew what is in it; return whether that worked.

    The catalogue is only a convenience: a full disk or a broken catalogue
    never stands in the way of a session.
    """
    try:
        with _opened(data) as connection:
            values = tuple(getattr(as_it_stands(listing), name) for name in _FIELDS)
            connection.execute(_UPSERT, values)
    except (sqlite3.Error, OSError, UnicodeEncodeError):  # the last: a path in letters of another age
        return False
    return True


def forget(data: Path, path: str) -> bool:
    """Take a session out of the catalogue; its file is not touched."""
    try:
        with _opened(data) as connection:
            connection.execute("DELETE FROM session WHERE path = ?", (path,))
    except (sqlite3.Error, OSError, UnicodeEncodeError):
        return False
    return True


@contextmanager
def _opened(data: Path) -> Iterator[sqlite3.Connection]:
    """Give a connection to the catalogue, made new when it is missing, broken or of an older program."""
    file = data / FILE
    data.mkdir(parents=True, exist_ok=True)
    try:
        connection = _connected(file)
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode not in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
            raise
        file.unlink()
        connection = _connected(file)
    with closing(connection):
        yield connection


def _connected(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, isolation_level=None, timeout=1)
    try:
        # A cache need not survive a power cut: it is checked against the files.
        connection.execute("PRAGMA synchronous=OFF")
        if _columns(connection) != _FIELDS:
            _make(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _columns(connection: sqlite3.Connection) -> tuple[str, ...]:
    return tuple(row[1] for row in connection.execute("PRAGMA table_info(session)"))


def _make(connection: sqlite3.Connection) -> None:
    from sqlite_utils import Database  # noqa: PLC0415 - a third of a second, needed once on each laptop

    kinds = {field.name: int if field.type == "int" else str for field in fields(Listing)}
    Database(connection, execute_plugins=False).table("session").create(kinds, pk="path", replace=True)
