"""The picture that always answers "where are we?": the news, the main tracks, the public timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from wargame.desktop.room.frame import frame
from wargame.desktop.room.public_timeline import timeline
from wargame.desktop.room.sheet import BODY, HEADLINE, Icon, Panel
from wargame.desktop.room.tracks import FEW, height_of, main_tracks, tracks
from wargame.translation import say

if TYPE_CHECKING:
    from datetime import datetime

    from wargame.desktop.room.sheet import Sheet
    from wargame.desktop.wall_scenes import Board
    from wargame.referee.views import Clockwork, NewsItem

GAP = 24
_ICONS = {"inject": "megaphone", "move": "flag", "agreement": "handshake", "breach": "triangle-alert",
          "report": "activity", "ending": "flag", "trigger": "zap", "improvised": "zap"}  # fmt: skip


def situation(sheet: Sheet, board: Board, now: datetime) -> None:
    """Put the situation on the sheet."""
    box = frame(sheet, board, now, foot=held_words(board))
    shown = main_tracks(board.view.readings)
    wide = (box.width() - GAP) * (0.42 if sheet.width > 1700 else 0.46)  # noqa: PLR2004 -- 16:9
    below = height_of(len(shown)) if shown else 0.0
    tall = box.height() - below - (GAP if shown else 0)
    if len(shown) <= FEW:
        tall = min(tall, box.height() * 0.52)
    left = QRectF(box.left(), box.top(), wide, tall if shown else box.height())
    news(sheet, left, latest(board.view.news), board.view.clock)
    top = left.bottom() + GAP
    tracks(sheet, QRectF(box.left(), top, wide, box.bottom() - top), shown)
    start = box.left() + wide + GAP
    timeline(sheet, QRectF(start, box.top(), box.right() - start, box.height()), board, named=False)


def held_words(board: Board) -> str:
    """Return what the foot says while moves wait to be laid open."""
    return say("Moves wait for the reveal") if board.held else ""


def latest(items: tuple[NewsItem, ...]) -> NewsItem | None:
    """Return the last piece of news; an inject of this turn before what else was told in it."""
    if not items:
        return None
    turn = items[-1].turn
    last = [item for item in items if item.turn == turn]
    return next((item for item in reversed(last) if item.kind in ("inject", "ending")), last[-1])


def kicker(item: NewsItem, clock: Clockwork) -> tuple[str, str]:
    """Return the word above a headline, and where the news comes from."""
    fresh = item.turn == clock.turn and item.kind in ("inject", "improvised", "breach", "report")
    word = say("Just in") if fresh else say("The latest")
    source = " · ".join(part for part in (item.means, item.sender) if part)
    return word.upper(), f"{source[:1].upper()}{source[1:]}"


def news_icon(item: NewsItem) -> str:
    """Return the icon of a piece of news."""
    return _ICONS.get(item.kind, "megaphone")


def news(sheet: Sheet, box: QRectF, item: NewsItem | None, clock: Clockwork) -> None:
    """Put the latest news into a box: where from, headline, text."""
    sheet.add(Panel(box, "surface", "warn" if item is not None else "", 20, 2))
    inner = box.adjusted(36, 26, -36, -24)
    if item is None:
        words = say("No news yet") if clock.turn else say("Before the start")
        sheet.text(inner, words, HEADLINE, 600, "text2", display=True, smallest=40)
        return
    word, source = kicker(item, clock)
    sheet.add(Icon(QRectF(inner.left(), inner.top() + 2, 34, 34), news_icon(item), "warn"))
    row = QRectF(inner.left() + 48, inner.top(), inner.width() - 48, 38)
    end = sheet.line(row, word, 26, 700, "warn")
    sheet.line(QRectF(end + 18, row.top(), max(row.right() - end - 18, 1), 38), source, 26, 400, "text2")
    top = row.bottom() + 14
    least = 2.2 * BODY * 1.34 if item.text else 0
    head = QRectF(inner.left(), top, inner.width(), max(inner.bottom() - top - least, HEADLINE * 1.2))
    end = sheet.text(head, item.headline, HEADLINE, 600, display=True, smallest=40)
    sheet.text(QRectF(inner.left(), end + 12, inner.width(), inner.bottom() - end - 12), item.text, BODY, 400, "text2")
