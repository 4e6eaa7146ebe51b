"""Numbers, chances and readings in the words of the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.exercise.likelihood import ICD_203, exactly, told
from wargame.exercise.punctuation import in_per_cent
from wargame.translation import phrase, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from wargame.referee.views import ActorSummary, MoveOffer, Reading, Reason

_LONGEST_UNIT = 4
_UNKNOWN = phrase("unknown")
_WINS = frozenset({"success", "full"})
"""What authors call the good end of a roll."""
_KNOWN = {"estimate": phrase("our estimate"), "last report": phrase("last report")}
"""How a track is known, where that is not exactly."""


def amount(value: float, *, signed: bool = False) -> str:
    """Return a number for people: 54, 2.5, with a sign when it is a change: −4, +1."""
    rounded = round(value, 2)
    digits = f"{abs(rounded):.0f}" if rounded == int(rounded) else f"{abs(rounded):.2f}".rstrip("0").rstrip(".")
    if rounded < 0:
        return "\N{MINUS SIGN}" + digits
    return f"+{digits}" if signed and rounded > 0 else digits


def chance(share: float, yardstick: str = ICD_203) -> str:
    """Return a chance as every screen says it: "about 7 in 10 (72%, likely)"."""
    return told(share, yardstick)


def odds_in_short(offer: MoveOffer, *, narrow: bool = False) -> str:
    """Return what a card says about the roll of a move; empty when nothing is rolled. `narrow`: without the count."""
    odds = dict(offer.odds)
    wins = sum(share for name, share in odds.items() if name in _WINS)
    partly = odds.get("partial", 0.0)
    chances = exactly if narrow else told
    if wins and partly:
        return say("At least partly {chance}", chance=chances(wins + partly, offer.yardstick))
    if wins:
        return say("Success {chance}", chance=chances(wins, offer.yardstick))
    if offer.by_people:
        return offer.odds_note[:1].upper() + offer.odds_note[1:]
    # Other names ("6 to 8") mean something only beside one another, in the editor.
    return say("Dice decide") if offer.odds or offer.odds_note else ""


def cost(offer: MoveOffer) -> str:
    """Return what a move costs: "Costs 2"."""
    return say("Costs {amount}", amount=amount(offer.cost)) if offer.cost else say("Costs nothing")


def reach(offer: MoveOffer) -> str:
    """Return who will learn of a move, when that is not everybody."""
    if offer.seen == "secret":
        return say("Secret")
    return say("Secret unless detected") if offer.seen == "when detected" else ""


def failing(reasons: Iterable[Reason]) -> Iterator[str]:
    """Yield a sentence for each thing that is missing."""
    for reason in reasons:
        if not reason.holds:
            yield from reason.missing or (upper_first(reason.text),)


def listed(names: Sequence[str]) -> str:
    """Return "A", "A and B", "A, B and C"."""
    if len(names) > 1:
        return say("{names} and {last}", names=", ".join(names[:-1]), last=names[-1])
    return "".join(names)


def upper_first(words: str) -> str:
    """Return words as they begin a sentence."""
    return words[:1].upper() + words[1:]


def lower_first(words: str) -> str:
    """Return words as they stand within a sentence; abbreviations stay as they are."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def reading_value(reading: Reading) -> str:
    """Return what is known of a track: 54, 48 to 62, or that nothing is."""
    if reading.value is None or reading.known == "nothing":
        return say(_UNKNOWN)
    if reading.give_or_take:
        low = max(reading.value - reading.give_or_take, reading.low)
        high = min(reading.value + reading.give_or_take, reading.high)
        return say("{low} to {high}", low=amount(low), high=amount(high))
    return amount(reading.value)


def with_unit(value: str, unit: str) -> str:
    """Return a value with its unit, where that is short enough to stand beside it."""
    if len(unit) > _LONGEST_UNIT or value == say(_UNKNOWN):
        return value
    return in_per_cent(value) if unit == "%" else f"{value} {unit}".strip()


def reading_note(reading: Reading) -> str:
    """Return how a track is known and what its value means, in a word or two."""
    how = say(_KNOWN[reading.known]) if reading.known in _KNOWN else ""
    return " · ".join(part for part in (reading.band, how) if part)


def heading_of(reading: Reading, seat: ActorSummary, names: dict[str, str]) -> str:
    """Return under which heading a track stands: our own, the world, another side, two sides."""
    if not reading.owner:
        return say("The world")
    if reading.about:
        return reading.about
    if reading.owner == (seat.actor,):
        return say("Ours", context="what a seat itself has")
    return listed([say("us") if owner == seat.actor else names.get(owner, owner) for owner in reading.owner])
