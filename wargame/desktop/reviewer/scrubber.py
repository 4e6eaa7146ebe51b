"""The scrubber: every entry a tick in the colour of its actor, and the place that is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from wargame.desktop.growing import fix
from wargame.review import names
from wargame.translation import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent

    from wargame.desktop.style import Theme

_SIDE = 10
_TOP = 6
_BAND = 12


class Scrubber(QWidget):
    """A place in the log, moved by mouse and keys."""

    moved = Signal(int)
    """The entry that is wanted, by seq."""
    turn_wanted = Signal(int)
    """A turn on (1) or back (-1)."""
    play_wanted = Signal()

    def __init__(
        self, theme: Theme, slots: Sequence[int], begins: Sequence[int], turns: Sequence[int], turn_word: str
    ) -> None:
        """Take an actor's position (or -1) and the turn of each entry, and where turns begin."""
        super().__init__()
        self._theme = theme
        self._slots = tuple(slots)
        self._begins = tuple(begins)
        self._turns = tuple(turns)
        self._word = turn_word[:1].upper() + turn_word[1:]
        self._seq = len(slots)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        fix(theme, self, height=44, room=28)
        self.setAccessibleName(say("Place in the log"))
        theme.changed.connect(self.update)

    @property
    def seq(self) -> int:
        """The entry that is looked at."""
        return self._seq

    def set_seq(self, seq: int) -> None:
        """Show another place; tells nobody."""
        self._seq = seq
        self.setAccessibleDescription(say("Entry {number} of {count}", number=seq, count=len(self._slots)))
        self.update()

    def _x(self, place: float) -> float:
        return _SIDE + (self.width() - 2 * _SIDE) * place / max(1, len(self._slots))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint band, ticks, turns and the handle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self._theme.colour
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("sunken"))
        painter.drawRoundedRect(QRectF(_SIDE, _TOP, self.width() - 2 * _SIDE, _BAND), 6, 6)
        here = self._x(self._seq)
        painter.setBrush(colour("accent_soft"))
        painter.drawRoundedRect(QRectF(_SIDE, _TOP, here - _SIDE, _BAND), 6, 6)
        self._ticks(painter)
        self._names(painter)
        painter.setPen(QPen(colour("surface"), 2))
        painter.setBrush(colour("accent"))
        painter.drawEllipse(QRectF(here - 8, _TOP + _BAND / 2 - 8, 16, 16))
        if self.hasFocus():
            painter.setPen(QPen(colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()

    def _ticks(self, painter: QPainter) -> None:
        last = -10.0
        for place, slot in enumerate(self._slots):
            x = self._x(place + 0.5)
            if slot >= 0 and x - last >= 2:  # noqa: PLR2004 -- two pixels tell ticks apart
                painter.fillRect(QRectF(x - 1, _TOP + 2, 2, _BAND - 4), self._theme.actor(slot).fill)
                last = x

    def _names(self, painter: QPainter) -> None:
        painter.setFont(self._theme.font(11, 500))
        last = -100.0
        metrics = painter.fontMetrics()
        for place in self._begins:
            x = self._x(place)
            turn = self._turns[place] if place < len(self._turns) else 0
            words = names.numbered(self._word, turn) if turn else say("Start")
            if x - last < 6:  # noqa: PLR2004 -- no room for another word
                continue
            painter.setPen(QPen(self._theme.colour("line2"), 1))
            painter.drawLine(round(x), _TOP - 2, round(x), _TOP + _BAND + 2)
            painter.setPen(self._theme.colour("text2"))
            box = QRectF(x, 26, self._theme.px(120), self._theme.px(16))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)
            last = x + metrics.horizontalAdvance(words)

    def _go(self, seq: int) -> None:
        wanted = min(max(1, seq), len(self._slots))
        if wanted != self._seq:
            self.set_seq(wanted)
            self.moved.emit(wanted)

    def _go_to(self, x: float) -> None:
        self._go(round((x - _SIDE) / max(1, self.width() - 2 * _SIDE) * len(self._slots)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go where the mouse is."""
        self._go_to(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go_to(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keep the event: it ends what the press began."""
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step by entries, with Shift by turns; Home, End; Space plays."""
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if by is not None and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.turn_wanted.emit(by)
        elif by is not None:
            self._go(self._seq + by)
        elif event.key() == Qt.Key.Key_Home:
            self._go(1)
        elif event.key() == Qt.Key.Key_End:
            self._go(len(self._slots))
        elif event.key() == Qt.Key.Key_Space:
            self.play_wanted.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is elsewhere."""
        super().focusOutEvent(event)
        self.update()

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(600, self.height())
