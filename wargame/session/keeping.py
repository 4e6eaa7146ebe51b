"""A session that is kept: its log is written to, in a file or in memory, and the laptop's list knows of it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from wargame import __version__, paths
from wargame.exercise.definition import EVERYBODY, Exercise
from wargame.referee import turn
from wargame.referee.state import fold
from wargame.referee.turn import NotStarted, Over
from wargame.session import beginning, listing
from wargame.session.entries import (
    WHITE_CELL,
    Body,
    Entry,
    OrdersClosed,
    RulingCommitted,
    SessionClosed,
    SessionEnded,
    SessionOpened,
    SigningClosed,
    Unwritten,
)
from wargame.session.errors import NotNow, NotSaved, ReadOnly, SessionError
from wargame.session.log import Log
from wargame.session.sitting import Sitting
from wargame.session.store import catalogue
from wargame.session.store.log import SessionFile
from wargame.session.store.recovery import Recovered
from wargame.translation import phrase, say

_NOT_WRITABLE = phrase("its file or folder cannot be written.")
_DISK = phrase("its disk is full, or reports errors.")
_OVER = phrase("the exercise has ended.")
_ALL = (EVERYBODY,)
LONGEST_TEXT = 20_000
"""Characters of typed text that are kept; no widget shows more without stalling."""


class Command:
    """One act of a person, however often it is tried: each of its writings has an id, and is written once.

    What it consists of is gone through from the beginning at every try: what is written already is passed over.
    """

    def __init__(self) -> None:
        self._act = secrets.token_hex(8)
        self._written = 0

    @property
    def id(self) -> str:
        """The id of what it writes next."""
        return f"{self._act}.{self._written}"

    def begin(self) -> None:
        """Begin a try, with what it writes first."""
        self._written = 0

    def written(self) -> None:
        """Go on to what it writes after this."""
        self._written += 1


class Keeping(Sitting):
    """A sitting whose log is written to. `conduct.Session` adds what can be done in it."""

    def __init__(self, exercise: Exercise, log: Log, data: Path | None = None) -> None:
        """Take over a log; `data` is the program's own folder, None to leave it alone. Raises Damaged."""
        super().__init__(exercise, log)
        self._data = data
        self._command: Command | None = None

    @classmethod
    def create(
        cls,
        path: Path,
        exercise: Exercise,
        *,
        seats: Mapping[str, str] | None = None,
        seed: str | None = None,
        title: str = "",
        data: Path | None = None,
    ) -> Self:
        """Make a session file and open it. `seed` None draws one; `seats` says who plays whom.

        Raises AlreadyThere, or SessionError when the file cannot be written.
        """
        data = data or paths.user_data()
        first = beginning.first_entry(exercise, seats or {}, seed, title)
        log = SessionFile.create(path, first, data)
        session = cls(exercise, log, data)
        session.opened()
        return session

    @classmethod
    def open(cls, path: Path, *, data: Path | None = None, play_on: bool = False) -> Self:
        """Open a session to go on where it stands; `recovered` says what had to be made good.

        A session that has ended is opened for reading, unless `play_on` asks to
        step back from its end; so is one whose file, folder or full disk cannot be written.
        Raises NotASession, TooNew, AlreadyOpen or Damaged.
        """
        data = data or paths.user_data()
        try:
            log = SessionFile.open(path, data)
        except ReadOnly:
            return cls.read(path, say(_NOT_WRITABLE))
        try:
            session = cls(beginning.exercise_of(log, path), log, data)
            if not session.ended or play_on:
                session.opened()
                return session
        except (ReadOnly, NotSaved) as error:
            log.close()
            return cls.read(path, say(_NOT_WRITABLE) if isinstance(error, ReadOnly) else say(_DISK))
        except BaseException:
            log.close()
            raise
        log.close()
        return cls.read(path, say(_OVER))

    @classmethod
    def in_memory(
        cls, exercise: Exercise, seed: str | None = None, *, seats: Mapping[str, str] | None = None, title: str = ""
    ) -> Self:
        """Make a session without a file: for worked plays and for trying things out."""
        first = beginning.first_entry(exercise, seats or {}, seed, title)
        log = Log(first.session)
        log.append([Unwritten(first)])
        return cls(exercise, log)

    @property
    def recovered(self) -> Recovered:
        """What had to be made good when the file was opened."""
        return self._log.recovered if isinstance(self._log, SessionFile) else Recovered()

    def close(self) -> None:
        """Let go of the file, in good order if the disk allows."""
        try:
            if not self.read_only and self.path is not None:
                self._append([Unwritten(SessionClosed())], None)
        except SessionError:
            pass  # the next opening finds that it was not closed, and says so
        finally:
            self._log.close()
            self._remember()

    def opened(self) -> None:
        """Record that the file was opened for writing, which proves that it can be. Raises ReadOnly or NotSaved."""
        try:
            self._append([Unwritten(SessionOpened(__version__))], None)
        except BaseException:
            self._log.close()
            raise
        self._remember()

    @contextmanager
    def under(self, command: Command) -> Iterator[None]:
        """Give what is done here without a command of its own this one, so that trying again writes nothing twice.

        The same acts in the same order can simply be done again; what follows from the situation asks `begun` first.
        """
        outer, self._command = self._command, command
        command.begin()
        try:
            yield
        finally:
            self._command = outer

    def begun(self) -> int:
        """Return after how many entries the present command began, and go on after what it has written already.

        For what follows from the situation: it looks at what stands since then, and does what is left. One such run
        is all that a command consists of.
        """
        self.settle()
        before = len(self._history.entries)
        while self._command is not None and (done := self._history.recorded(self._command.id)):
            before = min(before, done[0].seq - 1)
            self._command.written()
        return before

    def settle(self) -> tuple[Entry, ...]:
        """Take in what a failing disk had saved after all, and return it.

        Raises NotSaved or Gone when the disk still does not answer.
        """
        found = self._log.settle()
        for entry in found:
            self._history.add(entry)
        return found

    def save_draft(self, seat: str, text: str, command: str = "") -> None:
        """Keep what a seat has typed and not yet sent; it is no part of the history.

        `command` is the one under which it is sent: what turns out to have been sent is kept no longer.
        """
        self.settle()
        if not (command and self._history.recorded(command)):
            self._log.save_draft(seat, typed(text))

    def draft(self, seat: str) -> str:
        """Return what a seat had typed and not sent, or an empty text."""
        return self._log.draft(seat)

    def _already(self, command: str | None) -> tuple[Entry, ...]:
        """Return what a repeated command has led to. First takes in what a failing disk had saved after all."""
        self.settle()
        if command:
            return self._history.recorded(command)
        if self._command is None:
            return ()
        done = self._history.recorded(self._command.id)
        if done:
            self._command.written()
        return done

    def _in_play(self) -> None:
        if self.ended:
            raise NotNow(say("The exercise has ended."), say("Step back from its end to go on."))
        if isinstance(self.next_thing, NotStarted):
            raise NotNow(say("The exercise has not started yet."), say("Start it first."))

    def _decided(
        self,
        body: RulingCommitted | OrdersClosed | SigningClosed,
        command: str | None,
        seen_by: tuple[str, ...],
        cause: int = 0,
        after: tuple[Unwritten, ...] = (),
    ) -> tuple[Entry, ...]:
        """Record a decision, after what leads to it, and the end when play is over with it: all of it, or nothing."""
        lines = [*after, Unwritten(body, seen_by=seen_by, cause=cause)]
        if isinstance(turn.next_thing(self._exercise, fold(self.state, body.changes)), Over):
            lines.append(Unwritten(SessionEnded(""), seen_by=_ALL, cause=None))
        return self._append(lines, command)

    def _record(
        self, body: Body, *, command: str | None, by: str = WHITE_CELL, seen_by: tuple[str, ...] = (), cause: int = 0
    ) -> tuple[Entry, ...]:
        return self._append([Unwritten(body, by=by, seen_by=seen_by, cause=cause)], command)

    def _append(self, lines: list[Unwritten], command: str | None, forget_draft: str = "") -> tuple[Entry, ...]:
        before = self.state.turn, self.ended
        act = None if command else self._command
        added = self._log.append(lines, command or (act.id if act is not None else ""), forget_draft)
        for entry in added:
            self._history.add(entry)
        if act is not None:
            act.written()
        if (self.state.turn, self.ended) != before:
            self._remember()
        return added

    def _remember(self) -> None:
        if self._data is not None and self.path is not None and not self.read_only:
            catalogue.remember(self._data, listing.line_of(self, self.path))


def typed(text: str) -> str:
    """Return typed text as it can be kept: no half characters, not without end."""
    return text.encode("utf-8", "replace").decode("utf-8")[:LONGEST_TEXT]
