"""A ruling as lines to be read aloud, in the order in which a facilitator speaks.

Said, may they, odds, dice, story, numbers, who learns, and why a person
decided otherwise. Nothing here decides anything: it tells the findings.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from wargame.referee.ruling import (
    Applied,
    Chanced,
    Check,
    Finding,
    ImprovisedSubject,
    ItemSubject,
    ModifierRead,
    OrderSubject,
    PassedOver,
    Rolled,
    Ruling,
    Started,
)
from wargame.referee.state import EffectScheduled, OrderLapsed, QueueDrawn, TrackChanged
from wargame.review import names
from wargame.review.adjustments import adjustment_text
from wargame.review.changes import BOOKKEEPING, change_text
from wargame.review.odds import odds_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wargame.exercise.complaints import Place
    from wargame.exercise.conditions import Clause
    from wargame.exercise.definition import Exercise
    from wargame.referee.state import Order

Role = Literal["said", "check", "heading", "odds", "why", "roll", "story", "effect", "later", "note"]
Mark = Literal["", "held", "failed", "struck"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an account."""

    depth: int
    """0 for what the ruling is about, 1 for what belongs to the heading before it, and so on."""
    role: Role
    """What it tells: the words `said`, a `check` that had to hold, the `heading` of a rule, the `odds` before a
    roll, `why` (a modifier or a condition in a rule), the `roll`, the author's `story` for the outcome, an
    `effect` now or `later`, a `note` on who learns of it or what a person decided."""
    text: str
    mark: Mark = ""
    """`held` and `failed` for checks and modifiers, `struck` for what the facilitator left out."""
    path: str = ""
    """The rule's path, where the line comes from a rule: what a Strike names."""
    place: Place | None = None
    """Where the rule stands in the exercise folder."""
    change: TrackChanged | None = None
    """The change of a track that an effect line tells, for those who lay it out in columns."""


def ruling_account(exercise: Exercise, ruling: Ruling, orders: Iterable[Order] = ()) -> tuple[Line, ...]:
    """Return a ruling as lines. `orders` are known orders, so that a drawn order of ruling is told by name."""
    return tuple(_account(exercise, ruling, tuple(orders)))


def finding_lines(
    exercise: Exercise, finding: Finding, depth: int = 0, orders: tuple[Order, ...] = ()
) -> tuple[Line, ...]:
    """Return one finding as lines: a roll takes several (odds, modifiers, the roll, the story)."""
    match finding:
        case Started():
            return tuple(_started(exercise, finding, depth))
        case Applied():
            return tuple(_applied(exercise, finding, depth, orders))
        case PassedOver():
            return (_passed_over(exercise, finding, depth),)
        case Rolled():
            return tuple(_rolled(exercise, finding, depth))
        case Chanced():
            return tuple(_chanced(exercise, finding, depth))


def subject_title(exercise: Exercise, ruling: Ruling) -> str:
    """Return what the ruling is about: "US administration: Reach out", "Half-year 2, Consequences: crisis roll"."""
    match ruling.subject:
        case OrderSubject(order):
            return f"{names.actor_name(exercise, order.actor)}: {names.order_name(exercise, order)}"
        case ItemSubject(turn, phase, item):
            where = names.opening(names.turn_name(exercise, turn))
            return f"{where}, {names.phase_name(exercise, phase)}: {names.item_name(item)}"
        case ImprovisedSubject(actor, text):
            return f"{names.opening(names.actor_name(exercise, actor))}, improvised: {text}"


def check_text(exercise: Exercise, check: Check) -> str:
    """Return "met: channel <= 1 (Level of dialogue is 0)", "not met: tension >= 6 (tension is 4)"."""
    telling = [clause for clause in check.clauses if clause.holds == check.holds] or list(check.clauses)
    read = _values(exercise, telling)
    text = f"{'met' if check.holds else 'not met'}: {check.text}{f' ({read})' if read else ''}"
    return f"{text}; let pass by the {names.word(exercise, 'facilitator')}" if check.waived else text


