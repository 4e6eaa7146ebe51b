"""Going on in a session as a facilitator does who accepts whatever the rules say."""

from __future__ import annotations

from wargame.referee.turn import NotStarted, TakeOrders
from wargame.session.conduct import Session


def go_on(session: Session, *orders: tuple[str, ...]) -> None:
    """Do the next thing of the exercise; when orders are taken, give these and close."""
    thing = session.next_thing
    if isinstance(thing, NotStarted):
        session.start()
    elif isinstance(thing, TakeOrders):
        for order in orders:
            session.give_order(*order)
        session.close_orders()
    else:
        session.propose()
        session.commit()


def play_to(session: Session, kind: type, *orders: tuple[str, ...]) -> None:
    """Go on until the next thing is of this kind; at least one step."""
    go_on(session, *orders)
    while not isinstance(session.next_thing, kind):
        go_on(session, *orders)
