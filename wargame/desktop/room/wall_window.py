"""The window that the room looks at: one picture, painted; keys for whoever stands in front of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QPainter
from PySide6.QtWidgets import QMainWindow, QWidget

from wargame.desktop.room.frame import clock_words
from wargame.desktop.room.pages import page
from wargame.desktop.room.painting import paint
from wargame.desktop.wall_scenes import Scene
from wargame.translation import phrase, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent

    from wargame.desktop.room.sheet import Sheet
    from wargame.desktop.style import Theme
    from wargame.desktop.wall_scenes import Board, Cue

SMALLEST = QSize(960, 720)
"""Of the window: below it letters would have to be smaller than 16 pixels to find room."""
USUAL = QSize(1280, 720)
_ONWARD = (Qt.Key.Key_Space, Qt.Key.Key_PageDown, Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_BACKWARD = (Qt.Key.Key_PageUp, Qt.Key.Key_Left, Qt.Key.Key_Backspace)
_BLANK = (Qt.Key.Key_B, Qt.Key.Key_Period)
_NAMES = {
    Scene.SITUATION: phrase("The wall: situation"),
    Scene.TIMELINE: phrase("The wall: timeline"),
    Scene.INJECT: phrase("The wall: inject"),
    Scene.REVEAL: phrase("The wall: reveal"),
    Scene.CLOCK: phrase("The wall: clock"),
    Scene.QUESTION: phrase("The wall: question"),
    Scene.TEST_CARD: phrase("The wall: test card"),
    Scene.BLANK: phrase("The wall: blank"),
    Scene.EMERGENCY: phrase("The wall: emergency"),
}
"""What screen readers call each picture."""
_COUNTS = frozenset({Scene.SITUATION, Scene.TIMELINE, Scene.INJECT, Scene.CLOCK, Scene.QUESTION})
"""Scenes with a clock on them."""
TICK = 250
"""Milliseconds after which a clock is looked at again."""


def now() -> datetime:
    """Return the moment that a clock on the wall shows."""
    return datetime.now(UTC)


class Stage(QWidget):
    """One picture, as large as the widget."""

    def __init__(self, theme: Theme, board: Board, cue: Cue, moment: Callable[[], datetime] = now) -> None:
        """`moment` says what time it is."""
        super().__init__()
        self._theme = theme
        self._moment = moment
        self.board = board
        self.cue = cue
        self._sheet: Sheet | None = None
        self._time_shown: object = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        theme.changed.connect(self.renew)

    @property
    def sheet(self) -> Sheet:
        """The picture as it is shown."""
        if self._sheet is None:
            self._sheet = page(self._theme, QSizeF(self.size()), self.board, self.cue, self._moment())
            self.setAccessibleName(say(_NAMES[self.cue.scene]))
            self.setAccessibleDescription(self._sheet.told())
        return self._sheet

    def show_picture(self, board: Board, cue: Cue) -> None:
        """Show another picture."""
        self.board, self.cue = board, cue
        self.renew()

    def renew(self) -> None:
        """Put the picture together anew: the time has gone on, or it has become dark."""
        self._sheet = None
        self.update()

    def go_on(self) -> None:
        """Put the picture together anew if a clock on it shows another time now."""
        moment = self._moment()
        clock = self.board.clock
        shown = (clock_words(clock, moment) if clock is not None else None, moment.minute)
        if shown != self._time_shown:
            self._time_shown = shown
            self.renew()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture."""
        painter = QPainter(self)
        paint(painter, self.sheet, QRectF(self.rect()))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the picture out for the new size."""
        super().resizeEvent(event)
        self._sheet = None


class WallWindow(QMainWindow):
    """The public display. It knows one board and one cue, and asks for everything else."""

    onward = Signal()
    """Space, Page Down or a presenter's remote: the next step."""
    backward = Signal()
    blank_wanted = Signal()
    freeze_wanted = Signal()
    closed = Signal()
    """Its user has closed it."""

    def __init__(self, theme: Theme, board: Board, cue: Cue, moment: Callable[[], datetime] = now) -> None:
        """Make the window, not yet shown; `moment` says what time it is."""
        super().__init__()
        self.stage = Stage(theme, board, cue, moment)
        self.setCentralWidget(self.stage)
        self.setMinimumSize(SMALLEST)
        self.setWindowTitle(say("wargame: the wall"))
        # The facilitator goes on typing where they are.
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._ticking = QTimer(self)
        self._ticking.setInterval(TICK)
        self._ticking.timeout.connect(self._tick)
        self._ticking.start()

    def show_picture(self, board: Board, cue: Cue) -> None:
        """Show another picture; the same one again costs nothing."""
        if (board, cue) != (self.stage.board, self.stage.cue):
            self.stage.show_picture(board, cue)

    def put_on(self, display: str) -> None:
        """Fill the display of that name; without one, become an ordinary window beside the facilitator's."""
        screen = next((one for one in QGuiApplication.screens() if one.name() == display and display), None)
        if screen is None:
            self.showNormal()
            room = QGuiApplication.primaryScreen().availableGeometry()
            self.resize(USUAL.boundedTo(room.size()).expandedTo(SMALLEST))
            if not room.contains(self.pos()):
                # It stood on a display that is gone: not every desktop brings back what nobody can see.
                beside = room.bottomRight() - QPoint(self.width(), self.height())
                self.move(max(beside.x(), room.left()), max(beside.y(), room.top()))
            return
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.showFullScreen()

    def _tick(self) -> None:
        """Let a clock on the picture go on."""
        if self.isVisible() and self.stage.cue.scene in _COUNTS:
            self.stage.go_on()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys of a presenter: onward, backward, blank, freeze; Escape leaves the full screen."""
        key = Qt.Key(event.key())
        if key in _ONWARD:
            self.onward.emit()
        elif key in _BACKWARD:
            self.backward.emit()
        elif key in _BLANK:
            self.blank_wanted.emit()
        elif key == Qt.Key.Key_F:
            self.freeze_wanted.emit()
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_F5):
            self.close()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Change between full screen and window."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        event.accept()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say that the wall is gone."""
        self.closed.emit()
        super().closeEvent(event)
