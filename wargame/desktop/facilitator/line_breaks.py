"""Titles broken into lines for painters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFontMetrics

_LONGEST = 160


def broken(metrics: QFontMetrics, text: str, rooms: Sequence[int]) -> tuple[str, ...]:
    """Return `text` in at most as many lines as there are `rooms` (pixels of each); what does not fit ends in "…".

    Lines end at spaces and after hyphens.
    """
    pieces = re.findall(r"[^\s-]*-+\s*|[^\s-]+\s*", text[:_LONGEST])
    lines: list[str] = []
    for place, room in enumerate(rooms):
        if not pieces:
            break
        line = pieces.pop(0)
        if place == len(rooms) - 1:
            line = "".join([line, *pieces])
        else:
            while pieces and metrics.horizontalAdvance((line + pieces[0]).rstrip()) <= room:
                line += pieces.pop(0)
        line = line.rstrip()
        fits = metrics.horizontalAdvance(line) <= room
        lines.append(line if fits else metrics.elidedText(line, Qt.TextElideMode.ElideRight, max(8, room)))
    return tuple(lines) or ("",)
