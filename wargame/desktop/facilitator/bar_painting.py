"""How the bars of agreements are painted: ground and icon say how it stands, the right end how it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPixmap

from wargame.desktop.facilitator.blank import blank

if TYPE_CHECKING:
    from collections.abc import Hashable

    from wargame.desktop.facilitator.bar_layout import Band, BarPlace
    from wargame.desktop.facilitator.timeline_layout import Geometry
    from wargame.desktop.style import Theme
    from wargame.review.bars import Bar

STATUS = {"in force": ("handshake", "ok"), "suspended": ("pause", "warn"), "offered": ("pencil-line", "accent")}
"""How an agreement stands → icon, and token of its colour; the ground is that token's soft one."""
ENDS = {"terminated": "circle-x", "withdrawn": "log-out", "expired": "timer-off", "lapsed": "ban"}
"""How it ended → icon at the end of its last bar."""
_WORDS_FROM = 34
"""Pixels of width from which a bar has its icon, and of height (with the next) words."""
_TALL = 15
_READABLE = 90
"""Pixels below which the beginning of the terms tells nobody anything."""
_MOST_PIXELS = 400_000
"""Pixels of painted labels that are kept: 1.6 MB."""


class BarPainter:
    """Paints the bars in view; keeps the labels it has painted."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._labels: dict[Hashable, QPixmap] = {}
        self._pixels = 0
        self._colours: dict[str, QColor] = {}
        theme.changed.connect(self._forget)

    def paint(self, painter: QPainter, geometry: Geometry, band: Band, chosen: int | None) -> None:
        """Paint the bars in view; `chosen` is the one that is selected."""
        found = list(band.in_view(geometry))
        filled: dict[str, list[QRect]] = {}
        signs: list[tuple[int, int, QPixmap]] = []
        for place in found:
            self._bar(painter, geometry, band.bars[place.position], place, filled, signs)
        painter.setPen(Qt.PenStyle.NoPen)
        for token, rects in filled.items():  # what has the same colour is painted together
            painter.setBrush(self._colour(token))
            painter.drawRects(rects)
        for x, y, picture in signs:
            painter.drawPixmap(x, y, picture)
        for place in found:
            if band.bars[place.position].breaches:
                self._breaches(painter, geometry, band, place)
        if chosen is not None:
            _, left, top, width, height = band.place(geometry, chosen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._colour("accent"), 2))
            painter.drawRect(QRectF(left, top, width, height))

    def _forget(self) -> None:
        """Paint everything anew: the colours have changed."""
        self._labels.clear()
        self._colours.clear()
        self._pixels = 0

    def _colour(self, token: str) -> QColor:
        if token not in self._colours:
            self._colours[token] = self._theme.colour(token)
        return self._colours[token]

    def _bar(
        self,
        painter: QPainter,
        geometry: Geometry,
        bar: Bar,
        place: BarPlace,
        filled: dict[str, list[QRect]],
        signs: list[tuple[int, int, QPixmap]],
    ) -> None:
        """Add what one bar consists of to what is painted together: rectangles by colour, and pictures."""
        icon, token = STATUS[bar.status]
        left, right = round(max(place.x, geometry.gutter)), round(min(place.x + place.width, geometry.width))
        top, width, high = round(place.y), right - left, round(place.height)
        if width < 8:  # noqa: PLR2004 -- only its colour can be told
            filled.setdefault(token, []).append(QRect(left, top, max(2, width), high))
            return
        if bar.status == "suspended":
            painter.drawTiledPixmap(left, top, width, high, self._hatching())
        else:
            filled.setdefault(f"{token}_soft", []).append(QRect(left, top, width, high))
        edges = filled.setdefault(token, [])
        if bar.status == "offered":
            edges += (QRect(left, top, width, 1), QRect(left, top + high - 1, width, 1))
        if place.x >= geometry.gutter:
            edges.append(QRect(left, top, 3, high))
        room = width - 8
        if bar.ended and right <= geometry.width and width >= _WORDS_FROM:
            filled.setdefault("text2", []).append(QRect(right - 2, top, 2, high))
            size = min(12, high - 2)
            end = self._theme.pixmap(ENDS.get(bar.ended, "circle-x"), "text2", size)
            signs.append((right - size - 5, top + (high - size) // 2, end))
            room -= size + 6
        if room >= _WORDS_FROM - 8 and high >= 10:  # noqa: PLR2004 -- smaller icons are dirt
            signs.append((left + 6, top, self._label(bar, room & ~3, high, icon)))

    def _hatching(self) -> QPixmap:
        """Return the ground of what rests: a tile with slanting lines."""
        picture = self._labels.get("hatching")
        if picture is None:
            picture = self._labels["hatching"] = blank(256, 64)
            picture.fill(self._colour("warn_soft"))
            painter = QPainter(picture)
            ink = QColor(self._colour("warn"))
            ink.setAlphaF(0.35)
            painter.setPen(QPen(ink, 1))
            for x in range(-64, 256, 8):
                painter.drawLine(x, 64, x + 64, 0)
            painter.end()
        return picture

    def _label(self, bar: Bar, room: int, high: int, icon: str) -> QPixmap:
        """Return icon, name and terms, as much as there is room for."""
        words = high >= _TALL and room >= 2 * _WORDS_FROM
        room = min(room, 420) if words else 16
        key = (bar.name, bar.detail, bar.status, room, high)
        picture = self._labels.get(key)
        if picture is None:
            self._pixels += room * high
            if self._pixels > _MOST_PIXELS:
                self._labels.clear()
                self._pixels = room * high
            picture = self._labels[key] = blank(room, high)
            painter = QPainter(picture)
            self._write(painter, bar, room, high, icon)
            painter.end()
        return picture

    def _write(self, painter: QPainter, bar: Bar, room: int, high: int, icon: str) -> None:
        size = min(13, high - 2)
        painter.drawPixmap(0, (high - size) // 2, self._theme.pixmap(icon, STATUS[bar.status][1], size))
        left = 18
        for text, weight, token in ((bar.name, 600, "text"), (bar.detail, 400, "text2")):
            font = self._theme.font(11, weight)
            metrics = QFontMetrics(font)
            if room - left < 24 or not text:  # noqa: PLR2004 -- no room for a word
                return
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room - left)
            if shown == "…" or (shown != text and weight < 600 and room - left < _READABLE):  # noqa: PLR2004 -- terms
                return
            painter.setFont(font)
            painter.setPen(self._theme.colour(token))
            painter.drawText(QRect(left, 0, room - left, high), Qt.AlignmentFlag.AlignVCenter, shown)
            left += metrics.horizontalAdvance(shown) + 8

    def _breaches(self, painter: QPainter, geometry: Geometry, band: Band, place: BarPlace) -> None:
        size = min(16, round(place.height))
        y = round(place.y + (place.height - size) / 2)
        last = -100
        for mark in band.bars[place.position].breaches:
            x = round(geometry.x_of(band.index.moment(mark.seq, mark.turn)) - size / 2)
            if x - last < size or x + size < geometry.gutter or x > geometry.width:
                continue
            last = x
            token = "bad" if mark.found else "warn"
            painter.setPen(QPen(self._theme.colour(token), 1))
            painter.setBrush(self._theme.colour(f"{token}_soft"))
            painter.drawEllipse(QRectF(x + 0.5, y + 0.5, size - 1, size - 1))
            icon = self._theme.pixmap("zap" if mark.found else "eye-off", token, size - 6)
            painter.drawPixmap(x + 3, y + 3, icon)
