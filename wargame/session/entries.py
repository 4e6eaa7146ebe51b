"""What can be written in the log of a session, entry layout 1.

The envelope is the same for every entry; the body says what happened. Bodies
that change the situation carry the Changes, so that replay folds what was
recorded and never computes a ruling again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from wargame.referee.adjustment import Adjustment
from wargame.referee.ruling import Ruling
from wargame.referee.state import Change

WHITE_CELL = "white cell"
"""Stands in `by` for the facilitator, and in `seen_by` for: nobody else."""

RULES = 3
"""Version of the rules implementation. It grows whenever the same orders and dice can give another ruling."""


@dataclass(frozen=True, slots=True)
class SessionCreated:
    """The first entry: everything the session is played with."""

    session: str
    """Random id, 32 hexadecimal digits."""
    title: str
    exercise: str
    """Id of the exercise."""
    texts: Mapping[str, str]
    """All texts of the exercise folder, embedded: the folder is never read again."""
    texts_sha256: str
    seed: str
    """Every roll is derived from it."""
    seed_sha256: str
    """Shown at the start, so that nobody can change the seed later."""
    seats: Mapping[str, str]
    """Actor → names of those who play it."""
    program: str
    """Version of the program."""
    rules: int
    """Version of the rules implementation; `verify` compares under the same one."""
    language: str = ""
    """The language in which the exercise is read: a code such as "ko"; "" for the one that stands first."""


@dataclass(frozen=True, slots=True)
class SessionOpened:
    """The file was opened for writing; proves that it can be written."""

    program: str


@dataclass(frozen=True, slots=True)
class SessionClosed:
    """The program let go of the file in good order."""


@dataclass(frozen=True, slots=True)
class ExerciseStarted:
    """StartEx: the initial situation, then turn 1 begins.

    Everybody sees that; a card drawn among the changes is known to the actor that holds it alone.
    """

    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class OrderGiven:
    """A seat's order has been entered."""

    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class OrderTakenBack:
    """A seat's order was withdrawn before it was ruled."""

    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class OrdersClosed:
    """The facilitator closed the taking of orders."""

    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class SignatureGiven:
    """A party has signed a text on the table; who did, only the signer and the white cell know until it is in force."""

    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class SignatureTakenBack:
    """A party took its signature back before the text came into force."""

    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class SigningClosed:
    """The facilitator closed the signing of texts."""

    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class WithdrawalAnnounced:
    """A party has given notice that it leaves an agreement."""

    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class CardChosen:
    """A seat has chosen a secret card, or the facilitator has settled which one it holds."""

    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class RulingProposed:
    """What the rules say, before anybody has decided."""

    ruling: Ruling
    queue: tuple[str, ...] = ()
    """Ids of the waiting orders in the order the facilitator stated; empty when it is drawn."""
    sentences: tuple[str, ...] = ()
    """What the facilitator wrote down as effects, when the ruling is improvised."""
    reason: str = ""
    """Why the facilitator improvised it."""


@dataclass(frozen=True, slots=True)
class RulingAdjusted:
    """The facilitator changed the proposal, with a reason; the ruling is the whole new proposal."""

    adjustment: Adjustment
    ruling: Ruling


@dataclass(frozen=True, slots=True)
class RulingCommitted:
    """The ruling stands: its changes happen."""

    proposal: int
    """Seq of the RulingProposed or RulingAdjusted that is committed."""
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class SteppedBack:
    """The last committed thing is undone: the situation is again the one of the entry in `base`."""

    undone: int
    """Seq of the entry that is undone."""


@dataclass(frozen=True, slots=True)
class Redone:
    """The last step back, or the last re-opening of a turn, is taken back: the situation is as it was before it."""

    undone: int
    """Seq of the SteppedBack or TurnReopened that no longer counts."""


@dataclass(frozen=True, slots=True)
class TurnReopened:
    """Play goes on from the beginning of an earlier turn; what came after it no longer counts."""

    turn: int


@dataclass(frozen=True, slots=True)
class BranchMade:
    """Play goes on from an earlier entry on a line of its own; the old line is kept, and can be taken up again."""

    name: str
    """What the new line is called."""


