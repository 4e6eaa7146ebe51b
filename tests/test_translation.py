"""Phrases of the program in another language: found, put together, gathered for those who translate."""

from __future__ import annotations

import gettext

from tests.pseudo import Pseudo
from wargame.cli import phrases
from wargame.translation import phrase, say, say_count, speak, speaking


class French(gettext.NullTranslations):
    """A few phrases, with the French rule of what is several."""

    WORDS = {"{who} orders": "Ordre de {who}", "Open": "Ouvrir", "{count} move": "{count} coup"}  # noqa: RUF012

    def gettext(self, message: str) -> str:
        return self.WORDS.get(message, message)

    def pgettext(self, context: str, message: str) -> str:
        return f"{self.gettext(message)} ({context})"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        one = self.gettext(msgid1)
        return one if n < 2 else f"{one}s"


def test_a_phrase_is_itself_until_a_language_is_spoken() -> None:
    assert say("{who} orders", who="Kim") == "Kim orders"
    with speaking(French()):
        assert say("{who} orders", who="Kim") == "Ordre de Kim"
        assert say("Nobody has translated this") == "Nobody has translated this"
    assert say("{who} orders", who="Kim") == "Kim orders"


def test_values_are_put_in_as_they_are() -> None:
    assert say("{who} orders", who="{0} {who.__class__}") == "{0} {who.__class__} orders"
    assert say("a rule such as {this}") == "a rule such as {this}"


def test_a_language_has_its_own_rule_of_several() -> None:
    assert [say_count(n, "{count} move", "{count} moves") for n in (0, 1, 2)] == ["0 moves", "1 move", "2 moves"]
    with speaking(French()):
        told = [say_count(n, "{count} move", "{count} moves") for n in (0, 1, 2)]
    assert told == ["0 coup", "1 coup", "2 coups"]


def test_two_meanings_of_a_word_are_told_apart() -> None:
    assert say("Open", context="a door") == "Open"
    with speaking(French()):
        assert say("Open", context="a door") == "Ouvrir (a door)"


def test_nothing_is_said_as_nothing() -> None:
    with speaking(French()):
        assert say("") == ""


def test_a_constant_is_said_when_it_is_shown() -> None:
    kept = phrase("Open")
    with speaking(French()):
        assert say(kept) == "Ouvrir"


def test_another_language_is_spoken_for_a_while_only() -> None:
    speak(French())
    try:
        with speaking(None):
            assert say("Open") == "Open"
        assert say("Open") == "Ouvrir"
    finally:
        speak(None)


def test_the_phrases_of_a_module_are_found() -> None:
    source = """
from wargame.translation import phrase, say, say_count
WORDS = {"a": phrase("Held")}
told = say("Opened " "twice", context="a file")
told = say_count(len(told), "{count} step", "{count} steps")
told = say(WORDS["a"])
"""
    found = [(one.words, one.several, one.context) for one in phrases.in_source(source)]
    assert found == [("Held", "", ""), ("Opened twice", "", "a file"), ("{count} step", "{count} steps", "")]


def test_another_function_of_that_name_says_nothing_of_ours() -> None:
    assert list(phrases.in_source('say("to the author")')) == []


def test_the_phrases_of_a_page_are_found() -> None:
    page = (
        '<p>{{ say("Book of \\"{title}\\"", title=exercise.title) }}'
        ' {{ say_count(all|length, "{count} a", "{count} b") }}</p>'
    )
    found = [(one.words, one.several) for one in phrases.in_template(page)]
    assert found == [('Book of "{title}"', ""), ("{count} a", "{count} b")]


def test_every_phrase_can_be_gathered_and_said_with_other_words() -> None:
    """No phrase is said both alone and as one of several, and none has a placeholder that is no plain name."""
    for said in phrases.gathered().values():
        for words in filter(None, (said.words, said.several)):
            strange = Pseudo.strange(words)
            assert not strange, f"{said.places[0]}: “{words}” has {strange}"
