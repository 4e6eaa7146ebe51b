"""An agreement that was signed: since when, on what terms, how it stands; and the notice of a party that leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from wargame.desktop.buttons import button
from wargame.desktop.chips import Chip, Notice
from wargame.desktop.layout import bare, column, framed, row, scrolled
from wargame.desktop.marks import Glyph
from wargame.desktop.participant import standing
from wargame.desktop.participant.terms import term_words
from wargame.desktop.participant.text_panel import promises
from wargame.desktop.text import label
from wargame.translation import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wargame.desktop.style import Theme
    from wargame.referee.views import PactLine, SeatView


class PactPanel(QFrame):
    """One agreement in force, suspended or ended."""

    notice_given = Signal(str)
    """Id of the agreement."""
    done = Signal()

    def __init__(self, theme: Theme, view: SeatView, pact: PactLine) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName(pact.name)
        self._theme = theme
        self._view = view
        self._pact = pact
        self.notice = Notice(theme)
        self.give = button(theme, say("&Give notice…"), "log-out")
        self.confirm = button(theme, say("&Give notice"), "log-out", "danger")
        self.keep = button(theme, say("&Keep it"), "", "")
        self.leave = button(theme, say("&Done, hide the screen"), "eye-off", "primary", "large")
        self._asking = self._confirmation()
        self._arrange()
        self.give.clicked.connect(self._ask)
        self.keep.clicked.connect(self._keep)
        self.confirm.clicked.connect(lambda: self.notice_given.emit(pact.agreement))
        self.leave.clicked.connect(self.done)

    def press_main(self) -> None:
        """Leave the page: an agreement that stands asks for nothing."""
        self.done.emit()

    def take_keyboard(self) -> None:
        """Put the keyboard on the way out."""
        self.leave.setFocus()

    def _arrange(self) -> None:
        pact = self._pact
        stands = standing.of_pact(pact, self._view)
        chip = Chip(self._theme, stands.words, stands.tone, stands.icon)
        head = row(label(pact.name, "title", wrap=True), chip, gap=8)
        head.setStretch(0, 1)
        parts: list[object] = [promises(self._theme, pact.parties, pact.obligations)]
        if pact.terms and not pact.goodwill:
            parts.append(label(say("Terms"), "section"))
            parts += [label(term_words(term), "body", wrap=True) for term in pact.terms]
        told = list(standing.story(pact, self._view))
        parts.append(label(say("How it stands"), "section"))
        parts += [label(sentence, "body", wrap=True) for sentence in told]
        parts += [*self._breaches(), None]
        inside = scrolled(bare(column(*parts, gap=8, margins=(0, 0, 6, 0))), pact.name)  # type: ignore[arg-type]
        foot = column(*self._ways_out(), self._asking, self.leave, gap=8)
        whole = column(head, self.notice, inside, foot, gap=10, margins=(16, 14, 14, 12))
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def _breaches(self) -> Iterable[QWidget]:
        for breach in self._pact.breaches:
            sentence = standing.breach(breach, self._view)
            line = row(Glyph(self._theme, "triangle-alert", "bad", 14), label(sentence, "body", wrap=True), gap=8)
            line.setStretch(1, 1)
            yield bare(line)

    def _ways_out(self) -> Iterable[QWidget]:
        if not self._pact.may_withdraw:
            return
        if self._view.clock.signing:
            yield self.give
        else:
            yield label(say("You may give notice of it when texts are signed."), "caption", wrap=True)

    def _confirmation(self) -> QWidget:
        told = standing.notice_promise(self._pact, self._view)
        made = framed(
            column(label(say("Give notice?"), "strong"), label(told, "body", wrap=True),
                   row(self.keep, None, self.confirm), gap=8, margins=(12, 10, 12, 10)),
            "sunken",
            say("Give notice?"),
        )  # fmt: skip
        made.hide()
        return made

    def _ask(self) -> None:
        self.give.hide()
        self._asking.show()
        self.keep.setFocus()

    def _keep(self) -> None:
        self._asking.hide()
        self.give.show()
        self.give.setFocus()
