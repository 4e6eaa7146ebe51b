"""What a view consists of: plain frozen copies for one audience; nothing hidden is in them.

Three types, so that a screen made for one audience cannot be handed another's:
`SeatView` for the shared laptop, `RoomView` for the wall, `WhiteCellView` for
the facilitator. `referee.visibility` makes them. This module imports nothing of
ours but views of moves, so that a screen can name them without knowing what is behind them.
"""

from __future__ import annotations

from dataclasses import dataclass

from wargame.referee.move_views import ActorSummary, MoveOffer, ParameterLine, Reason, Variant

__all__ = [
    "ActorSummary",
    "AskedLine",
    "BreachLine",
    "CardLine",
    "Clockwork",
    "InjectLine",
    "MoveOffer",
    "NewsItem",
    "OrderLine",
    "PactLine",
    "ParameterLine",
    "Reading",
    "Reason",
    "RoomView",
    "SeatView",
    "TermLine",
    "TextLine",
    "TextOffer",
    "Told",
    "Variant",
    "WhiteCellView",
]


@dataclass(frozen=True, slots=True)
class Reading:
    """A track as one audience knows it."""

    track: str
    """Full id."""
    name: str
    owner: tuple[str, ...]
    """() the world, one actor, a pair, or one agreement."""
    unit: str
    low: float
    high: float
    value: float | None
    """The true value, the middle of the estimate, or the last report; None when nothing is known."""
    give_or_take: float = 0.0
    """Half the width of the estimate; 0 when the value is exact."""
    known: str = "exact"
    """`exact`, `estimate`, `last report`, `nothing`."""
    band: str = ""
    """Name of the band the value lies in."""
    bands: tuple[tuple[float, str], ...] = ()
    change: float = 0.0
    """Since the turn began, as far as this audience knows."""
    good: str = ""
    """Which way is good for this audience: `up`, `down`, or empty when contested."""
    about: str = ""
    """Name of the agreement, when it is one's track."""
    history: tuple[float, ...] = ()
    """What this audience knew at the start, at the end of each turn so far, and now: entry n belongs to turn n."""
    headline: bool = False


@dataclass(frozen=True, slots=True)
class OrderLine:
    """An order as its own seat, or the white cell, sees it."""

    id: str
    actor: str
    move: str
    move_name: str
    target: str
    say: str
    intent: str
    cost: float = 0.0
    target_name: str = ""
    """What people call the target."""
    choices: tuple[tuple[str, str], ...] = ()
    """What was chosen besides, as people read it: ("How far", "light")."""
    title: str = ""
    """All of it in one line: "Offer mediation → China (light)"."""


@dataclass(frozen=True, slots=True)
class NewsItem:
    """An inject, or a public move, as the audience learns it."""

    turn: int
    kind: str
    """`inject`, `move`, `trigger`, `report` (a track revealed), `agreement`, `breach`, `improvised`, `ending`."""
    actor: str
    """Who did it, or ""."""
    headline: str
    text: str
    sender: str = ""
    means: str = ""
    attachment: str = ""
    """A text that comes with it, Markdown."""


@dataclass(frozen=True, slots=True)
class Told:
    """A piece of news, and who learns it."""

    item: NewsItem
    seen_by: tuple[str, ...]
    """`all`, or actors."""


@dataclass(frozen=True, slots=True)
class TermLine:
    """The level of a term of a text or agreement."""

    term: str
    name: str
    level: int
    word: str
    """Name of the level, or the number."""
    low: int
    high: int
    words: tuple[str, ...]
    """A name for each level from `low` upward."""
    fixed: bool = False
    """It cannot be negotiated."""


@dataclass(frozen=True, slots=True)
class BreachLine:
    """A breach as this audience knows it."""

    turn: int
    breaker: ActorSummary
    move: str
    """Name of the move; empty when only the breach is known."""
    found: bool
    """Otherwise only the breaker and the white cell know of it."""


