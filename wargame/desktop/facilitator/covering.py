"""Odds before dice: a ruling that is shown up to its next roll, until somebody has the dice fall."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wargame.referee.adjustment import ChooseOutcome, CloseArguments, Reroll, TakeDice, Vote
from wargame.referee.pacts import BreachFound
from wargame.referee.ruling import PROGRAM, Applied, Chanced, Decided, Rolled
from wargame.referee.sight import seen_by
from wargame.session.entries import RulingAdjusted, RulingProposed

if TYPE_CHECKING:
    from collections.abc import Collection

    from wargame.desktop.live_session import LiveSession
    from wargame.exercise.definition import Exercise
    from wargame.referee.ruling import Ruling
    from wargame.session.entries import Entry
    from wargame.session.history import History

KEPT = "the dice"
"""Under this name the session keeps which dice have fallen, as it keeps a draft; no actor has a space in its id."""
_MOST = 200
"""So many are remembered: more than anybody steps back through."""


def next_to_fall(ruling: Ruling, seen: Collection[str]) -> int:
    """Return the number of the first roll whose dice have still to fall, from 1; 0 when there is none.

    `seen`: the keys of those that have been seen. What comes of the dice says which rolls follow: nobody hears of
    those before.
    """
    lie = _on_the_table(ruling)
    for number, roll in enumerate(ruling.rolls, start=1):
        if number > lie and roll.source == PROGRAM and roll.key not in seen:
            return number
    return 0


def up_to_the_dice(exercise: Exercise, ruling: Ruling, number: int) -> Ruling:
    """Return the ruling without what follows from its n-th roll: for whatever is shown and filled in before it.

    Nor does it say who learns of it because of what comes to light afterwards.
    """
    places = [place for place, found in enumerate(ruling.findings) if isinstance(found, Rolled | Chanced)]
    findings = ruling.findings[: places[number - 1] + 1]
    known = [change for found in findings if isinstance(found, Applied) for change in found.changes]
    changes = tuple(change for change in ruling.changes if not isinstance(change, BreachFound) or change in known)
    told = findings[:-1]  # a detection that has not been thrown for has found nobody
    learns = seen_by(exercise, replace(ruling, findings=told, changes=changes))
    return replace(ruling, findings=findings, changes=changes, asks=None, seen_by=learns)


def _on_the_table(ruling: Ruling) -> int:
    """Return the number of the last roll that people have had to do with since: dice typed, or their word spoken."""
    lie = 0
    for made in ruling.adjustments:
        if isinstance(made, TakeDice | ChooseOutcome | Reroll):
            lie = max(lie, made.roll)
        elif isinstance(made, CloseArguments | Vote):
            lie = max(lie, _decided_by(ruling))
    return lie


def _decided_by(ruling: Ruling) -> int:
    """Return the number of the roll that people have spoken about; 0 when the ruling does not come to it."""
    path = next((found.path for found in ruling.findings if isinstance(found, Decided)), "")
    return next((number for number, roll in enumerate(ruling.rolls, start=1) if roll.path == path), 0)


class Dice:
    """Which dice have been seen, also when the program was closed since.

    They are keyed: a ruling that is changed, or proposed again after a step back, shows the same ones, in view.
    """

    def __init__(self, live: LiveSession) -> None:
        """`live` keeps it with the session."""
        self._live = live
        self._seen = tuple(live.draft(KEPT).split("\n"))

    def covered(self, history: History) -> int:
        """Return the number of the roll up to which the open ruling is shown, before its dice; 0 when it is whole."""
        return 0 if history.proposal is None else next_to_fall(history.proposal.ruling, self._seen)

    def covered_in(self, history: History, entry: Entry) -> int:
        """Return the same for an entry of the log; 0 for what belongs to no open ruling."""
        body = entry.body
        if history.proposal is None or entry.seq <= history.now.last:
            return 0
        return next_to_fall(body.ruling, self._seen) if isinstance(body, RulingProposed | RulingAdjusted) else 0

    def fall(self, history: History) -> None:
        """Show what the dice of the next roll say; that they were seen is kept before."""
        number = self.covered(history)
        if history.proposal is not None and number:
            self._seen = (*self._seen, history.proposal.ruling.rolls[number - 1].key)[-_MOST:]
            self._live.save_draft(KEPT, "\n".join(self._seen))
