"""Which declared thing a name in a condition or sentence stands for.

Complaints are collected, not raised: an author wants to hear of every wrong
name in a line at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from wargame.exercise.codes import Code
from wargame.exercise.complaints import Complaint, Place
from wargame.exercise.condition_nodes import Node, Question, Read, Reference, TableRead
from wargame.exercise.vocabulary import ANYBODY, BINDABLE, FUNCTIONS, QUESTIONS, TURN, Vocabulary

_LONGEST_PATH = 3
_WORDS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Unknown(Node):
    """Stands where a name could not be found; a complaint has been made already."""


class Naming:
    """Finds what names mean in one vocabulary; wrong ones go to the given list of complaints."""

    def __init__(self, vocabulary: Vocabulary, place: Place, complaints: list[Complaint]) -> None:
        self._known = vocabulary
        self._place = place
        self._complaints = complaints

    def amount(self, name: str, start: int) -> Node:
        """Return what reading this name gives: a track, a derived value, a table, `turn`."""
        end = start + len(name)
        if "." not in name:
            if name in self._known.tables:
                return TableRead(start, end, name)
            if name == TURN or name in self._known.derived:
                reference = self._reference(name, (name,), start)
                return Read(start, end, reference, "turn" if name == TURN else "derived", whole=name == TURN)
        track = self.track(name, start)
        return Unknown(start, end) if track is None else Read(start, end, track, "track", whole=self._whole(track))

    def track(self, name: str, start: int) -> Reference | None:
        """Return the track of this name, or None after a complaint."""
        parts = tuple(name.split("."))
        if len(parts) > 1:
            return self._owned(name, parts, start)
        ids = self._known.shorts.get(name, ())
        if len(ids) == 1:
            return self._reference(name, tuple(ids[0].split(".")), start)
        if ids:
            shown = ", ".join(f"`{track}`" for track in ids[:_WORDS_SHOWN]) + (" …" if len(ids) > _WORDS_SHOWN else "")
            self._say(start, Code.SEVERAL_OWNERS, f"`{name}` has several owners", f"say whose: {shown}")
        else:
            self._not_a_track(name, start)
        return None

    def flag(self, name: str, start: int) -> bool:
        """Whether a flag is declared; complains when it is not."""
        if name in self._known.flags:
            return True
        self._say(start, Code.UNKNOWN_FLAG, f"there is no flag `{name}`", self._near(name, self._known.flags))
        return False

    def question(self, name: str, words: list[tuple[str, int]], start: int, end: int) -> Node:
        """Return the question about names, each given with its offset."""
        wanted = 1 if name == "flag" else 2
        if len(words) != wanted:
            what = "one flag" if wanted == 1 else "an actor (or any) and a move"
            self._say(start, Code.WRONG_ARGUMENTS, f"`{name}` asks about {what}: {len(words)} given")
            return Unknown(start, end)
        found = self.flag(*words[0]) if wanted == 1 else self._who(*words[0]) & self._move(*words[1])
        return Question(start, end, name, tuple(word for word, _ in words)) if found else Unknown(start, end)

    def unknown_function(self, name: str, start: int, end: int) -> Node:
        """Complain about a word before a parenthesis that is no function."""
        self._say(start, Code.UNKNOWN_FUNCTION, f"there is no `{name}(…)`", self._near(name, (*FUNCTIONS, *QUESTIONS)))
        return Unknown(start, end)

    def audience(self, name: str, start: int, everybody: str) -> bool:
        """Whether a name can be told something: an actor, a bound word, or everybody."""
        if name == everybody or name in self._known.actors or name in self._known.bound:
            return True
        self._unknown_actor(name, start)
        return False

    # ------------------------------------------------------------------ helpers

    def _owned(self, name: str, parts: tuple[str, ...], start: int) -> Reference | None:
        *owners, short = parts
        if len(parts) > _LONGEST_PATH:
            self._say(start, Code.UNKNOWN_NAME, f"`{name}` has too many dots", "write owner.track or one.other.track")
            return None
        candidates: list[tuple[str, ...]] = []
        for owner in owners:
            meant = self._known.bound.get(owner, (owner,) if owner in self._known.actors else ())
            if not meant and owner not in self._known.bound:
                self._unknown_actor(owner, start + name.index(owner))
                return None
            candidates.append(meant)
        missing = []
        for combination in product(*candidates):
            # A pair has two different owners: what `me` and `target` being one actor means is for the checker.
            if len(set(combination)) == len(combination):
                full = ".".join([*sorted(combination), short])
                if full not in self._known.tracks:
                    missing.append(full)
        if not missing:
            return self._reference(name, (*owners, short), start)
        if short not in self._known.shorts:
            self._not_a_track(short, start + len(name) - len(short))
        elif set(owners) & set(self._known.bound):
            shown = ", ".join(f"`{track}`" for track in missing[:_WORDS_SHOWN])
            self._say(start, Code.NO_SUCH_TRACK, f"`{name}` could mean {shown}, which does not exist")
        else:
            self._say(start, Code.UNKNOWN_NAME, f"there is no track `{name}`", self._near(name, self._known.tracks))
        return None

    def _whole(self, track: Reference) -> bool:
        """Whether everything the reference can stand for is a whole number."""
        if track.words.isdisjoint(self._known.bound):
            return track.resolved({}) in self._known.whole
        alike = self._known.shorts[track.parts[-1]]
        return all(full in self._known.whole for full in alike)

    def _not_a_track(self, name: str, start: int) -> None:
        if name in self._known.flags:
            self._say(start, Code.UNKNOWN_NAME, f"`{name}` is a flag", f"ask `flag({name})`")
        elif name in self._known.actors or name in self._known.bound:
            self._say(start, Code.UNKNOWN_NAME, f"`{name}` is an actor, not a track", f"write `{name}.` and its track")
        elif name in BINDABLE:
            self._unbound(name, start)
        elif name in self._known.moves or name in self._known.tags:
            self._say(start, Code.UNKNOWN_NAME, f"`{name}` is a move", f"ask `played(any, {name})`")
        else:
            pool = (*self._known.amounts, *self._known.shorts, *self._known.tracks)
            self._say(start, Code.UNKNOWN_NAME, f"nothing is called `{name}`", self._near(name, pool))

    def _who(self, name: str, start: int) -> bool:
        if name == ANYBODY or name in self._known.actors or name in self._known.bound:
            return True
        self._unknown_actor(name, start)
        return False

    def _move(self, name: str, start: int) -> bool:
        if name in self._known.moves or name in self._known.tags:
            return True
        pool = (*self._known.moves, *self._known.tags)
        self._say(start, Code.UNKNOWN_MOVE, f"there is no move or tag `{name}`", self._near(name, pool))
        return False

    def _unknown_actor(self, name: str, start: int) -> None:
        if name in BINDABLE:
            self._unbound(name, start)
        else:
            self._say(start, Code.UNKNOWN_ACTOR, f"there is no actor `{name}`", self._near(name, self._known.actors))

    def _unbound(self, word: str, start: int) -> None:
        known = ", ".join(f"`{known}`" for known in self._known.bound)
        hint = f"known here: {known}" if known else "it is known inside a move only"
        self._say(start, Code.UNBOUND_WORD, f"`{word}` has no meaning in this place", hint)

    def _reference(self, text: str, parts: tuple[str, ...], start: int) -> Reference:
        return Reference(text, parts, Place(self._place.file, self._place.line, self._place.column + start))

    def _near(self, name: str, pool: Iterable[str]) -> str:
        return self._known.suggest(name, pool)

    def _say(self, offset: int, code: Code, message: str, suggestion: str = "") -> None:
        place = Place(self._place.file, self._place.line, self._place.column + offset)
        self._complaints.append(Complaint(place, code, message, suggestion))
