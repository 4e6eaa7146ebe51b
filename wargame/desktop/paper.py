"""Documents on paper: laid out in pages with marking and number, as PDF, on a printer, or as pictures.

Everything is measured in 1/96 inch and drawn larger by the device, so that
the same words stand on the same page of every printer and file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextTable,
)
from PySide6.QtWidgets import QApplication

from wargame.desktop import style
from wargame.review.kit.documents import NOT_REAL
from wargame.translation import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QPagedPaintDevice

    from wargame.review.kit.documents import Document

UNITS = 96
"""To an inch: what a page is laid out in."""
A4 = QSizeF(210 / 25.4 * UNITS, 297 / 25.4 * UNITS)
_SIDE = 57.0
"""Left and right of the words."""
_HEAD = 60.0
"""Above and below them, with the marking and the foot."""
_LINE = 20.0
_SHORT = 6
"""Lines of a text that is not cut by the foot of a page."""
_DOTS = 300
_NEW_PAGE = QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore
_LEFT = int(Qt.AlignmentFlag.AlignLeft.value | Qt.AlignmentFlag.AlignVCenter.value)
_MIDDLE = int(Qt.AlignmentFlag.AlignCenter.value)
_RIGHT = int(Qt.AlignmentFlag.AlignRight.value | Qt.AlignmentFlag.AlignVCenter.value)


class Laid(QTextDocument):
    """One document laid out on paper of one size; it loads nothing from anywhere."""

    def __init__(self, document: Document, paper: QSizeF = A4, marking: str = "") -> None:
        """`marking` stands at head and foot of every page."""
        super().__init__()
        self._document = document
        self._paper = paper
        self._marking = marking
        height = paper.height() / 2 if document.folded else paper.height()
        self._body = QSizeF(paper.width() - 2 * _SIDE, height - 2 * _HEAD)
        self.setUndoRedoEnabled(False)
        self.setDocumentMargin(0)
        self.setDefaultFont(_font(13))
        self.setHtml(document.html)
        self.setPageSize(self._body)
        self._keep_tables_whole()
        self._keep_headings_with_what_follows()

    def _keep_tables_whole(self) -> None:
        """Move a table that would be cut at the foot of a page to the next one, if it has room there."""
        page = self._body.height()
        for frame in self.rootFrame().childFrames():
            box = self.documentLayout().frameBoundingRect(frame)
            first, last = int(box.top() // page), int((box.bottom() - 1) // page)
            if isinstance(frame, QTextTable) and first != last and box.height() <= page - _HEAD:
                self._break_before(frame)

    def _break_before(self, table: QTextTable) -> None:
        """Begin a new page with a table, or with the heading that stands over it."""
        heading = self.findBlock(table.firstPosition() - 2)
        if heading.blockFormat().headingLevel():
            self._begin_page_with(heading)
            return
        look = table.format()
        look.setPageBreakPolicy(_NEW_PAGE)
        table.setFormat(look)

    def _keep_headings_with_what_follows(self) -> None:
        """Begin a new page with a heading that would stand alone at the foot of one, or a short text that is cut."""
        block = self.begin()
        while block.isValid():
            following = block.next()
            alone = block.blockFormat().headingLevel() and self._page_of(following) != self._page_of(block)
            if not self._in_table(block) and (alone or self._cut(block)):
                above = block.previous()
                led = above.isValid() and above.blockFormat().headingLevel() and not self._in_table(above)
                self._begin_page_with(above if led and self._page_of(above) == self._page_of(block) else block)
            block = following

    def _cut(self, block: QTextBlock) -> bool:
        """Return whether a short text is cut by the foot of a page."""
        lines = block.layout().lineCount()
        return 1 < lines <= _SHORT and self._page_of(block) != self._page_of(block, lines - 1)

    def _page_of(self, block: QTextBlock, line: int = 0) -> int:
        """Return the page, from 0, on which a line of a text stands."""
        box = self.documentLayout().blockBoundingRect(block)
        layout = block.layout()
        y = layout.lineAt(line).y() if layout.lineCount() else 0.0
        return int((box.top() + y + 1) // self._body.height())

    @staticmethod
    def _in_table(block: QTextBlock) -> bool:
        return QTextCursor(block).currentTable() is not None

    @staticmethod
    def _begin_page_with(block: QTextBlock) -> None:
        look = block.blockFormat()
        look.setPageBreakPolicy(_NEW_PAGE)
        QTextCursor(block).setBlockFormat(look)

    def loadResource(self, _kind: int, _name: QUrl | str) -> QImage:
        """Answer every request with nothing."""
        return QImage()

    def paint_page(self, painter: QPainter, number: int) -> None:
        """Paint a page, from 0; the painter measures in UNITS from the corner of the paper."""
        if not self._document.folded:
            self._paint_side(painter, number, self._paper.height())
            return
        width, height = self._paper.width(), self._paper.height()
        painter.save()
        painter.translate(0, height / 2)
        self._paint_side(painter, number, height / 2)
        painter.restore()
        painter.save()
        painter.translate(width, height / 2)
        painter.rotate(180)
        self._paint_side(painter, number, height / 2)
        painter.restore()
        painter.setPen(QColor("#999999"))
        painter.drawLine(0, round(height / 2), round(width), round(height / 2))

    def _paint_side(self, painter: QPainter, number: int, height: float) -> None:
        context = QAbstractTextDocumentLayout.PaintContext()
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Text, QColor("black"))
        context.palette = palette
        context.clip = QRectF(0, number * self._body.height(), self._body.width(), self._body.height())
        painter.save()
        painter.translate(_SIDE, _HEAD - number * self._body.height())
        painter.setClipRect(context.clip)
        self.documentLayout().draw(painter, context)
        painter.restore()
        self._paint_margins(painter, number, height)

    def _paint_margins(self, painter: QPainter, number: int, height: float) -> None:
        head = QRectF(_SIDE, _HEAD - 2 * _LINE, self._body.width(), _LINE)
        foot = QRectF(_SIDE, height - _HEAD + _LINE / 2, self._body.width(), _LINE)
        painter.setPen(QColor("black"))
        if self._marking:
            painter.setFont(_font(12, QFont.Weight.Bold))
            painter.drawText(head, _MIDDLE, self._marking)
            painter.drawText(foot.translated(0, _LINE), _MIDDLE, self._marking)
        painter.setFont(_font(11))
        third = self._body.width() / 3
        metrics = painter.fontMetrics()
        title = metrics.elidedText(self._document.title, Qt.TextElideMode.ElideRight, round(third))
        painter.drawText(foot, _LEFT, title)
        painter.drawText(foot, _MIDDLE, say(NOT_REAL))
        painter.drawText(foot, _RIGHT, say("Page {number} of {count}", number=number + 1, count=self.pageCount()))


def prepare(resources: Path) -> QApplication:
    """Make Qt ready to lay out pages where there is no window; keep what is returned as long as there are pages."""
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(["wargame"])
    style.load_fonts(resources)
    return app


def pdf(documents: Sequence[Document], marking: str = "") -> bytes:
    """Return the documents one behind the other as a PDF on A4."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(documents[0].title if len(documents) == 1 else say("Print kit"))
    writer.setCreator("wargame")
    writer.setResolution(_DOTS)
    margins = QMarginsF(0, 0, 0, 0)
    writer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, margins))
    print_on(writer, documents, marking)
    return bytes(buffer.data().data())


def print_on(device: QPagedPaintDevice, documents: Sequence[Document], marking: str = "") -> bool:
    """Print the documents one behind the other; return whether the device took them."""
    painter = QPainter()
    if not painter.begin(device):
        return False
    scale = device.logicalDpiX() / UNITS
    paper = QSizeF(device.width() / scale, device.height() / scale)
    painter.scale(scale, scale)
    fresh = True
    for document in documents:
        laid = Laid(document, paper, marking)
        for number in range(laid.pageCount()):
            if not fresh:
                device.newPage()
            fresh = False
            laid.paint_page(painter, number)
    return painter.end()


def picture(laid: Laid, number: int, scale: float = 1.0) -> QImage:
    """Return one page of A4 as a picture, from 0."""
    image = QImage((A4 * scale).toSize(), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.scale(scale, scale)
    laid.paint_page(painter, number)
    painter.end()
    return image


def _font(px: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    font = QFont("Inter")
    font.setPixelSize(px)
    font.setWeight(weight)
    return style.searchable(style.settle(font))
