"""An exercise as its author defined it: who plays, what is tracked, how a turn goes.

Everything here is plain, frozen data. `exercise.reader` makes it from text,
`referee` works on it, nothing ever changes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from wargame.exercise.agreements import Agreement, CommonRules
from wargame.exercise.complaints import Place
from wargame.exercise.conditions import Expression
from wargame.exercise.likelihood import ICD_203
from wargame.exercise.msel import Inject
from wargame.exercise.players import Player, Seating
from wargame.exercise.questions import FACILITATOR, Question
from wargame.exercise.rulebook import Rulebook
from wargame.exercise.scoring import Card, Scorecard
from wargame.exercise.starts import DrawnStart
from wargame.translation import say

EVERYBODY = "all"
"""The audience that is everybody: every seat and the room."""
ORDERS = "orders"
"""What a phase does in which orders are given."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A side in the exercise; one seat at the table plays it."""

    id: str
    name: str
    place: Place
    moves_per_turn: Expression
    """How many orders the actor may give in one turn; may depend on the situation."""
    aim: str = ""
    """One line for the actor card, public."""
    monogram: str = ""
    """Two letters for the badge."""


@dataclass(frozen=True, slots=True)
class Track:
    """A number that the exercise follows, for one owner. Its id is its full name."""

    id: str
    """`tension` (world), `us.support` (actor), `prc.us.trust` (pair, owners sorted)."""
    name: str
    """What people read: "Tension"."""
    place: Place
    owner: tuple[str, ...] = ()
    """() the world, one actor, a sorted pair, or one agreement."""
    short: str = ""
    """The name in the file: `support` of `us.support`."""
    unit: str = ""
    low: float = float("-inf")
    high: float = float("inf")
    start: float = 0.0
    """Where it starts; what is shown before StartEx, when chance settles it."""
    drawn: DrawnStart | None = None
    """How chance settles the start, when it does."""
    whole: bool = True
    """Whole-number tracks are rounded after every sentence, halves away from zero."""
    bands: tuple[tuple[float, str], ...] = ()
    """(lowest value, name) upward: ((1, "calm"), (4, "uneasy"))."""
    good: Mapping[str, str] = field(default_factory=dict)
    """Which way is good for whom: {"all": "up"} or {"us": "up", "prc": "down"}; empty when contested."""
    seen_by: tuple[str, ...] = (EVERYBODY,)
    """Who sees the true value: actors, or `all`."""
    others_see: str = "nothing"
    """What the rest see: "nothing", "last report", or "give or take N"."""
    rises_at_most: float | None = None
    """By how much the value may rise within one turn, counted from its value when the turn began."""
    falls_at_most: float | None = None
    stops_at: float | None = None
    """No sentence lifts the value above this, unless its step is named in `except_steps`."""
    except_steps: frozenset[str] = frozenset()
    income: Expression | None = None
    """Added at `income` in every turn, the first included."""
    headline: bool = False
    """Shown to the room among the few main tracks."""


@dataclass(frozen=True, slots=True)
class Derived:
    """A value computed by a formula, anew whenever it is read; never rounded, never changed."""

    id: str
    name: str
    place: Place
    formula: Expression
    seen_by: tuple[str, ...] = (EVERYBODY,)


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of the turn, and what the program does in it, from top to bottom."""

    id: str
    name: str
    place: Place
    minutes: float = 0.0
    who: tuple[str, ...] = ()
    """Actors, `all`, or `facilitator`."""
    does: tuple[str, ...] = ()
    """Named steps, and what is built in: income, delayed effects, injects, resume, signing, orders,
    adjudication, agreements, triggers, expiry."""
    orders: str = "sealed"
    """`sealed`: all orders are in before any is ruled; `open`: each is ruled as it is given."""
    order: str = "drawn"
    """In which order single orders are ruled: `listed`, `drawn`, or `initiative: <track>`."""
    says: str = ""
    """A line the facilitator reads out."""
    questions: tuple[str, ...] = ()
    """What the room discusses in it."""

    def is_for(self, actor: str) -> bool:
        """Return whether an actor acts in it; one that is led by the facilitator alone is open to everybody."""
        return not self.who or not {EVERYBODY, FACILITATOR, actor}.isdisjoint(self.who)

    @property
    def takes_orders(self) -> bool:
        """Whether orders are given in it."""
        return ORDERS in self.does

    def item(self, place: int) -> str:
        """Return what it does at a place, counted from 0; "" after the last."""
        return self.does[place] if place < len(self.does) else ""


@dataclass(frozen=True, slots=True)
class Objective:
    """What the exercise is meant to practise."""

    id: str
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Capability:
    """What a team must be able to do, and how well it is meant to do it in this exercise."""

    id: str
    name: str
    objective: str
    target: str
    place: Place


@dataclass(frozen=True, slots=True)
class Task:
    """A critical task: what a good team does, and how the log shows it."""

    id: str
    objective: str
    text: str
    place: Place
    evidence: Expression | None = None
    """Read from the situation; None: an observer's note is the evidence."""
    by_turn: int | None = None
    """The turn by whose end the evidence must hold; None: by the end of the exercise."""
    throughout: bool = False
    """The evidence must hold at the end of every turn."""
    capability: str = ""
    """The capability that it is part of."""


