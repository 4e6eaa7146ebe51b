"""Density columns: how much happened when, where there is more to show than fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wargame.desktop.facilitator.timeline_layout import Counts, Geometry

STRIP = 4
"""Width of a density column, and height of one row in it, in pixels."""
_MOST_KEPT = 12


class Crowds:
    """Pictures of density columns; the last ones are kept, for frames in which nothing moved."""

    def __init__(self) -> None:
        self._kept: dict[object, QImage | None] = {}
        self._of: object = None

    def forget(self) -> None:
        """Paint everything anew."""
        self._kept.clear()

    def picture(
        self,
        geometry: Geometry,
        lanes: Sequence[int],
        span: tuple[float, float],
        steps: int,
        fills: Sequence[int],
    ) -> QImage | None:
        """Return the columns of these lanes between two pixels, lane below lane, `steps` rows high each.

        One pixel stands for STRIP pixels in both directions. None when there is no room.
        """
        if geometry.index is not self._of or len(self._kept) > _MOST_KEPT:
            self._of = geometry.index
            self._kept.clear()
        key = (tuple(lanes), span, geometry.scroll, geometry.total, steps)
        if key not in self._kept:
            counts = geometry.density(lanes, STRIP, *span)
            self._kept[key] = _columns(counts, steps, fills) if counts.size and steps > 0 else None
        return self._kept[key]


def _columns(counts: Counts, steps: int, fills: Sequence[int]) -> QImage:
    import numpy as np  # noqa: PLC0415 -- wanted only once there is more to show than fits

    heights = np.minimum(counts + (counts > 0), steps)
    lit = np.arange(steps, 0, -1)[None, :, None] <= heights[:, None, :]
    pixels = lit * np.array(fills, dtype=np.uint32)[:, None, None]
    lanes, strips = counts.shape
    made = QImage(pixels.data, strips, lanes * steps, strips * 4, QImage.Format.Format_ARGB32_Premultiplied)
    return made.copy()
