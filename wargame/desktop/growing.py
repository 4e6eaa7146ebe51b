"""Fixed measures that hold words, and so grow with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from wargame.desktop.style import Theme


class _Measure(QObject):
    """Lives as long as its widget does."""

    def __init__(self, theme: Theme, widget: QWidget, width: int, height: int, most: int, room: int) -> None:
        super().__init__(widget)
        self._theme, self._widget = theme, widget
        self._width, self._height, self._most, self._room = width, height, most, room
        theme.changed.connect(self.take)
        self.take()

    def take(self) -> None:
        """Measure the widget anew."""
        px = self._theme.px
        if self._width:
            self._widget.setFixedWidth(min(px(self._width), self._most) if self._most else px(self._width))
        if self._height:
            self._widget.setFixedHeight(self._room + px(self._height - self._room))


def fix(theme: Theme, widget: QWidget, *, width: int = 0, height: int = 0, most: int = 0, room: int = 0) -> None:
    """Fix the width or height of a widget, in pixels at the usual size of text.

    `most` is where its width ends, `room` the pixels of its height that are space and do not grow.
    """
    _Measure(theme, widget, width, height, most, room)
