"""Choose a move: search, categories, and every move there is, those that cannot be made with the reason."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFrame, QWidget

from wargame.desktop.buttons import Button, button
from wargame.desktop.flow import flow
from wargame.desktop.fold import Fold
from wargame.desktop.layout import bare, column, framed, row, scrolled
from wargame.desktop.marks import Dots
from wargame.desktop.participant import wording
from wargame.desktop.participant.move_card import MoveCard
from wargame.desktop.search_field import SearchField
from wargame.desktop.text import elided, label
from wargame.exercise.punctuation import titled
from wargame.translation import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QFocusEvent, QKeyEvent

    from wargame.desktop.style import Theme
    from wargame.referee.views import MoveOffer, SeatView

_EVERYTHING = ""
_MOST_DOTS = 10
_PRESSES = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Select)


class TakeBack(Button):
    """Takes a sealed move back. A key has to be pressed twice: who types here believes to be in a field."""

    def __init__(self, theme: Theme, move: str) -> None:
        super().__init__(theme, "", "undo-2", "ghost", "small")
        self._move, self._asked = move, False
        self._ask(wanted=False)

    def _ask(self, *, wanted: bool) -> None:
        self._asked = wanted
        self.setText(f" {say('Press again') if wanted else say('Take back')}")
        self.setAccessibleName(
            say("Press again to take back {move}", move=self._move)
            if wanted
            else say("Take back {move}", move=self._move)
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask at the first press, act at the second; any other key in between and it is asked anew."""
        if event.key() not in _PRESSES:
            self._ask(wanted=False)
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            asked = self._asked
            self._ask(wanted=not asked)
            if asked:
                self.click()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Forget that it was pressed."""
        super().focusOutEvent(event)
        self._ask(wanted=False)


class MoveList(QWidget):
    """All moves of a seat; says which one is chosen."""

    chosen = Signal(str)
    """Id of the move."""

    def __init__(self, theme: Theme, view: SeatView) -> None:
        super().__init__()
        self._theme = theme
        self._category = _EVERYTHING
        self._cards = QButtonGroup(self)
        self._cards.setExclusive(True)
        # Those that can be made come first; within each half the author's order stays.
        offers = sorted(view.offers, key=lambda offer: not offer.available)
        self.cards = tuple(MoveCard(theme, offer, view.seat.slot) for offer in offers)
        self.search = SearchField(theme, say("Find a move"), "/")
        self.search.changed.connect(self._filter)
        self._nothing = label(say("No move fits. Clear the search to see them all."), "quiet", wrap=True)
        self._nothing.hide()
        tabs = self._categories(view.offers)
        cards = bare(column(*self.cards, self._nothing, None, gap=8, margins=(2, 2, 6, 2)))
        self._area = scrolled(cards, say("Moves"))
        self.setLayout(column(_head(theme, view), self.search, tabs, self._area, gap=8))
        self.search.left.connect(lambda: self._walk(None, 1))
        for card in self.cards:
            self._cards.addButton(card)
            card.walked.connect(lambda by, this=card: self._walk(this, by))
            card.toggled.connect(lambda on, move=card.offer.move: self.chosen.emit(move) if on else None)
        slash = QShortcut(QKeySequence("/"), self)
        slash.setContext(Qt.ShortcutContext.WindowShortcut)
        slash.activated.connect(self.search.setFocus)

    def choose(self, move: str) -> None:
        """Choose a move by its id, as a click on it would."""
        for card in self.cards:
            if card.offer.move == move:
                card.setChecked(True)

    def _walk(self, start: MoveCard | None, by: int) -> None:
        """Choose the card before or after `start`, among those that are shown; from the search, the first."""
        shown = [card for card in self.cards if card.isVisible()]
        place = shown.index(start) + by if start in shown else 0
        if 0 <= place < len(shown):
            shown[place].setChecked(True)
            shown[place].setFocus(Qt.FocusReason.TabFocusReason)
            self._area.ensureWidgetVisible(shown[place])
        elif place < 0:
            self.search.setFocus()

    def _categories(self, offers: tuple[MoveOffer, ...]) -> QWidget:
        counts = Counter(offer.category for offer in offers)
        group = QButtonGroup(self)
        group.setExclusive(True)
        buttons = []
        named = [category for category in counts if category]
        for category in (_EVERYTHING, *named) if len(named) > 1 else (_EVERYTHING,):
            count = counts[category] if category else len(offers)
            name = category or say("All", context="moves of every kind")
            tab = button(self._theme, f"{name} {count}".capitalize(), "", "tab")
            tab.setCheckable(True)
            tab.setChecked(category == _EVERYTHING)
            tab.toggled.connect(lambda on, wanted=category: self._show_category(wanted) if on else None)
            group.addButton(tab)
            buttons.append(tab)
        return flow(*buttons, gap=4)

    def _show_category(self, category: str) -> None:
        self._category = category
        self._filter()

    def _filter(self) -> None:
        shown = 0
        for card in self.cards:
            fits = self._category in {_EVERYTHING, card.offer.category} and card.matches(self.search.words())
            card.setVisible(fits)
            shown += fits
        self._nothing.setVisible(shown == 0)


def _head(theme: Theme, view: SeatView) -> QWidget:
    title = elided(say("Choose a move"), "heading")
    if view.purse is None:
        return title
    left = say("{amount} left", amount=wording.amount(view.purse))
    dots = int(view.purse) if view.purse == int(view.purse) and 0 < view.purse <= _MOST_DOTS else 0
    parts: list[QWidget] = [elided(view.purse_name, "caption")]
    if dots:
        parts.append(Dots(theme, dots, dots, view.seat.slot, titled(view.purse_name, left)))
    parts.append(label(left, "caption-strong"))
    return Fold(title, bare(row(*parts, gap=8)))


def sealed_moves(theme: Theme, view: SeatView, take_back: Callable[[str], None]) -> QFrame:
    """Return the seat's own moves of this turn, each with the way to take it back."""
    lines = []
    for order in view.orders:
        actors = [actor.actor for actor in view.actors]
        words = order.move_name
        if order.target in actors:
            words = say("{move} to {actor}", move=order.move_name, actor=order.target_name)
        elif order.target:
            words = titled(order.move_name, order.target_name)
        back = TakeBack(theme, order.move_name)
        back.clicked.connect(lambda _checked=False, wanted=order.id: take_back(wanted))
        line = row(label(words, "strong", wrap=True), back, gap=6)
        line.setStretch(0, 1)
        lines.append(line)
        if order.choices:
            chosen = ", ".join(titled(name, value) for name, value in order.choices)
            lines.append(row(label(chosen, "caption", wrap=True)))
    title = label(say("Sealed this {turn}", turn=view.clock.turn_word), "section")
    return framed(column(title, *lines, gap=4, margins=(12, 10, 8, 8)), "card")
