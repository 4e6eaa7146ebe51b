"""The picture on the wall, kept: as a PNG or PDF file, or on paper."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSizeF

from wargame import paths
from wargame.desktop import printing
from wargame.desktop.room.painting import paint, picture
from wargame.desktop.style import Theme
from wargame.translation import phrase, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QWidget

    from wargame.desktop.room.sheet import Sheet

NOT_WRITTEN = phrase("The picture could not be written. Choose another folder.")
NOT_PRINTED = phrase("The printer did not take the picture.")


def write(sheet: Sheet, path: Path) -> bool:
    """Write a picture into a file, by its ending a PDF or a PNG; return whether it could be written."""
    size = QSizeF(sheet.width * sheet.scale, sheet.height * sheet.scale)
    if path.suffix.casefold() == ".pdf":
        written = printing.pdf(size, partial(_paint, sheet), say("The wall"))
    else:
        written = printing.png(picture(sheet, round(size.width()), round(size.height())))
    try:
        path.write_bytes(written)
    except OSError:
        return False
    return True


def save(sheet: Sheet, parent: QWidget) -> str:
    """Ask for a file and write the picture into it; return what went wrong, in a sentence, or ""."""
    from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 -- loaded when it is wanted

    kinds = f"{say('Picture')} (*.png);;{say('Document')} (*.pdf)"
    chosen, kind = QFileDialog.getSaveFileName(parent, say("Save the picture"), "wall.png", kinds)
    if not chosen:
        return ""
    path = Path(chosen)
    if path.suffix.casefold() not in (".png", ".pdf"):
        path = path.with_name(path.name + (".pdf" if "*.pdf" in kind else ".png"))
    return "" if write(sheet, path) else say(NOT_WRITTEN)


def print_out(make: Callable[[Theme], Sheet], parent: QWidget) -> str:
    """Ask for a printer and print the picture, light to spare ink; return what went wrong, or ""."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415 -- the same

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageOrientation(printing.LANDSCAPE)
    if QPrintDialog(printer, parent).exec() != QPrintDialog.DialogCode.Accepted:
        return ""
    sheet = make(Theme(paths.shipped("resources"), parent=parent))
    printed = printing.print_page(printer, QSizeF(sheet.width, sheet.height), partial(_paint, sheet))
    return "" if printed else say(NOT_PRINTED)


def _paint(sheet: Sheet, painter: QPainter, box: QRectF) -> None:
    paint(painter, sheet, box)
