"""The public timeline for the wall, and every move that can be laid open there."""

from __future__ import annotations

from dataclasses import dataclass

from wargame.exercise.definition import EVERYBODY, Exercise
from wargame.exercise.sight import ROOM
from wargame.referee.sight import kept_from
from wargame.referee.wall_views import INJECTS, Reveal, WallBar, WallCard
from wargame.review.bars import bars
from wargame.review.cards import Log, Row
from wargame.review.revealing import reveal_of
from wargame.review.standing import standing_entries
from wargame.review.timeline import Timeline
from wargame.review.wording import ruling_of
from wargame.session.entries import Entry, RulingCommitted

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


class Reveals:
    """What people did before everybody, laid open; each is made once and kept."""

    def __init__(self, exercise: Exercise, history: Log) -> None:
        self._exercise = exercise
        self._history = history
        self._made: dict[int, Reveal | None] = {}

    def of_turn(self, turn: int) -> tuple[Reveal, ...]:
        """Return those of a turn, in the order in which they were ruled; nothing that was stepped back from."""
        entries = self._history.entries
        found = (self._reveal(entries[seq - 1], turn) for seq in sorted(standing_entries(entries)))
        return tuple(reveal for reveal in found if reveal is not None)

    def _reveal(self, entry: Entry, turn: int) -> Reveal | None:
        if not isinstance(entry.body, RulingCommitted) or self._history.state_at(entry.base).turn != turn:
            return None
        if entry.seq not in self._made:
            ruling = ruling_of(entry.body, self._history.entries)
            kept = kept_from(self._history.state_at(entry.base), ROOM)
            made = None if ruling is None else reveal_of(self._exercise, ruling, entry.seq, turn, kept)
            self._made[entry.seq] = made
        return self._made[entry.seq]


def _card(row: Row, exercise: Exercise) -> WallCard:
    lane = row.lane if row.lane in exercise.actors else INJECTS
    return WallCard(row.seq, row.turn, lane, row.title, row.mark if row.kind == "ruling" else "")
