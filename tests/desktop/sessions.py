"""Sessions to put on the screen: the test exercise of two towns and one river, really played, really in a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from wargame import paths
from wargame.desktop.facilitator.control_room import ControlRoom
from wargame.desktop.live_session import LiveSession
from wargame.desktop.style import Theme
from wargame.exercise.definition import Exercise
from wargame.exercise.reader import read
from wargame.referee.turn import NotStarted, RuleOrder, TakeOrders
from wargame.session.clock import moment
from wargame.session.conduct import Session
from wargame.session.history import History

WATER = Path(__file__).resolve().parent.parent / "data" / "exercises" / "water"
SEATS = {"harbour": "Moreau, Okafor", "hills": "Tanaka"}
ORDERS = (
    ("harbour", "send_envoy", "hills", "We should talk.", "Open a channel before the harvest"),
    ("hills", "share_water", "", "A little water, for a little peace.", ""),
)
OPEN: list[Session] = []
"""What `live_session` made; closed after each test."""


def small_library() -> tuple[Path, ...]:
    """The small exercise alone: reading the large one takes a second."""
    return (paths.shipped("exercises") / "first_steps",)


def water() -> Exercise:
    return read("water", paths.read_exercise(WATER))


def live_session(folder: Path, seed: str = "rain") -> LiveSession:
    path, data = folder / "water.wargame", folder / "data"
    session = Session.create(path, water(), seats=SEATS, seed=seed, title="Tuesday cohort", data=data)
    OPEN.append(session)
    return LiveSession(session)


def give_orders(live: LiveSession) -> None:
    for actor, move, target, say, intent in ORDERS:
        assert live.give_order(actor, move, target, say=say, intent=intent)


def step(live: LiveSession) -> None:
    """Do the next thing, whatever it is."""
    thing = live.next_thing
    if isinstance(thing, NotStarted):
        assert live.start()
    elif isinstance(thing, TakeOrders):
        if not live.state.orders:
            give_orders(live)
        assert live.close_orders()
    else:
        assert live.proposal is not None or live.propose()
        assert live.commit()


def play_until(live: LiveSession, turn: int, kind: type = TakeOrders) -> None:
    """Play on to the first `kind` of next thing in a turn, or to the end."""
    while not live.ended and not (live.state.turn == turn and isinstance(live.next_thing, kind)):
        step(live)


def ruling_an_envoy(folder: Path) -> LiveSession:
    """An envoy of the Harbour is being ruled: it rolls 2d6."""
    made = live_session(folder)
    play_until(made, 1)
    assert made.give_order("harbour", "send_envoy", "hills", say="We should talk.")
    assert made.close_orders()
    play_until(made, 1, RuleOrder)
    assert made.propose()
    return made


def play_to_the_end(live: LiveSession) -> None:
    while not live.ended:
        step(live)


def fix_times(live: LiveSession) -> None:
    """Give every entry a time that does not change from run to run, for pictures: one minute after the other."""
    entries = [
        replace(entry, recorded_at=f"2026-10-14T{9 + entry.seq // 60:02d}:{entry.seq % 60:02d}:08.000Z")
        for entry in live.history.entries
    ]
    live.session._history = History(live.exercise, entries)


def open_room(
    qtbot: QtBot,
    theme: Theme,
    live: LiveSession,
    size: tuple[int, int] = (1440, 900),
    now: Callable[[], datetime] | None = None,
) -> ControlRoom:
    """Show the control room alone, with the keyboard; `now` is its clock, if not the real one."""
    page = ControlRoom(theme, live) if now is None else ControlRoom(theme, live, now)
    qtbot.addWidget(page)
    page.resize(*size)
    page.show()
    page.activateWindow()
    QApplication.processEvents()
    return page


def as_recorded(live: LiveSession) -> Callable[[], datetime]:
    """Return a clock that stands at the last entry of the log."""
    return lambda: moment(live.history.entries[-1].recorded_at)
