"""The names an exercise declares, before any of its rules is read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import combinations

from wargame.exercise.assembly import Assembly
from wargame.exercise.codes import Code
from wargame.exercise.languages import NO_ROWS
from wargame.exercise.shapes_agreements import AgreementShape, CommonShape
from wargame.exercise.shapes_rulebook import RulebookShape
from wargame.exercise.shapes_scenario import CardShape, ScenarioShape, TrackShape
from wargame.exercise.spelling import is_id
from wargame.exercise.vocabulary import RESERVED, Signable, Vocabulary, all_whole, words_in
from wargame.exercise.written import Branch, Written

Owner = tuple[str, ...]
"""() the world, one actor, or a sorted pair."""

MOST_ACTORS = 40
MOST_TRACKS = 2_000
MOST_AGREEMENTS = 40
"""Rules go through all of them at every `count(…)`, and so does the checker."""
_LEVELS = re.compile(r"\s*(-?[0-9]{1,3})\s*\.\.\s*(-?[0-9]{1,3})\s*", re.ASCII)
_SORTS = ("world", "actor", "pair", "agreement")


def declare(desk: Assembly, scenario: ScenarioShape, rules: RulebookShape) -> Vocabulary:
    """Return every name that rules may use; complains of names that are reserved or declared twice."""
    if len(rules.agreements) > MOST_AGREEMENTS:
        place = list(rules.agreements)[MOST_AGREEMENTS].place
        desk.give_up(
            place, f"more than {MOST_AGREEMENTS} agreements", "make one of several with a term that says how far"
        )
    _check_names(desk, scenario, rules)
    tracks, whole = _track_ids(desk, scenario, rules), _stay_whole(scenario)
    return Vocabulary.declaring(
        actors=map(str, scenario.actors),
        tracks=tracks,
        whole=(track for track in tracks if track.rpartition(".")[2] in whole),
        derived=map(str, scenario.derived),
        flags=map(str, scenario.flags),
        moves={
            str(move): frozenset(map(str, shape.tags)) if shape else frozenset() for move, shape in rules.moves.items()
        },
        tables={str(table): shape is not None and is_chance(shape) for table, shape in rules.tables.items()},
        agreements={str(name): _signable(desk, scenario, shape) for name, shape in rules.agreements.items()},
        terms=levels_of(rules.every_agreement),
        questions=map(str, rules.questions),
        cards={f"{card.for_}.{name}": _words_of(card) for name, card in scenario.cards.items() if card is not None},
        table_words={
            str(table): words_in(_looked_at(shape)) for table, shape in rules.tables.items() if shape is not None
        },
    )


def levels_of(common: CommonShape | None) -> dict[str, tuple[int, int]]:
    """Return the lowest and highest level of each term whose range can be read."""
    if common is None:
        return {}
    ranges = {str(key): _LEVELS.fullmatch(term.range) for key, term in common.terms.items() if term is not None}
    levels = {key: (int(found[1]), int(found[2])) for key, found in ranges.items() if found is not None}
    return {key: (low, high) for key, (low, high) in levels.items() if low < high}


def _signable(desk: Assembly, scenario: ScenarioShape, shape: AgreementShape | None) -> Signable:
    """Return what rules can say of an agreement."""
    if shape is None:
        return Signable()
    for key, fact in shape.facts.items():
        _check_reserved(desk, key)
        for word in fact.one_of if fact is not None else ():
            _check_word(desk, word)
    parties = tuple(str(party) for party in shape.parties if party in scenario.actors)
    facts = {str(key): tuple(map(str, fact.one_of)) for key, fact in shape.facts.items() if fact is not None}
    return Signable(tuple(dict.fromkeys(parties)), frozenset(map(str, shape.tags)), facts)


def _looked_at(table: Branch) -> str:
    return next(str(value) for key, value in table.items() if key == "by")


def _words_of(card: CardShape) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(str, (*(card.draw or ()), *(card.chosen or ())))))


def doubtful(scenario: ScenarioShape, rules: RulebookShape) -> frozenset[Code]:
    """Return the complaints about names that a broken entry may only seem to deserve."""
    codes: set[Code] = set()
    if None in scenario.tracks.values():
        codes |= {Code.UNKNOWN_NAME, Code.NO_SUCH_TRACK, Code.SEVERAL_OWNERS}
    if None in rules.moves.values():
        codes |= {Code.UNKNOWN_MOVE}
    if None in rules.rolls.values():
        codes |= {Code.UNKNOWN_ROLL}
    if None in rules.questions.values():
        codes |= {Code.UNKNOWN_QUESTION}
    if None in scenario.cards.values():
        codes |= {Code.UNKNOWN_CARD, Code.UNKNOWN_WORD}
    codes |= _doubtful_agreements(rules)
    return frozenset(codes)


def _doubtful_agreements(rules: RulebookShape) -> set[Code]:
    """An agreement that could not be read may have had the tag, the fact, the party that is missed."""
    shapes, common = rules.agreements.values(), rules.every_agreement
    codes: set[Code] = set()
    if None in shapes or any(None in shape.facts.values() for shape in shapes if shape is not None):
        codes |= {Code.UNKNOWN_AGREEMENT, Code.UNKNOWN_CARD, Code.UNKNOWN_WORD, Code.UNKNOWN_NAME}
    if "every_agreement" in rules.model_fields_set and (common is None or None in common.terms.values()):
        codes |= {Code.UNKNOWN_TERM, Code.UNKNOWN_NAME}
    return codes


def owners_of(desk: Assembly, shape: TrackShape, actors: Iterable[str], agreements: Iterable[str]) -> tuple[Owner, ...]:
    """Return for whom a track is kept: `for: world | actor | pair | agreement | us | us.prc | freeze`."""
    everybody, texts = tuple(map(str, actors)), tuple(map(str, agreements))
    whose = str(shape.for_ or "world")
    kept: dict[str, tuple[Owner, ...]] = {
        **{text: ((text,),) for text in texts},
        "world": ((),),
        "actor": tuple((actor,) for actor in everybody),
        "pair": tuple((min(pair), max(pair)) for pair in combinations(everybody, 2)),
        "agreement": tuple((text,) for text in texts),
    }
    if shape.for_ is None or whose in kept:
        return kept[whose]
    return _named_owners(desk, shape.for_, everybody, texts)


def _named_owners(
    desk: Assembly, whose: Written, everybody: tuple[str, ...], texts: tuple[str, ...]
) -> tuple[Owner, ...]:
    """Return one actor, or a pair of them."""
    owners = whose.split(".")
    start = 0
    for owner in owners:
        if owner not in everybody:
            part = whose.part(start, start + len(owner))
            desk.unknown(part, Code.UNKNOWN_ACTOR, "actor", (*everybody, *_SORTS, *texts))
            return ()
        start += len(owner) + 1
    if len(owners) > 2 or len(set(owners)) < len(owners):  # noqa: PLR2004 - a pair is two
        desk.say(whose.place, Code.BAD_VALUE, f"`{whose[:60]}` is not one actor and not a pair", "us, or us.prc")
        return ()
    return (tuple(sorted(owners)),)


def full_id(owner: Owner, short: str) -> str:
    """Return a track's full name: `tension`, `us.support`, `prc.us.trust`."""
    return ".".join((*owner, short))


