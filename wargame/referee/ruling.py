"""A ruling: what was asked, what the rules say, and why, in the order in which it happened.

A ruling is a proposal until a person commits it. Its findings are what the
wall shows and what the log keeps; its changes are what happens to the state.
`review.wording` turns findings into sentences.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from wargame.exercise.complaints import Place
from wargame.exercise.conditions import Clause
from wargame.referee.adjustment import Adjustment, Argument, Lapse
from wargame.referee.state import Change, Order


@dataclass(frozen=True, slots=True)
class OrderSubject:
    """The ruling is about an order."""

    order: Order


@dataclass(frozen=True, slots=True)
class ItemSubject:
    """The ruling is about something the program does in a phase: `income`, `injects`, a named step."""

    turn: int
    phase: str
    item: str


@dataclass(frozen=True, slots=True)
class ImprovisedSubject:
    """The ruling is about something the rulebook does not know: the facilitator's own effects."""

    actor: str
    """Who did it, or "" for the white cell."""
    text: str
    to: tuple[str, ...] = ()
    """Who learns of it, when it is an inject made up on the spot; () leaves it to everybody."""
    story: str = ""
    """The text under the headline of such an inject."""
    sender: str = ""
    means: str = ""
    corrects: bool = False
    """A value is set right: no cap of the rulebook holds it back."""


@dataclass(frozen=True, slots=True)
class InjectSubject:
    """The ruling is about an inject that the facilitator delivers now, whenever it was planned."""

    inject: str


@dataclass(frozen=True, slots=True)
class SigningSubject:
    """The ruling is about a text that all its parties have signed."""

    agreement: str


Subject = OrderSubject | ItemSubject | ImprovisedSubject | SigningSubject | InjectSubject


@dataclass(frozen=True, slots=True)
class Check:
    """A condition that had to hold: for an order, or for the `if` of a rule."""

    text: str
    holds: bool
    clauses: tuple[Clause, ...]
    place: Place | None = None
    waived: bool = False
    """It did not hold, and the facilitator let it pass."""


@dataclass(frozen=True, slots=True)
class Started:
    """A rule begins: a move, step, inject, trigger, delayed effect or ending. What follows belongs to it."""

    path: str
    kind: str
    """"move", "detected", "step", "inject", "trigger", "delayed", "income", "expiry", "ending", "queue", "improvised",
    "signing", "agreement" (its part of each turn), "breach", "found", "ended", "support", "resume",
    or "part" for a block within another."""
    name: str
    place: Place | None = None
    check: Check | None = None
    """Its `if` or `when`, when it has one. When it does not hold, nothing of it follows."""


@dataclass(frozen=True, slots=True)
class Applied:
    """A sentence was carried out."""

    path: str
    text: str
    place: Place | None
    changes: tuple[Change, ...]
    """Empty when it made no difference (already there, at a limit)."""
    held_back: str = ""
    """Why it did less than it says: "stops at 9", "range 0..100", "rises at most 3 a turn"."""
    by_hand: str = ""
    """The reason, when the facilitator added it."""


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A sentence was not carried out, and why: its condition failed, or the facilitator struck it."""

    path: str
    text: str
    place: Place | None
    check: Check | None = None
    struck: str = ""
    """The facilitator's reason for striking it."""


STRUCK, COUNTED, ADDED = "struck", "counted", "added"
"""What the facilitator has done about a modifier before the dice fell."""


@dataclass(frozen=True, slots=True)
class ModifierRead:
    """A modifier, and whether it counted."""

    text: str
    amount: float
    because: str
    counts: bool
    clauses: tuple[Clause, ...]
    place: Place | None = None
    by_hand: str = ""
    """`struck`, `counted` although its condition does not hold, `added`; "" where the rules alone decide."""
    reason: str = ""
    """The facilitator's, for striking it or letting it count; of one that was added, `because` says it."""


@dataclass(frozen=True, slots=True)
class Share:
    """How likely an outcome was before the roll."""

    outcome: str
    chance: float
    """0..1, exact."""
    low: float
    high: float


PROGRAM, TABLE, PEOPLE = "program", "table", "people"
"""Where an outcome comes from."""


