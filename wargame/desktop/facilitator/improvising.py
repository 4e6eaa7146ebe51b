"""Something else happens: what the rulebook does not know, with effects in its own sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from wargame.desktop import text
from wargame.desktop.buttons import button
from wargame.desktop.facilitator.form import Form
from wargame.desktop.facilitator.quick_reasons import Kind
from wargame.desktop.facilitator.reason_field import ReasonField
from wargame.desktop.facilitator.sentence_check import judge
from wargame.desktop.fields import Chooser, TextArea, line_field
from wargame.desktop.layout import column, row
from wargame.translation import say

if TYPE_CHECKING:
    from wargame.desktop.facilitator.sentence_check import Judgement
    from wargame.desktop.style import Theme
    from wargame.exercise.definition import Exercise


class ImproviseForm(Form):
    """Who, what, the effects, and why; proposed first, like every ruling."""

    improvised = Signal(str, str, object, str)
    """Actor ("" for the white cell), what happens, tuple of sentences, reason."""

    def __init__(self, theme: Theme, exercise: Exercise) -> None:
        super().__init__()
        self._exercise = exercise
        self.turn = 1
        """The turn in play: what would fall due after the last is remarked on."""
        self.who = Chooser()
        self.who.setAccessibleName(say("Who does it"))
        self.who.addItem(say("Nobody in particular"), "")
        for actor in exercise.actors.values():
            self.who.addItem(actor.name, actor.id)
        self.what = line_field(say("What happens"), say("What happens, in one sentence"))
        self.effects = TextArea(say("Effects"), say("One effect a line, as in the rulebook:\ntension +1"), lines=3)
        hint = say("Why it is allowed, if it is worth a word")
        self.why = ReasonField(theme, say("Reason"), hint, Kind.IMPROVISED)
        self._problem = text.label("", "bad", wrap=True)
        self._remark = text.label("", "caption", wrap=True)
        self.propose = button(theme, say("Propose"), "gavel", "soft", "small")
        leave = button(theme, say("Leave"), "", "ghost", "small")
        self.who.currentIndexChanged.connect(self._judge)
        self.what.textChanged.connect(self._judge)
        self.why.textChanged.connect(self._judge)
        self.effects.textChanged.connect(self._judge)
        self.propose.clicked.connect(self._propose)
        leave.clicked.connect(self.put_away)
        acts = row(None, leave, self.propose, gap=6)
        title = text.label(say("Something else happens"), "section")
        self.setLayout(
            column(
                title,
                self.who,
                self.what,
                self.effects,
                self.why,
                self._problem,
                self._remark,
                acts,
                gap=8,
                margins=(12, 10, 12, 10),
            )
        )
        self._judge()
        self.hide()

    def open(self) -> None:
        """Show the form, with what was typed before if it was not used."""
        self.show()
        self.what.setFocus()

    def clear(self) -> None:
        """Forget what was typed: it has been proposed."""
        for field in (self.what, self.why, self.effects):
            field.clear()
        self.hide()

    def sentences(self) -> tuple[str, ...]:
        """Return the effects typed, one a line."""
        return tuple(line.strip() for line in self.effects.toPlainText().splitlines() if line.strip())

    def _missing(self) -> str:
        problem = self._judgement().problem
        if problem:
            return problem
        return "" if self.what.text().strip() else say("Say what happens.")

    def _judgement(self) -> Judgement:
        bound = {"me": str(self.who.currentData() or "")}
        return judge(self.sentences(), self._exercise, bound, self.turn, self.what.text())

    def _judge(self) -> None:
        missing, remark = self._missing(), self._judgement().remark
        self._remark.setText(f"{remark}." if remark else "")
        self._remark.setVisible(bool(remark))
        self.propose.setEnabled(not missing)
        text.tooltip(self.propose, missing)
        touched = bool(self.what.text() or self.sentences() or self.why.text())
        self._problem.setText(missing if touched else "")
        self._problem.setVisible(touched and bool(missing))

    def _propose(self) -> None:
        if not self._missing():
            actor = str(self.who.currentData())
            self.improvised.emit(actor, self.what.text().strip(), self.sentences(), self.why.text().strip())
