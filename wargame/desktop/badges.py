"""Actors' badges: a shape, a colour and two letters, so that nobody has to tell sides apart by colour."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QPixmap, QPolygonF


class Shape(StrEnum):
    """The outline of a badge: colour never stands alone."""

    CIRCLE = "circle"
    SQUARE = "square"
    TRIANGLE = "triangle"
    DIAMOND = "diamond"
    HEXAGON = "hexagon"
    SHIELD = "shield"


SHAPES = tuple(Shape)


@dataclass(frozen=True, slots=True)
class ActorStyle:
    """How an actor looks everywhere."""

    fill: QColor
    shape: Shape
    letters: QColor
    """The monogram on the filled shape."""
    ground: QColor
    """Inside of a hollow shape."""
    hollow: bool = False
    """From the seventh actor on, colours come round again as outlines."""


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


def paint(painter: QPainter, style: ActorStyle, monogram: str, box: QRectF) -> None:
    """Paint an actor's badge into `box`; letters are left out where they could not be read."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if style.hollow:
        painter.setPen(QPen(style.fill, max(1.5, box.width() * 0.06)))
        painter.setBrush(style.ground)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.fill)
    painter.drawPath(outline(style.shape, box))
    share = 0.30 if style.shape == "triangle" else 0.36
    if box.height() * share >= _SMALLEST_LETTER:
        letters = QRectF(box)
        if style.shape == "triangle":
            letters.translate(0, box.height() * 0.14)
        painter.setPen(style.fill if style.hollow else style.letters)
        font = QFont("Inter")
        font.setPixelSize(round(box.height() * share))
        font.setWeight(QFont.Weight.Bold)
        painter.setFont(font)
        painter.drawText(letters, Qt.AlignmentFlag.AlignCenter, monogram[:2])
    painter.restore()


_SMALLEST_LETTER = 5.0
"""Pixels below which two letters are only dirt."""


def pixmap(style: ActorStyle, monogram: str, size: int, ratio: float) -> QPixmap:
    """Return the badge as a picture, `size` logical pixels square."""
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint(painter, style, monogram, QRectF(0.5, 0.5, size - 1, size - 1))
    painter.end()
    return picture
