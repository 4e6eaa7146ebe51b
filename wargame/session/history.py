"""The fold: entries → the situation at any point.

Every situation is kept, one for each entry; what did not change is shared
between them. An entry continues from the one in its `base`, so stepping back is
nothing but an entry whose base is further up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from wargame.exercise.definition import Exercise
from wargame.referee import turn, visibility
from wargame.referee.choosing import fits
from wargame.referee.pacts import BY_THE_WHITE_CELL
from wargame.referee.ruling import Ruling
from wargame.referee.state import Change, State, TurnBegan, fold
from wargame.referee.visibility import Told
from wargame.session.entries import (
    BranchMade,
    CardChosen,
    Entry,
    ExerciseStarted,
    InjectHeldBack,
    LineTaken,
    NoteTaken,
    OrderGiven,
    OrdersClosed,
    OrdersReordered,
    OrderTakenBack,
    Redone,
    RulingAdjusted,
    RulingCommitted,
    RulingProposed,
    SessionEnded,
    SignatureGiven,
    SignatureTakenBack,
    SigningClosed,
    SteppedBack,
    TurnReopened,
    WithdrawalAnnounced,
)
from wargame.session.errors import Damaged
from wargame.session.log import loading
from wargame.translation import say

_CHANGING = (
    ExerciseStarted, OrderGiven, OrderTakenBack, OrdersClosed, SignatureGiven, SignatureTakenBack, SigningClosed,
    WithdrawalAnnounced, CardChosen, OrdersReordered, InjectHeldBack,
)  # fmt: skip
"""What changes the situation as it stands there."""

_COMMITTED = (*_CHANGING, RulingCommitted)
"""What can be stepped back from. An end by the facilitator's word is the last."""
FIRST_LINE = ""
"""The name of the line that a session begins with."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """The ruling that waits to be committed."""

    seq: int
    """Of the entry that holds it."""
    origin: RulingProposed
    """As it was first proposed."""
    ruling: Ruling
    """As it stands now."""


@dataclass(frozen=True, slots=True)
class Moment:
    """The situation after an entry."""

    state: State
    proposal: Proposal | None = None
    turn_ends: tuple[State, ...] = ()
    """The situation at the end of each turn so far."""
    told: tuple[Told, ...] = ()
    """What became known so far, and to whom."""
    ended: bool = False
    last: int = 0
    """Seq of the last committed thing; 0 when there is none."""
    backwards: tuple[int, ...] = ()
    """Seqs of the steps back that can be redone, latest last; anything committed empties it."""
    line: str = FIRST_LINE
    """Name of the line that play is on."""


class History:
    """All entries of a session and the situation after each of them."""

    def __init__(self, exercise: Exercise, entries: Iterable[Entry] = ()) -> None:
        """Fold the entries. Raises Damaged when they do not fit one another."""
        self.exercise = exercise
        self._entries: list[Entry] = []
        self._moments = [Moment(turn.opening(exercise))]
        self._line: list[int] = []
        self._standing: set[int] = set()
        self._left: dict[str, int] = {}
        self._commands: dict[str, list[Entry]] = {}
        with loading():
            for entry in entries:
                self.add(entry)

    @property
    def entries(self) -> Sequence[Entry]:
        """Every entry, in order; the one with seq n is at n - 1."""
        return self._entries

    @property
    def now(self) -> Moment:
        """The situation after the last entry."""
        return self._moments[-1]

    @property
    def state(self) -> State:
        """The present state."""
        return self.now.state

    @property
    def proposal(self) -> Proposal | None:
        """The ruling that waits to be committed, or None."""
        return self.now.proposal

    @property
    def turn_ends(self) -> tuple[State, ...]:
        """The state at the end of each turn so far."""
        return self.now.turn_ends

    @property
    def told(self) -> tuple[Told, ...]:
        """What became known so far, and to whom."""
        return self.now.told

    @property
    def ended(self) -> bool:
        """Whether play is over."""
        return self.now.ended

    @property
    def line(self) -> tuple[int, ...]:
        """Seqs of the entries that stand: those the present situation was come to through, oldest first."""
        return tuple(self._line)

    def stands(self, seq: int) -> bool:
        """Return whether the entry has not been undone by a step back. What was noted stands in any case."""
        return seq in self._standing or isinstance(self._entries[seq - 1].body, NoteTaken)

    @property
    def lines(self) -> Mapping[str, int]:
        """The other lines of play, by name: seq of the entry at which each was left."""
        return {name: seq for name, seq in self._left.items() if name != self.now.line}

    def moment_at(self, seq: int) -> Moment:
        """Return the situation after an entry; 0 is before the first. Raises IndexError."""
        if seq < 0:
            raise IndexError(seq)
        return self._moments[seq]

    def state_at(self, seq: int) -> State:
        """Return the state after an entry; 0 is before the first. Raises IndexError."""
        return self.moment_at(seq).state

    def recorded(self, command: str) -> tuple[Entry, ...]:
        """Return what a command has already led to; nothing when it is new."""
        return tuple(self._commands.get(command, ()))

    def add(self, entry: Entry) -> None:
        """Take in the next entry. Raises Damaged when it cannot be the next one."""
        if entry.seq != len(self._entries) + 1 or not 0 <= entry.base < entry.seq:
            raise _misfit(entry)
        try:
            moment = self._after(entry, self._moments[entry.base])
            _make_sense(self.exercise, moment.state)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError):
            raise _misfit(entry) from None
        self._entries.append(entry)
        self._moments.append(moment)
        self._commands.setdefault(entry.command, []).append(entry)
        if isinstance(entry.body, BranchMade | LineTaken):
            self._left[self._moments[-2].line] = entry.seq - 1
        self._stand(entry)

    def _stand(self, entry: Entry) -> None:
        """Make the line of entries that leads to this one the one that stands."""
        while self._line and self._line[-1] > entry.base:
            self._standing.discard(self._line.pop())
        back = entry.base
        regained = [entry.seq]
        # Only a redo and the taking up of another line continue from what does not stand: from there up to what does.
        while back and back not in self._standing:
            regained.append(back)
            back = self._entries[back - 1].base
        while self._line and self._line[-1] > back:
            self._standing.discard(self._line.pop())
        self._line += reversed(regained)
        self._standing.update(regained)

    def _after(self, entry: Entry, before: Moment) -> Moment:
        after = before
        match entry.body:
            case RulingProposed(ruling=ruling):
                after = replace(before, proposal=Proposal(entry.seq, entry.body, ruling))
            case RulingAdjusted(ruling=ruling):
                after = replace(before, proposal=replace(_needed(before.proposal), seq=entry.seq, ruling=ruling))
            case RulingCommitted(proposal=seq):
                after = self._committed(before, entry.body, _needed(before.proposal, seq).ruling)
            case SessionEnded(changes=changes):
                after = replace(self._changed(before, changes), ended=True)
            case SteppedBack() | TurnReopened():
                # What could be redone before can still be, and this as well.
                # It stays on its line, even back past its beginning: no other line may be lost under its name.
                back = (*self.now.backwards, entry.seq)
                after = replace(before, proposal=None, backwards=back, line=self.now.line)
            case Redone():
                after = replace(before, proposal=None)
            case BranchMade(name=name):
                after = replace(before, proposal=None, backwards=(), line=name)
            case LineTaken():
                after = replace(before, proposal=None)
            case _ if isinstance(entry.body, _CHANGING):
                after = self._changed(before, entry.body.changes)
        return replace(after, last=entry.seq, backwards=()) if committed(entry) else after

    def _committed(self, before: Moment, body: RulingCommitted, ruling: Ruling) -> Moment:
        told = visibility.told(self.exercise, ruling, before.state.turn)
        return replace(self._changed(before, body.changes), told=(*before.told, *told))

    @staticmethod
    def _changed(before: Moment, changes: tuple[Change, ...]) -> Moment:
        """Return the moment after the changes, remembering the ends of the turns that lie between.

        A proposal was made for the situation before, so it is dropped.
        """
        state, ends, done = before.state, before.turn_ends, 0
        for at, change in enumerate(changes):
            if isinstance(change, TurnBegan) and change.turn > 1:
                state = fold(state, changes[done:at])
                ends, done = (*ends, state), at
        return replace(before, state=fold(state, changes[done:]), turn_ends=ends, proposal=None)


def committed(entry: Entry) -> bool:
    """Return whether the entry is a thing that can be stepped back from."""
    # An ending of the rulebook has a cause: it belongs to the ruling that led to it, and is undone with it.
    return isinstance(entry.body, _COMMITTED) or (isinstance(entry.body, SessionEnded) and not entry.cause)


def _make_sense(exercise: Exercise, state: State) -> None:
    """Make sure that a situation is one of this exercise, before a stranger's log is believed. Raises ValueError."""
    cursor = state.cursor
    if not (0 <= cursor.phase < len(exercise.phases) and 0 <= cursor.turn <= exercise.turns and cursor.item >= 0):
        raise ValueError(cursor)
    for order in state.orders:
        move = exercise.rulebook.moves.get(order.move)
        if move is None or order.actor not in move.by or not fits(move, order):
            raise ValueError(order.id)
    if not exercise.tracks.keys() >= state.tracks.keys():
        raise ValueError(state.tracks)
    if state.pacts or state.offers or state.breaches or state.cards:
        _make_sense_of_pacts(exercise, state)


def _make_sense_of_pacts(exercise: Exercise, state: State) -> None:
    known = exercise.agreements
    for agreement in (*state.pacts, *state.offers, *(breach.agreement for breach in state.breaches)):
        if agreement not in known:
            raise ValueError(agreement)
    for name, offer in state.offers.items():
        if not set(offer.signed) <= {*known[name].parties, BY_THE_WHITE_CELL}:
            raise ValueError(name)
    for breach in state.breaches:
        if breach.breaker not in exercise.actors or breach.move not in (*exercise.rulebook.moves, ""):
            raise ValueError(breach.breaker)
    for card, word in state.cards.items():
        if word not in exercise.cards[card].briefs:
            raise ValueError(card)


def _needed(proposal: Proposal | None, seq: int = 0) -> Proposal:
    """Return the open proposal, which must be that of the entry `seq`, if that is given."""
    if proposal is None or seq not in (0, proposal.seq):
        raise ValueError(seq)
    return proposal


def _misfit(entry: Entry) -> Damaged:
    return Damaged(
        say("Entry {entry} does not fit what is before it.", entry=entry.seq),
        say("The file was not written by this program; look for another copy of the session."),
        readable=entry.seq - 1,
    )
