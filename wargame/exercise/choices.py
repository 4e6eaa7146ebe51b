"""What is chosen with a move, read: what it is aimed at, and its parameters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from wargame.exercise.assembly import Assembly, plain
from wargame.exercise.codes import Code
from wargame.exercise.definition import EVERYBODY
from wargame.exercise.parameters import Aimed, Parameter
from wargame.exercise.shapes_choices import ParameterShape, TargetShape
from wargame.exercise.shapes_rulebook import MoveShape
from wargame.exercise.spelling import words_of
from wargame.exercise.vocabulary import ANYBODY, RESERVED, Vocabulary
from wargame.exercise.written import Written

OTHERS = "others"
AGREEMENTS = "agreements"
"""As a target: every agreement that is in force at the moment."""
MOST_PARAMETERS = 6
MOST_WORDS = 40
_RANGE = re.compile(r"\s*(-?[0-9]{1,6})\s*\.\.\s*(-?[0-9]{1,6})\s*", re.ASCII)


class Aim(NamedTuple):
    """What a move may be aimed at."""

    targets: tuple[str, ...] = ()
    may_target_self: bool = False
    aimed: Aimed = "actors"
    title: str = ""
    names: Mapping[str, str] = {}
    """Word → what people read, where the targets are the author's words."""


def aim_of(desk: Assembly, shape: MoveShape, by: tuple[str, ...]) -> Aim:
    """Return what a move may be aimed at; nothing when it has no target."""
    target = shape.target
    if target is None:
        return Aim()
    if isinstance(target, TargetShape):
        return _words(desk, target)
    known = desk.vocabulary
    if len(target) == 1 and target[0] == OTHERS:
        return Aim(tuple(actor for actor in known.actors if by != (actor,)))
    if len(target) == 1 and target[0] == AGREEMENTS:
        if not known.agreements:
            desk.say(target[0].place, Code.UNKNOWN_AGREEMENT, "the exercise has no agreements to aim at")
        return Aim(tuple(known.agreements), aimed="agreements in force")
    if any(name in known.agreements or name in known.agreement_tags for name in target):
        return Aim(_agreements(desk, target), aimed="agreements")
    return Aim(desk.actors(target, (ANYBODY, EVERYBODY)), may_target_self=True)


def read_parameters(desk: Assembly, shapes: Mapping[Written, ParameterShape]) -> dict[str, Parameter]:
    """Return what is chosen with a move besides its target."""
    if len(shapes) > MOST_PARAMETERS:
        place = list(shapes)[MOST_PARAMETERS].place
        desk.say(place, Code.TOO_BIG, f"a move has at most {MOST_PARAMETERS} parameters", "make two moves of it")
    found = {}
    for key, shape in shapes.items():
        _check_name(desk, key)
        found[str(key)] = _level(desk, key, shape) if shape.choices is None else _word(desk, key, shape)
    return found


def _agreements(desk: Assembly, names: Iterable[Written]) -> tuple[str, ...]:
    """Return the agreements named, or with a tag that is named; complains of actors among them."""
    known = desk.vocabulary
    found: dict[str, None] = {}
    for name in names:
        if name in known.agreements:
            found[str(name)] = None
        elif name in known.agreement_tags:
            found.update(dict.fromkeys(known.agreement_tags[str(name)]))
        elif name in known.actors:
            message = f"`{name}` is an actor; the other targets of the move are agreements"
            desk.say(name.place, Code.BAD_VALUE, message, "make two moves of it")
        else:
            desk.unknown(name, Code.UNKNOWN_AGREEMENT, "agreement or tag", (*known.agreements, *known.agreement_tags))
    return tuple(found)


def _words(desk: Assembly, shape: TargetShape) -> Aim:
    known = desk.vocabulary
    for word in shape.choices:
        if word in known.actors or word in known.agreements:
            message = f"`{word}` is {'an actor' if word in known.actors else 'an agreement'}, not a word of your own"
            desk.say(word.place, Code.NAME_TWICE, message, f"write `target: [{word}]`, or choose another word")
    words = _checked_words(desk, shape.choices)
    return Aim(tuple(words), aimed="words", title=plain(shape.name), names=words)


