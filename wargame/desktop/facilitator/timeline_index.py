"""What stands on the timeline, by lane and turn: sorted arrays, quick however long the log is."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol


class Row(Protocol):
    """What the timeline needs of a row of `review.timeline`."""

    @property
    def seq(self) -> int:
        """Number of the log entry, 0 for what is only planned."""

    @property
    def turn(self) -> int:
        """The turn it belongs to."""

    @property
    def lane(self) -> str:
        """`injects`, an actor, or `rules`."""


class Index:
    """The rows by lane and turn, in arrays: about 40 bytes a row."""

    def __init__(self, rows: Sequence[Row], lanes: Sequence[str], turns: int) -> None:
        """Sort `rows` into `lanes`; rows of unknown lanes are left out, turn 0 counts as turn 1."""
        self.rows = rows
        self.lanes = tuple(lanes)
        self.turns = max(1, turns)
        number = {lane: k for k, lane in enumerate(self.lanes)}
        keyed: list[array[int]] = [array("q") for _ in self.lanes]
        in_turn = array("l", bytes(array("l").itemsize * (self.turns + 2)))
        rank = array("l")
        for position, row in enumerate(rows):
            turn = min(max(row.turn, 1), self.turns)
            rank.append(in_turn[turn])
            in_turn[turn] += 1
            lane = number.get(row.lane)
            if lane is not None:
                keyed[lane].append((turn << 40) | position)
        self.members: list[array[int]] = []
        self.starts: list[array[int]] = []
        self.times: list[array[float]] = []
        for keys in keyed:
            self._file(keys, rank, in_turn)
        self._seqs, self._at = _by_entry(rows)

    def _file(self, keys: array[int], rank: array[int], in_turn: array[int]) -> None:
        ordered = sorted(keys)
        mask = (1 << 40) - 1
        members = array("l", (key & mask for key in ordered))
        starts = array("l", (bisect_left(ordered, turn << 40) for turn in range(self.turns + 2)))
        times = array("d")
        for key in ordered:
            turn = key >> 40
            times.append(turn - 1 + (rank[key & mask] + 0.5) / in_turn[turn])
        self.members.append(members)
        self.starts.append(starts)
        self.times.append(times)

    def cell(self, lane: int, turn: int) -> range:
        """Return which members of the lane belong to the turn."""
        starts = self.starts[lane]
        return range(starts[turn], starts[turn + 1])

    def position(self, seq: int) -> int | None:
        """Return the position in `rows` of the entry `seq`, or None."""
        k = bisect_left(self._seqs, seq)
        return self._at[k] if k < len(self._seqs) and self._seqs[k] == seq else None

    def last_before(self, seq: int) -> int | None:
        """Return the position of the last row whose entry is `seq` or earlier."""
        k = bisect_right(self._seqs, seq)
        return self._at[k - 1] if k else None

    def spot(self, position: int) -> tuple[int, int, int] | None:
        """Return (lane, turn, how many before it in its cell) of the row at `position`."""
        row = self.rows[position]
        if row.lane not in self.lanes:
            return None
        lane = self.lanes.index(row.lane)
        turn = min(max(row.turn, 1), self.turns)
        cell = self.cell(lane, turn)
        k = bisect_left(self.members[lane], position, cell.start, cell.stop)
        return (lane, turn, k - cell.start) if k < cell.stop and self.members[lane][k] == position else None

    def time(self, position: int) -> float:
        """Return where the row is in turns (2.5: half through turn 3), by its rank among all rows of its turn."""
        spot = self.spot(position)
        if spot is None:
            return float(min(max(self.rows[position].turn, 1), self.turns) - 1)
        lane, turn, k = spot
        return self.times[lane][self.starts[lane][turn] + k]

    def moment(self, seq: int, turn: int) -> float:
        """Return where the entry `seq` of a turn is, in turns: its row, or the last before it in that turn."""
        turn = min(max(turn, 1), self.turns)
        position = self.last_before(seq)
        if position is None or self.rows[position].turn < turn:
            return float(turn - 1)
        return self.time(position)

    def fullest(self) -> int:
        """Return the number of rows in the fullest cell."""
        return max((b - a for starts in self.starts for a, b in pairwise(starts)), default=0)


def _by_entry(rows: Sequence[Row]) -> tuple[array[int], array[int]]:
    """Return the entries' numbers in rising order, and where their rows are; what is only planned has no entry."""
    seqs, at = array("q"), array("q")
    for position, row in enumerate(rows):
        if row.seq > 0:
            seqs.append(row.seq)
            at.append(position)
    if all(one <= other for one, other in pairwise(seqs)):
        return seqs, at
    order = sorted(range(len(seqs)), key=seqs.__getitem__)
    return array("q", (seqs[k] for k in order)), array("q", (at[k] for k in order))
