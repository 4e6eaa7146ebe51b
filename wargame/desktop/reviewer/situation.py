"""The situation at one entry: tracks, flags, what is pending, orders that wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy, QWidget

from wargame.desktop import charts, text
from wargame.desktop.chips import Chip
from wargame.desktop.layout import bare, column, empty, row
from wargame.exercise.punctuation import in_per_cent, titled
from wargame.translation import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wargame.desktop.style import Theme
    from wargame.referee.views import Reading, WhiteCellView


class SituationView(QWidget):
    """Everything about one moment, in words and numbers; the caller scrolls it."""

    def __init__(self, theme: Theme, names: Mapping[str, str]) -> None:
        super().__init__()
        self._theme = theme
        self._names = names
        self._list = column(gap=6)
        self.setLayout(column(self._list, None, margins=(14, 12, 12, 12)))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_view(self, view: WhiteCellView) -> None:
        """Show this situation."""
        empty(self._list)
        self._section(say("Tracks"))
        for reading in view.readings:
            self._list.addWidget(self._reading(reading))
        self._words(say("What holds"), [self._flag(words, until, view) for words, until in view.flags])
        self._words(say("Still to come"), list(view.pending))
        orders = [titled(self._names.get(line.actor, line.actor), line.title) for line in view.orders]
        self._words(say("Orders that wait"), orders)
        self._list.addStretch(1)

    def _section(self, title: str) -> None:
        if self._list.count():
            self._list.addSpacing(8)
        self._list.addWidget(text.label(title, "section", wrap=True))

    def _words(self, title: str, lines: list[str]) -> None:
        self._section(title)
        for line in lines or [say("Nothing")]:
            self._list.addWidget(text.label(line, "body" if lines else "quiet", wrap=True))

    @staticmethod
    def _flag(words: str, until: int | None, view: WhiteCellView) -> str:
        if until is None:
            return words
        return say("{flag} (through {turn} {number})", flag=words, turn=view.clock.turn_word, number=until)

    def _reading(self, reading: Reading) -> QWidget:
        owner = reading.about or " – ".join(self._names.get(actor, actor) for actor in reading.owner)
        name = text.elided(f"{reading.name} ({owner})" if owner else reading.name, "body")
        parts: list[QWidget] = [name]
        if reading.change:
            tone = charts.tone_of(reading.change, reading.good)
            parts.append(
                Chip(self._theme, charts.signed_text(reading.change), tone if tone in {"ok", "bad"} else "neutral")
            )
        value = charts.number_text(reading.value)
        parts.append(text.label(in_per_cent(value) if reading.unit == "%" else value, "strong"))
        made = row(*parts, gap=8)
        made.setStretch(0, 1)
        holder = bare(made)
        holder.setAccessibleName(charts.reading_words(reading))
        return holder
