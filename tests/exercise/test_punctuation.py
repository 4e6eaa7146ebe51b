"""The colon behind a name and the per cent sign behind a number, as a language sets them."""

from __future__ import annotations

import gettext

from wargame.exercise.likelihood import percent
from wargame.exercise.punctuation import in_per_cent, titled
from wargame.translation import speaking


class French(gettext.NullTranslations):
    """A space before either."""

    def gettext(self, message: str) -> str:
        return message.replace("}:", "}\N{NO-BREAK SPACE}:").replace("}%", "}\N{NARROW NO-BREAK SPACE}%")


def test_english_sets_both_without_a_space() -> None:
    assert titled("Ceasefire", "in force") == "Ceasefire: in force"
    assert in_per_cent("+10") == "+10%"
    assert percent(0.028) == "2.8%"


def test_another_language_may_set_a_space_before_them() -> None:
    with speaking(French()):
        assert titled("Trêve: essai", 3) == "Trêve: essai\N{NO-BREAK SPACE}: 3"
        assert percent(0.58) == "58\N{NARROW NO-BREAK SPACE}%"
