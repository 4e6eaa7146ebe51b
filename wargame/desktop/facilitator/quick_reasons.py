"""What reasons are given for again and again, one press away, and what was given in this session before.

They are put into the line as if they had been typed: what is written then are the facilitator's own words.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from wargame.exercise.punctuation import titled
from wargame.session import fixed_words
from wargame.session.entries import WHITE_CELL, RulingAdjusted
from wargame.translation import phrase, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wargame.session.entries import Entry

MOST_BEFORE = 5
"""So many of the reasons given before are offered."""


class Kind(Enum):
    """What a reason is given for."""

    NONE = auto()
    """Nothing is offered."""
    RULING = auto()
    MODIFIER = auto()
    """Read out behind "because"."""
    DECIDED = auto()
    WAIVED = auto()
    LAPSED = auto()
    ROLLED_AGAIN = auto()
    TOLD = auto()
    IMPROVISED = auto()
    CORRECTED = auto()
    REORDERED = auto()
    BROUGHT = auto()
    SKIPPED = auto()
    PUT_OFF = auto()
    PAUSED = auto()
    EMERGENCY = auto()
    MERGED = auto()
    JUMPED = auto()


_UNCLEAR = phrase("The rule is unclear")
_UNKNOWN = phrase("The rules do not cover this")
_TABLE = phrase("Agreed by the table")
_PRECEDENT = phrase("Ruled so before")
_EXPERTS = phrase("The experts see it so")
_FAIRNESS = phrase("For fairness")
_PACE = phrase("To keep the pace")
_OBJECTIVE = phrase("For an objective of the exercise")

QUICK: Mapping[Kind, tuple[str, ...]] = {
    Kind.NONE: (),
    Kind.RULING: (_UNKNOWN, _TABLE, _PRECEDENT, _EXPERTS, _UNCLEAR, _FAIRNESS, _PACE, _OBJECTIVE),
    Kind.MODIFIER: (
        phrase("it was well prepared"), phrase("it was well argued"), phrase("the experts see it so"),
        phrase("the table agrees"), phrase("it counted so before"),
    ),
    Kind.DECIDED: (_TABLE, _EXPERTS, phrase("The better arguments"), _PRECEDENT, _FAIRNESS, _OBJECTIVE),
    Kind.WAIVED: (_TABLE, _UNCLEAR, _PRECEDENT, _FAIRNESS, _OBJECTIVE),
    Kind.LAPSED: (phrase("Its actor gives it up"), phrase("Overtaken by what has happened"), _TABLE, _UNKNOWN, _PACE),
    Kind.ROLLED_AGAIN: (
        phrase("A die fell off the table"), phrase("The wrong dice were rolled"), phrase("Rolled too early"), _TABLE,
    ),
    Kind.TOLD: (phrase("It could be seen"), phrase("It was done in secret"), phrase("Somebody has talked"), _OBJECTIVE),
    Kind.IMPROVISED: (_UNKNOWN, _TABLE, _EXPERTS, _PRECEDENT, _OBJECTIVE),
    Kind.CORRECTED: (
        phrase("A slip of the pen"), phrase("It was forgotten"), phrase("It was miscounted"), _TABLE, _UNCLEAR,
    ),
    Kind.REORDERED: (
        phrase("The one bears on the other"), phrase("Its actor is not ready"), phrase("It happens later"), _PACE,
        _TABLE,
    ),
    Kind.BROUGHT: (
        _PACE, phrase("It answers what they have done"), phrase("They are stuck"), phrase("They asked for it"),
        _OBJECTIVE,
    ),
    Kind.SKIPPED: (
        phrase("Overtaken by what has happened"), phrase("To save time"), phrase("They know it already"),
        phrase("It would lead away from the objectives"),
    ),
    Kind.PUT_OFF: (
        phrase("The room is busy with something else"), phrase("It fits better later"), phrase("To save time"),
        _OBJECTIVE,
    ),
    Kind.PAUSED: (
        phrase("Coffee"), phrase("Lunch"), phrase("A question about the rules"), phrase("Something does not work"),
    ),
    Kind.EMERGENCY: (
        phrase("Somebody is unwell"), phrase("An alarm has gone off"), phrase("Everybody leaves the building"),
    ),
    Kind.MERGED: (phrase("To make up time"), phrase("Little is left to do in this one"), _TABLE),
    Kind.JUMPED: (
        phrase("Time is up"), phrase("The objectives are reached"), phrase("Nothing more would change"), _TABLE,
    ),
}  # fmt: skip
"""What is offered for each, the likeliest first."""


def offered(kind: Kind) -> tuple[str, ...]:
    """Return what is offered, in the language spoken."""
    return tuple(say(words) for words in QUICK[kind])


def given_before(entries: Sequence[Entry], most: int = MOST_BEFORE) -> tuple[str, ...]:
    """Return the last few reasons that the facilitator gave in this session, each once, the latest last."""
    found: dict[str, None] = {}
    for entry in reversed(entries):
        given = entry.body.adjustment if isinstance(entry.body, RulingAdjusted) else entry.body
        words = str(getattr(given, "reason", "") or getattr(given, "because", ""))
        if words and entry.by == WHITE_CELL and not fixed_words.is_ours(words):
            found.setdefault(fixed_words.without_entry(words))
        if len(found) == most:
            break
    return tuple(reversed(found))


def fitting(typed: str, quick: Sequence[str], before: Sequence[str]) -> list[str]:
    """Return what may stand in a line in which this was typed.

    All of them where nothing was typed, or one of them; else those that begin so. Words of
    its own are kept, with what is offered before them: "Ruled so before: as in turn 2".
    """
    begun = typed.strip().casefold()
    known = list(dict.fromkeys((*quick, *before)))
    others = [words for words in known if words.casefold() != begun]
    if not begun or len(others) < len(known):
        return others
    return [words for words in others if words.casefold().startswith(begun)] or [
        titled(words, typed.strip()) for words in quick
    ]
