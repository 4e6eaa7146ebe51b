"""Two parts side by side; where there is no room for both, one below the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from wargame.desktop.layout import row

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

_ANYHOW = Qt.AlignmentFlag(0)
_SIDE_BY_SIDE, _BELOW = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class Fold(QWidget):
    """The first part has the room that is left; words are not cut as long as a line of their own is wide enough."""

    def __init__(self, first: QWidget, second: QWidget, gap: int = 8, below: int = 2) -> None:
        """`gap` is the space between them side by side, `below` that between lines."""
        super().__init__()
        self.setProperty("role", "bare")
        self._parts, self._gap, self._below = (first, second), gap, below
        self._row = row(first, second, gap=gap)
        self._row.setStretch(0, 1)
        self.setLayout(self._row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold or unfold."""
        super().resizeEvent(event)
        self._fold()

    def event(self, event: QEvent) -> bool:
        """The same when a part says something else."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fold()
        return done

    def _fold(self) -> None:
        need = sum(part.sizeHint().width() for part in self._parts) + self._gap
        wanted = _SIDE_BY_SIDE if need <= self.width() else _BELOW
        if wanted != self._row.direction():
            self._row.setDirection(wanted)
            beside = wanted == _SIDE_BY_SIDE
            self._row.setSpacing(self._gap if beside else self._below)
            self._row.setAlignment(self._parts[1], _ANYHOW if beside else Qt.AlignmentFlag.AlignLeft)
            self.updateGeometry()
