"""How a move was decided, in words: the way, the arguments, the vote, and what a ruling still waits for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from wargame.exercise.punctuation import titled
from wargame.referee.adjustment import Argue, Argument, CloseArguments, Decide, Vote
from wargame.referee.deciding import ARGUED
from wargame.referee.ruling import Asked, Decided
from wargame.review import names
from wargame.review.lines import Context, Line
from wargame.review.odds import exactly, likelihood, odds_words
from wargame.review.rolls import modifier_line
from wargame.translation import phrase, say, say_count

if TYPE_CHECKING:
    from wargame.exercise.definition import Exercise

WAY_NAMES: Mapping[str, str] = {
    "rule": phrase("as the rule says"),
    "roll": phrase("by its roll"),
    "argue": phrase("by arguments for and against"),
    "draw": phrase("by drawing lots"),
    "vote": phrase("by a secret vote"),
    "consensus": phrase("by agreement at the table"),
    "facilitator": phrase("by the {facilitator}"),
    "none": phrase("by nobody: it is only recorded"),
}
"""Way of deciding → the words for it behind "decided"."""


def way_text(exercise: Exercise, way: str) -> str:
    """Return how something is decided, behind "decided": "by a secret vote"."""
    return say(WAY_NAMES[way], facilitator=names.word(exercise, "facilitator")) if way in WAY_NAMES else way


def decided_lines(context: Context, found: Decided, depth: int) -> Iterator[Line]:
    """Tell the way, the vote, and those arguments that do not stand with the roll as modifiers."""
    exercise = context.exercise
    told = say("Decided {way}", way=way_text(exercise, found.way))
    if found.reason:
        who, why = context.facilitator, found.reason
        told = say("{decided}, chosen by the {facilitator}: {reason}", decided=told, facilitator=who, reason=why)
    yield Line(depth, "way", told)
    for argument in found.arguments:
        beside_the_roll = found.way in ARGUED and argument.weight and not context.waits
        if not argument.struck and not beside_the_roll:
            yield Line(depth, "way", _argument(exercise, argument))
    if found.ballots:
        middle = votes_text(exercise, found)
        if found.ballots > 1:
            low, high = names.percent(found.lowest), names.percent(found.highest)
            middle = say("{votes} (from {lowest} to {highest})", votes=middle, lowest=low, highest=high)
        yield Line(depth, "way", names.opening(middle))


def votes_text(exercise: Exercise, found: Decided) -> str:
    """Return how many voted, and the middle of what they think: "3 ballots, the middle is 55%: roughly even"."""
    return say_count(
        found.ballots,
        "{count} ballot, the middle is {chance}: {term}",
        "{count} ballots, the middle is {chance}: {term}",
        chance=names.percent(found.chance),
        term=likelihood(found.chance, exercise.likelihood_words),
    )


def waiting_for_people(context: Context, asked: Asked) -> Iterator[Line]:
    """Tell what counts in the odds so far of a ruling that waits before its roll, what it waits for, and those odds."""
    chance = {choice.option for choice in asked.options} == {"yes", "no"}
    for read in asked.modifiers:
        yield modifier_line(context, read, 0, per_cent=chance and "%" in read.text)
    yield Line(0, "note", say("Waits for people. {question}", question=say(asked.text)))
    for choice in asked.options:
        told = names.outcome_name(choice.name)
        if choice.odds:
            when = phrase("{answer} ({odds} so far, {chance})")
            if asked.way not in ARGUED:
                when = phrase("{answer} ({odds} by the dice, {chance})")
            exact = exactly(choice.odds, context.exercise.likelihood_words)
            told = say(when, answer=told, odds=odds_words(choice.odds), chance=exact)
        yield Line(1, "odds", told)


def argued_text(exercise: Exercise, adjustment: Decide | Argue | CloseArguments | Vote) -> str:
    """Return what was said or chosen about the way of deciding, as a sentence."""
    match adjustment:
        case Argue(side, text, speaker, weight):
            return _argument(exercise, Argument(side, text, speaker, weight))
        case CloseArguments():
            return say("The arguments are closed")
        case Vote(ballots):
            return say_count(len(ballots), "A secret vote: {count} ballot", "A secret vote: {count} ballots")
        case Decide(way, reason):
            who = names.opening(names.word(exercise, "facilitator"))
            told = say("{who} has it decided {way}", who=who, way=way_text(exercise, way))
            return titled(told, reason)


def _argument(exercise: Exercise, said: Argument) -> str:
    """Return "For (Hills): they owe us a favour"; with how often it counts unless that is once."""
    by = f" ({names.actor_name(exercise, said.speaker)})" if said.speaker else ""
    side = say("For", context="an argument") if said.side == "for" else say("Against", context="an argument")
    told = titled(f"{side}{by}", said.text)
    if not said.weight:
        return say("{argument}, only recorded", argument=told)
    if said.weight == 1:
        return told
    return say_count(
        said.weight,
        "{argument}, counts {count} time",
        "{argument}, counts {count} times",
        argument=told,
    )
