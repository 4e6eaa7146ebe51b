"""The displays of this computer: where the wall goes, and when private pages are refused.

Plain functions over plain facts; only `connected` asks Qt.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QGuiApplication

from wargame.translation import phrase, say

IN_A_WINDOW = ""
"""Instead of the name of a screen: the wall is an ordinary window."""

MIRRORED = phrase(
    "Two displays show the same picture, so what is private would be on the wall. "
    "Let the projector extend the desktop instead of mirroring it, or unplug it; "
    "until then enter moves for the seats yourself, from their cards."
)


class Display(NamedTuple):
    """One display, and the part of the desktop that is on it, in pixels of the desktop.

    A tuple, because home is painted before `dataclasses` is loaded.
    """

    name: str
    left: int
    top: int
    width: int
    height: int

    def overlaps(self, other: Display) -> bool:
        """Return whether something of the desktop is on both."""
        beside = self.left + self.width <= other.left or other.left + other.width <= self.left
        above = self.top + self.height <= other.top or other.top + other.height <= self.top
        return not (beside or above)


def mirrored(displays: tuple[Display, ...]) -> bool:
    """Return whether some part of the desktop is on two displays at once."""
    return any(one.overlaps(other) for number, one in enumerate(displays) for other in displays[number + 1 :])


def refusal(displays: tuple[Display, ...]) -> str:
    """Return why nothing private may be shown now, in a sentence; "" when it may."""
    return say(MIRRORED) if mirrored(displays) else ""


def others(displays: tuple[Display, ...], own: str) -> tuple[Display, ...]:
    """Return the displays that show nothing of the one on which the facilitator works."""
    mine = next((display for display in displays if display.name == own), None)
    return tuple(display for display in displays if mine is None or not display.overlaps(mine))


def place(displays: tuple[Display, ...], own: str, wanted: str | None) -> str:
    """Return the display for the wall: the wanted one if it is there, else another; IN_A_WINDOW if there is none.

    `own` is the facilitator's display, on which the wall is never full screen;
    `wanted` is IN_A_WINDOW when a window was asked for, None for no wish.
    """
    if wanted == IN_A_WINDOW:
        return IN_A_WINDOW
    free = [display.name for display in others(displays, own)]
    return wanted if wanted is not None and wanted in free else free[0] if free else IN_A_WINDOW


def connected() -> tuple[Display, ...]:
    """Return the displays as they are now. Two of the same make are told apart by their place."""
    found: list[Display] = []
    for screen in QGuiApplication.screens():
        box = screen.geometry()
        found.append(Display(screen.name(), box.x(), box.y(), box.width(), box.height()))
    return tuple(found)
