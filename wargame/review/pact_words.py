"""What rules say of agreements, reports and questions, in words."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from wargame.exercise.punctuation import titled
from wargame.exercise.questions import FACILITATOR, INJURED
from wargame.review import names
from wargame.review.values import called
from wargame.translation import phrase, say

if TYPE_CHECKING:
    from wargame.exercise.definition import Exercise
    from wargame.exercise.questions import Question

    InWords = Callable[[Exercise, str], str]

_BROKEN = re.compile(r"(\w+) is found breaking (\w+)")
_REPORTED = re.compile(r"reveal ([\w.]+) to (.+)")
_STANDS = re.compile(r"(suspend|resume|terminate) (\w+)(?: for (\d+) turns?)?")
_ASKS = re.compile(r"ask (\w+)")
_SETTLED = re.compile(r"(\w+)\.(\w+) to ([a-z_]\w*)")
_COUNTED = re.compile(r"\b(count|total|highest)\(((?:[^()]|\([^()]*\))*)\)")
_MEANS = re.compile(r"\b(this|breaker|target) is (not )?(\w+)")
_STANDS_NOT = re.compile(r"\bnot (active|ever|offered)\((\w+)\)")
_NOT = {
    "active": phrase("{agreement} is not in force"),
    "ever": phrase("{agreement} was never signed"),
    "offered": phrase("{agreement} is not on the table"),
}
_BRACED = re.compile(r"\{([\w.]+)\}")
_BOUND = {
    "this": phrase("this text"), "target": phrase("the text that is picked"), "breaker": phrase("the breaker"),
}  # fmt: skip
_WHICH = {
    "active": phrase("in force", context="agreements in force"),
    "ever": phrase("that were signed at some time", context="agreements that were signed at some time"),
    "offered": phrase("on the table", context="agreements on the table"),
}
_NOW = {
    "suspend": phrase("{agreement} is suspended"),
    "resume": phrase("{agreement} is in force again"),
    "terminate": phrase("{agreement} is ended"),
}


def name_of(exercise: Exercise, word: str) -> str:
    """Return what people call an agreement or an actor, or what a bound word stands for."""
    return say(_BOUND[word]) if word in _BOUND else called(exercise, word)


def settled(exercise: Exercise, written: str) -> str:
    """Return "relief of this text", "declaration of Full cap" for a term or fact; "" for anything else."""
    owner, _, last = written.rpartition(".")
    if owner not in exercise.agreements and owner not in _BOUND:
        return ""
    known = exercise.common.terms.get(last) if exercise.common is not None else None
    what = names.item_name(known.name or last if known is not None else last)
    return say("{term} of {agreement}", term=what, agreement=name_of(exercise, owner))


def counted(exercise: Exercise, text: str, keep: Callable[[str], str], in_words: InWords) -> str:
    """Return a condition in which what is counted over agreements is put into words, each handed to `keep`."""

    def told(found: re.Match[str]) -> str:
        if found[1] == "count":
            some = _which(exercise, found[2], in_words)
            return keep(say("the number of agreements {which}", which=some))
        term, _, which = found[2].partition(",")
        some = _which(exercise, which.strip(), in_words)
        term = names.item_name(term.strip())
        if found[1] == "highest":
            return keep(say("the highest {term} of agreements {which}", term=term, which=some))
        return keep(say("{term} of all agreements {which} together", term=term, which=some))

    return _COUNTED.sub(told, text)


def _which(exercise: Exercise, text: str, in_words: InWords) -> str:
    """Return "in force marked “core”", "in force with relief at least 1"."""
    parts = text.split(" and ")
    if any("(" in part or " or " in part for part in parts):
        return say("for which {condition}", condition=in_words(exercise, text))
    tags = {tag for one in exercise.agreements.values() for tag in one.tags}
    said = []
    for part in parts:
        if part in tags:
            said.append(say("marked “{tag}”", tag=names.item_name(part)))
        elif part in _WHICH:
            said.append(say(_WHICH[part]))
        else:
            said.append(say("with {condition}", condition=in_words(exercise, part)))
    return " ".join(said)


def said(exercise: Exercise, text: str, keep: Callable[[str], str]) -> str:
    """Return a condition with what bound words stand for, and what agreements are not, in words handed to `keep`."""

    def means(found: re.Match[str]) -> str:
        what, which = say(_BOUND[found[1]]), name_of(exercise, found[3])
        if found[2]:
            return keep(say("{what} is not {which}", what=what, which=which))
        return keep(say("{what} is {which}", what=what, which=which))

    def stands_not(found: re.Match[str]) -> str:
        return keep(say(_NOT[found[1]], agreement=name_of(exercise, found[2])))

    return _STANDS_NOT.sub(stands_not, _MEANS.sub(means, text))


def sentence(exercise: Exercise, text: str) -> str:
    """Return a sentence about agreements, reports or questions in words; "" for any other."""
    return _of_agreements(exercise, text) or _of_people(exercise, text)


def _of_agreements(exercise: Exercise, text: str) -> str:
    """Return what becomes of an agreement: a breach is found, it stands or ends, something of it is settled."""
    if found := _BROKEN.fullmatch(text):
        who, what = name_of(exercise, found[1]), name_of(exercise, found[2])
        return say("{who} is found breaking {agreement}", who=names.opening(who), agreement=what)
    if found := _STANDS.fullmatch(text):
        name = names.opening(name_of(exercise, found[2]))
        if found[3]:
            turns = names.counted(int(found[3]), names.word(exercise, "turn"))
            return say("{agreement} is suspended for {turns}", agreement=name, turns=turns)
        return say(_NOW[found[1]], agreement=name)
    if (found := _SETTLED.fullmatch(text)) and (what := settled(exercise, f"{found[1]}.{found[2]}")):
        return titled(names.opening(what), names.item_name(found[3]))
    return ""


def _of_people(exercise: Exercise, text: str) -> str:
    """Return who gets a report, or is asked something."""
    found, track = _REPORTED.fullmatch(text), None
    if found is not None:
        track = names.track_written(exercise, found[1])
    if found is not None and track is not None:
        whom = [name_of(exercise, one.strip()) for one in found[2].split(",")]
        to = say("everybody") if found[2] == "all" else names.listed(whom)
        name = names.track_name(exercise, track.id)
        return say("A fresh report goes to {audience}: {track}", audience=to, track=name)
    if (found := _ASKS.fullmatch(text)) and found[1] in exercise.questions:
        question = exercise.questions[found[1]]
        who = names.opening(asked_of(exercise, question))
        return say("{who} is asked: {question}", who=who, question=asked(exercise, question))
    return ""


def asked_of(exercise: Exercise, question: Question) -> str:
    """Return who answers a question: an actor by name, the facilitator, or who was injured."""
    if question.asked_of == INJURED:
        return say("the first party that did not break it")
    if question.asked_of == FACILITATOR:
        return say("the {facilitator}", facilitator=names.word(exercise, FACILITATOR))
    return names.actor_name(exercise, question.asked_of)


def asked(exercise: Exercise, question: Question) -> str:
    """Return the text of a question; an amount that is filled in at the table stands there by its name, in brackets."""

    def filled(found: re.Match[str]) -> str:
        if found[1] not in question.amounts:
            return name_of(exercise, found[1])
        derived = exercise.derived.get(found[1])
        return f"[{derived.name if derived is not None else names.sentence(exercise, found[1])}]"

    return names.opening(_BRACED.sub(filled, question.text))
