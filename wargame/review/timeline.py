"""The log as rows of a timeline for one audience, by `seen_by` alone.

The white cell reads every ruling as it was found. A seat and the room read
only what they were told, so that nothing hidden can reach their rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from wargame.exercise.definition import Exercise
from wargame.referee.state import State
from wargame.review import names
from wargame.review.cards import INJECTS, RULES, Kind, Log, Mark, Row, placed, rows_of
from wargame.session.entries import WHITE_CELL, Entry, SessionEnded

__all__ = ["INJECTS", "RULES", "Kind", "Log", "Mark", "Row", "Timeline", "rows", "standing_entries"]


class Timeline:
    """The timeline of one audience: WHITE_CELL, `all` for the room, or an actor.

    An entry is put into words once and kept, so that a long log costs no more
    at its thousandth entry than at its first.
    """

    def __init__(self, exercise: Exercise, history: Log, audience: str = WHITE_CELL) -> None:
        self._exercise = exercise
        self._history = history
        self._audience = audience
        self._made: list[tuple[Row, ...]] = []

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
        kept = [row for made in self._made[:end] for row in made if row.seq in standing or row.kind == "note"]
        return tuple(self._as_now(kept, state, log, standing))

    def _as_now(
        self, kept: Sequence[Row], state: State, log: Sequence[Entry], standing: frozenset[int]
    ) -> Iterator[Row]:
        """Leave out orders that no longer wait, open what is no secret any more, and add what is planned."""
        waiting = {order.id for order in state.orders}
        over = state.ending is not None or any(isinstance(log[seq - 1].body, SessionEnded) for seq in standing)
        for row in kept:
            if row.kind != "order":
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


def standing_entries(log: Sequence[Entry], end: int | None = None) -> frozenset[int]:
    """Return the entries that the situation after entry `end` continues from: all but those stepped back from."""
    found = set()
    seq = len(log) if end is None else end
    while 0 < seq <= len(log):
        found.add(seq)
        base = log[seq - 1].base
        seq = base if base < seq else 0
    return frozenset(found)


def _planned(exercise: Exercise, state: State) -> Iterator[Row]:
    for inject in exercise.injects:
        if inject.due_turn is not None and inject.due_turn >= state.turn and inject.id not in state.injects:
            yield Row(0, inject.due_turn, INJECTS, "inject", inject.headline, "planned", part=inject.number)
