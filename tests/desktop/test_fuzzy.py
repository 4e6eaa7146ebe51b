"""What is found by which letters, and what comes first."""

from __future__ import annotations

import pytest

from wargame.desktop.fuzzy import SCATTERED, distance, plain


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("hand", "Hand over to Hills"),
        ("hills hand", "Hand over to Hills"),
        ("ns", "Next step"),
        ("list", "Who hands over the list first?"),
        ("ver", "Hand over"),
        ("elan", "Élan vital"),
        ("l'ecran", "Montrer « l’écran »"),
        ("L’écran", "montrer l'ecran"),
        ("manoeuvre", "Manœuvre au large"),
        ("STRASSE", "Straße"),
        ("prfs", "Preferences"),
    ],
)
def test_these_letters_find_it(typed: str, words: str) -> None:
    assert distance(plain(typed), plain(words)) is not None


@pytest.mark.parametrize(("typed", "words"), [("hand fog", "Hand over"), ("xq", "Next quarter"), ("zzz", "Next step")])
def test_these_letters_do_not(typed: str, words: str) -> None:
    assert distance(plain(typed), plain(words)) is None


def test_what_begins_with_it_comes_first() -> None:
    words = ["take the laptop by hand", "behind a curtain", "hand over", "the hand"]
    far = {each: distance("hand", each) for each in words}
    assert far["hand over"] == 0
    assert far["the hand"] is not None
    assert far["the hand"] > 0
    assert far["behind a curtain"] is None or far["behind a curtain"] >= SCATTERED
