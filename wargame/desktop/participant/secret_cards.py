"""The secret cards of a seat: what it holds, and the choice where the choice is its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from wargame.desktop.buttons import Button, button
from wargame.desktop.chips import Chip, Notice
from wargame.desktop.layout import bare, column, framed, row, scrolled
from wargame.desktop.marks import Glyph
from wargame.desktop.participant import wording
from wargame.desktop.participant.choices import Choice, Choices
from wargame.desktop.text import label, tooltip
from wargame.translation import say, say_count

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel, QVBoxLayout

    from wargame.desktop.style import Theme
    from wargame.referee.views import CardLine, SeatView


class CardsDesk(QWidget):
    """Every card of the seat, one below the other."""

    chosen = Signal(str, str)
    """Id of the card, and the word that is chosen."""

    def __init__(self, theme: Theme, view: SeatView) -> None:
        super().__init__()
        self.notice = Notice(theme)
        self.boxes = tuple(CardBox(theme, card, started=view.clock.turn > 0) for card in view.cards)
        for box in self.boxes:
            box.chosen.connect(self.chosen)
        promise = row(
            Glyph(theme, "eye-off", "text2", 14),
            label(say("Only you and the facilitator see your cards."), "caption", wrap=True),
            gap=6,
        )
        promise.setStretch(1, 1)
        heading = label(say_count(len(self.boxes), "Your secret card", "Your secret cards"), "heading")
        inside = column(*self.boxes, None, gap=12, margins=(0, 0, 6, 0))
        area = scrolled(bare(inside), say("Your secret cards"))
        content = bare(column(heading, promise, self.notice, area, gap=10))
        content.setMaximumWidth(680)
        whole = row(content, None)
        whole.setStretch(0, 10)
        self.setLayout(whole)

    def press_main(self) -> None:
        """Take the card that is chosen first."""
        for box in self.boxes:
            if box.take is not None and box.take.isEnabled():
                box.press()
                return

    def refuse(self, sentence: str) -> None:
        """Show why the card was not taken."""
        self.notice.say(sentence)

    def take_keyboard(self) -> None:
        """Put the keyboard on the first choice there is."""
        box = next((box for box in self.boxes if box.choices is not None), None)
        if box is not None and box.choices is not None:
            box.choices.take_keyboard()

    def set_side(self, _width: int) -> None:
        """Leave the room as it is: there is nothing beside the cards."""


class CardBox(QFrame):
    """One card: its word and what it says; or the words to choose from."""

    chosen = Signal(str, str)

    def __init__(self, theme: Theme, card: CardLine, *, started: bool) -> None:
        super().__init__()
        self.setProperty("role", "card")
        name = wording.upper_first(card.name)
        self.setAccessibleName(name)
        self._theme = theme
        self._card = card
        self._started = started
        self.choices: Choices | None = None
        self.take: Button | None = None
        self._why: QLabel | None = None
        head = row(label(name, "title", wrap=True), self._chip(), gap=8)
        head.setStretch(0, 1)
        parts = column(head, gap=10, margins=(20, 16, 20, 16))
        if card.choices:
            self._offer(parts)
        elif card.word:
            held = column(label(self._word(card.word), "strong", wrap=True), gap=4, margins=(14, 12, 14, 12))
            if card.brief:
                held.addWidget(label(card.brief, "body", wrap=True))
            parts.addWidget(framed(held, "box", self._word(card.word)))
        else:
            parts.addWidget(label(say("It is drawn when the exercise starts."), "quiet", wrap=True))
        self.setLayout(parts)

    def press(self) -> None:
        """Take the card that is chosen."""
        if self.choices is not None and self.take is not None and self.take.isEnabled():
            self.chosen.emit(self._card.card, self.choices.now())

    def _chip(self) -> Chip:
        if not self._card.word:
            if self._card.choices:
                return Chip(self._theme, say("Choose one"), "warn", "lock")
            return Chip(self._theme, say("Not drawn yet"), "neutral", "lock")
        return Chip(self._theme, self._word(self._card.word), "accent", "check")

    def _word(self, word: str) -> str:
        """Return what people call a word of the card."""
        return wording.upper_first(self._card.called(word))

    def _offer(self, parts: QVBoxLayout) -> None:
        card = self._card
        words = [Choice(word, self._word(word), brief) for word, brief in card.choices]
        self.choices = Choices(self._theme, wording.upper_first(card.name), words, card.word, column=True)
        self.take = button(self._theme, say("&Take this card"), "check", "", "large")
        self._why = label("", "caption", wrap=True)
        self.choices.chosen.connect(lambda _word: self._judge())
        self.take.clicked.connect(self.press)
        for part in (self.choices, self.take, self._why):
            parts.addWidget(part)
        self._judge()

    def _judge(self) -> None:
        if self.choices is None or self.take is None or self._why is None:
            return
        now = self.choices.now()
        why = "" if now else say("Choose one first.")
        if now and now == self._card.word:
            why = say("This is the card you hold. You may change it until the exercise starts.")
        self.take.setEnabled(not why)
        self.take.show_role("" if why else "primary")
        self.take.setAccessibleDescription(why)
        tooltip(self.take, why)
        once = say("You choose once.") if self._started else say("You may change it until the exercise starts.")
        self._why.setText(why or once)
