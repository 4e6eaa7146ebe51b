"""What was chosen with a move: its target and its parameters, what they mean, and whether they fit."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from wargame.exercise.choice_names import target_name
from wargame.exercise.conditions import Clause
from wargame.exercise.definition import Exercise
from wargame.exercise.parameters import Parameter
from wargame.exercise.rulebook import Move
from wargame.referee import pacts
from wargame.referee.ruling import Check
from wargame.referee.state import Order, State

Choices = Mapping[str, str]
"""Parameter → the level or word chosen."""

IN_FORCE = "agreements in force"
_MOST_LEVELS = 5
"""Of a parameter with more levels, the lowest, the usual and the highest are looked at."""
_MOST_TOGETHER = 24


def bound_by(order: Order, move: Move) -> dict[str, str]:
    """Return what the words of a move stand for in an order."""
    target = {"target": order.target} if order.target else {}
    return {"me": order.actor, **target, **move.chosen(order.choices)}


def checks(exercise: Exercise, state: State, order: Order, move: Move) -> Iterator[Check]:
    """Yield what does not fit in what was chosen, and whether the agreement that is aimed at is in force."""
    targets = move.targets_for(order.actor)
    if move.aimed == IN_FORCE:
        pact = state.pacts.get(order.target)
        holds = order.target in targets and pact is not None and pact.status == pacts.IN_FORCE
        clause = Clause(f"active({order.target})", holds, ((f"active({order.target})", holds),))
        yield Check("aimed at an agreement in force", holds, (clause,) if order.target else (), move.place)
    elif (targets or order.target) and order.target not in targets:
        named = ", ".join(target_name(exercise, move, target) for target in targets)
        text = f"aimed at one of {named}" if targets else "aimed at nobody"
        yield Check(text, holds=False, clauses=(), place=move.place)
    for name, value in order.choices.items():
        if wrong := wrong_choice(move, name, value):
            yield Check(wrong, holds=False, clauses=(), place=move.place)


def wrong_choice(move: Move, name: str, value: str) -> str:
    """Return what is wrong with a choice, or ""."""
    parameter = move.parameters.get(name)
    if parameter is None:
        known = ", ".join(move.parameters)
        return f"there is nothing called {name[:40]} to choose" + (f", but {known}" if known else "")
    if parameter.fits(value):
        return ""
    return f"{parameter.name} is {'' if parameter.is_level else 'one of '}{parameter.wanted}, not {value[:40]}"


def fits(move: Move, order: Order) -> bool:
    """Whether the target and the choices of an order are among those of its move, whatever the situation."""
    wrong = (wrong_choice(move, name, value) for name, value in order.choices.items())
    return order.target in (*move.targets, "") and not any(wrong)


def combinations(move: Move, most: int) -> tuple[dict[str, str], ...]:
    """Return everything that can be chosen with a move, the usual first; none when there are more than `most`."""
    values = [tuple(map(str, _all_values(one))) for one in move.parameters.values()]
    if math.prod(map(len, values)) > most:
        return ()
    found = [dict(zip(move.parameters, chosen, strict=True)) for chosen in product(*values)]
    usual = move.chosen({})
    return (usual, *(chosen for chosen in found if chosen != usual))


def samples(move: Move) -> tuple[dict[str, str], ...]:
    """Return what can be chosen with a move, the usual first; of many levels and combinations, some of each.

    A move without parameters has one way of choosing: nothing.
    """
    usual = move.chosen({})
    values = {one.id: _values(one) for one in move.parameters.values()}
    if math.prod(map(len, values.values())) <= _MOST_TOGETHER:
        found = [dict(zip(values, chosen, strict=True)) for chosen in product(*values.values())]
    else:  # one at a time, the others as usual
        found = [{**usual, name: value} for name, listed in values.items() for value in listed]
    others = [chosen for number, chosen in enumerate(found) if chosen != usual and chosen not in found[:number]]
    return (usual, *others)


def _all_values(parameter: Parameter) -> Sequence[object]:
    return range(parameter.low, parameter.high + 1) if parameter.is_level else tuple(parameter.words)


def _values(parameter: Parameter) -> tuple[str, ...]:
    if not parameter.is_level or parameter.high - parameter.low < _MOST_LEVELS:
        return tuple(map(str, _all_values(parameter)))
    return tuple(map(str, sorted({parameter.low, int(parameter.usual), parameter.high})))
