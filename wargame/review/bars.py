"""Agreements as bars of a timeline: from when to when each lay on the table, was in force, rested, and how it ended.

Texts on the table and breaches that nobody has found are for the white cell;
the breaker knows of its own breach.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from wargame.exercise.definition import Exercise
from wargame.exercise.punctuation import titled
from wargame.referee.pacts import (
    BreachCommitted,
    BreachFound,
    CameIntoForce,
    OfferCleared,
    OfferLaidDown,
    OfferLapsed,
    OfferSigned,
    PactEnded,
    Resumed,
    Suspended,
)
from wargame.referee.state import Change, TurnBegan
from wargame.review import names
from wargame.review.cards import Log
from wargame.review.pacts import agreement_name, terms_text
from wargame.review.standing import standing_entries
from wargame.session.entries import WHITE_CELL
from wargame.translation import say

AGREEMENTS = "agreements"
"""The lane in which bars lie."""

Status = Literal["offered", "in force", "suspended"]


@dataclass(frozen=True, slots=True)
class BreachMark:
    """A breach on a bar."""

    seq: int
    """The entry in which it was committed; when it was found without a move that broke it, that one."""
    turn: int
    breaker: str
    move: str
    """"" when none is named."""
    text: str
    found: bool
    """Unfound, it is on the bar for the white cell and the breaker alone."""
    found_seq: int = 0
    """The entry in which it was found; 0 while it is not."""
    found_turn: int = 0


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of time in which an agreement stood in one way."""

    agreement: str
    name: str
    status: Status
    start_seq: int
    """The entry with which it begins."""
    start: int
    """The turn of that entry."""
    end_seq: int = 0
    """The entry with which it is over; 0 while it goes on."""
    end: int = 0
    """The turn of that entry; while it goes on, the turn in play."""
    ended: str = ""
    """How the agreement ended with this bar: `terminated`, `withdrawn`, `expired`; a text: `lapsed`. Else empty."""
    detail: str = ""
    """Its terms, or who has signed."""
    breaches: tuple[BreachMark, ...] = ()
    lane: str = AGREEMENTS

    @property
    def goes_on(self) -> bool:
        """Whether it is not over."""
        return self.end_seq == 0


def bars(exercise: Exercise, log: Log, audience: str = WHITE_CELL, at: int | None = None) -> tuple[Bar, ...]:
    """Return the bars as an audience (WHITE_CELL, `all` for the room, an actor) may see them, after the entry `at`.

    They stand in the order in which they began; what was stepped back from is not among them.
    """
    end = len(log.entries) if at is None else max(0, min(at, len(log.entries)))
    drawn = _Drawing(exercise)
    for seq in sorted(standing_entries(log.entries, end)) if end else ():
        for change in getattr(log.entries[seq - 1].body, "changes", ()):
            drawn.take(change, seq)
    return tuple(_seen(drawn.all(), audience))


class _Drawing:
    """Draws bars change by change."""

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise
        self._done: list[Bar] = []
        self._open: dict[str, Bar] = {}
        self._terms: dict[str, str] = {}
        """Of each agreement that came into force, in words."""
        self._signed: dict[str, tuple[str, ...]] = {}
        """Who has signed each text on the table."""
        self._turn = 0

    def all(self) -> list[Bar]:
        """Return all bars; those that go on reach to the turn in play."""
        open_ = [replace(bar, end=self._turn) for bar in self._open.values()]
        return sorted([*self._done, *open_], key=lambda bar: (bar.start_seq, bar.end_seq))

    def take(self, change: Change, seq: int) -> None:
        """Draw what a change means."""
        match change:
            case TurnBegan(turn):
                self._turn = turn
            case OfferLaidDown(agreement):
                self._begin(agreement, "offered", seq)
                self._sign(agreement, ())
            case OfferSigned(agreement, actor):
                self._sign(agreement, (*(one for one in self._signed.get(agreement, ()) if one != actor), actor))
            case OfferCleared(agreement, actor):
                self._sign(agreement, tuple(one for one in self._signed.get(agreement, ()) if one != actor))
            case OfferLapsed(agreement):
                self._finish(agreement, seq, "lapsed")
            case CameIntoForce() | Suspended() | Resumed() | PactEnded():
                self._stand(change, seq)
            case BreachCommitted() | BreachFound():
                self._break(change, seq)
            case _:
                pass

    def _stand(self, change: CameIntoForce | Suspended | Resumed | PactEnded, seq: int) -> None:
        match change:
            case CameIntoForce(agreement, terms):
                self._terms[agreement] = terms_text(self._exercise, terms)
                self._begin(agreement, "in force", seq)
            case Resumed(agreement):
                self._begin(agreement, "in force", seq)
            case Suspended(agreement):
                self._begin(agreement, "suspended", seq)
            case PactEnded(agreement, how):
                self._finish(agreement, seq, how or "ended")

    def _begin(self, agreement: str, status: Status, seq: int) -> None:
        self._finish(agreement, seq, "")
        detail = self._terms.get(agreement, "") if status != "offered" else ""
        name = agreement_name(self._exercise, agreement)
        self._open[agreement] = Bar(agreement, name, status, seq, self._turn, detail=detail)

    def _sign(self, agreement: str, signed: tuple[str, ...]) -> None:
        self._signed[agreement] = signed
        bar = self._open.get(agreement)
        if bar is not None:
            told = names.listed([names.actor_name(self._exercise, actor) for actor in signed]) or say("nobody")
            self._open[agreement] = replace(bar, detail=say("signed by {who}", who=told))

    def _finish(self, agreement: str, seq: int, ended: str) -> None:
        bar = self._open.pop(agreement, None)
        if bar is not None:
            self._done.append(replace(bar, end_seq=seq, end=self._turn, ended=ended))

    def _break(self, change: BreachCommitted | BreachFound, seq: int) -> None:
        found, turn = isinstance(change, BreachFound), self._turn
        if found and self._mark_found(change, seq, turn):
            return
        bar = self._open.get(change.agreement)
        if bar is not None:
            breaker = names.actor_name(self._exercise, change.breaker)
            text = say("{who} breaks {agreement}", who=breaker, agreement=bar.name)
            if change.move:
                text = titled(text, names.move_name(self._exercise, change.move))
            at = (seq, turn) if found else (0, 0)
            mark = BreachMark(seq, turn, change.breaker, change.move, text, found, *at)
            self._open[change.agreement] = replace(bar, breaches=(*bar.breaches, mark))

    def _mark_found(self, change: BreachCommitted | BreachFound, seq: int, turn: int) -> bool:
        """Mark the last breach of this turn by that move as found; return whether there is one."""
        bar = self._open.get(change.agreement)
        for place, mark in reversed(list(enumerate(bar.breaches))) if bar is not None else ():
            same = (mark.turn, mark.breaker, mark.move) == (turn, change.breaker, change.move)
            if same and not mark.found and bar is not None:
                known = replace(mark, found=True, found_seq=seq, found_turn=turn)
                marks = (*bar.breaches[:place], known, *bar.breaches[place + 1 :])
                self._open[change.agreement] = replace(bar, breaches=marks)
                return True
        return False


def _seen(all_bars: list[Bar], audience: str) -> Iterator[Bar]:
    for bar in all_bars:
        if audience == WHITE_CELL:
            yield bar
        elif bar.status != "offered":
            known = tuple(mark for mark in bar.breaches if mark.found or mark.breaker == audience)
            yield replace(bar, breaches=known)
