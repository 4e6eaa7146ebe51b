"""What somebody with a database browser, or with our source code, can do to a session file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from wargame.session.record import FIELDS, GENESIS, Record, chained_hash, record_of
from wargame.session.store import schema

TRIGGERS = [one for one in schema.SCHEMA if one.startswith("CREATE TRIGGER")]


def tables(path: Path, change: str | Callable[[sqlite3.Connection], object]) -> Path:
    """Change the file with the append-only triggers off, and put them back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for trigger in TRIGGERS:
            connection.execute(f"DROP TRIGGER IF EXISTS {trigger.split()[2]}")
        if isinstance(change, str):
            connection.executescript(change)
        else:
            change(connection)
        left = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for trigger in TRIGGERS:
            if (trigger.split(" ON ")[1].split()[0],) in left:
                connection.execute(trigger)
    return path


def records(path: Path) -> list[Record]:
    """Read the entries without any check."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(f"{schema.SELECT} ORDER BY seq").fetchall()
    found = [record_of(row) for row in rows]
    return [record for record in found if record is not None]


def session_of(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        return str(connection.execute("SELECT value FROM meta").fetchone()[0])


def rewritten(path: Path, entries: Sequence[Record]) -> Path:
    """Put these entries in, chained anew from the first, as one can who has the source code."""
    session, head, chained = session_of(path), GENESIS, []
    for seq, record in enumerate(entries, 1):
        bare = replace(record, seq=seq, prev=head, hash=b"")
        head = chained_hash(session, bare)
        chained.append(replace(bare, hash=head))

    def put(connection: sqlite3.Connection) -> None:
        connection.execute("DELETE FROM entry")
        rows = [tuple(getattr(record, name) for name in FIELDS) for record in chained]
        connection.execute("BEGIN")
        connection.executemany(schema.INSERT, rows)
        connection.execute("COMMIT")

    return tables(path, put)


def with_bodies(path: Path, kind: str, *bodies: str) -> Path:
    """Add entries with these bodies, and a chain that holds."""
    whole = records(path)
    last = whole[-1]
    added = [replace(last, kind=kind, version=1, body=body, base=last.seq, cause=0) for body in bodies]
    return rewritten(path, [*whole, *added])
