"""Conducting a session: take orders, ask the referee, record what is decided.

Every method writes to the log first and only then changes the situation, so a
disk that fails changes nothing. Each returns the entries that were added. A
command that is given twice, with the same id, is recorded once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from wargame.exercise.complaints import ExerciseError
from wargame.exercise.definition import EVERYBODY
from wargame.exercise.questions import FACILITATOR
from wargame.referee import turn
from wargame.referee.adjustment import Adjustment, Answer, CountModifier, ExtraModifier, UnfitAdjustmentError
from wargame.referee.choosing import wrong_choice
from wargame.referee.ruling import ImprovisedSubject, InjectSubject, ItemSubject
from wargame.referee.state import Order, OrderPlaced, OrderWithdrawn
from wargame.referee.turn import NotNowError, NotStarted, RuleOrder, RuleSigning, RunItem, TakeOrders, TakeSignatures
from wargame.session import asking
from wargame.session.entries import (
    WHITE_CELL,
    Entry,
    ExerciseStarted,
    OrderGiven,
    OrdersClosed,
    OrderTakenBack,
    RulingAdjusted,
    RulingCommitted,
    RulingProposed,
    SessionEnded,
    TurnsMerged,
    Unwritten,
)
from wargame.session.errors import NotNow, NotUnderstood
from wargame.session.fixed_words import correction_of
from wargame.session.history import Proposal
from wargame.session.keeping import typed
from wargame.session.running import Running
from wargame.translation import say

_ALL = (EVERYBODY,)


class Session(Running):
    """A sitting in play. Made by `create`, `open` or `in_memory`; `read` opens one to look at."""

    def start(self, command: str | None = None) -> tuple[Entry, ...]:
        """StartEx: turn 1 begins."""
        if done := self._already(command):
            return done
        if not isinstance(self.next_thing, NotStarted):
            raise NotNow(say("The exercise has started already."))
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
        choices: Mapping[str, str] | None = None,
    ) -> tuple[Entry, ...]:
        """Enter a move of a seat. Whether it holds is looked at when it is ruled, so nobody is refused here.

        `by` is WHITE_CELL when the facilitator enters it for the seat,
        `happened_at` its true time when it is entered late. Raises NotNow when
        the rulebook has no such move for the actor.
        """
        if done := self._already(command):
            return done
        self._in_play()
        self._refuse_misfit(actor, move, target, choices or {})
        order = Order(self._order_id(actor), actor, move, target, typed(say), typed(intent), dict(choices or {}))
        one = Unwritten(
            OrderGiven((OrderPlaced(order),)),
            by=by or actor,
            on_behalf=actor if by not in ("", actor) else "",
            seen_by=(actor,),
            happened_at=happened_at,
        )
        # What the seat has typed itself stays where it is when the facilitator enters a move for it.
        return self._append([one], command, forget_draft=f"{by}:{actor}" if one.on_behalf else actor)

    def take_back(self, order_id: str, command: str | None = None) -> tuple[Entry, ...]:
        """Withdraw an order that has not been ruled."""
        if done := self._already(command):
            return done
        self._in_play()
        waiting = {order.id: order for order in self.state.orders}
        if order_id not in waiting:
            raise NotNow(say("That order has been ruled or taken back already."), say("Step back to undo a ruling."))
        actor = waiting[order_id].actor
        body = OrderTakenBack((OrderWithdrawn(order_id),))
        return self._record(body, command=command, by=actor, seen_by=(actor,))

    def close_orders(self, command: str | None = None) -> tuple[Entry, ...]:
        """Close the taking of orders; what comes next is their ruling."""
        if done := self._already(command):
            return done
        self._in_play()
        if not isinstance(self.next_thing, TakeOrders):
            raise NotNow(say("No orders are being taken now."))
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
            raise NotNow(say("There is nothing to rule now."), say("Texts are being signed: close the signing first."))
        if not isinstance(self.next_thing, RuleOrder | RuleSigning | RunItem):
            raise NotNow(say("There is nothing to rule now."), say("Orders are being taken: close them first."))
        return self._record(self._proposed(adjustments, queue=tuple(queue)), command=command)

    def improvise(
        self, actor: str, text: str, sentences: Sequence[str], reason: str, command: str | None = None
    ) -> tuple[Entry, ...]:
        """Propose something the rulebook does not know; `actor` is "" for the white cell.

        The effects are written in the rulebook's sentences. Raises NotUnderstood when one cannot be read.
        """
        if done := self._already(command):
            return done
        self._in_play()
        improvised = ImprovisedSubject(actor, typed(text))
        lines = tuple(map(typed, sentences))
        return self._record(
            self._proposed((), improvised=improvised, sentences=lines, reason=typed(reason)), command=command
        )

    def deliver_inject(self, inject: str, reason: str = "", command: str | None = None) -> tuple[Entry, ...]:
        """Propose that an inject reaches its recipients now. Raises NotNow when it has come up already."""
        if done := self._already(command):
            return done
        self._in_play()
        return self._record(self._proposed((), inject=inject, reason=typed(reason)), command=command)

    def improvise_inject(
        self,
        headline: str,
        story: str = "",
        to: Sequence[str] = _ALL,
        *,
        sender: str = "",
        means: str = "",
        sentences: Sequence[str] = (),
        reason: str = "",
        command: str | None = None,
    ) -> tuple[Entry, ...]:
        """Propose an inject made up on the spot, for everybody or for some actors, with effects if there are any.

        Raises NotUnderstood when an effect cannot be read.
        """
        if done := self._already(command):
            return done
        self._in_play()
        improvised = ImprovisedSubject(
            "", typed(headline), tuple(to) or _ALL, typed(story), typed(sender), typed(means)
        )
        lines = tuple(map(typed, sentences))
        return self._record(
            self._proposed((), improvised=improvised, sentences=lines, reason=typed(reason)), command=command
        )

    def correct(self, track: str, value: float, reason: str, command: str | None = None) -> tuple[Entry, ...]:
        """Set a track by hand, with a reason; it is committed in the same writing. An open proposal is dropped.

        Raises NotNow for a track that the exercise does not have.
        """
        if done := self._already(command):
            return done
        self._in_play()
        found = self._exercise.tracks.get(track)
        if found is None:
            raise NotNow(say("The exercise has no track '{track}'.", track=track))
        improvised = ImprovisedSubject("", correction_of(found.name), corrects=True)
        lines = (f"{track} to {value:.10g}",)
        proposed = self._proposed((), improvised=improvised, sentences=lines, reason=typed(reason))
        seq, ruling = len(self._history.entries) + 1, proposed.ruling
        first = Unwritten(proposed, by=WHITE_CELL)
        return self._decided(RulingCommitted(seq, ruling.changes), command, ruling.seen_by, seq, after=(first,))

    def merge_turn(self, reason: str = "", command: str | None = None) -> tuple[Entry, ...]:
        """Play this turn and the next as one: take no more orders or signatures, and rule what needs no person.

        It stops where an order waits or a question is asked, and can be called
        again to go on; with the same reason it is not recorded anew. Raises NotNow in the last turn.
        """
        added = list(self._already(command))
        if not added:
            self._in_play()
            if self.state.turn >= self._exercise.turns:
                raise NotNow(say("This is the last one."), say("Jump to the end instead."))
            body = TurnsMerged(self.state.turn, typed(reason))
            added += self._standing(body) or self._record(body, command=command, seen_by=_ALL)
        merged = added[0].seq
        now = self._history.state_at(merged - 1).turn
        self.begun()
        while not self.ended and self.state.turn == now:
            match self.next_thing:
                case TakeOrders():
                    added += self.close_orders()
                case TakeSignatures():
                    added += self.close_signing()
                case RunItem():
                    if not self._item_proposed(after=merged):
                        added += self.propose()
                    if self._open_proposal().ruling.asks is not None:
                        break
                    added += self.commit()
                case _:
                    break
        return tuple(added)

    def _item_proposed(self, after: int) -> bool:
        """Return whether what the program does next is proposed, and was so after that entry."""
        open_ = self._history.proposal
        return open_ is not None and open_.seq >= after and isinstance(open_.ruling.subject, ItemSubject)

    def _standing(self, body: TurnsMerged) -> tuple[Entry, ...]:
        """Return the entry on this line that says the same; nothing if there is none."""
        entries = self._history.entries
        return next(((entries[seq - 1],) for seq in self._history.line if entries[seq - 1].body == body), ())

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
        asked = asking.question_of(proposal.ruling, number)
        of = WHITE_CELL if asked.asked_of == FACILITATOR else asked.asked_of
        stands_in = by if by != of else ""
        one = Unwritten(
            self._adjusted(proposal, Answer(number, option, target, stands_in, typed(reason))),
            by=by or of,
            on_behalf=of if stands_in else "",
            seen_by=() if of == WHITE_CELL else (of,),
            cause=proposal.seq,
        )
        return self._append([one], command)

    def drop_adjustments(self, command: str | None = None, *, thrown: int = 0) -> tuple[Entry, ...]:
        """Return to the proposal as the rules made it; the answers to its questions stay.

        `thrown`: the dice of so many rolls have fallen, so that the modifiers which they were thrown with stay too.
        """
        if done := self._already(command):
            return done
        proposal = self._open_proposal()
        origin, subject = proposal.origin, proposal.origin.ruling.subject
        improvised = subject if isinstance(subject, ImprovisedSubject) else None
        proposed = self._proposed(
            self._kept(proposal, thrown),
            queue=origin.queue,
            improvised=improvised,
            sentences=origin.sentences,
            inject=subject.inject if isinstance(subject, InjectSubject) else "",
            reason=origin.reason,
        )
        return self._record(proposed, command=command)

    def commit(self, command: str | None = None) -> tuple[Entry, ...]:
        """Let the open proposal stand: its changes happen."""
        if done := self._already(command):
            return done
        proposal = self._open_proposal()
        if (asked := proposal.ruling.asks) is not None and asked.way:
            raise NotNow(
                say("The ruling waits for people: {question}", question=say(asked.text)),
                say("Enter it, or decide in another way."),
            )
        if asked is not None:
            raise NotNow(
                say("A question waits for its answer: {question}", question=asked.text),
                say("Answer it, or let the dice say."),
            )
        body = RulingCommitted(proposal.seq, proposal.ruling.changes)
        return self._decided(body, command, proposal.ruling.seen_by, proposal.seq)

    def end(self, reason: str, command: str | None = None) -> tuple[Entry, ...]:
        """EndEx by the facilitator's word, wherever play stands; no ending of the rulebook is reached."""
        if done := self._already(command):
            return done
        self._in_play()
        return self._record(SessionEnded(typed(reason)), command=command, seen_by=_ALL)

    def jump_to_end(self, reason: str, command: str | None = None) -> tuple[Entry, ...]:
        """End play now as after the last turn: the first ending whose condition holds is reached."""
        if done := self._already(command):
            return done
        self._in_play()
        changes = turn.jump_to_end(self._exercise, self.state)
        return self._record(SessionEnded(typed(reason), changes), command=command, seen_by=_ALL)

    def _open_proposal(self) -> Proposal:
        if self._history.proposal is None:
            raise NotNow(say("There is no open ruling."), say("Ask for the next ruling first."))
        return self._history.proposal

    def _adjusted(self, proposal: Proposal, adjustment: Adjustment) -> RulingAdjusted:
        """Return the proposal with one more adjustment. Raises NotUnderstood."""
        adjustments = (*proposal.ruling.adjustments, adjustment)
        with _understood():
            ruling = asking.ruling_again(self._exercise, self.state, self._rolls, proposal.origin, adjustments)
            asking.refuse_wrong(self._exercise, self.state, ruling)
        return RulingAdjusted(adjustment, ruling)

    def _kept(self, proposal: Proposal, thrown: int) -> tuple[Adjustment, ...]:
        """Return the answers, if the ruling asks the same questions without the rest, and what was thrown with."""
        kept = tuple(
            one for one in proposal.ruling.adjustments
            if isinstance(one, Answer) or (isinstance(one, CountModifier | ExtraModifier) and one.roll <= thrown)
        )  # fmt: skip
        try:
            ruling = asking.ruling_again(self._exercise, self.state, self._rolls, proposal.origin, kept)
        except (ExerciseError, UnfitAdjustmentError):
            return ()
        same = asking.answered(ruling) == asking.answered(proposal.ruling)
        return kept if same else tuple(one for one in kept if not isinstance(one, Answer))

    def _proposed(
        self,
        adjustments: Sequence[Adjustment],
        *,
        queue: tuple[str, ...] = (),
        improvised: ImprovisedSubject | None = None,
        sentences: tuple[str, ...] = (),
        inject: str = "",
        reason: str = "",
    ) -> RulingProposed:
        """Return what the referee says, to be recorded. Raises NotUnderstood or NotNow."""
        with _understood():
            ruling = asking.ruling_on(
                self._exercise, self.state, self._rolls, adjustments,
                queue=queue, improvised=improvised, sentences=sentences, inject=inject,
            )  # fmt: skip
            asking.refuse_wrong(self._exercise, self.state, ruling, sentences)
        return RulingProposed(ruling, queue, sentences, reason)

    def _refuse_misfit(self, actor: str, move: str, target: str, choices: Mapping[str, str]) -> None:
        """Raise NotNow for a move that the rulebook does not know in this way."""
        found = self._exercise.rulebook.moves.get(move)
        if found is None or actor not in found.by:
            what = say("The rulebook has no move '{move}' for '{actor}'.", move=move, actor=actor)
            raise NotNow(what, say("Choose one of its moves, or improvise."))
        if target not in (found.targets or ("",)):
            what = say("'{move}' cannot be aimed at '{target}'.", move=found.name, target=target)
            raise NotNow(what, say("Choose one of its targets."))
        for name, value in choices.items():
            if wrong := wrong_choice(found, name, value):
                raise NotNow(f"'{found.name}': {wrong}.", say("Choose something else, or leave it as usual."))

    def _order_id(self, actor: str) -> str:
        """Return a new id that the same play gives again after a step back, so that the same dice follow."""
        number = sum(isinstance(self._history.entries[seq - 1].body, OrderGiven) for seq in self._history.line)
        return f"{self.state.turn}.{actor}.{number + 1}"


@contextmanager
def _understood() -> Iterator[None]:
    """Tell what a person wrote from what we did wrong."""
    try:
        yield
    except (ExerciseError, UnfitAdjustmentError) as error:
        raise NotUnderstood(str(error), say("Correct it and try again.")) from error
    except NotNowError as error:
        raise NotNow(str(error)) from error
