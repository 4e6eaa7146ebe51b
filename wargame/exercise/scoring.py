"""Secret cards and scorecards: what an actor is, and what it will be judged by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from wargame.exercise.complaints import Place
from wargame.exercise.conditions import Expression


@dataclass(frozen=True, slots=True)
class Card:
    """A secret word of an actor, drawn at StartEx or chosen by the seat; rules read it with `is`."""

    id: str
    """`posture`; rules read `prc.posture is dealer`, or `posture is dealer`."""
    actor: str
    place: Place
    briefs: Mapping[str, str]
    """Word → what the seat reads when it holds it."""
    draw: Mapping[str, float] | None = None
    """Word → chance 0..1; None when the seat chooses."""
    name: str = ""
    """What people call it, if its id is not enough."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Word → what people call it, if the word itself is not enough."""

    @property
    def called(self) -> str:
        """What people call it, as it stands inside a sentence."""
        return self.name or self.id.replace("_", " ")

    def word_called(self, word: str) -> str:
        """Return what people call a word of it, as it stands inside a sentence."""
        return self.names.get(word) or word.replace("_", " ")

    @property
    def full_id(self) -> str:
        """The name under which the situation holds it."""
        return f"{self.actor}.{self.id}"


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """`25 for warheads from 70 to 25`: nothing at 70, all at 25, in proportion between. `-25 if tension >= 10`."""

    text: str
    place: Place
    points: float
    amount: Expression | None = None
    nothing_at: float = 0.0
    all_at: float = 0.0
    condition: Expression | None = None


@dataclass(frozen=True, slots=True)
class Scorecard:
    """How an actor is judged at the end, in points."""

    id: str
    actor: str
    place: Place
    lines: tuple[ScoreLine, ...]
    condition: Expression | None = None
    """It counts only if this holds (the card chosen in secret)."""
    name: str = ""
    """What people call it, if its id is not enough."""
