"""How a session's wall is set, as it is kept with the session; the marking stands on every screen and page."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wargame.desktop.live_session import LiveSession

SETTINGS = "the wall"
"""Under this name the session keeps how its wall is set, as it keeps a draft; no actor has a space in its id."""
MARKING = "marking"
"""The label with which an exercise gives its protective marking."""


@dataclass(frozen=True, slots=True)
class WallSettings:
    """What the facilitator has chosen about the wall."""

    marking: str = ""
    """Protective marking; "" for none."""
    hold: bool = True
    """Moves wait until they are laid open."""
    light: bool = False


def kept(live: LiveSession) -> WallSettings:
    """Return how the wall of a session is set; what was never chosen is as the exercise has it."""
    usual = WallSettings(live.exercise.labels.get(MARKING, ""))
    try:
        read = json.loads(live.draft(SETTINGS) or "{}")
    except ValueError:
        return usual
    if not isinstance(read, dict):
        return usual
    return WallSettings(
        str(read.get("marking", usual.marking)),
        bool(read.get("hold", usual.hold)),
        bool(read.get("light", usual.light)),
    )


def keep(live: LiveSession, settings: WallSettings) -> None:
    """Keep it with the session, where anything can be written."""
    if not live.read_only:
        live.save_draft(SETTINGS, json.dumps(asdict(settings)))
