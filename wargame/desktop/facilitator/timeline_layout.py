"""Where everything on the timeline stands: turns to columns, lanes to bands, rows to slots.

Plain arithmetic over sorted arrays, so that a log of 100,000 entries costs no
more to paint than the part of it that is in view.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from enum import IntEnum
from math import ceil
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from wargame.desktop.facilitator.timeline_index import Index

    Counts = NDArray[np.int64]


class Detail(IntEnum):
    """How much of a row is shown, by the room there is."""

    DENSITY = 0
    ICON = 1
    LINE = 2
    CARD = 3


GAP = 4
"""Pixels between cards, and between a card and the edge of its cell."""
_LEAST_WIDTH = (0.0, 24.0, 76.0, 60.0)
"""By detail, as the next two are."""
_HEIGHT = (4.0, 22.0, 22.0, 40.0)
_TALLEST_CARD = 66.0
_WIDEST_CARD = 224.0
_BUDGET = (0, 110, 84, 72)
"""So many rows of a kind are painted in one frame at most; fuller cells show less detail."""


class Slot(NamedTuple):
    """Where one row is painted, in pixels of the viewport."""

    position: int
    x: float
    y: float
    width: float
    height: float

    def holds(self, x: float, y: float) -> bool:
        """Return whether the point lies in the slot."""
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


class Cell(NamedTuple):
    """One lane in one turn, as far as it is in view, and how it is to be painted."""

    lane: int
    turn: int
    x: float
    y: float
    width: float
    height: float
    number: int
    detail: Detail
    shown: int
    """How many of its rows are in view."""


class Below(Protocol):
    """What stands below the lanes."""

    def height(self, room: float) -> float:
        """Return its height, given `room` for it, in pixels."""


class Plot(NamedTuple):
    """The grid in which a cell's rows stand: down first, then across."""

    first: int
    last: int
    """The rows in view: from the first to before the last."""
    down: int
    """How many stand one below the other."""
    wide: float
    high: float
    """Size of one place of the grid."""
    left: float
    top: float
    """Where the first row of the cell stands, in view or not."""
    width: float
    height: float
    """Size of what is painted there."""


def weight(turn: int, current: int) -> float:
    """Return the relative width of a turn's column: near turns legible, the whole game visible."""
    ahead = turn - current
    if ahead < 0:
        return 1.0
    return (1.22, 0.95, 0.62)[ahead] if ahead <= 2 else 0.42  # noqa: PLR2004 -- the three widths before the rest


