"""Paints a sheet: onto a screen, into a picture, onto paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPagedPaintDevice, QPainter, QPen

from wargame.desktop import badges, style
from wargame.desktop.charts import Span, paint_sparkline
from wargame.desktop.room.sheet import Badge, Course, Die, Edge, Icon, Panel, Sheet, Words

if TYPE_CHECKING:
    from wargame.desktop.room.sheet import Item

_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "centre": Qt.AlignmentFlag.AlignHCenter,
}
_PIPS = {
    1: ((0, 0),),
    2: ((-1, -1), (1, 1)),
    3: ((-1, -1), (0, 0), (1, 1)),
    4: ((-1, -1), (1, -1), (-1, 1), (1, 1)),
    5: ((-1, -1), (1, -1), (0, 0), (-1, 1), (1, 1)),
    6: ((-1, -1), (1, -1), (-1, 0), (1, 0), (-1, 1), (1, 1)),
}


_STROKE = 1.8
"""How much thicker the lines of a chart are than on the facilitator's screen."""


def paint(painter: QPainter, sheet: Sheet, box: QRectF) -> None:
    """Paint the whole sheet into a box of the same shape."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.fillRect(box, sheet.theme.colour("bg"))
    painter.translate(box.topLeft())
    painter.scale(box.width() / sheet.width, box.height() / sheet.height)
    for item in sheet.items:
        painter.save()
        _paint(painter, sheet, item)
        painter.restore()
    painter.restore()


def picture(sheet: Sheet, width: int, height: int, ratio: float = 1.0) -> QImage:
    """Return the sheet as a picture of so many pixels."""
    image = QImage(round(width * ratio), round(height * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    painter = QPainter(image)
    paint(painter, sheet, QRectF(0, 0, width, height))
    painter.end()
    return image


def _paint(painter: QPainter, sheet: Sheet, item: Item) -> None:
    match item:
        case Words():
            font = sheet.font(item.px, item.weight, display=item.display)
            painter.setFont(style.searchable(font) if isinstance(painter.device(), QPagedPaintDevice) else font)
            painter.setPen(sheet.theme.colour(item.shade))
            flags = _ALIGN[item.align] | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
            painter.drawText(item.box, flags | Qt.TextFlag.TextSingleLine, item.text)
        case Panel():
            _panel(painter, sheet, item)
        case Icon():
            _icon(painter, sheet, item)
        case Badge():
            badges.paint(painter, sheet.theme.actor(item.slot), item.monogram, item.box)
        case Course():
            _course(painter, sheet, item)
        case Die():
            _die(painter, sheet, item)
        case Edge():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(sheet.theme.actor(item.slot).fill)
            painter.drawRoundedRect(item.box, item.box.width() / 2, item.box.width() / 2)


def _panel(painter: QPainter, sheet: Sheet, panel: Panel) -> None:
    painter.setBrush(sheet.theme.colour(panel.fill) if panel.fill else Qt.BrushStyle.NoBrush)
    if panel.edge:
        style = Qt.PenStyle.DashLine if panel.dashed else Qt.PenStyle.SolidLine
        painter.setPen(QPen(sheet.theme.colour(panel.edge), panel.width, style))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
    inset = panel.width / 2 if panel.edge else 0
    painter.drawRoundedRect(panel.box.adjusted(inset, inset, -inset, -inset), panel.radius, panel.radius)


def _icon(painter: QPainter, sheet: Sheet, icon: Icon) -> None:
    """Paint an icon as sharp as the screen is: drawn in the pixels it takes there."""
    size = max(1, round(icon.box.width() * painter.transform().m11()))
    drawn = sheet.theme.pixmap(icon.name, icon.shade, size)
    painter.drawPixmap(icon.box, drawn, QRectF(drawn.rect()))


def _course(painter: QPainter, sheet: Sheet, course: Course) -> None:
    span = Span.of(course.values, course.low, course.high)
    painter.translate(course.box.topLeft())
    painter.scale(_STROKE, _STROKE)
    box = QRectF(0, 0, course.box.width() / _STROKE, course.box.height() / _STROKE)
    paint_sparkline(painter, sheet.theme, box, course.values, span)


def _die(painter: QPainter, sheet: Sheet, die: Die) -> None:
    box = die.box
    painter.setPen(QPen(sheet.theme.colour("line2"), 2))
    painter.setBrush(sheet.theme.colour("surface"))
    painter.drawRoundedRect(box, box.width() * 0.16, box.width() * 0.16)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(sheet.theme.colour("text")))
    for across, down in _PIPS.get(die.face, ()):
        centre = box.center() + QPointF(across * box.width() * 0.26, down * box.height() * 0.26)
        painter.drawEllipse(centre, box.width() * 0.09, box.width() * 0.09)
