"""The test exercise in which much is chosen, and how to come to where it can be."""

from __future__ import annotations

from pathlib import Path

from tests.session.playing import play_to
from wargame import paths
from wargame.exercise import reader
from wargame.exercise.definition import Exercise
from wargame.referee.turn import TakeOrders, TakeSignatures
from wargame.session.conduct import Session

STRAIT = Path(__file__).parent.parent / "data" / "exercises" / "strait"


def the_strait() -> Exercise:
    return reader.read("strait", paths.read_exercise(STRAIT))


def at_orders(session: Session) -> Session:
    """Both agreements in force."""
    play_to(session, TakeSignatures)
    for agreement in ("truce", "quota"):
        for actor in ("port", "isle"):
            session.sign(actor, agreement)
        session.propose()
        session.commit()
    session.close_signing()
    while not isinstance(session.next_thing, TakeOrders):
        session.propose()
        session.commit()
    return session
