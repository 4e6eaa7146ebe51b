"""Fields to type in: plain text only, with what belongs beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QSizePolicy

from wargame.desktop.layout import restyle, row
from wargame.desktop.marks import Glyph
from wargame.desktop.text import label

if TYPE_CHECKING:
    from wargame.desktop.style import Theme

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


def line_field(name: str, hint: str = "", text: str = "") -> QLineEdit:
    """Return a field for one line."""
    field = QLineEdit(text)
    field.setAccessibleName(name)
    field.setPlaceholderText(hint)
    field.setMaxLength(LONGEST_LINE)
    return field


class SearchField(QFrame):
    """A field to search with, and the key that leads to it."""

    changed = Signal(str)
    """The words as they are typed."""
    left = Signal()
    """Return or the arrow down: on to what was found."""

    def __init__(self, theme: Theme, hint: str, keys: str) -> None:
        super().__init__()
        self.field = line_field(hint, hint)
        self.field.setProperty("role", "bare")
        self.setProperty("role", "search")
        self.setFixedHeight(34)
        glyph = Glyph(theme, "search", "text2", 15)
        self.setLayout(row(glyph, self.field, label(keys, "key"), gap=8, margins=(10, 0, 8, 0)))
        self.setFocusProxy(self.field)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self.changed)
        self.field.returnPressed.connect(self.left)

    def words(self) -> str:
        """Return what is searched for."""
        return self.field.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the focus of the field on the frame around it."""
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.setProperty("focused", "true" if event.type() == QEvent.Type.FocusIn else "false")
            restyle(self)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down:
            self.left.emit()
            return True
        return super().eventFilter(watched, event)
