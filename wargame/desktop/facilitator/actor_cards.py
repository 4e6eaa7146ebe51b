"""A card for every actor: who plays it, whether its orders are in, what it can spend, and handing the laptop over."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from wargame.desktop import text
from wargame.desktop.buttons import button, icon_button
from wargame.desktop.charts import number_text
from wargame.desktop.chips import Chip
from wargame.desktop.growing import fix
from wargame.desktop.layout import bare, column, empty, restyle, row, scrolled
from wargame.desktop.marks import Badge, Dots
from wargame.exercise.punctuation import titled
from wargame.translation import phrase, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from wargame.desktop.style import Theme
    from wargame.referee.views import ActorSummary

MOST_DOTS = 12
_HAND_OVER = phrase("Hand over")
_GAP = 6
"""Pixels between the lines of a card."""
_LEFT, _RIGHT = 12, 10
"""Pixels beside the lines."""
_BETWEEN = 8
"""Pixels between cards."""


class Aim(Enum):
    """How much of an actor's aim its card shows."""

    NONE = "none"
    LINE = "line"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class ActorState:
    """What changes on an actor's card."""

    words: str
    """"To move", "2 orders in", "Ruled", …"""
    tone: str = "neutral"
    icon: str = ""
    purse: float | None = None
    """What it can still spend; None when its moves cost nothing."""
    purse_most: float = 0.0
    """The most the purse can hold; 0 when that is open."""
    purse_name: str = ""
    may_move: bool = False
    """Orders are being taken and it has some left."""
    to_act: bool = False
    """The card is marked: this actor is the one being waited for."""
    may_open: bool = False
    """The laptop can be handed to it: to move, or to take a move back."""