@dataclass(frozen=True, slots=True)
class LineTaken:
    """Play goes on where another line had been left."""

    name: str


@dataclass(frozen=True, slots=True)
class OrdersReordered:
    """The facilitator put the waiting orders in another order, or holds one until the others are ruled."""

    changes: tuple[Change, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class InjectHeldBack:
    """The facilitator skipped an inject, or put it off to a later turn; the changes say which."""

    changes: tuple[Change, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class ClockSet:
    """The facilitator set the phase's clock; between such entries it runs, or stands, by itself."""

    running: bool
    left: float
    """Seconds left at that moment; negative when time has run out."""


@dataclass(frozen=True, slots=True)
class ExercisePaused:
    """The exercise stands still, for a break or for a real emergency."""

    reason: str = ""
    emergency: bool = False
    """Something real has happened: the exercise stops, and everybody is told that this is no exercise."""


@dataclass(frozen=True, slots=True)
class ExerciseResumed:
    """The exercise goes on after a pause."""


@dataclass(frozen=True, slots=True)
class TurnsMerged:
    """A turn and the next are played as one: no more orders and signatures are taken in this one."""

    turn: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class NoteTaken:
    """A note of the facilitator or of an evaluator."""

    text: str
    about: int = 0
    """Seq of the entry it is about; 0 for none."""
    tags: tuple[str, ...] = ()
    """What kind of note it is: `strength`, `improvement`, `quote`, `parking lot`, or a stamp of the evaluator's own."""
    objective: str = ""
    """Id of the objective that it bears on."""
    turn: int = 0
    """The turn in which it was taken; 0 before StartEx."""
    move: str = ""
    """The move it is about, when one was chosen."""


@dataclass(frozen=True, slots=True)
class SessionEnded:
    """EndEx: play is over, by an ending of the rulebook or by the facilitator's word."""

    reason: str
    """The facilitator's; empty when the rulebook or the last turn ended it."""
    changes: tuple[Change, ...] = ()


Body = (
    SessionCreated | SessionOpened | SessionClosed | ExerciseStarted | OrderGiven | OrderTakenBack | OrdersClosed
    | RulingProposed | RulingAdjusted | RulingCommitted | SteppedBack | NoteTaken | SessionEnded
    | SignatureGiven | SignatureTakenBack | SigningClosed | WithdrawalAnnounced | CardChosen
    | Redone | TurnReopened | BranchMade | LineTaken | OrdersReordered | InjectHeldBack
    | ClockSet | ExercisePaused | ExerciseResumed | TurnsMerged
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unwritten:
    """What is to be written next: an entry before the log has numbered, dated and chained it."""

    body: Body
    by: str = WHITE_CELL
    on_behalf: str = ""
    seen_by: tuple[str, ...] = ()
    base: int | None = None
    """None: it continues from the entry before it."""
    cause: int | None = 0
    """None: the entry written just before it, in the same command."""
    happened_at: str = ""
    """Empty: now."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log: the envelope of layout 1 and its body."""

    seq: int
    """Counts from 1, without gaps."""
    body: Body
    version: int
    """Version of the body's layout."""
    recorded_at: str
    """Wall clock in UTC, ISO 8601 with milliseconds. Order is by seq, never by time."""
    happened_at: str
    """True time of what it tells; differs from recorded_at when entered late."""
    monotonic: int
    """Milliseconds of a clock that never jumps, comparable within one run."""
    run: str
    """Id of the run of the program that wrote it."""
    command: str
    """Id of the command; a repeated command is not recorded twice."""
    by: str
    """Who did it: an actor, or WHITE_CELL."""
    on_behalf: str
    """For whom, when the facilitator acts for a seat; else empty."""
    seen_by: tuple[str, ...]
    """Who may see that it happened: `all`, actors, or () for the white cell alone."""
    base: int
    """Seq of the entry whose situation this one continues from; 0 for the first."""
    cause: int
    """Seq of the entry that led to this one; 0 for none."""
    sealed: Mapping[str, str] = field(default_factory=dict)
    """The part not for all, as a sealed box; empty when nothing is sealed."""
    hash: str = ""
    """SHA-256 over this entry and, through the one before, over everything up to it; hexadecimal."""
