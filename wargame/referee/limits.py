"""What a sentence makes of a number: the operation, rounding, caps, and the range of the track."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wargame.exercise.definition import Track

Amounts = NDArray[np.float64]

FURTHEST = 1e15
"""No track leaves ± this, also one without a range: beyond it whole numbers are no longer exact."""
BY_HAND = "by hand"
"""Stands for the named step where the facilitator corrects a value: no cap holds a person's word back."""
NEARLY = 1e-9
"""Amounts closer than this are equal, in comparisons and at the half where rounding turns."""


def halves_away(values: Amounts) -> Amounts:
    """Return whole numbers, halves rounded away from zero; -0 becomes 0."""
    rounded: Amounts = np.copysign(np.floor(np.abs(values) + (0.5 + NEARLY)), values) + 0.0
    return rounded


def operate(operation: str, before: Amounts, amount: Amounts, read: Amounts) -> Amounts:
    """Return what a sentence asks for. `read` is the value a multiplication reads (the snapshot's in a joint step)."""
    match operation:
        case "+":
            wanted = before + amount
        case "-":
            wanted = before - amount
        case "x":
            with np.errstate(all="ignore"):
                wanted = np.where(read == before, before * amount, before + (read * amount - read))
        case "to":
            wanted = amount
        case "at least":
            wanted = np.maximum(before, amount)
        case "at most":
            wanted = np.minimum(before, amount)
        case _:
            raise ValueError(f"There is no operation called {operation}.")
    undefined = np.isnan(wanted)
    return np.where(undefined, before, wanted) if np.count_nonzero(undefined) else wanted


def settle(track: Track, before: Amounts, wanted: Amounts, at_turn_start: Amounts, step: str) -> Amounts:
    """Return the value a track takes: rounded if it is whole, capped unless the step is excepted, within its range.

    A value that is already above a cap is left there; a fall makes room again.
    """
    if track.whole and track.low >= 0:
        # Halves away from zero and halves upward differ below zero alone, where the range does not reach.
        after: Amounts = wanted + (0.5 + NEARLY)
        np.floor(after, out=after)
    else:
        after = rounded(track, wanted)
    if is_capped(track, step):
        ceiling, floor = _caps(track, at_turn_start)
        after = np.where(after > before, np.minimum(after, np.maximum(before, ceiling)), after)
        after = np.where(after < before, np.maximum(after, np.minimum(before, floor)), after)
    # np.clip is the same and takes several times as long over a few hundred runs.
    settled = np.maximum(after, max(track.low, -FURTHEST))
    np.minimum(settled, min(track.high, FURTHEST), out=settled)
    settled += 0.0
    return settled


def rounded(track: Track, wanted: Amounts) -> Amounts:
    """Return the value as the track keeps it: whole, or as it is."""
    return halves_away(wanted) if track.whole else wanted


def is_capped(track: Track, step: str) -> bool:
    """Return whether something besides its range limits how far a step may move the track."""
    capped = not (track.stops_at is None and track.rises_at_most is None and track.falls_at_most is None)
    return capped and step != BY_HAND and step not in track.except_steps


def held_back(track: Track, wanted: float, after: float) -> str:
    """Return which limit kept a track from the value that was asked for, in words; empty when it reached it."""
    if abs(after - wanted) <= NEARLY:
        return ""
    if after < wanted and after < track.high:
        if track.stops_at is not None and after >= track.stops_at:
            return f"stops at {track.stops_at:g}"
        if track.rises_at_most is not None:
            return f"rises at most {track.rises_at_most:g} a turn"
    if after > wanted and after > track.low and track.falls_at_most is not None:
        return f"falls at most {track.falls_at_most:g} a turn"
    return f"range {_limit(track.low)}..{_limit(track.high)}"


def sentence(track: str, operation: str, amount: float) -> str:
    """Return a fixed change as a sentence: "economy +2", "channel at least 2"."""
    number = f"{amount:g}"
    if operation not in "+-":
        return f"{track} {operation} {number}"
    if number.startswith("-"):
        operation, number = ("-" if operation == "+" else "+"), number[1:]
    return f"{track} {operation}{number}"


def _caps(track: Track, at_turn_start: Amounts) -> tuple[Amounts, Amounts]:
    ceiling = np.full(at_turn_start.shape, np.inf if track.stops_at is None else track.stops_at)
    if track.rises_at_most is not None:
        ceiling = np.minimum(ceiling, at_turn_start + track.rises_at_most)
    floor = np.full(at_turn_start.shape, -np.inf)
    if track.falls_at_most is not None:
        floor = at_turn_start - track.falls_at_most
    return ceiling, floor


def _limit(value: float) -> str:
    return f"{value:g}" if np.isfinite(value) else ""
