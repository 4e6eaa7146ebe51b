"""From an order to a ruling: may it, what it costs, what follows, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from wargame.exercise.complaints import Place
from wargame.exercise.definition import Exercise
from wargame.exercise.rulebook import Block, Effect, Move
from wargame.exercise.sentences import parse_sentence
from wargame.exercise.vocabulary import Vocabulary
from wargame.referee import breaches, deciding, endings, items
from wargame.referee.adjustment import Adjustment, NotNowError
from wargame.referee.blocks import Umpire
from wargame.referee.checks import check_order, checks_of, purse_of
from wargame.referee.choosing import bound_by
from wargame.referee.columns import Columns
from wargame.referee.dice import PREVIEW, KeyedRolls, Rolls
from wargame.referee.effects import Setting, alter
from wargame.referee.hand import Hand
from wargame.referee.limits import BY_HAND, sentence
from wargame.referee.questions import by_the_odds
from wargame.referee.ruling import (
    Applied,
    Check,
    ImprovisedSubject,
    InjectSubject,
    OrderSubject,
    PassedOver,
    Ruling,
    Started,
)
from wargame.referee.sight import refuse_strangers, seen_by
from wargame.referee.state import Order, OrderPlaced, State, after
from wargame.referee.trace import Trace
from wargame.referee.umpiring import Answers
from wargame.translation import say

__all__ = ["adjudicate", "carry_out", "carry_out_move", "check_order", "deliver", "improvise", "preview"]

Truths = NDArray[np.bool_]


def adjudicate(
    exercise: Exercise,
    state: State,
    order: Order,
    rolls: Rolls,
    adjustments: Sequence[Adjustment] = (),
    answers: Answers | None = None,
) -> Ruling:
    """Return what follows from a waiting order, with the reasons, and with the adjustments made so far.

    An order that no longer holds and is not waived lapses: it costs nothing and
    nothing follows. Endings that count at once are looked at last; where play
    goes on afterwards is the business of `referee.turn`. Raises
    UnfitAdjustmentError, or ExerciseError for an added sentence that cannot be read.
    A question without an answer stops it (`Ruling.asks`), unless `answers` says how it is answered.
    """
    trace = Trace()
    columns = Columns([state], trace)
    umpire = Umpire(exercise, columns, rolls, adjustments, answers)
    refuse_strangers(exercise, umpire.hand)
    move = exercise.rulebook.moves[order.move]
    asked = replace(move, cost=None) if _cost_path(move) in umpire.hand.struck else move
    checks = tuple(_waived(check, umpire.hand) for check in checks_of(exercise, state, order, asked))
    with umpire.until_asked():
        if umpire.hand.lapsed or not all(check.holds or check.waived for check in checks):
            columns.let_lapse(order, columns.live)
        else:
            carry_out(umpire, order, columns.live)
            add_by_hand(umpire, bound_by(order, exercise.rulebook.moves[order.move]))
        endings.look_at_once(umpire)
    ruling = Ruling(
        subject=OrderSubject(order),
        checks=checks,
        findings=tuple(trace.findings),
        changes=tuple(trace.changes),
        adjustments=tuple(adjustments),
        asks=umpire.asks,
    )
    return replace(ruling, seen_by=seen_by(exercise, ruling))


def carry_out_move(umpire: Umpire, actor: str, move: str, target: str, mask: Truths) -> None:
    """Carry a move out in the runs of the mask, for an order that nobody has written."""
    carry_out(umpire, Order("", actor, move, target), mask)


def carry_out(umpire: Umpire, order: Order, mask: Truths) -> None:
    """Carry an order out in the runs of the mask: it is counted and paid for, its rule played, its detection drawn.

    Then breaches of the agreements are looked for that were in force when it was carried out.
    """
    move = umpire.exercise.rulebook.moves[order.move]
    columns = umpire.columns
    setting = replace(umpire.setting(bound_by(order, move)), move=move.id)
    if umpire.trace is not None and mask[0]:
        umpire.trace.findings.append(Started(move.block.path, "move", move.name, move.place))
    columns.carry_out(order, mask, umpire.hand.told(order.actor))
    act = breaches.act(umpire, order.actor, move, order.target, mask)
    _pay(umpire, move, order, mask)
    block = deciding.decided(umpire, move.block, move.decide, setting, mask)
    if block is not None:
        umpire.play(block, setting, mask, announced=True)
    came_up = np.zeros_like(mask)
    if move.detected is not None and block is not None:
        detected = Started(move.detected.path, "detected", move.name, move.detected.place)
        came_up = umpire.play(move.detected, setting, mask, detected)
    breaches.look(umpire, act, came_up)


def preview(exercise: Exercise, state: State, order: Order, adjustments: Sequence[Adjustment] = ()) -> Ruling:
    """Return a ruling that only shows what might happen; its dice are not those that would be rolled."""
    waiting = state if order in state.orders else after(state, OrderPlaced(order))
    return adjudicate(exercise, waiting, order, KeyedRolls(PREVIEW, PREVIEW), adjustments, by_the_odds)


def improvise(
    exercise: Exercise,
    state: State,
    subject: ImprovisedSubject,
    sentences: Sequence[str],
    rolls: Rolls,
    adjustments: Sequence[Adjustment] = (),
) -> Ruling:
    """Return a ruling on something the rulebook does not know, with effects in the rulebook's own sentences.

    Raises ExerciseError with the position when a sentence cannot be read.
    """
    trace = Trace()
    umpire = Umpire(exercise, Columns([state], trace), rolls, adjustments)
    refuse_strangers(exercise, umpire.hand)
    text = subject.text
    bound = {"me": subject.actor} if subject.actor else {}
    effects = [_read(exercise, line, Place("improvised", number), bound) for number, line in enumerate(sentences, 1)]
    trace.findings.append(Started("improvised", "improvised", text))
    with umpire.until_asked():
        _carry_out_improvised(umpire, subject, effects, umpire.setting(bound, BY_HAND if subject.corrects else ""))
        add_by_hand(umpire, bound)
        endings.look_at_once(umpire)
    ruling = Ruling(
        subject=subject,
        checks=(),
        findings=tuple(trace.findings),
        changes=tuple(trace.changes),
        adjustments=tuple(adjustments),
        asks=umpire.asks,
    )
    return replace(ruling, seen_by=seen_by(exercise, ruling))


def _carry_out_improvised(
    umpire: Umpire, subject: ImprovisedSubject, effects: Sequence[Effect], setting: Setting
) -> None:
    """Carry out what is improvised: of an actor, decided like its moves; of the white cell, simply as it says."""
    block, live = Block("improvised", Place("improvised"), effects=tuple(effects)), umpire.columns.live
    played = deciding.decided(umpire, block, "" if subject.actor else deciding.RULE, setting, live)
    if played is block:
        umpire.effects(effects, "improvised", setting, live, by_hand=subject.text)
    elif played is not None:
        umpire.play(played, setting, live)


def deliver(
    exercise: Exercise, state: State, inject: str, rolls: Rolls, adjustments: Sequence[Adjustment] = ()
) -> Ruling:
    """Return what follows when an inject reaches its recipients now, whenever it was planned, and whatever its `if`.

    Raises NotNowError when it has come up already, or is none of the exercise's.
    """
    found = next((one for one in exercise.injects if one.id == inject), None)
    if found is None or inject in state.injects:
        gone = say("That inject has been delivered or skipped already.") if found else say("There is no such inject.")
        raise NotNowError(gone)
    trace = Trace()
    umpire = Umpire(exercise, Columns([state], trace), rolls, adjustments)
    deciding.refuse(umpire.hand)
    with umpire.until_asked():
        items.deliver(umpire, replace(found, block=replace(found.block, condition=None)), umpire.columns.live)
        add_by_hand(umpire, {})
        endings.look_at_once(umpire)
    findings, changes = tuple(trace.findings), tuple(trace.changes)
    ruling = Ruling(InjectSubject(inject), (), findings, changes, tuple(adjustments), asks=umpire.asks)
    return replace(ruling, seen_by=seen_by(exercise, ruling))


def add_by_hand(umpire: Umpire, bound: Mapping[str, str]) -> None:
    """Carry out the sentences that the facilitator has added, each with its reason."""
    for number, added in enumerate(umpire.hand.added, start=1):
        effect = _read(umpire.exercise, added.text, Place("added", number), bound)
        umpire.effects([effect], f"added/{number}", umpire.setting(dict(bound)), umpire.columns.live, added.reason)


def _read(exercise: Exercise, text: str, place: Place, bound: Mapping[str, str]) -> Effect:
    return parse_sentence(text, place, Vocabulary.of(exercise).binding(**exercise.rulebook.meant(bound)))


def _pay(umpire: Umpire, move: Move, order: Order, mask: Truths) -> None:
    """Take the cost from the mover's purse, unless it is struck. A waived order pays what there is."""
    if move.cost is None or not move.cost_track:
        return
    setting = umpire.setting(bound_by(order, move))
    cost = setting.read.number(move.cost)
    if not (cost > 0).any():
        return
    track = purse_of(umpire.exercise, move, order.actor)
    text = sentence(track, "-", float(cost[0]))
    if (reason := umpire.hand.struck.get(_cost_path(move))) is not None:
        if umpire.trace is not None and mask[0]:
            umpire.trace.findings.append(PassedOver(_cost_path(move), text, move.cost.place, None, reason))
        return
    before = len(umpire.trace.changes) if umpire.trace is not None else 0
    held_back = alter(setting, track, "-", np.maximum(cost, 0.0), mask)
    if umpire.trace is not None and mask[0]:
        changes = tuple(umpire.trace.changes[before:])
        umpire.trace.findings.append(Applied(_cost_path(move), text, move.cost.place, changes, held_back))


def _cost_path(move: Move) -> str:
    """Return what the cost of a move is called among the lines of a ruling."""
    return f"{move.block.path}/cost"


def _waived(check: Check, hand: Hand) -> Check:
    return replace(check, waived=not check.holds and bool(hand.waived))
