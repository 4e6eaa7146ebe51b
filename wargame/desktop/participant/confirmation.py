"""Before a move is sealed it is said once in full words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from wargame.desktop.buttons import button
from wargame.desktop.layout import bare, column, framed, row, scrolled
from wargame.desktop.marks import Glyph
from wargame.desktop.participant import wording
from wargame.desktop.text import label
from wargame.translation import phrase, say

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout

    from wargame.desktop.participant.draft import Draft
    from wargame.desktop.style import Theme
    from wargame.referee.views import MoveOffer, SeatView

_KNOWN = {"secret": phrase("no"), "when detected": phrase("if it is detected")}
"""Who sees a move → whether others learn of it."""
_WHEN_RULED = phrase("when it is ruled")
_USUAL, _WIDEST = 560, 760
"""Pixels that the card is wide, and those it grows to."""


class Confirmation(QWidget):
    """Asks whether to seal; covers the page."""

    confirmed = Signal()
    refused = Signal()

    def __init__(self, theme: Theme, view: SeatView, offer: MoveOffer, draft: Draft) -> None:
        super().__init__()
        self.setProperty("role", "sunken-page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        last = view.orders_left <= 1
        back = button(theme, say("&Back to editing"), "", "", "large")
        words = say("&Seal and hide the screen") if last else say("&Seal move")
        self.seal = button(theme, words, "lock", "primary", "large")
        back.clicked.connect(self.refused)
        self.seal.clicked.connect(self.confirmed)
        head = row(Glyph(theme, "lock", "accent", 24), label(say("Seal this move?"), "heading"), None, gap=10)
        facts = framed(_facts(view, offer, draft), "box", say("The move"))
        shown = scrolled(bare(column(facts, None, gap=0)), say("The move"))
        promise = label(_promise(view, offer), "quiet", wrap=True)
        buttons = row(back, None, self.seal)
        content = column(head, promise, shown, buttons, gap=14, margins=(32, 28, 32, 28))
        card = framed(content, "dialog", say("Seal this move?"))
        card.setFixedWidth(min(max(_USUAL, theme.px(_USUAL)), _WIDEST))
        card.setMinimumHeight(380)
        card.setMaximumHeight(max(480, theme.px(480)))
        self.setLayout(column(None, row(None, card, None), None, margins=(16, 16, 16, 16)))
        escape = QShortcut(QKeySequence("Escape"), self)
        escape.activated.connect(self.refused)


def _promise(view: SeatView, offer: MoveOffer) -> str:
    if offer.seen == "secret":
        return say("Only you and the facilitator will know of it.")
    turn = f"{view.clock.turn_word} {view.clock.turn}"
    return say("It stays hidden from the other teams until the facilitator rules {turn}.", turn=turn)


def _facts(view: SeatView, offer: MoveOffer, draft: Draft) -> QVBoxLayout:
    offer = offer.as_chosen(draft.target, draft.choices)
    names = {actor.actor: actor.name for actor in view.actors} | dict(offer.things)
    lines = [(say("Move", context="what a seat orders"), offer.name)]
    if draft.target:
        title = offer.target_title or (
            say("About", context="what a move is aimed at")
            if offer.things
            else say("To", context="whom a move is addressed to")
        )
        lines.append((title, names.get(draft.target, draft.target)))
    for parameter in offer.parameters:
        value = draft.choices.get(parameter.parameter, parameter.usual)
        lines.append((parameter.name, dict(parameter.options).get(value, value)))
    price = wording.amount(offer.cost) if offer.cost else say("nothing", context="what a move costs")
    known = say(_KNOWN.get(offer.seen, _WHEN_RULED))
    lines.append((offer.cost_unit if offer.cost and offer.cost_unit else say("Cost"), price))
    lines.append((say("Others learn of it"), known))
    made = column(gap=8, margins=(14, 12, 14, 12))
    for name, value in lines:
        answer = label(value, "strong", wrap=True)
        answer.setAlignment(Qt.AlignmentFlag.AlignRight)
        line = row(label(name, "quiet"), answer, gap=16)
        line.setStretch(1, 1)
        made.addLayout(line)
    for name, words in ((say("You say"), draft.say), (say("You want"), draft.intent)):
        if words.strip():
            made.addLayout(column(label(name, "quiet"), label(words.strip(), "body", wrap=True), gap=2))
    return made