@dataclass(frozen=True, slots=True)
class Exercise:
    """A whole exercise: everything its folder says, and the texts it came from."""

    id: str
    """The folder's name."""
    title: str
    version: str
    synopsis: str
    turns: int
    actors: Mapping[str, Actor]
    tracks: Mapping[str, Track]
    derived: Mapping[str, Derived]
    flags: Mapping[str, str]
    """Flag id → words for people (the id itself when the author gave none)."""
    phases: tuple[Phase, ...]
    rulebook: Rulebook
    injects: tuple[Inject, ...]
    objectives: Mapping[str, Objective] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    """Words of the screen that the exercise renames: {"turn": "half-year"}."""
    likelihood_words: str = ICD_203
    """The yardstick by which chances are put into words (see `exercise.likelihood`)."""
    starts: str = ""
    """Scenario date of turn 1, ISO 8601, with a time if it matters ("2021-01-20 06:00"), or empty."""
    months_per_turn: int = 0
    """How far scenario time moves each turn; 0 when the exercise does not say, or says days."""
    days_per_turn: int = 0
    """The same in days, for crises that move faster."""
    hours_per_turn: int = 0
    """The same in hours, for those that move faster still."""
    tasks: Mapping[str, Task] = field(default_factory=dict)
    """The evaluation guide: critical tasks by id."""
    capabilities: Mapping[str, Capability] = field(default_factory=dict)
    """The capabilities that are evaluated, by id, each with its target."""
    scale: Mapping[str, str] = field(default_factory=dict)
    """The ratings a task may get: {"P": "without challenges"}."""
    briefings: Mapping[str, str] = field(default_factory=dict)
    """`public` and one text per actor, Markdown."""
    plays: Mapping[str, str] = field(default_factory=dict)
    """File name → text of the worked plays."""
    flag_places: Mapping[str, Place] = field(default_factory=dict)
    """Where each flag is declared."""
    language: str = ""
    """The language in which it was read: a code such as "ko"; "" for the one that stands first."""
    languages: tuple[str, ...] = ()
    """The languages in which some of its texts are given, the first of the files first."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """Every text of the folder by its relative name; a session embeds them."""
    agreements: Mapping[str, Agreement] = field(default_factory=dict)
    """The texts that can be signed, in the order of the file."""
    common: CommonRules | None = None
    """What all agreements share; None when the exercise has none of that."""
    questions: Mapping[str, Question] = field(default_factory=dict)
    """Decisions that are asked for in play, by id."""
    cards: Mapping[str, Card] = field(default_factory=dict)
    """Secret words of actors, by full id: `prc.posture`."""
    scorecards: Mapping[str, Scorecard] = field(default_factory=dict)
    """How actors are judged at the end."""
    players: Mapping[str, Player] = field(default_factory=dict)
    """Ways of playing a seat in rehearsal."""
    seatings: tuple[Seating, ...] = ()
    """Who sits where in rehearsal; an actor without one is played by anybody fit for the seat."""

    def label(self, word: str) -> str:
        """Return what the exercise calls `word` ("turn", "move", "facilitator") on screen, else the program's word."""
        return self.labels[word] if word in self.labels else say(word)
