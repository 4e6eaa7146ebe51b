"""Markdown on the screen: read without HTML, bounded, loading nothing, with space and sizes of its own.

Qt leaves out space and sizes for type that is measured in pixels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import (
    QFont,
    QImage,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextListFormat,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser

from wargame.desktop.style import BODY
from wargame.translation import say

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

LONGEST_MARKDOWN = 20_000
"""Characters of Markdown that are shown; laying out much more would hold up the window."""
LONGEST_WORD = 200
"""Characters without a space before a word is broken."""
MOST_COLUMNS = 12
MOST_ROWS = 60
HEADINGS = {1: 20, 2: 16, 3: 14}
"""Level → size in pixels; deeper ones look like the third."""
_LINE_HEIGHT, _CODE_HEIGHT = 140.0, 120.0
"""Per cent of the letters' own height; lines of code belong together."""
_LONGEST_HEADING = 200


class MarkdownView(QTextBrowser):
    """Shows Markdown without HTML; loads nothing and follows no links."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(0)
        self._unread = False
        self._section = ""

    def show_markdown(self, text: str) -> None:
        """Show this text from its beginning; what is longer than can be read is cut off, and says so."""
        self.document().setMarkdown(prepared(text), QTextDocument.MarkdownFeature.MarkdownDialectGitHub
                                    | QTextDocument.MarkdownFeature.MarkdownNoHTML)  # fmt: skip
        # The sheet of the program says how large words are; headings follow.
        self.ensurePolished()
        dress(self.document(), max(1, self.fontInfo().pixelSize()) / BODY)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._unread = True
        self._section = ""

    def go_to(self, section: str) -> None:
        """Bring the first line that begins with these words to the top, as soon as the text is laid out."""
        self._section = section
        self._unread = True
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Begin at the beginning, or the section that is wanted: Qt keeps its place from when the view was smaller."""
        if self._unread:
            self._unread = False
            self.verticalScrollBar().setValue(self._top_of(self._section))
        super().paintEvent(event)

    def _top_of(self, section: str) -> int:
        block = self.document().begin()
        while section and block.isValid():
            if block.text().startswith(section):
                return round(self.document().documentLayout().blockBoundingRect(block).top())
            block = block.next()
        return 0

    def loadResource(self, _kind: int, _name: QUrl | str) -> QImage:
        """Answer every request with nothing. An empty image, because for None Qt would look by itself."""
        return QImage()


def prepared(text: str) -> str:
    """Return Markdown made harmless to lay out: bounded length, bounded words, bounded tables."""
    cut = text[:LONGEST_MARKDOWN]
    lines = [_bounded_line(line) for line in cut.splitlines()]
    rows = 0
    kept: list[str] = []
    for line in lines:
        rows = rows + 1 if "|" in line else 0
        if rows <= MOST_ROWS:
            kept.append(line)
    if len(text) > LONGEST_MARKDOWN:
        kept += ["", say("*The rest of this text is too long to be shown here.*")]
    return "\n".join(kept)


def _bounded_line(line: str) -> str:
    if line.count("|") > MOST_COLUMNS + 1:
        line = "|".join(line.split("|")[: MOST_COLUMNS + 1]) + "|"
    # Deep nesting of quotes and lists takes time that grows with its square.
    body = line.lstrip(" \t>")
    depth = line[: len(line) - len(body)]
    line = depth[:24] + body
    return " ".join(word if len(word) <= LONGEST_WORD else _broken(word) for word in line.split(" "))


def _broken(word: str) -> str:
    return " ".join(word[start : start + LONGEST_WORD] for start in range(0, len(word), LONGEST_WORD))


def dress(document: QTextDocument, scale: float = 1.0) -> None:
    """Give headings their size (`scale` times the usual), paragraphs and lists their space, tables their hairlines."""
    document.setIndentWidth(20)
    _mend_tables(document)
    block = document.begin()
    while block.isValid():
        _dress_block(block, scale)
        block = block.next()


def _dress_block(block: QTextBlock, scale: float) -> None:
    cursor = QTextCursor(block)
    look = QTextBlockFormat()
    height = _CODE_HEIGHT if _is_code(block) else _LINE_HEIGHT
    look.setLineHeight(height, int(QTextBlockFormat.LineHeightTypes.ProportionalHeight.value))
    level = block.blockFormat().headingLevel()
    in_table = cursor.currentTable() is not None
    if level:
        look.setTopMargin(4 if block.blockNumber() == 0 else 16)
        look.setBottomMargin(4)
        _size_heading(block, round(HEADINGS[min(level, 3)] * scale))
    elif _is_code(block):
        look.setBottomMargin(0 if _is_code(block.next()) else 8)
    elif block.textList() is not None:
        look.setBottomMargin(4)
        _fill_bullet(block)
    elif not in_table:
        look.setBottomMargin(8)
    if block.blockFormat().hasProperty(QTextFormat.Property.BlockQuoteLevel):
        look.setLeftMargin(20)
        look.setBottomMargin(0 if _is_code(block) and _is_code(block.next()) else 8)
    cursor.mergeBlockFormat(look)


def _is_code(block: QTextBlock) -> bool:
    """Return whether it is a line of a block of code, fenced or set in."""
    return block.isValid() and block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeLanguage)


def _size_heading(block: QTextBlock, size: int) -> None:
    """Set the size letter by letter: Qt's own size is an adjustment that a merge cannot take away."""
    cursor = QTextCursor(block)
    for position in range(block.position(), block.position() + min(len(block.text()), _LONGEST_HEADING)):
        cursor.setPosition(position)
        cursor.setPosition(position + 1, QTextCursor.MoveMode.KeepAnchor)
        look = cursor.charFormat()
        look.clearProperty(QTextFormat.Property.FontSizeAdjustment)
        look.setProperty(QTextFormat.Property.FontPixelSize, size)
        look.setFontWeight(QFont.Weight.DemiBold)
        cursor.setCharFormat(look)


def _fill_bullet(block: QTextBlock) -> None:
    """Show first-level bullets filled, whichever sign the author typed."""
    found = block.textList()
    look = found.format()
    if look.style() in {QTextListFormat.Style.ListCircle, QTextListFormat.Style.ListSquare} and look.indent() <= 1:
        look.setStyle(QTextListFormat.Style.ListDisc)
        found.setFormat(look)


def _mend_tables(document: QTextDocument) -> None:
    for frame in document.rootFrame().childFrames():
        if not isinstance(frame, QTextTable):
            continue
        look = frame.format()
        look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        look.setCellPadding(6)
        look.setBorderCollapse(True)
        look.setTopMargin(8)
        look.setBottomMargin(12)
        frame.setFormat(look)
        for row in range(frame.rows()):
            for column in range(frame.columns()):
                _drop_empty_line(frame, row, column)


def _drop_empty_line(table: QTextTable, row: int, column: int) -> None:
    """Take out the empty line that Qt puts before the first cell after a quotation."""
    cell = table.cellAt(row, column)
    cursor = cell.firstCursorPosition()
    first, last = cursor.block(), cell.lastCursorPosition().block()
    if first != last and not first.text():
        cursor.deleteChar()
