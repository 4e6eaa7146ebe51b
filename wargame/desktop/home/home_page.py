"""Home: what can be started on the left; on the right, after the first paint, what there is to go on with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QWidget

from wargame.desktop.buttons import button
from wargame.desktop.flow import flow
from wargame.desktop.growing import fix
from wargame.desktop.layout import column, framed, row
from wargame.desktop.marks import Glyph
from wargame.desktop.text import elided, label
from wargame.translation import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from wargame.desktop.buttons import Button
    from wargame.desktop.home.shelf import Shelf
    from wargame.desktop.style import Theme
    from wargame.session.store.catalogue import Listing

_LEAST_SIDE, _SIDE, _WIDEST_SIDE = 288, 320, 440
_CLOSE = -6
"""Pixels between buttons that have no edge: the space inside them is enough."""


class HomePage(QWidget):
    """The first page of the program. It is painted before it knows anything; the rest is shown as it comes in."""

    painted = Signal()
    """The page has been on the screen for the first time, or another page is shown in its place."""
    new_session_wanted = Signal(object)
    """A Finding to start from, or None to choose."""
    open_wanted = Signal()
    session_wanted = Signal(str)
    """Path of a session that is to be opened."""
    notice_acted = Signal()
    """The button in the inline bar was pressed."""
    sample_wanted = Signal()
    guide_wanted = Signal()
    preferences_wanted = Signal()
    dark_wanted = Signal()

    def __init__(self, theme: Theme, version: str) -> None:
        super().__init__()
        self._theme = theme
        self._was_painted = False
        self._complete = False
        self._shelf: Shelf | None = None
        self.setProperty("role", "page")
        self._version = version
        self.dark: Button | None = None
        side = self._side()
        fix(theme, side, width=_SIDE, least=_LEAST_SIDE, most=_WIDEST_SIDE)
        self._halves = row(side, None, gap=0)
        self.setLayout(self._halves)
        # A method of the page, not a function: with the page the connection goes.
        theme.changed.connect(self._follow)

    def complete(self) -> None:
        """Say once that what the first paint did without is wanted now: letters, icons, the whole look."""
        if not self._complete:
            self._complete = True
            self.painted.emit()

    @property
    def shelf(self) -> Shelf:
        """The right-hand side, made when it is first wanted."""
        if self._shelf is None:
            from wargame.desktop.home.shelf import Shelf  # noqa: PLC0415 -- home is painted before it is loaded

            self._shelf = Shelf(self._theme)
            self._shelf.new_session_wanted.connect(self.new_session_wanted)
            self._shelf.session_wanted.connect(self.session_wanted)
            self._shelf.notice.acted.connect(self.notice_acted)
            self._halves.insertWidget(1, self._shelf, 100)
            self._complete_side()
        return self._shelf

    def show_sessions(self, listings: Sequence[Listing]) -> None:
        """Show the sessions on this laptop. One filled button on the page: the next thing to do."""
        resumable = any(listing.state == "In play" for listing in listings)
        self.new_session.show_role("" if resumable else "primary")
        self.shelf.show_sessions(listings)

    def show_dark(self, *, dark: bool) -> None:
        """Name the other theme on its button."""
        if self.dark is not None:
            other = say("Light") if dark else say("Dark")
            self.dark.setText(f" {other}")
            self.dark.setAccessibleName(other)
            self.dark.show_icon("sun" if dark else "moon")

    def _follow(self) -> None:
        self.show_dark(dark=self._theme.dark)

    def _side(self) -> QFrame:
        """Return the left-hand side with what is wanted most; the rest of it follows with the shelf."""
        theme = self._theme
        self.new_session = button(theme, say("&New session"), "plus", "primary", "large")
        self.open_session = button(theme, say("&Open session…"), "folder-open", "", "large")
        self.new_session.clicked.connect(lambda: self.new_session_wanted.emit(None))
        self.open_session.clicked.connect(self.open_wanted)
        name = row(Glyph(theme, "target", "accent", 30), label("wargame", "hero"), None, gap=10)
        slogan = elided(say("Run, replay and review tabletop exercises"), "quiet")
        actions = column(self.new_session, self.open_session, gap=8)
        self._below = column(gap=6)
        parts = column(name, slogan, 14, actions, self._below, gap=6, margins=(28, 26, 24, 16))
        parts.setStretch(4, 1)
        parts.addStretch(0)  # what stands above stays above while nothing is below yet
        return framed(parts, "side", say("Start", context="the part of home where one starts"))

    def _complete_side(self) -> None:
        theme = self._theme
        self.guide = button(theme, say("&Guide"), "book-open", "ghost", "small")
        self.preferences = button(theme, say("&Preferences"), "settings", "ghost", "small")
        self.dark = button(theme, say("Dark"), "moon", "ghost", "small")
        self.guide.clicked.connect(self.guide_wanted)
        self.preferences.clicked.connect(self.preferences_wanted)
        self.dark.clicked.connect(self.dark_wanted)
        self._below.addSpacing(16)
        self._below.addLayout(column(label(say("First time here?"), "section", wrap=True), self._sample_card(), gap=8))
        self._below.addStretch(1)
        self._below.addWidget(flow(self.guide, self.preferences, self.dark, gap=_CLOSE))
        self._below.addWidget(label(say("Version {version}", version=self._version), "small"))
        self.show_dark(dark=theme.dark)

    def _sample_card(self) -> QFrame:
        self.sample = button(self._theme, say("Start the sa&mple"), "play", "soft")
        self.sample.clicked.connect(self.sample_wanted)
        head = row(Glyph(self._theme, "sparkles", "accent", 18), elided(say("20-minute sample"), "name"), gap=8)
        head.setStretch(1, 1)
        words = label(say("Two towns, three months, one river running dry. No setup."), "caption", wrap=True)
        return framed(
            column(head, words, row(self.sample, None), gap=8, margins=(14, 12, 14, 12)), "card", say("Sample")
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say once that the page is on the screen."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self, self.complete)
