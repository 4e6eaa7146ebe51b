"""Many runs at once: columns without a trace, and an umpire who works on those runs only in which something happens.

What a rule does under a mask can as well be done to the masked runs alone and
put back afterwards. Where few of many runs are meant that is far quicker, and
nothing else changes.
"""

from __future__ import annotations

import copy
from collections.abc import Hashable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from wargame.exercise.definition import Exercise
from wargame.exercise.rulebook import Block, Effect
from wargame.referee.blocks import Umpire
from wargame.referee.columns import DOWN, Columns, Pending
from wargame.referee.counter import CounterRolls
from wargame.referee.effects import Setting, alter
from wargame.referee.ruling import Started
from wargame.referee.state import State
from wargame.referee.trace import Trace

Truths = NDArray[np.bool_]
Places = NDArray[np.intp]
Key = TypeVar("Key", bound=Hashable)

Owned = dict[int, NDArray[Any]]
"""Arrays that nobody else holds, by their identity."""

GOING_ON = -1
"""The ending of a run that has none yet."""
_REPAYS = 1_000
"""So many runs fewer repay taking a part and putting it back."""
_UNWRITTEN = {"flags": DOWN, "reported": np.nan}
"""What stands in a column where nothing was ever written, if not 0."""


class Share(MutableMapping[Key, NDArray[Any]]):
    """Some runs of columns: taken when they are first read, and kept apart when they are changed."""

    __slots__ = ("_now", "_places", "_whole", "_written")

    def __init__(self, whole: MutableMapping[Key, NDArray[Any]], places: Places) -> None:
        self._whole = whole
        self._places = places
        self._now: dict[Key, NDArray[Any]] = {}
        self._written: set[Key] = set()

    def __getitem__(self, key: Key) -> NDArray[Any]:
        now = self._now.get(key)
        if now is None:
            now = self._now[key] = self._whole[key].take(self._places)
        return now

    def get(self, key: Key, default: Any = None) -> Any:
        """Return a column, or the default where there is none."""
        now = self._now.get(key)
        if now is not None:
            return now
        whole = self._whole.get(key)
        if whole is None:
            return default
        now = self._now[key] = whole.take(self._places)
        return now

    def __setitem__(self, key: Key, values: NDArray[Any]) -> None:
        self._now[key] = values
        self._written.add(key)

    def __delitem__(self, key: Key) -> None:
        raise TypeError("A part of some runs cannot do away with a column of all of them.")

    def __contains__(self, key: object) -> bool:
        return key in self._now or key in self._whole

    def __iter__(self) -> Iterator[Key]:
        yield from self._whole
        yield from (key for key in self._now if key not in self._whole)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @property
    def is_written(self) -> bool:
        """Whether anything has been changed in it."""
        return bool(self._written)

    def copied(self) -> Share[Key]:
        """Return the same again; what is changed in one does not show in the other."""
        other = Share(self._whole, self._places)
        other._now, other._written = dict(self._now), set(self._written)
        return other

    def put_back(self, unwritten: float, runs: int, own: Owned | None) -> None:
        """Write what has changed back to the whole. Its arrays are replaced, but for those that are `own`."""
        for key in self._written:
            values, before = self._now[key], self._whole.get(key)
            if before is None:
                after = np.full(runs, unwritten, dtype=values.dtype)
            elif own is not None and id(before) in own:
                after = before
            else:
                after = before.copy()
            after[self._places] = values
            self._whole[key] = after
            if own is not None:
                own[id(after)] = after


_COLUMNS = (dict, Share)


