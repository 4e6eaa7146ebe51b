"""The briefing of a seat and all its news, to be read in peace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QSizePolicy

from wargame.desktop.buttons import button
from wargame.desktop.layout import column, row
from wargame.desktop.text import label, markdown_view
from wargame.translation import say

if TYPE_CHECKING:
    from wargame.desktop.style import Theme

LINE = 680
"""Width of a line in pixels: about 75 letters."""


class Briefing(QFrame):
    """A briefing as a page that can be closed."""

    closed = Signal()

    def __init__(self, theme: Theme, title: str, markdown: str, back: str = "") -> None:
        """`back` is what the button says that closes it; without it, that it leads back to the moves."""
        super().__init__()
        self.setProperty("role", "card")
        escape = QShortcut(QKeySequence("Escape"), self)
        escape.activated.connect(self.closed)
        self.view = markdown_view(markdown or say("*There is no briefing for this seat.*"), title)
        self.view.setMaximumWidth(LINE)
        self.view.setMinimumWidth(320)
        self.view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.close_button = button(theme, back or say("&Back to the moves"), "arrow-left")
        self.close_button.clicked.connect(self.closed)
        head = row(label(title, "heading"), None, self.close_button, gap=8)
        body = row(None, self.view, None)
        body.setStretch(1, 10)
        made = column(head, body, gap=12, margins=(20, 16, 16, 16))
        made.setStretch(1, 1)
        self.setLayout(made)
