"""The icons we ship (Lucide, stroked with the current colour), drawn in the colour asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QColor


def tinted(path: Path, colour: QColor, size: int, ratio: float) -> QPixmap:
    """Return the drawing in `path` with its strokes in `colour`, `size` logical pixels square.

    Raises FileNotFoundError when we do not ship that icon.
    """
    text = path.read_text(encoding="utf-8").replace("currentColor", colour.name())
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(text.encode("utf-8"))).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap
