"""How a move is decided: as its rule is written, by arguments, lots, a vote, by people, or not at all.

A way of deciding takes the place of a move's own roll or chance; its `if` and the
effects above the roll stay as they are written. Every way but people's own word
becomes a block with a roll or a chance, so that odds are exact and known before
anything is thrown, and many runs at once go through the same code.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from wargame.exercise.complaints import Place
from wargame.exercise.conditions import Expression, parse
from wargame.exercise.definition import Exercise
from wargame.exercise.questions import FACILITATOR
from wargame.exercise.rulebook import ONLY_RECORDED, WAYS_OF_DECIDING, Block, Lots, Modifier, Move, Outcome, Roll
from wargame.exercise.vocabulary import Vocabulary
from wargame.referee.adjustment import Argument, UnfitAdjustmentError
from wargame.referee.effects import Setting
from wargame.referee.hand import Hand, Throw
from wargame.referee.questions import UnansweredError
from wargame.referee.ruling import (
    Asked,
    Choice,
    Decided,
    ImprovisedSubject,
    ModifierRead,
    OrderSubject,
    PassedOver,
    Ruling,
    Share,
)
from wargame.referee.umpiring import Deciding, Umpire
from wargame.translation import phrase, say

Truths = NDArray[np.bool_]

RULE, ROLL, ARGUE, DRAW, VOTE = "rule", "roll", "argue", "draw", "vote"
AS_WRITTEN = frozenset({"", RULE, ROLL})
ARGUED = frozenset({ARGUE, DRAW})
"""Ways in which arguments count."""
BY_PEOPLE = frozenset({"consensus", "facilitator"})
"""Ways in which the outcome is set, and nothing is rolled."""

MATRIX_DICE, SUCCEEDS_AT = "2d6", 7
"""What a move without a roll of its own is decided by when it is argued: the custom of matrix games."""
MOST_ARGUMENTS = 3
"""The arguments together count no more than this, where the roll does not say otherwise."""
PER_CENT = 10
"""Points of a hundred-sided die that an argument is worth."""
NO_IDEA = 0.5
"""The chance where nobody can vote."""

SUCCESS, FAILURE = "success", "failure"
_WORDS = {
    VOTE: phrase("decided by a secret vote"),
    "consensus": phrase("decided by agreement at the table"),
    "facilitator": phrase("decided by the {facilitator}"),
    ONLY_RECORDED: phrase("decided by nobody: it is only recorded"),
}
"""What a seat is told of a move whose odds nobody can know."""
_ASKS = {
    ARGUE: phrase("Why should it succeed, why fail? The dice fall once nobody has more to say."),
    DRAW: phrase(
        "Why should it succeed, why fail? Each reason puts a lot in; they are drawn once nobody has more to say."
    ),
    VOTE: phrase("How likely is it to succeed? Each says so in secret; the middle of the ballots is the chance."),
    "consensus": phrase("What comes of it, as all agree, and why?"),
    "facilitator": phrase("What comes of it, and why?"),
}


def decided(umpire: Umpire, block: Block, own: str, setting: Setting, mask: Truths) -> Block | None:
    """Return what is played of a move's block in the way in which it is decided; None when it is only recorded.

    `own` is the way that the move itself says, or "". Raises UnfitAdjustmentError
    when the way chosen for this ruling does not fit the move, UnansweredError when ballots are missing.
    """
    hand = umpire.hand
    way = hand.way.way if hand.way is not None else own or umpire.exercise.rulebook.decide
    if hand.way is not None and way == ROLL and block.roll is None and block.chance is None:
        raise UnfitAdjustmentError(say("This has no roll of its own; it can be argued, drawn by lot, or voted on."))
    people = umpire.trace is not None and umpire.answers is None
    if way in BY_PEOPLE and not people:
        way = RULE  # nobody is there to say: as it is written
    umpire.deciding = Deciding(block.path, way, people)
    arguments = tuple(_arguments(hand))
    if umpire.trace is not None and mask[0]:
        told = _told(hand, block.path, way, arguments)
        umpire.trace.findings += [] if told is None else [told, *_struck(arguments)]
    if way == ONLY_RECORDED:
        return None
    if way == VOTE and people and not hand.ballots and block.path not in hand.struck and _happens(block, setting):
        raise UnansweredError(Asked(0, "", FACILITATOR, _ASKS[VOTE], (), secret=True, way=VOTE))
    likely = _middle(hand.ballots) if hand.ballots else NO_IDEA
    reasons = [(argument, _said(umpire, argument)) for argument in arguments if not argument.struck]
    return _in_that_way(block, way, reasons, likely)


def foreseen(exercise: Exercise, move: Move) -> tuple[Block, str]:
    """Return what is rolled for a move if nobody speaks; and words, when only people can say what comes of it."""
    way = move.decide or exercise.rulebook.decide
    if way in _WORDS:
        return move.block, say(_WORDS[way], facilitator=exercise.label(FACILITATOR))
    return _in_that_way(move.block, way, (), NO_IDEA), ""


def ways_for(exercise: Exercise, ruling: Ruling) -> tuple[str, ...]:
    """Return the ways in which this ruling could be decided; none for what the program does by itself."""
    subject = ruling.subject
    if isinstance(subject, OrderSubject):
        block = exercise.rulebook.moves[subject.order.move].block
        rolls = block.roll is not None or block.chance is not None
        return tuple(way for way in WAYS_OF_DECIDING if way != (RULE if rolls else ROLL))
    return tuple(way for way in WAYS_OF_DECIDING if way != ROLL) if isinstance(subject, ImprovisedSubject) else ()


def refuse(hand: Hand) -> None:
    """Raise UnfitAdjustmentError if a way of deciding was chosen for what has none: the program does what it says.

    Nor can it be said who learns of it: what people are told of it stands in the exercise.
    """
    if hand.tell is not None:
        raise UnfitAdjustmentError(say("Only of a move, or of what is improvised, can it be said who learns of it."))
    if hand.way is not None or hand.arguments or hand.ballots or hand.closed:
        raise UnfitAdjustmentError(say("Only a move, or what is improvised, can be decided in another way."))


def waits_for_people(umpire: Umpire, path: str, throw: Throw) -> bool:
    """Return whether people have still to speak before the roll of a move that is ruled live."""
    how = umpire.deciding
    if how is None or how.path != path or not how.people or throw.outcome:
        return False
    return how.way in BY_PEOPLE or (how.way in ARGUED and not umpire.hand.closed and not throw.faces)


def unanswered(
    umpire: Umpire, odds: Sequence[Share], modifiers: tuple[ModifierRead, ...], outcomes: Iterable[str] = ()
) -> UnansweredError:
    """Return what stops a ruling that waits for people: the outcomes, with their odds so far and what is in them."""
    way = umpire.deciding.way if umpire.deciding is not None else ""
    shares = {share.outcome: share.chance for share in odds}
    choices = tuple(Choice(name, name, shares.get(name, 0.0)) for name in outcomes or shares)
    counted = modifiers if way in ARGUED else ()
    return UnansweredError(Asked(0, "", FACILITATOR, _ASKS[way], choices, way=way, modifiers=counted))


def set_by_people(umpire: Umpire, path: str) -> bool:
    """Return whether the outcome of this rule is set by people, and nothing rolled."""
    how = umpire.deciding
    return how is not None and how.path == path and how.people and how.way in BY_PEOPLE


def keyed_by(umpire: Umpire, path: str) -> str:
    """Return the path that a draw is keyed by.

    A move that is decided in another way is thrown for anew: the dice that
    its own roll has shown already must not decide what is argued afterwards.
    """
    how = umpire.deciding
    return f"{path}/{how.way}" if how is not None and how.path == path and how.way not in AS_WRITTEN else path


def _in_that_way(block: Block, way: str, reasons: Sequence[tuple[Argument, str]], likely: float) -> Block:
    if way == ARGUE:
        return _argued(block, reasons)
    if way == DRAW:
        return _drawn(block, reasons)
    if way == VOTE:
        return _voted(block, likely)
    return _set(block) if way in BY_PEOPLE else block


def _argued(block: Block, reasons: Sequence[tuple[Argument, str]]) -> Block:
    """Let arguments count as modifiers of the move's own roll or chance, or of 2d6."""
    if block.roll is None and block.chance is None:
        roll = Roll(MATRIX_DICE, block.place, 2, 6)
        failure = Outcome(FAILURE, block.place, -math.inf, SUCCEEDS_AT - 1, ())
        success = Outcome(SUCCESS, block.place, SUCCEEDS_AT, math.inf, block.effects)
        block = replace(block, effects=(), roll=roll, modifiers=(), outcomes=(failure, success))
    return replace(block, modifiers=(*block.modifiers, *_modifiers(block, reasons)))


