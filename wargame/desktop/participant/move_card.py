"""A move as a card that can be chosen: what it is, what it costs, what the odds are, or why it cannot be made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QTextLayout
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from wargame.desktop.fuzzy import plain
from wargame.desktop.marks import paint_dots
from wargame.desktop.participant import wording
from wargame.desktop.text import tooltip
from wargame.translation import say

if TYPE_CHECKING:
    from PySide6.QtGui import QFont, QKeyEvent, QPaintEvent

    from wargame.desktop.style import Theme
    from wargame.referee.views import MoveOffer

_EDGE = 12
_MOST_LINES = 2
_MOST_DOTS = 6
_DICE = 18
_GAP = 8


class MoveCard(QAbstractButton):
    """One move. Painted whole, because a seat may have dozens of them."""

    walked = Signal(int)
    """An arrow key leads to the next card (1) or to the one before (-1)."""

    def __init__(self, theme: Theme, offer: MoveOffer, slot: int) -> None:
        super().__init__()
        self._theme = theme
        self.offer = offer
        self._slot = slot
        self._heights: dict[int, int] = {}
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setText(offer.name)
        self.setAccessibleName(offer.name)
        tooltip(self, offer.name)
        self.setAccessibleDescription(". ".join(part for part in (offer.text, self._foot(), self._right()) if part))

    def matches(self, words: str) -> bool:
        """Return whether all the words occur in the move's name, category or text."""
        place = plain(f"{self.offer.name} {self.offer.category} {self.offer.text}")
        return all(word in place for word in plain(words).split())

    def _foot(self) -> str:
        if not self.offer.available:
            return " · ".join(wording.failing(self.offer.reasons)) or say("Not available now")
        return " · ".join(part for part in (wording.cost(self.offer), wording.reach(self.offer)) if part)

    def _right(self) -> str:
        return wording.odds_in_short(self.offer) if self.offer.available else ""

    def _fonts(self) -> tuple[QFont, QFont]:
        return self._theme.font(14, 600), self._theme.font(12)

    def _lines(self, width: int, font: QFont) -> list[str]:
        """Return the move's text in at most two lines, the last one ending in "…" where there is more."""
        text = " ".join(self.offer.text.split())
        if not text:
            return []
        layout = QTextLayout(text, font)
        layout.beginLayout()
        lines: list[str] = []
        while len(lines) < _MOST_LINES:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            start = line.textStart()
            last = len(lines) == _MOST_LINES - 1
            lines.append(text[start:] if last else text[start : start + line.textLength()].rstrip())
        layout.endLayout()
        metrics = QFontMetrics(font)
        return [metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in lines]

    def heightForWidth(self, width: int) -> int:
        """Return the height for that width: title, text, foot. The layout asks again and again for a few widths."""
        if width not in self._heights:
            self._heights[width] = self._height(width)
        return self._heights[width]

    def _height(self, width: int) -> int:
        title, small = self._fonts()
        line = QFontMetrics(small).height()
        text = len(self._lines(width - 2 * _EDGE, small)) * line
        foot = line * (2 if self._apart(width - 2 * _EDGE) else 1)
        return 10 + QFontMetrics(title).height() + (4 + text if text else 0) + 6 + foot + 10

    def _dots(self) -> int:
        """Return how many dots stand for the cost; 0 where it is told in words alone."""
        whole = self.offer.available and self.offer.cost == int(self.offer.cost) and 0 < self.offer.cost <= _MOST_DOTS
        return int(self.offer.cost) if whole else 0

    def _apart(self, room: int) -> bool:
        """Return whether the odds need a line of their own below what the move costs."""
        right = self._right()
        metrics, dots = QFontMetrics(self._fonts()[1]), self._dots()
        taken = metrics.horizontalAdvance(self._foot()) + (dots * 10 + 8 if dots else 0)
        return bool(right) and taken + _GAP + _DICE + metrics.horizontalAdvance(right) > room

    def hasHeightForWidth(self) -> bool:
        """Return that the height follows from the width."""
        return True

    def sizeHint(self) -> QSize:
        """Return a usual card."""
        return QSize(360, self.heightForWidth(360))

    def minimumSizeHint(self) -> QSize:
        """Return the narrowest card."""
        return QSize(200, self.heightForWidth(max(self.width(), 200)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrow keys; everything else is as with any button."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.walked.emit(step)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        title, small = self._fonts()
        inside = self.rect().adjusted(_EDGE, 10, -_EDGE, -10)
        head = QFontMetrics(title).height()
        painter.setFont(title)
        painter.setPen(self._theme.colour("text" if self.offer.available else "text2"))
        room = inside.width() - (24 if self.isChecked() else 0)
        name = QFontMetrics(title).elidedText(self.offer.name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(inside.x(), inside.y(), room, head), Qt.AlignmentFlag.AlignVCenter, name)
        if self.isChecked():
            mark = self._theme.pixmap("circle-check", "accent", 18)
            painter.drawPixmap(QPoint(inside.right() - 17, inside.y()), mark)
        painter.setFont(small)
        painter.setPen(self._theme.colour("text2"))
        top = inside.y() + head + 4
        line = QFontMetrics(small).height()
        for words in self._lines(inside.width(), small):
            painter.drawText(QRect(inside.x(), top, inside.width(), line), Qt.AlignmentFlag.AlignVCenter, words)
            top += line
        foot = QRect(inside.x(), inside.bottom() + 1 - line, inside.width(), line)
        apart = self._apart(inside.width())
        self._paint_odds(painter, foot, apart=apart)
        self._paint_foot(painter, foot.translated(0, -line) if apart else foot, alone=apart)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        strong = self.isChecked() or self.hasFocus()
        edge = "accent" if strong else ("line2" if self.underMouse() and self.offer.available else "line")
        width = 2 if self.hasFocus() else 1
        painter.setPen(QPen(self._theme.colour(edge), width))
        painter.setBrush(self._theme.colour("accent_soft" if self.isChecked() else "surface"))
        inset = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 8, 8)

    def _paint_foot(self, painter: QPainter, box: QRect, *, alone: bool) -> None:
        """Paint what the move costs, or why it cannot be made; `alone`: nothing stands to its right."""
        metrics = QFontMetrics(painter.font())
        left, dots = box.x(), self._dots()
        if not self.offer.available:
            painter.drawPixmap(QPoint(left, box.y() + 1), self._theme.pixmap("lock", "text2", 13))
            left += 18
        elif dots:
            paint_dots(painter, QRectF(box).adjusted(0, 1, 0, 1), dots, dots, fill=self._theme.actor(self._slot).fill,
                       empty=self._theme.colour("line2"))  # fmt: skip
            left += dots * 10 + 8
        right = "" if alone else self._right()
        taken = metrics.horizontalAdvance(right) + _GAP + _DICE if right else 0
        room = box.right() - left - taken
        foot = metrics.elidedText(self._foot(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(left, box.y(), room, box.height()), Qt.AlignmentFlag.AlignVCenter, foot)

    def _paint_odds(self, painter: QPainter, box: QRect, *, apart: bool) -> None:
        """Paint the odds on the right, or on a line of their own, on the left."""
        right, metrics = self._right(), QFontMetrics(painter.font())
        if not right:
            return
        if apart and metrics.horizontalAdvance(right) > box.width() - _DICE:
            right = metrics.elidedText(
                wording.odds_in_short(self.offer, narrow=True), Qt.TextElideMode.ElideRight, box.width() - _DICE
            )
        left = box.x() + _DICE if apart else box.right() - metrics.horizontalAdvance(right)
        painter.drawPixmap(QPoint(left - _DICE, box.y() + 1), self._theme.pixmap("dices", "text2", 13))
        painter.drawText(
            QRect(left, box.y(), box.right() - left + 1, box.height()), Qt.AlignmentFlag.AlignVCenter, right
        )
