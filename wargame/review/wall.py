"""The public timeline for the wall, and every move that can be laid open there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wargame.exercise.definition import EVERYBODY, Exercise
from wargame.referee.wall_views import INJECTS, Reveal, WallBar, WallCard
from wargame.review.bars import bars
from wargame.review.cards import Log, Row
from wargame.review.revealing import reveal_of
from wargame.review.timeline import Timeline, standing_entries
from wargame.review.wording import ruling_of
from wargame.session.entries import RulingCommitted

_SHOWN = ("inject", "ruling", "trigger", "ending")
"""Kinds of rows that a room follows; steps and notes are for those who run it."""


@dataclass(frozen=True, slots=True)
class Public:
    """What the room has seen so far."""

    cards: tuple[WallCard, ...]
    bars: tuple[WallBar, ...]


class PublicTimeline:
    """The public timeline of one session, whose rows are kept between readings."""

    def __init__(self, exercise: Exercise, history: Log) -> None:
        self._exercise = exercise
        self._history = history
        self._rows = Timeline(exercise, history, EVERYBODY)

    def at(self, seq: int) -> Public:
        """Return what the room has seen after the entry `seq`."""
        drawn = bars(self._exercise, self._history, EVERYBODY, seq) if self._exercise.agreements else ()
        return Public(
            tuple(_card(row, self._exercise) for row in self._rows.rows(seq) if row.kind in _SHOWN),
            tuple(
                WallBar(
                    bar.name, bar.start, bar.end, bar.goes_on, bar.status == "suspended", bool(bar.breaches), bar.ended
                )
                for bar in drawn
            ),
        )


def reveals(exercise: Exercise, history: Log, turn: int) -> tuple[Reveal, ...]:
    """Return what people did in a turn before everybody, in the order in which it was ruled; nothing undone."""
    return tuple(_reveals(exercise, history, turn))


def _reveals(exercise: Exercise, history: Log, turn: int) -> Iterator[Reveal]:
    for seq in sorted(standing_entries(history.entries)):
        entry = history.entries[seq - 1]
        if not isinstance(entry.body, RulingCommitted) or history.state_at(entry.base).turn != turn:
            continue
        ruling = ruling_of(entry.body, history.entries)
        reveal = None if ruling is None else reveal_of(exercise, ruling, seq, turn)
        if reveal is not None:
            yield reveal


def _card(row: Row, exercise: Exercise) -> WallCard:
    lane = row.lane if row.lane in exercise.actors else INJECTS
    return WallCard(row.seq, row.turn, lane, row.title, row.mark if row.kind == "ruling" else "")
