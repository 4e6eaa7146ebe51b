"""Plays an exercise from a play file, or without anybody moving, through the same session as in the window.

The facilitator of such a session accepts what the rules propose, except where
the play file says otherwise: it types dice, waives, sets outcomes, strikes and adds.
Seats sign, answer and hold what the play file says; the dice answer the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from wargame.exercise.complaints import Place
from wargame.exercise.conditions import Expression
from wargame.exercise.definition import EVERYBODY, Exercise, Phase
from wargame.exercise.play import Play, PlayAnswer, PlayOrder, PlaySignature, PlayTurn
from wargame.referee.adjustment import (
    LET_THE_DICE_SAY,
    Adjustment,
    ChooseOutcome,
    CloseArguments,
    CountModifier,
    ExtraModifier,
    Lapse,
    TakeDice,
    Waive,
)
from wargame.referee.circumstances import Circumstances
from wargame.referee.columns import Columns
from wargame.referee.deciding import ARGUED, VOTE
from wargame.referee.effects import check_of
from wargame.referee.ruling import Asked, Check, PassedOver, Ruling
from wargame.referee.state import OrderPlaced, State, TurnBegan, fold
from wargame.referee.turn import (
    ADJUDICATION,
    NotStarted,
    Over,
    RuleOrder,
    RuleSigning,
    RunItem,
    TakeOrders,
    TakeSignatures,
)
from wargame.session.conduct import Session
from wargame.session.entries import WHITE_CELL, OrderGiven, OrdersClosed, RulingCommitted, SigningClosed
from wargame.session.errors import NotNow, NotUnderstood
from wargame.session.script_lines import adjustments_of

_ABOUT_A_ROLL = (TakeDice, ChooseOutcome, CountModifier, ExtraModifier)


@dataclass(frozen=True, slots=True)
class Broken:
    """An expectation of the play that did not come true."""

    place: Place
    text: str
    """What was expected, as written."""
    check: Check | None = None
    """How the condition was found; None when it was about the ending."""
    found: str = ""
    """What was found instead, where it was about the ending."""


@dataclass(frozen=True, slots=True)
class Unused:
    """Something in the play that had nothing to apply to: dice for a roll that was not made, an order after the end."""

    place: Place
    message: str


@dataclass(frozen=True, slots=True)
class TurnPlayed:
    """A turn that is over."""

    turn: int
    state: State
    """At its end, before the next one began."""
    first: int
    """Seq of the first entry of the turn."""
    last: int
    """Seq of its last entry."""


class PlayError(Exception):
    """The play cannot be played on: an order or dice do not fit. Says where in the play file, and why."""

    def __init__(self, place: Place, message: str) -> None:
        super().__init__(f"{place}: {message}")
        self.place = place
        self.message = message


@dataclass(slots=True)
class Script:
    """One playing of an exercise: `turns()` plays it turn by turn, `broken` and `unused` fill on the way."""

    session: Session
    play: Play | None = None
    broken: list[Broken] = field(default_factory=list)
    unused: list[Unused] = field(default_factory=list)
    _said: dict[str, PlayOrder] = field(default_factory=dict)
    """Order id → what the play says about it."""
    _dice: dict[str, list[tuple[int, ...]]] = field(default_factory=dict)
    """Path → faces still to be laid down in this turn."""
    _answers: dict[str, list[PlayAnswer]] = field(default_factory=dict)
    """Question → answers still to be given in this turn."""
    _given: int = 0
    """How many orders of this turn have been given."""
    _signed: int = 0
    """How many signatures of this turn have been given."""
    _left: int = 0
    """How many notices of this turn have been given."""

    def turns(self) -> Iterator[TurnPlayed]:
        """Play to the end, one turn after another. Raises PlayError, or NotSaved when the disk fails."""
        session = self.session
        if isinstance(session.next_thing, NotStarted):
            self._hold_cards(drawn=False)
            session.start()
            self._hold_cards(drawn=True)
        while not isinstance(session.next_thing, Over):
            first = len(session.history.entries) + 1
            number = session.state.turn
            end = self._turn(number)
            played = TurnPlayed(number, end, first, len(session.history.entries))
            self._expect(self._of(number).expect, end)
            yield played
        self._expect_the_end()

    def finish(self) -> tuple[TurnPlayed, ...]:
        """Play to the end at once."""
        return tuple(self.turns())

    def _of(self, turn: int) -> PlayTurn:
        said = self.play.turns.get(turn) if self.play else None
        return said or PlayTurn()

    def _turn(self, number: int) -> State:
        """Play until another turn begins or play is over; return the situation at the end of this one."""
        session = self.session
        self._dice = {path: list(faces) for path, faces in self._of(number).dice.items()}
        self._answers = {question: list(given) for question, given in self._of(number).answers.items()}
        self._given = self._signed = self._left = 0
        while True:
            before = session.state
            thing = session.next_thing
            match thing:
                case TakeOrders(phase, index):
                    self._orders(number, phase, index)
                case TakeSignatures():
                    self._sign(number)
                case RuleOrder() | RuleSigning() | RunItem():
                    self._rule(thing)
                case _:
                    self._look_for_leftovers(number)
                    return before
            if session.state.turn != number:
                self._look_for_leftovers(number)
                return _before_the_next_turn(session, before)

    def _orders(self, number: int, phase: Phase, index: int) -> None:
        """Give the orders that are due in this phase, or close the taking of orders when all are given."""
        due = self._due(number, phase, index)
        for order in due:
            self._said.update(dict.fromkeys(self._give(order), order))
            self._given += 1
            if isinstance(self.session.next_thing, RuleOrder):
                return
        self.session.close_orders()

    def _due(self, number: int, phase: Phase, index: int) -> Sequence[PlayOrder]:
        """Return what is still to be ordered now: that of the actors of the phase; in the last such phase, all."""
        left = self._of(number).orders[self._given :]
        later = self.session.exercise.phases[index + 1 :]
        last = not any(other.takes_orders for other in later)
        anybody = last or not phase.who or EVERYBODY in phase.who
        return left if anybody else tuple(takewhile(lambda order: order.by in phase.who, left))

    def _give(self, order: PlayOrder) -> list[str]:
        """Give an order and return its id."""
        try:
            entries = self.session.give_order(
                order.by, order.move, order.target, order.say, order.intent, choices=order.choices
            )
        except NotNow as error:
            raise PlayError(order.place, str(error)) from None
        given = [change for one in entries if isinstance(one.body, OrderGiven) for change in one.body.changes]
        return [change.order.id for change in given if isinstance(change, OrderPlaced)]

    def _hold_cards(self, *, drawn: bool) -> None:
        """Let seats choose their cards before the start; settle those that were drawn after it."""
        for name, held in self.play.cards.items() if self.play else ():
            card = self.session.exercise.cards[name]
            if (card.draw is not None) == drawn:
                try:
                    self.session.choose_card(card.actor, name, held.word, by=WHITE_CELL if drawn else "")
                except NotNow as error:
                    raise PlayError(held.place, str(error)) from None

    def _sign(self, number: int) -> None:
        """Give the signatures of the turn until one brings a text into force, or close the signing."""
        for line, party in _signatures(self._of(number).sign)[self._signed :]:
            try:
                self.session.sign(party, line.agreement, line.terms)
            except NotNow as error:
                raise PlayError(line.place, str(error)) from None
            self._signed += 1
            if isinstance(self.session.next_thing, RuleSigning):
                return
        for leaving in self._of(number).notice[self._left :]:
            try:
                self.session.give_notice(leaving.by, leaving.agreement)
            except NotNow as error:
                raise PlayError(leaving.place, str(error)) from None
            self._left += 1
        self.session.close_signing()

    def _rule(self, thing: RuleOrder | RuleSigning | RunItem) -> None:
        """Let a ruling be proposed, adjust it as the play says, and commit it."""
        session = self.session
        queue: tuple[str, ...] = ()
        if isinstance(thing, RunItem) and thing.item == ADJUDICATION and self.play is not None:
            queue = tuple(order.id for order in session.state.orders)
        session.propose(queue=queue)
        said = self._said.get(thing.order.id) if isinstance(thing, RuleOrder) else None
        if said is not None:
            for adjustment, place in adjustments_of(said):
                self._adjust(adjustment, place)
        self._lay_down_dice(said)
        for struck in said.strike if said is not None else ():
            if not _was_struck(session.proposal, struck.what):
                text = f"Nothing called {struck.what} happens in this ruling, so it cannot be left out."
                self._note(struck.place, text)
        session.commit()

    def _lay_down_dice(self, said: PlayOrder | None) -> None:
        """Type the physical dice of the turn, each where its rule rolls; what one roll changes shows in the next.

        Questions are answered where the ruling stops at them.
        """
        number = len(said.dice) + 1 if said is not None else 1
        while (ruling := self.session.proposal) is not None:
            if number <= len(ruling.rolls):
                waiting = self._dice.get(ruling.rolls[number - 1].path)
                if waiting:
                    self._adjust(TakeDice(number, waiting.pop(0)), self._turn_place())
                number += 1
            elif ruling.asks is not None:
                self._answer(ruling.asks, said)
            else:
                return

    def _answer(self, asked: Asked, said: PlayOrder | None = None) -> None:
        """Answer a question as the play says, or let the dice say. Raises PlayError for what people have to decide."""
        if asked.way in ARGUED:
            self.session.adjust(CloseArguments())
            return
        if asked.way:
            place = said.place if said is not None else self._turn_place()
            how = "`vote: [70%, likely]`" if asked.way == VOTE else "`outcome: {partial: argued well}`"
            raise PlayError(place, f"This is decided by people ({asked.way}): write {how}.")
        waiting = self._answers.get(asked.question)
        if not waiting:
            self.session.answer(asked.number, LET_THE_DICE_SAY)
            return
        answer = waiting.pop(0)
        try:
            self.session.answer(asked.number, answer.option, answer.target)
        except NotUnderstood as error:
            raise PlayError(answer.place, str(error)) from None

    def _adjust(self, adjustment: Adjustment, place: Place) -> None:
        """Adjust the proposal, or note that there is nothing to adjust. Raises PlayError for what does not fit."""
        ruling = self.session.proposal
        assert ruling is not None
        if not ruling.carried_out and not isinstance(adjustment, Waive | Lapse):
            failing = next((check.text for check in ruling.checks if not check.holds), "by hand")
            self._note(place, f"The order lapses ({failing}), so there is nothing to adjust; `waive` lets it pass.")
            return
        if isinstance(adjustment, _ABOUT_A_ROLL) and not self._comes_to(adjustment.roll, ruling):
            self._note(place, f"Roll {adjustment.roll} is given, but this ruling has {len(ruling.rolls)}.")
            return
        try:
            self.session.adjust(adjustment)
        except (NotUnderstood, NotNow) as error:
            raise PlayError(place, str(error)) from None

    def _comes_to(self, number: int, ruling: Ruling) -> bool:
        """Answer questions until a ruling comes to its n-th roll; return whether it does, or waits just before it."""
        while number > len(ruling.rolls) and (asked := ruling.asks) is not None:
            if asked.way and (asked.way not in ARGUED or number == len(ruling.rolls) + 1):
                break  # people have still to speak about this very roll
            self._answer(asked)
            assert self.session.proposal is not None
            ruling = self.session.proposal
        return number <= len(ruling.rolls) + (ruling.asks is not None)

    def _note(self, place: Place, message: str) -> None:
        self.unused.append(Unused(place, message))

    def _turn_place(self) -> Place:
        assert self.play is not None
        return self._of(self.session.state.turn).place or self.play.place

    def _look_for_leftovers(self, number: int) -> None:
        """Note what the play says about a turn and never came up: it would look as if it had been played."""
        said = self._of(number)
        waiting = [self._said[order.id] for order in self.session.state.orders if order.id in self._said]
        for order in (*(waiting if self.session.ended else ()), *said.orders[self._given :]):
            self._note(order.place, "Play is over before this order is ruled.")
        for place in dict.fromkeys(line.place for line, _ in _signatures(said.sign)[self._signed :]):
            self._note(place, "Nothing is signed any more in this turn.")
        for leaving in said.notice[self._left :]:
            self._note(leaving.place, "No notice is given any more in this turn.")
        for answers in self._answers.values():
            for answer in answers:
                self._note(answer.place, f"{answer.option} is the answer to a question that is not asked any more.")
        for path, faces in self._dice.items():
            if faces and self.play is not None:
                place = said.place or self.play.place
                self._note(place, f"Dice are given for {path}, which does not roll so often in this turn.")

    def _expect(self, conditions: Sequence[Expression], state: State) -> None:
        for condition in conditions:
            check = found(self.session.exercise, condition, state)
            if not check.holds:
                self.broken.append(Broken(condition.place, condition.text, check))

    def _expect_the_end(self) -> None:
        play, state = self.play, self.session.state
        if play is None:
            return
        self._expect(play.conditions, state)
        place = play.ending_place or play.place
        reached = ending_name(self.session.exercise, state)
        if play.ending and play.ending not in {state.ending, reached}:
            self.broken.append(Broken(place, f"ending: {play.ending}", found=f"the ending is {reached or 'none'}"))
        if play.ending_turn is not None and play.ending_turn != state.turn:
            self.broken.append(Broken(place, f"turn: {play.ending_turn}", found=f"play ends in turn {state.turn}"))
        for turn, said in play.turns.items():
            if turn > state.turn:
                self._note(said.place or play.place, f"Play is over in turn {state.turn}, before this turn.")


def found(exercise: Exercise, condition: Expression, state: State) -> Check:
    """Return how a condition is found in a situation, as white cell: with true values."""
    read = Circumstances(exercise, Columns([state]), {})
    return check_of(condition, read, holds=bool(read.truth(condition)[0]))


def ending_name(exercise: Exercise, state: State) -> str:
    """Return the end-state reached, by which plays and programs name it; empty when there is none."""
    ending = next((one for one in exercise.rulebook.endings if one.id == state.ending), None)
    return (ending.end_state or ending.id) if ending is not None else ""


def _signatures(lines: Sequence[PlaySignature]) -> list[tuple[PlaySignature, str]]:
    """Return who signs which text, one signature after another."""
    return [(line, party) for line in lines for party in line.by]


def _was_struck(ruling: Ruling | None, path: str) -> bool:
    findings = ruling.findings if ruling is not None else ()
    return any(isinstance(finding, PassedOver) and finding.struck and finding.path == path for finding in findings)


def _before_the_next_turn(session: Session, before: State) -> State:
    """Return the situation at the end of a turn whose last thing has just begun the next one."""
    last = session.history.entries[-1].body
    changes = last.changes if isinstance(last, RulingCommitted | OrdersClosed | SigningClosed) else ()
    return fold(before, list(takewhile(lambda change: not isinstance(change, TurnBegan), changes)))
