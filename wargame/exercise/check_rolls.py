"""Rolls whose totals, and tables whose values, do not each find exactly one row."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wargame.exercise.case import Case, between, error, figure, warning
from wargame.exercise.codes import Code
from wargame.exercise.complaints import Complaint, Place
from wargame.exercise.condition_nodes import Means, RowOf, WordIs
from wargame.exercise.rulebook import Block, Lots, Modifier, Roll, Table
from wargame.exercise.spans import ALWAYS, NEVER, Limits, Span, interval, truth
from wargame.exercise.survey import Found


@dataclass(frozen=True, slots=True)
class Stretch:
    """An outcome or row: what it is called, and from where to where it goes."""

    name: str
    low: float
    high: float
    place: Place


def rolls(case: Case) -> Iterator[Complaint]:
    """Rolls with a total that has no outcome, or two; outcomes that no total reaches."""
    for found in case.found.blocks:
        if found.block.roll is None or not found.block.outcomes:
            continue
        totals = totals_of(found, case.declared)
        stretches = [Stretch(each.name, each.low, each.high, each.place) for each in found.block.outcomes]
        place = found.block.roll.place
        for value in gaps(stretches, totals):
            message = f"a total of {figure(value)} has no outcome"
            yield error(place, Code.OUTCOME_GAP, message, f"the total {between(totals)}")
        for one, other, value in overlaps(stretches):
            message = f"a total of {figure(value)} is both `{one.name}` and `{other.name}`"
            yield error(other.place, Code.OUTCOME_OVERLAP, message, "each total has one outcome")
        for stretch in stretches:
            if stretch.high < totals.low or stretch.low > totals.high:
                message = f"no total reaches the outcome `{stretch.name}`: the total {between(totals)}"
                yield warning(stretch.place, Code.DEAD_OUTCOME, message)
        if not totals.whole and len(stretches) > 1:
            message = f"totals of `{found.block.roll.text}` can have decimals; between outcomes the lower one counts"
            yield warning(place, Code.FRACTIONS, message, "write `round(…)` around the amount")


def tables(case: Case) -> Iterator[Complaint]:
    """Tables that lack a row for a value that can come, or have two."""
    for table in case.exercise.rulebook.tables.values():
        if isinstance(table.by.node, RowOf):
            yield from _worded(case, table, table.by.node)
            continue
        values = interval(table.by.node, case.declared)
        stretches = [Stretch(_row_name(row.low, row.high), row.low, row.high, table.place) for row in table.rows]
        for value in gaps(stretches, values):
            message = f"the table `{table.id}` has no row for {figure(value)}"
            hint = f"`{table.by.text}` {between(values)}"
            yield error(table.place, Code.TABLE_GAP, message, hint)
        for one, other, value in overlaps(stretches):
            message = f"in the table `{table.id}` {figure(value)} is in both `{one.name}` and `{other.name}`"
            yield error(table.place, Code.TABLE_OVERLAP, message, "a value finds one row")
        if not values.whole and len(stretches) > 1:
            message = f"`{table.by.text}` can have decimals; between two rows of `{table.id}` the lower one counts"
            yield warning(table.by.place, Code.FRACTIONS, message, "write `round(…)` around the amount")


def _worded(case: Case, table: Table, by: RowOf) -> Iterator[Complaint]:
    """Rows that are words: each word that can come where the table is read needs one."""
    first = by.rows[0]
    if isinstance(first, WordIs):
        needed, found = set(first.choices), {row.word for row in by.rows if isinstance(row, WordIs)}
    else:
        assert isinstance(first, Means)
        readers = [use.bound for use in case.found.uses if ("table", table.id) in use.expression.names]
        needed = {name for bound in readers for name in bound.get(first.word, ())}
        found = {name for row in by.rows if isinstance(row, Means) for name in row.names}
    if missing := sorted(needed - found):
        message = f"the table `{table.id}` has no row for {', '.join(missing)}"
        yield error(table.place, Code.TABLE_GAP, message, f"`{table.by.text}` can be that where the table is read")


def totals_of(found: Found, limits: Limits) -> Span:
    """Return the span of a roll's total: dice, bonus, and the capped sum of the modifiers."""
    block, here = found.block, limits.binding(**found.bound)
    assert block.roll is not None
    if block.roll.lots is not None:
        return _lots(block, block.roll, block.roll.lots, here)
    low, high, whole = float(block.roll.count), float(block.roll.count * block.roll.sides), True
    if block.roll.bonus is not None:
        bonus = interval(block.roll.bonus.node, here)
        low, high, whole = low + bonus.low, high + bonus.high, bonus.whole
    modifiers = _modifiers(block, here)
    return Span(low + modifiers.low, high + modifiers.high, whole and modifiers.whole)


