"""The panels on the right: a letter of its own turns to each, and the keyboard goes along."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QApplication, QTabWidget, QWidget

from wargame.desktop.tabs import Tabs
from wargame.translation import say


class _Tabs(Tabs):
    """Tabs that say when one was chosen by its letter."""

    chosen_by_key = Signal()

    def event(self, event: QEvent) -> bool:
        """Let the tab be chosen first."""
        done = super().event(event)
        if event.type() == QEvent.Type.Shortcut:
            self.chosen_by_key.emit()
        return done


class PanelTabs(QTabWidget):
    """Pages of which one is shown; the one that is chosen by its letter takes the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        tabs = _Tabs()
        tabs.setAccessibleName(say("Panels"))
        self.setTabBar(tabs)
        self.setDocumentMode(True)
        self.setUsesScrollButtons(True)
        self.setAccessibleName(say("Panels"))
        # What a page lists when it is turned to is there a moment later.
        tabs.chosen_by_key.connect(self.take_keyboard, Qt.ConnectionType.QueuedConnection)

    def take_keyboard(self) -> None:
        """Put the keyboard on what the page that is shown is for, or else on its first field."""
        page = self.currentWidget()
        own = getattr(page, "take_keyboard", None)
        if own is not None:
            own()
        focus = QApplication.focusWidget()
        if focus is None or not page.isAncestorOf(focus):
            first = _first_field(page)
            (self.tabBar() if first is None else first).setFocus(Qt.FocusReason.ShortcutFocusReason)


def _first_field(page: QWidget) -> QWidget | None:
    widget = page.nextInFocusChain()
    while widget is not None and widget is not page:
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled()
        if page.isAncestorOf(widget) and takes:
            return widget
        widget = widget.nextInFocusChain()
    return None
