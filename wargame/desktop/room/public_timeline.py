"""The public timeline on the wall: a lane for each actor, a column for each turn, agreements as bars below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from wargame.desktop.room.sheet import BADGE, Badge, Edge, Icon, Panel
from wargame.referee.wall_views import INJECTS
from wargame.translation import say, say_count

if TYPE_CHECKING:
    from wargame.desktop.room.sheet import Sheet
    from wargame.desktop.wall_scenes import Board
    from wargame.referee.views import ActorSummary
    from wargame.referee.wall_views import WallBar, WallCard

NARROWEST_COLUMN = 244
LOWEST_LANE = 92
HEAD = 60
BAR = 44
LEADING = 1.24
"""Height of a line on a card, in letters."""
MARKS = {"success": ("circle-check", "ok"), "partial": ("circle-dot", "warn"), "failure": ("circle-x", "bad")}
"""How a move went → icon and colour."""


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where columns and lanes are."""

    box: QRectF
    lanes_wide: float
    turns: tuple[int, ...]

    @property
    def column(self) -> float:
        return (self.box.width() - self.lanes_wide) / len(self.turns)

    def left(self, turn: int) -> float:
        return self.box.left() + self.lanes_wide + self.turns.index(turn) * self.column

    def head(self, top: float, height: float) -> QRectF:
        return QRectF(self.box.left(), top, self.lanes_wide, height)


