"""Opening a session file of unknown origin, in two steps, without believing anything in it.

First its header bytes are looked at, then it is opened read-only and immutable:
SQLite then looks at no journal beside it (a crafted one can make it delete
another file), takes no lock and writes nothing. Limits, an authorizer and a
clock stand before the first statement, and no table is read before the list of
tables is word by word ours.
"""

from __future__ import annotations

import shutil
import sqlite3
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from wargame.session.errors import Damaged, NotASession, SessionError, TooNew
from wargame.session.log import Log
from wargame.session.record import GENESIS, LAYOUT, LONGEST_BODY, MOST_ENTRIES, Record, follows, record_of
from wargame.session.store import files, holding, schema, words
from wargame.translation import say

LARGEST_FILE = 512 * 1024 * 1024
"""Bytes a session file may have."""

SECONDS = 5.0
"""How long one opening may keep SQLite busy."""

MOST_DRAFTS = 100
"""Unsent texts that are read from a file."""

_SELECT_DRAFTS = "SELECT seat, content FROM draft WHERE NOT sealed AND length(content) <= ? LIMIT ?"
_HEADER = 100
_SUPER_JOURNAL = bytes.fromhex("d9d505f920a163d7")
"""Ends a journal that names another file, which SQLite may then delete. No session ever has one."""

_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 4 * LONGEST_BODY + 1024,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 20_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 32,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 50,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 3,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 25_000,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 8,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 50,
    sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER: 32,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 4,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
