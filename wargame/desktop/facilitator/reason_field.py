"""The line in which a reason is typed: the arrow keys put in one that is often given, or was given before."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QMenu, QToolButton

from wargame.desktop import text
from wargame.desktop.facilitator.quick_reasons import Kind, fitting, given_before, offered
from wargame.desktop.fields import LONGEST_LINE
from wargame.translation import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from wargame.desktop.live_session import LiveSession
    from wargame.desktop.style import Theme

_LONGEST = 60
"""Characters of a line of the list."""
_WALKS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class ReasonField(QLineEdit):
    """↓ what is often given, ↑ what was given before, Alt+↓ or the arrow in the line a list of all of it.

    What was typed is never lost: it is one of those that the keys go through.
    """

    def __init__(self, theme: Theme, name: str, hint: str = "", kind: Kind = Kind.NONE) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setMaxLength(LONGEST_LINE)
        self._theme = theme
        self._quick: tuple[str, ...] = ()
        self._ring = [""]
        """What was typed, then what may stand in its place."""
        self._place = 0
        self.before: Callable[[], Sequence[str]] = tuple
        """Returns the reasons given before, the latest last."""
        self.menu = QMenu(self)
        self._arrow = QAction(self)
        self._arrow.triggered.connect(self.open_list)
        self.addAction(self._arrow, QLineEdit.ActionPosition.TrailingPosition)
        for shown in self.findChildren(QToolButton):
            shown.setAccessibleName(say("Reasons that are often given"))
        theme.changed.connect(self._tint)
        self._tint()
        self.offer(kind)

    def offer(self, kind: Kind) -> None:
        """Offer the reasons that are given for this."""
        self._quick = offered(kind)
        self._ring, self._place = [""], 0
        self._arrow.setVisible(bool(self._quick))
        told = say("↓ a reason that is often given, ↑ one given before; Alt+↓ all of them")
        text.tooltip(self, told if self._quick else "")

    def open_list(self) -> None:
        """List all of them, each with its digit."""
        self._begin()
        self.menu.clear()
        for number, words in enumerate(self._ring[1:], 1):
            short = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"
            digit = f"&{number}" if number <= 9 else f"{number}"  # noqa: PLR2004 -- there are nine keys
            action = self.menu.addAction(f"{digit}  {short.replace('&', '&&')}")
            action.triggered.connect(partial(self._put, number))
        if not self.menu.isEmpty():
            self.menu.setActiveAction(self.menu.actions()[0])
            self.menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go through them with the arrow keys."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        by = _WALKS.get(Qt.Key(event.key())) if self._quick else None
        if by == 1 and held == Qt.KeyboardModifier.AltModifier:
            self.open_list()
        elif by is not None and not held:
            self._begin()
            self._put((self._place + by) % len(self._ring))
        else:
            super().keyPressEvent(event)

    def _begin(self) -> None:
        """Take up where the keys left off, or begin with what has been typed since."""
        words = self.text()
        if self._place == 0 or words != self._ring[self._place]:
            found = [one for one in fitting(words, self._quick, self.before()) if len(one) <= self.maxLength()]
            self._ring, self._place = [words, *found], 0

    def _put(self, place: int, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 -- Qt's signal
        """Put one of them into the line, as if it had been typed: Ctrl+Z takes it out again."""
        self._place = place
        self.selectAll()
        self.insert(self._ring[place])
        self.setFocus()

    def _tint(self) -> None:
        if self._theme.draws_icons:
            self._arrow.setIcon(self._theme.icon("chevron-down", "text2", 16))


def remember(panel: QWidget, live: LiveSession) -> None:
    """Let the reasons of a panel's forms be found again that were given in this session."""
    for field in panel.findChildren(ReasonField):
        field.before = lambda: given_before(live.history.entries)
