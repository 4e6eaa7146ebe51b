"""The phases of a turn in a row, and which of them is now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from wargame.desktop import text
from wargame.desktop.growing import fix
from wargame.translation import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from wargame.desktop.style import Theme

_HEIGHT = 28
_BETWEEN = 18
_DOT = 14
_LEAST = 150


class PhaseStepper(QWidget):
    """Past phases with a check, the present one filled, coming ones quiet; where it is narrow the far ones are dots."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._phases: Sequence[str] = ()
        self._now = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        fix(theme, self, height=_HEIGHT, room=10)
        theme.changed.connect(self.update)

    def show_phases(self, phases: Sequence[str], now: int) -> None:
        """Show the phases; `now` is the position of the present one, -1 for none."""
        self._phases, self._now = phases, now
        if 0 <= now < len(phases):
            words = say("Phase {number} of {total}: {phase}", number=now + 1, total=len(phases), phase=phases[now])
        else:
            words = say("Before the start") if now < 0 else say("Play is over")
        self.setAccessibleName(words)
        text.tooltip(self, f"{words}\n" + " → ".join(phases))
        self.updateGeometry()
        self.update()

    def _widths(self, phases: Sequence[str]) -> list[int]:
        metrics = QFontMetrics(self._theme.font(12, 600))
        return [metrics.horizontalAdvance(name) + (20 if place == self._now else 18 if place < self._now else 6)
                for place, name in enumerate(phases)]  # fmt: skip

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the phases by name, as many as there is room for; the others are dots."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        widths = self._widths(self._phases)
        named = self._named(widths)
        x = 0
        for place, name in enumerate(self._phases):
            if place and (place in named or place - 1 in named):
                painter.drawPixmap(x + 3, self.height() // 2 - 6, self._theme.pixmap("chevron-right", "line2", 12))
                x += _BETWEEN
            if place in named:
                width = min(widths[place], max(_DOT, self.width() - x))
                self._one(painter, name, place, x, width)
                x += width
            else:
                self._dot(painter, place, x)
                x += _DOT
        painter.end()

    def _named(self, widths: list[int]) -> set[int]:
        """Return the places of those that are shown by name: the present one, what comes next, what was."""
        now = self._here(widths)
        named: set[int] = set()
        for place in (*range(now, len(widths)), *range(now - 1, -1, -1)):
            if named and self._length(widths, named | {place}) > self.width():
                break
            named.add(place)
        return named

    def _here(self, widths: list[int]) -> int:
        """Return the place that is named in any case: the present phase, or the first or last when there is none."""
        return min(max(self._now, 0), len(widths) - 1)

    @staticmethod
    def _length(widths: list[int], named: set[int]) -> int:
        arrows = sum(place in named or place - 1 in named for place in range(1, len(widths)))
        names = sum(widths[place] for place in named)
        return names + _DOT * (len(widths) - len(named)) + _BETWEEN * arrows

    def _one(self, painter: QPainter, name: str, place: int, x: int, width: int) -> None:
        now, done = place == self._now, place < self._now
        left = x + 10 if now else x + 15 if done else x + 3
        if now:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("accent"))
            painter.drawRoundedRect(QRectF(x, 0, width, self.height()), 6, 6)
        elif done:
            painter.drawPixmap(x, self.height() // 2 - 6, self._theme.pixmap("check", "ok", 12))
        painter.setFont(self._theme.font(12, 600 if now else 500))
        painter.setPen(self._theme.colour("on_accent" if now else "text" if done else "text2"))
        shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, max(12, x + width - left))
        painter.drawText(QRectF(left, 0, width, self.height()), Qt.AlignmentFlag.AlignVCenter, shown)

    def _dot(self, painter: QPainter, place: int, x: int) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("ok" if place < self._now else "line2"))
        size = 7 if place < self._now else 5
        painter.drawEllipse(QRectF(x + (_DOT - size) / 2, (self.height() - size) / 2, size, size))

    def sizeHint(self) -> QSize:
        """Return the room for all names."""
        widths = self._widths(self._phases)
        return QSize(sum(widths) + _BETWEEN * max(0, len(widths) - 1), self.height())

    def minimumSizeHint(self) -> QSize:
        """Return the room for the present phase and dots."""
        widths = self._widths(self._phases)
        return QSize(max(_LEAST, self._length(widths, {self._here(widths)})), self.height())
