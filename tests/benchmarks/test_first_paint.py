"""The first paint of home against a bare window of PySide6, measured side by side in one run."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.conftest import Limits
from wargame import paths

AT_MOST = 1.25
"""Home may take this many times as long as a window with nothing in it."""
PAIRS = 20

BARE = """
import os
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        QTimer.singleShot(0, lambda: os._exit(0))
application = QApplication([])
window = Window()
window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
window.resize(1440, 900)
window.show()
application.exec()
"""
"""A window as bare as it comes. It sets one attribute, as every program does: at the first name from `Qt`
PySide6 makes all hundred lists of names in it, and that is not ours to change."""

HOME = """
import os
from PySide6.QtWidgets import QApplication
from wargame.desktop import app, style
application = QApplication(["wargame", *style.STYLE])
window = app.build(application)
window.home.painted.disconnect()
window.home.painted.connect(lambda: os._exit(0))
window.show()
application.exec()
"""


def milliseconds(script: str, home: Path) -> float:
    """Return the processor time from starting a Python to the first paint of its window, where it leaves at once.

    Starting waits for nothing but the processor, and its time, unlike the clock's, is not lengthened by neighbours.
    """
    environment = {
        **os.environ, "QT_QPA_PLATFORM": "offscreen", "WARGAME_HOME": str(home),
        # As installed: compiled once, not at every start.
        "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(home / "compiled"),
    }  # fmt: skip
    process = subprocess.Popen([sys.executable, "-c", script], cwd=paths.PACKAGE.parent, env=environment)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return (used.ru_utime + used.ru_stime) * 1000


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="only here does the system tell what one process has used")
def test_first_paint(limits: Limits, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for script in (BARE, HOME):  # the first start of each compiles
        milliseconds(script, tmp_path)
    bare, home = [], []
    for _ in range(limits.times(PAIRS)):
        bare.append(milliseconds(BARE, tmp_path))
        home.append(milliseconds(HOME, tmp_path))
    # Each against its neighbour in time: what slows the machine for a while slows both.
    ratio = statistics.median(mine / plain for mine, plain in zip(home, bare, strict=True))
    with capsys.disabled():
        figures = {"bare ms": min(bare), "home ms": min(home), "ratio": ratio}
        print(json.dumps({name: round(value, 2) for name, value in figures.items()}))  # noqa: T201 -- the measurement
    limits.at_most(ratio, AT_MOST, "home against a bare window")
