"""Density columns: how much happened when, where there is more to show than fits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wargame.desktop.facilitator.timeline_layout import Counts, Geometry

STRIP = 4
"""Width of a density column, and height of one row in it, in pixels."""
_MOST_KEPT = 12


@dataclass(frozen=True, slots=True)
class Crowd:
    """The columns of some lanes: what all of them share is filled, only what differs is a picture."""

    strips: int
    """How many columns there are."""
    shared: tuple[int, ...]
    """Of each lane: so many rows from below are lit in every column."""
    differing: int
    """Height of a lane in the picture, in rows; it stands on what is shared."""
    picture: QImage | None
    """Lane below lane; one pixel stands for STRIP pixels in both directions. None when no column differs."""


class Crowds:
    """The crowds that were counted; the last ones are kept, for frames in which nothing moved."""

    def __init__(self) -> None:
        self._kept: dict[object, Crowd | None] = {}
        self._of: object = None

    def forget(self) -> None:
        """Paint everything anew."""
        self._kept.clear()

    def crowd(
        self,
        geometry: Geometry,
        lanes: Sequence[int],
        span: tuple[float, float],
        steps: int,
        fills: Sequence[int],
    ) -> Crowd | None:
        """Return the columns of these lanes between two pixels, at most `steps` rows high; None without room."""
        if geometry.index is not self._of or len(self._kept) > _MOST_KEPT:
            self._of = geometry.index
            self._kept.clear()
        key = (tuple(lanes), span, geometry.scroll, geometry.total, steps)
        if key not in self._kept:
            counts = geometry.density(lanes, STRIP, *span)
            self._kept[key] = _columns(counts, steps, fills) if counts.size and steps > 0 else None
        return self._kept[key]


def _columns(counts: Counts, steps: int, fills: Sequence[int]) -> Crowd:
    import numpy as np  # noqa: PLC0415 -- wanted only once there is more to show than fits

    heights = np.minimum(counts + (counts > 0), steps)
    shared = heights.min(axis=1)
    above = heights - shared[:, None]
    differing = int(above.max())
    lanes, strips = counts.shape
    if not differing:
        return Crowd(strips, tuple(shared.tolist()), 0, None)
    lit = np.arange(differing, 0, -1)[None, :, None] <= above[:, None, :]
    pixels = lit * np.array(fills, dtype=np.uint32)[:, None, None]
    made = QImage(pixels.data, strips, lanes * differing, strips * 4, QImage.Format.Format_ARGB32_Premultiplied)
    return Crowd(strips, tuple(shared.tolist()), differing, made.copy())
