"""The tracks: a strip of cards for the main ones, and all of them by owner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from wargame.desktop import charts, text
from wargame.desktop.buttons import button
from wargame.desktop.layout import bare, column, empty, framed, row, scrolled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QPaintEvent

    from wargame.desktop.style import Theme
    from wargame.referee.visibility import Reading

MOST_CARDS = 6
"""So many cards stand in the strip at most."""
_WORLD = "The world"


class TrackCard(QWidget):
    """One track: name, value, change in the colour of good or bad, band, and the way it went."""

    def __init__(self, theme: Theme, reading: Reading) -> None:
        super().__init__()
        self._theme = theme
        self._reading = reading
        self.setMinimumSize(QSize(112, 72))
        self.setFixedHeight(72)
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
        text.tooltip(self, words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour, reading = self._theme.colour, self._reading
        focused = self.hasFocus()
        inset = 1.0 if focused else 0.5
        painter.setPen(QPen(colour("accent" if focused else "line"), 2 if focused else 1))
        painter.setBrush(colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 10, 10)
        left, width = 12, self.width() - 24
        self._name(painter, left, width)
        used = self._value(painter, left)
        room = width - used - 8
        if room >= 30 and len(reading.history) > 1:  # noqa: PLR2004 - less is no line
            span = charts.Span.of(reading.history, reading.low, reading.high)
            charts.paint_sparkline(painter, self._theme, QRectF(left + used + 8, 26, min(room, 150.0), 32), reading.history, span)
        charts.paint_range(painter, self._theme, QRectF(left, self.height() - 9, width, 3), reading)
        painter.end()

    def _name(self, painter: QPainter, left: int, width: int) -> None:
        reading = self._reading
        quiet = self._theme.font(11, 500)
        band = QFontMetrics(quiet).horizontalAdvance(reading.band) if reading.band else 0
        title = self._theme.font(12, 500)
        name = QFontMetrics(title).horizontalAdvance(reading.name)
        if reading.band and name + 10 + band <= width:
            painter.setFont(quiet)
            painter.setPen(self._theme.colour("text2"))
            painter.drawText(QRectF(left, 8, width, 16), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, reading.band)
        painter.setFont(title)
        painter.setPen(self._theme.colour("text2"))
        shown = QFontMetrics(title).elidedText(reading.name, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRectF(left, 8, width + 4, 16), Qt.AlignmentFlag.AlignVCenter, shown)

    def _value(self, painter: QPainter, left: int) -> int:
        """Paint value, unit and change; return how wide they are."""
        reading = self._reading
        big, small = self._theme.font(22, 600), self._theme.font(12, 600)
        value = charts.number_text(reading.value) + ("%" if reading.unit == "%" else "")
        painter.setFont(big)
        painter.setPen(self._theme.colour("text"))
        used = QFontMetrics(big).horizontalAdvance(value)
        painter.drawText(QRectF(left, 27, used + 4, 30), Qt.AlignmentFlag.AlignVCenter, value)
        if reading.change:
            change = charts.signed_text(reading.change)
            painter.setFont(small)
            painter.setPen(self._theme.colour(charts.tone_of(reading.change, reading.good)))
            wide = QFontMetrics(small).horizontalAdvance(change)
            painter.drawText(QRectF(left + used + 6, 30, wide + 4, 26), Qt.AlignmentFlag.AlignVCenter, change)
            used += 6 + wide
        return used

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(150, 72)


class TrackStrip(QWidget):
    """The main tracks side by side, and the way to all of them."""

    all_wanted = Signal(bool)
    """Show all tracks in the middle of the room, or no longer."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._cards: dict[str, TrackCard] = {}
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._row.setContentsMargins(0, 0, 0, 0)
        self.all_button = button(theme, "All", "layout-grid", "", "small")
        self.all_button.setCheckable(True)
        self.all_button.setFixedHeight(72)
        self.all_button.toggled.connect(self.all_wanted)
        outer = row(self._row, self.all_button, gap=8)
        outer.setStretch(0, 1)
        self.setLayout(outer)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_readings(self, readings: Sequence[Reading]) -> None:
        """Show the headline tracks, or the first ones when the exercise names none."""
        chosen = [reading for reading in readings if reading.headline] or list(readings)
        chosen = chosen[:MOST_CARDS]
        if [reading.track for reading in chosen] != list(self._cards):
            empty(self._row)
            self._cards = {reading.track: TrackCard(self._theme, reading) for reading in chosen}
            for card in self._cards.values():
                self._row.addWidget(card, 1)
        for reading in chosen:
            if self._cards[reading.track].reading != reading:
                self._cards[reading.track].show_reading(reading)
        words = f"All {len(readings)} tracks"
        self.all_button.setText(f" {len(readings)}")
        self.all_button.setAccessibleName(words)
        text.tooltip(self.all_button, f"{words}, instead of the timeline (Ctrl+Shift+T)")

    def cards(self) -> tuple[TrackCard, ...]:
        """Return the cards, from left to right."""
        return tuple(self._cards.values())


class AllTracks(QWidget):
    """Every track, by owner."""

    def __init__(self, theme: Theme, names: Mapping[str, str]) -> None:
        """`names` says what the owners are called."""
        super().__init__()
        self._theme = theme
        self._names = names
        self._cards: dict[str, TrackCard] = {}
        self._groups = column(gap=16, margins=(0, 0, 8, 0))
        inside = bare(column(self._groups, None))
        inside.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        outer = column(text.label("All tracks", "section"), scrolled(inside, "All tracks"), gap=10, margins=(14, 10, 6, 8))
        card = framed(outer, "card", "All tracks")
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
            owner = " – ".join(self._names.get(actor, actor) for actor in reading.owner) or _WORLD
            groups.setdefault(owner, []).append(self._cards[reading.track])
        for owner, cards in groups.items():
            grid = QGridLayout()
            grid.setSpacing(8)
            for place, card in enumerate(cards):
                grid.addWidget(card, place // 3, place % 3)
            for across in range(3):
                grid.setColumnStretch(across, 1)
            self._groups.addLayout(column(text.label(owner, "caption-strong"), grid, gap=6))
