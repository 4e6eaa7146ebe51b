"""A text as a party looks at it: who promises what, on what terms, what is missing for it; and its own signature.

Who else has signed is not on it: nobody but the signer and the facilitator
knows that before the last signature is in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from wargame.desktop.buttons import button
from wargame.desktop.chips import Chip, Notice
from wargame.desktop.layout import bare, column, empty, framed, row, scrolled
from wargame.desktop.marks import Badge, Glyph
from wargame.desktop.participant import standing, wording
from wargame.desktop.participant.terms import TermFields, term_words
from wargame.desktop.text import label, tooltip
from wargame.exercise.punctuation import in_a_row
from wargame.translation import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from wargame.desktop.style import Theme
    from wargame.referee.views import ActorSummary, SeatView, TextOffer

    Look = Callable[[str, Mapping[str, int]], TextOffer | None]
    """Returns a text as the seat would see it with other terms."""

_BESIDE = 1.25
"""Up to this size of text how the text stands is told beside its name."""


class TextPanel(QFrame):
    """One text, to be signed or not."""

    signed = Signal(str, object)
    """Id of the text, and the level of each term."""
    taken_back = Signal(str)
    """Id of the text."""
    done = Signal()
    """Nothing more is to be signed: the laptop goes back."""

    def __init__(self, theme: Theme, view: SeatView, offer: TextOffer, look: Look | None = None) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName(offer.name)
        self._theme = theme
        self._view = view
        self._offer = offer
        self._shown = offer
        self._look = look
        self.notice = Notice(theme)
        self.terms = TermFields(theme, offer.terms if not offer.goodwill else ())
        self.terms.setEnabled(view.clock.signing)
        self._chip = Chip(theme, "")
        self._failing, self._waiting = column(gap=6), column(gap=6)
        self.sign = button(theme, say("&Sign"), "pencil-line", "primary", "large")
        self.back = button(theme, say("&Take my signature back"), "undo-2")
        self.leave = button(theme, say("&Done, hide the screen"), "eye-off", "", "large")
        self._promise = label("", "caption", wrap=True)
        self._arrange()
        self.terms.changed.connect(self._consider)
        self.sign.clicked.connect(self.press_sign)
        self.back.clicked.connect(lambda: self.taken_back.emit(offer.agreement))
        self.leave.clicked.connect(self.done)
        self._judge()

    def press_main(self) -> None:
        """Sign, or leave when it is signed: what the filled button does."""
        if self._shown.signed:
            self.done.emit()
        else:
            self.press_sign()

    def press_sign(self) -> None:
        """Sign these terms, if they can be signed."""
        if self.sign.isEnabled() and not self._shown.signed:
            self.signed.emit(self._offer.agreement, self.terms.levels())

    def take_keyboard(self) -> None:
        """Put the keyboard on what the seat most likely does."""
        (self.leave if self._shown.signed else self.sign).setFocus()

    # -- inside ----------------------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        offer = self._offer
        title = label(offer.name, "title", wrap=True)
        beside = self._theme.scale <= _BESIDE
        head = row(title, self._chip, gap=8) if beside else column(title, row(self._chip, None), gap=4)
        head.setStretch(0, 1)
        parts: list[QWidget | QVBoxLayout | None] = [
            self._failing,
            promises(self._theme, offer.parties, offer.obligations),
        ]
        if self.terms.fields:
            parts += [label(say("Terms"), "section"), self.terms]
        fixed = [term_words(term) for term in offer.terms if term.fixed and not offer.goodwill]
        if fixed:
            given = say("Not to be negotiated: {terms}", terms=", ".join(fixed))
            parts.append(label(given, "caption", wrap=True))
        if offer.goodwill:
            goodwill = say("A promise of goodwill: nothing is inspected, and nothing is paid.")
            parts.append(label(goodwill, "caption", wrap=True))
        parts += [self._waiting, None] if beside else [self._waiting, self._promise, None]
        inside = scrolled(bare(column(*parts, gap=10, margins=(0, 0, 6, 0))), offer.name)
        foot = column(self.sign, self.back, self.leave, *((self._promise,) if beside else ()), gap=8)
        whole = column(head, self.notice, inside, foot, gap=10, margins=(16, 14, 14, 12))
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def _consider(self) -> None:
        """Look at the text with the terms as they are chosen now."""
        if self._look is not None:
            self._shown = self._look(self._offer.agreement, self.terms.levels()) or self._offer
        self._judge()

    def _changed(self) -> bool:
        levels = self.terms.levels()
        return any(levels.get(term.term, term.level) != term.level for term in self._offer.terms)

    def _judge(self) -> None:
        """Say how the text stands with these terms, and what can be done."""
        shown = self._shown
        stands = standing.of_text(shown)
        self._chip.say(stands.words, stands.tone, stands.icon)
        failing = list(wording.failing(shown.reasons))
        empty(self._failing)
        empty(self._waiting)
        self._tell(self._failing, say("Not yet possible because"), failing, "lock")
        waiting = say("Signed by all, it would still wait")
        self._tell(self._waiting, waiting, list(wording.failing(shown.missing)), "hourglass")
        for sentence in self._remarks(failing):
            self._waiting.addWidget(label(sentence, "caption", wrap=True))
        self._judge_buttons(failing)

    def _tell(self, where: QVBoxLayout, title: str, sentences: Sequence[str], icon: str) -> None:
        """Show what is missing, a line for each; nothing when nothing is."""
        lines = column(gap=6, margins=(12, 10, 12, 10))
        for sentence in sentences:
            line = row(Glyph(self._theme, icon, "text2", 14), label(sentence, "body", wrap=True), gap=8)
            line.setStretch(1, 1)
            lines.addLayout(line)
        if sentences:
            where.addWidget(label(title, "section"))
            where.addWidget(framed(lines, "box", title))

    def _remarks(self, failing: list[str]) -> Iterable[str]:
        turn = f"{self._view.clock.turn_word} {self._offer.lapses}"
        if self._offer.on_table and self._changed():
            yield say(
                "Other terms than those on the table: signing them lays the text down anew and clears all signatures."
            )
        elif self._offer.on_table:
            yield say("It leaves the table at the end of {turn} unless all parties have signed.", turn=turn)
        elif not failing:
            yield say("It does not lie on the table. Your signature lays it there, with these terms.")

    def _judge_buttons(self, failing: list[str]) -> None:
        now, signed = self._view.clock.signing, self._shown.signed
        lies, name = self._offer.on_table and not self._changed(), self._offer.name
        self.sign.setText(f" {say('&Sign') if lies else say('Lay down and &sign')}")
        self.sign.setAccessibleName(
            say("Sign {text}", text=name) if lies else say("Lay down and sign {text}", text=name)
        )
        why = "" if now else say("Texts are not being signed now. You can read them.")
        why = why or (say("Not yet possible: {why}", why=in_a_row(failing)) if failing else "")
        self.sign.setEnabled(not why)
        self.sign.show_role("" if why else "primary")
        self.sign.setVisible(not signed)
        self.sign.setAccessibleDescription(why)
        tooltip(self.sign, why)
        self.back.setVisible(signed and now)
        self.leave.show_role("primary" if signed else "")
        told = say("Only you and the facilitator know that you have signed, until all parties have.")
        self._promise.setText(why if why and not failing else told)


def promises(theme: Theme, parties: tuple[ActorSummary, ...], obligations: tuple[tuple[str, str], ...]) -> QVBoxLayout:
    """Return a line for each party: its badge, its name, and what it promises."""
    made = column(gap=8)
    promised = dict(obligations)
    for party in parties:
        words = [label(party.name, "strong", wrap=True)]
        if party.actor in promised:
            words.append(label(promised[party.actor], "body", wrap=True))
        line = row(Badge(theme, party.slot, party.monogram, party.name, 22), column(*words, gap=0), gap=8)
        line.setStretch(1, 1)
        made.addLayout(line)
    return made
