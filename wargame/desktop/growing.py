"""Fixed measures that hold words, and so grow with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from wargame.desktop.style import Theme


class _Measure(QObject):
    """Lives as long as its widget does."""

    def __init__(
        self, theme: Theme, widget: QWidget, width: int, height: int, limits: tuple[int, int], room: int
    ) -> None:
        super().__init__(widget)
        self._theme, self._widget = theme, widget
        self._width, self._height, self._limits, self._room = width, height, limits, room
        theme.changed.connect(self.take)
        self.take()

    def take(self) -> None:
        """Measure the widget anew."""
        px = self._theme.px
        if self._width:
            least, most = self._limits
            wide = max(px(self._width), least)
            self._widget.setFixedWidth(min(wide, most) if most else wide)
        if self._height:
            self._widget.setFixedHeight(self._room + px(self._height - self._room))


def fix(
    theme: Theme,
    widget: QWidget,
    *,
    width: int = 0,
    height: int = 0,
    least: int = 0,
    most: int = 0,
    room: int = 0,
) -> None:
    """Fix the width or height of a widget, in pixels at the usual size of text.

    `least` and `most` are where its width begins and ends, `room` the pixels of its height that are space and do not
    grow.
    """
    _Measure(theme, widget, width, height, (least, most), room)
