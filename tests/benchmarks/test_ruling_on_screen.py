"""From the press that asks for a ruling to the ruling painted on the screen: the orders of turns of the flagship."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.conftest import Limits

AT_MOST = 50.0
"""Milliseconds of processor time from the press to the painted ruling, its entry on the disk by then."""
TURNS = 4
ROOT = Path(__file__).resolve().parents[2]


def test_a_ruling_is_on_the_screen_before_anybody_waits(
    limits: Limits, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.ruled_on_screen", str(tmp_path), str(limits.times(TURNS))],
        cwd=ROOT, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, capture_output=True, text=True, timeout=300,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    clock, processor = json.loads(done.stdout)
    assert len(clock) >= 4
    median, waited = statistics.median(processor), statistics.median(clock)
    with capsys.disabled():
        told = f"{median:.0f} ms of the processor, {waited:.0f} ms by the clock (at most {max(clock):.0f})"
        print(f"\nfrom order to ruling on the screen: {told}, of {len(clock)} orders")  # noqa: T201 -- the measurement
    limits.at_most(median, AT_MOST, "milliseconds from the press to the ruling on the screen")
