"""One inject in the queue: its headline and state, and everything about it when it is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from wargame.desktop import text
from wargame.desktop.buttons import button, icon_button
from wargame.desktop.chips import Chip
from wargame.desktop.facilitator.inject_parts import (
    attachment,
    recipients,
    section,
    shown_time,
    source_words,
    titled,
    what_it_does,
)
from wargame.desktop.flow import flow
from wargame.desktop.layout import bare, column, framed, row
from wargame.desktop.marks import Glyph
from wargame.exercise import punctuation
from wargame.review import names
from wargame.translation import phrase, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from PySide6.QtGui import QFocusEvent, QKeyEvent

    from wargame.desktop.style import Theme
    from wargame.exercise.definition import Exercise
    from wargame.referee.views import InjectLine
    from wargame.review.injects import InjectStep, Outlook

_STATUS = {
    "delivered": (phrase("delivered"), "ok", "check"),
    "skipped": (phrase("skipped"), "neutral", "ban"),
    "put off": (phrase("put off"), "neutral", "hourglass"),
    "planned": (phrase("planned"), "accent", "clock"),
}
"""What is said of an inject that stands so, and how its chip is marked."""
_LONGEST_CHIP = 22
_FAR = 10_000
"""More cards than any exercise has injects."""
_WALK = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Home: -_FAR, Qt.Key.Key_End: _FAR}


class InjectCard(QFrame):
    """A card that takes the keyboard: the arrow keys go on, Return opens it, a letter does something with it."""

    deliver_wanted = Signal(str)
    skip_wanted = Signal(str)
    later_wanted = Signal(str)
    back_wanted = Signal()
    """Step back from what was last done with it."""
    walked = Signal(int)
    """Go to the next card (1) or the one before (-1)."""
    chosen = Signal(str)
    """The keyboard is on it."""

    def __init__(
        self,
        theme: Theme,
        exercise: Exercise,
        line: InjectLine,
        steps: Sequence[InjectStep] = (),
        *,
        outlook: Callable[[str], Outlook] | None = None,
        can: bool = False,
        last: bool = False,
    ) -> None:
        """`outlook` says what it would do. `can`: something can be done with it now; otherwise it is only read.

        `last`: what was done with it is the last thing done, so that it can be stepped back from here.
        """
        super().__init__()
        self.line = line
        self.told = (line, tuple(steps), can, last)
        """All that the card is made of, but for the situation."""
        self._theme, self._exercise, self._steps, self._last = theme, exercise, steps, last
        self._outlook, self._can = outlook, can
        self._to_come = line.status in {"planned", "put off"}
        self.setProperty("role", "inject")
        self.setProperty("marked", "true" if line.due_now else "false")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.chip = self._status_chip()
        self.opener = icon_button(theme, "chevron-down", say("More about {headline}", headline=line.headline))
        self.opener.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.opener.clicked.connect(self.toggle)
        number = text.label(f"{line.number}" if line.number else "+", "caption-strong")
        head = row(number, text.label(line.headline, "strong", wrap=True), self.opener, gap=8)
        head.setStretch(1, 1)
        optional = not line.must and self._to_come
        below = row(recipients(theme, exercise, line.to, optional=optional), self.chip, gap=6)
        below.setStretch(0, 1)
        self._more: QWidget | None = None
        self._column = column(head, below, gap=4, margins=(11, 7, 7, 9))
        self.setLayout(self._column)
        named = say("Inject {number}", number=line.number) if line.number else say("Inject made up")
        status = say("due now") if line.due_now else say(_STATUS[line.status][0])
        self.setAccessibleName(punctuation.titled(f"{named}, {status}", line.headline))

    def toggle(self) -> None:
        """Open or close the details."""
        self.open(wanted=not self.opened)

    @property
    def opened(self) -> bool:
        """Whether the details are shown."""
        return self._more is not None

    def open(self, *, wanted: bool) -> None:
        """Show the details as they are now, or put them away."""
        if self._more is not None and not wanted:
            self._more.hide()
            self._more.deleteLater()
            self._more = None
        elif self._more is None and wanted:
            self._more = bare(column(*self._details(), gap=6, margins=(0, 4, 4, 0)))
            self._column.addWidget(self._more)
        self.opener.show_icon("chevron-up" if wanted else "chevron-down")

    def tell_anew(self) -> None:
        """Tell the details in the situation as it is now, if they are shown."""
        if self.opened:
            self.open(wanted=False)
            self.open(wanted=True)

    # -- what stands on it -----------------------------------------------------------------------------------------

    def _status_chip(self) -> Chip:
        line = self.line
        said, tone, icon = _STATUS[line.status]
        status = say(said)
        words = names.opening(status)
        if line.due_now:
            words, tone, icon = say("Due now"), "warn", "bell"
        elif line.status == "put off":
            words = say("Put off to {turn} {number}", turn=self._exercise.label("turn"), number=line.deferred)
        elif line.status == "planned":
            due = line.due or say("when a rule brings it")
            words = names.opening(due)
        chip = Chip(self._theme, words if len(words) <= _LONGEST_CHIP else say("If …"), tone, icon)
        text.tooltip(chip, punctuation.titled(status, line.due) if line.due else status)
        return chip

    def _details(self) -> Iterator[QWidget]:
        line = self.line
        source = source_words(line)
        if source:
            yield text.label(source, "caption", wrap=True)
        if line.text:
            yield text.label(line.text, "body", wrap=True)
        if line.read_aloud:
            yield framed(column(*section(say("Read aloud"), line.read_aloud), gap=4, margins=(10, 8, 10, 8)), "box")
        if self._to_come:
            yield from self._acts()
            yield from self._plan()
        for title, words in ((say("A good team does"), line.expected), (say("By that one sees it"), line.success),
                             (say("If the table is stuck, ask"), line.hint)):  # fmt: skip
            yield from section(title, words)
        if line.red_flag:
            yield titled(say("Red flag"))
            warning = row(Glyph(self._theme, "flag", "bad", 14), text.label(line.red_flag, "body", wrap=True), gap=6)
            warning.setStretch(1, 1)
            yield bare(warning)
        yield from section(say("To discuss afterwards"), "\n".join(f"· {question}" for question in line.questions))
        yield from section(say("Serves"), line.objective)
        if line.attachment:
            yield titled(say("Attached"))
            yield attachment(line)
        yield from self._past()

    def _plan(self) -> Iterator[QWidget]:
        line = self.line
        due = line.due or say("when a rule brings it")
        must = say("has to come") if line.must else say("may be left out when time is short")
        yield from section(say("Planned"), f"{names.opening(due)} · {must}")
        if not line.needs_hold:
            words = say(
                "Its condition does not hold now: {condition}. In the course of play it would be skipped; "
                "delivered by hand it comes all the same.",
                condition=line.needs,
            )
            yield text.label(words, "warn", wrap=True)
        if self._outlook is not None:
            yield from what_it_does(self._theme, self._outlook(line.inject))

    def _acts(self) -> Iterator[QWidget]:
        if not self._can:
            return
        name = self.line.inject
        self.deliver = button(self._theme, say("Deliver…"), "send", "soft", "small")
        self.skip = button(self._theme, say("Skip…"), "ban", "ghost", "small")
        self.later = button(self._theme, say("Later…"), "hourglass", "ghost", "small")
        for made, words, wanted in (
            (self.deliver, say("See what goes out, then deliver it (D; Ctrl+D for the next one)"), self.deliver_wanted),
            (self.skip, say("Pass it over, with a reason (S)"), self.skip_wanted),
            (self.later, say("Put it off, with a reason (L)"), self.later_wanted),
        ):
            text.tooltip(made, words)
            made.clicked.connect(lambda _checked=False, signal=wanted: signal.emit(name))
        yield flow(self.deliver, self.skip, self.later, gap=6)

    def _past(self) -> Iterator[QWidget]:
        if self._steps:
            yield titled(say("So far"))
        for step in self._steps:
            turn = f"{self._exercise.label('turn')} {step.turn}"
            when = " · ".join(part for part in (turn, shown_time(step.time)) if part)
            told = punctuation.titled(step.what, step.reason) if step.reason else step.what
            words = f"{when} — {told}"
            words = words if step.stands else say("{step} (stepped back from)", step=words)
            yield text.label(words, "caption" if step.stands else "small", wrap=True)
        if self._last and self._can:
            self.back = button(self._theme, say("Take it back"), "undo-2", "ghost", "small")
            text.tooltip(self.back, say("Step back from the last thing that was done (Ctrl+Z)"))
            self.back.clicked.connect(self.back_wanted)
            yield flow(self.back)

    # -- Qt --------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk on with the arrow keys, open with Return, do something with a letter."""
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        acts = {Qt.Key.Key_D: self.deliver_wanted, Qt.Key.Key_S: self.skip_wanted, Qt.Key.Key_L: self.later_wanted}
        if not plain:
            super().keyPressEvent(event)
        elif key in _WALK:
            self.walked.emit(_WALK[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and self.hasFocus():
            self.toggle()
        elif key in acts and self._to_come and self._can:
            acts[key].emit(self.line.inject)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard is here."""
        super().focusInEvent(event)
        self.chosen.emit(self.line.inject)
