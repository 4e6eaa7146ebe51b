"""The black box: a second copy of every entry, on this laptop, wherever the session file itself may be.

One line of JSON for each entry, appended and synced after the entry has been
committed. It brings back a tail that a file has lost, and rebuilds a file that
was deleted. There is one box for each session and place of its file.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
from collections.abc import Iterable, Sequence
from pathlib import Path

from wargame.session.record import FIELDS, GENESIS, Record, follows, record_of

FOLDER = "blackbox"
"""Its folder in the program's own data."""

KEPT = 90 * 24 * 60 * 60
"""Seconds for which a box is kept after it was last written to: what was played is not kept twice for ever."""
_NAMED = re.compile(r"[0-9a-f]{32}-[0-9a-f]{8}(?:\.[0-9]{1,6})?\.jsonl", re.ASCII)


class BlackBox:
    """The box of one session file. A full or missing disk never stops play: it is made up for at the next entry."""

    def __init__(self, data: Path, session: str, path: Path) -> None:
        """`data` is the program's folder, `path` the place of the session file."""
        place = hashlib.sha256(str(path.absolute()).encode("utf-8", "surrogateescape")).hexdigest()[:8]
        self.session = session
        self.file = data / FOLDER / f"{session}-{place}.jsonl"
        self._descriptor = -1
        self._waiting: list[Record] = []
        """What could not be written so far, because its disk is full or missing."""

    def add(self, records: Sequence[Record]) -> None:
        """Append entries that are in the session file."""
        self._waiting += records
        try:
            if self._descriptor < 0:
                self._open()
            data = "".join(_line(record) for record in self._waiting).encode("utf-8")
            while data:
                data = data[os.write(self._descriptor, data) :]
            os.fdatasync(self._descriptor) if hasattr(os, "fdatasync") else os.fsync(self._descriptor)
        except OSError:
            self.close()  # the next try begins on a new line, so half a line does no harm
            return
        self._waiting.clear()

    def records(self) -> list[Record]:
        """Return the entries in it, from the first, as far as their chain holds."""
        return chain(self.session, read_lines(self.file))

    def last(self) -> tuple[int, bytes]:
        """Return the number and hash of the last entry in it; (0, GENESIS) when there is none."""
        try:
            with self.file.open("rb") as file:
                size = file.seek(0, os.SEEK_END)
                reach = 4096
                while True:
                    file.seek(max(0, size - reach))
                    lines = file.read().split(b"\n")
                    whole = lines if reach >= size else lines[1:]
                    for line in reversed(whole):
                        record = _record(line)
                        if record is not None:
                            return record.seq, record.hash
                    if reach >= size:
                        return 0, GENESIS
                    reach *= 16
        except OSError:
            return 0, GENESIS

    def set_aside(self) -> Path:
        """Keep what is in the box under another name, and begin an empty one."""
        self.close()
        number = 1
        while (aside := self.file.with_suffix(f".{number}.jsonl")).exists():
            number += 1
        self.file.rename(aside)
        return aside

    def close(self) -> None:
        """Let go of the file."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _open(self) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
        self._descriptor = os.open(self.file, flags, 0o600)
        size = os.lseek(self._descriptor, 0, os.SEEK_END)
        if size:
            os.lseek(self._descriptor, size - 1, os.SEEK_SET)
            if os.read(self._descriptor, 1) != b"\n":
                os.write(self._descriptor, b"\n")


def boxes(data: Path, session: str) -> list[Path]:
    """Return every box there is of a session, also those set aside."""
    return sorted((data / FOLDER).glob(f"{session}-*.jsonl"))


def prune(data: Path, now: float) -> list[Path]:
    """Remove the boxes that nothing was written to for 90 days, and return them; `now` is in seconds since 1970.

    Opening a session for writing writes to its box, or makes it anew from the file,
    so one that is in use is never old. Whatever else lies in the folder, and what
    cannot be removed, is left alone.
    """
    gone = []
    try:
        found = sorted(os.scandir(data / FOLDER), key=lambda entry: entry.name)
    except OSError:
        return []
    for entry in found:
        try:
            known = entry.stat(follow_symlinks=False)
            if _NAMED.fullmatch(entry.name) and stat.S_ISREG(known.st_mode) and known.st_mtime < now - KEPT:
                Path(entry.path).unlink()
                gone.append(Path(entry.path))
        except OSError:
            continue
    return gone


def read_lines(file: Path) -> list[Record]:
    """Return every entry that can be read in a box; half-written lines are passed over."""
    try:
        lines = file.read_bytes().split(b"\n")
    except OSError:
        return []
    return [record for record in map(_record, lines) if record is not None]


def chain(session: str, records: Iterable[Record]) -> list[Record]:
    """Return the records that follow one another from the first, each unchanged."""
    whole: list[Record] = []
    for record in records:
        if follows(session, record, len(whole), whole[-1].hash if whole else GENESIS):
            whole.append(record)
    return whole


def _line(record: Record) -> str:
    values = [getattr(record, name) for name in FIELDS]
    plain = [value.hex() if isinstance(value, bytes) else value for value in values]
    return json.dumps(plain, ensure_ascii=False) + "\n"


def _record(line: bytes) -> Record | None:
    try:
        *values, prev, digest = json.loads(line)
        return record_of((*values, bytes.fromhex(prev), bytes.fromhex(digest)))
    except (ValueError, TypeError, RecursionError):
        return None
