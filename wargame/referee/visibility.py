"""What each seat, the room and the white cell may see."""

from __future__ import annotations

from wargame.referee.views import (
    ActorSummary,
    Clockwork,
    InjectLine,
    MoveOffer,
    NewsItem,
    OrderLine,
    Reading,
    Reason,
    RoomView,
    SeatView,
    Told,
    WhiteCellView,
)

__all__ = [
    "ActorSummary",
    "Clockwork",
    "InjectLine",
    "MoveOffer",
    "NewsItem",
    "OrderLine",
    "Reading",
    "Reason",
    "RoomView",
    "SeatView",
    "Told",
    "WhiteCellView",
]
