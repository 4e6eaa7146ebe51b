"""How texts and agreements stand, in the words of the table."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from wargame.exercise.punctuation import titled
from wargame.translation import phrase, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wargame.referee.views import BreachLine, PactLine, SeatView, TextOffer

_HOW = {"terminated": phrase("terminated"), "withdrawn": phrase("withdrawn"), "expired": phrase("expired")}
"""How an agreement ended."""


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
        return Standing(say("Signed by us"), "ok", "check")
    if text.on_table:
        return Standing(say("On the table"), "accent", "file-text")
    if text.possible:
        return Standing(say("Can be signed"), "neutral", "pencil-line")
    return Standing(say("Not yet possible"), "neutral", "lock", strong=False)


def of_pact(pact: PactLine, view: SeatView) -> Standing:
    """Return how an agreement stands."""
    if pact.status == "suspended":
        until = _turn(view, pact.suspended_until)
        return Standing(say("Suspended through {turn}", turn=until), "warn", "pause")
    if pact.status == "ended":
        return Standing(say("Ended in {turn}", turn=_turn(view, pact.ended)), "neutral", "circle-x", strong=False)
    if pact.leaving:
        last = _turn(view, pact.lasts_until)
        return Standing(say("Notice given, ends after {turn}", turn=last), "warn", "log-out")
    return Standing(say("In force"), "ok", "handshake")


def story(pact: PactLine, view: SeatView) -> Iterator[str]:
    """Yield what is known of an agreement: since when, until when, who leaves, what was declared."""
    names = {actor.actor: actor.name for actor in view.actors}
    yield say("In force since {turn}.", turn=_turn(view, pact.since))
    if pact.suspended_until:
        yield say("Suspended through {turn}.", turn=_turn(view, pact.suspended_until))
    if pact.leaving:
        own = pact.leaving == view.seat.actor
        name = names.get(pact.leaving, pact.leaving)
        yield say("We have given notice.") if own else say("{actor} has given notice.", actor=name)
    if pact.lasts_until:
        yield say("It lasts through {turn}.", turn=_turn(view, pact.lasts_until))
    if pact.ended:
        ended = say("Ended in {turn}", turn=_turn(view, pact.ended))
        yield f"{titled(ended, say(_HOW[pact.how])) if pact.how else ended}."
    for fact, word in pact.facts:
        words = fact.replace("_", " ")
        yield f"{titled(f'{words[:1].upper()}{words[1:]}', word.replace('_', ' '))}."


def breach(line: BreachLine, view: SeatView) -> str:
    """Return a breach as the seat knows it."""
    turn, name = _turn(view, line.turn), line.breaker.name
    own = line.breaker.actor == view.seat.actor
    words = (
        say("Broken by us in {turn}", turn=turn) if own else say("Broken by {actor} in {turn}", actor=name, turn=turn)
    )
    told = f"{titled(words, line.move) if line.move else words}."
    return told if line.found else f"{told} {say('Nobody else knows yet.')}"


def notice_promise(pact: PactLine, view: SeatView) -> str:
    """Return what giving notice means."""
    return say(
        "Everybody learns of it at once. {agreement} stays in force through {turn}; then you have left it.",
        agreement=pact.name,
        turn=_turn(view, view.clock.turn + pact.notice),
    )


def _turn(view: SeatView, turn: int) -> str:
    return f"{view.clock.turn_word} {turn}"
