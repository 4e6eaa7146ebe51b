"""Looking back: log, charts, timeline, and the situation at any entry of a session. Nothing is changed here."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QSplitter, QTabWidget, QWidget

from wargame.desktop import text
from wargame.desktop.buttons import button, icon_button
from wargame.desktop.chips import Chip, Notice
from wargame.desktop.facilitator.account import AccountView
from wargame.desktop.facilitator.inject_list import InjectList
from wargame.desktop.facilitator.lanes import lanes_of
from wargame.desktop.facilitator.log import LogPanel, clock_of
from wargame.desktop.facilitator.log_page import show_entry
from wargame.desktop.facilitator.timeline_panel import TimelinePanel
from wargame.desktop.layout import bare, column, framed, row, scrolled
from wargame.desktop.marks import Glyph
from wargame.desktop.note_lines import notes_of
from wargame.desktop.note_list import NoteList
from wargame.desktop.reviewer.course import Course
from wargame.desktop.reviewer.scrubber import Scrubber
from wargame.desktop.reviewer.situation import SituationView
from wargame.desktop.reviewer.track_chart import TrackChart
from wargame.desktop.tabs import Tabs
from wargame.desktop.unseen import UnseenBreaches
from wargame.desktop.why_moved import WhyMoved
from wargame.referee import visibility
from wargame.review import names, timeline
from wargame.review.dice import sealed_words, told_words
from wargame.review.injects import inject_steps, made_up
from wargame.review.replay import Replay
from wargame.session.entries import RulingProposed
from wargame.translation import say, say_count

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFrame

    from wargame.desktop.style import Theme
    from wargame.session.conduct import Session

MOST_CHARTS = 6
SPEEDS = (1, 2, 4, 8)
_LARGE = 1.25
"""Up to this size of text everything beside the player's buttons has room."""
_WHY = 2
"""Place of the page that tells why a track moved."""
_BEAT = 900
"""Milliseconds for one entry at speed 1."""


