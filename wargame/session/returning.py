"""Going back, and forward again: step back, redo, an earlier turn re-opened, a line of play of its own.

All of it is one mechanism: an entry that continues from a situation further up.
Nothing is ever deleted.
"""

from __future__ import annotations

from wargame.exercise.definition import EVERYBODY
from wargame.referee.state import TurnBegan
from wargame.session import undoing
from wargame.session.entries import (
    BranchMade,
    Entry,
    LineTaken,
    Redone,
    SteppedBack,
    TurnReopened,
    Unwritten,
)
from wargame.session.errors import NotNow
from wargame.session.history import FIRST_LINE
from wargame.session.table import Table
from wargame.translation import say

_ALL = (EVERYBODY,)
LONGEST_NAME = 80
"""Characters in the name of a line of play."""


class Returning(Table):
    """A sitting in which play can go on from an earlier situation."""

    def step_back(self, command: str | None = None) -> tuple[Entry, ...]:
        """Undo the last committed thing; an open proposal is dropped. Any number of steps, one at a time."""
        if done := self._already(command):
            return done
        last = self._history.now.last
        if not last:
            raise NotNow(say("There is nothing to step back from."))
        undone = self._history.entries[last - 1]
        one = Unwritten(SteppedBack(last), seen_by=undone.seen_by, base=undone.base, cause=last)
        return self._append([one], command)

    def step_back_name(self) -> str | None:
        """Return what stepping back would undo, in a few words; None when there is nothing."""
        last = self._history.now.last
        return undoing.name_of(self._exercise, self._history, self._history.entries[last - 1]) if last else None

    def redo(self, command: str | None = None) -> tuple[Entry, ...]:
        """Take the last step back, or the last re-opening of a turn, back. Raises NotNow after anything new."""
        if done := self._already(command):
            return done
        backwards = self._history.now.backwards
        if not backwards:
            raise NotNow(say("There is nothing to redo."), say("Only a step back that nothing followed can be redone."))
        back = self._history.entries[backwards[-1] - 1]
        one = Unwritten(Redone(back.seq), seen_by=back.seen_by, base=back.seq - 1, cause=back.seq)
        return self._append([one], command)

    def redo_name(self) -> str | None:
        """Return what a redo would bring back, in a few words; None when there is nothing."""
        backwards = self._history.now.backwards
        if not backwards:
            return None
        back = self._history.entries[backwards[-1] - 1]
        if isinstance(back.body, TurnReopened):
            label = self._exercise.label("turn")
            return say("what came after the beginning of {turn} {number}", turn=label, number=back.body.turn)
        undone = self._history.moment_at(back.seq - 1).last
        return undoing.name_of(self._exercise, self._history, self._history.entries[undone - 1])

    def reopen_turn(self, turn: int, command: str | None = None) -> tuple[Entry, ...]:
        """Go on from the beginning of a turn that was played. Raises NotNow when it was not."""
        if done := self._already(command):
            return done
        began = self.turns_begun().get(turn)
        if began is None:
            label = self._exercise.label("turn").capitalize()
            raise NotNow(say("{turn} {number} has not been played.", turn=label, number=turn))
        one = Unwritten(TurnReopened(turn), seen_by=_ALL, base=began, cause=began)
        return self._append([one], command)

    def branch(self, at: int, name: str, command: str | None = None) -> tuple[Entry, ...]:
        """Go on from the situation after entry `at` on a line called `name`; the present line is kept.

        Raises NotNow for an entry that does not stand, and for a name that is taken or empty.
        """
        if done := self._already(command):
            return done
        called = " ".join(name.split())[:LONGEST_NAME]
        if called == FIRST_LINE or called in (*self._history.lines, self._history.now.line):
            raise NotNow(say("The new line needs a name of its own."), say("Type a name that no other line has."))
        if not (0 < at <= len(self._history.entries) and self._history.stands(at)):
            raise NotNow(say("Play can branch only from an entry that stands."), say("Choose one that is not undone."))
        one = Unwritten(BranchMade(called), seen_by=_ALL, base=at, cause=at)
        return self._append([one], command)

    def take_line(self, name: str, command: str | None = None) -> tuple[Entry, ...]:
        """Go on where another line of play was left; "" is the first. Raises NotNow when there is none of that name."""
        if done := self._already(command):
            return done
        left = self._history.lines.get(name)
        if left is None:
            raise NotNow(say("There is no other line of play called '{name}'.", name=name))
        one = Unwritten(LineTaken(name), seen_by=_ALL, base=left, cause=left)
        return self._append([one], command)

    def turns_begun(self) -> dict[int, int]:
        """Return, for each turn played on this line, seq of the entry with which it began."""
        begun = {}
        for seq in self._history.line:
            body = self._history.entries[seq - 1].body
            for change in getattr(body, "changes", ()):
                if isinstance(change, TurnBegan):
                    begun[change.turn] = seq
        return begun
