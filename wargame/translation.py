"""What the program says, in the language of whoever reads it.

Every phrase stands in English where it is used, inside `say` or `say_count`; a
catalogue of translations gives the words of another language for it, or none,
and then the English ones are shown. What an author, a participant or the
facilitator wrote is never looked up: only what the program says itself.

The process speaks one language at a time, as it has one clock: this is the one
thing that nobody hands round. Nothing that is said goes into the log; that
keeps what was given, and is told again in whatever language it is read in.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Catalogue(Protocol):
    """The phrases of one language; the standard library's `gettext.NullTranslations` and its heirs are such."""

    def gettext(self, message: str) -> str:
        """Return the words for a phrase; the phrase itself when there are none."""

    def pgettext(self, context: str, message: str) -> str:
        """Return the words for a phrase that means different things in different places."""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the words for so many of something, by the language's own rule of what is one and what is several."""


ENGLISH = "en"
"""The language in which every phrase is written."""


class _Voice:
    """What is spoken now; without a catalogue it is English."""

    catalogue: Catalogue | None = None
    code: str = ENGLISH


def speak(catalogue: Catalogue | None, code: str = ENGLISH) -> None:
    """Speak this language from now on; None is English. What has been said already stays as it was said.

    `code` is that of the language ("fr"), for those who have whole texts in it.
    """
    _Voice.catalogue, _Voice.code = catalogue, code


def spoken() -> str:
    """Return the code of the language that is spoken: "en", "fr"."""
    return _Voice.code


@contextmanager
def speaking(catalogue: Catalogue | None, code: str = ENGLISH) -> Iterator[None]:
    """Speak another language for a while."""
    before = _Voice.catalogue, _Voice.code
    speak(catalogue, code)
    try:
        yield
    finally:
        speak(*before)


def say(words: str, /, *, context: str = "", **values: object) -> str:
    """Return a phrase of the program in the language spoken, with its values: `say("{who} orders", who=name)`.

    `context` tells two meanings of the same English words apart: `say("Open", context="of a door")`.
    Values are put in as they are, whatever braces they hold; without any, braces are plain letters.
    """
    catalogue = _Voice.catalogue
    if catalogue is not None and words:  # gettext tells of itself when it is asked for nothing
        words = catalogue.pgettext(context, words) if context else catalogue.gettext(words)
    return words.format(**values) if values else words


def say_count(count: int, one: str, several: str, /, **values: object) -> str:
    """Return a phrase about so many of something: `say_count(n, "{count} ballot", "{count} ballots")`.

    `count` may be left out of the words; it is there as `{count}`.
    """
    catalogue = _Voice.catalogue
    if catalogue is None:
        return (one if count == 1 else several).format(count=count, **values)
    return catalogue.ngettext(one, several, count).format(count=count, **values)


def phrase(words: str, /, *, context: str = "") -> str:  # noqa: ARG001 -- whoever gathers the phrases reads it
    """Mark a phrase that is kept as it is and said later: constants are made before a language is chosen."""
    return words
