"""The facilitator's control room: introduces its panels to one another and to the session, and does nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from wargame.desktop.chips import Notice
from wargame.desktop.facilitator import phase_run
from wargame.desktop.facilitator.actor_cards import ActorCards
from wargame.desktop.facilitator.briefings import BriefingsPanel
from wargame.desktop.facilitator.covering import Dice
from wargame.desktop.facilitator.going_back import GoingBack
from wargame.desktop.facilitator.injects import InjectsPanel
from wargame.desktop.facilitator.insights import Insights
from wargame.desktop.facilitator.lanes import lanes_of
from wargame.desktop.facilitator.log_page import LogPage
from wargame.desktop.facilitator.next_step import Act, NextStep, next_step
from wargame.desktop.facilitator.notes import NotesPanel
from wargame.desktop.facilitator.panel_tabs import PanelTabs
from wargame.desktop.facilitator.phase_run import Happened
from wargame.desktop.facilitator.room_keys import RoomKeys
from wargame.desktop.facilitator.rulings import RulingPanel
from wargame.desktop.facilitator.secret_cards import SecretCards
from wargame.desktop.facilitator.session_bar import SessionBar
from wargame.desktop.facilitator.standing import actor_states
from wargame.desktop.facilitator.status_line import StatusLine
from wargame.desktop.facilitator.time_bar import TimeBar
from wargame.desktop.facilitator.timeline_panel import TimelinePanel
from wargame.desktop.facilitator.tracks import AllTracks, TrackStrip
from wargame.desktop.facilitator.trying import Trying
from wargame.desktop.facilitator.wall_panel import WallPanel
from wargame.desktop.facilitator.what_now import intact_words, said_besides, saved_words, what_now
from wargame.desktop.layout import column, framed
from wargame.referee.conflicts import conflicts
from wargame.referee.turn import NotStarted, RuleOrder, TakeOrders, TakeSignatures
from wargame.review.bars import bars
from wargame.review.timeline import Timeline
from wargame.review.wording import orders_of
from wargame.session.bulk import routine
from wargame.session.entries import RulingAdjusted, RulingProposed
from wargame.session.fixed_words import ALL_PLAYED, ENDED_HERE
from wargame.translation import say

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from wargame.desktop.live_session import LiveSession
    from wargame.desktop.style import Theme
    from wargame.session.conduct import Session
    from wargame.session.entries import Entry, SessionCreated

_WIDE = 1400


class ControlRoom(QWidget):
    """Everything the facilitator needs while the exercise is played."""

    hand_over_requested = Signal(str)
    """The laptop goes to this actor's seat."""
    enter_move_requested = Signal(str)
    """The facilitator enters a move for this actor."""
    home_requested = Signal()
    review_requested = Signal()

    def __init__(
        self, theme: Theme, live: LiveSession, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        """`now` tells the time to the room's clock."""
        super().__init__()
        self._theme, self._live = theme, live
        self._happened, self._dice = Happened(), Dice(live)
        self._busy = self._asked = False
        exercise = live.exercise
        names = {actor.id: actor.name for actor in exercise.actors.values()}
        created: SessionCreated = live.session.created
        self._view = view = live.white_cell_view()
        self._rows = Timeline(exercise, live.history, with_undone=True)
        self._orders_in, self._shown = "", 0
        self.setProperty("role", "page")
        self.bar = SessionBar(theme, created.title or exercise.title)
        self.time, self.back = TimeBar(theme, live, now), GoingBack(theme, live)
        self.notice = Notice(theme)
        self._trying = Trying(live, self.notice)
        self.actors = ActorCards(theme, view.actors, dict(created.seats))
        self.strip = TrackStrip(theme)
        self.all_tracks = AllTracks(theme, names)
        self.timeline = TimelinePanel(theme, lanes_of(exercise), exercise.turns, exercise.label("turn"))
        self.ruling = RulingPanel(theme, live)
        self.injects = InjectsPanel(theme, live)
        self.log = LogPage(theme, exercise)
        self.notes, self.wall = NotesPanel(theme, live), WallPanel(theme)
        self.cards = SecretCards(theme, exercise)
        self.briefings = BriefingsPanel(theme, names, self.cards)
        keys = say("Ctrl+Return next step · Ctrl+Z step back · F6 next pane · Ctrl+Shift+N note")
        self.status = StatusLine(theme, keys)
        self._lay_out()
        self._introduce()
        self.keys = RoomKeys(self, self, self.hand_over_requested.emit)
        live.entries_added.connect(self._added)
        if isinstance(live.next_thing, NotStarted):
            self.tabs.setCurrentWidget(self.briefings)
        self.refresh()
        self.bar.primary.setFocus()
        self._place_keyboard()

    # -- making ----------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.middle = QStackedWidget()
        self.middle.addWidget(self.timeline)
        self.middle.addWidget(self.all_tracks)
        self.insights = Insights(self._theme, self._live, self.middle)
        centre = QWidget()
        centre.setLayout(column(self.strip, self.middle, gap=8))
        self.tabs = PanelTabs()
        pages = ((self.ruling, say("R&uling")), (self.injects, say("&Injects")),
                 (self.log, say("&Log")), (self.notes, say("&Notes")),
                 (self.briefings, say("Brie&fings")), (self.wall, say("&Wall")))  # fmt: skip
        for page, name in pages:
            self.tabs.addTab(page, name)
        right = framed(column(self.tabs, gap=0, margins=(1, 1, 1, 1)), "card", say("Panels"))
        self.split = QSplitter(Qt.Orientation.Horizontal)
        for part in (self.actors, centre, right):
            self.split.addWidget(part)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(12)
        self.split.setStretchFactor(1, 1)
        self.actors.setMinimumWidth(min(self._theme.px(224), 324))
        right.setMinimumWidth(318)
        body = column(self.notice, self.split, gap=8, margins=(12, 12, 12, 12))
        body.setStretch(1, 1)
        whole = column(self.bar, self.time, self.back, body, self.status, gap=0)
        whole.setStretch(3, 1)
        self.setLayout(whole)

    def _introduce(self) -> None:
        live, bar, ruling = self._live, self.bar, self.ruling
        bar.primary_wanted.connect(self.go_on)
        bar.step_back_wanted.connect(self.step_back)
        bar.singly_toggled.connect(self.refresh)
        bar.home_wanted.connect(self.home_requested)
        self.back.introduce(bar, self.log, self.strip, self.all_tracks)
        self.back.steps_wanted.connect(self.step_back)
        self.back.refused.connect(lambda why: self.notice.say(why, "warn"))
        self.actors.hand_over_requested.connect(self.hand_over_requested)
        self.actors.enter_move_requested.connect(self.enter_move_requested)
        self.strip.all_wanted.connect(
            lambda wanted: self.middle.setCurrentWidget(self.all_tracks if wanted else self.timeline)
        )
        for tracks in (self.strip, self.all_tracks):
            tracks.track_wanted.connect(self.insights.show_track)
        self.insights.entry_wanted.connect(self.show_entry)
        self.timeline.row_selected.connect(self.show_entry)
        self.timeline.view.row_opened.connect(self.show_entry)
        ruling.commit_wanted.connect(self.go_on)
        ruling.adjusted.connect(lambda adjustment: self._do(lambda: live.adjust(adjustment)))
        ruling.drop_wanted.connect(lambda: self._do(live.drop_adjustments))
        ruling.queue.take_back_wanted.connect(lambda order: self._do(lambda: live.take_back(order)))
        ruling.queue.progressed.connect(self.status.show_progress)
        ruling.improvised.connect(self._improvise)
        ruling.question.hand_over_wanted.connect(self.hand_over_requested)
        ruling.answered.connect(lambda *answer: self._do(lambda: live.answer(*answer)))
        ruling.signing.sign_wanted.connect(lambda *signed: self._do(lambda: live.sign(*signed)))
        ruling.signing.take_back_wanted.connect(lambda *signed: self._do(lambda: live.take_back_signature(*signed)))
        for panel in (self.time, self.back, ruling.queue, ruling, self.injects):
            panel.wanted.connect(self.carry_out)
        self.injects.on_wall.connect(self.wall.latest_wanted)
        ruling.signing.pacts.notice_wanted.connect(lambda *notice: self._do(lambda: live.give_notice(*notice)))
        self.cards.settle_wanted.connect(lambda *card: self._aside(lambda: live.choose_card(*card)))
        self.log.entry_selected.connect(self.timeline.select)
        self.notes.note_wanted.connect(lambda act: self._aside(lambda: live.do(act), self.notes.taken))
        self.notes.stamp_wanted.connect(lambda act: self._aside(lambda: live.do(act)))
        self.notes.list.chosen.connect(self.show_entry)
        self.log.covered = lambda entry: self._dice.covered_in(live.history, entry)
        self.log.entry_shown.connect(self.notes.show_about)
        self.tabs.currentChanged.connect(self._refresh_page)
        self.middle.currentChanged.connect(self._refresh_page)

    # -- what can be done --------------------------------------------------------------------------------------------

    def go_on(self) -> None:
        """Take the next step."""
        step = self._step()
        if step.blocked:
            self.notice.say(step.hint, "warn")
            return
        if step.act is Act.HAND_OVER:
            self.hand_over_requested.emit(step.actor)
            return
        live = self._live
        acts: dict[Act, Callable[[], object]] = {
            Act.START: live.start,
            Act.CLOSE_ORDERS: live.close_orders,
            Act.CLOSE_SIGNING: live.close_signing,
            Act.PROPOSE: live.propose,
            Act.RUN_PHASE: self._run_phase,
            Act.ROLL: lambda: self._dice.fall(live.history),
            Act.COMMIT: self._commit,
            Act.END: lambda: live.end(ALL_PLAYED),
            Act.REVIEW: self.review_requested.emit,
        }
        self._do(acts[step.act])

    def carry_out(self, act: Callable[[Session], tuple[Entry, ...]], then: Callable[[], object] = lambda: None) -> None:
        """Do what a panel wants of the session, and `then` what follows when it is written."""
        self._do(lambda: self._live.do(act), then)

    def step_back(self, times: int = 1) -> None:
        """Undo the last committed thing, or the last few of them."""
        if self._live.step_back_name() is not None:
            self._do(lambda: all(self._live.step_back() for _ in range(times)))

    def end_exercise(self) -> None:
        """Offer to end the exercise here and now."""
        if not self._live.ended and not self._live.read_only:
            said, verb = say("EndEx: play stops here. Stepping back undoes it."), say("End the exercise")
            self._trying.offer(said, verb, lambda: self._do(lambda: self._live.end(ENDED_HERE)))

    def show_entry(self, seq: int) -> None:
        """Show what an entry says and why, in the log."""
        if seq:
            self.tabs.setCurrentWidget(self.log)
            self.log.open_entry(seq)
        else:
            self.tabs.setCurrentWidget(self.injects)

    def refresh(self) -> None:
        """Bring every panel up to date with the session."""
        live, entries = self._live, self._live.history.entries
        if not self._only_proposed(entries[self._shown :]):
            self._refresh_situation()
        self._shown = len(entries)
        thing, view = live.next_thing, self._view
        asks = None if live.proposal is None or self._dice.covered(live.history) else live.proposal.asks
        states, self._orders_in = actor_states(live.exercise, view, live.state, thing, asks=asks,
                                               read_only=live.read_only)  # fmt: skip
        self.actors.show_states(states, self._orders_in)
        self.bar.show_step(self._step(), orders_in=self._orders_in if isinstance(thing, TakeOrders) else "")
        self._refresh_ruling()
        open_ = isinstance(thing, TakeSignatures) and not (live.ended or live.read_only or live.proposal)
        self.ruling.show_texts(live.state, view.pacts, taking=open_)
        self._refresh_queue()
        self.log.show_entries(entries, live.history.stands)
        self.time.refresh()
        self.back.refresh()
        self._refresh_page()
        self.status.show_status(saved_words(live), len(entries), intact_words(live))
        self.keys.refresh()

    # -- inside ----------------------------------------------------------------------------------------------------

    def _step(self) -> NextStep:
        live = self._live
        return next_step(live.exercise, live.next_thing, live.proposal, ended=live.ended, read_only=live.read_only,
                         singly=self.bar.singly.isChecked(), covered=self._dice.covered(live.history))  # fmt: skip

    def _only_proposed(self, entries: Sequence[Entry]) -> bool:
        """Return whether nothing has happened since the situation was shown: a proposal only says what would."""
        return bool(self._shown) and all(isinstance(entry.body, RulingProposed | RulingAdjusted) for entry in entries)

    def _refresh_situation(self) -> None:
        live = self._live
        self._view = view = live.white_cell_view()
        self.bar.show_clock(view.clock)
        self.bar.show_step_back(None if live.read_only else live.step_back_name())
        self.bar.show_read_only(read_only=live.read_only or live.ended)
        self.strip.show_readings(view.readings)
        drawn = bars(live.exercise, live.history) if live.exercise.agreements else None
        self.timeline.show_rows(self._rows.rows(), live.state.turn, drawn)

    def _refresh_page(self) -> None:
        """Bring those panels up to date that can be seen; the others when they are turned to."""
        page, view = self.tabs.currentWidget(), self._view
        if page is self.injects:
            self.injects.refresh(view.injects)
        elif page is self.notes:
            self.notes.refresh()
        elif page is self.briefings:
            self.briefings.show_briefings(view.briefings)
            open_ = not (self._live.ended or self._live.read_only)
            self.cards.show_cards(view.cards, started=self._live.state.turn > 0, open_=open_)
        if self.middle.currentWidget() is self.all_tracks:
            self.all_tracks.show_readings(view.readings)
        self.insights.refresh()

    def _refresh_ruling(self) -> None:
        live = self._live
        orders = orders_of(live.history.entries).values()
        self.ruling.something.setVisible(not (live.ended or live.read_only))
        if live.proposal is not None and not live.ended:
            self.ruling.show_proposal(live.proposal, orders, covered=self._dice.covered(live.history))
            return
        hint = what_now(live.exercise, live.next_thing, ended=live.ended, read_only=live.read_only)
        hint = f"{hint} {said_besides(live)}".rstrip()
        self.ruling.show_outcome(self._happened.rulings, self._happened.news, hint, orders)

    def _refresh_queue(self) -> None:
        """Show the orders that wait, but for the one whose ruling is open; those in each other's way come first."""
        live, thing = self._live, self._live.next_thing
        lines = () if live.ended else self._view.orders  # what was not ruled by then waits for nothing
        taking, open_ = isinstance(thing, TakeOrders), not (live.ended or live.read_only)
        ruled = thing.order.id if isinstance(thing, RuleOrder) and live.proposal is not None else ""
        clashes = () if taking or live.ended else conflicts(live.exercise, live.state.orders)
        self.ruling.place_queue(first=bool(lines) and not taking and live.proposal is None)
        self.ruling.queue.show_orders(
            [line for line in lines if line.id != ruled],
            taking=taking,
            ordered=isinstance(thing, RuleOrder) and open_,
            ruled=next((line for line in lines if line.id == ruled), None),
            clashes=[one for one in clashes if ruled in ("", one.first.id, one.second.id)],
            routine=() if live.proposal is not None else routine(live.session),
        )

    def _run_phase(self) -> None:
        self._happened = phase_run.run_phase(self._live, self.status.show_progress)

    def _commit(self) -> None:
        self._happened = phase_run.commit(self._live)

    def _do(self, act: Callable[[], object], then: Callable[[], object] = lambda: None) -> None:
        """Carry out one thing, also by trying it again; then bring the panels up to date once."""
        self._trying.first(act, lambda tried: self._carry_out(tried, then))

    def _carry_out(self, act: Callable[[], object], then: Callable[[], object]) -> None:
        self._happened = Happened()
        self._busy = True
        try:
            done = act()
        finally:
            self._busy = False
        self.refresh()
        started = self._happened.rulings or self.tabs.currentWidget() is self.briefings
        if self._live.proposal is not None or started:
            self.tabs.setCurrentWidget(self.ruling)
        self._place_keyboard()
        if done is not False:
            then()

    def _aside(self, act: Callable[[], object], then: Callable[[], object] = lambda: None) -> None:
        """Carry out what leaves the panels as they are."""
        self._trying.first(act, lambda tried: tried() is not False and then())

    def _place_keyboard(self) -> None:
        """Put the keyboard on an open question: its step cannot be taken; and back when it has its answer."""
        if not self.bar.primary.isEnabled():
            self.ruling.take_keyboard()
        elif self._asked:
            self.bar.primary.setFocus()
        self._asked = not self.bar.primary.isEnabled()

    def _improvise(self, actor: str, what: str, sentences: tuple[str, ...], reason: str) -> None:
        self._do(lambda: self._live.improvise(actor, what, sentences, reason), self.ruling.improvise.clear)

    def _added(self, _entries: object) -> None:
        if not self._busy:
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the sides their width: narrower on small screens."""
        super().resizeEvent(event)
        left, right = (252, 372) if self.width() >= _WIDE else (240, 344)
        left, right = max(left, min(self._theme.px(left), 324)), max(right, min(self._theme.px(right), 376))
        self.split.setSizes([left, max(300, self.width() - left - right - 48), right])
