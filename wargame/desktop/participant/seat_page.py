"""The private page of a seat: what we know, choose a move, write and seal it. Made from a SeatView and nothing else.

It is built after the curtain is opened and destroyed when it falls.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from wargame.desktop.buttons import button
from wargame.desktop.chips import Chip
from wargame.desktop.layout import bare, column, row
from wargame.desktop.marks import Badge
from wargame.desktop.participant import draft as drafts
from wargame.desktop.participant.briefing import Briefing
from wargame.desktop.participant.confirmation import Confirmation
from wargame.desktop.participant.knowledge import knowledge
from wargame.desktop.participant.move_editor import MoveEditor
from wargame.desktop.participant.move_list import MoveList, sealed_moves
from wargame.desktop.text import elided, label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent, QResizeEvent, QShowEvent

    from wargame.desktop.participant.draft import Draft
    from wargame.desktop.style import Theme
    from wargame.referee.views import SeatView

_NARROW = 1200
"""Below this width the side columns give way."""


class SeatPage(QWidget):
    """Everything one seat does at the laptop."""

    draft_changed = Signal(str)
    """The draft as text, to be kept."""
    order_sealed = Signal(object)
    """The Draft to be entered as an order."""
    order_taken_back = Signal(str)
    """Id of the order."""
    hidden = Signal()
    """The screen is to be hidden now."""

    def __init__(self, theme: Theme, view: SeatView, people: str, draft_text: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._view = view
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._confirmation: Confirmation | None = None
        draft = drafts.from_text(draft_text)
        sealed = sealed_moves(theme, view, self.order_taken_back.emit) if view.orders else None
        self.moves = MoveList(theme, view)
        self.editor = MoveEditor(theme, view, draft, sealed)
        self._know = self._knowledge(theme, view)
        self.briefing = Briefing(theme, f"Briefing: {view.seat.name}", view.briefing)
        self._work = bare(self._working())
        self._stack = QStackedWidget()
        self._stack.addWidget(self._work)
        self._stack.addWidget(self.briefing)
        body = bare(column(self._stack, margins=(16, 14, 16, 14)))
        page = column(_Header(theme, view, people, self.hidden.emit), body, gap=0)
        page.setStretch(1, 1)
        self.setLayout(page)
        self._connect(draft)

    def refuse(self, sentence: str) -> None:
        """Show why the move was not entered; everything typed stays where it is."""
        self._drop_confirmation()
        self.editor.notice.say(sentence)

    def main_step(self) -> None:
        """Seal the move, or confirm it, as Ctrl+Return does."""
        if self._confirmation is not None:
            self._confirmation.confirmed.emit()
        else:
            self.editor.press_seal()

    def _connect(self, draft: Draft) -> None:
        self.moves.choose(draft.move)
        self.moves.chosen.connect(self.editor.show_move)
        self.editor.changed.connect(lambda changed: self.draft_changed.emit(changed.to_text()))
        self.editor.sealed.connect(self._ask)
        self.briefing.closed.connect(self._back_to_work)
        for keys, act in (("F9", self.hidden.emit), ("Ctrl+0", self.hidden.emit), ("Ctrl+Return", self.main_step),
                          ("Ctrl+Enter", self.main_step), ("Ctrl+B", self._read_briefing)):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(act)

    def _knowledge(self, theme: Theme, view: SeatView) -> QWidget:
        read = button(theme, "Read our &briefing", "book-open")
        read.clicked.connect(self._read_briefing)
        made = column(label("What we know", "heading"), read, knowledge(theme, view), gap=8)
        made.setStretch(2, 1)
        return bare(made)

    def _working(self) -> QVBoxLayout:
        columns = row(self._know, self.moves, self.editor, gap=16)
        columns.setStretch(1, 1)
        return column(columns, gap=0)

    def _read_briefing(self) -> None:
        self._stack.setCurrentWidget(self.briefing)
        self.briefing.view.setFocus()

    def _back_to_work(self) -> None:
        self._stack.setCurrentWidget(self._work)
        self.moves.search.setFocus()

    def _ask(self, draft: Draft) -> None:
        offer = next(offer for offer in self._view.offers if offer.move == draft.move)
        self._confirmation = Confirmation(self._theme, self._view, offer, draft)
        self._confirmation.confirmed.connect(lambda: self.order_sealed.emit(draft))
        self._confirmation.refused.connect(self._drop_confirmation)
        self._stack.addWidget(self._confirmation)
        self._stack.setCurrentWidget(self._confirmation)
        self._confirmation.seal.setFocus()

    def _drop_confirmation(self) -> None:
        if self._confirmation is not None:
            self._stack.setCurrentWidget(self._work)
            self._stack.removeWidget(self._confirmation)
            self._confirmation.deleteLater()
            self._confirmation = None
            self.editor.seal.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the search field: typing finds a move."""
        super().showEvent(event)
        self.moves.search.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the side columns the room there is."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        self._know.setFixedWidth(248 if narrow else 300)
        self.editor.setFixedWidth(316 if narrow else 380)

    def minimumSizeHint(self) -> QSize:
        """Return the smallest laptop screen the page is made for."""
        return QSize(1024, 600)


class _Header(QWidget):
    """Whose page this is, the moment, and the way to hide it; a line in the actor's colour below."""

    def __init__(self, theme: Theme, view: SeatView, people: str, hide: Callable[[], None]) -> None:
        super().__init__()
        self._theme = theme
        self._slot = view.seat.slot
        self.setProperty("role", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(60)
        clock = view.clock
        alone = f"{people} · only you see this screen" if people else "Only you see this screen"
        who = column(elided(view.seat.name, "title"), elided(alone, "caption"), gap=0)
        moment = f"{clock.turn_word.capitalize()} {clock.turn} of {clock.turns}"
        away = button(theme, "&Hide now", "eye-off")
        away.clicked.connect(hide)
        badge = Badge(theme, view.seat.slot, view.seat.monogram, view.seat.name, 36)
        state = self._state(theme, view)
        parts = (badge, who, 12, label(moment, "title"), state, None, away, label("F9", "key"))
        line = row(*parts, gap=10, margins=(18, 8, 18, 11))
        self.setLayout(line)

    @staticmethod
    def _state(theme: Theme, view: SeatView) -> Chip:
        if view.clock.ending:
            return Chip(theme, view.clock.ending, "neutral", "flag")
        if not view.clock.taking_orders:
            return Chip(theme, "No moves now", "neutral", "hourglass")
        if view.orders_left:
            left = "1 move left" if view.orders_left == 1 else f"{view.orders_left} moves left"
            return Chip(theme, f"Your move · {left}", "warn", "clock")
        return Chip(theme, "All sealed", "accent", "lock")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line in the actor's colour."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 3, self.width(), 3, self._theme.actor(self._slot).fill)
        painter.end()
