"""Agreements at a seat's page: the texts it may sign, or why not, and everything that was signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QWidget

from wargame.desktop.layout import bare, column, row, scrolled
from wargame.desktop.participant import standing
from wargame.desktop.participant.pact_panel import PactPanel
from wargame.desktop.participant.paper_card import PaperCard
from wargame.desktop.participant.text_panel import TextPanel
from wargame.desktop.text import elided, label
from wargame.translation import say

if TYPE_CHECKING:
    from wargame.desktop.participant.text_panel import Look
    from wargame.desktop.style import Theme
    from wargame.referee.views import PactLine, SeatView, TextOffer

_RANKS = ("in force", "suspended", "ended")


class AgreementsDesk(QWidget):
    """The list of texts and agreements, and the one that is chosen."""

    signed = Signal(str, object)
    """Id of the text, and the level of each term."""
    signature_taken_back = Signal(str)
    """Id of the text."""
    notice_given = Signal(str)
    """Id of the agreement."""
    done = Signal()

    def __init__(self, theme: Theme, view: SeatView, look: Look | None = None, chosen: str = "") -> None:
        """`look` looks at a text with other terms; `chosen` is the text or agreement to begin with."""
        super().__init__()
        self._theme = theme
        self._view = view
        self._look = look
        self._group = QButtonGroup(self)
        self.panel: TextPanel | PactPanel | None = None
        self._side = QStackedWidget()
        texts = [self._text_card(text) for text in sorted(view.texts, key=_rank)]
        pacts = sorted(view.pacts, key=lambda pact: _RANKS.index(pact.status))
        signed = [self._pact_card(pact) for pact in pacts]
        self.cards = (*texts, *signed)
        parts: list[QWidget] = [label(say("Texts"), "section", wrap=True), *texts] if texts else []
        parts += [label(say("Signed agreements"), "section", wrap=True), *signed] if signed else []
        self._area = scrolled(bare(column(*parts, None, gap=8, margins=(2, 2, 6, 2))), say("Agreements"))
        heading = elided(say("Sign a text") if view.clock.signing else say("Agreements"), "heading")
        whole = row(bare(column(heading, self._area, gap=8)), self._side, gap=16)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        known = [card.item for card in self.cards]
        if known:
            self.choose(chosen if chosen in known else known[0])

    @property
    def chosen(self) -> str:
        """Id of the text or agreement that is shown; empty when there is none."""
        return next((card.item for card in self.cards if card.isChecked()), "")

    def choose(self, item: str) -> None:
        """Choose a text or agreement, as a click on it would."""
        card = next(card for card in self.cards if card.item == item)
        card.setChecked(True)
        self._area.ensureWidgetVisible(card)

    def refuse(self, sentence: str) -> None:
        """Show why something was not done."""
        if self.panel is not None:
            self.panel.notice.say(sentence)

    def press_main(self) -> None:
        """Do what the filled button does."""
        if self.panel is not None:
            self.panel.press_main()

    def take_keyboard(self) -> None:
        """Put the keyboard on the chosen card: arrows walk through the others."""
        chosen = next((card for card in self.cards if card.isChecked()), None)
        if chosen is not None:
            chosen.setFocus(Qt.FocusReason.OtherFocusReason)
            self._area.ensureWidgetVisible(chosen)

    def set_side(self, width: int) -> None:
        """Give the panel of the chosen one its width in pixels."""
        self._side.setFixedWidth(width)

    # -- inside ----------------------------------------------------------------------------------------------------

    def _text_card(self, text: TextOffer) -> PaperCard:
        card = PaperCard(self._theme, text.agreement, text.name, text.parties, standing.of_text(text))
        self._introduce(card)
        return card

    def _pact_card(self, pact: PactLine) -> PaperCard:
        card = PaperCard(self._theme, pact.agreement, pact.name, pact.parties, standing.of_pact(pact, self._view))
        self._introduce(card)
        return card

    def _introduce(self, card: PaperCard) -> None:
        self._group.addButton(card)
        card.walked.connect(lambda by: self._walk(card, by))
        card.toggled.connect(lambda on: self._show(card.item) if on else None)

    def _walk(self, start: PaperCard, by: int) -> None:
        place = self.cards.index(start) + by
        if 0 <= place < len(self.cards):
            self.cards[place].setChecked(True)
            self.take_keyboard()

    def _show(self, item: str) -> None:
        """Show another text or agreement beside the list."""
        before = self.panel
        text = next((text for text in self._view.texts if text.agreement == item), None)
        if text is not None:
            panel = TextPanel(self._theme, self._view, text, self._look)
            panel.signed.connect(self.signed)
            panel.taken_back.connect(self.signature_taken_back)
            self.panel = panel
        else:
            pact = next(pact for pact in self._view.pacts if pact.agreement == item)
            self.panel = PactPanel(self._theme, self._view, pact)
            self.panel.notice_given.connect(self.notice_given)
        self.panel.done.connect(self.done)
        self._side.addWidget(self.panel)
        self._side.setCurrentWidget(self.panel)
        if before is not None:
            before.hide()
            self._side.removeWidget(before)
            before.deleteLater()


def _rank(text: TextOffer) -> int:
    """Return where a text stands in the list: on the table, then those that can be signed, then the others."""
    return 0 if text.on_table else 1 if text.possible else 2
