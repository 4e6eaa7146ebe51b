"""Pages that are shown for a while: each is destroyed when it is left, and the keyboard goes back to where it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QStackedWidget, QWidget

    from wargame.desktop.facilitator.control_room import ControlRoom


class Passing:
    """What is shown over the pages that stay."""

    def __init__(
        self, pages: QStackedWidget, room: Callable[[], ControlRoom | None], show_room: Callable[[], None]
    ) -> None:
        """`room` is the control room while there is one, some of whose keys work here too; `show_room` leads there."""
        self._pages, self._room, self._show_room = pages, room, show_room
        self.page: QWidget | None = None
        """The page that is shown now and does not stay."""
        self._before: QWidget | None = None
        self._keyboard: QWidget | None = None

    def show(self, page: QWidget) -> None:
        """Show a page that is destroyed when it is left."""
        before = self._pages.currentWidget()
        if before is not self.page:
            self._before = before
            self._keyboard = before.window().focusWidget() if before is not None else None
        self.drop()
        self.reach(page)
        self.page = page
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        page.setFocus()

    def reach(self, page: QWidget) -> None:
        """Let some keys of the control room work on a page, or a window, that is shown instead of it."""
        room = self._room()
        if room is not None:
            from wargame.desktop.reach import extend  # noqa: PLC0415 -- home is painted before it is loaded

            extend(page, room, self._show_room)

    def back(self, otherwise: QWidget) -> None:
        """Leave it for the page before it, with the keyboard where it was; `otherwise` where that page is no more."""
        before, keyboard = _alive(self._before), _alive(self._keyboard)
        self.drop()
        shown = before or otherwise
        self._pages.setCurrentWidget(shown)
        # A page without the keyboard answers to none of its keys.
        (keyboard if keyboard is not None and shown.isAncestorOf(keyboard) else shown).setFocus()

    def drop(self) -> None:
        """Destroy it, whatever is shown next."""
        if self.page is not None:
            gone, self.page = self.page, None
            self.remove(gone)

    def remove(self, page: QWidget) -> None:
        """Destroy a page, of whatever kind."""
        page.hide()
        self._pages.removeWidget(page)
        page.setParent(None)
        page.deleteLater()


def _alive(widget: QWidget | None) -> QWidget | None:
    return widget if widget is not None and shiboken6.isValid(widget) else None