def _modifiers(block: Block, reasons: Sequence[tuple[Argument, str]]) -> Iterator[Modifier]:
    """Yield a modifier for each argument, and one that holds them within their limit."""
    roll = block.roll
    on_a_hundred = roll is not None and (roll.count, roll.sides) == (1, 100)
    step = 0.01 * PER_CENT if roll is None else float(PER_CENT) if on_a_hundred else 1.0
    net = 0.0
    for argument, because in reasons:
        amount = step * argument.weight * (1 if argument.side == "for" else -1)
        net += amount
        if amount:
            yield _modifier(amount, because)
    most = MOST_ARGUMENTS * step
    free = roll is not None and (roll.lots is not None or roll.modifiers_at_most is not None)
    if abs(net) > most and not free:
        limit = f"{MOST_ARGUMENTS * PER_CENT} points" if step != 1 else str(MOST_ARGUMENTS)
        yield _modifier(math.copysign(most, net) - net, f"arguments count {limit} at most")


def _drawn(block: Block, reasons: Sequence[tuple[Argument, str]]) -> Block:
    """Draw lots: those of the move's own, or one lot less than it has outcomes."""
    roll = block.roll
    if roll is None:
        failure = Outcome(FAILURE, block.place, 0, 0, ())
        success = Outcome(SUCCESS, block.place, 1, 1, block.effects)
        block = replace(block, effects=(), chance=None, modifiers=(), outcomes=(failure, success), roll=_lots(block, 1))
    elif roll.lots is None and len(block.outcomes) > 1:
        ranked = sorted(block.outcomes, key=lambda outcome: outcome.low)
        outcomes = tuple(replace(outcome, low=place, high=place) for place, outcome in enumerate(ranked))
        kept = block.modifiers if (roll.count, roll.sides) != (1, 100) else ()
        most = roll.modifiers_at_most
        lots = replace(_lots(block, len(ranked) - 1), modifiers_at_most=most)
        block = replace(block, modifiers=kept, outcomes=outcomes, roll=lots)
    return replace(block, modifiers=(*block.modifiers, *_modifiers(block, reasons)))


