"""One function per kind of effect: what a sentence of the rulebook does to the runs in which it is reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wargame.exercise.conditions import Expression
from wargame.exercise.definition import Exercise
from wargame.exercise.rulebook import (
    Ask,
    ChangeTrack,
    ClearFlag,
    FindBreach,
    RaiseFlag,
    Resume,
    Reveal,
    SetFact,
    Simple,
    Suspend,
    Terminate,
)
from wargame.referee import limits
from wargame.referee.circumstances import Circumstances
from wargame.referee.columns import FOREVER, Columns, Pending
from wargame.referee.ruling import Applied, Check, PassedOver

Amounts = NDArray[np.float64]
Truths = NDArray[np.bool_]
OnAgreement = FindBreach | Suspend | Resume | Terminate | SetFact
"""Sentences that do something to an agreement."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Where effects are applied, and what they read."""

    exercise: Exercise
    columns: Columns
    bound: Mapping[str, str]
    step: str = ""
    """The named step that is being done: some caps make an exception for it."""
    move: str = ""
    """The move that is being carried out, by the one whom `me`, or else `breaker`, stands for."""
    joint: Columns | None = None
    """What everything reads in a step that happens together; None: what is there at the moment."""

    def named(self, word: str) -> str:
        """Return what a word of a sentence stands for: itself, unless it is bound."""
        return self.bound.get(word, word)

    @property
    def read(self) -> Circumstances:
        """What conditions and amounts see."""
        return Circumstances(self.exercise, self.columns if self.joint is None else self.joint, self.bound)


def check_of(condition: Expression, read: Circumstances, *, holds: bool) -> Check:
    """Return how a condition was found in the first run."""
    return Check(text=condition.text, holds=holds, clauses=condition.explain(read), place=condition.place)


def say(setting: Setting, sentence: Simple, path: str, mask: Truths, by_hand: str = "") -> Truths:
    """Carry out a sentence in the runs of the mask in which its own condition holds; return in which it had effect.

    What follows from it (an answer, what comes of a breach, whether an agreement can be
    resumed) is played by the one who had it said.
    """
    trace = setting.columns.trace
    reached = mask
    if sentence.condition is not None:
        reached = mask & setting.read.truth(sentence.condition)
        if trace is not None and mask[0] and not reached[0]:
            check = check_of(sentence.condition, setting.read, holds=False)
            trace.findings.append(PassedOver(path, sentence.text, sentence.place, check))
    if isinstance(sentence, Ask) or not np.count_nonzero(reached):
        return reached
    before = len(trace.changes) if trace is not None else 0
    if isinstance(sentence, OnAgreement):
        held_back, reached = act_on_agreement(setting, sentence, reached)
        if isinstance(sentence, Resume) and not held_back:
            return reached
    else:
        held_back = _do(setting, sentence, path, reached)
    if trace is not None:
        changes = tuple(trace.changes[before:])
        trace.findings.append(Applied(path, sentence.text, sentence.place, changes, held_back, by_hand))
    return reached


def _do(setting: Setting, sentence: ChangeTrack | RaiseFlag | ClearFlag | Reveal, path: str, mask: Truths) -> str:
    """Change a number or a flag, or report; return what held it back."""
    match sentence:
        case ChangeTrack() if sentence.after:
            return schedule(setting, sentence, path, mask)
        case ChangeTrack():
            return change_track(setting, sentence, mask)
        case RaiseFlag():
            return raise_flag(setting, sentence, mask)
        case ClearFlag():
            setting.columns.clear_flag(sentence.flag, mask)
            return ""
        case Reveal():
            return reveal(setting, sentence, mask)


