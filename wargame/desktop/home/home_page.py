"""Home: pick up where you left off, start something new, see which exercises are at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QWidget

from wargame.desktop.buttons import button
from wargame.desktop.chips import Notice
from wargame.desktop.fields import SearchField
from wargame.desktop.home.cards import ExerciseCard, SessionCard
from wargame.desktop.layout import bare, column, empty, framed, row, scrolled
from wargame.desktop.marks import Glyph
from wargame.desktop.text import label

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QPaintEvent

    from wargame.desktop.buttons import Button
    from wargame.desktop.home.library import Finding
    from wargame.desktop.style import Theme
    from wargame.session.store.catalogue import Listing

_SIDE = 320


class HomePage(QWidget):
    """The first page of the program. It is painted before it knows anything; the rest is shown as it comes in."""

    painted = Signal()
    """The page has been on the screen for the first time."""
    new_session_wanted = Signal(object)
    """A Finding to start from, or None to choose."""
    open_wanted = Signal()
    session_wanted = Signal(str)
    """Path of a session that is to be opened."""
    sample_wanted = Signal()
    guide_wanted = Signal()
    preferences_wanted = Signal()
    dark_wanted = Signal()

    def __init__(self, theme: Theme, version: str) -> None:
        super().__init__()
        self._theme = theme
        self._was_painted = False
        self.setProperty("role", "page")
        self.notice = Notice(theme)
        self.search = SearchField(theme, "Search sessions and exercises", "Ctrl+F")
        self.search.setFixedWidth(330)
        self.search.changed.connect(self._filter)
        self.session_cards: tuple[SessionCard, ...] = ()
        self.exercise_cards: tuple[ExerciseCard, ...] = ()
        self._sessions = column(gap=10)
        self._exercises = column(gap=10)
        self._nothing = label("Nothing fits. Clear the search to see everything.", "quiet")
        self._nothing.hide()
        self._build(version)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
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
        # One filled button on the page: the next thing to do.
        resumable = bool(ordered) and ordered[0].state == "In play"
        self._show_primary(self.new_session, filled=not resumable)
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
                label("No exercises yet. Put one into your own exercises folder.", "quiet", wrap=True)
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

    def show_dark(self, *, dark: bool) -> None:
        """Name the other theme on its button."""
        self.dark.setText(" Light" if dark else " Dark")
        self.dark.setAccessibleName("Light" if dark else "Dark")
        self.dark.show_icon("sun" if dark else "moon")

    def _build(self, version: str) -> None:
        side = self._side(version)
        side.setFixedWidth(_SIDE)
        content = bare(
            column(
                self.notice,
                row(label("Pick up where you left off", "heading"), None, self.search, gap=16),
                self._sessions,
                8,
                label("Exercises on this computer", "heading"),
                self._exercises,
                self._nothing,
                None,
                gap=12,
                margins=(32, 26, 32, 24),
            )
        )
        content.setMaximumWidth(1100)
        self.setLayout(row(side, scrolled(content, "Sessions and exercises"), gap=0))
        self.show_dark(dark=self._theme.dark)

    def _side(self, version: str) -> QFrame:
        theme = self._theme
        self.new_session = button(theme, "&New session", "plus", "primary", "large")
        self.open_session = button(theme, "&Open session…", "folder-open", "", "large")
        self.guide = button(theme, "&Guide", "book-open", "ghost", "small")
        self.preferences = button(theme, "&Preferences", "settings", "ghost", "small")
        self.dark = button(theme, "Dark", "moon", "ghost", "small")
        self.new_session.clicked.connect(lambda: self.new_session_wanted.emit(None))
        self.open_session.clicked.connect(self.open_wanted)
        self.guide.clicked.connect(self.guide_wanted)
        self.preferences.clicked.connect(self.preferences_wanted)
        self.dark.clicked.connect(self.dark_wanted)
        name = row(Glyph(theme, "target", "accent", 30), label("wargame", "hero"), None, gap=10)
        slogan = label("Run, replay and review tabletop exercises", "quiet", wrap=True)
        actions = column(self.new_session, self.open_session, gap=8)
        sample = column(label("First time here?", "section"), self._sample_card(), gap=8)
        foot = row(self.guide, self.preferences, self.dark, None, gap=0)
        release = label(f"Version {version}", "small")
        parts = column(name, slogan, 14, actions, 16, sample, None, foot, release, gap=6, margins=(28, 26, 24, 16))
        return framed(parts, "side", "Start")

    def _sample_card(self) -> QFrame:
        self.sample = button(self._theme, "&Start the sample", "play", "soft")
        self.sample.clicked.connect(self.sample_wanted)
        head = row(Glyph(self._theme, "sparkles", "accent", 18), label("20-minute sample", "name"), None, gap=8)
        words = label("Two towns, three months, one river running dry. No setup.", "caption", wrap=True)
        return framed(column(head, words, row(self.sample, None), gap=8, margins=(14, 12, 14, 12)), "card", "Sample")

    def _no_sessions(self) -> QFrame:
        start = button(self._theme, "New session", "plus", "soft")
        start.clicked.connect(lambda: self.new_session_wanted.emit(None))
        words = label("No sessions yet. Start one with any exercise below.", "quiet")
        return framed(row(words, None, start, gap=12, margins=(16, 12, 14, 12)))

    def _show_primary(self, which: Button, *, filled: bool) -> None:
        which.show_role("primary" if filled else "")

    def _filter(self, _words: str = "") -> None:
        words = self.search.words()
        shown = 0
        cards: tuple[SessionCard | ExerciseCard, ...] = (*self.session_cards, *self.exercise_cards)
        for card in cards:
            fits = card.matches(words)
            card.setVisible(fits)
            shown += fits
        self._nothing.setVisible(bool(words.strip()) and shown == 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say once that the page is on the screen."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self, self.painted.emit)
