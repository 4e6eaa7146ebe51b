"""The timeline in its card: zoom buttons, and the same rows as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStackedWidget, QTableView, QWidget

from wargame.desktop import text
from wargame.desktop.buttons import button, icon_button
from wargame.desktop.facilitator.timeline_view import TimelineView
from wargame.desktop.facilitator.timeline_words import KIND_WORDS, STATUS_WORDS, bar_words, mark_words
from wargame.desktop.layout import column, framed, row
from wargame.review.bars import Bar
from wargame.translation import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wargame.desktop.facilitator.lanes import Lane
    from wargame.desktop.style import Theme
    from wargame.review.timeline import Row

_LEAST = 420
"""Pixels below which the panel is never made."""
_COLUMNS = (88, 0), (130, 100), (70, 66), (220, 150), (90, 66)
"""How wide the columns of the table are at least, and how wide their usual words."""

Index = QModelIndex | QPersistentModelIndex


class RowTable(QAbstractTableModel):
    """The rows of the timeline for a table, and the bars after them: turn, lane, kind, title, outcome, the rest."""

    def __init__(self, lanes: Sequence[Lane], turn_word: str) -> None:
        super().__init__()
        self._names = {lane.id: lane.name for lane in lanes}
        self._heads = (
            turn_word[:1].upper() + turn_word[1:],
            say("Lane"),
            say("Kind"),
            say("What"),
            say("Outcome"),
            say("What followed"),
        )
        self._rows: Sequence[Row | Bar] = ()

    def show_rows(self, rows: Sequence[Row], bars: Sequence[Bar] = ()) -> None:
        """Show these rows and bars."""
        self.beginResetModel()
        self._rows = (*rows, *bars) if bars else rows
        self.endResetModel()

    def seq_at(self, place: int) -> int:
        """Return the entry of one line, 0 for what is only planned."""
        found = self._rows[place]
        return found.start_seq if isinstance(found, Bar) else found.seq

    def place_of(self, row: Row | Bar | None) -> int:
        """Return where a row or bar stands; 0 when it is not here."""
        return next((place for place, one in enumerate(self._rows) if one is row), 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """Return the name of a column."""
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self._heads[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return the words of one field."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        row = self._rows[index.row()]
        if isinstance(row, Bar):
            return self._of_bar(row)[index.column()]
        lane = self._names.get(row.lane, row.lane)
        return (str(row.turn), lane, say(KIND_WORDS[row.kind]), row.title, mark_words(row), row.detail)[index.column()]

    def _of_bar(self, bar: Bar) -> tuple[str, ...]:
        when = str(bar.start) if bar.start == bar.end else say("{first} to {last}", first=bar.start, last=bar.end)
        followed = " · ".join(bar_words(bar, self._heads[0].casefold()).split("\n")[1:])
        ended = bar.ended or (say("goes on") if bar.goes_on else "")
        return (when, say("Agreements"), say(STATUS_WORDS[bar.status]), bar.name, ended, followed)


class TimelinePanel(QWidget):
    """The timeline with its buttons; the table stands in its place when it is wanted."""

    row_selected = Signal(int)
    """Seq of the chosen row's entry."""

    def __init__(self, theme: Theme, lanes: Sequence[Lane], turns: int, turn_word: str = "turn") -> None:
        super().__init__()
        self.view = TimelineView(theme, lanes, turns, turn_word)
        self.view.row_selected.connect(self.row_selected)
        self.table = QTableView()
        self._model = RowTable(lanes, turn_word)
        self._quiet = False
        self.as_table = button(theme, say("Show as table"), "table", "ghost", "small")
        self.as_table.setCheckable(True)
        self._pages = QStackedWidget()
        self._set_up_table(theme)
        self._pages.addWidget(self.view)
        self._pages.addWidget(self.table)
        out, into = (
            icon_button(theme, "zoom-out", say("Show more turns (minus)")),
            icon_button(theme, "zoom-in", say("Show fewer, wider turns (plus)")),
        )
        fit = button(theme, say("Fit", context="show the whole timeline in the window"), "maximize", "ghost", "small")
        text.tooltip(fit, say("Show the whole exercise (F)"))
        text.tooltip(self.as_table, say("The same rows as a table (Ctrl+T)"))
        out.clicked.connect(self.view.zoom_out)
        into.clicked.connect(self.view.zoom_in)
        fit.clicked.connect(self.view.fit)
        self.as_table.toggled.connect(self._show_table)
        self._zoomers = (out, into, fit)
        title = text.elided(say("Timeline").upper(), "section")
        title.setAccessibleName(say("Timeline"))
        head = row(title, None, out, into, fit, self.as_table, gap=2,
                   margins=(14, 6, 8, 4))  # fmt: skip
        inside = column(head, self._pages, gap=0, margins=(1, 0, 1, 8))
        inside.setStretch(1, 1)
        self.setLayout(column(framed(inside, "card")))

    def minimumSizeHint(self) -> QSize:
        """Return the room in which the longest words are said short."""
        return QSize(_LEAST, super().minimumSizeHint().height())

    def show_rows(self, rows: Sequence[Row], current: int, bars: Sequence[Bar] | None = None) -> None:
        """Show these rows and bars (None: there are no agreements); `current` is the turn in play."""
        self.view.show_rows(rows, current, bars)
        if self.as_table.isChecked():
            self._model.show_rows(rows, bars or ())

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show these bars below the same rows."""
        if list(bars) == list(self.view.bars):
            return
        self.view.show_bars(bars)
        if self.as_table.isChecked():
            self._model.show_rows(self.view.rows, bars)

    def select(self, seq: int) -> None:
        """Select the row of an entry; tells nobody."""
        self.view.select(seq)

    def toggle_table(self) -> None:
        """Change between picture and table."""
        self.as_table.toggle()

    def _set_up_table(self, theme: Theme) -> None:
        self.table.setModel(self._model)
        self.table.setAccessibleName(say("Timeline as a table"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.verticalHeader().setDefaultSectionSize(max(28, theme.px(22)))
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        heads = self.table.horizontalHeader()
        heads.ensurePolished()
        for place, (least, words) in enumerate(_COLUMNS):
            self.table.setColumnWidth(place, max(least, theme.px(words), heads.sectionSizeHint(place)))
        self.table.selectionModel().currentRowChanged.connect(self._table_row)

    def _show_table(self, wanted: bool) -> None:  # noqa: FBT001 -- Qt's signal
        for zoomer in self._zoomers:
            zoomer.setEnabled(not wanted)
        if wanted:
            self._quiet = True
            self._model.show_rows(self.view.rows, self.view.bars)
            chosen = self.view.selected_row() or self.view.selected_bar()
            self.table.setCurrentIndex(self._model.index(self._model.place_of(chosen), 0))
            self._quiet = False
        self._pages.setCurrentWidget(self.table if wanted else self.view)
        (self.table if wanted else self.view).setFocus()

    def _table_row(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid() and not self._quiet:
            seq = self._model.seq_at(current.row())
            self.view.select(seq)
            self.row_selected.emit(seq)
