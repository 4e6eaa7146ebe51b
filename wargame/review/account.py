"""A ruling as lines to be read aloud, in the order in which a facilitator speaks.

Said, may they, odds, dice, story, numbers, who learns, and why a person
decided otherwise. Nothing here decides anything: it tells the findings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from wargame.exercise.definition import Exercise
from wargame.exercise.punctuation import titled
from wargame.referee.pacts import BreachCommitted, BreachFound
from wargame.referee.ruling import (
    Answered,
    Applied,
    Chanced,
    Decided,
    Finding,
    ImprovisedSubject,
    InjectSubject,
    ItemSubject,
    OrderSubject,
    PassedOver,
    Rolled,
    Ruling,
    SigningSubject,
    Started,
)
from wargame.referee.state import Change, EffectScheduled, Order, OrderLapsed, QueueDrawn, TrackChanged
from wargame.review import names, rule_words
from wargame.review.adjustments import adjustment_text, told_already
from wargame.review.changes import BOOKKEEPING, change_text, limit_text
from wargame.review.deciding import decided_lines
from wargame.review.lines import Context, Line, Mark, Role
from wargame.review.pacts import agreement_name, answer_lines, breach_text, waiting_lines
from wargame.review.reasons import NOBODY, check_text
from wargame.review.rolls import thrown_lines
from wargame.session.fixed_words import correction_text, improvised_text, reason_text
from wargame.translation import phrase, say

__all__ = ["Line", "bound_from", "bound_of", "finding_lines", "heading", "ruling_account", "subject_title"]

TITLES: Mapping[str, str] = {
    "detected": phrase("Detection"),
    "delayed": phrase("Falls due"),
    "queue": phrase("Order of ruling"),
    "signing": phrase("Signed by all"),
    "breach": phrase("Breach"),
    "found": phrase("Breach found"),
    "ended": phrase("The end"),
    "support": phrase("What rests on it"),
    "resume": phrase("Time of suspension over"),
}
"""Kind of rule → the word under which it is told when its own name would not say what it is."""
_QUEUED = frozenset((phrase("drawn"), phrase("listed"), phrase("as the facilitator says")))
"""The rules by which orders are put in a row; or by a track."""


def ruling_account(exercise: Exercise, ruling: Ruling, orders: Iterable[Order] = ()) -> tuple[Line, ...]:
    """Return a ruling as lines. `orders` are known orders, so that a drawn order of ruling is told by name."""
    waits = ruling.asks is not None and bool(ruling.asks.way)
    context = Context(exercise, bound_of(ruling), tuple(orders), waits=waits, found_out=_found_out(ruling))
    return tuple(_account(context, ruling))


def finding_lines(
    exercise: Exercise,
    finding: Finding,
    depth: int = 0,
    orders: tuple[Order, ...] = (),
    bound: Mapping[str, str] = NOBODY,
) -> tuple[Line, ...]:
    """Return one finding as lines: a roll takes several (odds, modifiers, the roll, the story)."""
    return tuple(_finding(Context(exercise, bound, orders), finding, depth))


def _found_out(ruling: Ruling) -> frozenset[tuple[str, str, str]]:
    found = (change for change in ruling.changes if isinstance(change, BreachFound))
    return frozenset((change.agreement, change.breaker, change.move) for change in found)


def bound_of(ruling: Ruling) -> Mapping[str, str]:
    """Return whom the words `me` and `target` stand for in a ruling."""
    match ruling.subject:
        case OrderSubject(order):
            return {"me": order.actor, "target": order.target} if order.target else {"me": order.actor}
        case ImprovisedSubject(actor) if actor:
            return {"me": actor}
        case _:
            return NOBODY


def subject_title(exercise: Exercise, ruling: Ruling) -> str:
    """Return what the ruling is about: "US administration: Reach out", "Half-year 2, Consequences: crisis roll"."""
    match ruling.subject:
        case OrderSubject(order):
            return titled(names.actor_name(exercise, order.actor), names.order_name(exercise, order))
        case ItemSubject(turn, phase, item):
            where = f"{names.opening(names.turn_name(exercise, turn))}, {names.phase_name(exercise, phase)}"
            what = names.item_name(item)
            return where if not what or where.casefold().endswith(what) else titled(where, what)
        case ImprovisedSubject(actor) as improvised:
            who = names.opening(names.actor_name(exercise, actor))
            return say("{who}, improvised: {what}", who=who, what=improvised_text(improvised))
        case SigningSubject(agreement):
            return say("Signed: {agreement}", agreement=agreement_name(exercise, agreement))
        case InjectSubject(inject):
            return names.opening(names.inject_name(exercise, inject))


def _account(context: Context, ruling: Ruling) -> Iterator[Line]:
    exercise = context.exercise
    if isinstance(ruling.subject, OrderSubject):
        yield from _said(exercise, ruling.subject.order)
    for check in ruling.checks:
        mark: Mark = "held" if check.holds else "failed"
        yield Line(0, "check", names.opening(check_text(exercise, check, context.bound)), mark, place=check.place)
    if any(isinstance(change, OrderLapsed) for change in ruling.changes) or not ruling.carried_out:
        yield Line(0, "note", say("The order lapses: it costs nothing and nothing follows"))
    yield from _findings(context, ruling)
    for change in ruling.changes:
        if isinstance(change, QueueDrawn) and change.orders:
            yield Line(0, "note", change_text(exercise, change, context.orders))
    for adjustment in ruling.adjustments:
        if not told_already(ruling, adjustment):
            yield Line(0, "note", adjustment_text(exercise, adjustment))
    if ruling.asks is not None:
        yield from waiting_lines(context, ruling.asks)
        return
    if isinstance(ruling.subject, OrderSubject):
        learns = say("Who learns of it: {audience}", audience=names.audience(exercise, ruling.seen_by))
        yield Line(0, "note", learns)


def _findings(context: Context, ruling: Ruling) -> Iterator[Line]:
    """Tell the findings, each under the heading of its rule; an order's own rule needs no heading."""
    own = "move" if isinstance(ruling.subject, OrderSubject) else ""
    depth = 0
    for finding in ruling.findings:
        context = _aware(context, finding)
        if isinstance(finding, Started) and finding.kind != "part":
            depth = 0 if finding.kind == own else 1
            if finding.kind != own or finding.check is not None:
                yield from _finding(context, finding, 0)
        else:
            yield from _finding(context, finding, depth)


