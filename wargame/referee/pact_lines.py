"""Agreements, texts, cards and questions as one audience knows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from wargame.exercise.agreements import Agreement
from wargame.exercise.definition import Exercise
from wargame.exercise.punctuation import titled
from wargame.exercise.questions import FACILITATOR
from wargame.exercise.scoring import Card
from wargame.exercise.sight import Sight
from wargame.referee import recorded, requirements, signing
from wargame.referee.agreements import common_rules
from wargame.referee.offers import UNKNOWABLE, words_of_check
from wargame.referee.pacts import ENDED, HOW_IT_ENDED, Breach, Pact
from wargame.referee.people import summary
from wargame.referee.ruling import Asked, Check
from wargame.referee.state import State
from wargame.referee.views import AskedLine, BreachLine, CardLine, PactLine, Reason, TermLine, TextLine, TextOffer
from wargame.translation import say


def pacts(exercise: Exercise, state: State, sight: Sight | None) -> tuple[PactLine, ...]:
    """Return every agreement that was ever signed, in listed order; without a sight everything about them."""
    signed = ((agreement, state.pacts.get(agreement.id)) for agreement in exercise.agreements.values())
    return tuple(_pact(exercise, state, agreement, pact, sight) for agreement, pact in signed if pact is not None)


def standing(exercise: Exercise, state: State, sight: Sight) -> tuple[PactLine, ...]:
    """Return the agreements that are in force or suspended."""
    return tuple(line for line in pacts(exercise, state, sight) if line.status != ENDED)


def texts(exercise: Exercise, state: State, sight: Sight) -> tuple[TextOffer, ...]:
    """Return the texts that a seat may sign, or why not."""
    return tuple(_text(exercise, one, sight) for one in signing.signable(exercise, state, sight.audience))


def text_with(
    exercise: Exercise, state: State, sight: Sight, agreement: str, levels: Mapping[str, int]
) -> TextOffer | None:
    """Return a text as a seat would see it with other terms; None when the seat has no such text before it."""
    for one in signing.signable(exercise, state, sight.audience):
        if one.agreement.id == agreement:
            wanted = {**one.terms, **levels}
            same = wanted == dict(one.terms)
            checks = signing.checks_of(exercise, state, one.agreement, wanted)
            missing = tuple(check for check in signing.last_checks(exercise, state, one.agreement) if not check.holds)
            asked = signing.as_passed(replace(one, terms=wanted, checks=checks, missing=missing))
            made = _text(exercise, asked, sight)
            return made if same else replace(made, signed=False)
    return None


def table(exercise: Exercise, state: State) -> tuple[TextLine, ...]:
    """Return the texts on the table with all their signatures."""
    lines = []
    for agreement in exercise.agreements.values():
        offer = state.offers.get(agreement.id)
        if offer is not None:
            missing = [party for party in agreement.parties if party not in offer.signed]
            line = TextLine(
                agreement=agreement.id,
                name=agreement.name,
                terms=terms(exercise, agreement, offer.terms),
                signed=tuple(summary(exercise, party) for party in offer.signed if party in exercise.actors),
                missing=tuple(summary(exercise, party) for party in missing),
                lapses=offer.laid_down + common_rules(exercise).offer_turns,
            )
            lines.append(line)
    return tuple(lines)


def cards(exercise: Exercise, state: State, actor: str = "") -> tuple[CardLine, ...]:
    """Return the cards of an actor, or of all."""
    own = (card for card in exercise.cards.values() if actor in ("", card.actor))
    return tuple(_card(card, state) for card in own)


def question(exercise: Exercise, asked: Asked | None, seat: str) -> AskedLine | None:
    """Return the question that waits for a seat's answer, if there is one."""
    if asked is None or asked.asked_of != seat:
        return None
    agreements = exercise.agreements
    options = tuple(
        (choice.option, choice.name, tuple((target, agreements[target].name) for target in choice.targets))
        for choice in asked.options
    )
    return AskedLine(asked.number, asked.question, asked.text, options, asked.secret)


def terms(exercise: Exercise, agreement: Agreement, levels: Mapping[str, int]) -> tuple[TermLine, ...]:
    """Return the terms of a text or agreement, in the order of the exercise."""
    lines = []
    for term in common_rules(exercise).terms.values():
        level = levels.get(term.id, term.low)
        place = level - term.low
        word = term.names[place] if 0 <= place < len(term.names) else str(level)
        fixed = term.id in agreement.fixed_terms
        lines.append(TermLine(term.id, term.name or term.id, level, word, term.low, term.high, term.names, fixed))
    return tuple(lines)


