"""What the sample explains, and when: a table of marks, each shown once beside the thing it speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wargame.desktop.facilitator.control_room import ControlRoom
from wargame.desktop.participant.curtain import Curtain
from wargame.desktop.participant.seat_page import SeatPage
from wargame.referee.turn import NotStarted, RuleOrder, RunItem, TakeOrders
from wargame.translation import phrase

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from wargame.desktop.live_session import LiveSession


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing worth knowing."""

    name: str
    title: str
    words: str
    when: Callable[[LiveSession, QWidget], bool]
    """Whether it is worth knowing now, on the page that is shown."""
    beside: Callable[[LiveSession, QWidget], QWidget | None]
    """What it speaks of; None where that is not on the page."""


def _room(when: Callable[[LiveSession], bool]) -> Callable[[LiveSession, QWidget], bool]:
    return lambda live, page: isinstance(page, ControlRoom) and when(live)


def _primary(_live: LiveSession, page: QWidget) -> QWidget | None:
    return page.bar.primary if isinstance(page, ControlRoom) else None


def _panels(_live: LiveSession, page: QWidget) -> QWidget | None:
    return page.tabs if isinstance(page, ControlRoom) else None


def _tabs(_live: LiveSession, page: QWidget) -> QWidget | None:
    return page.tabs.tabBar() if isinstance(page, ControlRoom) else None


def _step_back(_live: LiveSession, page: QWidget) -> QWidget | None:
    return page.bar.step_back if isinstance(page, ControlRoom) else None


def _bar(_live: LiveSession, page: QWidget) -> QWidget | None:
    return page.bar.home if isinstance(page, ControlRoom) else None


def _hand_over(live: LiveSession, page: QWidget) -> QWidget | None:
    """Return the button of the first seat that still has something to order."""
    if not isinstance(page, ControlRoom):
        return None
    left = [actor for actor, count in live.white_cell_view().orders_left if count > 0]
    return page.actors.cards[left[0]].hand_over if left else None


def _here(_live: LiveSession, page: QWidget) -> QWidget | None:
    return page.here if isinstance(page, Curtain) else None


def _moves(_live: LiveSession, page: QWidget) -> QWidget | None:
    return page.moves if isinstance(page, SeatPage) else None


def _rules_run(live: LiveSession) -> bool:
    return isinstance(live.next_thing, RunItem) and live.proposal is None and not live.ended


def _ruling(live: LiveSession) -> bool:
    return live.proposal is not None and isinstance(live.next_thing, RuleOrder)


def _wanted(live: LiveSession) -> bool:
    """Return whether a seat has something left to order."""
    taking = isinstance(live.next_thing, TakeOrders)
    return taking and any(count for _actor, count in live.white_cell_view().orders_left)


def _all_in(live: LiveSession) -> bool:
    return isinstance(live.next_thing, TakeOrders) and not _wanted(live)


def _something_ruled(live: LiveSession) -> bool:
    return live.state.turn > 0 and bool(live.step_back_name()) and not live.ended


MARKS: tuple[Mark, ...] = (
    Mark(
        "start", phrase("The filled button"),
        phrase("It is always the next step. Press it, or Ctrl+Return, and the exercise starts."),
        _room(lambda live: isinstance(live.next_thing, NotStarted)), _primary,
    ),
    Mark(
        "run", phrase("What happens by itself"),
        phrase("Press again. The program does what the rules say, tells you why, and stops where you have to decide."),
        _room(_rules_run), _primary,
    ),
    Mark(
        "hand over", phrase("Orders are given at the laptop"),
        phrase("Press Hand over and pass the laptop to that seat. Today you are both seats yourself."),
        _room(_wanted), _hand_over,
    ),
    Mark(
        "curtain", phrase("The curtain"),
        phrase("Nobody sees the page of a seat until its player says so. Press Enter."),
        lambda _live, page: isinstance(page, Curtain) and page.holder.seat is not None, _here,
    ),
    Mark(
        "seat", phrase("What one seat knows, and nothing else"),
        phrase("Choose a move. Ctrl+Return seals it, and asks once before it does."),
        lambda _live, page: isinstance(page, SeatPage), _moves,
    ),
    Mark(
        "back", phrase("Back to you"),
        phrase("The screen stays covered until you have the laptop again. Press Enter."),
        lambda _live, page: isinstance(page, Curtain) and page.holder.seat is None, _here,
    ),
    Mark(
        "close", phrase("All orders are in"),
        phrase("Close them, and each is laid before you to be ruled."),
        _room(_all_in), _primary,
    ),
    Mark(
        "ruling", phrase("A ruling is a proposal"),
        phrase(
            "Read it aloud from top to bottom: odds, dice, what changes, and why. Commit lets it stand. Override"
            " changes it, and asks you why."
        ),
        _room(_ruling), _panels,
    ),
    Mark(
        "end", phrase("That was it"),
        phrase("Look back at every step if you like. When you close the session (Ctrl+W), the sample removes itself."),
        _room(lambda live: live.ended), _primary,
    ),
    Mark(
        "account", phrase("Everything has its reason"),
        phrase("Here stands each sentence of the rules that was read, and what it changed."),
        _room(_something_ruled), _panels,
    ),
    Mark(
        "step back", phrase("Nothing is lost, nothing is final"),
        phrase("Ctrl+Z takes back the last thing, by name, as often as you like. Everything is saved at once."),
        _room(_something_ruled), _step_back,
    ),
    Mark(
        "wall", phrase("What the room sees"),
        phrase(
            "F5 opens the wall for the projector."
            " A move stays off it until you lay it open, step by step, with F8."
        ),
        _room(_something_ruled), _tabs,
    ),
    Mark(
        "note", phrase("A thought for later"),
        phrase("Ctrl+Shift+N takes a note from anywhere. Notes and the log are in these panels."),
        _room(_something_ruled), _tabs,
    ),
    Mark(
        "find", phrase("Find anything"),
        phrase("Ctrl+K finds every command, move and page of the guide; F1 helps where you are."),
        _room(_something_ruled), _bar,
    ),
)  # fmt: skip
"""In the order in which they matter: the first that is worth knowing now and was not shown yet is shown."""
