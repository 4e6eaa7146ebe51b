"""Fields to type in, plain text only, and fields to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QFontMetrics, QPaintEvent, QResizeEvent

LONGEST_LINE = 200
"""Characters that one line takes."""
_FEW_WORDS = 160
_BESIDE = 38
"""Pixels of a field to choose from that are not for words: its edges and the arrow."""


class TextArea(QPlainTextEdit):
    """Several lines of plain text; Tab goes on to the next field."""

    def __init__(self, name: str, hint: str = "", lines: int = 3) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self._lines = lines
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the room for the wanted number of lines."""
        self.ensurePolished()
        return QSize(200, self._lines * self.fontMetrics().lineSpacing() + 22)

    def minimumSizeHint(self) -> QSize:
        """Return the same: a field that shrinks cannot be read."""
        return QSize(120, self.sizeHint().height())


class Tick(QCheckBox):
    """A box to tick whose words go on in further lines where they do not fit beside it."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self._words = words
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the words."""
        super().resizeEvent(event)
        box = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxContents, _option(self), self)
        self.setText("\n".join(_broken(self._words, self.fontMetrics(), box.width())))

    def minimumSizeHint(self) -> QSize:
        """Return the room for a few words a line."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), _FEW_WORDS), hint.height())


def _option(box: QCheckBox) -> QStyleOptionButton:
    option = QStyleOptionButton()
    box.initStyleOption(option)
    return option


def _broken(words: str, metrics: QFontMetrics, room: int) -> list[str]:
    """Return the words in lines of so many pixels."""
    lines: list[str] = []
    for word in words.split():
        if lines and metrics.horizontalAdvance(f"{lines[-1]} {word}") <= room:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines


class Chooser(QComboBox):
    """A field in which one of several is chosen; it looks like the fields one types in."""

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:  # noqa: N802 -- Qt's name
        """End words for which there is no room in "…"."""
        super().initStyleOption(option)
        words, room = self.currentText(), self.width() - _BESIDE
        if self.fontMetrics().horizontalAdvance(words) > room:
            option.currentText = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)

    def minimumSizeHint(self) -> QSize:
        """Return the room for a word or two."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), _FEW_WORDS), hint.height())

    def showPopup(self) -> None:  # noqa: N802 -- Qt's name
        """Give the list the room for its longest words."""
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0))
        super().showPopup()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the arrow, in the colour of the words: a style sheet alone cannot."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.PlaceholderText), 1.6))
        x, y = self.width() - 16.0, self.height() / 2 - 2
        painter.drawPolyline([QPointF(x - 4, y), QPointF(x, y + 4), QPointF(x + 4, y)])
        painter.end()


def line_field(name: str, hint: str = "", text: str = "") -> QLineEdit:
    """Return a field for one line."""
    field = QLineEdit(text)
    field.setAccessibleName(name)
    field.setPlaceholderText(hint)
    field.setMaxLength(LONGEST_LINE)
    return field
