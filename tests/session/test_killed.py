"""Killed at any moment, a session has everything that was confirmed, and opens where it stood."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from wargame.exercise.definition import Exercise
from wargame.session.conduct import Session
from wargame.session.sitting import Sitting
from wargame.session.store import opening
from wargame.session.store.opening import FileForReading

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no way to fork there")

ROOT = Path(__file__).parents[2]


@pytest.fixture
def facilitators() -> Iterator[subprocess.Popen[str]]:
    server = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "tests.session.killed_facilitator"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, bufsize=1,
    )  # fmt: skip
    assert server.stdout is not None
    assert server.stdout.readline() == "ready\n"
    yield server
    server.stdin.close()  # type: ignore[union-attr]
    server.wait(10)
    server.stdout.close()


def killed(server: subprocess.Popen[str], path: Path, data: Path, seed: int) -> list[tuple[int, ...]]:
    """Let a facilitator play, kill it at a random moment, and return what it had confirmed."""
    assert server.stdin is not None
    assert server.stdout is not None
    rng = random.Random(seed)
    server.stdin.write(f"{path} {data} {seed}\n")
    pid = int(server.stdout.readline().split()[1])
    confirmed, dies_after = [], rng.randrange(1, 9)
    while (line := server.stdout.readline().strip()) != "dead":
        assert line.replace(" ", "").isdigit(), f"the facilitator failed before it was killed: {line!r}"
        confirmed.append(tuple(map(int, line.split())))
        if len(confirmed) == dies_after:
            time.sleep(rng.uniform(0, 0.006))  # somewhere in the middle of what it does next
            os.kill(pid, signal.SIGKILL)
    return confirmed


def look(exercise: Exercise, path: Path) -> Sitting:
    return Sitting(exercise, FileForReading(path, opening.read_whole(path), "a test looks at it."))


def loop(server: subprocess.Popen[str], session: Session, data: Path, kills: int) -> int:
    path, exercise = session.path, session.exercise
    assert path is not None
    session.start()
    session.close()
    total = 0
    for seed in range(kills):
        confirmed = killed(server, path, data, seed)
        total += len(confirmed)
        sitting = look(exercise, path)
        entries = len(sitting.history.entries)
        for seq, *place in confirmed:
            cursor = sitting.history.state_at(seq).cursor
            assert [cursor.turn, cursor.phase, cursor.item] == place
        # One command may have been under way: it is there as a whole, or not at all.
        last = confirmed[-1][0]
        under_way = sitting.history.entries[last:]
        assert len({entry.command for entry in under_way}) <= 1
        assert last <= entries <= last + 2
    again = Session.open(path, data=data, play_on=True)
    assert again.recovered.unclean
    assert again.recovered.restored == 0
    cursor = again.state.cursor
    assert cursor == sitting.state.cursor
    again.close()
    return total


def test_fifty_kills_lose_nothing(facilitators: subprocess.Popen[str], session: Session, data: Path) -> None:
    assert loop(facilitators, session, data, 50) >= 200


@pytest.mark.campaign
def test_thousands_of_kills_lose_nothing(facilitators: subprocess.Popen[str], session: Session, data: Path) -> None:
    assert loop(facilitators, session, data, 3_000) > 12_000