class Batch(Columns):
    """Columns of a rehearsal: no trace, no orders of persons, endings as numbers."""

    def __init__(self, states: Sequence[State], trace: Trace | None = None) -> None:
        super().__init__(states, trace)
        self.seats: MutableMapping[str, NDArray[np.int64]] = {}
        """Actor → the how-many-th of its players sits there."""
        self.signed: MutableMapping[str, NDArray[np.int64]] = {}
        """Agreement → how often it has come into force."""
        self.answered: MutableMapping[tuple[str, str], NDArray[np.int64]] = {}
        """(Question, option) → how often that was the answer."""
        self.scheduled: list[tuple[Places, Pending]] = []
        """Changes put down for later turns, each with the runs in which it is; its own arrays are of these alone."""
        self.ends: NDArray[np.int64] = np.full(self.runs, GOING_ON, dtype=np.int64)
        """The how-many-th ending each run has come to; one more than there are where none of them held."""
        self.ending_ids: tuple[str, ...] = ()
        self.whole: Batch | None = None
        """What this is a part of, and which of its runs:"""
        self.places: Places = np.empty(0, dtype=np.intp)

    @classmethod
    def of(cls, exercise: Exercise, state: State, runs: int) -> Batch:
        """Return so many runs that stand where this one does."""
        batch = cls.repeat(state, runs)
        batch.ends = np.full(runs, GOING_ON, dtype=np.int64)
        batch.ending_ids = tuple(ending.id for ending in exercise.rulebook.endings)
        return batch

    def part(self, places: Places) -> Batch:
        """Return some of the runs. What happens in them is theirs until it is put back."""
        part = object.__new__(Batch)
        # Columns are taken only when somebody asks for them, see __getattr__.
        part.__dict__ = {name: value for name, value in vars(self).items() if type(value) not in _COLUMNS}
        part.runs = len(places)
        part.live = self.live[places]
        part.ends = self.ends[places]
        part.scheduled = []
        part.whole = self
        part.places = places
        return part

    def __getattr__(self, name: str) -> Any:
        whole = self.__dict__.get("whole")
        if whole is None:
            raise AttributeError(name)
        share = self.__dict__[name] = Share(getattr(whole, name), self.places)
        return share

    def snapshot(self) -> Batch:
        """Return what the rules can read now; later changes do not show in it."""
        snapshot = copy.copy(self)
        for name, value in vars(self).items():
            if type(value) is Share:
                setattr(snapshot, name, value.copied())
            elif type(value) is dict:
                setattr(snapshot, name, dict(value))
        return snapshot

    def put_back(self, own: Owned | None = None) -> None:
        """Let what has happened in a part be true of the whole that it was taken from.

        Arrays of the whole are replaced. With `own`, kept by one who puts back many parts in a row and
        reads the whole through parts alone, each is replaced once and then written to.
        """
        whole, places = self.whole, self.places
        assert whole is not None
        for name, value in vars(self).items():
            if type(value) is Share and value.is_written:
                value.put_back(_UNWRITTEN.get(name, 0), whole.runs, own)
        if not self.live.all():
            whole.live, whole.ends = whole.live.copy(), whole.ends.copy()
            whole.live[places], whole.ends[places] = self.live, self.ends
        whole.scheduled += [(places[inner], pending) for inner, pending in self.scheduled]

    def kept(self, places: Places) -> Batch:
        """Return some of the runs on their own, the others being done with."""
        kept = self.part(places)
        for name, value in vars(self).items():
            if type(value) in _COLUMNS:
                setattr(kept, name, {key: values[places] for key, values in value.items()})
        kept.scheduled = [
            (found, replace(pending, amounts=pending.amounts[among]))
            for held, pending in self.scheduled
            for found, among in [_among(places, held)]
            if len(found)
        ]
        kept.whole, kept.places = None, np.empty(0, dtype=np.intp)
        return kept

    def schedule(self, pending: Pending) -> None:
        """Put down a fixed change for a later turn. Nobody will ask for it by its id."""
        here = np.flatnonzero(pending.mask)
        self.scheduled.append((here, replace(pending, amounts=pending.amounts[here], mask=_NOBODY, ordinals=_NO_ORDER)))

    def begin_turn(self, turn: int) -> None:
        """Begin a turn at its first item."""
        self.drawn, self.done_now = {}, {}
        super().begin_turn(turn)

    def come_into_force(self, agreement: str, terms: Mapping[str, NDArray[np.float64]], mask: Truths) -> None:
        """Put an agreement in force with these terms."""
        count(self.signed, agreement, mask)
        super().come_into_force(agreement, terms, mask)

    def end(self, ending: str, mask: Truths) -> None:
        """End some runs; nothing more happens in them."""
        number = self.ending_ids.index(ending) if ending else len(self.ending_ids)
        self.ends = np.where(mask & self.live, number, self.ends)
        self.live = self.live & ~mask


