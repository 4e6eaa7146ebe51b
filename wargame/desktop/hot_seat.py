"""The shared laptop: facilitator, curtain, a seat's page, curtain, facilitator.

The curtain is on the screen before anything else changes. A seat's page is
built after it is opened and destroyed when it falls, with everything typed in
it; what a seat had begun is kept as its draft.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from wargame.desktop.participant.curtain import Curtain, Holder
from wargame.desktop.participant.seat_page import START, SeatPage, Spot
from wargame.referee.turn import TakeSignatures
from wargame.translation import say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from wargame.desktop.live_session import LiveSession
    from wargame.desktop.participant.draft import Draft
    from wargame.desktop.style import Theme
    from wargame.referee.views import Clockwork
    from wargame.session.errors import SessionError

IDLE = 180_000
"""Milliseconds without a touch after which a seat's page hides itself."""
DRAFT_PAUSE = 250
"""Milliseconds after a key within which what was typed is on disk, also when somebody types without a rest."""
_CLIPBOARDS = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)
_SIGNS_OF_LIFE = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel}
)


class HotSeat(QObject):
    """Who has the laptop, and what is on the screen while it is not the facilitator."""

    covered = Signal()
    """The laptop leaves the facilitator: nothing of theirs may be on the screen."""
    returned = Signal()
    """The facilitator has the laptop again."""
    shown = Signal(object)
    """A curtain or a seat's page was put on the screen: the page."""

    def __init__(self, theme: Theme, live: LiveSession, pages: QStackedWidget) -> None:
        super().__init__(pages)
        self._theme = theme
        self._live = live
        self._pages = pages
        self._page: QWidget | None = None
        self._actor = ""
        self._draft = ""
        self._command = ""
        self._commands: dict[tuple[object, ...], str] = {}
        self._clipboard: dict[QClipboard.Mode, str] = {}
        self._writing = draft_timer(self, self.keep_draft)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE)
        self._idle.timeout.connect(self.hide)
        live.failed.connect(self._refuse)

    @property
    def page(self) -> QWidget | None:
        """The curtain or the seat's page; None while the facilitator has the laptop."""
        return self._page

    def hand_over(self, actor: str) -> None:
        """Cover the screen and ask for one seat."""
        seat = next(summary for summary in self._live.white_cell_view().actors if summary.actor == actor)
        people = self._live.session.created.seats.get(actor, "")
        self._leave()
        self._actor = actor
        curtain = self._curtain(Holder(seat.name, people, seat))
        curtain.opened.connect(self._open)
        curtain.handed_back.connect(self.take_back)

    def hide(self) -> None:
        """Cover the screen until the facilitator takes the laptop."""
        self._leave()
        facilitator = self._live.exercise.label("facilitator")
        curtain = self._curtain(Holder(say("the {facilitator}", facilitator=facilitator), "", None))
        curtain.opened.connect(self.take_back)

    def take_back(self) -> None:
        """Give the screen back to the facilitator."""
        self._leave()
        self._actor = ""
        self._drop()
        self.returned.emit()

    def close(self) -> None:
        """Keep what was typed and leave nothing private behind; for when the session is closed."""
        self._leave()
        self._drop()

    def keep_draft(self) -> None:
        """Write the draft of the seat to disk now."""
        self._writing.stop()
        if self._actor and isinstance(self._page, SeatPage):
            self._live.save_draft(self._actor, self._draft, self._command)

    def _curtain(self, holder: Holder) -> Curtain:
        clock = self._live.room_view().clock
        curtain = Curtain(self._theme, clock.title, _moment(clock), holder)
        self.covered.emit()
        self._show(curtain)
        curtain.here.setFocus()
        return curtain

    def _open(self, spot: Spot = START) -> None:
        """Show the seat its page, made anew from what it may see now."""
        live, actor = self._live, self._actor
        people = live.session.created.seats.get(actor, "")
        if not isinstance(self._page, SeatPage):
            self._clipboard = {mode: QGuiApplication.clipboard().text(mode) for mode in _CLIPBOARDS}
        self._draft = live.draft(actor)
        page = SeatPage(
            self._theme,
            live.seat_view(actor),
            people,
            self._draft,
            spot,
            lambda text, levels: live.text_offer(actor, text, levels),
        )
        page.draft_changed.connect(self._typed)
        page.order_sealed.connect(self._seal)
        page.order_taken_back.connect(self._withdraw)
        page.text_signed.connect(self._sign)
        page.signature_taken_back.connect(self._take_signature_back)
        page.notice_given.connect(self._give_notice)
        page.answered.connect(self._answer)
        page.card_chosen.connect(self._choose_card)
        page.hidden.connect(self.hide)
        self._command = secrets.token_hex(16)
        self._commands = {}
        self._show(page)
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
        self._idle.start()

    def _typed(self, draft: str) -> None:
        if draft != self._draft:
            self._draft = draft
            self._command = secrets.token_hex(16)
            if not self._writing.isActive():  # begun anew with every key it would wait for a rest
                self._writing.start()

    def _seal(self, draft: Draft) -> None:
        self._writing.stop()
        # The same command for the same words: pressed twice after a failing disk, it is still recorded once.
        given = self._live.give_order(
            self._actor,
            draft.move,
            draft.target,
            say=draft.say,
            intent=draft.intent,
            command=self._command,
            choices=draft.choices,
        )
        if given:
            self._draft = ""
            self._go_on()

    def _withdraw(self, order: str) -> None:
        self.keep_draft()
        if self._live.take_back(order, self._same("withdraw", order)):
            self._open(Spot("moves"))

    def _sign(self, agreement: str, terms: Mapping[str, int]) -> None:
        command = self._same("sign", agreement, *sorted(terms.items()))
        if self._live.sign(self._actor, agreement, terms, by=self._actor, command=command):
            # With the last signature signing rests until the facilitator has put the text into force.
            self._stay_or_hide(stay=isinstance(self._live.next_thing, TakeSignatures))

    def _take_signature_back(self, agreement: str) -> None:
        command = self._same("take back", agreement)
        if self._live.take_back_signature(self._actor, agreement, by=self._actor, command=command):
            self._stay_or_hide(stay=True)

    def _give_notice(self, agreement: str) -> None:
        if self._live.give_notice(self._actor, agreement, by=self._actor, command=self._same("notice", agreement)):
            self._stay_or_hide(stay=True)

    def _answer(self, number: int, option: str, target: str) -> None:
        command = self._same("answer", number, option, target)
        if self._live.answer(number, option, target, by=self._actor, command=command):
            # What follows from an answer may ask the same seat again.
            again = self._live.seat_view(self._actor).question is not None
            self._stay_or_hide(stay=again, spot=START)

    def _choose_card(self, card: str, word: str) -> None:
        if self._live.choose_card(self._actor, card, word, by=self._actor, command=self._same("card", card, word)):
            view = self._live.seat_view(self._actor)
            more = any(one.choices and not one.word for one in view.cards)
            self._stay_or_hide(stay=more or view.clock.signing or view.clock.taking_orders, spot=START)

    def _same(self, *what: object) -> str:
        """Return the command for an act: pressed again after a failing disk it is the same, and recorded once."""
        return self._commands.setdefault(what, secrets.token_hex(16))

    def _stay_or_hide(self, *, stay: bool, spot: Spot | None = None) -> None:
        """After something is written: show the page as it is now, or let the curtain fall."""
        if stay and isinstance(self._page, SeatPage):
            self.keep_draft()
            self._open(self._page.spot if spot is None else spot)
        else:
            self.hide()

    def _go_on(self) -> None:
        """After a move is sealed: the next one, or the curtain when none is left."""
        if self._live.seat_view(self._actor).orders_left > 0:
            self._open()
        else:
            self.hide()

    def _refuse(self, error: SessionError) -> None:
        if isinstance(self._page, SeatPage):
            self._page.refuse(str(error))

    def _leave(self) -> None:
        """Keep the draft, and clear the clipboard of what the seat has put there."""
        if not isinstance(self._page, SeatPage):
            return
        self.keep_draft()
        self._idle.stop()
        _put_tips_away()
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        for mode, before in self._clipboard.items():
            if QGuiApplication.clipboard().text(mode) != before:
                QGuiApplication.clipboard().clear(mode)

    def _show(self, page: QWidget) -> None:
        """Put a page on the screen first, then destroy the one before it."""
        before = self._page
        self._page = page
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        self.shown.emit(page)
        if before is not None:
            self._destroy(before)

    def _drop(self) -> None:
        if self._page is not None:
            before, self._page = self._page, None
            self._destroy(before)
        self._draft = ""

    def _destroy(self, page: QWidget) -> None:
        page.hide()
        self._pages.removeWidget(page)
        page.setParent(None)
        page.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin the idle time anew with every sign of life."""
        if event.type() in _SIGNS_OF_LIFE:
            self._idle.start()
        return super().eventFilter(watched, event)


def draft_timer(owner: QObject, write: Callable[[], None]) -> QTimer:
    """Return a timer that writes a draft once, a moment after it was started."""
    made = QTimer(owner)
    made.setSingleShot(True)
    made.setInterval(DRAFT_PAUSE)
    made.timeout.connect(write)
    return made


def _put_tips_away() -> None:
    """Destroy the tool tip that is shown: it is a window of its own, and would outlive the page it speaks of."""
    for window in QApplication.topLevelWidgets():
        if window.inherits("QTipLabel"):
            window.hide()
            window.deleteLater()


def _moment(clock: Clockwork) -> str:
    if not clock.turn:
        return say("Before the start")
    where = clock.phases[clock.phase] if clock.phase < len(clock.phases) else ""
    turn = say("{turn} {number} of {count}", turn=clock.turn_word.capitalize(), number=clock.turn, count=clock.turns)
    return " · ".join(part for part in (turn, where) if part)
