"""A language that nobody speaks: every phrase longer by two fifths and between brackets, so that both can be seen."""

from __future__ import annotations

import gettext
import re

_FIELD = re.compile(r"\{[a-z_]+\}")
_LONGER = 0.4


class Pseudo(gettext.NullTranslations):
    """Every phrase as `[phrase~~~]`, with its placeholders and its key."""

    def gettext(self, message: str) -> str:
        return self._told(message)

    def pgettext(self, context: str, message: str) -> str:
        return self._told(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self._told(msgid1 if n == 1 else msgid2)

    @staticmethod
    def strange(words: str) -> list[str]:
        """Return the braces of a phrase that hold no plain name."""
        return re.findall(r"[{}]", _FIELD.sub("", words)) if _FIELD.search(words) else []

    @staticmethod
    def unsaid(shown: str) -> str:
        """Return what of a text on the screen nobody said: neither the program nor what stands in its phrases."""
        while True:
            rest = re.sub(r"\[[^\[\]]*\]", " ", shown)
            if rest == shown:
                return " ".join(rest.split())
            shown = rest

    @staticmethod
    def _told(words: str) -> str:
        if not words:
            return words
        return f"[{words}{'~' * round(_LONGER * len(_FIELD.sub('', words)))}]"