def _values(exercise: Exercise, clauses: Iterable[Clause]) -> str:
    told = []
    for clause in clauses:
        for written, value in clause.values:
            if isinstance(value, bool):
                told.append(f"{names.read_name(exercise, written)} {'holds' if value else 'does not hold'}")
            else:
                shown = value if isinstance(value, str) else names.number(value)
                told.append(f"{names.read_name(exercise, written)} is {shown}")
    return ", ".join(dict.fromkeys(told))


def _account(exercise: Exercise, ruling: Ruling, orders: tuple[Order, ...]) -> Iterator[Line]:
    if isinstance(ruling.subject, OrderSubject):
        yield from _said(exercise, ruling.subject.order)
    for check in ruling.checks:
        mark: Mark = "held" if check.holds else "failed"
        yield Line(0, "check", names.opening(check_text(exercise, check)), mark, place=check.place)
    if any(isinstance(change, OrderLapsed) for change in ruling.changes) or not ruling.carried_out:
        yield Line(0, "note", "The order lapses: it costs nothing and nothing follows")
    yield from _findings(exercise, ruling, orders)
    told = {id(change) for found in ruling.findings if isinstance(found, Applied) for change in found.changes}
    for change in ruling.changes:
        if isinstance(change, QueueDrawn) and change.orders and id(change) not in told:
            yield Line(0, "note", change_text(exercise, change, orders))
    for adjustment in ruling.adjustments:
        yield Line(0, "note", adjustment_text(exercise, adjustment))
    if isinstance(ruling.subject, OrderSubject):
        yield Line(0, "note", f"Who learns of it: {names.audience(exercise, ruling.seen_by)}")


def _findings(exercise: Exercise, ruling: Ruling, orders: tuple[Order, ...]) -> Iterator[Line]:
    """Tell the findings, each under the heading of its rule; an order's own rule needs no heading."""
    own = "move" if isinstance(ruling.subject, OrderSubject) else ""
    depth = 0
    for finding in ruling.findings:
        if not isinstance(finding, Started):
            yield from finding_lines(exercise, finding, depth, orders)
        elif finding.kind == own and finding.check is None:
            depth = 0
        elif finding.kind == "part":
            yield from finding_lines(exercise, finding, depth, orders)
        else:
            depth = 1
            yield from finding_lines(exercise, finding, 0, orders)


def _said(exercise: Exercise, order: Order) -> Iterator[Line]:
    actor = names.actor_name(exercise, order.actor)
    if order.say:
        yield Line(0, "said", f"{actor} says: “{order.say}”")
    if order.intent:
        yield Line(0, "said", f"{actor} wants: {order.intent}")


def _started(exercise: Exercise, found: Started, depth: int) -> Iterator[Line]:
    if found.kind == "queue":
        yield Line(depth, "heading", f"Order of ruling: {found.name}", path=found.path, place=found.place)
        return
    title = names.opening(found.name or names.item_name(found.path.rpartition("/")[2]))
    if found.check is None:
        yield Line(depth, "heading", title, path=found.path, place=found.place)
        return
    follows = "" if found.check.holds else "; nothing of it follows"
    mark: Mark = "held" if found.check.holds else "failed"
    text = f"{title}: {check_text(exercise, found.check)}{follows}"
    yield Line(depth, "heading", text, mark, path=found.path, place=found.place)


