"""What follows from agreements: their part of each turn, suspension, resumption, and their end.

What a breach leads to is in `referee.breaches`, how texts are signed in `referee.signing`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from wargame.exercise.agreements import Agreement, CommonRules
from wargame.exercise.complaints import Place
from wargame.exercise.definition import Exercise
from wargame.exercise.rulebook import Effect, Resume, Terminate
from wargame.referee.effects import Setting
from wargame.referee.pacts import How
from wargame.referee.ruling import Applied, PassedOver, Started
from wargame.referee.umpiring import Umpire

Truths = NDArray[np.bool_]
Hooks = Sequence[tuple[str, Sequence[Effect]]]
"""Lists of effects, each with its path."""

_NOTHING_IN_COMMON = CommonRules(Place(""))


def common_rules(exercise: Exercise) -> CommonRules:
    """Return what all agreements of the exercise share."""
    return exercise.common or _NOTHING_IN_COMMON


def each_turn(umpire: Umpire) -> None:
    """Play the part of each turn of every agreement in force, in listed order, those signed this turn included."""
    for agreement in umpire.exercise.agreements.values():
        hooks = both(common_rules(umpire.exercise).each_turn, agreement.each_turn, agreement, "each turn")
        mask = umpire.columns.live & umpire.columns.in_force(agreement.id)
        play(umpire, agreement, "agreement", hooks, umpire.setting({"this": agreement.id}, "agreements"), mask)


def signed(umpire: Umpire, agreement: Agreement, mask: Truths) -> None:
    """Play what happens at signing: what all agreements share first, the text's own second."""
    hooks = both(common_rules(umpire.exercise).on_signing, agreement.on_signing, agreement, "on signing")
    play(umpire, agreement, "", hooks, umpire.setting({"this": agreement.id}), mask)


def resume(umpire: Umpire) -> None:
    """Put in force again what has been suspended long enough; where what it rests on is gone, it ends instead."""
    for agreement in umpire.exercise.agreements.values():
        columns = umpire.columns
        until = columns.pact_until.get(agreement.id)
        if until is None:
            continue
        over = columns.live & columns.suspended(agreement.id) & (until < columns.turn)
        if over.any() and not _struck(umpire, agreement, "resume", over):
            announce(umpire, agreement, "resume", over)
            restore(umpire, agreement, over)


def restore(umpire: Umpire, agreement: Agreement, mask: Truths, step: str = "") -> None:
    """Put a suspended agreement in force again, or end it where one that it depends on has ended."""
    columns = umpire.columns
    kept = mask
    for support in agreement.depends_on:
        kept = kept & columns.standing(support)
    write(umpire, agreement, "is in force again", kept, lambda: columns.resume(agreement.id, kept))
    _end(umpire, agreement, "expired", mask & ~kept, step)


def time_is_over(umpire: Umpire) -> None:
    """End the agreements of which a party has given notice, and those that last only so long."""
    for agreement in umpire.exercise.agreements.values():
        columns = umpire.columns
        leaves = columns.pact_leaves.get(agreement.id)
        if leaves is not None:
            _run_out(umpire, agreement, "withdrawn", (leaves > 0) & (leaves <= columns.turn))
        since = columns.pact_since.get(agreement.id)
        if since is not None and agreement.lasts is not None:
            _run_out(umpire, agreement, "expired", since + agreement.lasts <= columns.turn)


def follow(umpire: Umpire, sentence: Resume | Terminate, setting: Setting, mask: Truths) -> None:
    """Play what follows from a sentence that had effect in the runs of the mask."""
    if not mask.any():
        return
    agreement = umpire.exercise.agreements[setting.named(sentence.agreement)]
    if isinstance(sentence, Resume):
        restore(umpire, agreement, mask, setting.step)
    else:
        terminated(umpire, agreement, mask, setting.step)


