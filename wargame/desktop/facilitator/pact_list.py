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
from wargame.exercise.punctuation import titled
from wargame.review import names
from wargame.translation import phrase, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from wargame.desktop.style import Theme
    from wargame.exercise.definition import Exercise
    from wargame.referee.views import PactLine

_STATUS = {
    "in force": (phrase("In force"), "ok", "handshake"),
    "suspended": (phrase("Suspended"), "warn", "pause"),
    "ended": (phrase("Ended"), "neutral", "circle-x"),
}
"""How an agreement stands → what is said of it, its tone and its icon."""
_HOW = {"terminated": phrase("terminated"), "withdrawn": phrase("withdrawn"), "expired": phrase("expired")}
"""How it ended → what is said of that."""

_LONGEST = 26
"""Characters of a party's name on its button."""


def short_name(name: str) -> str:
    """Return a party's name as it fits on a button."""
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"


def obligation_lines(exercise: Exercise, obligations: Mapping[str, str]) -> list[QWidget]:
    """Return a line for each promise: "North: no shelling"."""
    return [
        text.label(titled(names.actor_name(exercise, actor), promise), "quiet", wrap=True)
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
        self._layout.addWidget(text.label(say("Signed agreements"), "section"))
        for line in sorted(pacts, key=lambda one: list(_STATUS).index(one.status)):
            self._layout.addWidget(self._pact(line))

    def _pact(self, line: PactLine) -> QWidget:
        status, tone, icon = _STATUS[line.status]
        chip = Chip(self._theme, say(status), tone, icon)
        head = row(text.label(line.name, "strong", wrap=True), chip)
        head.setStretch(0, 1)
        parts: list[QWidget | QLayout] = [text.label(words, "caption", wrap=True) for words in self._words(line)]
        if line.notice and not line.leaving and line.status != "ended":
            parts.append(flow(*(self._notice(line, party.actor) for party in line.parties), gap=6))
        return framed(column(head, *parts, gap=2, margins=(12, 8, 12, 8)), "box", line.name)

    def _notice(self, line: PactLine, actor: str) -> Button:
        exercise = self._exercise
        name = names.actor_name(exercise, actor)
        words = say("{party} gives notice", party=short_name(name))
        made = button(self._theme, words.replace("&", "&&"), "log-out", "ghost", "small")
        made.setAccessibleName(say("{party} gives notice: {agreement}", party=name, agreement=line.name))
        turns = names.counted(line.notice, names.word(exercise, "turn"))
        text.tooltip(made, say("{party} leaves {agreement}: it ends {turns} later. Everybody learns of it.", party=name,
                               agreement=line.name, turns=turns))  # fmt: skip
        made.clicked.connect(lambda: self.notice_wanted.emit(actor, line.agreement))
        self.notices[actor, line.agreement] = made
        return made

    def _words(self, line: PactLine) -> Iterable[str]:
        exercise = self._exercise
        yield say("Since {turn}", turn=names.turn_name(exercise, line.since))
        if line.terms and not line.goodwill:
            yield ", ".join(
                f"{term.name} {term.word} ({term.level})" if term.words else f"{term.name} {term.level}"
                for term in line.terms
            )
        if line.suspended_until:
            yield say("Suspended through {turn}", turn=names.turn_name(exercise, line.suspended_until))
        if line.leaving:
            yield say("{party} has given notice", party=names.actor_name(exercise, line.leaving))
        if line.lasts_until:
            yield say("Lasts through {turn}", turn=names.turn_name(exercise, line.lasts_until))
        if line.ended:
            turn = names.turn_name(exercise, line.ended)
            how = say(_HOW[line.how]) if line.how else ""
            yield say("Ended in {turn}: {how}", turn=turn, how=how) if how else say("Ended in {turn}", turn=turn)
        for fact, word in line.facts:
            yield names.opening(say("{fact} is {word}", fact=fact.replace("_", " "), word=word.replace("_", " ")))
        for breach in line.breaches:
            told = _broken(breach.breaker.name, names.turn_name(exercise, breach.turn), breach.move)
            yield told if breach.found else say("{breach} (nobody knows yet)", breach=told)


def _broken(party: str, turn: str, move: str) -> str:
    if move:
        return say("Broken by {party} in {turn}: {move}", party=party, turn=turn, move=move)
    return say("Broken by {party} in {turn}", party=party, turn=turn)
