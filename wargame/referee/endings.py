"""How play ends: which ending holds, and when it is looked for."""

from __future__ import annotations

import numpy as np

from wargame.exercise.rulebook import Ending
from wargame.referee.blocks import Umpire
from wargame.referee.circumstances import Circumstances
from wargame.referee.effects import check_of
from wargame.referee.ruling import Started

NO_ENDING = ""
"""Play is over, and none of the endings holds."""


def look_at_once(umpire: Umpire) -> None:
    """End the runs in which an ending that counts `at once` holds. Only one that holds is told."""
    for ending in umpire.exercise.rulebook.endings:
        if ending.at_once:
            _look(umpire, ending, tell_failing=False)


def look_at_the_end(umpire: Umpire) -> None:
    """End all runs that are left: the first ending in the list whose condition holds, or none."""
    for ending in umpire.exercise.rulebook.endings:
        _look(umpire, ending, tell_failing=True)
    umpire.columns.end(NO_ENDING, umpire.columns.live)


def ending_of(endings: tuple[Ending, ...], reached: str | None) -> Ending | None:
    """Return the ending that was reached, or None."""
    return next((ending for ending in endings if ending.id == reached), None)


def _look(umpire: Umpire, ending: Ending, *, tell_failing: bool) -> None:
    columns = umpire.columns
    if not columns.live.any():
        return
    holds = columns.live
    check = None
    if ending.when is not None:
        read = Circumstances(umpire.exercise, columns, {})
        holds = columns.live & read.truth(ending.when)
        if umpire.trace is not None and (holds[0] or tell_failing):
            check = check_of(ending.when, read, holds=bool(holds[0]))
    if umpire.trace is not None and (holds[0] or tell_failing):
        path, name = f"endings/{ending.id}", ending.name or ending.end_state or ending.id
        umpire.trace.findings.append(Started(path, "ending", name, ending.place, check))
    if np.any(holds):
        columns.end(ending.id, holds)
