"""Breaches that nobody saw when they were committed, and why: for the white cell alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from wargame.desktop import text
from wargame.desktop.buttons import Button, button
from wargame.desktop.chips import Chip
from wargame.desktop.layout import bare, column, empty, framed, row, scrolled
from wargame.desktop.marks import Badge
from wargame.review import names
from wargame.review.breaches import unseen_breaches
from wargame.translation import say

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from wargame.desktop.style import Theme
    from wargame.exercise.definition import Exercise
    from wargame.review.breaches import UnseenBreach
    from wargame.review.cards import Log


class UnseenBreaches(QWidget):
    """Every breach that was not found at once, oldest first."""

    entry_wanted = Signal(int)
    """The entry in which a breach was committed."""
    closed = Signal()

    def __init__(self, theme: Theme, exercise: Exercise, *, closable: bool = True) -> None:
        super().__init__()
        self.setAccessibleName(say("Breaches nobody saw"))
        self._theme = theme
        self._exercise = exercise
        self._closable = closable
        self._seen = -1
        self.buttons: list[Button] = []
        """One for each breach, which opens its entry."""
        self._list = column(gap=8)
        self.back = button(theme, say("Back"), "arrow-left", "", "small")
        text.tooltip(self.back, say("Back to where you were (Esc)"))
        head = row(text.label(say("Breaches nobody saw"), "section", wrap=True), self.back, gap=6)
        head.setStretch(0, 1)
        inside = bare(column(self._list, None, margins=(0, 0, 8, 0)))
        whole = column(head, scrolled(inside, say("Breaches nobody saw")), gap=10, margins=(14, 10, 6, 8))
        self.setLayout(column(framed(whole, "card")))
        self.back.setVisible(closable)
        self.back.clicked.connect(self.closed)

    def show_log(self, log: Log) -> None:
        """Show the breaches of this log."""
        if len(log.entries) == self._seen:
            return
        self._seen = len(log.entries)
        empty(self._list)
        self.buttons = []
        found = unseen_breaches(self._exercise, log)
        if not found:
            none = say("So far every breach was found when it was committed.")
            self._list.addWidget(text.label(none, "quiet", wrap=True))
        for one in found:
            self._list.addWidget(self._breach(log, one))

    def take_keyboard(self) -> None:
        """Put the keyboard on the first breach, or on the way back."""
        (self.buttons[0] if self.buttons else self.back).setFocus()

    def _breach(self, log: Log, one: UnseenBreach) -> QWidget:
        exercise = self._exercise
        actor = exercise.actors[one.breaker]
        badge = Badge(self._theme, list(exercise.actors).index(one.breaker), actor.monogram, actor.name, 22)
        title, *why = (line.text for line in one.lines)
        same = (one.turn, one.agreement, one.breaker, one.move)
        known = any(
            breach.found
            for breach in log.state_at(len(log.entries)).breaches
            if (breach.turn, breach.agreement, breach.breaker, breach.move) == same
        )
        chip = Chip(
            self._theme,
            say("Found later") if known else say("Nobody knows yet"),
            "ok" if known else "warn",
            "eye" if known else "eye-off",
        )
        head = row(badge, text.label(title, "strong", wrap=True), chip)
        head.setStretch(1, 1)
        opener = button(self._theme, say("Entry {number}", number=one.seq), "scroll-text", "ghost", "small")
        opener.setAccessibleName(say("Open entry {number}: {title}", number=one.seq, title=title))
        opener.clicked.connect(lambda: self.entry_wanted.emit(one.seq))
        self.buttons.append(opener)
        when = text.label(names.opening(names.turn_name(exercise, one.turn)), "caption")
        lines = [text.label(words, "body", wrap=True) for words in why]
        foot = row(when, None, opener)
        return framed(column(head, *lines, foot, gap=4, margins=(12, 8, 12, 8)), "box", title)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape and self._closable:
            self.closed.emit()
            return
        super().keyPressEvent(event)
