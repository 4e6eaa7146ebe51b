"""The built-in things a phase can do, and named steps; orders and their adjudication are in `referee.turn`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray

from wargame.exercise.msel import Inject
from wargame.exercise.rulebook import Trigger
from wargame.referee import agreements
from wargame.referee.blocks import Umpire
from wargame.referee.circumstances import Circumstances
from wargame.referee.columns import Columns, Pending
from wargame.referee.effects import alter, check_of
from wargame.referee.limits import sentence
from wargame.referee.ruling import Applied, Check, PassedOver, Started

Truths = NDArray[np.bool_]


def do(umpire: Umpire, item: str) -> None:
    """Do one thing that a phase names. Raises ValueError for a name that the exercise does not have."""
    if item in umpire.exercise.rulebook.steps:
        step(umpire, item)
    elif item in _BUILT_IN:
        _BUILT_IN[item](umpire)
    elif item:
        raise ValueError(f"The exercise has no step called {item}.")


def income(umpire: Umpire) -> None:
    """Pay every track its income, in the order of the tracks."""
    _start(umpire, "income", "income", "income")
    for track in umpire.exercise.tracks.values():
        if track.income is None:
            continue
        bound = {"me": track.owner[0]} if len(track.owner) == 1 and track.owner[0] in umpire.exercise.actors else {}
        setting = umpire.setting(bound, "income")
        amount = setting.read.number(track.income)
        text = sentence(track.id, "+", float(amount[0]))
        change = partial(alter, setting, track.id, "+", amount, umpire.columns.live)
        _apply(umpire, f"income/{track.id}", text, change)


def delayed_effects(umpire: Umpire) -> None:
    """Carry out what falls due in this turn, in the order in which it was scheduled."""
    for pending in [pending for pending in umpire.columns.pending if pending.due <= umpire.columns.turn]:
        mask = pending.mask & umpire.columns.live
        if mask.any():
            _fall_due(umpire, pending, mask)


def injects(umpire: Umpire) -> None:
    """Look at every inject still to come, in listed order, each seeing what the one before has done."""
    for inject in umpire.exercise.injects:
        due = _due(umpire, inject)
        if due.any():
            deliver(umpire, inject, due)


def deliver(umpire: Umpire, inject: Inject, mask: Truths) -> None:
    """Deliver an inject in the runs in which its `if` holds; in the others it is skipped, and spent."""
    columns = umpire.columns
    mask = mask & columns.live & columns.still_to_come(inject.id)
    nobody = np.zeros_like(mask)
    if not mask.any():
        return
    if inject.block.path in umpire.hand.struck:
        columns.spend_inject(inject.id, nobody, mask)
        umpire.play(inject.block, umpire.setting(), mask)
        return
    setting = umpire.setting()
    holds = mask if inject.block.condition is None else mask & setting.read.truth(inject.block.condition)
    columns.spend_inject(inject.id, holds, mask & ~holds)
    started = Started(inject.block.path, "inject", inject.headline, inject.place)
    umpire.play(inject.block, setting, mask, started)


def triggers(umpire: Umpire) -> None:
    """Fire every trigger whose condition holds, in listed order, each at most once a turn."""
    for trigger in umpire.exercise.rulebook.triggers.values():
        _look_at_trigger(umpire, trigger)


def expiry(umpire: Umpire) -> None:
    """Take down the flags, and end the agreements, whose time is over at the end of this turn."""
    _start(umpire, "expiry", "expiry", "expiry")
    columns = umpire.columns
    for flag, until in list(columns.flags.items()):
        over = columns.live & (until >= 0) & (until <= columns.turn)
        if over.any():
            _apply(umpire, f"expiry/{flag}", f"clear {flag}", partial(_take_down, columns, flag, over))
    agreements.time_is_over(umpire)


def step(umpire: Umpire, name: str) -> None:
    """Play the blocks of a named step, one after the other."""
    for block in umpire.exercise.rulebook.steps[name]:
        started = Started(block.path, "step", block.name or name, block.place)
        umpire.play(block, umpire.setting(step=name), umpire.columns.live, started)


def _look_at_trigger(umpire: Umpire, trigger: Trigger) -> None:
    columns = umpire.columns
    last = columns.fired.get(trigger.id, np.zeros(columns.runs, dtype=np.int64))
    ready = columns.live & ((last == 0) if trigger.once else (last < columns.turn))
    if not ready.any():
        return
    setting = umpire.setting()
    holds = ready & setting.read.truth(trigger.when)
    path = trigger.block.path
    if umpire.trace is not None and ready[0]:
        check = check_of(trigger.when, setting.read, holds=bool(holds[0]))
        umpire.trace.findings.append(Started(path, "trigger", trigger.block.name or trigger.id, trigger.place, check))
    if path in umpire.hand.struck or not holds.any():
        umpire.play(trigger.block, setting, holds, announced=True)
        return
    columns.fire(trigger.id, holds)
    umpire.play(trigger.block, setting, holds, announced=True)
    for inject in umpire.exercise.injects:
        if inject.id == trigger.inject:
            deliver(umpire, inject, holds)


def _due(umpire: Umpire, inject: Inject) -> Truths:
    """Return where an inject comes up now; a condition that is still waited for is told."""
    columns = umpire.columns
    due = columns.live & columns.still_to_come(inject.id)
    if inject.id in columns.deferred:
        due = due & (columns.turn >= columns.deferred[inject.id])
    if inject.due_turn is not None:
        due = due & _has_come(umpire, inject, inject.due_turn)
    if inject.when is None or not due.any():
        return due if inject.due_turn is not None else np.zeros_like(due)
    read = Circumstances(umpire.exercise, columns, {})
    comes = due & read.truth(inject.when)
    if umpire.trace is not None and due[0] and not comes[0]:
        check = check_of(inject.when, read, holds=False)
        waiting = Started(inject.block.path, "inject", inject.headline, inject.place, check)
        umpire.trace.findings.append(waiting)
    return comes


def _has_come(umpire: Umpire, inject: Inject, turn: int) -> bool:
    """Return whether the turn has come in which an inject is due, and in that turn its phase."""
    cursor = umpire.columns.cursor
    if cursor.turn != turn or not inject.due_phase:
        return cursor.turn >= turn
    phases = [phase.id for phase in umpire.exercise.phases]
    return cursor.phase >= phases.index(inject.due_phase)


def _fall_due(umpire: Umpire, pending: Pending, mask: Truths) -> None:
    effect = pending.scheduled(int(np.argmax(mask)))
    reason = umpire.hand.struck.get(effect.id)
    if umpire.trace is not None:
        umpire.trace.findings.append(Started(effect.path, "delayed", effect.text))
        if reason is not None:
            umpire.trace.findings.append(PassedOver(effect.id, effect.text, None, None, reason))
    umpire.columns.fall_due(pending, mask)
    if reason is None:
        change = partial(alter, umpire.setting(), pending.track, pending.operation, pending.amounts, mask)
        _apply(umpire, effect.id, effect.text, change)


def _take_down(columns: Columns, flag: str, mask: Truths) -> str:
    columns.clear_flag(flag, mask)
    return ""


def _apply(umpire: Umpire, path: str, text: str, change: Callable[[], str]) -> None:
    """Make a change that no sentence of the rulebook stands for, and write down what it did, unless it is struck."""
    trace = umpire.trace
    reason = umpire.hand.struck.get(path)
    if reason is not None:
        if trace is not None:
            trace.findings.append(PassedOver(path, text, None, None, reason))
        return
    before = len(trace.changes) if trace is not None else 0
    held_back = change()
    if trace is not None:
        trace.findings.append(Applied(path, text, None, tuple(trace.changes[before:]), held_back))


def _start(umpire: Umpire, path: str, kind: str, name: str, check: Check | None = None) -> None:
    if umpire.trace is not None:
        umpire.trace.findings.append(Started(path, kind, name, None, check))


_BUILT_IN: dict[str, Callable[[Umpire], None]] = {
    "income": income,
    "delayed effects": delayed_effects,
    "injects": injects,
    "resume": agreements.resume,
    "agreements": agreements.each_turn,
    "triggers": triggers,
    "expiry": expiry,
}
