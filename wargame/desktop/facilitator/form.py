"""A form that stands in a panel until it is used or left."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame


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
