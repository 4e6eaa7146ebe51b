"""A question that is put to a seat within a ruling, and its answer: chosen first, then given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wargame.desktop.buttons import button
from wargame.desktop.chips import Notice
from wargame.desktop.layout import bare, column, empty, framed, row, scrolled
from wargame.desktop.marks import Glyph
from wargame.desktop.participant import wording
from wargame.desktop.participant.choices import Choice, Choices
from wargame.desktop.text import label, tooltip
from wargame.exercise.punctuation import titled
from wargame.translation import phrase, say

if TYPE_CHECKING:
    from wargame.desktop.style import Theme
    from wargame.referee.views import AskedLine

_SECRET = phrase("Only you and the facilitator learn of this question and of your answer.")
_OPEN = phrase("The ruling waits for your answer.")


class QuestionDesk(QWidget):
    """Asks, offers the answers, and gives the one that is chosen."""

    answered = Signal(int, str, str)
    """Number of the question, id of the option, id of the agreement or ""."""

    def __init__(self, theme: Theme, asked: AskedLine) -> None:
        super().__init__()
        self._theme = theme
        self._asked = asked
        self._targets = {option: targets for option, _name, targets in asked.options}
        self.notice = Notice(theme)
        options = [Choice(option, _named(name, targets)) for option, name, targets in asked.options]
        self.options = Choices(theme, say("Answer"), options, column=True)
        self.targets: Choices | None = None
        self._second = QVBoxLayout()
        self._second.setContentsMargins(0, 0, 0, 0)
        self.give = button(theme, say("&Give this answer and hide the screen"), "check", "primary", "large")
        self._why_not = label("", "caption", wrap=True)
        self._arrange()
        self.options.chosen.connect(self._choose)
        self.give.clicked.connect(self.press_main)
        self._judge()

    def press_main(self) -> None:
        """Give the answer, if it is chosen."""
        if self.give.isEnabled():
            self.answered.emit(self._asked.number, self.options.now(), self._target())

    def refuse(self, sentence: str) -> None:
        """Show why the answer was not taken."""
        self.notice.say(sentence)

    def take_keyboard(self) -> None:
        """Put the keyboard on the first answer, without choosing it."""
        self.options.take_keyboard()

    def set_side(self, _width: int) -> None:
        """Leave the room as it is: there is nothing beside a question."""

    # -- inside ----------------------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        asked = self._asked
        head = row(
            Glyph(self._theme, "circle-help", "accent", 24), label(say("You are asked"), "heading"), None, gap=10
        )
        promise = row(
            Glyph(self._theme, "eye-off" if asked.secret else "info", "text2", 14),
            label(say(_SECRET) if asked.secret else say(_OPEN), "caption", wrap=True),
            gap=6,
        )
        promise.setStretch(1, 1)
        content = column(
            head,
            self.notice,
            label(asked.text, "title", wrap=True),
            promise,
            self.options,
            self._second,
            self.give,
            self._why_not,
            gap=12,
            margins=(28, 24, 28, 20),
        )
        card = framed(content, "card", say("You are asked"))
        card.setMaximumWidth(680)
        inside = row(column(card, None), None, margins=(0, 0, 6, 0))
        inside.setStretch(0, 10)
        self.setLayout(column(scrolled(bare(inside), say("You are asked"))))

    def _choose(self, option: str) -> None:
        """Offer the agreements one of which goes with an answer."""
        empty(self._second)
        self.targets = None
        targets = self._targets[option]
        if len(targets) > 1:
            choices = [Choice(*target) for target in targets]
            self.targets = Choices(self._theme, say("Which one?"), choices, column=True)
            self.targets.chosen.connect(lambda _target: self._judge())
            self._second.addWidget(label(say("Which one?"), "caption-strong"))
            self._second.addWidget(self.targets)
        self._judge()

    def _target(self) -> str:
        if self.targets is not None:
            return self.targets.now()
        targets = self._targets.get(self.options.now(), ())
        return targets[0][0] if targets else ""

    def _judge(self) -> None:
        why = ""
        if not self.options.now():
            why = say("Choose an answer first.")
        elif self.targets is not None and not self.targets.now():
            why = say("Choose which one is meant.")
        self.give.setEnabled(not why)
        self.give.show_role("" if why else "primary")
        self.give.setAccessibleDescription(why)
        tooltip(self.give, why)
        self._why_not.setText(why or say("Until the ruling stands, the facilitator can still change it for you."))


def _named(name: str, targets: tuple[tuple[str, str], ...]) -> str:
    """Return an answer for its button; where only one agreement can be meant, with its name."""
    words = wording.upper_first(name)
    return titled(words, targets[0][1]) if len(targets) == 1 else words
