"""The start of the window: letters, look, crash handler. The only place where the parts are put together."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from wargame import paths
from wargame.desktop import style
from wargame.desktop.crash import CrashHandler
from wargame.desktop.main_window import MainWindow
from wargame.desktop.preferences import Kept

if TYPE_CHECKING:
    from collections.abc import Sequence


def run(argv: Sequence[str]) -> int:
    """Show the window and return when it is closed. `argv` may name one session file to open."""
    app = QApplication([sys.argv[0] or "wargame", *style.STYLE])
    window = build(app)
    window.show()
    QTimer.singleShot(0, window, _end_at_once_when_asked)
    if argv:
        path = Path(argv[0])
        QTimer.singleShot(0, window, lambda: window.open_path(path))
    status = app.exec()
    # The window goes before the program does, so that nothing is painted or saved half dismantled.
    window.deleteLater()
    app.processEvents()
    sys.excepthook = sys.__excepthook__
    return status


def _end_at_once_when_asked() -> None:
    """Let Ctrl+C in the terminal end the program: everything is on disk at every moment."""
    import signal  # noqa: PLC0415 -- home is painted before it is loaded

    signal.signal(signal.SIGINT, signal.SIG_DFL)


def build(app: QApplication) -> MainWindow:
    """Put the program together and return its window, not yet shown."""
    app.setApplicationName("wargame")
    QGuiApplication.setDesktopFileName("wargame")
    resources = paths.shipped("resources")
    style.load_fonts(resources, others=False)
    kept = Kept(paths.user_data() / "preferences.json", app)
    theme = style.Theme(resources, dark=kept.wants_dark(), icons_later=True, parent=app)
    theme.set_scale(kept.text_size / 100)
    style.apply(app, theme)

    def follow() -> None:
        theme.set_dark(kept.wants_dark())
        theme.set_scale(kept.text_size / 100)

    kept.changed.connect(follow)
    QGuiApplication.styleHints().colorSchemeChanged.connect(follow)
    window = MainWindow(theme, kept)

    def complete() -> None:
        style.load_fonts(resources, first=False)
        theme.draw_icons()
        window.update()
        app.setWindowIcon(theme.icon("target", "accent", 64))

    window.home.painted.connect(complete)
    sys.excepthook = CrashHandler(paths.user_data() / "crashes", window.problem).handle
    return window
