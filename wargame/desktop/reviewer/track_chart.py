"""The way of one track through the session, with the moment that is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from wargame.desktop import charts, text
from wargame.exercise.punctuation import in_per_cent, titled
from wargame.translation import say

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent

    from wargame.desktop.reviewer.course import Curve
    from wargame.desktop.style import Theme
    from wargame.exercise.definition import Track


class TrackChart(QWidget):
    """A stepped line over the turns: full up to the playhead, pale after it."""

    time_wanted = Signal(float)
    """A moment, in turns, that was clicked at."""
    opened = Signal(str)
    """The track, for Return and double click: why did it move?"""

    def __init__(self, theme: Theme, track: Track, name: str, curve: Curve, turns: int) -> None:
        super().__init__()
        self._theme, self._track, self._name, self._curve = theme, track, name, curve
        self._turns = max(1, turns)
        self._time = float(turns)
        around = charts.Span.of(curve.values, track.low, track.high, least=0.3, whole=track.whole)
        self._values = charts.round_values(around, whole=track.whole)
        self._span = charts.Span(self._values[0], self._values[-1])
        self.setMinimumSize(QSize(180, 72 + theme.px(48)))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.changed.connect(self.update)
        self.set_time(self._time)

    def set_time(self, time: float) -> None:
        """Look at another moment."""
        self._time = time
        value = self._curve.value_at(time)
        words = titled(self._name, f"{charts.number_text(value)}{self._band(value)}")
        self.setAccessibleName(words)
        self.setAccessibleDescription(say("Return shows why it moved"))
        text.tooltip(self, f"{words}\n{say('Why it moved: double click, or Return')}")
        self.update()

    def _band(self, value: float) -> str:
        names = [name for lowest, name in self._track.bands if value >= lowest]
        return f", {names[-1]}" if names else ""

    def _plot(self) -> QRectF:
        left, top, below = 12 + self._theme.px(28), 18 + self._theme.px(20), 10 + self._theme.px(14)
        return QRectF(left, top, self.width() - left - 16, self.height() - top - below)

    def _point(self, time: float, value: float) -> QPointF:
        box = self._plot()
        return QPointF(
            box.left() + box.width() * time / self._turns, box.bottom() - box.height() * self._span.share(value)
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card, its scale, the line and the playhead."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self._theme.colour
        focused = self.hasFocus()
        inset = 1.0 if focused else 0.5
        painter.setPen(QPen(colour("accent" if focused else "line"), 2 if focused else 1))
        painter.setBrush(colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 10, 10)
        self._title(painter)
        self._scale(painter)
        box = self._plot()
        now = self._point(self._time, self._curve.value_at(self._time))
        self._line(painter, QRectF(box.left() - 4, 0, now.x() - box.left() + 4, self.height()), 255)
        self._line(painter, QRectF(now.x(), 0, self.width(), self.height()), 90)
        painter.setPen(QPen(colour("text"), 1.4))
        painter.drawLine(QPointF(now.x(), box.top() - 4), QPointF(now.x(), box.bottom()))
        painter.setPen(QPen(colour("surface"), 2))
        painter.setBrush(colour("text"))
        painter.drawEllipse(now, 5, 5)
        painter.end()

    def _title(self, painter: QPainter) -> None:
        value = self._curve.value_at(self._time)
        number = charts.number_text(value)
        told = f"{in_per_cent(number) if self._track.unit == '%' else number}{self._band(value)}"
        strong = self._theme.font(13, 600)
        wide = QFontMetrics(strong).horizontalAdvance(told)
        painter.setFont(strong)
        painter.setPen(self._theme.colour("text"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(0, 8, self.width() - 14, self._theme.px(20)), right, told)
        room = self.width() - 14 - 14 - wide - 12
        name = QFontMetrics(strong).elidedText(self._name, Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(QRectF(14, 8, room + 4, self._theme.px(20)), Qt.AlignmentFlag.AlignVCenter, name)

    def _scale(self, painter: QPainter) -> None:
        painter.setFont(self._theme.font(11, 400))
        box, high, low = self._plot(), self._theme.px(16), self._theme.px(14)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for value in self._values:
            y = box.bottom() - box.height() * self._span.share(value)
            painter.setPen(QPen(self._theme.colour("line"), 1))
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
            painter.setPen(self._theme.colour("text2"))
            painter.drawText(QRectF(0, y - high / 2, box.left() - 6, high), right, charts.number_text(value))
        for turn in range(self._turns + 1):
            x = box.left() + box.width() * turn / self._turns
            painter.drawText(QRectF(x - low, box.bottom() + 4, 2 * low, low), Qt.AlignmentFlag.AlignCenter, str(turn))

    def _line(self, painter: QPainter, clip: QRectF, strength: int) -> None:
        accent = QColor(self._theme.colour("accent"))
        accent.setAlpha(strength)
        painter.save()
        painter.setClipRect(clip)
        path = QPainterPath(self._point(self._curve.times[0], self._curve.values[0]))
        before = self._curve.values[0]
        for time, value in zip(self._curve.times[1:], self._curve.values[1:], strict=True):
            path.lineTo(self._point(time, before))
            path.lineTo(self._point(time, value))
            before = value
        path.lineTo(self._point(float(self._turns), before))
        painter.setPen(QPen(accent, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        painter.restore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Look at the moment that is clicked at."""
        box = self._plot()
        self.time_wanted.emit(min(1.0, max(0.0, (event.position().x() - box.left()) / box.width())) * self._turns)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the track."""
        self.opened.emit(self._track.id)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the track."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.opened.emit(self._track.id)
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is elsewhere."""
        super().focusOutEvent(event)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keep the event: it ends what the press began."""
        event.accept()

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(360, 200)
