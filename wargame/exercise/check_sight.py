"""What gives secrets away: conditions that tell a seat more than it may see."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.exercise.case import Case, error, warning
from wargame.exercise.codes import Code
from wargame.exercise.complaints import Complaint
from wargame.exercise.condition_nodes import Node, OverAll, Read, Stands, TableRead, WordIs, walk
from wargame.exercise.condition_nodes import Question as Asks
from wargame.exercise.conditions import Expression
from wargame.exercise.definition import Exercise
from wargame.exercise.questions import INJURED, Question
from wargame.exercise.sight import Sight
from wargame.exercise.spans import Limits, meanings
from wargame.exercise.vocabulary import ANYBODY, EACH, EVERYBODY


def hidden(case: Case) -> Iterator[Complaint]:
    """`allowed if` may read only what the mover sees, `possible if` only what the parties see."""
    for move in case.exercise.rulebook.moves.values():
        if move.allowed_if is None:
            continue
        targets = {"target": move.targets} if move.targets else {}
        for actor in move.by:
            limits = Limits(bound={"me": (actor,), **targets})
            yield from _hidden(case, move.allowed_if, limits, actor, "allowed if")
    for agreement in case.exercise.agreements.values():
        if agreement.possible_if is not None:
            for actor in agreement.parties:
                limits = Limits(bound={"this": (agreement.id,)})
                yield from _hidden(case, agreement.possible_if, limits, actor, "possible if")
    yield from _answers(case)


def _answers(case: Case) -> Iterator[Complaint]:
    """Tell of options that are offered to a seat on account of what it does not see."""
    bounds = {use.expression: use.bound for use in case.found.uses if use.role == "allowed if"}
    for question in case.exercise.questions.values():
        for option in question.options:
            if option.allowed_if is not None:
                limits = Limits(bound=bounds.get(option.allowed_if, {}))
                for actor in _asked(case.exercise, question, limits):
                    yield from _hidden(case, option.allowed_if, limits, actor, "allowed if")


def _asked(exercise: Exercise, question: Question, limits: Limits) -> tuple[str, ...]:
    """Return the actors who may have to answer a question."""
    if question.asked_of == INJURED:
        broken = limits.bound.get("this", tuple(exercise.agreements))
        return tuple(dict.fromkeys(party for name in broken for party in exercise.agreements[name].parties))
    return (question.asked_of,) if question.asked_of in exercise.actors else ()


def _out_of_sight(exercise: Exercise, node: Node, limits: Limits, actor: str) -> Iterator[tuple[Node, str]]:
    """Yield every part of a condition that its reader may not know, and its name."""
    for part in walk(node):
        match part:
            case Read():
                yield from ((part, name) for name in _hidden_values(exercise, part, limits, actor))
            case OverAll(tracks=tracks):
                unseen = (one.text for one in tracks if not _sees(exercise.tracks[one.text].seen_by, actor))
                yield from ((part, f"`{name}`") for name in unseen)
            case TableRead(table=table):
                below = _out_of_sight(exercise, exercise.rulebook.tables[table].by.node, limits, actor)
                yield from ((part, f"{name} (through the table `{table}`)") for _, name in below)
            case WordIs(subject=subject) if not _word_seen(exercise, part, limits, actor):
                yield part, f"`{subject}`"
            case Stands(what="offered"):
                yield part, "what lies on the table unsigned"
            case Asks(name=what, words=words) if not _followed(exercise, part, limits, actor):
                yield part, f"the flag `{words[0]}`" if what == "flag" else f"the secret move `{words[1]}`"


def _followed(exercise: Exercise, asked: Asks, limits: Limits, actor: str) -> bool:
    """Whether an actor always knows if a flag is up, or what was carried out by whom."""
    if asked.name == "flag":
        return Sight(exercise, actor).flag(asked.words[0])
    who, what = asked.words
    return not _secretly_done(exercise, limits.bound.get(who, (who,)), what, actor)


def _hidden_values(exercise: Exercise, node: Read, limits: Limits, actor: str) -> Iterator[str]:
    """Yield what a name can stand for, or is computed from, and an actor does not see."""
    if node.source == "track":
        names = meanings(node.reference, {EACH: tuple(exercise.agreements), **limits.bound})
        yield from (f"`{name}`" for name in names if not _sees(exercise.tracks[name].seen_by, actor))
    elif node.source == "derived":
        derived = exercise.derived[node.reference.text]
        if not _sees(derived.seen_by, actor):
            yield f"`{derived.id}`"
            return
        below = _out_of_sight(exercise, derived.formula.node, limits, actor)
        yield from (f"{name} (through `{derived.id}`)" for _, name in below)


def _hidden(case: Case, condition: Expression, limits: Limits, actor: str, what: str) -> Iterator[Complaint]:
    for node, name in _out_of_sight(case.exercise, condition.node, limits, actor):
        place, message = case.place_of(condition, node), f"`{what}` reads {name}, which {actor} cannot see"
        if isinstance(node, Asks) and node.name == "flag":
            # The table may well talk of it: whether that is so, only the author knows.
            hint = "let them see what raises it, or put it behind the `if` of an effect"
            yield warning(place, Code.READS_HIDDEN, message, hint)
        else:
            yield error(place, Code.READS_HIDDEN, message, "put it behind the `if` of an effect instead")


def _word_seen(exercise: Exercise, node: WordIs, limits: Limits, actor: str) -> bool:
    """Whether an actor knows what a card or fact is, whoever it may belong to."""
    everything = {EACH: tuple(exercise.agreements), **limits.bound}
    owners = everything.get(node.owner, (node.owner,))
    if node.is_card:
        return set(owners) <= {actor}
    facts = [exercise.agreements[owner].facts.get(node.name) for owner in owners if owner in exercise.agreements]
    return all(_sees(fact.seen_by, actor) for fact in facts if fact is not None)


def _sees(seen_by: tuple[str, ...], actor: str) -> bool:
    return EVERYBODY in seen_by or actor in seen_by


def _secretly_done(exercise: Exercise, who: tuple[str, ...], what: str, actor: str) -> bool:
    """Whether somebody else may have done it without this actor learning of it."""
    for move in exercise.rulebook.moves.values():
        if what != move.id and what not in move.tags:
            continue
        others = [mover for mover in move.by if mover != actor and (mover in who or ANYBODY in who)]
        known = move.seen == "public" or (isinstance(move.seen, tuple) and _sees(move.seen, actor))
        if others and not known:
            return True
    return False
