"""The line below the control room: saved when, how much, and the keys worth knowing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtWidgets import QFrame

from wargame.desktop import text
from wargame.desktop.growing import fix
from wargame.desktop.layout import row
from wargame.desktop.marks import Glyph
from wargame.translation import say, say_count

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from wargame.desktop.style import Theme


class StatusLine(QFrame):
    """Words about the file; nothing here needs an answer."""

    def __init__(self, theme: Theme, keys: str) -> None:
        super().__init__()
        self.setProperty("role", "foot")
        self.setAccessibleName(say("Status"))
        self._saved = text.label("", "caption")
        self._count = text.label("", "caption")
        self._intact = text.elided("", "caption")
        self._keys = text.elided(keys, "caption")
        self._row = row(
            Glyph(theme, "save", "text2", 13), self._saved, 8, Glyph(theme, "history", "text2", 13), self._count, 8,
            Glyph(theme, "shield-check", "text2", 13), self._intact, None, self._keys, gap=6, margins=(16, 0, 16, 0),
        )  # fmt: skip
        self.setLayout(self._row)
        fix(theme, self, height=28, room=8)

    def show_status(self, saved: str, entries: int, intact: str) -> None:
        """Show when the last entry was saved, how many there are, and whether the log is intact."""
        self._saved.setText(saved)
        number = f"{entries:,}".replace(",", "\N{THIN SPACE}")
        self._count.setText(say_count(entries, "{number} entry", "{number} entries", number=number))
        self._intact.set_text(intact)
        self._fit()

    def show_progress(self, done: int, of: int) -> None:
        """Show at once how far something has come that takes a moment; `show_status` follows when it is done."""
        self._saved.setText(say_count(done, "{done} of {total} done", "{done} of {total} done", done=done, total=of))
        self._fit()
        self._row.activate()
        self.repaint()
        # The window paints and answers its system meanwhile; keys and clicks wait until the rulings stand.
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)

    def _fit(self) -> None:
        """Leave the keys out where the words about the file would be cut: those are wanted whole."""
        self._keys.show()
        self._keys.setVisible(self._row.sizeHint().width() <= self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find room for the keys, or none."""
        super().resizeEvent(event)
        self._fit()
