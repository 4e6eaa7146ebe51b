"""Plays turns of the flagship in the control room; prints how long each ruling took from the press to its painting.

Arguments: a folder for the session, and how many turns. Two lists of milliseconds, as JSON: by the clock, and of
processor time, which other programs on the machine do not lengthen.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from wargame import paths
from wargame.desktop import style
from wargame.desktop.facilitator.control_room import ControlRoom
from wargame.desktop.live_session import LiveSession
from wargame.exercise import reader
from wargame.referee.turn import NotStarted, RuleOrder, TakeOrders, TakeSignatures
from wargame.session.conduct import Session


def step(live: LiveSession) -> None:
    """Go on without a look at the screen, every seat giving the first moves that it may."""
    match live.next_thing:
        case NotStarted():
            assert live.start()
        case TakeSignatures():
            assert live.close_signing()
        case TakeOrders():
            for actor in live.exercise.actors:
                offers = [one for one in live.seat_view(actor).offers if one.available and not one.parameters]
                for offer in offers[:2]:
                    live.give_order(actor, offer.move, next(iter(offer.aims), ""))
            assert live.close_orders()
        case _:
            assert live.proposal is not None or live.propose()
            asked = live.proposal.asks if live.proposal is not None else None
            assert live.answer(1, "?") if asked is not None else live.commit()


def press(page: ControlRoom) -> tuple[float, float]:
    """Ask for the ruling by the key, and wait until it is painted."""
    QApplication.processEvents()
    clock, processor = time.perf_counter(), time.process_time()
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    page.repaint()
    return (time.perf_counter() - clock) * 1e3, (time.process_time() - processor) * 1e3


def main(folder: Path, turns: int) -> None:
    app = QApplication([])
    resources = paths.shipped("resources")
    style.load_fonts(resources)
    theme = style.Theme(resources)
    style.apply(app, theme)
    korea = reader.read("korea", paths.read_exercise(paths.find_exercise("korea")))
    live = LiveSession(Session.create(folder / "s.wargame", korea, seed="s", data=folder / "program"))
    page = ControlRoom(theme, live)
    page.resize(1440, 900)
    page.show()
    took = []
    while not live.ended and live.state.turn <= turns:
        if isinstance(live.next_thing, RuleOrder) and live.proposal is None:
            took.append(press(page))
            assert live.proposal is not None
            assert page.ruling.isVisible()
        else:
            step(live)
    live.close()
    print(json.dumps(list(zip(*took, strict=True))))  # noqa: T201 -- the measurement


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
