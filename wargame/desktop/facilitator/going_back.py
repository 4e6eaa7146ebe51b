"""Going back in the control room, and forward again: by name, in public, and nothing is lost.

Step back through several things at once, redo, re-open a turn, branch into a line
of play of its own, change between lines, and mend what is older by a correction.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QMenu, QWidget

from wargame.desktop.facilitator.correcting import CorrectForm
from wargame.desktop.facilitator.reason_form import Plan, ReasonForm
from wargame.desktop.layout import column
from wargame.referee.turn import NotStarted
from wargame.review import names
from wargame.review.wording import entry_title
from wargame.session import undoing
from wargame.session.history import FIRST_LINE
from wargame.translation import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from wargame.desktop.facilitator.log_page import LogPage
    from wargame.desktop.facilitator.session_bar import SessionBar
    from wargame.desktop.facilitator.tracks import AllTracks, TrackStrip
    from wargame.desktop.live_session import LiveSession
    from wargame.desktop.style import Theme
    from wargame.session.conduct import Session

MOST_STEPS = 10
"""So many things are offered to step back through at once."""
_LONGEST = 60


def steps_back(session: Session, most: int = MOST_STEPS) -> list[str]:
    """Return what stepping back again and again would undo, by name, the latest first."""
    history, found = session.history, list[str]()
    moment = history.now
    while moment.last and len(found) < most:
        entry = history.entries[moment.last - 1]
        found.append(undoing.name_of(session.exercise, history, entry))
        moment = history.moment_at(entry.base)
    return found


def line_name(name: str) -> str:
    """Return what a line of play is called."""
    return name if name != FIRST_LINE else say("First line")


class GoingBack(QFrame):
    """The menu of everything that goes back, and the one line in which it asks what it has to."""

    wanted = Signal(object)
    """A function of the session that adds entries."""
    steps_wanted = Signal(int)
    """Step back so many times."""
    refused = Signal(str)
    """Why something cannot be done now."""

    def __init__(self, theme: Theme, live: LiveSession) -> None:
        super().__init__()
        self.setProperty("role", "foot")
        self.setAccessibleName(say("Going back"))
        self._live = live
        self._chosen = 0
        self._plan: Plan | None = None
        self.menu = QMenu(self)
        self.form = ReasonForm(theme, live)
        self.correct = CorrectForm(theme, live)
        self.setLayout(column(self.form, self.correct, gap=0))
        self.form.decided.connect(self._decided)
        self.form.left.connect(self.hide)
        self.correct.left.connect(self.hide)
        self.correct.wanted.connect(self._corrected)
        self.hide()

    def introduce(self, bar: SessionBar, log: LogPage, strip: TrackStrip, tracks: AllTracks) -> None:
        """Meet the panels from which one goes back."""
        self._bar, self._log = bar, log
        bar.redo_wanted.connect(self.redo)
        bar.back_to.clicked.connect(lambda: self.open_menu(bar.back_to))
        log.entry_shown.connect(self._choose)
        log.branch_wanted.connect(self.branch)
        log.correct_wanted.connect(lambda seq: self.open_correction("", seq))
        for panel in (strip, tracks):
            panel.correct_wanted.connect(self.open_correction)

    # -- what can be done ------------------------------------------------------------------------------------------

    def redo(self) -> None:
        """Take the last step back, back."""
        if self._live.session.redo_name() is not None:
            self.wanted.emit(lambda session: session.redo())

    def branch(self, at: int = 0) -> None:
        """Ask for the name of a new line that begins after an entry: the one given or chosen, else the last."""
        history = self._live.history
        at = at or self._chosen or len(history.entries)
        if not history.stands(at):
            self.refused.emit(
                say("Entry {number} was stepped back from. Choose one that stands, or redo it first.", number=at)
            )
            return
        title = entry_title(self._live.exercise, history.entries[at - 1], history.entries)
        told = say("Play goes on from entry {number} ({title}) on a line of its own; the present line is kept",
                   number=at, title=title)  # fmt: skip
        self._ask(Plan(told, say("Name of the new line"), say("Branch", context="a verb"), needs_reason=True,
                       act=lambda name: lambda session: session.branch(at, name), asks=say("Name")))  # fmt: skip

    def reopen(self, turn: int) -> None:
        """Go on from the beginning of a turn."""
        self.wanted.emit(lambda session: session.reopen_turn(turn))

    def take(self, line: str) -> None:
        """Change to another line of play."""
        self.wanted.emit(lambda session: session.take_line(line))

    def open_correction(self, track: str = "", about: int = 0) -> None:
        """Ask for the new value of a track."""
        live = self._live
        if live.read_only or live.ended or isinstance(live.next_thing, NotStarted):
            self.refused.emit(say("Tracks are corrected while the exercise is played."))
        elif live.exercise.tracks and (not track or track in live.exercise.tracks):
            self.form.hide()
            self.show()
            self.correct.open(track, about)

    def open_menu(self, below: QWidget) -> None:
        """Offer everything that goes back."""
        self.fill()
        self.menu.popup(below.mapToGlobal(QPoint(0, below.height() + 4)))

    def offer(self) -> None:
        """Offer it with a key."""
        if self._bar.back_to.isVisible():
            self.open_menu(self._bar.back_to)

    # -- keeping up ------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Bring the buttons up to date."""
        live = self._live
        self._bar.show_redo(None if live.read_only else live.session.redo_name())
        self._bar.back_to.setVisible(not live.read_only)
        self._bar.show_line(live.history.now.line)
        self._log.allow_mending(going_back=not live.read_only, correcting=not (live.read_only or live.ended))
        self.correct.refresh()

    def fill(self) -> None:
        """Put into the menu what can be done now."""
        session, history = self._live.session, self._live.history
        self.menu.clear()
        steps = steps_back(session)
        if steps:
            self._add(self.menu, say("Step back through"), None)
        for count, name in enumerate(steps, 1):
            words = f"&{count % 10}  {names.opening(_shown(name))}"
            self._add(self.menu, words, partial(self.steps_wanted.emit, count))
        if not steps:
            self._add(self.menu, say("There is nothing to step back from"), None)
        redo = session.redo_name()
        if redo is not None:
            self.menu.addSeparator()
            self._add(self.menu, say("Re&do: {thing}", thing=_shown(redo)), self.redo)
        self.menu.addSeparator()
        turn = self._live.exercise.label("turn")
        reopen = self.menu.addMenu(say("Re-&open a {turn}", turn=_shown(turn)))
        for number in sorted(session.turns_begun(), reverse=True):
            self._add(reopen, names.opening(f"{_shown(turn)} {number}"), partial(self.reopen, number))
        reopen.setEnabled(not reopen.isEmpty())
        at = self._chosen if self._chosen and history.stands(self._chosen) else len(history.entries)
        self._add(self.menu, say("&Branch from entry {number}…", number=at), partial(self.branch, at))
        lines = self.menu.addMenu(say("&Lines of play"))
        for name in sorted({*history.lines, history.now.line}):
            action = self._add(lines, _shown(line_name(name)), partial(self.take, name))
            action.setCheckable(True)
            here = name == history.now.line
            action.setChecked(here)
            action.setEnabled(not here)
        lines.setEnabled(bool(history.lines))
        self.menu.addSeparator()
        self._add(self.menu, say("&Correct a track…"), self.open_correction)

    # -- inside ----------------------------------------------------------------------------------------------------

    @staticmethod
    def _add(menu: QMenu, words: str, act: Callable[[], object] | None) -> QAction:
        action = menu.addAction(words)
        if act is None:
            action.setEnabled(False)
        else:
            action.triggered.connect(lambda _checked=False: act())
        return action

    def _choose(self, seq: int) -> None:
        self._chosen = seq

    def _ask(self, plan: Plan) -> None:
        self._plan = plan
        self.correct.hide()
        self.show()
        self.form.open(plan)

    def _decided(self, words: str) -> None:
        self.hide()
        if self._plan is not None:
            self.wanted.emit(self._plan.act(words))

    def _corrected(self, act: object) -> None:
        self.hide()
        self.wanted.emit(act)


def _shown(words: str) -> str:
    """Return words as a menu shows them: no longer than it is wide, and no letter underlined by chance."""
    short = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"
    return short.replace("&", "&&")
