"""Actors' badges: a shape, a colour and two letters, so that nobody has to tell sides apart by colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from wargame.desktop.style import Theme

_POINTS = {
    "triangle": ((0.5, 0.03), (1.0, 0.93), (0.0, 0.93)),
    "diamond": ((0.5, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 0.5)),
    "hexagon": ((0.25, 0.04), (0.75, 0.04), (1.0, 0.5), (0.75, 0.96), (0.25, 0.96), (0.0, 0.5)),
}


def outline(shape: str, box: QRectF) -> QPainterPath:
    """Return the outline of a badge inside `box`."""
    left, top, width, height = box.x(), box.y(), box.width(), box.height()
    path = QPainterPath()
    if shape == "circle":
        path.addEllipse(box)
    elif shape == "square":
        inset = width * 0.06
        path.addRoundedRect(box.adjusted(inset, inset, -inset, -inset), width * 0.16, width * 0.16)
    elif shape == "shield":
        path.moveTo(left + width * 0.5, top + height)
        path.cubicTo(
            left + width * 0.05, top + height * 0.8, left + width * 0.05, top + height * 0.5,
            left + width * 0.06, top + height * 0.12,
        )  # fmt: skip
        path.lineTo(left + width * 0.94, top + height * 0.12)
        path.cubicTo(
            left + width * 0.95, top + height * 0.5, left + width * 0.95, top + height * 0.8,
            left + width * 0.5, top + height,
        )  # fmt: skip
    else:
        points = [QPointF(left + width * x, top + height * y) for x, y in _POINTS[shape]]
        path.addPolygon(QPolygonF(points))
        path.closeSubpath()
    return path


def paint(painter: QPainter, theme: Theme, slot: int, monogram: str, box: QRectF) -> None:
    """Paint the badge of the actor at `slot` into `box`; letters are left out where they could not be read."""
    style = theme.actor(slot)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if style.hollow:
        painter.setPen(QPen(style.fill, max(1.5, box.width() * 0.06)))
        painter.setBrush(theme.colour("surface"))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.fill)
    painter.drawPath(outline(style.shape, box))
    share = 0.30 if style.shape == "triangle" else 0.36
    if box.height() * share >= _SMALLEST_LETTER:
        letters = QRectF(box)
        if style.shape == "triangle":
            letters.translate(0, box.height() * 0.14)
        painter.setPen(style.fill if style.hollow else QColor(theme.tokens.on_actor))
        font = theme.font(round(box.height() * share), 700)
        font.setFamily("Inter")
        painter.setFont(font)
        painter.drawText(letters, Qt.AlignmentFlag.AlignCenter, monogram[:2])
    painter.restore()


_SMALLEST_LETTER = 5.0
"""Pixels below which two letters are only dirt."""


def pixmap(theme: Theme, slot: int, monogram: str, size: int, ratio: float) -> QPixmap:
    """Return the badge as a picture, `size` logical pixels square."""
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint(painter, theme, slot, monogram, QRectF(0.5, 0.5, size - 1, size - 1))
    painter.end()
    return picture


class Badge(QWidget):
    """An actor's badge as a widget; its name is read out by screen readers."""

    def __init__(self, theme: Theme, slot: int, monogram: str, name: str, size: int = 34) -> None:
        super().__init__()
        self._theme = theme
        self._slot = slot
        self._monogram = monogram
        self.setFixedSize(QSize(size, size))
        self.setAccessibleName(name)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        """Paint the badge."""
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._theme.badge(self._slot, self._monogram, self.width()))
        painter.end()