_SWITCHES = (
    ("DEFENSIVE", True), ("TRUSTED_SCHEMA", False), ("ENABLE_VIEW", False), ("DQS_DDL", False), ("DQS_DML", False),
)  # fmt: skip
_PRAGMAS = frozenset({"quick_check", "trusted_schema", "cell_size_check", "mmap_size", "query_only"})
_FUNCTIONS = frozenset({"length", "coalesce", "max", "count"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What a session file holds."""

    session: str
    records: tuple[Record, ...]
    """From the first, as far as the chain holds."""
    problem: str = ""
    """What is wrong with what comes after them; empty when the file is whole."""
    drafts: tuple[tuple[str, str], ...] = ()
    """What was typed and not sent, by seat; outside the chain."""


def read(path: Path) -> Reading:
    """Read a session without writing anything, anywhere near it.

    Raises NotASession, TooNew, AlreadyOpen, or Damaged when not even its
    beginning can be read.
    """
    with examined(path) as connection:
        return read_records(connection, path)


def read_whole(path: Path) -> Reading:
    """Read a session in which every entry is whole and unchanged. Raises as `read` does, and Damaged when not."""
    reading = read(path)
    if reading.problem:
        raise damaged(path, len(reading.records), reading.problem)
    return reading


class FileForReading(Log):
    """The log of a session file that is only read; the file is closed again."""

    def __init__(self, path: Path, reading: Reading, why: str) -> None:
        """`why` ends the sentence "Nothing can be added: …"."""
        super().__init__(reading.session, reading.records, why)
        self._drafts.update(reading.drafts)
        self._path = path.resolve()

    @property
    def path(self) -> Path:
        """The file it was read from."""
        return self._path

    def save_copy(self, target: Path) -> None:
        """Copy the file as it is. Raises AlreadyThere, NotSaved, or as `read` does."""
        with examined(self._path) as connection:
            connection.set_authorizer(None)
            connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 1)
            connection.execute("PRAGMA query_only=OFF")
            files.copy_into(connection, target)


@contextmanager
def examined(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a file for reading, made sure that it is a session of this layout with nothing else in it.

    A session that its program could not close in good order is read as a
    copy, in which SQLite may undo what was half written.
    """
    path = path.resolve()  # what SQLite puts beside a file is beside the file itself, not beside a link to it
    examine_header(path)
    if holding.held_here(path) or holding.held_elsewhere(path):
        raise words.already_open(path)
    with _at_rest(path) as resting:
        connection = sqlite3.connect(f"{resting.as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
        try:
            _restrain(connection)
            connection.execute("PRAGMA query_only=ON")
            connection.set_authorizer(_authorize)
            examine_tables(connection, path)
            if connection.execute("PRAGMA quick_check(1)").fetchall() != [("ok",)]:
                raise damaged(path)
            connection.set_progress_handler(None, 0)
            yield connection
        except (sqlite3.Error, UnicodeDecodeError):
            raise damaged(path) from None
        finally:
            connection.close()


def examine_header(path: Path) -> None:
    """Look at a file's first bytes. Raises NotASession, TooNew or AlreadyOpen."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise NotASession(
                say("{file} is not a session file.", file=path), say("Choose a file that ends in .wargame.")
            )
        if holding.held_here(path):
            raise words.already_open(path)
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except FileNotFoundError:
        raise NotASession(
            say("There is no file {file}.", file=path),
            say("Look whether it was moved, or whether its disk is missing."),
        ) from None
    except OSError as error:
        raise NotASession(
            say("{file} cannot be read: {why}.", file=path, why=error.strerror or error), say("Ask who owns the file.")
        ) from None
    if len(header) < _HEADER or header[:16] != b"SQLite format 3\0" or _number(header, 68) != schema.APPLICATION_ID:
        raise NotASession(
            say("{file} is not a session file.", file=path.name), say("Choose a file that ends in .wargame.")
        )
    if found.st_size > LARGEST_FILE:
        raise NotASession(
            say("{file} is larger than any session can be.", file=path.name), say("It was not made by this program.")
        )
    layout = _number(header, 60)
    if layout > LAYOUT:
        raise TooNew(
            say(
                "{file} was made by a newer version of the program (layout {layout}, this one knows {known}).",
                file=path.name,
                layout=layout,
                known=LAYOUT,
            ),
            say("Open it with that version; the file has not been touched."),
        )
    if header[18] != 1 or header[19] != 1 or layout != LAYOUT:
        raise NotASession(
            say("{file} is not a session as this program writes it.", file=path.name),
            say("Another program has changed it."),
        )


def examine_tables(connection: sqlite3.Connection, path: Path) -> None:
    """Make sure that a file has exactly our tables. Raises NotASession."""
    if not schema.is_ours(connection):
        raise NotASession(
            say("{file} is not a session as this program writes it: its tables are not ours.", file=path.name),
            say("It was made or changed by another program; nothing in it was read."),
        )


def read_records(connection: sqlite3.Connection, path: Path) -> Reading:
    """Read all entries and check their chain. Raises Damaged when there is no beginning."""
    session = schema.session_id(connection)
    if not session:
        raise damaged(path)
    if connection.execute("SELECT count(*) FROM entry").fetchone()[0] > MOST_ENTRIES:
        raise NotASession(
            say("{file} holds more than any session can.", file=path.name), say("It was not made by this program.")
        )
    records: list[Record] = []
    head, problem = GENESIS, ""
    try:
        for row in connection.execute(f"{schema.SELECT} ORDER BY seq"):
            record = record_of(row)
            if record is None or not follows(session, record, len(records), head):
                problem = say(
                    "It was changed or damaged after it was written, from entry {entry} on.", entry=len(records) + 1
                )
                break
            records.append(record)
            head = record.hash
    except (sqlite3.Error, UnicodeDecodeError):
        problem = say("It is damaged from entry {entry} on.", entry=len(records) + 1)
    if not records:
        raise damaged(path)
    return Reading(session, tuple(records), problem, _drafts(connection))


def _drafts(connection: sqlite3.Connection) -> tuple[tuple[str, str], ...]:
    """Return what was typed and not sent, as far as it is no longer than an entry and not sealed."""
    try:
        rows = connection.execute(_SELECT_DRAFTS, (LONGEST_BODY, MOST_DRAFTS)).fetchall()
    except (sqlite3.Error, UnicodeDecodeError):
        return ()
    return tuple((seat, bytes(content).decode("utf-8", "replace")) for seat, content in rows)


def damaged(path: Path, readable: int = 0, problem: str = "") -> Damaged:
    """Return the error for a file that is not whole."""
    return Damaged(
        say("{file} cannot be opened as it is. {problem}", file=path.name, problem=problem or say("It is damaged.")),
        say("Let the program rescue it into a new file, or open a copy; the file itself is left as it is."),
        readable=readable,
    )


def examine_journal(path: Path) -> None:
    """Make sure that what lies beside the file is no trap, before it is opened for writing. Raises NotASession."""
    if _names_another(journal(path)):
        raise NotASession(
            say("The file {journal} beside {file} does not belong to it.", journal=journal(path).name, file=path.name),
            say("Copy the session alone into a folder of your own, and open it there."),
        )


def journal(path: Path) -> Path:
    """Return where SQLite keeps what it has not yet made sure of."""
    return path.with_name(f"{path.name}-journal")


def restrain(connection: sqlite3.Connection) -> None:
    """Set the limits under which any session file is read, our own included."""
    for limit, value in _LIMITS.items():
        connection.setlimit(limit, value)
    if hasattr(connection, "setconfig"):  # from Python 3.12 on
        for name, on in _SWITCHES:
            connection.setconfig(getattr(sqlite3, f"SQLITE_DBCONFIG_{name}"), on)
    for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0"):
        connection.execute(f"PRAGMA {pragma}")


def _restrain(connection: sqlite3.Connection) -> None:
    restrain(connection)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    end = time.monotonic() + SECONDS
    connection.set_progress_handler(lambda: time.monotonic() > end, 10_000)


def _authorize(action: int, first: str | None, second: str | None, _database: str | None, _trigger: str | None) -> int:
    """Allow reading, and nothing that could do anything else."""
    allowed = (
        action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ)
        or (action == sqlite3.SQLITE_PRAGMA and first in _PRAGMAS)
        or (action == sqlite3.SQLITE_FUNCTION and second in _FUNCTIONS)
    )
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY


@contextmanager
def _at_rest(path: Path) -> Iterator[Path]:
    """Give the file itself, or a copy of it whose half-written last entry SQLite has undone."""
    waiting = journal(path)
    try:
        unfinished = waiting.is_file() and waiting.stat().st_size > 0 and not _names_another(waiting)
    except OSError:
        unfinished = False
    if not unfinished:
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="wargame-") as folder:
        copy = Path(folder) / "session.wargame"
        try:
            shutil.copyfile(path, copy)
            shutil.copyfile(waiting, journal(copy))
            with suppress(sqlite3.Error):  # whatever it says, the copy is examined like any file
                connection = sqlite3.connect(copy, isolation_level=None)
                try:
                    _restrain(connection)
                    connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
                finally:
                    connection.close()
        except OSError as error:
            raise SessionError(
                say("{file} cannot be read: {why}.", file=path.name, why=error.strerror or error),
                say("Free some space."),
            ) from None
        yield copy


def _names_another(journal: Path) -> bool:
    try:
        with journal.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(0, size - len(_SUPER_JOURNAL)))
            return file.read() == _SUPER_JOURNAL
    except OSError:
        return False


def _number(header: bytes, at: int) -> int:
    return int.from_bytes(header[at : at + 4], "big")
