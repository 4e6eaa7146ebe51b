"""How one card of the timeline is painted: title, kind and mark, as much as there is room for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen, QPixmap

from wargame.desktop.facilitator.blank import blank
from wargame.desktop.facilitator.line_breaks import broken
from wargame.desktop.facilitator.timeline_layout import Detail

if TYPE_CHECKING:
    from wargame.desktop.style import Theme
    from wargame.review.timeline import Row

ICONS = {
    "inject": "newspaper", "order": "file-text", "ruling": "gavel", "trigger": "zap", "step": "refresh-cw",
    "ending": "flag", "note": "sticky-note",
}  # fmt: skip
MARKS = {
    "success": ("check", "ok"), "partial": ("circle-dot", "warn"), "failure": ("x", "bad"),
    "sealed": ("lock", "accent"), "skipped": ("ban", "text2"), "adjusted": ("pencil", "warn"),
}  # fmt: skip
"""Mark of a row → icon, and token of its colour; the ground is that token's soft one."""
_NARROW = 50
_LINE_HEIGHT = 15
_PLAIN = {"inject", "ruling", "step"}
"""Kinds that their lane already tells; the others have their icon on the card."""


class CardPainter:
    """Paints cards of all sizes."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._measure()
        theme.changed.connect(self._measure)

    def _measure(self) -> None:
        self._title = self._theme.font(12, 500)
        self._metrics = QFontMetrics(self._title)
        self._struck = self._theme.font(12, 500)
        self._struck.setStrikeOut(True)
        self._line = self._theme.px(_LINE_HEIGHT)

    def picture(
        self, size: tuple[int, int], row: Row, slot: int, detail: Detail, *, pale: bool, chosen: bool
    ) -> QPixmap:
        """Return the card of a row as a picture; `slot` is its actor's, or -1."""
        width, height = max(4, size[0]), max(4, size[1])
        picture = blank(width, height)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._edge(painter, width, height, slot, pale=pale, chosen=chosen)
        if detail is Detail.ICON:
            self._icon_only(painter, row, width, pale=pale)
        else:
            self._inside(painter, row, width, height, pale=pale)
        painter.end()
        return picture

    def _edge(self, painter: QPainter, width: int, height: int, slot: int, *, pale: bool, chosen: bool) -> None:
        half = 1.0 if chosen else 0.5
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(half, half, width - 2 * half, height - 2 * half), 6, 6)
        painter.fillPath(shape, self._theme.colour("surface"))
        if slot >= 0:
            painter.save()
            painter.setClipPath(shape)
            fill = QColor(self._theme.actor(slot).fill)
            fill.setAlphaF(0.5 if pale else 1.0)
            painter.fillRect(QRectF(0, 0, 4, height), fill)
            painter.restore()
        edge = self._theme.colour("accent" if chosen else "line2")
        if not chosen:
            edge.setAlphaF(0.6)
        painter.setPen(QPen(edge, 2 if chosen else 1, Qt.PenStyle.DashLine if pale else Qt.PenStyle.SolidLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)

    def _icon_only(self, painter: QPainter, row: Row, width: int, *, pale: bool) -> None:
        plain = ICONS.get(row.kind, "circle"), "text2" if pale else "text"
        icon, token = ("undo-2", "text2") if row.struck else MARKS.get(row.mark, plain)
        size = min(14, width - 4)
        if size > 6:  # noqa: PLR2004 -- smaller icons are dirt
            offset = (width - size) // 2
            painter.drawPixmap(offset + 1, offset, self._theme.pixmap(icon, token, size))

    def _inside(self, painter: QPainter, row: Row, width: int, height: int, *, pale: bool) -> None:
        token = "text2" if pale else "text"
        lines = max(1, min(3, (height - 8) // self._line))
        # A low card holds its words in the middle: they never touch its edge.
        top = min(7, max(2, (height - lines * self._line) // 2 - 1)) if lines > 1 else (height - self._line - 1) // 2
        left, right = 10, width - 6
        icon = "lock" if row.mark == "sealed" else "" if row.kind in _PLAIN else ICONS.get(row.kind, "circle")
        if icon or width < _NARROW:
            painter.drawPixmap(left, top + 1, self._theme.pixmap(icon or ICONS.get(row.kind, "circle"), token, 14))
            left += 19
        if width < _NARROW:
            return
        foot = height - 21 if lines > 1 else top
        if row.mark in MARKS and row.mark != "sealed" and not row.struck:
            right -= 18
            self._mark(painter, row.mark, right + 1, foot)
        if row.adjusted and row.mark != "adjusted" and not row.struck:
            right -= 18
            painter.drawPixmap(right + 3, foot + 2, self._theme.pixmap("pencil", "warn", 12))
        painter.setFont(self._struck if row.struck else self._title)
        painter.setPen(self._theme.colour(token))
        rooms = (right - left,) if lines == 1 else (width - 6 - left, *(width - 16,) * (lines - 2), right - 10)
        for k, line in enumerate(broken(self._metrics, row.title, rooms)):
            painter.drawText(left if k == 0 else 10, top + self._metrics.ascent() + k * self._line, line)

    def _mark(self, painter: QPainter, mark: str, x: int, y: int) -> None:
        icon, colour = MARKS[mark]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("sunken" if colour == "text2" else f"{colour}_soft"))
        painter.drawEllipse(QRectF(x, y, 16, 16))
        painter.drawPixmap(x + 3, y + 3, self._theme.pixmap(icon, colour, 10))
