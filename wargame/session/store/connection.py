"""The one connection through which a session file is written, as the measurements want it.

One file that is always whole (TRUNCATE, no write-ahead log beside it), every
commit on the disk before it is acknowledged (EXTRA), one program at a time
(EXCLUSIVE).
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path

from wargame.session.errors import AlreadyThere
from wargame.session.record import FIELDS, LAYOUT, Record
from wargame.session.store import files, opening, schema, words
from wargame.translation import say

_FIRST_PRAGMAS = ("locking_mode=EXCLUSIVE", "secure_delete=ON", "foreign_keys=ON", "fullfsync=ON")
_LAST_PRAGMAS = ("journal_mode=TRUNCATE", "synchronous=EXTRA")


def connect(path: Path, largest: int = opening.LARGEST_FILE) -> sqlite3.Connection:
    """Open a session file for writing and take its lock; `largest` is how many bytes it may come to have.

    Raises sqlite3.Error; SQLITE_BUSY when another program has it.
    """
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=0)
    try:
        for pragma in _FIRST_PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        opening.restrain(connection)
        for pragma in _LAST_PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
        page = connection.execute("PRAGMA page_size").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={largest // page}")
    except BaseException:
        connection.close()
        raise
    return connection


def create(path: Path, session: str, records: list[Record]) -> None:
    """Make a new session file with these first entries, durable under its name or not there at all.

    It is made under another name, synced, and only then given its own.
    Raises AlreadyThere, or SessionError when it cannot be written.
    """
    new = path.with_name(f"{path.name}.new")
    try:
        if path.exists():
            raise AlreadyThere(say("There is already a file {file}.", file=path), say("Choose another name."))
        path.parent.mkdir(parents=True, exist_ok=True)
        new.unlink(missing_ok=True)
        opening.journal(new).unlink(missing_ok=True)
        _fill(new, session, records)
        files.give_name(new, path)
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):
            new.unlink(missing_ok=True)
            opening.journal(new).unlink(missing_ok=True)
        raise words.not_made(error, path) from None


def insert(connection: sqlite3.Connection, records: list[Record]) -> None:
    """Add records within the transaction that is open."""
    connection.executemany(schema.INSERT, [tuple(getattr(record, name) for name in FIELDS) for record in records])


def _fill(path: Path, session: str, records: list[Record]) -> None:
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rwc", uri=True, isolation_level=None, timeout=0)
    try:
        for pragma in (*_FIRST_PRAGMAS, *_LAST_PRAGMAS):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN EXCLUSIVE")
        for statement in schema.SCHEMA:
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id={schema.APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={LAYOUT}")
        connection.execute("INSERT INTO meta VALUES ('session', ?)", (session,))
        insert(connection, records)
        connection.execute("COMMIT")
    finally:
        connection.close()
    with suppress(OSError):
        opening.journal(path).unlink(missing_ok=True)