def act_on_agreement(setting: Setting, sentence: OnAgreement, mask: Truths) -> tuple[str, Truths]:
    """Do to an agreement what a sentence says; return what held it back in the first run, and where it had effect."""
    columns, name = setting.columns, setting.named(sentence.agreement)
    where = mask & columns.standing(name)
    match sentence:
        case FindBreach(breaker=breaker):
            where = mask & columns.in_force(name)
            columns.find_breach(name, setting.named(breaker), _broken_by(setting, name, setting.named(breaker)), where)
        case Suspend(turns=turns):
            columns.suspend(name, columns.turn + turns, where)
        case Resume():
            where = mask & columns.suspended(name)
        case Terminate():
            columns.end_pact(name, "terminated", where)
        case SetFact(fact=fact, word=word):
            where = mask & columns.ever(name)
            columns.set_fact(name, fact, word, where)
    return ("" if where[0] else _NOTHING_THERE[type(sentence)]), where


def _broken_by(setting: Setting, agreement: str, breaker: str) -> str:
    """Return the move under way if it is itself the breach that is found, else ""."""
    text = setting.exercise.agreements[agreement]
    speaks_of = {*text.forbids.get(breaker, ()), *text.ambiguous_under.get(breaker, ())}
    mover = setting.bound.get("me", setting.bound.get("breaker"))
    return setting.move if breaker == mover and setting.move in speaks_of else ""


_NOTHING_THERE: Mapping[type, str] = {
    FindBreach: "not in force",
    Suspend: "not in force",
    Resume: "not suspended",
    Terminate: "not in force",
    SetFact: "never signed",
}


def change_track(setting: Setting, sentence: ChangeTrack, mask: Truths) -> str:
    """Change a track at once; return which limit held the change back, if any."""
    track = sentence.track.resolved(setting.bound)
    source = setting.columns if setting.joint is None else setting.joint
    return alter(
        setting, track, sentence.operation, setting.read.number(sentence.amount), mask, read=source.tracks[track]
    )


def alter(
    setting: Setting,
    track: str,
    operation: str,
    amount: Amounts,
    mask: Truths,
    *,
    read: Amounts | None = None,
) -> str:
    """Apply an operation to a track in the runs of the mask, rounded, capped and clamped at once; return what held it.

    `read` is the value a multiplication reads, when it is not the present one.
    """
    columns = setting.columns
    definition = setting.exercise.tracks[track]
    before = columns.tracks[track]
    capped = limits.is_capped(definition, setting.step)
    at_turn_start = columns.at_turn_start.get(track, before) if capped else before
    wanted = limits.operate(operation, before, amount, before if read is None else read)
    after = limits.settle(definition, before, wanted, at_turn_start, setting.step)
    columns.set_track(track, after, mask)
    if columns.trace is None:
        return ""
    return limits.held_back(definition, float(limits.rounded(definition, wanted)[0]), float(after[0]))


def schedule(setting: Setting, sentence: ChangeTrack, path: str, mask: Truths) -> str:
    """Put a change down for a later turn, with the amount as it is now."""
    track = sentence.track.resolved(setting.bound)
    amounts = setting.read.number(sentence.amount)
    turn = setting.columns.turn
    who = "".join(f" {setting.bound[word]}" for word in ("me", "this", "target") if setting.bound.get(word))
    pending = Pending(
        base=f"{path}{who} in turn {turn}",
        due=turn + sentence.after,
        track=track,
        operation=sentence.operation,
        amounts=amounts,
        ordinals=np.zeros(setting.columns.runs, dtype=np.int64),
        mask=mask,
        path=path,
    )
    setting.columns.schedule(pending)
    return ""


def raise_flag(setting: Setting, sentence: RaiseFlag, mask: Truths) -> str:
    """Put a flag up, until it is cleared or through the end of a later turn."""
    until = FOREVER if sentence.turns is None else setting.columns.turn + sentence.turns
    setting.columns.raise_flag(sentence.flag, until, mask)
    return ""


def reveal(setting: Setting, sentence: Reveal, mask: Truths) -> str:
    """Report the present value of a track to those named."""
    track = sentence.track.resolved(setting.bound)
    for audience in sentence.to:
        values = setting.read.amount(track)
        setting.columns.report(setting.bound.get(audience, audience), track, values, mask)
    return ""
