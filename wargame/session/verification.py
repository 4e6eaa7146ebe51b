"""Verifying a session: that nothing in it was changed, and that its rulings follow from the rules.

The chain proves that no entry was changed, left out or put in before any later
one. A chain that was made anew as a whole, or cut at its end, is told by a
fingerprint that was shown while the session was played, or by the record that
this laptop keeps of its own sessions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from wargame import paths
from wargame.exercise.complaints import ExerciseError
from wargame.exercise.definition import Exercise
from wargame.referee import turn
from wargame.referee.dice import KeyedRolls
from wargame.referee.pacts import BY_THE_WHITE_CELL, CardHeld, NoticeGiven, OfferCleared, OfferLaidDown, OfferSigned
from wargame.referee.state import Change, State
from wargame.session import asking, beginning
from wargame.session.entries import (
    RULES,
    WHITE_CELL,
    CardChosen,
    Entry,
    ExerciseStarted,
    OrdersClosed,
    RulingAdjusted,
    RulingCommitted,
    RulingProposed,
    SessionCreated,
    SignatureGiven,
    SignatureTakenBack,
    SigningClosed,
    WithdrawalAnnounced,
)
from wargame.session.errors import Damaged
from wargame.session.history import History, Moment
from wargame.session.record import fingerprint as grouped
from wargame.session.store import blackbox, opening
from wargame.session.store.opening import FileForReading
from wargame.translation import say

_RULED = (
    ExerciseStarted, OrdersClosed, SigningClosed, SignatureGiven, SignatureTakenBack, WithdrawalAnnounced, CardChosen,
)  # fmt: skip
"""Entries whose changes follow from what was decided."""


@dataclass(frozen=True, slots=True)
class Difference:
    """An entry that the rules of this program do not lead to."""

    seq: int
    what: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found out about a session file."""

    path: Path
    session: str
    title: str
    entries: int
    """How many are whole and unchanged, from the first."""
    fingerprint: str
    """Of the last of them."""
    rulings: int
    """How many rulings were computed again."""
    rules: int
    """Version of the rules it was played under."""
    problems: tuple[str, ...]
    """What is wrong, each a sentence; empty when nothing is."""
    differences: tuple[Difference, ...]
    """Rulings that come out otherwise now. Under another version of the rules they are no fault."""
    matches: int = 0
    """The entry to which the given fingerprint belongs; 0 when none was given or none matches."""

    @property
    def same_rules(self) -> bool:
        """Whether this program rules as the one did that recorded the session."""
        return self.rules == RULES

    @property
    def ok(self) -> bool:
        """Whether the session is what it says it is."""
        return not self.problems and not (self.differences and self.same_rules)


def verify(path: Path, fingerprint: str | None = None, data: Path | None = None) -> Verification:
    """Check a session file: chain, fold, and every ruling computed again with what people decided as recorded.

    `fingerprint` is one that was shown or printed earlier, whole or its
    beginning; `data` the program's own folder, where it keeps its record of
    sessions. Raises NotASession, TooNew, AlreadyOpen, or Damaged when there is
    nothing to verify.
    """
    reading = opening.read(path)
    log = FileForReading(path, reading, say("it is being verified."))
    problems = [reading.problem] if reading.problem else []
    created = beginning.first_of(log, path)
    exercise = beginning.exercise_of(log, path)
    problems += _broken_promises(created)
    matches = _matching(log.entries, fingerprint) if fingerprint else 0
    if fingerprint and not matches:
        problems.append(
            say("The fingerprint belongs to no entry of this file: the file is not the one it was taken from.")
        )
    problems += _against_the_record(data or paths.user_data(), reading)
    history = History(exercise)
    differences: list[Difference] = []
    rulings = 0
    rolls = KeyedRolls(created.seed)
    try:
        for entry in log.entries:
            history.add(entry)
            found = list(_differences(exercise, history, rolls, entry))
            rulings += isinstance(entry.body, RulingProposed | RulingAdjusted)
            differences += found
    except Damaged as error:
        problems.append(error.what)
    return Verification(
        path=path,
        session=reading.session,
        title=created.title,
        entries=len(history.entries),
        fingerprint=grouped(log.head.hex()),
        rulings=rulings,
        rules=created.rules,
        problems=tuple(problems),
        differences=tuple(differences),
        matches=matches,
    )


