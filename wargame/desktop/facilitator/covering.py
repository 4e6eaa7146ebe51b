"""Odds before dice: a ruling that is shown up to its roll, until somebody has the dice fall."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wargame.referee.hand import WITH_THE_DICE
from wargame.referee.ruling import PROGRAM, Chanced, Rolled

if TYPE_CHECKING:
    from wargame.desktop.live_session import LiveSession
    from wargame.referee.ruling import Ruling
    from wargame.session.history import History, Proposal

KEPT = "the dice"
"""Under this name the session keeps which dice have fallen, as it keeps a draft; no actor has a space in its id."""


def has_dice_to_fall(ruling: Ruling) -> bool:
    """Return whether the program rolls in this ruling, and nobody has had to do with its dice yet."""
    rolls = ruling.rolls
    untouched = not any(isinstance(one, WITH_THE_DICE) for one in ruling.adjustments)
    return bool(rolls) and rolls[0].source == PROGRAM and untouched


def up_to_the_dice(ruling: Ruling) -> Ruling:
    """Return the ruling without what follows from its first roll, for forms that are filled in before it."""
    place = next(place for place, found in enumerate(ruling.findings) if isinstance(found, Rolled | Chanced))
    return replace(ruling, findings=ruling.findings[: place + 1], asks=None)


class Dice:
    """Which ruling's dice have fallen, also when the program was closed since.

    A ruling that is changed afterwards keeps them in view.
    """

    def __init__(self, live: LiveSession) -> None:
        """`live` keeps it with the session."""
        self._live = live
        self._fallen = live.draft(KEPT)

    def covered(self, history: History) -> bool:
        """Return whether the open ruling is shown only up to its dice."""
        proposal = history.proposal
        if proposal is None or not has_dice_to_fall(proposal.ruling):
            return False
        return self._fallen != _mark(history, proposal)

    def fall(self, history: History) -> None:
        """Show what the dice of the open ruling say; that they were seen is kept before."""
        if history.proposal is not None:
            self._fallen = _mark(history, history.proposal)
            self._live.save_draft(KEPT, self._fallen)


def _mark(history: History, proposal: Proposal) -> str:
    """Return what tells one ruling from all others: the situation it goes on from, and what it is about."""
    return f"{history.now.last} {proposal.ruling.subject!r}"
