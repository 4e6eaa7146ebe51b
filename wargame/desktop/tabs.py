"""Tabs that give way where there is little room: they move together, then they shorten their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QTabBar

from wargame.desktop.layout import restyle
from wargame.desktop.text import tip

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QShowEvent

LETTERS = 3
"""Letters that a word keeps at least."""


class Tabs(QTabBar):
    """The longest shorten first and say the whole in a tip, the one that is chosen last of all.

    Where even that is not enough all are whole again, and arrows come.
    """

    def __init__(self) -> None:
        super().__init__()
        self._saved = 0
        """Pixels that each is narrower than usual."""
        self._widths: list[int] = []
        """How wide each may be; empty: as wide as it needs to be."""
        self.setProperty("tight", "false")
        self.currentChanged.connect(self._give_way)

    def tabSizeHint(self, index: int) -> QSize:  # noqa: N802 -- Qt's name
        """Return the room that a tab takes."""
        whole = super().tabSizeHint(index)
        return QSize(self._widths[index], whole.height()) if index < len(self._widths) else whole

    def minimumTabSizeHint(self, index: int) -> QSize:  # noqa: N802 -- Qt's name
        """Return the same: what can be given is given."""
        return self.tabSizeHint(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See whether there is room for all of them."""
        super().resizeEvent(event)
        self._give_way()

    def showEvent(self, event: QShowEvent) -> None:
        """See it once the width is known."""
        super().showEvent(event)
        self._give_way()

    def changeEvent(self, event: QEvent) -> None:
        """See it again: larger letters need more room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._give_way()

    def tabInserted(self, index: int) -> None:  # noqa: N802 -- Qt's name
        """Make room for another one."""
        super().tabInserted(index)
        self._give_way()

    def _give_way(self) -> None:
        if not self.isVisible() or not self.count():
            return
        usual = self._whole()
        tight = sum(usual) + self._saved * len(usual) > self.width()
        if tight != (self._saved > 0):
            self.setProperty("tight", "true" if tight else "false")
            restyle(self)
            self._saved = (sum(usual) - sum(self._whole())) // len(usual) if tight else 0
        before, whole = self._widths, self._whole()
        self._widths = self._shortened(whole)
        if self._widths == before:
            return
        shorter = self._widths != whole
        self.setElideMode(Qt.TextElideMode.ElideRight if shorter else Qt.TextElideMode.ElideNone)
        self.setIconSize(self.iconSize())  # lays them out anew
        for index in range(self.count()):
            self.setTabToolTip(index, tip(self.tabText(index).replace("&", "")) if shorter else "")

    def _whole(self) -> list[int]:
        return [super(Tabs, self).tabSizeHint(index).width() for index in range(self.count())]

    def _shortened(self, whole: list[int]) -> list[int]:
        """Return how wide each may be so that all have room: the chosen one whole, and underlined letters kept."""
        for kept, keys in (((self.currentIndex(),), True), ((self.currentIndex(),), False), ((), False)):
            gives = [0 if index in kept else self._to_give(index, keeps_key=keys) for index in range(len(whole))]
            for most in range(max(whole), 0, -1):
                pairs = zip(whole, gives, strict=True)
                widths = [min(width, max(width - give, most)) for width, give in pairs]
                if sum(widths) <= self.width():
                    return widths
        return whole

    def _to_give(self, index: int, *, keeps_key: bool) -> int:
        """Return the pixels that a word can give; with `keeps_key` its underlined letter stays."""
        word = self.tabText(index)
        key = word.find("&") if keeps_key else -1
        plain = word.replace("&", "")
        wide = self.fontMetrics().horizontalAdvance
        return max(0, wide(plain) - wide(plain[: max(LETTERS, key + 1)] + "…"))
