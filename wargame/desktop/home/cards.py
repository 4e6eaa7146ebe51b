"""The cards of the home page: sessions to go on with, exercises to start from."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QFrame

from wargame.desktop.buttons import button
from wargame.desktop.chips import Chip
from wargame.desktop.layout import column, row
from wargame.desktop.marks import Badge, Glyph, Meter
from wargame.desktop.text import elided, label, tooltip

if TYPE_CHECKING:
    from pathlib import Path

    from wargame.desktop.home.library import Finding
    from wargame.desktop.style import Theme
    from wargame.session.store.catalogue import Listing

_STATES = {
    "In play": ("ok", "play"),
    "Report due": ("warn", "clock"),
    "Archived": ("neutral", "archive"),
    "Unreadable": ("bad", "circle-alert"),
}
"""State of a session → tone and icon of its chip."""
_VERBS = {"In play": ("Resume", "play"), "Unreadable": ("See what can be done", "wrench")}
"""State of a session → words and icon of its button; looking back needs no entry."""
_PROGRESS = 140


class SessionCard(QFrame):
    """A session on this laptop, where it stands, and the one button that says what happens."""

    wanted = Signal(str)
    """Path of the session that is to be opened."""

    def __init__(self, theme: Theme, listing: Listing, *, first: bool) -> None:
        super().__init__()
        self.listing = listing
        self.setProperty("role", "card")
        self.setAccessibleName(f"{listing.title}: {listing.state}")
        tone, icon = _STATES.get(listing.state, ("neutral", "file"))
        head = row(elided(listing.title or listing.path, "title"), Chip(theme, listing.state, tone, icon), None, gap=8)
        inside = column(head, elided(_where(listing), "caption"), gap=6)
        if listing.turns:
            share = 1.0 if listing.ending or listing.state == "Archived" else listing.turn / listing.turns
            meter = Meter(theme, share, f"{listing.turn} of {listing.turns}")
            meter.setFixedWidth(_PROGRESS)
            badges = [Badge(theme, slot, letters, letters, 20) for slot, letters in enumerate(listing.actors.split())]
            progress = row(meter, label(when(listing.touched), "caption"), gap=8)
            inside.addLayout(row(*badges, 4 if badges else 0, progress, None, gap=4))
        verb, sign = _VERBS.get(listing.state, ("Review", "history"))
        role = "primary" if listing.state == "In play" and first else ""
        self.act = button(theme, verb, sign, role)
        self.act.setAccessibleName(f"{verb} {listing.title}")
        self.act.clicked.connect(lambda: self.wanted.emit(listing.path))
        content = row(inside, self.act, gap=12, margins=(16, 12, 14, 12))
        content.setStretch(0, 1)
        self.setLayout(content)

    def matches(self, words: str) -> bool:
        """Return whether all the words occur in what the card says."""
        place = f"{self.listing.title} {self.listing.exercise} {self.listing.state}".casefold()
        return all(word in place for word in words.casefold().split())


class ExerciseCard(QFrame):
    """An exercise folder: its name at once, what the checker says of it as soon as that is known."""

    wanted = Signal(object)
    """The Finding a session is to be started with."""

    def __init__(self, theme: Theme, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self.finding: Finding | None = None
        self.setProperty("role", "card")
        self._title = elided(folder.name.replace("_", " ").capitalize(), "name")
        self._facts = elided(str(folder), "caption")
        self._chip = Chip(theme, "Checking", "neutral", "hourglass")
        self.act = button(theme, "New session", "plus", "", "small")
        self.act.setEnabled(False)
        self.act.clicked.connect(lambda: self.wanted.emit(self.finding))
        words = column(self._title, self._facts, gap=2)
        content = row(
            Glyph(theme, "book-open", "text2", 18), words, self._chip, self.act, gap=12, margins=(16, 10, 12, 10)
        )
        content.setStretch(1, 1)
        self.setLayout(content)
        self.setAccessibleName(folder.name)

    def show_finding(self, finding: Finding) -> None:
        """Show what the checker says."""
        self.finding = finding
        if finding.title != self.folder.name:
            self._title.set_text(finding.title)
        self._facts.set_text(finding.facts or finding.first)
        self.setAccessibleName(f"Exercise {finding.title}")
        if finding.errors:
            self._chip.say(_many(finding.errors, "error"), "bad", "x")
        elif finding.warnings:
            self._chip.say(_many(finding.warnings, "warning"), "warn", "triangle-alert")
        else:
            self._chip.say("Checked", "ok", "check")
        tooltip(self._chip, finding.first)
        self.act.setEnabled(finding.playable)
        self.act.setAccessibleName(f"New session of {finding.title}")
        tooltip(self.act, "" if finding.playable else finding.first)

    def matches(self, words: str) -> bool:
        """Return whether all the words occur in the exercise's name or synopsis."""
        finding = self.finding
        place = (
            f"{self.folder.name} {finding.title if finding else ''} {finding.synopsis if finding else ''}".casefold()
        )
        return all(word in place for word in words.casefold().split())


def _where(listing: Listing) -> str:
    if listing.note:
        return listing.note
    parts = [listing.exercise if listing.exercise != listing.title else ""]
    if listing.ending:
        parts.append(f"ended: {listing.ending}")
    elif listing.turn:
        parts += [f"{listing.turn_word} {listing.turn} of {listing.turns}", listing.phase.lower()]
    else:
        parts.append("not started yet")
    sentence = " · ".join(part for part in parts if part)
    return sentence[:1].upper() + sentence[1:]


def when(moment: str, now: datetime | None = None) -> str:
    """Return an ISO 8601 moment as people say it: "today 12:43", "14 October", "2 September 2024"."""
    try:
        at = datetime.fromisoformat(moment).astimezone()
    except ValueError:
        return ""
    now = (now or datetime.now(UTC)).astimezone()
    if at.date() == now.date():
        return f"today {at:%H:%M}"
    month = QLocale(QLocale.Language.English).monthName(at.month)
    return f"{at.day} {month}" if at.year == now.year else f"{at.day} {month} {at.year}"


def _many(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
