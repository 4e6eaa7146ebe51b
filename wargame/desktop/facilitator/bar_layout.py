"""Where the bars of agreements stand: below the lanes, each agreement on a line of its own while it lasts."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wargame.desktop.facilitator.timeline_index import Index
    from wargame.desktop.facilitator.timeline_layout import Geometry
    from wargame.review.bars import Bar

LINE = 22
"""Height of a line, in pixels, where there is room."""
LEAST_LINE = 12
"""Where there is none: too low for words."""
PAD = 5
"""Above the first line and below the last."""
_MOST = 160
"""So many bars are painted in one frame at most; where more are in view, some stand for their neighbours."""
_LEAST_WIDTH = 3.0


class BarPlace(NamedTuple):
    """Where one bar is painted, in pixels of the viewport."""

    position: int
    """Its place among the bars."""
    x: float
    y: float
    width: float
    height: float

    def holds(self, x: float, y: float) -> bool:
        """Return whether the point lies on the bar."""
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


class Band:
    """The bars on lines: those of one line follow one another."""

    def __init__(self, bars: Sequence[Bar], index: Index, until: float | None = None) -> None:
        """Lay out `bars`, in the order in which they began.

        Those that go on reach to the end of their last turn, or to `until`, a moment in turns.
        """
        self.bars = bars
        self.index = index
        self.begins = array("d", (index.moment(bar.start_seq, bar.start) for bar in bars))
        self.ends = array("d", (self._end(bar, until) for bar in bars))
        self.lines: list[array[int]] = []
        """The positions of the bars of each line, in their order."""
        self.line_of = array("l", self._lay_out())

    def _end(self, bar: Bar, until: float | None) -> float:
        if not bar.goes_on:
            return self.index.moment(bar.end_seq, bar.end)
        last = float(max(1, min(bar.end, self.index.turns)))
        return last if until is None else min(last, until)

    def _lay_out(self) -> Iterator[int]:
        """Yield the line of each bar: the one the agreement had, if it is free, else the first that is."""
        own: dict[str, int] = {}
        free: list[float] = []
        """From which entry on each line is free."""
        for position, bar in enumerate(self.bars):
            line = own.get(bar.agreement, -1)
            if line < 0 or free[line] > bar.start_seq:
                line = next((k for k, seq in enumerate(free) if seq <= bar.start_seq), len(free))
            if line == len(free):
                free.append(0.0)
                self.lines.append(array("l"))
            free[line] = float("inf") if bar.goes_on else bar.end_seq
            own[bar.agreement] = line
            self.lines[line].append(position)
            yield line

    def height(self, room: float) -> float:
        """Return the height of the band, in pixels, given `room` for it: lines get lower before they need more."""
        lines = max(1, len(self.lines))
        line = min(float(LINE), max(float(LEAST_LINE), (room - 2 * PAD) / lines))
        return round(lines * line + 2 * PAD)

    def position(self, bar: Bar | None) -> int | None:
        """Return where that stretch of that agreement stands among the bars; None when it is not here."""
        if bar is None:
            return None
        same = (bar.agreement, bar.start_seq)
        return next((k for k, one in enumerate(self.bars) if (one.agreement, one.start_seq) == same), None)

    def moment(self, position: int) -> float:
        """Return the middle of a bar, in turns."""
        return (self.begins[position] + self.ends[position]) / 2

    def nearest(self, line: int, time: float) -> int:
        """Return the position of the bar of a line that is nearest to a moment; of two, the one that begins there."""
        begins, ends = self.begins, self.ends
        return min(self.lines[line], key=lambda k: (max(begins[k] - time, time - ends[k], 0.0), -begins[k]))

    # -- in view -----------------------------------------------------------------------------------------------------

    def place(self, geometry: Geometry, position: int) -> BarPlace:
        """Return where a bar stands."""
        high = (geometry.band - 2 * PAD) / max(1, len(self.lines))
        x, right = geometry.x_of(self.begins[position]), geometry.x_of(self.ends[position])
        y = geometry.band_top + PAD + self.line_of[position] * high
        return BarPlace(position, x, y + 1, max(_LEAST_WIDTH, right - x), high - 2)

    def in_view(self, geometry: Geometry) -> Iterator[BarPlace]:
        """Yield the bars in view, line by line; of those that are too narrow to be told apart, one for all."""
        if geometry.band_top >= geometry.height:
            return
        first, last = geometry.time_at(geometry.gutter), geometry.time_at(geometry.width)
        step = max(_LEAST_WIDTH, len(self.lines) * (geometry.width - geometry.gutter) / _MOST)
        high = (geometry.band - 2 * PAD) / max(1, len(self.lines))
        y = geometry.band_top + PAD + 1 - high
        for line in self.lines:
            y += high
            if y + high <= geometry.head or y >= geometry.height:
                continue
            k = bisect_left(line, first, key=self.ends.__getitem__)
            stop = bisect_right(line, last, key=self.begins.__getitem__)
            while k < stop:
                position = line[k]
                x, right = geometry.x_of(self.begins[position]), geometry.x_of(self.ends[position])
                yield BarPlace(position, x, y, max(_LEAST_WIDTH, right - x), high - 2)
                k += 1
                if right - x < step:
                    k = bisect_left(line, geometry.time_at(x + step), k, stop, key=self.ends.__getitem__)

    def at(self, geometry: Geometry, x: float, y: float) -> int | None:
        """Return the position of the bar at a point of the viewport, or None."""
        if x < geometry.gutter or not max(geometry.head, geometry.band_top) <= y < geometry.band_top + geometry.band:
            return None
        return next((place.position for place in self.in_view(geometry) if place.holds(x, y)), None)
