"""Why a breach was not seen: for the white cell alone, from what was found when it was committed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wargame.exercise.definition import Exercise
from wargame.exercise.punctuation import titled
from wargame.referee.pacts import BreachCommitted, BreachFound, PactEnded, Suspended
from wargame.referee.ruling import Chanced, Ruling
from wargame.review import names
from wargame.review.account import bound_of
from wargame.review.cards import Log
from wargame.review.lines import Context, Line
from wargame.review.pacts import agreement_name
from wargame.review.rolls import chance_lines
from wargame.review.standing import standing_entries
from wargame.review.wording import ruling_of
from wargame.session.entries import RulingCommitted
from wargame.translation import phrase, say

_SEEN: Mapping[str, str] = {
    "public": phrase("The move is public, and nothing in {agreement} looks for it"),
    "secret": phrase("The move is secret, and nothing in {agreement} looks for it"),
    "when detected": phrase("The move is when detected, and nothing in {agreement} looks for it"),
    "": phrase("The move is seen by no other party, and nothing in {agreement} looks for it"),
}
"""Who sees a move by itself → why it was not found."""


@dataclass(frozen=True, slots=True)
class UnseenBreach:
    """A breach that nobody found when it was committed."""

    seq: int
    """The entry in which it was committed."""
    turn: int
    agreement: str
    breaker: str
    move: str
    lines: tuple[Line, ...]
    """What happened, and why nobody saw it."""


def unseen_breaches(exercise: Exercise, log: Log) -> tuple[UnseenBreach, ...]:
    """Return every breach of the session that was not found at once, oldest first, each with the reason."""
    found: list[UnseenBreach] = []
    for seq in sorted(standing_entries(log.entries)):
        entry = log.entries[seq - 1]
        ruling = ruling_of(entry.body, log.entries) if isinstance(entry.body, RulingCommitted) else None
        for breach in unseen_in(ruling) if ruling is not None else ():
            assert ruling is not None
            lines = why_unseen(exercise, ruling, breach)
            turn = log.state_at(entry.base).turn
            found.append(UnseenBreach(seq, turn, breach.agreement, breach.breaker, breach.move, lines))
    return tuple(found)


def why_unseen(exercise: Exercise, ruling: Ruling, breach: BreachCommitted) -> tuple[Line, ...]:
    """Return why a breach was not found in the ruling in which it was committed."""
    return tuple(_why(exercise, ruling, breach))


def unseen_in(ruling: Ruling) -> Iterator[BreachCommitted]:
    """Yield the breaches of a ruling that it did not find."""
    seen = {
        (change.agreement, change.breaker, change.move) for change in ruling.changes if isinstance(change, BreachFound)
    }
    for change in ruling.changes:
        if isinstance(change, BreachCommitted) and (change.agreement, change.breaker, change.move) not in seen:
            yield change


def _why(exercise: Exercise, ruling: Ruling, breach: BreachCommitted) -> Iterator[Line]:
    name, move = agreement_name(exercise, breach.agreement), exercise.rulebook.moves.get(breach.move)
    breaker, act = names.actor_name(exercise, breach.breaker), names.move_name(exercise, breach.move)
    yield Line(0, "heading", titled(say("{who} breaks {agreement}", who=breaker, agreement=name), act))
    detected = move.detected if move is not None else None
    path = detected.path if detected is not None else f"agreements/{breach.agreement}/detection"
    drawn = [finding for finding in ruling.findings if isinstance(finding, Chanced) and finding.path == path]
    if drawn:
        found = exercise.agreements.get(breach.agreement)
        rule = detected.chance if detected is not None else found.detection if found is not None else None
        text = say("The move has a chance of its own to be detected")
        if detected is None:
            text = say("{agreement} has a chance to find it", agreement=name)
        yield Line(1, "why", _with_rule(text, rule), "failed", path=path)
        yield from chance_lines(Context(exercise, bound_of(ruling)), drawn[-1], 1)
    elif _rested(ruling, breach):
        rested = say("{agreement} was no longer in force when it was looked for", agreement=name)
        yield Line(1, "why", rested, "failed")
    elif detected is not None:
        yield Line(1, "why", say("Whether the move is detected was not drawn"), "failed", path=path)
    else:
        seen = move.seen if move is not None and isinstance(move.seen, str) else ""
        yield Line(1, "why", say(_SEEN[seen], agreement=name), "failed")


def _rested(ruling: Ruling, breach: BreachCommitted) -> bool:
    """Return whether the agreement was suspended or ended after the breach, in the same ruling."""
    later = ruling.changes[ruling.changes.index(breach) :]
    return any(isinstance(change, Suspended | PactEnded) and change.agreement == breach.agreement for change in later)


def _with_rule(told: str, rule: object) -> str:
    text = getattr(rule, "text", "")
    return titled(told, text) if text else told
