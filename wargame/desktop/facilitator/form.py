"""A form that stands in a panel until it is used or left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame

if TYPE_CHECKING:
    from collections.abc import Callable

    from wargame.desktop.live_session import LiveSession


class Form(QFrame):
    """Hidden until it is opened; Escape leaves it, and what was typed stays in it."""

    left = Signal()
    """It was put away unused."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "sunken")

    def put_away(self) -> None:
        """Close the form and do nothing."""
        self.hide()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
            return
        super().keyPressEvent(event)


class Unwritten:
    """What was typed and could not be written: it stands in its form again, until something has been."""

    def __init__(self, live: LiveSession) -> None:
        """`live` is the session in which it is written."""
        self._live = live
        self._before = 0
        self._kept: tuple[str, ...] = ()

    def send(self, act: Callable[[], object], *typed: str) -> None:
        """Carry out what was decided; the first of what was typed says what it is about."""
        self._before, self._kept = len(self._live.history.entries), typed
        act()

    def of(self, about: str) -> tuple[str, ...]:
        """Return what else was typed about that; nothing if it was written, also by trying again."""
        kept = self._kept[:1] == (about,) and len(self._live.history.entries) == self._before
        return self._kept[1:] if kept else ()
