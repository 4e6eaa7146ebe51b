"""Amounts that cannot be meant: zero divisors, effects beyond the range, chances that are none, costs below nothing."""

from __future__ import annotations

import math
from collections.abc import Iterator

from wargame.exercise import spans
from wargame.exercise.case import Case, between, error, figure, warning
from wargame.exercise.codes import Code
from wargame.exercise.complaints import Complaint
from wargame.exercise.conditions import Expression, Reference
from wargame.exercise.definition import Track
from wargame.exercise.rulebook import ChangeTrack, Reveal
from wargame.exercise.shown_names import track_shown
from wargame.exercise.spans import Span, interval, meanings
from wargame.exercise.survey import bound_in


def divisors(case: Case) -> Iterator[Complaint]:
    """Divisors that the ranges allow to be zero."""
    for use in case.found.uses:
        limits = case.declared.binding(**use.bound)
        for node in spans.divisors(use.expression.node):
            span = interval(node, limits)
            if 0 in span:
                written = use.expression.text[node.start : node.end]
                message = f"the divisor `{written}` can be zero: it {between(span)}"
                place = case.place_of(use.expression, node)
                yield error(place, Code.DIVISOR_ZERO, message, f"write `max(1, {written})`, or divide by a number")


def effects(case: Case) -> Iterator[Complaint]:
    """Effects larger than the range of their track, and effects that come too late."""
    turns = case.exercise.turns
    for said, change in case.found.changes:
        if said.turn + change.after > turns and change.after:
            when = f"said in turn {said.turn} at the earliest" if said.turn > 1 else f"with {turns} turns in all"
            message = f"`{change.text}` falls due after the last turn ({when})"
            yield warning(change.place, Code.TOO_LATE, message, "shorten the delay")
        amount = interval(change.amount.node, case.declared.binding(**said.bound))
        for full in meanings(change.track, said.bound):
            fault = too_large(change, amount, case.exercise.tracks[full], track_shown(case.exercise, full))
            if fault:
                yield warning(change.place, Code.EFFECT_TOO_LARGE, f"`{change.text}` {fault}", "a digit too many?")
                break


def chances(case: Case) -> Iterator[Complaint]:
    """Chances that are none: 35 instead of 35%."""
    for found in case.found.blocks:
        chance = found.block.chance
        if chance is None:
            continue
        limits = case.declared.binding(**found.bound)
        span = interval(chance.node, limits)
        if span.low > 1 or span.high < 0:
            message = f"`{chance.text}` is not a chance between 0 and 100 %"
            yield error(chance.place, Code.CHANCE_RANGE, message, _per_cent(chance, span))
        for modifier in found.block.modifiers:
            span = interval(modifier.amount.node, limits)
            if span.low > 1 or span.high < -1:
                message = f"`{modifier.amount.text}` changes a chance by more than 100 %"
                hint = f"write `{modifier.amount.text}%` if that is meant"
                yield error(modifier.place, Code.CHANCE_RANGE, message, hint)


def odds(case: Case) -> Iterator[Complaint]:
    """Odds of options, and chances of breaches and signatures, that are none."""
    for use in case.found.uses:
        if use.role in ("odds", "detection", "signs"):
            span = interval(use.expression.node, case.declared.binding(**use.bound))
            if span.low > 1 or span.high < 0:
                message = f"`{use.expression.text}` is not a chance between 0 and 100 %"
                yield error(use.expression.place, Code.CHANCE_RANGE, message, _per_cent(use.expression, span))


def _per_cent(chance: Expression, span: Span) -> str:
    """Return what may have been meant by a chance that is none."""
    if "%" in chance.text or not 1 < span.low <= 100:  # noqa: PLR2004 - per cent
        return "chances go from 0% to 100%"
    return f"write `{figure(span.low)}%` if that is meant"


def costs(case: Case) -> Iterator[Complaint]:
    """Costs that can be negative."""
    for move in case.exercise.rulebook.moves.values():
        if move.cost is None:
            continue
        span = interval(move.cost.node, case.declared.binding(**bound_in(move)))
        if span.low < 0:
            message = f"the cost `{move.cost.text}` can be negative: it {between(span)}"
            yield warning(move.cost.place, Code.NEGATIVE_COST, message, f"write `max(0, {move.cost.text})`")


def pairs(case: Case) -> Iterator[Complaint]:
    """Names such as `me.target.trust` in a move whose mover may be its own target."""
    for move in case.exercise.rulebook.moves.values():
        selfish = sorted(set(move.by) & set(move.targets)) if move.may_target_self else []
        for reference in _references(case, move.id) if selfish else ():
            if {"me", "target"} <= reference.words:
                message = f"`{reference.text}` means nothing when {selfish[0]} aims the move at itself"
                yield error(reference.place, Code.NO_SUCH_TRACK, message, "write `target: others`")


def _references(case: Case, move: str) -> Iterator[Reference]:
    for use in case.found.uses:
        if use.move == move:
            yield from use.expression.reads
    for said in case.found.said:
        if said.move == move and isinstance(said.sentence, ChangeTrack | Reveal):
            yield said.sentence.track


def too_large(change: ChangeTrack, amount: Span, track: Track, name: str) -> str:
    """Return what is wrong with the size of an effect, or ""."""
    least = 0.0 if 0 in amount else min(abs(amount.low), abs(amount.high))
    if change.operation in ("+", "-"):
        width = track.high - track.low
        if math.isfinite(width) and least > width:
            return f"is more than the whole range {figure(track.low)} to {figure(track.high)} of `{name}`"
    elif change.operation != "x" and (amount.low > track.high or amount.high < track.low):
        return f"lies outside the range {figure(track.low)} to {figure(track.high)} of `{name}`"
    return ""
