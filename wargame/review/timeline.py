"""The log as rows of a timeline for one audience, by `seen_by` alone.

The white cell reads every ruling as it was found. A seat and the room read
only what they were told, so that nothing hidden can reach their rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from wargame.exercise.definition import Exercise
from wargame.referee.ruling import OrderSubject
from wargame.referee.state import State
from wargame.review import names
from wargame.review.cards import INJECTS, RULES, Kind, Log, Mark, Row, placed, rows_of
from wargame.review.standing import standing_entries, undone
from wargame.review.wording import ruling_of
from wargame.session.entries import WHITE_CELL, Entry, SessionEnded

__all__ = ["INJECTS", "RULES", "Kind", "Log", "Mark", "Row", "Timeline", "rows"]


class Timeline:
    """The timeline of one audience: WHITE_CELL, `all` for the room, or an actor.

    An entry is put into words once and kept, so that a long log costs no more
    at its thousandth entry than at its first.
    """

    def __init__(
        self, exercise: Exercise, history: Log, audience: str = WHITE_CELL, *, with_undone: bool = False
    ) -> None:
        """`with_undone` keeps what was stepped back from as struck rows; only the white cell may ask for it."""
        self._exercise = exercise
        self._history = history
        self._audience = audience
        self._made: list[tuple[Row, ...]] = []
        self._with_undone = with_undone and audience == WHITE_CELL

    def rows(self, at: int | None = None) -> tuple[Row, ...]:
        """Return the rows as they are, or as they stood after the entry `at`.

        Things stepped back from are gone from the rows; whoever could see them reads that there was a step back.
        """
        log = self._history.entries
        end = len(log) if at is None else max(0, min(at, len(log)))
        if not end:
            return ()
        for entry in log[len(self._made) : end]:
            self._made.append(tuple(rows_of(self._exercise, self._history, entry, self._audience)))
        state = self._history.state_at(end)
        standing = standing_entries(log, end)
        kept: list[Row] = []
        for entry, made in zip(log, self._made[:end], strict=False):
            if not made:
                continue
            if not undone(entry, standing.__contains__):
                kept += made
            elif self._with_undone:
                kept += (replace(row, struck=True) for row in made)
        return tuple(self._as_now(kept, state, log, standing))

    def _as_now(
        self, kept: Sequence[Row], state: State, log: Sequence[Entry], standing: frozenset[int]
    ) -> Iterator[Row]:
        """Leave out orders that no longer wait, open what is no secret any more, and add what is planned."""
        waiting = {order.id for order in state.orders}
        over = state.ending is not None or any(isinstance(log[seq - 1].body, SessionEnded) for seq in standing)
        ruled = _ruled(kept, log)
        for row in kept:
            if row.kind != "order":
                yield row
                continue
            if row.struck:
                if ruled.isdisjoint(order.id for order in placed(log[row.seq - 1])):
                    yield row
                continue
            orders = [order for order in placed(log[row.seq - 1]) if order.id in waiting]
            if orders and row.mark == "sealed" and (over or self._audience != WHITE_CELL):
                yield replace(row, title=names.order_name(self._exercise, orders[0]), mark="")
            elif orders:
                yield row
        if self._audience == WHITE_CELL and not over:
            yield from _planned(self._exercise, state)


def rows(exercise: Exercise, history: Log, audience: str = WHITE_CELL, at: int | None = None) -> tuple[Row, ...]:
    """Return the rows of a timeline that is needed once; keep a `Timeline` where it is shown again and again."""
    return Timeline(exercise, history, audience).rows(at)


def _ruled(kept: Sequence[Row], log: Sequence[Entry]) -> frozenset[str]:
    """Return the orders whose struck ruling has a row: theirs would say the same again."""
    struck = (ruling_of(log[row.seq - 1].body, log) for row in kept if row.struck and row.kind == "ruling")
    subjects = (ruling.subject for ruling in struck if ruling is not None)
    return frozenset(subject.order.id for subject in subjects if isinstance(subject, OrderSubject))


def _planned(exercise: Exercise, state: State) -> Iterator[Row]:
    for inject in exercise.injects:
        if inject.due_turn is None or inject.id in state.injects:
            continue
        due = max(inject.due_turn, state.deferred.get(inject.id, 0))
        if due >= state.turn:
            yield Row(0, due, INJECTS, "inject", inject.headline, "planned", part=inject.number)
