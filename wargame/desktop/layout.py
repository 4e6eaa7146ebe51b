"""Rows, columns and frames, with the spaces of the look (unit 4 pixels)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from PySide6.QtWidgets import QScrollArea

Part = QWidget | QLayout | int | None
"""What a row holds: a widget, a layout, a gap in pixels, or None for what is left free."""
Margins = tuple[int, int, int, int]
NONE: Margins = (0, 0, 0, 0)


def row(*parts: Part, gap: int = 8, margins: Margins = NONE) -> QHBoxLayout:
    """Return the parts side by side."""
    made = QHBoxLayout()
    _fill(made, parts, gap, margins)
    return made


def column(*parts: Part, gap: int = 8, margins: Margins = NONE) -> QVBoxLayout:
    """Return the parts one below the other."""
    made = QVBoxLayout()
    _fill(made, parts, gap, margins)
    return made


def framed(content: QLayout, role: str = "card", name: str = "") -> QFrame:
    """Return a frame around a layout; its look comes from its role."""
    frame = QFrame()
    frame.setProperty("role", role)
    frame.setLayout(content)
    if name:
        frame.setAccessibleName(name)
    return frame


def bare(content: QLayout) -> QWidget:
    """Return a widget without a look of its own that holds a layout."""
    holder = QWidget()
    holder.setProperty("role", "bare")
    holder.setLayout(content)
    return holder


def rule() -> QFrame:
    """Return a hairline."""
    line = QFrame()
    line.setProperty("role", "rule")
    line.setFixedHeight(1)
    return line


def scrolled(content: QWidget, name: str = "") -> QScrollArea:
    """Return a view that scrolls up and down when the content is higher than the room for it."""
    from PySide6.QtWidgets import QScrollArea  # noqa: PLC0415 -- home is painted before anything scrolls

    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    content.setProperty("role", "bare")
    area.setWidget(content)
    area.setAccessibleName(name)
    return area


def empty(layout: QLayout) -> None:
    """Take everything out of a layout and destroy it."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        inner = item.layout()
        if widget is not None:
            # It stays a child until it is deleted: a widget without a parent becomes a window, at great cost.
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            empty(inner)


def drop(layout: QBoxLayout) -> None:
    """Take the last part out of a layout and destroy it."""
    item = layout.takeAt(layout.count() - 1)
    widget = item.widget() if item is not None else None
    if widget is not None:
        widget.hide()
        widget.deleteLater()


def restyle(widget: QWidget) -> None:
    """Let a widget take its look again, after one of its properties has changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def _fill(layout: QBoxLayout, parts: tuple[Part, ...], gap: int, margins: Margins) -> None:
    layout.setSpacing(gap)
    layout.setContentsMargins(*margins)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(part)
        elif isinstance(part, QLayout):
            layout.addLayout(part)
        else:
            layout.addWidget(part)
