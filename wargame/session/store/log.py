"""A session's log in its file: every entry is on the disk before it is acknowledged.

A commit that reports an error may still have been saved, so after any trouble
the file is closed, opened again and asked. Only then is it said whether the
entries were saved.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from wargame.session.entries import Entry, SessionCreated, Unwritten
from wargame.session.errors import Damaged, SessionError
from wargame.session.log import Log
from wargame.session.record import FIELDS, Record
from wargame.session.store import connection as connections
from wargame.session.store import files, holding, opening, recovery, schema, words
from wargame.session.store.blackbox import BlackBox

_DRAFT = "SELECT content FROM draft WHERE seat = ? AND NOT sealed"
_SAVE_DRAFT = "INSERT OR REPLACE INTO draft VALUES (?, ?, 0, ?)"


class SessionFile(Log):
    """The log in one session file, open for writing; no other program can open it meanwhile."""

    def __init__(self, path: Path, connection: sqlite3.Connection, data: Path, largest: int) -> None:
        """Take over a connection whose file has been examined; `open` and `create` do that."""
        session, records = self._read(connection, path)
        self._path, self._connection, self._largest = path, connection, largest
        self._identity = holding.identity(path)
        if self._identity is None:
            raise words.gone(path)
        self._doubt = False
        self._box = BlackBox(data, session, path)
        self._top_up, missing, aside = recovery.compare(self._box, records)
        self.recovered = recovery.Recovered(unclean=recovery.unclean(records), restored=len(missing), set_aside=aside)
        super().__init__(session, records)
        if missing:
            self._write(missing)
            self._take_in(missing)
        holding.hold(self._identity)

    @classmethod
    def create(cls, path: Path, first: SessionCreated, data: Path) -> Self:
        """Make a new file with its first entry and open it.

        Raises AlreadyThere, or SessionError when it cannot be made.
        """
        records = Log(first.session)._records([Unwritten(first)], "")  # noqa: SLF001 - a log before it has a file
        connections.create(path, first.session, records)
        return cls.open(path, data)

    @classmethod
    def open(cls, path: Path, data: Path, largest: int = opening.LARGEST_FILE) -> Self:
        """Open a file for writing: examine it as a stranger's, take its lock, check its chain, compare the black box.

        `data` is the program's own folder. Raises NotASession, TooNew,
        AlreadyOpen, Damaged, or ReadOnly when it can only be read.
        """
        path = path.resolve()
        with opening.examined(path):
            pass
        opening.examine_journal(path)
        try:
            connection = connections.connect(path, largest)
        except sqlite3.Error as error:
            raise words.failure(error, path) from None
        try:
            return cls(path, connection, data, largest)
        except BaseException:
            connection.close()
            raise

    @property
    def path(self) -> Path:
        """The file it is kept in."""
        return self._path

    def append(self, unwritten: Sequence[Unwritten], command: str = "", forget_draft: str = "") -> tuple[Entry, ...]:
        """Write these entries to the disk and return them.

        Raises NotSaved, Gone, ReadOnly or AlreadyOpen; then nothing has been
        added, unless the error says that it is in doubt.
        """
        if self._doubt:
            raise words.in_doubt(self._path)
        return super().append(unwritten, command, forget_draft)

    def settle(self) -> tuple[Entry, ...]:
        """After a failure of which nothing could be learnt: look again, and return what had been saved after all.

        Raises NotSaved or Gone when the disk still does not answer.
        """
        if not self._doubt:
            return ()
        if holding.identity(self._path) is None:
            # A disk that was pulled out may come back.
            raise words.in_doubt(self._path)
        self._still_there()
        try:
            self._connect_again()
            _, records = self._read(self._connection, self._path)
        except (sqlite3.Error, Damaged):
            raise words.in_doubt(self._path) from None
        known = len(self.entries)
        if len(records) < known or (known and records[known - 1].hash != self.head):
            raise words.gone(self._path)
        self._doubt = False
        self._fill_box(records[known:])
        return self._take_in(records[known:])

    def save_draft(self, seat: str, text: str) -> None:
        """Keep unsent text in the file, outside the history. Raises as `append` does."""
        if self._doubt:
            raise words.in_doubt(self._path)
        self._still_there()
        now = datetime.now(UTC).isoformat(timespec="seconds")
        try:
            self._connection.execute(_SAVE_DRAFT, (seat, text.encode("utf-8", "replace"), now))
        except sqlite3.Error as error:
            raise words.failure(error, self._path) from None

    def draft(self, seat: str) -> str:
        """Return what a seat had typed and not sent, or an empty text."""
        try:
            row = self._connection.execute(_DRAFT, (seat,)).fetchone()
        except sqlite3.Error:
            return ""
        return bytes(row[0]).decode("utf-8", "replace") if row else ""

    def save_copy(self, target: Path) -> None:
        """Write everything confirmed so far into a new file; works also when the session's own file is gone.

        Raises AlreadyThere, or NotSaved when it cannot be written.
        """
        files.copy_into(self._connection, target)

    def close(self) -> None:
        """Let go of the file; nothing stays beside it."""
        self._connection.close()
        self._box.close()
        if self._identity is not None:
            holding.release(self._identity)
        waiting = opening.journal(self._path)
        with suppress(OSError):
            if waiting.stat().st_size == 0:
                waiting.unlink()

    def _keep(self, records: Sequence[Record], forget_draft: str) -> None:
        self._still_there()
        self._write(records, forget_draft)
        self._fill_box(records)

    def _fill_box(self, records: Sequence[Record]) -> None:
        """Put the records into the black box, after those it lacked when the file was opened."""
        self._box.add([*self._top_up, *records])
        self._top_up = []

    def _write(self, records: Sequence[Record], forget_draft: str = "") -> None:
        """Make the records durable: insert, read back, commit, and look whether the file is still ours."""
        self._doubt = True
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            connections.insert(self._connection, list(records))
            if forget_draft:
                self._connection.execute("DELETE FROM draft WHERE seat = ?", (forget_draft,))
            self._read_back(records)
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            if not self._was_saved(records):
                raise words.failure(error, self._path) from None
        self._still_there()
        self._doubt = False

    def _read_back(self, records: Sequence[Record]) -> None:
        """Make sure that what stands in the file is what was meant, before it is confirmed."""
        found = self._connection.execute(f"{schema.SELECT} WHERE seq >= ? ORDER BY seq", (records[0].seq,)).fetchall()
        if found != [tuple(getattr(record, name) for name in FIELDS) for record in records]:
            raise sqlite3.DatabaseError("read back something else")

    def _was_saved(self, records: Sequence[Record]) -> bool:
        """After an error: open the file again and look. Raises NotSaved, in doubt, when that fails too."""
        try:
            self._connect_again()
            row = self._connection.execute("SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1").fetchone()
        except (sqlite3.Error, SessionError):
            raise words.in_doubt(self._path) from None
        before = (records[0].seq - 1, records[0].prev)
        if row == (records[-1].seq, records[-1].hash):
            return True
        if row == before:
            self._doubt = False
            return False
        raise words.gone(self._path)

    def _connect_again(self) -> None:
        self._connection.close()
        self._still_there()
        self._connection = connections.connect(self._path, self._largest)

    def _still_there(self) -> None:
        """Make sure that the path still leads to the file that is open: SQLite would write on without a name."""
        if holding.identity(self._path) != self._identity:
            raise words.gone(self._path)

    @staticmethod
    def _read(connection: sqlite3.Connection, path: Path) -> tuple[str, list[Record]]:
        opening.examine_tables(connection, path)
        reading = opening.read_records(connection, path)
        if reading.problem:
            raise opening.damaged(path, len(reading.records), reading.problem)
        return reading.session, list(reading.records)
