"""How texts and agreements stand, in the words of the table."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wargame.referee.views import BreachLine, PactLine, SeatView, TextOffer


class Standing(NamedTuple):
    """How a text or agreement stands, in a word or two, with an icon and its tone."""

    words: str
    tone: str
    """See `style_sheet.TONES`."""
    icon: str
    strong: bool = True
    """Its name stands out in a list: it can be signed, or is in force."""


def of_text(text: TextOffer) -> Standing:
    """Return how a text stands for the seat that looks at it."""
    if text.signed:
        return Standing("Signed by us", "ok", "check")
    if text.on_table:
        return Standing("On the table", "accent", "file-text")
    if text.possible:
        return Standing("Can be signed", "neutral", "pencil-line")
    return Standing("Not yet possible", "neutral", "lock", strong=False)


def of_pact(pact: PactLine, view: SeatView) -> Standing:
    """Return how an agreement stands."""
    turn = view.clock.turn_word
    if pact.status == "suspended":
        return Standing(f"Suspended through {turn} {pact.suspended_until}", "warn", "pause")
    if pact.status == "ended":
        return Standing(f"Ended in {turn} {pact.ended}", "neutral", "circle-x", strong=False)
    if pact.leaving:
        return Standing(f"Notice given, ends after {turn} {pact.lasts_until}", "warn", "log-out")
    return Standing("In force", "ok", "handshake")


def story(pact: PactLine, view: SeatView) -> Iterator[str]:
    """Yield what is known of an agreement: since when, until when, who leaves, what was declared."""
    turn = view.clock.turn_word
    names = {actor.actor: actor.name for actor in view.actors}
    yield f"In force since {turn} {pact.since}."
    if pact.suspended_until:
        yield f"Suspended through {turn} {pact.suspended_until}."
    if pact.leaving:
        yield f"{_us(pact.leaving, view, names)} given notice."
    if pact.lasts_until:
        yield f"It lasts through {turn} {pact.lasts_until}."
    if pact.ended:
        yield f"Ended in {turn} {pact.ended}{f': {pact.how}' if pact.how else ''}."
    for fact, word in pact.facts:
        words = fact.replace("_", " ")
        yield f"{words[:1].upper()}{words[1:]}: {word.replace('_', ' ')}."


def breach(line: BreachLine, view: SeatView) -> str:
    """Return a breach as the seat knows it."""
    who = "us" if line.breaker.actor == view.seat.actor else line.breaker.name
    move = f": {line.move}" if line.move else ""
    known = "" if line.found else ". Nobody else knows yet"
    return f"Broken by {who} in {view.clock.turn_word} {line.turn}{move}{known}."


def notice_promise(pact: PactLine, view: SeatView) -> str:
    """Return what giving notice means."""
    last = view.clock.turn + pact.notice
    through = f"{view.clock.turn_word} {last}"
    return f"Everybody learns of it at once. {pact.name} stays in force through {through}; then you have left it."


def _us(actor: str, view: SeatView, names: dict[str, str]) -> str:
    return "We have" if actor == view.seat.actor else f"{names.get(actor, actor)} has"
