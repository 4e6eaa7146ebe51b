"""The right-hand side of home: the sessions on this laptop, and the exercises. Made after the first paint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QFrame, QWidget

from wargame.desktop.buttons import button
from wargame.desktop.chips import Notice
from wargame.desktop.fold import Fold
from wargame.desktop.growing import fix
from wargame.desktop.home.cards import ExerciseCard, SessionCard
from wargame.desktop.layout import bare, column, empty, framed, row, scrolled
from wargame.desktop.search_field import SearchField
from wargame.desktop.text import elided, label
from wargame.translation import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from wargame.desktop.home.library import Finding
    from wargame.desktop.style import Theme
    from wargame.session.store.catalogue import Listing


class Shelf(QWidget):
    """Sessions to go on with, exercises to start from, and the search over both."""

    new_session_wanted = Signal(object)
    """A Finding to start from, or None to choose."""
    session_wanted = Signal(str)
    """Path of a session that is to be opened."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.notice = Notice(theme)
        self.search = SearchField(theme, say("Search sessions and exercises"), "Ctrl+F")
        fix(theme, self.search, width=330, most=330)
        self.search.changed.connect(self._filter)
        self.session_cards: tuple[SessionCard, ...] = ()
        self.exercise_cards: tuple[ExerciseCard, ...] = ()
        self._sessions = column(gap=10)
        self._exercises = column(gap=10)
        self._nothing = label(say("Nothing fits. Clear the search to see everything."), "quiet")
        self._nothing.hide()
        content = bare(
            column(
                self.notice,
                Fold(elided(say("Pick up where you left off"), "heading"), self.search, gap=16, below=8),
                self._sessions,
                8,
                elided(say("Exercises on this computer"), "heading"),
                self._exercises,
                self._nothing,
                None,
                gap=12,
                margins=(32, 26, 32, 24),
            )
        )
        content.setMaximumWidth(1100)
        self.setLayout(column(scrolled(content, say("Sessions and exercises")), gap=0))
        find = QShortcut("Ctrl+F", self)
        find.activated.connect(self.search.setFocus)

    def show_sessions(self, listings: Sequence[Listing]) -> None:
        """Show the sessions on this laptop, those in play first."""
        empty(self._sessions)
        # Python's sort keeps the order within equals: the newest first, those in play before the others.
        newest = sorted(listings, key=lambda listing: listing.touched, reverse=True)
        ordered = sorted(newest, key=lambda listing: listing.state != "In play")
        cards = []
        for number, listing in enumerate(ordered):
            card = SessionCard(self._theme, listing, first=number == 0)
            card.wanted.connect(self.session_wanted)
            self._sessions.addWidget(card)
            cards.append(card)
        self.session_cards = tuple(cards)
        if not cards:
            self._sessions.addWidget(self._no_sessions())
        self._filter()

    def show_exercises(self, folders: Sequence[Path]) -> None:
        """Show the exercises by name; what the checker says of them follows."""
        empty(self._exercises)
        cards = []
        for folder in folders:
            card = ExerciseCard(self._theme, folder)
            card.wanted.connect(self.new_session_wanted)
            self._exercises.addWidget(card)
            cards.append(card)
        self.exercise_cards = tuple(cards)
        if not cards:
            self._exercises.addWidget(
                label(say("No exercises yet. Put one into your own exercises folder."), "quiet", wrap=True)
            )
        self._filter()

    def show_finding(self, finding: Finding) -> None:
        """Show what the checker says of one exercise."""
        for card in self.exercise_cards:
            if card.folder == finding.folder:
                card.show_finding(finding)

    def findings(self) -> tuple[Finding, ...]:
        """Return what is known of the exercises so far."""
        return tuple(card.finding for card in self.exercise_cards if card.finding is not None)

    def _no_sessions(self) -> QFrame:
        start = button(self._theme, say("New session"), "plus", "soft")
        start.clicked.connect(lambda: self.new_session_wanted.emit(None))
        words = label(say("No sessions yet. Start one with any exercise below."), "quiet", wrap=True)
        line = row(words, start, gap=12, margins=(16, 12, 14, 12))
        line.setStretch(0, 1)
        return framed(line)

    def _filter(self, _words: str = "") -> None:
        words = self.search.words()
        shown = 0
        cards: tuple[SessionCard | ExerciseCard, ...] = (*self.session_cards, *self.exercise_cards)
        for card in cards:
            fits = card.matches(words)
            card.setVisible(fits)
            shown += fits
        self._nothing.setVisible(bool(words.strip()) and shown == 0)
