"""Signing at the facilitator's desk: the texts with their terms, who has signed, and what is in force already."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from wargame.desktop import text
from wargame.desktop.buttons import Button, button
from wargame.desktop.chips import Chip
from wargame.desktop.facilitator.pact_list import PactList, obligation_lines, short_name
from wargame.desktop.fields import Chooser
from wargame.desktop.flow import flow
from wargame.desktop.layout import bare, column, restyle, row
from wargame.exercise.punctuation import titled
from wargame.referee import signing
from wargame.referee.agreements import common_rules
from wargame.referee.pacts import BY_THE_WHITE_CELL
from wargame.review import names
from wargame.review.reasons import check_text
from wargame.translation import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QWheelEvent

    from wargame.desktop.style import Theme
    from wargame.exercise.agreements import Agreement, Term
    from wargame.exercise.definition import Exercise
    from wargame.referee.signing import Signable
    from wargame.referee.state import State
    from wargame.referee.views import PactLine


class LevelBox(Chooser):
    """The levels of a term; the wheel scrolls the page instead of changing what is about to be signed."""

    def __init__(self, term: Term, text_name: str) -> None:
        super().__init__()
        for place, level in enumerate(range(term.low, term.high + 1)):
            self.addItem(f"{level} · {term.names[place]}" if place < len(term.names) else str(level), level)
        self.setAccessibleName(say("{term} in {text}", term=term.name or term.id, text=text_name))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(Chooser.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()


class TextCard(QFrame):
    """One text: its parties, what they promise, its terms, and a button for each signature."""

    sign_wanted = Signal(str, str, object)
    take_back_wanted = Signal(str, str)
    pass_wanted = Signal(str, object)
    """Agreement, terms: it is to pass although not everything holds."""

    def __init__(self, theme: Theme, exercise: Exercise, agreement: Agreement) -> None:
        super().__init__()
        self.setProperty("role", "box")
        self.setAccessibleName(agreement.name)
        self._exercise = exercise
        self._agreement = agreement
        self._state: State | None = None
        self._shown: Signable | None = None
        self._chip = Chip(theme, "", "accent", "pencil-line")
        self._why = text.label("", "caption", wrap=True)
        self._promises = bare(column(*obligation_lines(exercise, agreement.obligations), gap=2))
        self._fixed = text.label("", "caption", wrap=True)
        self.levels: dict[str, LevelBox] = {}
        self.buttons: dict[str, Button] = {}
        for actor in agreement.parties:
            made = button(theme, "", "pencil-line", "choice", "small")
            made.setCheckable(True)
            made.clicked.connect(lambda _=False, actor=actor: self._pressed(actor))
            self.buttons[actor] = made
        self.pass_anyway = button(theme, say("Let it pass…"), "check-check", "ghost", "small")
        self.pass_anyway.setAccessibleName(say("Let it pass: {agreement}", agreement=agreement.name))
        self.pass_anyway.clicked.connect(lambda: self.pass_wanted.emit(self._agreement.id, self.wanted()))
        head = row(text.label(agreement.name, "strong", wrap=True), self._chip, gap=8)
        head.setStretch(0, 1)
        parties = names.listed([names.actor_name(exercise, actor) for actor in agreement.parties])
        self.setLayout(
            column(
                head,
                text.label(say("Between {parties}", parties=parties), "caption", wrap=True),
                self._promises,
                self._terms(),
                self._fixed,
                self._why,
                flow(*self.buttons.values(), self.pass_anyway, gap=6),
                gap=6,
                margins=(12, 10, 12, 10),
            )
        )

    def show_text(self, one: Signable, state: State) -> None:
        """Show the text as it lies on the table, or with its usual terms."""
        before = self._shown
        self._state, self._shown = state, one
        if before is None or dict(before.terms) != dict(one.terms) or (before.offer is None) != (one.offer is None):
            for term, box in self.levels.items():
                box.blockSignals(True)
                box.setCurrentIndex(box.findData(one.terms[term]))
                box.blockSignals(False)
        self._judge()

    def fields(self) -> tuple[QWidget, ...]:
        """Return what takes the keyboard, from top to bottom."""
        return (*self.levels.values(), *self.buttons.values(), self.pass_anyway)

    def wanted(self) -> dict[str, int]:
        """Return the terms as they are chosen."""
        chosen = dict(self._shown.terms) if self._shown is not None else {}
        return {**chosen, **{term: int(box.currentData()) for term, box in self.levels.items()}}

    # -- inside ----------------------------------------------------------------------------------------------------

    def _terms(self) -> QWidget:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        grid.setColumnStretch(1, 1)
        negotiable = [term for term in common_rules(self._exercise).terms.values()
                      if not self._agreement.goodwill and term.id not in self._agreement.fixed_terms]  # fmt: skip
        for line, term in enumerate(negotiable):
            box = LevelBox(term, self._agreement.name)
            box.currentIndexChanged.connect(self._judge)
            self.levels[term.id] = box
            name = text.label(names.opening(term.name or term.id.replace("_", " ")), "body")
            name.setBuddy(box)
            grid.addWidget(name, line, 0)
            grid.addWidget(box, line, 1)
        made = bare(grid)
        if not negotiable:
            made.hide()
        return made

    def _pressed(self, actor: str) -> None:
        if self._signed(actor):
            self.take_back_wanted.emit(actor, self._agreement.id)
        else:
            self.sign_wanted.emit(actor, self._agreement.id, self.wanted())
        self._judge()  # a press that failed leaves the button as it was

    def _signed(self, actor: str) -> bool:
        """Return whether an actor has signed these very terms."""
        one = self._shown
        return one is not None and one.offer is not None and actor in one.offer.signed and not self._other_terms()

    def _other_terms(self) -> bool:
        return self._shown is not None and self.wanted() != dict(self._shown.terms)

    def _judge(self) -> None:
        one, state = self._shown, self._state
        if one is None or state is None:
            return
        exercise, agreement = self._exercise, self._agreement
        wanted = self.wanted()
        checks = signing.checks_of(exercise, state, agreement, wanted)
        bound = {"this": agreement.id}
        failing = [names.opening(check_text(exercise, check, bound)) for check in checks if not check.holds]
        missing = [names.opening(check_text(exercise, check, bound)) for check in one.missing if not failing]
        waiting = [say("Signed by all it would still wait."), *missing] if missing else []
        passes = one.offer is not None and BY_THE_WHITE_CELL in one.offer.signed and not self._other_terms()
        self.pass_anyway.setVisible(bool(failing or missing) and not passes)
        if passes:
            told = say("Let pass by the {facilitator}.", facilitator=names.word(exercise, "facilitator"))
            waiting, failing = [told, *failing, *missing], []
        self._say(one, failing, waiting)
        self._promises.setVisible(bool(agreement.obligations) and (not failing or one.offer is not None))
        fixed = [_level(exercise, term, level) for term, level in wanted.items() if not agreement.goodwill
                 and term in agreement.fixed_terms]  # fmt: skip
        self._fixed.setText(say("Fixed: {terms}", terms=", ".join(fixed)))
        self._fixed.setVisible(bool(fixed))
        for actor, made in self.buttons.items():
            self._show_button(actor, made, failing)

    def _say(self, one: Signable, failing: Sequence[str], waiting: Sequence[str]) -> None:
        """Say how the text stands: on the table, not possible and why, or that other terms begin anew."""
        lapses = 0 if one.offer is None else one.offer.laid_down + common_rules(self._exercise).offer_turns
        self._chip.setVisible(one.offer is not None or bool(failing))
        if one.offer is not None:
            self._chip.say(say("On the table"), "accent", "file-text")
            until = names.turn_name(self._exercise, lapses)
            text.tooltip(self._chip, say("It leaves the table at the end of {turn} unless all have signed", turn=until))
        elif failing:
            self._chip.say(say("Not now"), "neutral", "ban")
            text.tooltip(self._chip, "")
        told = [*failing, *waiting]
        if one.offer is not None and one.offer.signed and self._other_terms() and not failing:
            signed = names.listed([names.actor_name(self._exercise, actor) for actor in one.offer.signed])
            anew = say("Other terms than {actors} signed: the first signature lays the text down anew.", actors=signed)
            told = [anew, *told]
        self._why.setText("\n".join(told))
        self._why.setVisible(bool(told))
        self._why.setProperty("role", "warn" if told and not failing else "caption")
        restyle(self._why)

    def _show_button(self, actor: str, made: Button, failing: Sequence[str]) -> None:
        name, signed = names.actor_name(self._exercise, actor), self._signed(actor)
        made.setText(f" {_signs(short_name(name), signed=signed).replace('&', '&&')}")
        made.setAccessibleName(titled(_signs(name, signed=signed), self._agreement.name))
        made.show_icon("check" if signed else "pencil-line")
        made.setChecked(signed)
        made.setEnabled(signed or not failing)
        why = "\n".join(failing) or say("Sign these terms for {actor}", actor=name)
        text.tooltip(made, say("Take the signature back") if signed else why)
        made.updateGeometry()


class SigningPanel(QWidget):
    """All texts that can be signed or why not, those possible first; below them what was signed before."""

    sign_wanted = Signal(str, str, object)
    """Actor, agreement, terms."""
    take_back_wanted = Signal(str, str)
    """Actor, agreement."""
    pass_wanted = Signal(str, object)
    """Agreement, terms."""

    def __init__(self, theme: Theme, exercise: Exercise) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._theme = theme
        self._exercise = exercise
        self.cards: dict[str, TextCard] = {}
        self._ordered: list[str] = []
        self.pacts = PactList(theme, exercise)
        self._title = text.label(say("Texts"), "section")
        self._layout = column(self._title, gap=8)
        self._whole = column(self._layout, self.pacts, gap=12)
        self.setLayout(self._whole)
        self.hide()

    def show_texts(self, state: State, pacts: Sequence[PactLine], *, taking: bool) -> None:
        """Show what can be signed while signatures are taken; otherwise nothing."""
        self.setVisible(taking)
        if not taking:
            return
        found = self._signable(state)
        self._title.setVisible(bool(found))
        for agreement, one in found.items():
            if agreement not in self.cards:
                self._add(one.agreement)
            self.cards[agreement].show_text(one, state)
        self._order(found)
        for agreement, card in self.cards.items():
            card.setVisible(agreement in found)
        self.pacts.show_pacts(pacts)

    def take_keyboard(self) -> None:
        """Put the keyboard on the first signature that can be given."""
        fields = (field for agreement in self._ordered for field in self.cards[agreement].buttons.values())
        first = next((field for field in fields if field.isEnabled()), None)
        if first is not None:
            first.setFocus()

    def _signable(self, state: State) -> Mapping[str, Signable]:
        found: dict[str, Signable] = {}
        for actor in self._exercise.actors:
            for one in signing.signable(self._exercise, state, actor):
                found.setdefault(one.agreement.id, one)
        return found

    def _add(self, agreement: Agreement) -> None:
        card = TextCard(self._theme, self._exercise, agreement)
        card.sign_wanted.connect(self.sign_wanted)
        card.take_back_wanted.connect(self.take_back_wanted)
        card.pass_wanted.connect(self.pass_wanted)
        self.cards[agreement.id] = card
        self._layout.addWidget(card)

    def _order(self, found: Mapping[str, Signable]) -> None:
        """Put those that cannot be signed now below the others."""
        order = sorted(found, key=lambda one: found[one].offer is None and not found[one].possible)
        if order == self._ordered:
            return
        self._ordered = order
        for agreement in order:
            self._layout.removeWidget(self.cards[agreement])
            self._layout.addWidget(self.cards[agreement])
        # Tab goes from text to text as they stand, not as they were made.
        for before, after in pairwise(field for agreement in order for field in self.cards[agreement].fields()):
            self.setTabOrder(before, after)


def _signs(name: str, *, signed: bool) -> str:
    """Return what the button of a party says."""
    return say("{actor} has signed", actor=name) if signed else say("Sign for {actor}", actor=name)


def _level(exercise: Exercise, term: str, level: int) -> str:
    """Return "relief none (0)"."""
    known = common_rules(exercise).terms[term]
    place = level - known.low
    name = known.name or term.replace("_", " ")
    return f"{name} {known.names[place]} ({level})" if 0 <= place < len(known.names) else f"{name} {level}"
