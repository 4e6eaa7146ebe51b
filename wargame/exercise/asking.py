"""Which words mean something in a question: those that do in every place where it is asked.

It is found from the shapes, before any sentence is read: the options of a question
are sentences too, and can be read only once their words are known.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from wargame.exercise.assembly import Assembly
from wargame.exercise.choices import aim_of
from wargame.exercise.movers import movers_of
from wargame.exercise.shapes import BlockShape, OutcomeShape
from wargame.exercise.shapes_agreements import HooksShape
from wargame.exercise.shapes_msel import MselShape
from wargame.exercise.shapes_rulebook import RulebookShape
from wargame.exercise.vocabulary import Signable
from wargame.exercise.written import Written

Words = Mapping[str, tuple[str, ...]]
"""Bound word → what it may stand for."""

_ASK = re.compile(r"\s*ask\s+([A-Za-z][A-Za-z0-9_]*)", re.ASCII)
_Effects = Iterable[Written | BlockShape]
_Asked = Iterator[tuple[str, Words]]


def words_in_questions(desk: Assembly, rules: RulebookShape, msel: MselShape) -> dict[str, Words]:
    """Return for each question the words it may use; one that nobody asks may use those of a breach."""
    agreements = desk.vocabulary.agreements
    known: dict[str, Words] = {}
    asked = [
        *_in_moves(desk, rules),
        *_in_agreements(rules, agreements),
        *(found for block in _plain_blocks(rules, msel) for found in _in_block(block, {})),
    ]
    options = {str(key): list(shape.options.values()) for key, shape in rules.questions.items() if shape is not None}
    while asked:
        question, words = asked.pop()
        shared = _shared(known[question], words) if question in known else words
        if question in options and known.get(question) != shared:
            known[question] = shared
            for option in options[question]:
                inside = {**shared, "target": tuple(agreements)} if option.target is not None else shared
                asked.extend(_in_effects(option.effects, inside))
    anywhere: Words = {"this": tuple(agreements), "breaker": desk.vocabulary.actors}
    return {question: _clear(known.get(question, anywhere), agreements) for question in options}


def _clear(words: Words, agreements: Collection[str]) -> Words:
    """Leave out a word that stands for an actor where a question is asked, and for an agreement elsewhere."""
    return {word: names for word, names in words.items() if len({name in agreements for name in names}) <= 1}


def _shared(one: Words, other: Words) -> Words:
    """Return the words known in both places, for all that they may stand for in either."""
    return {word: tuple(dict.fromkeys((*one[word], *other[word]))) for word in one if word in other}


def _in_moves(desk: Assembly, rules: RulebookShape) -> _Asked:
    movers = movers_of(desk, rules)
    for key, move in rules.moves.items():
        if move is None:
            continue
        aim = aim_of(Assembly.quiet(desk), move, movers[str(key)])
        aimed = aim.targets if aim.aimed != "words" else ()
        words = {"me": movers[str(key)], **({"target": aimed} if aimed else {})}
        yield from _in_block(move, words)
        if move.detected is not None:
            yield from _in_block(move.detected, words)


def _in_agreements(rules: RulebookShape, agreements: Mapping[str, Signable]) -> _Asked:
    parties = tuple(dict.fromkeys(party for one in agreements.values() for party in one.parties))
    if rules.every_agreement is not None:
        yield from _in_hooks(rules.every_agreement, tuple(agreements), parties)
    ambiguous = rules.every_agreement.ambiguous if rules.every_agreement is not None else None
    for key, shape in rules.agreements.items():
        if shape is None:
            continue
        yield from _in_hooks(shape, (str(key),), agreements[str(key)].parties)
        if ambiguous is not None and shape.ambiguous_under:
            yield str(ambiguous), {"this": (str(key),), "breaker": tuple(map(str, shape.ambiguous_under))}


def _in_hooks(shape: HooksShape, this: tuple[str, ...], breakers: tuple[str, ...]) -> _Asked:
    for effects in (shape.on_signing, shape.each_turn, shape.on_termination, shape.if_a_support_ends):
        yield from _in_effects(effects or (), {"this": this})
    yield from _in_effects(shape.if_found or (), {"this": this, "breaker": breakers})


def _plain_blocks(rules: RulebookShape, msel: MselShape) -> Iterator[BlockShape]:
    """Yield the blocks in which no word is bound."""
    for step in rules.steps.values():
        yield from step if isinstance(step, list) else [step] if step is not None else []
    yield from (trigger for trigger in rules.triggers.values() if trigger is not None)
    yield from (inject for inject in msel.injects.values() if inject is not None)


def _in_block(shape: BlockShape, words: Words) -> _Asked:
    yield from _in_effects(shape.effects, words)
    for outcome in (shape.outcomes or {}).values():
        yield from _in_effects(outcome.effects if isinstance(outcome, OutcomeShape) else outcome, words)


def _in_effects(effects: _Effects, words: Words) -> _Asked:
    for effect in effects:
        if isinstance(effect, BlockShape):
            yield from _in_block(effect, words)
        elif found := _ASK.match(effect):
            yield found[1], words
