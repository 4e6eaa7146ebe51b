"""How the tracks went through a session: every change of a value at its moment, in turns."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wargame.review.standing import standing_entries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wargame.session.history import History


@dataclass(frozen=True, slots=True)
class Curve:
    """The values of one track: from `times[k]` on it is `values[k]`."""

    times: tuple[float, ...]
    """In turns: 2.5 is half through turn 3; 0 is the start."""
    values: tuple[float, ...]

    def value_at(self, time: float) -> float:
        """Return the value at a moment."""
        return self.values[max(0, bisect_right(self.times, time) - 1)]


class Course:
    """The moments of all entries, and the curve of every track along what stands at the end."""

    def __init__(self, history: History) -> None:
        self._history = history
        entries = history.entries
        turns = [max(0, history.state_at(entry.seq).turn) for entry in entries]
        counts: dict[int, int] = {}
        for turn in turns:
            counts[turn] = counts.get(turn, 0) + 1
        ranks: dict[int, int] = {}
        self._times: list[float] = []
        for turn in turns:
            ranks[turn] = ranks.get(turn, 0) + 1
            self._times.append(turn - 1 + ranks[turn] / counts[turn] if turn else 0.0)
        self.turns = max(turns, default=0)
        self.begins = [0, *(seq for seq in range(1, len(turns)) if turns[seq] != turns[seq - 1])]
        """Position of each entry with which another turn begins, from 0."""
        self.turn_of = turns
        self._standing = sorted(standing_entries(entries))

    def time_of(self, seq: int) -> float:
        """Return the moment of an entry, in turns."""
        return self._times[seq - 1]

    def curves(self, tracks: Sequence[str]) -> dict[str, Curve]:
        """Return the curve of each of these tracks."""
        found: dict[str, tuple[list[float], list[float]]] = {}
        start = self._history.state_at(0).tracks
        for track in tracks:
            if track in start:
                found[track] = ([0.0], [start[track]])
        for seq in self._standing:
            now = self._history.state_at(seq).tracks
            time = self._times[seq - 1]
            for track, (times, values) in found.items():
                if now[track] != values[-1]:
                    times.append(time)
                    values.append(now[track])
        return {track: Curve(tuple(times), tuple(values)) for track, (times, values) in found.items()}
