"""What is around every picture: title and moment, the clock, the marking, and that this is an exercise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from wargame.desktop.room.sheet import Icon, Panel
from wargame.desktop.wall_scenes import FOOTER
from wargame.translation import phrase, say

if TYPE_CHECKING:
    from datetime import datetime

    from wargame.desktop.room.sheet import Sheet
    from wargame.desktop.wall_scenes import Board, WallClock
    from wargame.referee.views import Clockwork

LEAST_CLOCK = 0.2
"""Share of the planned time below which the clock warns."""
LONG = 100
"""Minutes from which on hours are told, and seconds are not."""
STOPPED = phrase("The exercise is stopped")


def margin(sheet: Sheet) -> float:
    """Return the empty units at either side."""
    return 64 if sheet.width > 1700 else 48  # noqa: PLR2004 -- 16:9 has the room


def clock_words(clock: WallClock, now: datetime) -> tuple[str, str, str]:
    """Return the time left ("04:18"), a word for it and its colour: amber near the end, red when it is over."""
    left = clock.left(now)
    seconds = int(abs(left) + (0.999 if left > 0 else 0))
    minutes = seconds // 60
    digits = f"{minutes:02d}:{seconds % 60:02d}"
    if minutes >= LONG:
        digits = say("{hours} h {minutes}", hours=minutes // 60, minutes=f"{minutes % 60:02d}")
    if left <= 0:
        return digits, say("over time") if seconds else say("time is up"), "bad"
    word = say("left", context="time that is left") if clock.running else say("clock stands")
    near = clock.planned and left <= clock.planned * LEAST_CLOCK
    return digits, word, "warn" if near else "text"


def moment(clock: Clockwork) -> str:
    """Return where play stands, in one line."""
    if clock.ending:
        return say("Play is over")
    if not clock.turn:
        return say("Before the start")
    where = clock.phases[clock.phase] if clock.phase < len(clock.phases) else ""
    word = f"{clock.turn_word[:1].upper()}{clock.turn_word[1:]}"
    turn = say("{turn} {number} of {count}", turn=word, number=clock.turn, count=clock.turns)
    return " · ".join(part for part in (turn, where, clock.scenario_date) if part)


def frame(sheet: Sheet, board: Board, now: datetime, *, with_clock: bool = True, foot: str = "") -> QRectF:
    """Put head and foot on the sheet; return the box between them."""
    edge = margin(sheet)
    right = sheet.width - edge
    if with_clock and board.clock is not None and board.pause is None:
        right = _clock(sheet, board.clock, now, right)
    elif board.pause is not None:
        right = _pause(sheet, board.pause, right)
    wide = right - edge - 32
    sheet.line(QRectF(edge, 54, wide, 44), board.view.clock.title, 34, 600)
    sheet.line(QRectF(edge, 102, wide, 38), moment(board.view.clock), 28, 400, "text2")
    foot_and_marking(sheet, board.marking, say(FOOTER), foot)
    return QRectF(edge, 166, sheet.width - 2 * edge, sheet.height - 166 - 84)


def foot_and_marking(sheet: Sheet, marking: str, says: str, foot: str = "") -> None:
    """Put the marking at head and foot, and at the foot what this is."""
    edge, wide = margin(sheet), sheet.width - 2 * margin(sheet)
    bottom = sheet.height - 62
    third = wide / 3 - 12
    right = min(max(third, sheet.advance(says, 24, 600) + 4), wide / 2)
    left = wide - right - 24
    if marking:
        # What the marking leaves is for the other two.
        right = left = max(third, (wide - sheet.advance(marking, 24, 700) - 60) / 2)
        for top in (10.0, bottom):
            sheet.line(QRectF(edge + right, top, wide - 2 * right, 34), marking, 24, 700, "text", "centre")
    sheet.line(QRectF(edge, bottom, left, 34), foot, 24, 400, "text2")
    sheet.line(QRectF(sheet.width - edge - right, bottom, right, 34), says, 24, 600, "text2", "right")


def _clock(sheet: Sheet, clock: WallClock, now: datetime, right: float) -> float:
    digits, word, shade = clock_words(clock, now)
    wide = sheet.advance(digits, 84, 600) + 4
    sheet.line(QRectF(right - wide, 44, wide, 100), digits, 84, 600, shade, "right")
    beside = sheet.advance(word, 24, 600) + 4
    left = right - wide - 16 - beside
    sheet.line(QRectF(left, 96, beside, 34), word, 24, 600, shade if shade != "text" else "text2", "right")
    return left


def pause_words(reason: str) -> str:
    """Return that the exercise stands still, and why where a reason was given."""
    return say("Pause: {reason}", reason=reason) if reason else say("Pause")


def _pause(sheet: Sheet, reason: str, right: float) -> float:
    words = pause_words(reason)
    wide = min(sheet.advance(words, 34, 600) + 4, sheet.width * 0.4)
    box = QRectF(right - wide - 104, 56, wide + 104, 76)
    sheet.add(Panel(box, "warn_soft", "", 38))
    sheet.add(Icon(QRectF(box.left() + 28, box.top() + 20, 36, 36), "pause", "warn"))
    sheet.line(QRectF(box.left() + 76, box.top() + 14, wide, 48), words, 34, 600, "warn")
    return box.left()
