"""The list of the command palette: its headings and lines, and how they are painted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from wargame.translation import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wargame.desktop.style import Theme

Index = QModelIndex | QPersistentModelIndex
ROW = 34
HEADING = 26
_PAD = 6
LINE = Qt.ItemDataRole.UserRole


class Thing(NamedTuple):
    """One line of the palette."""

    group: str
    """The heading it stands under, in English: it is said when it is shown."""
    icon: str
    words: str
    act: Callable[[], object]
    detail: str = ""
    keys: str = ""
    reason: str = ""
    """Why it cannot be used now; empty when it can."""
    silent: bool = False
    """Shown only when something is typed: moves, injects, chapters there are by the dozen."""


class PaletteModel(QAbstractListModel):
    """Headings (their words) and things, from top to bottom."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Thing | str] = []

    def show_groups(self, groups: Sequence[tuple[str, Sequence[Thing]]]) -> None:
        """Show these things under these headings."""
        self.beginResetModel()
        self.lines = []
        for name, members in groups:
            self.lines += [say(name), *members]
        self.endResetModel()

    def first(self) -> int:
        """Return the row of the first thing."""
        return 1 if self.lines else -1

    def height(self, px: Callable[[int], int]) -> int:
        """Return how high the whole list is; `px` makes pixels of sizes."""
        return sum(px(HEADING if isinstance(line, str) else ROW) for line in self.lines) + 2 * _PAD

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        return Qt.ItemFlag.NoItemFlags if isinstance(self.lines[index.row()], str) else super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of a line; for LINE, the line itself."""
        line = self.lines[index.row()]
        if role == LINE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line if isinstance(line, str) else line.words
        if role == Qt.ItemDataRole.AccessibleTextRole and not isinstance(line, str):
            reason = say("not now: {reason}", reason=line.reason) if line.reason else ""
            return ", ".join(part for part in (line.words, line.detail, line.keys, reason) if part)
        return None


class PaletteDelegate(QStyledItemDelegate):
    """Paints a line: icon, name, what it is about, its keys or why it cannot be used."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a line."""
        return QSize(200, self._theme.px(HEADING if isinstance(index.data(LINE), str) else ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one line."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = index.data(LINE)
        box: QRect = option.rect
        if isinstance(line, str):
            painter.setFont(self._theme.font(11, 600))
            painter.setPen(self._theme.colour("text2"))
            words = box.adjusted(16, self._theme.px(7), -12, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, line.upper())
        else:
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            self._paint_thing(painter, box.adjusted(8, 0, -8, 0), line, chosen=chosen)
        painter.restore()

    def _paint_thing(self, painter: QPainter, box: QRect, thing: Thing, *, chosen: bool) -> None:
        theme, colour = self._theme, self._theme.colour
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent_soft"))
            painter.drawRoundedRect(box, 6, 6)
        token = "text2" if thing.reason else "text"
        size = 16
        painter.drawPixmap(box.x() + 12, box.center().y() - size // 2 + 1, theme.pixmap(thing.icon, token, size))
        left, right = box.x() + 38, box.right() - 10
        right = self._paint_right(painter, box, right, thing)
        room = max(0, right - left - 10)
        font = theme.font(13, 400 if thing.reason else 500)
        advance = QFontMetrics(font).horizontalAdvance(thing.words)
        painter.setFont(font)
        painter.setPen(colour(token))
        _line(painter, QRect(left, box.y(), min(room, advance + 2), box.height()), thing.words)
        beside = room - advance - 12
        if thing.detail and beside > theme.px(40):
            painter.setFont(theme.font(12))
            painter.setPen(colour("text2"))
            _line(painter, QRect(left + advance + 12, box.y(), beside, box.height()), thing.detail)

    def _paint_right(self, painter: QPainter, box: QRect, right: int, thing: Thing) -> int:
        """Paint keys and reason from the right; return where they begin."""
        theme = self._theme
        if thing.keys:
            painter.setFont(theme.font(11, 500))
            metrics = QFontMetrics(painter.font())
            width, height = metrics.horizontalAdvance(thing.keys) + 12, metrics.height() + 3
            cap = QRect(right - width, box.center().y() - height // 2 + 1, width, height)
            painter.setPen(theme.colour("line"))
            painter.setBrush(theme.colour("surface"))
            painter.drawRoundedRect(cap, 4, 4)
            painter.setPen(theme.colour("text2"))
            painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, thing.keys)
            right -= width + 10
        if thing.reason:
            painter.setFont(theme.font(12))
            painter.setPen(theme.colour("text2"))
            width = min(QFontMetrics(painter.font()).horizontalAdvance(thing.reason) + 2, box.width() // 2)
            _line(painter, QRect(right - width, box.y(), width, box.height()), thing.reason)
            right -= width + 10
        return right


def _line(painter: QPainter, box: QRect, words: str) -> None:
    shown = QFontMetrics(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
