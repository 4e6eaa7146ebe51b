"""How the timeline is painted: chrome, cards, single lines, icons, density columns.

A frame costs what is in view, never what is in the log: backgrounds and marks
are pictures made once, broken titles are remembered, and everything that needs
the same pen or font is painted together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLine, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QPainter, QPainterPath, QPen, QPixmap

from wargame.desktop.facilitator.line_breaks import broken
from wargame.desktop.facilitator.timeline_density import STRIP, Crowds
from wargame.desktop.facilitator.timeline_layout import Cell, Detail, Geometry

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

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
MARK_WORDS = {
    "success": "success", "partial": "partial success", "failure": "failure", "sealed": "sealed", "planned": "planned",
    "skipped": "skipped", "adjusted": "changed by the facilitator",
}  # fmt: skip
_MOST_PIXELS = 1_000_000
"""Pixels of painted cards that are kept: 4 MB."""
_NARROW = 50
_LINE_HEIGHT = 15
_PALE = {"planned", "skipped"}
_PLAIN = {"inject", "ruling", "step"}
"""Kinds that their lane already tells; the others have their icon on the card."""


@dataclass(frozen=True, slots=True)
class Lane:
    """One band of the timeline and how it is labelled."""

    id: str
    """`injects`, an actor, or `rules`."""
    name: str
    slot: int = -1
    """The actor's position in the exercise; -1 for lanes that are no actor's."""
    monogram: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """What is pointed out on the timeline at the moment."""

    selected: int | None = None
    """Position of the selected row."""
    current: int = 1
    """The turn in play."""
    playhead: int | None = None
    """Position of the row up to which play has come; None when everything shown has happened."""
    focused: bool = False


class TimelinePainter:
    """Paints one frame; keeps the pictures and titles it has made."""

    def __init__(self, theme: Theme, turn_word: str = "turn") -> None:
        self._theme = theme
        self._turn_word = turn_word[:1].upper() + turn_word[1:]
        self._pictures: dict[Hashable, dict[Hashable, QPixmap]] = {}
        """What is painted alike → what tells its pictures apart → the picture."""
        self._pixels = 0
        self._title = theme.font(12, 500)
        self._metrics = QFontMetrics(self._title)
        self._fills: dict[tuple[str, int], int] = {}
        self._crowds = Crowds()
        self._heads: dict[int, tuple[QFont, QFontMetrics]] = {
            weight: (theme.font(12, weight), QFontMetrics(theme.font(12, weight))) for weight in (500, 600)
        }
        self._narrowest = self._heads[600][1].horizontalAdvance(f"{self._turn_word} 88") + 12
        theme.changed.connect(self._forget)

    def paint(
        self, painter: QPainter, geometry: Geometry, lanes: Sequence[Lane], rows: Sequence[Row], marked: Marked
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
        self._playhead(painter, geometry, marked)
        painter.restore()
        self._gutter(painter, geometry, lanes)
        self._head(painter, geometry, marked)

    def _forget(self) -> None:
        """Paint everything anew: the colours have changed."""
        self._pictures.clear()
        self._fills.clear()
        self._crowds.forget()
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
        painter.fillRect(0, top, left, height - top, colour("surface"))
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
            picture = self._make_room(size, "turns")[key] = _blank(*size)
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
        key = (size, geometry.lane_height, geometry.top)
        picture = self._pictures.get("gutter", {}).get(key)
        if picture is None:
            picture = self._make_room(size, "gutter")[key] = _blank(*size)
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
        for number, lane in enumerate(lanes):
            top, height = geometry.lane_top(number), geometry.lane_height
            middle = round(top + height / 2)
            if lane.slot >= 0:
                painter.drawPixmap(10, middle - 11, self._theme.badge(lane.slot, lane.monogram, 22))
            else:
                painter.drawPixmap(13, middle - 8, self._theme.pixmap(lane.icon or "circle", "text2", 16))
            room = int(geometry.gutter - 42)
            lines = broken(metrics, lane.name, (room, room))
            painter.setPen(colour("text"))
            for k, line in enumerate(lines):
                y = middle - len(lines) * 8 + k * 16
                painter.drawText(QRect(38, y, room + 4, 16), Qt.AlignmentFlag.AlignVCenter, line)
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
        selected, draw = marked.selected, painter.drawPixmap
        for k in range(plot.first, plot.last):
            position = members[start + k]
            row = rows[position]
            pale = row.mark in _PALE or position > playhead
            key = (row.title if titled else "", row.kind, row.mark, row.adjusted, pale, position == selected)
            picture = known.get(key)
            if picture is None:
                known = self._make_room(size, (size, slot, titled))
                picture = known[key] = self._card(size, row, slot, cell.detail, pale=pale, chosen=position == selected)
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

    def _card(self, size: tuple[int, int], row: Row, slot: int, detail: Detail, *, pale: bool, chosen: bool) -> QPixmap:
        width, height = max(4, size[0]), max(4, size[1])
        picture = _blank(width, height)
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
        icon, token = MARKS.get(row.mark, (ICONS.get(row.kind, "circle"), "text2" if pale else "text"))
        size = min(14, width - 4)
        if size > 6:  # noqa: PLR2004 -- smaller icons are dirt
            offset = (width - size) // 2
            painter.drawPixmap(offset + 1, offset, self._theme.pixmap(icon, token, size))

    def _inside(self, painter: QPainter, row: Row, width: int, height: int, *, pale: bool) -> None:
        token = "text2" if pale else "text"
        lines = max(1, min(3, (height - 8) // _LINE_HEIGHT))
        top = 7 if lines > 1 else (height - 16) // 2
        left, right = 10, width - 6
        icon = "lock" if row.mark == "sealed" else "" if row.kind in _PLAIN else ICONS.get(row.kind, "circle")
        if icon or width < _NARROW:
            painter.drawPixmap(left, top + 1, self._theme.pixmap(icon or ICONS.get(row.kind, "circle"), token, 14))
            left += 19
        if width < _NARROW:
            return
        foot = height - 21 if lines > 1 else top
        if row.mark in MARKS and row.mark != "sealed":
            right -= 18
            self._mark(painter, row.mark, right + 1, foot)
        if row.adjusted and row.mark != "adjusted":
            right -= 18
            painter.drawPixmap(right + 3, foot + 2, self._theme.pixmap("pencil", "warn", 12))
        painter.setFont(self._title)
        painter.setPen(self._theme.colour(token))
        rooms = (right - left,) if lines == 1 else (width - 6 - left, *(width - 16,) * (lines - 2), right - 10)
        for k, line in enumerate(broken(self._metrics, row.title, rooms)):
            painter.drawText(left if k == 0 else 10, top + self._metrics.ascent() + k * _LINE_HEIGHT, line)

    def _mark(self, painter: QPainter, mark: str, x: int, y: int) -> None:
        icon, colour = MARKS[mark]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("sunken" if colour == "text2" else f"{colour}_soft"))
        painter.drawEllipse(QRectF(x, y, 16, 16))
        painter.drawPixmap(x + 3, y + 3, self._theme.pixmap(icon, colour, 10))


GROUND = 8
"""Pixels left free above and below density columns."""


def _blank(width: int, height: int) -> QPixmap:
    app = QGuiApplication.instance()
    ratio = app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
    picture = QPixmap(round(width * ratio), round(height * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    return picture