def _applied(exercise: Exercise, found: Applied, depth: int, orders: tuple[Order, ...]) -> Iterator[Line]:
    told = [change for change in found.changes if not isinstance(change, BOOKKEEPING)]
    tail = f"; held back: {found.held_back}" if found.held_back else ""
    if found.by_hand:
        tail += f"; added by the {names.word(exercise, 'facilitator')}: {found.by_hand}"
    if not told:
        yield Line(depth, "effect", f"{found.text}: no difference{tail}", path=found.path, place=found.place)
    for place, change in enumerate(told):
        text = change_text(exercise, change, orders) + (tail if place == len(told) - 1 else "")
        role: Role = "later" if isinstance(change, EffectScheduled) else "effect"
        moved = change if isinstance(change, TrackChanged) else None
        yield Line(depth, role, text, path=found.path, place=found.place, change=moved)


def _passed_over(exercise: Exercise, found: PassedOver, depth: int) -> Line:
    if found.struck:
        text = f"{found.text}: struck by the {names.word(exercise, 'facilitator')}: {found.struck}"
        return Line(depth, "effect", text, "struck", path=found.path, place=found.place)
    why = check_text(exercise, found.check) if found.check else "its condition does not hold"
    return Line(depth, "why", f"{found.text}: {why}", "failed", path=found.path, place=found.place)


def _modifier(exercise: Exercise, read: ModifierRead, depth: int, *, chance: bool) -> Line:
    amount = f"{names.signed(100 * read.amount)} %" if chance else names.signed(read.amount)
    because = f" because {read.because}" if read.because else ""
    if read.counts:
        return Line(depth, "why", f"{amount}{because}", "held", place=read.place)
    values = _values(exercise, [clause for clause in read.clauses if not clause.holds] or read.clauses)
    why = f" ({values})" if values else ""
    return Line(depth, "why", f"Does not count: {read.text}{why}", "failed", place=read.place)


def _rolled(exercise: Exercise, found: Rolled, depth: int) -> Iterator[Line]:
    if found.odds:
        shares = ", ".join(
            f"{share.outcome} {odds_words(share.chance)} ({names.percent(share.chance)})" for share in found.odds
        )
        yield Line(depth, "odds", f"Before the roll: {shares}", path=found.path)
    for read in found.modifiers:
        yield _modifier(exercise, read, depth, chance=False)
    for before in found.earlier:
        yield Line(depth, "roll", f"{found.dice}: {' + '.join(map(str, before))}, rolled again", path=found.path)
    added = "".join(
        f", {names.signed(amount)} {word}"
        for amount, word in ((found.bonus, "by the formula"), (found.modifier, "from modifiers"))
        if amount
    )
    faces = " + ".join(str(face) for face in found.faces)
    total = f" = {names.number(found.total)}" if added or len(found.faces) > 1 else ""
    outcome = f": {found.outcome}" if found.outcome else ""
    source = " (dice from the table)" if found.source == "table" else ""
    yield Line(depth, "roll", f"{found.dice}{source}: {faces}{added}{total}{outcome}", path=found.path)
    if found.chosen:
        text = f"Outcome set to {found.outcome} by the {names.word(exercise, 'facilitator')}: {found.chosen}"
        yield Line(depth, "note", text)
    if found.say:
        yield Line(depth, "story", found.say)


def _chanced(exercise: Exercise, found: Chanced, depth: int) -> Iterator[Line]:
    yield Line(depth, "odds", f"Chance: {odds_words(found.chance)} ({names.percent(found.chance)})", path=found.path)
    for read in found.modifiers:
        yield _modifier(exercise, read, depth, chance=True)
    for before in found.earlier:
        yield Line(depth, "roll", f"Drawn {names.percent(before)}, drawn again", path=found.path)
    came = "it comes up" if found.came_up else "it does not come up"
    if found.chosen:
        text = f"Set by the {names.word(exercise, 'facilitator')}, {came}: {found.chosen}"
        yield Line(depth, "roll", text, path=found.path)
        return
    if found.source == "table":
        text = f"Dice from the table: {round(100 * found.drawn) + 1} of 100: {came}"
    else:
        text = f"Drawn {names.percent(found.drawn)}, needs less than {names.percent(found.chance)}: {came}"
    yield Line(depth, "roll", text, path=found.path)
