"""A day of eight hours in the real window: what the program holds hardly grows after the first hour."""

from __future__ import annotations

import faulthandler
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.conftest import Limits

AT_MOST = 10.0
"""Megabytes from the end of the first hour to the end of the last, log and situations and all."""
HOURS = 8
FEW = 2
"""Hours where the limits do not bind: a leak shows in one as well."""
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(sys.platform != "linux", reason="asks the kernel of Linux what the program holds")
def test_memory_hardly_grows_in_a_long_day(limits: Limits, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # A whole day takes about as long as pytest waits before it takes a test for stuck; this one has a limit of its own.
    faulthandler.cancel_dump_traceback_later()
    hours = limits.times(HOURS, FEW)
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.long_day", str(tmp_path), str(hours + 1)],
        cwd=ROOT, env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "WARGAME_HOME": str(tmp_path)},
        capture_output=True, text=True, timeout=900, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    begun = [line for line in found if line[0] > 1]
    (_, first_entries, first, _), (_, last_entries, last, widgets) = begun[0], begun[-1]
    with capsys.disabled():
        told = f"{first:.0f} to {last:.0f} MB, {first_entries} to {last_entries} entries, {widgets} widgets"
        print(f"\na day in the window, after its first hour: {told}")  # noqa: T201 -- the measurement
    assert last_entries > first_entries + 20 * (len(begun) - 1)
    assert last - first <= AT_MOST