def _pact(exercise: Exercise, state: State, agreement: Agreement, pact: Pact, sight: Sight | None) -> PactLine:
    told = [breach for breach in state.breaches if breach.agreement == agreement.id and _knows(breach, sight)]
    facts = [(fact, word) for fact, word in pact.facts.items() if sight is None or sight.fact(agreement.id, fact)]
    time = None if agreement.lasts is None else pact.since + agreement.lasts
    until = [turn for turn in (time, pact.leaves) if turn is not None]
    own = sight is not None and sight.audience in agreement.parties
    return PactLine(
        agreement=agreement.id,
        name=agreement.name,
        status=pact.status,
        since=pact.since,
        parties=tuple(summary(exercise, party) for party in agreement.parties),
        terms=terms(exercise, agreement, pact.terms),
        obligations=tuple(agreement.obligations.items()),
        facts=tuple(facts),
        breaches=tuple(_breach(exercise, breach) for breach in told),
        suspended_until=pact.suspended_until or 0,
        lasts_until=min(until) if until and pact.status != ENDED else 0,
        leaving=pact.leaving,
        may_withdraw=own and agreement.notice is not None and pact.leaves is None and pact.status != ENDED,
        notice=agreement.notice or 0,
        ended=pact.ended or 0,
        how=say(HOW_IT_ENDED[pact.how]) if pact.how else "",
        goodwill=agreement.goodwill,
    )


def _knows(breach: Breach, sight: Sight | None) -> bool:
    return sight is None or breach.found or breach.breaker == sight.audience


def _breach(exercise: Exercise, breach: Breach) -> BreachLine:
    move = exercise.rulebook.moves.get(breach.move)
    return BreachLine(breach.turn, summary(exercise, breach.breaker), move.name if move else "", breach.found)


def _text(exercise: Exercise, one: signing.Signable, sight: Sight) -> TextOffer:
    agreement, offer = one.agreement, one.offer
    reasons = tuple(_reasons(exercise, one, sight))
    missing = tuple(_known(exercise, check, agreement, sight) for check in one.missing)
    return TextOffer(
        agreement=agreement.id,
        name=agreement.name,
        parties=tuple(summary(exercise, party) for party in agreement.parties),
        terms=terms(exercise, agreement, one.terms),
        on_table=offer is not None,
        signed=offer is not None and sight.audience in offer.signed,
        possible=all(reason.holds for reason in reasons),
        reasons=reasons,
        missing=missing,
        obligations=tuple(agreement.obligations.items()),
        lapses=0 if offer is None else offer.laid_down + common_rules(exercise).offer_turns,
        goodwill=agreement.goodwill,
    )


def _reasons(exercise: Exercise, one: signing.Signable, sight: Sight) -> Iterator[Reason]:
    for check in one.checks:
        yield _known(exercise, check, one.agreement, sight)


def _known(exercise: Exercise, check: Check, agreement: Agreement, sight: Sight) -> Reason:
    """Return a check in words, from what the seat may know."""
    rule = agreement.possible_if
    at_most = common_rules(exercise).at_most
    for hidden in (rule, at_most):
        if hidden is not None and check.place == hidden.place and not sight.knows(hidden):
            return Reason(titled(recorded.said(check.text), say(UNKNOWABLE)), holds=True)
    words = words_of_check(exercise, sight, check)
    if check.waived:
        by = exercise.label(FACILITATOR)
        return Reason(say("{condition}: let pass by the {facilitator}", condition=words, facilitator=by), holds=True)
    return Reason(words, check.holds, tuple(_missing(exercise, check, agreement)))


def _missing(exercise: Exercise, check: Check, agreement: Agreement) -> Iterator[str]:
    """Yield in plain words what fails, where the rule of the text or what it depends on does."""
    if check.holds:
        return
    if agreement.possible_if is not None and check.place == agreement.possible_if.place:
        reader = requirements.Reader(exercise, {"this": agreement.id})
        yield from requirements.missing(reader, agreement.possible_if, check.clauses)
        return
    for support in agreement.depends_on:
        if any(clause.text == f"active({support})" for clause in check.clauses):
            yield requirements.support_words(exercise, support)


def _card(card: Card, state: State) -> CardLine:
    word = state.cards.get(card.full_id, "")
    open_ = card.draw is None and (not word or not state.turn)
    choices = tuple(card.briefs.items()) if open_ else ()
    shown = {word, *dict(choices)}
    return CardLine(
        card=card.full_id,
        actor=card.actor,
        name=card.called,
        word=word,
        brief=card.briefs.get(word, ""),
        choices=choices,
        names=tuple((one, name) for one, name in card.names.items() if one in shown),
    )
