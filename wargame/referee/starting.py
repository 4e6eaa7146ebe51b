"""Starts that chance settles at StartEx: by dice, or drawn."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wargame.exercise.definition import Exercise, Track
from wargame.exercise.starts import DrawnStart
from wargame.referee.columns import Columns
from wargame.referee.dice import Rolls, draw_of, key_of

Amounts = NDArray[np.float64]


def settle(exercise: Exercise, columns: Columns, rolls: Rolls) -> None:
    """Give every track whose start is left to chance the value it has come to, each by a draw of its own."""
    for track in exercise.tracks.values():
        if track.drawn is not None:
            columns.set_track(track.id, start_of(track, track.drawn, rolls), columns.live)


def are_drawn(exercise: Exercise) -> bool:
    """Whether the start of any track is left to chance."""
    return any(track.drawn is not None for track in exercise.tracks.values())


def start_of(track: Track, drawn: DrawnStart, rolls: Rolls) -> Amounts:
    """Return where a track starts, one value a run."""
    key = key_of(0, draw_of(f"tracks/{track.id}/start", ()), 1)
    if not drawn.draw:
        faces = rolls.faces(key, drawn.count, drawn.sides)
        return np.asarray(faces.sum(axis=0) + drawn.bonus, dtype=np.float64)
    mark = rolls.fraction(key) * sum(weight for _, weight in drawn.draw)
    reached = np.cumsum([weight for _, weight in drawn.draw])
    place = np.minimum(np.searchsorted(reached, mark, side="right"), len(drawn.draw) - 1)
    values = np.array([value for value, _ in drawn.draw], dtype=np.float64)
    return np.asarray(values[place], dtype=np.float64)
