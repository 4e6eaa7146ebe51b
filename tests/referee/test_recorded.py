"""The referee's own words in a ruling: English where they are kept, said where they are shown."""

from __future__ import annotations

import gettext

import pytest

from wargame.referee import recorded
from wargame.translation import speaking


class French(gettext.NullTranslations):
    """With its rule of what is several."""

    WORDS = {  # noqa: RUF012
        "{most} orders a turn": ("{most} ordre par tour", "{most} ordres par tour"),
        "may return {turns} turns after it ended": ("revient {turns} tour après", "revient {turns} tours après"),
    }

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.WORDS.get(msgid1, (msgid1, msgid2))[n > 1]


@pytest.mark.parametrize(
    "words",
    [
        "at most 2 come into force in a turn",
        "at most 1.5 come into force in a turn",
        "at most 2 a turn",
        "1 orders a turn",
        "may return 3 turns after it ended",
        "\N{SUPERSCRIPT TWO} orders a turn",
        "tension >= 3",
    ],
)
def test_english_is_what_was_recorded(words: str) -> None:
    assert recorded.said(words) == words


def test_numbers_are_said_with_the_languages_rule_of_several() -> None:
    with speaking(French()):
        assert [recorded.said(f"{most} orders a turn") for most in (1, 2)] == ["1 ordre par tour", "2 ordres par tour"]
        assert recorded.said("may return 1 turns after it ended") == "revient 1 tour après"
