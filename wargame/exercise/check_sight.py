"""What gives secrets away: conditions that tell a seat more than it may see."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.exercise.case import Case, error
from wargame.exercise.codes import Code
from wargame.exercise.complaints import Complaint
from wargame.exercise.condition_nodes import Node, OverAll, Question, Read, Stands, TableRead, WordIs, walk
from wargame.exercise.conditions import Expression
from wargame.exercise.definition import Exercise
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
    bounds = {use.expression: use.bound for use in case.found.uses if use.role == "allowed if"}
    for question in case.exercise.questions.values():
        for option in question.options:
            if option.allowed_if is not None and question.asked_of in case.exercise.actors:
                limits = Limits(bound=bounds.get(option.allowed_if, {}))
                yield from _hidden(case, option.allowed_if, limits, question.asked_of, "allowed if")


def _out_of_sight(exercise: Exercise, node: Node, limits: Limits, actor: str) -> Iterator[tuple[Node, str]]:
    """Yield every part of a condition that its reader may not know, and its name."""
    for part in walk(node):
        match part:
            case Read():
                yield from ((part, f"`{name}`") for name in _hidden_values(exercise, part, limits, actor))
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
            case Question(name="played" | "times", words=(who, what)):
                if _secretly_done(exercise, limits.bound.get(who, (who,)), what, actor):
                    yield part, f"the secret move `{what}`"


def _hidden_values(exercise: Exercise, node: Read, limits: Limits, actor: str) -> Iterator[str]:
    """Yield the tracks and derived values that a name can stand for and an actor does not see."""
    if node.source == "derived":
        names, seen_by = [node.reference.text], {node.reference.text: exercise.derived[node.reference.text].seen_by}
    elif node.source == "track":
        names = list(meanings(node.reference, {EACH: tuple(exercise.agreements), **limits.bound}))
        seen_by = {name: exercise.tracks[name].seen_by for name in names}
    else:
        return
    yield from (name for name in names if not _sees(seen_by[name], actor))


def _hidden(case: Case, condition: Expression, limits: Limits, actor: str, what: str) -> Iterator[Complaint]:
    for node, name in _out_of_sight(case.exercise, condition.node, limits, actor):
        message = f"`{what}` reads {name}, which {actor} cannot see"
        hint = "put it behind the `if` of an effect instead"
        yield error(case.place_of(condition, node), Code.READS_HIDDEN, message, hint)


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
