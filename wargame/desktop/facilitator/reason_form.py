"""A line that asks for the reason of something that is written into the log, and its verb."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication

from wargame.desktop import text
from wargame.desktop.buttons import button
from wargame.desktop.facilitator.form import Form, Unwritten
from wargame.desktop.facilitator.quick_reasons import Kind
from wargame.desktop.facilitator.reason_field import ReasonField, remember
from wargame.desktop.layout import column, row
from wargame.translation import say

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from wargame.desktop.live_session import LiveSession
    from wargame.desktop.style import Theme
    from wargame.session.conduct import Session
    from wargame.session.entries import Entry


@dataclass(frozen=True, slots=True)
class Plan:
    """Something that is done with a reason."""

    says: str
    """What will happen, in a sentence."""
    hint: str
    """What the reason is about."""
    verb: str
    needs_reason: bool
    act: Callable[[str], Callable[[Session], tuple[Entry, ...]]]
    """Given the reason, what the session is to do."""
    asks: str = ""
    """The word for the name that is typed; empty where it is a reason."""
    kind: Kind = Kind.NONE
    """What the reason is given for: what is often given for that is offered."""


class ReasonForm(Form):
    """What will happen, why, and the verb; Return does it, Escape leaves it."""

    decided = Signal(str)
    """The reason."""

    def __init__(self, theme: Theme, live: LiveSession) -> None:
        """`live` is the session in which it is written."""
        super().__init__()
        self._unwritten = Unwritten(live)
        self._keyboard: QWidget | None = None
        self._needed = False
        self._lacks = ""
        self._says = text.label("", "strong", wrap=True)
        self.why = ReasonField(theme, say("Reason"), say("Why"))
        self.act = button(theme, say("Do it"), "check", "soft", "small")
        leave = button(theme, say("Leave"), "", "ghost", "small")
        self.why.textChanged.connect(self._judge)
        self.why.returnPressed.connect(self._decide)
        self.act.clicked.connect(self._decide)
        leave.clicked.connect(self.put_away)
        line = row(self.why, leave, self.act, gap=6)
        line.setStretch(0, 1)
        self.setLayout(column(self._says, line, gap=6, margins=(16, 8, 16, 10)))
        remember(self, live)
        self.hide()

    def open(self, plan: Plan) -> None:
        """Ask for the reason of a plan; one that could not be written stands there again."""
        self._needed = plan.needs_reason
        self._says.setText(plan.says)
        self.setAccessibleName(plan.says)
        self._lacks = say("A name is needed.") if plan.asks else say("A reason is needed.")
        self.why.setAccessibleName(plan.asks or say("Reason"))
        self.why.offer(plan.kind)
        self.why.setText("".join(self._unwritten.of(plan.says)))
        self.why.setPlaceholderText(plan.hint)
        self.act.setText(f" {plan.verb}")
        self.act.setAccessibleName(plan.verb)
        self._judge()
        if not self.isVisible():
            self._keyboard = QApplication.focusWidget()
        self.show()
        self.why.setFocus()

    def put_away(self) -> None:
        """Close the form and do nothing; the keyboard goes back to where it was."""
        self._give_back()
        super().put_away()

    def _give_back(self) -> None:
        """Give the keyboard back: what stands next to the form must not be pressed by what is typed on."""
        if self._keyboard is not None and shiboken6.isValid(self._keyboard) and self._keyboard.isVisible():
            self._keyboard.setFocus()

    def _judge(self) -> None:
        ready = bool(self.why.text().strip()) or not self._needed
        self.act.setEnabled(ready)
        text.tooltip(self.act, "" if ready else self._lacks)

    def _decide(self) -> None:
        if not self.act.isEnabled():
            return
        words = self.why.text().strip()
        self._give_back()
        self.hide()
        self._unwritten.send(lambda: self.decided.emit(words), self._says.text(), words)
