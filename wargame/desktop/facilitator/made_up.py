"""An inject made up on the spot: a headline is enough; proposed first, like every ruling."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from wargame.desktop import text
from wargame.desktop.buttons import button
from wargame.desktop.facilitator.quick_reasons import Kind
from wargame.desktop.facilitator.reason_field import ReasonField
from wargame.desktop.facilitator.sentence_check import judge
from wargame.desktop.fields import TextArea, line_field
from wargame.desktop.layout import bare, column, row, rule, scrolled
from wargame.desktop.marks import Badge
from wargame.exercise.definition import EVERYBODY
from wargame.translation import say

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from wargame.desktop.facilitator.sentence_check import Judgement
    from wargame.desktop.style import Theme
    from wargame.exercise.definition import Exercise

_BADGE = 20


@dataclass(frozen=True, slots=True)
class MadeUp:
    """What was typed."""

    headline: str
    story: str
    to: tuple[str, ...]
    means: str
    sender: str
    sentences: tuple[str, ...]
    reason: str


class MadeUpForm(QWidget):
    """Headline, text, recipients, means, sender, effects, reason; only the headline is needed."""

    made = Signal(object)
    """The MadeUp."""
    left = Signal()

    def __init__(self, theme: Theme, exercise: Exercise) -> None:
        super().__init__()
        self._exercise = exercise
        self.turn = 1
        """The turn in play: what would fall due after the last is remarked on."""
        self.headline = line_field(say("Headline"), say("What happens, in one line"))
        self.story = TextArea(say("Text"), say("What they read under it"), lines=3)
        self.everybody = QCheckBox(say("Everybody"))
        self.everybody.setChecked(True)
        self.to = {actor.id: QCheckBox(actor.name) for actor in exercise.actors.values()}
        self.means = line_field(say("Means", context="by what an inject comes"), say("Press clip, cable, phone call …"))
        self.source = line_field(say("Sender"), say("Whom it is from"))
        self.effects = TextArea(say("Effects"), say("One effect a line, as in the rulebook:\ntension +1"), lines=2)
        self.why = ReasonField(theme, say("Reason"), say("Why you bring it, if it is worth a word"), Kind.BROUGHT)
        self._problem = text.label("", "bad", wrap=True)
        self._remark = text.label("", "caption", wrap=True)
        self.propose = button(theme, say("Propose"), "gavel", "soft", "small")
        self.leave = button(theme, say("Leave"), "", "ghost", "small")
        self._lay_out(theme)
        self._introduce()
        self._judge()
        self.setAccessibleName(say("An inject made up on the spot"))

    def open(self) -> None:
        """Put the keyboard on the headline; what was typed before and not used still stands."""
        self.headline.setFocus()

    def clear(self) -> None:
        """Forget what was typed: it has been proposed."""
        for field in (self.headline, self.story, self.means, self.source, self.effects, self.why):
            field.clear()
        self.everybody.setChecked(True)

    def inject(self) -> MadeUp:
        """Return what was typed."""
        chosen = tuple(actor for actor, box in self.to.items() if box.isChecked())
        return MadeUp(
            headline=self.headline.text().strip(),
            story=self.story.toPlainText().strip(),
            to=(EVERYBODY,) if self.everybody.isChecked() else chosen,
            means=self.means.text().strip(),
            sender=self.source.text().strip(),
            sentences=tuple(line.strip() for line in self.effects.toPlainText().splitlines() if line.strip()),
            reason=self.why.text().strip(),
        )

    # -- making ----------------------------------------------------------------------------------------------------

    def _lay_out(self, theme: Theme) -> None:
        people = column(self.everybody, gap=4)
        for slot, (actor, box) in enumerate(self.to.items()):
            known = self._exercise.actors[actor]
            line = row(Badge(theme, slot, known.monogram, known.name, _BADGE), box, gap=8)
            line.setStretch(1, 1)
            people.addLayout(line)
        whence = row(self.means, self.source, gap=6)
        fields = column(
            text.label(say("An inject made up on the spot"), "title"), self.headline, self.story,
            text.label(say("To", context="those who get an inject"), "section"), people,
            text.label(say("By what, and from whom"), "section"), whence,
            text.label(say("What it does"), "section"), self.effects, self._problem, self._remark,
            self.why, None, gap=8, margins=(14, 12, 12, 12),
        )  # fmt: skip
        foot = row(None, self.leave, self.propose, gap=6, margins=(12, 8, 12, 10))
        whole = column(scrolled(bare(fields), say("An inject made up on the spot")), rule(), foot, gap=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def _introduce(self) -> None:
        for field in (self.headline, self.story, self.effects):
            field.textChanged.connect(self._judge)
        self.everybody.toggled.connect(self._for_everybody)
        for box in self.to.values():
            box.toggled.connect(self._for_some)
        self.propose.clicked.connect(self._propose)
        self.leave.clicked.connect(self.left)

    # -- inside ----------------------------------------------------------------------------------------------------

    def _for_everybody(self, on: bool) -> None:  # noqa: FBT001 -- Qt says it so
        if on:
            for box in self.to.values():
                box.setChecked(False)
        self._judge()

    def _for_some(self, on: bool) -> None:  # noqa: FBT001 -- the same
        if on:
            self.everybody.setChecked(False)
        self._judge()

    def _judgement(self) -> Judgement:
        made = self.inject()
        told = f"{made.headline} {made.story}" if EVERYBODY in made.to else ""
        return judge(made.sentences, self._exercise, {}, self.turn, told)

    def _judge(self) -> None:
        made, judged = self.inject(), self._judgement()
        missing = judged.problem
        if not missing and not made.headline:
            missing = say("A headline is needed.")
        elif not missing and not made.to:
            missing = say("Somebody has to get it.")
        self._remark.setText(f"{judged.remark}." if judged.remark else "")
        self._remark.setVisible(bool(judged.remark))
        self.propose.setEnabled(not missing)
        text.tooltip(self.propose, missing or say("See what follows from it, then commit it (Ctrl+Return)"))
        touched = bool(made.headline or made.story or made.sentences)
        self._problem.setText(missing if touched else "")
        self._problem.setVisible(touched and bool(missing))

    def _propose(self) -> None:
        if self.propose.isEnabled():
            self.made.emit(self.inject())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts the form away; what was typed stays in it. Return in a line proposes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._propose()
        else:
            super().keyPressEvent(event)
