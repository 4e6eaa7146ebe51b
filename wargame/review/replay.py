"""Going through a session afterwards: the situation at any entry, from what was recorded, never computed again."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from wargame.exercise.definition import Exercise
from wargame.referee.state import State
from wargame.review.bars import Bar, bars
from wargame.review.timeline import Log, Row, Timeline
from wargame.review.wording import entry_title
from wargame.session.entries import WHITE_CELL, Entry


class Replay:
    """A place in the log of a session, at the end to begin with, and the ways to move it."""

    def __init__(self, exercise: Exercise, history: Log) -> None:
        """Stand at the last entry of a log that has at least one."""
        self.exercise = exercise
        self.history = history
        self.turn_begins = _turn_begins(history)
        """Seq of each entry with which a turn began, in order; stepping back to a turn and on again counts twice."""
        self.seq = len(history.entries)
        """The entry right after which the situation is shown, from 1."""
        self._timelines: dict[str, Timeline] = {}

    @property
    def entry(self) -> Entry:
        """The entry stood at."""
        return self.history.entries[self.seq - 1]

    @property
    def title(self) -> str:
        """The entry in words."""
        return entry_title(self.exercise, self.entry, self.history.entries)

    @property
    def state(self) -> State:
        """The situation right after the entry."""
        return self.history.state_at(self.seq)

    @property
    def at_start(self) -> bool:
        """Whether there is nothing before."""
        return self.seq <= 1

    @property
    def at_end(self) -> bool:
        """Whether there is nothing after."""
        return self.seq >= len(self.history.entries)

    def go(self, seq: int) -> None:
        """Move to an entry; beyond either end is that end."""
        self.seq = max(1, min(seq, len(self.history.entries)))

    def next(self) -> None:
        """Move on by one entry."""
        self.go(self.seq + 1)

    def previous(self) -> None:
        """Move back by one entry."""
        self.go(self.seq - 1)

    def next_turn(self) -> None:
        """Move to where the next turn begins, or to the end."""
        later = bisect_right(self.turn_begins, self.seq)
        self.go(self.turn_begins[later] if later < len(self.turn_begins) else len(self.history.entries))

    def previous_turn(self) -> None:
        """Move to where this turn began, or the one before when already there, or to the start."""
        earlier = bisect_left(self.turn_begins, self.seq)
        self.go(self.turn_begins[earlier - 1] if earlier else 1)

    def rows(self, audience: str = WHITE_CELL) -> tuple[Row, ...]:
        """Return the timeline as an audience saw it then."""
        if audience not in self._timelines:
            self._timelines[audience] = Timeline(self.exercise, self.history, audience)
        return self._timelines[audience].rows(self.seq)

    def bars(self, audience: str = WHITE_CELL) -> tuple[Bar, ...]:
        """Return the agreements as bars, as an audience saw them then."""
        return bars(self.exercise, self.history, audience, self.seq)


def _turn_begins(history: Log) -> list[int]:
    turns = [history.state_at(entry.seq).turn for entry in history.entries]
    return [seq for seq, turn in enumerate(turns, start=1) if turn != (turns[seq - 2] if seq > 1 else 0)]
