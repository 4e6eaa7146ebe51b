"""Buttons: verbs, an icon that follows the theme, and one filled one a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QPushButton

from wargame.desktop import text as text_maker
from wargame.desktop.layout import restyle

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QStyleOptionButton

    from wargame.desktop.style import Theme

_FILLED = ("primary", "soft")
"""On these the pale icon that Qt makes by itself would not be seen: their ground goes with their colour."""
_MNEMONIC = Qt.TextFlag.TextShowMnemonic.value
_SLACK = 5
"""Pixels of its edge that a button lends to words that are hardly too long."""
_TOKENS = {"primary": "on_accent", "soft": "accent", "ghost": "text2", "danger": "bad", "tab": "text2"}


class Button(QPushButton):
    """A push button whose icon is drawn in the colour of its words.

    Where its words do not fit they go on in a second line, and end in "…" there; the whole is its tool tip.
    """

    _shown, _told, _lines = "", "", 1
    """What is shown when the words do not fit, and its tool tip then; how many lines they would like."""

    def __init__(self, theme: Theme, text: str, icon: str = "", role: str = "", size: str = "") -> None:
        super().__init__(text)
        self._theme = theme
        self._icon = icon
        self._role = role
        self.setProperty("role", role)
        self.setProperty("scale", size)
        self.setIconSize(QSize(16, 16))
        self.setAccessibleName(text.replace("&", "").strip())
        theme.changed.connect(self._tint)
        self._tint()

    def show_icon(self, icon: str) -> None:
        """Show another icon."""
        self._icon = icon
        self._tint()

    def show_role(self, role: str) -> None:
        """Take another role: filled when it has become the next step."""
        self._role = role
        self.setProperty("role", role)
        restyle(self)
        self._tint()

    def sizeHint(self) -> QSize:
        """Return the room for all words in one line, and the height of the lines there are."""
        hint = super().sizeHint()
        return hint + QSize(0, (self._lines - 1) * self.fontMetrics().lineSpacing())

    def initStyleOption(self, option: QStyleOptionButton) -> None:  # noqa: N802 -- Qt's name
        """Paint as many of the words as there is room for."""
        super().initStyleOption(option)
        if self._shown:
            option.text = self._shown

    def setText(self, text: str) -> None:  # noqa: N802 -- Qt's name
        """Say something else."""
        super().setText(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the words where they have to be broken."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        words, metrics = self.text(), self.fontMetrics()
        room = self.width() - super().sizeHint().width() + self._wide(words)
        lines, self._shown, whole = 1, "", ""
        if words and self._wide(words) > room + _SLACK:
            edge = " " if words.startswith(" ") else ""  # between the icon and the words
            room = max(0, room - self._wide(edge))
            broken = self._broken(words.strip(), room)
            lines, whole = len(broken), words.strip().replace("&&", "\0").replace("&", "").replace("\0", "&")
            if self.height() < lines * metrics.lineSpacing():
                broken = [words.strip()]
            cut = [metrics.elidedText(line, Qt.TextElideMode.ElideRight, room, _MNEMONIC) for line in broken]
            self._shown = "\n".join(f"{edge}{line}" for line in cut)
        if self.toolTip() == self._told:
            text_maker.tooltip(self, whole)
            self._told = self.toolTip()
        if lines != self._lines:
            self._lines = lines
            # A layout that is at work now would not hear of it.
            QTimer.singleShot(0, self, self._take_room)

    def _take_room(self) -> None:
        """Be as high as the lines are; the style sheet knows of one."""
        self.setMinimumHeight(self.sizeHint().height())
        self.updateGeometry()

    def _broken(self, words: str, room: int) -> list[str]:
        """Return the words in one line or two, of which the first has its room."""
        first, *others = words.split(" ")
        while others and self._wide(f"{first} {others[0]}") <= room:
            first = f"{first} {others.pop(0)}"
        return [first, " ".join(others)] if others else [first]

    def _wide(self, words: str) -> int:
        return self.fontMetrics().size(_MNEMONIC, words).width()

    def _tint(self) -> None:
        if self._icon and self._theme.draws_icons:
            pale = "text2" if self._role in _FILLED else ""
            self.setIcon(self._theme.icon(self._icon, _TOKENS.get(self._role, "text"), 16, pale))


def button(theme: Theme, text: str, icon: str = "", role: str = "", size: str = "") -> Button:
    """Return a button. Roles: primary, soft, ghost, danger, tab, choice; sizes: small, large."""
    return Button(theme, f" {text}" if icon and text else text, icon, role, size)


def icon_button(theme: Theme, icon: str, name: str) -> Button:
    """Return a small button that shows only an icon; its name is its tool tip and what is read out."""
    made = Button(theme, "", icon, "ghost", "small")
    made.setAccessibleName(name)
    text_maker.tooltip(made, name)
    made.setFixedSize(QSize(28, 28))
    return made
