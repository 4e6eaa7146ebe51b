"""The tables of a session file. The text is compared word by word when a file is opened, so it is the layout."""

from __future__ import annotations

import re
import sqlite3

from wargame.session.record import FIELDS

APPLICATION_ID = 0x57474D45
"""`WGME`, bytes 68 to 71 of the file: tells a session from any other SQLite file."""

SCHEMA = (
    """CREATE TABLE meta(
        key   TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE entry(
        seq         INTEGER PRIMARY KEY CHECK (seq >= 1),
        kind        TEXT    NOT NULL CHECK (length(kind) BETWEEN 1 AND 64),
        version     INTEGER NOT NULL CHECK (version >= 1),
        recorded_at TEXT    NOT NULL,
        happened_at TEXT    NOT NULL,
        monotonic   INTEGER NOT NULL,
        run         TEXT    NOT NULL,
        command     TEXT    NOT NULL,
        by          TEXT    NOT NULL,
        on_behalf   TEXT    NOT NULL,
        seen_by     TEXT    NOT NULL,
        base        INTEGER NOT NULL CHECK (base BETWEEN 0 AND seq - 1),
        cause       INTEGER NOT NULL CHECK (cause BETWEEN 0 AND seq - 1),
        body        TEXT    NOT NULL,
        sealed      TEXT    NOT NULL,
        prev        BLOB    NOT NULL CHECK (length(prev) = 32),
        hash        BLOB    NOT NULL CHECK (length(hash) = 32)
    ) STRICT""",
    """CREATE TABLE attachment(
        sha256 BLOB PRIMARY KEY CHECK (length(sha256) = 32),
        mime   TEXT NOT NULL,
        data   BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE draft(
        seat     TEXT PRIMARY KEY,
        content  BLOB NOT NULL,
        sealed   INTEGER NOT NULL CHECK (sealed IN (0, 1)),
        saved_at TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE keywrap(
        who  TEXT NOT NULL,
        way  TEXT NOT NULL,
        wrap TEXT NOT NULL,
        PRIMARY KEY (who, way)
    ) STRICT""",
    """CREATE TRIGGER entry_append BEFORE INSERT ON entry
    WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM entry)
      OR NEW.prev IS NOT coalesce((SELECT hash FROM entry ORDER BY seq DESC LIMIT 1), zeroblob(32))
    BEGIN SELECT raise(ABORT, 'not the next entry'); END""",
    """CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry
    BEGIN SELECT raise(ABORT, 'the log is append-only'); END""",
    """CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry
    BEGIN SELECT raise(ABORT, 'the log is append-only'); END""",
    """CREATE TRIGGER attachment_no_update BEFORE UPDATE ON attachment
    BEGIN SELECT raise(ABORT, 'attachments never change'); END""",
    """CREATE TRIGGER attachment_no_delete BEFORE DELETE ON attachment
    BEGIN SELECT raise(ABORT, 'attachments never change'); END""",
)
"""Layout 1. Attachments, drafts and key wraps are outside the chain, so that drafts and keys can be destroyed."""

COLUMNS = ", ".join(FIELDS)

INSERT = f"INSERT INTO entry ({COLUMNS}) VALUES ({', '.join('?' * len(FIELDS))})"  # noqa: S608 - our own names
SELECT = f"SELECT {COLUMNS} FROM entry"  # noqa: S608 - our own names


def is_ours(connection: sqlite3.Connection) -> bool:
    """Return whether the file has exactly our tables and triggers, not one more or less, and says whose session it is.

    Reads nothing but SQLite's own list of what is in the file.
    """
    found = connection.execute("SELECT CAST(sql AS TEXT) FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return sorted(_words(sql) for (sql,) in found) == sorted(_words(sql) for sql in SCHEMA)


def session_id(connection: sqlite3.Connection) -> str:
    """Return the session's id, or nothing when the file does not say it in the one way it should."""
    rows = connection.execute("SELECT key, value FROM meta").fetchmany(2)
    if len(rows) == 1 and rows[0][0] == "session" and re.fullmatch(r"[0-9a-f]{32}", rows[0][1]):
        return str(rows[0][1])
    return ""


def _words(sql: str) -> str:
    return re.sub(r"\s+", " ", sql).strip()
