"""Entries as records and back: our own stable names for every kind of thing, and their versions.

A name in these tables stands in files on other people's laptops. It is never
changed and never used for anything else; a class may be renamed freely.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache

from wargame.referee import adjustment, pacts, ruling, running, state
from wargame.session import entries
from wargame.session.entries import Body, Entry
from wargame.session.errors import TooNew
from wargame.session.plain import Json, Plain, UnreadableError
from wargame.session.record import Record
from wargame.translation import say

KINDS: Mapping[type, str] = {
    entries.SessionCreated: "session created",
    entries.SessionOpened: "session opened",
    entries.SessionClosed: "session closed",
    entries.ExerciseStarted: "exercise started",
    entries.OrderGiven: "order given",
    entries.OrderTakenBack: "order taken back",
    entries.OrdersClosed: "orders closed",
    entries.RulingProposed: "ruling proposed",
    entries.RulingAdjusted: "ruling adjusted",
    entries.RulingCommitted: "ruling committed",
    entries.SteppedBack: "stepped back",
    entries.NoteTaken: "note taken",
    entries.SessionEnded: "session ended",
    entries.SignatureGiven: "signature given",
    entries.SignatureTakenBack: "signature taken back",
    entries.SigningClosed: "signing closed",
    entries.WithdrawalAnnounced: "withdrawal announced",
    entries.CardChosen: "card chosen",
    entries.Redone: "redone",
    entries.TurnReopened: "turn reopened",
    entries.BranchMade: "branch made",
    entries.LineTaken: "line taken",
    entries.OrdersReordered: "orders reordered",
    entries.InjectHeldBack: "inject held back",
    entries.ClockSet: "clock set",
    entries.ExercisePaused: "exercise paused",
    entries.ExerciseResumed: "exercise resumed",
    entries.TurnsMerged: "turns merged",
}
"""The kinds of entries."""

NAMES: Mapping[type, str] = {
    state.TrackChanged: "track changed",
    state.FlagRaised: "flag raised",
    state.FlagCleared: "flag cleared",
    state.EffectScheduled: "effect scheduled",
    state.EffectFellDue: "effect fell due",
    state.OrderPlaced: "order placed",
    state.OrderWithdrawn: "order withdrawn",
    state.QueueDrawn: "queue drawn",
    state.OrderCarriedOut: "order carried out",
    state.OrderLapsed: "order lapsed",
    state.InjectDelivered: "inject delivered",
    state.InjectSkipped: "inject skipped",
    state.TriggerFired: "trigger fired",
    state.TrackReported: "track reported",
    state.DrawMade: "draw made",
    state.TurnBegan: "turn began",
    state.CursorMoved: "cursor moved",
    state.Ended: "ended",
    running.InjectDeferred: "inject deferred",
    running.OrdersReordered: "orders reordered",
    pacts.OfferLaidDown: "offer laid down",
    pacts.OfferSigned: "offer signed",
    pacts.OfferCleared: "offer cleared",
    pacts.OfferLapsed: "offer lapsed",
    pacts.CameIntoForce: "came into force",
    pacts.Suspended: "suspended",
    pacts.Resumed: "resumed",
    pacts.NoticeGiven: "notice given",
    pacts.PactEnded: "agreement ended",
    pacts.FactSet: "fact set",
    pacts.CardHeld: "card held",
    pacts.BreachCommitted: "breach committed",
    pacts.BreachFound: "breach found",
    ruling.OrderSubject: "order",
    ruling.ItemSubject: "item",
    ruling.ImprovisedSubject: "improvised",
    ruling.SigningSubject: "signing",
    ruling.InjectSubject: "inject",
    ruling.Started: "started",
    ruling.Applied: "applied",
    ruling.PassedOver: "passed over",
    ruling.Rolled: "rolled",
    ruling.Chanced: "chanced",
    ruling.Answered: "answered",
    ruling.Decided: "decided",
    adjustment.Waive: "waive",
    adjustment.Lapse: "lapse",
    adjustment.TakeDice: "take dice",
    adjustment.ChooseOutcome: "choose outcome",
    adjustment.Strike: "strike",
    adjustment.Add: "add",
    adjustment.Reroll: "reroll",
    adjustment.Answer: "answer",
    adjustment.Decide: "decide",
    adjustment.Argue: "argue",
    adjustment.CloseArguments: "close arguments",
    adjustment.Vote: "vote",
    adjustment.CountModifier: "count modifier",
    adjustment.ExtraModifier: "add modifier",
    adjustment.Tell: "tell",
}
"""What can stand inside a body where several kinds may stand."""

VERSION = 1
"""Version of the bodies that this program writes. Older ones are read by filling in the defaults of new fields."""

_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
_PLAIN = Plain(NAMES)
_CLASSES = {kind: cls for cls, kind in KINDS.items()}
_SEEN_BY = _PLAIN.reader(tuple[str, ...])
_SEALED = _PLAIN.reader(Mapping[str, str])


def canonical(value: Json) -> str:
    """Return the one text that stands for a JSON value: keys sorted, no spaces, no NaN or infinity."""
    return _CANONICAL.encode(value)


def plain(text: str) -> Json:
    """Return the value of a canonical text.

    Refuses by UnreadableError whatever is not its own canonical form: repeated
    keys, NaN, numbers out of range, half characters, nesting without end.
    """
    try:
        value = json.loads(text)
        same = canonical(value) == text
        text.encode("utf-8")
    except (ValueError, RecursionError):
        raise UnreadableError("not JSON as this program writes it") from None
    if not same:
        raise UnreadableError("not in canonical form")
    return value


def kind_of(body: Body) -> str:
    """Return the stable name of what happened."""
    return KINDS[type(body)]


def body_text(body: Body) -> str:
    """Return the body as canonical JSON. Raises TypeError or ValueError for what cannot be written."""
    return canonical(_PLAIN.writer(type(body))(body))


def body_of(kind: str, version: int, text: str) -> Body:
    """Return the body that was written as that text.

    Raises TooNew for a kind or version of a later program, UnreadableError for
    anything that this program did not write.
    """
    if version > VERSION or kind not in _CLASSES:
        raise TooNew(
            say("The session holds entries that this version of the program does not know."),
            say("It was made by a newer version: open it with that one."),
        )
    body: Body = _PLAIN.reader(_CLASSES[kind])(plain(text))
    return body


@lru_cache(maxsize=256)
def seen_by_text(seen_by: tuple[str, ...]) -> str:
    """Return the audience as canonical JSON."""
    return canonical(list(seen_by))


def entry_of(record: Record) -> Entry:
    """Return the entry that a record holds; its chain is not looked at. Raises TooNew or UnreadableError."""
    return Entry(
        seq=record.seq,
        body=body_of(record.kind, record.version, record.body),
        version=record.version,
        recorded_at=record.recorded_at,
        happened_at=record.happened_at,
        monotonic=record.monotonic,
        run=record.run,
        command=record.command,
        by=record.by,
        on_behalf=record.on_behalf,
        seen_by=_SEEN_BY(plain(record.seen_by)),
        base=record.base,
        cause=record.cause,
        sealed=_SEALED(plain(record.sealed)) if record.sealed else {},
        hash=record.hash.hex(),
    )
