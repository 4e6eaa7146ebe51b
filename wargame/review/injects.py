"""What became of each inject and why, and what one would do if it came now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from wargame.exercise.definition import Exercise
from wargame.exercise.msel import Inject
from wargame.exercise.punctuation import titled
from wargame.exercise.rulebook import Block, ClearFlag, Effect, RaiseFlag, Simple
from wargame.referee.adjudication import deliver
from wargame.referee.dice import PREVIEW, KeyedRolls
from wargame.referee.ruling import ImprovisedSubject, InjectSubject, PassedOver, Rolled, Ruling, Started
from wargame.referee.running import InjectDeferred
from wargame.referee.state import InjectDelivered, InjectSkipped, State
from wargame.referee.turn import NotNowError
from wargame.referee.views import InjectLine
from wargame.review import names, rule_words
from wargame.review.account import ruling_account
from wargame.review.cards import Log
from wargame.review.lines import Line
from wargame.review.odds import odds_told
from wargame.review.reasons import check_text
from wargame.review.standing import standing_entries
from wargame.review.wording import reason_of, ruling_of
from wargame.session.entries import Entry, InjectHeldBack, RulingCommitted
from wargame.translation import say

MADE_UP = "made up "
"""How the ids of injects begin that were made up on the spot; the entry's number follows."""


@dataclass(frozen=True, slots=True)
class InjectStep:
    """Something that was done with an inject."""

    seq: int
    """The entry that tells of it."""
    turn: int
    what: str
    """"Delivered by the facilitator", "Put off to season 3"."""
    reason: str = ""
    """Why: the facilitator's words, or the condition that did not hold."""
    time: str = ""
    """When, ISO 8601 in UTC."""
    stands: bool = True
    """Otherwise it was stepped back from."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What an inject would do if it came now."""

    lines: tuple[Line, ...]
    open: bool = False
    """Dice, chance or an answer have a say in it, so that it cannot be told yet."""


def inject_steps(exercise: Exercise, history: Log, at: int | None = None) -> Mapping[str, tuple[InjectStep, ...]]:
    """Return what was done with each inject up to the entry `at` (None: the last), oldest first.

    Injects made up on the spot are in it by the ids that `made_up` gives them.
    """
    entries = history.entries if at is None else history.entries[:at]
    standing = standing_entries(entries)
    found: dict[str, tuple[InjectStep, ...]] = {}
    for entry in entries:
        for inject, what, reason in _told(exercise, entry, entries):
            turn = history.state_at(entry.seq).turn
            step = InjectStep(entry.seq, turn, what, reason, entry.happened_at, entry.seq in standing)
            found[inject] = (*found.get(inject, ()), step)
    return found


def made_up(history: Log, at: int | None = None) -> tuple[InjectLine, ...]:
    """Return the injects that the facilitator has made up and delivered, in the form of the others."""
    entries = history.entries if at is None else history.entries[:at]
    standing = standing_entries(entries)
    found = []
    for entry in entries:
        subject = _improvised(entry, entries) if entry.seq in standing else None
        if subject is not None:
            turn = history.state_at(entry.seq).turn
            found.append(
                InjectLine(f"{MADE_UP}{entry.seq}", 0, subject.text, subject.story, "", "delivered", subject.sender,
                           subject.to, subject.means, "", "", turn, must=False)
            )  # fmt: skip
    return tuple(found)


def outlook(exercise: Exercise, state: State, inject: str) -> Outlook:
    """Return what an inject would do now; where dice have a say, its sentences with the odds. Nothing is rolled.

    An inject that has come up already, or is none of the exercise's, would do nothing.
    """
    try:
        ruling = deliver(exercise, state, inject, KeyedRolls(PREVIEW, PREVIEW))
    except NotNowError:
        return Outlook(())
    block = next(one.block for one in exercise.injects if one.id == inject)
    if ruling.rolls or ruling.asks is not None:
        odds = {
            found.path: {share.outcome: share.chance for share in found.odds}
            for found in ruling.rolls
            if isinstance(found, Rolled)
        }
        return Outlook(tuple(_as_written(exercise, block, odds)), open=True)
    told = [line for line in ruling_account(exercise, ruling) if line.role in {"effect", "later", "why"}]
    return Outlook(tuple(told))