class Geometry:
    """Edges of columns and lanes for one size, zoom and scroll position."""

    def __init__(
        self, index: Index, *, current: int, width: float, height: float, gutter: float, head: float,
        zoom: float = 1.0, scroll: float = 0.0, scroll_down: float = 0.0, least_lane: float = 58.0,
        bars: Below | None = None, scale: float = 1.0,
    ) -> None:  # fmt: skip
        """Lay out `index` in a viewport of `width` × `height` pixels with `zoom` ≥ 1, `bars` below its lanes.

        `scale` is how large words are, 1.0 being the usual size.
        """
        self.index = index
        self.gutter = gutter
        self.head = head
        self.width = width
        self.height = height
        self.scroll = scroll
        lanes = max(1, len(index.lanes))
        self.band = 0.0 if bars is None else bars.height(height - head - lanes * least_lane)
        """Height of the bars below the lanes; 0 without any."""
        self.lane_height = max(least_lane, (height - head - self.band) / lanes)
        self.lanes_height = self.lane_height * lanes
        # How many rows of each detail stand one above the other in a lane.
        self._high = [high * scale if place >= Detail.LINE else high for place, high in enumerate(_HEIGHT)]
        self._tallest = _TALLEST_CARD * scale
        self._down = [max(1, int((self.lane_height - GAP) / (high + GAP / 2))) for high in self._high]
        self.top = head - scroll_down
        weights = [weight(turn, current) for turn in range(1, index.turns + 1)]
        scale = max(1.0, (width - gutter) * zoom) / sum(weights)
        self.edges = array("d", [0.0])
        for value in weights:
            self.edges.append(self.edges[-1] + value * scale)

    @property
    def total(self) -> float:
        """Width of all columns together."""
        return self.edges[-1]

    def column(self, turn: int) -> tuple[float, float]:
        """Return left edge and width of a turn's column in the viewport."""
        left = self.edges[turn - 1]
        return self.gutter + left - self.scroll, self.edges[turn] - left

    @property
    def band_top(self) -> float:
        """The upper edge of the bars in the viewport."""
        return self.top + self.lanes_height

    def lane_top(self, lane: int) -> float:
        """Return the upper edge of a lane in the viewport."""
        return self.top + lane * self.lane_height

    def turns_in_view(self) -> range:
        """Return the turns any part of whose column is in view."""
        first = bisect_right(self.edges, self.scroll)
        last = bisect_left(self.edges, self.scroll + self.width - self.gutter)
        return range(max(1, first), min(self.index.turns, last) + 1)

    def x_of(self, time: float) -> float:
        """Return the pixel of a moment given in turns (2.5: half through turn 3)."""
        turn = min(int(time), self.index.turns - 1)
        left, width = self.edges[turn], self.edges[turn + 1] - self.edges[turn]
        return self.gutter - self.scroll + left + width * min(1.0, time - turn)

    def time_at(self, x: float) -> float:
        """Return the moment, in turns, at a pixel of the viewport."""
        inside = min(max(0.0, x - self.gutter + self.scroll), self.total)
        turn = min(max(1, bisect_right(self.edges, inside)), self.index.turns)
        left, right = self.edges[turn - 1], self.edges[turn]
        return turn - 1 + (inside - left) / (right - left)

    @property
    def too_narrow(self) -> bool:
        """Whether columns are so narrow that only the density of whole lanes can be shown."""
        return self.total / self.index.turns < _LEAST_WIDTH[Detail.ICON]

    def cells(self) -> list[Cell]:
        """Return the cells in view that hold rows, each with the detail there is room and time for."""
        found = []
        turns, height = self.turns_in_view(), self.lane_height
        columns = [(turn, *self.column(turn)) for turn in turns]
        for lane, starts in enumerate(self.index.starts):
            y = self.lane_top(lane)
            if y + height <= self.head or y >= self.height:
                continue
            for turn, x, width in columns:
                count = starts[turn + 1] - starts[turn]
                if count:
                    found.append(self._cell(lane, turn, x, y, width, count, self._best(count, width)))
        for detail in (Detail.CARD, Detail.LINE, Detail.ICON):
            self._hold_budget(found, detail)
        return found

    def _cell(self, lane: int, turn: int, x: float, y: float, width: float, count: int, detail: Detail) -> Cell:
        cell = Cell(lane, turn, x, y, width, self.lane_height, count, detail, count)
        if detail is Detail.DENSITY:
            return cell
        first, last = self._shown(cell)
        return cell._replace(shown=max(0, last - first))

    def _best(self, count: int, width: float) -> Detail:
        down, room = self._down, width - GAP
        # The usual answer where it is crowded comes first: there are many cells, and little time.
        if room / ceil(count / down[Detail.ICON]) < _LEAST_WIDTH[Detail.ICON] + GAP:
            return Detail.DENSITY
        for detail in (Detail.CARD, Detail.LINE):
            if room / ceil(count / down[detail]) >= _LEAST_WIDTH[detail] + GAP:
                return detail
        return Detail.ICON

    def _hold_budget(self, cells: list[Cell], detail: Detail) -> None:
        shown = sum([cell.shown for cell in cells if cell.detail is detail])
        if shown <= _BUDGET[detail]:
            return
        for k in sorted(range(len(cells)), key=lambda k: -cells[k].shown):
            cell = cells[k]
            if cell.detail is detail:
                lesser = Detail(detail - 1)
                if lesser is Detail.ICON and cell.width / ceil(cell.number / self._down[lesser]) < 1:
                    lesser = Detail.DENSITY
                cells[k] = self._cell(cell.lane, cell.turn, cell.x, cell.y, cell.width, cell.number, lesser)
                shown -= cell.shown
                if shown <= _BUDGET[detail]:
                    return

    def _grid(self, cell: Cell) -> tuple[int, int, float, float]:
        """Return rows down, columns across, and the size of one place of the grid."""
        down = min(cell.number, self._down[cell.detail])
        across = ceil(cell.number / down)
        return down, across, (cell.width - GAP) / across, (cell.height - GAP) / down

    def _shown(self, cell: Cell) -> tuple[int, int]:
        """Return first and last + 1 of the cell's rows in view."""
        down, across, wide, _ = self._grid(cell)
        first = max(0, int((self.gutter - cell.x) / wide))
        last = min(across, ceil((self.width - cell.x) / wide))
        return min(cell.number, first * down), min(cell.number, last * down)

    def plot(self, cell: Cell) -> Plot:
        """Return how the cell's rows in view are laid out (not for density)."""
        down, _, wide, high = self._grid(cell)
        width, height = wide - GAP, min(high - GAP / 2, self._high[cell.detail])
        if cell.detail is Detail.CARD:
            width, height = min(width, _WIDEST_CARD), min(high - GAP, self._tallest)
        elif cell.detail is Detail.ICON:
            width = height = min(width, self._high[Detail.ICON] - 2)
        left, top = cell.x + GAP, cell.y + GAP / 2 + (high - height) / 2
        return Plot(*self._shown(cell), down, wide, high, left, top, width, height)

    def slots(self, cell: Cell) -> Iterator[Slot]:
        """Yield the places of the cell's rows in view, in the order of the log (not for density)."""
        plot = self.plot(cell)
        return (self._slot(cell, plot, k) for k in range(plot.first, plot.last))

    def slot(self, cell: Cell, k: int) -> Slot:
        """Return the place of the k-th row of a cell (not for density)."""
        return self._slot(cell, self.plot(cell), k)

    def _slot(self, cell: Cell, plot: Plot, k: int) -> Slot:
        across, below = divmod(k, plot.down)
        position = self.index.members[cell.lane][self.index.starts[cell.lane][cell.turn] + k]
        x, y = plot.left + across * plot.wide, plot.top + below * plot.high
        return Slot(position, x, y, plot.width, plot.height)

    def density(self, lanes: Sequence[int], step: float, left: float, right: float) -> Counts:
        """Return how many rows of each lane lie in each strip of `step` pixels from `left` on, up to `right`.

        The shape is (lanes, strips).
        """
        import numpy as np  # noqa: PLC0415 -- wanted only once there is more to show than fits

        right = min(right, self.gutter + self.total - self.scroll)
        strips = np.arange(left, right + step, step) if right > left else np.zeros(1)
        inside = np.clip(strips - self.gutter + self.scroll, 0.0, self.total)
        moments = np.interp(inside, np.frombuffer(self.edges, dtype=np.float64), np.arange(len(self.edges)))
        found = np.stack([np.searchsorted(np.frombuffer(self.index.times[lane]), moments) for lane in lanes])
        return found[:, 1:] - found[:, :-1]

    def at(self, x: float, y: float) -> int | None:
        """Return the position of the row painted at a point of the viewport, or None."""
        if x < self.gutter or not self.head <= y < self.band_top or self.too_narrow:
            return None
        for cell in self.cells():
            if cell.x <= x < cell.x + cell.width and cell.y <= y < cell.y + cell.height:
                if cell.detail is Detail.DENSITY:
                    return self._nearest(cell.lane, cell.turn, self.time_at(x))
                return next((slot.position for slot in self.slots(cell) if slot.holds(x, y)), None)
        return None

    def _nearest(self, lane: int, turn: int, time: float) -> int:
        cell = self.index.cell(lane, turn)
        k = bisect_left(self.index.times[lane], time, cell.start, cell.stop)
        return self.index.members[lane][min(max(cell.start, k), cell.stop - 1)]

    def place_of(self, position: int) -> tuple[float, float]:
        """Return left edge and width of a row within the columns, before scrolling."""
        spot = self.index.spot(position)
        if spot is None:
            return 0.0, 0.0
        lane, turn, k = spot
        x, width = self.column(turn)
        count = len(self.index.cell(lane, turn))
        cell = Cell(lane, turn, x, 0.0, width, self.lane_height, count, self._best(count, width), 0)
        if cell.detail is Detail.DENSITY:
            return self.x_of(self.index.time(position)) - self.gutter + self.scroll, 1.0
        slot = self.slot(cell, k)
        return slot.x - self.gutter + self.scroll, slot.width
