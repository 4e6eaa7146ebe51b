"""The picture with which the room is tried the day before: edges, colours, and what the back row can read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from wargame.desktop.room.frame import foot_and_marking, margin
from wargame.desktop.room.sheet import BADGE, Badge, Edge, Icon, Panel
from wargame.desktop.wall_scenes import FOOTER
from wargame.translation import phrase, say

if TYPE_CHECKING:
    from wargame.desktop.room.sheet import Sheet
    from wargame.desktop.wall_scenes import Board

_SAMPLES = (
    (54, 600, phrase("A headline has this size")),
    (28, 400, phrase("A text has this size. Can you read it from the back row?")),
    (24, 400, phrase("Nothing on the wall is smaller than this line.")),
)
_TONES = (
    ("ok", "check", phrase("better")),
    ("warn", "triangle-alert", phrase("take care")),
    ("bad", "circle-alert", phrase("worse")),
)


def room_check(sheet: Sheet, board: Board) -> None:
    """Put the test card on the sheet."""
    _corners(sheet)
    edge = margin(sheet)
    box = QRectF(edge, 90, sheet.width - 2 * edge, sheet.height - 190)
    wide, high = round(sheet.width * sheet.scale), round(sheet.height * sheet.scale)
    first = len(sheet.items)
    sheet.text(QRectF(box.left(), box.top(), box.width(), 90), say("Test card"), 70, 600, display=True)
    least = round(sheet.least * sheet.scale)
    facts = say("{width} × {height} pixels · smallest letters {size} pixels", width=wide, height=high, size=least)
    sheet.line(QRectF(box.left(), box.top() + 92, box.width(), 46), facts, 30, 400, "text2")
    top = box.top() + 170
    sheet.add(Panel(QRectF(box.left(), top, box.width(), 264), "surface", "line", 20))
    line = top + 24
    for px, weight, words in _SAMPLES:
        tall = px * 1.5 + 8
        sheet.line(QRectF(box.left() + 36, line, box.width() - 72, tall), say(words), px, weight)
        line += tall
    line = top + 24 + sum(px * 1.5 + 8 for px, _, _ in _SAMPLES)
    top += 264 + 28
    _actors(sheet, QRectF(box.left(), top, box.width(), 100), board)
    top += 128
    _tones(sheet, QRectF(box.left(), top, box.width(), 64))
    _greys(sheet, QRectF(box.left(), top + 92, box.width(), 60))
    sheet.settle(first, box)
    foot_and_marking(sheet, board.marking, say(FOOTER), say("All four corners have to be seen"))


def _corners(sheet: Sheet) -> None:
    """Mark the corners of the screen: a projector that cuts them off cuts off words elsewhere."""
    long, thick = 60.0, 6.0
    for left in (0.0, sheet.width - long):
        for top in (0.0, sheet.height - thick):
            sheet.add(Panel(QRectF(left, top, long, thick), "accent", "", 0))
    for left in (0.0, sheet.width - thick):
        for top in (0.0, sheet.height - long):
            sheet.add(Panel(QRectF(left, top, thick, long), "accent", "", 0))


def _actors(sheet: Sheet, box: QRectF, board: Board) -> None:
    actors = board.view.actors[:6]
    step = box.width() / max(len(actors), 1)
    for number, actor in enumerate(actors):
        left = box.left() + number * step
        sheet.add(Badge(QRectF(left, box.top() + 10, BADGE, BADGE), actor.slot, actor.monogram))
        sheet.add(Edge(QRectF(left + BADGE + 14, box.top() + 14, 8, 72), actor.slot))
        name = QRectF(left + BADGE + 34, box.top() + 10, step - BADGE - 44, BADGE)
        tall = 74.0 if sheet.advance(actor.name, 26, 600) > name.width() else 36.0
        sheet.text(
            QRectF(name.left(), name.center().y() - tall / 2, name.width(), tall), actor.name, 26, 600, smallest=24
        )


def _tones(sheet: Sheet, box: QRectF) -> None:
    step = box.width() / len(_TONES)
    for number, (tone, icon, word) in enumerate(_TONES):
        place = QRectF(box.left() + number * step, box.top(), step - 20, box.height())
        sheet.add(Panel(place, f"{tone}_soft", "", 16))
        sheet.add(Icon(QRectF(place.left() + 20, place.top() + 14, 36, 36), icon, tone))
        sheet.line(place.adjusted(70, 0, -16, 0), say(word), 28, 600, tone)


def _greys(sheet: Sheet, box: QRectF) -> None:
    """Put the grounds side by side: where two of them look alike, the room is too bright."""
    grounds = ("bg", "surface", "sunken", "line", "line2", "text2", "text")
    step = box.width() / len(grounds)
    for number, shade in enumerate(grounds):
        sheet.add(Panel(QRectF(box.left() + number * step, box.top(), step, box.height()), shade, "line2", 0, 1))
