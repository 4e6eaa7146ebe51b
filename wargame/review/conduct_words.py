"""What the facilitator did to run the room, as sentences: time, pauses, going back, injects and orders held."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wargame.exercise.definition import Exercise
from wargame.exercise.punctuation import in_a_row, titled
from wargame.referee.running import InjectDeferred
from wargame.referee.state import InjectSkipped
from wargame.review import names
from wargame.session.entries import (
    BranchMade,
    ClockSet,
    Entry,
    ExercisePaused,
    ExerciseResumed,
    InjectHeldBack,
    LineTaken,
    NoteTaken,
    OrdersReordered,
    Redone,
    SteppedBack,
    TurnReopened,
    TurnsMerged,
)
from wargame.session.fixed_words import reason_text
from wargame.translation import phrase, say

Conduct = (
    BranchMade | ClockSet | ExercisePaused | ExerciseResumed | InjectHeldBack | LineTaken | OrdersReordered | Redone
    | TurnReopened | TurnsMerged
)  # fmt: skip

TELLING = (NoteTaken, SteppedBack, Redone, TurnReopened, BranchMade, LineTaken, InjectHeldBack, OrdersReordered,
           ExercisePaused, ExerciseResumed, TurnsMerged)  # fmt: skip
"""What belongs into the minutes and on the timeline as a line of its own; a clock that is set does not."""

TAGS: Mapping[str, str] = {
    "strength": phrase("Strength"),
    "improvement": phrase("Area for improvement"),
    "quote": phrase("Quote"),
    "parking lot": phrase("Parking lot"),
}
"""The tags of notes that the program offers; an exercise's evaluators may use others."""


def conduct_text(exercise: Exercise, body: Conduct, entries: Sequence[Entry] = ()) -> str:
    """Return what the facilitator did as one sentence without a full stop."""
    match body:
        case Redone() | TurnReopened() | BranchMade() | LineTaken() | TurnsMerged():
            return _going_on(exercise, body, entries)
        case OrdersReordered(reason=reason):
            return _because(say("The waiting orders are put in another order"), reason)
        case InjectHeldBack(changes, reason):
            return _because(in_a_row(_held_back(exercise, change) for change in changes), reason)
        case ClockSet() | ExercisePaused() | ExerciseResumed():
            return _time(body)


def note_text(body: NoteTaken) -> str:
    """Return a note with its tags: "Strength: They asked for inspectors first"."""
    tags = ", ".join(say(TAGS[tag]) if tag in TAGS else tag for tag in body.tags)
    return titled(tags, body.text) if tags and body.text else tags or body.text


def clock_text(left: float) -> str:
    """Return what is left of a phase: "4:05 left", "time is up", "2:10 over"."""
    seconds = round(abs(left))
    told = f"{seconds // 60}:{seconds % 60:02d}"
    if not seconds:
        return say("time is up")
    return say("{time} left", time=told) if left > 0 else say("{time} over", time=told)


def _going_on(
    exercise: Exercise, body: Redone | TurnReopened | BranchMade | LineTaken | TurnsMerged, entries: Sequence[Entry]
) -> str:
    turn = exercise.label("turn")
    match body:
        case Redone(undone):
            back = entries[undone - 1].body if 0 < undone <= len(entries) else None
            if isinstance(back, TurnReopened):
                return say("Redone: the re-opening of {turn} no longer counts", turn=names.numbered(turn, back.turn))
            return say("Redone: the step back no longer counts")
        case TurnReopened(number):
            return say("Re-opened: {turn}; what came after no longer counts", turn=names.numbered(turn, number))
        case BranchMade(name):
            return say("A line of play of its own: {name}", name=name)
        case LineTaken(name):
            return say("Play goes on on the line {name}", name=name) if name else say("Play goes on on the first line")
        case TurnsMerged(number, reason):
            first = names.opening(names.numbered(turn, number))
            return _because(say("{turn} and the next are played as one", turn=first), reason)


def _time(body: ClockSet | ExercisePaused | ExerciseResumed) -> str:
    match body:
        case ClockSet(running, left):
            told = say("The clock is running") if running else say("The clock is stopped")
            return titled(told, clock_text(left))
        case ExercisePaused(reason, emergency):
            paused = say("Real emergency: the exercise stops") if emergency else say("The exercise is paused")
            return _because(paused, reason)
        case ExerciseResumed():
            return say("The exercise goes on")


def _held_back(exercise: Exercise, change: object) -> str:
    match change:
        case InjectSkipped(inject):
            return say("Skipped: {inject}", inject=names.inject_name(exercise, inject))
        case InjectDeferred(inject, turn):
            until, named = names.turn_name(exercise, turn), names.inject_name(exercise, inject)
            return say("Put off to {turn}: {inject}", turn=until, inject=named)
        case _:
            return ""


def _because(sentence: str, reason: str) -> str:
    return titled(sentence, reason_text(reason)) if reason else sentence