@dataclass(frozen=True, slots=True)
class PactLine:
    """An agreement that was signed, as this audience knows it."""

    agreement: str
    name: str
    status: str
    """`in force`, `suspended`, `ended`."""
    since: int
    """The turn in which it came into force."""
    parties: tuple[ActorSummary, ...]
    terms: tuple[TermLine, ...]
    obligations: tuple[tuple[str, str], ...]
    """(actor, what it has promised)."""
    facts: tuple[tuple[str, str], ...] = ()
    """(fact, word), those that this audience knows and that have been set."""
    breaches: tuple[BreachLine, ...] = ()
    suspended_until: int = 0
    """The last turn of the suspension; 0 unless suspended."""
    lasts_until: int = 0
    """The last turn of its time, or of a party's notice; 0 when it has no end."""
    leaving: str = ""
    """The party that has given notice."""
    may_withdraw: bool = False
    """Whether this seat may give notice now."""
    notice: int = 0
    """Turns from a party's notice to its leaving."""
    ended: int = 0
    how: str = ""
    """`terminated`, `withdrawn`, `expired`, or empty."""
    goodwill: bool = False


@dataclass(frozen=True, slots=True)
class TextOffer:
    """A text that a seat may sign, or why not; who else has signed it is not in it."""

    agreement: str
    name: str
    parties: tuple[ActorSummary, ...]
    terms: tuple[TermLine, ...]
    """Those on the table, or else the usual ones."""
    on_table: bool
    signed: bool
    """Whether this seat has signed these terms."""
    possible: bool
    reasons: tuple[Reason, ...]
    """What has to hold for signing it; from what the seat may know."""
    missing: tuple[Reason, ...] = ()
    """What has to hold besides when the last signature is in, and does not hold now."""
    obligations: tuple[tuple[str, str], ...] = ()
    lapses: int = 0
    """The turn at whose end it leaves the table; 0 when it does not lie there."""
    goodwill: bool = False


@dataclass(frozen=True, slots=True)
class TextLine:
    """A text on the table with all its signatures, for the white cell."""

    agreement: str
    name: str
    terms: tuple[TermLine, ...]
    signed: tuple[ActorSummary, ...]
    missing: tuple[ActorSummary, ...]
    lapses: int


@dataclass(frozen=True, slots=True)
class CardLine:
    """A secret card, for its own seat or the white cell."""

    card: str
    """Full id."""
    actor: str
    name: str
    word: str
    """What it is; empty while it is not drawn or chosen."""
    brief: str
    choices: tuple[tuple[str, str], ...] = ()
    """(word, brief) among which the seat chooses; empty when it is drawn, or chosen for good."""
    names: tuple[tuple[str, str], ...] = ()
    """(word, what people call it) for those of its words that this audience may read, where they have names."""

    def called(self, word: str) -> str:
        """Return what people call a word, as it stands inside a sentence."""
        return dict(self.names).get(word) or word.replace("_", " ")


@dataclass(frozen=True, slots=True)
class AskedLine:
    """A question that waits for this seat's answer."""

    number: int
    """The how-many-th of its ruling."""
    question: str
    text: str
    options: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]
    """(option, name, agreements one of which goes with it: (id, name))."""
    secret: bool


@dataclass(frozen=True, slots=True)
class Clockwork:
    """Where play stands, the same for every audience."""

    title: str
    turn: int
    """0 before StartEx."""
    turns: int
    turn_word: str
    """What the exercise calls a turn."""
    phases: tuple[str, ...]
    """Names of the phases of a turn."""
    phase: int
    taking_orders: bool
    """Whether orders can be given now."""
    ending: str = ""
    """Name of the ending reached, or empty."""
    ending_text: str = ""
    scenario_date: str = ""
    """"January 2021", or empty."""
    signing: bool = False
    """Whether texts can be signed now."""
    minutes: float = 0.0
    """How long a turn is planned to take; 0 where its phases do not say."""


