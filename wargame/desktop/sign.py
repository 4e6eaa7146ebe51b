"""The line at the foot of the window while a session is open: the protective marking, and that nothing is real."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStatusBar

from wargame.desktop import wall_settings
from wargame.desktop.growing import fix
from wargame.desktop.layout import bare, row
from wargame.desktop.text import elided, label
from wargame.desktop.wall_scenes import FOOTER
from wargame.translation import say

if TYPE_CHECKING:
    from wargame.desktop.live_session import LiveSession
    from wargame.desktop.style import Theme


class Sign(QStatusBar):
    """It stands below every page alike: control room, curtain, seats, review."""

    def __init__(self, theme: Theme, live: LiveSession) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self._marking = elided("", "strong")
        self._marking.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.says = label(say(FOOTER), "caption-strong")
        balance = label("", "caption")
        whole = row(balance, self._marking, self.says, gap=12, margins=(16, 0, 14, 0))
        whole.setStretch(0, 1)
        whole.setStretch(1, 2)
        whole.setStretch(2, 1)
        self.says.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.addWidget(bare(whole), 1)
        fix(theme, self, height=22, room=4)
        self.show_marking(wall_settings.kept(live).marking)

    def show_marking(self, marking: str) -> None:
        """Show another protective marking; "" for none."""
        self._marking.set_text(marking)
        self.setAccessibleName(" · ".join(part for part in (marking, say(FOOTER)) if part))

    def marking(self) -> str:
        """Return the protective marking that it shows."""
        return self._marking.full_text()
