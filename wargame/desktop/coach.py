"""The marks of the sample: a few words beside the thing they speak of, and a line around it.

They never take the keyboard, and go at once when another page is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QFrame, QMainWindow, QStackedWidget, QWidget

from wargame.desktop import sample
from wargame.desktop.buttons import button
from wargame.desktop.coach_marks import MARKS, Mark
from wargame.desktop.layout import column, row
from wargame.desktop.text import label
from wargame.translation import say

if TYPE_CHECKING:
    from wargame.desktop.live_session import LiveSession
    from wargame.desktop.style import Theme

_WIDE = 300
_EDGE, _AWAY = 8, 10
"""Pixels to the edge of the window, and to what is spoken of."""
_MOVES = frozenset({QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide})


def accompany(theme: Theme, window: QMainWindow, pages: QStackedWidget, live: LiveSession) -> Coach | None:
    """Return the marks for a session that is the sample; None for every other."""
    return Coach(theme, window, pages, live) if sample.is_sample(live.path) else None


class Coach(QObject):
    """Shows one mark at a time, while the sample is played and until nobody wants them any more."""

    def __init__(self, theme: Theme, window: QMainWindow, pages: QStackedWidget, live: LiveSession) -> None:
        super().__init__(live)
        self._theme, self._window, self._pages, self._live = theme, window, pages, live
        self._seen: set[str] = set()
        self.mark: Mark | None = None
        """What is shown now."""
        self._beside: QWidget | None = None
        self.halo = QFrame(window)
        self.halo.setProperty("role", "halo")
        self.halo.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.bubble = self._make_bubble()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.look)
        live.entries_added.connect(self._later.start)
        pages.currentChanged.connect(self._turned)
        window.installEventFilter(self)
        self._later.start()

    def look(self) -> None:
        """Show the mark that matters now, or none."""
        page = self._pages.currentWidget()
        if page is None:
            return
        if self.mark is not None and not self.mark.when(self._live, page) and not self._only_covered(page):
            # It was done, or left behind: either way it is known.
            self._seen.add(self.mark.name)
        for mark in MARKS:
            if mark.name not in self._seen and mark.when(self._live, page):
                beside = mark.beside(self._live, page)
                if beside is not None and beside.isVisible():
                    self._show(mark, beside)
                    return
        self._hide()

    def _only_covered(self, page: QWidget) -> bool:
        """Return whether another page lies for a while over the one that the mark belongs to."""
        beside = self._beside
        return beside is not None and shiboken6.isValid(beside) and not page.isAncestorOf(beside)

    def got_it(self) -> None:
        """Take the mark away; the next one comes in its time."""
        if self.mark is not None:
            self._seen.add(self.mark.name)
        self.look()

    def stop(self) -> None:
        """Show no marks any more."""
        self._seen = {mark.name for mark in MARKS}
        self._hide()

    def leave(self) -> None:
        """Go with the session."""
        self._later.stop()
        self._live.entries_added.disconnect(self._later.start)
        self._pages.currentChanged.disconnect(self._turned)
        self._window.removeEventFilter(self)
        self._hide()
        for part in (self.bubble, self.halo):
            part.setParent(None)
            part.deleteLater()

    def _make_bubble(self) -> QFrame:
        bubble = QFrame(self._window)
        bubble.setProperty("role", "coach")
        self._title, self._words = label("", "name", wrap=True), label("", "body", wrap=True)
        known = button(self._theme, say("&Got it"), "check", "soft", "small")
        enough = button(self._theme, say("No more hints"), "", "ghost", "small")
        known.clicked.connect(self.got_it)
        enough.clicked.connect(self.stop)
        for one in (known, enough):
            one.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.known, self.enough = known, enough
        layout = column(self._title, self._words, row(enough, None, known, gap=6), gap=6, margins=(14, 12, 12, 10))
        bubble.setLayout(layout)
        bubble.hide()
        self.halo.hide()
        return bubble

    def _show(self, mark: Mark, beside: QWidget) -> None:
        if beside is not self._beside:
            self._let_go()
            self._beside = beside
            beside.installEventFilter(self)
        self.mark = mark
        title, words = say(mark.title), say(mark.words)
        self._title.setText(title)
        self._words.setText(words)
        self.bubble.setAccessibleName(f"{title}. {words}")
        self._place(beside)
        for part in (self.halo, self.bubble):
            part.show()
            part.raise_()

    def _place(self, beside: QWidget) -> None:
        """Put the words below what they speak of, or above it, or where there is room beside it."""
        inside = self._window.rect().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        box = QRect(beside.mapTo(self._window, QPoint(0, 0)), beside.size()).intersected(inside)
        self.halo.setGeometry(box.adjusted(-4, -4, 4, 4))
        wide = min(self._theme.px(_WIDE), inside.width() * 2 // 5)
        self.bubble.setFixedWidth(wide)
        self.bubble.ensurePolished()
        high = self.bubble.heightForWidth(wide)
        self.bubble.setFixedHeight(high)
        centred = box.center().x() - wide // 2
        places = (
            QPoint(centred, box.bottom() + _AWAY),
            QPoint(centred, box.top() - _AWAY - high),
            QPoint(box.left() - _AWAY - wide, box.top()),
            QPoint(box.right() + _AWAY, box.top()),
            QPoint(centred, box.bottom() - high - _AWAY),
        )
        free = [at for at in places[:2] if inside.top() <= at.y() <= inside.bottom() - high]
        free += [at for at in places[2:4] if inside.left() <= at.x() <= inside.right() - wide]
        at = (free or [places[4]])[0]
        x = max(inside.left(), min(at.x(), inside.right() - wide))
        self.bubble.move(x, max(inside.top(), min(at.y(), inside.bottom() - high)))

    def _hide(self) -> None:
        self._let_go()
        self.mark = None
        self.bubble.hide()
        self.halo.hide()

    def _let_go(self) -> None:
        if self._beside is not None and shiboken6.isValid(self._beside):
            self._beside.removeEventFilter(self)
        self._beside = None

    def _turned(self, _index: int) -> None:
        """Another page is shown: what belongs to the one before goes at once."""
        self.bubble.hide()
        self.halo.hide()
        self._later.start()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Stay beside what is spoken of when it moves."""
        if event.type() in _MOVES:
            self._later.start()
        return False