@dataclass(frozen=True, slots=True)
class Rolled:
    """Dice were rolled or lots drawn, or people have set the outcome.

    The odds were known before, and modifiers are shown openly: dice are never bent.
    """

    path: str
    key: str
    """What the draw is keyed by: anyone with the seed can derive it again."""
    dice: str
    """`2d6`; `draw 3` for lots; "" when people have set the outcome."""
    faces: tuple[int, ...]
    """Of lots: 1 is a success, 0 a failure, in the order in which they were drawn."""
    bonus: float
    modifiers: tuple[ModifierRead, ...]
    modifier: float
    """Their sum, after its cap."""
    total: float
    outcome: str
    odds: tuple[Share, ...]
    say: str = ""
    """The author's words for this outcome."""
    source: str = PROGRAM
    """`program`, `table` for physical dice typed in, or `people` where nothing is rolled: they have set the outcome."""
    chosen: str = ""
    """The facilitator's reason, when the outcome was set by hand."""
    earlier: tuple[tuple[int, ...], ...] = ()
    """The faces that were rolled again, oldest first."""
    lots: tuple[int, int] | None = None
    """How many successes and failures were in the bag."""


@dataclass(frozen=True, slots=True)
class Chanced:
    """A chance was drawn: detection, a step that happens sometimes."""

    path: str
    key: str
    chance: float
    """0..1, after modifiers and clamping."""
    modifiers: tuple[ModifierRead, ...]
    drawn: float
    """0..1; it comes up when drawn < chance."""
    came_up: bool
    source: str = "program"
    """`program`, or `table` for a physical die of a hundred sides: a face of 35 or less comes up at 35 %."""
    chosen: str = ""
    """The facilitator's reason, when it was set by hand."""
    earlier: tuple[float, ...] = ()
    """What was drawn and then drawn again, oldest first."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer that a question offers."""

    option: str
    name: str
    odds: float
    """0..1: how likely the dice would choose it, among the answers that are left."""
    targets: tuple[str, ...] = ()
    """Agreements one of which goes with it; empty when it needs none."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that somebody has to answer before the ruling can go on."""

    number: int
    """The how-many-th question of the ruling, from 1: what `Answer(question=1, …)` speaks of."""
    question: str
    asked_of: str
    """An actor, or `facilitator`."""
    text: str
    """With names and amounts filled in."""
    options: tuple[Choice, ...]
    secret: bool = False
    """To be answered behind the curtain."""
    way: str = ""
    """Not a question of the rulebook's (its number is 0): the way of deciding that waits for people. `argue` and `draw`
    wait until the arguments are closed, `vote` for ballots, `consensus` and `facilitator` for the outcome of the roll
    that comes next; the options are the outcomes with their odds so far."""
    modifiers: tuple[ModifierRead, ...] = field(default=(), compare=False)
    """Of the roll that waits for arguments: what counts in the odds so far, besides the arguments.
    Told only: sessions from before it was written down ask the same."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A question was answered."""

    path: str
    asked: Asked
    option: str
    target: str = ""
    """The agreement that was named with the answer."""
    by: str = ""
    """Who answered, when it is not the one who was asked; "" for that one."""
    reason: str = ""
    key: str = ""
    """What the draw is keyed by, when the dice were let speak."""


@dataclass(frozen=True, slots=True)
class Decided:
    """How a move is decided, where that is not simply as its rule is written."""

    path: str
    way: str
    """See WAYS_OF_DECIDING."""
    reason: str = ""
    """Why this way was chosen for this ruling; "" when the author did."""
    arguments: tuple[Argument, ...] = ()
    ballots: int = 0
    """How many have voted."""
    chance: float = 0.0
    """The middle of the ballots, 0..1."""
    lowest: float = 0.0
    highest: float = 0.0


Finding = Started | Applied | PassedOver | Rolled | Chanced | Answered | Decided


@dataclass(frozen=True, slots=True)
class Ruling:
    """What follows, according to the rules and to the adjustments made so far."""

    subject: Subject
    checks: tuple[Check, ...]
    """What had to hold for the order: allowed if, once, per turn, cost. Empty for items."""
    findings: tuple[Finding, ...]
    changes: tuple[Change, ...]
    """Everything that happens to the state, in order."""
    adjustments: tuple[Adjustment, ...] = ()
    seen_by: tuple[str, ...] = ("all",)
    """Who learns that this happened: `all`, or actors. The white cell always does."""
    asks: Asked | None = None
    """The question at which it has stopped; until that is answered it cannot be committed."""

    @property
    def carried_out(self) -> bool:
        """Whether the order went through (always true for an item)."""
        return all(check.holds or check.waived for check in self.checks) and not any(
            isinstance(adjustment, Lapse) for adjustment in self.adjustments
        )

    @property
    def rolls(self) -> tuple[Rolled | Chanced, ...]:
        """Its rolls and chances in order: number one is what `TakeDice(roll=1, …)` speaks of."""
        return tuple(finding for finding in self.findings if isinstance(finding, Rolled | Chanced))
