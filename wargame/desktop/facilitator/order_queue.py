"""The orders that wait: which get in each other's way, in which order they are ruled, what needs no dice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from wargame.desktop import text
from wargame.desktop.buttons import button, icon_button
from wargame.desktop.facilitator.phase_run import patiently
from wargame.desktop.facilitator.quick_reasons import Kind
from wargame.desktop.facilitator.reason_form import Plan, ReasonForm
from wargame.desktop.layout import bare, column, empty, row, rule
from wargame.desktop.marks import Badge, Glyph
from wargame.exercise.punctuation import quoted
from wargame.review import names
from wargame.review.clashes import clash_lines
from wargame.session import bulk
from wargame.translation import phrase, say, say_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from wargame.desktop.live_session import LiveSession
    from wargame.desktop.style import Theme
    from wargame.exercise.definition import Exercise
    from wargame.referee.conflicts import Conflict
    from wargame.referee.views import OrderLine

_MOST_CLASHES = 4
"""Conflicts that are told at once; the others stand in the tip."""
_REASON = phrase("Why (what one move does to another, who is ready, time)")


class QueuedOrder(QFrame):
    """One order that waits."""

    placed = Signal(int)
    """It is to be ruled as the n-th, from 0; −1: as the last."""
    walked = Signal(int)
    take_back_wanted = Signal()

    def __init__(
        self, theme: Theme, exercise: Exercise, line: OrderLine, place: int, *, ordered: bool, taking: bool
    ) -> None:
        """`ordered`: its place can be changed; `taking`: it can be taken back."""
        super().__init__()
        self.line = line
        self._ordered = ordered
        self.setProperty("role", "queued")
        actor = exercise.actors[line.actor]
        slot = list(exercise.actors).index(line.actor)
        parts: list[QWidget] = [text.elided(line.title, "strong")]
        if line.say:
            parts.append(text.elided(quoted(line.say), "caption"))
        made = row(Badge(theme, slot, actor.monogram, actor.name, 22), column(*parts, gap=0), gap=8,
                   margins=(5, 3, 3, 3))  # fmt: skip
        made.setStretch(1, 1)
        named = f"{actor.name}, {line.title}"
        if ordered:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setAccessibleName(say("Waits as number {place}: {order}", place=place + 1, order=named))
            acts = (
                ("arrow-up", say("Rule next: {order}", order=named), 0),
                ("hourglass", say("Hold, rule last: {order}", order=named), -1),
            )
            for icon, name, where in acts:
                act = icon_button(theme, icon, name)
                act.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                act.clicked.connect(lambda _=False, where=where: self.placed.emit(where))
                made.addWidget(act)
        elif taking:
            back = icon_button(theme, "x", say("Take back: {order}", order=named))
            back.clicked.connect(self.take_back_wanted)
            made.addWidget(back)
        self.setLayout(made)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrow keys; a digit is the place in which it is ruled, H holds it."""
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.walked.emit(1 if key == Qt.Key.Key_Down else -1)
        elif self._ordered and Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and not event.modifiers():
            self.placed.emit(key - Qt.Key.Key_1)
        elif self._ordered and key == Qt.Key.Key_H and not event.modifiers():
            self.placed.emit(-1)
        else:
            super().keyPressEvent(event)


