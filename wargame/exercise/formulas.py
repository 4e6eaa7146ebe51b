"""Values computed from other values: the chains must end, and soon enough."""

from __future__ import annotations

from collections.abc import Mapping

from wargame.exercise.assembly import Assembly
from wargame.exercise.codes import Code
from wargame.exercise.conditions import Expression
from wargame.exercise.definition import Derived
from wargame.exercise.rulebook import Table

LONGEST_CHAIN = 30
"""So many values may be computed one from another; nobody can follow more, and each reading goes through all."""
_SHOWN = 6


def check_chains(desk: Assembly, derived: Mapping[str, Derived], tables: Mapping[str, Table]) -> None:
    """Complain of derived values and tables that are computed from themselves, or in too long a chain."""
    formulas = {name: value.formula for name, value in derived.items()}
    formulas |= {name: table.by for name, table in tables.items()}
    needs = {name: sorted(_read_by(formula) & formulas.keys()) for name, formula in formulas.items()}
    depths: dict[str, int] = {}
    for start in needs:
        circle = _follow(start, needs, depths)
        if circle:
            shown = [*circle[:_SHOWN], *(["…"] if len(circle) > _SHOWN else []), circle[0]]
            message = f"`{circle[0]}` is computed from itself: {' → '.join(shown)}"
            desk.say(formulas[circle[0]].place, Code.CIRCLE, message)
            return
    for name, depth in depths.items():
        if depth == LONGEST_CHAIN + 1:
            message = f"`{name}` is computed from values that are computed from others, more than {LONGEST_CHAIN} deep"
            desk.say(formulas[name].place, Code.TOO_BIG, message)


def _follow(start: str, needs: Mapping[str, list[str]], depths: dict[str, int]) -> list[str]:
    """Note how deep the chains below a value are; return a circle if there is one. Chains may be long: no recursion."""
    if start in depths:
        return []
    trail = {start: iter(needs[start])}
    while trail:
        current = next(reversed(trail))
        following = next((needed for needed in trail[current] if needed not in depths), None)
        if following is None:
            depths[current] = 1 + max((depths[needed] for needed in needs[current]), default=0)
            del trail[current]
        elif following in trail:
            names = list(trail)
            return names[names.index(following) :]
        else:
            trail[following] = iter(needs[following])
    return []


def _read_by(formula: Expression) -> set[str]:
    values = {reference.parts[0] for reference in formula.reads if len(reference.parts) == 1}
    return values | {name for kind, name in formula.names if kind == "table"}
