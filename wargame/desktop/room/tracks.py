"""The main tracks on the wall: value, change since the turn began, and the way it went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from wargame.desktop.charts import number_text, signed_text, tone_of
from wargame.desktop.room.sheet import BODY, Course, Panel
from wargame.exercise.punctuation import in_per_cent

if TYPE_CHECKING:
    from wargame.desktop.room.sheet import Sheet
    from wargame.referee.views import Reading

MOST = 6
"""Tracks that a room can follow."""
FEW = 3
"""So many have a card each."""
_NAME = 90
"""Units in which a name still says something."""
ROW = 72


def main_tracks(readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """Return the tracks that the exercise calls main ones; without any, the first of which something is known."""
    known = [reading for reading in readings if reading.value is not None]
    return tuple([reading for reading in known if reading.headline][:MOST] or known[:FEW])


def height_of(count: int) -> float:
    """Return how much height so many tracks take at the least."""
    return count * 140 + max(count - 1, 0) * 20 if count <= FEW else count * ROW + 24


def tracks(sheet: Sheet, box: QRectF, readings: tuple[Reading, ...]) -> None:
    """Put the tracks into a box, as cards or, when they are many, as rows of one card."""
    if not readings:
        return
    if len(readings) <= FEW:
        gap = 20
        height = min((box.height() - gap * (len(readings) - 1)) / len(readings), 190)
        for number, reading in enumerate(readings):
            _card(sheet, QRectF(box.left(), box.top() + number * (height + gap), box.width(), height), reading)
        return
    sheet.add(Panel(box))
    step = (box.height() - 24) / len(readings)
    for number, reading in enumerate(readings):
        row = QRectF(box.left() + 28, box.top() + 12 + number * step, box.width() - 56, step)
        if number:
            sheet.add(Panel(QRectF(row.left(), row.top(), row.width(), 2), "line", "", 1))
        _row(sheet, row, reading)


def value_text(reading: Reading) -> str:
    """Return the value as the room reads it, with what makes it uncertain."""
    about = "≈ " if reading.known == "estimate" else ""
    number = number_text(reading.value)
    return f"{about}{in_per_cent(number) if reading.unit == '%' else number}"


def _card(sheet: Sheet, box: QRectF, reading: Reading) -> None:
    sheet.add(Panel(box))
    inner = box.adjusted(32, 16, -32, -16)
    named = sheet.line(
        QRectF(inner.left(), inner.top(), inner.width(), 38), reading.name, 28, 400, "text2", smallest=24
    )
    value = value_text(reading)
    wide = sheet.advance(value, 60, 600) + 4
    low = QRectF(inner.left(), inner.top() + 36, wide, inner.height() - 36)
    sheet.line(low, value, 60, 600)
    left = low.right() + 24
    beside = max(
        sheet.advance(signed_text(reading.change), 28, 600) + 4,
        sheet.advance(reading.band, 28) + 4 if reading.band else 0,
    )
    beside = min(beside, inner.width() * 0.34)
    half = low.height() / 2
    changed = QRectF(left, low.top() + (0 if reading.band else half / 2), beside, half)
    if reading.change:
        sheet.line(changed, signed_text(reading.change), 28, 600, tone_of(reading.change, reading.good))
    if reading.band:
        lower = QRectF(left, low.top() + (half if reading.change else half / 2), beside, half)
        sheet.line(lower, reading.band, 28, 400, "text2")
    start = left + beside + 28
    if inner.right() - start > 120 and len(reading.history) > 1:  # noqa: PLR2004 -- narrower says nothing
        top = inner.top() + (40 if named > start - 12 else 4)
        sheet.add(_course(QRectF(start, top, inner.right() - start, inner.bottom() - top - 4), reading))


def _row(sheet: Sheet, row: QRectF, reading: Reading) -> None:
    change = 86.0
    value_wide = max(sheet.advance(value_text(reading), 44, 600) + 4, 96)
    course = min(170.0, row.width() * 0.17)
    right = row.right()
    if reading.change:
        tone = tone_of(reading.change, reading.good)
        sheet.line(QRectF(right - change, row.top(), change, row.height()), signed_text(reading.change), 28, 600, tone,
                   "right")  # fmt: skip
    right -= change + 8
    sheet.line(QRectF(right - value_wide, row.top(), value_wide, row.height()), value_text(reading), 44, 600, "text",
               "right")  # fmt: skip
    right -= value_wide + 16
    if right - course - row.left() < _NAME:
        course = 0  # the name is worth more
    if course and len(reading.history) > 1:
        sheet.add(_course(QRectF(right - course, row.top() + 12, course, row.height() - 24), reading))
    right -= course + 16
    name = QRectF(row.left(), row.top(), right - row.left(), row.height())
    if not reading.band:
        first = len(sheet.items)
        sheet.text(name, reading.name, BODY, smallest=sheet.least, leading=1.2)
        sheet.settle(first, name)
        return
    half = row.height() / 2
    tall = min(half, 34)
    sheet.line(QRectF(name.left(), row.center().y() - tall, name.width(), tall), reading.name, smallest=24)
    sheet.line(QRectF(name.left(), row.center().y() - 2, name.width(), tall), reading.band, 24, 400, "text2")


def _course(box: QRectF, reading: Reading) -> Course:
    return Course(box, reading.history, reading.low, reading.high)