class OrderQueue(QWidget):
    """All of them, in the order in which they are ruled."""

    take_back_wanted = Signal(str)
    wanted = Signal(object)
    """A function of the session that adds entries: what the facilitator wants done."""
    progressed = Signal(int, int)
    """So many of the orders that are committed at once are done, and of how many; when that takes a moment."""

    def __init__(self, theme: Theme, live: LiveSession) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._theme, self._exercise = theme, live.exercise
        self._told: object = None
        self._plan: Plan | None = None
        self._ruled: OrderLine | None = None
        self.rows: dict[str, QueuedOrder] = {}
        self.form = ReasonForm(theme, live)
        self.routine = button(theme, "", "check-check", "soft", "small")
        text.tooltip(self.routine, say("Rule and commit what follows from the rules alone (Ctrl+Shift+Return)"))
        self.routine.clicked.connect(self.commit_routine)
        self._title = text.label("", "section", wrap=True)
        self._keys = text.label(say("↑ ↓ choose · 1 … 9 rule as that one · H hold"), "small", wrap=True)
        self._clashes, self._rows = column(gap=4), column(gap=2)
        # On a line of its own: with large text the two do not fit beside one another.
        plain = row(self.routine, None)
        self.setLayout(column(rule(), self._clashes, self._title, plain, self._rows, self._keys, gap=6))
        self.form.decided.connect(self._decided)
        self.form.left.connect(self.take_keyboard)
        self.hide()

    def show_orders(
        self,
        waiting: Sequence[OrderLine],
        *,
        taking: bool,
        ordered: bool = False,
        ruled: OrderLine | None = None,
        clashes: Sequence[Conflict] = (),
        routine: Sequence[str] = (),
    ) -> None:
        """Show the orders that wait; while orders are taken each can be taken back.

        `ordered`: their places can be changed. `ruled` is the one whose ruling is open,
        `routine` are those that need no dice.
        """
        told = (tuple(waiting), taking, ordered, ruled, tuple(clashes), tuple(routine))
        if told == self._told:
            return
        self._told, self._ruled = told, ruled
        self.form.hide()
        focus = QApplication.focusWidget()
        focused = next((order for order, line in self.rows.items() if line is focus), "")
        self.setVisible(bool(waiting))
        self._title.setText((say("Orders so far") if taking else say("Next in the queue")).upper())
        count = len(routine)
        self.routine.setVisible(bool(count))
        commits = say_count(count, "Commit {count} without dice", "Commit {count} without dice")
        self.routine.setText(f" {commits}")
        self.routine.setAccessibleName(commits)
        ordered = ordered and len(waiting) + (ruled is not None) > 1
        self._keys.setVisible(ordered)
        self._show_clashes(clashes)
        empty(self._rows)
        self.rows = {}
        for place, line in enumerate(waiting):
            made = QueuedOrder(self._theme, self._exercise, line, place, ordered=ordered, taking=taking)
            made.placed.connect(lambda where, order=line.id: self._place(order, where))
            made.walked.connect(lambda by, order=line.id: self._walk(order, by))
            made.take_back_wanted.connect(lambda order=line.id: self.take_back_wanted.emit(order))
            self.rows[line.id] = made
            self._rows.addWidget(made)
        if focused in self.rows:
            self.rows[focused].setFocus()

    def take_keyboard(self) -> None:
        """Put the keyboard on the first order, if its place can be changed."""
        first = next(iter(self.rows.values()), None)
        if first is not None and first.focusPolicy() != Qt.FocusPolicy.NoFocus:
            first.setFocus()

    def commit_routine(self) -> None:
        """Rule and commit what needs no dice."""
        if not self.routine.isHidden():
            self.wanted.emit(lambda session: bulk.commit_routine(session, patiently(self.progressed.emit)))

    def hold_ruled(self) -> None:
        """Hold the order whose ruling is open, or the next one: it is ruled last."""
        first = self._ruled.id if self._ruled is not None else next(iter(self.rows), "")
        if self.can_hold:
            self._place(first, -1)

    @property
    def can_hold(self) -> bool:
        """Whether there is an order to hold and another to rule before it."""
        ordered = any(made.focusPolicy() == Qt.FocusPolicy.StrongFocus for made in self.rows.values())
        return ordered or (self._ruled is not None and bool(self.rows))

    # -- inside ----------------------------------------------------------------------------------------------------

    def _show_clashes(self, clashes: Sequence[Conflict]) -> None:
        empty(self._clashes)
        if not clashes:
            return
        self._clashes.addWidget(text.label(say("In each other's way"), "section"))
        told = clash_lines(self._exercise, clashes)
        for clash in told[:_MOST_CLASHES]:
            glyph = Glyph(self._theme, "triangle-alert" if clash.decisive else "swords", "warn", 14)
            line = row(glyph, text.label(clash.text, "body", wrap=True), gap=8)
            line.setAlignment(glyph, Qt.AlignmentFlag.AlignTop)
            line.setStretch(1, 1)
            self._clashes.addWidget(bare(line))
        if rest := told[_MOST_CLASHES:]:
            more = text.label(say_count(len(rest), "and {count} more", "and {count} more"), "caption")
            text.tooltip(more, "\n".join(clash.text for clash in rest))
            self._clashes.addWidget(more)

    def _place(self, order: str, where: int) -> None:
        """Ask why an order is ruled out of its turn."""
        ids = [self._ruled.id] if self._ruled is not None else []
        ids += list(self.rows)
        line = self._ruled if self._ruled is not None and order == self._ruled.id else self.rows[order].line
        others = [one for one in ids if one != order]
        at = len(others) if where < 0 else min(where, len(others))
        wanted = (*others[:at], order, *others[at:])
        if list(wanted) == ids:
            return
        actor, last = names.actor_name(self._exercise, line.actor), at == len(others)
        if last:
            says = say("“{order}” of {actor} is ruled last", order=line.title, actor=actor)
        else:
            says = say("“{order}” of {actor} is ruled as number {place} of those that wait", order=line.title,
                       actor=actor, place=at + 1)  # fmt: skip
        self._plan = Plan(says, say(_REASON), say("Hold") if last else say("Put it there"), needs_reason=True,
                          kind=Kind.REORDERED,
                          act=lambda reason: lambda session: session.reorder(wanted, reason))  # fmt: skip
        self.form.open(self._plan)

    def _decided(self, reason: str) -> None:
        if self._plan is not None:
            self.wanted.emit(self._plan.act(reason))
        self.take_keyboard()

    def _walk(self, order: str, by: int) -> None:
        known = list(self.rows)
        place = min(max(known.index(order) + by, 0), len(known) - 1)
        self.rows[known[place]].setFocus()
