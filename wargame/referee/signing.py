"""Signing: which texts a party may sign, what a signature changes, and how a text comes into force.

A signature is to exact terms; other terms are another text, which takes the
place of the first and of all signatures under it. A text that every party has
signed is in force at once, if it is still possible, what it depends on is in
force, and fewer came into force in this turn than may; else it waits on the
table, and is looked at again after every signing while it lies there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from wargame.exercise.agreements import Agreement
from wargame.exercise.conditions import Clause
from wargame.exercise.definition import Exercise
from wargame.referee import adjudication, agreements, deciding, endings, recorded
from wargame.referee.adjustment import Adjustment, NotNowError
from wargame.referee.agreements import common_rules
from wargame.referee.blocks import Umpire
from wargame.referee.circumstances import Amounts, Circumstances, Truths
from wargame.referee.columns import Columns
from wargame.referee.dice import Rolls
from wargame.referee.effects import check_of
from wargame.referee.pacts import (
    BY_THE_WHITE_CELL,
    IN_FORCE,
    NoticeGiven,
    Offer,
    OfferCleared,
    OfferLaidDown,
    OfferSigned,
    Pact,
    PactChange,
)
from wargame.referee.ruling import Check, Ruling, SigningSubject
from wargame.referee.state import EVERYBODY, State
from wargame.referee.trace import Trace
from wargame.translation import say


@dataclass(frozen=True, slots=True)
class Signable:
    """A text as one of its parties may look at it."""

    agreement: Agreement
    terms: Mapping[str, int]
    """Those on the table, or else the usual ones."""
    offer: Offer | None
    """The text on the table."""
    checks: tuple[Check, ...]
    """What has to hold for signing it now."""
    missing: tuple[Check, ...] = ()
    """What has to hold besides when the last signature is in, and does not hold now."""

    @property
    def possible(self) -> bool:
        """Whether it can be signed now."""
        return all(check.holds or check.waived for check in self.checks)


def usual_terms(exercise: Exercise, agreement: Agreement) -> dict[str, int]:
    """Return the usual level of every term of a text."""
    shared = common_rules(exercise).terms
    return {term: agreement.terms.get(term, known.low) for term, known in shared.items()}


def signable(exercise: Exercise, state: State, actor: str) -> tuple[Signable, ...]:
    """Return the texts of which an actor is a party and that are not signed already, in listed order."""
    found = []
    columns = Columns([state])
    for agreement in exercise.agreements.values():
        if actor in agreement.parties and not _standing(state, agreement.id):
            offer = state.offers.get(agreement.id)
            terms = usual_terms(exercise, agreement) if offer is None else offer.terms
            checks = tuple(_checks(exercise, state, agreement, terms, columns))
            missing = tuple(check for check in _last_checks(exercise, state, agreement, columns) if not check.holds)
            found.append(as_passed(Signable(agreement, terms, offer, checks, missing)))
    return tuple(found)


def as_passed(text: Signable) -> Signable:
    """Return a text as it stands if the white cell has let it pass with these terms: what does not hold is waived."""
    offer = text.offer
    if offer is None or BY_THE_WHITE_CELL not in offer.signed or dict(offer.terms) != dict(text.terms):
        return text
    checks = tuple(replace(check, waived=not check.holds) for check in text.checks)
    return replace(text, checks=checks, missing=())


def checks_of(exercise: Exercise, state: State, agreement: Agreement, terms: Mapping[str, int]) -> tuple[Check, ...]:
    """Return everything that has to hold for a signature under a text with these terms."""
    return tuple(_checks(exercise, state, agreement, terms, Columns([state])))


def last_checks(exercise: Exercise, state: State, agreement: Agreement) -> tuple[Check, ...]:
    """Return what has to hold besides, once all have signed: what it depends on, and the number of texts a turn."""
    return tuple(_last_checks(exercise, state, agreement, Columns([state])))


def _last_checks(exercise: Exercise, state: State, agreement: Agreement, columns: Columns) -> Iterator[Check]:
    for support in agreement.depends_on:
        pact = state.pacts.get(support)
        holds = pact is not None and pact.status == IN_FORCE
        clause = Clause(f"active({support})", holds, ((f"active({support})", holds),))
        name = exercise.agreements[support].name
        yield Check(f"depends on {name}", holds, (clause,), agreement.place)
    at_most = common_rules(exercise).at_most
    if at_most is not None:
        most = float(Circumstances(exercise, columns, {"this": agreement.id}).number(at_most)[0])
        holds = state.signed_now < most
        clause = Clause(f"signed this turn < {most:g}", holds, (("signed this turn", float(state.signed_now)),))
        yield Check(f"at most {most:g} come into force in a turn", holds, (clause,), at_most.place)


def to_be_ruled(exercise: Exercise, state: State) -> Agreement | None:
    """Return the first text that every party has signed and that can come into force, in listed order."""
    for agreement in exercise.agreements.values():
        offer = state.offers.get(agreement.id)
        if offer is not None and set(agreement.parties) <= set(offer.signed):
            checks = (
                *checks_of(exercise, state, agreement, offer.terms),
                *last_checks(exercise, state, agreement),
            )
            if BY_THE_WHITE_CELL in offer.signed or all(check.holds for check in checks):
                return agreement
    return None


def sign(
    exercise: Exercise, state: State, actor: str, agreement: str, terms: Mapping[str, int] | None = None
) -> tuple[PactChange, ...]:
    """Return the changes of a signature: the text is laid down first, if it does not lie there with these terms.

    Terms that are not given are those on the table, or the usual ones. Raises
    NotNowError with the reason when it cannot be signed.
    """
    text = _of_party(exercise, actor, agreement)
    offer = state.offers.get(agreement)
    usual = usual_terms(exercise, text)
    wanted = {**(usual if offer is None else offer.terms), **(terms or {})}
    same = offer is not None and dict(offer.terms) == wanted
    passes = same and offer is not None and BY_THE_WHITE_CELL in offer.signed
    failing = [check for check in checks_of(exercise, state, text, wanted) if not check.holds and not passes]
    if failing:
        why = "; ".join(recorded.said(check.text) for check in failing)
        raise NotNowError(say("{agreement} cannot be signed now: {reasons}.", agreement=text.name, reasons=why))
    changes: list[PactChange] = []
    if offer is None or dict(offer.terms) != wanted:
        changes.append(OfferLaidDown(agreement, wanted))
    elif actor in offer.signed:
        who = exercise.actors[actor].name
        raise NotNowError(
            say("{actor} has signed {agreement} with these terms already.", actor=who, agreement=text.name)
        )
    return (*changes, OfferSigned(agreement, actor))


def let_pass(
    exercise: Exercise, state: State, agreement: str, terms: Mapping[str, int] | None = None
) -> tuple[PactChange, ...]:
    """Return the changes of the white cell letting a text pass with exact terms, whatever does not hold for it.

    Its parties may sign it then, and with the last signature it comes into force. Raises
    NotNowError when there is no such text, or it is in force.
    """
    text = exercise.agreements.get(agreement)
    if text is None:
        raise NotNowError(say("There is no text called '{agreement}'.", agreement=agreement))
    if _standing(state, agreement):
        raise NotNowError(say("{agreement} is in force already.", agreement=text.name))
    offer = state.offers.get(agreement)
    wanted = {**(usual_terms(exercise, text) if offer is None else offer.terms), **(terms or {})}
    laid = () if offer is not None and dict(offer.terms) == wanted else (OfferLaidDown(agreement, wanted),)
    return (*laid, OfferSigned(agreement, BY_THE_WHITE_CELL))


def unsign(exercise: Exercise, state: State, actor: str, agreement: str) -> tuple[PactChange, ...]:
    """Return the change of taking a signature back. Raises NotNowError when there is none."""
    text = _of_party(exercise, actor, agreement)
    offer = state.offers.get(agreement)
    if offer is None or actor not in offer.signed:
        who = exercise.actors[actor].name
        raise NotNowError(say("{actor} has not signed {agreement}.", actor=who, agreement=text.name))
    return (OfferCleared(agreement, actor),)


def give_notice(exercise: Exercise, state: State, actor: str, agreement: str) -> tuple[PactChange, ...]:
    """Return the change of a party saying that it leaves an agreement. Raises NotNowError when it cannot."""
    text = _of_party(exercise, actor, agreement)
    pact = state.pacts.get(agreement)
    if pact is None or not _standing(state, agreement):
        raise NotNowError(say("{agreement} is not in force.", agreement=text.name))
    if text.notice is None:
        raise NotNowError(say("{agreement} gives no party the right to withdraw.", agreement=text.name))
    if pact.leaves is not None:
        raise NotNowError(say("Notice of {agreement} has been given already.", agreement=text.name))
    return (NoticeGiven(agreement, actor, state.turn + text.notice),)


def rule(
    exercise: Exercise, state: State, agreement: Agreement, rolls: Rolls, adjustments: Sequence[Adjustment] = ()
) -> Ruling:
    """Return what follows when the last signature is in: the agreement is in force, its rules of signing are played.

    When the facilitator lets it lapse, the text leaves the table instead.
    """
    trace = Trace()
    columns = Columns([state], trace)
    umpire = Umpire(exercise, columns, rolls, adjustments)
    deciding.refuse(umpire.hand)
    offer = state.offers[agreement.id]
    checks = (*checks_of(exercise, state, agreement, offer.terms), *last_checks(exercise, state, agreement))
    if BY_THE_WHITE_CELL in offer.signed:
        checks = tuple(check if check.holds else replace(check, waived=True) for check in checks)
    with umpire.until_asked():
        if umpire.hand.lapsed:
            columns.take_off_the_table(agreement.id, columns.live)
        else:
            terms = {term: np.full(1, float(level)) for term, level in offer.terms.items()}
            come_into_force(umpire, agreement, terms, columns.live)
            adjudication.add_by_hand(umpire, {"this": agreement.id})
        endings.look_at_once(umpire)
    return Ruling(
        subject=SigningSubject(agreement.id),
        checks=checks,
        findings=tuple(trace.findings),
        changes=tuple(trace.changes),
        adjustments=tuple(adjustments),
        seen_by=(EVERYBODY,),
        asks=umpire.asks,
    )


def come_into_force(umpire: Umpire, agreement: Agreement, terms: Mapping[str, Amounts], mask: Truths) -> None:
    """Put an agreement in force with these terms in the runs of the mask, and play its rules of signing."""
    agreements.announce(umpire, agreement, "signing", mask)
    put = umpire.columns.come_into_force
    agreements.write(umpire, agreement, "comes into force", mask, lambda: put(agreement.id, terms, mask))
    agreements.signed(umpire, agreement, mask)


def may_be_signed(umpire: Umpire, agreement: Agreement, terms: Mapping[str, Amounts]) -> Truths:
    """Return in which runs a text with these terms could be signed and come into force now."""
    columns, exercise = umpire.columns, umpire.exercise
    common = common_rules(exercise)
    drafts = {(agreement.id, term): level for term, level in terms.items()}
    read = Circumstances(exercise, columns, {"this": agreement.id}, drafts)
    may = columns.live & ~columns.ever(agreement.id)
    if common.may_return is not None:
        may = columns.live & columns.ended_before(agreement.id, columns.turn - common.may_return)
    for support in agreement.depends_on:
        may = may & columns.in_force(support)
    if common.at_most is not None:
        may = may & (columns.signed_now < read.number(common.at_most))
    if agreement.possible_if is not None and may.any():
        may = may & read.truth(agreement.possible_if)
    return may


def lapse(umpire: Umpire) -> None:
    """Take the unfinished texts off the table whose time is over at the end of this turn."""
    columns = umpire.columns
    columns.lapse_offers(columns.turn - common_rules(umpire.exercise).offer_turns, columns.live)


def _checks(
    exercise: Exercise, state: State, agreement: Agreement, terms: Mapping[str, int], columns: Columns
) -> Iterator[Check]:
    pact = state.pacts.get(agreement.id)
    if pact is not None:
        yield _free(exercise, state, agreement, pact)
    drafts = {(agreement.id, term): np.full(1, float(level)) for term, level in terms.items()}
    read = Circumstances(exercise, columns, {"this": agreement.id}, drafts)
    if agreement.possible_if is not None:
        yield check_of(agreement.possible_if, read, holds=bool(read.truth(agreement.possible_if)[0]))
    yield from _terms(exercise, agreement, terms)


def _free(exercise: Exercise, state: State, agreement: Agreement, pact: Pact) -> Check:
    """Check that an agreement that was signed once may be signed again."""
    after = common_rules(exercise).may_return
    if pact.ended is None:
        return Check("is signed already", holds=False, clauses=(), place=agreement.place)
    if after is None:
        return Check("has ended, and does not return", holds=False, clauses=(), place=agreement.place)
    holds = state.turn >= pact.ended + after
    clause = Clause(f"turn >= {pact.ended + after}", holds, (("turn", float(state.turn)),))
    return Check(f"may return {after} turns after it ended", holds, (clause,), agreement.place)


def _terms(exercise: Exercise, agreement: Agreement, terms: Mapping[str, int]) -> Iterator[Check]:
    """Yield a check for each term that is not what it may be."""
    shared, usual = common_rules(exercise).terms, usual_terms(exercise, agreement)
    for term, level in terms.items():
        if term not in shared:
            yield Check(f"there is no term called {term}", holds=False, clauses=(), place=agreement.place)
        elif term in agreement.fixed_terms and level != usual[term]:
            yield Check(f"{term} is fixed at {usual[term]}", holds=False, clauses=(), place=agreement.place)
        elif not shared[term].low <= level <= shared[term].high:
            text = f"{term} lies between {shared[term].low} and {shared[term].high}"
            yield Check(text, holds=False, clauses=(), place=agreement.place)


def _standing(state: State, agreement: str) -> bool:
    pact = state.pacts.get(agreement)
    return pact is not None and pact.ended is None


def _stranger(actor: str) -> str:
    return say("The white cell") if actor == BY_THE_WHITE_CELL else say("The {actor}", actor=actor)


def _of_party(exercise: Exercise, actor: str, agreement: str) -> Agreement:
    """Return a text of which an actor is a party. Raises NotNowError when it is none."""
    text = exercise.agreements.get(agreement)
    if text is None:
        raise NotNowError(say("There is no agreement called {agreement}.", agreement=agreement))
    if actor not in text.parties:
        # The white cell, too, has its mark under a text that it lets pass, and is no party.
        known = exercise.actors.get(actor)
        who = known.name if known is not None else _stranger(actor)
        raise NotNowError(say("{actor} is no party to {agreement}.", actor=who, agreement=text.name))
    return text
