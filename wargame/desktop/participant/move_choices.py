"""What is chosen with a move: whom or what it is aimed at, how far it goes, by which way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from wargame.desktop.buttons import button
from wargame.desktop.flow import flow
from wargame.desktop.layout import bare, column
from wargame.desktop.participant.choices import Choice, Choices
from wargame.desktop.participant.terms import LevelBox
from wargame.desktop.text import label
from wargame.translation import say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from wargame.desktop.style import Theme
    from wargame.referee.views import MoveOffer, ParameterLine


def target_field(theme: Theme, offer: MoveOffer, target: str, aim: Callable[[str], None]) -> QWidget:
    """Return the targets a move may be aimed at, one of them chosen."""
    if offer.targets:
        return _titled(offer.target_title or say("Addressed to"), _actors(theme, offer, target, aim))
    title = offer.target_title or say("Which agreement")
    choices = Choices(theme, title, [Choice(thing, name) for thing, name in offer.things], target)
    choices.chosen.connect(aim)
    return _titled(title, choices)


class Parameters(QWidget):
    """The parameters of a move, each with what is chosen or usual."""

    changed = Signal(dict)
    """Parameter → what is chosen: those that differ from the usual."""

    def __init__(self, theme: Theme, offer: MoveOffer, choices: Mapping[str, str]) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self.fields: dict[str, Choices | LevelBox] = {}
        self._usual = {line.parameter: line.usual for line in offer.parameters}
        self._chosen = {line.parameter: _fitting(line, choices) for line in offer.parameters}
        self.setLayout(column(*(self._field(theme, line) for line in offer.parameters), gap=12))

    @property
    def choices(self) -> dict[str, str]:
        """Parameter → what is chosen, where that is not the usual."""
        return {name: value for name, value in self._chosen.items() if value != self._usual[name]}

    def _field(self, theme: Theme, line: ParameterLine) -> QWidget:
        chosen = self._chosen[line.parameter]
        if line.options:
            options = [Choice(value, name) for value, name in line.options]
            choices = self.fields[line.parameter] = Choices(theme, line.name, options, chosen)
            choices.chosen.connect(lambda value: self._choose(line.parameter, value))
            return _titled(line.name, choices)
        box = self.fields[line.parameter] = LevelBox(line.name, line.low, line.high, int(chosen))
        box.valueChanged.connect(lambda value: self._choose(line.parameter, str(value)))
        return _titled(line.name, box.with_steps(theme))

    def _choose(self, parameter: str, value: str) -> None:
        self._chosen[parameter] = value
        self.changed.emit(self.choices)


def _actors(theme: Theme, offer: MoveOffer, target: str, aim: Callable[[str], None]) -> QWidget:
    group, buttons = QButtonGroup(), []
    for actor in offer.targets:
        made = button(theme, f" {actor.name}", "", "choice", "small")
        made.setAccessibleName(actor.name)
        made.setIcon(theme.badge(actor.slot, actor.monogram, 16))
        made.setCheckable(True)
        made.setChecked(actor.actor == target)
        made.clicked.connect(lambda _checked=False, wanted=actor.actor: aim(wanted))
        group.addButton(made)
        buttons.append(made)
    field = flow(*buttons, gap=6)
    group.setParent(field)  # it lives as long as its buttons are shown
    return field


def _titled(title: str, field: QWidget) -> QWidget:
    return bare(column(label(title, "caption-strong"), field, gap=4))


def _fitting(line: ParameterLine, choices: Mapping[str, str]) -> str:
    """Return what was chosen before, if this parameter still offers it."""
    value = choices.get(line.parameter, line.usual)
    if line.options:
        return value if value in dict(line.options) else line.usual
    return value if value.lstrip("-").isdecimal() and line.low <= int(value) <= line.high else line.usual
