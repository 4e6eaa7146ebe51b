"""Every screen at 1280 by 720, light, dark and with text of twice the size: nothing is cut, all look as they should."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QTextEdit
from pytestqt.qtbot import QtBot

from tests.desktop.pictures import check_picture, painted
from tests.desktop.screens_of_the_program import SCREENS, Making
from tests.desktop.test_preferences import clipped
from wargame.desktop.style import Theme

SIZE = (1280, 720)


@pytest.fixture(autouse=True)
def utc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC")
    if hasattr(time, "tzset"):
        time.tzset()


@pytest.fixture(params=["light", "dark", "200"])
def look(request: pytest.FixtureRequest, theme: Theme) -> Iterator[str]:
    theme.set_dark(request.param == "dark")
    theme.set_scale(2.0 if request.param == "200" else 1.0)
    yield request.param
    theme.set_scale(1.0)
    theme.set_dark(False)


@pytest.mark.parametrize("name", SCREENS)
def test_screen(
    request: pytest.FixtureRequest, qtbot: QtBot, theme: Theme, tmp_path: Path, wargame_home: Path, name: str, look: str
) -> None:
    screen = SCREENS[name](Making(theme, tmp_path))
    qtbot.addWidget(screen)
    painted(screen, *SIZE)
    for view in screen.findChildren(QTextEdit):
        # A long text is laid out bit by bit, and its scroll bar shortens as it is.
        view.document().pageCount()
    QApplication.processEvents()
    assert screen.size().toTuple() == SIZE
    assert clipped(screen) == []
    check_picture(request, screen, f"screen-{name}-{look}", *SIZE)
