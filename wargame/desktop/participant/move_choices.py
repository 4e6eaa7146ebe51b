"""What is chosen with a move: whom or what it is aimed at, how far it goes, by which way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QSpinBox, QVBoxLayout, QWidget

from wargame.desktop.buttons import button
from wargame.desktop.flow import flow
from wargame.desktop.layout import bare, column
from wargame.desktop.text import label

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QPushButton

    from wargame.desktop.style import Theme
    from wargame.referee.views import MoveOffer, ParameterLine


def target_field(theme: Theme, offer: MoveOffer, target: str, aim: Callable[[str], None]) -> QWidget:
    """Return the targets a move may be aimed at, one of them chosen."""
    title = offer.target_title or ("Addressed to" if offer.targets else "Which agreement")
    group, buttons = QButtonGroup(), []
    for actor in offer.targets:
        choice = _choice(theme, group, actor.name, chosen=actor.actor == target)
        choice.setText(f" {actor.name}")
        choice.setIcon(theme.badge(actor.slot, actor.monogram, 16))
        choice.clicked.connect(lambda _checked=False, wanted=actor.actor: aim(wanted))
        buttons.append(choice)
    for thing, name in offer.things:
        choice = _choice(theme, group, name, chosen=thing == target)
        choice.clicked.connect(lambda _checked=False, wanted=thing: aim(wanted))
        buttons.append(choice)
    return _titled(title, flow(*buttons, gap=6), group)


class Parameters(QWidget):
    """The parameters of a move, each with what is chosen or usual."""

    changed = Signal(dict)
    """Parameter → what is chosen: those that differ from the usual."""

    def __init__(self, theme: Theme, offer: MoveOffer, choices: Mapping[str, str]) -> None:
        super().__init__()
        self._usual = {line.parameter: line.usual for line in offer.parameters}
        self._chosen = {line.parameter: _fitting(line, choices) for line in offer.parameters}
        self.setLayout(column(*(self._field(theme, line) for line in offer.parameters), gap=12))

    @property
    def choices(self) -> dict[str, str]:
        """Parameter → what is chosen, where that is not the usual."""
        return {name: value for name, value in self._chosen.items() if value != self._usual[name]}

    def _field(self, theme: Theme, line: ParameterLine) -> QWidget:
        chosen = self._chosen[line.parameter]
        if not line.options:
            return self._number(line, int(chosen))
        group, buttons = QButtonGroup(), []
        for value, name in line.options:
            choice = _choice(theme, group, name, chosen=value == chosen)
            choice.setAccessibleName(f"{line.name}: {name}")
            choice.clicked.connect(lambda _checked=False, wanted=value: self._choose(line.parameter, wanted))
            buttons.append(choice)
        return _titled(line.name, flow(*buttons, gap=6), group)

    def _number(self, line: ParameterLine, chosen: int) -> QWidget:
        field = QSpinBox()
        field.setRange(line.low, line.high)
        field.setValue(chosen)
        field.setFixedWidth(120)
        field.setAccessibleName(line.name)
        field.valueChanged.connect(lambda value: self._choose(line.parameter, str(value)))
        made: QVBoxLayout = column(label(f"{line.name}, {line.low} to {line.high}", "caption-strong"), field, gap=4)
        return bare(made)

    def _choose(self, parameter: str, value: str) -> None:
        self._chosen[parameter] = value
        self.changed.emit(self.choices)


def _choice(theme: Theme, group: QButtonGroup, name: str, *, chosen: bool) -> QPushButton:
    made = button(theme, name.replace("&", "&&"), "", "choice", "small")
    made.setAccessibleName(name)
    made.setCheckable(True)
    made.setChecked(chosen)
    group.addButton(made)
    return made


def _titled(title: str, choices: QWidget, group: QButtonGroup) -> QWidget:
    made = bare(column(label(title, "caption-strong"), choices, gap=4))
    group.setParent(made)  # it lives as long as its buttons are shown
    return made


def _fitting(line: ParameterLine, choices: Mapping[str, str]) -> str:
    """Return what was chosen before, if this parameter still offers it."""
    value = choices.get(line.parameter, line.usual)
    if line.options:
        return value if value in dict(line.options) else line.usual
    return value if value.lstrip("-").isdecimal() and line.low <= int(value) <= line.high else line.usual
