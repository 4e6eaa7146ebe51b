"""The log above, and below it the account of the entry that is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from wargame.desktop import text
from wargame.desktop.buttons import button
from wargame.desktop.facilitator.account import AccountView
from wargame.desktop.facilitator.covering import up_to_the_dice
from wargame.desktop.facilitator.log import LogPanel, clock_of
from wargame.desktop.layout import column, row, scrolled
from wargame.exercise.punctuation import quoted
from wargame.referee.state import Ended
from wargame.review.breaches import unseen_in, why_unseen
from wargame.review.lines import Line
from wargame.review.wording import entry_title, orders_of, reason_of, ruling_of
from wargame.session.entries import SessionEnded
from wargame.translation import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wargame.desktop.style import Theme
    from wargame.exercise.definition import Exercise
    from wargame.session.entries import Entry


def show_entry(
    account: AccountView, exercise: Exercise, entries: Sequence[Entry], seq: int, *, covered: int = 0
) -> None:
    """Tell one entry in an account view: the ruling it belongs to, else its words.

    `covered`: the number of the roll up to which the ruling is told, because its dice have not fallen.
    """
    if not 1 <= seq <= len(entries):
        return
    entry = entries[seq - 1]
    ruling = ruling_of(entry.body, entries)
    if ruling is not None and covered:
        account.show_ruling(up_to_the_dice(exercise, ruling, covered), orders_of(entries[:seq]).values(), covered=True)
        return
    if ruling is not None:
        account.show_ruling(ruling, orders_of(entries[:seq]).values())
        for breach in unseen_in(ruling):
            account.add_section(say("Why nobody saw it"), why_unseen(exercise, ruling, breach))
        if reason := reason_of(entry.body, entries):
            account.add_section(say("Reason"), (Line(0, "note", reason),))
        return
    order = next(
        (
            change.order
            for change in getattr(entry.body, "changes", ())
            if hasattr(change, "order") and hasattr(change.order, "say")
        ),
        None,
    )
    said = f"{quoted(order.say)} " if order is not None and order.say else ""
    wanted = say("Wants: {intent}", intent=order.intent) if order is not None and order.intent else ""
    number = say("entry {number}", number=entry.seq)
    caption = " · ".join(part for part in (f"{said}{wanted}".strip(), number, clock_of(entry)) if part)
    account.show_words(entry_title(exercise, entry, entries), caption)
    if told := ending_words(exercise, entries, entry):
        account.add_section(say("The end"), told)


def ending_words(exercise: Exercise, entries: Sequence[Entry], entry: Entry) -> tuple[Line, ...]:
    """Return what is read out at the ending that play came to with an entry; nothing for any other entry."""
    if not isinstance(entry.body, SessionEnded):
        return ()
    cause = entries[entry.cause - 1].body if 0 < entry.cause <= len(entries) else None
    changes = entry.body.changes or getattr(cause, "changes", ())
    reached = [change.ending for change in changes if isinstance(change, Ended)]
    return tuple(Line(0, "story", one.say) for one in exercise.rulebook.endings if one.id in reached[:1] and one.say)


class LogPage(QWidget):
    """Log and account."""

    entry_selected = Signal(int)
    entry_shown = Signal(int)
    """Seq of the entry whose account is shown, however it was chosen."""
    branch_wanted = Signal(int)
    """Play goes on from this entry on a line of its own."""
    correct_wanted = Signal(int)
    """What this entry led to is mended by a correction."""

    def __init__(self, theme: Theme, exercise: Exercise) -> None:
        super().__init__()
        self._exercise = exercise
        self._entries: Sequence[Entry] = ()
        self.log = LogPanel(theme, exercise)
        self.account = AccountView(theme, exercise)
        inside = QWidget()
        self._seq = self._covered = 0
        self.covered: Callable[[Entry], int] = lambda _entry: 0
        """Says up to which roll an entry tells its ruling, because the dice have not fallen; 0 for all of it."""
        self.branch = button(theme, say("Branch from here…"), "git-branch", "ghost", "small")
        self.correct = button(theme, say("Correct…"), "pencil", "ghost", "small")
        text.tooltip(self.branch, say("Go on from here on a line of its own; the present line is kept (Ctrl+Shift+B)"))
        text.tooltip(self.correct, say("Set a track by hand, with a reason; this entry stays as it is (Ctrl+E)"))
        self.branch.clicked.connect(lambda: self.branch_wanted.emit(self._seq))
        self.correct.clicked.connect(lambda: self.correct_wanted.emit(self._seq))
        mending = row(self.branch, self.correct, None, gap=4)
        inside.setLayout(column(self.account, mending, None, margins=(14, 10, 12, 12)))
        self._below = scrolled(inside, say("What happened and why"))
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.log)
        split.addWidget(self._below)
        split.setChildrenCollapsible(False)
        split.setSizes([340, 260])
        self._below.hide()
        self.setLayout(column(split))
        self.log.entry_selected.connect(self._chosen)

    def show_entries(self, entries: Sequence[Entry], stands: Callable[[int], bool] | None = None) -> None:
        """Show the log; entries of which `stands` says that they do not count any more are struck."""
        self._entries = entries
        self.log.show_entries(entries, stands=stands)
        if self._covered:
            self._show_account()  # its dice may have fallen since

    def allow_mending(self, *, going_back: bool, correcting: bool) -> None:
        """Say whether play can go on from an entry, and whether tracks can be corrected."""
        self.branch.setVisible(going_back)
        self.correct.setVisible(correcting)

    def open_entry(self, seq: int) -> None:
        """Select an entry and show its account; tells nobody."""
        self.log.select(seq)
        self._tell(seq)

    def _chosen(self, seq: int) -> None:
        self._tell(seq)
        self.entry_selected.emit(seq)

    def _tell(self, seq: int) -> None:
        self._seq = seq
        self._show_account()
        self._below.show()
        self._below.verticalScrollBar().setValue(0)
        self.entry_shown.emit(seq)

    def _show_account(self) -> None:
        seq, entries = self._seq, self._entries
        self._covered = self.covered(entries[seq - 1]) if 1 <= seq <= len(entries) else 0
        show_entry(self.account, self._exercise, entries, seq, covered=self._covered)
