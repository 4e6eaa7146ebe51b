"""How the actors have done by their scorecards: those that count, line by line, for the white cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wargame.exercise.definition import Exercise
from wargame.exercise.scoring import Scorecard
from wargame.exercise.spelling import words_of
from wargame.referee.circumstances import Circumstances
from wargame.referee.columns import Columns
from wargame.referee.state import State
from wargame.referee.tally import points, score
from wargame.review import names


def scores(exercise: Exercise, state: State) -> Mapping[str, float]:
    """Return the points of every scorecard that counts, by its id."""
    return {card.id: float(score(card, read)[0]) for card, read in _counting(exercise, state)}


def score_lines(exercise: Exercise, state: State) -> Iterator[str]:
    """Yield each scorecard that counts with its points, and below it what gave them."""
    for card, read in _counting(exercise, state):
        total = names.number(round(float(score(card, read)[0]), 1))
        yield f"{names.opening(words_of(card.id))} ({names.actor_name(exercise, card.actor)}): {total} points"
        for line in card.lines:
            yield f"  {names.signed(round(float(points(line, read)[0]), 1))}: {line.text}"


def _counting(exercise: Exercise, state: State) -> Iterator[tuple[Scorecard, Circumstances]]:
    columns = Columns([state])
    for card in exercise.scorecards.values():
        read = Circumstances(exercise, columns, {"me": card.actor})
        if card.condition is None or bool(read.truth(card.condition)[0]):
            yield card, read
