"""Running what the program does by itself: one thing after the other, as far as the phase goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wargame.referee.turn import RunItem

if TYPE_CHECKING:
    from wargame.desktop.live_session import LiveSession
    from wargame.referee.ruling import Ruling
    from wargame.referee.views import NewsItem


@dataclass(frozen=True, slots=True)
class Happened:
    """What a run or a commitment has brought."""

    rulings: tuple[Ruling, ...] = ()
    news: tuple[NewsItem, ...] = ()


def run_phase(live: LiveSession) -> Happened:
    """Propose and commit the things of the present phase, one by one, until a person has to decide or answer.

    Everything stands in the log as if it had been done singly, and can be stepped back from singly.
    """
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
        if live.ended:
            break
    return Happened(tuple(rulings), _news(live, known))


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
