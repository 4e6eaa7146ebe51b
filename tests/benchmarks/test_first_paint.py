"""The first paint of home against a bare window of PySide6, measured side by side in one run."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

from wargame import paths

AT_MOST = 1.25
"""Home may take this many times as long as a window with nothing in it."""
PAIRS = 15

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
    """Return the time from starting a Python to the first paint of its window, where it leaves at once."""
    environment = {
        **os.environ, "QT_QPA_PLATFORM": "offscreen", "WARGAME_HOME": str(home),
        # As installed: compiled once, not at every start.
        "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(home / "compiled"),
    }  # fmt: skip
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", script], cwd=paths.PACKAGE.parent, env=environment, check=True, timeout=60)
    return (time.perf_counter() - started) * 1000


def test_first_paint(request: pytest.FixtureRequest, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    measuring = request.config.getoption("benchmark_enable")
    pairs = PAIRS if measuring else 1
    for script in (BARE, HOME):  # the first start of each pays for cold files
        milliseconds(script, tmp_path)
    bare, home = [], []
    for _ in range(pairs):
        bare.append(milliseconds(BARE, tmp_path))
        home.append(milliseconds(HOME, tmp_path))
    # The noise of a busy machine only ever adds: the shortest of each is the work itself.
    ratio = min(home) / min(bare)
    with capsys.disabled():
        if measuring:
            medians = {"bare ms": statistics.median(bare), "home ms": statistics.median(home), "ratio": ratio}
            print(json.dumps({name: round(value, 2) for name, value in medians.items()}))  # noqa: T201 -- the measurement
    if measuring:
        assert ratio <= AT_MOST
