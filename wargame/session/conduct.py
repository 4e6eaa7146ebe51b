"""Conducting a session: take orders, ask the referee, record what is decided.

Every method writes to the log first and only then changes the situation, so a
disk that fails changes nothing. Each returns the entries that were added. A
command that is given twice, with the same id, is recorded once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from wargame.exercise.complaints import ExerciseError
from wargame.exercise.definition import EVERYBODY
from wargame.exercise.questions import FACILITATOR
from wargame.referee import turn
from wargame.referee.ruling import (
    Adjustment,
    Answer,
    Answered,
    Asked,
    ImprovisedSubject,
    Ruling,
    UnfitAdjustmentError,
)
from wargame.referee.state import Order, OrderPlaced, OrderWithdrawn
from wargame.referee.turn import NotStarted, RuleOrder, RuleSigning, RunItem, TakeOrders, TakeSignatures
from wargame.session import asking, undoing
from wargame.session.entries import (
    WHITE_CELL,
    Entry,
    ExerciseStarted,
    NoteTaken,
    OrderGiven,
    OrdersClosed,
    OrderTakenBack,
    RulingAdjusted,
    RulingCommitted,
    RulingProposed,
    SessionEnded,
    SteppedBack,
    Unwritten,
)
from wargame.session.errors import NotNow, NotUnderstood
from wargame.session.history import Proposal
from wargame.session.table import Table

LONGEST_TEXT = 20_000
"""Characters of typed text that are kept; no widget shows more without stalling."""

_ALL = (EVERYBODY,)


class Session(Table):
    """A sitting in play. Made by `create`, `open` or `in_memory`; `read` opens one to look at."""

    def start(self, command: str | None = None) -> tuple[Entry, ...]:
        """StartEx: turn 1 begins."""
        if done := self._already(command):
            return done
        if not isinstance(self.next_thing, NotStarted):
            raise NotNow("The exercise has started already.")
        changes = turn.begin(self._exercise, self.state, self._rolls)
        return self._record(ExerciseStarted(changes), command=command, seen_by=_ALL)

    def give_order(
        self,
        actor: str,
        move: str,
        target: str = "",
        say: str = "",
        intent: str = "",
        command: str | None = None,
        *,
        by: str = "",
        happened_at: str = "",
    ) -> tuple[Entry, ...]:
        """Enter a move of a seat. Whether it holds is looked at when it is ruled, so nobody is refused here.

        `by` is WHITE_CELL when the facilitator enters it for the seat,
        `happened_at` its true time when it is entered late. Raises NotNow when
        the rulebook has no such move for the actor.
        """
        if done := self._already(command):
            return done
        self._in_play()
        found = self._exercise.rulebook.moves.get(move)
        if found is None or actor not in found.by:
            raise NotNow(f"The rulebook has no move '{move}' for '{actor}'.", "Choose one of its moves, or improvise.")
        if target not in (found.targets or ("",)):
            raise NotNow(f"'{found.name}' cannot be aimed at '{target}'.", "Choose one of its targets.")
        order = Order(self._order_id(actor), actor, move, target, _typed(say), _typed(intent))
        one = Unwritten(
            OrderGiven((OrderPlaced(order),)),
            by=by or actor,
            on_behalf=actor if by not in ("", actor) else "",
            seen_by=(actor,),
            happened_at=happened_at,
        )
        return self._append([one], command, forget_draft=actor)

    def take_back(self, order_id: str, command: str | None = None) -> tuple[Entry, ...]:
        """Withdraw an order that has not been ruled."""
        if done := self._already(command):
            return done
        self._in_play()
        waiting = {order.id: order for order in self.state.orders}
        if order_id not in waiting:
            raise NotNow("That order has been ruled or taken back already.", "Step back to undo a ruling.")
        actor = waiting[order_id].actor
        body = OrderTakenBack((OrderWithdrawn(order_id),))
        return self._record(body, command=command, by=actor, seen_by=(actor,))

    def close_orders(self, command: str | None = None) -> tuple[Entry, ...]:
        """Close the taking of orders; what comes next is their ruling."""
        if done := self._already(command):
            return done
        self._in_play()
        if not isinstance(self.next_thing, TakeOrders):
            raise NotNow("No orders are being taken now.")
        changes = turn.close_orders(self._exercise, self.state)
        return self._decided(OrdersClosed(changes), command, _ALL)

    def propose(
        self, adjustments: Sequence[Adjustment] = (), queue: Sequence[str] = (), command: str | None = None
    ) -> tuple[Entry, ...]:
        """Ask the referee what follows from the next thing. `queue` states the order of ruling, by order ids."""
        if done := self._already(command):
            return done
        self._in_play()
        if isinstance(self.next_thing, TakeSignatures):
            raise NotNow("There is nothing to rule now.", "Texts are being signed: close the signing first.")
        if not isinstance(self.next_thing, RuleOrder | RuleSigning | RunItem):
            raise NotNow("There is nothing to rule now.", "Orders are being taken: close them first.")
        return self._propose(adjustments, command, queue=tuple(queue))

    def improvise(
        self, actor: str, text: str, sentences: Sequence[str], reason: str, command: str | None = None
    ) -> tuple[Entry, ...]:
        """Propose something the rulebook does not know; `actor` is "" for the white cell.

        The effects are written in the rulebook's sentences. Raises NotUnderstood when one cannot be read.
        """
        if done := self._already(command):
            return done
        self._in_play()
        improvised = ImprovisedSubject(actor, _typed(text))
        lines = tuple(map(_typed, sentences))
        return self._propose((), command, improvised=improvised, sentences=lines, reason=_typed(reason))

    def adjust(self, adjustment: Adjustment, command: str | None = None) -> tuple[Entry, ...]:
        """Change the open proposal, with a reason. Raises NotUnderstood when it does not fit the ruling."""
        if done := self._already(command):
            return done
        proposal = self._open_proposal()
        return self._record(self._adjusted(proposal, adjustment), command=command, cause=proposal.seq)

    def answer(
        self,
        number: int,
        option: str,
        target: str = "",
        by: str = "",
        reason: str = "",
        command: str | None = None,
    ) -> tuple[Entry, ...]:
        """Answer the open ruling's question of that number; `?` lets the dice say. An earlier answer may be changed.

        `by` says who answers, when it is not the one who is asked (WHITE_CELL
        for the facilitator); `target` is the agreement that is named with the answer.
        Raises NotUnderstood when the question has no such answer.
        """
        if done := self._already(command):
            return done
        proposal = self._open_proposal()
        asked = _question(proposal.ruling, number)
        of = WHITE_CELL if asked.asked_of == FACILITATOR else asked.asked_of
        stands_in = by if by != of else ""
        one = Unwritten(
            self._adjusted(proposal, Answer(number, option, target, stands_in, _typed(reason))),
            by=by or of,
            on_behalf=of if stands_in else "",
            seen_by=() if of == WHITE_CELL else (of,),
            cause=proposal.seq,
        )
        return self._append([one], command)

    def drop_adjustments(self, command: str | None = None) -> tuple[Entry, ...]:
        """Return to the proposal as the rules made it; the answers to its questions stay."""
        if done := self._already(command):
            return done
        proposal = self._open_proposal()
        origin, subject = proposal.origin, proposal.origin.ruling.subject
        improvised = subject if isinstance(subject, ImprovisedSubject) else None
        return self._propose(
            self._answers_kept(proposal),
            command,
            queue=origin.queue,
            improvised=improvised,
            sentences=origin.sentences,
            reason=origin.reason,
        )

    def commit(self, command: str | None = None) -> tuple[Entry, ...]:
        """Let the open proposal stand: its changes happen."""
        if done := self._already(command):
            return done
        proposal = self._open_proposal()
        if (asked := proposal.ruling.asks) is not None and asked.way:
            raise NotNow(f"The ruling waits for people: {asked.text}", "Enter it, or decide in another way.")
        if asked is not None:
            raise NotNow(f"A question waits for its answer: {asked.text}", "Answer it, or let the dice say.")
        body = RulingCommitted(proposal.seq, proposal.ruling.changes)
        return self._decided(body, command, proposal.ruling.seen_by, proposal.seq)

    def step_back(self, command: str | None = None) -> tuple[Entry, ...]:
        """Undo the last committed thing; an open proposal is dropped. Any number of steps, one at a time."""
        if done := self._already(command):
            return done
        last = self._history.now.last
        if not last:
            raise NotNow("There is nothing to step back from.")
        undone = self._history.entries[last - 1]
        one = Unwritten(SteppedBack(last), seen_by=undone.seen_by, base=undone.base, cause=last)
        return self._append([one], command)

    def step_back_name(self) -> str | None:
        """Return what stepping back would undo, in a few words; None when there is nothing."""
        last = self._history.now.last
        return undoing.name_of(self._exercise, self._history, self._history.entries[last - 1]) if last else None

    def note(self, text: str, about: int = 0, command: str | None = None) -> tuple[Entry, ...]:
        """Take a note, about an entry or about nothing in particular."""
        if done := self._already(command):
            return done
        return self._record(NoteTaken(_typed(text), about), command=command)

    def end(self, reason: str, command: str | None = None) -> tuple[Entry, ...]:
        """EndEx by the facilitator's word, wherever play stands; no ending of the rulebook is reached."""
        if done := self._already(command):
            return done
        self._in_play()
        return self._record(SessionEnded(_typed(reason)), command=command, seen_by=_ALL)

    def jump_to_end(self, reason: str, command: str | None = None) -> tuple[Entry, ...]:
        """End play now as after the last turn: the first ending whose condition holds is reached."""
        if done := self._already(command):
            return done
        self._in_play()
        changes = turn.jump_to_end(self._exercise, self.state)
        return self._record(SessionEnded(_typed(reason), changes), command=command, seen_by=_ALL)

    def save_draft(self, seat: str, text: str) -> None:
        """Keep what a seat has typed and not yet sent; it is no part of the history."""
        self._already(None)
        self._log.save_draft(seat, _typed(text))

    def draft(self, seat: str) -> str:
        """Return what a seat had typed and not sent, or an empty text."""
        return self._log.draft(seat)

    def _open_proposal(self) -> Proposal:
        if self._history.proposal is None:
            raise NotNow("There is no open ruling.", "Ask for the next ruling first.")
        return self._history.proposal

    def _adjusted(self, proposal: Proposal, adjustment: Adjustment) -> RulingAdjusted:
        """Return the proposal with one more adjustment. Raises NotUnderstood."""
        adjustments = (*proposal.ruling.adjustments, adjustment)
        with _understood():
            ruling = asking.ruling_again(self._exercise, self.state, self._rolls, proposal.origin, adjustments)
            asking.refuse_wrong(self._exercise, self.state, ruling)
        return RulingAdjusted(adjustment, ruling)

    def _answers_kept(self, proposal: Proposal) -> tuple[Adjustment, ...]:
        """Return the answers given so far, if the ruling asks the same questions without the other adjustments."""
        answers = tuple(one for one in proposal.ruling.adjustments if isinstance(one, Answer))
        try:
            ruling = asking.ruling_again(self._exercise, self.state, self._rolls, proposal.origin, answers)
        except (ExerciseError, UnfitAdjustmentError):
            return ()
        same = _answered(ruling) == _answered(proposal.ruling)
        return answers if same else ()

    def _propose(
        self,
        adjustments: Sequence[Adjustment],
        command: str | None,
        *,
        queue: tuple[str, ...] = (),
        improvised: ImprovisedSubject | None = None,
        sentences: tuple[str, ...] = (),
        reason: str = "",
    ) -> tuple[Entry, ...]:
        with _understood():
            ruling = asking.ruling_on(
                self._exercise, self.state, self._rolls, adjustments,
                queue=queue, improvised=improvised, sentences=sentences,
            )  # fmt: skip
            asking.refuse_wrong(self._exercise, self.state, ruling, sentences)
        return self._record(RulingProposed(ruling, queue, sentences, reason), command=command)

    def _order_id(self, actor: str) -> str:
        """Return a new id that the same play gives again after a step back, so that the same dice follow."""
        number = sum(isinstance(self._history.entries[seq - 1].body, OrderGiven) for seq in self._history.line)
        return f"{self.state.turn}.{actor}.{number + 1}"


def _question(ruling: Ruling, number: int) -> Asked:
    """Return the question of that number, asked or answered already. Raises NotNow."""
    asked = _answered(ruling)
    if ruling.asks is not None:
        asked.append(ruling.asks)
    for one in asked:
        if one.number == number and not one.way:
            return one
    raise NotNow(f"This ruling asks no question {number}.")


def _answered(ruling: Ruling) -> list[Asked]:
    return [found.asked for found in ruling.findings if isinstance(found, Answered)]


def _typed(text: str) -> str:
    """Return typed text as it can be kept: no half characters, not without end."""
    return text.encode("utf-8", "replace").decode("utf-8")[:LONGEST_TEXT]


@contextmanager
def _understood() -> Iterator[None]:
    """Tell what a person wrote from what we did wrong."""
    try:
        yield
    except (ExerciseError, UnfitAdjustmentError) as error:
        raise NotUnderstood(str(error), "Correct it and try again.") from error