class ActorCard(QFrame):
    """One actor."""

    hand_over_wanted = Signal(str)
    enter_move_wanted = Signal(str)

    def __init__(self, theme: Theme, actor: ActorSummary, seats: str, number: int) -> None:
        """`seats` names those who play it; `number` counts from 1, for its key."""
        super().__init__()
        self._theme = theme
        self.actor = actor
        self._state: ActorState | None = None
        self._dots: Dots | None = None
        self._purse_parts: list[QWidget] = []
        self.setProperty("role", "card")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        badge = Badge(theme, actor.slot, actor.monogram, actor.name, 34)
        names = column(text.elided(actor.name, "name"), text.elided(seats or say("No names given"), "caption"), gap=0)
        self.chip = Chip(theme, "", "neutral", "")
        self.hand_over = button(theme, say(_HAND_OVER), "arrow-right", "soft", "small")
        self.hand_over.setAccessibleName(say("Hand the laptop over to {name}", name=actor.name))
        self.enter = icon_button(theme, "pencil", say("Enter a move for {name}", name=actor.name))
        self.hand_over.clicked.connect(lambda: self.hand_over_wanted.emit(actor.actor))
        self.enter.clicked.connect(lambda: self.enter_move_wanted.emit(actor.actor))
        if number <= 9:  # noqa: PLR2004 -- there are nine such keys
            told = say("Hand the laptop over to {name} ({keys})", name=actor.name, keys=f"Ctrl+{number}")
            text.tooltip(self.hand_over, told)
        self._purse_row = row(gap=8)
        self._purse = bare(self._purse_row)
        head = row(badge, names, self.enter, gap=10)
        head.setStretch(1, 1)
        aim = say("Aim: {aim}", aim=actor.aim) if actor.aim else ""
        self._aim, self._whole_aim = text.elided(aim, "caption"), text.label(aim, "caption", wrap=True)
        status = row(self.chip, None, self.hand_over, gap=6)
        status.setSizeConstraint(status.SizeConstraint.SetDefaultConstraint)
        self._status = bare(status)
        # It never makes the card wider than the room for it: where words are large, the button shows its icon alone.
        self._status.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        fix(theme, self._status, height=28, room=10)
        self.setLayout(column(head, self._status, self._purse, self._aim, self._whole_aim, gap=_GAP,
                              margins=(_LEFT, 10, _RIGHT, 10)))  # fmt: skip
        self.show_aim(Aim.LINE)

    def show_state(self, state: ActorState) -> None:
        """Show how the actor stands."""
        if state == self._state:
            return
        before, self._state = self._state, state
        self.chip.say(state.words, state.tone, state.icon)
        self.hand_over.setVisible(state.may_open)
        self.enter.setVisible(state.may_move)
        self._fit_words()
        if before is None or (before.purse, before.purse_most) != (state.purse, state.purse_most):
            self._show_purse(state)
        if self.property("marked") != ("true" if state.to_act else "false"):
            self.setProperty("marked", "true" if state.to_act else "false")
            restyle(self)
        purse = f", {state.purse_name} {number_text(state.purse)}" if state.purse is not None else ""
        self.setAccessibleName(titled(self.actor.name, f"{state.words}{purse}"))

    def height_with(self, aim: Aim) -> int:
        """Return how many pixels the card takes with so much of its aim, at the width it has."""
        heights = {
            Aim.NONE: 0,
            Aim.LINE: self._aim.sizeHint().height() + _GAP,
            Aim.WHOLE: self._whole_aim.heightForWidth(self._inside()) + _GAP,
        }
        now = self.heightForWidth(self.width()) if self.hasHeightForWidth() else self.sizeHint().height()
        return now - heights[self._aim_shown] + (heights[aim] if self.actor.aim else 0)

    def show_aim(self, aim: Aim) -> None:
        """Show so much of the aim below the rest; the tool tip of the card has it whole."""
        self._aim_shown = aim if self.actor.aim else Aim.NONE
        self._aim.setVisible(self._aim_shown is Aim.LINE)
        self._whole_aim.setVisible(self._aim_shown is Aim.WHOLE)
        hidden = self._aim_shown is Aim.NONE and self.actor.aim
        text.tooltip(self, say("Aim: {aim}", aim=self.actor.aim) if hidden else "")

    def _show_purse(self, state: ActorState) -> None:
        empty(self._purse_row)
        self._purse.setVisible(state.purse is not None)
        if state.purse is None:
            return
        name, held = text.elided(state.purse_name, "caption"), text.label(number_text(state.purse), "strong")
        self._purse_parts = [name, held]
        self._purse_row.addWidget(name)
        most = int(state.purse_most)
        self._dots = None
        if state.purse == int(state.purse) and 0 < most <= MOST_DOTS and state.purse >= 0:
            words = say("{held} of {most}", held=number_text(state.purse), most=most)
            self._dots = Dots(self._theme, int(state.purse), most, self.actor.slot, words)
            self._purse_row.addWidget(self._dots)
            self._purse_parts.append(self._dots)
        self._purse_row.addStretch(1)
        self._purse_row.addWidget(held)
        # Only now: without a parent it would be a window of its own for a moment.
        self._fit_dots()

    def _inside(self) -> int:
        """Return the pixels between the left and the right edge of the words."""
        return self.width() - _LEFT - _RIGHT - 2 * self.frameWidth()

    def _fit_dots(self) -> None:
        """Show the dots where they leave the purse its whole name."""
        if self._dots is None:
            return
        # What was put into the row just now is not shown yet, and has no room in the row's own hint.
        wide = [max(part.sizeHint().width(), part.minimumWidth()) for part in self._purse_parts]
        needed = sum(wide) + self._purse_row.spacing() * len(wide)
        self._dots.setVisible(needed <= self._inside())

    def _fit_words(self) -> None:
        """Leave the button its icon where its words and the chip do not fit side by side."""
        self.hand_over.setText(f" {say(_HAND_OVER)}")
        needed = self.chip.sizeHint().width() + _GAP + self.hand_over.sizeHint().width()
        if needed > self._inside():
            self.hand_over.setText("")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what there is no room for; the number is always there."""
        super().resizeEvent(event)
        self._fit_words()
        self._fit_dots()


class ActorCards(QWidget):
    """All actors, in the order of the exercise."""

    hand_over_requested = Signal(str)
    enter_move_requested = Signal(str)

    def __init__(self, theme: Theme, actors: Sequence[ActorSummary], seats: dict[str, str]) -> None:
        super().__init__()
        self.setAccessibleName(say("Actors"))
        self._count = text.label("", "caption")
        self.cards: dict[str, ActorCard] = {}
        for number, actor in enumerate(actors, 1):
            card = ActorCard(theme, actor, seats.get(actor.actor, ""), number)
            card.hand_over_wanted.connect(self.hand_over_requested)
            card.enter_move_wanted.connect(self.enter_move_requested)
            self.cards[actor.actor] = card
        inside = bare(column(*self.cards.values(), None, gap=_BETWEEN, margins=(0, 0, 2, 0)))
        self._area = scrolled(inside, say("Actors"))
        self._area.viewport().installEventFilter(self)
        head = row(text.label(say("Actors"), "section"), None, self._count)
        layout = column(head, self._area, gap=8)
        self.setLayout(layout)

    def show_states(self, states: dict[str, ActorState], summary: str) -> None:
        """Show how each actor stands, and a word about all of them ("3 of 4 in")."""
        self._count.setText(summary)
        for actor, state in states.items():
            self.cards[actor].show_state(state)
        self._fit()

    def _fit(self) -> None:
        """Shorten the aims, or leave them out, where not all cards would be seen with them: all cards come first."""
        if not self.isVisible():
            return  # nothing has its letters yet
        cards, room = self.cards.values(), self._area.viewport().height()
        fits = (aim for aim in (Aim.WHOLE, Aim.LINE)
                if sum(card.height_with(aim) + _BETWEEN for card in cards) - _BETWEEN <= room)  # fmt: skip
        aim = next(fits, Aim.NONE)
        for card in cards:
            card.show_aim(aim)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Find room for the aims, or none, whenever the view of the cards has another size."""
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)
