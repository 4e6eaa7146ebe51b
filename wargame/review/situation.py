"""The whole situation as lines, for the white cell: where play stands, tracks, facts, what waits, what is to come."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.exercise.definition import Exercise
from wargame.referee.pacts import Breach, CardHeld, Offer, Pact
from wargame.referee.state import State
from wargame.review import names
from wargame.review.changes import change_text, scheduled_text
from wargame.review.pacts import agreement_name, terms_text
from wargame.review.scores import score_lines


def situation_lines(exercise: Exercise, state: State) -> tuple[str, ...]:
    """Return the situation as lines of text; lines that belong to a heading are indented."""
    return tuple(_lines(exercise, state))


def standing(exercise: Exercise, state: State) -> str:
    """Return where play stands: "Half-year 2 of 8, Orders", "Over: A cap that holds"."""
    if state.ending is not None:
        return f"Over in {names.turn_name(exercise, state.turn)}: {names.ending_name(exercise, state.ending)}"
    if not state.turn:
        return "Not started"
    turn = names.opening(names.turn_name(exercise, state.turn))
    return f"{turn} of {exercise.turns}, {names.phase_at(exercise, state.cursor.phase)}"


def track_value(exercise: Exercise, track: str, value: float) -> str:
    """Return "Tension 4 (uneasy)"."""
    band = names.band(exercise, track, value)
    shown = f"{names.track_name(exercise, track)} {names.value_text(exercise, track, value)}"
    return f"{shown} ({band})" if band else shown


def pact_line(exercise: Exercise, agreement: str, pact: Pact) -> str:
    """Return "Ceasefire: in force since month 1 (inspection by air (1), aid 2)"."""
    name, since = agreement_name(exercise, agreement), names.turn_name(exercise, pact.since)
    terms = f" ({terms_text(exercise, pact.terms)})" if pact.terms else ""
    facts = "".join(f", {names.item_name(fact)} is {names.item_name(word)}" for fact, word in pact.facts.items())
    if pact.ended is not None:
        how = f" ({pact.how})" if pact.how else ""
        return f"{name}: ended in {names.turn_name(exercise, pact.ended)}{how}, signed in {since}{facts}"
    standing = f"{pact.status} since {since}"
    if pact.suspended_until is not None:
        standing = f"suspended through {names.turn_name(exercise, pact.suspended_until)}, signed in {since}"
    leaving = ""
    if pact.leaves is not None:
        who, when = names.actor_name(exercise, pact.leaving), names.turn_name(exercise, pact.leaves)
        leaving = f", {who} leaves with {when}"
    return f"{name}: {standing}{terms}{facts}{leaving}"


def offer_line(exercise: Exercise, agreement: str, offer: Offer) -> str:
    """Return "Ceasefire (aid 2): signed by South"."""
    terms = f" ({terms_text(exercise, offer.terms)})" if offer.terms else ""
    signed = names.listed([names.actor_name(exercise, actor) for actor in offer.signed]) or "nobody"
    return f"{agreement_name(exercise, agreement)}{terms}: signed by {signed}"


def breach_line(exercise: Exercise, breach: Breach) -> str:
    """Return "Month 2: South breaks Ceasefire: Raid the barns; nobody has found out"."""
    who, name = names.actor_name(exercise, breach.breaker), agreement_name(exercise, breach.agreement)
    what = f": {names.move_name(exercise, breach.move)}" if breach.move else ""
    found = "found" if breach.found else "nobody has found out"
    return f"{names.opening(names.turn_name(exercise, breach.turn))}: {who} breaks {name}{what}; {found}"


def _agreements(exercise: Exercise, state: State) -> Iterator[str]:
    parts = (
        ("Agreements", [pact_line(exercise, name, pact) for name, pact in state.pacts.items()]),
        ("On the table", [offer_line(exercise, name, offer) for name, offer in state.offers.items()]),
        ("Breaches", [breach_line(exercise, breach) for breach in state.breaches]),
        ("Cards", [change_text(exercise, CardHeld(card, word)) for card, word in state.cards.items()]),
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
        yield "What holds"
    for flag, until in state.flags.items():
        through = "until cleared" if until is None else f"through {names.turn_name(exercise, until)}"
        yield f"  {names.flag_words(exercise, flag)} ({through})"
    yield from _agreements(exercise, state)
    if state.orders:
        yield "Orders not yet ruled"
    for order in state.orders:
        yield f"  {names.actor_name(exercise, order.actor)}: {names.order_name(exercise, order)}"
    if state.scheduled:
        yield "To come"
    for effect in state.scheduled:
        yield f"  {scheduled_text(exercise, effect)}"
    if state.ending is not None and (told := list(score_lines(exercise, state))):
        yield "Scorecards"
        yield from (f"  {line}" for line in told)
