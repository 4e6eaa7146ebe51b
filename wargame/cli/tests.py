"""`wargame test`: the tests of this checkout, with its own Python and without a window."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from wargame import bootstrap

ALL = ("-n", "auto", "--dist", "worksteal")
"""What pytest is told when nothing is: all tests, on all processors."""


def run(arguments: Sequence[str]) -> int:
    """Run the tests and return pytest's exit code; the arguments are pytest's."""
    if not bootstrap.in_checkout() or not Path(bootstrap.ROOT, "tests").is_dir():
        bootstrap.give_up(
            "the tests are part of the source code and not installed; run `python3 -m wargame test` in a checkout."
        )
    bootstrap.install(bootstrap.missing_libraries("qt"))
    # Never a window on somebody's desk, and never a screen that differs from the pictures kept.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["WARGAME_ENV"] = "keep"
    os.chdir(bootstrap.ROOT)
    command = [sys.executable, "-m", "pytest", *(arguments or ALL)]
    return subprocess.call(command)  # noqa: S603 - this very Python, and what the user has typed
