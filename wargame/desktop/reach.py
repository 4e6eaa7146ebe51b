"""Keys of the control room that work elsewhere too: a note, a stamp, hiding the wall.

On a page on which somebody is at work a line for the note lies over it, and
nothing that is private to the control room is told there. From the wall the
note is typed in the facilitator's window, and the keyboard goes back.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from wargame.desktop.home.home_page import HomePage
from wargame.desktop.home.new_session import NewSession
from wargame.desktop.move_entry import MoveEntry
from wargame.desktop.note_over import NoteOver
from wargame.desktop.palette import Palette
from wargame.desktop.participant.curtain import Curtain
from wargame.desktop.participant.seat_page import SeatPage
from wargame.desktop.room.wall_window import WallWindow

if TYPE_CHECKING:
    from collections.abc import Callable

    from wargame.desktop.facilitator.control_room import ControlRoom

IN_PLACE = ("freeze", "blank", "wall", "clock")
"""What is done without leaving the page; so is every stamp."""
AT_WORK = (Curtain, SeatPage, MoveEntry, NewSession, HomePage)
"""Pages that a note does not leave: what is typed there would be lost, or who sees the screen is not to see more."""
_STAMP = "stamp "


def extend(page: QWidget, room: ControlRoom, show_room: Callable[[], None]) -> None:
    """Let these keys work on a page that is shown instead of the control room, or on the wall's window."""
    theirs = isinstance(page, Curtain | SeatPage | HomePage)
    for name, action in room.keys.actions.items():
        keys = action.shortcut().toString()
        if name == "note":
            _add(page, room, keys, partial(_note, page, room, show_room, action.trigger))
        elif name.startswith(_STAMP):
            stamp = partial(_stamp, page, room, name.removeprefix(_STAMP))
            _add(page, room, keys, stamp if isinstance(page, AT_WORK) else action.trigger)
        elif name in IN_PLACE and not theirs:
            _add(page, room, keys, action.trigger)


def _add(page: QWidget, room: ControlRoom, keys: str, act: Callable[[], None]) -> None:
    shortcut = QShortcut(keys, page)
    here, all_of_it = Qt.ShortcutContext.WidgetWithChildrenShortcut, Qt.ShortcutContext.WindowShortcut
    shortcut.setContext(all_of_it if page.isWindow() else here)
    shortcut.activated.connect(act)
    room.destroyed.connect(shortcut.deleteLater)


def _note(page: QWidget, room: ControlRoom, show_room: Callable[[], None], act: Callable[[], None]) -> None:
    """Open a note where it belongs: over the page that is at work, in the control room for every other."""
    if isinstance(page, WallWindow):
        _from_wall(page, room, show_room, act)
    elif isinstance(page, AT_WORK):
        _line(page, room).open()
    else:
        show_room()
        act()


def _stamp(page: QWidget, room: ControlRoom, tag: str) -> None:
    """Stamp the moment without a word on the page."""
    _line(page, room).stamp(tag)


def _line(page: QWidget, room: ControlRoom) -> NoteOver:
    """Return the line for a note over a page; it is made once, and is gone with its page."""
    made = page.findChild(NoteOver)
    if isinstance(made, NoteOver):
        return made
    line = room.notes.line_over(page, lambda: page.editor.draft.move if isinstance(page, MoveEntry) else "")
    room.destroyed.connect(line.deleteLater)
    return line


def _from_wall(wall: QWidget, room: ControlRoom, show_room: Callable[[], None], act: Callable[[], None]) -> None:
    """Let a note be typed in the facilitator's window, which comes to the front; then the keyboard goes back."""
    window, pages = room.window(), room.parentWidget()
    for palette in window.findChildren(Palette):
        palette.leave()
    page = pages.currentWidget() if isinstance(pages, QStackedWidget) else None
    if page is not None and isinstance(page, AT_WORK):
        line = _line(page, room)
        line.open()
        line.closed.connect(_Errand(wall, line).back)
    else:
        if page is not room:
            show_room()
        act()
        errand = _Errand(wall, room.notes)
        room.notes.emptied.connect(errand.back)
        shortcut = QShortcut("Escape", room.notes)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(errand.back)
        errand.destroyed.connect(shortcut.deleteLater)
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.raise_()
    window.activateWindow()


class _Errand(QObject):
    """The way back to the wall, as long as nothing else is done in the facilitator's window."""

    def __init__(self, wall: QWidget, place: QWidget) -> None:
        """`place` is where the note is typed."""
        super().__init__(place)
        self._wall, self._place, self._ended = wall, place, False
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._look)

    def back(self) -> None:
        """Give the keyboard back to the wall, if it is still there."""
        if not self._ended and shiboken6.isValid(self._wall):
            self._end()
            self._wall.raise_()
            self._wall.activateWindow()

    def _look(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Forget the way back when the keyboard goes anywhere else: whoever works there stays there."""
        if now is not None and now is not self._place and not self._place.isAncestorOf(now):
            self._end()

    def _end(self) -> None:
        if not self._ended:
            self._ended = True
            app = QApplication.instance()
            if isinstance(app, QApplication):
                app.focusChanged.disconnect(self._look)
            self.deleteLater()
