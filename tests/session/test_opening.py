"""Files of unknown origin: each is refused in words, quickly, and nothing is believed, executed or written."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import struct
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.session import forging
from tests.session.playing import go_on
from wargame.session.conduct import Session
from wargame.session.errors import Damaged, NotASession, SessionError, TooNew
from wargame.session.record import FIELDS
from wargame.session.sitting import Sitting
from wargame.session.store import opening
from wargame.session.store.opening import journal

resource = pytest.importorskip("resource", reason="memory cannot be measured there")

BOMB = (
    "DROP TABLE entry; CREATE VIEW entry AS WITH RECURSIVE r(seq) AS (SELECT 1 UNION ALL SELECT seq + 1 FROM r)"
    " SELECT seq, 'note taken' kind, 1 version, 't' recorded_at, 't' happened_at, 0 monotonic, 'r' run, 'c' command,"
    " 'x' by, '' on_behalf, '[]' seen_by, 0 base, 0 cause, {body} body, '' sealed, zeroblob(32) prev, zeroblob(32) hash"
    " FROM r"
)
ROW = (
    "INSERT INTO entry SELECT seq + 1, kind, version, recorded_at, happened_at, monotonic, run, command, by, on_behalf,"
    " seen_by, base, cause, {body}, sealed, hash, zeroblob(32) FROM entry ORDER BY seq DESC LIMIT 1"
)
NOTE = "note taken"
DEEP = "[" * 200_000 + "]" * 200_000


def super_journal(path: Path) -> Path:
    """A journal that names another file, which SQLite 3.40 deletes when it opens the session for writing."""
    victim = path.with_name("victim.txt")
    victim.write_text("precious")
    name = str(victim).encode()
    magic = bytes([0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7])
    header = (magic + struct.pack(">IIIII", 0, 1, 6, 512, 4096)).ljust(512, b"\0")
    total = sum(struct.unpack(f"{len(name)}b", name)) & 0xFFFFFFFF
    journal(path).write_bytes(header + name + struct.pack(">II", len(name), total) + magic)
    return path


def cut(path: Path, share: float) -> Path:
    with path.open("r+b") as file:
        file.truncate(int(path.stat().st_size * share))
    return path


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def overwrite(path: Path, at: int, data: bytes) -> Path:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(data)
    return path


def fifo(path: Path) -> Path:
    path.unlink()
    os.mkfifo(path)
    return path


def folder(path: Path) -> Path:
    path.unlink()
    path.mkdir()
    return path


def nowhere(path: Path) -> Path:
    path.unlink()
    return path


def huge(path: Path) -> Path:
    with path.open("r+b") as file:
        file.truncate(opening.LARGEST_FILE + 4096)
    return path


def wal(path: Path) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    return path


def endless(path: Path) -> Path:
    columns = ", ".join("n" if name == "seq" else name for name in FIELDS)
    count = "WITH RECURSIVE r(n) AS (SELECT 100 UNION ALL SELECT n + 1 FROM r WHERE n < 400)"
    last = "(SELECT * FROM entry ORDER BY seq DESC LIMIT 1)"
    sql = f"INSERT INTO entry {count} SELECT {columns} FROM r, {last}"
    return forging.tables(path, lambda connection: connection.execute(sql))


def change(sql: str) -> Callable[[Path], Path]:
    return lambda path: forging.tables(path, sql)


def forged(kind: str, body: str) -> Callable[[Path], Path]:
    return lambda path: forging.with_bodies(path, kind, body)


def _without_triggers(path: Path) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TRIGGER entry_no_update")
    return path


HOSTILE: dict[str, tuple[Callable[[Path], Path], type[SessionError]]] = {
    "no file": (nowhere, NotASession),
    "a folder": (folder, NotASession),
    "a pipe": (fifo, NotASession),
    "an empty file": (lambda path: written(path, b""), NotASession),
    "a zip": (lambda path: written(path, b"PK\3\4" + bytes(5_000)), NotASession),
    "another database": (change("PRAGMA application_id = 1"), NotASession),
    "an enormous file": (huge, NotASession),
    "a newer layout": (change("PRAGMA user_version = 2"), TooNew),
    "no layout": (change("PRAGMA user_version = 0"), NotASession),
    "a write-ahead log": (wal, NotASession),
    "a view without end": (change(BOMB.format(body="'{}'")), NotASession),
    "a view of a gigabyte": (change(BOMB.format(body="hex(zeroblob(400000000))")), NotASession),
    "one table more": (change("CREATE TABLE extra(a)"), NotASession),
    "one index more": (change("CREATE INDEX extra ON entry(kind)"), NotASession),
    "one table less": (change("DROP TABLE keywrap"), NotASession),
    "a trigger of its own": (
        change("CREATE TRIGGER evil AFTER INSERT ON entry BEGIN INSERT INTO meta VALUES ('x', 'owned'); END"),
        NotASession,
    ),
    "no triggers": (_without_triggers, NotASession),
    "half of it": (lambda path: cut(path, 0.5), Damaged),
    "only the header": (lambda path: cut(path, 0.001 + 100 / path.stat().st_size), Damaged),
    "noise in its schema": (lambda path: overwrite(path, 120, random.Random(1).randbytes(3_900)), Damaged),
    "no session id": (change("DELETE FROM meta"), Damaged),
    "two session ids": (change("INSERT INTO meta VALUES ('other', 'x')"), Damaged),
    "another session's id": (change(f"UPDATE meta SET value = '{'0' * 32}'"), Damaged),
    "no entries": (change("DELETE FROM entry"), Damaged),
    "a body of 20 MB": (change(ROW.format(body="hex(zeroblob(10000000))")), Damaged),
    "letters that are none": (change(ROW.format(body="CAST(x'ff00fe' AS TEXT)")), Damaged),
    "forged: a body too long": (forged(NOTE, '{"text":"' + "x" * 5_000_000 + '"}'), Damaged),
    "forged: nesting without end": (forged(NOTE, DEEP), Damaged),
    "forged: a number without end": (forged(NOTE, '{"about":' + "9" * 900_000 + ',"text":"a"}'), Damaged),
    "forged: not a number": (forged(NOTE, '{"text":NaN}'), Damaged),
    "forged: infinite by exponent": (forged(NOTE, '{"about":1e999,"text":"a"}'), Damaged),
    "forged: repeated keys": (forged(NOTE, '{"text":"a","text":"b"}'), Damaged),
    "forged: half a character": (forged(NOTE, '{"text":"\\ud800"}'), Damaged),
    "forged: a kind of tomorrow": (forged("seal opened", "{}"), TooNew),
    "forged: a place that does not exist": (
        forged("orders closed", '{"changes":[{"cursor":{"phase":99,"turn":1},"is":"cursor moved"}]}'),
        Damaged,
    ),
    "forged: an order nobody can give": (
        forged("order given", '{"changes":[{"is":"order placed","order":{"actor":"us","id":"1","move":"x"}}]}'),
        Damaged,
    ),
    "forged: a commitment without a ruling": (forged("ruling committed", '{"changes":[],"proposal":1}'), Damaged),
    "more entries than there can be": (endless, NotASession),
}


@pytest.fixture
def stranger(made: Callable[..., Session], tmp_path: Path) -> Path:
    """A good session that came on a stick."""
    session = made()
    go_on(session)
    session.close()
    assert session.path is not None
    (tmp_path / "received").mkdir()
    return Path(shutil.copyfile(session.path, tmp_path / "received" / "s.wargame"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in folders there")
@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_refused_in_words(
    stranger: Path, data: Path, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    make, expected = HOSTILE[case]
    monkeypatch.setattr(opening, "MOST_ENTRIES", 100)
    path = make(stranger)
    before = path.read_bytes() if path.is_file() and path.stat().st_size < 10**8 else b""
    for way in (Sitting.read, lambda path: Session.open(path, data=data)):
        begun, memory = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with pytest.raises(expected) as refused:
            way(path)
        assert time.monotonic() - begun < 30  # a second; without the bound, for ever
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < 80 * 1024
        assert refused.value.what.endswith(".")
        assert refused.value.advice.endswith(".")
        words = str(refused.value).lower()
        assert not any(sql in words for sql in ("sqlite", "select", "trigger", "malformed", "traceback", "json"))
    if before:
        assert path.read_bytes() == before


def test_a_good_file_from_a_stranger_opens(stranger: Path) -> None:
    sitting = Sitting.read(stranger)
    assert sitting.state.turn == 1
    assert [one.name for one in stranger.parent.iterdir()] == ["s.wargame"]


def test_a_trap_beside_a_session_catches_nothing(stranger: Path, data: Path) -> None:
    path = super_journal(stranger)
    assert Sitting.read(path).state.turn == 1
    with pytest.raises(NotASession, match="does not belong to it"):
        Session.open(path, data=data)
    assert path.with_name("victim.txt").read_text() == "precious"


def test_noise_beside_a_session_does_no_harm(stranger: Path, data: Path) -> None:
    written(journal(stranger), random.Random(2).randbytes(9_000))
    assert Sitting.read(stranger).state.turn == 1
    session = Session.open(stranger, data=data)
    assert session.state.turn == 1
    session.close()


def test_a_half_written_entry_is_undone_in_a_copy_when_only_reading(stranger: Path) -> None:
    """The program was killed in the middle of writing: readers see the last whole entry and change nothing."""
    entries = len(Sitting.read(stranger).history.entries)
    with closing(sqlite3.connect(stranger, isolation_level=None)) as writer:
        writer.execute("PRAGMA cache_size = 2")  # so that pages reach the file before the commit
        writer.execute("BEGIN IMMEDIATE")
        for number in range(60):
            writer.execute("INSERT INTO draft VALUES (?, zeroblob(4000), 0, 't')", (f"s{number}",))
        torn = stranger.with_name("torn.wargame")
        shutil.copyfile(stranger, torn)
        shutil.copyfile(journal(stranger), journal(torn))
        writer.execute("ROLLBACK")
    before = torn.read_bytes(), journal(torn).read_bytes()
    assert len(journal(torn).read_bytes()) > 0
    assert len(Sitting.read(torn).history.entries) == entries
    assert (torn.read_bytes(), journal(torn).read_bytes()) == before


def test_a_flipped_bit_never_gives_other_content(stranger: Path) -> None:
    good = stranger.read_bytes()
    whole = opening.read_whole(stranger).records
    rng = random.Random(3)
    noticed = 0
    for _ in range(300):
        at = rng.randrange(len(good))
        changed = bytearray(good)
        changed[at] ^= 1 << rng.randrange(8)
        stranger.write_bytes(changed)
        try:
            reading = opening.read(stranger)
        except SessionError:
            noticed += 1
            continue
        assert reading.records == whole[: len(reading.records)]
        noticed += bool(reading.problem)
    assert noticed > 30


@pytest.mark.campaign
def test_a_hundred_thousand_mutations(stranger: Path) -> None:
    good = stranger.read_bytes()
    whole = opening.read_whole(stranger).records
    rng = random.Random(4)
    for _ in range(100_000):
        changed = bytearray(good)
        for _ in range(rng.choice((1, 1, 3, 20))):
            at = rng.randrange(len(changed))
            changed[at : at + rng.choice((1, 4, 64))] = rng.randbytes(rng.choice((1, 4, 64)))
        stranger.write_bytes(changed)
        with suppress(SessionError):
            reading = opening.read(stranger)
            assert reading.records == whole[: len(reading.records)]
