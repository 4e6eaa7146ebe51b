"""Space and sizes of Markdown on the screen; Qt leaves them out for type measured in pixels."""

from __future__ import annotations

from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextListFormat,
    QTextTable,
)

HEADINGS = {1: 20, 2: 16, 3: 14}
"""Level → size in pixels; deeper ones look like the third."""
_LINE_HEIGHT = 140.0
_LONGEST_HEADING = 200


def dress(document: QTextDocument) -> None:
    """Give headings their size, paragraphs and lists their space, tables their hairlines."""
    document.setIndentWidth(20)
    _mend_tables(document)
    block = document.begin()
    while block.isValid():
        _dress_block(block)
        block = block.next()


def _dress_block(block: QTextBlock) -> None:
    cursor = QTextCursor(block)
    look = QTextBlockFormat()
    look.setLineHeight(_LINE_HEIGHT, int(QTextBlockFormat.LineHeightTypes.ProportionalHeight.value))
    level = block.blockFormat().headingLevel()
    in_table = cursor.currentTable() is not None
    if level:
        look.setTopMargin(4 if block.blockNumber() == 0 else 16)
        look.setBottomMargin(4)
        _size_heading(block, HEADINGS[min(level, 3)])
    elif block.textList() is not None:
        look.setBottomMargin(4)
        _fill_bullet(block)
    elif not in_table:
        look.setBottomMargin(8)
    if block.blockFormat().hasProperty(QTextFormat.Property.BlockQuoteLevel):
        look.setLeftMargin(20)
        look.setBottomMargin(8)
    cursor.mergeBlockFormat(look)


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
