"""The bar above the control room: what is played, where play stands, step back, and the next legal step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QSizePolicy

from wargame.desktop import text
from wargame.desktop.buttons import Button, button, icon_button
from wargame.desktop.facilitator.stepper import PhaseStepper
from wargame.desktop.growing import fix
from wargame.desktop.layout import column, row
from wargame.review.names import counted, opening
from wargame.translation import phrase, say, say_count

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from wargame.desktop.facilitator.next_step import NextStep
    from wargame.desktop.style import Theme
    from wargame.referee.views import Clockwork

_SINGLY = phrase("One &at a time")
_STEP_BACK = phrase("Step &back")
_LEAST_NAME, _LONGEST_NAME = 90, 260
"""Pixels in which a part of what is undone still says something, and those it never goes beyond."""
_SPARE = 4
"""Pixels by which words are cut shorter than they would have to be: letters are measured in fractions."""
_LEAST = 900
"""Pixels below which the bar is never made."""
_LONGEST = 34
"""Characters of a button's words before they are cut; the whole is its tool tip."""


class SessionBar(QFrame):
    """Title, turn, phases, step back and the one primary button."""

    primary_wanted = Signal()
    step_back_wanted = Signal()
    redo_wanted = Signal()
    singly_toggled = Signal(bool)
    """Propose what the program does one thing at a time, or run it."""
    home_wanted = Signal()

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("role", "bar")
        self.setAccessibleName(say("Session"))
        self._title = text.elided("", "title")
        self._subtitle = text.elided(title, "caption")
        self._titled = title
        self._turn = text.label("", "title")
        self._date = text.label("", "caption")
        self.stepper = PhaseStepper(theme)
        self.home = button(theme, "", "house", "ghost")
        self.home.setAccessibleName(say("Home"))
        text.tooltip(self.home, say("Back to the start window; the session is saved"))
        self.step_back = button(theme, say(_STEP_BACK), "undo-2")
        self.back_to = icon_button(theme, "chevron-down", say("Step back further, re-open, branch (Ctrl+Alt+Z)"))
        self.redo = icon_button(theme, "redo-2", say("Redo"))
        self.redoes = ""
        """What redoing would bring back."""
        self.singly = button(theme, say(_SINGLY), "list-checks", "choice")
        self.singly.setAccessibleName(say(_SINGLY).replace("&", ""))
        self.singly.setCheckable(True)
        text.tooltip(
            self.singly, say("Show what the program does as proposals, one thing at a time, instead of running a phase")
        )
        self.primary = button(theme, say("Start exercise"), "play", "primary")
        self.home.clicked.connect(self.home_wanted)
        self.step_back.clicked.connect(self.step_back_wanted)
        self.redo.clicked.connect(self.redo_wanted)
        self.singly.toggled.connect(self.singly_toggled)
        self._undoes, self._says = "", say("Start exercise")
        self.primary.clicked.connect(self.primary_wanted)
        names = column(self._title, self._subtitle, gap=0)
        turn = column(self._turn, self._date, gap=0)
        back = row(self.step_back, self.back_to, self.redo, gap=2)
        self._row = row(self.home, names, 4, turn, 4, self.stepper, back, self.singly, self.primary, gap=8,
                        margins=(8, 8, 16, 8))  # fmt: skip
        self.redo.hide()
        self._row.setStretch(5, 1)
        self.setLayout(self._row)
        for label in (self._title, self._subtitle):
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            label.setMinimumWidth(110)
        fix(theme, self, height=57, room=19)

    def show_clock(self, clock: Clockwork) -> None:
        """Show where play stands."""
        self._title.set_text(clock.title)
        word = opening(clock.turn_word)
        turn = say("{turn} {number} of {last}", turn=word, number=clock.turn, last=clock.turns)
        self._turn.setText(turn if clock.turn else say("Not started"))
        self._date.setText(_below_the_turn(clock))
        over = bool(clock.ending)
        self.stepper.show_phases(clock.phases, len(clock.phases) if over else clock.phase if clock.turn else -1)
        self._date.setVisible(bool(self._date.text()))
        self._fit()

    def show_step(self, step: NextStep, *, orders_in: str = "") -> None:
        """Show the next step; `orders_in` ("3 of 4 in") stands beside its verb."""
        words = f"{step.words} · {orders_in}" if orders_in else step.words
        shown = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"
        self._says = shown
        self.primary.setAccessibleName(words)
        self.primary.setAccessibleDescription(step.hint)
        self.primary.show_icon(step.icon)
        if self.primary.isEnabled() == step.blocked:
            self.primary.setEnabled(not step.blocked)
            self.primary.show_role("" if step.blocked else "primary")
        key = "" if step.blocked else "Ctrl+Return"
        text.tooltip(self.primary, f"{words}\n{step.hint}\n{key}".strip())
        self._fit()

    def show_step_back(self, name: str | None) -> None:
        """Name what stepping back would undo; None when there is nothing."""
        self.step_back.setEnabled(bool(name))
        words = say("Step back: {step}", step=name) if name else say("There is nothing to step back from")
        self._undoes = name or ""
        self._fit()
        self.step_back.setAccessibleName(words)
        text.tooltip(self.step_back, f"{words} (Ctrl+Z)" if name else words)

    def show_redo(self, name: str | None) -> None:
        """Offer to take the last step back, back; None when there is nothing to redo."""
        words = say("Redo: {step}", step=name) if name else say("There is nothing to redo")
        self.redoes = name or ""
        self.redo.setVisible(bool(name))
        self.redo.setAccessibleName(words)
        text.tooltip(self.redo, f"{words} (Ctrl+Shift+Z)" if name else words)

    def show_line(self, name: str) -> None:
        """Name the line of play, when it is not the first."""
        self._subtitle.set_text(
            say("Line “{line}” · {session}", line=name, session=self._titled) if name else self._titled
        )

    def show_read_only(self, *, read_only: bool) -> None:
        """Take away what a finished session cannot do."""
        self.step_back.setVisible(not read_only)
        self.singly.setVisible(not read_only)
        self._fit()

    def _fit(self) -> None:
        """Give the phases their names first, then what is undone, on the button itself, what room is left."""
        self.singly.setText(f" {say(_SINGLY)}")
        self.step_back.setText(f" {say(_STEP_BACK)}")
        self._say(self._says)
        spare = self.width() - self._row.sizeHint().width()
        if spare < 0:
            _without_words(self.singly, say(_SINGLY))
        if self._row.minimumSize().width() > self.width():
            _without_words(self.step_back, say(_STEP_BACK))
        if (over := self._row.minimumSize().width() - self.width()) > 0:
            room = self.primary.fontMetrics().horizontalAdvance(self._says) - over - _SPARE
            self._say(self.primary.fontMetrics().elidedText(self._says, Qt.TextElideMode.ElideRight, room))
        metrics = self.step_back.fontMetrics()
        room = spare - metrics.horizontalAdvance(": ") - _SPARE
        if not self._undoes or room < min(self._theme.px(_LEAST_NAME), metrics.horizontalAdvance(self._undoes)):
            return
        name = metrics.elidedText(self._undoes, Qt.TextElideMode.ElideRight, min(room, self._theme.px(_LONGEST_NAME)))
        words = say("Step &back: {step}", step=name.replace("&", "&&"))
        self.step_back.setText(f" {words}")

    def _say(self, words: str) -> None:
        self.primary.setText(f" {words.replace('&', '&&')}")

    def minimumSizeHint(self) -> QSize:
        """Return the room in which everything is said short."""
        return QSize(_LEAST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Name more or less of what a step back undoes."""
        super().resizeEvent(event)
        self._fit()


def _without_words(act: Button, words: str) -> None:
    """Leave a button its icon alone; its letter presses it all the same."""
    act.setText("")
    act.setShortcut(QKeySequence.mnemonic(words))


def _below_the_turn(clock: Clockwork) -> str:
    """Return what is worth knowing below "Month 1 of 3": the date, or how long the turn is, or that it is the last."""
    if clock.ending:
        return say("Play is over")
    if clock.scenario_date:
        return clock.scenario_date
    if not clock.turn:
        return counted(clock.turns, clock.turn_word)
    if clock.turn == clock.turns > 1:
        return say("The last {turn}", turn=clock.turn_word)
    if not clock.minutes:
        return ""
    told = f"{clock.minutes:g}"
    return say_count(int(clock.minutes), "{minutes} minutes planned", "{minutes} minutes planned", minutes=told)
