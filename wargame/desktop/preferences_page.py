"""Where the preferences are chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QWidget

from wargame.desktop.buttons import button
from wargame.desktop.flow import flow
from wargame.desktop.layout import bare, column, framed, row
from wargame.desktop.preferences import APPEARANCES
from wargame.desktop.text import label

if TYPE_CHECKING:
    from pathlib import Path

    from wargame.desktop.preferences import Kept
    from wargame.desktop.style import Theme


class PreferencesPage(QWidget):
    """The preferences. Each choice holds at once; there is nothing to confirm."""

    closed = Signal()

    def __init__(self, theme: Theme, kept: Kept, data: Path) -> None:
        """Show what is chosen now; `data` is the folder in which the program keeps everything."""
        super().__init__()
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        group = QButtonGroup(self)
        group.setExclusive(True)
        self.appearances = {}
        for key, words in APPEARANCES.items():
            choice = button(theme, words, {"system": "monitor", "light": "sun", "dark": "moon"}[key], "choice")
            choice.setCheckable(True)
            choice.setChecked(kept.appearance == key)
            choice.clicked.connect(lambda _checked=False, wanted=key: kept.choose(wanted))
            group.addButton(choice)
            self.appearances[key] = choice
        back = button(theme, "&Back", "arrow-left")
        back.clicked.connect(self.closed)
        look = column(label("Appearance", "name"), flow(*self.appearances.values(), gap=8), gap=8)
        where = column(
            label("Where everything is kept", "name"),
            label(str(data), "quiet", wrap=True),
            label("Nothing leaves this computer: no account, no server, no telemetry.", "caption", wrap=True),
            gap=4,
        )
        card = framed(column(look, where, gap=20, margins=(20, 16, 20, 18)))
        whole = bare(column(row(label("Preferences", "hero"), None, back), card, None, gap=16, margins=(0, 24, 0, 24)))
        whole.setMaximumWidth(760)
        whole.setMinimumWidth(560)
        page = row(None, whole, None, margins=(24, 0, 24, 0))
        page.setStretch(1, 10)
        self.setLayout(page)
        escape = QShortcut(QKeySequence("Escape"), self)
        escape.activated.connect(self.closed)
