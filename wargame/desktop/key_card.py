"""The card of keys: every key of the program on one page, to read and to print."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import QFileDialog, QWidget

from wargame.desktop import printing, style
from wargame.desktop.actions import keys_markdown, keys_table
from wargame.desktop.buttons import button
from wargame.desktop.chips import Notice
from wargame.desktop.layout import column, row
from wargame.desktop.text import elided, markdown_view
from wargame.translation import say

if TYPE_CHECKING:
    from wargame.desktop.style import Theme

SHEET = QSizeF(1485, 1050)
"""The shape of a sheet of A4, in the units the card is laid out in."""
_COLUMNS = 3
_EDGE, _GAP = 44.0, 24.0
_TITLE, _HEADING, _LINE = 64.0, 44.0, 24.0
_INK, _PALE = QColor("#141D2B"), QColor("#4A586C")


class KeyCard(QWidget):
    """All keys, with the way to paper."""

    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self.notice = Notice(theme)
        self.view = markdown_view(keys_markdown(), say("Keyboard"))
        self.view.setMaximumWidth(theme.px(720))
        self.print = button(theme, say("&Print…"), "printer")
        self.save = button(theme, say("Save &as PDF…"), "file-down")
        back = button(theme, say("&Back"), "arrow-left")
        self.print.clicked.connect(self._print)
        self.save.clicked.connect(self._choose)
        back.clicked.connect(self.closed)
        head = row(elided(say("Card of keys"), "hero"), None, self.print, self.save, back)
        body = row(None, self.view, None)
        body.setStretch(1, 10)
        page = column(head, self.notice, body, gap=12, margins=(24, 20, 24, 12))
        page.setStretch(2, 1)
        self.setLayout(page)
        escape = QShortcut(QKeySequence("Escape"), self)
        escape.activated.connect(self.closed)
        self.setFocusProxy(self.view)

    def write(self, path: Path) -> None:
        """Write the card as a PDF of one page, and say how it went."""
        try:
            path.write_bytes(printing.pdf(SHEET, self.paint, say("Card of keys")))
        except OSError:
            self.notice.say(say("{file} cannot be written.", file=path), "bad")
        else:
            self.notice.say(say("Saved as {file}.", file=path), "ok")

    def paint(self, painter: QPainter, box: QRectF) -> None:
        """Paint the card, dark on white: it goes onto paper."""
        painter.save()
        painter.translate(box.topLeft())
        painter.scale(box.width() / SHEET.width(), box.width() / SHEET.width())
        head = QRectF(_EDGE, _EDGE - 12, SHEET.width(), 40)
        self._words(painter, head, say("wargame: card of keys"), 26, 600, _INK)
        width = (SHEET.width() - 2 * _EDGE - (_COLUMNS - 1) * _GAP) / _COLUMNS
        most = sum(_HEADING + _LINE * len(lines) for _name, lines in keys_table()) / _COLUMNS
        left, top = _EDGE, _EDGE + _TITLE
        for name, lines in keys_table():
            high = _HEADING + _LINE * len(lines)
            if top > _EDGE + _TITLE and top + high / 2 > _EDGE + _TITLE + most:
                left, top = left + width + _GAP, _EDGE + _TITLE
            self._words(painter, QRectF(left, top, width, _HEADING), name, 17, 600, _INK)
            top += _HEADING
            for words, keys in lines:
                self._words(painter, QRectF(left, top, width * 0.6, _LINE), words, 13, 400, _INK)
                self._words(painter, QRectF(left + width * 0.61, top, width * 0.39, _LINE), keys, 13, 600, _PALE)
                top += _LINE
        painter.restore()

    def _words(self, painter: QPainter, box: QRectF, words: str, size: float, weight: int, ink: QColor) -> None:
        font = style.searchable(self._theme.fixed_font(100, weight))
        font.setPixelSize(max(1, round(size)))
        painter.setFont(font)
        painter.setPen(ink)
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def _choose(self) -> None:
        chosen, _kind = QFileDialog.getSaveFileName(self, say("Save the card of keys"), "keys.pdf", "PDF (*.pdf)")
        if chosen:
            self.write(Path(chosen))

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415 -- printers are slow to look for

        printer = QPrinter()
        printer.setPageOrientation(printing.LANDSCAPE)
        dialogue = QPrintDialog(printer, self)
        if dialogue.exec() and not printing.print_page(printer, SHEET, self.paint):
            self.notice.say(say("The printer did not take the page."), "bad")
