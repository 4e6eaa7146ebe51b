"""A session as it can be read: its exercise, its history, and what each audience may see of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Self

from wargame.exercise.definition import Exercise
from wargame.referee import turn, visibility
from wargame.referee.dice import KeyedRolls
from wargame.referee.order_of_play import order_of_play
from wargame.referee.ruling import Ruling
from wargame.referee.state import State
from wargame.referee.turn import NextThing, Over
from wargame.referee.visibility import Past, RoomView, SeatView, TextOffer, WhiteCellView
from wargame.session import beginning
from wargame.session.entries import SessionCreated
from wargame.session.history import History
from wargame.session.log import Log
from wargame.session.record import fingerprint
from wargame.session.store import opening
from wargame.session.store.opening import FileForReading
from wargame.translation import say


class Sitting:
    """One sitting of an exercise, read from its log. `conduct.Session` adds what can be done in it."""

    def __init__(self, exercise: Exercise, log: Log) -> None:
        """Fold the log. Raises Damaged when it does not fit together."""
        self._exercise = exercise
        self._log = log
        self._created = beginning.first_of(log, log.path)
        self._history = History(exercise, log.entries)
        self._rolls = KeyedRolls(self._created.seed)

    @classmethod
    def read(cls, path: Path, why: str = "", *, damaged: bool = False, language: str = "") -> Self:
        """Open a session file for reading only; nothing is written, anywhere. `why` ends "Nothing can be added: …".

        A damaged one is refused, unless `damaged` asks for its beginning, as
        far as that is whole. `language` shows the exercise in another language than it
        was played in. Raises NotASession, TooNew, AlreadyOpen or Damaged.
        """
        reading = opening.read(path) if damaged else opening.read_whole(path)
        log = FileForReading(path, reading, reading.problem or why or say("it is open for reading."))
        return cls(beginning.exercise_of(log, path, language), log)

    @property
    def exercise(self) -> Exercise:
        """The exercise that is played, read from the texts in the session."""
        return self._exercise

    @property
    def history(self) -> History:
        """All entries and the situation after each."""
        return self._history

    @property
    def created(self) -> SessionCreated:
        """What the session is played with: title, seats, seed, versions."""
        return self._created

    @property
    def state(self) -> State:
        """The present state."""
        return self._history.state

    @property
    def next_thing(self) -> NextThing:
        """What the sequence of play asks for now."""
        if self.ended and self.state.ending is None:
            return Over(None)
        return turn.next_thing(self._exercise, self.state)

    @property
    def proposal(self) -> Ruling | None:
        """The ruling that waits to be committed."""
        return self._history.proposal.ruling if self._history.proposal else None

    @property
    def read_only(self) -> bool:
        """Whether nothing can be added."""
        return bool(self._log.read_only)

    @property
    def why_read_only(self) -> str:
        """Why nothing can be added, the rest of a sentence; empty when something can."""
        return self._log.read_only

    @property
    def path(self) -> Path | None:
        """The session's file; None in memory."""
        return self._log.path

    @property
    def ended(self) -> bool:
        """Whether play is over."""
        return self._history.ended

    @property
    def fingerprint(self) -> str:
        """Stands for everything so far: eight groups of four digits, to be shown, printed and compared."""
        return fingerprint(self._log.head.hex())

    @property
    def order_of_play(self) -> tuple[str, ...]:
        """Who chooses next where moves are made openly: actors, once for each move they have left."""
        return () if self.ended else order_of_play(self._exercise, self.state, self._rolls)

    def seat_view(self, actor: str) -> SeatView:
        """Return what one seat may see, the question included that waits for its answer."""
        asks = None if self.proposal is None else self.proposal.asks
        return visibility.seat_view(self._exercise, self.state, actor, self._past(), self._rolls, asks)

    def text_offer(self, actor: str, agreement: str, levels: Mapping[str, int]) -> TextOffer | None:
        """Return a text as a seat would see it with these terms; None when it has no such text before it."""
        return visibility.text_offer(self._exercise, self.state, actor, agreement, levels)

    def room_view(self, at: int | None = None) -> RoomView:
        """Return what the whole room may see; with `at`, what it might see after that entry."""
        moment = self._history.now if at is None else self._history.moment_at(at)
        past = Past(moment.turn_ends, moment.told)
        return visibility.room_view(self._exercise, moment.state, past, self._rolls)

    def white_cell_view(self) -> WhiteCellView:
        """Return everything, for the facilitator."""
        return visibility.white_cell_view(self._exercise, self.state, self._past())

    def save_copy(self, target: Path) -> None:
        """Write everything confirmed so far into a new file; works also when the session's own file is gone.

        Raises AlreadyThere, or NotSaved when it cannot be written.
        """
        self._log.save_copy(target)

    def _past(self) -> Past:
        return Past(self._history.turn_ends, self._history.told)
