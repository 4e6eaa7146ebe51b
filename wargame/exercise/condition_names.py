"""Which declared thing a name in a condition or sentence stands for.

Complaints are collected, not raised: an author wants to hear of every wrong
name in a line at once.
"""

from __future__ import annotations

from itertools import product

from wargame.exercise.agreement_names import AgreementNames
from wargame.exercise.codes import Code
from wargame.exercise.condition_nodes import Given, Node, Question, Read, Reference, TableRead, Unknown
from wargame.exercise.naming import shown
from wargame.exercise.vocabulary import AGE, ANYBODY, BINDABLE, EACH, FUNCTIONS, OVER_ALL, QUESTIONS, STANDINGS, TURN

AGREEMENT_QUESTIONS = (*STANDINGS, AGE)

_CALLED = (*FUNCTIONS, *QUESTIONS, *AGREEMENT_QUESTIONS, *OVER_ALL)
_LONGEST_PATH = 3


class Naming(AgreementNames):
    """Finds what names mean in one vocabulary; wrong ones go to the given list of complaints."""

    def amount(self, name: str, start: int) -> Node:
        """Return what reading this name gives: a track, a derived value, a table, `turn`."""
        end = start + len(name)
        owner, dot, short = name.rpartition(".")
        if dot:
            if self._known.is_agreement(owner) and (short in self._known.terms or short not in self._known.shorts):
                return self.owned_by_agreement(name, owner, short, start) or Unknown(start, end)
        elif (of_each := self.of_each(name, start)) is not None:
            return of_each
        elif name in self._known.tables:
            return self._table(name, start)
        elif name in self._known.levels:
            return Given(start, end, name, *self._known.levels[name])
        elif name == TURN or name in self._known.derived:
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
            self._say(start, Code.SEVERAL_OWNERS, f"`{name}` has several owners", f"say whose: {shown(ids)}")
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
        if name in AGREEMENT_QUESTIONS:
            return self.standing(name, words, start, end)
        wanted = 1 if name == "flag" else 2
        if len(words) != wanted:
            what = "one flag" if wanted == 1 else "an actor (or any) and a move"
            self._say(start, Code.WRONG_ARGUMENTS, f"`{name}` asks about {what}: {len(words)} given")
            return Unknown(start, end)
        found = self.flag(*words[0]) if wanted == 1 else self._who(*words[0]) & self._move(*words[1])
        return Question(start, end, name, tuple(word for word, _ in words)) if found else Unknown(start, end)

    def unknown_function(self, name: str, start: int, end: int) -> Node:
        """Complain about a word before a parenthesis that is no function."""
        self._say(start, Code.UNKNOWN_FUNCTION, f"there is no `{name}(…)`", self._near(name, _CALLED))
        return Unknown(start, end)

    def audience(self, name: str, start: int, everybody: str) -> bool:
        """Whether a name can be told something: an actor, a bound word, or everybody."""
        return name == everybody or self.actor(name, start)

    def actor(self, name: str, start: int) -> bool:
        """Whether a name is an actor, or a bound word for one; complains when it is not."""
        if name in self._known.actors or (name in self._known.bound and not self._known.is_agreement(name)):
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
            meant = self._known.meant_by(owner)
            if not meant and owner not in self._known.bound:
                self._unknown_owner(owner, start + name.index(owner))
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
            self._say(start, Code.NO_SUCH_TRACK, f"`{name}` could mean {shown(missing)}, which does not exist")
        else:
            self._say(start, Code.UNKNOWN_NAME, f"there is no track `{name}`", self._near(name, self._known.tracks))
        return None

    def _table(self, name: str, start: int) -> Node:
        unbound = sorted(self._known.table_words.get(name, frozenset()) - self._known.bound.keys())
        if unbound:
            message = f"the table `{name}` asks about `{unbound[0]}`, which has no meaning in this place"
            self._say(start, Code.UNBOUND_WORD, message)
            return Unknown(start, start + len(name))
        return TableRead(start, start + len(name), name)

    def _whole(self, track: Reference) -> bool:
        """Whether everything the reference can stand for is a whole number."""
        if track.words.isdisjoint(self._known.bound):
            return track.resolved({}) in self._known.whole
        alike = self._known.shorts[track.parts[-1]]
        return all(full in self._known.whole for full in alike)

    def _not_a_track(self, name: str, start: int) -> None:
        if name in self._known.flags:
            self._say(start, Code.UNKNOWN_NAME, f"`{name}` is a flag", f"ask `flag({name})`")
        elif name in self._known.words:
            hint = f"ask `{name} is {self._known.words[name][0]}`"
            self._say(start, Code.AMOUNT_WANTED, f"`{name}` is a word, not an amount", hint)
        elif name in self._known.actors or name in self._known.bound:
            what = "an agreement" if self._known.is_agreement(name) else "an actor"
            self._say(start, Code.UNKNOWN_NAME, f"`{name}` is {what}, not a track", f"write `{name}.` and its track")
        elif name in BINDABLE:
            self._unbound(name, start)
        elif name in self._known.moves or name in self._known.tags:
            self._say(start, Code.UNKNOWN_NAME, f"`{name}` is a move", f"ask `played(any, {name})`")
        elif name in self._known.agreements:
            self._say(start, Code.UNKNOWN_NAME, f"`{name}` is an agreement", f"ask `active({name})`")
        elif name in self._known.terms:
            hint = f"write an agreement before it: `full_deal.{name}`, or `highest({name}, active)`"
            self._say(start, Code.UNKNOWN_NAME, f"`{name}` is a term of agreements", hint)
        else:
            pool = (*self._known.levels, *self._known.amounts, *self._known.shorts, *self._known.tracks)
            if EACH in self._known.bound:
                pool = (*STANDINGS, AGE, *self._known.terms, *self._known.agreement_tags, *pool)
            self._say(start, Code.UNKNOWN_NAME, f"nothing is called `{name}`", self._near(name, pool))

    def _who(self, name: str, start: int) -> bool:
        return name == ANYBODY or self.actor(name, start)

    def _move(self, name: str, start: int) -> bool:
        if name in self._known.moves or name in self._known.tags:
            return True
        pool = (*self._known.moves, *self._known.tags)
        self._say(start, Code.UNKNOWN_MOVE, f"there is no move or tag `{name}`", self._near(name, pool))
        return False
