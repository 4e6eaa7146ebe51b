"""An entry as it stands on disk: flat, every field text, number or hash, chained to the one before.

The same record goes into the session's file and into the black box, and
either can be rebuilt from the other, because each proves itself by its hash.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, cast

LAYOUT = 1
"""Layout of the file and of the envelope that this program writes."""

GENESIS = bytes(32)
"""Stands before the first entry."""

LONGEST_BODY = 4 * 1024 * 1024
"""Characters a body or a sealed part may have; what is longer is neither written nor read."""

MOST_ENTRIES = 200_000
"""Entries a session may have; the longest day known has some thousands."""

_PURPOSE = b"wargame-entry-1\0"
_LENGTHS = struct.Struct(">16Q")


@dataclass(frozen=True, slots=True)
class Record:
    """One row of the log. Fields as in `entries.Entry`; lists and bodies are canonical JSON."""

    seq: int
    kind: str
    """Our stable name of the body: `order given`."""
    version: int
    recorded_at: str
    happened_at: str
    monotonic: int
    run: str
    command: str
    by: str
    on_behalf: str
    seen_by: str
    base: int
    cause: int
    body: str
    sealed: str
    """Empty when nothing is sealed."""
    prev: bytes
    """Hash of the record before, 32 bytes; GENESIS for the first."""
    hash: bytes


FIELDS = tuple(field.name for field in fields(Record))
"""Names of the fields in their order: that of the columns, and of a line in the black box."""


_TYPES = tuple({"int": int, "str": str, "bytes": bytes}[str(field.type)] for field in fields(Record))


def record_of(values: Sequence[object]) -> Record | None:
    """Return the record made of these values, or None when they are not of the right types or too long."""
    if len(values) != len(FIELDS) or any(type(value) is not kind for value, kind in zip(values, _TYPES, strict=True)):
        return None
    record = Record(*cast("tuple[Any, ...]", values))
    return record if len(record.body) <= LONGEST_BODY and len(record.sealed) <= LONGEST_BODY else None


def chained(session: str, bare: Record) -> Record:
    """Return the record with its hash filled in."""
    return replace(bare, hash=chained_hash(session, bare))


def chained_hash(session: str, record: Record) -> bytes:
    """Return what the hash of the record must be, in the session with that id.

    It is SHA-256 over a fixed word, the lengths of all fields as 64-bit
    big-endian numbers, the fields themselves in UTF-8 (numbers in decimal),
    and the hash of the record before. With the lengths in it, no two
    different records have the same encoding.
    """
    parts = [
        text.encode("utf-8", "surrogatepass")
        for text in (
            session, str(record.seq), record.kind, str(record.version), record.recorded_at, record.happened_at,
            str(record.monotonic), record.run, record.command, record.by, record.on_behalf, record.seen_by,
            str(record.base), str(record.cause), record.body, record.sealed,
        )
    ]  # fmt: skip
    return hashlib.sha256(b"".join((_PURPOSE, _LENGTHS.pack(*map(len, parts)), *parts, record.prev))).digest()


def follows(session: str, record: Record, seq: int, head: bytes) -> bool:
    """Return whether the record is the one after entry `seq` with hash `head`, unchanged since it was written."""
    return record.seq == seq + 1 and record.prev == head and chained_hash(session, record) == record.hash


def fingerprint(digest: str) -> str:
    """Return a hash as people compare it: eight groups of four hexadecimal digits."""
    return "-".join(digest[at : at + 4] for at in range(0, 32, 4))
