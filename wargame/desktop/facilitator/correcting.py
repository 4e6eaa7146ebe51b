"""A track set by hand: which, to what, and why, in one line, with a sentence that says what it does."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from wargame.desktop import charts, text
from wargame.desktop.buttons import button
from wargame.desktop.facilitator.form import Form, Unwritten
from wargame.desktop.facilitator.quick_reasons import Kind
from wargame.desktop.facilitator.reason_field import ReasonField, remember
from wargame.desktop.fields import Chooser, line_field
from wargame.desktop.layout import column, row
from wargame.referee.state import TrackChanged
from wargame.review import names
from wargame.session.fixed_words import about_entry
from wargame.translation import say

if TYPE_CHECKING:
    from wargame.desktop.live_session import LiveSession
    from wargame.desktop.style import Theme

_VALUE_WIDTH = 84


class CorrectForm(Form):
    """The line for a correction; Return writes it, Escape leaves it."""

    wanted = Signal(object)
    """A function of the session that adds the correction."""

    def __init__(self, theme: Theme, live: LiveSession) -> None:
        super().__init__()
        self.setAccessibleName(say("Correct a track"))
        self._live = live
        self._about = 0
        self._unwritten = Unwritten(live)
        self._says = text.label("", "strong", wrap=True)
        self.track = Chooser()
        self.track.setAccessibleName(say("Track"))
        self.track.setMinimumContentsLength(14)
        self.track.setSizeAdjustPolicy(Chooser.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for track in live.exercise.tracks:
            self.track.addItem(names.opening(names.track_name(live.exercise, track)), track)
        self.value = line_field(say("New value"), say("Value"))
        self.value.setFixedWidth(_VALUE_WIDTH)
        hint = say("Why: what was miscounted, forgotten or agreed")
        self.why = ReasonField(theme, say("Reason"), hint, Kind.CORRECTED)
        self.act = button(theme, say("Correct", context="a verb"), "pencil", "soft", "small")
        leave = button(theme, say("Leave"), "", "ghost", "small")
        self.track.currentIndexChanged.connect(self._take_value)
        self.value.textChanged.connect(self._judge)
        self.why.textChanged.connect(self._judge)
        for field in (self.value, self.why):
            field.returnPressed.connect(self._decide)
        self.act.clicked.connect(self._decide)
        leave.clicked.connect(self.put_away)
        line = row(self.track, self.value, self.why, leave, self.act, gap=6)
        line.setStretch(2, 1)
        self.setLayout(column(self._says, line, gap=6, margins=(16, 8, 16, 10)))
        remember(self, live)
        self.hide()

    def open(self, track: str = "", about: int = 0) -> None:
        """Ask for the new value of a track; `about` is the entry that is mended by it, if there is one.

        Without a track it is the first that the entry changed, else the one asked for last.
        """
        self._about = about
        place = self.track.findData(track or self._changed_in(about))
        if place >= 0:
            self.track.setCurrentIndex(place)
        self._take_value()
        self.why.clear()
        if refused := self._unwritten.of(self._chosen()):
            for field, typed in zip((self.value, self.why), refused, strict=True):
                field.setText(typed)
        self.show()
        self.value.setFocus()
        self.value.selectAll()

    def says(self) -> str:
        """Return the sentence that says what the correction does."""
        return self._says.text()

    def refresh(self) -> None:
        """Say again what it does: the situation has changed."""
        if not self.isHidden():
            self._judge()

    def _changed_in(self, seq: int) -> str:
        if not seq:
            return ""
        changes = getattr(self._live.history.entries[seq - 1].body, "changes", ())
        return next((change.track for change in changes if isinstance(change, TrackChanged)), "")

    def _chosen(self) -> str:
        return str(self.track.currentData() or "")

    def _take_value(self) -> None:
        self.value.setText(charts.number_text(self._live.state.tracks.get(self._chosen(), 0.0)))
        self._judge()

    def _judge(self) -> None:
        value, wrong = self._read()
        before = self._live.state.tracks.get(self._chosen(), 0.0)
        name = self.track.currentText()
        if wrong:
            told = wrong
        elif value == before:
            told = say("{track} is {value} now. Type what it should be.", track=name, value=charts.number_text(before))
        else:
            told = say(
                "{track} goes from {before} to {after}, now.",
                track=name,
                before=charts.number_text(before),
                after=charts.number_text(value),
            )
            if self._live.proposal is not None:
                told = f"{told} {say('The open ruling is dropped; it can be asked for again.')}"
            elif self._about:
                told = f"{told} {say('Entry {number} stays in the log as it is.', number=self._about)}"
        self._says.setText(told)
        reason = bool(self.why.text().strip())
        self.act.setEnabled(not wrong and value != before and reason)
        text.tooltip(self.act, "" if reason else say("A reason is needed."))

    def _read(self) -> tuple[float, str]:
        """Return the value that is typed, and what is wrong with it in a sentence."""
        track = self._live.exercise.tracks[self._chosen()]
        typed = self.value.text().strip().replace("\N{MINUS SIGN}", "-").replace(",", ".").removesuffix("%").strip()
        try:
            value = float(typed)
        except ValueError:
            return 0.0, say("The new value is a number.")
        if track.whole and value != round(value):
            return value, say("{track} is a whole number.", track=self.track.currentText())
        if not track.low <= value <= track.high:
            low, high = charts.number_text(track.low), charts.number_text(track.high)
            return value, say(
                "{track} lies between {low} and {high}.", track=self.track.currentText(), low=low, high=high
            )
        return value, ""

    def _decide(self) -> None:
        if not self.act.isEnabled():
            (self.value if self._read()[1] else self.why).setFocus()
            return
        track, value, why = self._chosen(), self._read()[0], self.why.text().strip()
        reason = about_entry(self._about, why) if self._about else why
        self.hide()
        act = partial(self.wanted.emit, lambda session: session.correct(track, value, reason))
        self._unwritten.send(act, track, self.value.text(), why)
