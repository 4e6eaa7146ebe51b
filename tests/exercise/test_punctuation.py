"""Colons, semicolons, quotation marks and the per cent sign, as a language sets them."""

from __future__ import annotations

import gettext

from wargame.exercise.likelihood import percent
from wargame.exercise.punctuation import in_a_row, in_per_cent, quoted, titled
from wargame.translation import speaking


class French(gettext.NullTranslations):
    """Spaces, and quotation marks of its own."""

    def gettext(self, message: str) -> str:
        message = message.replace("“", "«\N{NO-BREAK SPACE}").replace("”", "\N{NO-BREAK SPACE}»")
        message = message.replace("; ", "\N{NARROW NO-BREAK SPACE}; ")
        return message.replace("}:", "}\N{NO-BREAK SPACE}:").replace("}%", "}\N{NARROW NO-BREAK SPACE}%")


def test_english_sets_them_without_a_space() -> None:
    assert titled("Ceasefire", "in force") == "Ceasefire: in force"
    assert in_per_cent("+10") == "+10%"
    assert percent(0.028) == "2.8%"
    assert in_a_row(["a", quoted("b")]) == "a; “b”"


def test_another_language_sets_them_in_its_own_way() -> None:
    with speaking(French()):
        assert titled("Trêve: essai", 3) == "Trêve: essai\N{NO-BREAK SPACE}: 3"
        assert in_a_row(["a", quoted("b")]) == "a\N{NARROW NO-BREAK SPACE}; «\N{NO-BREAK SPACE}b\N{NO-BREAK SPACE}»"
        assert percent(0.58) == "58\N{NARROW NO-BREAK SPACE}%"
