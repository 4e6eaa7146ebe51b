"""The queue of injects, to run a room with: look at one, deliver it, skip it, put it off, make one up."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSpinBox, QStackedWidget, QWidget

from wargame.desktop import text
from wargame.desktop.buttons import button
from wargame.desktop.facilitator.inject_list import InjectList, next_one
from wargame.desktop.facilitator.inject_preview import InjectPreview
from wargame.desktop.facilitator.made_up import MadeUpForm
from wargame.desktop.facilitator.quick_reasons import Kind
from wargame.desktop.facilitator.reason_field import remember
from wargame.desktop.facilitator.reason_form import Plan, ReasonForm
from wargame.desktop.fold import Fold
from wargame.desktop.layout import bare, column, row, rule
from wargame.review import names
from wargame.review.injects import inject_steps, made_up, outlook
from wargame.translation import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wargame.desktop.facilitator.inject_card import InjectCard
    from wargame.desktop.facilitator.made_up import MadeUp
    from wargame.desktop.live_session import LiveSession
    from wargame.desktop.style import Theme
    from wargame.referee.views import InjectLine
    from wargame.review.injects import Outlook
    from wargame.session.conduct import Session
    from wargame.session.entries import Entry

    Act = Callable[[Session], tuple[Entry, ...]]


class InjectsPanel(QWidget):
    """The queue; the page before a delivery; the form for an inject made up on the spot."""

    wanted = Signal(object, object)
    """A function of the session that adds entries: what the facilitator wants done; and what follows when it is."""
    on_wall = Signal()
    """What was just delivered is to be shown on the wall."""

    def __init__(self, theme: Theme, live: LiveSession) -> None:
        super().__init__()
        self._live = live
        self._lines: Sequence[InjectLine] = ()
        self._later = ""
        self.list = InjectList(theme, live.exercise, self._outlook)
        self.preview = InjectPreview(theme, live.exercise)
        self.form = MadeUpForm(theme, live.exercise)
        self.count = text.elided("", "caption")
        self.make_up = button(theme, say("Make one up…"), "plus", "soft", "small")
        text.tooltip(self.make_up, say("An inject that is not in the list (Ctrl+Shift+I)"))
        self.until = QSpinBox()
        until = say("Until {turn}", turn=live.exercise.label("turn"))
        self.until.setAccessibleName(until)
        self._until = bare(row(text.label(until), self.until, None, gap=8, margins=(16, 8, 16, 0)))
        self.reason = ReasonForm(theme, live)
        self._act: Callable[[str], Act] | None = None
        self._lay_out()
        self._introduce()
        self.setAccessibleName(say("Injects"))
        remember(self, live)

    @property
    def cards(self) -> dict[str, InjectCard]:
        """The cards of the queue, by inject."""
        return self.list.cards

    # -- making ----------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        head = row(Fold(self.count, self.make_up), margins=(14, 8, 10, 4))
        keys = text.label(say("↑ ↓ choose · Return open · D deliver · S skip · L later"), "small", wrap=True)
        foot = column(self._until, self.reason, row(keys, margins=(14, 4, 12, 6)), gap=0)
        queue = column(head, self.list, rule(), foot, gap=0)
        queue.setStretch(1, 1)
        self.pages = QStackedWidget()
        for page in (bare(queue), self.preview, self.form):
            self.pages.addWidget(page)
        self.setLayout(column(self.pages))
        self._until.hide()

    def _introduce(self) -> None:
        queue = self.list
        queue.deliver_wanted.connect(self.before_delivery)
        queue.skip_wanted.connect(self._ask_skip)
        queue.later_wanted.connect(self._ask_later)
        queue.back_wanted.connect(self._step_back)
        self.preview.decided.connect(self._deliver)
        self.preview.left.connect(self.show_queue)
        self.form.made.connect(self._propose)
        self.form.left.connect(self.show_queue)
        self.make_up.clicked.connect(self.open_form)
        self.reason.decided.connect(self._decided)
        self.reason.left.connect(self.show_queue)

    # -- what is shown ---------------------------------------------------------------------------------------------

    def refresh(self, lines: Sequence[InjectLine]) -> None:
        """Show the queue as it stands; `lines` are the white cell's."""
        live = self._live
        self._lines = lines
        self.form.turn = live.state.turn
        steps = inject_steps(live.exercise, live.history)
        last = live.history.now.last if self.can else 0
        self.list.show_injects((*lines, *made_up(live.history)), steps, last, can=self.can, situation=live.state)
        due = sum(line.due_now for line in lines)
        coming = sum(line.status in {"planned", "put off"} for line in lines) - due
        past = len(lines) - due - coming
        self.count.set_text(say("{due} due · {coming} to come · {past} past", due=due, coming=coming, past=past))
        self.make_up.setEnabled(self.can)
        if self.preview.inject and self.preview.inject in live.state.injects:
            self.show_queue()

    def show_queue(self) -> None:
        """Return to the queue; the keyboard goes back to where it was."""
        self.preview.inject = ""
        self.reason.hide()
        self._until.hide()
        self.pages.setCurrentIndex(0)
        self.list.take_keyboard()

    def take_keyboard(self) -> None:
        """Put the keyboard on the inject that had it last."""
        self.list.take_keyboard()

    def show_inject(self, inject: str) -> None:
        """Show everything about an inject, and put the keyboard on it."""
        self.show_queue()
        self.list.open(inject)
        self.list.take_keyboard(inject)

    # -- what can be done ------------------------------------------------------------------------------------------

    def deliver_next(self) -> None:
        """Show what goes out next; asked once more, deliver it."""
        if self.preview.inject and self.pages.currentWidget() is self.preview:
            self.preview.decide(show=False)
            return
        line = next_one(self._lines)
        if line is not None:
            self.before_delivery(line.inject)
        else:
            self.show_queue()
            self.count.set_text(
                say("Nothing is planned any more; what waits for something can be delivered from its card.")
            )

    def before_delivery(self, inject: str) -> None:
        """Show what would go out."""
        line = next((one for one in self._lines if one.inject == inject), None)
        if line is None or not self.can or line.status not in {"planned", "put off"}:
            return
        open_now = self._live.proposal is not None
        drops = say("The ruling that is open is dropped by it; propose it anew afterwards.") if open_now else ""
        self.pages.setCurrentWidget(self.preview)
        self.preview.show_inject(line, self._outlook(inject), drops=drops)

    def open_form(self) -> None:
        """Make up an inject."""
        if self.can:
            self.pages.setCurrentWidget(self.form)
            self.form.open()

    def finish_form(self) -> bool:
        """Use what is open, if it is complete; return whether anything was."""
        if not self.isVisible():
            return False
        if self.pages.currentWidget() is self.form:
            self.form.propose.click()
        elif self.pages.currentWidget() is self.preview:
            self.preview.decide(show=False)
        elif self.reason.isVisible():
            self.reason.act.click()
        else:
            return False
        return True

    def _want(self, act: Act, then: Callable[[], object] = lambda: None) -> None:
        self.wanted.emit(act, then)

    def _deliver(self, inject: str, reason: str, show: bool) -> None:  # noqa: FBT001 -- a signal says it so
        """Deliver an inject; where dice or answers have a say, only propose it."""
        if self._outlook(inject).open:
            self.show_queue()
            self._want(lambda session: session.deliver_inject(inject, reason))
            return
        self.list.current = inject
        self._want(
            lambda session: (*session.deliver_inject(inject, reason), *session.commit()),
            lambda: self._delivered(inject, show=show),
        )

    def _delivered(self, inject: str, *, show: bool) -> None:
        self.show_queue()
        self.list.open(inject)
        self.list.take_keyboard(inject)
        if show:
            self.on_wall.emit()

    def _propose(self, made: MadeUp) -> None:
        self._want(
            lambda session: session.improvise_inject(
                made.headline, made.story, made.to,
                sender=made.sender, means=made.means, sentences=made.sentences, reason=made.reason,
            ),
            self._proposed,
        )  # fmt: skip

    def _proposed(self) -> None:
        self.form.clear()
        self.preview.inject = ""
        self.pages.setCurrentIndex(0)

    def _ask_skip(self, inject: str) -> None:
        if self.can:
            self._until.hide()
            name = names.opening(names.inject_name(self._live.exercise, inject))
            self._ask(say("{inject}: it is passed over and does not come any more", inject=name),
                      say("Why it is left out"), say("Skip"), Kind.SKIPPED,
                      lambda reason: lambda session: session.skip_inject(inject, reason))  # fmt: skip

    def _ask_later(self, inject: str) -> None:
        if not self.can:
            return
        exercise, now = self._live.exercise, self._live.state.turn
        name = names.opening(names.inject_name(exercise, inject))
        if now >= exercise.turns:
            last = say("This is the last {turn}: nothing can be put off any more.", turn=exercise.label("turn"))
            self.count.set_text(last)
            return
        self.until.setRange(now + 1, exercise.turns)
        self.until.setValue(now + 1)
        self._until.show()
        self._ask(say("{inject}: it does not come before then", inject=name),
                  say("Why it has to wait"), say("Put off"), Kind.PUT_OFF,
                  lambda reason: partial(self._put_off, inject, self.until.value(), reason))  # fmt: skip

    @staticmethod
    def _put_off(inject: str, turn: int, reason: str, session: Session) -> tuple[Entry, ...]:
        return session.defer_inject(inject, turn, reason)

    def _ask(self, says: str, hint: str, verb: str, kind: Kind, act: Callable[[str], Act]) -> None:
        self._act = act
        self.reason.open(Plan(says, hint, verb, needs_reason=True, act=act, kind=kind))

    def _decided(self, reason: str) -> None:
        act, self._act = self._act, None
        self._until.hide()
        if act is not None:
            self._want(act(reason))
        self.list.take_keyboard()

    def _step_back(self) -> None:
        self._want(lambda session: session.step_back())
        self.list.take_keyboard()

    @property
    def can(self) -> bool:
        """Whether anything can be done with injects now."""
        live = self._live
        return bool(live.state.turn) and not (live.ended or live.read_only)

    def _outlook(self, inject: str) -> Outlook:
        return outlook(self._live.exercise, self._live.state, inject)
