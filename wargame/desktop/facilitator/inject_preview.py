"""What goes out, before it goes out: the text, to whom, from whom, and what it would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from wargame.desktop import text
from wargame.desktop.buttons import button
from wargame.desktop.facilitator.inject_parts import (
    attachment,
    named_recipients,
    section,
    source_words,
    titled,
    what_it_does,
)
from wargame.desktop.facilitator.quick_reasons import Kind
from wargame.desktop.facilitator.reason_field import ReasonField
from wargame.desktop.flow import flow
from wargame.desktop.layout import column, empty, framed, rule, scrolled
from wargame.exercise.definition import EVERYBODY
from wargame.translation import say

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from wargame.desktop.style import Theme
    from wargame.exercise.definition import Exercise
    from wargame.referee.views import InjectLine
    from wargame.review.injects import Outlook


class InjectPreview(QWidget):
    """One inject, as it would be delivered; Return delivers it, Escape leaves it."""

    decided = Signal(str, str, bool)
    """The inject, why it is delivered now (or ""), and whether the wall shows it at once."""
    left = Signal()

    def __init__(self, theme: Theme, exercise: Exercise) -> None:
        super().__init__()
        self._theme, self._exercise = theme, exercise
        self.inject = ""
        """The inject that is shown; "" when none is."""
        self._list = column(gap=6)
        inside = QWidget()
        inside.setLayout(column(self._list, None, margins=(14, 12, 12, 12)))
        self._area = scrolled(inside, say("Before it is delivered"))
        self.why = ReasonField(theme, say("Why now"), say("Why now, if it is worth a word"), Kind.BROUGHT)
        self.deliver = button(theme, say("Deliver"), "send", "soft", "small")
        self.on_wall = button(theme, say("Deliver and show &on the wall"), "monitor", "", "small")
        self.leave = button(theme, say("Leave"), "", "ghost", "small")
        text.tooltip(self.deliver, say("Return, or Ctrl+D once more"))
        text.tooltip(self.on_wall, say("It reaches its recipients, and the wall shows it at once (Shift+Return)"))
        self.deliver.clicked.connect(lambda: self.decide(show=False))
        self.on_wall.clicked.connect(lambda: self.decide(show=True))
        self.leave.clicked.connect(self.left)
        foot = column(self.why, flow(self.deliver, self.on_wall, self.leave, gap=6), gap=8, margins=(12, 8, 12, 10))
        whole = column(self._area, rule(), foot, gap=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        self.setAccessibleName(say("Before it is delivered"))

    def show_inject(self, line: InjectLine, outlook: Outlook, *, drops: str = "") -> None:
        """Show what would go out; `drops` says what is lost of an open ruling by delivering it now."""
        self.inject = line.inject
        self.why.clear()
        empty(self._list)
        for part in self._parts(line, outlook, drops):
            self._list.addWidget(part)
        verb = say("Propose") if outlook.open else say("Deliver")
        self.deliver.setText(f" {verb}")
        self.deliver.setAccessibleName(verb)
        self.on_wall.setVisible(EVERYBODY in line.to and not outlook.open)
        self._area.verticalScrollBar().setValue(0)
        self.deliver.setFocus()

    def decide(self, *, show: bool) -> None:
        """Deliver what is shown."""
        if self.inject:
            self.decided.emit(self.inject, self.why.text().strip(), show and not self.on_wall.isHidden())

    def _parts(self, line: InjectLine, outlook: Outlook, drops: str) -> list[QWidget]:
        named = say("Inject {number} · before it is delivered", number=line.number)
        parts: list[QWidget] = [text.label(named, "caption")]
        if drops:
            parts.append(text.label(drops, "warn", wrap=True))
        if not line.needs_hold:
            unmet = say("Its condition does not hold now: {condition}", condition=line.needs)
            parts.append(text.label(unmet, "warn", wrap=True))
        goes: list[QWidget] = [text.label(line.headline, "title", wrap=True)]
        source = source_words(line)
        if source:
            goes.insert(0, text.label(source, "caption", wrap=True))
        if line.text:
            goes.append(text.label(line.text, "body", wrap=True))
        if line.attachment:
            goes += [titled(say("Attached")), attachment(line)]
        letter = framed(column(*goes, gap=4, margins=(12, 10, 12, 10)), "box", line.headline)
        parts += [
            titled(say("Goes to")), named_recipients(self._theme, self._exercise, line.to),
            titled(say("They read")), letter,
            *section(say("You read aloud"), line.read_aloud),
            *what_it_does(self._theme, outlook),
        ]  # fmt: skip
        if outlook.open:
            told = say("It is proposed first: the dice, or an answer, come in the ruling. Then commit it.")
            parts.append(text.label(told, "quiet", wrap=True))
        return [*parts, *section(say("A good team does"), line.expected), *section(say("Red flag"), line.red_flag)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return delivers, with Shift on the wall too; Escape leaves."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.decide(show=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
