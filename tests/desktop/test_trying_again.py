"""Everything the facilitator can do is written once and whole, wherever the disk fails, by trying it again."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.desktop.valley import play_until, sign_all, step, valley
from tests.session.shaky import Way, copy_of, shaky, told, trials
from wargame.desktop.chips import Notice
from wargame.desktop.facilitator.phase_run import commit, run_phase
from wargame.desktop.facilitator.trying import Trying
from wargame.desktop.live_session import LiveSession
from wargame.desktop.style import Theme
from wargame.referee import adjustment as by_hand
from wargame.referee.turn import RuleOrder, RunItem, TakeOrders
from wargame.session import bulk
from wargame.session.conduct import Session
from wargame.session.entries import WHITE_CELL, Entry

Act = Callable[[LiveSession], object]
WHY = "Because of the rain."


def opened(_live: LiveSession) -> None:
    """Before StartEx."""


def updating(live: LiveSession) -> None:
    live.start()


def talking(live: LiveSession) -> None:
    play_until(live, 1)


def half_signed(live: LiveSession) -> None:
    talking(live)
    assert live.sign("north", "ceasefire")


def signed(live: LiveSession) -> None:
    talking(live)
    sign_all(live, "ceasefire")
    play_until(live, 2)
    sign_all(live, "patrol")


def ordering(live: LiveSession) -> None:
    play_until(live, 1, TakeOrders)
    assert live.give_order("north", "recruit")


def ruling(live: LiveSession) -> None:
    """Three orders wait; only the first of them needs dice."""
    play_until(live, 1, TakeOrders)
    for actor, move, target in (
        ("south", "talk_shop", "north"),
        ("north", "recruit", ""),
        ("league", "send_grain", ""),
    ):
        assert live.give_order(actor, move, target)
    assert live.close_orders()
    queue = [order.id for order in live.state.orders]
    assert live.do(lambda session: (*session.propose(queue=queue), *session.commit()))
    assert isinstance(live.next_thing, RuleOrder)


def rolled(live: LiveSession) -> None:
    ruling(live)
    assert live.propose()
    assert live.proposal is not None
    assert live.proposal.rolls


def changed(live: LiveSession) -> None:
    rolled(live)
    assert live.adjust(by_hand.ExtraModifier(1, 2, WHY))


def asked(live: LiveSession) -> None:
    talking(live)
    assert live.improvise("", "A question", ("ask pay_or_late",), WHY)
    assert live.proposal is not None
    assert live.proposal.asks is not None


def following(live: LiveSession) -> None:
    """The last phase of a turn, which the program runs through by itself."""
    play_until(live, 1, RuleOrder) if live.state.orders else play_until(live, 1, TakeOrders)
    while not (isinstance(live.next_thing, RunItem) and live.next_thing.phase.id == "after"):
        step(live)


def paused(live: LiveSession) -> None:
    talking(live)
    live.do(lambda session: session.pause("Coffee"))


def undone(live: LiveSession) -> None:
    ruling(live)
    for _ in range(3):
        assert live.step_back()


def branched(live: LiveSession) -> None:
    talking(live)
    live.do(lambda session: session.branch(2, "What if"))


def over(live: LiveSession) -> None:
    talking(live)
    assert live.end(WHY)


def session_act(act: Callable[[Session], tuple[Entry, ...]]) -> Act:
    return lambda live: live.do(act)


def adjusted(change: by_hand.Adjustment) -> Act:
    return lambda live: live.adjust(change)


def waiting(live: LiveSession, place: int) -> str:
    return live.state.orders[place].id


def late_move(live: LiveSession) -> object:
    return live.give_order(
        "league", "send_grain", by=WHITE_CELL, command="one entry", happened_at="2026-05-04T09:00:00Z"
    )


def stamp(session: Session) -> tuple[Entry, ...]:
    return session.note("", session.history.now.last, tags=("quote",))


def deliver(session: Session) -> tuple[Entry, ...]:
    return (*session.deliver_inject("photograph", WHY), *session.commit())


def back_and_forth(session: Session) -> tuple[Entry, ...]:
    return (*session.step_back(), *session.step_back(), *session.redo())


ACTS: dict[str, tuple[Act, Act]] = {
    "StartEx": (opened, lambda live: live.start()),
    "a card chosen": (opened, lambda live: live.choose_card("south", "measure", "by_grain")),
    "a card settled": (talking, lambda live: live.choose_card("north", "north.temper", "proud")),
    "a phase run": (updating, run_phase),
    "a phase run to its end": (following, run_phase),
    "a proposal": (ruling, lambda live: live.propose()),
    "a commitment": (rolled, commit),
    "routine": (ruling, session_act(bulk.commit_routine)),
    "a modifier before the roll": (rolled, adjusted(by_hand.ExtraModifier(1, 2, WHY))),
    "an argument": (rolled, adjusted(by_hand.Argue("for", WHY, "south"))),
    "an override": (rolled, adjusted(by_hand.ChooseOutcome(1, "good", WHY))),
    "physical dice": (rolled, adjusted(by_hand.TakeDice(1, (3, 4), WHY))),
    "a new roll": (rolled, adjusted(by_hand.Reroll(1, WHY))),
    "who learns of it": (rolled, adjusted(by_hand.Tell(("south",), WHY))),
    "an effect added": (rolled, adjusted(by_hand.Add("tension +1", WHY))),
    "a lapse": (rolled, adjusted(by_hand.Lapse(WHY))),
    "changes dropped": (changed, lambda live: live.drop_adjustments()),
    "changes but the modifiers dropped": (changed, session_act(lambda session: session.drop_adjustments(thrown=True))),
    "an answer": (asked, lambda live: live.answer(1, "late")),
    "an answer of the dice": (asked, lambda live: live.answer(1, "?")),
    "orders closed": (ordering, lambda live: live.close_orders()),
    "a late move": (ordering, late_move),
    "an order taken back": (ordering, lambda live: live.take_back("1.north.1")),
    "another order of ruling": (
        ruling,
        lambda live: live.do(lambda session: session.reorder([order.id for order in session.state.orders][::-1], WHY)),
    ),
    "an order held": (rolled, session_act(lambda session: session.hold("1.south.1", WHY))),
    "a signature": (talking, lambda live: live.sign("north", "ceasefire", {"inspection": 2, "aid": 0})),
    "the last signature": (half_signed, lambda live: live.sign("south", "ceasefire")),
    "a signature taken back": (half_signed, lambda live: live.take_back_signature("north", "ceasefire")),
    "a text let pass": (talking, session_act(lambda session: session.let_pass("patrol", WHY))),
    "a notice": (signed, lambda live: live.give_notice("north", "patrol")),
    "signing closed": (half_signed, lambda live: live.close_signing()),
    "an inject delivered": (talking, session_act(deliver)),
    "an inject proposed": (talking, session_act(lambda session: session.deliver_inject("photograph", WHY))),
    "an inject skipped": (talking, session_act(lambda session: session.skip_inject("rumour", WHY))),
    "an inject deferred": (talking, session_act(lambda session: session.defer_inject("rumour", 3, WHY))),
    "an inject made up": (talking, session_act(lambda session: session.improvise_inject("A bell", "It rings."))),
    "something improvised": (rolled, lambda live: live.improvise("north", "A flood", ("tension +1",), WHY)),
    "a correction": (rolled, session_act(lambda session: session.correct("tension", 7, WHY))),
    "a note": (rolled, session_act(lambda session: session.note("Well said.", 3, happened_at="2026-05-04T09:00:00Z"))),
    "a stamp": (rolled, session_act(stamp)),
    "more time": (talking, session_act(lambda session: session.set_clock(add=60))),
    "the clock stopped": (talking, session_act(lambda session: session.set_clock(running=False))),
    "a pause": (talking, session_act(lambda session: session.pause(WHY))),
    "an emergency": (paused, session_act(lambda session: session.pause(WHY, emergency=True))),
    "a pause ended": (paused, session_act(lambda session: session.resume())),
    "steps back": (ruling, lambda live: all(live.step_back() for _ in range(3))),
    "back and forth": (ruling, session_act(back_and_forth)),
    "a redo": (undone, session_act(lambda session: session.redo())),
    "a turn re-opened": (ruling, session_act(lambda session: session.reopen_turn(1))),
    "a branch": (talking, session_act(lambda session: session.branch(3, "What if"))),
    "another line": (branched, session_act(lambda session: session.take_line(""))),
    "a merge": (talking, session_act(lambda session: session.merge_turn(WHY))),
    "a jump to the end": (talking, session_act(lambda session: session.jump_to_end(WHY))),
    "EndEx": (talking, lambda live: live.end(WHY)),
    "the end undone": (over, lambda live: live.step_back()),
}
"""What can be asked for in the control room: what is there before, and what is done."""


@cache
def prepared(prepare: Act) -> Session:
    session, _ = shaky(valley())
    prepare(LiveSession(session))
    return session


def verb(notice: Notice) -> QPushButton | None:
    found = (one for one in notice.findChildren(QPushButton) if one.text() == "Try again")
    return next((one for one in found if not one.isHidden()), None)


class Desk:
    """A facilitator with nothing but a session, and the notice that says what went wrong."""

    def __init__(self, qtbot: QtBot, theme: Theme, prepare: Act) -> None:
        session, self.log = copy_of(prepared(prepare))
        self.live = LiveSession(session)
        self.notice = Notice(theme)
        qtbot.addWidget(self.notice)
        self.trying = Trying(self.live, self.notice)
        self.done: list[bool] = []
        self.heard = len(session.history.entries)
        self.live.entries_added.connect(self._hear)

    def do(self, act: Act) -> None:
        self.trying.first(lambda: act(self.live), lambda tried: self.done.append(tried() is not False))

    def again(self) -> None:
        button = verb(self.notice)
        assert button is not None
        button.click()

    def _hear(self, entries: tuple[Entry, ...]) -> None:
        assert entries[0].seq == self.heard + 1, "every entry is told to the views, and once"
        self.heard = entries[-1].seq

    def settled(self) -> bool:
        return self.notice.isHidden() and self.heard == len(self.live.history.entries)


@pytest.mark.parametrize("name", ACTS)
def test_what_fails_anywhere_is_finished_by_trying_again(qtbot: QtBot, theme: Theme, name: str) -> None:
    prepare, act = ACTS[name]
    calm, disk = copy_of(prepared(prepare))
    assert act(LiveSession(calm)) is not False
    wanted = told(calm)
    assert disk.written

    def trial(at: int, way: Way) -> None:
        desk = Desk(qtbot, theme, prepare)
        desk.log.fail(at, way)
        desk.do(act)
        if way is not Way.REFUSED:
            desk.again()
        desk.log.come_back()
        desk.again()
        assert told(desk.live.session) == wanted, (at, way)
        assert desk.settled()

    trials(disk.written, trial)
