"""A ruling's lines in the order in which they are spoken: the numbers come after the dice and the story.

Rules are read from top to bottom, so what a move costs and does in any case stands before its roll.
Whoever reads that out would tell the room from a table.
"""

from __future__ import annotations

from collections.abc import Sequence

from wargame.exercise.definition import Exercise
from wargame.referee.ruling import Decided, OrderSubject, Ruling
from wargame.review.deciding import way_text
from wargame.review.lines import Line
from wargame.translation import say

_NUMBERS = frozenset({"effect", "later"})
_DICE = frozenset({"odds", "roll", "why", "story"})
_THROWN = frozenset({"odds", "roll"})


def spoken(exercise: Exercise, ruling: Ruling, lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines of a ruling on an order: said, may they, how it is decided, odds, dice, story, numbers."""
    if not isinstance(ruling.subject, OrderSubject) or not ruling.carried_out:
        return tuple(lines)
    block, told = exercise.rulebook.moves[ruling.subject.order.move].block, list(lines)
    first = next((place for place, line in enumerate(told) if line.role == "odds" and line.path == block.path), -1)
    if not any(isinstance(found, Decided) for found in ruling.findings):
        at = next((place for place, line in enumerate(told) if line.role not in {"said", "check"}), len(told))
        told.insert(at, Line(0, "way", _way(exercise, ruling.subject.order.move, told, rolled=first >= 0)))
        first += 1
    if first < 1:
        return tuple(told)
    rest = told[first:]
    after = next((place for place, line in enumerate(rest) if line.role not in _DICE), len(rest))
    early = [line for line in told[:first] if line.role in _NUMBERS]
    before = [line for line in told[:first] if line.role not in _NUMBERS]
    return (*before, *rest[:after], *early, *rest[after:])


def _way(exercise: Exercise, move: str, told: Sequence[Line], *, rolled: bool) -> str:
    """Return how the move is decided; without a roll of its own, whether something else of it is left to chance."""
    if rolled:
        return say("Decided {way}", way=way_text(exercise, "roll"))
    rule, detected = way_text(exercise, "rule"), exercise.rulebook.moves[move].detected
    thrown = {line.path for line in told if line.role in _THROWN}
    if detected is not None and detected.path in thrown:
        return say("Decided {way}, and then by its detection roll", way=rule)
    if thrown:
        return say("Decided {way}, and in part by chance", way=rule)
    return say("Decided {way}; nothing is rolled", way=rule)
