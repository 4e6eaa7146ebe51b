"""How the actors have done by their scorecards: those that count, line by line, for the white cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wargame.exercise.definition import Exercise
from wargame.exercise.punctuation import titled
from wargame.exercise.scoring import Scorecard, ScoreLine
from wargame.exercise.spelling import words_of
from wargame.referee.circumstances import Circumstances
from wargame.referee.columns import Columns
from wargame.referee.state import State
from wargame.referee.tally import points, score
from wargame.review import names, rule_words
from wargame.translation import say, say_count

_MANY = 1_000_000_000
"""Points, as many as are counted."""


def scores(exercise: Exercise, state: State) -> Mapping[str, float]:
    """Return the points of every scorecard that counts, by its id."""
    return {card.id: round(float(score(card, read)[0]), 6) for card, read in _counting(exercise, state)}


def score_lines(exercise: Exercise, state: State) -> Iterator[str]:
    """Yield each scorecard that counts with its points, and below it what gave them."""
    for card, read in _counting(exercise, state):
        total = round(float(score(card, read)[0]), 1)
        yield say_count(
            int(min(_MANY, abs(total))),
            "{scorecard}: {number} points",
            "{scorecard}: {number} points",
            scorecard=scorecard_name(exercise, card),
            number=names.number(total),
        )
        for line in card.lines:
            yield f"  {titled(names.signed(round(float(points(line, read)[0]), 1)), _line(exercise, line))}"


def scorecard_name(exercise: Exercise, card: Scorecard) -> str:
    """Return "Trader (Blue)"; of a card that is named after its actor, the actor is not told twice."""
    actor = names.actor_name(exercise, card.actor)
    if card.id == card.actor and not card.name:
        return actor
    return f"{card.name or names.opening(words_of(card.id.removeprefix(f'{card.actor}_')))} ({actor})"


def _line(exercise: Exercise, line: ScoreLine) -> str:
    """Return "20 for Tension from 10 to 1", "−25 if Tension at least 10"."""
    most = names.number(line.points)
    if line.amount is not None:
        return say(
            "{points} for {amount} from {nothing_at} to {all_at}",
            points=most,
            amount=rule_words.condition(exercise, line.amount.text),
            nothing_at=names.number(line.nothing_at),
            all_at=names.number(line.all_at),
        )
    if line.condition is not None:
        condition = rule_words.condition(exercise, line.condition.text)
        return say("{points} if {condition}", points=most, condition=condition)
    return line.text


def _counting(exercise: Exercise, state: State) -> Iterator[tuple[Scorecard, Circumstances]]:
    columns = Columns([state])
    for card in exercise.scorecards.values():
        read = Circumstances(exercise, columns, {"me": card.actor})
        if card.condition is None or bool(read.truth(card.condition)[0]):
            yield card, read
