"""The whole situation as lines, for the white cell: where play stands, tracks, facts, what waits, what is to come."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.exercise.definition import Exercise
from wargame.exercise.punctuation import titled
from wargame.referee.pacts import HOW_IT_ENDED, HOW_IT_STANDS, Breach, CardHeld, Offer, Pact
from wargame.referee.state import State
from wargame.review import names
from wargame.review.changes import change_text, scheduled_text
from wargame.review.pacts import agreement_name, terms_text
from wargame.review.scores import score_lines
from wargame.translation import say


def situation_lines(exercise: Exercise, state: State) -> tuple[str, ...]:
    """Return the situation as lines of text; lines that belong to a heading are indented."""
    return tuple(_lines(exercise, state))


def standing(exercise: Exercise, state: State) -> str:
    """Return where play stands: "Half-year 2 of 8, Orders", "Over: A cap that holds"."""
    if state.ending is not None:
        turn, ending = names.turn_name(exercise, state.turn), names.ending_name(exercise, state.ending)
        return say("Over in {turn}: {ending}", turn=turn, ending=ending)
    if not state.turn:
        return say("Not started")
    turn, phase = names.opening(names.turn_name(exercise, state.turn)), names.phase_at(exercise, state.cursor.phase)
    return say("{turn} of {turns}, {phase}", turn=turn, turns=exercise.turns, phase=phase)


def track_value(exercise: Exercise, track: str, value: float) -> str:
    """Return "Tension 4 (uneasy)"."""
    band = names.band(exercise, track, value)
    shown = f"{names.track_name(exercise, track)} {names.value_text(exercise, track, value)}"
    return f"{shown} ({band})" if band else shown


def pact_line(exercise: Exercise, agreement: str, pact: Pact) -> str:
    """Return "Ceasefire: in force since month 1 (inspection by air (1), aid 2)"."""
    name, since = agreement_name(exercise, agreement), names.turn_name(exercise, pact.since)
    terms = f" ({terms_text(exercise, pact.terms)})" if pact.terms else ""
    settled = ((names.item_name(fact), names.item_name(word)) for fact, word in pact.facts.items())
    facts = "".join(f", {say('{name} is {value}', name=fact, value=word)}" for fact, word in settled)
    if pact.ended is not None:
        ended, how = names.turn_name(exercise, pact.ended), say(HOW_IT_ENDED[pact.how]) if pact.how else ""
        told = say("ended in {turn} ({how}), signed in {since}", turn=ended, how=how, since=since)
        if not how:
            told = say("ended in {turn}, signed in {since}", turn=ended, since=since)
        return titled(name, f"{told}{facts}")
    standing = say("{standing} since {turn}", standing=say(HOW_IT_STANDS[pact.status]), turn=since)
    if pact.suspended_until is not None:
        until = names.turn_name(exercise, pact.suspended_until)
        standing = say("suspended through {turn}, signed in {since}", turn=until, since=since)
    leaving = ""
    if pact.leaves is not None:
        who, when = names.actor_name(exercise, pact.leaving), names.turn_name(exercise, pact.leaves)
        leaving = f", {say('{actor} leaves with {turn}', actor=who, turn=when)}"
    return titled(name, f"{standing}{terms}{facts}{leaving}")


def offer_line(exercise: Exercise, agreement: str, offer: Offer) -> str:
    """Return "Ceasefire (aid 2): signed by South"."""
    terms = f" ({terms_text(exercise, offer.terms)})" if offer.terms else ""
    signed = names.listed([names.actor_name(exercise, actor) for actor in offer.signed]) or say("nobody")
    text = f"{agreement_name(exercise, agreement)}{terms}"
    return say("{agreement}: signed by {actors}", agreement=text, actors=signed)


def breach_line(exercise: Exercise, breach: Breach) -> str:
    """Return "Month 2: South breaks Ceasefire: Raid the barns; nobody has found out"."""
    who, name = names.actor_name(exercise, breach.breaker), agreement_name(exercise, breach.agreement)
    what = titled(name, names.move_name(exercise, breach.move)) if breach.move else name
    turn = names.opening(names.turn_name(exercise, breach.turn))
    broken = say("{turn}: {actor} breaks {agreement}", turn=turn, actor=who, agreement=what)
    return (
        say("{breach}; found", breach=broken) if breach.found else say("{breach}; nobody has found out", breach=broken)
    )


def _agreements(exercise: Exercise, state: State) -> Iterator[str]:
    parts = (
        (say("Agreements"), [pact_line(exercise, name, pact) for name, pact in state.pacts.items()]),
        (say("On the table"), [offer_line(exercise, name, offer) for name, offer in state.offers.items()]),
        (say("Breaches"), [breach_line(exercise, breach) for breach in state.breaches]),
        (say("Cards"), [change_text(exercise, CardHeld(card, word)) for card, word in state.cards.items()]),
    )
    for heading, lines in parts:
        if lines:
            yield heading
            yield from (f"  {line}" for line in lines)


def _lines(exercise: Exercise, state: State) -> Iterator[str]:
    yield standing(exercise, state)
    for track in exercise.tracks:
        yield f"  {track_value(exercise, track, state.tracks[track])}"
    if state.flags:
        yield say("What holds")
    for flag, until in state.flags.items():
        through = say("until cleared")
        if until is not None:
            through = say("through {turn}", turn=names.turn_name(exercise, until))
        yield f"  {names.flag_words(exercise, flag)} ({through})"
    yield from _agreements(exercise, state)
    if state.orders:
        yield say("Orders not yet ruled")
    for order in state.orders:
        yield f"  {titled(names.actor_name(exercise, order.actor), names.order_name(exercise, order))}"
    if state.scheduled:
        yield say("To come")
    for effect in state.scheduled:
        yield f"  {scheduled_text(exercise, effect)}"
    if state.ending is not None and (told := list(score_lines(exercise, state))):
        yield say("Scorecards")
        yield from (f"  {line}" for line in told)
