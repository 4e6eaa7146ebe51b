"""How a move was decided, in words: the way, the arguments, the vote, and what a ruling still waits for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from wargame.referee.adjustment import Argue, Argument, CloseArguments, Decide, Vote
from wargame.referee.deciding import ARGUED
from wargame.referee.ruling import Asked, Decided
from wargame.review import names
from wargame.review.lines import Context, Line
from wargame.review.odds import likelihood, odds_words
from wargame.review.rolls import modifier_line

if TYPE_CHECKING:
    from wargame.exercise.definition import Exercise

WAY_NAMES: Mapping[str, str] = {
    "rule": "as the rule says",
    "roll": "by its roll",
    "argue": "by arguments for and against",
    "draw": "by drawing lots",
    "vote": "by a secret vote",
    "consensus": "by agreement at the table",
    "facilitator": "by the facilitator",
    "none": "by nobody: it is only recorded",
}
"""Way of deciding → the words for it behind "decided"."""


def way_text(exercise: Exercise, way: str) -> str:
    """Return how something is decided, behind "decided": "by a secret vote"."""
    words = WAY_NAMES.get(way, way)
    return words.replace("facilitator", names.word(exercise, "facilitator")) if way == "facilitator" else words


def decided_lines(context: Context, found: Decided, depth: int) -> Iterator[Line]:
    """Tell the way, the vote, and those arguments that do not stand with the roll as modifiers."""
    exercise = context.exercise
    chosen = f", chosen by the {context.facilitator}: {found.reason}" if found.reason else ""
    yield Line(depth, "way", f"Decided {way_text(exercise, found.way)}{chosen}")
    for argument in found.arguments:
        beside_the_roll = found.way in ARGUED and argument.weight and not context.waits
        if not argument.struck and not beside_the_roll:
            yield Line(depth, "way", _argument(exercise, argument))
    if found.ballots:
        voted = names.counted(found.ballots, "ballot")
        term = likelihood(found.chance, exercise.likelihood_words)
        middle = f"{voted}, the middle is {names.percent(found.chance)}: {term}"
        spread = f" (from {names.percent(found.lowest)} to {names.percent(found.highest)})" if found.ballots > 1 else ""
        yield Line(depth, "way", f"{names.opening(middle)}{spread}")


def waiting_for_people(context: Context, asked: Asked) -> Iterator[Line]:
    """Tell what counts in the odds so far of a ruling that waits before its roll, what it waits for, and those odds."""
    chance = {choice.option for choice in asked.options} == {"yes", "no"}
    for read in asked.modifiers:
        yield modifier_line(context, read, 0, per_cent=chance and "%" in read.text)
    yield Line(0, "note", f"Waits for people. {asked.text}")
    for choice in asked.options:
        when = "so far" if asked.way in ARGUED else "by the dice"
        odds = f" ({odds_words(choice.odds)} {when}, {names.percent(choice.odds)})" if choice.odds else ""
        yield Line(1, "odds", f"{choice.name}{odds}")


def argued_text(exercise: Exercise, adjustment: Decide | Argue | CloseArguments | Vote) -> str:
    """Return what was said or chosen about the way of deciding, as a sentence."""
    match adjustment:
        case Argue(side, text, speaker, weight):
            return _argument(exercise, Argument(side, text, speaker, weight))
        case CloseArguments():
            return "The arguments are closed"
        case Vote(ballots):
            return f"A secret vote: {names.counted(len(ballots), 'ballot')}"
        case Decide(way, reason):
            who = names.opening(names.word(exercise, "facilitator"))
            return f"{who} has it decided {way_text(exercise, way)}: {reason}"


def _argument(exercise: Exercise, said: Argument) -> str:
    """Return "For (Hills): they owe us a favour"; with how often it counts unless that is once."""
    by = f" ({names.actor_name(exercise, said.speaker)})" if said.speaker else ""
    times = "" if said.weight == 1 else ", only recorded" if not said.weight else f", counts {said.weight} times"
    return f"{names.opening(said.side)}{by}: {said.text}{times}"
