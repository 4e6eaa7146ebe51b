"""In which of its languages an exercise is played; hidden where there is nothing to choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from wargame.desktop.fields import Chooser
from wargame.translation import say

if TYPE_CHECKING:
    from collections.abc import Sequence


_OF_NO_COUNTRY = {"en": "English", "es": "Español", "pt": "Português", "zh": "中文"}
"""Qt names the country's way of speaking, where there are several."""


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


def own_name(code: str) -> str:
    """Return what a language calls itself: "한국어" for `ko`; the code itself when Qt does not know it."""
    if code in _OF_NO_COUNTRY:
        return _OF_NO_COUNTRY[code]
    locale = QLocale(code)
    known = locale.language() not in {QLocale.Language.C, QLocale.Language.AnyLanguage}
    name = locale.nativeLanguageName() if known else ""
    return f"{name[:1].upper()}{name[1:]}" if name else code