def _lots(block: Block, roll: Roll, lots: Lots, limits: Limits) -> Span:
    """Return the span of the successes among the lots that are drawn; modifiers put more lots in."""
    spans = [_modifier(modifier, limits) for modifier in block.modifiers]
    most = math.inf if roll.modifiers_at_most is None else roll.modifiers_at_most
    successes = lots.success + min(most, sum(max(0.0, span.high) for span in spans))
    failures = lots.failure + min(most, sum(max(0.0, -span.low) for span in spans))
    return Span(max(0.0, roll.count - failures), min(float(roll.count), successes), whole=True)


def gaps(stretches: Sequence[Stretch], values: Span) -> Iterator[float]:
    """Yield a value in each gap that the stretches leave within the span.

    A value with decimals between two neighbours, such as 5.5 between 5 and 6,
    belongs to the lower one and is no gap.
    """
    reach = -math.inf  # everything up to here has a stretch
    for stretch in sorted(stretches, key=lambda stretch: (stretch.low, stretch.high)):
        missing = _between(reach, stretch.low, values)
        if missing is not None:
            yield missing
        reach = max(reach, stretch.high)
    missing = _between(reach, math.inf, values)
    if missing is not None:
        yield missing


def _between(reach: float, low: float, values: Span) -> float | None:
    """Return a value of the span above `reach` and below `low` that lies in neither, or None."""
    if math.isinf(reach) and reach > 0:
        return None
    first = values.low if math.isinf(reach) else max(values.low, math.floor(reach) + 1.0)
    if math.isinf(first):  # no lower end at all
        first = low - 1 if math.isfinite(low) else 0.0
    last = values.high if math.isinf(low) else min(values.high, math.ceil(low) - 1.0)
    below = first < low or (math.isinf(low) and low > 0)
    return first if first <= last and below else None


def overlaps(stretches: Sequence[Stretch]) -> Iterator[tuple[Stretch, Stretch, float]]:
    """Yield each pair of stretches that share a value, and that value."""
    listed = sorted(stretches, key=lambda stretch: (stretch.low, stretch.high))
    for position, one in enumerate(listed):
        for other in listed[position + 1 :]:
            if other.low <= one.high:
                shared = other.low if math.isfinite(other.low) else min(one.high, other.high)
                yield one, other, shared


def _modifiers(block: Block, limits: Limits) -> Span:
    spans = [_modifier(modifier, limits) for modifier in block.modifiers]
    low, high = sum(span.low for span in spans), sum(span.high for span in spans)
    whole = all(span.whole for span in spans)
    most = block.roll.modifiers_at_most if block.roll is not None else None
    if most is None:
        return Span(low, high, whole)
    capped = low < -most or high > most
    return Span(max(-most, low), min(most, high), whole and (not capped or most == math.floor(most)))


def _modifier(modifier: Modifier, limits: Limits) -> Span:
    span = interval(modifier.amount.node, limits)
    verdict = ALWAYS if modifier.condition is None else truth(modifier.condition.node, limits)
    if verdict == NEVER:
        return Span(0, 0, whole=True)
    return span if verdict == ALWAYS else Span(min(0.0, span.low), max(0.0, span.high), span.whole)


def _row_name(low: float, high: float) -> str:
    if low == high:
        return figure(low)
    if math.isinf(low):
        return f"{figure(high)} or less"
    return f"{figure(low)} or more" if math.isinf(high) else f"{figure(low)} to {figure(high)}"