@dataclass(frozen=True, slots=True)
class SeatView:
    """Everything one seat may see, and nothing else."""

    seat: ActorSummary
    clock: Clockwork
    actors: tuple[ActorSummary, ...]
    briefing: str
    """Markdown: the public part, then the seat's own."""
    readings: tuple[Reading, ...]
    flags: tuple[str, ...]
    news: tuple[NewsItem, ...]
    offers: tuple[MoveOffer, ...]
    orders: tuple[OrderLine, ...]
    """The seat's own orders not yet ruled."""
    orders_left: int
    purse: float | None
    """What the seat can still spend, its waiting orders reserved; None when moves cost nothing."""
    purse_name: str = ""
    pacts: tuple[PactLine, ...] = ()
    """Every agreement that was ever signed."""
    texts: tuple[TextOffer, ...] = ()
    """The texts that the seat may sign, or why not."""
    cards: tuple[CardLine, ...] = ()
    question: AskedLine | None = None


@dataclass(frozen=True, slots=True)
class RoomView:
    """Everything the whole room may see, and nothing else."""

    clock: Clockwork
    actors: tuple[ActorSummary, ...]
    readings: tuple[Reading, ...]
    news: tuple[NewsItem, ...]
    briefing: str
    pacts: tuple[PactLine, ...] = ()
    """The agreements that are in force or suspended."""


@dataclass(frozen=True, slots=True)
class InjectLine:
    """An inject in the white cell's list."""

    inject: str
    number: int
    headline: str
    text: str
    due: str
    """"turn 2", "turn 2, minute 15", or the condition in words."""
    status: str
    """`planned`, `put off`, `delivered`, `skipped`."""
    sender: str
    to: tuple[str, ...]
    means: str
    expected: str
    hint: str
    turn: int = 0
    """The turn it is due in; 0 for a conditional one."""
    minute: float | None = None
    """The minute of that turn for which it is planned."""
    read_aloud: str = ""
    success: str = ""
    """By what one sees that the expected was done."""
    red_flag: str = ""
    """What must not happen."""
    questions: tuple[str, ...] = ()
    """What to discuss afterwards."""
    attachment: str = ""
    """The text that comes with it, Markdown."""
    deferred: int = 0
    """The turn before which it does not come up, while it is put off; else 0."""
    due_now: bool = False
    """Its turn has come, and what it waits for holds: the next time play looks at injects it comes up."""
    needs: str = ""
    """Its `if`, while it is still to come: when that does not hold as it comes up, it is skipped."""
    needs_hold: bool = True
    """Whether that holds now."""
    must: bool = True
    """Otherwise it may be left out when time is short."""
    objective: str = ""
    """The objective it serves: "O1: Both towns say what they need"."""


@dataclass(frozen=True, slots=True)
class WhiteCellView:
    """Everything, for the facilitator."""

    clock: Clockwork
    actors: tuple[ActorSummary, ...]
    readings: tuple[Reading, ...]
    """All of them, true values."""
    flags: tuple[tuple[str, int | None], ...]
    """Words of each raised flag, and the last turn through which it holds."""
    pending: tuple[str, ...]
    """Scheduled effects in words: "turn 4: PRC economy +2"."""
    orders: tuple[OrderLine, ...]
    """All waiting orders, in the order of ruling once that is drawn."""
    orders_left: tuple[tuple[str, int], ...]
    """Actor → how many orders it may still give."""
    purses: tuple[tuple[str, float], ...]
    injects: tuple[InjectLine, ...]
    news: tuple[NewsItem, ...]
    briefings: tuple[tuple[str, str], ...]
    """("public" or actor, Markdown)."""
    pacts: tuple[PactLine, ...] = ()
    """Every agreement that was ever signed, with all facts and the breaches that nobody has found."""
    texts: tuple[TextLine, ...] = ()
    cards: tuple[CardLine, ...] = ()
