"""Which agreements can ever be in force, and what that says about their terms and facts."""

from __future__ import annotations

from collections.abc import Iterable

from wargame.exercise.agreements import Agreement
from wargame.exercise.definition import Exercise
from wargame.exercise.rulebook import SetFact
from wargame.exercise.spans import NEVER, Limits, Span, truth
from wargame.exercise.survey import Said

SIGNING = "signing"
_UNSIGNED = Span(0, 0, whole=True)


def signable(exercise: Exercise, limits: Limits) -> frozenset[str]:
    """Return the agreements that can be signed some time, beginning with those that need no other."""
    if not any(SIGNING in phase.does for phase in exercise.phases):
        return frozenset()
    found: set[str] = set()
    left = dict(exercise.agreements)
    while True:
        here = Limits({**limits.spans, **_unsigned(exercise, left)})
        ready = [name for name, each in left.items() if found.issuperset(each.depends_on) and possible(each, here)]
        if not ready:
            return frozenset(found)
        found.update(ready)
        for name in ready:
            del left[name]


def possible(agreement: Agreement, limits: Limits) -> bool:
    """Whether the condition of an agreement can hold."""
    condition = agreement.possible_if
    return condition is None or truth(condition.node, limits.binding(this=(agreement.id,))) != NEVER


def standing(exercise: Exercise, limits: Limits, said: Iterable[Said]) -> dict[str, Span]:
    """Return what is known of agreements: those never in force, terms that are fixed, words no rule sets."""
    spans: dict[str, Span] = {}
    for agreement in exercise.agreements.values():
        for term in agreement.fixed_terms & agreement.terms.keys():
            level = agreement.terms[term]
            spans[f"{agreement.id}.{term}"] = Span(min(0, level), max(0, level), whole=True)
    spans |= _unsigned(exercise, exercise.agreements.keys() - signable(exercise, limits))
    settable = {words for each in said for words in _words_set(each)}
    for agreement in exercise.agreements.values():
        for fact in agreement.facts.values():
            unset = (word for word in fact.words if (agreement.id, fact.id, word) not in settable)
            spans |= {f"{agreement.id}.{fact.id} is {word}": NEVER for word in unset}
    return spans


def _unsigned(exercise: Exercise, names: Iterable[str]) -> dict[str, Span]:
    terms = exercise.common.terms if exercise.common is not None else {}
    spans: dict[str, Span] = {}
    for name in names:
        spans |= {f"{what}({name})": NEVER for what in ("active", "ever", "offered")}
        spans[f"age({name})"] = Span(-1, -1, whole=True)
        spans |= {f"{name}.{term}": _UNSIGNED for term in terms}
    return spans


def _words_set(said: Said) -> Iterable[tuple[str, str, str]]:
    """Return which facts of which agreements a sentence can set to which word."""
    sentence = said.sentence
    if not isinstance(sentence, SetFact):
        return ()
    agreements = said.bound.get(sentence.agreement, (sentence.agreement,))
    return [(agreement, sentence.fact, sentence.word) for agreement in agreements]
