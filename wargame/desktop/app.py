"""The start of the window: letters, look, crash handler. The only place where the parts are put together."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from wargame import paths
from wargame.desktop import languages, style
from wargame.desktop.crash import CrashHandler
from wargame.desktop.main_window import MainWindow
from wargame.desktop.preferences import Kept

if TYPE_CHECKING:
    from collections.abc import Sequence


def run(argv: Sequence[str]) -> int:
    """Show the window and return when it is closed. `argv` may name one session file to open."""
    app = QApplication([sys.argv[0] or "wargame", *style.STYLE])
    kept = Kept(paths.user_data() / "preferences.json", app)
    theme = _dressed(app, kept)
    path = Path(argv[0]) if argv else None
    while True:
        closed = _show(app, theme, kept, path)
        if not closed.again:
            break
        path = closed.path
    sys.excepthook = sys.__excepthook__
    return closed.status


class _Closed(NamedTuple):
    """How a window ended."""

    status: int
    again: bool
    """Whether another is wanted in its place, in another language."""
    path: Path | None
    """With which session."""


def _show(app: QApplication, theme: style.Theme, kept: Kept, path: Path | None) -> _Closed:
    """Show the window until it is closed."""
    window = _window(app, theme, kept)
    anew: list[Path | None] = []

    def begin_anew() -> None:
        anew.append(window.live.path if window.live is not None else None)
        window.anew = True
        window.close()

    kept.language_chosen.connect(begin_anew, Qt.ConnectionType.QueuedConnection)
    window.show()
    QTimer.singleShot(0, window, _end_at_once_when_asked)
    if path is not None:
        QTimer.singleShot(0, window, lambda: window.open_path(path))
    status = app.exec()
    kept.language_chosen.disconnect(begin_anew)
    # The window goes before the program does, so that nothing is painted or saved half dismantled.
    window.deleteLater()
    app.processEvents()
    return _Closed(status, bool(anew), anew[0] if anew else None)


def _end_at_once_when_asked() -> None:
    """Let Ctrl+C in the terminal end the program: everything is on disk at every moment."""
    import signal  # noqa: PLC0415 -- home is painted before it is loaded

    signal.signal(signal.SIGINT, signal.SIG_DFL)


def build(app: QApplication) -> MainWindow:
    """Put the program together and return its window, not yet shown."""
    kept = Kept(paths.user_data() / "preferences.json", app)
    return _window(app, _dressed(app, kept), kept)


def _dressed(app: QApplication, kept: Kept) -> style.Theme:
    """Give the program its letters and its colours, and let them follow the preferences."""
    app.setApplicationName("wargame")
    QGuiApplication.setDesktopFileName("wargame")
    resources = paths.shipped("resources")
    style.load_fonts(resources, others=False)
    theme = style.Theme(resources, dark=kept.wants_dark(), icons_later=True, parent=app)
    theme.set_scale(kept.text_size / 100)
    style.apply(app, theme)

    def follow() -> None:
        theme.set_dark(kept.wants_dark())
        theme.set_scale(kept.text_size / 100)

    kept.changed.connect(follow)
    QGuiApplication.styleHints().colorSchemeChanged.connect(follow)
    return theme


def _window(app: QApplication, theme: style.Theme, kept: Kept) -> MainWindow:
    """Return a window, not yet shown, in the language that is chosen now."""
    languages.take_up(app, kept.language)
    window = MainWindow(theme, kept)

    def complete() -> None:
        style.load_fonts(paths.shipped("resources"), first=False)
        theme.draw_icons()
        window.update()
        app.setWindowIcon(theme.icon("target", "accent", 64))

    window.home.painted.connect(complete)
    sys.excepthook = CrashHandler(paths.user_data() / "crashes", window.problem).handle
    return window
