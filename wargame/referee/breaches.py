"""Breach: a move that an agreement in force forbids was carried out, and what follows when that is found.

A forbidden move stays playable. A public one is found at once, one with a
detection of its own if that comes up, one that is seen by some if another
party is among them; else the agreement's own `detection` decides, and without
one it is never found.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from wargame.exercise.agreements import Agreement
from wargame.exercise.rulebook import Block, FindBreach, Move
from wargame.referee import agreements, questions
from wargame.referee.agreements import common_rules
from wargame.referee.effects import Setting
from wargame.referee.ruling import Started
from wargame.referee.state import EVERYBODY
from wargame.referee.umpiring import Umpire

Counts = NDArray[np.int64]
Truths = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Act:
    """A move that is carried out, and the agreements in force at that moment that speak of it."""

    actor: str
    move: Move
    target: str
    forbidden: tuple[tuple[Agreement, Truths], ...]
    """In listed order, each with the runs in which it is in force."""
    ambiguous: tuple[tuple[Agreement, Truths], ...]
    found_before: Mapping[str, Counts]
    """How often the actor had been found breaking each of the forbidding agreements before the move had any effect."""


def act(umpire: Umpire, actor: str, move: Move, target: str, mask: Truths) -> Act:
    """Return a move in the light of the agreements in force now, before it has any effect."""
    forbidden: list[tuple[Agreement, Truths]] = []
    ambiguous: list[tuple[Agreement, Truths]] = []
    for agreement in umpire.exercise.agreements.values():
        for speaks, found in ((agreement.forbids, forbidden), (agreement.ambiguous_under, ambiguous)):
            if move.id in speaks.get(actor, ()):
                found.append((agreement, mask & umpire.columns.in_force(agreement.id)))
    before = {agreement.id: umpire.columns.times_found(agreement.id, actor) for agreement, _ in forbidden}
    return Act(actor, move, target, tuple(forbidden), tuple(ambiguous), before)


def look(umpire: Umpire, done: Act, detected: Truths) -> None:
    """Look for breaches once a move has had its effects; `detected`: where its own detection came up.

    First every breach is found that is found, in listed order; then it is asked
    about each agreement under which the move is ambiguous. A breach that a sentence
    of the move itself has found is not found again.
    """
    columns = umpire.columns
    unknown = {
        agreement.id: mask & (columns.times_found(agreement.id, done.actor) == done.found_before[agreement.id])
        for agreement, mask in done.forbidden
    }
    for agreement, mask in done.forbidden:
        still = unknown[agreement.id]
        columns.count_breach(agreement.id, done.actor, mask)
        if still.any():
            commit = partial(columns.commit_breach, agreement.id, done.actor, done.move.id, still)
            agreements.announce(umpire, agreement, "breach", still)
            agreements.write(umpire, agreement, "is broken", still, commit)
    for agreement, _ in done.forbidden:
        seen = _seen(umpire, agreement, done, unknown[agreement.id] & columns.in_force(agreement.id), detected)
        if seen.any():
            find = partial(columns.find_breach, agreement.id, done.actor, done.move.id, seen)
            agreements.write(umpire, agreement, "is found broken", seen, find)
            found(umpire, agreement, done.actor, seen)
    question = umpire.exercise.questions.get(common_rules(umpire.exercise).ambiguous)
    for agreement, mask in done.ambiguous if question is not None else ():
        seen = _seen(umpire, agreement, done, mask & columns.in_force(agreement.id), detected)
        setting = replace(umpire.setting(broken_by(agreement, done.actor)), move=done.move.id)
        if question is not None and seen.any():
            questions.ask(umpire, question, setting, seen)


def found(umpire: Umpire, agreement: Agreement, breaker: str, mask: Truths, step: str = "") -> None:
    """Play what follows when a party has been found breaking an agreement."""
    hooks = agreements.instead(common_rules(umpire.exercise).if_found, agreement.if_found, agreement, "if found")
    with umpire.once(f"{breaker} is found breaking {agreement.id}") as first:
        if first:
            setting = umpire.setting(broken_by(agreement, breaker), step)
            agreements.play(umpire, agreement, "found", hooks, setting, mask)


def follow(umpire: Umpire, sentence: FindBreach, setting: Setting, mask: Truths) -> None:
    """Play what follows from the sentence that a party is found breaking an agreement."""
    if mask.any():
        agreement = umpire.exercise.agreements[setting.named(sentence.agreement)]
        found(umpire, agreement, setting.named(sentence.breaker), mask, setting.step)


def broken_by(agreement: Agreement, breaker: str) -> dict[str, str]:
    """Return what the words of a rule about a breach stand for; `injured` is the first-named other party."""
    bound = {"this": agreement.id, "breaker": breaker}
    others = [party for party in agreement.parties if party != breaker]
    return bound | {"injured": others[0]} if others else bound


def _seen(umpire: Umpire, agreement: Agreement, done: Act, mask: Truths, detected: Truths) -> Truths:
    """Return where a move comes to the light of the other parties of an agreement."""
    mask, move = mask & umpire.columns.live, done.move
    others = {*agreement.parties, EVERYBODY} - {done.actor}
    told = umpire.hand.told(done.actor)
    seen = move.seen if told is None else told
    if seen == "public" or (isinstance(seen, tuple) and not others.isdisjoint(seen)):
        return mask
    if move.detected is not None:
        return mask & detected
    if agreement.detection is None or not mask.any():
        return np.zeros_like(mask)
    path = f"agreements/{agreement.id}/detection"
    block = Block(path, agreement.place, name="detection", chance=agreement.detection)
    bound = _bound(done, agreement)
    return umpire.play(block, umpire.setting(bound), mask, Started(path, "detected", agreement.name, agreement.place))


def _bound(done: Act, agreement: Agreement) -> dict[str, str]:
    bound: Mapping[str, str] = {"me": done.actor, "target": done.target} if done.target else {"me": done.actor}
    return {**bound, **broken_by(agreement, done.actor)}
