"""What a rehearsal gives an author to think about: what is never used, and what always comes out the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from wargame.exercise.definition import Exercise
from wargame.referee.tally import NO_END_STATE, Report, Use

Kind = Literal[
    "move never made",
    "agreement never signed",
    "inject never delivered",
    "question never asked",
    "end-state never reached",
    "end-state too common",
    "no end-state",
    "dominant move",
    "track at its limit",
]

TOO_COMMON = 0.6
"""An end-state in more than so many of the runs leaves the players little to decide."""
DOMINANT = 0.5
"""A move that is more than so many of all orders of an actor who has the choice."""
_A_CHOICE = 3
"""Moves among which one can be dominant."""
PINNED = 0.5
"""A track that stands at an end of its range after more than so many of the turns played."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing worth a look."""

    kind: Kind
    subject: str
    """Id of the move, agreement, inject, question, track or end-state."""
    actor: str = ""
    """Whose move it is."""
    share: float = 0.0
    """Of the runs, of an actor's orders, or of the turns played."""
    end: Literal["low", "high", ""] = ""
    """At which end of its range a track stands."""


def remarks(exercise: Exercise, report: Report) -> tuple[Remark, ...]:
    """Return everything worth a look; nothing is known of no runs."""
    return tuple(_remarks(exercise, report)) if report.runs else ()


def _remarks(exercise: Exercise, report: Report) -> Iterator[Remark]:
    for ending in report.endings:
        if ending.name == NO_END_STATE:
            yield Remark("no end-state", "", share=ending.share)
        elif not ending.runs:
            yield Remark("end-state never reached", ending.name)
        elif ending.share > TOO_COMMON:
            yield Remark("end-state too common", ending.name, share=ending.share)
    yield from (Remark("move never made", use.id, use.actor) for use in report.moves if not use.times)
    yield from _dominant(exercise, report)
    yield from (Remark("agreement never signed", use.id) for use in report.agreements if not use.times)
    yield from (Remark("inject never delivered", use.id) for use in report.injects if not use.times)
    yield from (Remark("question never asked", use.id) for use in _asked(exercise, report) if not use.times)
    for track, spreads in report.tracks.items():
        turns = sum(spread.runs for spread in spreads)
        low = sum(spread.runs * spread.at_bottom for spread in spreads) / max(1, turns)
        high = sum(spread.runs * spread.at_top for spread in spreads) / max(1, turns)
        if low > PINNED:
            yield Remark("track at its limit", track, share=low, end="low")
        if high > PINNED:
            yield Remark("track at its limit", track, share=high, end="high")


def _dominant(exercise: Exercise, report: Report) -> Iterator[Remark]:
    for actor in exercise.actors:
        own = [use for use in report.moves if use.actor == actor]
        orders = sum(use.times for use in own)
        for use in own:
            if len(own) >= _A_CHOICE and use.times > DOMINANT * orders:
                yield Remark("dominant move", use.id, actor, use.times / orders)


def _asked(exercise: Exercise, report: Report) -> Iterator[Use]:
    """Yield how often each question was answered, whatever the answer."""
    for question in exercise.questions:
        answers = [use for use in report.answers if use.actor == question]
        yield Use(question, "", sum(use.times for use in answers), sum(use.runs for use in answers))