def _told(exercise: Exercise, entry: Entry, entries: Sequence[Entry]) -> Iterator[tuple[str, str, str]]:
    """Yield (inject, what was done with it, why) of one entry."""
    body = entry.body
    if isinstance(body, InjectHeldBack):
        for change in body.changes:
            if isinstance(change, InjectSkipped):
                yield change.inject, say("Skipped"), body.reason
            elif isinstance(change, InjectDeferred):
                until = names.turn_name(exercise, change.turn)
                yield change.inject, say("Put off to {turn}", turn=until), body.reason
    elif isinstance(body, RulingCommitted):
        yield from _ruled(exercise, body, entries)
        if _improvised(entry, entries) is not None:
            yield f"{MADE_UP}{entry.seq}", say("Made up on the spot"), reason_of(body, entries)


def _ruled(exercise: Exercise, body: RulingCommitted, entries: Sequence[Entry]) -> Iterator[tuple[str, str, str]]:
    spent = [change for change in body.changes if isinstance(change, InjectDelivered | InjectSkipped)]
    ruling = ruling_of(body, entries) if spent else None
    for change in spent:
        found = next((one for one in exercise.injects if one.id == change.inject), None)
        if ruling is None or found is None:
            continue
        if isinstance(change, InjectSkipped):
            yield change.inject, say("Skipped"), _why_skipped(exercise, found, ruling)
        elif isinstance(ruling.subject, InjectSubject):
            by = names.word(exercise, "facilitator")
            yield change.inject, say("Delivered by the {facilitator}", facilitator=by), reason_of(body, entries)
        else:
            why = "" if found.due_turn is not None else say("a rule brought it")
            if found.when is not None:
                why = say("it waited for: {condition}", condition=found.when.text)
            yield change.inject, say("Delivered in the course of play"), why


def _why_skipped(exercise: Exercise, inject: Inject, ruling: Ruling) -> str:
    for found in ruling.findings:
        if isinstance(found, PassedOver) and found.path == inject.block.path and found.struck:
            return found.struck
        if isinstance(found, Started) and found.path == inject.block.path and found.check is not None:
            return check_text(exercise, found.check)
    return ""


def _improvised(entry: Entry, entries: Sequence[Entry]) -> ImprovisedSubject | None:
    """Return the inject that an entry brings, when it was made up on the spot."""
    ruling = ruling_of(entry.body, entries) if isinstance(entry.body, RulingCommitted) else None
    subject = ruling.subject if ruling is not None else None
    return subject if isinstance(subject, ImprovisedSubject) and subject.to else None


def _as_written(
    exercise: Exercise, block: Block, odds: Mapping[str, Mapping[str, float]], depth: int = 0
) -> Iterator[Line]:
    """Yield a block in its own sentences, with the odds of its outcomes where they are known."""
    if block.chance is not None:
        yield Line(depth, "odds", say("With a chance of {chance}:", chance=block.chance.text))
    yield from _sentences(exercise, block.effects, odds, depth)
    if block.roll is None:
        return
    yield Line(depth, "odds", say("Roll {dice}:", dice=block.roll.text))
    known = odds.get(block.path, {})
    for outcome in block.outcomes:
        told = names.outcome_name(outcome.name)
        if outcome.name in known:
            told = titled(told, odds_told(exercise, known[outcome.name]))
        yield Line(depth + 1, "odds", told)
        yield from _sentences(exercise, outcome.effects, odds, depth + 2)


def _sentences(
    exercise: Exercise, effects: Sequence[Effect], odds: Mapping[str, Mapping[str, float]], depth: int
) -> Iterator[Line]:
    for effect in effects:
        if isinstance(effect, Block):
            yield from _as_written(exercise, effect, odds, depth)
        else:
            yield Line(depth, "effect", _sentence(exercise, effect))


def _sentence(exercise: Exercise, effect: Simple) -> str:
    if isinstance(effect, RaiseFlag | ClearFlag) and effect.condition is None:
        words = names.flag_words(exercise, effect.flag)
        raised = isinstance(effect, RaiseFlag)
        return say("Now holds: {flag}", flag=words) if raised else say("No longer holds: {flag}", flag=words)
    return rule_words.sentence(exercise, effect.text)
