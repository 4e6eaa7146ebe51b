"""The question at which a ruling has stopped: read out, and answered here for whoever is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from wargame.desktop import text
from wargame.desktop.buttons import Button, button
from wargame.desktop.layout import bare, column, empty, row
from wargame.desktop.marks import Badge, Glyph
from wargame.exercise.punctuation import titled
from wargame.exercise.questions import FACILITATOR
from wargame.referee.adjustment import LET_THE_DICE_SAY
from wargame.referee.ruling import Answered
from wargame.review import names
from wargame.review.odds import odds_told
from wargame.review.pacts import agreement_name, answer_text
from wargame.translation import phrase, say

if TYPE_CHECKING:
    from wargame.desktop.style import Theme
    from wargame.exercise.definition import Exercise
    from wargame.referee.ruling import Asked, Choice, Ruling

_LONGEST = 34
"""Characters of an answer on its button; the whole is its tool tip."""


AWAITED = {
    "argue": phrase("arguments"),
    "draw": phrase("arguments"),
    "vote": phrase("ballots"),
    "consensus": phrase("an outcome"),
    "facilitator": phrase("an outcome"),
}
"""Way of deciding → what a ruling waits for."""


def waiting_words(asked: Asked) -> str:
    """Return why a ruling cannot be committed yet."""
    if asked.way:
        return say("Waiting for {awaited}. {question}", awaited=say(AWAITED[asked.way]), question=say(asked.text))
    return say("Waiting for an answer: {question}", question=asked.text)


class QuestionBox(QFrame):
    """Who is asked, the question, an answer on each button with its odds, and the dice for those who leave it to them.

    An answer to which an agreement belongs offers the agreements in a second
    row; where only one can be meant it is named on the button.
    """

    answered = Signal(int, str, str)
    """Number of the question, id of the option (or that of the dice), agreement or ""."""
    hand_over_wanted = Signal(str)
    """The actor who is to answer at the laptop."""

    def __init__(self, theme: Theme, exercise: Exercise) -> None:
        super().__init__()
        self.setProperty("role", "sunken")
        self._theme = theme
        self._exercise = exercise
        self._slots = {actor: slot for slot, actor in enumerate(exercise.actors)}
        self._asked: Asked | None = None
        self.options: dict[str, Button] = {}
        self.targets: dict[str, Button] = {}
        self.dice: Button | None = None
        self.hand_over: Button | None = None
        self._second: QWidget | None = None
        self._targets = column()
        self._layout = column(gap=8, margins=(12, 10, 12, 10))
        self.setLayout(self._layout)
        self.hide()

    @property
    def asked(self) -> Asked | None:
        """The question that is shown."""
        return self._asked

    def ask(self, asked: Asked | None) -> None:
        """Put a question; None puts the box away."""
        empty(self._layout)
        self.options, self.targets, self.dice, self._second, self.hand_over = {}, {}, None, None, None
        self._asked = asked
        self.setVisible(asked is not None)
        if asked is None:
            return
        self.setAccessibleName(titled(self._who(asked), asked.text))
        self._layout.addLayout(self._head(asked))
        self._layout.addWidget(text.label(asked.text, "name", wrap=True))
        for choice in asked.options:
            self._layout.addLayout(self._option(asked, choice))
        self._targets = column(gap=6, margins=(16, 0, 0, 0))
        self._second = bare(self._targets)
        self._second.hide()
        self._layout.addWidget(self._second)
        self.dice = button(self._theme, say("Let the dice sa&y"), "dices", "ghost", "small")
        told = say("The program draws the answer at these odds; the log says that the dice have said it")
        text.tooltip(self.dice, told)
        self.dice.clicked.connect(lambda: self.answered.emit(asked.number, LET_THE_DICE_SAY, ""))
        foot = row(self.dice, None)
        if asked.asked_of in self._exercise.actors:
            self.hand_over = button(self._theme, say("Hand over"), "arrow-right", "soft", "small")
            name = names.actor_name(self._exercise, asked.asked_of)
            self.hand_over.setAccessibleName(say("Hand the laptop over to {name}, to answer", name=name))
            told = say("{name} reads the question and answers it behind the curtain", name=name)
            text.tooltip(self.hand_over, told)
            self.hand_over.clicked.connect(lambda: self.hand_over_wanted.emit(asked.asked_of))
            foot.addWidget(self.hand_over)
        self._layout.addLayout(foot)

    def take_keyboard(self) -> None:
        """Put the keyboard on the first answer."""
        first = next(iter(self.options.values()), None)
        if first is not None:
            first.setFocus()

    def _who(self, asked: Asked) -> str:
        if asked.asked_of == FACILITATOR:
            return say("You decide")
        name = names.actor_name(self._exercise, asked.asked_of)
        return say("Ask {name} quietly", name=name) if asked.secret else say("Ask {name}", name=name)

    def _head(self, asked: Asked) -> QHBoxLayout:
        mark: QWidget = Glyph(self._theme, "circle-help", "accent", 20)
        actor = self._exercise.actors.get(asked.asked_of)
        if actor is not None:
            mark = Badge(self._theme, self._slots[actor.id], actor.monogram, actor.name, 22)
        told = ""
        if asked.secret:
            told = say("Nobody else learns of the question or the answer. Hand the laptop over, or enter it here.")
        elif actor is not None:
            told = say("Read it out, and enter the answer here.")
        parts: list[QWidget] = [text.label(self._who(asked), "strong", wrap=True)]
        if told:
            parts.append(text.label(told, "caption", wrap=True))
        made = row(mark, column(*parts, gap=0), gap=8)
        made.setStretch(1, 1)
        return made

    def _option(self, asked: Asked, choice: Choice) -> QVBoxLayout:
        alone = len(choice.targets) == 1
        words = names.opening(choice.name)
        if alone:
            words = titled(words, agreement_name(self._exercise, choice.targets[0]))
        made = self._button(words, choice.odds)
        self.options[choice.option] = made
        if len(choice.targets) > 1:
            made.setCheckable(True)
            made.clicked.connect(lambda: self._offer_targets(asked, choice))
        else:
            target = choice.targets[0] if alone else ""
            made.clicked.connect(lambda: self.answered.emit(asked.number, choice.option, target))
        return column(made, text.label(odds_told(self._exercise, choice.odds), "caption", wrap=True), gap=2)

    def _button(self, words: str, odds: float | None = None) -> Button:
        shown = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"
        made = button(self._theme, shown.replace("&", "&&"), "", "choice", "small")
        made.setAccessibleName(words)
        if odds is not None:
            made.setAccessibleDescription(say("The dice would choose it: {odds}", odds=odds_told(self._exercise, odds)))
        text.tooltip(made, words if shown != words else "")
        return made

    def _offer_targets(self, asked: Asked, choice: Choice) -> None:
        """Offer the agreements one of which goes with an answer."""
        if self._second is None:
            return
        for option, made in self.options.items():
            made.setChecked(option == choice.option)
        inside = self._targets
        empty(inside)
        inside.addWidget(text.label(say("Which one?"), "caption-strong"))
        self.targets = {}
        for target in choice.targets:
            made = self._button(agreement_name(self._exercise, target))
            made.clicked.connect(lambda _=False, to=target: self.answered.emit(asked.number, choice.option, to))
            self.targets[target] = made
            inside.addWidget(made)
        self._second.show()
        self.targets[choice.targets[0]].setFocus()


class AnswersGiven(QFrame):
    """The answers in an open ruling, each of which can still be changed."""

    again = Signal(object)
    """The Asked that is to be answered anew."""

    def __init__(self, theme: Theme, exercise: Exercise) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._theme = theme
        self._exercise = exercise
        self.buttons: dict[int, Button] = {}
        self._layout = column(gap=6)
        self.setLayout(self._layout)
        self.hide()

    def show_answers(self, ruling: Ruling | None) -> None:
        """Show the answers of a ruling; None shows none."""
        empty(self._layout)
        self.buttons = {}
        found = [one for one in ruling.findings if isinstance(one, Answered)] if ruling is not None else []
        self.setVisible(bool(found))
        if found:
            self._layout.addWidget(text.label(say("Answers"), "section"))
        for one in found:
            words = answer_text(self._exercise, one)
            change = button(self._theme, say("Change…"), "", "ghost", "small")
            change.setAccessibleName(say("Change the answer: {answer}", answer=words))
            change.clicked.connect(lambda _=False, asked=one.asked: self.again.emit(asked))
            self.buttons[one.asked.number] = change
            line = row(text.label(words, "body", wrap=True), change, gap=8)
            line.setStretch(0, 1)
            self._layout.addLayout(line)