def _aware(context: Context, finding: Finding) -> Context:
    bound = bound_from(context.bound, finding)
    return context if bound == context.bound else replace(context, bound=bound)


def bound_from(bound: Mapping[str, str], finding: Finding) -> Mapping[str, str]:
    """Return whom the words of a rule stand for from this finding on: `this` and `breaker` besides those given."""
    if isinstance(finding, Started) and finding.kind != "part":
        section, _, rest = finding.path.partition("/")
        if section == "agreements":
            bound = {**bound, "this": rest.partition("/")[0]}
    elif isinstance(finding, Applied):
        for change in finding.changes:
            if isinstance(change, BreachCommitted | BreachFound):
                bound = {**bound, "this": change.agreement, "breaker": change.breaker}
    return bound


def _said(exercise: Exercise, order: Order) -> Iterator[Line]:
    actor = names.actor_name(exercise, order.actor)
    if order.say:
        yield Line(0, "said", say("{who} says: “{words}”", who=actor, words=order.say))
    if order.intent:
        yield Line(0, "said", say("{who} wants: {what}", who=actor, what=order.intent))


def _finding(context: Context, finding: Finding, depth: int) -> Iterator[Line]:
    match finding:
        case Started():
            return _started(context, finding, depth)
        case Applied():
            return _applied(context, finding, depth)
        case PassedOver():
            return iter((_passed_over(context, finding, depth),))
        case Rolled() | Chanced():
            return thrown_lines(context, finding, depth)
        case Decided():
            return decided_lines(context, finding, depth)
        case Answered():
            return answer_lines(context.exercise, finding, depth)