def terminated(umpire: Umpire, agreement: Agreement, mask: Truths, step: str = "") -> None:
    """Play what follows when an agreement has been terminated: in it, then in those that depend on it."""
    common = common_rules(umpire.exercise).on_termination
    hooks = instead(common, agreement.on_termination, agreement, "on termination")
    play(umpire, agreement, "ended", hooks, umpire.setting({"this": agreement.id}, step), mask)
    _a_support_ended(umpire, agreement, mask, step)


def both(common: Sequence[Effect], own: Sequence[Effect], agreement: Agreement, hook: str) -> Hooks:
    """Return what all agreements share, then an agreement's own."""
    return (f"every agreement/{hook}/{agreement.id}", common), (f"agreements/{agreement.id}/{hook}", own)


def instead(common: Sequence[Effect], own: Sequence[Effect] | None, agreement: Agreement, hook: str) -> Hooks:
    """Return an agreement's own effects, or else those that all share."""
    return both(common, (), agreement, hook) if own is None else both((), own, agreement, hook)


def play(umpire: Umpire, agreement: Agreement, kind: str, hooks: Hooks, setting: Setting, mask: Truths) -> None:
    """Play the effects of an agreement; without a kind they go on with what has been announced."""
    mask = mask & umpire.columns.live
    if not mask.any() or not any(effects for _, effects in hooks):
        return
    if kind:
        announce(umpire, agreement, kind, mask)
    for path, effects in hooks:
        umpire.effects(effects, path, setting, mask & umpire.columns.live)


def announce(umpire: Umpire, agreement: Agreement, kind: str, mask: Truths) -> None:
    """Write down that something about an agreement begins."""
    if umpire.trace is not None and mask[0]:
        umpire.trace.findings.append(Started(f"agreements/{agreement.id}", kind, agreement.name, agreement.place))


def write(umpire: Umpire, agreement: Agreement, text: str, mask: Truths, change: Callable[[], None]) -> None:
    """Make a change that no sentence of the rulebook stands for, and write down what it did."""
    if not mask.any():
        return
    trace = umpire.trace
    before = len(trace.changes) if trace is not None else 0
    change()
    if trace is not None and mask[0]:
        changes = tuple(trace.changes[before:])
        words = f"{agreement.name or agreement.id} {text}"
        trace.findings.append(Applied(f"agreements/{agreement.id}", words, agreement.place, changes))


def _run_out(umpire: Umpire, agreement: Agreement, how: How, over: Truths) -> None:
    mask = umpire.columns.live & umpire.columns.standing(agreement.id) & over
    if mask.any() and not _struck(umpire, agreement, "expiry", mask):
        announce(umpire, agreement, "ended", mask)
        _end(umpire, agreement, how, mask)


def _end(umpire: Umpire, agreement: Agreement, how: How, mask: Truths, step: str = "") -> None:
    """End an agreement that nobody terminates: its time is over, or what it rests on is."""
    write(umpire, agreement, f"is {how}", mask, lambda: umpire.columns.end_pact(agreement.id, how, mask))
    _a_support_ended(umpire, agreement, mask, step)


def _a_support_ended(umpire: Umpire, ended: Agreement, mask: Truths, step: str = "") -> None:
    """Play what follows in every agreement in force that depends on one that has ended."""
    common = common_rules(umpire.exercise).if_a_support_ends
    for agreement in umpire.exercise.agreements.values():
        if ended.id in agreement.depends_on:
            resting = mask & umpire.columns.in_force(agreement.id)
            hooks = instead(common, agreement.if_a_support_ends, agreement, "if a support ends")
            play(umpire, agreement, "support", hooks, umpire.setting({"this": agreement.id}, step), resting)


def _struck(umpire: Umpire, agreement: Agreement, what: str, mask: Truths) -> bool:
    path = f"{what}/{agreement.id}"
    reason = umpire.hand.struck.get(path)
    if reason is None:
        return False
    if umpire.trace is not None and mask[0]:
        umpire.trace.findings.append(PassedOver(path, f"{what}: {agreement.name}", agreement.place, None, reason))
    return True
