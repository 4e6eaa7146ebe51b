"""Rules in words for paper: what a block does, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wargame.exercise.definition import Exercise
from wargame.exercise.punctuation import quoted, titled
from wargame.exercise.rulebook import Block, Effect
from wargame.review import names
from wargame.review.rule_words import condition, sentence
from wargame.translation import say


def block_lines(exercise: Exercise, block: Block, depth: int = 0) -> Iterator[tuple[int, str]]:
    """Yield (depth, line) for everything a block says: condition, chance, effects, roll, modifiers, outcomes."""
    if block.condition is not None:
        yield depth, say("Only if {condition}", condition=condition(exercise, block.condition.text))
    if block.chance is not None:
        yield depth, say("With a chance of {chance}:", chance=condition(exercise, block.chance.text))
    yield from effect_lines(exercise, block.effects, depth)
    if block.roll is None:
        return
    yield depth, say("Roll {dice}", dice=condition(exercise, block.roll.text))
    for modifier in block.modifiers:
        rule, because, reason = modifier.text.partition(" because ")
        told = condition(exercise, names.MINUS + rule[1:] if rule.startswith("-") else rule)
        yield depth + 1, say("{amount} because {reason}", amount=told, reason=reason) if because else told
    for outcome in block.outcomes:
        says = f" — {quoted(outcome.say)}" if outcome.say else ""
        yield depth + 1, f"{_range(outcome.name, outcome.low, outcome.high)}{says}"
        yield from effect_lines(exercise, outcome.effects, depth + 2)


def effect_lines(exercise: Exercise, effects: Sequence[Effect], depth: int = 0) -> Iterator[tuple[int, str]]:
    """Yield (depth, line) for each sentence."""
    for effect in effects:
        if isinstance(effect, Block):
            yield from block_lines(exercise, effect, depth)
        else:
            yield depth, sentence(exercise, effect.text)


def summary(exercise: Exercise, line: str) -> str:
    """Return "6 to 8: quarrel -1, clear feud" with names in place of ids."""
    outcome, found, effects = line.partition(": ")
    if not found:
        return sentence(exercise, line)
    return titled(names.outcome_name(outcome), ", ".join(sentence(exercise, one) for one in effects.split(", ")))


def _range(name: str, low: float, high: float) -> str:
    """Return "partial (6 to 8)"; a range that is its own name once."""
    shown, found = names.outcome_name(name), span(low, high)
    return shown if shown == found else f"{names.item_name(shown)} ({found})"


def span(low: float, high: float) -> str:
    """Return "5 or less", "6 to 8", "7"."""
    if low == float("-inf"):
        return say("{number} or less", number=names.number(high))
    if high == float("inf"):
        return say("{number} or more", number=names.number(low))
    if low == high:
        return names.number(low)
    return say("{low} to {high}", low=names.number(low), high=names.number(high))