class BatchUmpire(Umpire):
    """Plays the rules on many runs; each rule on those runs only in which it is reached."""

    columns: Batch
    rolls: CounterRolls

    def part(self, places: Places) -> BatchUmpire:
        """Return an umpire for some of the runs; what happens there counts when its columns are put back."""
        umpire = copy.copy(self)
        umpire.columns = self.columns.part(places)
        umpire.rolls = self.rolls.part(places)
        return umpire

    def delayed_effects(self) -> None:
        """Carry out what falls due in this turn, in the order in which it was scheduled in each run."""
        columns = self.columns
        due = [one for one in columns.scheduled if one[1].due <= columns.turn]
        columns.scheduled = [one for one in columns.scheduled if one[1].due > columns.turn]
        own = Owned()
        for places, pending in due:
            inner = self.part(places)
            alter(inner.setting(), pending.track, pending.operation, pending.amounts, inner.columns.live)
            inner.columns.put_back(own)

    def play(
        self,
        block: Block,
        setting: Setting,
        mask: Truths,
        started: Started | None = None,
        *,
        announced: bool = False,
    ) -> Truths:
        """Play a block in the runs of the mask; return in which of them its effects happened."""
        mask = mask & self.columns.live
        places = self._few(mask)
        if places is None:
            return super().play(block, setting, mask, started, announced=announced)
        inner, narrowed = self._inside(places, setting)
        happened = np.zeros_like(mask)
        happened[places] = inner.play(block, narrowed, inner.columns.live, started, announced=announced)
        inner.columns.put_back()
        return happened

    def effects(self, effects: Sequence[Effect], path: str, setting: Setting, mask: Truths, by_hand: str = "") -> None:
        """Carry out sentences and inner blocks in the runs of the mask."""
        kind, _, name = path.partition("/")
        if kind == "questions":
            question, _, option = name.partition("/")
            count(self.columns.answered, (question, option), mask)
        places = self._few(mask) if effects else None
        if places is None:
            super().effects(effects, path, setting, mask, by_hand)
        elif len(places):
            inner, narrowed = self._inside(places, setting)
            super(BatchUmpire, inner).effects(effects, path, narrowed, np.ones(len(places), dtype=np.bool_), by_hand)
            inner.columns.put_back()

    def _few(self, mask: Truths) -> Places | None:
        """Return the runs of a mask when they are so few that they are better taken apart."""
        if self.columns.runs <= _REPAYS:
            return None
        places = np.flatnonzero(mask)
        return places if self.columns.runs - len(places) > _REPAYS and 2 * len(places) < self.columns.runs else None

    def _inside(self, places: Places, setting: Setting) -> tuple[BatchUmpire, Setting]:
        inner = self.part(places)
        joint = setting.joint
        if joint is not None:
            assert isinstance(joint, Batch)
            joint = joint.part(places)
        return inner, replace(setting, columns=inner.columns, joint=joint)


def count(counts: MutableMapping[Key, NDArray[np.int64]], key: Key, mask: Truths) -> None:
    """Count once more in the runs of the mask."""
    before = counts.get(key)
    counts[key] = mask.astype(np.int64) if before is None else before + mask


def _among(kept: Places, held: Places) -> tuple[Places, Places]:
    """Return where in `kept` those of `held` are that are kept, and which of `held` they are. Both go upward."""
    at = np.searchsorted(kept, held)
    there = np.flatnonzero(kept.take(at, mode="clip") == held)
    return at[there], there


_NOBODY: Truths = np.empty(0, dtype=np.bool_)
_NO_ORDER: NDArray[np.int64] = np.empty(0, dtype=np.int64)
