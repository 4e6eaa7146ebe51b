"""The ruling panel: what was asked, what the rules say and why, what a person changes, and what waits."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from wargame.desktop import text
from wargame.desktop.buttons import Button, button
from wargame.desktop.facilitator.account import AccountView
from wargame.desktop.facilitator.adjusting import OVERRIDES, AdjustForm, Way, possible_ways
from wargame.desktop.facilitator.asking import AnswersGiven, QuestionBox, waiting_words
from wargame.desktop.facilitator.covering import up_to_the_dice
from wargame.desktop.facilitator.deciding import DecisionBox
from wargame.desktop.facilitator.improvising import ImproviseForm
from wargame.desktop.facilitator.order_queue import OrderQueue
from wargame.desktop.facilitator.quick_reasons import Kind
from wargame.desktop.facilitator.reason_field import remember
from wargame.desktop.facilitator.reason_form import Plan, ReasonForm
from wargame.desktop.facilitator.signing import SigningPanel
from wargame.desktop.layout import bare, column, empty, framed, row, rule, scrolled
from wargame.referee.adjustment import Answer, CountModifier, ExtraModifier
from wargame.review.adjustments import adjustment_text, told_already
from wargame.translation import phrase, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from PySide6.QtGui import QResizeEvent

    from wargame.desktop.live_session import LiveSession
    from wargame.desktop.style import Theme
    from wargame.referee.ruling import Asked, Ruling
    from wargame.referee.state import Order, State
    from wargame.referee.views import NewsItem, PactLine

_SOMETHING, _SOMETHING_SHORT = phrase("Something else ha&ppens…"), phrase("Also…")
_SIDES, _GAP = 16, 12
"""Pixels beside the buttons, and between two of them."""
_BELOW_THE_NEWS = 1
"""Place of the texts among the parts of the panel, while they are signed: what has come in is read out first."""
_BELOW_THE_ACCOUNT = 4
"""Place of the texts among the parts of the panel, while none are signed."""


class RulingPanel(QWidget):
    """The open proposal, or what the last run did; below it what can be done, and the orders that wait."""

    commit_wanted = Signal()
    adjusted = Signal(object)
    drop_wanted = Signal()
    improvised = Signal(str, str, object, str)
    answered = Signal(int, str, str)
    """Number of the question, option, agreement."""
    wanted = Signal(object)
    """A function of the session that adds entries: what else the facilitator wants done."""

    def __init__(self, theme: Theme, live: LiveSession) -> None:
        super().__init__()
        exercise = live.exercise
        self._theme, self._exercise = theme, exercise
        self._slots = {actor: slot for slot, actor in enumerate(exercise.actors)}
        self._ruling: Ruling | None = None
        self._covered = 0
        self._shown: object = None
        self._plan: Plan | None = None
        self.account = AccountView(theme, exercise)
        self.answers = AnswersGiven(theme, exercise)
        self.question = QuestionBox(theme, exercise)
        self.decision = DecisionBox(theme, exercise)
        self.signing = SigningPanel(theme, exercise)
        self._news = column(gap=10)
        self._changes = column(gap=6)
        self.queue = OrderQueue(theme, live)
        inside = QWidget()
        self._parts = column(
            self._news,
            self.account,
            self.answers,
            self._changes,
            self.signing,
            self.queue,
            None,
            gap=12,
            margins=(14, 12, 12, 12),
        )
        inside.setLayout(self._parts)
        self._area = scrolled(inside, say("Ruling"))
        self.form = AdjustForm(theme, exercise)
        self.improvise = ImproviseForm(theme, exercise)
        self._make_buttons(theme)
        asked = (self.question, self.decision)
        self.passing = ReasonForm(theme, live)
        foot = column(
            *asked, self.form, self.improvise, self.queue.form, self.passing, self._acts, gap=8, margins=(12, 8, 12, 10)
        )
        self.setLayout(column(self._area, rule(), foot, gap=0))
        self.setAccessibleName(say("Ruling"))
        remember(self, live)
        self.form.adjusted.connect(self.adjusted)
        self.form.left.connect(self._back)
        self.improvise.left.connect(self._back)
        self.improvise.improvised.connect(self.improvised)
        self.question.answered.connect(self.answered)
        self.signing.pass_wanted.connect(self._ask_pass)
        self.passing.decided.connect(self._pass)
        self.passing.left.connect(self.signing.take_keyboard)
        self.decision.adjusted.connect(self.adjusted)
        self.decision.other_wanted.connect(lambda: self._open(None, Way.DECIDE))
        self.answers.again.connect(self._ask_again)

    def show_texts(self, state: State, pacts: Sequence[PactLine], *, taking: bool) -> None:
        """Show the texts and what is in force: below the news while texts are signed, below the account otherwise."""
        self.form.turn = self.improvise.turn = state.turn
        self._parts.removeWidget(self.signing)
        self._parts.insertWidget(_BELOW_THE_NEWS if taking else _BELOW_THE_ACCOUNT, self.signing)
        self.signing.show_texts(state, pacts, taking=taking)

    def place_queue(self, *, first: bool) -> None:
        """Put the orders that wait right below the news when one of them is ruled next, else below the account."""
        self._parts.removeWidget(self.queue)
        self._parts.insertWidget(_BELOW_THE_NEWS if first else _BELOW_THE_ACCOUNT + 1, self.queue)

    def _make_buttons(self, theme: Theme) -> None:
        self.override = button(theme, say("&Override…"), "", "", "small")
        self.dice = button(theme, say("Di&ce…"), "", "", "small")
        self.reroll = button(theme, say("&Re-roll…"), "", "", "small")
        self.commit = button(theme, say("Co&mmit"), "check", "soft", "small")
        self.something = button(theme, say(_SOMETHING), "sparkles", "ghost", "small")
        text.tooltip(self.override, say("The outcome, modifiers, how it is decided, lines, passing or lapsing, who "
                                        "learns of it: with a reason"))  # fmt: skip
        text.tooltip(self.dice, say("Type physical dice as they lie on the table"))
        text.tooltip(self.reroll, say("Roll again, with a reason; the first roll stays on record"))
        text.tooltip(self.something,
                     say("What the rulebook does not know, with effects in its own sentences (Ctrl+I)"))  # fmt: skip
        self.override.clicked.connect(lambda: self._open(None))
        self.dice.clicked.connect(lambda: self._open(Way.DICE))
        self.reroll.clicked.connect(lambda: self._open(Way.REROLL))
        self.commit.clicked.connect(self.commit_wanted)
        self.something.clicked.connect(self.open_improvise)
        acts = row(self.override, self.dice, self.reroll, None, gap=6)
        self._acts = bare(column(acts, row(self.something, None, self.commit), gap=6))
        self._acts.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _open(self, way: Way | None, first: Way | None = None) -> None:
        if self._ruling is not None:
            self._make_room()
            self.improvise.hide()
            self.form.open_for(self._ruling, way, first, covered=bool(self._covered))
            self._to_the_roll()

    def _ask_pass(self, agreement: str, terms: object) -> None:
        """Ask why a text passes although not everything holds for it."""
        chosen = cast("Mapping[str, int]", terms)
        name = self._exercise.agreements[agreement].name
        says = say("“{agreement}” may be signed, whatever does not hold for it", agreement=name)
        self._plan = Plan(says, say("Why it passes all the same"), say("Let it pass"), needs_reason=True,
                          kind=Kind.WAIVED,
                          act=lambda reason: lambda session: session.let_pass(agreement, reason, chosen))  # fmt: skip
        self.passing.open(self._plan)

    def _pass(self, reason: str) -> None:
        if self._plan is not None:
            self.wanted.emit(self._plan.act(reason))
        self.signing.take_keyboard()

    def _make_room(self) -> None:
        """Put away what is asked, and the buttons: a form is filled in."""
        self.question.hide()
        self.decision.hide()
        self._acts.hide()

    def _back(self) -> None:
        """Put the forms away; the keyboard goes back to where it came from."""
        self.form.hide()
        self.improvise.hide()
        self._acts.show()
        self.question.setVisible(self.question.asked is not None)
        self.decision.setVisible(self.decision.asked is not None)
        (self.override if self.override.isVisibleTo(self) else self.something).setFocus()

    def _ask_again(self, asked: Asked) -> None:
        """Put a question again that has its answer already."""
        self.question.ask(asked)
        self.question.take_keyboard()

    def open_improvise(self) -> None:
        """Open the form for what the rulebook does not know."""
        self.form.hide()
        self._make_room()
        self.improvise.open()

    def finish_form(self) -> bool:
        """Use the form that is open, if it is complete; return whether one was open."""
        placing, passing = self.queue.form, self.passing
        for form, use in (
            (self.form, self.form.apply),
            (self.improvise, self.improvise.propose),
            (placing, placing.act),
            (passing, passing.act),
        ):
            if form.isVisible():
                use.click()
                return True
        return self.decision.finish()

    def take_keyboard(self) -> None:
        """Put the keyboard on what is asked; on texts to sign or orders that wait when nothing is."""
        if self.decision.asked is not None:
            self.decision.take_keyboard()
        elif self.question.asked is not None:
            self.question.take_keyboard()
        elif self.signing.isVisibleTo(self):
            self.signing.take_keyboard()
        else:
            self.queue.take_keyboard()

    # -- what is shown ---------------------------------------------------------------------------------------------

    def show_proposal(self, ruling: Ruling, orders: Iterable[Order] = (), *, covered: int = 0) -> None:
        """Show the ruling that waits to be committed; up to the odds of the `covered`-th roll, until its dice fall."""
        if (ruling, covered) == self._shown:
            return
        shown = up_to_the_dice(self._exercise, ruling, covered) if covered else ruling
        self._shown, self._ruling = (ruling, covered), shown
        self._covered = covered
        self.form.hide()
        self.improvise.hide()
        self._acts.show()
        empty(self._news)
        self.account.show_ruling(shown, orders, open_question=False, covered=bool(covered))
        asks = shown.asks
        self.answers.show_answers(shown)
        people = asks is not None and bool(asks.way)
        self.question.ask(None if people else asks)
        self.decision.ask(asks if people else None, ruling)
        self._show_verb(covered=bool(covered), waits="" if asks is None else waiting_words(asks))
        self.account.show()
        self._show_changes(shown)
        ways = possible_ways(shown, covered=bool(covered))
        self._offer({self.override: any(way in OVERRIDES for way in ways), self.dice: Way.DICE in ways,
                     self.reroll: Way.REROLL in ways, self.commit: True})  # fmt: skip
        self._area.verticalScrollBar().setValue(0)
        self._to_the_roll()

    def _to_the_roll(self) -> None:
        """Bring the roll into view that is thrown after others; it stands below what they have led to."""
        if self._covered > 1:
            QTimer.singleShot(0, self, self._scroll_to_the_roll)

    def _scroll_to_the_roll(self) -> None:
        if self.account.waits is not None:
            self._area.ensureVisible(0, self.account.geometry().bottom(), 0, 8)
            self._area.ensureWidgetVisible(self.account.waits, 0, 8)

    def _show_verb(self, *, covered: bool, waits: str) -> None:
        """Name what the last button does: the dice fall, or the ruling stands."""
        verb = say("&Roll") if covered else say("Co&mmit")
        self.commit.setText(f" {verb}")
        self.commit.setAccessibleName(verb.replace("&", ""))
        self.commit.show_icon("dices" if covered else "check")
        self.commit.setEnabled(not waits)
        does = say("Let the dice fall (Ctrl+Return)") if covered else say("Let the ruling stand (Ctrl+Return)")
        text.tooltip(self.commit, waits or does)

    def show_outcome(
        self, rulings: Sequence[Ruling], news: Sequence[NewsItem], hint: str, orders: Iterable[Order] = ()
    ) -> None:
        """Show what was just committed: its news, then the account of each ruling; or only a hint what comes next."""
        key = (tuple(id(ruling) for ruling in rulings), hint)
        if key == self._shown:
            return
        self._shown, self._ruling = key, None
        self.form.hide()
        self._acts.setVisible(not self.improvise.isVisibleTo(self))
        self.answers.show_answers(None)
        self.question.ask(None)
        self.decision.ask(None, None)
        empty(self._news)
        empty(self._changes)
        if hint:
            self._news.addWidget(text.label(hint, "quiet", wrap=True))
        for item in news:
            self._news.addWidget(_news_card(item))
        self.account.setVisible(bool(rulings))
        if rulings:
            self.account.show_rulings(rulings, [item.text for item in news], orders)
        self._offer({})
        self._area.verticalScrollBar().setValue(0)

    def _show_changes(self, ruling: Ruling) -> None:
        empty(self._changes)
        made = [one for one in ruling.adjustments if not isinstance(one, Answer)]
        if not made:
            return
        weighed = [one for one in made if isinstance(one, CountModifier | ExtraModifier)]
        shown = [one for one in made if not told_already(ruling, one)]
        if shown:
            self._changes.addWidget(text.label(say("Changed by you"), "section"))
        for adjustment in shown:
            self._changes.addWidget(text.label(adjustment_text(self._exercise, adjustment), "warn", wrap=True))
        lie = len(ruling.rolls) - bool(self._covered)
        stay = sum(one.roll <= lie for one in weighed)
        if stay == len(made):
            return  # the dice were thrown with these modifiers
        anew = say("Back to what the rules say") if shown or weighed else say("Begin this ruling anew")
        drop = button(self._theme, anew, "rotate-ccw", "ghost", "small")
        drop.clicked.connect(lambda: self._drop(lie if stay else 0))
        self._changes.addLayout(row(drop, None))

    def _drop(self, thrown: int) -> None:
        """Go back to what the rules say; modifiers that dice were thrown with stay: those of so many rolls."""
        if thrown:
            self.wanted.emit(lambda session: session.drop_adjustments(thrown=thrown))
        else:
            self.drop_wanted.emit()

    def _offer(self, offered: dict[Button, bool]) -> None:
        for act in (self.override, self.dice, self.reroll, self.commit):
            act.setVisible(offered.get(act, False))
        self._fit()

    def _fit(self) -> None:
        """Say in fewer words what can be done, where they do not fit beside one another."""
        changes = (self.override, self.dice, self.reroll)
        for act in changes:
            act.setText(f"{act.text().removesuffix('…')}…")
        if sum(act.sizeHint().width() for act in changes if not act.isHidden()) > self.width() - _SIDES - _GAP:
            for act in changes:
                act.setText(act.text().removesuffix("…"))
        self.something.setText(f" {say(_SOMETHING)}")
        commit = 0 if self.commit.isHidden() else self.commit.sizeHint().width() + _GAP
        if self.something.sizeHint().width() + commit > self.width() - _SIDES:
            self.something.setText(f" {say(_SOMETHING_SHORT)}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take as many words as there is room for."""
        super().resizeEvent(event)
        self._fit()


def _news_card(item: NewsItem) -> QWidget:
    parts: list[QWidget] = []
    source = " · ".join(part for part in (item.means, item.sender) if part)
    if source:
        parts.append(text.label(source, "caption", wrap=True))
    parts.append(text.label(item.headline, "title", wrap=True))
    if item.text:
        parts.append(text.label(item.text, "body", wrap=True))
    return framed(column(*parts, gap=4, margins=(12, 10, 12, 10)), "box", item.headline)
