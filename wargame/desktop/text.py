"""The only maker of labels, tool tips, text views and message boxes (with `markdown`, which it loads when wanted).

Qt reads HTML wherever it finds it, and opens whatever file it names: one
`<img src="/dev/zero">` in a name ends the program. So text is plain by default
here, Markdown is read without HTML, and nothing is ever loaded from anywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from wargame.desktop.markdown import MarkdownView

LONGEST_TIP = 600
"""Characters of a tool tip."""
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "<br>"})


def label(text: str, role: str = "body", *, wrap: bool = False) -> QLabel:
    """Return a label that shows exactly `text`, whatever is in it.

    The roles are those of `style_sheet.LABELS`. Without `wrap` it is one line.
    """
    made = WrappedLabel() if wrap else QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setText(text.upper() if role == "section" else text)
    if role == "section":
        made.setAccessibleName(text)
    if role == "key":
        from PySide6.QtWidgets import QSizePolicy  # noqa: PLC0415 -- home is painted before it is loaded

        from wargame.desktop import key_names  # noqa: PLC0415 -- the same

        made.setText(key_names.shown(text))
        made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def elided(text: str, role: str = "body") -> ElidedLabel:
    """Return a one-line label that ends in "…" where there is no room, with the whole text as its tool tip."""
    return ElidedLabel(text, role)


class WrappedLabel(QLabel):
    """Several lines of plain text; as high as its width makes it, and never higher."""

    def __init__(self) -> None:
        super().__init__()
        from PySide6.QtWidgets import QSizePolicy  # noqa: PLC0415 -- the same

        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def minimumSizeHint(self) -> QSize:
        """Return one short line: Qt's own is the height at a width the label never has."""
        return QSize(40, self.fontMetrics().lineSpacing())


class ElidedLabel(QLabel):
    """One line of plain text that gives way to its neighbours."""

    def __init__(self, text: str, role: str = "body") -> None:
        from PySide6.QtWidgets import QSizePolicy  # noqa: PLC0415 -- the same

        super().__init__()
        self._text = text
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show another text."""
        self._text = " ".join(text.split())
        self.setAccessibleName(self._text)
        tooltip(self, self._text)
        self._fit()
        self.updateGeometry()

    def full_text(self) -> str:
        """Return the text as it was given, whole."""
        return self._text

    def _fit(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, max(self.width(), 0)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the text to the new width."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        """Return the room the whole text would take."""
        self.ensurePolished()
        return QSize(self.fontMetrics().horizontalAdvance(self._text) + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Return the room for a letter or two and the dots."""
        return QSize(min(32, self.sizeHint().width()), super().sizeHint().height())


def markdown_view(text: str = "", name: str = "") -> MarkdownView:
    """Return a view of Markdown text without HTML; `name` is what screen readers call it."""
    from wargame.desktop.markdown import MarkdownView  # noqa: PLC0415 -- home is painted before Markdown is loaded

    view = MarkdownView()
    view.setAccessibleName(name)
    if text:
        view.show_markdown(text)
    return view


def tooltip(widget: QWidget, text: str) -> None:
    """Give a widget a tool tip that shows exactly `text`."""
    widget.setToolTip(tip(text))


def tip(text: str) -> str:
    """Return what Qt shows as exactly `text` in a tool tip, for models that give their own."""
    shown = text if len(text) <= LONGEST_TIP else text[:LONGEST_TIP] + "…"
    return f"<p>{shown.translate(_ESCAPES)}</p>" if shown else ""


def ask(parent: QWidget, title: str, message: str, verb: str, keep: str) -> bool:
    """Ask before something that cannot be undone: `verb` does it, `keep` leaves all as it is and is the default."""
    from PySide6.QtWidgets import QMessageBox  # noqa: PLC0415 -- the same

    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(title)
    box.setText(title)
    box.setInformativeText(message)
    do_it = box.addButton(verb, QMessageBox.ButtonRole.AcceptRole)
    leave = box.addButton(keep, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(leave)
    box.setEscapeButton(leave)
    box.exec()
    return box.clickedButton() is do_it
