"""Changing a proposed ruling, in place: every change needs a reason, and is checked while it is typed."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from wargame.desktop import text
from wargame.desktop.buttons import button
from wargame.desktop.facilitator import roll_choices
from wargame.desktop.facilitator.form import Form
from wargame.desktop.facilitator.modifying import FALLEN, Weighable, amount, choices, of_roll, weighable, wrong_amount
from wargame.desktop.facilitator.quick_reasons import Kind
from wargame.desktop.facilitator.reason_field import ReasonField
from wargame.desktop.facilitator.sentence_check import judge
from wargame.desktop.facilitator.telling import audiences, can_be_told, named_in, stranger_in
from wargame.desktop.facilitator.typed_dice import faces_in, wrong_faces
from wargame.desktop.fields import Chooser, line_field
from wargame.desktop.flow import flow
from wargame.desktop.layout import column, restyle, row
from wargame.referee.adjustment import (
    Add,
    Adjustment,
    ChooseOutcome,
    CountModifier,
    Decide,
    ExtraModifier,
    Lapse,
    Reroll,
    Strike,
    TakeDice,
    Tell,
    Waive,
)
from wargame.referee.checks import bound_in
from wargame.referee.deciding import ways_for
from wargame.referee.ruling import (
    Applied,
    Chanced,
    Decided,
    ImprovisedSubject,
    OrderSubject,
    Rolled,
    Ruling,
    Started,
)
from wargame.review.deciding import way_text
from wargame.translation import phrase, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from wargame.desktop.style import Theme
    from wargame.exercise.definition import Exercise


class Way(StrEnum):
    """The ways to change a ruling."""

    OUTCOME = phrase("Choose outcome")
    STRIKE = phrase("Strike a line")
    ADD = phrase("Add an effect")
    DECIDE = phrase("Decide otherwise")
    WAIVE = phrase("Let it pass")
    LAPSE = phrase("Let it lapse")
    DICE = phrase("Type dice")
    REROLL = phrase("Roll again")
    MODIFIER = phrase("Change a modifier")
    EXTRA = phrase("Add a modifier")
    TELL = phrase("Who learns of it")


OVERRIDES = (
    Way.OUTCOME, Way.MODIFIER, Way.EXTRA, Way.STRIKE, Way.ADD, Way.TELL, Way.DECIDE, Way.WAIVE, Way.LAPSE
)  # fmt: skip
_LARGE = 130
"""Per cent of the usual size of text from which on the ways stand in a list: as buttons there is no room for them."""
_NO_REASON = phrase("A reason is needed.")
_ICONS = {
    Way.OUTCOME: "crosshair", Way.STRIKE: "minus", Way.ADD: "plus", Way.DECIDE: "scale", Way.WAIVE: "check",
    Way.LAPSE: "ban", Way.MODIFIER: "sliders-horizontal", Way.EXTRA: "plus", Way.TELL: "eye",
}  # fmt: skip
_HINTS = {
    Way.STRIKE: phrase("Which line is left out"), Way.OUTCOME: phrase("Which outcome it has"),
    Way.REROLL: phrase("Which roll"), Way.DICE: phrase("Which roll"), Way.DECIDE: phrase("How it is decided"),
    Way.MODIFIER: phrase("Which modifier"), Way.TELL: phrase("Who learns of it"),
}  # fmt: skip


_TYPED = {
    Way.ADD: (phrase("Effect"), "tension +1 after 1 turn"), Way.DICE: (phrase("Faces of the dice"), "4 3"),
    Way.EXTRA: (phrase("Modifier"), "+1"), Way.TELL: (phrase("Actors"), phrase("Names, with commas between")),
}  # fmt: skip
"""What is typed: its name, and an example."""
_WHY = phrase("Why, in one sentence; it is kept in the log")
_WHY_ELSE = {
    Way.DICE: phrase("Reason (not needed for dice)"),
    Way.EXTRA: phrase("Because …; it is read out with the odds"),
}
_KINDS = {
    Way.DICE: Kind.NONE, Way.REROLL: Kind.ROLLED_AGAIN, Way.EXTRA: Kind.MODIFIER, Way.TELL: Kind.TOLD,
    Way.WAIVE: Kind.WAIVED, Way.LAPSE: Kind.LAPSED,
}  # fmt: skip
"""What a reason is given for."""


def possible_ways(ruling: Ruling, weighed: Weighable | None = None, *, covered: bool = False) -> tuple[Way, ...]:
    """Return the ways in which this ruling can be changed; `weighed` is its roll whose dice have not fallen.

    `covered`: that is its last one.
    """
    order = isinstance(ruling.subject, OrderSubject)
    found = {
        Way.OUTCOME: bool(ruling.rolls),
        Way.STRIKE: any(
            isinstance(finding, Applied) or (isinstance(finding, Decided) and finding.arguments)
            for finding in ruling.findings
        ),
        Way.ADD: True,
        Way.DECIDE: ruling.carried_out and isinstance(ruling.subject, OrderSubject | ImprovisedSubject),
        Way.WAIVE: order and any(not check.holds and not check.waived for check in ruling.checks),
        Way.LAPSE: order and ruling.carried_out,
        Way.DICE: bool(roll_choices.dice(ruling, covered=covered)),
        Way.REROLL: bool(roll_choices.thrown(ruling, covered=covered)),
        Way.MODIFIER: weighed is not None and bool(choices(weighed)),
        Way.EXTRA: weighed is not None,
        Way.TELL: can_be_told(ruling),
    }
    return tuple(way for way, possible in found.items() if possible)


class AdjustForm(Form):
    """The form for one change; it stands below the ruling it changes."""

    adjusted = Signal(object)
    """An Adjustment, complete and with its reason."""

    def __init__(self, theme: Theme, exercise: Exercise) -> None:
        super().__init__()
        self._exercise = exercise
        self.turn = 1
        """The turn in play: what would fall due after the last is remarked on."""
        self._ruling: Ruling | None = None
        self._weighed: Weighable | None = None
        self._covered = False
        self._way = Way.ADD
        self._title = text.label("", "section")
        self._buttons = {way: button(theme, say(way.value), _ICONS[way], "choice", "small") for way in OVERRIDES}
        for way, chooser in self._buttons.items():
            chooser.setCheckable(True)
            chooser.clicked.connect(lambda _checked, way=way: self._take_way(way))
        self._ways = flow(*self._buttons.values(), gap=6)
        self._theme = theme
        self.way_list = Chooser()
        self.way_list.setAccessibleName(say("What is changed"))
        self.way_list.activated.connect(lambda _place: self._take_way(Way(self.way_list.currentData())))
        self.which = Chooser()
        self.what = line_field(say("Effect"), "tension +1")
        self.why = ReasonField(theme, say("Reason"), say(_WHY))
        self._fallen = text.label(say(FALLEN), "caption", wrap=True)
        self._problem = text.label("", "bad", wrap=True)
        self.apply = button(theme, say("Apply"), "check", "soft", "small")
        self.leave = button(theme, say("Leave as it is"), "", "ghost", "small")
        self.which.currentIndexChanged.connect(self._judge)
        self.what.textChanged.connect(self._judge)
        self.why.textChanged.connect(self._judge)
        for field in (self.what, self.why):
            field.returnPressed.connect(self._apply)
        self.apply.clicked.connect(self._apply)
        self.leave.clicked.connect(self.put_away)
        acts = row(None, self.leave, self.apply, gap=6)
        self.setLayout(
            column(
                self._title,
                self._ways,
                self.way_list,
                self._fallen,
                self.which,
                self.what,
                self.why,
                self._problem,
                acts,
                gap=8,
                margins=(12, 10, 12, 10),
            )
        )
        self.hide()

    def open_for(
        self, ruling: Ruling, way: Way | None = None, first: Way | None = None, *, covered: bool = False
    ) -> None:
        """Open the form on a ruling: for an override (None, with `first` chosen), or directly for dice or a re-roll.

        `covered`: the dice of its last roll have not fallen, so that its modifiers can be changed.
        """
        self._covered = covered
        self._ruling = None  # nothing is judged before the fields are those of this ruling
        self.what.clear()
        self.why.clear()
        self._ruling, self._weighed = ruling, weighable(self._exercise, ruling, covered=covered)
        ways = possible_ways(ruling, self._weighed, covered=covered)
        thrown = any(roll_choices.is_thrown(roll) for roll in ruling.rolls)
        self._fallen.setVisible(way is None and thrown and self._weighed is None)
        large = self._theme.px(100) > _LARGE
        self._ways.setVisible(way is None and not large)
        self.way_list.setVisible(way is None and large)
        self.way_list.clear()
        for choice in OVERRIDES:
            if choice in ways:
                self.way_list.addItem(say(choice.value), choice.value)
        for choice, chooser in self._buttons.items():
            chooser.setVisible(choice in ways)
        self._title.setText((say(way.value) if way else say("Override")).upper())
        self._take_way(way or first or next(choice for choice in OVERRIDES if choice in ways))
        self.show()
        field = self.which if self.which.isVisibleTo(self) else self.what if self.what.isVisibleTo(self) else self.why
        field.setFocus()

    def adjustment(self) -> Adjustment | None:
        """Return the change as filled in; None while something is missing."""
        return None if self._ruling is None or self._missing() else self._made()

    # -- inside ----------------------------------------------------------------------------------------------------

    def _take_way(self, way: Way) -> None:
        self._way = way
        for choice, chooser in self._buttons.items():
            chooser.setChecked(choice is way)
        self.way_list.setCurrentIndex(self.way_list.findData(way.value))
        self.which.blockSignals(True)
        self.which.clear()
        self.which.setAccessibleName(say(_HINTS[way]) if way in _HINTS else "")
        for words, value in self._choices():
            self.which.addItem(words, value)
        if self._covered and way is Way.DICE:
            self.which.setCurrentIndex(self.which.count() - 1)  # the one that is thrown now
        self.which.blockSignals(False)
        alone = way in {Way.DICE, Way.REROLL} and self.which.count() == 1
        self.which.setVisible(self.which.count() > 0 and not alone)
        name, example = _TYPED.get(way, _TYPED[Way.ADD])
        self._show_what()
        weighed = self._weighed.number if way is Way.EXTRA and self._weighed is not None else 1
        self.what.setAccessibleName(of_roll(weighed, say(name)) if weighed > 1 else say(name))
        self.what.setPlaceholderText(say(example))
        self.why.setPlaceholderText(say(_WHY_ELSE.get(way, _WHY)))
        self.why.offer(_KINDS.get(way, Kind.RULING))
        self._judge()

    def _choices(self) -> list[tuple[str, object]]:
        ruling = self._ruling
        if ruling is None:
            return []
        offers: dict[Way, Callable[[], list[tuple[str, object]]]] = {
            Way.STRIKE: lambda: self._lines(ruling),
            Way.MODIFIER: lambda: choices(self._weighed) if self._weighed is not None else [],
            Way.TELL: lambda: audiences(self._exercise, ruling),
            Way.DECIDE: lambda: self._other_ways(ruling),
            Way.OUTCOME: lambda: roll_choices.outcomes(ruling),
            Way.DICE: lambda: roll_choices.dice(ruling, covered=self._covered),
            Way.REROLL: lambda: roll_choices.thrown(ruling, covered=self._covered),
        }
        return offers[self._way]() if self._way in offers else []

    def _other_ways(self, ruling: Ruling) -> list[tuple[str, object]]:
        fitting = ways_for(self._exercise, ruling)
        return [(say("Decided {way}", way=way_text(self._exercise, way)), way) for way in fitting]

    @staticmethod
    def _lines(ruling: Ruling) -> list[tuple[str, object]]:
        found: list[tuple[str, object]] = []
        for finding in ruling.findings:
            if isinstance(finding, Started) and finding.kind in {"step", "inject", "trigger"} and finding.name:
                found.append((say("All of: {rule}", rule=finding.name), finding.path))
            elif isinstance(finding, Applied) and not finding.by_hand:
                found.append((finding.text, finding.path))
            elif isinstance(finding, Decided):
                said = enumerate(finding.arguments, start=1)
                found += [
                    (say("Argument: {words}", words=one.text), f"arguments/{place}")
                    for place, one in said
                    if not one.struck
                ]
        return found

    def _missing(self) -> str:
        """Return what is still to be done before the change can be made, in a sentence; empty when nothing."""
        typed, reason = self.what.text().strip(), self.why.text().strip()
        if self._way is Way.ADD:
            if not typed:
                return say("Write the effect as the rulebook would.")
            problem = judge([typed], self._exercise, self._bound(), self.turn).problem
            if problem:
                return problem
        if self._way is Way.DICE:
            return self._wrong_dice(typed)
        if wrong := self._wrong_words(typed):
            return wrong
        return "" if reason else say(_NO_REASON)

    def _wrong_words(self, typed: str) -> str:
        """Return what is wrong with a modifier or with names, where such are typed."""
        if self._way is Way.TELL and self.which.currentData() is None:
            return stranger_in(self._exercise, typed)
        return wrong_amount(typed, self._weighed) if self._way is Way.EXTRA and self._weighed is not None else ""

    def _remark(self) -> str:
        """Return what is hardly meant in an effect that can be carried out; empty when nothing is."""
        typed = self.what.text().strip()
        if self._way is not Way.ADD or not typed:
            return ""
        return judge([typed], self._exercise, self._bound(), self.turn).remark

    def _bound(self) -> dict[str, str]:
        return {} if self._ruling is None else bound_in(self._exercise, self._ruling.subject)

    def _wrong_dice(self, typed: str) -> str:
        roll = self._roll()
        if isinstance(roll, Rolled | Chanced):
            return wrong_faces(typed, roll)
        return say("There are no dice in this ruling.")

    def _roll(self) -> object:
        place = self.which.currentData()
        return self._ruling.rolls[place - 1] if self._ruling is not None and isinstance(place, int) else None

    def _made(self) -> Adjustment:  # noqa: PLR0911 -- one kind each
        reason, chosen = self.why.text().strip(), self.which.currentData()
        match self._way:
            case Way.OUTCOME:
                return ChooseOutcome(chosen[0], chosen[1], reason)
            case Way.STRIKE:
                return Strike(chosen, reason)
            case Way.ADD:
                return Add(self.what.text().strip(), reason)
            case Way.DECIDE:
                return Decide(chosen, reason)
            case Way.WAIVE:
                return Waive(reason)
            case Way.LAPSE:
                return Lapse(reason)
            case Way.DICE:
                return TakeDice(chosen, faces_in(self.what.text()), reason)
            case Way.REROLL:
                return Reroll(chosen, reason)
            case Way.MODIFIER | Way.EXTRA | Way.TELL:
                return self._besides(chosen, reason)

    def _besides(self, chosen: object, reason: str) -> CountModifier | ExtraModifier | Tell:
        """Return what is done about a modifier, or who learns of it, with the reason."""
        if self._way is Way.TELL:
            named = named_in(self._exercise, self.what.text())
            return Tell(tuple(chosen) if isinstance(chosen, tuple | list) else named, reason)
        if isinstance(chosen, CountModifier):
            return replace(chosen, reason=reason)
        if isinstance(chosen, ExtraModifier):
            return replace(chosen, because=reason)
        number = self._weighed.number if self._weighed is not None else 1
        return ExtraModifier(number, amount(self.what.text()) or 0, reason)

    def _show_what(self) -> None:
        """Show the line that is typed into, where something is typed."""
        chosen = self._way is Way.TELL and self.which.currentData() is not None
        self.what.setVisible(self._way in _TYPED and not chosen)

    def _judge(self) -> None:
        self._show_what()
        missing = self._missing() if self._ruling is not None else ""
        self.apply.setEnabled(not missing)
        typing = bool(self.what.text().strip()) or not self.what.isVisibleTo(self)
        shown = missing if typing or self._way is Way.DICE else ""
        self._problem.setText(shown or self._remark())
        self._problem.setVisible(bool(self._problem.text()))
        self._problem.setProperty("role", "caption" if missing in {"", say(_NO_REASON)} else "bad")
        restyle(self._problem)
        text.tooltip(self.apply, missing)

    def _apply(self) -> None:
        made = self.adjustment()
        if made is not None:
            self.adjusted.emit(made)
