"""The move editor: to whom, what is said, what is wanted, what it costs, what the odds are; then it is sealed.

Only the move is required (and a target, where the move has one and there is a
choice). Everything typed is kept as it is typed.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractSpinBox, QFrame, QPushButton, QVBoxLayout, QWidget

from wargame.desktop.buttons import button
from wargame.desktop.chips import Notice
from wargame.desktop.fields import TextArea
from wargame.desktop.layout import bare, column, empty, framed, row, scrolled
from wargame.desktop.marks import Glyph
from wargame.desktop.participant import draft as drafts
from wargame.desktop.participant import wording
from wargame.desktop.participant.draft import Draft
from wargame.desktop.participant.move_choices import Parameters, target_field
from wargame.desktop.text import label, tooltip
from wargame.exercise.choice_names import outcome_name
from wargame.exercise.punctuation import in_a_row
from wargame.translation import say, say_count

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QHBoxLayout

    from wargame.desktop.style import Theme
    from wargame.referee.views import MoveOffer, SeatView

_SIDE_BY_SIDE = 1.3
"""How large words may be for an outcome and its chance to stand beside one another."""
_NAME = 96
"""The widest name of an outcome that stands on one line."""


class MoveEditor(QFrame):
    """Where one move is written and sealed."""

    changed = Signal(object)
    """The Draft as it stands, after every change."""
    sealed = Signal(object)
    """The Draft that is to be sealed; its fields are kept until somebody says it is done."""

    def __init__(self, theme: Theme, view: SeatView, draft: Draft, above: QWidget | None = None) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._theme = theme
        self._view = view
        self._draft, self._above = draft, above
        self._offers = {offer.move: offer for offer in view.offers}
        self.notice = Notice(theme)
        self._about = QVBoxLayout()
        self.say = TextArea(say("What do you say?"), say("Said aloud or published when it is ruled"), 3)
        self.intent = TextArea(say("What do you want from it?"), say("Only the facilitator reads this"), 3)
        self.say.setPlainText(draft.say)
        self.intent.setPlainText(draft.intent)
        self._targets = QVBoxLayout()
        self._choices = QVBoxLayout()
        self._summary = QVBoxLayout()
        self._layouts = (self._about, self._targets, self._choices, self._summary)
        for layout in self._layouts:
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(4)
        self.seal = button(theme, say("&Seal move"), "lock", "primary", "large")
        self._why_not = label("", "caption", wrap=True)
        self.setLayout(self._arranged(above))
        self.seal.clicked.connect(self.press_seal)
        self.say.textChanged.connect(self._typed)
        self.intent.textChanged.connect(self._typed)
        self.show_move(draft.move, draft.target, draft.choices)

    def _order_keys(self) -> None:
        """Lead the keyboard from the move to whom, what, what is said and the seal; what is sealed comes last."""
        backs = self._above.findChildren(QPushButton) if self._above is not None else []
        fields = (*_fields(self._targets), *_fields(self._choices), self.say, self.intent, self.seal, *backs)
        for before, after in pairwise(fields):
            QWidget.setTabOrder(before, after)

    def showEvent(self, event: QShowEvent) -> None:
        """Order the keys once everything is in its window: no order holds before."""
        super().showEvent(event)
        self._order_keys()

    @property
    def draft(self) -> Draft:
        """The move as it stands."""
        return self._draft

    def show_move(self, move: str, target: str = "", choices: Mapping[str, str] | None = None) -> None:
        """Show another move; what was typed stays. What was chosen for it before, `choices` says."""
        offer = self._offers.get(move)
        aims = offer.aims if offer else ()
        if target not in aims:
            target = aims[0] if len(aims) == 1 else ""
        self._parameters = Parameters(self._theme, offer, choices or {}) if offer and offer.parameters else None
        chosen = self._parameters.choices if self._parameters is not None else {}
        self._draft = replace(self._draft, move=move if offer else "", target=target, choices=chosen)
        self._rebuild(offer)
        self.changed.emit(self._draft)

    def press_seal(self) -> None:
        """Seal the move, if it can be sealed."""
        if self.seal.isEnabled():
            self.sealed.emit(self._draft)

    def _arranged(self, above: QWidget | None) -> QVBoxLayout:
        fields = column(
            self._about,
            self._targets,
            self._choices,
            column(label(say("What do you say?"), "caption-strong", wrap=True), self.say, gap=4),
            column(label(say("What do you want from it?"), "caption-strong", wrap=True), self.intent, gap=4),
            self._summary,
            None,
            gap=12,
            margins=(0, 0, 6, 0),
        )
        inside = scrolled(bare(fields), say("Move editor"))
        parts = [part for part in (above, self.notice) if part is not None]
        made = column(*parts, inside, self.seal, self._why_not, gap=8, margins=(16, 14, 14, 12))
        made.setStretch(len(parts), 1)
        return made

    def _rebuild(self, offer: MoveOffer | None) -> None:
        for layout in self._layouts:
            empty(layout)
        if offer is None:
            self._about.addWidget(label(say("No move chosen"), "title", wrap=True))
            how = say("Choose a move from the list. Its odds and cost appear here.")
            self._about.addWidget(label(how, "quiet", wrap=True))
        else:
            self._show_offer(offer)
        for field in (self.say, self.intent):
            field.setEnabled(self._view.clock.taking_orders)
        self._judge(offer)
        if self.isVisible():
            self._order_keys()

    def _show_offer(self, offer: MoveOffer) -> None:
        self._about.addWidget(label(offer.name, "title", wrap=True))
        if offer.text:
            self._about.addWidget(label(offer.text, "caption", wrap=True))
        if offer.aims:
            self._targets.addWidget(target_field(self._theme, offer, self._draft.target, self._aim))
        if self._parameters is not None:
            self._choices.addWidget(self._parameters)
            self._parameters.changed.connect(self._choose)
        self._show_facts(offer)

    def _show_facts(self, offer: MoveOffer) -> None:
        """Show what the move comes to, with the target and the choices as they are."""
        empty(self._summary)
        self._summary.addWidget(framed(self._facts(offer), "box", say("Cost and odds")))
        if offer.effects:
            effects = column(*(label(f"· {text}", "caption", wrap=True) for text in offer.effects), gap=2)
            title = label(say("What the rulebook says"), "section", wrap=True)
            self._summary.addLayout(column(title, effects, gap=4, margins=(0, 8, 0, 0)))

    def _aim(self, target: str) -> None:
        self._chosen_anew(replace(self._draft, target=target))

    def _choose(self, choices: dict[str, str]) -> None:
        self._chosen_anew(replace(self._draft, choices=choices))

    def _chosen_anew(self, draft: Draft) -> None:
        self._draft = draft
        offer = self._offers.get(draft.move)
        if offer is not None and (offer.variants or offer.more):
            self._show_facts(offer)
        self._judge(offer)
        self.changed.emit(draft)

    def _facts(self, offer: MoveOffer) -> QVBoxLayout:
        offer = offer.as_chosen(self._draft.target, self._draft.choices)
        name, price = say("Cost"), say("nothing", context="what a move costs")
        if offer.cost:
            name, price = offer.cost_unit or name, wording.amount(offer.cost)
            if self._view.purse is not None:
                price = say("{cost} of {purse}", cost=price, purse=wording.amount(self._view.purse))
        lines = column(_fact(name, price), gap=6, margins=(12, 10, 12, 10))
        if wording.reach(offer):
            known = say("no") if offer.seen == "secret" else say("if detected")
            lines.addLayout(_fact(say("Others learn of it"), known))
        if offer.odds:
            lines.addWidget(label(say("Odds, as far as we can tell"), "caption-strong", wrap=True))
            lines.addLayout(self._chances(offer))
        if offer.odds_note:
            note = label(offer.odds_note[:1].upper() + offer.odds_note[1:], "caption", wrap=True)
            line = row(Glyph(self._theme, "info", "text2", 13), note, gap=6)
            line.setStretch(1, 1)
            lines.addLayout(line)
        return lines

    def _chances(self, offer: MoveOffer) -> QVBoxLayout:
        """Return each outcome beside its chance; above it where large text leaves no room for both."""
        lines, metrics = column(gap=6), QFontMetrics(self._theme.font(13))
        odds = [(outcome_name(outcome).capitalize(), share) for outcome, share in offer.odds]
        named = [(name, wording.chance(share, offer.yardstick)) for name, share in odds]
        wide = min(max(metrics.horizontalAdvance(name) for name, _ in named) + 4, self._theme.px(_NAME))
        for name, chance in named:
            said, told = label(name, wrap=True), label(chance, "caption-strong", wrap=True)
            if self._theme.scale > _SIDE_BY_SIDE:
                lines.addLayout(column(said, told, gap=0))
                continue
            said.setFixedWidth(wide)
            told.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            line = row(said, told, gap=6)
            line.setStretch(1, 1)
            lines.addLayout(line)
        return lines

    def _judge(self, offer: MoveOffer | None) -> None:
        """Say whether the move can be sealed, and if not, why."""
        why = self._obstacle(offer)
        self.seal.setEnabled(not why)
        tooltip(self.seal, why)
        self.seal.setAccessibleDescription(why)
        left = say_count(
            self._view.orders_left,
            "{count} move left this {turn}. You can take it back until the facilitator closes.",
            "{count} moves left this {turn}. You can take it back until the facilitator closes.",
            turn=self._view.clock.turn_word,
        )
        self._why_not.setText(why or left)

    def _obstacle(self, offer: MoveOffer | None) -> str:
        if not self._view.clock.taking_orders:
            return say("Moves are not being taken now. You can read, and write a draft later.")
        if self._view.orders_left < 1:
            turn = self._view.clock.turn_word
            return say("Your moves for this {turn} are sealed. Take one back to change it.", turn=turn)
        if offer is None:
            return say("Choose a move first.")
        offer = offer.as_chosen(self._draft.target, self._draft.choices)
        if not offer.available:
            why = in_a_row(wording.failing(offer.reasons)) or say("see the facilitator")
            return say("Not available: {why}", why=why)
        if offer.aims and not self._draft.target:
            return say("Choose to whom it is addressed.") if offer.targets else say("Choose what it is aimed at.")
        return ""

    def _typed(self) -> None:
        said, intent = self.say.toPlainText()[: drafts.LONGEST], self.intent.toPlainText()[: drafts.LONGEST]
        self._draft = replace(self._draft, say=said, intent=intent)
        self.changed.emit(self._draft)


def _fields(layout: QVBoxLayout) -> Iterator[QWidget]:
    """Yield what takes the keyboard in a layout, in the order in which it stands; of a box for numbers, the box."""
    for place in range(layout.count()):
        item = layout.itemAt(place)
        shown = item.widget() if item is not None else None
        for field in shown.findChildren(QWidget) if shown is not None else ():
            if field.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(field.parent(), QAbstractSpinBox):
                yield field


def _fact(name: str, value: str) -> QHBoxLayout:
    """Return a name on the left, as many lines as it takes, and its value on the right."""
    made = row(label(name, wrap=True), label(value, "strong"))
    made.setStretch(0, 1)
    return made
