"""What came out of many runs, kept in a space that does not grow with their number."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wargame.exercise.definition import Exercise, Track
from wargame.exercise.scoring import Scorecard, ScoreLine
from wargame.referee.batch import Batch
from wargame.referee.circumstances import Circumstances
from wargame.referee.columns import DELIVERED
from wargame.referee.limits import NEARLY

Amounts = NDArray[np.float64]
Counts = NDArray[np.int64]

PERCENTILES = (10, 50, 90)
NO_END_STATE = ""
"""Runs in which none of the endings held."""
SURE = 1.959963984540054
"""Standard deviations on both sides that hold 95 %."""
_MOST_VALUES = 1_001
"""Whole-number tracks with no more values than this are counted value by value."""
_SAMPLE = 2_000
"""Of other tracks so many runs are kept: the first, which are as good as any."""


@dataclass(frozen=True, slots=True)
class Share:
    """How often something came out: its share of the runs, with the 95 % interval after Wilson."""

    name: str
    runs: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Spread:
    """Where a track stood at the end of a turn in the runs that played it."""

    turn: int
    runs: int
    low: float
    """Of ten runs one was at or below this."""
    median: float
    high: float
    """Of ten runs one was at or above this."""
    at_bottom: float
    """Share of the runs in which it was at the lower end of its range."""
    at_top: float


@dataclass(frozen=True, slots=True)
class Use:
    """How often a move was made, an agreement signed, an inject delivered, an answer given."""

    id: str
    actor: str
    """Whose move it was, or to which question the answer; "" where that has no meaning."""
    times: int
    runs: int
    """In how many runs at least once."""


@dataclass(frozen=True, slots=True)
class Score:
    """What a scorecard gave, in the runs in which it counts."""

    card: str
    runs: int
    mean: float
    low: float
    median: float
    high: float


@dataclass(frozen=True, slots=True)
class Report:
    """What came out of a rehearsal."""

    runs: int
    endings: tuple[Share, ...]
    """Every end-state in the order of the endings, also those never reached; NO_END_STATE last, if it occurred."""
    tracks: Mapping[str, tuple[Spread, ...]]
    moves: tuple[Use, ...]
    injects: tuple[Use, ...]
    agreements: tuple[Use, ...] = ()
    answers: tuple[Use, ...] = ()
    """Answers given, `actor` being the question."""
    scores: tuple[Score, ...] = ()


def share(name: str, number: int, runs: int) -> Share:
    """Return a share with its interval; of no runs nothing is known."""
    if not runs:
        return Share(name, 0, 0.0, 0.0, 1.0)
    part, weight = number / runs, SURE * SURE / runs
    middle = (part + weight / 2) / (1 + weight)
    reach = SURE * math.sqrt(part * (1 - part) / runs + weight / (4 * runs)) / (1 + weight)
    low = 0.0 if number == 0 else max(0.0, middle - reach)
    high = 1.0 if number == runs else min(1.0, middle + reach)
    return Share(name, number, part, low, high)


class Values:
    """Numbers of any kind: how many, their sum, and a sample of them."""

    def __init__(self) -> None:
        self.number = 0
        self._sum = 0.0
        self._sample: Amounts = np.empty(0)

    @property
    def mean(self) -> float:
        """Their mean; of none there is none."""
        return self._sum / self.number if self.number else math.nan

    def take(self, values: Amounts) -> None:
        """Count some more."""
        self.number += len(values)
        self._sum += math.fsum(values)
        self._sample = np.concatenate([self._sample, values[: _SAMPLE - len(self._sample)]])

    def add(self, other: Values) -> None:
        """Count those of another as well."""
        self.number += other.number
        self._sum += other._sum
        self._sample = np.concatenate([self._sample, other._sample[: _SAMPLE - len(self._sample)]])

    def percentile(self, percent: int) -> float:
        """Return the smallest value that so many of a hundred do not exceed."""
        if not len(self._sample):
            return math.nan
        return float(np.percentile(self._sample, percent, method="inverted_cdf"))


class Distribution:
    """The values of one track at the end of one turn: counted value by value where they are few."""

    def __init__(self, track: Track) -> None:
        self._low, self._high = track.low, track.high
        counted = track.whole and track.high - track.low < _MOST_VALUES
        self._counts: Counts | None = np.zeros(int(track.high - track.low) + 1, np.int64) if counted else None
        self._values = Values()
        self.runs = self.at_bottom = self.at_top = 0

    def take(self, values: Amounts) -> None:
        """Count the values of some runs."""
        self.runs += len(values)
        if self._counts is None:
            self._values.take(values)
            self.at_bottom += int((values <= self._low + NEARLY).sum())
            self.at_top += int((values >= self._high - NEARLY).sum())
            return
        counts = np.bincount((values - self._low).astype(np.int64), minlength=len(self._counts))
        self._counts += counts
        self.at_bottom += int(counts[0])
        self.at_top += int(counts[-1])

    def add(self, other: Distribution) -> None:
        """Count the runs of another as well."""
        self.runs += other.runs
        self.at_bottom += other.at_bottom
        self.at_top += other.at_top
        self._values.add(other._values)
        if self._counts is not None and other._counts is not None:
            self._counts += other._counts

    def spread(self, turn: int) -> Spread:
        """Return where the values lie."""
        low, median, high = (self._percentile(percent) for percent in PERCENTILES)
        runs = max(1, self.runs)
        return Spread(turn, self.runs, low, median, high, self.at_bottom / runs, self.at_top / runs)

    def _percentile(self, percent: int) -> float:
        if self._counts is None:
            return self._values.percentile(percent)
        wanted = max(1, math.ceil(self.runs * percent / 100))
        return self._low + int(np.searchsorted(np.cumsum(self._counts), wanted))


class Tally:
    """Counts what happens in runs, batch by batch."""

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise
        self._runs = 0
        self._ends = np.zeros(len(exercise.rulebook.endings) + 1, np.int64)
        self._tracks: dict[tuple[str, int], Distribution] = {}
        self._uses: dict[tuple[str, str, str], Counts] = {}
        self._scores: dict[str, Values] = {}

    def turn_ended(self, columns: Batch) -> None:
        """Count where the tracks stand at the end of a turn, in all runs that played it."""
        for track in self._exercise.tracks.values():
            key = (track.id, columns.turn)
            if key not in self._tracks:
                self._tracks[key] = Distribution(track)
            self._tracks[key].take(columns.tracks[track.id])

    def ended(self, columns: Batch) -> None:
        """Count what has happened in runs that are over."""
        self._runs += columns.runs
        self._ends += np.bincount(columns.ends, minlength=len(self._ends))
        for (actor, move), times in columns.done.items():
            self._use("move", move, actor, times)
        for inject, status in columns.injects.items():
            self._use("inject", inject, "", (status == DELIVERED).astype(np.int64))
        for agreement, times in columns.signed.items():
            self._use("agreement", agreement, "", times)
        for (question, option), times in columns.answered.items():
            self._use("answer", option, question, times)
        self._score(columns)

    def add(self, other: Tally) -> None:
        """Count the runs of another tally as well."""
        self._runs += other._runs
        self._ends += other._ends
        for key, distribution in other._tracks.items():
            if key in self._tracks:
                self._tracks[key].add(distribution)
            else:
                self._tracks[key] = distribution
        for use, counts in other._uses.items():
            self._uses[use] = self._uses.get(use, np.zeros(2, np.int64)) + counts
        for card, values in other._scores.items():
            self._scores.setdefault(card, Values()).add(values)

    def report(self) -> Report:
        """Return what has come out."""
        tracks: dict[str, list[Spread]] = {track: [] for track in self._exercise.tracks}
        for (track, turn), distribution in sorted(self._tracks.items(), key=lambda item: item[0][1]):
            tracks[track].append(distribution.spread(turn))
        return Report(
            runs=self._runs,
            endings=self._endings(),
            tracks={track: tuple(spreads) for track, spreads in tracks.items()},
            moves=tuple(
                self._used("move", move.id, actor)
                for actor in self._exercise.actors
                for move in self._exercise.rulebook.moves.values()
                if actor in move.by
            ),
            injects=tuple(self._used("inject", inject.id) for inject in self._exercise.injects),
            agreements=tuple(self._used("agreement", agreement) for agreement in self._exercise.agreements),
            answers=tuple(
                self._used("answer", option.id, question.id)
                for question in self._exercise.questions.values()
                for option in question.options
            ),
            scores=tuple(self._scored(card) for card in self._exercise.scorecards),
        )

    def _endings(self) -> tuple[Share, ...]:
        numbers: dict[str, int] = {}
        for ending, number in zip(self._exercise.rulebook.endings, self._ends, strict=False):
            name = ending.end_state or ending.id
            numbers[name] = numbers.get(name, 0) + int(number)
        if self._ends[-1]:
            numbers[NO_END_STATE] = int(self._ends[-1])
        return tuple(share(name, number, self._runs) for name, number in numbers.items())

    def _use(self, kind: str, what: str, actor: str, times: Counts) -> None:
        counts = np.array([times.sum(), np.count_nonzero(times)], dtype=np.int64)
        key = (kind, what, actor)
        self._uses[key] = self._uses.get(key, np.zeros(2, np.int64)) + counts

    def _used(self, kind: str, what: str, actor: str = "") -> Use:
        times, runs = self._uses.get((kind, what, actor), (0, 0))
        return Use(what, actor, int(times), int(runs))

    def _score(self, columns: Batch) -> None:
        for card in self._exercise.scorecards.values():
            read = Circumstances(self._exercise, columns, {"me": card.actor})
            counts = np.ones(columns.runs, np.bool_) if card.condition is None else read.truth(card.condition)
            self._scores.setdefault(card.id, Values()).take(score(card, read)[counts])

    def _scored(self, card: str) -> Score:
        values = self._scores.get(card, Values())
        return Score(card, values.number, values.mean, *(values.percentile(percent) for percent in PERCENTILES))


def score(card: Scorecard, read: Circumstances) -> Amounts:
    """Return what a scorecard gives in each run."""
    total = np.zeros(read.runs)
    for line in card.lines:
        total = total + points(line, read)
    return total


def points(line: ScoreLine, read: Circumstances) -> Amounts:
    """Return what one line of a scorecard gives in each run."""
    given = np.full(read.runs, line.points)
    if line.amount is not None:
        way = (read.number(line.amount) - line.nothing_at) / (line.all_at - line.nothing_at)
        given = given * np.clip(way, 0.0, 1.0)
    return given if line.condition is None else np.where(read.truth(line.condition), given, 0.0)
