"""Why a track moved: every sentence that changed it between two turns, with its entry, its cause and the amount."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView, QWidget

from wargame.desktop import charts, text
from wargame.desktop.buttons import button
from wargame.desktop.chips import Chip
from wargame.desktop.fields import Chooser
from wargame.desktop.layout import column, framed, row
from wargame.review import names
from wargame.review.contributions import Movement, amount_text, between, movement, movement_text, said_text
from wargame.translation import phrase, say

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QBoxLayout

    from wargame.desktop.style import Theme
    from wargame.exercise.definition import Exercise
    from wargame.review.cards import Log

Index = QModelIndex | QPersistentModelIndex
_COLUMNS = (phrase("Cause"), phrase("What it did"), phrase("Change"), phrase("Entry"))
_CAUSE, _WHAT, _CHANGE, _ENTRY = range(4)
_LEAST_TABLE = 64
_IN_ONE_ROW = 1.25
"""Up to this size of text the choices stand side by side."""


class ContributionTable(QAbstractTableModel):
    """The contributions of one movement, oldest first."""

    def __init__(self, exercise: Exercise) -> None:
        super().__init__()
        self._exercise = exercise
        self._moved: Movement | None = None

    def show_movement(self, moved: Movement) -> None:
        """Show these contributions."""
        self.beginResetModel()
        self._moved = moved
        self.endResetModel()

    def seq_at(self, place: int) -> int:
        """Return the entry of a line."""
        return self._moved.contributions[place].seq if self._moved is not None else 0

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Return how many contributions there are."""
        return 0 if parent.isValid() or self._moved is None else len(self._moved.contributions)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(_COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """Return the name of a column."""
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return say(_COLUMNS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | Qt.AlignmentFlag | None:
        """Return the words of one field, and where in the exercise the sentence stands."""
        if self._moved is None:
            return None
        one = self._moved.contributions[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            turn = names.opening(names.turn_name(self._exercise, one.turn))
            cause = one.source if one.source.startswith(turn) else f"{turn} · {one.source}"
            amount = amount_text(self._exercise, self._moved.track, one)
            return (cause, said_text(self._exercise, one), amount, f"#{one.seq}")[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole and one.place is not None:
            return text.tip(str(one.place))
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in {_CHANGE, _ENTRY}:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        return Qt.AlignmentFlag.AlignTop if role == Qt.ItemDataRole.TextAlignmentRole else None


class WhyMoved(QWidget):
    """One track between two turns, and everything that moved it."""

    entry_wanted = Signal(int)
    """The entry of the line that was opened."""
    closed = Signal()

    def __init__(self, theme: Theme, exercise: Exercise, *, closable: bool = True) -> None:
        super().__init__()
        self.setAccessibleName(say("Why a track moved"))
        self._exercise = exercise
        self._log: Log | None = None
        self._whole: tuple[int, Movement] | None = None
        self.track = _chooser(say("Track"))
        for track in (*exercise.tracks, *exercise.derived):
            self.track.addItem(names.track_name(exercise, track), track)
        self.first, self.last = _chooser(say("From the beginning of")), _chooser(say("To the end of"))
        for turn in range(1, exercise.turns + 1):
            for box in (self.first, self.last):
                box.addItem(names.opening(names.turn_name(exercise, turn)), turn)
        self._values = text.label("", "title")
        self._chip = Chip(theme, "")
        self._told = text.label("", "caption", wrap=True)
        self._model = ContributionTable(exercise)
        self.table = QTableView()
        self.back = button(theme, say("Back"), "arrow-left", "", "small")
        text.tooltip(self.back, say("Back to where you were (Esc)"))
        self._set_up_table()
        self.table.setMinimumHeight(_LEAST_TABLE)
        choosers = self._choosers(large=theme.scale > _IN_ONE_ROW)
        values = row(self._values, self._chip, None, gap=8)
        if theme.scale > _IN_ONE_ROW:
            values.addWidget(self.back)
            above: tuple[QBoxLayout, ...] = (choosers, values)
        else:
            above = (row(text.label(say("Why it moved"), "section"), None, self.back, gap=6), choosers, values)
        inside = column(*above, self._told, self.table, gap=8, margins=(14, 10, 12, 12))
        inside.setStretch(len(above) + 1, 1)
        self.setLayout(column(framed(inside, "card")))
        self.back.setVisible(closable)
        self._closable = closable
        self.track.currentIndexChanged.connect(self._show)
        self.first.currentIndexChanged.connect(lambda: self._bound(self.first))
        self.last.currentIndexChanged.connect(lambda: self._bound(self.last))
        self.table.activated.connect(lambda index: self.entry_wanted.emit(self._model.seq_at(index.row())))
        self.back.clicked.connect(self.closed)

    def show_track(self, log: Log, track: str = "", turns: tuple[int, int] | None = None) -> None:
        """Show why a track moved ("": the one that was chosen last), from the first of these turns to the last.

        Without turns, those chosen before; at first the whole session so far.
        """
        if log is not self._log or turns is not None:
            first, last = turns or (1, max(1, log.state_at(len(log.entries)).turn))
            self._choose(self.first, first)
            self._choose(self.last, last)
        self._log = log
        if track:
            self._choose(self.track, track)
        self._show()

    def take_keyboard(self) -> None:
        """Put the keyboard on the first line, or on the choice of the track when there is none."""
        (self.table if self._model.rowCount() else self.track).setFocus()

    # -- inside ----------------------------------------------------------------------------------------------------

    def _choosers(self, *, large: bool) -> QBoxLayout:
        """Return the choices side by side, or in two rows where words are large."""
        since, until = say("from", context="from one turn to another"), say("to", context="from one turn to another")
        turns = (text.label(since, "quiet"), self.first, text.label(until, "quiet"), self.last)
        if large:
            return column(self.track, row(*turns, None, gap=6), gap=6)
        choosers = row(self.track, *turns, gap=6)
        choosers.setStretch(0, 1)
        return choosers

    def _set_up_table(self) -> None:
        table = self.table
        table.setModel(self._model)
        table.setAccessibleName(say("What moved the track"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setWordWrap(True)
        table.setTabKeyNavigation(False)
        table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        table.verticalHeader().hide()
        table.verticalHeader().setMinimumSectionSize(30)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head = table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        for place in (_CAUSE, _WHAT):
            head.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        for place in (_CHANGE, _ENTRY):
            head.setSectionResizeMode(place, QHeaderView.ResizeMode.ResizeToContents)

    @staticmethod
    def _choose(box: Chooser, value: object) -> None:
        box.blockSignals(True)
        box.setCurrentIndex(max(0, box.findData(value)))
        box.blockSignals(False)

    def _bound(self, changed: Chooser) -> None:
        """Keep the turns in their order."""
        if int(self.first.currentData()) > int(self.last.currentData()):
            self._choose(self.last if changed is self.first else self.first, changed.currentData())
        self._show()

    def _show(self) -> None:
        if self._log is None:
            return
        exercise, track = self._exercise, str(self.track.currentData())
        seen = len(self._log.entries)
        if self._whole is None or self._whole[0] != seen or self._whole[1].track != track:
            self._whole = seen, movement(exercise, self._log, track)
        moved = between(self._whole[1], int(self.first.currentData()), int(self.last.currentData()))
        value = names.value_text(exercise, track, moved.before)
        self._values.setText(f"{value} {names.ARROW} {names.value_text(exercise, track, moved.after)}")
        good = exercise.tracks[track].good.get("all", "") if track in exercise.tracks else ""
        difference = moved.after - moved.before
        tone = charts.tone_of(difference, good)
        self._chip.say(names.signed(difference), tone if tone in {"ok", "bad"} else "neutral")
        self._told.setText(movement_text(exercise, moved))
        self._model.show_movement(moved)
        if self._model.rowCount():
            self.table.setCurrentIndex(self._model.index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape and self._closable:
            self.closed.emit()
            return
        super().keyPressEvent(event)


def _chooser(name: str) -> Chooser:
    made = Chooser()
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(Chooser.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(8)
    return made
