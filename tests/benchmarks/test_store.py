"""What durability costs, as a ratio to what the disk itself takes in the same run, and how fast a session opens."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.benchmarks.conftest import Limits
from wargame import paths
from wargame.exercise import reader
from wargame.exercise.definition import Exercise
from wargame.referee.turn import TakeOrders
from wargame.session.conduct import Session
from wargame.session.entries import Unwritten
from wargame.session.history import History
from wargame.session.log import Log
from wargame.session.record import Record
from wargame.session.store import connection, opening
from wargame.session.store.log import SessionFile

WATER = Path(__file__).parents[1] / "data" / "exercises" / "water"
ROUNDS, ENTRIES = 5, 40
TEXT = "A note as long as notes are. " * 10


@pytest.fixture(scope="module")
def water() -> Exercise:
    return reader.read("water", paths.read_exercise(WATER))


def timed(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


@pytest.fixture
def session(water: Exercise, tmp_path: Path) -> Iterator[Session]:
    session = Session.create(tmp_path / "s.wargame", water, data=tmp_path / "program")
    session.start()
    yield session
    session.close()


@pytest.fixture(scope="module")
def long(water: Exercise, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A session of two thousand entries, more than any day has."""
    memory = Session.in_memory(water, "long")
    memory.start()
    while len(memory.history.entries) < 2_000:
        if memory.state.turn == 3:
            while memory.state.turn > 1:
                memory.step_back()
        elif isinstance(memory.next_thing, TakeOrders):
            memory.give_order("hills", "share_water")
            memory.close_orders()
        else:
            memory.propose()
            memory.commit()
    path = tmp_path_factory.mktemp("long") / "long.wargame"
    written = Log(memory.created.session)
    records: list[Record] = []
    for one in memory.history.entries:
        unwritten = Unwritten(one.body, one.by, one.on_behalf, one.seen_by, one.base, one.cause)
        records += written._records([unwritten], one.command)
        written._take_in(records[-1:])
    connection.create(path, memory.created.session, records)
    return path


def test_a_durable_entry_costs_at_most_eight_bare_syncs(limits: Limits, session: Session, tmp_path: Path) -> None:
    log = session._log
    assert isinstance(log, SessionFile)
    session.note(TEXT)
    line = b"x" * len(log._box.file.read_bytes().splitlines()[-1])
    bare = os.open(tmp_path / "bare", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    sync = getattr(os, "fdatasync", os.fsync)

    def write() -> None:
        os.write(bare, line)
        sync(bare)

    ratios = []
    for _ in range(limits.times(ROUNDS)):
        # One after the other, so that both meet the same moments of a busy disk.
        pairs = [(timed(write), timed(lambda: session.note(TEXT))) for _ in range(ENTRIES)]
        disk, entry = (statistics.median(times) for times in zip(*pairs, strict=True))
        ratios.append(entry / disk)
    os.close(bare)
    # What other programs do to the disk or the processor meanwhile only adds; the quietest round says what it takes.
    limits.at_most(min(ratios), 8, "a durable entry in bare syncs")


def test_nobody_waits_for_a_long_session_to_open(limits: Limits, long: Path, water: Exercise) -> None:
    begun = time.process_time()
    reading = opening.read_whole(long)
    log = Log(reading.session, reading.records)
    History(water, log.entries)
    assert len(log.entries) >= 2_000
    limits.at_most(time.process_time() - begun, 3, "seconds to open 2,000 entries")


def test_benchmark_of_a_durable_entry(benchmark: BenchmarkFixture, session: Session) -> None:
    benchmark(session.note, TEXT)


def test_benchmark_of_reading_and_verifying_2000_entries(benchmark: BenchmarkFixture, long: Path) -> None:
    benchmark(opening.read_whole, long)


def test_benchmark_of_decoding_2000_entries(benchmark: BenchmarkFixture, long: Path) -> None:
    reading = opening.read_whole(long)
    benchmark(Log, reading.session, reading.records)


def test_benchmark_of_folding_2000_entries(benchmark: BenchmarkFixture, long: Path, water: Exercise) -> None:
    reading = opening.read_whole(long)
    benchmark(History, water, Log(reading.session, reading.records).entries)
