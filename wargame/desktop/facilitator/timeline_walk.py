"""Walking over the timeline by keys: along a lane, across to the next one, and on to the bars below them."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from array import array

    from wargame.desktop.facilitator.bar_layout import Band
    from wargame.desktop.facilitator.timeline_index import Index


class Pick(NamedTuple):
    """What is selected: a row or a bar, by its position; or nothing."""

    row: int | None = None
    bar: int | None = None


NOTHING = Pick()


def along(index: Index, band: Band | None, pick: Pick, by: int) -> Pick | None:
    """Return the neighbour in the same lane or line; None when there is none."""
    if pick.bar is not None and band is not None:
        line = band.lines[band.line_of[pick.bar]]
        here = line.index(pick.bar) + by
        return Pick(bar=line[here]) if 0 <= here < len(line) else None
    spot = index.spot(pick.row) if pick.row is not None else None
    if spot is None:
        return enter(index, band, last=by < 0)
    lane, turn, k = spot
    members = index.members[lane]
    here = index.starts[lane][turn] + k + by
    return Pick(members[here]) if 0 <= here < len(members) else None


def across(index: Index, band: Band | None, pick: Pick, by: int) -> Pick | None:
    """Return what is nearest in time in the next lane or line that holds anything; None when there is none."""
    lanes = len(index.lanes)
    if pick.bar is not None and band is not None:
        time, now = band.moment(pick.bar), lanes + band.line_of[pick.bar]
    else:
        spot = index.spot(pick.row) if pick.row is not None else None
        if spot is None or pick.row is None:
            return enter(index, band, last=False)
        time, now = index.time(pick.row), spot[0]
    below = len(band.lines) if band is not None else 0
    now += by
    while 0 <= now < lanes + below:
        if now >= lanes and band is not None:
            return Pick(bar=band.nearest(now - lanes, time))
        times = index.times[now]
        if len(times):
            return Pick(index.members[now][_nearest(times, time)])
        now += by
    return None


def enter(index: Index, band: Band | None, *, last: bool) -> Pick | None:
    """Return the first row of all, or the last; a bar when there is no row."""
    found = [k for lane in index.members for k in (lane[:1] if not last else lane[-1:])]
    if found:
        return Pick(max(found) if last else min(found))
    if band is not None and band.bars:
        return Pick(bar=len(band.bars) - 1 if last else 0)
    return None


def _nearest(times: array[float], time: float) -> int:
    k = bisect_left(times, time)
    return min((place for place in (k - 1, k) if 0 <= place < len(times)), key=lambda place: abs(times[place] - time))
