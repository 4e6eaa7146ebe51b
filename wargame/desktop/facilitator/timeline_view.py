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
from wargame.desktop.facilitator.timeline_index import Index
from wargame.desktop.facilitator.timeline_layout import Geometry
from wargame.desktop.facilitator.timeline_painting import MARK_WORDS, Lane, Marked, TimelinePainter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent

    from wargame.desktop.style import Theme
    from wargame.exercise.definition import Exercise
    from wargame.review.timeline import Row

HEAD = 30
STEP = 1.25
"""One step of zooming."""
_WIDE = 760
"""From this width of the view on, lanes have their whole name beside them."""
_CARD = 112


def lanes_of(exercise: Exercise) -> tuple[Lane, ...]:
    """Return the lanes of an exercise: injects above, one for each actor, the rules below."""
    actors = [
        Lane(actor.id, actor.name, slot, actor.monogram or actor.name[:2].upper())
        for slot, actor in enumerate(exercise.actors.values())
    ]
    return (Lane("injects", "Injects", icon="newspaper"), *actors, Lane("rules", "Rules", icon="book-open"))


def row_words(row: Row, turn_word: str = "turn") -> str:
    """Return a row as a sentence, for tool tips and screen readers."""
    mark = MARK_WORDS.get(row.mark, "")
    told = f"{turn_word[:1].upper()}{turn_word[1:]} {row.turn}, {row.kind}: {row.title}{f' ({mark})' if mark else ''}"
    return f"{told}\n{row.detail}" if row.detail else told


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
        self._selected: int | None = None
        self._playhead: int | None = None
        self._current = 1
        self._even = False
        self._hovered: int | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Timeline")
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        theme.changed.connect(self.viewport().update)

    # -- what is shown ---------------------------------------------------------------------------------------------

    def show_rows(self, rows: Sequence[Row], current: int) -> None:
        """Show these rows; `current` is the turn in play."""
        chosen = self.selected_row()
        turn_changed = current != self._current
        self._rows = rows
        self._index = Index(rows, [lane.id for lane in self._lanes], self._turns)
        self._current = current
        self._hovered = None
        self._selected = self._index.position(chosen.seq) if chosen is not None and chosen.seq else None
        self._fit_bars()
        if turn_changed and self._zoom > 1.0 and current >= 1:
            self._reveal_turn(min(current, self._turns))
        self.viewport().update()

    @property
    def rows(self) -> Sequence[Row]:
        """The rows shown."""
        return self._rows

    def selected_row(self) -> Row | None:
        """Return the row that is selected."""
        return self._rows[self._selected] if self._selected is not None and self._selected < len(self._rows) else None

    def select(self, seq: int) -> None:
        """Select the row of an entry, if it has one, and bring it into view; tells nobody."""
        position = self._index.position(seq)
        if position != self._selected:
            self._choose(position, tell=False)

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
        )  # fmt: skip

    # -- inside ----------------------------------------------------------------------------------------------------

    def _gutter(self) -> int:
        return 132 if self.viewport().width() >= _WIDE else 108

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
        down.setRange(0, max(0, round(geometry.lanes_height - tall)))

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

    def _choose(self, position: int | None, *, tell: bool) -> None:
        self._selected = position
        row = self.selected_row()
        if row is not None and position is not None:
            self._reveal(position)
            self.setAccessibleDescription(row_words(row, self._turn_word))
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
            if tell:
                self.row_selected.emit(row.seq)
        self.viewport().update()

    def _step_along(self, by: int) -> None:
        spot = self._index.spot(self._selected) if self._selected is not None else None
        if spot is None:
            self._enter(last=by < 0)
            return
        lane, turn, k = spot
        members = self._index.members[lane]
        here = self._index.starts[lane][turn] + k + by
        if 0 <= here < len(members):
            self._choose(members[here], tell=True)

    def _step_across(self, by: int) -> None:
        spot = self._index.spot(self._selected) if self._selected is not None else None
        if spot is None or self._selected is None:
            self._enter(last=False)
            return
        time = self._index.time(self._selected)
        lane = spot[0] + by
        while 0 <= lane < len(self._lanes):
            times = self._index.times[lane]
            if len(times):
                nearest = min(range(len(times)), key=lambda k: abs(times[k] - time))
                self._choose(self._index.members[lane][nearest], tell=True)
                return
            lane += by

    def _enter(self, *, last: bool) -> None:
        if len(self._rows):
            shown = [k for lane in self._index.members for k in (lane[:1] if not last else lane[-1:])]
            if shown:
                self._choose(max(shown) if last else min(shown), tell=True)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what is in view."""
        painter = QPainter(self.viewport())
        marked = Marked(self._selected, self._current, self._playhead, self.hasFocus())
        self._painting.paint(painter, self.geometry_now(), self._lanes, self._rows, marked)
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
        """Select the card under the mouse."""
        if event.button() == Qt.MouseButton.LeftButton:
            found = self.geometry_now().at(event.position().x(), event.position().y())
            if found is not None:
                self._choose(found, tell=True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keep the event: it ends what the press began."""
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the card under the mouse, or zoom in on a place without one."""
        found = self.geometry_now().at(event.position().x(), event.position().y())
        if found is not None and not self.geometry_now().too_narrow:
            self.row_opened.emit(self._rows[found].seq)
        else:
            self.set_zoom(self._zoom * STEP**3, event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Keep the tool tip that belongs to the card under the mouse."""
        found = self.geometry_now().at(event.position().x(), event.position().y())
        if found != self._hovered:
            self._hovered = found
            text.tooltip(self.viewport(), "" if found is None else row_words(self._rows[found], self._turn_word))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk through the cards and zoom."""
        acts = {
            Qt.Key.Key_Right: lambda: self._step_along(1), Qt.Key.Key_Left: lambda: self._step_along(-1),
            Qt.Key.Key_Down: lambda: self._step_across(1), Qt.Key.Key_Up: lambda: self._step_across(-1),
            Qt.Key.Key_Home: lambda: self._enter(last=False), Qt.Key.Key_End: lambda: self._enter(last=True),
            Qt.Key.Key_Plus: self.zoom_in, Qt.Key.Key_Equal: self.zoom_in, Qt.Key.Key_Minus: self.zoom_out,
            Qt.Key.Key_F: self.fit, Qt.Key.Key_0: self.fit,
        }  # fmt: skip
        act = acts.get(Qt.Key(event.key()))
        row = self.selected_row()
        if act is not None and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            act()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and row is not None and not event.modifiers():
            self.row_opened.emit(row.seq)
        else:
            super().keyPressEvent(event)

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
        return QSize(320, 180)