def _lots(block: Block, count: int) -> Roll:
    return Roll(f"draw {count}", block.place, count, 0, lots=Lots(count, count))


def _voted(block: Block, likely: float) -> Block:
    """Let a hundred-sided die decide at the chance that was voted."""
    if block.roll is None or len(block.outcomes) < 2:  # noqa: PLR2004 - one outcome is no choice
        return replace(block, chance=_amount(likely) if block.roll is None else block.chance, modifiers=())
    ranked = sorted(block.outcomes, key=lambda outcome: outcome.low)
    better = len(ranked) - 1
    last = [round(100 * (1 - likely) + 100 * likely * place / better) for place in range(len(ranked))]
    ranges = zip(ranked, [0, *last], last, strict=False)
    outcomes = tuple(replace(outcome, low=before + 1, high=up_to) for outcome, before, up_to in ranges)
    return replace(block, modifiers=(), outcomes=outcomes, roll=Roll("1d100", block.place, 1, 100))


def _set(block: Block) -> Block:
    """Let people set the outcome: of the move's own roll, or whether it happens at all."""
    if block.roll is not None and block.outcomes:
        return block
    yes, no = Outcome("yes", block.place, 1, 1, block.effects), Outcome("no", block.place, 0, 0, ())
    roll = Roll("", block.place, 0, 0)
    return replace(block, effects=(), chance=None, modifiers=(), roll=roll, outcomes=(yes, no))


def _modifier(amount: float, because: str) -> Modifier:
    return Modifier(f"{amount:+g} because {because}", Place(""), _amount(amount), None, because)


@lru_cache(maxsize=256)
def _amount(value: float) -> Expression:
    return parse(f"{value:.9f}", Place(""), "amount", Vocabulary())


def _middle(ballots: Sequence[float]) -> float:
    """Return the median: half of the ballots are no higher, half no lower."""
    upward, half = sorted(ballots), len(ballots) // 2
    return upward[half] if len(ballots) % 2 else (upward[half - 1] + upward[half]) / 2


def _happens(block: Block, setting: Setting) -> bool:
    return block.condition is None or bool(setting.read.truth(block.condition)[0])


def _arguments(hand: Hand) -> Iterator[Argument]:
    for number, said in enumerate(hand.arguments, start=1):
        struck = hand.struck.get(f"arguments/{number}", "")
        yield Argument(said.side, said.text, said.speaker, said.weight, struck)


def _struck(arguments: Sequence[Argument]) -> Iterator[PassedOver]:
    for number, argument in enumerate(arguments, start=1):
        if argument.struck:
            yield PassedOver(f"arguments/{number}", argument.text, None, None, argument.struck)


def _said(umpire: Umpire, argument: Argument) -> str:
    """Return an argument with who gave it: "Hills: they owe us a favour"."""
    actor = umpire.exercise.actors.get(argument.speaker)
    speaker = actor.name if actor is not None else argument.speaker
    return f"{speaker}: {argument.text}" if speaker else argument.text


def _told(hand: Hand, path: str, way: str, arguments: tuple[Argument, ...]) -> Decided | None:
    """Return what is told of the way; nothing when the move is simply played as written."""
    if way in AS_WRITTEN and hand.way is None and not arguments:
        return None
    reason = hand.way.reason if hand.way is not None else ""
    told = Decided(path, way or RULE, reason, arguments)
    if way != VOTE or not hand.ballots:
        return told
    ballots = hand.ballots
    return replace(told, ballots=len(ballots), chance=_middle(ballots), lowest=min(ballots), highest=max(ballots))
