"""What is missing for a move or a signature, in words a participant can read: one sentence for each part that fails.

"Level of dialogue has to be 2 or more; it is 0." A part that no sentence fits is
told as it is written, with the values it saw.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wargame.exercise.choice_names import chosen_name
from wargame.exercise.condition_nodes import (
    Age,
    And,
    Compare,
    Given,
    Means,
    Node,
    Not,
    Number,
    Or,
    OverAll,
    Question,
    Read,
    Stands,
    TermRead,
    WordIs,
)
from wargame.exercise.conditions import Clause, Expression
from wargame.exercise.definition import Exercise
from wargame.exercise.punctuation import titled
from wargame.exercise.spans import constant_of
from wargame.translation import phrase, say, say_count

_BOUNDS: Mapping[str, str] = {
    ">=": phrase("{limit} or more"),
    "<=": phrase("{limit} or less"),
    ">": phrase("more than {limit}"),
    "<": phrase("less than {limit}"),
    "!=": phrase("other than {limit}"),
}
_IS = (phrase("{name} has to be {value}"), phrase("{name} must not be {value}"))
_MANY = 1_000_000
"""More turns than are counted."""
_MIRRORED: Mapping[str, str] = {">=": "<=", "<=": ">=", ">": "<", "<": ">", "==": "==", "!=": "!="}
_STANDS: Mapping[str, tuple[str, str]] = {
    "active": (phrase("{agreement} has to be in force"), phrase("{agreement} must not be in force")),
    "ever": (phrase("{agreement} has to have been signed"), phrase("{agreement} must never have been signed")),
    "offered": (phrase("{agreement} has to lie on the table"), phrase("{agreement} must not lie on the table")),
}


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads it: whom bound words stand for."""

    exercise: Exercise
    bound: Mapping[str, str]


def missing(reader: Reader, rule: Expression, clauses: tuple[Clause, ...]) -> tuple[str, ...]:
    """Return a sentence for each part of a condition that does not hold; `clauses` is how it was found."""
    found = iter(clauses)
    parts = rule.node.parts if isinstance(rule.node, And) else (rule.node,)
    told = [_judged(reader, rule, part, found) for part in parts]
    return tuple(_opening(words) for holds, words in told if not holds)


def support_words(exercise: Exercise, agreement: str) -> str:
    """Return what has to hold of an agreement that another depends on."""
    return say(_STANDS["active"][0], agreement=exercise.agreements[agreement].name)


def _judged(reader: Reader, rule: Expression, node: Node, found: Iterator[Clause]) -> tuple[bool, str]:
    """Return whether a part holds, and the words for what it asks."""
    if isinstance(node, And | Or):
        parts = [_judged(reader, rule, part, found) for part in node.parts]
        if isinstance(node, And):
            return all(holds for holds, _ in parts), say(" and ").join(words for holds, words in parts if not holds)
        return any(holds for holds, _ in parts), say(", or ").join(words for _, words in parts)
    clause = next(found)
    return clause.holds, _words(reader, rule, node, clause)


def _words(reader: Reader, rule: Expression, node: Node, clause: Clause) -> str:
    asked, wanted = (node.part, 1) if isinstance(node, Not) else (node, 0)
    match asked:
        case Stands(what=what, agreements=(agreement,)):
            return say(_STANDS[what][wanted], agreement=_called(reader, agreement))
        case Question(name="flag", words=(flag,)):
            fact = reader.exercise.flags.get(flag, flag)
            return say("“{fact}” must no longer hold", fact=fact) if wanted else say("“{fact}” has to hold", fact=fact)
        case WordIs(owner=owner, name=name, word=word, is_card=is_card):
            fact, value = name.replace("_", " "), word.replace("_", " ")
            card = say("your card “{card}”", card=fact)
            name = card if is_card else say("{fact} of {owner}", fact=fact, owner=_called(reader, owner))
            return say(_IS[wanted], name=name, value=value)
        case Means(word=word, names=names) if len(names) == 1:
            chosen = chosen_name(reader.exercise, word, next(iter(names)))
            if chosen is not None:
                return say(_IS[wanted], name=chosen[0], value=chosen[1])
        case Compare() if not wanted:
            compared = _compared(reader, rule, asked, clause)
            if compared:
                return compared
    values = list(_values(clause))
    return titled(clause.text, ", ".join(values)) if values else clause.text


def _values(clause: Clause) -> Iterator[str]:
    for name, value in clause.values:
        if isinstance(value, bool):
            yield say("{fact} holds", fact=name) if value else say("{fact} does not hold", fact=name)
        else:
            yield say("{name} is {value}", name=name, value=value if isinstance(value, str) else f"{value:g}")


def _compared(reader: Reader, rule: Expression, node: Compare, clause: Clause) -> str:
    """Return "Tension has to be 4 or less; it is 6"; "" when neither side is a plain number."""
    asked, bound, operator = node.left, constant_of(node.right), node.operator
    if bound is None:
        asked, bound, operator = node.right, constant_of(node.left), _MIRRORED[operator]
    if bound is None or isinstance(asked, Number) or len(clause.values) != 1:
        return ""
    value = clause.values[0][1]
    if isinstance(value, bool | str):
        return ""
    limit = f"{bound:g}" if operator == "==" else say(_BOUNDS[operator], limit=f"{bound:g}")
    if isinstance(asked, Age):
        named = say(" or ").join(_called(reader, one) for one in asked.agreements)
        turns = int(min(abs(bound), _MANY))
        values = {"agreement": named, "limit": limit, "turn": reader.exercise.label("turn")}
        if value < 0:
            return say_count(
                turns,
                "{agreement} has to have been in force for {limit} {turn}s; it is not in force",
                "{agreement} has to have been in force for {limit} {turn}s; it is not in force",
                **values,
            )
        return say_count(
            turns,
            "{agreement} has to have been in force for {limit} {turn}s; it has been for {number}",
            "{agreement} has to have been in force for {limit} {turn}s; it has been for {number}",
            number=f"{value:g}",
            **values,
        )
    if isinstance(asked, Given):
        name = (chosen_name(reader.exercise, asked.name, f"{value:g}") or (asked.name,))[0]
    else:
        name = _asked(reader, rule, asked)
    return say("{name} has to be {limit}; it is {value}", name=name, limit=limit, value=f"{value:g}") if name else ""


def _asked(reader: Reader, rule: Expression, node: Node) -> str:
    match node:
        case Read(source="turn"):
            return reader.exercise.label("turn")
        case Read(reference=reference):
            return _track(reader, reference.resolved(reader.bound))
        case TermRead(agreement=agreement, term=term):
            common = reader.exercise.common
            known = common.terms.get(term) if common is not None else None
            fact = known.name or term if known is not None else term
            return say("{fact} of {owner}", fact=fact, owner=_called(reader, agreement))
        case OverAll(name="count", which=Stands(what="active")):
            return say("the number of agreements in force")
        case OverAll(name="count", which=which):
            return say("the number of agreements ({condition})", condition=rule.text[which.start : which.end])
    return ""


def _track(reader: Reader, track: str) -> str:
    exercise = reader.exercise
    if track in exercise.tracks:
        return exercise.tracks[track].name
    if track in exercise.derived:
        return exercise.derived[track].name
    alike = [one for one in exercise.tracks.values() if one.short == track]
    return alike[0].name if alike else track


def _called(reader: Reader, agreement: str) -> str:
    known = reader.exercise.agreements.get(reader.bound.get(agreement, agreement))
    return known.name if known is not None else agreement


def _opening(words: str) -> str:
    return words[:1].upper() + words[1:]
