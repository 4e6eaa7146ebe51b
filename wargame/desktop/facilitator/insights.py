"""The questions "why did it move?" and "why did nobody see it?", answered in the middle of the control room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from wargame.desktop.unseen import UnseenBreaches
from wargame.desktop.why_moved import WhyMoved

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStackedWidget, QWidget

    from wargame.desktop.live_session import LiveSession
    from wargame.desktop.style import Theme


class Insights(QObject):
    """Shows its pages in a stack of others, each made when it is first wanted, and goes back from them."""

    entry_wanted = Signal(int)

    def __init__(self, theme: Theme, live: LiveSession, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._theme = theme
        self._live = live
        self._stack = stack
        self._before: QWidget | None = None
        self._keyboard: QWidget | None = None
        self.moved: WhyMoved | None = None
        self.unseen: UnseenBreaches | None = None

    @property
    def has_agreements(self) -> bool:
        """Whether there is anything that can be broken."""
        return bool(self._live.exercise.agreements)

    def show_track(self, track: str = "") -> None:
        """Show why a track moved; "" is the one that was shown last."""
        if self.moved is None:
            self.moved = WhyMoved(self._theme, self._live.exercise)
            self._adopt(self.moved)
        self.moved.show_track(self._live.history, track)
        self._show(self.moved)
        self.moved.take_keyboard()

    def show_unseen(self) -> None:
        """Show the breaches that nobody saw, and why."""
        if self.unseen is None:
            self.unseen = UnseenBreaches(self._theme, self._live.exercise)
            self._adopt(self.unseen)
        self.unseen.show_log(self._live.history)
        self._show(self.unseen)
        self.unseen.take_keyboard()

    def refresh(self) -> None:
        """Bring the page that is shown up to date with the session."""
        page = self._stack.currentWidget()
        if page is self.moved and self.moved is not None:
            self.moved.show_track(self._live.history)
        elif page is self.unseen and self.unseen is not None:
            self.unseen.show_log(self._live.history)

    def close(self) -> None:
        """Go back to what was shown before, and put the keyboard where it was."""
        if self._before is not None and self._stack.currentWidget() in (self.moved, self.unseen):
            self._stack.setCurrentWidget(self._before)
            if self._keyboard is not None and self._keyboard.isVisible():
                self._keyboard.setFocus()

    def _adopt(self, page: WhyMoved | UnseenBreaches) -> None:
        page.entry_wanted.connect(self.entry_wanted)
        page.closed.connect(self.close)
        self._stack.addWidget(page)

    def _show(self, page: QWidget) -> None:
        if self._stack.currentWidget() not in (self.moved, self.unseen):
            self._before = self._stack.currentWidget()
            self._keyboard = self._stack.window().focusWidget()
        self._stack.setCurrentWidget(page)
