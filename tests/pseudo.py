"""A language that nobody speaks: every letter with an accent, every phrase longer by two fifths.

What it says can be read, is seen to be said, and fits no better than the longest of real languages.
"""

from __future__ import annotations

import gettext
import re

_FIELD = re.compile(r"(\{[a-z_]+\})")
_LONGER = 0.4
_PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_ODD = "ÀƁĈĎĒƑĜĤĪĴĶĻṀŃŌƤɊŘŞŢŪṼŴẊŶŽàƀĉďēƒĝĥīĵķļṁńōƥɋřşţūṽŵẋŷž"
_ACCENTS = str.maketrans(_PLAIN, _ODD)


class Pseudo(gettext.NullTranslations):
    """Every phrase as `[Šàɱē~]`, with its placeholders as they are."""

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
    def _told(words: str) -> str:
        parts = _FIELD.split(words)
        parts[::2] = [part.translate(_ACCENTS) for part in parts[::2]]
        return f"[{''.join(parts)}{'~' * round(_LONGER * sum(map(len, parts[::2])))}]"
