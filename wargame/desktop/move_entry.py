"""The facilitator enters a move for a seat that gave it by word of mouth or on paper."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from wargame.desktop.buttons import button
from wargame.desktop.hot_seat import draft_timer
from wargame.desktop.layout import column, row
from wargame.desktop.marks import Badge
from wargame.desktop.participant import draft as drafts
from wargame.desktop.participant.move_editor import MoveEditor
from wargame.desktop.participant.move_list import MoveList
from wargame.desktop.text import elided, label
from wargame.desktop.true_time import NotATimeError, time_field, true_time
from wargame.session.entries import WHITE_CELL
from wargame.translation import say

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

    from wargame.desktop.live_session import LiveSession
    from wargame.desktop.style import Theme
    from wargame.session.errors import SessionError


class MoveEntry(QWidget):
    """A seat's moves and the move editor, on the facilitator's screen."""

    closed = Signal()

    def __init__(self, theme: Theme, live: LiveSession, actor: str, move: str = "") -> None:
        """Let a move be entered for an actor; `move` is the one that is chosen to begin with."""
        super().__init__()
        self._live = live
        self._actor = actor
        self._command = secrets.token_hex(16)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        view = live.seat_view(actor)
        self.moves = MoveList(theme, view)
        self._key = f"{WHITE_CELL}:{actor}"
        draft = drafts.from_text(live.draft(self._key))
        self.editor = MoveEditor(theme, view, draft)
        self._writing = draft_timer(self, self.keep_draft)
        self.editor.setFixedWidth(380)
        self.editor.seal.setText(f" {say('&Enter move')}")
        self.editor.seal.setAccessibleName(say("Enter move"))
        self.moves.chosen.connect(self.editor.show_move)
        self.editor.changed.connect(self._renew_command)
        self.editor.changed.connect(self._typed)
        self.editor.sealed.connect(self._enter)
        back = button(theme, say("&Back"), "arrow-left")
        back.clicked.connect(self.closed)
        badge = Badge(theme, view.seat.slot, view.seat.monogram, view.seat.name, 30)
        self.given_at = time_field(say("Given at"))
        self.given_at.textChanged.connect(self._renew_command)
        title = elided(say("Enter a move for {name}", name=view.seat.name), "heading")
        head = row(badge, title, label(say("Given at"), "caption"), self.given_at, back, gap=10)
        head.setStretch(1, 1)
        body = row(self.moves, self.editor, gap=16)
        body.setStretch(0, 1)
        page = column(head, body, gap=12, margins=(16, 14, 16, 14))
        page.setStretch(1, 1)
        self.setLayout(page)
        live.failed.connect(self._refuse)
        for keys, act in (("Escape", self.closed.emit), ("Ctrl+Return", self.editor.press_seal)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(act)
        self.setFocusProxy(self.moves.search)
        if move or draft.move:
            self.moves.choose(move or draft.move)

    def keep_draft(self) -> None:
        """Write what was typed to disk now: apart from what the seat itself has begun."""
        self._writing.stop()
        self._live.save_draft(self._key, self.editor.draft.to_text(), self._command)

    def _typed(self, _draft: object) -> None:
        if not self._writing.isActive():
            self._writing.start()

    def _renew_command(self, _changed: object) -> None:
        self._command = secrets.token_hex(16)

    def _enter(self, draft: drafts.Draft) -> None:
        try:
            happened_at = true_time(self.given_at.text(), datetime.now(UTC).astimezone())
        except NotATimeError as error:
            self.editor.notice.say(str(error), "warn")
            self.given_at.setFocus()
            return
        given = self._live.give_order(
            self._actor,
            draft.move,
            draft.target,
            say=draft.say,
            intent=draft.intent,
            command=self._command,
            by=WHITE_CELL,
            happened_at=happened_at,
            choices=draft.choices,
        )
        if given:
            self._writing.stop()
            self.closed.emit()

    def _refuse(self, error: SessionError) -> None:
        self.editor.notice.say(str(error))

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was typed, whichever way the page is left."""
        if self._writing.isActive():
            self.keep_draft()
        super().hideEvent(event)
