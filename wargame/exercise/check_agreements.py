"""Agreements that nobody can sign, questions and options that lead nowhere or without end, facts left alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wargame.exercise.agreements import Agreement, Fact
from wargame.exercise.case import Case, between, error, warning
from wargame.exercise.codes import Code
from wargame.exercise.complaints import Complaint
from wargame.exercise.questions import Option, Question
from wargame.exercise.reach_agreements import SIGNING, possible
from wargame.exercise.rulebook import Ask, FindBreach, SetFact
from wargame.exercise.spans import NEVER, interval, truth
from wargame.exercise.survey import IF_FOUND, QUESTIONS, Bound, Said

Rule = tuple[str, str]
"""("question", id) or ("breach", agreement): something that sentences set off."""


def agreements(case: Case) -> Iterator[Complaint]:
    """Agreements that can never be signed."""
    exercise = case.exercise
    if not any(SIGNING in phase.does for phase in exercise.phases):
        return  # told once, with the phases
    common = exercise.common
    if common is not None and common.at_most is not None:
        span = interval(common.at_most.node, case.reached)
        if span.high < 1:
            message = f"no agreement can ever be signed: `{common.at_most.text}` {between(span)}"
            yield warning(common.at_most.place, Code.DEAD_AGREEMENT, message, "`at most` is 1 or more")
    for agreement in exercise.agreements.values():
        if agreement.id not in case.signable:
            message = f"the agreement `{agreement.id}` can never be signed"
            yield warning(agreement.place, Code.DEAD_AGREEMENT, message, _why_unsigned(case, agreement))


def facts(case: Case) -> Iterator[Complaint]:
    """Facts that no rule sets, or that no rule reads."""
    sentences = [(said, said.sentence) for said in case.found.said]
    written = {
        f"{name}.{sentence.fact}"
        for said, sentence in sentences
        if isinstance(sentence, SetFact)
        for name in said.bound.get(sentence.agreement, (sentence.agreement,))
    }
    read = words_read(case, "fact")
    for agreement in case.exercise.agreements.values():
        for fact in agreement.facts.values():
            yield from _fact(agreement, fact, written, read)


def questions(case: Case) -> Iterator[Complaint]:
    """Questions that nothing asks; options without odds, and options that can never be chosen."""
    asked = {said.sentence.question for said in case.found.said if isinstance(said.sentence, Ask)}
    common = case.exercise.common
    ambiguous = [agreement for agreement in case.exercise.agreements.values() if agreement.ambiguous_under]
    if ambiguous and common is not None and common.ambiguous:
        asked.add(common.ambiguous)
    elif ambiguous:
        message = f"moves are ambiguous under `{ambiguous[0].id}`, but no question is asked about it"
        hint = "name one in `every agreement`: `ambiguous: is_it_a_breach`"
        yield error(ambiguous[0].place, Code.UNKNOWN_QUESTION, message, hint)
    for question in case.exercise.questions.values():
        if question.id not in asked:
            message = f"nothing asks the question `{question.id}`"
            yield warning(question.place, Code.QUESTION_UNASKED, message, f"an effect: `ask {question.id}`")
        yield from _odds(question)
        for option in question.options:
            if reason := _why_never(case, option):
                message = f"the option `{option.id}` of `{question.id}` can never be chosen"
                yield warning(option.place, Code.DEAD_OPTION, message, reason)


def endless(case: Case) -> Iterator[Complaint]:
    """Questions that lead to themselves, and breaches that find themselves again."""
    leads: dict[Rule, set[Rule]] = {}
    for said in case.found.said:
        for rule in _stands_in(said):
            leads.setdefault(rule, set()).update(_sets_off(said))
    for (kind, name), further in leads.items():
        if (kind, name) in _from(leads, further):
            if kind == "question":
                message = f"an answer to `{name}` leads to the same question again"
                yield error(case.exercise.questions[name].place, Code.ENDLESS, message, "take one `ask` out")
            else:
                message = f"what follows when a breach of `{name}` is found finds it again"
                yield error(case.exercise.agreements[name].place, Code.ENDLESS, message, "see `if found`")


def words_read(case: Case, kind: str) -> set[str]:
    """Return every fact ("fact") or card ("card") that some rule asks about: "full_deal.declaration"."""
    read = set()
    for use in case.found.uses:
        for what, subject in use.expression.names:
            if what == kind:
                owner, _, name = subject.rpartition(".")
                everything = {"each": tuple(case.exercise.agreements), **use.bound}
                read |= {f"{one}.{name}" for one in everything.get(owner, (owner,))}
    return read


# ------------------------------------------------------------------------------------------------------- agreements


def _why_unsigned(case: Case, agreement: Agreement) -> str:
    missing = [name for name in agreement.depends_on if name not in case.signable]
    if missing:
        return f"`{missing[0]}`, which it depends on, can never be signed"
    if agreement.possible_if is not None and not possible(agreement, case.reached):
        here = case.reached.binding(this=(agreement.id,))
        return f"`possible if` is never true: {case.spoken(agreement.possible_if.node, here)}"
    return "its `possible if` waits for itself"


def _fact(agreement: Agreement, fact: Fact, written: set[str], read: set[str]) -> Iterator[Complaint]:
    name = f"{agreement.id}.{fact.id}"
    if name not in written:
        hint = f"an effect: `this.{fact.id} to {fact.words[0]}`"
        yield warning(fact.place, Code.FACT_UNUSED, f"no rule sets the fact `{name}`", hint)
    if name not in read:
        hint = f"a condition: `{name} is {fact.words[0]}`"
        yield warning(fact.place, Code.FACT_UNUSED, f"no rule reads the fact `{name}`", hint)


# -------------------------------------------------------------------------------------------------------- questions


def _odds(question: Question) -> Iterator[Complaint]:
    lacking = [option for option in question.options if option.odds is None]
    if lacking and len(question.options) > 1:
        message = f"the option `{lacking[0].id}` of `{question.id}` has no odds; rehearsal takes them all as equal"
        yield warning(lacking[0].place, Code.NO_ODDS, message, "add `odds: 50%`")


def _why_never(case: Case, option: Option) -> str:
    """Return why an option can never be chosen, or ""."""
    for condition, what in ((option.allowed_if, "`allowed if` is never true"), (option.target, "nothing can be meant")):
        use = next((use for use in case.found.uses if use.expression is condition), None)
        if use is not None:
            limits = case.lenient.binding(**use.bound)
            if truth(use.expression.node, limits) == NEVER:
                return f"{what}: {case.spoken(use.expression.node, limits)}"
    return ""


# ---------------------------------------------------------------------------------------------------------- endless


def _stands_in(said: Said) -> Iterable[Rule]:
    """Return what must be set off for a sentence to be reached, if it is a question or a breach."""
    if said.rule.startswith(QUESTIONS):
        return [("question", said.rule.removeprefix(QUESTIONS))]
    if said.rule == IF_FOUND:
        return [("breach", name) for name in said.bound["this"]]
    return []


def _sets_off(said: Said) -> Iterable[Rule]:
    match said.sentence:
        case Ask(question=name):
            return [("question", name)]
        case FindBreach(agreement=name):
            return [("breach", one) for one in _meant(name, said.bound)]
    return []


def _meant(name: str, bound: Bound) -> tuple[str, ...]:
    return bound.get(name, (name,))


def _from(leads: dict[Rule, set[Rule]], start: set[Rule]) -> set[Rule]:
    """Return everything that is set off, at once or by what is set off."""
    found, left = set(start), list(start)
    while left:
        for rule in leads.get(left.pop(), set()) - found:
            found.add(rule)
            left.append(rule)
    return found
