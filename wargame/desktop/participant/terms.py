"""The terms of a text: a level of each is chosen, within its range."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSpinBox, QWidget

from wargame.desktop.buttons import icon_button
from wargame.desktop.layout import bare, column, row
from wargame.desktop.participant.choices import Choice, Choices
from wargame.desktop.text import label
from wargame.exercise.punctuation import titled
from wargame.translation import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QWheelEvent

    from wargame.desktop.style import Theme
    from wargame.referee.views import TermLine

_MOST_BUTTONS = 8
"""Levels of a term that stand side by side; more are typed as a number."""

_WIDTH = 88


def level_words(term: TermLine, level: int) -> str:
    """Return a level for people: "2 · by air", or the number alone."""
    place = level - term.low
    return f"{level} · {term.words[place]}" if 0 <= place < len(term.words) else str(level)


def term_words(term: TermLine) -> str:
    """Return a term as it was settled: "Relief: 2 · partial"."""
    return titled(f"{term.name[:1].upper()}{term.name[1:]}", level_words(term, term.level))


class TermFields(QWidget):
    """A field for each term that can be negotiated."""

    changed = Signal()

    def __init__(self, theme: Theme, terms: Sequence[TermLine]) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self.fields: dict[str, Choices | LevelBox] = {}
        self._terms = {term.term: term for term in terms if not term.fixed}
        layout = column(gap=8)
        for term in self._terms.values():
            name = term.name[:1].upper() + term.name[1:]
            field = self._field(theme, term, name)
            self.fields[term.term] = field
            shown = field.with_steps(theme) if isinstance(field, LevelBox) else field
            layout.addLayout(column(label(name, "caption-strong"), shown, gap=4))
        self.setLayout(layout)

    def levels(self) -> dict[str, int]:
        """Return the level of each term as it is chosen."""
        return {
            term: field.value() if isinstance(field, LevelBox) else int(field.now() or self._terms[term].level)
            for term, field in self.fields.items()
        }

    def _field(self, theme: Theme, term: TermLine, name: str) -> Choices | LevelBox:
        if term.high - term.low < _MOST_BUTTONS:
            levels = [Choice(str(level), level_words(term, level)) for level in range(term.low, term.high + 1)]
            choices = Choices(theme, name, levels, str(term.level))
            choices.chosen.connect(lambda _level: self.changed.emit())
            return choices
        box = LevelBox(name, term.low, term.high, term.level)
        box.valueChanged.connect(lambda _level: self.changed.emit())
        return box


class LevelBox(QSpinBox):
    """A level typed as a number; the wheel scrolls the page instead of changing what is about to be signed."""

    def __init__(self, name: str, low: int, high: int, level: int) -> None:
        super().__init__()
        self._name = name
        self.setRange(low, high)
        self.setValue(level)
        self.setAccessibleName(say("{name}, from {low} to {high}", name=name, low=low, high=high))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFixedWidth(_WIDTH)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def with_steps(self, theme: Theme) -> QWidget:
        """Return the field with a button for a step down, one for a step up, and its range."""
        less = icon_button(theme, "minus", titled(self._name, say("minus")))
        more = icon_button(theme, "plus", titled(self._name, say("plus")))
        span = say("{low} to {high}", low=self.minimum(), high=self.maximum())
        less.clicked.connect(self.stepDown)
        more.clicked.connect(self.stepUp)
        return bare(row(less, self, more, label(span, "caption"), None, gap=6))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()
