"""Running what the program does by itself: one thing after the other, as far as the phase goes."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from wargame.referee.turn import RunItem

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
    """
    told = None if tell is None else patiently(tell, soon)
    known = len(live.history.told)
    rulings: list[Ruling] = []
    where: tuple[int, int] | None = None
    while isinstance(thing := live.next_thing, RunItem):
        here = (live.state.turn, thing.index)
        if (where is not None and here != where) or not live.propose():
            break
        where = here
        proposal = live.proposal
        if proposal is None or proposal.asks is not None or not live.commit():
            break
        rulings.append(proposal)
        if told is not None:
            told(*_how_far(live, here))
        if live.ended:
            break
    return Happened(tuple(rulings), _news(live, known))


def _how_far(live: LiveSession, phase: tuple[int, int]) -> tuple[int, int]:
    """Return how many things of a phase (its turn, and its place in it) are done, and how many there are."""
    of, cursor = len(live.exercise.phases[phase[1]].does), live.state.cursor
    return (cursor.item if (cursor.turn, cursor.phase) == phase and not live.ended else of), of


def commit(live: LiveSession) -> Happened:
    """Commit the open proposal."""
    known = len(live.history.told)
    proposal = live.proposal
    if proposal is None or not live.commit():
        return Happened()
    return Happened((proposal,), _news(live, known))


def _news(live: LiveSession, known: int) -> tuple[NewsItem, ...]:
    """Return what became known since there were `known` pieces of news."""
    return tuple(told.item for told in live.history.told[known:])
