"""A disk that fails at one writing: it refuses it, or it does not say whether it has kept it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import Enum, auto

from wargame.exercise.definition import Exercise
from wargame.session import beginning
from wargame.session.conduct import Session
from wargame.session.entries import Body, ClockSet, Entry, Unwritten
from wargame.session.errors import NotSaved
from wargame.session.log import Log


class Way(Enum):
    """How it fails."""

    REFUSED = auto()
    LOST = auto()
    """It is not known whether it was kept, and it was not."""
    KEPT = auto()
    """It is not known whether it was kept, and it was."""


class ShakyLog(Log):
    """A log whose disk fails when it is told to, and answers again when it is told to."""

    written = 0
    """So many times something was written."""

    def __init__(self, session: str) -> None:
        super().__init__(session)
        self._left, self._way = 0, Way.REFUSED
        self._doubt = self._away = False
        self._found: tuple[Entry, ...] = ()

    def fail(self, at: int, way: Way) -> None:
        """Fail at the `at`-th writing from now, and do not answer after it if it is left in doubt."""
        self._left, self._way = at, way

    def come_back(self) -> None:
        """Answer again."""
        self._away = False

    def append(self, unwritten: Sequence[Unwritten], command: str = "", forget_draft: str = "") -> tuple[Entry, ...]:
        """Keep entries, or fail."""
        assert not self._doubt, "nothing is written before what is in doubt was looked for"
        self._left -= 1
        if self._left or self._way is Way.KEPT:
            added = super().append(unwritten, command, forget_draft)
            self.written += 1
        if self._left:
            return added
        if self._way is not Way.REFUSED:
            self._doubt = self._away = True
            self._found = added if self._way is Way.KEPT else ()
        raise NotSaved("Not saved.", in_doubt=self._doubt)

    def settle(self) -> tuple[Entry, ...]:
        """Return what was in doubt and is there."""
        if self._away:
            raise NotSaved("It is not known.", in_doubt=True)
        found, self._found, self._doubt = self._found, (), False
        return found


def shaky(exercise: Exercise, seed: str = "rain") -> tuple[Session, ShakyLog]:
    """Make a session on such a disk."""
    first = beginning.first_entry(exercise, {}, seed, "")
    log = ShakyLog(first.session)
    log.append([Unwritten(first)])
    return Session(exercise, log), log


def copy_of(session: Session) -> tuple[Session, ShakyLog]:
    """Make another such session that is where this one is."""
    log = ShakyLog(session.created.session)
    log.entries = list(session.history.entries)
    log.head = bytes.fromhex(log.entries[-1].hash)
    return Session(session.exercise, log), log


def told(session: Session) -> list[tuple[object, ...]]:
    """Return what a log says, but for the times and for what the session is called."""
    return [
        (_timeless(entry.body), entry.by, entry.on_behalf, entry.seen_by, entry.base, entry.cause)
        for entry in session.history.entries[1:]
    ]


def _timeless(body: Body) -> Body:
    return replace(body, left=0.0) if isinstance(body, ClockSet) else body


def trials(count: int, trial: Callable[[int, Way], None]) -> None:
    """Try everything that can go wrong in an act of `count` writings."""
    for at in range(1, count + 1):
        for way in Way:
            trial(at, way)