def _started(context: Context, found: Started, depth: int) -> Iterator[Line]:
    title = heading(context.exercise, found)
    if found.check is None:
        yield Line(depth, "heading", title, path=found.path, place=found.place)
    else:
        mark: Mark = "held" if found.check.holds else "failed"
        text = titled(title, check_text(context.exercise, found.check, context.bound))
        if not found.check.holds:
            text = say("{why}; nothing of it follows", why=text)
        yield Line(depth, "heading", text, mark, path=found.path, place=found.place)
    if found.check is None or found.check.holds:
        words = _words(context.exercise, found)
        if words:
            yield Line(depth + 1, "story", words)


def heading(exercise: Exercise, found: Started) -> str:
    """Return the title under which a rule is told: its name, or what it is."""
    word = say(TITLES[found.kind]) if found.kind in TITLES else ""
    if found.kind == "detected":
        return word
    own = found.path.rpartition("/")[2]
    name = names.item_name(own) if found.name in ("", own) else found.name
    if found.kind == "delayed":
        name = rule_words.sentence(exercise, name)
    elif found.kind == "improvised":
        name = correction_text(name)
    elif found.kind == "queue" and found.name in _QUEUED:
        name = say(found.name)
    return titled(word, name) if word else names.opening(name)


def _words(exercise: Exercise, found: Started) -> str:
    """Return what the author lets people hear when an inject arrives or play ends."""
    name = found.path.rpartition("/")[2]
    if found.kind == "inject":
        return next((inject.text for inject in exercise.injects if inject.id == name), "")
    if found.kind == "ending":
        return next((ending.say for ending in exercise.rulebook.endings if ending.id == name), "")
    return ""


def _applied(context: Context, found: Applied, depth: int) -> Iterator[Line]:
    told = [change for change in found.changes if not isinstance(change, BOOKKEEPING)]
    if not told:
        text = say("{sentence}: no difference", sentence=rule_words.sentence(context.exercise, found.text))
        yield Line(depth, "effect", _with_tail(context, found, text), path=found.path, place=found.place)
    for place, change in enumerate(told, start=1):
        text = _change_text(context, change)
        if place == len(told):
            text = _with_tail(context, found, text)
        role: Role = "later" if isinstance(change, EffectScheduled) else "effect"
        moved = change if isinstance(change, TrackChanged) else None
        yield Line(depth, role, text, path=found.path, place=found.place, change=moved)


def _with_tail(context: Context, found: Applied, text: str) -> str:
    """Return what a sentence did, with what held it back and who added it."""
    if found.held_back:
        text = say("{change}; held back: {limit}", change=text, limit=limit_text(found.held_back))
    if found.by_hand:
        who, why = context.facilitator, reason_text(found.by_hand)
        text = say("{change}; added by the {facilitator}: {reason}", change=text, facilitator=who, reason=why)
    return text


def _change_text(context: Context, change: Change) -> str:
    """Return a change as a sentence; of a breach that is found in the same ruling nobody says that it is unknown."""
    if isinstance(change, BreachCommitted) and (change.agreement, change.breaker, change.move) in context.found_out:
        return breach_text(context.exercise, change)
    return change_text(context.exercise, change, context.orders)


def _passed_over(context: Context, found: PassedOver, depth: int) -> Line:
    written = found.text if found.check is None else found.text.partition(" if ")[0]
    sentence = rule_words.sentence(context.exercise, written)
    if found.struck:
        who, why = context.facilitator, found.struck
        text = say("{sentence}: struck by the {facilitator}: {reason}", sentence=sentence, facilitator=who, reason=why)
        return Line(depth, "effect", text, "struck", path=found.path, place=found.place)
    why = say("its condition does not hold")
    if found.check is not None:
        why = check_text(context.exercise, found.check, context.bound)
    return Line(depth, "why", titled(sentence, why), "failed", path=found.path, place=found.place)
