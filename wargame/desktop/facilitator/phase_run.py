"""Running what the program does by itself: one thing after the other, as far as the phase goes."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from wargame.referee.turn import RunItem
from wargame.session.entries import RulingCommitted

if TYPE_CHECKING:
    from collections.abc import Callable

    from wargame.desktop.live_session import LiveSession
    from wargame.referee.ruling import Ruling
    from wargame.referee.views import NewsItem


@dataclass(frozen=True, slots=True)
class Happened:
    """What a run or a commitment has brought."""

    rulings: tuple[Ruling, ...] = ()
    news: tuple[NewsItem, ...] = ()


SOON = 0.1
"""Seconds after which somebody who waits is told how far it has come."""


def patiently(tell: Callable[[int, int], None], soon: float = SOON) -> Callable[[int, int], None]:
    """Return what tells how far something has come, but not before it has taken `soon` seconds from now."""
    began = monotonic()

    def told(done: int, of: int) -> None:
        if monotonic() - began >= soon:
            tell(done, of)

    return told


def run_phase(live: LiveSession, tell: Callable[[int, int], None] | None = None, soon: float = SOON) -> Happened:
    """Propose and commit the things of the present phase, one by one, until a person has to decide or answer.

    Everything stands in the log as if it had been done singly, and can be stepped back from singly.
    Once it has taken `soon` seconds, `tell` hears after each thing how many of the phase's are done, and of how many.
    Tried again after a failing disk, it goes on where it stands, and no further than it would have gone.
    """
    told = None if tell is None else patiently(tell, soon)
    before = live.begun()
    if before is None:
        return Happened()
    cursor = live.history.state_at(before).cursor
    where = (cursor.turn, cursor.phase)
    while isinstance(thing := live.next_thing, RunItem) and (live.state.turn, thing.index) == where:
        if not _proposed(live, before) and not live.propose():
            break
        proposal = live.proposal
        if proposal is None or proposal.asks is not None or not live.commit():
            break
        if told is not None:
            told(*_how_far(live, where))
        if live.ended:
            break
    return _happened(live, before)


def _how_far(live: LiveSession, phase: tuple[int, int]) -> tuple[int, int]:
    """Return how many things of a phase (its turn, and its place in it) are done, and how many there are."""
    of, cursor = len(live.exercise.phases[phase[1]].does), live.state.cursor
    return (cursor.item if (cursor.turn, cursor.phase) == phase and not live.ended else of), of


def commit(live: LiveSession) -> Happened:
    """Commit the open proposal, unless that was written by a try before."""
    before = live.begun()
    if before is None:
        return Happened()
    if len(live.history.entries) == before and live.proposal is not None:
        live.commit()
    return _happened(live, before)


def _proposed(live: LiveSession, before: int) -> bool:
    """Return whether the open proposal was made after so many entries: by a try before this one."""
    proposal = live.history.proposal
    return proposal is not None and proposal.seq > before


def _happened(live: LiveSession, before: int) -> Happened:
    """Return what was committed, and what became known, after so many entries."""
    history = live.history
    bases = [one.base for one in history.entries[before:] if isinstance(one.body, RulingCommitted)]
    proposals = [history.moment_at(base).proposal for base in bases]
    news = history.told[len(history.moment_at(before).told) :] if bases else ()
    return Happened(tuple(one.ruling for one in proposals if one is not None), tuple(one.item for one in news))
