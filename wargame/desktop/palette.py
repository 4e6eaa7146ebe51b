"""The command palette: everything that can be done or looked up, found by a few letters and chosen by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, Qt, Signal
from PySide6.QtGui import QAction, QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QListView, QWidget

from wargame.desktop.fuzzy import SCATTERED, distance, plain
from wargame.desktop.layout import column, framed, row, rule
from wargame.desktop.marks import Glyph
from wargame.desktop.palette_list import ROW, PaletteDelegate, PaletteModel, Thing
from wargame.desktop.text import elided, label
from wargame.translation import phrase, say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QPaintEvent

    from wargame.desktop.style import Theme

WIDTH = 640
MOST_HIGH = 440
_LONGEST = 200
_MOST = 8
"""Things of one group that are shown while something is typed."""
_UNUSABLE, _LOOKED_UP, _ASIDE = 0.5, 0.4, 2.5
"""What a fit costs more that cannot be used, is one of dozens, or is only in the words beside the name."""
_PAGE = 8
_HINT = phrase("↑ ↓ choose · Return do it · Esc close")


class Palette(QWidget):
    """Lies over the window, catches the keyboard, and is gone as soon as something is chosen."""

    closed = Signal()

    def __init__(
        self,
        theme: Theme,
        window: QWidget,
        things: Sequence[Thing],
        later: Callable[[str], Sequence[Thing]] = lambda _typed: (),
        through: Sequence[QAction] = (),
    ) -> None:
        """`later` finds what is only looked for when something is typed; `through` are keys that work all the same."""
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._things = tuple(things)
        self._compared: list[tuple[Thing, str, str]] = []
        self._later = later
        self._before: QWidget | None = window.focusWidget()
        self.field = QLineEdit()
        self.field.setProperty("role", "bare-large")
        self.field.setMaxLength(_LONGEST)
        self.field.setPlaceholderText(say("Type a command, a move, a word of the log …"))
        self.field.setAccessibleName(say("Command palette"))
        self.model = PaletteModel()
        self.list = QListView()
        self.list.setProperty("role", "palette")
        self.list.setModel(self.model)
        self.list.setItemDelegate(PaletteDelegate(theme, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(say("What was found"))
        self.foot = elided(say(_HINT), "caption")
        head = row(Glyph(theme, "search", "text2", 18), self.field, label("Esc", "key"), gap=12, margins=(16, 8, 14, 8))
        foot = row(self.foot, margins=(16, 7, 14, 8))
        self.frame = framed(column(head, rule(), self.list, rule(), foot, gap=0), "palette", say("Command palette"))
        self.frame.setParent(self)
        self.field.textChanged.connect(self._find)
        self.field.installEventFilter(self)
        self.list.clicked.connect(lambda _index: self._choose())
        self.addActions(list(through))
        for action in through:
            action.triggered.connect(self.leave)
        window.installEventFilter(self)
        self._find("")
        self._place()

    def open(self) -> None:
        """Show the palette and give it the keyboard."""
        self.show()
        self.raise_()
        self._place()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def leave(self) -> None:
        """Take the palette away; the keyboard goes back to where it was."""
        if self.isHidden():
            return
        before, here = self._before, self.field.hasFocus()
        self.hide()
        if here and before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.deleteLater()
        self.closed.emit()

    def found(self) -> list[Thing]:
        """Return what is listed, in its order, without the headings."""
        return [line for line in self.model.lines if isinstance(line, Thing)]

    def _find(self, typed: str) -> None:
        """List what fits, the best first; everything worth a line while nothing is typed."""
        wanted = plain(typed.strip())
        groups: dict[str, list[Thing]] = {}
        if not wanted:
            for thing in self._things:
                if not thing.silent:
                    groups.setdefault(thing.group, []).append(thing)
            self._list([(name, sorted(members, key=_unusable)) for name, members in groups.items()])
            return
        self._compared = self._compared or _compared(self._things)
        fits = []
        for place, (thing, words, beside) in enumerate([*self._compared, *_compared(self._later(wanted))]):
            far = distance(wanted, words)
            if far is None:
                aside = distance(wanted, f"{words} {beside}")
                far = None if aside is None or aside >= SCATTERED else aside + _ASIDE
            if far is not None:
                fits.append((far + _UNUSABLE * bool(thing.reason) + _LOOKED_UP * thing.silent, place, thing))
        fits.sort()
        if fits and fits[0][0] < SCATTERED:
            # Letters here and there are only worth a line when nothing fits better.
            fits = [fit for fit in fits if fit[0] < SCATTERED]
        groups = {}
        for _far, _place, thing in fits:
            groups.setdefault(thing.group, []).append(thing)
        self._list([(name, members[:_MOST]) for name, members in groups.items()])

    def _list(self, groups: list[tuple[str, list[Thing]]]) -> None:
        self.model.show_groups(groups)
        self.list.scrollToTop()
        self._select(self.model.first(), 0)
        if not groups:
            self.foot.set_text(say("Nothing fits. Fewer letters find more."))
        self._place()

    def _select(self, place: int, by: int) -> None:
        """Choose the line at a place, or the next one in that direction that is no heading."""
        lines = self.model.lines
        while 0 <= place < len(lines) and not isinstance(lines[place], Thing):
            place += by or 1
        if not 0 <= place < len(lines):
            return
        index = self.model.index(place)
        self.list.setCurrentIndex(index)
        if place == self.model.first():
            self.list.scrollToTop()
        else:
            self.list.scrollTo(index)
        thing = lines[place]
        reason = thing.reason if isinstance(thing, Thing) else ""
        self.foot.set_text(say("Not now: {reason}", reason=reason) if reason else say(_HINT))

    def _walk(self, by: int) -> None:
        lines = self.model.lines
        here = self.list.currentIndex().row()
        wanted = max(0, min(len(lines) - 1, here + by))
        self._select(wanted, 1 if by > 0 or wanted == 0 else -1)

    def _choose(self) -> None:
        """Do what is chosen; what cannot be done says why and stays."""
        index: QModelIndex = self.list.currentIndex()
        thing = self.model.lines[index.row()] if index.isValid() else None
        if not isinstance(thing, Thing) or thing.reason:
            return
        self.leave()
        thing.act()

    def _place(self) -> None:
        """Lie over the whole window, the frame in its upper half, as high as what it lists."""
        self.setGeometry(self._window.rect())
        px = self._theme.px
        width = min(px(WIDTH), self.width() - 48)
        top = max(24, self.height() // 8)
        self.list.setFixedHeight(0)
        beside = self.frame.sizeHint().height()
        high = min(self.model.height(px), self.height() - 2 * top - beside, px(MOST_HIGH))
        self.list.setFixedHeight(max(px(ROW), high))
        self.frame.setGeometry(QRect((self.width() - width) // 2, top, width, beside + self.list.height()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk the list with the keys of the field; follow the window when it changes its size."""
        if watched is self.field and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and _own(event):
                event.accept()
                return True
            return event.type() == QEvent.Type.KeyPress and self._key(event)
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() in _LEAVES or (event.key() == Qt.Key.Key_K and _own(event)):
            self.leave()
        elif event.key() in _WALKS:
            self._walk(_WALKS[Qt.Key(event.key())])
        elif event.key() in _CHOOSES:
            self._choose()
        else:
            return event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        return True

    def mousePressEvent(self, _event: object) -> None:
        """A click beside the frame closes it."""
        self.leave()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Darken what lies below."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(11, 16, 22, 110 if not self._theme.dark else 150))
        painter.end()


_LEAVES = frozenset({Qt.Key.Key_Escape})
_CHOOSES = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_WALKS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _PAGE, Qt.Key.Key_PageUp: -_PAGE}


def _unusable(thing: Thing) -> bool:
    return bool(thing.reason)


def _compared(things: Sequence[Thing]) -> list[tuple[Thing, str, str]]:
    """Return each thing with its name and what stands beside it, as they are compared."""
    return [(thing, plain(thing.words), plain(f"{thing.detail} {thing.keys}")) for thing in things]


def _own(event: QKeyEvent) -> bool:
    """Return whether a key is the palette's own, whatever it does elsewhere."""
    if event.key() == Qt.Key.Key_K:
        return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return event.key() in _LEAVES | _CHOOSES or event.key() in _WALKS
