"""Notes of the facilitator and the evaluators: taken in passing, tagged, kept in the log."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from wargame.desktop import key_names, text
from wargame.desktop.buttons import button, icon_button
from wargame.desktop.fields import Chooser, TextArea
from wargame.desktop.flow import FlowLayout
from wargame.desktop.layout import bare, column, row, scrolled
from wargame.desktop.note_lines import about_words, move_of, notes_of
from wargame.desktop.note_list import STAMPS, NoteList, tag_icon
from wargame.desktop.note_over import NoteOver
from wargame.desktop.note_taking import NoteTaking
from wargame.desktop.true_time import NotATimeError, time_field, true_time
from wargame.exercise.punctuation import titled
from wargame.review.conduct_words import TAGS
from wargame.translation import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from wargame.desktop.buttons import Button
    from wargame.desktop.live_session import LiveSession
    from wargame.desktop.style import Theme

_WHOLE = 1.25
"""Up to this size of text there is room for everything that belongs to a note, above the list."""


class NotesPanel(QWidget):
    """A field for a note with what belongs to it, and all notes."""

    note_wanted = Signal(object)
    """A function of the session that takes the note; the field is emptied by `taken` when that is done."""
    stamp_wanted = Signal(object)
    """A function of the session that takes a note that is nothing but its tag."""
    emptied = Signal()
    """The note that was in the field is in the log."""

    def __init__(self, theme: Theme, live: LiveSession) -> None:
        super().__init__()
        self._theme, self._live = theme, live
        self._about = 0
        self.field = TextArea(
            say("Note"), say("What you want to raise in the review"), lines=3 if theme.scale <= _WHOLE else 2
        )
        self.field.installEventFilter(self)
        self.tags = {tag: self._tag_button(theme, tag) for tag in TAGS}
        self.objective = Chooser()
        self.objective.setAccessibleName(say("Objective"))
        self.objective.addItem(say("No objective"), "")
        for objective in live.exercise.objectives.values():
            self.objective.addItem(titled(objective.id, objective.text), objective.id)
        self.objective.setMinimumContentsLength(8)
        self.objective.setSizeAdjustPolicy(Chooser.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        if not live.exercise.objectives:
            self.objective.hide()
        self.when = time_field(say("True time"))
        text.tooltip(self.when, say("When it happened, if you write it down later: 10:42. Empty means now."))
        self._about_label = text.elided("", "caption")
        self.forget = icon_button(theme, "x", say("About nothing in particular"))
        self.take = button(theme, say("Take note"), "sticky-note", "soft", "small")
        text.tooltip(self.take, say("Keep it in the log (Ctrl+Return in the field)"))
        self.list = NoteList(theme)
        self.take.clicked.connect(self._take)
        self.forget.clicked.connect(lambda: self.show_about(0))
        self.field.textChanged.connect(self._judge)
        self.when.textChanged.connect(self._judge)
        self._lay_out(theme)
        self.setAccessibleName(say("Notes"))
        self.show_about(0)
        self._judge()

    def _lay_out(self, theme: Theme) -> None:
        flow = FlowLayout(4)
        for one in self.tags.values():
            flow.addWidget(one)
        self._wrong = text.label("", "caption", wrap=True)
        self._about_row = bare(row(self._about_label, self.forget, gap=4))
        what = row(self.objective, text.label(say("at", context="before a time of day"), "caption"), self.when, gap=6)
        what.setStretch(0, 1)
        foot = row(text.label("Ctrl+Shift+N", "key"), None, self.take)
        head = column(self.field, flow, what, self._about_row, self._wrong, gap=6, margins=(12, 12, 12, 8))
        if theme.scale <= _WHOLE:
            head.addLayout(foot)
            layout = column(head, self.list, gap=4)
            layout.setStretch(1, 1)
        else:
            foot.setContentsMargins(12, 0, 12, 4)
            layout = column(scrolled(bare(column(head, None, gap=0)), say("A new note")), foot, self.list, gap=4)
            layout.setStretch(0, 3)
            layout.setStretch(2, 2)
        self.setLayout(layout)

    def _tag_button(self, theme: Theme, tag: str) -> Button:
        made = button(theme, say(TAGS[tag]), tag_icon(tag), "choice", "small")
        made.setCheckable(True)
        tip = say(
            "Tag this note ({key} while you write; elsewhere a stamp on the moment)", key=key_names.shown(STAMPS[tag])
        )
        text.tooltip(made, tip)
        made.toggled.connect(self._judge)
        return made

    # -- what can be done ------------------------------------------------------------------------------------------

    def stamp(self, tag: str) -> None:
        """Tag the note that is being written; else put a stamp on the present moment."""
        if self.field.hasFocus() and self.field.toPlainText().strip():
            self.tags[tag].toggle()
            return
        self.stamp_wanted.emit(
            lambda session: session.note(
                "",
                session.history.now.last,
                tags=(tag,),
                move=move_of(session.history.entries, session.history.now.last),
            )
        )

    def show_about(self, seq: int) -> None:
        """Say which entry the note is about; 0 for none."""
        self._about = seq
        words = about_words(self._live.exercise, self._live.history.entries, seq)
        self._about_label.set_text(say("About entry {number}: {entry}", number=seq, entry=words) if words else "")
        self._about_row.setVisible(bool(words))

    def refresh(self) -> None:
        """Show all notes of the log."""
        self.list.show_notes(notes_of(self._live.exercise, self._live.history, self.list.notes))

    def taken(self) -> None:
        """Empty the field: the note is in the log."""
        self.field.clear()
        self.when.clear()
        for one in self.tags.values():
            one.setChecked(False)
        self.emptied.emit()

    def line_over(self, page: QWidget, move: Callable[[], str]) -> NoteOver:
        """Return a line for a note over another page, on which `move` is chosen; begun and left, it goes on here."""
        line = NoteOver(self._theme, page, NoteTaking(self._live, move).take)
        line.left.connect(self.go_on_with)
        return line

    def go_on_with(self, words: str, tags: tuple[str, ...]) -> None:
        """Take over a note that was begun elsewhere and not kept."""
        begun = self.field.toPlainText().strip()
        self.field.setPlainText(f"{begun}\n{words}".strip())
        for tag in tags:
            self.tags[tag].setChecked(True)

    # -- inside ----------------------------------------------------------------------------------------------------

    def _chosen_tags(self) -> tuple[str, ...]:
        return tuple(tag for tag, one in self.tags.items() if one.isChecked())

    def _judge(self) -> None:
        wrong = ""
        try:
            true_time(self.when.text(), datetime.now(UTC).astimezone())
        except NotATimeError as error:
            wrong = str(error)
        self._wrong.setText(wrong)
        self._wrong.setVisible(bool(wrong))
        words = self.field.toPlainText().strip()
        self.take.setEnabled(not wrong and bool(words or self._chosen_tags()))

    def _take(self) -> None:
        self._judge()
        if not self.take.isEnabled():
            return
        words, about, tags = self.field.toPlainText().strip(), self._about, self._chosen_tags()
        objective = str(self.objective.currentData() or "")
        happened_at = true_time(self.when.text(), datetime.now(UTC).astimezone())
        move = move_of(self._live.history.entries, about)
        self.note_wanted.emit(
            lambda session: session.note(
                words, about, tags=tags, objective=objective, move=move, happened_at=happened_at
            )
        )

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
