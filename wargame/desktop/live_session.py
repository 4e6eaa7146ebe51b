"""The session as the windows see it: one signal says which entries were added, another what failed.

Every method asks the session, which writes to disk before it answers; only then
does anything on the screen change. Nothing else in `desktop` writes to a session.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from wargame.desktop.label_packs import shown, worded
from wargame.review.kit.rules import summary
from wargame.session.entries import WHITE_CELL
from wargame.session.errors import NotNow, SessionError
from wargame.session.keeping import Command
from wargame.translation import say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from wargame.exercise.definition import Exercise
    from wargame.referee.adjustment import Adjustment
    from wargame.referee.ruling import Ruling
    from wargame.referee.state import State
    from wargame.referee.turn import NextThing
    from wargame.referee.visibility import RoomView, SeatView, TextOffer, WhiteCellView
    from wargame.session.conduct import Session
    from wargame.session.entries import Entry, SessionCreated
    from wargame.session.history import History


class LiveSession(QObject):
    """A session that tells the views what was added to it."""

    entries_added = Signal(object)
    """A tuple of Entry, in their order, already on disk."""
    failed = Signal(object)
    """A SessionError: nothing was changed; it says what to do."""

    def __init__(
        self, session: Session, parent: QObject | None = None, words: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        """`words` are what the house calls things on the screen; what the exercise calls them goes before."""
        super().__init__(parent)
        self._session = session
        self._exercise = worded(session.exercise, words)

    @property
    def session(self) -> Session:
        """The session itself, to read from."""
        return self._session

    @property
    def exercise(self) -> Exercise:
        """The exercise that is played, in the words of the house."""
        return self._exercise

    @property
    def history(self) -> History:
        """All entries and every situation."""
        return self._session.history

    @property
    def state(self) -> State:
        """The present situation."""
        return self._session.state

    @property
    def next_thing(self) -> NextThing:
        """What the sequence of play asks for now."""
        return self._session.next_thing

    @property
    def proposal(self) -> Ruling | None:
        """The ruling that waits to be committed."""
        return self._session.proposal

    @property
    def read_only(self) -> bool:
        """Whether nothing can be added."""
        return self._session.read_only

    @property
    def ended(self) -> bool:
        """Whether play is over."""
        return self._session.ended

    @property
    def path(self) -> Path | None:
        """The file of the session; None in memory."""
        return self._session.path

    @property
    def order_of_play(self) -> tuple[str, ...]:
        """Who chooses next where moves are made openly: actors, once for each move they have left."""
        return self._session.order_of_play

    @property
    def created(self) -> SessionCreated:
        """What the session is played with: title, seats, seed, versions."""
        return self._session.created

    def seat_view(self, actor: str) -> SeatView:
        """Return what one seat may see, what the rules say of its moves in words."""
        view = shown(self._session.seat_view(actor), self._exercise)
        told = [replace(offer, effects=tuple(summary(self._exercise, line) for line in offer.effects))
                for offer in view.offers]  # fmt: skip
        return replace(view, offers=tuple(told))

    def text_offer(self, actor: str, agreement: str, levels: Mapping[str, int]) -> TextOffer | None:
        """Return a text as a seat would see it with these terms; None when it has no such text before it."""
        return self._session.text_offer(actor, agreement, levels)

    def room_view(self) -> RoomView:
        """Return what the whole room may see."""
        return shown(self._session.room_view(), self._exercise)

    def white_cell_view(self) -> WhiteCellView:
        """Return everything."""
        return shown(self._session.white_cell_view(), self._exercise)

    def start(self) -> bool:
        """StartEx."""
        return self._done(self._session.start)

    def give_order(
        self,
        actor: str,
        move: str,
        target: str = "",
        *,
        say: str = "",
        intent: str = "",
        command: str | None = None,
        by: str = "",
        happened_at: str = "",
        choices: Mapping[str, str] | None = None,
    ) -> bool:
        """Enter a move of a seat; `by` is WHITE_CELL when the facilitator enters it, `happened_at` its true time."""
        return self._done(
            lambda: self._session.give_order(
                actor, move, target=target, say=say, intent=intent, command=command, by=by, happened_at=happened_at,
                choices=choices,
            )
        )  # fmt: skip

    def take_back(self, order: str, command: str | None = None) -> bool:
        """Withdraw an order that is not yet ruled."""
        return self._done(lambda: self._session.take_back(order, command))

    def close_orders(self) -> bool:
        """Close the taking of orders."""
        return self._done(self._session.close_orders)

    def sign(
        self,
        actor: str,
        agreement: str,
        terms: Mapping[str, int] | None = None,
        *,
        by: str = WHITE_CELL,
        command: str | None = None,
    ) -> bool:
        """Sign a text for an actor; other terms than those on the table lay it down anew. `by` is who enters it."""
        return self._done(lambda: self._session.sign(actor, agreement, terms, command, by=by))

    def take_back_signature(
        self, actor: str, agreement: str, *, by: str = WHITE_CELL, command: str | None = None
    ) -> bool:
        """Take an actor's signature back from a text on the table."""
        return self._done(lambda: self._session.take_back_signature(actor, agreement, command, by=by))

    def give_notice(self, actor: str, agreement: str, *, by: str = WHITE_CELL, command: str | None = None) -> bool:
        """Announce that an actor leaves an agreement; everybody learns of it."""
        return self._done(lambda: self._session.give_notice(actor, agreement, command, by=by))

    def choose_card(
        self, actor: str, card: str, word: str, *, by: str = WHITE_CELL, command: str | None = None
    ) -> bool:
        """Let an actor hold a secret card; the facilitator may settle one that was drawn or chosen already."""
        return self._done(lambda: self._session.choose_card(actor, card, word, command, by=by))

    def close_signing(self) -> bool:
        """Close the signing of texts."""
        return self._done(self._session.close_signing)

    def propose(self, adjustments: tuple[Adjustment, ...] = ()) -> bool:
        """Ask the referee for a ruling on the next thing."""
        return self._done(lambda: self._session.propose(adjustments))

    def adjust(self, adjustment: Adjustment) -> bool:
        """Change the open proposal, with a reason."""
        return self._done(lambda: self._session.adjust(adjustment))

    def answer(
        self, number: int, option: str, target: str = "", by: str = WHITE_CELL, command: str | None = None
    ) -> bool:
        """Answer the question of that number in the open proposal; `?` lets the dice say."""
        return self._done(lambda: self._session.answer(number, option, target, by, command=command))

    def drop_adjustments(self) -> bool:
        """Return to the proposal as the rules made it."""
        return self._done(self._session.drop_adjustments)

    def commit(self) -> bool:
        """Let the open proposal stand."""
        return self._done(self._session.commit)

    def improvise(self, actor: str, text: str, sentences: tuple[str, ...], reason: str) -> bool:
        """Let something happen that the rulebook does not know."""
        return self._done(lambda: self._session.improvise(actor, text, sentences, reason))

    def step_back(self) -> bool:
        """Undo the last committed thing."""
        return self._done(self._session.step_back)

    def step_back_name(self) -> str | None:
        """Return what stepping back would undo; None when there is nothing."""
        return self._session.step_back_name()

    def note(self, text: str, about: int = 0) -> bool:
        """Take a note."""
        return self._done(lambda: self._session.note(text, about))

    def end(self, reason: str) -> bool:
        """EndEx, by the facilitator's word."""
        return self._done(lambda: self._session.end(reason))

    def jump_to_end(self, reason: str) -> bool:
        """End play now as after the last turn: the first ending whose condition holds is reached."""
        return self._done(lambda: self._session.jump_to_end(reason))

    def do(self, act: Callable[[Session], tuple[Entry, ...]]) -> bool:
        """Let anything else be done that a session can: `live.do(lambda session: session.pause("Coffee"))`."""
        return self._done(lambda: act(self._session))

    def attempt(self, act: Callable[[Session], tuple[Entry, ...]]) -> SessionError | None:
        """Do the same, but tell what failed to whoever asks and to nobody else: None when it is written."""
        return self._attempted(lambda: act(self._session))

    def repeatable(self, act: Callable[[], object]) -> Callable[[], object]:
        """Return the same act in a form that can be tried again: what a try has written is not written twice."""
        command = Command()

        def tried() -> object:
            with self._session.under(command):
                return act()

        return tried

    def begun(self) -> int | None:
        """Return after how many entries the act that is tried began, see `Session.begun`; None if that failed."""
        found: list[int] = []
        return found[0] if self._done(lambda: found.append(self._session.begun())) else None

    def settle(self) -> bool:
        """Find out what became of what a failing disk left in doubt, before anything else is done.

        False when that is not known yet, or when it had been saved: what was asked for may be the same once more.
        """
        before = len(self.history.entries)
        settled = self._done(self._session.settle)
        if settled and len(self.history.entries) > before:
            self.failed.emit(
                NotNow(
                    say("The last action had been saved after all, so nothing else was done."),
                    say("Look at it, and do this again if it is still wanted."),
                )
            )
            return False
        return settled

    def save_draft(self, seat: str, text: str, command: str = "") -> bool:
        """Keep what a seat has typed so far, unless it has been sent under that command."""
        return self._done(lambda: self._session.save_draft(seat, text, command))

    def draft(self, seat: str) -> str:
        """Return what a seat had typed, or an empty text."""
        return self._session.draft(seat)

    def close(self) -> None:
        """Let go of the file."""
        self._session.close()

    def _done(self, act: Callable[[], object]) -> bool:
        """Carry out one act; say whether it is written, and tell all views of what failed."""
        failure = self._attempted(act)
        if failure is not None:
            self.failed.emit(failure)
        return failure is None

    def _attempted(self, act: Callable[[], object]) -> SessionError | None:
        """Carry out one act. The views learn of all that was written, also before an error."""
        before, failure = len(self.history.entries), None
        try:
            act()
        except SessionError as error:
            failure = error
        if entries := tuple(self.history.entries[before:]):
            self.entries_added.emit(entries)
        return failure
