"""What a rule may ask about the runs it is applied to."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from wargame.exercise.condition_nodes import Number
from wargame.exercise.conditions import Expression
from wargame.exercise.definition import Exercise
from wargame.exercise.rulebook import Row, Table
from wargame.exercise.situation import Standing
from wargame.referee.columns import DOWN, Columns

Amounts = NDArray[np.float64]
Truths = NDArray[np.bool_]

ANYBODY = "any"

_Reckoned = tuple[str, frozenset[tuple[str, str]]]
"""A derived value or a table, and what the words stand for that it may depend on."""
_NO_ROW = -1.0
"""What a table by words is looked up by when no row has the word."""
_NOTHING_BOUND: frozenset[tuple[str, str]] = frozenset()


class Circumstances:
    """The situation of N runs, as the conditions and amounts of a rule see it (`situation.Situation`).

    `drafts` are terms of texts that are only considered: (agreement, term) → level.
    """

    def __init__(
        self,
        exercise: Exercise,
        columns: Columns,
        bound: Mapping[str, str],
        drafts: Mapping[tuple[str, str], Amounts] | None = None,
    ) -> None:
        self._exercise = exercise
        self._columns = columns
        self._bound = bound
        self._drafts = drafts or {}
        self._reckoned: dict[_Reckoned, Amounts] | None = None
        """What has been computed in the reading that is under way."""

    @property
    def runs(self) -> int:
        """How many runs are asked about at once."""
        return self._columns.runs

    @property
    def bound(self) -> Mapping[str, str]:
        """What the words of the block stand for."""
        return self._bound

    def amount(self, track: str) -> Amounts:
        """Return the value of a track or derived value by its full id, or of `turn`."""
        values = self._columns.tracks.get(track)
        if values is not None:
            return values
        derived = self._exercise.derived.get(track)
        if derived is not None:
            return self._reckon((track, _NOTHING_BOUND), derived.formula)
        if track == "turn":
            return self._everywhere(float(self._columns.turn))
        raise KeyError(track)

    def flag(self, flag: str) -> Truths:
        """Return in which runs the flag is up."""
        until = self._columns.flags.get(flag)
        return np.zeros(self.runs, dtype=np.bool_) if until is None else until != DOWN

    def played(self, who: str, move: str) -> Truths:
        """Return in which runs the move, or one with that tag, was carried out this turn."""
        return self._carried_out(self._columns.done_now, who, move) > 0

    def times(self, who: str, move: str) -> Amounts:
        """Return how often it was carried out in the whole exercise."""
        return self._carried_out(self._columns.done, who, move)

    def table(self, name: str) -> Amounts:
        """Return what a table gives now; a value between two rows of an unchecked table belongs to the lower one."""
        table = self._exercise.rulebook.tables[name]
        return _look_up(table, self._reckon((name, frozenset(self._bound.items())), table.by))

    def binding(self, **words: str) -> Circumstances:
        """Return the same situation with words bound besides those that are."""
        inner = Circumstances(self._exercise, self._columns, {**self._bound, **words}, self._drafts)
        inner._reckoned = self._reckoned
        return inner

    def agreement_is(self, agreement: str, what: Standing) -> Truths:
        """Return in which runs an agreement is in force ("active"), was ever signed, or lies on the table."""
        name = self._bound.get(agreement, agreement)
        if what == "active":
            return self._columns.in_force(name)
        return self._columns.ever(name) if what == "ever" else self._columns.offered(name)

    def age(self, agreement: str) -> Amounts:
        """Return for how many turns it has been in force: 0 in the turn of signing, -1 unless in force."""
        return self._columns.age(self._bound.get(agreement, agreement))

    def term(self, agreement: str, term: str) -> Amounts:
        """Return the level of a term: 0 if never signed, the last level if ended."""
        name = self._bound.get(agreement, agreement)
        draft = self._drafts.get((name, term))
        return self._columns.term(name, term) if draft is None else draft

    def is_word(self, subject: str, word: str) -> Truths:
        """Return in which runs a fact (`full_cap.declaration`) or card (`prc.posture`) is this word."""
        owner, _, name = subject.partition(".")
        owner = self._bound.get(owner, owner)
        if f"{owner}.{name}" in self._exercise.cards:
            return self._columns.card_is(f"{owner}.{name}", word)
        return self._columns.fact_is(owner, name, word)

    def number(self, amount: Expression) -> Amounts:
        """Return an amount, one entry a run."""
        if isinstance(amount.node, Number):
            return self._everywhere(amount.node.value)
        values = np.asarray(amount.value(self), dtype=np.float64)
        return values if values.shape == (self.runs,) else np.broadcast_to(values, (self.runs,))

    def truth(self, condition: Expression) -> Truths:
        """Return where a condition holds, one entry a run."""
        values = np.asarray(condition.value(self), dtype=np.bool_)
        return values if values.shape == (self.runs,) else np.broadcast_to(values, (self.runs,))

    def _reckon(self, what: _Reckoned, formula: Expression) -> Amounts:
        """Return what a derived value comes to, or a table is looked up by: within one reading each is computed once.

        Values that are computed from others, and those again, would else be computed twice as often at each step.
        """
        if self._reckoned is None:
            self._reckoned = {}
            try:
                return self.number(formula)
            finally:
                self._reckoned = None
        values = self._reckoned.get(what)
        if values is None:
            values = self._reckoned[what] = self.number(formula)
        return values

    def _everywhere(self, value: float) -> Amounts:
        """Return the same number for every run. It takes no room: an array that does not go on."""
        return np.ndarray((self.runs,), np.float64, _alone(value), 0, (0,))

    def _carried_out(self, done: Mapping[tuple[str, str], NDArray[np.int64]], who: str, move: str) -> Amounts:
        actor = self._bound.get(who, who)
        meant = _moves_meant(self._exercise, move)
        total = np.zeros(self.runs)
        for mover in self._exercise.actors if actor == ANYBODY else (actor,):
            for one in meant:
                number = done.get((mover, one))
                if number is not None:
                    total = total + number
        return total


@lru_cache(maxsize=1024)
def _alone(value: float) -> Amounts:
    alone = np.array([value], dtype=np.float64)
    alone.setflags(write=False)
    return alone


def _moves_meant(exercise: Exercise, name: str) -> list[str]:
    """Return the moves that a name means: that move, or all with that tag."""
    moves = exercise.rulebook.moves
    return [name] if name in moves else [move.id for move in moves.values() if name in move.tags]


def _look_up(table: Table, by: Amounts) -> Amounts:
    """Return the values of the rows; 0 where a table by words has none for the word."""
    lows, values = _upward(table.rows)
    found = np.searchsorted(lows, by + 1e-9, side="right") - 1
    return values[np.maximum(found, 0)]


@lru_cache(maxsize=256)
def _upward(rows: tuple[Row, ...]) -> tuple[Amounts, Amounts]:
    """Return where the rows begin, upward, and what they give."""
    upward = sorted(rows, key=lambda row: row.low)
    found = [(row.low, row.value) for row in upward]
    if upward and upward[0].word:
        found = [(_NO_ROW, 0.0), *found]
    return np.array([low for low, _ in found]), np.array([value for _, value in found])
