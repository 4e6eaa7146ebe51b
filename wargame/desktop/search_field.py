"""The field to search with, on home, over the moves and in the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit

from wargame.desktop.growing import fix
from wargame.desktop.layout import restyle, row
from wargame.desktop.marks import Glyph
from wargame.desktop.text import label

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent

    from wargame.desktop.style import Theme

LONGEST = 200
"""Characters that are searched for."""


class _Words(QLineEdit):
    """The line itself; tells of its focus and of the arrow down."""

    focused = Signal(bool)
    down = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard is here."""
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard has gone."""
        super().focusOutEvent(event)
        self.focused.emit(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the arrow down lead out of the line."""
        if event.key() == Qt.Key.Key_Down:
            self.down.emit()
        else:
            super().keyPressEvent(event)


class SearchField(QFrame):
    """A field to search with, and the key that leads to it."""

    changed = Signal(str)
    """The words as they are typed."""
    left = Signal()
    """Return or the arrow down: on to what was found."""

    def __init__(self, theme: Theme, hint: str, keys: str) -> None:
        super().__init__()
        self.field = _Words()
        self.field.setAccessibleName(hint)
        self.field.setPlaceholderText(hint)
        self.field.setMaxLength(LONGEST)
        self.field.setProperty("role", "bare")
        self.setProperty("role", "search")
        fix(theme, self, height=34, room=14)
        glyph = Glyph(theme, "search", "text2", 15)
        self.setLayout(row(glyph, self.field, label(keys, "key"), gap=8, margins=(10, 0, 8, 0)))
        self.setFocusProxy(self.field)
        self.field.textChanged.connect(self.changed)
        self.field.returnPressed.connect(self.left)
        self.field.down.connect(self.left)
        self.field.focused.connect(self._show_focus)

    def words(self) -> str:
        """Return what is searched for."""
        return self.field.text()

    def _show_focus(self, here: bool) -> None:  # noqa: FBT001 -- Qt's signal
        self.setProperty("focused", "true" if here else "false")
        restyle(self)
