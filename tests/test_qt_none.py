"""PySide6 must not lose references to None: on Python before 3.12 that ends the process, as 6.12.0 does."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from wargame import bootstrap

CALLS = 1000


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is not counted from Python 3.12 on")
def test_qt_calls_keep_the_count_of_none(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    label.setText("warm")

    before = sys.getrefcount(None)
    for number in range(CALLS):
        label.setText(str(number))
        label.update()
    lost = before - sys.getrefcount(None)

    # Some other reference may come or go meanwhile; the fault loses one with every call.
    assert abs(lost) < CALLS / 20


@pytest.mark.parametrize(
    ("python", "pyside", "refused"),
    [
        ((3, 11), "6.12.0", True),
        ((3, 12), "6.12.0", False),
        ((3, 11), "6.11.3", False),
        ((3, 11), "6.12.1", False),
        ((3, 11), "", False),
    ],
)
def test_the_pair_that_ends_the_process_is_refused(python: tuple[int, int], pyside: str, refused: bool) -> None:
    sentence = bootstrap.refused_pair(python, pyside)

    assert bool(sentence) == refused
    if refused:
        assert "PySide6-Essentials!=6.12.0" in sentence


def test_the_installed_version_is_known_without_an_import() -> None:
    import PySide6

    assert bootstrap.installed_version("pyside6_essentials") == PySide6.__version__
    assert bootstrap.installed_version("no_such_package") == ""


def test_this_environment_holds_an_allowed_pair() -> None:
    pyside = bootstrap.installed_version("pyside6_essentials")
    assert bootstrap.refused_pair(sys.version_info[:2], pyside) == ""
