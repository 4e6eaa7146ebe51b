"""How far each value can go in an exercise: the limits on which the checker's "always" and "never" rest.

Two views. `declared` goes by the ranges alone. `reached` also asks what the
rules do: a track that nothing lifts never rises above its start, a flag that
nothing raises is never up, a move is only played by those who have it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from wargame.exercise.condition_nodes import Read, RowOf, TableRead, WordIs, walk
from wargame.exercise.conditions import Expression
from wargame.exercise.definition import Exercise, Track
from wargame.exercise.reach_agreements import standing
from wargame.exercise.rulebook import RaiseFlag, Table
from wargame.exercise.spans import NEVER, Limits, Span, interval, meanings
from wargame.exercise.survey import Said, Survey
from wargame.exercise.vocabulary import ANYBODY, NO_WORD, TURN

_PASSES = 2
"""What rules can do depends on how far values go, and the other way round; each pass narrows from safe ground."""


def declared(exercise: Exercise) -> Limits:
    """Return the limits that the declared ranges set."""
    spans = {track.id: Span(track.low, track.high, track.whole) for track in exercise.tracks.values()}
    return _computed(exercise, spans)


def reached(exercise: Exercise, found: Survey) -> Limits:
    """Return the limits within which values stay by the rules as they are written."""
    limits = declared(exercise)
    for _ in range(_PASSES):
        movements = _movements(exercise, found, limits)
        spans = {track.id: _reach(track, movements.get(track.id, [])) for track in exercise.tracks.values()}
        asked = {**_asked(exercise, found), **standing(exercise, limits, found.said)}
        limits = _computed(exercise, {**spans, **asked})
    return limits


def changed_tracks(exercise: Exercise, found: Survey) -> frozenset[str]:
    """Return the full id of every track that some rule, cost or income changes."""
    return frozenset(_movements(exercise, found, declared(exercise)))


def purses(exercise: Exercise, by: Iterable[str], cost_track: str) -> tuple[str, ...]:
    """Return the tracks from which the actors pay for a move."""
    own = (f"{actor}.{cost_track}" for actor in by)
    return tuple(track if track in exercise.tracks else cost_track for track in own)


def _computed(exercise: Exercise, spans: Mapping[str, Span]) -> Limits:
    """Add the turn, derived values and tables to the spans of tracks and questions."""
    known = {**spans, TURN: Span(1, exercise.turns, whole=True)}
    formulas = {name: derived.formula for name, derived in exercise.derived.items()}
    formulas |= {name: table.by for name, table in exercise.rulebook.tables.items()}
    for name in _in_order(formulas):
        span = interval(formulas[name].node, Limits(known))
        table = exercise.rulebook.tables.get(name)
        if table is not None:
            rows = [row for row in table.rows if row.low <= span.high and row.high >= span.low] or list(table.rows)
            values = [row.value for row in rows] or [0.0]
            if _lacks_none(table):
                values.append(0.0)
            span = Span(min(values), max(values), all(value == math.floor(value) for value in values))
        known[name] = span
    return Limits(known)


def _lacks_none(table: Table) -> bool:
    """Whether a table goes by a fact, without a row for the time before the fact is set: it gives 0 then."""
    words = table.by.node.rows if isinstance(table.by.node, RowOf) else ()
    facts = [row.word for row in words if isinstance(row, WordIs) and not row.is_card]
    return bool(facts) and NO_WORD not in facts


def _in_order(formulas: Mapping[str, Expression]) -> list[str]:
    """Return derived values and tables so that each comes after what it is computed from; circles are left out."""
    needs = {name: _needs(formula) & formulas.keys() for name, formula in formulas.items()}
    order: list[str] = []
    while ready := [name for name, needed in needs.items() if name not in order and needed <= set(order)]:
        order.extend(ready)
    return order


def _needs(formula: Expression) -> set[str]:
    nodes = list(walk(formula.node))
    read = {node.reference.text for node in nodes if isinstance(node, Read) and node.source == "derived"}
    return read | {node.table for node in nodes if isinstance(node, TableRead)}


def _movements(exercise: Exercise, found: Survey, limits: Limits) -> dict[str, list[tuple[str, Span, str]]]:
    """Return for each track what is done to it: the operation, the amount, and in which step."""
    movements: dict[str, list[tuple[str, Span, str]]] = {}
    for said, change in found.changes:
        here = limits.binding(**said.bound)
        amount = interval(change.amount.node, here)
        for track in meanings(change.track, here.bound):
            movements.setdefault(track, []).append((change.operation, amount, _step(said)))
    for paid in exercise.tracks.values():
        if paid.income is not None:
            here = limits.binding(me=paid.owner)
            movements.setdefault(paid.id, []).append(("+", interval(paid.income.node, here), "income"))
    for move in exercise.rulebook.moves.values():
        if move.cost is not None and move.cost_track:
            amount = interval(move.cost.node, limits.binding(me=move.by, target=move.targets))
            for purse in purses(exercise, move.by, move.cost_track):
                movements.setdefault(purse, []).append(("-", Span(max(0.0, amount.low), max(0.0, amount.high)), ""))
    return movements


def _step(said: Said) -> str:
    """Delayed effects are no longer in the step that said them."""
    return "" if getattr(said.sentence, "after", 0) else said.step


def _reach(track: Track, movements: list[tuple[str, Span, str]]) -> Span:
    low, high = _starts(track)
    for operation, amount, step in movements:
        down, up = _moves_to(track, operation, amount)
        low = min(low, max(track.low, down))
        ceiling = track.high
        if track.stops_at is not None and step not in track.except_steps:
            ceiling = max(_starts(track)[1], track.stops_at)
        high = max(high, min(ceiling, up))
    if track.whole:
        low, high = _floor(low), -_floor(-high)
    return Span(low, high, track.whole)


def _moves_to(track: Track, operation: str, amount: Span) -> tuple[float, float]:
    """Return how far down and up an operation can take a track, done again and again."""
    down, up = _starts(track)
    match operation:
        case "+":
            return (-math.inf if amount.low < 0 else down), (math.inf if amount.high > 0 else up)
        case "-":
            return (-math.inf if amount.high > 0 else down), (math.inf if amount.low < 0 else up)
        case "to":
            return amount.low, amount.high
        case "at least":
            return down, amount.high
        case "at most":
            return amount.low, up
    return (down, up) if amount.low == amount.high == 1 else (-math.inf, math.inf)


def _starts(track: Track) -> tuple[float, float]:
    """Return the lowest and the highest value at which a track can start."""
    return (track.start, track.start) if track.drawn is None else (track.drawn.low, track.drawn.high)


def _floor(value: float) -> float:
    return value if math.isinf(value) else float(math.floor(value))


def _asked(exercise: Exercise, found: Survey) -> dict[str, Span]:
    """Return NEVER for each question that no rule can make true."""
    raised = {said.sentence.flag for said in found.said if isinstance(said.sentence, RaiseFlag)}
    spans = {f"flag({flag})": NEVER for flag in exercise.flags if flag not in raised}
    moves = exercise.rulebook.moves.values()
    for what in {move.id for move in moves} | {tag for move in moves for tag in move.tags}:
        able = {actor for move in moves if what == move.id or what in move.tags for actor in move.by}
        for who in (*exercise.actors, ANYBODY):
            if who not in able and (who != ANYBODY or not able):
                spans |= {f"played({who}, {what})": NEVER, f"times({who}, {what})": NEVER}
    return spans
