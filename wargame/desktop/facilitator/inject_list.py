"""The queue of injects in its groups: due, planned, waiting for something, put off, delivered, skipped."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from wargame.desktop import text
from wargame.desktop.facilitator.inject_card import InjectCard
from wargame.desktop.layout import column, scrolled
from wargame.translation import phrase, say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from wargame.desktop.style import Theme
    from wargame.exercise.definition import Exercise
    from wargame.referee.views import InjectLine
    from wargame.review.injects import InjectStep, Outlook

DUE = phrase("Due now", context="several injects")
PLANNED = phrase("Planned", context="several injects")
WAITING = phrase("When it comes to it", context="several injects")
PUT_OFF = phrase("Put off", context="several injects")
DELIVERED = phrase("Delivered", context="several injects")
SKIPPED = phrase("Skipped", context="several injects")
GROUPS = (DUE, PLANNED, WAITING, PUT_OFF, DELIVERED, SKIPPED)
_SPACE = 8
"""Pixels left above and below the card that is scrolled to."""


def group_of(line: InjectLine) -> str:
    """Return the group in which an inject stands."""
    if line.due_now:
        return DUE
    if line.status == "planned":
        return PLANNED if line.turn else WAITING
    return {"put off": PUT_OFF, "delivered": DELIVERED}.get(line.status, SKIPPED)


def in_order(lines: Sequence[InjectLine], steps: Mapping[str, Sequence[InjectStep]]) -> list[InjectLine]:
    """Return the injects as they are listed: by group, by plan, and what is past the latest first."""

    def place(line: InjectLine) -> tuple[int, float, float, int]:
        group = GROUPS.index(group_of(line))
        if line.status in {"delivered", "skipped"}:
            latest = max((step.seq for step in steps.get(line.inject, ()) if step.stands), default=0)
            return group, -latest, 0, line.number
        return group, max(line.turn, line.deferred), inf if line.minute is None else line.minute, line.number

    return sorted(lines, key=place)


def next_one(lines: Sequence[InjectLine]) -> InjectLine | None:
    """Return the inject to be delivered next: the first that is due, else the first of those planned."""
    waiting = [line for line in in_order(lines, {}) if group_of(line) in {DUE, PLANNED}]
    return waiting[0] if waiting else None


class InjectList(QWidget):
    """All injects as cards; one of them has the keyboard."""

    deliver_wanted = Signal(str)
    skip_wanted = Signal(str)
    later_wanted = Signal(str)
    back_wanted = Signal()

    def __init__(self, theme: Theme, exercise: Exercise, outlook: Callable[[str], Outlook] | None = None) -> None:
        """`outlook` says what an inject would do now; without it the list is only read."""
        super().__init__()
        self._theme, self._exercise, self._outlook = theme, exercise, outlook
        self._shown: object = None
        self._situation: object = None
        self.current = ""
        """The inject whose card has the keyboard, or had it last."""
        self.cards: dict[str, InjectCard] = {}
        self._revealing = QTimer(self)
        self._revealing.setSingleShot(True)
        self._revealing.timeout.connect(self._reveal)
        self._list = column(gap=8)
        inside = QWidget()
        inside.setLayout(column(self._list, None, margins=(12, 10, 10, 12)))
        self._area = scrolled(inside, say("Injects"))
        self.setLayout(column(self._area))
        self.setAccessibleName(say("Injects"))

    def show_injects(
        self,
        lines: Sequence[InjectLine],
        steps: Mapping[str, Sequence[InjectStep]],
        last: int = 0,
        *,
        can: bool = False,
        situation: object = None,
    ) -> None:
        """Show the list; what is open stays open, and is told anew when the `situation` is another.

        `can`: something can be done with them now; `last` is the entry that can be stepped back from.
        """
        shown = (tuple(lines), dict(steps), last, can)
        if self._shown == shown and situation is self._situation:
            return
        listed_anew, self._shown, self._situation = self._shown != shown, shown, situation
        focus = QApplication.focusWidget()
        focused = focus is not None and self.isAncestorOf(focus)
        if listed_anew:
            self._list_anew(in_order(lines, steps), steps, last, can=can)
        else:
            for card in self.cards.values():
                card.tell_anew()
        if focused:
            self.take_keyboard()

    def _list_anew(
        self, lines: Sequence[InjectLine], steps: Mapping[str, Sequence[InjectStep]], last: int, *, can: bool
    ) -> None:
        """Put the cards in their order; those that say the same as before are kept."""
        place = self._area.verticalScrollBar().value()
        before, self.cards, group = self.cards, {}, ""
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and not isinstance(widget, InjectCard):
                _drop(widget)
        for line in lines:
            if group_of(line) != group:
                group = group_of(line)
                count = sum(group_of(one) == group for one in lines)
                title = say(group, context="several injects")
                self._list.addWidget(text.label(f"{title} · {count}", "section", wrap=True))
            past = tuple(steps.get(line.inject, ()))
            undoable = bool(past) and past[-1].seq == last and past[-1].stands
            card = before.get(line.inject)
            if card is None or card.told != (line, past, can, undoable):
                card = self._made(line, past, can=can, last=undoable)
                card.open(wanted=line.inject in before and before[line.inject].opened)
            else:
                before.pop(line.inject)
                card.tell_anew()
            self.cards[line.inject] = card
            self._list.addWidget(card)
        for gone in before.values():
            _drop(gone)
        if not lines:
            self._list.addWidget(text.label(say("This exercise has no injects."), "quiet"))
        self._mark(self.current)
        self._area.verticalScrollBar().setValue(place)

    def take_keyboard(self, inject: str = "") -> None:
        """Put the keyboard on an inject; on the one that had it last, or the first, when none is named."""
        card = self.cards.get(inject or self.current) or next(iter(self.cards.values()), None)
        if card is not None:
            card.setFocus(Qt.FocusReason.OtherFocusReason)
            self._revealing.start()

    def _reveal(self) -> None:
        """Scroll to the card that has the keyboard, once it has its height: at least its head is seen."""
        card = self.cards.get(self.current)
        if card is not None:
            seen = self._area.viewport().height()
            self._area.ensureVisible(0, card.y() + min(card.height(), seen), 0, _SPACE)
            self._area.ensureVisible(0, card.y(), 0, _SPACE)

    def open(self, inject: str) -> None:
        """Show everything about an inject."""
        if inject in self.cards:
            self.cards[inject].open(wanted=True)

    def _made(self, line: InjectLine, steps: Sequence[InjectStep], *, can: bool, last: bool) -> InjectCard:
        card = InjectCard(self._theme, self._exercise, line, steps, outlook=self._outlook, can=can, last=last)
        card.deliver_wanted.connect(self.deliver_wanted)
        card.skip_wanted.connect(self.skip_wanted)
        card.later_wanted.connect(self.later_wanted)
        card.back_wanted.connect(self.back_wanted)
        card.walked.connect(self._walk)
        card.chosen.connect(self._mark)
        return card

    def _walk(self, by: int) -> None:
        names = list(self.cards)
        now = names.index(self.current) if self.current in names else 0
        self.take_keyboard(names[min(max(now + by, 0), len(names) - 1)])

    def _mark(self, inject: str) -> None:
        """Let Tab come to one card only: the others are reached with the arrow keys."""
        names = list(self.cards)
        self.current = inject if inject in self.cards else names[0] if names else ""
        for name, card in self.cards.items():
            card.setFocusPolicy(Qt.FocusPolicy.StrongFocus if name == self.current else Qt.FocusPolicy.ClickFocus)


def _drop(widget: QWidget) -> None:
    """Destroy what is no longer listed; until then it stays a child, so that it never is a window of its own."""
    widget.hide()
    widget.deleteLater()
