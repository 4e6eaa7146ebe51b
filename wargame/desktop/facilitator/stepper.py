"""The phases of a turn in a row, and which of them is now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from wargame.desktop import text
from wargame.desktop.growing import fix

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from wargame.desktop.style import Theme

_HEIGHT = 28
_BETWEEN = 18


class PhaseStepper(QWidget):
    """Past phases with a check, the present one filled, coming ones quiet; where it is narrow only that one by name."""

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
            words = f"Phase {now + 1} of {len(phases)}: {phases[now]}"
        else:
            words = "Before the start" if now < 0 else "Play is over"
        self.setAccessibleName(words)
        text.tooltip(self, f"{words}\n" + " → ".join(phases))
        self.updateGeometry()
        self.update()

    def _widths(self, phases: Sequence[str]) -> list[int]:
        metrics = QFontMetrics(self._theme.font(12, 600))
        return [metrics.horizontalAdvance(name) + (20 if place == self._now else 18 if place < self._now else 6)
                for place, name in enumerate(phases)]  # fmt: skip

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the phases, all by name if there is room."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        widths = self._widths(self._phases)
        if sum(widths) + _BETWEEN * (len(widths) - 1) <= self.width():
            self._named(painter, widths)
        else:
            self._dotted(painter)
        painter.end()

    def _named(self, painter: QPainter, widths: list[int]) -> None:
        x = 0
        for place, (name, width) in enumerate(zip(self._phases, widths, strict=True)):
            if place:
                painter.drawPixmap(x + 3, self.height() // 2 - 6, self._theme.pixmap("chevron-right", "line2", 12))
                x += _BETWEEN
            self._one(painter, name, place, x, width)
            x += width

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
        painter.drawText(QRectF(left, 0, width, self.height()), Qt.AlignmentFlag.AlignVCenter, name)

    def _dotted(self, painter: QPainter) -> None:
        x = 0
        name = self._phases[self._now] if 0 <= self._now < len(self._phases) else ""
        metrics = QFontMetrics(self._theme.font(12, 600))
        room = self.width() - 16 * (len(self._phases) - 1) - 4
        for place in range(len(self._phases)):
            if place == self._now:
                shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, max(20, room - 20))
                width = metrics.horizontalAdvance(shown) + 20
                self._one(painter, shown, place, x, width)
                x += width + 6
                continue
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("ok" if place < self._now else "line2"))
            size = 7 if place < self._now else 5
            painter.drawEllipse(QRectF(x + 3, (self.height() - size) / 2, size, size))
            x += 16

    def sizeHint(self) -> QSize:
        """Return the room for all names."""
        widths = self._widths(self._phases)
        return QSize(sum(widths) + _BETWEEN * max(0, len(widths) - 1), self.height())

    def minimumSizeHint(self) -> QSize:
        """Return the room for the present phase and dots."""
        return QSize(150, self.height())
