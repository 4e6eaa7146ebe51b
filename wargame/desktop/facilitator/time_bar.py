"""The room's time: what is left of the phase, pauses, and how far the day is behind its plan.

It suggests and closes nothing. Words and numbers come from the log
(`session.clock`), so they are the same after a crash.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QFrame, QMenu

from wargame.desktop import text
from wargame.desktop.buttons import button
from wargame.desktop.facilitator.quick_reasons import Kind
from wargame.desktop.facilitator.reason_form import Plan, ReasonForm
from wargame.desktop.layout import column, restyle, row
from wargame.exercise.punctuation import quoted
from wargame.review import names
from wargame.review.conduct_words import clock_text
from wargame.session import clock
from wargame.translation import say, say_count

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from wargame.desktop.live_session import LiveSession
    from wargame.desktop.style import Theme
    from wargame.exercise.msel import Inject
    from wargame.session.conduct import Session
    from wargame.session.entries import Entry, ExercisePaused

    Act = Callable[[Session], tuple[Entry, ...]]

_LEAST = 900
"""Pixels below which the bar is never made."""
_TICK = 1000
"""Milliseconds between two looks at the clock."""
_NEARLY_OVER = 0.2
"""Share of the planned time below which the clock warns."""
_LATE = 120
"""Seconds behind the plan from which on it is told."""


class TimeBar(QFrame):
    """A clock one can read from the lectern, and what can be done about time."""

    wanted = Signal(object)
    """A function of the session that adds entries: what the facilitator wants done."""

    def __init__(self, theme: Theme, live: LiveSession, now: Callable[[], datetime]) -> None:
        """`now` tells the time; a test has its own."""
        super().__init__()
        self._live = live
        self._now = now
        self.setProperty("role", "foot")
        self.setAccessibleName(say("Time"))
        self.left = text.label("", "clock")
        self.left.setAccessibleName(say("Time left in this phase"))
        self.run = button(theme, say("Stop clock"), "pause", "ghost", "small")
        self.more_seconds = button(theme, say("+&30 s"), "", "ghost", "small")
        self.more_minutes = button(theme, say("+1 min"), "", "ghost", "small")
        text.tooltip(self.more_seconds, say("30 seconds more (Ctrl+Alt+Up)"))
        text.tooltip(self.more_minutes, say("One minute more (Ctrl+Alt+Shift+Up)"))
        self.pace = text.elided("", "caption")
        self.of_day = text.label("", "caption-strong")
        text.tooltip(self.of_day, say("Time of day"))
        self.pause = button(theme, say("Pause…"), "hourglass", "ghost", "small")
        self.other = button(theme, say("Time"), "timer", "ghost", "small")
        self.form = ReasonForm(theme, live)
        self._menu = QMenu(self)
        self._fill_menu()
        self.run.clicked.connect(self.toggle)
        self.more_seconds.clicked.connect(lambda: self.add(30))
        self.more_minutes.clicked.connect(lambda: self.add(60))
        self.pause.clicked.connect(self.pause_or_resume)
        self.form.decided.connect(self._decided)
        line = row(self.left, self.run, self.more_seconds, self.more_minutes, 8, self.pace, self.of_day, 8, self.pause,
                   self.other, gap=4, margins=(16, 2, 16, 2))  # fmt: skip
        line.setStretch(5, 1)
        self._line = line
        self.setLayout(column(line, self.form, gap=0))
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self.tick)
        self._timer.start()
        self._planned: Plan | None = None
        self._phase: clock.PhaseClock | None = None
        self._paused: ExercisePaused | None = None
        self.refresh()

    def minimumSizeHint(self) -> QSize:
        """Return the room in which the longest words are said short."""
        return QSize(_LEAST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say what fits."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave the icon alone on the button of the clock where there is no room for its words."""
        verb = self.run.accessibleName()
        self.run.setText(f" {verb}")
        short = self._line.minimumSize().width() > self.width()
        if short:
            self.run.setText("")
        text.tooltip(self.run, verb if short else "")

    # -- what can be done ------------------------------------------------------------------------------------------

    def toggle(self) -> None:
        """Stop the clock, or let it run."""
        present = self._clock()
        if present is not None:
            runs = not present.running
            self.wanted.emit(lambda session: session.set_clock(running=runs))

    def add(self, seconds: float) -> None:
        """Give the phase more time; a clock that has run out runs again."""
        if self._clock() is not None:
            self.wanted.emit(lambda session: session.set_clock(add=seconds))

    def pause_or_resume(self) -> None:
        """Stand still with a word why, or go on."""
        if self._live.session.paused is not None:
            self.wanted.emit(lambda session: session.resume())
        else:
            self.ask(Plan(say("Pause"), say("Why (coffee, a question, lunch)"), say("Pause"), needs_reason=False,
                          kind=Kind.PAUSED,
                          act=lambda reason: lambda session: session.pause(reason)))  # fmt: skip

    def emergency(self) -> None:
        """Stop for something real."""
        self.ask(Plan(say("Real emergency: the exercise stops, and the wall says that this is no exercise"),
                      say("What has happened"), say("Stop the exercise"), needs_reason=False,
                      kind=Kind.EMERGENCY,
                      act=lambda reason: lambda session: session.pause(reason, emergency=True)))  # fmt: skip

    def merge(self) -> None:
        """Play this turn and the next as one."""
        word = self._live.exercise.label("turn")
        self.ask(Plan(say("Play this {turn} and the next as one: no more orders are taken in this one", turn=word),
                      say("Why"), say("Merge"), needs_reason=True, kind=Kind.MERGED,
                      act=lambda reason: lambda session: session.merge_turn(reason)))  # fmt: skip

    def jump(self) -> None:
        """Go to the end now."""
        self.ask(Plan(say("End play now: the first ending whose condition holds is reached"), say("Why"),
                      say("Jump to the end"), needs_reason=True, kind=Kind.JUMPED,
                      act=lambda reason: lambda session: session.jump_to_end(reason)))  # fmt: skip

    def ask(self, plan: Plan) -> None:
        """Ask for the reason of something that is written into the log."""
        self._planned = plan
        self.form.open(plan)

    # -- what is shown ---------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show time as the log has it now."""
        live = self._live
        can = not (live.read_only or live.ended) and bool(live.state.turn)
        if not can or self.parentWidget() is not None:
            # Without a parent it would be a window of its own for a moment.
            self.setVisible(can)
        if not can:
            self.form.hide()
            return
        self._phase, self._paused = self._clock(), live.session.paused
        paused = self._paused
        words = (say("Go on"), "play") if paused is not None else (say("Pause…"), "hourglass")
        self.pause.setText(f" {words[0]}")
        self.pause.setAccessibleName(words[0])
        self.pause.show_icon(words[1])
        self.tick()

    def tick(self) -> None:
        """Bring the clock up to date; called every second while the bar is to be seen."""
        present, paused, now = self._phase, self._paused, self._now()
        if present is None:
            return
        clock_of_day = f"{now.astimezone():%H:%M}"
        if self.of_day.text() != clock_of_day:
            self.of_day.setText(clock_of_day)
            self.of_day.setAccessibleName(say("Time of day {time}", time=clock_of_day))
        left = present.left(now)
        if paused is not None:
            shown = say("Emergency") if paused.emergency else say("Paused")
        elif not present.planned and not present.running:
            shown = say("No clock")
        else:
            shown = clock_text(left)
        self.left.setText(shown)
        tone = "bad" if left <= 0 and present.running else "warn" if left <= present.planned * _NEARLY_OVER else ""
        if self.left.property("tone") != tone:
            self.left.setProperty("tone", tone)
            restyle(self.left)
        verb, icon = (say("Stop clock"), "pause") if present.running else (say("Start clock"), "play")
        if self.run.accessibleName() != verb:
            self.run.setAccessibleName(verb)
            self.run.show_icon(icon)
            self._fit()
        self.pace.set_text(self._pace_words())

    def _pace_words(self) -> str:
        """Return how far behind the day is, and which optional injects could make it good."""
        if self._paused is not None:
            return self._paused.reason
        found = clock.pace(self._live.exercise, self._live.history, self._now())
        if found is None:
            return ""
        if found.behind < _LATE:
            if found.behind > -_LATE:
                return say("On time")
            ahead = round(-found.behind / 60)
            return say_count(ahead, "{count} minute ahead of the plan", "{count} minutes ahead of the plan")
        late = say_count(round(found.behind / 60), "{count} minute behind", "{count} minutes behind")
        optional = self._could_drop()
        if not optional:
            return late
        named = names.listed([f"{inject.number} {quoted(inject.headline)}" for inject in optional])
        return say_count(
            len(optional), "{late}: drop the optional inject {injects}", "{late}: drop the optional injects {injects}",
            late=late, injects=named,
        )  # fmt: skip

    def _could_drop(self) -> list[Inject]:
        """Return the injects that are planned and may be left out; of those that wait for something nobody knows."""
        state = self._live.state
        planned = [one for one in self._live.exercise.injects if not one.must and one.id not in state.injects]
        return [one for one in planned if one.due_turn is not None or one.due_minute is not None or one.due_time]

    def _clock(self) -> clock.PhaseClock | None:
        return clock.phase_clock(self._live.exercise, self._live.history)

    def _decided(self, reason: str) -> None:
        if self._planned is not None:
            self.wanted.emit(self._planned.act(reason))

    def _fill_menu(self) -> None:
        for words, act in (
            (say("&Merge this turn with the next…"), self.merge),
            (say("&Jump to the end…"), self.jump),
            (say("&Real emergency…"), self.emergency),
        ):
            self._menu.addAction(words).triggered.connect(act)
        self.other.setMenu(self._menu)
        text.tooltip(self.other, say("Merge turns, jump to the end, real emergency"))
