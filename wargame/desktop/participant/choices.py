"""One of several: buttons of which exactly one is pressed, walked through with the arrow keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from wargame.desktop.buttons import Button
from wargame.desktop.flow import FlowLayout
from wargame.desktop.layout import framed, row
from wargame.desktop.text import label
from wargame.exercise.punctuation import titled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from wargame.desktop.style import Theme

_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}


class Choice(NamedTuple):
    """One thing that can be chosen."""

    id: str
    words: str
    told: str = ""
    """What stands beside it in a column."""


class Choices(QWidget):
    """The things to choose from, side by side or one below the other."""

    chosen = Signal(str)
    """Id of what somebody has just chosen."""

    def __init__(
        self, theme: Theme, name: str, choices: Sequence[Choice], now: str = "", *, column: bool = False
    ) -> None:
        """`name` is what is chosen, for screen readers; `now` what is chosen already."""
        super().__init__()
        self.setProperty("role", "bare")
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, Button] = {}
        layout: QVBoxLayout | FlowLayout = QVBoxLayout() if column else FlowLayout(6)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for choice in choices:
            made = _ChoiceButton(theme, choice, name, "" if column else "small")
            made.setChecked(choice.id == now)
            made.clicked.connect(lambda _checked=False, id_=choice.id: self.chosen.emit(id_))
            made.walked.connect(lambda by, id_=choice.id: self._walk(id_, by))
            self._group.addButton(made)
            self.buttons[choice.id] = made
            layout.addWidget(_told(made, choice) if column and choice.told else made)
        self.setLayout(layout)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def now(self) -> str:
        """Return what is chosen; empty when nothing is."""
        return next((id_ for id_, made in self.buttons.items() if made.isChecked()), "")

    def take_keyboard(self) -> None:
        """Put the keyboard on what is chosen, or on the first."""
        made = self.buttons.get(self.now()) or next(iter(self.buttons.values()), None)
        if made is not None:
            made.setFocus(Qt.FocusReason.TabFocusReason)

    def _walk(self, start: str, by: int) -> None:
        ids = list(self.buttons)
        place = ids.index(start) + by
        if 0 <= place < len(ids):
            self.buttons[ids[place]].setFocus(Qt.FocusReason.TabFocusReason)
            self.buttons[ids[place]].click()


class _ChoiceButton(Button):
    walked = Signal(int)

    def __init__(self, theme: Theme, choice: Choice, name: str, size: str) -> None:
        super().__init__(theme, choice.words.replace("&", "&&"), "", "choice", size)
        self.setCheckable(True)
        self.setAccessibleName(titled(name, choice.words))
        self.setAccessibleDescription(choice.told)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrow keys, in the order in which the choices stand."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.walked.emit(step)


def _told(made: Button, choice: Choice) -> QWidget:
    """Return a choice with what is told of it."""
    made.setMinimumWidth(120)
    line = row(made, label(choice.told, "body", wrap=True), gap=12, margins=(10, 10, 12, 10))
    line.setStretch(1, 1)
    return framed(line, "box", choice.words)
