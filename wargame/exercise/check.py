"""What a reader cannot see: rules that can be read, but cannot work as they are meant.

`check` looks at a whole exercise and never at a referee; `exercise.added` looks at
sentences that are added in play.
"""

from __future__ import annotations

from wargame.exercise import (
    check_agreements,
    check_amounts,
    check_conditions,
    check_phases,
    check_rolls,
    check_sight,
    check_texts,
    check_use,
)
from wargame.exercise.case import Case
from wargame.exercise.complaints import Complaint
from wargame.exercise.definition import Exercise

_CHECKS = (
    check_conditions.conditions,
    check_conditions.moves,
    check_conditions.endings,
    check_conditions.injects,
    check_sight.hidden,
    check_amounts.divisors,
    check_amounts.effects,
    check_amounts.chances,
    check_amounts.odds,
    check_amounts.costs,
    check_amounts.pairs,
    check_rolls.rolls,
    check_rolls.tables,
    check_use.tracks,
    check_use.parameters,
    check_use.flags,
    check_use.tables,
    check_use.cards,
    check_use.deciding,
    check_agreements.agreements,
    check_agreements.facts,
    check_agreements.questions,
    check_agreements.endless,
    check_phases.built_in,
    check_phases.signing,
    check_phases.steps,
    check_phases.minutes,
    check_texts.reasons,
    check_texts.injects,
    check_texts.panels,
    check_texts.secrets,
)


def check(exercise: Exercise) -> tuple[Complaint, ...]:
    """Return everything that is wrong with a readable exercise, errors and warnings, in order of place."""
    case = Case.of(exercise)
    return tuple(sorted({complaint for look in _CHECKS for complaint in look(case)}))
