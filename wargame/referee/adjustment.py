"""What the facilitator decides by hand about a ruling, and what cannot be decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Side = Literal["for", "against"]


@dataclass(frozen=True, slots=True)
class Argument:
    """A reason why a move should succeed, or fail."""

    side: Side
    text: str
    speaker: str = ""
    """An actor, or a name as it was typed; "" for nobody in particular."""
    weight: int = 1
    """How often it counts; one of weight 0 is only recorded."""
    struck: str = ""
    """The facilitator's reason for not counting it."""


@dataclass(frozen=True, slots=True)
class Waive:
    """Let the order pass although a condition or its cost does not hold."""

    reason: str


@dataclass(frozen=True, slots=True)
class Lapse:
    """Do not carry the order out."""

    reason: str


@dataclass(frozen=True, slots=True)
class TakeDice:
    """Physical dice: the faces of the n-th roll of this ruling, as they lie on the table (1..100 for a chance)."""

    roll: int
    faces: tuple[int, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ChooseOutcome:
    """Set the outcome of the n-th roll of this ruling by hand (for a chance: "yes" or "no")."""

    roll: int
    outcome: str
    reason: str


@dataclass(frozen=True, slots=True)
class Strike:
    """Leave out a sentence of the ruling, named by its path; the path of a step, inject or trigger, all of it."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Add:
    """Carry out one more sentence at the end of the ruling, in the words of the rulebook language."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reroll:
    """Roll the n-th roll of this ruling again; the first roll stays on record."""

    roll: int
    reason: str


LET_THE_DICE_SAY = "?"
"""The option of an answer that is left to the dice, at the odds that stand with the question."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to the n-th question of this ruling."""

    question: int
    option: str
    """Id of an option, or `?`: the dice say."""
    target: str = ""
    by: str = ""
    """Who answered, when it is not the one who was asked."""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Decide:
    """Decide this ruling in another way (see WAYS_OF_DECIDING) than the rules say. The last one counts."""

    way: str
    reason: str


@dataclass(frozen=True, slots=True)
class Argue:
    """An argument; the n-th is struck by `Strike("arguments/n", …)`."""

    side: Side
    text: str
    speaker: str = ""
    weight: int = 1


@dataclass(frozen=True, slots=True)
class CloseArguments:
    """No more arguments: the dice may fall."""


@dataclass(frozen=True, slots=True)
class Vote:
    """How likely those who voted in secret find success, each 0..1; in no order that tells who voted what."""

    ballots: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class CountModifier:
    """Before the dice of the n-th roll fall: a modifier counts, or does not, whatever its condition says."""

    roll: int
    text: str
    """The modifier as it stands in the rulebook."""
    counts: bool
    reason: str


@dataclass(frozen=True, slots=True)
class ExtraModifier:
    """Before the dice of the n-th roll fall: one modifier more. The last one counts."""

    roll: int
    amount: int
    """What it adds to the sum of the dice, or to a chance in per cent; 0 takes back the one that was added."""
    because: str


@dataclass(frozen=True, slots=True)
class Tell:
    """Who learns that what is ruled has happened, in place of those that the rules say. The last one counts."""

    to: tuple[str, ...]
    """`all`, or actors; who did it always learns of it."""
    reason: str


class NotNowError(ValueError):
    """Asked for something that cannot be done now, in a sentence."""


class UnfitAdjustmentError(ValueError):
    """An adjustment that cannot be made, in a sentence for the facilitator."""


Adjustment = (
    Waive
    | Lapse
    | TakeDice
    | ChooseOutcome
    | Strike
    | Add
    | Reroll
    | Answer
    | Decide
    | Argue
    | CloseArguments
    | Vote
    | CountModifier
    | ExtraModifier
    | Tell
)
