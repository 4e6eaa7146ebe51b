"""The secret cards as the facilitator sees them: which each actor holds, and settling another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from wargame.desktop import text
from wargame.desktop.buttons import button
from wargame.desktop.chips import Chip
from wargame.desktop.fields import Chooser
from wargame.desktop.layout import column, row
from wargame.desktop.marks import Badge
from wargame.review import names
from wargame.translation import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QWheelEvent

    from wargame.desktop.style import Theme
    from wargame.exercise.definition import Exercise
    from wargame.exercise.scoring import Card
    from wargame.referee.views import CardLine


class WordBox(Chooser):
    """What a card can be; the wheel scrolls the page instead of changing it."""

    def __init__(self, card: Card, name: str) -> None:
        super().__init__()
        for word in card.briefs:
            self.addItem(names.opening(card.word_called(word)), word)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(Chooser.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()


class SecretCard(QFrame):
    """One card of one actor."""

    settle_wanted = Signal(str, str, str)

    def __init__(self, theme: Theme, exercise: Exercise, card: Card) -> None:
        super().__init__()
        self.setProperty("role", "box")
        self._card = card
        self._held = ""
        self.actor = card.actor
        actor = exercise.actors[card.actor]
        slot = list(exercise.actors).index(card.actor)
        self._name = say("{card} of {actor}", card=names.opening(card.called), actor=actor.name)
        self.setAccessibleName(self._name)
        self.chip = Chip(theme, "", "neutral", "key-round")
        self.words = WordBox(card, self._name)
        self.settle = button(theme, say("Settle"), "check", "soft", "small")
        self._brief = text.label("", "caption", wrap=True)
        self.words.currentIndexChanged.connect(self._judge)
        self.settle.clicked.connect(self._settle)
        head = row(
            Badge(theme, slot, actor.monogram, actor.name, 22), text.label(self._name, "strong", wrap=True), self.chip
        )
        head.setStretch(1, 1)
        chooser = row(self.words, self.settle, gap=6)
        chooser.setStretch(0, 1)
        self.setLayout(column(head, chooser, self._brief, gap=6, margins=(12, 8, 12, 8)))

    def show_card(self, line: CardLine, *, started: bool, open_: bool) -> None:
        """Show what the actor holds; `open_` while it can still be settled."""
        drawn = self._card.draw is not None
        self._held = line.word
        held = say("Drawn") if drawn else say("Chosen")
        waiting = say("Drawn at the start") if drawn else say("Not chosen yet")
        self.chip.say(held if line.word else waiting, "neutral" if line.word or drawn else "warn", "key-round")
        if line.word:
            self.words.setCurrentIndex(self.words.findData(line.word))
        self.words.setEnabled(open_ and (started or not drawn))
        self._judge()

    def _judge(self) -> None:
        word = str(self.words.currentData())
        told = self._card.briefs[word]
        self._brief.setText(told)
        self._brief.setVisible(bool(told))
        other = word != self._held
        self.settle.setEnabled(other and self.words.isEnabled())
        which = self._card.word_called(word)
        self.settle.setAccessibleName(say("Settle: {card} is {word}", card=self._name, word=which))
        if other:
            why = say("{card} is {word} from now on; nobody but its seat learns of it", card=self._name, word=which)
        else:
            why = say("{card} is {word} already", card=self._name, word=which)
        text.tooltip(self.settle, why)

    def _settle(self) -> None:
        self.settle_wanted.emit(self._card.actor, self._card.full_id, str(self.words.currentData()))


class SecretCards(QWidget):
    """All secret cards of the exercise."""

    settle_wanted = Signal(str, str, str)
    """Actor, card, word."""

    def __init__(self, theme: Theme, exercise: Exercise) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self.setAccessibleName(say("Secret cards"))
        self.cards = {card.full_id: SecretCard(theme, exercise, card) for card in exercise.cards.values()}
        for card in self.cards.values():
            card.settle_wanted.connect(self.settle_wanted)
        self.setLayout(column(text.label(say("Secret cards"), "section"), *self.cards.values(), None, gap=8))

    def show_only(self, actor: str) -> bool:
        """Show the cards of one actor, or of all (""); return whether there are any."""
        for card in self.cards.values():
            card.setVisible(actor in ("", card.actor))
        return any(actor in ("", card.actor) for card in self.cards.values())

    def show_cards(self, lines: Sequence[CardLine], *, started: bool, open_: bool) -> None:
        """Show which card each actor holds."""
        for line in lines:
            self.cards[line.card].show_card(line, started=started, open_=open_)
