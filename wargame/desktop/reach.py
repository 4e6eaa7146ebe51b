"""Keys of the control room that work on the pages beside it too: a note, a stamp, hiding the wall."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut

from wargame.desktop.move_entry import MoveEntry

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from wargame.desktop.facilitator.control_room import ControlRoom

IN_PLACE = ("freeze", "blank", "wall", "clock")
"""What is done without leaving the page; so is every stamp."""
IN_THE_ROOM = ("note",)
"""What is done in the control room, to which the key leads back."""


def extend(page: QWidget, room: ControlRoom, show_room: Callable[[], None]) -> None:
    """Let these keys work on a page that is shown instead of the control room."""
    for name, action in room.keys.actions.items():
        if name in IN_PLACE or name.startswith("stamp "):
            _add(page, room, action.shortcut().toString(), action.trigger)
        elif name in IN_THE_ROOM and not isinstance(page, MoveEntry):
            # A move that is being entered is not left: what is typed there would be lost.
            _add(page, room, action.shortcut().toString(), partial(_there, show_room, action.trigger))


def _add(page: QWidget, room: ControlRoom, keys: str, act: Callable[[], None]) -> None:
    shortcut = QShortcut(keys, page)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(act)
    room.destroyed.connect(shortcut.deleteLater)


def _there(show_room: Callable[[], None], act: Callable[[], None]) -> None:
    show_room()
    act()
