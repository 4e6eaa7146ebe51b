"""Pictures onto paper and into files: one page, painted by whoever knows what is on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImageWriter, QPageLayout, QPageSize, QPainter, QPdfWriter

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QImage, QPagedPaintDevice

    Paint = Callable[[QPainter, QRectF], None]

LANDSCAPE = QPageLayout.Orientation.Landscape
DOTS = 150
"""Dots to an inch in which a page is laid out; letters and lines stay sharp at any size."""


def pdf(size: QSizeF, paint: Paint, title: str = "") -> bytes:
    """Return a picture of that shape as a PDF of one page, as wide as A4 is long."""
    page = QSizeF(297, 297 * size.height() / size.width())
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("wargame")
    writer.setResolution(DOTS)
    layout = QPageLayout(
        QPageSize(page, QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.ExactMatch),
        QPageLayout.Orientation.Portrait,
        QMarginsF(0, 0, 0, 0),
    )
    writer.setPageLayout(layout)
    _painted(writer, size, paint)
    return bytes(buffer.data().data())


def png(image: QImage) -> bytes:
    """Return a picture as the contents of a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def print_page(device: QPagedPaintDevice, size: QSizeF, paint: Paint) -> bool:
    """Print a picture of that shape on one sheet, as large as it goes; return whether the printer took it."""
    return _painted(device, size, paint)


def _painted(device: QPagedPaintDevice, size: QSizeF, paint: Paint) -> bool:
    painter = QPainter()
    if not painter.begin(device):
        return False
    room = QRectF(0, 0, device.width(), device.height())
    scale = min(room.width() / size.width(), room.height() / size.height())
    box = QRectF(0, 0, size.width() * scale, size.height() * scale)
    box.moveCenter(room.center())
    paint(painter, box)
    return painter.end()
