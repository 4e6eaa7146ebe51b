"""Fields to type in, plain text only, and fields to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

LONGEST_LINE = 200
"""Characters that one line takes."""


class TextArea(QPlainTextEdit):
    """Several lines of plain text; Tab goes on to the next field."""

    def __init__(self, name: str, hint: str = "", lines: int = 3) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self._lines = lines
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the room for the wanted number of lines."""
        self.ensurePolished()
        return QSize(200, self._lines * self.fontMetrics().lineSpacing() + 22)

    def minimumSizeHint(self) -> QSize:
        """Return the same: a field that shrinks cannot be read."""
        return QSize(120, self.sizeHint().height())


class Chooser(QComboBox):
    """A field in which one of several is chosen; it looks like the fields one types in."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the arrow, in the colour of the words: a style sheet alone cannot."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.PlaceholderText), 1.6))
        x, y = self.width() - 16.0, self.height() / 2 - 2
        painter.drawPolyline([QPointF(x - 4, y), QPointF(x, y + 4), QPointF(x + 4, y)])
        painter.end()


def line_field(name: str, hint: str = "", text: str = "") -> QLineEdit:
    """Return a field for one line."""
    field = QLineEdit(text)
    field.setAccessibleName(name)
    field.setPlaceholderText(hint)
    field.setMaxLength(LONGEST_LINE)
    return field
