"""Trying again what could not be written, so that it is written once, whole, and not before what came before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from wargame.session.errors import NotSaved
from wargame.translation import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from wargame.desktop.chips import Notice
    from wargame.desktop.live_session import LiveSession
    from wargame.session.errors import SessionError

    Act = Callable[[], object]


class Trying(QObject):
    """What the facilitator asked for last; the notice offers to try it again if it could not be written."""

    def __init__(self, live: LiveSession, notice: Notice) -> None:
        """`notice` tells what went wrong with the session, whoever did it."""
        super().__init__(notice)
        self._live, self._notice = live, notice
        self._again: Act | None = None
        self._under_way = self._unwritten = False
        live.failed.connect(self._failed)
        notice.acted.connect(self._try_again)

    def first(self, act: Act, carry_out: Callable[[Act], object]) -> None:
        """Let `carry_out` do an act in a form that can be tried again, and let it do the same at each further try.

        It is not begun while it is in doubt whether the one before it was saved: it may be the same, pressed twice.
        """
        unwritten = self._unwritten
        if not self._told(self._live.settle):
            if not unwritten:  # what is in doubt is somebody else's
                self._again = lambda: self.first(act, carry_out)
            return
        tried = self._live.repeatable(act)
        self._again = lambda: carry_out(lambda: self._try(tried))
        self._again()

    def offer(self, sentence: str, verb: str, act: Act) -> None:
        """Offer to do something, in a sentence that says what it does."""
        self._again = act
        self._notice.say(sentence, "warn", verb)

    def _try(self, act: Act) -> object:
        self._notice.hide()
        self._unwritten = False
        return self._told(act)

    def _told(self, act: Act) -> object:
        """Carry out an act; what cannot be written then can be tried again here."""
        self._under_way = True
        try:
            return act()
        finally:
            self._under_way = False

    def _try_again(self) -> None:
        if self._again is not None:
            self._again()

    def _failed(self, error: SessionError) -> None:
        # What a seat could not send, it tries again itself; here it is only told.
        again = isinstance(error, NotSaved) and self._under_way
        if self._under_way:
            self._unwritten = again
        self._notice.say(str(error), "bad", say("Try again") if again else "")