def _word(desk: Assembly, key: Written, shape: ParameterShape) -> Parameter:
    assert shape.choices is not None
    for other, what in ((shape.range, "range"), (shape.names[0] if shape.names else None, "names")):
        if other is not None:
            desk.say(other.place, Code.BAD_VALUE, f"a parameter with `choices` has no `{what}`", "take one of them out")
    words = _checked_words(desk, shape.choices)
    usual = plain(shape.usual) or next(iter(words), "")
    if shape.usual is not None and usual not in words:
        desk.unknown(shape.usual, Code.UNKNOWN_WORD, f"choice of `{key}` called", words)
    return Parameter(str(key), plain(shape.name) or words_of(key), key.place, usual, words)


def _level(desk: Assembly, key: Written, shape: ParameterShape) -> Parameter:
    name = plain(shape.name) or words_of(key)
    if shape.range is None:
        hint = "range: 0..3, or choices: [public, private]"
        desk.say(key.place, Code.MISSING_KEY, f"the parameter `{key}` needs a `range` or `choices`", hint)
        return Parameter(str(key), name, key.place, "0")
    found = _RANGE.fullmatch(shape.range)
    if found is None or int(found[1]) >= int(found[2]):
        hint = "whole numbers, the lower one first: 0..3"
        desk.say(shape.range.place, Code.BAD_RANGE, f"`{shape.range[:40]}` is not a range of levels", hint)
        return Parameter(str(key), name, key.place, "0")
    low, high = int(found[1]), int(found[2])
    if shape.names and len(shape.names) != high - low + 1:
        message = f"{len(shape.names)} names for {high - low + 1} levels"
        desk.say(shape.names[0].place, Code.TERM_RANGE, message, f"one for each level of {shape.range}")
    made = Parameter(str(key), name, key.place, str(low), low=low, high=high, names=tuple(map(plain, shape.names)))
    usual = plain(shape.usual) or str(low)
    if not made.fits(usual):
        message = f"`usual: {usual[:40]}` is not a level of {shape.range}"
        desk.say((shape.usual or key).place, Code.OUTSIDE_RANGE, message, f"a whole number from {low} to {high}")
        return made
    return Parameter(made.id, name, key.place, usual, low=low, high=high, names=made.names)


def _checked_words(desk: Assembly, choices: Mapping[Written, Written | None]) -> dict[str, str]:
    """Return the words with what people read."""
    if not 2 <= len(choices) <= MOST_WORDS:  # noqa: PLR2004 - a choice
        place = next(iter(choices)).place if choices else None
        if place is not None:
            message = f"a choice is one of 2 to {MOST_WORDS} words, not of {len(choices)}"
            desk.say(place, Code.BAD_VALUE, message, "choices: [public, private]")
    for word in choices:
        if str(word).lower() in RESERVED:
            desk.say(word.place, Code.RESERVED_NAME, f"`{word}` is a word of the language", f"call it `{word}_` or so")
    return {str(word): plain(name) or words_of(word) for word, name in choices.items()}


def _check_name(desk: Assembly, key: Written) -> None:
    """A parameter is read by its name alone, so nothing else may be called so."""
    known = desk.vocabulary
    if str(key).lower() in RESERVED:
        desk.say(key.place, Code.RESERVED_NAME, f"`{key}` is a word of the language", f"call it `{key}_` or so")
    elif what := _already(known, str(key)):
        hint = "call one of the two something else"
        desk.say(key.place, Code.NAME_TWICE, f"`{key}` is already the name of {what}", hint)


def _already(known: Vocabulary, name: str) -> str:
    """Return what is called so already, or nothing."""
    called: tuple[tuple[str, Iterable[str]], ...] = (
        ("an actor", known.actors),
        ("a track", known.shorts),
        ("a derived value", known.derived),
        ("a table", known.tables),
        ("an agreement", known.agreements),
        ("a tag of agreements", known.agreement_tags),
        ("a term of agreements", known.terms),
        ("a card", (card.rpartition(".")[2] for card in known.cards)),
    )
    return next((what for what, names in called if name in names), "")
