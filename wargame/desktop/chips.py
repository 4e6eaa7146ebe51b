"""Chips and inline bars: status as an icon and a word, and problems with what to do about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy

from wargame.desktop.buttons import button
from wargame.desktop.layout import restyle, row
from wargame.desktop.marks import Glyph
from wargame.desktop.style_sheet import TONES
from wargame.desktop.text import label, tooltip
from wargame.translation import say

if TYPE_CHECKING:
    from wargame.desktop.style import Theme

_NOTICE_ICONS = {"bad": "circle-alert", "warn": "triangle-alert", "ok": "circle-check"}


class Chip(QFrame):
    """A word or two on a soft ground, with an icon that says the same."""

    def __init__(self, theme: Theme, words: str, tone: str = "neutral", icon: str = "") -> None:
        super().__init__()
        self.setProperty("role", "chip")
        self._icon = Glyph(theme, icon or "circle", "text2", 12)
        self._label = label("", "chip")
        self.setLayout(row(self._icon, self._label, gap=4, margins=(8, 2, 8, 2)))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.say(words, tone, icon)

    def say(self, words: str, tone: str = "neutral", icon: str = "") -> None:
        """Show other words, in another tone (see `style_sheet.TONES`)."""
        for part in (self, self._label):
            part.setProperty("tone", tone)
        self._words = words
        self._label.setText(words)
        self._icon.setVisible(bool(icon))
        if icon:
            self._icon.show_icon(icon, TONES[tone][0])
        self.setAccessibleName(words)
        restyle(self._label)
        restyle(self)

    def words(self) -> str:
        """Return what it says."""
        return self._words

    def shorten(self, by: int) -> None:
        """Say it in so many pixels less, and whole in the tool tip; 0: say it whole again."""
        metrics = self._label.fontMetrics()
        room = metrics.horizontalAdvance(self._words) - by
        self._label.setText(
            metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, max(0, room)) if by > 0 else self._words
        )
        tooltip(self, self._words if by > 0 else "")


class Notice(QFrame):
    """An inline bar for a problem: what happened, what to do, and the button that does it. Hidden while all is well."""

    acted = Signal()
    """The button in the bar was pressed."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self._icon = Glyph(theme, "circle-alert", "bad", 16)
        self._label = label("", "body", wrap=True)
        self._act = button(theme, "", "", "", "small")
        self._act.clicked.connect(self.acted)
        self._dismiss = button(theme, say("Dismiss"), "", "ghost", "small")
        self._dismiss.clicked.connect(self.hide)
        content = row(self._icon, self._label, self._act, self._dismiss, gap=8, margins=(12, 8, 8, 8))
        content.setStretch(1, 1)
        self.setLayout(content)
        self.hide()

    def say(self, sentence: str, tone: str = "bad", verb: str = "") -> None:
        """Show a sentence, and a button with `verb` when there is something to do about it here."""
        self.setProperty("tone", tone)
        self._icon.show_icon(_NOTICE_ICONS.get(tone, "info"), TONES[tone][0])
        self._label.setText(sentence)
        self.setAccessibleName(sentence)
        self._act.setText(verb)
        self._act.setAccessibleName(verb)
        self._act.setVisible(bool(verb))
        restyle(self)
        self.show()

    def sentence(self) -> str:
        """Return what it says."""
        return self._label.text()
