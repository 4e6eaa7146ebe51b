"""The head of a seat's page: whose it is, the moment, what is to be done, and the way to hide it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from wargame.desktop.buttons import button
from wargame.desktop.chips import Chip
from wargame.desktop.growing import fix
from wargame.desktop.layout import column, row
from wargame.desktop.marks import Badge
from wargame.desktop.text import elided, label
from wargame.translation import say, say_count

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from wargame.desktop.style import Theme
    from wargame.referee.views import SeatView

_LEAST, _LEAST_NAME = 800, 96
"""Pixels below which it is never made, and those in which a name is still known."""


class Header(QWidget):
    """Whose page this is, the moment, and the way to hide it; a line in the actor's colour below."""

    def __init__(self, theme: Theme, view: SeatView, people: str, hide: Callable[[], None]) -> None:
        super().__init__()
        self._theme = theme
        self._slot = view.seat.slot
        self.setProperty("role", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        fix(theme, self, height=60, room=22)
        clock = view.clock
        alone = say("{people} · only you see this screen", people=people) if people else say("Only you see this screen")
        names = (elided(view.seat.name, "title"), elided(alone, "caption"))
        for one in names:
            one.setMinimumWidth(_LEAST_NAME)
        who = column(*names, gap=0)
        turn = f"{clock.turn_word.capitalize()} {clock.turn}"
        moment = say("{turn} of {turns}", turn=turn, turns=clock.turns) if clock.turn else say("Before the start")
        away = button(theme, say("&Hide now"), "eye-off")
        away.clicked.connect(hide)
        badge = Badge(theme, view.seat.slot, view.seat.monogram, view.seat.name, 36)
        self._state = _state(theme, view)
        parts = (badge, who, 12, label(moment, "title"), self._state, None, away, label("F9", "key"))
        self._row = row(*parts, gap=10, margins=(18, 8, 18, 11))
        self._row.setSizeConstraint(self._row.SizeConstraint.SetNoConstraint)
        self.setLayout(self._row)

    def minimumSizeHint(self) -> QSize:
        """Return the room in which the state is said short."""
        return QSize(_LEAST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say the state shorter where it does not fit."""
        super().resizeEvent(event)
        self._state.shorten(0)
        self._state.shorten(self._row.minimumSize().width() - self.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line in the actor's colour."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 3, self.width(), 3, self._theme.actor(self._slot).fill)
        painter.end()


def _state(theme: Theme, view: SeatView) -> Chip:  # noqa: PLR0911 -- one answer for each way to stand
    """Return what the seat can do now, in a word or two."""
    clock = view.clock
    if clock.ending:
        return Chip(theme, clock.ending, "neutral", "flag")
    if view.question is not None:
        return Chip(theme, say("You are asked"), "warn", "circle-help")
    if clock.signing:
        return Chip(theme, say("Texts are signed now"), "warn", "pencil-line")
    if clock.taking_orders:
        if view.orders_left:
            left = say_count(view.orders_left, "{count} move left", "{count} moves left")
            return Chip(theme, say("Your move · {left}", left=left), "warn", "clock")
        return Chip(theme, say("All sealed"), "accent", "lock")
    if any(card.choices and not card.word for card in view.cards):
        return Chip(theme, say("Choose your card"), "warn", "clock")
    return Chip(theme, say("No moves now"), "neutral", "hourglass")
