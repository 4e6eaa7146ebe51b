"""Conditions that decide nothing, moves nobody can make, endings nobody sees, and what gives secrets away."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.exercise.case import Case, between, figure, warning
from wargame.exercise.codes import Code
from wargame.exercise.complaints import Complaint
from wargame.exercise.condition_nodes import And, Node, Or
from wargame.exercise.conditions import Expression
from wargame.exercise.definition import Exercise
from wargame.exercise.msel import Inject
from wargame.exercise.reach import purses
from wargame.exercise.rulebook import Ending, Move
from wargame.exercise.spans import ALWAYS, NEVER, Limits, assumed, interval, truth
from wargame.exercise.survey import Use


def conditions(case: Case) -> Iterator[Complaint]:
    """Conditions that are always true, or never."""
    told = _told_elsewhere(case.exercise)
    for use in case.found.uses:
        if use.expression.kind == "condition" and use.role != "evidence":
            yield from _condition(case, use, told)


def moves(case: Case) -> Iterator[Complaint]:
    """Moves that nobody can ever make."""
    for move in case.exercise.rulebook.moves.values():
        reasons = [_why_never(case, move, actor) for actor in move.by]
        if reasons and all(reasons):
            yield warning(move.place, Code.DEAD_MOVE, f"nobody can ever make the move `{move.id}`", reasons[0])


def endings(case: Case) -> Iterator[Complaint]:
    """Endings that cannot be reached, and a list of endings that may leave play without one."""
    listed = case.exercise.rulebook.endings
    for position, ending in enumerate(listed):
        if ending.when is None:
            continue
        if truth(ending.when.node, case.reached) == NEVER:
            hint = case.spoken(ending.when.node, case.reached)
            yield warning(ending.place, Code.DEAD_ENDING, f"the ending `{ending.id}` cannot be reached", hint)
        elif before := _forestalled(case, ending, listed[:position]):
            message = f"the ending `{ending.id}` cannot be reached: `{before}` always comes first"
            yield warning(ending.place, Code.DEAD_ENDING, message, "put the narrower ending above the wider one")
    if listed and listed[-1].when is not None:
        message = "play may come to its last turn without an ending"
        yield warning(listed[-1].place, Code.NO_OTHERWISE, message, "add an ending with `otherwise: true` at the end")


def injects(case: Case) -> Iterator[Complaint]:
    """Injects that can never come."""
    triggered = {trigger.inject for trigger in case.exercise.rulebook.triggers.values()}
    for inject in case.exercise.injects:
        for condition in (inject.when, inject.block.condition):
            if condition is not None and truth(condition.node, case.reached) == NEVER:
                hint = case.spoken(condition.node, case.reached)
                yield warning(inject.place, Code.DEAD_INJECT, f"the inject `{inject.id}` can never come", hint)
        if not _comes(inject) and inject.id not in triggered:
            message = f"nothing brings the inject `{inject.id}` into play"
            yield warning(inject.place, Code.DEAD_INJECT, message, "give it `due: turn 2`, `when: …`, or a trigger")


# ------------------------------------------------------------------------------------------------------- conditions


def _told_elsewhere(exercise: Exercise) -> set[Expression]:
    """Return the conditions of which "never" is told with the move, ending or inject that is dead by it."""
    found = {move.allowed_if for move in exercise.rulebook.moves.values()}
    found |= {ending.when for ending in exercise.rulebook.endings}
    found |= {agreement.possible_if for agreement in exercise.agreements.values()}
    for question in exercise.questions.values():
        found |= {condition for option in question.options for condition in (option.allowed_if, option.target)}
    found |= {condition for inject in exercise.injects for condition in (inject.when, inject.block.condition)}
    return {condition for condition in found if condition is not None}


def _condition(case: Case, use: Use, told: set[Expression]) -> Iterator[Complaint]:
    limits = case.lenient.binding(**use.bound)
    node = use.expression.node
    verdict = truth(node, limits)
    if verdict in (ALWAYS, NEVER):
        if verdict == ALWAYS or use.expression not in told:
            yield _decided(case, use.expression, node, limits)
        return
    for part in _parts(node):
        if part is not node and truth(part, limits) in (ALWAYS, NEVER):
            yield _decided(case, use.expression, part, limits)


def _decided(case: Case, expression: Expression, node: Node, limits: Limits) -> Complaint:
    always = truth(node, limits) == ALWAYS
    written = expression.text[node.start : node.end]
    message = f"`{written}` is {'always true' if always else 'never true'}"
    code = Code.ALWAYS_TRUE if always else Code.ALWAYS_FALSE
    return warning(case.place_of(expression, node), code, message, case.spoken(node, limits))


def _parts(node: Node) -> Iterator[Node]:
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from _parts(part)
    else:
        yield node


# ------------------------------------------------------------------------------------------------- moves and endings


def _why_never(case: Case, move: Move, actor: str) -> str:
    """Return why an actor can never make a move, or ""."""
    targets = tuple(target for target in move.targets if target != actor or move.may_target_self)
    if move.targets and not targets:
        return "there is nobody it could be aimed at"
    limits = case.reached.binding(me=(actor,), target=targets)
    if move.allowed_if is not None and truth(move.allowed_if.node, limits) == NEVER:
        return f"`allowed if` is never true: {case.spoken(move.allowed_if.node, limits)}"
    if interval(case.exercise.actors[actor].moves_per_turn.node, limits).high < 1:
        return f"{actor} has no moves"
    taken = [phase for phase in case.exercise.phases if phase.takes_orders]
    if taken and not any(phase.is_for(actor) for phase in taken):
        return f"no phase takes orders of {actor}: see its `who`"
    if move.cost is not None and move.cost_track:
        cost = interval(move.cost.node, limits)
        (purse,) = purses(case.exercise, (actor,), move.cost_track)
        if cost.low > case.reached.of(purse).high:
            return f"it costs {figure(cost.low)}, and {purse} {between(case.reached.of(purse))}"
    return ""


def _forestalled(case: Case, ending: Ending, above: tuple[Ending, ...]) -> str:
    """Return the last of the endings above that together leave nothing for this one; "" if something is left."""
    limits: Limits | None = case.reached
    assert ending.when is not None
    for other in above:
        # Endings at once are looked at all the time, the others after the last turn only.
        if other.when is None or (ending.at_once and not other.at_once):
            continue
        assert limits is not None
        limits = assumed(other.when.node, limits, holds=False)
        if limits is None or assumed(ending.when.node, limits, holds=True) is None:
            return other.id
    return ""


def _comes(inject: Inject) -> bool:
    return inject.due_turn is not None or inject.when is not None
