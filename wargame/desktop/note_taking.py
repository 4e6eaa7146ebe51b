"""A note that is taken away from the control room: written before its line goes, however often it is tried."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from wargame.desktop.note_lines import move_of
from wargame.session.entries import NoteTaken
from wargame.translation import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from wargame.desktop.live_session import LiveSession
    from wargame.session.conduct import Session
    from wargame.session.entries import Body, Entry


class NoteTaking:
    """Writes notes; what fails is told to whoever asked, and to no other page."""

    def __init__(self, live: LiveSession, move: Callable[[], str]) -> None:
        """`move` says which move is chosen where the note is typed; "" for none."""
        self._live, self._move = live, move
        self._failed: dict[tuple[str, tuple[str, ...]], Callable[[], object]] = {}
        """What could not be written yet, to be tried again as the same act."""

    def take(self, words: str, tags: tuple[str, ...]) -> str:
        """Write a note; return why that could not be done, "" when it is on disk. A stamp is about what was last."""
        if self._failed and (words, tags) not in self._failed:
            why = self._saved_before()
            if why:
                return why
        act = self._failed.pop((words, tags), None) or self._live.repeatable(self._act(words, tags))
        failure = act()
        if failure is None:
            return ""
        self._failed[words, tags] = act
        return str(failure)

    def _saved_before(self) -> str:
        """Say so when what was written before, in other words, turns out to be saved; "" when it is not."""
        found: list[Body] = []

        def settle(session: Session) -> tuple[Entry, ...]:
            entries = session.settle()
            found.extend(entry.body for entry in entries)
            return entries

        failure = self._live.attempt(settle)
        if failure is not None:
            return str(failure)
        notes = {(body.text, body.tags) for body in found if isinstance(body, NoteTaken)}
        if not notes & self._failed.keys():
            return ""
        self._failed.clear()
        return say("What you wrote first had been saved after all. Return keeps this as well, Esc leaves it.")

    def _act(self, words: str, tags: tuple[str, ...]) -> Callable[[], object]:
        history, move = self._live.history, self._move()
        about = 0 if words else history.now.last
        move = move or move_of(history.entries, about)
        times: list[str] = []

        def write(session: Session) -> tuple[Entry, ...]:
            # Tried again, it has happened when it was meant first.
            happened_at = times[0] if times else ""
            times.append(datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"))
            return session.note(words, about, tags=tags, move=move, happened_at=happened_at)

        return lambda: self._live.attempt(write)
