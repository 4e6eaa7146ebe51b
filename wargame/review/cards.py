"""The rows that one entry of the log puts on the timeline of one audience."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from wargame.exercise.definition import Exercise
from wargame.referee.pacts import CardHeld
from wargame.referee.ruling import ImprovisedSubject, InjectSubject, ItemSubject, OrderSubject, Ruling, SigningSubject
from wargame.referee.state import Order, OrderPlaced, State
from wargame.referee.visibility import told
from wargame.review import names, rule_words
from wargame.review.account import heading
from wargame.review.changes import change_text
from wargame.review.conduct_words import TELLING, note_text
from wargame.review.parts import Part, parts, success_of, summary
from wargame.review.wording import SEALED, by_judgement, entry_title, may_see, ruling_of
from wargame.session.entries import (
    WHITE_CELL,
    CardChosen,
    Entry,
    ExerciseStarted,
    NoteTaken,
    OrderGiven,
    RulingCommitted,
    SessionEnded,
    SignatureGiven,
    SignatureTakenBack,
    WithdrawalAnnounced,
)
from wargame.session.fixed_words import improvised_text
from wargame.translation import say

INJECTS = "injects"
RULES = "rules"

Kind = Literal["inject", "order", "ruling", "trigger", "step", "ending", "note"]
Mark = Literal["", "success", "partial", "failure", "sealed", "planned", "skipped", "adjusted"]


@dataclass(frozen=True, slots=True)
class Row:
    """One card of the timeline."""

    seq: int
    """The entry it comes from; 0 for an inject that is only planned."""
    turn: int
    lane: str
    """`injects`, an actor, or `rules`."""
    kind: Kind
    title: str
    mark: Mark = ""
    actor: str = ""
    detail: str = ""
    """What followed, in one line; for those who may know it."""
    time: str = ""
    """When it happened, ISO 8601 in UTC; empty for what is planned."""
    adjusted: bool = False
    """Whether a person departed from the rules in it."""
    part: int = 0
    """Tells rows of one entry apart: one ruling can deliver several injects."""
    struck: bool = False
    """Whether it was stepped back from and does not count any more."""


class Log(Protocol):
    """What rows are made from: `session.history.History` is one."""

    @property
    def entries(self) -> Sequence[Entry]:
        """The whole log."""

    def state_at(self, seq: int) -> State:
        """Return the situation right after an entry."""


def rows_of(exercise: Exercise, history: Log, entry: Entry, audience: str) -> Iterator[Row]:
    """Yield what an audience may see of an entry, whatever became of it later."""
    body = entry.body
    if isinstance(body, TELLING) and may_see(entry, audience):
        title = note_text(body) if isinstance(body, NoteTaken) else entry_title(exercise, entry, history.entries)
        yield _row(entry, _turn(history, entry), RULES, "note", title)
    elif isinstance(body, OrderGiven) and may_see(entry, audience):
        for order in placed(entry):
            row = _row(entry, _turn(history, entry), order.actor, "order", names.order_name(exercise, order))
            row = replace(row, actor=order.actor)
            sealed = _sealed(exercise, history.state_at(entry.seq).cursor.phase)
            yield replace(row, title=say(SEALED), mark="sealed") if sealed else row
    elif isinstance(body, _AT_THE_TABLE):
        yield from _table_rows(exercise, history, entry, audience)
    elif isinstance(body, RulingCommitted):
        ruling = ruling_of(body, history.entries)
        if ruling is not None:
            made = _ruling_rows if audience == WHITE_CELL else _told_rows
            for part, row in enumerate(made(exercise, entry, ruling, _turn(history, entry), audience)):
                yield replace(row, part=part)
    elif isinstance(body, SessionEnded) and may_see(entry, audience) and not _told_by_ruling(entry, history.entries):
        yield _row(entry, _turn(history, entry), RULES, "ending", entry_title(exercise, entry))


_AT_THE_TABLE = (ExerciseStarted, CardChosen, SignatureGiven, SignatureTakenBack, WithdrawalAnnounced)


def _table_rows(exercise: Exercise, history: Log, entry: Entry, audience: str) -> Iterator[Row]:
    """Tell of signatures and notices whoever may see them; of a card, drawn or chosen, the actor that holds it."""
    turn = _turn(history, entry)
    if not isinstance(entry.body, ExerciseStarted | CardChosen):
        if may_see(entry, audience):
            actor = entry.on_behalf or entry.by
            row = _row(entry, turn, actor, "step", entry_title(exercise, entry, history.entries))
            yield replace(row, actor=actor)
        return
    for part, change in enumerate(entry.body.changes):
        if isinstance(change, CardHeld):
            actor = exercise.cards[change.card].actor
            if audience in (WHITE_CELL, actor):
                row = _row(entry, turn, actor, "step", change_text(exercise, change))
                yield replace(row, actor=actor, part=part)


def _sealed(exercise: Exercise, phase: int) -> bool:
    """Whether orders given in the phase at that position stay covered until they are ruled."""
    return not 0 <= phase < len(exercise.phases) or exercise.phases[phase].orders == "sealed"


def _told_by_ruling(entry: Entry, entries: Sequence[Entry]) -> bool:
    """Whether the ruling that led to this end has a row for it already."""
    return 0 < entry.cause < entry.seq and isinstance(entries[entry.cause - 1].body, RulingCommitted)


def _turn(history: Log, entry: Entry) -> int:
    """Return the turn in which an entry was made: that of the situation it continues from."""
    return max(1, history.state_at(entry.base).turn if entry.base else 0)


def _row(entry: Entry, turn: int, lane: str, kind: Kind, title: str) -> Row:
    return Row(entry.seq, turn, lane, kind, title, time=entry.happened_at)


def _ruling_rows(exercise: Exercise, entry: Entry, ruling: Ruling, turn: int, _: str) -> Iterator[Row]:
    """Tell the white cell everything that was found, rule by rule."""
    adjusted = by_judgement(ruling)
    taken = parts(ruling)
    match ruling.subject:
        case OrderSubject(order):
            row = _order_row(exercise, entry, ruling, order, turn)
            own = [part for part in taken if part.started.kind in {"move", "detected"}]
            yield replace(row, detail=" · ".join(filter(None, (summary(exercise, part) for part in own))))
        case ImprovisedSubject(actor) as improvised:
            row = _row(entry, turn, actor or RULES, "ruling", improvised_text(improvised))
            own = [part for part in taken if part.started.kind == "improvised"]
            detail = " · ".join(filter(None, (summary(exercise, part) for part in own)))
            yield replace(row, mark="adjusted", actor=actor, detail=detail, adjusted=True)
        case ItemSubject() | SigningSubject() | InjectSubject():
            pass
    for part in taken:
        for row in _part_rows(exercise, entry, part, turn):
            yield replace(row, adjusted=True, mark=row.mark or "adjusted") if adjusted else row


def _order_row(exercise: Exercise, entry: Entry, ruling: Ruling, order: Order, turn: int) -> Row:
    row = _row(entry, turn, order.actor, "ruling", names.order_name(exercise, order))
    mark: Mark = success_of(ruling) if ruling.carried_out else "skipped"
    return replace(row, mark=mark, actor=order.actor, adjusted=by_judgement(ruling))


def _part_rows(exercise: Exercise, entry: Entry, part: Part, turn: int) -> Iterator[Row]:
    """Tell one rule, if it is one that people follow and something came of it."""
    title, detail = heading(exercise, part.started), summary(exercise, part)
    match part.started.kind:
        case "inject" if part.spent:
            mark: Mark = "" if part.happened else "skipped"
            yield replace(_row(entry, turn, INJECTS, "inject", title), mark=mark, detail=detail)
        case "trigger" if part.happened:
            yield replace(_row(entry, turn, RULES, "trigger", title), detail=detail)
        case "ending" if part.happened:
            yield _row(entry, turn, RULES, "ending", title)
        case "delayed":
            name = rule_words.sentence(exercise, part.started.name)
            yield replace(_row(entry, turn, RULES, "step", name), detail=detail)
        case "signing" | "found" | "ended" | "support" | "resume":
            yield replace(_row(entry, turn, RULES, "step", title), detail=detail)
        case "step" | "agreement" if part.happened and (part.changes or part.rolled):
            yield replace(_row(entry, turn, RULES, "step", title), detail=detail)
        case _:
            return


def _told_rows(exercise: Exercise, entry: Entry, ruling: Ruling, turn: int, audience: str) -> Iterator[Row]:
    """Tell a seat or the room what it was told; of an order, how it went as well."""
    for news in told(exercise, ruling, turn):
        item = news.item
        if "all" not in news.seen_by and audience not in news.seen_by:
            continue
        lane, kind = _PLACES.get(item.kind, (RULES, "step"))
        if item.kind == "move" and isinstance(ruling.subject, OrderSubject):
            yield replace(_order_row(exercise, entry, ruling, ruling.subject.order, turn), detail=item.text)
        else:
            row = _row(entry, turn, (item.actor or lane) if kind == "ruling" else lane, kind, item.headline)
            yield replace(row, actor=item.actor, detail=item.text)


_PLACES: Mapping[str, tuple[str, Kind]] = {
    "inject": (INJECTS, "inject"),
    "move": (RULES, "ruling"),
    "improvised": (RULES, "ruling"),
    "trigger": (RULES, "trigger"),
    "ending": (RULES, "ending"),
}
"""Kind of news → lane and kind of its row."""


def placed(entry: Entry) -> tuple[Order, ...]:
    """Return the orders that an entry gives."""
    if not isinstance(entry.body, OrderGiven):
        return ()
    return tuple(change.order for change in entry.body.changes if isinstance(change, OrderPlaced))
