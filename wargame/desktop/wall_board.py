"""What the wall may show of a session: read from the session, handed on as frozen values."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wargame.desktop.wall_scenes import Board, WallClock
from wargame.review.wall import PublicTimeline, Reveals
from wargame.session.clock import phase_clock

if TYPE_CHECKING:
    from wargame.desktop.live_session import LiveSession
    from wargame.referee.views import NewsItem, RoomView
    from wargame.referee.wall_views import Reveal

_FROM_OUTSIDE = ("inject", "improvised", "report", "ending")
"""Kinds of news that nobody at the table has made, and that never wait to be laid open."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What everybody may know at a moment."""

    board: Board
    waiting: tuple[Reveal, ...]
    """Moves that have been ruled and not laid open."""


class Boards:
    """Makes boards for one session's wall."""

    def __init__(self, live: LiveSession) -> None:
        self._live = live
        self._timeline = PublicTimeline(live.exercise, live.history)
        self._reveals = Reveals(live.exercise, live.history)
        self._views: dict[int, RoomView] = {}
        """What the room might see after an entry, for as long as no entry is added."""
        self._known = 0

    def seen(self, opened: AbstractSet[int], marking: str, *, hold: bool) -> Seen:
        """Return what the wall may show now. `opened` are the moves that have been laid open, by their entries.

        With `hold` it is the situation before the first move of this turn that has not been.
        """
        live, history = self._live, self._live.history
        done = self._reveals.of_turn(live.state.turn) if live.state.turn and not live.ended else ()
        waiting = tuple(reveal for reveal in done if reveal.seq not in opened)
        at = history.entries[waiting[0].seq - 1].base if hold and waiting else len(history.entries)
        public = self._timeline.at(at)
        paused = live.session.paused
        board = Board(
            view=replace(self._view(at), clock=self._view(len(history.entries)).clock),
            cards=public.cards,
            bars=public.bars,
            clock=self._clock(),
            pause=paused.reason if paused is not None and not paused.emergency else None,
            marking=marking,
            held=len(waiting) if hold else 0,
        )
        return Seen(board, waiting)

    def fresh_news(self) -> NewsItem | None:
        """Return the last thing of this turn that everybody was told and nobody at the table has done."""
        view = self._view(len(self._live.history.entries))
        fresh = (item for item in view.news if item.turn == view.clock.turn and not item.actor)
        told = [item for item in fresh if item.kind in _FROM_OUTSIDE]
        return told[-1] if told else None

    def questions(self) -> tuple[str, ...]:
        """Return the questions of the injects that everybody has got, the latest first."""
        delivered = self._live.state.injects
        asked = [
            question
            for inject in self._live.exercise.injects
            if delivered.get(inject.id) == "delivered" and "all" in inject.to
            for question in inject.questions
        ]
        return tuple(dict.fromkeys(reversed(asked)))

    def _view(self, at: int) -> RoomView:
        known = len(self._live.history.entries)
        if known != self._known:
            self._views, self._known = {}, known
        if at not in self._views:
            self._views[at] = self._live.session.room_view(at)
        return self._views[at]

    def _clock(self) -> WallClock | None:
        clock = phase_clock(self._live.exercise, self._live.history)
        if clock is None or not (clock.planned or clock.running or clock.left_then):
            return None
        return WallClock(clock.planned, clock.left_then, clock.running, clock.since)
