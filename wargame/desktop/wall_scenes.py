"""What can be on the wall: the scenes, what one of them shows, and what the control room is told of it.

Plain frozen values between the director (`wall`), the wall itself (`room`) and
the control room's panel, so that none of the three has to know another.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from wargame.referee.views import NewsItem, RoomView
from wargame.referee.wall_views import Reveal, WallBar, WallCard
from wargame.translation import phrase


class Scene(StrEnum):
    """A kind of picture on the wall."""

    SITUATION = "situation"
    TIMELINE = "timeline"
    INJECT = "inject"
    REVEAL = "reveal"
    CLOCK = "clock"
    QUESTION = "question"
    TEST_CARD = "test card"
    BLANK = "blank"
    EMERGENCY = "emergency"


@dataclass(frozen=True, slots=True)
class Choice:
    """A scene as the control room offers it; its words are said when they are shown."""

    scene: Scene
    words: str
    icon: str
    key: str
    tip: str
    menu: str
    """Its words in the menu."""


CHOICES = (
    Choice(
        Scene.SITUATION, phrase("Situation"), "layout-grid", "Ctrl+Alt+1",
        phrase("News, main tracks, public timeline, clock"), phrase("Preview: &Situation"),
    ),
    Choice(
        Scene.TIMELINE, phrase("Timeline"), "columns-2", "Ctrl+Alt+2",
        phrase("Everything the room has seen, turn by turn"), phrase("Preview: &Timeline"),
    ),
    Choice(
        Scene.INJECT, phrase("Latest news"), "megaphone", "Ctrl+Alt+3",
        phrase("The last thing everybody was told, full screen"), phrase("Preview: &Latest news"),
    ),
    Choice(
        Scene.REVEAL, phrase("Reveal"), "eye", "Ctrl+Alt+4",
        phrase("The next move, laid open step by step"), phrase("Preview: R&eveal"),
    ),
    Choice(
        Scene.CLOCK, phrase("Clock"), "timer", "Ctrl+Alt+5",
        phrase("The time left, as large as the wall"), phrase("Preview: &Clock"),
    ),
    Choice(
        Scene.QUESTION, phrase("Question"), "message-square-text", "Ctrl+Alt+6",
        phrase("A question to discuss"), phrase("Preview: &Question"),
    ),
    Choice(
        Scene.TEST_CARD, phrase("Test card"), "monitor", "Ctrl+Alt+7",
        phrase("Whether the back row can read it"), phrase("Preview: Test car&d"),
    ),
)  # fmt: skip
"""The scenes from which the facilitator chooses; Blank has its own button, and an emergency comes by itself."""

FOOTER = phrase("Exercise, not real events")
STEPS = {
    "who": phrase("who", context="a step of laying a move open"),
    "what": phrase("what", context="a step of laying a move open"),
    "odds": phrase("odds", context="a step of laying a move open"),
    "dice": phrase("dice", context="a step of laying a move open"),
    "effects": phrase("effects", context="a step of laying a move open"),
    "why": phrase("why", context="a step of laying a move open"),
}
"""What is laid open one by one → the word for it."""


@dataclass(frozen=True, slots=True)
class WallClock:
    """The clock of the phase as the wall needs it to count by itself."""

    planned: float
    """Seconds planned; 0 when none are."""
    left_then: float
    """Seconds left at the moment `since`; negative when time had run out."""
    running: bool
    since: datetime

    def left(self, now: datetime) -> float:
        """Return the seconds left at a moment; negative when time has run out."""
        return self.left_then - ((now - self.since).total_seconds() if self.running else 0.0)


@dataclass(frozen=True, slots=True)
class Board:
    """Everything that the wall may show: made from what everybody may know, and from nothing else."""

    view: RoomView
    cards: tuple[WallCard, ...] = ()
    bars: tuple[WallBar, ...] = ()
    clock: WallClock | None = None
    pause: str | None = None
    """Why the exercise stands still ("" without a reason); None while it goes on."""
    marking: str = ""
    """Protective marking at the head and foot of every picture; usually none."""
    held: int = 0
    """How many moves wait to be laid open, and are not in it."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One picture: a scene, and what it is about."""

    scene: Scene
    news: NewsItem | None = None
    reveal: Reveal | None = None
    step: int = 0
    """How many steps of the reveal are open; one more than there are, and the wall is quiet."""
    words: str = ""
    """A question, or the reason of an emergency."""

    @property
    def quiet(self) -> bool:
        """Whether everything of the reveal has been shown, and only its headline stays."""
        return self.reveal is not None and self.step > len(self.reveal.steps)


@dataclass(frozen=True, slots=True)
class WallState:
    """How the wall stands, for the control room."""

    where: str
    """"Closed", "In a window", "On HDMI-1"."""
    open: bool
    live: Scene
    preview: Scene
    frozen: bool = False
    blank: bool = False
    emergency: bool = False
    waiting: int = 0
    """Moves that can be laid open and have not been."""
    step: str = ""
    """"2 of 6: what", while a move is being laid open."""
    questions: tuple[str, ...] = ()
    """Questions of injects that everybody has got."""
    news: str = ""
    """Headline of the latest piece of news."""
    warning: str = ""
    """What is wrong with the displays, in a sentence."""
    marking: str = ""
    hold: bool = True
    """Whether moves stay off the wall until they are laid open."""
    light: bool = False
    screens: tuple[str, ...] = field(default=())
    """The other screens, by name."""
