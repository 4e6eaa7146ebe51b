"""Agreements, texts on the table, breaches and cards of N runs: a part of `referee.columns`.

Like everything else there: a mapping of columns with one entry a run, 0 where
nothing was ever written. Words are numbers in `words`, of which 0 is `none`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

from wargame.exercise.agreements import NO_WORD
from wargame.referee.gathering import gather, gather_whole
from wargame.referee.pacts import (
    Breach,
    BreachCommitted,
    BreachFound,
    CameIntoForce,
    CardHeld,
    FactSet,
    How,
    Offer,
    OfferLapsed,
    Pact,
    PactChange,
    PactEnded,
    Resumed,
    Suspended,
)
from wargame.referee.state import Cursor, State
from wargame.referee.trace import Trace

Amounts = NDArray[np.float64]
Counts = NDArray[np.int64]
Truths = NDArray[np.bool_]

Key = TypeVar("Key", bound=Hashable)

NEVER, IN_FORCE, SUSPENDED, ENDED = 0, 1, 2, 3
_STATUS: dict[int, Literal["in force", "suspended", "ended"]] = {
    IN_FORCE: "in force",
    SUSPENDED: "suspended",
    ENDED: "ended",
}
_CODES = {"in force": IN_FORCE, "suspended": SUSPENDED, "ended": ENDED}
_HOW: tuple[How, ...] = ("", "terminated", "withdrawn", "expired")
SIGNED_NOW = "signed now"


@dataclass(frozen=True, slots=True)
class OnTheTable:
    """A text on the table, in the runs in which it lies there."""

    agreement: str
    offer: Offer
    mask: Truths


@dataclass(frozen=True, slots=True)
class Broken:
    """A breach, in the runs in which it happened."""

    breach: Breach
    mask: Truths


class PactColumns:
    """The part of Columns that agreements need. Arrays are never altered in place."""

    runs: int
    trace: Trace | None
    cursor: Cursor
    detailed: bool

    def gather_pacts(self, states: Sequence[State]) -> None:
        """Take agreements, texts, breaches and cards over from the situations of the runs."""
        self.words: list[str] = [NO_WORD]
        """What the numbers of facts, cards and parties stand for; it only ever grows."""
        self.pact_status = _of_pacts(states, lambda pact: _CODES[pact.status])
        self.pact_since = _of_pacts(states, lambda pact: pact.since)
        self.pact_until = _of_pacts(states, lambda pact: pact.suspended_until or 0)
        self.pact_leaving = _of_pacts(states, lambda pact: self.word(pact.leaving or NO_WORD))
        self.pact_leaves = _of_pacts(states, lambda pact: pact.leaves or 0)
        self.pact_ended = _of_pacts(states, lambda pact: pact.ended or 0)
        self.pact_how = _of_pacts(states, lambda pact: _HOW.index(pact.how))
        self.terms = gather(
            states,
            lambda state: {(name, term): at for name, pact in state.pacts.items() for term, at in pact.terms.items()},
            0,
        )
        self.facts = gather_whole(
            states,
            lambda state: {
                (name, fact): self.word(word) for name, pact in state.pacts.items() for fact, word in pact.facts.items()
            },
            0,
        )
        self.cards = gather_whole(
            states, lambda state: {card: self.word(word) for card, word in state.cards.items()}, 0
        )
        self.counters: dict[str, Counts] = {SIGNED_NOW: np.array([state.signed_now for state in states])}
        self.breaches_done: dict[tuple[str, str], Counts] = {}
        """(agreement, breaker) → how often it broke it, since these columns were made."""
        self.breaches_found: dict[tuple[str, str], Counts] = {}
        self.offers: tuple[OnTheTable, ...] = ()
        self.broken: tuple[Broken, ...] = ()
        for run, state in enumerate(states):
            if state.offers or state.breaches:
                here = np.arange(len(states)) == run
                self.offers += tuple(OnTheTable(agreement, offer, here) for agreement, offer in state.offers.items())
                self.broken += tuple(Broken(breach, here) for breach in state.breaches)

    # -------------------------------------------------------------------------------------------------- what there is

    def in_force(self, agreement: str) -> Truths:
        """Return in which runs an agreement is in force."""
        found: Truths = self._status(agreement) == IN_FORCE
        return found

    def suspended(self, agreement: str) -> Truths:
        """Return in which runs an agreement is suspended."""
        found: Truths = self._status(agreement) == SUSPENDED
        return found

    def standing(self, agreement: str) -> Truths:
        """Return in which runs an agreement is in force or suspended."""
        status = self._status(agreement)
        found: Truths = (status == IN_FORCE) | (status == SUSPENDED)
        return found

    def ever(self, agreement: str) -> Truths:
        """Return in which runs an agreement was ever signed."""
        found: Truths = self._status(agreement) != NEVER
        return found

    def offered(self, agreement: str) -> Truths:
        """Return in which runs a text is on the table."""
        found = np.zeros(self.runs, dtype=np.bool_)
        for text in self.offers:
            if text.agreement == agreement:
                found = found | text.mask
        return found

    def age(self, agreement: str) -> Amounts:
        """Return for how many turns an agreement has been in force, counted from signing; -1 unless in force."""
        since = self.pact_since.get(agreement)
        if since is None:
            return np.full(self.runs, -1.0)
        return np.where(self.in_force(agreement), self.cursor.turn - since, -1).astype(np.float64)

    def ended_before(self, agreement: str, turn: int) -> Truths:
        """Return where an agreement was never signed, or ended in that turn or an earlier one."""
        status = self._status(agreement)
        ended = self.pact_ended.get(agreement, np.zeros(self.runs, dtype=np.int64))
        found: Truths = (status == NEVER) | ((status == ENDED) & (ended <= turn))
        return found

    def term(self, agreement: str, term: str) -> Amounts:
        """Return the level of a term: 0 if never signed, the last level if ended."""
        level = self.terms.get((agreement, term))
        return np.zeros(self.runs) if level is None else level

    def fact_is(self, agreement: str, fact: str, word: str) -> Truths:
        """Return in which runs a fact of an agreement is this word."""
        return self._is(self.facts.get((agreement, fact)), word)

    def card_is(self, card: str, word: str) -> Truths:
        """Return in which runs a card is this word."""
        return self._is(self.cards.get(card), word)

    @property
    def signed_now(self) -> Counts:
        """How many agreements have come into force in this turn."""
        return self.counters[SIGNED_NOW]

    def word(self, word: str) -> int:
        """Return the number that stands for a word."""
        if word not in self.words:
            self.words.append(word)
        return self.words.index(word)

    def pact(self, agreement: str, run: int) -> Pact | None:
        """Return an agreement as it stands in one run, or None if it was never signed."""
        status = int(self._status(agreement)[run])
        if status == NEVER:
            return None
        until, leaves, ended = (
            self._at(column, agreement, run) for column in (self.pact_until, self.pact_leaves, self.pact_ended)
        )
        facts = {fact: int(codes[run]) for (owner, fact), codes in self.facts.items() if owner == agreement}
        leaving = self._at(self.pact_leaving, agreement, run)
        return Pact(
            status=_STATUS[status],
            since=self._at(self.pact_since, agreement, run),
            terms={term: int(levels[run]) for (owner, term), levels in self.terms.items() if owner == agreement},
            facts={fact: self.words[code] for fact, code in facts.items() if code},
            suspended_until=until or None,
            leaving=self.words[leaving] if leaving else "",
            leaves=leaves or None,
            ended=ended or None,
            how=_HOW[self._at(self.pact_how, agreement, run)],
        )

    def pacts_of(self, run: int) -> dict[str, Pact]:
        """Return every agreement that was ever signed in one run."""
        found = {agreement: self.pact(agreement, run) for agreement in self.pact_status}
        return {agreement: pact for agreement, pact in found.items() if pact is not None}

    def offers_of(self, run: int) -> dict[str, Offer]:
        """Return the texts on the table of one run."""
        return {text.agreement: text.offer for text in self.offers if text.mask[run]}

    def breaches_of(self, run: int) -> tuple[Breach, ...]:
        """Return the breaches of one run."""
        return tuple(broken.breach for broken in self.broken if broken.mask[run])

    def cards_of(self, run: int) -> dict[str, str]:
        """Return the cards that are held in one run."""
        return {card: self.words[int(codes[run])] for card, codes in self.cards.items() if codes[run]}

    # ---------------------------------------------------------------------------------- changes, one method per kind

    def come_into_force(self, agreement: str, terms: Mapping[str, Amounts], mask: Truths) -> None:
        """Put an agreement in force with these terms; its text leaves the table."""
        self._set(self.pact_status, agreement, IN_FORCE, mask)
        self._set(self.pact_since, agreement, self.cursor.turn, mask)
        for column in (self.pact_until, self.pact_leaving, self.pact_leaves, self.pact_ended, self.pact_how):
            if agreement in column:
                self._set(column, agreement, 0, mask)
        for term, levels in terms.items():
            self.terms[agreement, term] = np.where(mask, levels, self.term(agreement, term))
        for owner, fact in list(self.facts):
            if owner == agreement:
                self._set(self.facts, (agreement, fact), 0, mask)
        self.counters[SIGNED_NOW] = self.signed_now + mask
        self._take_off_the_table(agreement, mask)
        self._write(mask, lambda: CameIntoForce(agreement, {term: int(levels[0]) for term, levels in terms.items()}))

    def suspend(self, agreement: str, until: int, mask: Truths) -> None:
        """Let an agreement rest through the end of a turn; one that rests longer already is left."""
        before = self.pact_until.get(agreement, np.zeros(self.runs, dtype=np.int64))
        mask = mask & self.standing(agreement) & (before < until)
        self._set(self.pact_status, agreement, SUSPENDED, mask)
        self._set(self.pact_until, agreement, until, mask)
        self._write(mask, lambda: Suspended(agreement, until))

    def resume(self, agreement: str, mask: Truths) -> None:
        """Put a suspended agreement in force again."""
        mask = mask & self.suspended(agreement)
        self._set(self.pact_status, agreement, IN_FORCE, mask)
        self._set(self.pact_until, agreement, 0, mask)
        self._write(mask, lambda: Resumed(agreement))

    def end_pact(self, agreement: str, how: How, mask: Truths) -> None:
        """End an agreement that is in force or suspended."""
        mask = mask & self.standing(agreement)
        self._set(self.pact_status, agreement, ENDED, mask)
        self._set(self.pact_until, agreement, 0, mask)
        self._set(self.pact_ended, agreement, self.cursor.turn, mask)
        self._set(self.pact_how, agreement, _HOW.index(how), mask)
        self._write(mask, lambda: PactEnded(agreement, how))

    def set_fact(self, agreement: str, fact: str, word: str, mask: Truths) -> None:
        """Set a word of an agreement that was signed."""
        mask = mask & self.ever(agreement) & ~self.fact_is(agreement, fact, word)
        self._set(self.facts, (agreement, fact), self.word(word), mask)
        self._write(mask, lambda: FactSet(agreement, fact, word))

    def hold_card(self, card: str, word: str, mask: Truths) -> None:
        """Let an actor hold a card."""
        self._set(self.cards, card, self.word(word), mask)
        self._write(mask, lambda: CardHeld(card, word))

    def count_breach(self, agreement: str, breaker: str, mask: Truths) -> None:
        """Count that a party breaks an agreement, found or not."""
        if mask.any():
            self._count(self.breaches_done, (agreement, breaker), mask)

    def times_found(self, agreement: str, breaker: str) -> Counts:
        """Return how often a party was found breaking an agreement, since these columns were made."""
        found = self.breaches_found.get((agreement, breaker))
        return np.zeros(self.runs, dtype=np.int64) if found is None else found

    def commit_breach(self, agreement: str, breaker: str, move: str, mask: Truths) -> None:
        """Write down a breach that nobody has found yet."""
        if self.detailed and mask.any():
            self.broken += (Broken(Breach(self.cursor.turn, agreement, breaker, move), mask),)
        self._write(mask, lambda: BreachCommitted(agreement, breaker, move))

    def find_breach(self, agreement: str, breaker: str, move: str, mask: Truths) -> None:
        """Write down that a party is found breaking an agreement: by that move of this turn, or otherwise."""
        self._count(self.breaches_found, (agreement, breaker), mask)
        if self.detailed and mask.any():
            found = Breach(self.cursor.turn, agreement, breaker, move)
            self._take_latest(found, mask)
            self.broken += (Broken(replace(found, found=True), mask),)
        self._write(mask, lambda: BreachFound(agreement, breaker, move))

    def lapse_offers(self, laid_down_by: int, live: Truths) -> None:
        """Take the texts off the table that were laid down in that turn or earlier."""
        for text in self.offers:
            if text.offer.laid_down <= laid_down_by:
                self.take_off_the_table(text.agreement, text.mask & live)

    def take_off_the_table(self, agreement: str, mask: Truths) -> None:
        """Let a text lapse."""
        mask = mask & self.offered(agreement)
        self._take_off_the_table(agreement, mask)
        self._write(mask, partial(OfferLapsed, agreement))

    def begin_signing(self, live: Truths) -> None:
        """Begin a turn: nothing has come into force in it."""
        self.counters[SIGNED_NOW] = np.where(live, 0, self.signed_now)

    # --------------------------------------------------------------------------------------------------------- inside

    def _status(self, agreement: str) -> Counts:
        status = self.pact_status.get(agreement)
        return np.zeros(self.runs, dtype=np.int64) if status is None else status

    def _is(self, codes: Counts | None, word: str) -> Truths:
        if codes is None:
            return np.full(self.runs, word == NO_WORD)
        found: Truths = codes == (self.words.index(word) if word in self.words else -1)
        return found

    def _set(self, column: dict[Key, Counts], key: Key, value: int, mask: Truths) -> None:
        before = column.get(key)
        column[key] = np.where(mask, value, 0 if before is None else before)

    def _count(self, column: dict[Key, Counts], key: Key, mask: Truths) -> None:
        before = column.get(key)
        column[key] = mask.astype(np.int64) if before is None else before + mask

    def _at(self, column: Mapping[str, Counts], agreement: str, run: int) -> int:
        values = column.get(agreement)
        return 0 if values is None else int(values[run])

    def _take_off_the_table(self, agreement: str, mask: Truths) -> None:
        if self.offers:
            left = (
                replace(text, mask=text.mask & ~mask) if text.agreement == agreement else text for text in self.offers
            )
            self.offers = tuple(text for text in left if text.mask.any())

    def _take_latest(self, breach: Breach, mask: Truths) -> None:
        """Take the latest such breach of each run off the list: earlier ones have been looked at already."""
        kept = list(self.broken)
        for place in reversed(range(len(kept))):
            if kept[place].breach == breach and (kept[place].mask & mask).any():
                kept[place], mask = replace(kept[place], mask=kept[place].mask & ~mask), mask & ~kept[place].mask
        self.broken = tuple(broken for broken in kept if broken.mask.any())

    def _write(self, mask: Truths, change: Callable[[], PactChange]) -> None:
        if self.trace is not None and mask[0]:
            self.trace.changes.append(change())


def _of_pacts(states: Sequence[State], value: Callable[[Pact], int]) -> dict[str, Counts]:
    """Return one column of whole numbers for each agreement that was ever signed in any of the runs."""
    return gather_whole(states, lambda state: {name: value(pact) for name, pact in state.pacts.items()}, 0)
