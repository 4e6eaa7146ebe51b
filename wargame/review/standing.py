"""What of the log still counts, and what was stepped back from."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from wargame.session.entries import (
    BranchMade,
    ClockSet,
    Entry,
    ExercisePaused,
    ExerciseResumed,
    LineTaken,
    NoteTaken,
    Redone,
    SessionClosed,
    SessionCreated,
    SessionOpened,
    SteppedBack,
    TurnReopened,
)

_IN_ANY_CASE = (
    BranchMade, ClockSet, ExercisePaused, ExerciseResumed, LineTaken, NoteTaken, Redone, SessionClosed,
    SessionCreated, SessionOpened, SteppedBack, TurnReopened,
)  # fmt: skip
"""What was noted, and what was done about the room and the line of play: it happened, wherever play went on."""


def standing_entries(log: Sequence[Entry], end: int | None = None) -> frozenset[int]:
    """Return the entries that the situation after entry `end` continues from: all but those stepped back from."""
    found = set()
    seq = len(log) if end is None else end
    while 0 < seq <= len(log):
        found.add(seq)
        base = log[seq - 1].base
        seq = base if base < seq else 0
    return frozenset(found)


def undone(entry: Entry, stands: Callable[[int], bool]) -> bool:
    """Return whether an entry does not count any more; `stands` knows the entries that the situation continues from."""
    return not stands(entry.seq) and not isinstance(entry.body, _IN_ANY_CASE)
