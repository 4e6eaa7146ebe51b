"""Small painted things that stand beside words: badges, icons, dots of cost, meters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPainter, QPaintEvent

    from wargame.desktop.style import Theme


class Badge(QWidget):
    """An actor's badge; its name is read out by screen readers."""

    def __init__(self, theme: Theme, slot: int, monogram: str, name: str, size: int = 34) -> None:
        super().__init__()
        self._theme = theme
        self._slot = slot
        self._monogram = monogram
        self.setFixedSize(QSize(size, size))
        self.setAccessibleName(name)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the badge."""
        from PySide6.QtGui import QPainter  # noqa: PLC0415 -- home is painted before painters are loaded

        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._theme.badge(self._slot, self._monogram, self.width()))
        painter.end()


class Glyph(QWidget):
    """An icon in the colour of a token; it says nothing that the word beside it does not say."""

    def __init__(self, theme: Theme, name: str, token: str = "text2", size: int = 16) -> None:
        super().__init__()
        self._theme = theme
        self._name = name
        self._token = token
        self.setFixedSize(QSize(size, size))

    def show_icon(self, name: str, token: str) -> None:
        """Show another icon."""
        self._name = name
        self._token = token
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon."""
        if not self._theme.draws_icons:
            return
        from PySide6.QtGui import QPainter  # noqa: PLC0415 -- the same

        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._theme.pixmap(self._name, self._token, self.width()))
        painter.end()


class Dots(QWidget):
    """A small amount as dots: what is spent filled, what could be spent hollow."""

    LARGEST = 12

    def __init__(self, theme: Theme, filled: int, total: int, slot: int, words: str) -> None:
        super().__init__()
        self._theme = theme
        self._filled = filled
        self._total = total
        self._slot = slot
        self.setFixedSize(QSize(total * 10 + 2, 10))
        self.setAccessibleName(words)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the dots."""
        from PySide6.QtGui import QPainter  # noqa: PLC0415 -- the same

        painter = QPainter(self)
        paint_dots(painter, QRectF(self.rect()), self._filled, self._total, fill=self._theme.actor(self._slot).fill,
                   empty=self._theme.colour("line2"))  # fmt: skip
        painter.end()


def paint_dots(painter: QPainter, box: QRectF, filled: int, total: int, *, fill: QColor, empty: QColor) -> None:
    """Paint `total` dots from the left of `box`, the first `filled` of them full."""
    from PySide6.QtGui import QPainter, QPen  # noqa: PLC0415 -- the same

    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for number in range(total):
        full = number < filled
        painter.setPen(QPen(fill if full else empty, 1.3))
        painter.setBrush(fill if full else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QRectF(box.x() + 1 + number * 10, box.center().y() - 3.5, 7, 7))
    painter.restore()


class Meter(QWidget):
    """A value on its range, or the stretch in which it is believed to lie."""

    def __init__(self, theme: Theme, value: float, words: str, spread: float = 0.0, token: str = "accent") -> None:
        """Show `value` and `spread` (half the width of an estimate) as shares of the range, 0..1."""
        super().__init__()
        self._theme = theme
        self._value = min(max(value, 0.0), 1.0)
        self._spread = max(spread, 0.0)
        self._token = token
        self.setFixedHeight(6)
        self.setMinimumWidth(40)
        self.setAccessibleName(words)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the meter: filled up to a known value, a stretch for an estimate."""
        from PySide6.QtGui import QPainter  # noqa: PLC0415 -- the same

        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        box = QRectF(self.rect())
        painter.setBrush(self._theme.colour("sunken"))
        painter.drawRoundedRect(box, 3, 3)
        painter.setBrush(self._theme.colour(self._token))
        if self._spread:
            low = max(self._value - self._spread, 0.0)
            high = min(self._value + self._spread, 1.0)
            box = QRectF(low * box.width(), 0, max((high - low) * box.width(), 6), 6)
            painter.setOpacity(0.55)
        else:
            box.setWidth(max(self._value * box.width(), 6) if self._value > 0 else 0)
        painter.drawRoundedRect(box, 3, 3)
        painter.end()
