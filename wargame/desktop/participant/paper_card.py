"""A text or an agreement as a card that can be chosen: its name, between whom, and how it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from wargame.desktop.style_sheet import TONES
from wargame.desktop.text import tooltip
from wargame.translation import say

if TYPE_CHECKING:
    from PySide6.QtGui import QFont, QKeyEvent, QPaintEvent

    from wargame.desktop.participant.standing import Standing
    from wargame.desktop.style import Theme
    from wargame.referee.views import ActorSummary

_EDGE = 12
_BADGE = 18


class PaperCard(QAbstractButton):
    """One text or agreement. Painted whole, as the moves are."""

    walked = Signal(int)
    """An arrow key leads to the next card (1) or to the one before (-1)."""

    def __init__(
        self, theme: Theme, item: str, name: str, parties: tuple[ActorSummary, ...], standing: Standing
    ) -> None:
        super().__init__()
        self._theme = theme
        self.item = item
        self.standing = standing
        self._parties = parties
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setText(name)
        self.setAccessibleName(name)
        tooltip(self, name)
        between = ", ".join(party.name for party in parties)
        self.setAccessibleDescription(say("{standing}. Between {parties}", standing=standing.words, parties=between))

    def _fonts(self) -> tuple[QFont, QFont]:
        return self._theme.font(14, 600), self._theme.font(12)

    def sizeHint(self) -> QSize:
        """Return a usual card: the name, and how it stands."""
        title, small = self._fonts()
        height = 10 + QFontMetrics(title).height() + 6 + max(QFontMetrics(small).height(), _BADGE) + 10
        return QSize(360, height)

    def minimumSizeHint(self) -> QSize:
        """Return the narrowest card."""
        return QSize(120, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrow keys; everything else is as with any button."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
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
        painter.setPen(self._theme.colour("text" if self.standing.strong else "text2"))
        name = QFontMetrics(title).elidedText(self.text(), Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(QRect(inside.x(), inside.y(), inside.width(), head), Qt.AlignmentFlag.AlignVCenter, name)
        high = max(QFontMetrics(small).height(), _BADGE)
        foot = QRect(inside.x(), inside.bottom() + 1 - high, inside.width(), high)
        token = TONES[self.standing.tone][0]
        icon = self._theme.pixmap(self.standing.icon, token, 14)
        painter.drawPixmap(QPoint(foot.x(), foot.y() + (high - 14) // 2), icon)
        painter.setFont(small)
        painter.setPen(self._theme.colour(token))
        badges = len(self._parties) * (_BADGE + 4)
        room = foot.width() - 20 - badges - 8
        words = QFontMetrics(small).elidedText(self.standing.words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(foot.x() + 20, foot.y(), room, foot.height()), Qt.AlignmentFlag.AlignVCenter, words)
        left = foot.right() + 1 - badges + 4
        for party in self._parties:
            badge = self._theme.badge(party.slot, party.monogram, _BADGE)
            painter.drawPixmap(QPoint(left, foot.y() + (high - _BADGE) // 2), badge)
            left += _BADGE + 4
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        strong = self.isChecked() or self.hasFocus()
        edge = "accent" if strong else ("line2" if self.underMouse() else "line")
        width = 2 if self.hasFocus() else 1
        painter.setPen(QPen(self._theme.colour(edge), width))
        painter.setBrush(self._theme.colour("accent_soft" if self.isChecked() else "surface"))
        inset = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 8, 8)
