"""Every entry, ruling and reason as a sentence that a facilitator can read aloud.

This is the front desk of the words: titles of log entries are made here,
rulings, changes and odds in the modules beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import singledispatchmethod

from wargame.exercise.definition import Exercise
from wargame.exercise.punctuation import titled
from wargame.referee.adjustment import Answer
from wargame.referee.pacts import CardHeld, NoticeGiven, OfferCleared, OfferLaidDown, OfferSigned
from wargame.referee.ruling import (
    Answered,
    ImprovisedSubject,
    InjectSubject,
    ItemSubject,
    OrderSubject,
    Rolled,
    Ruling,
    SigningSubject,
)
from wargame.referee.state import Ended, Order, OrderPlaced, OrderWithdrawn, TurnBegan
from wargame.review import names
from wargame.review.account import finding_lines, ruling_account, subject_title
from wargame.review.adjustments import adjustment_text, by_judgement
from wargame.review.changes import BOOKKEEPING, change_text, scheduled_text
from wargame.review.conduct_words import Conduct, conduct_text, note_text
from wargame.review.lines import Line
from wargame.review.odds import likelihood, odds_words
from wargame.review.pacts import answer_text, question_text, terms_text
from wargame.review.reasons import check_text
from wargame.session.entries import (
    WHITE_CELL,
    Body,
    CardChosen,
    Entry,
    ExerciseStarted,
    NoteTaken,
    OrderGiven,
    OrdersClosed,
    OrderTakenBack,
    RulingAdjusted,
    RulingCommitted,
    RulingProposed,
    SessionClosed,
    SessionCreated,
    SessionEnded,
    SessionOpened,
    SignatureGiven,
    SignatureTakenBack,
    SigningClosed,
    SteppedBack,
    WithdrawalAnnounced,
)
from wargame.session.fixed_words import reason_text
from wargame.translation import phrase, say

__all__ = [
    "BOOKKEEPING",
    "SEALED",
    "Line",
    "adjustment_text",
    "by_judgement",
    "change_text",
    "check_text",
    "entry_title",
    "finding_lines",
    "likelihood",
    "may_see",
    "odds_words",
    "orders_of",
    "outcome_text",
    "reason_of",
    "ruling_account",
    "ruling_of",
    "scheduled_text",
    "subject_title",
]

ALWAYS_ALIKE: Mapping[type[object], str] = {
    SessionClosed: phrase("Session closed"),
    OrdersClosed: phrase("Orders closed"),
    SigningClosed: phrase("Signing closed"),
}
SEALED = phrase("Sealed move")
"""What is shown of an order to those who may know that it is there, but not what it is."""


def may_see(entry: Entry, audience: str) -> bool:
    """Return whether an audience (WHITE_CELL, `all` for the room, or an actor) may see that an entry happened."""
    return audience == WHITE_CELL or "all" in entry.seen_by or audience in entry.seen_by


def entry_title(exercise: Exercise, entry: Entry, entries: Sequence[Entry] = (), audience: str = WHITE_CELL) -> str:
    """Return an entry of the log as one sentence without a full stop.

    `entries` is the whole log: with it, entries that refer to others (a commitment, a step back) name them.
    Whoever may not see the entry reads "Sealed move" for an order, and nothing for anything else.
    """
    if not may_see(entry, audience):
        return say(SEALED) if isinstance(entry.body, OrderGiven | OrderTakenBack) else ""
    return _Titles(exercise, entry, entries).tell(entry.body)


def ruling_of(body: Body, entries: Sequence[Entry]) -> Ruling | None:
    """Return the ruling that an entry proposes, adjusts or commits; None for any other entry."""
    if isinstance(body, RulingProposed | RulingAdjusted):
        return body.ruling
    if isinstance(body, RulingCommitted) and 0 < body.proposal <= len(entries):
        proposed = entries[body.proposal - 1].body
        return proposed.ruling if isinstance(proposed, RulingProposed | RulingAdjusted) else None
    return None


def reason_of(body: Body, entries: Sequence[Entry]) -> str:
    """Return why the facilitator had something improvised or delivered; it stands where its proposal began."""
    if isinstance(body, RulingProposed):
        return reason_text(body.reason)
    seq = body.proposal if isinstance(body, RulingCommitted) else 0
    while 0 < seq <= len(entries):
        proposed = entries[seq - 1]
        if isinstance(proposed.body, RulingProposed):
            return reason_text(proposed.body.reason)
        if not isinstance(proposed.body, RulingAdjusted) or proposed.cause >= seq:
            return ""
        seq = proposed.cause
    return ""


def orders_of(entries: Sequence[Entry]) -> dict[str, Order]:
    """Return every order of the log by its id, so that changes that carry only an id can be told by name."""
    given = [entry.body.changes for entry in entries if isinstance(entry.body, OrderGiven)]
    return {change.order.id: change.order for changes in given for change in changes if isinstance(change, OrderPlaced)}


def outcome_text(ruling: Ruling) -> str:
    """Return how an order came out in a word or two: its outcome, "carried out", "lapsed"."""
    if not ruling.carried_out:
        return say("lapsed")
    outcomes = [finding.outcome for finding in ruling.findings if isinstance(finding, Rolled) and finding.outcome]
    return names.outcome_name(outcomes[0]) if outcomes else say("carried out")


class _Titles:
    """Titles of entries; it knows the exercise and the log they stand in."""

    def __init__(self, exercise: Exercise, entry: Entry, entries: Sequence[Entry]) -> None:
        self.exercise = exercise
        self.entry = entry
        self.entries = entries

    @singledispatchmethod
    def tell(self, body: Body) -> str:
        """Return what the entry says."""
        if type(body) in ALWAYS_ALIKE:
            return say(ALWAYS_ALIKE[type(body)])
        raise TypeError(f"no wording for {type(body).__name__}")

    @tell.register
    def _(self, body: SessionCreated) -> str:
        title = self.exercise.title
        return say("Session “{session}” created from {exercise}", session=body.title or title, exercise=title)

    @tell.register
    def _(self, body: SessionOpened) -> str:
        return say("Session opened with wargame {version}", version=body.program)

    @tell.register
    def _(self, body: ExerciseStarted) -> str:
        began = [change.turn for change in body.changes if isinstance(change, TurnBegan)]
        return say("StartEx: {turn} begins", turn=names.turn_name(self.exercise, began[0] if began else 1))

    @tell.register
    def _(self, body: OrderGiven) -> str:
        placed = [change.order for change in body.changes if isinstance(change, OrderPlaced)]
        if not placed:
            return say("Order of {actor}", actor=names.actor_name(self.exercise, self.entry.by))
        order = placed[0]
        actor, what = names.actor_name(self.exercise, order.actor), names.order_name(self.exercise, order)
        told = say("{actor} orders: {order}", actor=actor, order=what)
        if self.entry.by == WHITE_CELL and self.entry.on_behalf:
            return _entered(self.exercise, told, self.entry)
        return told

    @tell.register
    def _(self, body: OrderTakenBack) -> str:
        known = orders_of(self.entries)
        withdrawn = [change.order for change in body.changes if isinstance(change, OrderWithdrawn)]
        order = known.get(withdrawn[0]) if withdrawn else None
        if order is None:
            who = names.actor_name(self.exercise, self.entry.on_behalf or self.entry.by)
            return say("{actor} takes back an order", actor=names.opening(who))
        actor, what = names.actor_name(self.exercise, order.actor), names.order_name(self.exercise, order)
        return say("{actor} takes back: {order}", actor=actor, order=what)

    @tell.register
    def _(self, body: SignatureGiven) -> str:
        laid = next((change.terms for change in body.changes if isinstance(change, OfferLaidDown)), {})
        signed = [change for change in body.changes if isinstance(change, OfferSigned)]
        terms = f" ({terms_text(self.exercise, laid)})" if laid else ""
        return f"{change_text(self.exercise, signed[0])}{terms}" if signed else say("A signature")

    @tell.register
    def _(self, body: SignatureTakenBack) -> str:
        cleared = [change for change in body.changes if isinstance(change, OfferCleared)]
        return change_text(self.exercise, cleared[0]) if cleared else say("A signature is taken back")

    @tell.register
    def _(self, body: WithdrawalAnnounced) -> str:
        given = [change for change in body.changes if isinstance(change, NoticeGiven)]
        return change_text(self.exercise, given[0]) if given else say("Notice is given")

    @tell.register
    def _(self, body: CardChosen) -> str:
        held = [change for change in body.changes if isinstance(change, CardHeld)]
        if not held:
            return say("A card is chosen")
        told = change_text(self.exercise, held[0])
        if self.entry.by != WHITE_CELL:
            return told
        by = names.word(self.exercise, "facilitator")
        return say("{what} (settled by the {facilitator})", what=told, facilitator=by)

    @tell.register
    def _(self, body: RulingProposed) -> str:
        return say("Proposed: {ruling}", ruling=_ruled(self.exercise, body.ruling))

    @tell.register
    def _(self, body: RulingAdjusted) -> str:
        if isinstance(body.adjustment, Answer):
            return _answer(self.exercise, body.ruling, body.adjustment)
        why = adjustment_text(self.exercise, body.adjustment)
        return say("Adjusted: {ruling}: {change}", ruling=subject_title(self.exercise, body.ruling), change=why)

    @tell.register
    def _(self, body: RulingCommitted) -> str:
        ruling = ruling_of(body, self.entries)
        if ruling is None:
            return say("A ruling is committed")
        return say("Ruled: {ruling}", ruling=_ruled(self.exercise, ruling))

    @tell.register
    def _(self, body: SteppedBack) -> str:
        if not 0 < body.undone <= len(self.entries):
            return say("Stepped back: entry {number} is undone", number=body.undone)
        undone = self.entries[body.undone - 1]
        if isinstance(undone.body, SteppedBack):
            return say("Stepped back: the step back of entry {number}", number=undone.seq)
        return say("Stepped back: {entry}", entry=_Titles(self.exercise, undone, self.entries).tell(undone.body))

    @tell.register
    def _(self, body: NoteTaken) -> str:
        return say("Note: {note}", note=note_text(body))

    @tell.register
    def _(self, body: Conduct) -> str:
        return conduct_text(self.exercise, body, self.entries)

    @tell.register
    def _(self, body: SessionEnded) -> str:
        changes = body.changes
        if not changes and 0 < self.entry.cause <= len(self.entries):
            changes = getattr(self.entries[self.entry.cause - 1].body, "changes", ())
        endings = [change.ending for change in changes if isinstance(change, Ended)]
        if endings:
            return say("EndEx: {ending}", ending=names.ending_name(self.exercise, endings[0]))
        return say("EndEx: {reason}", reason=reason_text(body.reason)) if body.reason else say("EndEx")


def _answer(exercise: Exercise, ruling: Ruling, answer: Answer) -> str:
    """Return the answer by what was asked; not what the ruling is about, which the one who answers need not know."""
    answered = [found for found in ruling.findings if isinstance(found, Answered)]
    for found in answered:
        if found.asked.number == answer.question:
            return f"{question_text(exercise, found.asked)} {answer_text(exercise, found)}"
    return adjustment_text(exercise, answer)


def _ruled(exercise: Exercise, ruling: Ruling) -> str:
    title = subject_title(exercise, ruling)
    match ruling.subject:
        case OrderSubject():
            return titled(title, outcome_text(ruling))
        case ItemSubject() | ImprovisedSubject() | SigningSubject() | InjectSubject():
            return title


def _entered(exercise: Exercise, told: str, entry: Entry) -> str:
    """Return an order with who entered it, and when it was given if that was earlier, on the clock of this computer."""
    by, time = names.word(exercise, "facilitator"), _given_at(entry)
    if not time:
        return say("{what} (entered by the {facilitator})", what=told, facilitator=by)
    return say("{what} (entered by the {facilitator}, given at {time})", what=told, facilitator=by, time=time)


def _given_at(entry: Entry) -> str:
    """Return "10:42" for what was entered later than it happened, on the clock of this computer."""
    if entry.happened_at == entry.recorded_at:
        return ""
    try:
        return f"{datetime.fromisoformat(entry.happened_at).astimezone():%H:%M}"
    except ValueError:
        return ""
