"""The timeline: what happened, lane by lane and turn by turn, with the detail there is room for.

Ctrl+wheel, + and - zoom; F fits everything in. The arrow keys walk from card
to card. The same rows as a table are in `timeline_panel`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QSizePolicy

from wargame.desktop import text
from wargame.desktop.facilitator.bar_layout import Band
from wargame.desktop.facilitator.lanes import gutter_width, least_lane
from wargame.desktop.facilitator.timeline_index import Index
from wargame.desktop.facilitator.timeline_layout import Geometry
from wargame.desktop.facilitator.timeline_painting import Marked, TimelinePainter
from wargame.desktop.facilitator.timeline_walk import NOTHING, Pick, across, along, enter
from wargame.desktop.facilitator.timeline_words import bar_words, row_words
from wargame.review.bars import Bar
from wargame.translation import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent

    from wargame.desktop.facilitator.lanes import Lane
    from wargame.desktop.style import Theme
    from wargame.review.timeline import Row

HEAD = 30
STEP = 1.25
"""One step of zooming."""
_CARD = 112


class TimelineView(QAbstractScrollArea):
    """A painted timeline over rows of `review.timeline`."""

    row_selected = Signal(int)
    """Seq of the entry of the row that was chosen by hand; 0 for what is only planned."""
    row_opened = Signal(int)
    """The same, for Return and double click."""

    def __init__(self, theme: Theme, lanes: Sequence[Lane], turns: int, turn_word: str = "turn") -> None:
        super().__init__()
        self._theme = theme
        self._lanes = tuple(lanes)
        self._turns = turns
        self._turn_word = turn_word
        self._painting = TimelinePainter(theme, turn_word)
        self._rows: Sequence[Row] = ()
        self._index = Index((), [lane.id for lane in lanes], turns)
        self._zoom = 1.0
        self._pick = NOTHING
        self._bars: Sequence[Bar] | None = None
        self._band: Band | None = None
        self._playhead: int | None = None
        self._current = 1
        self._even = False
        self._hovered = NOTHING
        self._gutters: dict[tuple[int, float], int] = {}
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(say("Timeline"))
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        theme.changed.connect(self.viewport().update)

    # -- what is shown ---------------------------------------------------------------------------------------------

    def show_rows(self, rows: Sequence[Row], current: int, bars: Sequence[Bar] | None = None) -> None:
        """Show these rows, and below them these bars; `current` is the turn in play.

        Without bars, not even an empty sequence, there is no room for any.
        """
        chosen, bar = self.selected_row(), self.selected_bar()
        turn_changed = current != self._current
        self._rows, self._bars = rows, bars
        self._index = Index(rows, [lane.id for lane in self._lanes], self._turns)
        self._current = current
        self._hovered = NOTHING
        self._pick = Pick(self._index.position(chosen.seq) if chosen is not None and chosen.seq else None)
        self._lay_bars(bar)
        self._fit_bars()
        if turn_changed and self._zoom > 1.0 and current >= 1:
            self._reveal_turn(min(current, self._turns))
        self.viewport().update()

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show these bars below the same rows."""
        bar = self.selected_bar()
        self._bars = bars
        self._lay_bars(bar)
        self._fit_bars()
        self.viewport().update()

    @property
    def rows(self) -> Sequence[Row]:
        """The rows shown."""
        return self._rows

    @property
    def bars(self) -> Sequence[Bar]:
        """The bars shown."""
        return self._bars or ()

    def selected_row(self) -> Row | None:
        """Return the row that is selected."""
        row = self._pick.row
        return self._rows[row] if row is not None and row < len(self._rows) else None

    def selected_bar(self) -> Bar | None:
        """Return the bar that is selected."""
        bar = self._pick.bar
        return self.bars[bar] if bar is not None and bar < len(self.bars) else None

    def select(self, seq: int) -> None:
        """Select the row of an entry, if it has one, and bring it into view; tells nobody."""
        bar = self.selected_bar()
        if bar is not None and bar.start_seq == seq:
            return
        pick = Pick(self._index.position(seq))
        if pick != self._pick:
            self._choose(pick, tell=False)

    def set_playhead(self, seq: int | None) -> None:
        """Draw the line up to which play has come; what lies behind it is pale. None takes it away.

        Columns are then equally wide, so that nothing moves while one goes through the session.
        """
        position = None if seq is None else self._index.last_before(seq)
        self._playhead = -1 if seq is not None and position is None else position
        if position is not None and seq is not None:
            row = self._rows[position]
            if row.turn >= 1:
                self._current = row.turn
            if not self._even:
                self._even = True
                self._fit_bars()
            if self._zoom > 1.0:
                self._reveal(position)
        self._lay_bars(self.selected_bar())
        self.viewport().update()

    # -- zoom ------------------------------------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        """How much wider than the view the columns are; 1 shows everything."""
        return self._zoom

    def largest_zoom(self) -> float:
        """Return the zoom at which the fullest cell shows cards side by side."""
        fit = max(1.0, self.viewport().width() - self._gutter())
        return max(4.0, self._index.fullest() * _CARD * max(1, self._turns) / fit)

    def set_zoom(self, zoom: float, anchor: float | None = None) -> None:
        """Zoom so that what is at `anchor` (a pixel of the view, else the middle) stays where it is."""
        before = self.geometry_now()
        x = anchor if anchor is not None and anchor > before.gutter else (before.gutter + before.width) / 2
        time = before.time_at(x)
        self._zoom = min(max(1.0, zoom), self.largest_zoom())
        self._fit_bars()
        after = self.geometry_now()
        self.horizontalScrollBar().setValue(round(after.x_of(time) + after.scroll - x))
        self.viewport().update()

    def zoom_in(self) -> None:
        """Show less, larger."""
        self.set_zoom(self._zoom * STEP)

    def zoom_out(self) -> None:
        """Show more, smaller."""
        self.set_zoom(self._zoom / STEP)

    def fit(self) -> None:
        """Show the whole exercise."""
        self.set_zoom(1.0)

    def geometry_now(self) -> Geometry:
        """Return where everything stands in the view at the moment."""
        size = self.viewport().size()
        current = self._turns + 1 if self._even else self._current
        return Geometry(
            self._index, current=current, width=size.width(), height=size.height(), gutter=self._gutter(), head=HEAD,
            zoom=self._zoom, scroll=self.horizontalScrollBar().value(), scroll_down=self.verticalScrollBar().value(),
            bars=self._band, scale=self._theme.scale,
            least_lane=least_lane(self._theme, self._lanes, size.height() - HEAD),
        )  # fmt: skip

    # -- inside ----------------------------------------------------------------------------------------------------

    def _gutter(self) -> int:
        asked = self.viewport().width(), self._theme.scale
        if asked not in self._gutters:
            self._gutters = {asked: gutter_width(self._theme, self._lanes, asked[0])}
        return self._gutters[asked]

    def _lay_bars(self, chosen: Bar | None) -> None:
        """Lay the bars out anew: those that go on reach to the playhead."""
        if self._bars is None:
            return
        until = None
        if self._playhead is not None:
            until = self._index.time(self._playhead) if self._playhead >= 0 else 0.0
        self._band = Band(self._bars, self._index, until)
        if chosen is not None:
            self._pick = Pick(bar=self._band.position(chosen))

    def _fit_bars(self) -> None:
        geometry = self.geometry_now()
        room = geometry.width - geometry.gutter
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setPageStep(round(room))
        across.setSingleStep(48)
        across.setRange(0, max(0, round(geometry.total - room)))
        tall = geometry.height - geometry.head
        down.setPageStep(round(tall))
        down.setSingleStep(24)
        down.setRange(0, max(0, round(geometry.lanes_height + geometry.band - tall)))

    def _reveal_turn(self, turn: int) -> None:
        geometry = self.geometry_now()
        x, width = geometry.column(turn)
        if x < geometry.gutter or x + width > geometry.width:
            middle = geometry.edges[turn - 1] + min(width, geometry.width - geometry.gutter) / 2
            self.horizontalScrollBar().setValue(round(middle - (geometry.width - geometry.gutter) / 2))

    def _reveal(self, position: int) -> None:
        geometry = self.geometry_now()
        left, width = geometry.place_of(position)
        bar, room = self.horizontalScrollBar(), geometry.width - geometry.gutter
        if left < bar.value() or left + width > bar.value() + room:
            bar.setValue(round(left + width / 2 - room / 2))
        spot = self._index.spot(position)
        if spot is not None and self.verticalScrollBar().maximum():
            top = spot[0] * geometry.lane_height
            down, tall = self.verticalScrollBar(), geometry.height - geometry.head
            if top < down.value() or top + geometry.lane_height > down.value() + tall:
                down.setValue(round(top + geometry.lane_height / 2 - tall / 2))

    def _choose(self, pick: Pick | None, *, tell: bool) -> None:
        """Select a row or a bar; None leaves everything as it is."""
        if pick is None:
            return
        self._pick = pick
        row, bar = self.selected_row(), self.selected_bar()
        if row is not None and pick.row is not None:
            self._reveal(pick.row)
        elif bar is not None and pick.bar is not None:
            self._reveal_bar(pick.bar)
        told = self._words(pick)
        if told:
            self.setAccessibleDescription(told)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
            if tell:
                self.row_selected.emit(row.seq if row is not None else bar.start_seq if bar is not None else 0)
        self.viewport().update()

    def _words(self, pick: Pick) -> str:
        """Return what is at a row or a bar, in words."""
        if pick.row is not None:
            return row_words(self._rows[pick.row], self._turn_word)
        return bar_words(self.bars[pick.bar], self._turn_word) if pick.bar is not None else ""

    def _at(self, point: QPointF) -> Pick:
        """Return what is painted at a point."""
        geometry = self.geometry_now()
        bar = self._band.at(geometry, point.x(), point.y()) if self._band is not None else None
        return Pick(bar=bar) if bar is not None else Pick(geometry.at(point.x(), point.y()))

    def _reveal_bar(self, position: int) -> None:
        """Bring a bar into view, its beginning at least."""
        geometry = self.geometry_now()
        if self._band is None:
            return
        place = self._band.place(geometry, position)
        bar, down = self.horizontalScrollBar(), self.verticalScrollBar()
        if place.x >= geometry.width or place.x + place.width <= geometry.gutter:
            bar.setValue(round(place.x + geometry.scroll - geometry.gutter - 24))
        if place.y < geometry.head:
            down.setValue(down.value() - round(geometry.head - place.y) - 4)
        elif place.y + place.height > geometry.height:
            down.setValue(down.value() + round(place.y + place.height - geometry.height) + 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what is in view."""
        painter = QPainter(self.viewport())
        marked = Marked(self._pick, self._current, self._playhead)
        self._painting.paint(painter, self.geometry_now(), self._lanes, self._rows, marked, self._band)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour("accent"), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the scroll bars to the new size."""
        super().resizeEvent(event)
        self._zoom = min(self._zoom, self.largest_zoom())
        self._fit_bars()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:  # noqa: N802 -- Qt's name
        """Paint anew: the header and the lanes' names stay in place."""
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, scroll sideways with Shift or when nothing is left to scroll down."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self._zoom * STEP ** (event.angleDelta().y() / 120), event.position().x())
            event.accept()
            return
        sideways = event.modifiers() & Qt.KeyboardModifier.ShiftModifier or not self.verticalScrollBar().maximum()
        if sideways and event.angleDelta().y():
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - event.angleDelta().y())
            event.accept()
            return
        super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select the card or the bar under the mouse."""
        if event.button() == Qt.MouseButton.LeftButton:
            found = self._at(event.position())
            if found != NOTHING:
                self._choose(found, tell=True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keep the event: it ends what the press began."""
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the card or the bar under the mouse, or zoom in on a place without one."""
        found = self._at(event.position())
        if found.bar is not None:
            self.row_opened.emit(self.bars[found.bar].start_seq)
        elif found.row is not None and not self.geometry_now().too_narrow:
            self.row_opened.emit(self._rows[found.row].seq)
        else:
            self.set_zoom(self._zoom * STEP**3, event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Keep the tool tip that belongs to the card or bar under the mouse."""
        found = self._at(event.position())
        if found != self._hovered:
            self._hovered = found
            text.tooltip(self.viewport(), self._words(found))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk through the cards and zoom."""
        acts = {
            Qt.Key.Key_Right: lambda: self._walk(along, 1), Qt.Key.Key_Left: lambda: self._walk(along, -1),
            Qt.Key.Key_Down: lambda: self._walk(across, 1), Qt.Key.Key_Up: lambda: self._walk(across, -1),
            Qt.Key.Key_Home: lambda: self._choose(enter(self._index, self._band, last=False), tell=True),
            Qt.Key.Key_End: lambda: self._choose(enter(self._index, self._band, last=True), tell=True),
            Qt.Key.Key_Plus: self.zoom_in, Qt.Key.Key_Equal: self.zoom_in, Qt.Key.Key_Minus: self.zoom_out,
            Qt.Key.Key_F: self.fit, Qt.Key.Key_0: self.fit,
        }  # fmt: skip
        act = acts.get(Qt.Key(event.key()))
        chosen = self.selected_row() or self.selected_bar()
        if act is not None and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            act()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and chosen is not None and not event.modifiers():
            self.row_opened.emit(chosen.start_seq if isinstance(chosen, Bar) else chosen.seq)
        else:
            super().keyPressEvent(event)

    def _walk(self, step: Callable[[Index, Band | None, Pick, int], Pick | None], by: int) -> None:
        self._choose(step(self._index, self._band, self._pick, by), tell=True)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is elsewhere."""
        super().focusOutEvent(event)
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        """Paint anew after a change of palette."""
        super().changeEvent(event)
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(700, 60 * len(self._lanes) + HEAD)

    def minimumSizeHint(self) -> QSize:
        """Return the least size at which the timeline makes sense."""
        return QSize(320, 160)