def is_chance(table: Branch) -> bool:
    """Whether a table's values were written in per cent."""
    return any(str(value).endswith("%") for key, value in table.items() if key not in NO_ROWS)


def _track_ids(desk: Assembly, scenario: ScenarioShape, rules: RulebookShape) -> list[str]:
    if len(scenario.actors) > MOST_ACTORS:
        place = list(scenario.actors)[MOST_ACTORS].place
        desk.give_up(place, f"more than {MOST_ACTORS} actors", "seat several people with one actor")
    found: list[str] = []
    for short, shape in scenario.tracks.items():
        if shape is not None:
            owners = owners_of(Assembly(), shape, scenario.actors, rules.agreements)
            found.extend(full_id(owner, short) for owner in owners)
        if len(found) > MOST_TRACKS:
            desk.give_up(short.place, f"more than {MOST_TRACKS} tracks, counted for each owner", "keep fewer for pairs")
    return found


def _stay_whole(scenario: ScenarioShape) -> frozenset[str]:
    """Return the short names of the tracks that can hold nothing but whole numbers."""
    return frozenset(
        str(short)
        for short, shape in scenario.tracks.items()
        if shape is not None
        if not shape.decimal and all_whole(shape.rises_at_most, shape.falls_at_most, shape.stops_at)
    )


def _check_names(desk: Assembly, scenario: ScenarioShape, rules: RulebookShape) -> None:
    """One name means one thing wherever an amount or an actor is read; no name is a word of the language."""
    seen: dict[str, tuple[Written, str]] = {}
    for what, names in (
        ("an actor", scenario.actors),
        ("a track", scenario.tracks),
        ("a derived value", scenario.derived),
        ("a table", rules.tables),
        ("a move", rules.moves),
        ("an agreement", rules.agreements),
        ("a term of agreements", rules.every_agreement.terms if rules.every_agreement is not None else ()),
        ("a card", scenario.cards),
    ):
        for name in names:
            _check_reserved(desk, name)
            if str(name) in seen:
                first, meaning = seen[str(name)]
                message = f"`{name}` is already the name of {meaning} ({first.file}, line {first.line})"
                desk.say(name.place, Code.NAME_TWICE, message, "call one of the two something else")
            seen[str(name)] = (name, what)
    for name in (*scenario.flags, *rules.rolls, *rules.questions):
        _check_reserved(desk, name)
    for tag in (tag for shape in rules.agreements.values() if shape is not None for tag in shape.tags):
        _check_reserved(desk, tag)
        if str(tag) in seen:
            message = f"the tag `{tag}` is also the name of {seen[str(tag)][1]}"
            desk.say(tag.place, Code.NAME_TWICE, message, "choose another tag")
    for word in (
        word for card in scenario.cards.values() if card for word in (*(card.draw or ()), *(card.chosen or ()))
    ):
        _check_word(desk, word)
    for tag in (tag for shape in rules.moves.values() if shape is not None for tag in shape.tags):
        if str(tag) in rules.moves:
            desk.say(tag.place, Code.NAME_TWICE, f"the tag `{tag}` is also the name of a move", "choose another tag")


def _check_reserved(desk: Assembly, name: Written) -> None:
    if str(name).lower() in RESERVED:
        desk.say(name.place, Code.RESERVED_NAME, f"`{name}` is a word of the language", f"call it `{name}_` or so")


def _check_word(desk: Assembly, word: Written) -> None:
    """The word of a fact or card can be read behind `is` and `to`."""
    if not is_id(word):
        hint = "letters a to z, digits and _ only, beginning with a letter"
        desk.say(word.place, Code.BAD_NAME, f"`{word[:40]}` cannot be a word of a fact or card", hint)
    _check_reserved(desk, word)