class ReviewPage(QWidget):
    """One session, looked back at."""

    home_requested = Signal()

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._theme = theme
        self._session = session
        self._exercise = session.exercise
        self._replay = Replay(session.exercise, session.history)
        self._course = Course(session.history)
        self._names = {actor.id: actor.name for actor in session.exercise.actors.values()}
        self._speed = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._beat)
        self.log = LogPanel(theme, session.exercise)
        self.timeline = TimelinePanel(
            theme, lanes_of(session.exercise), session.exercise.turns, session.exercise.label("turn")
        )
        self.account = AccountView(theme, session.exercise)
        self.situation = SituationView(theme, self._names)
        self.injects = InjectList(theme, session.exercise)
        self.notice = Notice(theme)
        self.notes = NoteList(theme)
        self.notes.show_notes(notes_of(session.exercise, session.history))
        self.charts = self._made_charts()
        self.scrubber = self._made_scrubber()
        self._lay_out()
        self._introduce()
        self.log.show_entries(session.history.entries, stands=session.history.stands)
        self._bars = self._replay.bars() if session.exercise.agreements else None
        rows = timeline.Timeline(session.exercise, session.history, with_undone=True).rows()
        self.timeline.show_rows(rows, session.state.turn, self._bars)
        self.go(len(session.history.entries))
        # Whoever gives the keyboard to the page gives it to the scrubber.
        self.setFocusProxy(self.scrubber)
        self.scrubber.setFocus()
        if session.read_only and not session.ended:
            told = say(
                "This session can only be looked at: {reason} "
                "To go on, save a copy in a folder of your own and open that.",
                reason=session.why_read_only,
            )
            self.notice.say(told, "warn")

    # -- making ----------------------------------------------------------------------------------------------------

    def _made_charts(self) -> dict[str, TrackChart]:
        exercise = self._exercise
        chosen = sorted(exercise.tracks.values(), key=lambda track: not track.headline)
        curves = self._course.curves([track.id for track in chosen[:MOST_CHARTS]])
        return {
            track.id: TrackChart(
                self._theme, track, names.track_name(exercise, track.id), curves[track.id], exercise.turns
            )
            for track in chosen[:MOST_CHARTS]
        }

    def _made_scrubber(self) -> Scrubber:
        slots = {actor: slot for slot, actor in enumerate(self._exercise.actors)}
        model = self.log.model
        entries = self._session.history.entries
        model.show_entries(entries)
        found = [slots.get(model.actor_of(entry), -1) for entry in entries]
        return Scrubber(self._theme, found, self._course.begins, self._course.turn_of, self._exercise.label("turn"))

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(8)
        for place, chart in enumerate(self.charts.values()):
            grid.addWidget(chart, place // 2, place % 2)
        self.pages, self.sides = _tabs(), _tabs()
        self.pages.addTab(scrolled(bare(column(grid, margins=(0, 8, 0, 0))), say("Charts")), say("&Charts"))
        self.pages.addTab(bare(column(self.timeline, margins=(0, 8, 0, 0))), say("Ti&meline"))
        self.why = WhyMoved(self._theme, self._exercise, closable=False)
        self.pages.addTab(bare(column(self.why, margins=(0, 8, 0, 0))), say("Wh&y it moved"))
        self.unseen: UnseenBreaches | None = None
        if self._exercise.agreements:
            self.unseen = UnseenBreaches(self._theme, self._exercise, closable=False)
            self.unseen.entry_wanted.connect(self.go)
            self.pages.addTab(bare(column(self.unseen, margins=(0, 8, 0, 0))), say("&Unseen breaches"))
        self.pages.setAccessibleName(say("Charts, timeline and reasons"))
        middle = QWidget()
        layout = column(self.pages, self._player(), gap=8)
        layout.setStretch(0, 1)
        middle.setLayout(layout)
        inside = QWidget()
        inside.setLayout(column(self.account, None, margins=(14, 12, 12, 12)))
        self.sides.addTab(scrolled(inside, say("What happened and why")), say("&What happened"))
        self.sides.addTab(scrolled(self.situation, say("The situation then")), say("Situ&ation"))
        self.sides.addTab(bare(column(self.notes, margins=(0, 10, 0, 0))), say("&Notes"))
        self.sides.addTab(self.injects, say("&Injects"))
        split = QSplitter(Qt.Orientation.Horizontal)
        left = framed(column(self.log, margins=(1, 1, 1, 1)), "card", say("Log"))
        right = framed(column(self.sides, margins=(1, 1, 1, 1)), "card", say("Entry"))
        for part in (left, middle, right):
            split.addWidget(part)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(12)
        split.setStretchFactor(1, 1)
        left.setMinimumWidth(270)
        right.setMinimumWidth(310)
        split.setSizes([316, 700, 352])
        whole = column(self._banner(), self.notice, bare(column(split, margins=(12, 12, 12, 12))), gap=0)
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def _banner(self) -> QFrame:
        created, history = self._session.created, self._session.history
        turns = names.several(self._exercise.label("turn"))
        played = say("{number} of {count} {turns}", number=self._course.turns, count=self._exercise.turns, turns=turns)
        entries = say_count(len(history.entries), "{count} entry", "{count} entries")
        told = f"{self._exercise.title} · {played} · {entries}"
        home = button(self._theme, "", "house", "ghost")
        home.setAccessibleName(say("Home"))
        home.clicked.connect(self.home_requested)
        title = text.elided(created.title or self._exercise.title, "title")
        read_only = Chip(self._theme, say("Read only"), "neutral", "lock")
        text.tooltip(read_only, say("Nothing you do here changes the session"))
        intact = Chip(self._theme, say("Log intact"), "ok", "shield-check")
        dice = told_words(created) if self._session.ended else sealed_words(created)
        text.tooltip(
            intact,
            say(
                "Checked from the first entry to the last. Fingerprint: {fingerprint}. {dice}.",
                fingerprint=self._session.fingerprint,
                dice=dice,
            ),
        )
        ending = self._session.state.ending
        over = Chip(self._theme, names.ending_name(self._exercise, ending) if ending else "", "accent", "flag")
        glyph = Glyph(self._theme, "history", "text2", 18)
        chips = row(over, intact, read_only, gap=10)
        besides = text.elided(told, "quiet")
        besides.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        words = row(home, glyph, title, besides, chips, gap=10, margins=(8, 8, 16, 8))
        words.setStretch(3, 1)
        bar = framed(words, "bar", say("Read only"))
        # Only now: without a parent it would be a window of its own for a moment.
        over.setVisible(bool(ending))
        bar.setFixedHeight(57)
        return bar

    def _player(self) -> QFrame:
        self.back = icon_button(self._theme, "skip-back", say("Previous turn (Shift+Left)"))
        self.play = button(self._theme, say("Play", context="of a player"), "play", "primary", "small")
        text.tooltip(self.play, say("Go through the entries one after the other (Space)"))
        self.on = icon_button(self._theme, "skip-forward", say("Next turn (Shift+Right)"))
        self.speed = button(self._theme, "1×", "", "ghost", "small")
        self.speed.setAccessibleName(say("Speed"))
        self._where = text.label("", "title") if self._theme.scale <= _LARGE else text.elided("", "title")
        self._entry = text.elided("", "quiet")
        self._count = text.label("", "caption")
        self._entry.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        steps, place = (self.back, self.play, self.on, self.speed), row(self._where, self._entry, gap=6)
        place.setStretch(1, 1)
        if self._theme.scale <= _LARGE:
            lines = [row(*steps, 4, place, self._count, gap=6)]
            lines[0].setStretch(5, 1)
        else:
            lines = [row(*steps, None, self._count, gap=6), place]
        return framed(column(*lines, self.scrubber, gap=6, margins=(14, 10, 14, 8)), "card", say("Scrubber"))

    def _introduce(self) -> None:
        self.sides.currentChanged.connect(self._show_injects)
        self.scrubber.moved.connect(self.go)
        self.scrubber.turn_wanted.connect(self.turn)
        self.scrubber.play_wanted.connect(self.toggle_play)
        self.back.clicked.connect(lambda: self.turn(-1))
        self.on.clicked.connect(lambda: self.turn(1))
        self.play.clicked.connect(self.toggle_play)
        self.speed.clicked.connect(self._faster)
        self.log.entry_selected.connect(self.go)
        self.notes.chosen.connect(self.go)
        self.timeline.row_selected.connect(lambda seq: self.go(seq) if seq else None)
        for chart in self.charts.values():
            chart.time_wanted.connect(self._go_to_time)
            chart.opened.connect(self.show_why)
        self.why.entry_wanted.connect(self.go)
        self.pages.currentChanged.connect(self._fill_page)
        for keys, act in (("Ctrl+F", self.log.focus_search), ("Ctrl+T", self._table)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def show_why(self, track: str) -> None:
        """Show why a track moved in the course of the session."""
        self.why.show_track(self._session.history, track)
        self.pages.setCurrentIndex(_WHY)
        self.why.take_keyboard()

    def _fill_page(self, place: int) -> None:
        """Answer when the question is asked, not before."""
        if place == _WHY:
            self.why.show_track(self._session.history)
        elif self.unseen is not None and self.unseen.isVisibleTo(self):
            self.unseen.show_log(self._session.history)

    # -- moving ----------------------------------------------------------------------------------------------------

    @property
    def seq(self) -> int:
        """The entry that is looked at."""
        return self._replay.seq

    def go(self, seq: int) -> None:
        """Look at an entry: its account, the charts up to it, the situation right after it."""
        self._replay.go(seq)
        seq, history = self._replay.seq, self._session.history
        moment = history.moment_at(seq)
        view = visibility.white_cell_view(self._exercise, moment.state, visibility.Past(moment.turn_ends, moment.told))
        self.scrubber.set_seq(seq)
        self.log.select(seq)
        self.timeline.view.set_playhead(seq)
        if self._bars is not None:
            self.timeline.show_bars(self._replay.bars())
        self.timeline.select(seq)
        show_entry(self.account, self._exercise, history.entries, seq)
        self.situation.show_view(view)
        self._view = view
        self._show_injects()
        time = self._course.time_of(seq)
        for chart in self.charts.values():
            chart.set_time(time)
        turn = moment.state.turn
        clock = clock_of(self._replay.entry)
        self._show_where(
            " · ".join(part for part in (names.opening(names.turn_name(self._exercise, turn)), clock) if part)
        )
        self._entry.set_text(self._replay.title)
        self._count.setText(say("entry {number} of {count}", number=seq, count=len(history.entries)))

    def _show_where(self, words: str) -> None:
        if isinstance(self._where, text.ElidedLabel):
            self._where.set_text(words)
        else:
            self._where.setText(words)

    def _show_injects(self, _tab: int = 0) -> None:
        """Show how the injects stood then, while that can be seen."""
        if self.sides.currentWidget() is self.injects:
            history, seq = self._session.history, self._replay.seq
            lines = (*self._view.injects, *made_up(history, seq))
            self.injects.show_injects(lines, inject_steps(self._exercise, history, seq))

    def turn(self, by: int) -> None:
        """Go to where the next turn begins, or back to where this one or the one before began."""
        if by > 0:
            self._replay.next_turn()
        else:
            self._replay.previous_turn()
        self.go(self._replay.seq)

    def toggle_play(self) -> None:
        """Start or stop going through the entries."""
        if self._timer.isActive():
            self._stop()
            return
        if self._replay.at_end:
            self.go(1)
        self._timer.start(_BEAT // SPEEDS[self._speed])
        self.play.setText(f" {say('Pause', context='of a player')}")
        self.play.show_icon("pause")

    def _stop(self) -> None:
        self._timer.stop()
        self.play.setText(f" {say('Play', context='of a player')}")
        self.play.show_icon("play")

    def _beat(self) -> None:
        self._replay.next()
        while not self._replay.at_end and isinstance(self._replay.entry.body, RulingProposed):
            self._replay.next()
        self.go(self._replay.seq)
        if self._replay.at_end:
            self._stop()

    def _faster(self) -> None:
        self._speed = (self._speed + 1) % len(SPEEDS)
        self.speed.setText(f"{SPEEDS[self._speed]}×")
        if self._timer.isActive():
            self._timer.setInterval(_BEAT // SPEEDS[self._speed])

    def _go_to_time(self, time: float) -> None:
        times = [self._course.time_of(seq) for seq in range(1, len(self._session.history.entries) + 1)]
        self.go(min(len(times), bisect_left(times, time) + 1))

    def _table(self) -> None:
        self.pages.setCurrentIndex(1)
        self.timeline.toggle_table()


def _tabs() -> QTabWidget:
    """Return tabs that can be gone through by buttons where not all of them have room."""
    made = QTabWidget()
    made.setTabBar(Tabs())
    made.setDocumentMode(True)
    made.setUsesScrollButtons(True)
    return made
