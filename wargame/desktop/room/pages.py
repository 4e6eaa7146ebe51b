"""Every scene of the wall, and which function puts it on a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.desktop.room import plain_pages
from wargame.desktop.room.reveal_page import reveal
from wargame.desktop.room.room_check import room_check
from wargame.desktop.room.sheet import Sheet
from wargame.desktop.room.situation import situation
from wargame.desktop.wall_scenes import Scene

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from PySide6.QtCore import QSizeF

    from wargame.desktop.style import Theme
    from wargame.desktop.wall_scenes import Board, Cue


def page(theme: Theme, size: QSizeF, board: Board, cue: Cue, now: datetime) -> Sheet:
    """Return the picture of a cue on a screen of that many pixels."""
    sheet = Sheet(theme, size)
    pages: dict[Scene, Callable[[], None]] = {
        Scene.SITUATION: lambda: situation(sheet, board, now),
        Scene.TIMELINE: lambda: plain_pages.whole_timeline(sheet, board, now),
        Scene.INJECT: lambda: plain_pages.inject(sheet, board, cue, now),
        Scene.REVEAL: lambda: reveal(sheet, board, cue, now),
        Scene.CLOCK: lambda: plain_pages.clock(sheet, board, now),
        Scene.QUESTION: lambda: plain_pages.question(sheet, board, cue, now),
        Scene.TEST_CARD: lambda: room_check(sheet, board),
        Scene.BLANK: lambda: plain_pages.blank(sheet, board),
        Scene.EMERGENCY: lambda: plain_pages.emergency(sheet, board, cue),
    }
    pages[cue.scene]()
    return sheet
