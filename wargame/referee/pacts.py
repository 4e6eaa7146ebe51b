"""Agreements, texts on the table, breaches and cards as they stand in one run, and the changes that can happen to them.

The rest of the situation is in `referee.state`, which folds these changes in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import singledispatch
from typing import Any, Literal, Protocol

from wargame.translation import phrase

IN_FORCE: Literal["in force"] = "in force"
SUSPENDED: Literal["suspended"] = "suspended"
ENDED: Literal["ended"] = "ended"
How = Literal["terminated", "withdrawn", "expired", ""]
"""How an agreement ended: by a sentence, after a party's notice, or because its time or what it rests on was over."""

HOW_IT_STANDS: Mapping[str, str] = {
    IN_FORCE: phrase("in force"),
    SUSPENDED: phrase("suspended"),
    ENDED: phrase("ended"),
}
HOW_IT_ENDED: Mapping[str, str] = {
    "terminated": phrase("terminated"),
    "withdrawn": phrase("withdrawn"),
    "expired": phrase("expired"),
}
"""The words for how an agreement stands and has ended, to be said where they are shown."""

BY_THE_WHITE_CELL = "white cell"
"""Stands among the signatures under a text that the white cell lets pass although not everything holds for it."""


@dataclass(frozen=True, slots=True)
class Pact:
    """An agreement that has been signed, as it stands."""

    status: Literal["in force", "suspended", "ended"]
    since: int
    """The turn in which it came into force."""
    terms: Mapping[str, int] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    """Those that have been set; of an ended agreement, the last words."""
    suspended_until: int | None = None
    """The last turn through whose end the suspension holds."""
    leaving: str = ""
    """The party that has given notice, or ""."""
    leaves: int | None = None
    """The turn at whose `expiry` the notice is over."""
    ended: int | None = None
    """The turn in which it ended."""
    how: How = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A text on the table, with exact terms; it comes into force when every party has signed it."""

    terms: Mapping[str, int]
    signed: tuple[str, ...] = ()
    """Who has signed it so far, in the order of signing."""
    laid_down: int = 0
    """The turn in which it was laid down with these terms."""


@dataclass(frozen=True, slots=True)
class Breach:
    """A breach of an agreement in force. Unfound, it is known to the breaker and the white cell alone."""

    turn: int
    agreement: str
    breaker: str
    move: str
    """The move that broke it; "" when a rule or the facilitator found a breach without naming one."""
    found: bool = False


@dataclass(frozen=True, slots=True)
class OfferLaidDown:
    """A text is laid down with exact terms; one that was there with other terms gives way, its signatures with it."""

    agreement: str
    terms: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class OfferSigned:
    """A party signs a text on the table, to its exact terms."""

    agreement: str
    actor: str


@dataclass(frozen=True, slots=True)
class OfferCleared:
    """A party takes its signature back; the text stays on the table."""

    agreement: str
    actor: str


@dataclass(frozen=True, slots=True)
class OfferLapsed:
    """A text leaves the table unsigned."""

    agreement: str


@dataclass(frozen=True, slots=True)
class CameIntoForce:
    """An agreement is in force from now on, with these terms; the text leaves the table."""

    agreement: str
    terms: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Suspended:
    """An agreement rests through the end of turn `until`."""

    agreement: str
    until: int


@dataclass(frozen=True, slots=True)
class Resumed:
    """A suspended agreement is in force again."""

    agreement: str


@dataclass(frozen=True, slots=True)
class NoticeGiven:
    """A party says that it leaves an agreement: it ends at `expiry` of turn `leaves`."""

    agreement: str
    actor: str
    leaves: int


@dataclass(frozen=True, slots=True)
class PactEnded:
    """An agreement has ended; its terms stop counting at once."""

    agreement: str
    how: How


@dataclass(frozen=True, slots=True)
class FactSet:
    """A secret word of an agreement is set."""

    agreement: str
    fact: str
    word: str


@dataclass(frozen=True, slots=True)
class CardHeld:
    """An actor holds a card: the word it drew or chose."""

    card: str
    """Full id: `prc.posture`."""
    word: str


@dataclass(frozen=True, slots=True)
class BreachCommitted:
    """A move that an agreement in force forbids was carried out; nobody has found it yet."""

    agreement: str
    breaker: str
    move: str


@dataclass(frozen=True, slots=True)
class BreachFound:
    """A party is found breaking an agreement, by the move of this turn that is named, or otherwise."""

    agreement: str
    breaker: str
    move: str = ""


PactChange = (
    OfferLaidDown | OfferSigned | OfferCleared | OfferLapsed | CameIntoForce | Suspended | Resumed | NoticeGiven
    | PactEnded | FactSet | CardHeld | BreachCommitted | BreachFound
)  # fmt: skip


class Holding(Protocol):
    """The part of a situation that these changes speak of."""

    @property
    def turn(self) -> int:
        """The turn in play."""

    @property
    def pacts(self) -> Mapping[str, Pact]:
        """Agreements that were ever in force."""

    @property
    def offers(self) -> Mapping[str, Offer]:
        """Texts on the table."""

    @property
    def signed_now(self) -> int:
        """How many agreements came into force this turn."""

    @property
    def cards(self) -> Mapping[str, str]:
        """Secret words by the full id of their card."""

    @property
    def breaches(self) -> tuple[Breach, ...]:
        """Promises broken so far."""


def after_pact(state: Holding, change: PactChange) -> dict[str, Any]:
    """Return what becomes of agreements, texts, breaches and cards: the slots of the situation that are new."""
    return _after(change, state)


@singledispatch
def _after(change: object, state: Holding) -> dict[str, Any]:
    message = f"{type(change).__name__} is not a change of {type(state).__name__}"
    raise TypeError(message)


@_after.register(OfferLaidDown)
def _(change: OfferLaidDown, state: Holding) -> dict[str, Any]:
    return {"offers": {**state.offers, change.agreement: Offer(change.terms, (), state.turn)}}


@_after.register(OfferSigned)
def _(change: OfferSigned, state: Holding) -> dict[str, Any]:
    offer = state.offers[change.agreement]
    signed = (*(actor for actor in offer.signed if actor != change.actor), change.actor)
    return {"offers": {**state.offers, change.agreement: replace(offer, signed=signed)}}


@_after.register(OfferCleared)
def _(change: OfferCleared, state: Holding) -> dict[str, Any]:
    offer = state.offers[change.agreement]
    signed = tuple(actor for actor in offer.signed if actor != change.actor)
    return {"offers": {**state.offers, change.agreement: replace(offer, signed=signed)}}


@_after.register(OfferLapsed)
def _(change: OfferLapsed, state: Holding) -> dict[str, Any]:
    return {"offers": _without(state.offers, change.agreement)}


@_after.register(CameIntoForce)
def _(change: CameIntoForce, state: Holding) -> dict[str, Any]:
    pact = Pact(IN_FORCE, state.turn, change.terms)
    offers = _without(state.offers, change.agreement)
    pacts = {**state.pacts, change.agreement: pact}
    return {"pacts": pacts, "offers": offers, "signed_now": state.signed_now + 1}


@_after.register(Suspended)
def _(change: Suspended, state: Holding) -> dict[str, Any]:
    pact = replace(state.pacts[change.agreement], status=SUSPENDED, suspended_until=change.until)
    return {"pacts": {**state.pacts, change.agreement: pact}}


@_after.register(Resumed)
def _(change: Resumed, state: Holding) -> dict[str, Any]:
    pact = replace(state.pacts[change.agreement], status=IN_FORCE, suspended_until=None)
    return {"pacts": {**state.pacts, change.agreement: pact}}


@_after.register(NoticeGiven)
def _(change: NoticeGiven, state: Holding) -> dict[str, Any]:
    pact = replace(state.pacts[change.agreement], leaving=change.actor, leaves=change.leaves)
    return {"pacts": {**state.pacts, change.agreement: pact}}


@_after.register(PactEnded)
def _(change: PactEnded, state: Holding) -> dict[str, Any]:
    pact = replace(state.pacts[change.agreement], status=ENDED, suspended_until=None, ended=state.turn, how=change.how)
    return {"pacts": {**state.pacts, change.agreement: pact}}


@_after.register(FactSet)
def _(change: FactSet, state: Holding) -> dict[str, Any]:
    pact = state.pacts[change.agreement]
    pact = replace(pact, facts={**pact.facts, change.fact: change.word})
    return {"pacts": {**state.pacts, change.agreement: pact}}


@_after.register(CardHeld)
def _(change: CardHeld, state: Holding) -> dict[str, Any]:
    return {"cards": {**state.cards, change.card: change.word}}


@_after.register(BreachCommitted)
def _(change: BreachCommitted, state: Holding) -> dict[str, Any]:
    breach = Breach(state.turn, change.agreement, change.breaker, change.move)
    return {"breaches": (*state.breaches, breach)}


@_after.register(BreachFound)
def _(change: BreachFound, state: Holding) -> dict[str, Any]:
    found = Breach(state.turn, change.agreement, change.breaker, change.move)
    breaches = list(state.breaches)
    if found in breaches:
        # The latest of its kind: earlier ones have been looked at already, and stay unfound.
        del breaches[len(breaches) - 1 - breaches[::-1].index(found)]
    return {"breaches": (*breaches, replace(found, found=True))}


def _without(offers: Mapping[str, Offer], gone: str) -> dict[str, Offer]:
    return {agreement: offer for agreement, offer in offers.items() if agreement != gone}
