"""What a ruling tells whom: injects, moves, triggers, reports and the ending as pieces of news."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wargame.exercise.choice_names import order_title
from wargame.exercise.definition import Exercise
from wargame.exercise.msel import Inject
from wargame.exercise.rulebook import Trigger
from wargame.referee.pacts import HOW_IT_ENDED, BreachFound, CameIntoForce, PactEnded, Resumed, Suspended
from wargame.referee.ruling import Finding, ImprovisedSubject, OrderSubject, Rolled, Ruling, Started
from wargame.referee.state import (
    EVERYBODY,
    Ended,
    InjectDelivered,
    OrderCarriedOut,
    OrderLapsed,
    TrackReported,
    TriggerFired,
)
from wargame.referee.views import NewsItem, Told
from wargame.translation import say

_TO_ALL = (EVERYBODY,)
_PATHS_OF_AGREEMENTS = ("every agreement", "agreements")
PactNews = CameIntoForce | Suspended | Resumed | PactEnded | BreachFound


def told(exercise: Exercise, ruling: Ruling, turn: int) -> tuple[Told, ...]:
    """Return what people learn from a ruling that is committed in this turn, and who learns it."""
    return (*_changes(exercise, ruling, turn), *_words(exercise, ruling, turn))


def _changes(exercise: Exercise, ruling: Ruling, turn: int) -> Iterator[Told]:
    """Tell what has changed in sight of somebody."""
    for change in ruling.changes:
        match change:
            case OrderCarriedOut() | OrderLapsed():
                yield from _order(exercise, ruling, turn, carried_out=isinstance(change, OrderCarriedOut))
            case InjectDelivered(inject=name):
                yield from (_inject(one, ruling, turn) for one in exercise.injects if one.id == name)
            case TriggerFired(trigger=name):
                yield from _trigger(exercise.rulebook.triggers[name], ruling, turn)
            case TrackReported(audience=audience, track=track, value=value):
                known = exercise.tracks.get(track) or exercise.derived[track]
                shown = f"{value:g} {getattr(known, 'unit', '')}".rstrip()
                headline = say("Report: {track} is {value}", track=known.name, value=shown)
                yield Told(NewsItem(turn, "report", "", headline, ""), (audience,))
            case CameIntoForce() | Suspended() | Resumed() | PactEnded() | BreachFound():
                yield _of_agreement(exercise, change, turn)
            case _:
                pass


def _words(exercise: Exercise, ruling: Ruling, turn: int) -> Iterator[Told]:
    """Tell the author's words that belong to no change of their own, what was improvised, and the ending."""
    yield from _steps(ruling, turn)
    words = _joined(_outcomes_of_agreements(ruling.findings))
    if words:
        yield Told(NewsItem(turn, "agreement", "", words, ""), _TO_ALL)
    if isinstance(ruling.subject, ImprovisedSubject):
        subject = ruling.subject
        kind = "inject" if subject.to else "improvised"
        item = NewsItem(turn, kind, subject.actor, subject.text, subject.story, subject.sender, subject.means)
        yield Told(item, ruling.seen_by)
    for change in ruling.changes:
        if isinstance(change, Ended):
            yield from _ending(exercise, change.ending, turn)


def _of_agreement(exercise: Exercise, change: PactNews, turn: int) -> Told:
    """Tell what everybody sees of an agreement; of a breach that, and not by what it was found."""
    name = exercise.agreements[change.agreement].name
    if isinstance(change, BreachFound):
        breaker = exercise.actors[change.breaker].name
        headline = say("{actor} is found breaking {agreement}", actor=breaker, agreement=name)
        return Told(NewsItem(turn, "breach", change.breaker, headline, ""), _TO_ALL)
    if isinstance(change, CameIntoForce):
        headline = say("In force: {agreement}", agreement=name)
    elif isinstance(change, Suspended):
        turn_word = exercise.label("turn")
        headline = say(
            "{agreement} is suspended through {turn} {number}", agreement=name, turn=turn_word, number=change.until
        )
    elif isinstance(change, Resumed):
        headline = say("{agreement} is in force again", agreement=name)
    elif change.how:
        headline = say("{agreement} has ended: {how}", agreement=name, how=say(HOW_IT_ENDED[change.how]))
    else:
        headline = say("{agreement} has ended", agreement=name)
    return Told(NewsItem(turn, "agreement", "", headline, ""), _TO_ALL)


def _order(exercise: Exercise, ruling: Ruling, turn: int, *, carried_out: bool) -> Iterator[Told]:
    if not isinstance(ruling.subject, OrderSubject):
        return
    order = ruling.subject.order
    move = exercise.rulebook.moves[order.move]
    headline = order_title(exercise, move, order.target, order.choices)
    if not carried_out:
        why = say("Not carried out: it no longer held at its moment.")
        yield Told(NewsItem(turn, "move", order.actor, headline, why), (order.actor,))
        return
    paths = [move.block.path] if move.detected is None else [move.block.path, move.detected.path]
    text = _joined([order.say, *(words for path in paths for words in _outcomes(ruling.findings, path))])
    yield Told(NewsItem(turn, "move", order.actor, headline, text), ruling.seen_by)


def _inject(inject: Inject, ruling: Ruling, turn: int) -> Told:
    text = _joined([inject.text, *_outcomes(ruling.findings, inject.block.path)])
    return Told(
        NewsItem(turn, "inject", "", inject.headline, text, inject.sender, inject.means, inject.attachment), inject.to
    )


def _trigger(trigger: Trigger, ruling: Ruling, turn: int) -> Iterator[Told]:
    words = _joined([trigger.say, *_outcomes(ruling.findings, trigger.block.path)])
    if words:
        yield Told(NewsItem(turn, "trigger", "", words, ""), _TO_ALL)


def _steps(ruling: Ruling, turn: int) -> Iterator[Told]:
    """Tell the words of outcomes that belong to a named step."""
    started = [finding for finding in ruling.findings if isinstance(finding, Started) and finding.kind == "step"]
    for step in started:
        words = _joined(_outcomes(ruling.findings, step.path))
        if words:
            yield Told(NewsItem(turn, "trigger", "", words, ""), _TO_ALL)


def _ending(exercise: Exercise, ending: str, turn: int) -> Iterator[Told]:
    for one in exercise.rulebook.endings:
        if one.id == ending:
            name = one.name or one.end_state or one.id
            yield Told(NewsItem(turn, "ending", "", name, one.say), _TO_ALL)


def _outcomes(findings: Iterable[Finding], path: str) -> list[str]:
    """Return the author's words for the outcomes of the rolls of a rule, inner blocks included."""
    return [
        finding.say
        for finding in findings
        if isinstance(finding, Rolled) and finding.say and (finding.path == path or finding.path.startswith(f"{path}/"))
    ]


def _outcomes_of_agreements(findings: Iterable[Finding]) -> list[str]:
    """Return the author's words for the outcomes of rolls that agreements make by themselves."""
    return [words for path in _PATHS_OF_AGREEMENTS for words in _outcomes(findings, path)]


def _joined(words: Iterable[str]) -> str:
    return " ".join(word.strip() for word in words if word.strip())
