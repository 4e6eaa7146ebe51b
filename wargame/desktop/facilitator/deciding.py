"""What people have to say before a ruling can go on: arguments, ballots, or the outcome itself, each entered here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QFrame, QWidget

from wargame.desktop import text
from wargame.desktop.buttons import Button, button
from wargame.desktop.facilitator.quick_reasons import Kind
from wargame.desktop.facilitator.reason_field import ReasonField
from wargame.desktop.facilitator.roll_box import OutcomeBars, odds_said
from wargame.desktop.fields import Chooser, line_field
from wargame.desktop.flow import flow
from wargame.desktop.layout import column, empty, row
from wargame.desktop.marks import Glyph
from wargame.exercise.likelihood import ballot_of, likelihood, words_of
from wargame.exercise.punctuation import titled
from wargame.referee.adjustment import Argue, ChooseOutcome, CloseArguments, Vote
from wargame.referee.deciding import ARGUED, BY_PEOPLE, DRAW, VOTE
from wargame.referee.ruling import Share
from wargame.review import names
from wargame.translation import phrase, say, say_count, spoken

if TYPE_CHECKING:
    from wargame.desktop.style import Theme
    from wargame.exercise.definition import Exercise
    from wargame.referee.adjustment import Side
    from wargame.referee.ruling import Asked, Ruling

_SIDES: tuple[Side, ...] = ("for", "against")
_MOST_BALLOTS = 100
_BETWEEN = re.compile(r"[;,]")
_BETWEEN_DECIMALS = re.compile(r";|,(?!\d)|(?<!\d),")
"""What stands between ballots where a comma is also what stands before decimals."""
_NOBODY = phrase("Nobody in particular")
_WEIGHTS = {
    1: phrase("Counts once"),
    2: phrase("Counts twice"),
    3: phrase("Counts three times"),
    0: phrase("Only recorded"),
}
_TITLES = {
    "argue": phrase("Arguments for and against"),
    "draw": phrase("Arguments for and against"),
    "vote": phrase("A secret vote"),
    "consensus": phrase("What the table agrees on"),
    "facilitator": phrase("You decide"),
}


class DecisionBox(QFrame):
    """Stands below a ruling that waits for people; another way of deciding is always one press away."""

    adjusted = Signal(object)
    """An Adjustment, complete."""
    other_wanted = Signal()
    """Decide this ruling in another way."""

    def __init__(self, theme: Theme, exercise: Exercise) -> None:
        super().__init__()
        self.setProperty("role", "sunken")
        self._asked: Asked | None = None
        self._about: object = None
        self._title = text.label("", "strong", wrap=True)
        self._words = text.label("", "caption", wrap=True)
        self._odds = column(gap=0)
        self._yardstick = exercise.likelihood_words
        self.arguments = ArgumentForm(theme, exercise)
        self.ballots = BallotForm(theme, exercise)
        self.outcome = OutcomeForm(theme)
        self.other = button(theme, say("Decide otherwise…"), "", "ghost", "small")
        text.tooltip(self.other, say("Choose another way of deciding for this ruling, with a reason"))
        head = row(Glyph(theme, "scale", "accent", 20), column(self._title, self._words, gap=0), gap=8)
        head.setStretch(1, 1)
        forms = (self.arguments, self.ballots, self.outcome)
        self.setLayout(column(head, self._odds, *forms, row(self.other, None), gap=8, margins=(12, 10, 12, 10)))
        self._theme = theme
        for form in forms:
            form.adjusted.connect(self.adjusted)
        self.other.clicked.connect(self.other_wanted)
        self.hide()

    @property
    def asked(self) -> Asked | None:
        """What the ruling waits for."""
        return self._asked

    def ask(self, asked: Asked | None, ruling: Ruling | None) -> None:
        """Show what a ruling waits for; None puts the box away. What is typed stays while it is about the same."""
        self._asked = asked
        self.setVisible(asked is not None)
        if asked is None:
            self._about = None
            return
        about = (asked.way, ruling.subject if ruling is not None else None)
        anew, self._about = about != self._about, about
        title, question = say(_TITLES[asked.way]), say(asked.text)
        self.setAccessibleName(titled(title, question))
        self._title.setText(title)
        self._words.setText(question)
        self._show_odds(asked)
        self.arguments.setVisible(asked.way in ARGUED)
        self.ballots.setVisible(asked.way == VOTE)
        self.outcome.setVisible(asked.way in BY_PEOPLE)
        if asked.way in ARGUED:
            self.arguments.begin(asked.way, anew=anew)
        elif asked.way == VOTE and anew:
            self.ballots.begin()
        elif asked.way in BY_PEOPLE:
            number = len(ruling.rolls) + 1 if ruling is not None else 1
            self.outcome.begin(asked, number)

    def take_keyboard(self) -> None:
        """Put the keyboard where the first word is typed or the first outcome chosen."""
        way = self._asked.way if self._asked is not None else ""
        if way in ARGUED:
            self.arguments.said.setFocus()
        elif way == VOTE:
            self.ballots.typed.setFocus()
        elif self.outcome.options:
            next(iter(self.outcome.options.values())).setFocus()

    def finish(self) -> bool:
        """Use what is typed, if it is complete; return whether there was anything to be used."""
        way = self._asked.way if self._asked is not None else ""
        press = {VOTE: self.ballots.count}.get(way, self.outcome.apply if way in BY_PEOPLE else self.arguments.add)
        if not (self.isVisible() and press.isEnabled()):
            return False
        press.click()
        return True

    def _show_odds(self, asked: Asked) -> None:
        """Show the odds so far, as they stand before anything is thrown."""
        empty(self._odds)
        shares = [Share(choice.option, choice.odds, 0, 0) for choice in asked.options if choice.odds]
        if shares:
            bars = OutcomeBars(self._theme, shares, "", self._yardstick)
            bars.setAccessibleName(say("Odds: {odds}", odds=odds_said(shares, self._yardstick)))
            self._odds.addWidget(bars)


class ArgumentForm(QWidget):
    """One argument after the other: for or against, who says it, and the words."""

    adjusted = Signal(object)

    def __init__(self, theme: Theme, exercise: Exercise) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self.sides = {
            "for": button(theme, say("Fo&r"), "plus", "choice", "small"),
            "against": button(theme, say("A&gainst"), "minus", "choice", "small"),
        }
        for side, chooser in self.sides.items():
            chooser.setCheckable(True)
            chooser.clicked.connect(lambda _=False, side=side: self._speak(side))
        self.speaker = Chooser()
        self.speaker.setEditable(True)
        self.speaker.setAccessibleName(say("Who says it"))
        self.speaker.addItem(say(_NOBODY), "")
        for actor in exercise.actors.values():
            self.speaker.addItem(actor.name, actor.id)
        self.weight = Chooser()
        self.weight.setAccessibleName(say("How often it counts"))
        for weight, words in _WEIGHTS.items():
            self.weight.addItem(say(words), weight)
        self.said = line_field(say("Argument"), say("Why it should succeed"))
        self.add = button(theme, say("Add"), "plus", "soft", "small")
        self.close_all = button(theme, say("&Close and roll"), "dices", "soft", "small")
        text.tooltip(self.close_all, say("No more arguments: the odds are locked, and the dice fall"))
        self.said.textChanged.connect(self._judge)
        self.said.returnPressed.connect(self.add.click)
        self.add.clicked.connect(self._add)
        self.close_all.clicked.connect(lambda: self.adjusted.emit(CloseArguments()))
        self.setLayout(
            column(
                row(*self.sides.values(), self.weight, None, gap=6),
                self.speaker,
                self.said,
                row(None, self.add, self.close_all, gap=6),
                gap=8,
            )
        )
        self.take_side("for")

    def begin(self, way: str, *, anew: bool) -> None:
        """Wait for the next argument; for the first one, begin with the side that speaks for it."""
        closing = say("&Close and draw") if way == DRAW else say("&Close and roll")
        self.close_all.setText(f" {closing}")
        self.close_all.setAccessibleName(closing.replace("&", ""))
        self.said.clear()
        self.weight.setCurrentIndex(0)
        if anew:
            self.take_side("for")
            self.speaker.setCurrentIndex(0)
        self._judge()

    def take_side(self, side: str) -> None:
        """Choose whether the argument speaks for the move or against it."""
        for other, chooser in self.sides.items():
            chooser.setChecked(other == side)
        self.said.setPlaceholderText(say("Why it should succeed") if side == "for" else say("Why it should fail"))

    def _speak(self, side: str) -> None:
        """Take a side, and go on to the words: they are typed next."""
        self.take_side(side)
        self.said.setFocus()

    def argument(self) -> Argue | None:
        """Return the argument as it is typed; None while there are no words."""
        words = self.said.text().strip()
        side = next(side for side in _SIDES if self.sides[side].isChecked())
        return Argue(side, words, self._speaker(), int(self.weight.currentData())) if words else None

    def _speaker(self) -> str:
        typed = self.speaker.currentText().strip()
        place = self.speaker.findText(typed)
        return typed if place < 0 else str(self.speaker.itemData(place))

    def _judge(self) -> None:
        self.add.setEnabled(bool(self.said.text().strip()))
        text.tooltip(self.add, "" if self.add.isEnabled() else say("Write the argument first."))

    def _add(self) -> None:
        argument = self.argument()
        if argument is not None:
            self.adjusted.emit(argument)


class BallotForm(QWidget):
    """The ballots as they are read from the slips; nobody is named."""

    adjusted = Signal(object)

    def __init__(self, theme: Theme, exercise: Exercise) -> None:
        super().__init__()
        self._yardstick = exercise.likelihood_words
        self.setProperty("role", "bare")
        self.typed = line_field(say("Ballots"), say("70%, likely, 55%"))
        self._told = text.label("", "caption", wrap=True)
        self.count = button(theme, say("&Count the votes"), "check", "soft", "small")
        terms = ", ".join(words_of(self._yardstick))
        words = text.label(say("In per cent, or: {terms}.", terms=terms), "caption", wrap=True)
        self.typed.textChanged.connect(self._judge)
        self.typed.returnPressed.connect(self.count.click)
        self.count.clicked.connect(self._count)
        self.setLayout(column(self.typed, words, self._told, row(None, self.count), gap=8))
        self._judge()

    def begin(self) -> None:
        """Wait for ballots."""
        self.typed.clear()

    def ballots(self) -> tuple[tuple[float, ...], str]:
        """Return the ballots typed, upward so that no order tells who voted what, and the first that is none."""
        comma = QLocale(spoken()).decimalPoint() == ","
        between = _BETWEEN_DECIMALS if comma else _BETWEEN
        slips = [slip.strip() for slip in between.split(self.typed.text()) if slip.strip()]
        found = [(slip, ballot_of(slip.replace(",", ".") if comma else slip)) for slip in slips]
        wrong = next((slip for slip, chance in found if chance is None), "")
        return tuple(sorted(chance for _, chance in found if chance is not None)), wrong

    def _judge(self) -> None:
        ballots, wrong = self.ballots()
        missing = say("“{slip}” is neither a per cent nor one of the words.", slip=wrong) if wrong else ""
        if not ballots and not wrong:
            missing = say("Type what stands on the slips.")
        elif len(ballots) > _MOST_BALLOTS:
            missing = say("At most {number} can vote.", number=_MOST_BALLOTS)
        self.count.setEnabled(not missing)
        text.tooltip(self.count, missing)
        self._told.setText(missing if wrong or not ballots else self._summary(ballots))

    def _summary(self, ballots: tuple[float, ...]) -> str:
        half = len(ballots) // 2
        middle = ballots[half] if len(ballots) % 2 else (ballots[half - 1] + ballots[half]) / 2
        told = f"{names.percent(middle)}, {likelihood(middle, self._yardstick)}"
        cast = say_count(len(ballots), "{count} ballot", "{count} ballots")
        if len(ballots) == 1:
            return titled(cast, told)
        lowest, highest = names.percent(ballots[0]), names.percent(ballots[-1])
        return say(
            "{ballots}: {middle}, from {lowest} to {highest}", ballots=cast, middle=told, lowest=lowest, highest=highest
        )

    def _count(self) -> None:
        ballots, wrong = self.ballots()
        if ballots and not wrong:
            self.adjusted.emit(Vote(ballots))


class OutcomeForm(QWidget):
    """The outcomes, one of which is set by people, with their reason."""

    adjusted = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._theme = theme
        self._number = 1
        self._shown: tuple[str, ...] = ()
        self.options: dict[str, Button] = {}
        self._chosen = ""
        self._choices = column(gap=0)
        hint = say("Why, in one sentence; it is kept in the log")
        self.why = ReasonField(theme, say("Reason"), hint, Kind.DECIDED)
        self.apply = button(theme, say("Set the out&come"), "check", "soft", "small")
        self.why.textChanged.connect(self._judge)
        self.why.returnPressed.connect(self.apply.click)
        self.apply.clicked.connect(self._apply)
        self.setLayout(column(self._choices, self.why, row(None, self.apply), gap=8))

    def begin(self, asked: Asked, number: int) -> None:
        """Offer the outcomes of the roll of this number."""
        shown = tuple(choice.option for choice in asked.options)
        if (shown, number) == (self._shown, self._number) and self.options:
            return
        self._shown, self._number, self._chosen = shown, number, ""
        self.why.clear()
        empty(self._choices)
        self.options = {}
        for choice in asked.options:
            made = button(self._theme, names.opening(choice.name).replace("&", "&&"), "", "choice", "small")
            made.setCheckable(True)
            made.clicked.connect(lambda _=False, name=choice.option: self.choose(name))
            self.options[choice.option] = made
        self._choices.addWidget(flow(*self.options.values(), gap=6))
        self._judge()

    def choose(self, name: str) -> None:
        """Choose an outcome, and go on to the reason."""
        self._chosen = name
        for other, made in self.options.items():
            made.setChecked(other == name)
        self._judge()
        self.why.setFocus()

    def _judge(self) -> None:
        missing = "" if self.why.text().strip() else say("A reason is needed.")
        missing = missing if self._chosen else say("Choose an outcome.")
        self.apply.setEnabled(not missing)
        text.tooltip(self.apply, missing)

    def _apply(self) -> None:
        self.adjusted.emit(ChooseOutcome(self._number, self._chosen, self.why.text().strip()))
