"""What reading an exercise needs everywhere: the names declared, and the list of what is wrong.

Nothing stops at the first error: a line that cannot be read is noted and stands in
for by a harmless one, so that the author hears of all mistakes at once. An exercise
with errors is never handed out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from typing import NoReturn, TypeVar

from wargame.exercise.codes import Code
from wargame.exercise.complaints import Complaint, ExerciseError, Place, Severity
from wargame.exercise.conditions import Expression, Kind, parse
from wargame.exercise.spelling import did_you_mean
from wargame.exercise.vocabulary import Vocabulary
from wargame.exercise.written import Written

MOST_COMPLAINTS = 200
"""After so many nobody reads on, and neither do we."""

Read = TypeVar("Read")


class Enough(Exception):  # noqa: N818 - not an error of the program
    """So much is wrong that the rest is not looked at."""


class Assembly:
    """The desk on which an exercise is put together."""

    def __init__(self) -> None:
        self.complaints: list[Complaint] = []
        self.vocabulary = Vocabulary()
        self.doubtful: frozenset[Code] = frozenset()
        """Complaints that are no use, because what they speak of may stand in an entry that is broken itself."""

    @classmethod
    def quiet(cls, other: Assembly) -> Assembly:
        """Return a desk with the same names, whose complaints nobody hears: for what is read a second time."""
        desk = cls()
        desk.vocabulary = other.vocabulary
        return desk

    def say(self, place: Place, code: Code, message: str, suggestion: str = "") -> None:
        """Note an error."""
        self._note(Complaint(place, code, message, suggestion))

    def give_up(self, place: Place, message: str, suggestion: str = "") -> NoReturn:
        """Note that there is too much of something, and look no further."""
        self.say(place, Code.TOO_BIG, message, suggestion)
        raise Enough

    def warn(self, place: Place, code: Code, message: str, suggestion: str = "") -> None:
        """Note something that does not keep the exercise from being played."""
        self._note(Complaint(place, code, message, suggestion, Severity.WARNING))

    def unknown(self, word: Written, code: Code, what: str, pool: Iterable[str]) -> None:
        """Note a name that nobody declared."""
        known = tuple(pool)
        hint = did_you_mean(word, known) or ("known are: " + ", ".join(known[:12]) if known else "none is declared")
        self.say(word.place, code, f"there is no {what} `{word[:60]}`", hint)

    def actors(self, names: Iterable[Written], everybody: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Return the actors named; a word of `everybody` stands for all of them."""
        known = self.vocabulary.actors
        found: list[str] = []
        for name in names:
            if name in everybody:
                return known
            if name in known:
                found.append(str(name))
            else:
                self.unknown(name, Code.UNKNOWN_ACTOR, "actor", (*known, *everybody))
        return tuple(dict.fromkeys(found))

    def those(self, names: Iterable[Written], pool: Collection[str], code: Code, what: str) -> tuple[str, ...]:
        """Return the names that are in the pool, each once; complains of the others."""
        found: dict[str, None] = {}
        for name in names:
            if name in pool:
                found[str(name)] = None
            else:
                self.unknown(name, code, what, pool)
        return tuple(found)

    def parsed(self, text: Written, read: Callable[[str, Place], Read]) -> Read | None:
        """Read a line of the language; what is wrong with it is noted at its column."""
        try:
            return read(str(text), text.place)
        except ExerciseError as error:
            for complaint in error.complaints:
                self._note(complaint if text.exact else replace(complaint, place=text.place))
            return None

    def amount(self, text: Written, vocabulary: Vocabulary | None = None) -> Expression:
        """Read a number by formula."""
        return self._expression(text, "amount", vocabulary)

    def condition(self, text: Written, vocabulary: Vocabulary | None = None) -> Expression:
        """Read something true or false."""
        return self._expression(text, "condition", vocabulary)

    def _expression(self, text: Written, kind: Kind, vocabulary: Vocabulary | None) -> Expression:
        known = self.vocabulary if vocabulary is None else vocabulary
        read = self.parsed(text, lambda line, place: parse(line, place, kind, known))
        return read or parse("0" if kind == "amount" else "0 == 0", text.place, kind, known)

    def _note(self, complaint: Complaint) -> None:
        if complaint.code in self.doubtful:
            return
        if complaint not in self.complaints:
            self.complaints.append(complaint)
        if len(self.complaints) >= MOST_COMPLAINTS:
            self.complaints.append(Complaint(complaint.place, Code.TOO_BIG, "so much is wrong that the rest is unread"))
            raise Enough


def plain(text: Written | None) -> str:
    """Return the bare text, for definitions, which know nothing of files; "" for what was not written."""
    return "" if text is None else str(text).strip()