def timeline(sheet: Sheet, box: QRectF, board: Board, *, named: bool) -> None:
    """Put the timeline into a box, with as many of the latest turns as can be read; `named` lanes say who."""
    grid = _Grid(box, 320 if named else BADGE + 32, ())
    grid = _Grid(box, grid.lanes_wide, _turns(board, int((box.width() - grid.lanes_wide) // NARROWEST_COLUMN)))
    bars = [bar for bar in board.bars if bar.end >= grid.turns[0] and bar.start <= grid.turns[-1]]
    sheet.add(Panel(box))
    _columns(sheet, grid, board)
    foot = _bars_height(bars, box)
    room = box.height() - HEAD - foot
    lanes = [*board.view.actors][: max(1, int(room // LOWEST_LANE) - 1)]
    height = room / (len(lanes) + 1)
    _lane(sheet, grid.head(box.top() + HEAD, height), "zap", say("News") if named else "", box)
    _cells(sheet, grid, board, INJECTS, box.top() + HEAD, height, None)
    for number, actor in enumerate(lanes, start=1):
        top = box.top() + HEAD + number * height
        _actor_lane(sheet, grid.head(top, height), actor, box, named=named)
        _cells(sheet, grid, board, actor.actor, top, height, actor)
    if foot:
        _agreements(sheet, grid, bars, box.bottom() - foot, named=named)


def _turns(board: Board, columns: int) -> tuple[int, ...]:
    """Return the turns that are shown: the latest, and coming ones only while there are too few."""
    clock = board.view.clock
    last = max(clock.turn, min(clock.turns, max(1, columns)), 1)
    return tuple(range(max(1, last - max(1, columns) + 1), last + 1))


def _columns(sheet: Sheet, grid: _Grid, board: Board) -> None:
    clock = board.view.clock
    word = f"{clock.turn_word[:1].upper()}{clock.turn_word[1:]}"
    for turn in grid.turns:
        left, now = grid.left(turn), turn == clock.turn
        if now:
            radius = 16 if turn == grid.turns[-1] else 0
            sheet.add(Panel(QRectF(left, grid.box.top(), grid.column, grid.box.height()), "accent_soft", "", radius))
        sheet.add(Panel(QRectF(left - 1, grid.box.top(), 2, grid.box.height()), "line", "", 0))
        head = QRectF(left + 16, grid.box.top(), grid.column - 32, HEAD)
        numbered = say("{word} {number}", context="half-year 3, inject 3", word=word, number=turn)
        sheet.line(head, numbered, 26, 600, "accent" if now else "text2")


def _lane(sheet: Sheet, head: QRectF, icon: str, name: str, box: QRectF) -> None:
    _rule(sheet, head.top(), box)
    size = 44.0
    left = head.left() + 16 + (BADGE - size) / 2
    sheet.add(Icon(QRectF(left, head.center().y() - size / 2, size, size), icon, "text2"))
    if name:
        sheet.line(_name_box(head), name, 28, 600)


def _actor_lane(sheet: Sheet, head: QRectF, actor: ActorSummary, box: QRectF, *, named: bool) -> None:
    _rule(sheet, head.top(), box)
    badge = QRectF(head.left() + 16, head.center().y() - BADGE / 2, BADGE, BADGE)
    sheet.add(Badge(badge, actor.slot, actor.monogram))
    if named:
        name = _name_box(head)
        first = len(sheet.items)
        sheet.text(name, actor.name, 28, 600, smallest=24, leading=LEADING)
        sheet.settle(first, name)


def _name_box(head: QRectF) -> QRectF:
    left = head.left() + 16 + BADGE + 16
    return QRectF(left, head.top(), head.right() - left - 8, head.height())


def _rule(sheet: Sheet, top: float, box: QRectF) -> None:
    sheet.add(Panel(QRectF(box.left(), top - 1, box.width(), 2), "line", "", 0))


def _cells(
    sheet: Sheet, grid: _Grid, board: Board, lane: str, top: float, height: float, actor: ActorSummary | None
) -> None:
    for turn in grid.turns:
        cards = [card for card in board.cards if card.lane == lane and card.turn == turn]
        if cards:
            box = QRectF(grid.left(turn) + 10, top + 8, grid.column - 20, height - 16)
            _cell(sheet, box, cards, actor)


def _cell(sheet: Sheet, box: QRectF, cards: list[WallCard], actor: ActorSummary | None) -> None:
    """Put what one lane has in one turn on a card; of too much, the latest."""
    sheet.add(Panel(box, "bg", "line2", 10, 2))
    if actor is not None:
        sheet.add(Edge(QRectF(box.left() + 6, box.top() + 8, 7, box.height() - 16), actor.slot))
    inner = box.adjusted(24 if actor is not None else 16, 5, -12, -5)
    tall = sheet.least * LEADING
    lines = max(1, int((inner.height() + 0.5) // tall))
    shown, before = cards[-lines:], ""
    if len(cards) > lines:
        shown = cards[-max(lines - 1, 1) :]
        before = say_count(len(cards) - len(shown), "{count} before", "{count} before") if lines > 1 else ""
    each = max(1, (lines - bool(before)) // len(shown))
    first, top = len(sheet.items), inner.top()
    if before:
        sheet.line(QRectF(inner.left(), top, inner.width(), tall), before, sheet.least, 400, "text2")
        top += tall
    for card in shown:
        top = _entry(sheet, QRectF(inner.left(), top, inner.width(), each * tall), card)
    sheet.settle(first, inner)


def _entry(sheet: Sheet, box: QRectF, card: WallCard) -> float:
    """Put a title and how it went into a box; return where it ends."""
    size = 30.0
    words = QRectF(box)
    if card.mark in MARKS:
        icon, shade = MARKS[card.mark]
        sheet.add(Icon(QRectF(box.right() - size, box.top(), size, size), icon, shade))
        words.setRight(box.right() - size - 8)
    return sheet.text(words, card.title, sheet.least, 500, smallest=sheet.least, leading=LEADING)


def _bars_height(bars: list[WallBar], box: QRectF) -> float:
    rows = min(len({bar.name for bar in bars}), 3 if box.height() > 700 else 2)  # noqa: PLR2004 -- half the lanes
    return rows * (BAR + 8) + 24 if rows else 0.0


def _agreements(sheet: Sheet, grid: _Grid, bars: list[WallBar], top: float, *, named: bool) -> None:
    """Put the agreements below the lanes; of too many, those that go on, and then the latest."""
    head = grid.head(top, grid.box.bottom() - top)
    _lane(sheet, head, "file-text", say("Agreements") if named else "", grid.box)
    rows = int((head.height() - 24 + 0.5) // (BAR + 8))
    latest = sorted(bars, key=lambda bar: (bar.goes_on, bar.start), reverse=True)
    names = list(dict.fromkeys(bar.name for bar in latest))[:rows]
    for row, name in enumerate(names):
        place = top + 12 + row * (BAR + 8)
        for bar in (bar for bar in bars if bar.name == name):
            _bar(sheet, grid, bar, place, titled=bar is [one for one in bars if one.name == name][-1])


def _bar(sheet: Sheet, grid: _Grid, bar: WallBar, top: float, *, titled: bool) -> None:
    first, last = max(bar.start, grid.turns[0]), min(bar.end, grid.turns[-1])
    left, right = grid.left(first) + 10, grid.left(last) + grid.column - 10
    tone = "bad" if bar.broken else "warn" if bar.suspended else "text2" if bar.ended else "ok"
    fill = {"text2": "sunken"}.get(tone, f"{tone}_soft")
    box = QRectF(left, top, right - left, BAR)
    sheet.add(Panel(box, fill, tone, 10, 2, dashed=bar.suspended))
    if titled:
        words = _bar_words(bar)
        sheet.line(box.adjusted(14, 0, -14, 0), words[:1].upper() + words[1:], sheet.least, 600, tone)


def _bar_words(bar: WallBar) -> str:
    """Return the name of an agreement with how it stands, where that is not as agreed."""
    if bar.broken:
        return say("broken: {agreement}", agreement=bar.name)
    if bar.suspended:
        return say("suspended: {agreement}", agreement=bar.name)
    return say("ended: {agreement}", agreement=bar.name) if bar.ended else bar.name
