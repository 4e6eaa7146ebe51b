"""One line for a note, over a page on which somebody is at work: it shows nothing but what is typed into it now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QWidget

from wargame.desktop import key_names, text
from wargame.desktop.buttons import button
from wargame.desktop.fields import line_field
from wargame.desktop.flow import FlowLayout
from wargame.desktop.layout import column, row
from wargame.desktop.marks import Glyph
from wargame.desktop.note_list import STAMPS, tag_icon, tag_words
from wargame.translation import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent

    from wargame.desktop.buttons import Button
    from wargame.desktop.style import Theme

LONGEST = 1000
"""Characters of a note that is typed here."""
WIDTH = 620
_BESIDE = 420
"""Pixels at the right that are left free where there is room: a move is written there."""
_LEAST = 480
_AWAY = 16
_SAYS_NOTHING = frozenset({""})
_TAKES = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_POPUP = Qt.FocusReason.PopupFocusReason
"""The field that is left for the line keeps what is marked in it."""


class NoteOver(QFrame):
    """A line, the tags, and why the note could not be kept; it goes when the note is on disk, or with Escape.

    It belongs to its page, and is empty and hidden until it is wanted.
    """

    closed = Signal()
    """It was taken or given up: the keyboard goes where it was before."""
    left = Signal(str, object)
    """The page went away below it: what was typed until then, and its tags."""

    def __init__(self, theme: Theme, page: QWidget, write: Callable[[str, tuple[str, ...]], str]) -> None:
        """`write` keeps words and tags; it returns why that could not be done, or "" when they are on disk."""
        super().__init__(page)
        self._theme, self._page, self._write = theme, page, write
        self._before: QWidget | None = None
        self.setProperty("role", "palette")
        self.setAccessibleName(say("Note"))
        self.field = line_field(say("Note"), say("A note for the review"))
        self.field.setMaxLength(LONGEST)
        self.tags = {tag: self._tag_button(tag) for tag in STAMPS}
        self.take = button(theme, say("Take note"), "sticky-note", "soft", "small")
        text.tooltip(self.take, say("Keep it (Return in the line)"))
        self._wrong = text.label("", "bad", wrap=True)
        self._wrong.hide()
        flow = FlowLayout(4)
        for one in self.tags.values():
            flow.addWidget(one)
        head = row(Glyph(theme, "sticky-note", "text2", 16), self.field, self.take, gap=10)
        foot = row(flow, text.label("Esc", "key"), gap=8)
        foot.setStretch(0, 1)
        self.setLayout(column(head, foot, self._wrong, gap=8, margins=(14, 10, 12, 10)))
        for part in (self.field, self.take, *self.tags.values()):
            part.installEventFilter(self)
        page.installEventFilter(self)
        self.field.textChanged.connect(self._judge)
        self.take.clicked.connect(self._take)
        self._judge()
        self.hide()

    def _tag_button(self, tag: str) -> Button:
        made = button(self._theme, tag_words(tag), tag_icon(tag), "choice", "small")
        made.setCheckable(True)
        text.tooltip(made, say("Tag this note ({key})", key=key_names.shown(STAMPS[tag])))
        made.toggled.connect(self._judge)
        return made

    # -- what can be done ------------------------------------------------------------------------------------------

    def open(self) -> None:
        """Show the line and give it the keyboard; open already, it only gets the keyboard back."""
        focus: QWidget | None = self._page.window().focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            self._before = focus
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus(_POPUP)

    def stamp(self, tag: str) -> None:
        """Keep a tag alone, without being seen; only what cannot be written opens the line, which says why."""
        why = self._write("", (tag,))
        if why:
            if not self.words():
                self.tags[tag].setChecked(True)
            self.open()
            self._refuse(why)

    def words(self) -> str:
        """Return what is typed."""
        return " ".join(self.field.text().split())

    def chosen(self) -> tuple[str, ...]:
        """Return the tags that are chosen."""
        return tuple(tag for tag, one in self.tags.items() if one.isChecked())

    # -- inside ----------------------------------------------------------------------------------------------------

    def _judge(self) -> None:
        self.take.setEnabled(bool(self.words() or self.chosen()))
        self._refuse("")

    def _refuse(self, why: str) -> None:
        self._wrong.setText(why)
        self._wrong.setVisible(bool(why))
        self.field.setAccessibleDescription(why)
        self._place()

    def _take(self) -> None:
        """Keep the note; the line closes only when that is done."""
        if not self.take.isEnabled():
            return
        why = self._write(self.words(), self.chosen())
        if why:
            self._refuse(why)
            self.field.setFocus(_POPUP)
        else:
            self._close()

    def _close(self) -> None:
        before = self._before
        focus: QWidget | None = self._page.window().focusWidget()
        here = focus is not None and self.isAncestorOf(focus)
        self._empty()
        self.hide()
        self.closed.emit()
        if here:
            kept = before is not None and shiboken6.isValid(before) and before.isVisible()
            (before if kept and before is not None else self._page).setFocus(_POPUP)

    def _empty(self) -> None:
        self.field.clear()
        for one in self.tags.values():
            one.setChecked(False)

    def _place(self) -> None:
        """Lie at the lower left of the page, so that what is being written on the right stays in sight."""
        room = self._page.rect().adjusted(_AWAY, _AWAY, -_AWAY, -_AWAY)
        width = min(self._theme.px(WIDTH), max(_LEAST, room.width() - _BESIDE), room.width())
        self.ensurePolished()
        high = min(self.heightForWidth(width), room.height())
        self.setGeometry(QRect(room.left(), room.bottom() - high + 1, width, high))

    def hideEvent(self, event: QHideEvent) -> None:
        """Hand on what was typed when the page is taken away below the line."""
        super().hideEvent(event)
        if not event.spontaneous() and (self.words() or self.chosen()):
            self.left.emit(self.words(), self.chosen())
            self._empty()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys of the line before the page below does; follow the page when it changes its size."""
        if watched is self._page:
            if event.type() == QEvent.Type.Resize:
                self._place()
        elif isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and _own(event):
                event.accept()
                return True
            return event.type() == QEvent.Type.KeyPress and self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() in _TAKES:
            self._take()
        elif event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            stroke = QKeySequence(event.keyCombination())
            tag = next((tag for tag, key in STAMPS.items() if QKeySequence(key) == stroke), "")
            if not tag or event.text().lower() not in _SAYS_NOTHING | {chr(event.key()).lower()}:
                return False  # a letter that a keyboard has at that place
            self.tags[tag].toggle()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let no key go on to the page below."""
        event.accept()

    def focusNextPrevChild(self, following: bool) -> bool:  # noqa: FBT001 -- Qt's name and its order
        """Lead Tab from part to part of the line, and round again: the page below is not typed into unawares."""
        parts = [part for part in (self.field, *self.tags.values(), self.take) if part.isEnabled()]
        focus = self._page.window().focusWidget()
        here = parts.index(focus) if focus in parts else 0
        parts[(here + (1 if following else -1)) % len(parts)].setFocus(Qt.FocusReason.TabFocusReason)
        return True


def _own(event: QKeyEvent) -> bool:
    """Return whether a key is the line's own: all but the keys with Ctrl alone, and those that have no letter."""
    if event.key() in _TAKES or event.key() == Qt.Key.Key_Escape:
        return True
    held = event.modifiers()
    if held & Qt.KeyboardModifier.AltModifier:
        return True
    function = Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35
    return not (held & Qt.KeyboardModifier.ControlModifier or function)
