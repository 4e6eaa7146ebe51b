"""Moves, and those who make them, as a seat sees them. Like `referee.views`, of which they are a part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from wargame.exercise.likelihood import ICD_203
from wargame.translation import say


@dataclass(frozen=True, slots=True)
class ActorSummary:
    """An actor as everybody knows it."""

    actor: str
    name: str
    monogram: str
    slot: int
    """Position in the exercise, from 0: fixes colour and shape."""
    aim: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a move is or is not available, in words, from what its seat may know."""

    text: str
    """"channel >= 1: Level of dialogue is 0"."""
    holds: bool
    missing: tuple[str, ...] = ()
    """A sentence for each part that fails: "Level of dialogue has to be 1 or more; it is 0"."""


@dataclass(frozen=True, slots=True)
class ParameterLine:
    """Something that is chosen with a move besides its target."""

    parameter: str
    name: str
    usual: str
    """What holds when nothing is chosen."""
    options: tuple[tuple[str, str], ...]
    """(value, what people read), when there are few enough to be listed."""
    low: int = 0
    """Lowest and highest level, when there are more."""
    high: int = 0


@dataclass(frozen=True, slots=True)
class Variant:
    """What a move comes to with one target and one way of choosing."""

    target: str
    choices: tuple[tuple[str, str], ...]
    """(parameter, value), every parameter of the move."""
    available: bool
    reasons: tuple[Reason, ...]
    cost: float = 0.0
    odds: tuple[tuple[str, float], ...] = ()
    odds_note: str = ""


@dataclass(frozen=True, slots=True)
class MoveOffer:
    """A move as the seat that may make it sees it."""

    move: str
    name: str
    category: str
    text: str
    available: bool
    reasons: tuple[Reason, ...]
    cost: float = 0.0
    cost_unit: str = ""
    """Name of the track it is paid from: "Political capital"."""
    targets: tuple[ActorSummary, ...] = ()
    """The actors it may be aimed at now."""
    things: tuple[tuple[str, str], ...] = ()
    """(agreement or word, what people read) where it is aimed at these and not at actors."""
    target_title: str = ""
    """What stands above them, if the author says."""
    parameters: tuple[ParameterLine, ...] = ()
    variants: tuple[Variant, ...] = ()
    """What it comes to with each target and choice; empty when nothing depends on them."""
    more: bool = False
    """Whether so much can be chosen that only a part of it was looked at."""
    seen: str = "public"
    odds: tuple[tuple[str, float], ...] = ()
    """Outcome → chance 0..1, from what the seat knows; empty without a roll or when it cannot know."""
    odds_note: str = ""
    """"depends on what you cannot know", or empty."""
    effects: tuple[str, ...] = ()
    """The sentences as written, those it may read."""
    yardstick: str = ICD_203
    """The words in which the exercise tells chances."""
    by_people: bool = False
    """Whether people decide it and not the dice, as the note on its odds says."""

    @property
    def aims(self) -> tuple[str, ...]:
        """Ids of everything it may be aimed at now."""
        return (*(actor.actor for actor in self.targets), *(thing for thing, _ in self.things))

    def as_chosen(self, target: str, choices: Mapping[str, str]) -> MoveOffer:
        """Return the offer as it is with this target and these choices; without a target, with any that fits."""
        chosen = tuple((one.parameter, choices.get(one.parameter, one.usual)) for one in self.parameters)
        looks = [one for one in self.variants if one.choices == chosen and target in ("", one.target)]
        if not looks:
            if not (self.more and choices):
                return self
            return replace(self, odds_note=say("cost and odds depend on what you choose"), odds=(), by_people=False)
        look = next((look for look in looks if look.available), looks[0])
        return replace(
            self,
            available=look.available,
            reasons=look.reasons,
            cost=look.cost,
            odds=look.odds,
            odds_note=look.odds_note,
        )
