"""How the timeline is painted: chrome, cards, single lines, icons, density columns.

A frame costs what is in view, never what is in the log: backgrounds and marks
are pictures made once, broken titles are remembered, and everything that needs
the same pen or font is painted together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLine, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap

from wargame.desktop.facilitator.bar_painting import BarPainter
from wargame.desktop.facilitator.blank import blank
from wargame.desktop.facilitator.card_painting import CardPainter
from wargame.desktop.facilitator.lanes import BESIDE, Lane
from wargame.desktop.facilitator.line_breaks import broken
from wargame.desktop.facilitator.timeline_density import STRIP, Crowds
from wargame.desktop.facilitator.timeline_layout import Cell, Detail, Geometry
from wargame.desktop.facilitator.timeline_walk import NOTHING, Pick
from wargame.review.bars import AGREEMENTS
from wargame.translation import say

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from wargame.desktop.facilitator.bar_layout import Band
    from wargame.desktop.style import Theme
    from wargame.review.timeline import Row

_MOST_PIXELS = 1_000_000
"""Pixels of painted cards that are kept: 4 MB."""
_PALE = {"planned", "skipped"}


@dataclass(frozen=True, slots=True)
class Marked:
    """What is pointed out on the timeline at the moment."""

    pick: Pick = NOTHING
    """The selected row or bar."""
    current: int = 1
    """The turn in play."""
    playhead: int | None = None
    """Position of the row up to which play has come; None when everything shown has happened."""


class TimelinePainter:
    """Paints one frame; keeps the pictures and titles it has made."""

    def __init__(self, theme: Theme, turn_word: str = "turn") -> None:
        self._theme = theme
        self._turn_word = turn_word[:1].upper() + turn_word[1:]
        self._pictures: dict[Hashable, dict[Hashable, QPixmap]] = {}
        """What is painted alike → what tells its pictures apart → the picture."""
        self._pixels = 0
        self._fills: dict[tuple[str, int], int] = {}
        self._crowds = Crowds()
        self._bars = BarPainter(theme)
        self._cards_of = CardPainter(theme)
        self._heads: dict[int, tuple[QFont, QFontMetrics]] = {}
        self._measure()
        theme.changed.connect(self._forget)

    def paint(
        self,
        painter: QPainter,
        geometry: Geometry,
        lanes: Sequence[Lane],
        rows: Sequence[Row],
        marked: Marked,
        band: Band | None = None,
    ) -> None:
        """Paint everything in view."""
        self._ground(painter, geometry, marked)
        painter.save()
        painter.setClipRect(QRectF(geometry.gutter, geometry.head, geometry.width, geometry.height))
        self._grid(painter, geometry)
        if geometry.too_narrow:
            self._density(painter, geometry, lanes, range(len(lanes)), geometry.gutter, geometry.width)
        else:
            self._cells(painter, geometry, lanes, rows, marked)
        if band is not None:
            self._bars.paint(painter, geometry, band, marked.pick.bar)
        self._playhead(painter, geometry, marked)
        painter.restore()
        self._gutter(painter, geometry, lanes)
        self._head(painter, geometry, marked)

    def _measure(self) -> None:
        font = self._theme.font
        self._heads = {weight: (font(12, weight), QFontMetrics(font(12, weight))) for weight in (500, 600)}
        self._narrowest = self._heads[600][1].horizontalAdvance(f"{self._turn_word} 88") + 12

    def _forget(self) -> None:
        """Paint everything anew: the colours have changed."""
        self._pictures.clear()
        self._fills.clear()
        self._crowds.forget()
        self._measure()
        self._pixels = 0

    # -- chrome --------------------------------------------------------------------------------------------------

    def _ground(self, painter: QPainter, geometry: Geometry, marked: Marked) -> None:
        colour = self._theme.colour
        width, height, top = round(geometry.width), round(geometry.height), round(geometry.head)
        left = right = round(geometry.gutter)
        if 1 <= marked.current <= geometry.index.turns:
            x, wide = geometry.column(marked.current)
            left = min(max(left, round(x)), width)
            right = min(max(left, round(x + wide)), width)
            painter.fillRect(left, top, right - left, height - top, colour("accent_soft"))
        edge = round(geometry.gutter)  # left of it lie the names of the lanes
        painter.fillRect(edge, top, left - edge, height - top, colour("surface"))
        painter.fillRect(right, top, width - right, height - top, colour("surface"))

    def _grid(self, painter: QPainter, geometry: Geometry) -> None:
        painter.setPen(QPen(self._theme.colour("line"), 1))
        left, right, bottom = round(geometry.gutter), round(geometry.width), round(geometry.height)
        tops = (round(geometry.lane_top(lane)) for lane in range(1, len(geometry.index.lanes) + 1))
        lines = [QLine(left, y, right, y) for y in tops]
        if not geometry.too_narrow:
            edges = (round(geometry.column(turn)[0]) for turn in geometry.turns_in_view())
            lines += [QLine(x, 0, x, bottom) for x in edges]
        painter.drawLines(lines)

    def _head(self, painter: QPainter, geometry: Geometry, marked: Marked) -> None:
        colour = self._theme.colour
        painter.fillRect(QRectF(0, 0, geometry.width, geometry.head), colour("surface"))
        painter.save()
        painter.setClipRect(QRectF(geometry.gutter, 0, geometry.width, geometry.head))
        last_right = geometry.gutter - 100.0
        for turn in geometry.turns_in_view():
            x, width = geometry.column(turn)
            here = turn == marked.current
            if here:
                painter.fillRect(QRectF(x, 0, width, geometry.head), colour("accent_soft"))
            left = max(x, geometry.gutter)
            if left < last_right and not here:
                continue
            picture = self._turn(turn, geometry.head, here=here, short=width < self._narrowest)
            painter.drawPixmap(round(left + 8), 0, picture)
            last_right = left + 30
        painter.restore()
        painter.setPen(QPen(colour("line"), 1))
        painter.drawLine(0, round(geometry.head), round(geometry.width), round(geometry.head))

    def _turn(self, turn: int, height: float, *, here: bool, short: bool) -> QPixmap:
        """Return the name of a turn as a picture: words take long to paint."""
        key = (turn, here, short)
        picture = self._pictures.get("turns", {}).get(key)
        if picture is None:
            font, metrics = self._heads[600 if here else 500]
            words = str(turn) if short else f"{self._turn_word} {turn}"
            size = (metrics.horizontalAdvance(words) + 4, round(height))
            picture = self._make_room(size, "turns")[key] = blank(*size)
            picture.fill(self._theme.colour("accent_soft" if here else "surface"))
            inside = QPainter(picture)
            inside.setFont(font)
            inside.setPen(self._theme.colour("accent" if here else "text2"))
            inside.drawText(QRect(0, 0, *size), Qt.AlignmentFlag.AlignVCenter, words)
            inside.end()
        return picture

    def _gutter(self, painter: QPainter, geometry: Geometry, lanes: Sequence[Lane]) -> None:
        top = round(geometry.head)
        size = (round(geometry.gutter), max(1, round(geometry.height) - top))
        key = (size, geometry.lane_height, geometry.top, geometry.band)
        picture = self._pictures.get("gutter", {}).get(key)
        if picture is None:
            picture = self._make_room(size, "gutter")[key] = blank(*size)
            inside = QPainter(picture)
            inside.translate(0, -top)
            self._names(inside, geometry, lanes)
            inside.end()
        painter.drawPixmap(0, top, picture)

    def _names(self, painter: QPainter, geometry: Geometry, lanes: Sequence[Lane]) -> None:
        colour = self._theme.colour
        painter.fillRect(QRectF(0, 0, geometry.gutter, geometry.height), colour("surface"))
        painter.setFont(self._theme.font(12, 600))
        metrics = QFontMetrics(self._theme.font(12, 600))
        high = self._theme.px(16)
        bands = [(lane, geometry.lane_top(number), geometry.lane_height) for number, lane in enumerate(lanes)]
        if geometry.band:
            seen = min(geometry.band, max(0.0, geometry.height - geometry.band_top))
            bands.append((Lane(AGREEMENTS, say("Agreements"), icon="handshake"), geometry.band_top, max(32.0, seen)))
        for lane, top, height in bands:
            middle = round(top + height / 2)
            if lane.slot >= 0:
                painter.drawPixmap(10, middle - 11, self._theme.badge(lane.slot, lane.monogram, 22))
            else:
                painter.drawPixmap(13, middle - 8, self._theme.pixmap(lane.icon or "circle", "text2", 16))
            room = int(geometry.gutter - BESIDE)
            lines = broken(metrics, lane.name, (room, room))
            painter.setPen(colour("text"))
            for k, line in enumerate(lines):
                y = middle - len(lines) * (high // 2) + k * high
                painter.drawText(QRect(BESIDE - 2, y, room + 2, high), Qt.AlignmentFlag.AlignVCenter, line)
            painter.setPen(QPen(colour("line"), 1))
            painter.drawLine(0, round(top + height), round(geometry.gutter), round(top + height))
        painter.drawLine(round(geometry.gutter) - 1, 0, round(geometry.gutter) - 1, round(geometry.height))

    def _playhead(self, painter: QPainter, geometry: Geometry, marked: Marked) -> None:
        if marked.playhead is None or not len(geometry.index.rows):
            return
        x = round(geometry.x_of(geometry.index.time(marked.playhead)))
        painter.fillRect(QRect(x - 1, 0, 2, round(geometry.height)), self._theme.colour("text"))

    # -- rows ----------------------------------------------------------------------------------------------------

    def _cells(
        self, painter: QPainter, geometry: Geometry, lanes: Sequence[Lane], rows: Sequence[Row], marked: Marked
    ) -> None:
        by_lane: dict[int, list[Cell]] = {}
        for cell in geometry.cells():
            by_lane.setdefault(cell.lane, []).append(cell)
        spans: dict[tuple[float, float], list[int]] = {}
        for number, cells in by_lane.items():
            if all(cell.detail is Detail.DENSITY for cell in cells):
                spans.setdefault((geometry.gutter, geometry.width), []).append(number)
                continue
            for cell in cells:
                if cell.detail is Detail.DENSITY:
                    span = max(cell.x, geometry.gutter), min(cell.x + cell.width, geometry.width)
                    spans.setdefault(span, []).append(number)
                else:
                    self._cards(painter, geometry, cell, lanes[number].slot, rows, marked)
        for (left, right), numbers in spans.items():
            self._density(painter, geometry, lanes, numbers, left, right)

    def _cards(
        self, painter: QPainter, geometry: Geometry, cell: Cell, slot: int, rows: Sequence[Row], marked: Marked
    ) -> None:
        plot, titled = geometry.plot(cell), cell.detail is not Detail.ICON
        # Widths in steps of 4 pixels, so that zooming finds most cards painted already.
        size = (int(plot.width) & ~3 if titled else int(plot.width), int(plot.height))
        known = self._pictures.setdefault((size, slot, titled), {})
        members = geometry.index.members[cell.lane]
        start = geometry.index.starts[cell.lane][cell.turn]
        playhead = len(rows) if marked.playhead is None else marked.playhead
        selected, draw = marked.pick.row, painter.drawPixmap
        for k in range(plot.first, plot.last):
            position = members[start + k]
            row = rows[position]
            pale = row.struck or row.mark in _PALE or position > playhead
            chosen = position == selected
            key = (row.title if titled else "", row.kind, row.mark, row.adjusted, row.struck, pale, chosen)
            picture = known.get(key)
            if picture is None:
                known = self._make_room(size, (size, slot, titled))
                picture = known[key] = self._cards_of.picture(size, row, slot, cell.detail, pale=pale, chosen=chosen)
            across, below = divmod(k, plot.down)
            draw(int(plot.left + across * plot.wide), int(plot.top + below * plot.high), picture)

    def _density(
        self,
        painter: QPainter,
        geometry: Geometry,
        lanes: Sequence[Lane],
        numbers: Sequence[int],
        left: float,
        right: float,
    ) -> None:
        """Paint density columns of these lanes: a rectangle for what all columns share, above it what differs."""
        steps = (int(geometry.lane_height) - 2 * GROUND) // STRIP
        fills = [self._fill(lanes[number].slot) for number in numbers]
        crowd = self._crowds.crowd(geometry, numbers, (left, right), steps, fills)
        if crowd is None:
            return
        x, width, high = round(left), crowd.strips * STRIP, crowd.differing
        for place, number in enumerate(numbers):
            bottom = round(geometry.lane_top(number) + geometry.lane_height) - GROUND
            top = bottom - crowd.shared[place] * STRIP
            painter.fillRect(x, top, width, bottom - top, QColor.fromRgba(fills[place]))
            if crowd.picture is not None:
                target = QRect(x, top - high * STRIP, width, high * STRIP)
                painter.drawImage(target, crowd.picture, QRect(0, place * high, crowd.strips, high))

    def _fill(self, slot: int) -> int:
        key = ("fill", slot)
        if key not in self._fills:
            colour = self._theme.actor(slot).fill if slot >= 0 else self._theme.colour("line2")
            self._fills[key] = colour.rgba()
        return self._fills[key]

    # -- pictures made once ----------------------------------------------------------------------------------------

    def _make_room(self, size: tuple[int, int], group: Hashable) -> dict[Hashable, QPixmap]:
        """Return where a picture of that size is to be kept, after forgetting all when there are too many."""
        self._pixels += size[0] * size[1]
        if self._pixels > _MOST_PIXELS:
            self._pictures.clear()
            self._pixels = size[0] * size[1]
        return self._pictures.setdefault(group, {})


GROUND = 8
"""Pixels left free above and below density columns."""
