"""Every screen at 1280 by 720, light, dark and with text of every size: nothing is cut, all look as they should."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QTextEdit
from pytestqt.qtbot import QtBot

from tests.desktop.pictures import check_picture, painted
from tests.desktop.screens_of_the_program import SCREENS, Making
from tests.desktop.test_preferences import clipped
from wargame.desktop.preferences import SIZES
from wargame.desktop.style import Theme

SIZE, SMALLEST = (1280, 720), (1024, 640)
"""The facilitator's screen, and the smallest of a seat."""
OF_A_SEAT = ("seat", "curtain")
BETWEEN = [size for size in SIZES if size not in {100, 200}]
"""Sizes of text, in per cent, of which there are no pictures."""
AT_EVERY_RUN = (150, {"home", "new-session", "control-room-ruling", "control-room-notes", "seat", "curtain", "review"})
"""One of them is tried each time, on these screens; the others in the campaign."""


@pytest.fixture(autouse=True)
def utc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC")
    if hasattr(time, "tzset"):
        time.tzset()


@pytest.fixture(params=["light", "dark", "200"])
def look(request: pytest.FixtureRequest, theme: Theme) -> str:
    theme.set_dark(request.param == "dark")
    theme.set_scale(2.0 if request.param == "200" else 1.0)
    return request.param


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


@pytest.mark.parametrize(
    ("name", "per_cent"),
    [
        (name, size)
        if size == AT_EVERY_RUN[0] and name in AT_EVERY_RUN[1]
        else pytest.param(name, size, marks=pytest.mark.campaign)
        for name in SCREENS
        for size in BETWEEN
    ],
)
def test_nothing_is_cut_at_the_sizes_in_between(
    qtbot: QtBot, theme: Theme, tmp_path: Path, wargame_home: Path, name: str, per_cent: int
) -> None:
    theme.set_scale(per_cent / 100)
    screen = SCREENS[name](Making(theme, tmp_path))
    qtbot.addWidget(screen)
    for size in (SIZE, SMALLEST) if name.startswith(OF_A_SEAT) else (SIZE,):
        screen.resize(*size)
        screen.show()
        for _ in range(3):
            QApplication.processEvents()
        assert screen.size().toTuple() == size
        assert clipped(screen) == []
