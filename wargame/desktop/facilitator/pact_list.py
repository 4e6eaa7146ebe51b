"""The agreements that were signed: since when, on what terms, and how they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QWidget

from wargame.desktop import text
from wargame.desktop.buttons import Button, button
from wargame.desktop.chips import Chip
from wargame.desktop.flow import flow
from wargame.desktop.layout import column, empty, framed, row
from wargame.review import names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from wargame.desktop.style import Theme
    from wargame.exercise.definition import Exercise
    from wargame.referee.views import PactLine

_TONES = {"in force": ("ok", "handshake"), "suspended": ("warn", "pause"), "ended": ("neutral", "circle-x")}


_LONGEST = 26
"""Characters of a party's name on its button."""


def short_name(name: str) -> str:
    """Return a party's name as it fits on a button."""
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"


def obligation_lines(exercise: Exercise, obligations: Mapping[str, str]) -> list[QWidget]:
    """Return a line for each promise: "North: no shelling"."""
    return [
        text.label(f"{names.actor_name(exercise, actor)}: {promise}", "quiet", wrap=True)
        for actor, promise in obligations.items()
    ]


class PactList(QWidget):
    """Every agreement that was signed, those in force first; a party may leave one as its text allows."""

    notice_wanted = Signal(str, str)
    """Actor, agreement."""

    def __init__(self, theme: Theme, exercise: Exercise) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._theme = theme
        self._exercise = exercise
        self._shown: Sequence[PactLine] | None = None
        self.notices: dict[tuple[str, str], Button] = {}
        """(actor, agreement) → the button with which the actor gives notice."""
        self._layout = column(gap=8)
        self.setLayout(self._layout)

    def show_pacts(self, pacts: Sequence[PactLine]) -> None:
        """Show them; none at all hides the list."""
        if pacts == self._shown:
            return
        self._shown = pacts
        empty(self._layout)
        self.notices = {}
        self.setVisible(bool(pacts))
        if not pacts:
            return
        self._layout.addWidget(text.label("Signed agreements", "section"))
        for line in sorted(pacts, key=lambda one: list(_TONES).index(one.status)):
            self._layout.addWidget(self._pact(line))

    def _pact(self, line: PactLine) -> QWidget:
        tone, icon = _TONES[line.status]
        chip = Chip(self._theme, names.opening(line.status), tone, icon)
        head = row(text.label(line.name, "strong", wrap=True), chip)
        head.setStretch(0, 1)
        parts: list[QWidget | QLayout] = [text.label(words, "caption", wrap=True) for words in self._words(line)]
        if line.notice and not line.leaving and line.status != "ended":
            parts.append(flow(*(self._notice(line, party.actor) for party in line.parties), gap=6))
        return framed(column(head, *parts, gap=2, margins=(12, 8, 12, 8)), "box", line.name)

    def _notice(self, line: PactLine, actor: str) -> Button:
        exercise = self._exercise
        name, turn = names.actor_name(exercise, actor), names.word(exercise, "turn")
        made = button(self._theme, f"{short_name(name)} gives notice".replace("&", "&&"), "log-out", "ghost", "small")
        made.setAccessibleName(f"{name} gives notice: {line.name}")
        later = f"{line.notice} {turn}{'' if line.notice == 1 else 's'} later"
        text.tooltip(made, f"{name} leaves {line.name}: it ends {later}. Everybody learns of it.")
        made.clicked.connect(lambda: self.notice_wanted.emit(actor, line.agreement))
        self.notices[actor, line.agreement] = made
        return made

    def _words(self, line: PactLine) -> Iterable[str]:
        exercise = self._exercise
        yield names.opening(f"since {names.turn_name(exercise, line.since)}")
        if line.terms and not line.goodwill:
            yield ", ".join(
                f"{term.name} {term.word} ({term.level})" if term.words else f"{term.name} {term.level}"
                for term in line.terms
            )
        if line.suspended_until:
            yield f"Suspended through {names.turn_name(exercise, line.suspended_until)}"
        if line.leaving:
            yield f"{names.actor_name(exercise, line.leaving)} has given notice"
        if line.lasts_until:
            yield f"Lasts through {names.turn_name(exercise, line.lasts_until)}"
        if line.ended:
            how = f": {line.how}" if line.how else ""
            yield f"Ended in {names.turn_name(exercise, line.ended)}{how}"
        for fact, word in line.facts:
            yield names.opening(f"{fact.replace('_', ' ')} is {word.replace('_', ' ')}")
        for breach in line.breaches:
            known = "" if breach.found else " (nobody knows yet)"
            move = f": {breach.move}" if breach.move else ""
            yield f"Broken by {breach.breaker.name} in {names.turn_name(exercise, breach.turn)}{move}{known}"
