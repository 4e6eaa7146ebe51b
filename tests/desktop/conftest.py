"""What every test of the windows has: the theme with our own letters, and the option that renews pictures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop import sessions
from tests.desktop.pictures import NEW
from wargame import paths
from wargame.desktop import style, style_sheet
from wargame.desktop.main_window import MainWindow
from wargame.desktop.preferences import Kept


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(NEW, action="store_true", help="keep the screens as they look now as the pictures to compare with")


@pytest.fixture(scope="session")
def fonts(qapp: QApplication) -> None:
    """Load the typeface we ship, once."""
    style.load_fonts(paths.shipped("resources"))


@pytest.fixture(scope="session")
def shared_theme(qapp: QApplication, fonts: None) -> style.Theme:
    """The theme, made and applied once: it keeps the icons that it has drawn."""
    made = style.Theme(paths.shipped("resources"), parent=qapp)
    qapp.setCursorFlashTime(0)  # a cursor that blinks is not in every picture
    style.apply(qapp, made)
    return made


@pytest.fixture
def theme(qapp: QApplication, shared_theme: style.Theme) -> style.Theme:
    """The light theme, applied to the program, whatever the test before has made of it."""
    shared_theme.set_dark(False)
    shared_theme.set_scale(1.0)
    if qapp.styleSheet() != style_sheet.sheet(shared_theme.tokens, style.display_family()):
        shared_theme.changed.emit()  # a whole window has put on a theme of its own
    return shared_theme


@pytest.fixture(params=["light", "dark"])
def shade(request: pytest.FixtureRequest, theme: style.Theme) -> str:
    """Run the test once light and once dark."""
    theme.set_dark(request.param == "dark")
    return request.param


@pytest.fixture
def window(qtbot: QtBot, theme: style.Theme, wargame_home: Path) -> Iterator[MainWindow]:
    """The window of the program, light, with the small exercise in its library, its home page ready."""
    kept = Kept(wargame_home / "preferences.json")
    kept.choose("light")
    made = MainWindow(theme, kept, sessions.small_library)
    qtbot.addWidget(made)
    kept.changed.connect(lambda: theme.set_dark(kept.wants_dark()))
    with qtbot.waitSignal(made.library_checked, timeout=30_000):
        made.show()
    made.activateWindow()
    yield made
    made.close()
    kept.deleteLater()


class _Flashes(QObject):
    """Notes every widget that is shown as a window of its own although it was meant to be part of one."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        shown = event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow()
        if shown and watched.windowType() == Qt.WindowType.Window and not isinstance(watched, QMainWindow):
            self.seen.append(f"{type(watched).__name__} {watched.accessibleName()!r}")
        return False


@pytest.fixture
def no_flashes(qapp: QApplication) -> Iterator[None]:
    """Fail the test when a part of a window was a window for a moment: it flashes and takes the keyboard away."""
    flashes = _Flashes()
    qapp.installEventFilter(flashes)
    yield
    qapp.removeEventFilter(flashes)
    assert flashes.seen == []


@pytest.fixture(autouse=True)
def sessions_closed() -> Iterator[None]:
    """Close the files of the sessions that a test has played in, as the window does when it closes."""
    yield
    while sessions.OPEN:
        sessions.OPEN.pop().close()
