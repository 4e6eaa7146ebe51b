"""What every search for the meaning of a name needs: the vocabulary, the place of the line, the list of complaints."""

from __future__ import annotations

from collections.abc import Iterable

from wargame.exercise.codes import Code
from wargame.exercise.complaints import Complaint, Place
from wargame.exercise.condition_nodes import Reference
from wargame.exercise.vocabulary import BINDABLE, Vocabulary

WORDS_SHOWN = 4

_WHERE = {
    "me": "inside a move",
    "target": "inside a move or option that has targets",
    "this": "in the rules of an agreement and in questions",
    "breaker": "where a breach is found, and in questions",
    "each": "in what is read for each agreement",
}


class NameSearch:
    """Finds what names mean in one vocabulary; wrong ones go to the given list of complaints."""

    def __init__(self, vocabulary: Vocabulary, place: Place, complaints: list[Complaint]) -> None:
        self._known = vocabulary
        self._place = place
        self._complaints = complaints

    def _unknown_actor(self, name: str, start: int) -> None:
        if name in self._known.words:
            hint = f"ask `{name} is {self._known.words[name][0]}`"
            self._say(start, Code.UNKNOWN_ACTOR, f"`{name}` is a word here, not an actor", hint)
        elif name in BINDABLE and name not in self._known.bound:
            self._unbound(name, start)
        else:
            self._say(start, Code.UNKNOWN_ACTOR, f"there is no actor `{name}`", self._near(name, self._known.actors))

    def _unbound(self, word: str, start: int) -> None:
        known = ", ".join(f"`{known}`" for known in self._known.bound)
        where = _WHERE.get(word, "in some places only")
        hint = f"known here: {known}" if known else f"it is known {where}"
        self._say(start, Code.UNBOUND_WORD, f"`{word}` has no meaning in this place", hint)

    def _reference(self, text: str, parts: tuple[str, ...], start: int) -> Reference:
        return Reference(text, parts, self._at(start))

    def _near(self, name: str, pool: Iterable[str]) -> str:
        return self._known.suggest(name, pool)

    def _at(self, offset: int) -> Place:
        return Place(self._place.file, self._place.line, self._place.column + offset)

    def _say(self, offset: int, code: Code, message: str, suggestion: str = "") -> None:
        self._complaints.append(Complaint(self._at(offset), code, message, suggestion))


def shown(names: Iterable[str]) -> str:
    """Return names for a hint: "`a`, `b`, `c` …"."""
    listed = [f"`{name}`" for name in names]
    return ", ".join(listed[:WORDS_SHOWN]) + (" …" if len(listed) > WORDS_SHOWN else "")
