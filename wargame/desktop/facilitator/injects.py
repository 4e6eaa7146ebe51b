"""The master scenario events list: what is planned, what was delivered, what was passed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from wargame.desktop import text
from wargame.desktop.buttons import icon_button
from wargame.desktop.chips import Chip
from wargame.desktop.layout import bare, column, empty, row, scrolled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wargame.desktop.style import Theme
    from wargame.referee.views import InjectLine

_STATUS = {"delivered": ("ok", "check"), "skipped": ("neutral", "ban"), "planned": ("accent", "clock")}


class InjectCard(QFrame):
    """One inject: its headline and state, and everything about it when it is opened."""

    def __init__(self, theme: Theme, line: InjectLine, names: Mapping[str, str], *, due: bool) -> None:
        """`names` says what recipients are called; `due` marks one that comes this turn."""
        super().__init__()
        self.line = line
        self.setProperty("role", "card")
        self.setProperty("marked", "true" if due else "false")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        tone, icon = _STATUS.get(line.status, ("neutral", ""))
        words = line.status.capitalize() if line.status != "planned" else line.due[:1].upper() + line.due[1:]
        chip = Chip(theme, words if len(words) <= 22 else "If …", "warn" if due else tone, "zap" if due else icon)  # noqa: PLR2004
        text.tooltip(chip, f"{line.status}: {line.due}")
        self.opener = icon_button(theme, "chevron-down", f"More about {line.headline}")
        self.opener.clicked.connect(self.toggle)
        head = row(
            text.label(f"{line.number}", "caption-strong"),
            text.label(line.headline, "strong", wrap=True),
            self.opener,
            gap=8,
        )
        head.setStretch(1, 1)
        to = ", ".join("everybody" if actor == "all" else names.get(actor, actor) for actor in line.to)
        below = row(text.elided(f"To {to}", "caption"), chip, gap=6)
        below.setStretch(0, 1)
        self._more = bare(column(*self._details(line), gap=6, margins=(0, 4, 0, 0)))
        self._more.hide()
        self.setLayout(column(head, below, self._more, gap=4, margins=(12, 8, 8, 10)))
        self.setAccessibleName(f"Inject {line.number}, {line.status}: {line.headline}")

    @staticmethod
    def _details(line: InjectLine) -> list[QWidget]:
        found: list[QWidget] = []
        source = " · ".join(part for part in (line.means, line.sender) if part)
        for title, words in (("", source), ("", line.text), ("Due", line.due), ("A good team does", line.expected),
                             ("If the table is stuck, ask", line.hint)):  # fmt: skip
            if words:
                if title:
                    found.append(text.label(title, "section"))
                found.append(text.label(words, "body" if title or words == line.text else "caption", wrap=True))
        return found

    def toggle(self) -> None:
        """Open or close the details."""
        wanted = self._more.isHidden()
        self._more.setVisible(wanted)
        self.opener.show_icon("chevron-up" if wanted else "chevron-down")


class InjectsPanel(QWidget):
    """All injects: due now, planned, past."""

    def __init__(self, theme: Theme, names: Mapping[str, str]) -> None:
        super().__init__()
        self._theme = theme
        self._names = names
        self._shown: tuple[Sequence[InjectLine], int] | None = None
        self.cards: dict[str, InjectCard] = {}
        self._list = column(gap=8)
        inside = QWidget()
        inside.setLayout(column(self._list, None, margins=(12, 10, 10, 12)))
        self.setLayout(column(scrolled(inside, "Injects")))
        self.setAccessibleName("Injects")

    def show_injects(self, lines: Sequence[InjectLine], turn: int) -> None:
        """Show the list as it stands in `turn`."""
        if self._shown == (lines, turn):
            return
        self._shown = (lines, turn)
        empty(self._list)
        self.cards = {}
        groups = {
            "Due this turn": [line for line in lines if line.status == "planned" and line.turn == turn and turn],
            "Planned": [line for line in lines if line.status == "planned" and line.turn != turn and line.turn],
            "When it comes to it": [line for line in lines if line.status == "planned" and not line.turn],
            "Past": [line for line in lines if line.status != "planned"],
        }
        for title, members in groups.items():
            if members:
                self._list.addWidget(text.label(title, "section"))
            for line in members:
                card = InjectCard(self._theme, line, self._names, due=title == "Due this turn")
                self.cards[line.inject] = card
                self._list.addWidget(card)
        if not lines:
            self._list.addWidget(text.label("This exercise has no injects.", "quiet"))
