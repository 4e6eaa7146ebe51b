"""What can be done about each roll of a ruling, in words: an outcome chosen, dice typed, thrown again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.desktop.facilitator.modifying import of_roll
from wargame.referee import recorded
from wargame.referee.ruling import PEOPLE, Chanced, Rolled
from wargame.review.names import number, outcome_name
from wargame.translation import say

if TYPE_CHECKING:
    from wargame.referee.ruling import Ruling


def outcomes(ruling: Ruling) -> list[tuple[str, object]]:
    """Return the outcomes of all rolls, each as what is chosen: the number of the roll, and the outcome."""
    found: list[tuple[str, object]] = []
    for place, roll in enumerate(ruling.rolls, start=1):
        shares = roll.odds if isinstance(roll, Rolled) else ()
        names = [share.outcome for share in shares] or ["yes", "no"]
        found += [(_numbered(ruling, place, outcome_name(name)), (place, name)) for name in names]
    return found


def dice(ruling: Ruling, *, covered: bool) -> list[tuple[str, object]]:
    """Return the rolls whose dice can be typed, by number; `covered`: what those of the last one say is not told."""
    return [
        (_numbered(ruling, place, _words(roll, told=not covered or place < len(ruling.rolls))), place)
        for place, roll in enumerate(ruling.rolls, start=1)
        if is_thrown(roll)
    ]


def thrown(ruling: Ruling, *, covered: bool) -> list[tuple[str, object]]:
    """Return the rolls that can be thrown again; `covered`: the last one has not been thrown yet."""
    found = dice(ruling, covered=covered)
    return [one for one in found if one[1] != len(ruling.rolls)] if covered else found


def is_thrown(roll: Rolled | Chanced) -> bool:
    """Return whether a roll has dice: people have not simply set its outcome."""
    return roll.source != PEOPLE


def _words(roll: Rolled | Chanced, *, told: bool) -> str:
    if isinstance(roll, Chanced):
        return say("chance")
    return f"{roll.dice} = {number(roll.total)}" if told else recorded.said(roll.dice)


def _numbered(ruling: Ruling, place: int, words: str) -> str:
    """Return words about a roll, with its number where there are several."""
    return of_roll(place, words) if len(ruling.rolls) > 1 else words
