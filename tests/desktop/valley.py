"""Sessions of the valley, where texts are signed and questions asked, for the windows."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tests.desktop.sessions import OPEN
from wargame import paths
from wargame.desktop.live_session import LiveSession
from wargame.exercise.definition import Exercise
from wargame.exercise.reader import read
from wargame.referee.adjustment import LET_THE_DICE_SAY
from wargame.referee.turn import NotStarted, TakeOrders, TakeSignatures
from wargame.session.conduct import Session

VALLEY = Path(__file__).resolve().parent.parent / "data" / "exercises" / "valley"
Signed = dict[str, tuple[str, ...]]
"""Agreement → who signs it."""


@cache
def valley() -> Exercise:
    return read("valley", paths.read_exercise(VALLEY))


def valley_session(folder: Path, seed: str = "rain") -> LiveSession:
    path = folder / "valley.wargame"
    session = Session.create(path, valley(), seats={}, seed=seed, title="Valley", data=folder / "data")
    OPEN.append(session)
    return LiveSession(session)


def next_kind(live: LiveSession) -> type:
    """Return the kind of the next thing."""
    return type(live.next_thing)


def step(live: LiveSession, shelling: int = 0) -> None:
    """Do the next thing; the dice answer every question. In the turn `shelling` the north shells the bridge."""
    thing = live.next_thing
    if isinstance(thing, NotStarted):
        assert live.start()
    elif isinstance(thing, TakeSignatures):
        assert live.close_signing()
    elif isinstance(thing, TakeOrders):
        if live.state.turn == shelling and not live.state.orders:
            assert live.give_order("north", "shell")
        assert live.close_orders()
    else:
        assert live.proposal is not None or live.propose()
        while live.proposal is not None and live.proposal.asks is not None:
            assert live.answer(live.proposal.asks.number, LET_THE_DICE_SAY)
        assert live.commit()


def play_until(live: LiveSession, turn: int, kind: type = TakeSignatures, shelling: int = 0) -> None:
    """Play on to the first `kind` of next thing in a turn."""
    while not (live.state.turn == turn and isinstance(live.next_thing, kind)):
        assert not live.ended
        step(live, shelling)


def sign_all(live: LiveSession, agreement: str, **terms: int) -> None:
    """Let every party sign a text, and put it into force."""
    for actor in live.exercise.agreements[agreement].parties:
        assert live.sign(actor, agreement, terms)
    step(live)
    assert live.state.pacts[agreement].status == "in force"
