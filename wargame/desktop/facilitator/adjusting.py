"""Changing a proposed ruling, in place: every change needs a reason, and is checked while it is typed."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from wargame.desktop import text
from wargame.desktop.buttons import button
from wargame.desktop.facilitator.form import Form
from wargame.desktop.facilitator.modifying import FALLEN, Weighable, amount, choices, weighable, wrong_amount
from wargame.desktop.facilitator.sentence_check import judge
from wargame.desktop.facilitator.telling import audiences, can_be_told, named_in, stranger_in
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
    PEOPLE,
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
from wargame.review.names import number, opening

if TYPE_CHECKING:
    from wargame.desktop.style import Theme
    from wargame.exercise.definition import Exercise


class Way(StrEnum):
    """The ways to change a ruling."""

    OUTCOME = "Choose outcome"
    STRIKE = "Strike a line"
    ADD = "Add an effect"
    DECIDE = "Decide otherwise"
    WAIVE = "Let it pass"
    LAPSE = "Let it lapse"
    DICE = "Type dice"
    REROLL = "Roll again"
    MODIFIER = "Change a modifier"
    EXTRA = "Add a modifier"
    TELL = "Who learns of it"


OVERRIDES = (
    Way.OUTCOME, Way.MODIFIER, Way.EXTRA, Way.STRIKE, Way.ADD, Way.TELL, Way.DECIDE, Way.WAIVE, Way.LAPSE
)  # fmt: skip
_LARGE = 130
"""Per cent of the usual size of text from which on the ways stand in a list: as buttons there is no room for them."""
_NO_REASON = "A reason is needed."
_LOTS = {"success": 1, "failure": 0}
_ICONS = {
    Way.OUTCOME: "crosshair", Way.STRIKE: "minus", Way.ADD: "plus", Way.DECIDE: "scale", Way.WAIVE: "check",
    Way.LAPSE: "ban", Way.MODIFIER: "sliders-horizontal", Way.EXTRA: "plus", Way.TELL: "eye",
}  # fmt: skip
_HINTS = {
    Way.STRIKE: "Which line is left out", Way.OUTCOME: "Which outcome it has", Way.REROLL: "Which roll",
    Way.DICE: "Which roll", Way.DECIDE: "How it is decided", Way.MODIFIER: "Which modifier",
    Way.TELL: "Who learns of it",
}  # fmt: skip


_TYPED = {
    Way.ADD: ("Effect", "tension +1 after 1 turn"), Way.DICE: ("Faces of the dice", "4 3"),
    Way.EXTRA: ("Modifier", "+1"), Way.TELL: ("Actors", "Names, with commas between"),
}  # fmt: skip
"""What is typed: its name, and an example."""
_WHY = {Way.DICE: "Reason (not needed for dice)", Way.EXTRA: "Because …; it is read out with the odds"}


def possible_ways(ruling: Ruling, weighed: Weighable | None = None) -> tuple[Way, ...]:
    """Return the ways in which this ruling can be changed; `weighed` is its roll whose dice have not fallen."""
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
        Way.DICE: any(_is_thrown(roll) for roll in ruling.rolls),
        Way.REROLL: any(_is_thrown(roll) for roll in ruling.rolls),
        Way.MODIFIER: weighed is not None and bool(choices(weighed)),
        Way.EXTRA: weighed is not None,
        Way.TELL: can_be_told(ruling),
    }
    return tuple(way for way, possible in found.items() if possible)


def _is_thrown(roll: Rolled | Chanced) -> bool:
    return roll.source != PEOPLE


def _faces(typed: str) -> tuple[int, ...]:
    """Return the faces typed; of lots, 1 for each success and 0 for each failure."""
    return tuple(_LOTS.get(face.casefold(), -1) if not face.isdecimal() else int(face) for face in _typed(typed))


def _typed(typed: str) -> list[str]:
    return typed.replace(",", " ").split()


def _wrong_lots(typed: str, count: int, success: int, failure: int) -> str:
    faces = _faces(typed)
    hits = faces.count(1)
    if len(faces) == count == hits + faces.count(0) and hits <= success and count - hits <= failure:
        return ""
    return f"Type {count} of: success, failure (or 1 and 0). There are {success} and {failure} of them."


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
        self._way = Way.ADD
        self._title = text.label("", "section")
        self._buttons = {way: button(theme, way.value, _ICONS[way], "choice", "small") for way in OVERRIDES}
        for way, chooser in self._buttons.items():
            chooser.setCheckable(True)
            chooser.clicked.connect(lambda _checked, way=way: self._take_way(way))
        self._ways = flow(*self._buttons.values(), gap=6)
        self._theme = theme
        self.way_list = Chooser()
        self.way_list.setAccessibleName("What is changed")
        self.way_list.activated.connect(lambda _place: self._take_way(Way(self.way_list.currentText())))
        self.which = Chooser()
        self.what = line_field("Effect", "tension +1")
        self.why = line_field("Reason", "Why, in one sentence; it is kept in the log")
        self._fallen = text.label(FALLEN, "caption", wrap=True)
        self._problem = text.label("", "bad", wrap=True)
        self.apply = button(theme, "Apply", "check", "soft", "small")
        self.leave = button(theme, "Leave as it is", "", "ghost", "small")
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

        `covered`: the dice of its first roll have not fallen, so that its modifiers can be changed.
        """
        self._ruling = None  # nothing is judged before the fields are those of this ruling
        self.what.clear()
        self.why.clear()
        self._ruling, self._weighed = ruling, weighable(self._exercise, ruling, covered=covered)
        ways = possible_ways(ruling, self._weighed)
        thrown = any(_is_thrown(roll) for roll in ruling.rolls)
        self._fallen.setVisible(way is None and thrown and self._weighed is None)
        large = self._theme.px(100) > _LARGE
        self._ways.setVisible(way is None and not large)
        self.way_list.setVisible(way is None and large)
        self.way_list.clear()
        self.way_list.addItems([choice.value for choice in OVERRIDES if choice in ways])
        for choice, chooser in self._buttons.items():
            chooser.setVisible(choice in ways)
        self._title.setText((way.value if way else "Override").upper())
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
        self.way_list.setCurrentText(way.value)
        self.which.blockSignals(True)
        self.which.clear()
        self.which.setAccessibleName(_HINTS.get(way, ""))
        for words, value in self._choices():
            self.which.addItem(words, value)
        self.which.blockSignals(False)
        alone = way in {Way.DICE, Way.REROLL} and self.which.count() == 1
        self.which.setVisible(self.which.count() > 0 and not alone)
        name, example = _TYPED.get(way, _TYPED[Way.ADD])
        self._show_what()
        self.what.setAccessibleName(name)
        self.what.setPlaceholderText(example)
        self.why.setPlaceholderText(_WHY.get(way, "Why, in one sentence; it is kept in the log"))
        self._judge()

    def _choices(self) -> list[tuple[str, object]]:
        ruling = self._ruling
        if ruling is None:
            return []
        if self._way is Way.STRIKE:
            return self._lines(ruling)
        if self._way is Way.MODIFIER:
            return choices(self._weighed) if self._weighed is not None else []
        if self._way is Way.TELL:
            return audiences(self._exercise, ruling)
        if self._way is Way.DECIDE:
            fitting = ways_for(self._exercise, ruling)
            return [(opening(f"decided {way_text(self._exercise, way)}"), way) for way in fitting]
        found: list[tuple[str, object]] = []
        for place, roll in enumerate(ruling.rolls, 1):
            many = f"Roll {place}: " if len(ruling.rolls) > 1 else ""
            if self._way is Way.OUTCOME:
                shares = roll.odds if isinstance(roll, Rolled) else ()
                names = [share.outcome for share in shares] or ["yes", "no"]
                found += [(f"{many}{name}", (place, name)) for name in names]
            elif self._way in {Way.REROLL, Way.DICE} and _is_thrown(roll):
                now = f"{roll.dice} = {number(roll.total)}" if isinstance(roll, Rolled) else "chance"
                found.append((f"{many}{now}", place))
        return found

    @staticmethod
    def _lines(ruling: Ruling) -> list[tuple[str, object]]:
        found: list[tuple[str, object]] = []
        for finding in ruling.findings:
            if isinstance(finding, Started) and finding.kind in {"step", "inject", "trigger"} and finding.name:
                found.append((f"All of: {finding.name}", finding.path))
            elif isinstance(finding, Applied) and not finding.by_hand:
                found.append((finding.text, finding.path))
            elif isinstance(finding, Decided):
                said = enumerate(finding.arguments, start=1)
                found += [(f"Argument: {one.text}", f"arguments/{place}") for place, one in said if not one.struck]
        return found

    def _missing(self) -> str:
        """Return what is still to be done before the change can be made, in a sentence; empty when nothing."""
        typed, reason = self.what.text().strip(), self.why.text().strip()
        if self._way is Way.ADD:
            if not typed:
                return "Write the effect as the rulebook would."
            problem = judge([typed], self._exercise, self._bound(), self.turn).problem
            if problem:
                return problem
        if self._way is Way.DICE:
            return self._wrong_dice(typed)
        if wrong := self._wrong_words(typed):
            return wrong
        return "" if reason else _NO_REASON

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
        if not isinstance(roll, Rolled | Chanced):
            return "There are no dice in this ruling."
        if isinstance(roll, Rolled) and roll.lots is not None:
            return _wrong_lots(typed, len(roll.faces), *roll.lots)
        count, _, sides = (roll.dice if isinstance(roll, Rolled) else "1d100").partition("d")
        faces = typed.replace(",", " ").split()
        if len(faces) == int(count) and all(face.isdecimal() and 1 <= int(face) <= int(sides) for face in faces):
            return ""
        return f"Type {count} {'number' if count == '1' else 'numbers'} from 1 to {sides}."

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
                return TakeDice(chosen, _faces(self.what.text()), reason)
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
        self._problem.setProperty("role", "caption" if missing in {"", _NO_REASON} else "bad")
        restyle(self._problem)
        text.tooltip(self.apply, missing)

    def _apply(self) -> None:
        made = self.adjustment()
        if made is not None:
            self.adjusted.emit(made)
