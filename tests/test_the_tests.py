"""The tests are strict: what must not pass unnoticed fails a test, and this is shown by letting it happen."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# Each of these must fail or end in an error; the name says why.
MISBEHAVING = """
import logging
import warnings
import pytest
from hypothesis import given, strategies
from PySide6.QtCore import QObject, Signal, qWarning
from PySide6.QtWidgets import QWidget

left = []

class Bell(QObject):
    rung = Signal()

def test_warning():
    warnings.warn("old")

def test_log_line():
    logging.getLogger("wargame.anything").warning("stray")

def test_qt_message(qtbot):
    qWarning("something about a painter")

def test_exception_in_a_slot(qtbot):
    def slot():
        raise ValueError("lost")
    bell = Bell()
    bell.rung.connect(slot)
    bell.rung.emit()

def test_window_left_behind(qtbot):
    left.append(QWidget())

@pytest.mark.unheard_of
def test_unknown_mark():
    pass
"""

BEHAVING = """
import logging
from hypothesis import given, strategies
from PySide6.QtWidgets import QWidget

def test_expected_log_line(caplog):
    logging.getLogger("wargame.anything").warning("expected")
    assert "expected" in caplog.text
    caplog.clear()

def test_window_closed(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()

@given(strategies.integers())
def test_property(number):
    assert number == number
"""


def run_tests(folder: Path, source: str, *arguments: str) -> str:
    """Run the source as a test module under the project's own settings and return what pytest says."""
    (folder / "test_inside.py").write_text(source, encoding="utf-8")
    (folder / "conftest.py").write_text((ROOT / "tests" / "conftest.py").read_text(encoding="utf-8"), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-c", str(ROOT / "pyproject.toml"), "--rootdir", str(folder)]
    result = subprocess.run(
        [*command, "-p", "no:cacheprovider", *arguments, str(folder)],
        cwd=folder,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    return result.stdout


def test_misbehaviour_fails(tmp_path: Path) -> None:
    unmarked = MISBEHAVING.replace("@pytest.mark.unheard_of", "")

    said = run_tests(tmp_path, unmarked, "-q")

    for name in ("test_warning", "test_qt_message", "test_exception_in_a_slot"):
        assert f"FAILED test_inside.py::{name}" in said, said
    for name in ("test_log_line", "test_window_left_behind"):
        assert f"ERROR test_inside.py::{name}" in said, said


def test_unknown_marks_are_refused(tmp_path: Path) -> None:
    assert "'unheard_of' not found in `markers`" in run_tests(tmp_path, MISBEHAVING)


def test_good_behaviour_passes(tmp_path: Path) -> None:
    assert "3 passed" in run_tests(tmp_path, BEHAVING, "-q")


def test_this_run_takes_warnings_for_errors(pytestconfig: pytest.Config) -> None:
    assert "error" in pytestconfig.getini("filterwarnings")
