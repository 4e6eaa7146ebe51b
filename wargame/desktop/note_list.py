"""All notes, the latest first, with their tags as chips; those with one tag alone when it is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from wargame.desktop import text
from wargame.desktop.buttons import button
from wargame.desktop.chips import Chip
from wargame.desktop.fields import Chooser
from wargame.desktop.flow import FlowLayout
from wargame.desktop.layout import column, drop, empty, row, scrolled
from wargame.exercise.punctuation import titled
from wargame.review import names
from wargame.review.conduct_words import TAGS
from wargame.translation import say, say_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent

    from wargame.desktop.note_lines import NoteLine
    from wargame.desktop.style import Theme

_LOOKS = {
    "strength": ("ok", "circle-check"),
    "improvement": ("warn", "trending-up"),
    "quote": ("accent", "quote"),
    "parking lot": ("neutral", "bookmark"),
}
"""Tag → tone and icon of its chip."""
STAMPS = {
    "strength": "Ctrl+Alt+S",
    "improvement": "Ctrl+Alt+A",
    "quote": "Ctrl+Alt+Q",
    "parking lot": "Ctrl+Alt+P",
}
"""Tag → its key: a stamp on the present moment, or the tag of the note that is being written."""
_ALL, _NONE = "\0all", "\0none"
MOST = 25
"""Notes that are shown at once; each costs a tenth of a megabyte while it is."""


def tag_icon(tag: str) -> str:
    """Return the icon of a tag."""
    return _LOOKS.get(tag, ("neutral", "tag"))[1]


def tag_words(tag: str) -> str:
    """Return the words for a tag; one that the evaluators made up is its own."""
    return say(TAGS[tag]) if tag in TAGS else names.opening(tag)


class NoteCard(QFrame):
    """One note; a click or Return goes to what it is about."""

    chosen = Signal(int)
    """The entry that it is about, else its own."""

    def __init__(self, theme: Theme, note: NoteLine) -> None:
        super().__init__()
        self.setProperty("role", "note")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._seq = note.about_seq or note.seq
        inside = column(gap=4, margins=(12, 8, 12, 8))
        if note.tags:
            chips = FlowLayout(4)
            for tag in note.tags:
                tone, icon = _LOOKS.get(tag, ("neutral", "tag"))
                chips.addWidget(Chip(theme, tag_words(tag), tone, icon))
            inside.addLayout(chips)
        if note.text:
            inside.addWidget(text.label(note.text, "body", wrap=True))
        when = say("{when} · about: {entry}", when=note.when, entry=note.about) if note.about else note.when
        inside.addWidget(text.elided(when, "caption"))
        if note.objective:
            inside.addWidget(text.elided(say("Objective: {objective}", objective=note.objective), "caption"))
        self.setLayout(inside)
        tags = ", ".join(say(TAGS[tag]) if tag in TAGS else tag for tag in note.tags)
        self.setAccessibleName(titled(tags, note.text) if tags and note.text else tags or note.text)
        self.setAccessibleDescription(f"{note.when} {note.about}".strip())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to what the note is about."""
        if self._seq and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(self._seq)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go there with Return."""
        if self._seq and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.chosen.emit(self._seq)
        else:
            super().keyPressEvent(event)


class NoteList(QWidget):
    """The notes below one another, and the tag that is looked at."""

    chosen = Signal(int)
    """The entry that a note is about, or its own."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._notes: tuple[NoteLine, ...] = ()
        self._listed: tuple[NoteLine, ...] | None = None
        self.filter = Chooser()
        self.filter.setAccessibleName(say("Notes with the tag"))
        self.filter.addItem(say("All notes"), _ALL)
        for tag in TAGS:
            self.filter.addItem(say(TAGS[tag]), tag)
        self.filter.addItem(say("Without a tag"), _NONE)
        self.filter.currentIndexChanged.connect(self._list_anew)
        self._count = text.label("", "caption")
        self._cards = column(gap=8)
        self._limit = MOST
        self.older = button(theme, say("Show older notes"), "", "ghost", "small")
        self.older.clicked.connect(self._show_older)
        inside = QWidget()
        inside.setLayout(column(self._cards, row(self.older, None), None, margins=(12, 0, 10, 12)))
        self.older.hide()
        head = row(self.filter, None, self._count, gap=6, margins=(12, 0, 12, 4))
        layout = column(head, scrolled(inside, say("Notes so far")), gap=4)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    @property
    def notes(self) -> tuple[NoteLine, ...]:
        """All notes, oldest first, whichever are listed."""
        return self._notes

    def show_notes(self, notes: Sequence[NoteLine]) -> None:
        """Show these notes, the latest first."""
        if self._listed is not None and tuple(notes) == self._notes:
            return
        self._notes = tuple(notes)
        for tag in dict.fromkeys(tag for note in notes for tag in note.tags):
            if self.filter.findData(tag) < 0:
                self.filter.addItem(names.opening(tag), tag)
        self._list_anew()

    def listed(self) -> tuple[NoteLine, ...]:
        """Return the notes that can be seen, oldest first."""
        return self._listed or ()

    def _passes(self, note: NoteLine) -> bool:
        tag = self.filter.currentData()
        return tag == _ALL or (not note.tags if tag == _NONE else tag in note.tags)

    def _list_anew(self) -> None:
        """Add what is new at the top; begin again only when something else has changed."""
        wanted = tuple(filter(self._passes, self._notes))
        before = self._listed
        if not before or wanted[: len(before)] != before:
            empty(self._cards)
            before, self._limit = (), MOST
        self._listed = wanted
        for note in wanted[max(len(before), len(wanted) - self._limit) :]:
            self._cards.insertWidget(0, self._card(note))
        while self._cards.count() > self._limit:
            drop(self._cards)
        if not wanted:
            self._cards.addWidget(text.label(say("No such notes.") if self._notes else say("No notes yet."), "quiet"))
        told = str(len(wanted))
        if len(wanted) != len(self._notes):
            told = say("{number} of {count}", number=len(wanted), count=len(self._notes))
        self._count.setText(told if self._notes else "")
        self._offer_older()

    def _card(self, note: NoteLine) -> NoteCard:
        made = NoteCard(self._theme, note)
        made.chosen.connect(self.chosen)
        return made

    def _show_older(self) -> None:
        """Show as many older ones below those that are shown."""
        wanted = self.listed()
        end = len(wanted) - self._cards.count()
        for note in reversed(wanted[max(0, end - MOST) : end]):
            self._cards.addWidget(self._card(note))
        self._limit += MOST
        self._offer_older()

    def _offer_older(self) -> None:
        hidden = max(0, len(self.listed()) - self._limit)
        self.older.setText(say_count(min(hidden, MOST), "Show {count} older", "Show {count} older") if hidden else "")
        self.older.setVisible(hidden > 0)
