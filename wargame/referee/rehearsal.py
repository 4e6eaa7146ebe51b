"""Whole exercises, many at once, played by the rules that serve a live session.

The turn's phases and items are gone through in order on a batch of runs;
simple players choose the orders. What happens in a run depends on the seed and
its number alone, so that run i by itself is run i of the batch.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from wargame.exercise.definition import ORDERS, Exercise, Phase
from wargame.referee import adjudication, dealing, endings, items, starting, turn
from wargame.referee.bargaining import PlayersAnswers, sign_texts
from wargame.referee.batch import Batch, BatchUmpire, Owned
from wargame.referee.choosing import bound_by
from wargame.referee.circumstances import Circumstances
from wargame.referee.counter import CounterRolls
from wargame.referee.players import (
    NOTHING,
    Amounts,
    Chooser,
    Orders,
    Seats,
    cost_in,
    may_still,
    repertoire,
    seated,
    sitting,
    take_seats,
)
from wargame.referee.queue import DRAWN, INITIATIVE
from wargame.referee.state import Cursor
from wargame.referee.tally import Report, Tally

Counts = NDArray[np.int64]
_ORDER = np.int32

_MOST, _FEWEST = 64_000, 2_000
_CELLS = 16_000_000
"""Numbers held at once, over all runs: a large exercise plays fewer runs together than a small one."""
_DELAYED = "delayed effects"
_LATEST = 1e300
_MANY = 0.9
"""When fewer than this share of the runs go on, the others are left behind."""


class Rehearsal:
    """An exercise played again and again.

    `seats` names the players for some seats: actor → players, one of them drawn
    per run. Raises KeyError for a player that the exercise does not have.
    """

    def __init__(
        self, exercise: Exercise, seed: str, seats: Mapping[str, Sequence[str]] | None = None, first: int = 0
    ) -> None:
        self.exercise = exercise
        self.seats = seated(exercise, seats)
        self._chosen = seats or {}
        self._seed = seed
        self._next = first
        self._tally = Tally(exercise)

    def play(self, runs: int) -> None:
        """Play so many runs more, together. Who interrupts it loses these runs and none of those before."""
        tally = Tally(self.exercise)
        Table(self.exercise, self.seats, CounterRolls(self._seed, self._next, runs), self._chosen).play(tally)
        self._tally.add(tally)
        self._next += runs

    @property
    def together(self) -> int:
        """How many runs are best played together: more are a little quicker and take more memory."""
        exercise = self.exercise
        rules = len(exercise.tracks) + 2 * len(exercise.rulebook.moves) + 5 * len(exercise.agreements)
        columns = 2 * rules + len(exercise.injects) + len(exercise.flags)
        return max(_FEWEST, min(_MOST, _CELLS // max(1, columns)))

    @property
    def report(self) -> Report:
        """What has come out so far."""
        return self._tally.report()


def rehearse(
    exercise: Exercise, runs: int, seed: str, seats: Mapping[str, Sequence[str]] | None = None, first: int = 0
) -> Report:
    """Play the runs first, first + 1, … and return what came out."""
    rehearsal = Rehearsal(exercise, seed, seats, first)
    for done in range(0, runs, rehearsal.together):
        rehearsal.play(min(rehearsal.together, runs - done))
    return rehearsal.report


class Table:
    """One batch of runs at play."""

    def __init__(
        self, exercise: Exercise, seats: Seats, rolls: CounterRolls, chosen: Mapping[str, Sequence[str]]
    ) -> None:
        self._exercise = exercise
        self._seats = seats
        self._possible = repertoire(exercise)
        columns = Batch.of(exercise, turn.opening(exercise), rolls.runs)
        dealing.deal(exercise, columns, rolls, chosen_too=True)
        starting.settle(exercise, columns, rolls)
        self._umpire = BatchUmpire(exercise, columns, rolls, answers=PlayersAnswers(seats))
        take_seats(self._umpire, seats, chosen)
        self._waiting: Orders = np.empty((0, rolls.runs), dtype=_ORDER)
        """Sealed orders, a row for each that somebody may give; who that is:"""
        self._who: list[str] = []
        self._over = np.zeros(rolls.runs, dtype=np.bool_)
        """Runs that are over and counted."""

    def play(self, tally: Tally) -> None:
        """Play all runs to their end, and count what happens in them."""
        for number in range(1, self._exercise.turns + 1):
            self._umpire.columns.begin_turn(number)
            self._play_turn(number)
            if number == self._exercise.turns:
                endings.look_at_the_end(self._umpire)
            self._count(tally)
            if self._over.all():
                return

    def _play_turn(self, number: int) -> None:
        umpire = self._umpire
        for index, phase in enumerate(self._exercise.phases):
            for place, item in enumerate(phase.does):
                if index or place:
                    umpire.columns.move_on(Cursor(number, index, place))
                self._do(phase, item)
                endings.look_at_once(umpire)
                if not umpire.columns.live.any():
                    return

    def _do(self, phase: Phase, item: str) -> None:
        if item == ORDERS:
            self._take_orders(phase)
        elif item == turn.ADJUDICATION:
            self._rule_waiting(self._queue(phase, self._waiting, self._who))
        elif item == turn.SIGNING:
            sign_texts(self._umpire, self._seats, phase)
        elif item == _DELAYED:
            self._umpire.delayed_effects()
        else:
            items.do(self._umpire, item)

    def _count(self, tally: Tally) -> None:
        """Count the end of a turn, and the runs that are over; leave those out when they have become many."""
        columns = self._umpire.columns
        tally.turn_ended(columns.part(np.flatnonzero(~self._over)) if self._over.any() else columns)
        ended = np.flatnonzero(~columns.live & ~self._over)
        if len(ended):
            tally.ended(columns.part(ended))
        self._over = ~columns.live
        going = np.flatnonzero(columns.live)
        if len(going) and len(going) < _MANY * columns.runs:
            self._umpire = self._umpire.part(going)
            self._umpire.columns = columns.kept(going)
            self._waiting, self._over = self._waiting[:, going], self._over[going]

    # ------------------------------------------------------------------------------------------------------- orders

    def _take_orders(self, phase: Phase) -> None:
        """Let everybody choose: sealed, all on what is there now; open, one after the other as each is carried out."""
        if phase.orders == turn.OPEN and self._who:
            # What was sealed before is ruled before anybody moves openly.
            self._rule_waiting(_closed_up(self._waiting))
        allowed = {actor: self._allowed(actor) for actor in self._exercise.actors if phase.is_for(actor)}
        slots = [(actor, slot) for actor, most in allowed.items() for slot in range(int(most.max(initial=0)))]
        if not slots:
            return
        if phase.orders != turn.OPEN:
            rows = [row for actor, most in allowed.items() for row in self._choices(phase, actor, most)]
            self._waiting = np.concatenate([self._waiting, np.stack(rows)])
            self._who += [actor for actor, _ in slots]
            return
        turns = [
            np.where(allowed[actor] > slot, _ORDER(number), _ORDER(NOTHING))
            for number, (actor, slot) in enumerate(slots)
        ]
        queue = self._queue(phase, np.stack(turns), [actor for actor, _ in slots])
        self._one_by_one(queue, lambda part, number: self._choose_and_rule(part, phase, *slots[number]))

    def _allowed(self, actor: str) -> Counts:
        """Return how many orders an actor may still give in this turn."""
        columns = self._umpire.columns
        read = Circumstances(self._exercise, columns, {"me": actor})
        most = read.number(self._exercise.actors[actor].moves_per_turn).astype(np.int64)
        for (mover, _), times in columns.done_now.items():
            if mover == actor:
                most = most - times
        for mover, row in zip(self._who, self._waiting, strict=True):
            if mover == actor:
                most = most - (row != NOTHING)
        return np.where(columns.live, np.maximum(most, 0), 0)

    def _choices(self, phase: Phase, actor: str, allowed: Counts) -> list[Orders]:
        """Return what an actor orders, as many rows as it has moves at most, all chosen on what is there now."""
        chosen = np.full((int(allowed.max(initial=0)), len(allowed)), NOTHING, dtype=_ORDER)
        sealed = [row for mover, row in zip(self._who, self._waiting, strict=True) if mover == actor]
        for player, places in sitting(self._umpire, self._seats, actor):
            waiting = [row[places] for row in sealed]
            chooser = Chooser(self._umpire.part(places), player, actor, self._possible, waiting)
            for slot in range(len(chosen)):
                chosen[slot, places] = chooser.choose(self._key(phase, actor, slot), allowed[places] > slot)
        return list(chosen)

    def _key(self, phase: Phase, what: str, slot: int) -> str:
        return f"turn {self._umpire.columns.turn}|players|{phase.id}|{what}|{slot}"

    def _queue(self, phase: Phase, rows: Orders, who: Sequence[str]) -> Orders:
        """Return the rows as the orders of each run are ruled one after the other, and a last row of NOTHING."""
        columns = self._umpire.columns
        lots: list[Amounts] = []
        if phase.order == DRAWN:
            lots = [self._umpire.rolls.fraction(self._key(phase, "queue", row)) for row in range(len(rows))]
        elif phase.order.startswith(INITIATIVE):
            track = phase.order.removeprefix(INITIATIVE).strip()
            last = np.full(columns.runs, -_LATEST)
            lots = [-columns.tracks.get(f"{actor}.{track}", last) for actor in who]
        if not lots:
            return _closed_up(rows)
        # Where an actor holds back nothing is waiting: that comes last, so that the first NOTHING is the end.
        ranks = np.argsort(np.where(rows == NOTHING, np.inf, np.stack(lots)).T, axis=1, kind="stable").T
        queue = np.take_along_axis(rows, ranks, axis=0)
        return np.concatenate([queue, np.full((1, columns.runs), NOTHING, dtype=_ORDER)])

    def _one_by_one(self, queue: Orders, act: Callable[[BatchUmpire, int], None]) -> None:
        """Act on what comes next in every run, until nothing does: on those runs together in which it is the same."""
        umpire, own = self._umpire, Owned()
        runs = umpire.columns.runs
        upward = queue.ravel()
        next_up = np.arange(runs, 2 * runs)
        coming = np.where(umpire.columns.live, queue[0], _ORDER(NOTHING))
        # Column 0 counts those for whom nothing is left.
        left = np.bincount(upward + 1)
        waiting = np.bincount(coming + 1, minlength=len(left))
        while waiting[1:].any():
            # What most of those it is still to come for are waiting for now will have to be done least often again.
            number = int((waiting[1:] / np.maximum(left[1:], 1)).argmax())
            places = np.flatnonzero(coming == number)
            part = umpire.part(places)
            act(part, number)
            part.columns.put_back(own)
            after = next_up.take(places)
            then = np.where(part.columns.live, upward.take(after), _ORDER(NOTHING))
            next_up[places] = after + runs
            coming[places] = then
            waiting[number + 1] = 0
            waiting += np.bincount(then + 1, minlength=len(waiting))
            left[number + 1] -= len(places)

    def _rule_waiting(self, queue: Orders) -> None:
        """Rule everything that was sealed, in this order."""
        self._one_by_one(queue, self._rule)
        self._waiting, self._who = self._waiting[:0], []

    def _rule(self, part: BatchUmpire, number: int) -> None:
        """Rule one order where it still holds; where it does not, it lapses and nothing follows."""
        option = self._possible.options[number]
        read = Circumstances(part.exercise, part.columns, bound_by(option.order, option.move))
        may = may_still(part, option, read, cost_in(option, read))
        if may.any():
            adjudication.carry_out(part, option.order, may)
        endings.look_at_once(part)

    def _choose_and_rule(self, part: BatchUmpire, phase: Phase, actor: str, slot: int) -> None:
        chosen = np.full(part.columns.runs, NOTHING, dtype=_ORDER)
        for player, places in sitting(part, self._seats, actor):
            chooser = Chooser(part.part(places), player, actor, self._possible)
            asked = np.ones(len(places), dtype=np.bool_)
            chosen[places] = chooser.choose(self._key(phase, actor, slot), asked)
        for number in np.unique(chosen[chosen != NOTHING]):
            inner = part.part(np.flatnonzero(chosen == number))
            self._rule(inner, int(number))
            inner.columns.put_back()


def _closed_up(rows: Orders) -> Orders:
    """Return the rows from top to bottom without the gaps where nothing is waiting, and a last row of NOTHING."""
    queue = np.full((len(rows) + 1, rows.shape[1]), NOTHING, dtype=_ORDER)
    filled = np.zeros(queue.shape[1], dtype=np.intp)
    for row in rows:
        there = np.flatnonzero(row != NOTHING)
        queue[filled.take(there), there] = row.take(there)
        filled[there] += 1
    return queue
