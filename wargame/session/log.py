"""The log of a session: appends entries, numbers, dates and chains them, and forgets nothing.

`Log` itself keeps everything in memory, for worked plays and for reading a
file that nobody may write. `store.log.SessionFile` adds the disk.
"""

from __future__ import annotations

import gc
import secrets
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from wargame.session import codec
from wargame.session.entries import Body, Entry, Unwritten
from wargame.session.errors import Damaged, NotNow, NotSaved, ReadOnly
from wargame.session.plain import UnreadableError
from wargame.session.record import GENESIS, LONGEST_BODY, MOST_ENTRIES, Record, chained
from wargame.translation import say


class Log:
    """An append-only list of entries. One call of `append` is one command: all of its entries are kept, or none."""

    def __init__(self, session: str, records: Iterable[Record] = (), read_only: str = "") -> None:
        """Continue from `records`, whose chain has been checked; `read_only` says why nothing may be added."""
        self.session = session
        self.read_only = read_only
        self.entries: list[Entry] = []
        self.head = GENESIS
        self._run = secrets.token_hex(4)
        self._drafts: dict[str, str] = {}
        self._take_in(records)

    @property
    def path(self) -> Path | None:
        """The file it is kept in; None in memory."""
        return None

    def append(self, unwritten: Sequence[Unwritten], command: str = "", forget_draft: str = "") -> tuple[Entry, ...]:
        """Keep these entries, in this order, and return them as they were recorded.

        `forget_draft` names the seat whose unsent text is now an order. Raises
        SessionError, and then nothing has been added.
        """
        if self.read_only:
            raise ReadOnly(
                say("Nothing can be added: {why}", why=self.read_only), say("Save a copy and go on in that.")
            )
        records = self._records(unwritten, command)
        self._keep(records, forget_draft)
        added = tuple(_entry(record, one.body, one.seen_by) for record, one in zip(records, unwritten, strict=True))
        self.entries += added
        self.head = records[-1].hash
        return added

    def settle(self) -> tuple[Entry, ...]:
        """Return entries of which it was in doubt whether they had been saved, and which turn out to be."""
        return ()

    def save_draft(self, seat: str, text: str) -> None:
        """Keep what a seat has typed and not yet sent; it is no part of the history."""
        if self.read_only:
            raise ReadOnly(
                say("Nothing can be added: {why}", why=self.read_only), say("Save a copy and go on in that.")
            )
        self._drafts[seat] = text

    def draft(self, seat: str) -> str:
        """Return what a seat had typed and not sent, or an empty text."""
        return self._drafts.get(seat, "")

    def save_copy(self, target: Path) -> None:
        """Write everything into a new file. Raises SessionError."""
        raise NotNow(
            say("There is nothing to copy to {file}: this session is only tried out and has no file.", file=target)
        )

    def close(self) -> None:
        """Let go of whatever is held."""

    def _keep(self, records: Sequence[Record], forget_draft: str) -> None:  # noqa: ARG002 - in memory they last as it is
        """Make the records last; raise SessionError when they do not."""
        self._drafts.pop(forget_draft, None)

    def _take_in(self, records: Iterable[Record]) -> tuple[Entry, ...]:
        """Add records that are already kept. Raises Damaged or TooNew."""
        added = []
        with loading():
            for record in records:
                added.append(_decoded(record))
                self.head = record.hash
        self.entries += added
        return tuple(added)

    def _records(self, unwritten: Sequence[Unwritten], command: str) -> list[Record]:
        """Number, date and chain what is to be written."""
        now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        monotonic = time.monotonic_ns() // 1_000_000
        command = command or secrets.token_hex(8)
        records: list[Record] = []
        seq, head = len(self.entries), self.head
        for one in unwritten:
            body = codec.body_text(one.body)
            if len(body) > LONGEST_BODY or seq >= MOST_ENTRIES:
                raise NotSaved(
                    say("This is too long for a session file."), say("Say it in fewer words, or in several parts.")
                )
            bare = Record(
                seq=seq + 1, kind=codec.kind_of(one.body), version=codec.VERSION, recorded_at=now,
                happened_at=one.happened_at or now, monotonic=monotonic, run=self._run, command=command, by=one.by,
                on_behalf=one.on_behalf, seen_by=codec.seen_by_text(one.seen_by),
                base=seq if one.base is None else one.base, cause=seq if one.cause is None else one.cause,
                body=body, sealed="", prev=head, hash=b"",
            )  # fmt: skip
            records.append(chained(self.session, bare))
            seq, head = seq + 1, records[-1].hash
        return records


def _entry(record: Record, body: Body, seen_by: tuple[str, ...]) -> Entry:
    return Entry(
        seq=record.seq, body=body, version=record.version, recorded_at=record.recorded_at,
        happened_at=record.happened_at, monotonic=record.monotonic, run=record.run, command=record.command,
        by=record.by, on_behalf=record.on_behalf, seen_by=seen_by, base=record.base, cause=record.cause,
        hash=record.hash.hex(),
    )  # fmt: skip


def _decoded(record: Record) -> Entry:
    try:
        return codec.entry_of(record)
    except UnreadableError:
        raise Damaged(
            say("Entry {entry} of the session was not written by this program.", entry=record.seq),
            say("Look for another copy of the session."),
            readable=record.seq - 1,
        ) from None


@contextmanager
def loading() -> Iterator[None]:
    """Keep the garbage collector from walking over everything that is being loaded, again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
