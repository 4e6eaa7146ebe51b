"""What is made good when a session is opened again, and how a damaged one is rescued into a new file."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from wargame.session.errors import Damaged
from wargame.session.record import GENESIS, MOST_ENTRIES, Record, follows, record_of
from wargame.session.store import blackbox, connection, opening, schema
from wargame.session.store.blackbox import BlackBox
from wargame.translation import say, say_count

_PATIENCE = 400
"""How many numbers in a row may be missing in a damaged file before nothing more is looked for."""


@dataclass(frozen=True, slots=True)
class Recovered:
    """What was found and done when a session was opened."""

    unclean: bool = False
    """The program did not close the session in good order the last time."""
    restored: int = 0
    """Entries that the file had lost and the black box gave back."""
    set_aside: Path | None = None
    """The file is not the one last open under this name; the box of that one is kept here."""

    @property
    def sentences(self) -> tuple[str, ...]:
        """What the facilitator should know; nothing when all was in order."""
        said = []
        if self.restored:
            said.append(
                say_count(
                    self.restored,
                    "The file had lost its last entry; all of it has been restored from this laptop's own record.",
                    "The file had lost its last {count} entries; "
                    "all of it has been restored from this laptop's own record.",
                )
            )
        if self.set_aside is not None:
            said.append(
                say(
                    "This is not the file that was last open under this name. "
                    "What the other one held is kept on this laptop; the program can rescue it into a new file."
                )
            )
        if self.unclean:
            said.append(say("The program stopped unexpectedly the last time. Everything confirmed is here."))
        return tuple(said)


@dataclass(frozen=True, slots=True)
class Rescued:
    """What could be saved of a damaged session."""

    path: Path
    """The new file."""
    entries: int
    from_box: int
    """How many of them only the black box had."""


def unclean(records: Sequence[Record]) -> bool:
    """Return whether the last opening for writing was never closed."""
    for record in reversed(records):
        if record.kind == "session closed":
            return False
        if record.kind == "session opened":
            return True
    return False


def compare(box: BlackBox, records: Sequence[Record]) -> tuple[list[Record], list[Record], Path | None]:
    """Compare a file's entries with its black box.

    Return what the box lacks, what the file has lost, and where the box was
    kept when it tells another story than the file.
    """
    seq, head = box.last()
    if seq <= len(records) and head == (records[seq - 1].hash if seq else GENESIS):
        return list(records[seq:]), [], None
    boxed = box.records()
    if len(boxed) > len(records) and boxed[len(records) - 1].hash == records[-1].hash:
        return [], boxed[len(records) :], None
    if boxed and len(boxed) <= len(records) and boxed[-1].hash == records[len(boxed) - 1].hash:
        return list(records[len(boxed) :]), [], None
    return list(records), [], box.set_aside()


def rescue(path: Path, target: Path, data: Path) -> Rescued:
    """Write what can be saved of a damaged session into a new file; the old one is left as it is.

    Every entry proves itself by its own hash, wherever it is found: in the
    file or in a black box on this laptop. Raises Damaged when there is no
    beginning, AlreadyThere, or SessionError when the new file cannot be made.
    """
    session, found = _salvaged(path)
    in_file = {record.hash for record in found}
    for candidate in [session] if session else _sessions(data, path):
        pool = list(found)
        for box in blackbox.boxes(data, candidate):
            pool += blackbox.read_lines(box)
        whole = _longest(candidate, pool)
        if whole:
            connection.create(target, candidate, whole)
            return Rescued(target, len(whole), sum(record.hash not in in_file for record in whole))
    raise Damaged(
        say("Nothing in {file} can be saved, and this laptop has no record of it.", file=path.name),
        say("Look for another copy of the session: on the stick, in the backup, with a colleague."),
    )


def _salvaged(path: Path) -> tuple[str, list[Record]]:
    """Return the session's id, if it can be read, and every entry that can."""
    found: list[Record] = []
    session = ""
    with suppress(sqlite3.Error, OSError, UnicodeDecodeError):
        damaged = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
        try:
            opening.restrain(damaged)
            with suppress(sqlite3.Error, UnicodeDecodeError):
                session = schema.session_id(damaged)
            seq = misses = 0
            while misses < _PATIENCE and seq < MOST_ENTRIES:
                seq += 1
                record = None
                with suppress(sqlite3.Error, UnicodeDecodeError):
                    row = damaged.execute(f"{schema.SELECT} WHERE seq = ?", (seq,)).fetchone()
                    record = record_of(row) if row else None
                misses = 0 if record else misses + 1
                found += [record] if record else []
        finally:
            damaged.close()
    return session, found


def _sessions(data: Path, path: Path) -> list[str]:
    """Return the sessions whose black box was kept for a file at this place."""
    place = BlackBox(data, "", path).file.name
    return sorted({box.name[: -len(place)] for box in (data / blackbox.FOLDER).glob(f"*{place}")})


def _longest(session: str, pool: Sequence[Record]) -> list[Record]:
    """Return the longest unbroken chain from the first entry on that the records make."""
    after: dict[tuple[int, bytes], list[Record]] = {}
    for record in {record.hash: record for record in pool}.values():
        after.setdefault((record.seq - 1, record.prev), []).append(record)
    best: list[Record] = []
    paths: list[tuple[list[Record], bytes]] = [([], GENESIS)]
    while paths:
        line, head = paths.pop()
        while True:
            nexts = [one for one in after.get((len(line), head), ()) if follows(session, one, len(line), head)]
            if not nexts:
                break
            paths += [([*line, other], other.hash) for other in nexts[1:]]
            line.append(nexts[0])
            head = nexts[0].hash
        best = max(best, line, key=len)
    return best
