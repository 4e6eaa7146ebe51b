"""What the facilitator has decided by hand about a ruling, sorted for the one who plays the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from wargame.exercise.rulebook import MOST_WEIGHT, WAYS_OF_DECIDING
from wargame.exercise.vocabulary import EVERYBODY
from wargame.referee.adjustment import (
    Add,
    Adjustment,
    Answer,
    Argue,
    ChooseOutcome,
    CloseArguments,
    CountModifier,
    Decide,
    ExtraModifier,
    Lapse,
    Reroll,
    Strike,
    TakeDice,
    Tell,
    UnfitAdjustmentError,
    Vote,
    Waive,
)
from wargame.translation import phrase, say, say_count

WITH_THE_DICE = (ChooseOutcome, CloseArguments, Reroll, TakeDice, Vote)
"""Adjustments with which the dice have fallen, or lie on the table."""
_FALLEN = phrase("The dice have fallen: modifiers are not changed any more.")


@dataclass(frozen=True, slots=True)
class Throw:
    """What was decided about one roll."""

    number: int
    attempts: int = 0
    """How often it is rolled again."""
    faces: tuple[int, ...] = ()
    """Physical dice; empty when the program rolls."""
    outcome: str = ""
    """Set by hand; empty when the dice decide."""
    reason: str = ""
    weighed: Mapping[str, CountModifier] = field(default_factory=dict)
    """Modifiers by their text: whether they count, as the facilitator says."""
    extra: ExtraModifier | None = None
    """A modifier that the facilitator has added."""

    @property
    def source(self) -> str:
        """Where the dice come from: `program` or `table`."""
        return "table" if self.faces else "program"

    def checked(self, count: int, sides: int) -> tuple[int, ...]:
        """Return the physical dice if they fit. Raises UnfitAdjustmentError in words."""
        if len(self.faces) != count or not all(1 <= face <= sides for face in self.faces):
            shown = ", ".join(map(str, self.faces))
            raise UnfitAdjustmentError(
                say_count(
                    count,
                    "Roll {roll} is {count}d{sides}: type {count} faces between 1 and {sides}, not {typed}.",
                    "Roll {roll} is {count}d{sides}: type {count} faces between 1 and {sides}, not {typed}.",
                    roll=self.number,
                    sides=sides,
                    typed=shown,
                )
            )
        return self.faces

    def drawn(self, count: int, success: int, failure: int) -> tuple[int, ...]:
        """Return the lots that were drawn at the table if they fit. Raises UnfitAdjustmentError in words."""
        hits = self.faces.count(1)
        if len(self.faces) != count or hits + self.faces.count(0) != count or hits > success or count - hits > failure:
            raise UnfitAdjustmentError(
                say_count(
                    count,
                    "Roll {roll} draws {count} of {all} lots: type {count} numbers, 1 for a success"
                    " and 0 for a failure, at most {success} and {failure} of them.",
                    "Roll {roll} draws {count} of {all} lots: type {count} numbers, 1 for a success"
                    " and 0 for a failure, at most {success} and {failure} of them.",
                    roll=self.number,
                    all=success + failure,
                    success=success,
                    failure=failure,
                )
            )
        return self.faces

    def chosen(self, outcomes: Sequence[str]) -> str:
        """Return the outcome set by hand if there is such a one. Raises UnfitAdjustmentError in words."""
        if self.outcome not in outcomes:
            known = ", ".join(outcomes)
            raise UnfitAdjustmentError(
                say(
                    "Roll {roll} has no outcome called {outcome}; it has {outcomes}.",
                    roll=self.number,
                    outcome=self.outcome,
                    outcomes=known,
                )
            )
        return self.outcome


def told_by(said: Tell, mover: str) -> tuple[str, ...]:
    """Return who learns of something: `all`, or actors, and the one who did it in any case ("" for the white cell)."""
    if EVERYBODY in said.to:
        return (EVERYBODY,)
    return tuple(dict.fromkeys(name for name in (mover, *said.to) if name))


class Hand:
    """The adjustments of one ruling. A later one about the same thing takes the place of an earlier one."""

    def __init__(self, adjustments: Sequence[Adjustment] = ()) -> None:
        self.waived = ""
        """Why the order may pass; empty when nobody said so."""
        self.lapsed = ""
        self.struck: dict[str, str] = {}
        """Path of a sentence or rule → why it is left out."""
        self.added: list[Add] = []
        self.answers: dict[int, Answer] = {}
        """The how-many-th question → what was answered."""
        self.way: Decide | None = None
        """The way of deciding that was chosen for this ruling."""
        self.arguments: list[Argue] = []
        self.ballots: tuple[float, ...] = ()
        self.tell: Tell | None = None
        """Who learns of it, when not those that the rules say."""
        self.closed = False
        """No more arguments are heard: the dice may fall."""
        self._throws: dict[int, Throw] = {}
        self._fallen = 0
        """The last roll whose dice lie on the table: modifiers stay as they are up to it."""
        self._late: set[int] = set()
        """Rolls that were weighed after people had spoken; which roll they spoke about is known when it comes."""
        for adjustment in adjustments:
            self._take(adjustment)

    def throw(self, number: int) -> Throw:
        """Return what was decided about the n-th roll of the ruling."""
        return self._throws.get(number, Throw(number))

    def refuse_late(self, number: int) -> None:
        """Raise UnfitAdjustmentError if this roll, about which people spoke, or an earlier one was weighed since."""
        if any(late <= number for late in self._late):
            raise UnfitAdjustmentError(say(_FALLEN))

    def told(self, mover: str) -> tuple[str, ...] | None:
        """Return who learns of what is ruled, by the facilitator's word; None when nothing was said."""
        return None if self.tell is None else told_by(self.tell, mover)

    def _take(self, adjustment: Adjustment) -> None:
        match adjustment:
            case CountModifier() | ExtraModifier():
                self._weigh(adjustment)
            case TakeDice() | ChooseOutcome() | Reroll():
                self._throw(adjustment)
            case Decide() | Argue() | CloseArguments() | Vote():
                self._hear(adjustment)
            case Tell():
                self.tell = adjustment
            case Waive(reason):
                self.waived, self.lapsed = reason, ""
            case Lapse(reason):
                self.waived, self.lapsed = "", reason
            case Strike(path, reason):
                self.struck[path] = reason
            case Add():
                self.added.append(adjustment)
            case Answer(number):
                self.answers[number] = adjustment

    def _throw(self, said: TakeDice | ChooseOutcome | Reroll) -> None:
        """Take what was said about the dice of one roll; what it is weighed with stays."""
        before = self.throw(said.roll)
        self._fallen = max(self._fallen, said.roll)
        match said:
            case TakeDice(roll, faces, _):
                self._throws[roll] = replace(before, faces=faces, outcome="", reason="")
            case ChooseOutcome(roll, outcome, reason):
                self._throws[roll] = replace(before, outcome=outcome, reason=reason)
            case Reroll(roll, _):
                again = before.attempts + 1
                self._throws[roll] = replace(before, attempts=again, faces=(), outcome="", reason="")

    def _weigh(self, said: CountModifier | ExtraModifier) -> None:
        """Take what counts in a roll besides what the rules say. Raises UnfitAdjustmentError in words."""
        if said.roll <= self._fallen:
            raise UnfitAdjustmentError(say(_FALLEN))
        if self.closed or self.ballots:
            self._late.add(said.roll)
        throw = self.throw(said.roll)
        if isinstance(said, ExtraModifier):
            self._throws[said.roll] = replace(throw, extra=said if said.amount else None)
        else:
            self._throws[said.roll] = replace(throw, weighed={**throw.weighed, said.text: said})

    def _hear(self, said: Decide | Argue | CloseArguments | Vote) -> None:
        """Take what was said about the way of deciding. Raises UnfitAdjustmentError in words."""
        match said:
            case Decide(way):
                if way not in WAYS_OF_DECIDING:
                    raise UnfitAdjustmentError(say("There is no way of deciding called {way}.", way=way))
                self.way = said
            case Argue(_, text, _, weight):
                if not (text.strip() and 0 <= weight <= MOST_WEIGHT):
                    raise UnfitAdjustmentError(
                        say("An argument has words, and counts from 0 to {most} times.", most=MOST_WEIGHT)
                    )
                if self.closed:
                    raise UnfitAdjustmentError(say("The arguments are closed: the dice have fallen."))
                self.arguments.append(said)
            case CloseArguments():
                self.closed = True
            case Vote(ballots):
                if not ballots or not all(0 <= ballot <= 1 for ballot in ballots):
                    raise UnfitAdjustmentError(say("A vote has one ballot or more, each between 0 and 100 %."))
                self.ballots = ballots
