"""In which of its languages an exercise is played; hidden where there is nothing to choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.desktop.fields import Chooser
from wargame.desktop.languages import own_name
from wargame.translation import say

if TYPE_CHECKING:
    from collections.abc import Sequence


class LanguageChoice(Chooser):
    """The languages by their own names; the one that stands first in the exercise is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(say("Language of the exercise"))

    def offer(self, languages: Sequence[str]) -> None:
        """Offer these languages, by their codes."""
        self.clear()
        for code in languages:
            self.addItem(own_name(code), code)

    def language(self) -> str:
        """Return the code of the language that is chosen; "" when there is none to choose, or it is the first."""
        return str(self.currentData()) if self.currentIndex() > 0 else ""
