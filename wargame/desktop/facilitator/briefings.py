"""The briefings, public and for each actor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from wargame.desktop import text
from wargame.desktop.fields import Chooser
from wargame.desktop.layout import column, scrolled
from wargame.translation import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wargame.desktop.facilitator.secret_cards import SecretCards
    from wargame.desktop.style import Theme


class BriefingsPanel(QWidget):
    """One briefing at a time, chosen by whom it is for; below it the secret cards of that actor, or of all."""

    def __init__(self, theme: Theme, names: Mapping[str, str], cards: SecretCards) -> None:
        super().__init__()
        self._cards = cards
        self._names = names
        self._texts: dict[str, str] = {}
        self.whose = Chooser()
        self.whose.setAccessibleName(say("Whose briefing"))
        self.whose.currentIndexChanged.connect(self._show)
        self.view = text.markdown_view("", say("Briefing"))
        self._below = scrolled(cards, say("Secret cards"))
        self._below.hide()
        layout = column(self.whose, self.view, self._below, gap=10, margins=(12, 12, 12, 12))
        layout.setStretch(1, 1)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self.setAccessibleName(say("Briefings"))
        theme.changed.connect(self._show)

    def show_briefings(self, briefings: Sequence[tuple[str, str]]) -> None:
        """Show these briefings: ("public" or an actor, Markdown)."""
        texts = dict(sorted(briefings, key=lambda one: one[0] != "public"))
        if texts == self._texts:
            return
        self._texts = texts
        chosen = self.whose.currentData()
        self.whose.blockSignals(True)
        self.whose.clear()
        for audience in texts:
            name = self._names.get(audience, audience)
            words = say("For everybody") if audience == "public" else say("For {name}", name=name)
            self.whose.addItem(words, audience)
        self.whose.setCurrentIndex(max(0, self.whose.findData(chosen)))
        self.whose.blockSignals(False)
        self._show()

    def _show(self) -> None:
        words = self._texts.get(str(self.whose.currentData()), "")
        self.view.show_markdown(words or say("*There is no briefing.*"))
        audience = str(self.whose.currentData())
        self._below.setVisible(self._cards.show_only("" if audience == "public" else audience))
