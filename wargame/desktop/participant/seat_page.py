"""The private page of a seat: what we know, and what it does: moves, agreements, an answer, its card.

Made from a SeatView and nothing else. It is built after the curtain is opened
and destroyed when it falls.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QWidget

from wargame.desktop.buttons import Button, button
from wargame.desktop.layout import bare, column, row
from wargame.desktop.participant import draft as drafts
from wargame.desktop.participant.agreements import AgreementsDesk
from wargame.desktop.participant.briefing import Briefing
from wargame.desktop.participant.confirmation import Confirmation
from wargame.desktop.participant.header import Header
from wargame.desktop.participant.knowledge import knowledge
from wargame.desktop.participant.moves import MovesDesk
from wargame.desktop.participant.question import QuestionDesk
from wargame.desktop.participant.secret_cards import CardsDesk
from wargame.desktop.text import label
from wargame.translation import say

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QShowEvent

    from wargame.desktop.participant.draft import Draft
    from wargame.desktop.participant.text_panel import Look
    from wargame.desktop.style import Theme
    from wargame.referee.views import SeatView

    Desk = MovesDesk | AgreementsDesk | QuestionDesk | CardsDesk

_NARROW = 1200
"""Below this width the side columns give way."""


class Spot(NamedTuple):
    """Where on its page a seat is."""

    desk: str = ""
    """`moves`, `agreements`, `question`, `cards`; empty for what is to be done first."""
    item: str = ""
    """The text or agreement that is looked at."""


START = Spot()
"""What is to be done first."""


class SeatPage(QWidget):
    """Everything one seat does at the laptop."""

    draft_changed = Signal(str)
    """The draft as text, to be kept."""
    order_sealed = Signal(object)
    """The Draft to be entered as an order."""
    order_taken_back = Signal(str)
    """Id of the order."""
    text_signed = Signal(str, object)
    """Id of the text, and the level of each term."""
    signature_taken_back = Signal(str)
    """Id of the text."""
    notice_given = Signal(str)
    """Id of the agreement that the seat leaves."""
    answered = Signal(int, str, str)
    """Number of the question, id of the option, id of the agreement or ""."""
    card_chosen = Signal(str, str)
    """Id of the card, and its word."""
    hidden = Signal()
    """The screen is to be hidden now."""

    def __init__(
        self,
        theme: Theme,
        view: SeatView,
        people: str,
        draft_text: str = "",
        spot: Spot = START,
        look: Look | None = None,
    ) -> None:
        """`spot` is where to begin; `look` looks at a text with other terms."""
        super().__init__()
        self._theme = theme
        self._view = view
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._confirmation: Confirmation | None = None
        # The frame is made first and then filled: a part that is put into a part is dressed anew with all it holds.
        self._desk, self._stack = QStackedWidget(), QStackedWidget()
        self._work = QWidget()
        self._work.setProperty("role", "bare")
        body = bare(column(self._stack, margins=(16, 14, 16, 14)))
        page = column(Header(theme, view, people, self.hidden.emit), body, gap=0)
        page.setStretch(1, 1)
        self.setLayout(page)
        self._stack.addWidget(self._work)
        self._lay_out()
        self._orders = MovesDesk(theme, view, drafts.from_text(draft_text), self.order_taken_back.emit)
        self.moves, self.editor = self._orders.moves, self._orders.editor
        self.desks: dict[str, Desk] = self._make_desks(look, spot)
        self.tabs: dict[str, Button] = {}
        self._make_tabs()
        for desk in self.desks.values():
            self._desk.addWidget(desk)
        self.briefing = Briefing(theme, say("Briefing: {seat}", seat=view.seat.name), view.briefing)
        self._stack.addWidget(self.briefing)
        self._connect()
        self._share_out(narrow=True)
        self.turn_to(spot.desk if spot.desk in self.desks else self._first())

    @property
    def spot(self) -> Spot:
        """Where the seat is, to come back to."""
        desk = self.desk
        name = next(name for name, one in self.desks.items() if one is desk)
        return Spot(name, desk.chosen if isinstance(desk, AgreementsDesk) else "")

    @property
    def desk(self) -> Desk:
        """What the seat is at."""
        return next(desk for desk in self.desks.values() if desk is self._desk.currentWidget())

    def turn_to(self, desk: str) -> None:
        """Turn to another desk."""
        self._desk.setCurrentWidget(self.desks[desk])
        for name, tab in self.tabs.items():
            tab.setChecked(name == desk)
        if self.isVisible():
            self.desk.take_keyboard()

    def refuse(self, sentence: str) -> None:
        """Show why something was not entered; everything typed and chosen stays where it is."""
        self._drop_confirmation()
        self.desk.refuse(sentence)

    def main_step(self) -> None:
        """Do what the filled button does, as Ctrl+Return does."""
        if self._confirmation is not None:
            self._confirmation.confirmed.emit()
        elif self._stack.currentWidget() is self._work:
            self.desk.press_main()

    # -- making ----------------------------------------------------------------------------------------------------

    def _make_desks(self, look: Look | None, spot: Spot) -> dict[str, Desk]:
        """Return the desks at which the seat has something to look at or to do, in the order of their tabs."""
        view = self._view
        made: dict[str, Desk] = {}
        if view.question is not None:
            asking = QuestionDesk(self._theme, view.question)
            asking.answered.connect(self.answered)
            made["question"] = asking
        if view.texts or view.pacts:
            agreements = AgreementsDesk(self._theme, view, look, spot.item)
            agreements.signed.connect(self.text_signed)
            agreements.signature_taken_back.connect(self.signature_taken_back)
            agreements.notice_given.connect(self.notice_given)
            agreements.done.connect(self.hidden)
            made["agreements"] = agreements
        made["moves"] = self._orders
        if view.cards:
            cards = CardsDesk(self._theme, view)
            cards.chosen.connect(self.card_chosen)
            made["cards"] = cards
        return made

    def _first(self) -> str:
        """Return the desk at which the seat is expected."""
        view = self._view
        if view.question is not None:
            return "question"
        if view.clock.signing and "agreements" in self.desks:
            return "agreements"
        started = view.clock.turn > 0
        waiting = any(card.choices and not (started and card.word) for card in view.cards)
        return "cards" if waiting and not view.clock.taking_orders else "moves"

    def _connect(self) -> None:
        self._orders.changed.connect(lambda changed: self.draft_changed.emit(changed.to_text()))
        self._orders.sealed.connect(self._ask)
        self.briefing.closed.connect(self._back_to_work)
        for keys, act in (("F9", self.hidden.emit), ("Ctrl+0", self.hidden.emit), ("Ctrl+Return", self.main_step),
                          ("Ctrl+Enter", self.main_step), ("Ctrl+B", self._read_briefing)):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(act)

    def _lay_out(self) -> None:
        """Put what we know on the left, and beside it the desks below their tabs."""
        read = button(self._theme, say("Read our &briefing"), "book-open")
        read.clicked.connect(self._read_briefing)
        known = column(
            label(say("What we know"), "heading", wrap=True), read, knowledge(self._theme, self._view), gap=8
        )
        known.setStretch(2, 1)
        self._know = bare(known)
        self._desks = column(self._desk, gap=8)
        self._desks.setStretch(0, 1)
        columns = row(self._know, self._desks, gap=16)
        columns.setStretch(1, 1)
        self._work.setLayout(columns)

    def _make_tabs(self) -> None:
        """Make a tab for each desk, where there are several; that of the card says when it is to be chosen."""
        if len(self.desks) == 1:
            return
        view = self._view
        group = QButtonGroup(self)
        waiting = any(card.choices and not card.word for card in view.cards)
        words = {
            "question": (say("&Question"), "circle-help"),
            "agreements": (say("&Agreements"), "handshake"),
            "moves": (say("&Moves"), "arrow-up-right"),
            "cards": (say("Choose your &card") if waiting else say("Your &card"), "lock"),
        }
        for name in self.desks:
            tab = button(self._theme, words[name][0], words[name][1], "tab")
            tab.setCheckable(True)
            tab.clicked.connect(lambda _checked=False, name=name: self.turn_to(name))
            group.addButton(tab)
            self.tabs[name] = tab
        self._desks.insertLayout(0, row(*self.tabs.values(), None, gap=4))

    # -- inside ----------------------------------------------------------------------------------------------------

    def _read_briefing(self) -> None:
        self._stack.setCurrentWidget(self.briefing)
        self.briefing.view.setFocus()

    def _back_to_work(self) -> None:
        self._stack.setCurrentWidget(self._work)
        self.desk.take_keyboard()

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
        """Begin where the seat is expected: at the moves, typing finds one."""
        super().showEvent(event)
        self.desk.take_keyboard()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the side columns the room there is."""
        super().resizeEvent(event)
        self._share_out(narrow=self.width() < _NARROW)

    def _share_out(self, *, narrow: bool) -> None:
        # Large words take a little from the middle, which scrolls.
        larger = round(32 * max(0.0, self._theme.scale - 1))
        self._know.setFixedWidth((248 if narrow else 300) + larger)
        for desk in self.desks.values():
            desk.set_side((316 if narrow else 380) + larger)

    def minimumSizeHint(self) -> QSize:
        """Return the smallest laptop screen the page is made for."""
        return QSize(1024, 600)
