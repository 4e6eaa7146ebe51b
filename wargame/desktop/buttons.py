"""Buttons: verbs, an icon that follows the theme, and one filled one a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton

from wargame.desktop import text as text_maker
from wargame.desktop.layout import restyle

if TYPE_CHECKING:
    from wargame.desktop.style import Theme

_FILLED = ("primary", "soft")
"""On these the pale icon that Qt makes by itself would not be seen: their ground goes with their colour."""
_TOKENS = {"primary": "on_accent", "soft": "accent", "ghost": "text2", "danger": "bad", "tab": "text2"}


class Button(QPushButton):
    """A push button whose icon is drawn in the colour of its words."""

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
