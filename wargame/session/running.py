"""What the facilitator does to keep the room going: time, pauses, the queue of injects and of orders, notes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from wargame.exercise.definition import EVERYBODY
from wargame.referee import running
from wargame.referee.state import InjectSkipped
from wargame.session import clock
from wargame.session.entries import (
    ClockSet,
    Entry,
    ExercisePaused,
    ExerciseResumed,
    InjectHeldBack,
    NoteTaken,
    OrdersReordered,
    Unwritten,
)
from wargame.session.errors import NotNow
from wargame.session.keeping import typed
from wargame.session.returning import Returning
from wargame.translation import say

_ALL = (EVERYBODY,)


class Running(Returning):
    """A sitting in which the facilitator runs the room. `conduct.Session` adds orders and rulings."""

    def set_clock(
        self, *, running: bool | None = None, add: float = 0.0, left: float | None = None, command: str | None = None
    ) -> tuple[Entry, ...]:
        """Start or stop the clock of the phase, add seconds to it, or set what is left.

        Adding to a clock that has run out re-opens it: the time is counted from now.
        Raises NotNow when no phase is in play.
        """
        if done := self._already(command):
            return done
        self._in_play()
        present = clock.phase_clock(self._exercise, self._history)
        if present is None:
            raise NotNow(say("No phase is in play."))
        now = present.left(datetime.now(UTC))
        then = left if left is not None else (max(now, 0.0) if add > 0 else now) + add
        runs = present.running or add > 0 if running is None else running
        return self._record(ClockSet(runs, then), command=command, seen_by=_ALL)

    def pause(self, reason: str = "", *, emergency: bool = False, command: str | None = None) -> tuple[Entry, ...]:
        """Stand still, for a break or for a real emergency; the clock stops. Raises NotNow when it does already."""
        if done := self._already(command):
            return done
        self._in_play()
        if self.paused is not None and not emergency:
            raise NotNow(say("The exercise is paused already."))
        lines = [Unwritten(ExercisePaused(typed(reason), emergency), seen_by=_ALL), *self._clock_stands()]
        return self._append(lines, command)

    def resume(self, command: str | None = None) -> tuple[Entry, ...]:
        """Go on after a pause; the clock runs again. Raises NotNow when the exercise is not paused."""
        if done := self._already(command):
            return done
        if self.paused is None:
            raise NotNow(say("The exercise is not paused."))
        lines = [Unwritten(ExerciseResumed(), seen_by=_ALL)]
        present = clock.phase_clock(self._exercise, self._history)
        if present is not None and present.planned:
            left = present.left(datetime.now(UTC))
            lines.append(Unwritten(ClockSet(running=True, left=left), seen_by=_ALL, cause=None))
        return self._append(lines, command)

    @property
    def paused(self) -> ExercisePaused | None:
        """Why the exercise stands still; None while it does not."""
        return clock.paused(self._history)

    def skip_inject(self, inject: str, reason: str, command: str | None = None) -> tuple[Entry, ...]:
        """Pass an inject over: it does not come up any more. Raises NotNow when it has come up already."""
        return self._hold_back(inject, InjectSkipped(inject), reason, command)

    def defer_inject(self, inject: str, turn: int, reason: str, command: str | None = None) -> tuple[Entry, ...]:
        """Put an inject off: it does not come up before that turn. Raises NotNow for one that cannot wait so long."""
        if not self.state.turn < turn <= self._exercise.turns:
            label = self._exercise.label("turn")
            raise NotNow(
                say("An inject is put off to a later {turn}, at most {last}.", turn=label, last=self._exercise.turns)
            )
        return self._hold_back(inject, running.InjectDeferred(inject, turn), reason, command)

    def reorder(self, orders: Sequence[str], reason: str, command: str | None = None) -> tuple[Entry, ...]:
        """Put the waiting orders in another order; those not named come after. An open proposal is dropped.

        Raises NotNow for an order that does not wait.
        """
        if done := self._already(command):
            return done
        self._in_play()
        waiting = [order.id for order in self.state.orders]
        if len(set(orders)) != len(orders) or not set(orders) <= set(waiting):
            raise NotNow(say("One of these orders has been ruled or taken back already."))
        body = OrdersReordered((running.OrdersReordered(tuple(orders)),), typed(reason))
        return self._record(body, command=command)

    def hold(self, order: str, reason: str, command: str | None = None) -> tuple[Entry, ...]:
        """Rule an order after all others that wait. Raises NotNow when it does not wait, or nothing else does."""
        others = [one.id for one in self.state.orders if one.id != order]
        if not others:
            raise NotNow(say("No other order waits."), say("Let it lapse with a reason, or rule on it."))
        return self.reorder([*others, order], reason, command)

    def note(
        self,
        text: str,
        about: int = 0,
        command: str | None = None,
        *,
        tags: Sequence[str] = (),
        objective: str = "",
        move: str = "",
        happened_at: str = "",
    ) -> tuple[Entry, ...]:
        """Take a note, about an entry or about nothing in particular. `happened_at` is its true time, when late."""
        if done := self._already(command):
            return done
        body = NoteTaken(typed(text), about, tuple(map(typed, tags)), objective, self.state.turn, move)
        return self._append([Unwritten(body, happened_at=happened_at)], command)

    def _hold_back(
        self, inject: str, change: InjectSkipped | running.InjectDeferred, reason: str, command: str | None
    ) -> tuple[Entry, ...]:
        if done := self._already(command):
            return done
        self._in_play()
        if inject not in {one.id for one in self._exercise.injects}:
            raise NotNow(say("There is no such inject."))
        if inject in self.state.injects:
            raise NotNow(say("That inject has been delivered or skipped already."), say("Step back to undo it."))
        return self._record(InjectHeldBack((change,), typed(reason)), command=command)

    def _clock_stands(self) -> list[Unwritten]:
        present = clock.phase_clock(self._exercise, self._history)
        if present is None:
            return []
        left = present.left(datetime.now(UTC))
        return [Unwritten(ClockSet(running=False, left=left), seen_by=_ALL, cause=None)]
