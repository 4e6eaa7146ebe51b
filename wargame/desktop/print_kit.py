"""The print kit on the screen: choose documents, look at their pages, print them or keep them as PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QPageSize, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewWidget
from PySide6.QtWidgets import QCheckBox, QFileDialog, QSizePolicy, QWidget

from wargame.desktop import paper
from wargame.desktop.buttons import button
from wargame.desktop.chips import Notice
from wargame.desktop.fields import line_field
from wargame.desktop.growing import fix
from wargame.desktop.layout import bare, column, framed, row, scrolled
from wargame.desktop.text import label
from wargame.review.kit.documents import KINDS, Document, documents, kinds_of
from wargame.translation import phrase, say, say_count

if TYPE_CHECKING:
    from wargame.desktop.style import Theme
    from wargame.exercise.definition import Exercise
    from wargame.session.sitting import Sitting

FOR_THE_TABLE = ("briefs", "cards", "slips", "tents")
"""What is ticked at first: what is handed out."""
_WIDEST_SIDE = 480
NOT_PRINTED = phrase("The printer did not take the pages. Save them as a PDF, and print that.")
_ABOUT = {
    "book": phrase("everything, for you alone"),
    "briefs": phrase("one for each seat: what all may read, and its own part"),
    "cards": phrase("each move with its cost, needs and odds as things stand"),
    "slips": phrase("blank orders, three to a page"),
    "forms": phrase("critical tasks and ratings"),
    "tents": phrase("to be folded"),
    "sheet": phrase("how things stand, dice, and room to write: to go on by pencil"),
}


class PrintKit(QWidget):
    """The documents to tick, and beside them their pages as they will be printed."""

    closed = Signal()

    def __init__(self, theme: Theme, exercise: Exercise, sitting: Sitting | None = None, marking: str = "") -> None:
        """Offer the documents of an exercise; with a session also those that tell where it stands.

        `marking` is the protective marking to begin with.
        """
        super().__init__()
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._exercise = exercise
        self._sitting = sitting
        self._made: dict[str, tuple[Document, ...]] = {}
        self.notice = Notice(theme)
        self.kinds = {kind: self._choice(kind) for kind in kinds_of(sitting)}
        self.marking = line_field(say("Protective marking"), say("Protective marking: none"))
        self.marking.setText(marking)
        self.marking.editingFinished.connect(self._show)
        self.print = button(theme, say("&Print…"), "printer", "primary")
        self.print.clicked.connect(self._print)
        self.save = button(theme, say("Save &as PDF…"), "file-down")
        self.save.clicked.connect(self._save)
        self.pages = label("", "caption")
        self._printer = _printer()
        self.preview = QPrintPreviewWidget(self._printer)
        self.preview.setAccessibleName(say("Pages"))
        self.preview.paintRequested.connect(lambda printer: paper.print_on(printer, self.chosen(), self.marking.text()))
        self._lay_out(theme)
        escape = QShortcut(QKeySequence("Escape"), self)
        escape.activated.connect(self.closed)
        self._show()

    def chosen(self) -> tuple[Document, ...]:
        """Return the documents that are ticked, each made once."""
        for kind, box in self.kinds.items():
            if box.isChecked() and kind not in self._made:
                self._made[kind] = documents(self._exercise, (kind,), self._sitting)
        return tuple(one for kind, box in self.kinds.items() if box.isChecked() for one in self._made[kind])

    def write(self, path: Path) -> str:
        """Write what is ticked into one PDF file; return what went wrong, in a sentence, or ""."""
        try:
            path.write_bytes(paper.pdf(self.chosen(), self.marking.text()))
        except OSError as error:
            return say(
                "{file} cannot be written: {reason}. Choose another folder.",
                file=path.name,
                reason=error.strerror or error,
            )
        return ""

    def _choice(self, kind: str) -> QCheckBox:
        box = QCheckBox(say(KINDS[kind]))
        box.setChecked(kind in FOR_THE_TABLE)
        box.toggled.connect(self._show)
        return box

    def _lay_out(self, theme: Theme) -> None:
        back = button(theme, say("&Back"), "arrow-left")
        back.clicked.connect(self.closed)
        lines = [
            bare(column(box, row(24, label(say(_ABOUT[kind]), "caption", wrap=True), gap=0), gap=2))
            for kind, box in self.kinds.items()
        ]
        choices = bare(column(label(say("Print kit"), "hero"), 8, *lines, 8, self.marking, None, gap=10))
        side = framed(
            column(
                scrolled(choices, say("Documents")), self.pages, self.notice, self.print, self.save, back,
                gap=10, margins=(20, 22, 16, 20),
            ),
            "side",
        )  # fmt: skip
        fix(theme, side, width=320, most=_WIDEST_SIDE)
        self.preview.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        whole = row(side, self.preview, gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _show(self) -> None:
        """Lay the ticked documents out anew."""
        some = bool(self.chosen())
        self.print.setEnabled(some)
        self.save.setEnabled(some)
        self.preview.updatePreview()
        count = self.preview.pageCount() if some else 0
        self.pages.setText(say_count(count, "{count} page", "{count} pages") if some else say("Nothing is ticked."))

    def _print(self) -> None:
        if QPrintDialog(self._printer, self).exec() != QPrintDialog.DialogCode.Accepted:
            return
        if not paper.print_on(self._printer, self.chosen(), self.marking.text()):
            self.notice.say(say(NOT_PRINTED))

    def _save(self) -> None:
        kinds = f"{say('Document')} (*.pdf)"
        chosen, _kind = QFileDialog.getSaveFileName(self, say("Save as PDF"), "print-kit.pdf", kinds)
        if not chosen:
            return
        path = Path(chosen)
        if problem := self.write(path if path.suffix else path.with_suffix(".pdf")):
            self.notice.say(problem)


def _printer() -> QPrinter:
    """Return a printer that leaves the margins to the pages."""
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setFullPage(True)
    made.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    made.setDocName(say("Print kit"))
    return made
