"""The pictures with one thing on them: the latest news, the clock, a question, nothing, and a real emergency."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from wargame.desktop.room.frame import STOPPED, clock_words, foot_and_marking, frame, margin, moment, pause_words
from wargame.desktop.room.public_timeline import timeline
from wargame.desktop.room.sheet import Icon, Panel
from wargame.desktop.room.situation import held_words, kicker, news_icon
from wargame.desktop.wall_scenes import FOOTER
from wargame.translation import phrase, say

if TYPE_CHECKING:
    from datetime import datetime

    from wargame.desktop.room.sheet import Sheet
    from wargame.desktop.wall_scenes import Board, Cue

WIDEST_TEXT = 1360
"""Units of a line that the eye still follows."""
NO_EXERCISE = phrase("This is no exercise")


def whole_timeline(sheet: Sheet, board: Board, now: datetime) -> None:
    """Put the public timeline on the sheet, as large as it goes."""
    timeline(sheet, frame(sheet, board, now, foot=held_words(board)), board, named=True)


def inject(sheet: Sheet, board: Board, cue: Cue, now: datetime) -> None:
    """Put one piece of news on the sheet, full screen."""
    box = frame(sheet, board, now)
    if cue.news is None:
        _one_line(sheet, box, say("No news yet"))
        return
    sheet.add(Panel(box, "surface", "warn", 24, 3))
    wide = min(box.width() - 160, WIDEST_TEXT)
    inner = QRectF(box.left() + 80, box.top() + 64, wide, box.height() - 116)
    word, source = kicker(cue.news, board.view.clock)
    first = len(sheet.items)
    sheet.add(Icon(QRectF(inner.left(), inner.top(), 48, 48), news_icon(cue.news), "warn"))
    row = QRectF(inner.left() + 68, inner.top(), inner.width() - 68, 48)
    end = sheet.line(row, word, 34, 700, "warn")
    sheet.line(QRectF(end + 24, row.top(), max(row.right() - end - 24, 1), 48), source, 34, 400, "text2")
    top = row.bottom() + 36
    room = inner.bottom() - top
    head = QRectF(inner.left(), top, inner.width(), room * (0.5 if cue.news.text else 1))
    end = sheet.text(head, cue.news.headline, 96, 600, display=True, smallest=54)
    below = QRectF(inner.left(), end + 28, inner.width(), inner.bottom() - end - 28)
    sheet.text(below, cue.news.text, 44, 400, "text2")
    sheet.settle(first, inner, 0.36)


def clock(sheet: Sheet, board: Board, now: datetime) -> None:
    """Put the time left on the sheet, as large as it goes, with the time of day and of the story."""
    box = frame(sheet, board, now, with_clock=False)
    story = board.view.clock
    middle = box.center().y()
    if board.pause is not None:
        _one_line(sheet, box, pause_words(board.pause))
    elif board.clock is None:
        _one_line(sheet, box, moment(story))
    else:
        digits, word, shade = clock_words(board.clock, now)
        sheet.line(QRectF(box.left(), middle - 250, box.width(), 380), digits, 340, 600, shade, "centre")
        where = story.phases[story.phase] if story.phase < len(story.phases) else ""
        line = " · ".join(part for part in (word, where) if part)
        shade = shade if shade != "text" else "text2"
        sheet.line(QRectF(box.left(), middle + 150, box.width(), 70), line, 54, 600, shade, "centre")
    of_day = f"{now.astimezone():%H:%M}"
    both = say("Room {time}", time=of_day)
    if story.scenario_date:
        both = say("Room {time} · Story {date}", time=of_day, date=story.scenario_date)
    sheet.line(QRectF(box.left(), box.bottom() - 90, box.width(), 60), both, 40, 400, "text2", "centre")


def question(sheet: Sheet, board: Board, cue: Cue, now: datetime) -> None:
    """Put a question to discuss on the sheet."""
    box = frame(sheet, board, now)
    sheet.add(Panel(box, "accent_soft", "", 24))
    inner = box.adjusted(90, 70, -90, -70)
    first = len(sheet.items)
    sheet.add(Icon(QRectF(inner.left(), inner.top(), 52, 52), "message-square-text", "accent"))
    sheet.line(QRectF(inner.left() + 72, inner.top(), inner.width() - 72, 52), say("To discuss"), 36, 700, "accent")
    words = cue.words or say("What do you do now, and why?")
    below = QRectF(inner.left(), inner.top() + 96, min(inner.width(), 1560), inner.height() - 96)
    sheet.text(below, words, 84, 600, display=True, smallest=44)
    sheet.settle(first, inner, 0.36)


def blank(sheet: Sheet, board: Board) -> None:
    """Leave the sheet empty but for its foot."""
    foot_and_marking(sheet, board.marking, say(FOOTER))


def emergency(sheet: Sheet, board: Board, cue: Cue) -> None:
    """Say that something real has happened. Nothing of the exercise stays on the sheet."""
    edge = margin(sheet)
    box = QRectF(edge, 90, sheet.width - 2 * edge, sheet.height - 90 - 100)
    sheet.add(Panel(box, "bad_soft", "bad", 28, 8))
    inner = box.adjusted(90, 90, -90, -70)
    first = len(sheet.items)
    sheet.add(Icon(QRectF(inner.center().x() - 80, inner.top(), 160, 160), "octagon-alert", "bad"))
    top = inner.top() + 200
    head = QRectF(inner.left(), top, inner.width(), 170)
    end = sheet.text(head, say(NO_EXERCISE), 120, 600, "bad", "centre", display=True, smallest=84)
    words = QRectF(inner.left(), end + 30, inner.width(), inner.bottom() - end - 30)
    sheet.text(words, cue.words or say("Listen to the facilitator now."), 60, 600, "text", "centre", smallest=40)
    sheet.settle(first, inner, 0.4)
    foot_and_marking(sheet, board.marking, say(STOPPED))


def _one_line(sheet: Sheet, box: QRectF, words: str) -> None:
    place = QRectF(box.left(), box.center().y() - 90, box.width(), 220)
    sheet.text(place, words, 84, 600, "text2", "centre", display=True, smallest=54)