def _broken_promises(created: SessionCreated) -> Iterator[str]:
    if beginning.sha256(created.seed) != created.seed_sha256:
        yield say("The seed is not the one whose hash was shown at the start.")
    if beginning.texts_sha256(created.texts) != created.texts_sha256:
        yield say("The texts of the exercise are not those whose hash was recorded.")


def _matching(entries: list[Entry], fingerprint: str) -> int:
    """Return the last entry whose hash begins with the fingerprint, however it is grouped; 0 when none does."""
    wanted = re.sub(r"[^0-9a-f]", "", fingerprint.lower())
    if len(wanted) < 8:  # noqa: PLR2004 - fewer digits could match by chance
        return 0
    return max((entry.seq for entry in entries if entry.hash.startswith(wanted)), default=0)


def _against_the_record(data: Path, reading: opening.Reading) -> Iterator[str]:
    """Compare with this laptop's own record of the session: it tells of a lost end and of a chain made anew."""
    known = {record.hash for record in reading.records}
    for box in blackbox.boxes(data, reading.session):
        boxed = blackbox.chain(reading.session, blackbox.read_lines(box))
        if boxed and boxed[-1].hash not in known:
            same = sum(record.hash in known for record in boxed)
            missing = len(boxed) - same
            if same == len(reading.records):
                yield say(
                    "This laptop's own record of the session holds {missing} more after entry {entry}: "
                    "the file has lost its end, or it is an earlier copy.",
                    missing=missing, entry=same,
                )  # fmt: skip
            else:
                yield say(
                    "This laptop's own record of the session holds {missing} more after entry {entry}: "
                    "the file is not the one played here, or it is an earlier copy.",
                    missing=missing, entry=same,
                )  # fmt: skip


def _at_the_table(
    exercise: Exercise, state: State, entry: Entry, changes: tuple[Change, ...]
) -> tuple[Change, ...] | None:
    """Return what the rules say of a signature, a notice or a card, with what was decided as recorded."""
    laid = next((change.terms for change in changes if isinstance(change, OfferLaidDown)), None)
    match changes[-1] if changes else None:
        case OfferSigned(agreement, actor):
            if actor != BY_THE_WHITE_CELL:
                changes = turn.sign(exercise, state, actor, agreement, laid)
            else:
                changes = turn.let_pass(exercise, state, agreement, laid)
            return changes
        case OfferCleared(agreement, actor):
            return turn.unsign(exercise, state, actor, agreement)
        case NoticeGiven(agreement, actor):
            return turn.give_notice(exercise, state, actor, agreement)
        case CardHeld(card, word) as held:
            known = exercise.cards[card]
            if entry.by == WHITE_CELL:
                return (held,) if word in known.briefs else None
            return turn.choose_card(exercise, state, known.actor, card, word)
        case _:
            return None


def _differences(exercise: Exercise, history: History, rolls: KeyedRolls, entry: Entry) -> Iterator[Difference]:
    before = history.moment_at(entry.base)
    body = entry.body
    if isinstance(body, RulingCommitted):
        if before.proposal is not None and body.changes != before.proposal.ruling.changes:
            yield Difference(entry.seq, say("What was committed is not what had been proposed."))
        return
    try:
        same = _comes_out_again(exercise, before, rolls, entry)
    except (ExerciseError, ValueError, KeyError):
        same = False
    if not same:
        yield Difference(entry.seq, say("The rules lead to something else."))


def _comes_out_again(exercise: Exercise, before: Moment, rolls: KeyedRolls, entry: Entry) -> bool:
    """Return whether the rules lead to what was recorded, with what people decided taken as recorded."""
    body = entry.body
    if isinstance(body, RulingProposed):
        return body.ruling == asking.ruling_again(exercise, before.state, rolls, body, body.ruling.adjustments)
    if isinstance(body, RulingAdjusted) and before.proposal is not None:
        origin = before.proposal.origin
        return body.ruling == asking.ruling_again(exercise, before.state, rolls, origin, body.ruling.adjustments)
    if isinstance(body, _RULED):
        return body.changes == _changes_again(exercise, before.state, rolls, entry)
    return True


def _changes_again(exercise: Exercise, state: State, rolls: KeyedRolls, entry: Entry) -> tuple[Change, ...] | None:
    match entry.body:
        case ExerciseStarted():
            return turn.begin(exercise, state, rolls)
        case OrdersClosed():
            return turn.close_orders(exercise, state)
        case SigningClosed():
            return turn.close_signing(exercise, state)
        case body:
            return _at_the_table(exercise, state, entry, getattr(body, "changes", ()))
