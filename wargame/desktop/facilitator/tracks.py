"""The tracks: a strip of cards for the main ones, and all of them by owner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from wargame.desktop import charts, text
from wargame.desktop.buttons import button
from wargame.desktop.facilitator.line_breaks import broken
from wargame.desktop.growing import fix
from wargame.desktop.layout import bare, column, empty, framed, row, scrolled
from wargame.exercise.punctuation import in_per_cent
from wargame.translation import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent

    from wargame.desktop.style import Theme
    from wargame.referee.visibility import Reading

HEIGHT = 86
"""Of a card, in pixels: room for a name of two lines."""
MOST_CARDS = 6
"""So many cards stand in the strip at most."""
_CARD_WIDTH = 112
"""Pixels below which a card is not worth showing."""


class TrackCard(QWidget):
    """One track: name, value, change in the colour of good or bad, band, and the way it went."""

    correct_wanted = Signal(str)
    """Set this track by hand: Return, a double click, or the pencil that shows while it is pointed at."""
    opened = Signal(str)
    """Why did it move? A click, or Space."""

    def __init__(self, theme: Theme, reading: Reading) -> None:
        super().__init__()
        self._theme = theme
        self._pointed = False
        self.setMouseTracking(True)
        self._reading = reading
        self.setMinimumWidth(96)
        fix(theme, self, height=HEIGHT, room=10)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.show_reading(reading)

    @property
    def reading(self) -> Reading:
        """What the card shows."""
        return self._reading

    def show_reading(self, reading: Reading) -> None:
        """Show another reading of the track."""
        self._reading = reading
        words = charts.reading_words(reading)
        self.setAccessibleName(words)
        self.setAccessibleDescription(say("Space: why it moved. Return: correct it"))
        text.tooltip(self, f"{words}\n{say('Click or Space: why it moved · Return: correct it')}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour, reading, px = self._theme.colour, self._reading, self._theme.px
        focused = self.hasFocus()
        inset = 1.0 if focused else 0.5
        painter.setPen(QPen(colour("accent" if focused else "line"), 2 if focused else 1))
        painter.setBrush(colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 10, 10)
        left, width = 12, self.width() - 24
        self._name(painter, left, width)
        used = self._value(painter, left)
        room = width - used - 8
        if room >= 30 and len(reading.history) > 1:  # noqa: PLR2004 -- less is no line
            span = charts.Span.of(reading.history, reading.low, reading.high)
            charts.paint_sparkline(
                painter, self._theme, QRectF(left + used + 8, px(42), min(room, 150.0), px(32)), reading.history, span
            )
        charts.paint_range(painter, self._theme, QRectF(left, self.height() - 9, width, 3), reading)
        if self._pointed or focused:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("surface"))
            painter.drawEllipse(self._pencil().adjusted(-4, -4, 4, 4))
            painter.drawPixmap(self._pencil().topLeft(), self._theme.pixmap("pencil", "accent", 14))
        painter.end()

    def _pencil(self) -> QRect:
        return QRect(self.width() - 22, 6, 14, 14)

    def _point(self, *, pointed: bool) -> None:
        if pointed != self._pointed:
            self._pointed = pointed
            self.update()

    def mouseMoveEvent(self, _event: QMouseEvent) -> None:
        """Show the pencil while the card is pointed at."""
        self._point(pointed=True)

    def leaveEvent(self, event: QEvent) -> None:
        """Show it no longer."""
        super().leaveEvent(event)
        self._point(pointed=False)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Correct the track with the pencil; anywhere else ask why it moved."""
        if self._pencil().adjusted(-6, -6, 8, 6).contains(event.position().toPoint()):
            self.correct_wanted.emit(self._reading.track)
        elif event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(self._reading.track)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Correct the track."""
        self.correct_wanted.emit(self._reading.track)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Correct the track with Return; Space asks why it moved."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.correct_wanted.emit(self._reading.track)
        elif event.key() == Qt.Key.Key_Space:
            self.opened.emit(self._reading.track)
        else:
            super().keyPressEvent(event)

    def _name(self, painter: QPainter, left: int, width: int) -> None:
        reading, px = self._reading, self._theme.px
        painter.setFont(self._theme.font(12, 500))
        painter.setPen(self._theme.colour("text2"))
        lines = broken(QFontMetrics(self._theme.font(12, 500)), reading.name, (width, width))
        for place, line in enumerate(lines):
            painter.drawText(
                QRectF(left, px(7) + px(16) * place, width + 4, px(16)), Qt.AlignmentFlag.AlignVCenter, line
            )
        if reading.band and len(lines) == 1:
            painter.setFont(self._theme.font(11, 400))
            band = QFontMetrics(self._theme.font(11, 400)).elidedText(reading.band, Qt.TextElideMode.ElideRight, width)
            painter.drawText(QRectF(left, px(23), width + 4, px(16)), Qt.AlignmentFlag.AlignVCenter, band)

    def _value(self, painter: QPainter, left: int) -> int:
        """Paint value, unit and change; return how wide they are."""
        reading, px = self._reading, self._theme.px
        big, small = self._theme.font(22, 600), self._theme.font(12, 600)
        value = charts.number_text(reading.value)
        if reading.unit == "%":
            value = in_per_cent(value)
        painter.setFont(big)
        painter.setPen(self._theme.colour("text"))
        used = QFontMetrics(big).horizontalAdvance(value)
        painter.drawText(QRectF(left, px(43), used + 4, px(30)), Qt.AlignmentFlag.AlignVCenter, value)
        if reading.change:
            change = charts.signed_text(reading.change)
            painter.setFont(small)
            painter.setPen(self._theme.colour(charts.tone_of(reading.change, reading.good)))
            wide = QFontMetrics(small).horizontalAdvance(change)
            painter.drawText(QRectF(left + used + 6, px(46), wide + 4, px(26)), Qt.AlignmentFlag.AlignVCenter, change)
            used += 6 + wide
        return used

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(150, self.height())


class TrackStrip(QWidget):
    """The main tracks side by side, and the way to all of them."""

    all_wanted = Signal(bool)
    """Show all tracks in the middle of the room, or no longer."""
    correct_wanted = Signal(str)
    """Set this track by hand."""
    track_wanted = Signal(str)
    """Show why this track moved."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._cards: dict[str, TrackCard] = {}
        self._shown = MOST_CARDS
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._row.setContentsMargins(0, 0, 0, 0)
        self.all_button = button(theme, say("All"), "layout-grid", "", "small")
        self.all_button.setCheckable(True)
        fix(theme, self.all_button, height=HEIGHT, room=10)
        self.all_button.toggled.connect(self.all_wanted)
        outer = row(self._row, self.all_button, gap=8)
        outer.setStretch(0, 1)
        outer.setSizeConstraint(outer.SizeConstraint.SetNoConstraint)
        self.setLayout(outer)
        fix(theme, self, height=HEIGHT, room=10)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_readings(self, readings: Sequence[Reading]) -> None:
        """Show the headline tracks, or the first ones when the exercise names none."""
        chosen = [reading for reading in readings if reading.headline] or list(readings)
        chosen = chosen[:MOST_CARDS]
        if [reading.track for reading in chosen] != list(self._cards):
            empty(self._row)
            self._cards = {reading.track: TrackCard(self._theme, reading) for reading in chosen}
            for card in self._cards.values():
                card.correct_wanted.connect(self.correct_wanted)
                card.opened.connect(self.track_wanted)
                self._row.addWidget(card, 1)
            self._limit()
        for reading in chosen:
            if self._cards[reading.track].reading != reading:
                self._cards[reading.track].show_reading(reading)
        count = len(readings)
        self.all_button.setText(f" {say('All {count}', count=count)}")
        self.all_button.setAccessibleName(say("All {count} tracks", count=count))
        told = say("All {count} tracks, instead of the timeline (Ctrl+Shift+T)", count=count)
        text.tooltip(self.all_button, told)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many cards as can be read."""
        super().resizeEvent(event)
        self._shown = max(2, (event.size().width() - self.all_button.sizeHint().width()) // self._theme.px(_CARD_WIDTH))
        self._limit()

    def minimumSizeHint(self) -> QSize:
        """Return the room for two cards."""
        return QSize(2 * _CARD_WIDTH + 90, self.height())

    def _limit(self) -> None:
        for place, card in enumerate(self._cards.values()):
            card.setVisible(place < self._shown)

    def cards(self) -> tuple[TrackCard, ...]:
        """Return the cards, from left to right."""
        return tuple(self._cards.values())


class AllTracks(QWidget):
    """Every track, by owner."""

    correct_wanted = Signal(str)
    """Set this track by hand."""
    track_wanted = Signal(str)
    """Show why this track moved."""

    def __init__(self, theme: Theme, names: Mapping[str, str]) -> None:
        """`names` says what the owners are called."""
        super().__init__()
        self._theme = theme
        self._names = names
        self._cards: dict[str, TrackCard] = {}
        self._groups = column(gap=16, margins=(0, 0, 8, 0))
        inside = bare(column(self._groups, None))
        inside.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        outer = column(
            text.label(say("All tracks"), "section"),
            scrolled(inside, say("All tracks")),
            gap=10,
            margins=(14, 10, 6, 8),
        )
        card = framed(outer, "card", say("All tracks"))
        self.setLayout(column(card))

    def show_readings(self, readings: Sequence[Reading]) -> None:
        """Show these readings."""
        if [reading.track for reading in readings] != list(self._cards):
            self._build(readings)
        for reading in readings:
            if self._cards[reading.track].reading != reading:
                self._cards[reading.track].show_reading(reading)

    def _build(self, readings: Sequence[Reading]) -> None:
        empty(self._groups)
        self._cards = {reading.track: TrackCard(self._theme, reading) for reading in readings}
        groups: dict[str, list[TrackCard]] = {}
        for reading in readings:
            owner = (
                reading.about
                or " – ".join(self._names.get(actor, actor) for actor in reading.owner)
                or say("The world")
            )
            self._cards[reading.track].correct_wanted.connect(self.correct_wanted)
            self._cards[reading.track].opened.connect(self.track_wanted)
            groups.setdefault(owner, []).append(self._cards[reading.track])
        for owner, cards in groups.items():
            grid = QGridLayout()
            grid.setSpacing(8)
            for place, card in enumerate(cards):
                grid.addWidget(card, place // 3, place % 3)
            for across in range(3):
                grid.setColumnStretch(across, 1)
            self._groups.addLayout(column(text.label(owner, "caption-strong"), grid, gap=6))
