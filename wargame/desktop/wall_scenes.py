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
    """A scene as the control room offers it."""

    scene: Scene
    words: str
    icon: str
    key: str
    tip: str
    letter: str
    """The letter of its words that its menu answers to."""

    @property
    def menu(self) -> str:
        """Its words in the menu."""
        return f"Preview: {self.words.replace(self.letter, f'&{self.letter}', 1)}"


CHOICES = (
    Choice(Scene.SITUATION, "Situation", "layout-grid", "Ctrl+Alt+1", "News, main tracks, public timeline, clock", "S"),
    Choice(Scene.TIMELINE, "Timeline", "columns-2", "Ctrl+Alt+2", "Everything the room has seen, turn by turn", "T"),
    Choice(
        Scene.INJECT, "Latest news", "megaphone", "Ctrl+Alt+3", "The last thing everybody was told, full screen", "L"
    ),
    Choice(Scene.REVEAL, "Reveal", "eye", "Ctrl+Alt+4", "The next move, laid open step by step", "e"),
    Choice(Scene.CLOCK, "Clock", "timer", "Ctrl+Alt+5", "The time left, as large as the wall", "C"),
    Choice(Scene.QUESTION, "Question", "message-square-text", "Ctrl+Alt+6", "A question to discuss", "Q"),
    Choice(Scene.TEST_CARD, "Test card", "monitor", "Ctrl+Alt+7", "Whether the back row can read it", "d"),
)
"""The scenes from which the facilitator chooses; Blank has its own button, and an emergency comes by itself."""

FOOTER = "Exercise, not real events"


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
