"""The curtain of the shared laptop: who is to take it, and nothing of what is behind.

It looks the same for everybody, so that a glance from across the table teaches
nothing; what is behind is built only after it is opened.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from wargame.desktop.buttons import button
from wargame.desktop.growing import fix
from wargame.desktop.layout import column, framed, row
from wargame.desktop.marks import Badge, Glyph
from wargame.desktop.text import ElidedLabel, label
from wargame.translation import say

if TYPE_CHECKING:
    from PySide6.QtWidgets import QBoxLayout, QHBoxLayout

    from wargame.desktop.style import Theme
    from wargame.referee.views import ActorSummary

_WIDEST = 760
_ROOM = 960
"""Pixels beside one another on the smallest screen: the promises stand side by side if they fit in these."""
_LARGE = 1.25
"""From this size of text on the card is less airy."""
_BETWEEN, _BESIDE = 24, 20
"""Pixels between two promises, and those of a promise that are not for its words."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who is to take the laptop."""

    name: str
    people: str
    """Names of those who play the seat."""
    seat: ActorSummary | None
    """None: the facilitator."""


class Curtain(QWidget):
    """Covers everything until the one it is meant for opens it."""

    opened = Signal()
    """The holder is here."""
    handed_back = Signal()
    """The laptop goes back to the facilitator."""

    def __init__(self, theme: Theme, title: str, moment: str, holder: Holder) -> None:
        super().__init__()
        self._theme = theme
        self.holder = holder
        self.setProperty("role", "sunken-page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        passing = say("Pass the laptop to {name}", name=holder.name)
        self.setAccessibleName(passing)
        card = framed(self._card(holder), "dialog", passing)
        fix(theme, card, width=520, most=_WIDEST)
        top = row(label(title, "title"), label(moment, "quiet"), None, gap=12)
        promises = _promises(theme, holder)
        self.setLayout(
            column(
                top,
                None,
                row(None, card, None),
                None,
                promises,
                gap=0,
                margins=(28, 18, 28, 16 if theme.scale > _LARGE else 28),
            )
        )
        for keys, act in (("Return", self.opened), ("Enter", self.opened), ("Escape", self.handed_back),
                          ("Ctrl+0", self.handed_back)):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(act)

    def _card(self, holder: Holder) -> QHBoxLayout:
        large = self._theme.scale > _LARGE
        lines: list[QWidget | int] = [
            _mark(self._theme, holder, 64 if large else 96),
            10,
            label(say("Pass the laptop to"), "lead"),
        ]
        name = ElidedLabel(holder.name, "display")
        lines += [name, ElidedLabel(holder.people, "lead"), 14]
        self.here = button(self._theme, say("I am &here"), "eye", "primary", "large")
        self.here.setMinimumWidth(264)
        self.here.clicked.connect(self.opened)
        out = label(self._way_out(holder), "quiet", wrap=True)
        out.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        lines += [self.here, 6]
        inside = column(gap=6)
        for line in lines:
            if isinstance(line, int):
                inside.addSpacing(line)
            else:
                inside.addWidget(line, 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addWidget(out)
        return row(inside, margins=(40, 18, 40, 14) if large else (40, 40, 40, 32))

    @staticmethod
    def _way_out(holder: Holder) -> str:
        if holder.seat is None:
            return say("Press Enter when nobody else looks at the screen.")
        return say("Not you? Press Esc and hand it back to the facilitator.")


def _mark(theme: Theme, holder: Holder, size: int) -> QWidget:
    if holder.seat is None:
        return Glyph(theme, "shield", "accent", size)
    return Badge(theme, holder.seat.slot, holder.seat.monogram, holder.seat.name, size)


def _promises(theme: Theme, holder: Holder) -> QBoxLayout:
    words = [("eye-off", say("Everyone else: look away, please"))]
    if holder.seat is not None:
        words += [
            ("keyboard", say("F9 hides the screen at once")),
            ("lock", say("Only the facilitator can read a sealed move before the reveal")),
        ]
    lines, whole = [], -_BETWEEN
    for icon, sentence in words:
        told = label(sentence, "caption")
        told.ensurePolished()
        wide = told.fontMetrics().horizontalAdvance(sentence) + _BESIDE
        if wide > _ROOM:
            told = label(sentence, "caption", wrap=True)
            told.setMinimumWidth(_ROOM - _BESIDE)
        lines.append(row(Glyph(theme, icon, "text2", 14), told, gap=6))
        whole += wide + _BETWEEN
    if whole <= _ROOM:
        return row(None, *lines, None, gap=_BETWEEN)
    return column(*(row(None, line, None) for line in lines), gap=2)
