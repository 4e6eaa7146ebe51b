"""The lanes of the timeline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QFontMetrics

from wargame.desktop.facilitator.line_breaks import broken
from wargame.translation import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wargame.desktop.style import Theme
    from wargame.exercise.definition import Exercise

BESIDE = 40
"""Pixels of the gutter that hold the badge of a lane, not its name."""
_LEAST, _MOST, _SHARE = 104, 176, 0.26
"""Pixels of the gutter at the usual size of text, and the share of the view that it takes at most."""
_LOWEST, _USUAL = 52.0, 58.0
"""Pixels of a lane in which two lines of words have room, and those it has before the view scrolls."""
_BAND = 32
"""Pixels of the agreements below the lanes, at least."""


@dataclass(frozen=True, slots=True)
class Lane:
    """One band of the timeline and how it is labelled."""

    id: str
    """`injects`, an actor, or `rules`."""
    name: str
    slot: int = -1
    """The actor's position in the exercise; -1 for lanes that are no actor's."""
    monogram: str = ""
    icon: str = ""


def lanes_of(exercise: Exercise) -> tuple[Lane, ...]:
    """Return the lanes of an exercise: injects above, one for each actor, the rules below."""
    actors = [
        Lane(actor.id, actor.name, slot, actor.monogram or actor.name[:2].upper())
        for slot, actor in enumerate(exercise.actors.values())
    ]
    return (Lane("injects", say("Injects"), icon="newspaper"), *actors, Lane("rules", say("Rules"), icon="book-open"))


def gutter_width(theme: Theme, lanes: Sequence[Lane], room: int) -> int:
    """Return how many pixels of a view `room` wide the names of the lanes take, each on two lines at most."""
    metrics = QFontMetrics(theme.font(12, 600))
    most = max(_LEAST, min(theme.px(_MOST), round(room * _SHARE))) - BESIDE
    needed = metrics.horizontalAdvance(say("Agreements"))
    for lane in lanes:
        while needed < most and any(line.endswith("…") for line in broken(metrics, lane.name, (needed, needed))):
            needed += 4
    return BESIDE + min(max(needed + 6, _LEAST - BESIDE), most)


def least_lane(theme: Theme, lanes: Sequence[Lane], room: int) -> float:
    """Return how low lanes may be in `room` pixels: a little lower where all of them are seen at once for it."""
    fitting = (room - _BAND) / max(1, len(lanes))
    return max(_LOWEST, min(_USUAL, fitting), 24 * theme.scale + 10)
