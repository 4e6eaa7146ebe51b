"""What seats do at the table besides giving orders: sign texts, leave agreements, choose their cards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from wargame.exercise.definition import EVERYBODY
from wargame.referee import turn
from wargame.referee.pacts import CardHeld
from wargame.referee.turn import NotNowError
from wargame.session.entries import (
    WHITE_CELL,
    Body,
    CardChosen,
    Entry,
    NoteTaken,
    SignatureGiven,
    SignatureTakenBack,
    SigningClosed,
    Unwritten,
    WithdrawalAnnounced,
)
from wargame.session.errors import NotNow
from wargame.session.keeping import Keeping, typed
from wargame.translation import say

_ALL = (EVERYBODY,)


class Table(Keeping):
    """A sitting in which seats sign, leave and choose. `conduct.Session` adds orders and rulings.

    `by` is WHITE_CELL when the facilitator does it for the seat.
    """

    def sign(
        self,
        actor: str,
        agreement: str,
        terms: Mapping[str, int] | None = None,
        command: str | None = None,
        *,
        by: str = "",
    ) -> tuple[Entry, ...]:
        """Sign a text for an actor; with other terms than those on the table it is laid down anew.

        Terms that are not given are those on the table, or the usual ones. The
        last signature makes the coming into force the next thing to rule. Raises NotNow with the reason.
        """
        if done := self._already(command):
            return done
        self._in_play()
        with _now():
            changes = turn.sign(self._exercise, self.state, actor, agreement, terms)
        return self._of_a_seat(SignatureGiven(changes), actor, by, command, (actor,))

    def let_pass(
        self, agreement: str, reason: str, terms: Mapping[str, int] | None = None, command: str | None = None
    ) -> tuple[Entry, ...]:
        """Let a text be signed with these terms although not everything holds for it; the reason is noted with it.

        Terms that are not given are those on the table, or the usual ones. Raises NotNow when nothing can be signed.
        """
        if done := self._already(command):
            return done
        self._in_play()
        with _now():
            changes = turn.let_pass(self._exercise, self.state, agreement, terms)
        about = len(self._history.entries) + 1
        lines = [Unwritten(SignatureGiven(changes), by=WHITE_CELL)]
        if typed(reason).strip():
            lines.append(Unwritten(NoteTaken(typed(reason), about, turn=self.state.turn), by=WHITE_CELL))
        return self._append(lines, command)

    def take_back_signature(
        self, actor: str, agreement: str, command: str | None = None, *, by: str = ""
    ) -> tuple[Entry, ...]:
        """Take an actor's signature back from a text that is still on the table. Raises NotNow."""
        if done := self._already(command):
            return done
        self._in_play()
        with _now():
            changes = turn.unsign(self._exercise, self.state, actor, agreement)
        return self._of_a_seat(SignatureTakenBack(changes), actor, by, command, (actor,))

    def give_notice(self, actor: str, agreement: str, command: str | None = None, *, by: str = "") -> tuple[Entry, ...]:
        """Announce that an actor leaves an agreement, as its text allows; everybody learns of it. Raises NotNow."""
        if done := self._already(command):
            return done
        self._in_play()
        with _now():
            changes = turn.give_notice(self._exercise, self.state, actor, agreement)
        return self._of_a_seat(WithdrawalAnnounced(changes), actor, by, command, _ALL)

    def close_signing(self, command: str | None = None) -> tuple[Entry, ...]:
        """Close the signing of texts; those not signed by all stay on the table. Raises NotNow."""
        if done := self._already(command):
            return done
        self._in_play()
        with _now():
            changes = turn.close_signing(self._exercise, self.state)
        return self._decided(SigningClosed(changes), command, _ALL)

    def choose_card(
        self, actor: str, card: str, word: str, command: str | None = None, *, by: str = ""
    ) -> tuple[Entry, ...]:
        """Let a seat choose its secret card, before StartEx or once afterwards.

        The facilitator may settle which card a seat holds at any time, also one
        that was drawn or chosen already. Raises NotNow with the reason.
        """
        if done := self._already(command):
            return done
        if self.ended:
            raise NotNow(say("The exercise has ended."), say("Step back from its end to go on."))
        if by == WHITE_CELL:
            changes: tuple[CardHeld, ...] = (self._settled(actor, card, word),)
            return self._of_a_seat(CardChosen(changes), actor, by, command, (actor,))
        with _now():
            body = CardChosen(turn.choose_card(self._exercise, self.state, actor, card, word))
        return self._of_a_seat(body, actor, by, command, (actor,))

    def _settled(self, actor: str, card: str, word: str) -> CardHeld:
        found = self._exercise.cards.get(card) or self._exercise.cards.get(f"{actor}.{card}")
        if found is None or found.actor != actor or word not in found.briefs:
            raise NotNow(say("'{actor}' has no card '{card}' that can be '{word}'.", actor=actor, card=card, word=word))
        if found.draw is not None and not self.state.turn:
            raise NotNow(say("This card is drawn when the exercise starts."), say("Settle which one it is then."))
        return CardHeld(found.full_id, word)

    def _of_a_seat(
        self, body: Body, actor: str, by: str, command: str | None, seen_by: tuple[str, ...]
    ) -> tuple[Entry, ...]:
        on_behalf = actor if by not in ("", actor) else ""
        return self._append([Unwritten(body, by=by or actor, on_behalf=on_behalf, seen_by=seen_by)], command)


@contextmanager
def _now() -> Iterator[None]:
    """Tell in our words what the referee does not allow."""
    try:
        yield
    except NotNowError as error:
        raise NotNow(str(error)) from None
