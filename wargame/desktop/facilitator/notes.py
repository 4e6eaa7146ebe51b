"""Notes of the facilitator: taken in passing, kept in the log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from wargame.desktop import text
from wargame.desktop.buttons import button
from wargame.desktop.fields import TextArea
from wargame.desktop.layout import column, empty, framed, row, scrolled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wargame.desktop.style import Theme


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note as it is listed."""

    text: str
    when: str
    """"half-year 3 · 12:41"."""
    about: str = ""


class NotesPanel(QWidget):
    """A field for a note, and all notes, the latest first."""

    note_wanted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._shown: Sequence[NoteLine] | None = None
        self.field = TextArea("Note", "What you want to raise in the review", lines=3)
        self.field.installEventFilter(self)
        self.take = button(theme, "Take note", "sticky-note", "soft", "small")
        text.tooltip(self.take, "Keep it in the log (Ctrl+Return in the field)")
        self.take.clicked.connect(self._take)
        self.field.textChanged.connect(self._judge)
        self._list = column(gap=8)
        inside = QWidget()
        inside.setLayout(column(self._list, None, margins=(12, 0, 10, 12)))
        keys = text.label("Ctrl+Shift+N", "key")
        head = column(self.field, row(keys, None, self.take), gap=6, margins=(12, 12, 12, 8))
        self.setLayout(column(head, scrolled(inside, "Notes so far"), gap=4))
        self.setAccessibleName("Notes")
        self._judge()

    def show_notes(self, notes: Sequence[NoteLine]) -> None:
        """Show these notes, the latest first."""
        if notes == self._shown:
            return
        self._shown = notes
        empty(self._list)
        for note in reversed(notes):
            parts: list[QWidget] = [text.label(note.text, "body", wrap=True)]
            parts.append(text.elided(f"{note.when} · about: {note.about}" if note.about else note.when, "caption"))
            self._list.addWidget(framed(column(*parts, gap=4, margins=(12, 8, 12, 8)), "box", note.text))
        if not notes:
            self._list.addWidget(text.label("No notes yet.", "quiet"))

    def taken(self) -> None:
        """Empty the field: the note is in the log."""
        self.field.clear()

    def _judge(self) -> None:
        self.take.setEnabled(bool(self.field.toPlainText().strip()))

    def _take(self) -> None:
        words = self.field.toPlainText().strip()
        if words:
            self.note_wanted.emit(words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the note with Ctrl+Return in its field."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() in {QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride}
            and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self._take()
            return True
        return super().eventFilter(watched, event)
