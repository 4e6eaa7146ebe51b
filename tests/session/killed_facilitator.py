"""Plays a session until it is killed. Told on its input which one; tells on its output what has been confirmed.

One process loads the program once and forks a facilitator for every line it
reads: `path data seed`. The facilitator's own first line is its process id, then
one line for every confirmed command: seq, turn, phase, item.
"""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

from wargame import paths
from wargame.exercise import reader
from wargame.exercise.definition import Exercise
from wargame.referee.turn import NotStarted, RuleOrder, RunItem, TakeOrders
from wargame.session import beginning
from wargame.session.conduct import Session

ORDERS = (
    ("hills", "share_water"),
    ("harbour", "send_envoy", "hills"),
    ("hills", "drill_well"),
    ("harbour", "buy_grain"),
)


def say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


def confirm(session: Session) -> None:
    cursor = session.state.cursor
    say(f"{len(session.history.entries)} {cursor.turn} {cursor.phase} {cursor.item}")


def act(session: Session, rng: random.Random) -> None:
    """Give one command."""
    if session.ended or (rng.random() < 0.1 and session.step_back_name()):
        session.step_back()
    elif rng.random() < 0.2:
        session.note("x" * rng.choice((10, 300, 9_000)))
    elif isinstance(session.next_thing, TakeOrders) and rng.random() < 0.7:
        session.save_draft("hills", "typing")
        session.give_order(*rng.choice(ORDERS))
    elif isinstance(session.next_thing, NotStarted):
        session.start()
    elif session.proposal is not None:
        session.commit()
    elif isinstance(session.next_thing, RuleOrder | RunItem):
        session.propose()
    else:
        session.close_orders()


def facilitate(path: Path, data: Path, seed: str, exercise: Exercise) -> None:
    rng = random.Random(seed)
    beginning.exercise_of = lambda *_: exercise  # it is the file that is tested here, not the reading of texts
    session = Session.open(path, data=data, play_on=True)
    say(f"pid {os.getpid()}")
    confirm(session)
    while True:
        act(session, rng)
        confirm(session)


def main() -> None:
    folder = Path(__file__).parents[1] / "data" / "exercises" / "water"
    exercise = reader.read("water", paths.read_exercise(folder))
    say("ready")
    for line in sys.stdin:
        path, data, seed = line.split()
        child = os.fork()
        if child == 0:
            facilitate(Path(path), Path(data), seed, exercise)
        _, status = os.waitpid(child, 0)
        say("dead" if os.WIFSIGNALED(status) else "failed")


if __name__ == "__main__":
    main()
