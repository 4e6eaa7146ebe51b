"""What holds for every test: a home of its own, no stray log lines, no windows left behind."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# `pytest` alone, without `wargame test`, must not open windows on somebody's desk either.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Nor must a program started by a test make an environment of its own, or look as this desk is set up to look.
os.environ["WARGAME_ENV"] = "keep"
for _name in [name for name in os.environ if name.startswith("QT_") and name != "QT_QPA_PLATFORM"]:
    del os.environ[_name]

_IN_MEMORY = Path("/dev/shm")  # noqa: S108 -- pytest makes a folder of its own in it, which nobody else may enter
_ROOM = 2 * 2**30


def pytest_configure(config: pytest.Config) -> None:
    """Try the same examples each time; keep files in memory where Linux offers that and there is room.

    Sessions there are durable, locked and killed as anywhere, but do not wait for a disk at every entry. What is
    measured is measured on the disk.
    """
    _settle_examples(config)
    offered = os.access(_IN_MEMORY, os.W_OK | os.X_OK) and shutil.disk_usage(_IN_MEMORY).free >= _ROOM
    if offered and not config.getoption("benchmark_enable"):
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_IN_MEMORY))


def _settle_examples(config: pytest.Config) -> None:
    """Let Hypothesis try the same examples at every run, so that no change fails by chance; the campaign goes on."""
    settings.register_profile("the same each time", derandomize=True)
    if config.getoption("markexpr") != "campaign":
        settings.load_profile("the same each time")


@pytest.fixture(autouse=True)
def wargame_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test the user's folder: sessions, settings and exercises of its own."""
    home = tmp_path / "wargame-home"
    monkeypatch.setenv("WARGAME_HOME", str(home))
    return home


@pytest.fixture(autouse=True)
def no_stray_log_lines(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail the test when it logs a warning or worse; one that expects a line reads it and calls `caplog.clear()`."""
    yield
    stray = [
        record for phase in ("setup", "call") for record in caplog.get_records(phase) if record.levelname != "INFO"
    ]
    if stray:
        pytest.fail(
            "stray log lines:\n" + "\n".join(f"{line.name}: {line.getMessage()}" for line in stray), pytrace=False
        )


@pytest.fixture(autouse=True)
def no_windows_left_behind() -> Iterator[None]:
    """Fail the test when a window of its outlives it; `qtbot.addWidget` closes and deletes them."""
    before = {id(window) for window in _windows()}
    yield
    left = [window for window in _windows() if id(window) not in before]
    if left:
        gc.collect()
        left = [window for window in _windows() if id(window) not in before]
    if left:
        names = [f"{type(window).__name__} {window.objectName()!r} {window.windowTitle()!r}" for window in left]
        for window in left:
            window.hide()
            window.deleteLater()
        _windows()
        pytest.fail("windows left behind: " + ", ".join(names), pytrace=False)


def _windows() -> list:
    """Return the windows that exist, after those marked for deletion are gone; loads no Qt for tests without."""
    qt = sys.modules.get("PySide6.QtWidgets")
    app = qt.QApplication.instance() if qt else None
    if app is None:
        return []
    core = sys.modules["PySide6.QtCore"]
    core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)
    # The tool tip's window is Qt's own and is used again.
    return [window for window in app.topLevelWidgets() if window.metaObject().className() != "QTipLabel"]
