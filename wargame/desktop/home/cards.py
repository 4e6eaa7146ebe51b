"""The cards of the home page: sessions to go on with, exercises to start from."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame

from wargame.desktop.buttons import button
from wargame.desktop.chips import Chip
from wargame.desktop.fuzzy import plain
from wargame.desktop.layout import column, row
from wargame.desktop.marks import Badge, Glyph, Meter
from wargame.desktop.text import elided, tooltip
from wargame.exercise.punctuation import titled
from wargame.translation import phrase, say, say_count

if TYPE_CHECKING:
    from pathlib import Path

    from wargame.desktop.home.library import Finding
    from wargame.desktop.style import Theme
    from wargame.session.store.catalogue import Listing

_STATES = {
    "In play": (phrase("In play"), "ok", "play"),
    "Report due": (phrase("Report due"), "warn", "clock"),
    "Archived": (phrase("Archived"), "neutral", "archive"),
    "Unreadable": (phrase("Unreadable"), "bad", "circle-alert"),
}
"""State of a session → words, tone and icon of its chip."""
_VERBS = {
    "In play": (phrase("Resume"), phrase("Resume {title}"), "play"),
    "Unreadable": (phrase("See what can be done"), phrase("See what can be done {title}"), "wrench"),
}
"""State of a session → words of its button, what is read out, and its icon; looking back needs no entry."""
_LOOK_BACK = (phrase("Review"), phrase("Review {title}"), "history")
_MONTHS = (
    phrase("January"), phrase("February"), phrase("March"), phrase("April"), phrase("May"), phrase("June"),
    phrase("July"), phrase("August"), phrase("September"), phrase("October"), phrase("November"), phrase("December"),
)  # fmt: skip
_PROGRESS = 140
_LEAST = 420
"""Pixels below which no card is made."""


class SessionCard(QFrame):
    """A session on this laptop, where it stands, and the one button that says what happens."""

    wanted = Signal(str)
    """Path of the session that is to be opened."""

    def __init__(self, theme: Theme, listing: Listing, *, first: bool) -> None:
        super().__init__()
        self.listing = listing
        self.setProperty("role", "card")
        state, tone, icon = _STATES.get(listing.state, (listing.state, "neutral", "file"))
        self._state = say(state)
        self.setAccessibleName(titled(listing.title, self._state))
        head = row(elided(listing.title or listing.path, "title"), Chip(theme, self._state, tone, icon), None, gap=8)
        inside = column(head, elided(_where(listing), "caption"), gap=6)
        if listing.turns:
            share = 1.0 if listing.ending or listing.state == "Archived" else listing.turn / listing.turns
            meter = Meter(theme, share, say("{number} of {count}", number=listing.turn, count=listing.turns))
            meter.setFixedWidth(_PROGRESS)
            badges = [Badge(theme, slot, letters, letters, 20) for slot, letters in enumerate(listing.actors.split())]
            progress = row(meter, elided(when(listing.touched), "caption"), gap=8)
            inside.addLayout(row(*badges, 4 if badges else 0, progress, None, gap=4))
        verb, name, sign = _VERBS.get(listing.state, _LOOK_BACK)
        role = "primary" if listing.state == "In play" and first else ""
        self.act = button(theme, say(verb), sign, role)
        self.act.setAccessibleName(say(name, title=listing.title))
        self.act.clicked.connect(lambda: self.wanted.emit(listing.path))
        content = row(inside, self.act, gap=12, margins=(16, 12, 14, 12))
        content.setStretch(0, 1)
        self.setLayout(content)

    def minimumSizeHint(self) -> QSize:
        """Return the room in which the longest words are said short."""
        return QSize(_LEAST, super().minimumSizeHint().height())

    def matches(self, words: str) -> bool:
        """Return whether all the words occur in what the card says."""
        place = plain(f"{self.listing.title} {self.listing.exercise} {self._state}")
        return all(word in place for word in plain(words).split())


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
        self._chip = Chip(theme, say("Checking"), "neutral", "hourglass")
        self.act = button(theme, say("New session"), "plus", "", "small")
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
        self.setAccessibleName(say("Exercise {title}", title=finding.title))
        if finding.errors:
            self._chip.say(say_count(finding.errors, "{count} error", "{count} errors"), "bad", "x")
        elif finding.warnings:
            self._chip.say(say_count(finding.warnings, "{count} warning", "{count} warnings"), "warn", "triangle-alert")
        else:
            self._chip.say(say("Checked"), "ok", "check")
        tooltip(self._chip, finding.first)
        self.act.setEnabled(finding.playable)
        self.act.setAccessibleName(say("New session of {title}", title=finding.title))
        tooltip(self.act, "" if finding.playable else finding.first)

    def minimumSizeHint(self) -> QSize:
        """Return the room in which the longest words are said short."""
        return QSize(_LEAST, super().minimumSizeHint().height())

    def matches(self, words: str) -> bool:
        """Return whether all the words occur in the exercise's name or synopsis."""
        finding = self.finding
        told = f"{finding.title} {finding.synopsis}" if finding else ""
        place = plain(f"{self.folder.name} {told}")
        return all(word in place for word in plain(words).split())


def _where(listing: Listing) -> str:
    if listing.note:
        return listing.note
    parts = [listing.exercise if listing.exercise != listing.title else ""]
    if listing.ending:
        parts.append(say("ended: {ending}", ending=listing.ending))
    elif listing.turn:
        turn = say("{turn} {number} of {count}", turn=listing.turn_word, number=listing.turn, count=listing.turns)
        parts += [turn, listing.phase.lower()]
    else:
        parts.append(say("not started yet"))
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
        return say("today {time}", time=f"{at:%H:%M}")
    month = say(_MONTHS[at.month - 1])
    if at.year == now.year:
        return say("{day} {month}", day=at.day, month=month)
    return say("{day} {month} {year}", day=at.day, month=month, year=at.year)
