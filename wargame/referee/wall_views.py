"""What the wall shows besides a RoomView: cards and bars of the public timeline, and a move laid open.

Like `referee.views`: plain frozen copies of what everybody may know. `review.wall`
and `review.revealing` make them; this module imports nothing of ours but the
actors as everybody knows them, so that the wall can name them without knowing what is behind them.
"""

from __future__ import annotations

from dataclasses import dataclass

from wargame.referee.move_views import ActorSummary

INJECTS = "injects"
"""The lane of everything that no actor has done."""


@dataclass(frozen=True, slots=True)
class WallCard:
    """One card of the public timeline."""

    seq: int
    """The entry it comes from."""
    turn: int
    lane: str
    """INJECTS or an actor."""
    title: str
    mark: str = ""
    """`success`, `partial`, `failure`, or empty."""


@dataclass(frozen=True, slots=True)
class WallBar:
    """A stretch of time in which an agreement stood in one way."""

    name: str
    start: int
    """The turn with which it begins."""
    end: int
    """Its last turn so far."""
    goes_on: bool
    suspended: bool = False
    broken: bool = False
    """A breach has come to light."""
    ended: str = ""
    """How the agreement ended with it, or empty."""


@dataclass(frozen=True, slots=True)
class OddsLine:
    """How likely an outcome was before the roll."""

    outcome: str
    chance: float
    """0..1."""
    words: str
    """"about 7 in 10"."""
    came: bool
    """Whether it is what came of the roll."""
    exact: str = ""
    """"72%, likely"."""


@dataclass(frozen=True, slots=True)
class RollLine:
    """A roll as everybody may know it."""

    odds: tuple[OddsLine, ...]
    """Empty when they hang on what not everybody knows, or when people have decided."""
    dice: str
    """`2d6`; "" when nothing was rolled, or when the dice would tell what not everybody knows."""
    faces: tuple[int, ...]
    added: float
    """What was added to the faces."""
    total: float
    outcome: str
    covered: bool = False
    """The odds hang on what not everybody knows."""
    lots: bool = False
    """The faces are lots: 1 is a success, 0 a failure."""
    sides: int = 0
    """Of each die; 0 for lots."""


@dataclass(frozen=True, slots=True)
class EffectLine:
    """Something that everybody sees change."""

    name: str
    """Of the track; or what happened, in a sentence, when there are no values."""
    before: str = ""
    after: str = ""
    change: str = ""
    """"+2"."""
    tone: str = "text2"
    """`ok` or `bad` where everybody agrees which way is good."""
    band: str = ""
    """The band that is new."""


@dataclass(frozen=True, slots=True)
class WhyLine:
    """A reason, and whether it counted."""

    text: str
    amount: str = ""
    """"+1", or empty."""
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Reveal:
    """A move, or something else that people did, laid open before everybody."""

    seq: int
    """The entry with which it was committed."""
    turn: int
    actors: tuple[ActorSummary, ...]
    """Who did it; several for a text that all its parties have signed, none for what came from outside."""
    title: str
    """What they did."""
    said: str
    """What they said with it."""
    story: str
    """What came of it, in the author's words: not to be shown before the dice."""
    rolls: tuple[RollLine, ...]
    effects: tuple[EffectLine, ...]
    why: tuple[WhyLine, ...]
    outcome: str = ""
    mark: str = ""
    """`success`, `partial`, `failure`, or empty when nothing was at stake."""

    @property
    def steps(self) -> tuple[str, ...]:
        """What is laid open one by one: `who`, `what`, `effects`, and `odds`, `dice`, `why` where there are any."""
        there = {
            "odds": any(roll.odds for roll in self.rolls),
            "dice": bool(self.rolls),
            "effects": True,
            "why": bool(self.why),
        }
        return ("who", "what", *(step for step, is_there in there.items() if is_there))
