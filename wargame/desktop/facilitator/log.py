"""The whole log in words, filtered by actor, kind and what is typed; quick however long it is."""

from __future__ import annotations

from bisect import bisect_right
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from wargame.desktop.fields import Chooser
from wargame.desktop.fuzzy import plain
from wargame.desktop.layout import column, row
from wargame.desktop.search_field import SearchField
from wargame.review.standing import undone
from wargame.review.wording import entry_title
from wargame.session.entries import (
    WHITE_CELL,
    BranchMade,
    CardChosen,
    ClockSet,
    Entry,
    ExercisePaused,
    ExerciseResumed,
    ExerciseStarted,
    InjectHeldBack,
    LineTaken,
    NoteTaken,
    OrderGiven,
    OrdersClosed,
    OrdersReordered,
    OrderTakenBack,
    Redone,
    RulingAdjusted,
    RulingCommitted,
    RulingProposed,
    SessionClosed,
    SessionCreated,
    SessionEnded,
    SessionOpened,
    SignatureGiven,
    SignatureTakenBack,
    SigningClosed,
    SteppedBack,
    TurnReopened,
    TurnsMerged,
    WithdrawalAnnounced,
)
from wargame.translation import phrase, say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wargame.desktop.style import Theme
    from wargame.exercise.definition import Exercise

Index = QModelIndex | QPersistentModelIndex
KINDS: dict[str, tuple[type, ...]] = {
    phrase("All but proposals"): (),
    phrase("Everything"): (object,),
    phrase("Orders"): (OrderGiven, OrderTakenBack, OrdersClosed),
    phrase("Agreements"): (SignatureGiven, SignatureTakenBack, SigningClosed, WithdrawalAnnounced),
    phrase("Rulings"): (RulingCommitted,),
    phrase("Changes by hand"): (
        RulingAdjusted,
        SteppedBack,
        Redone,
        TurnReopened,
        BranchMade,
        LineTaken,
        OrdersReordered,
        InjectHeldBack,
        TurnsMerged,
    ),
    phrase("Time"): (ClockSet, ExercisePaused, ExerciseResumed, TurnsMerged),
    phrase("Notes"): (NoteTaken,),
}
_ICONS: dict[type, str] = {
    SessionCreated: "file-plus", SessionOpened: "folder-open", SessionClosed: "log-out", ExerciseStarted: "play",
    OrderGiven: "file-text", OrderTakenBack: "undo-2", OrdersClosed: "lock", RulingProposed: "eye",
    RulingAdjusted: "pencil", RulingCommitted: "gavel", SteppedBack: "undo-2", NoteTaken: "sticky-note",
    SessionEnded: "flag", SignatureGiven: "pencil-line", SignatureTakenBack: "undo-2", SigningClosed: "lock",
    WithdrawalAnnounced: "log-out", CardChosen: "key-round", Redone: "redo-2", TurnReopened: "rotate-ccw",
    BranchMade: "git-branch", LineTaken: "git-branch", OrdersReordered: "list-ordered", InjectHeldBack: "skip-forward",
    ClockSet: "timer", ExercisePaused: "pause", ExerciseResumed: "play", TurnsMerged: "fast-forward",
}  # fmt: skip
_ROW = 44
_LONGEST_NUMBER = 36
"""Pixels of an entry's number beside which there is room for an icon."""


class LogModel(QAbstractListModel):
    """Entries that pass the filter, by their place in the log; words are made when they are looked at."""

    def __init__(self, exercise: Exercise) -> None:
        super().__init__()
        self._exercise = exercise
        self._entries: Sequence[Entry] = ()
        self._seen = 0
        self._places: list[int] = []
        self._titles: dict[int, str] = {}
        self._kind = next(iter(KINDS))
        self._actor = ""
        self._words = ""
        self._stands: Callable[[int], bool] = lambda _seq: True

    def judge_by(self, stands: Callable[[int], bool]) -> None:
        """Let `stands` say whether the entry of that number still counts."""
        self._stands = stands

    def undone(self, entry: Entry) -> bool:
        """Return whether an entry was stepped back from."""
        return undone(entry, self._stands)

    def show_entries(self, entries: Sequence[Entry], limit: int | None = None) -> None:
        """Show the log up to `limit` entries; only what was added since is looked at when nothing else changed."""
        count = len(entries) if limit is None else min(limit, len(entries))
        self._entries = entries
        if count < self._seen:
            self._refilter(count)
            return
        fresh = [place for place in range(self._seen, count) if self._passes(place)]
        if fresh:
            self.beginInsertRows(QModelIndex(), len(self._places), len(self._places) + len(fresh) - 1)
            self._places += fresh
            self.endInsertRows()
        self._seen = count

    def set_filter(self, kind: str, actor: str, words: str) -> None:
        """Show only entries of a kind, of an actor ("" for all), with these words."""
        self._kind, self._actor, self._words = kind, actor, plain(words).strip()
        self._refilter(self._seen)

    def entry_at(self, place: int) -> Entry:
        """Return the entry of a row."""
        return self._entries[self._places[place]]

    def row_of(self, seq: int) -> int:
        """Return the row of an entry, or of the last before it; -1 when there is none."""
        return bisect_right(self._places, seq - 1) - 1

    def title(self, place: int) -> str:
        """Return the words of the entry at a place of the log."""
        found = self._titles.get(place)
        if found is None:
            found = self._titles[place] = entry_title(self._exercise, self._entries[place], self._entries)
        return found

    def _refilter(self, count: int) -> None:
        self.beginResetModel()
        self._places = [place for place in range(count) if self._passes(place)]
        self._seen = count
        self.endResetModel()

    def _passes(self, place: int) -> bool:
        entry = self._entries[place]
        kinds = KINDS[self._kind]
        if kinds and not isinstance(entry.body, kinds):
            return False
        if not kinds and isinstance(entry.body, RulingProposed | SessionOpened | SessionClosed):
            return False
        if self._actor and self._actor not in (entry.by, entry.on_behalf, self._about(entry)):
            return False
        return not self._words or self._words in plain(self.title(place))

    def _about(self, entry: Entry) -> str:
        """Return the actor a ruling is about."""
        body = entry.body
        if isinstance(body, RulingCommitted) and 0 < body.proposal <= len(self._entries):
            body = self._entries[body.proposal - 1].body
        ruling = getattr(body, "ruling", None)
        subject = getattr(ruling, "subject", None)
        return getattr(getattr(subject, "order", None), "actor", "") or getattr(subject, "actor", "")

    def actor_of(self, entry: Entry) -> str:
        """Return the actor whose badge stands beside the entry, or nothing."""
        who = entry.on_behalf or (entry.by if entry.by != WHITE_CELL else "")
        return who or self._about(entry)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Return how many entries pass."""
        return 0 if parent.isValid() else len(self._places)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return the words of an entry."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self.title(self._places[index.row()])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            title = self.title(self._places[index.row()])
            return say("Undone: {entry}", entry=title) if self.undone(self.entry_at(index.row())) else title
        return None


class LogDelegate(QStyledItemDelegate):
    """Paints one entry: badge or icon, words in two lines at most, time and number."""

    def __init__(self, theme: Theme, exercise: Exercise) -> None:
        super().__init__()
        self._theme = theme
        self._actors = {actor.id: (slot, actor.monogram) for slot, actor in enumerate(exercise.actors.values())}

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of every row."""
        return QSize(200, self._theme.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the entry."""
        model = index.model()
        assert isinstance(model, LogModel)
        entry = model.entry_at(index.row())
        box: QRect = option.rect
        colour = self._theme.colour
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, colour("accent_soft"))
        actor = self._actors.get(model.actor_of(entry))
        icon = icon_of(type(entry.body))
        if actor is not None:
            painter.drawPixmap(box.x() + 10, box.y() + 11, self._theme.badge(actor[0], actor[1], 22))
        else:
            painter.drawPixmap(box.x() + 13, box.y() + 14, self._theme.pixmap(icon, "text2", 16))
        self._words(painter, box, model.data(index) or "", entry, struck=model.undone(entry))
        if actor is not None:
            self._kind(painter, box, icon, entry)
        painter.setPen(colour("line"))
        painter.drawLine(box.bottomLeft() + _INSET, box.bottomRight())

    def _kind(self, painter: QPainter, box: QRect, icon: str, entry: Entry) -> None:
        """Paint what kind of entry it is beside its number, where an actor's badge stands in front."""
        wide = QFontMetrics(self._theme.font(11, 400)).horizontalAdvance(f"#{entry.seq}")
        if wide <= _LONGEST_NUMBER:
            painter.drawPixmap(
                box.right() - 9 - wide - 16, box.y() + self._theme.px(25), self._theme.pixmap(icon, "text2", 12)
            )

    def _words(self, painter: QPainter, box: QRect, title: str, entry: Entry, *, struck: bool) -> None:
        px = self._theme.px
        left, right = box.x() + 42, box.width() - 42 - px(52) - 10
        font = self._theme.font(12, 500)
        font.setStrikeOut(struck)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(self._theme.colour("text2" if struck else "text"))
        first, rest = _split(metrics, title, right)
        if rest:
            painter.drawText(left, box.y() + px(18), first)
            painter.drawText(left, box.y() + px(34), metrics.elidedText(rest, Qt.TextElideMode.ElideRight, right))
        else:
            painter.drawText(left, box.y() + px(26), first)
        painter.setFont(self._theme.font(11, 400))
        painter.setPen(self._theme.colour("text2"))
        side = QRect(box.right() - 8 - px(52), box.y(), px(52), px(_ROW))
        painter.drawText(
            side.adjusted(0, px(7), 0, -px(20)),
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
            clock_of(entry),
        )
        painter.drawText(
            side.adjusted(0, px(22), 0, -px(5)),
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
            f"#{entry.seq}",
        )


_INSET = QRect(42, 0, 0, 0).topLeft()


def icon_of(kind: type) -> str:
    """Return the icon for a kind of entry."""
    return _ICONS.get(kind, "circle")


def clock_of(entry: Entry) -> str:
    """Return hour and minute of an entry, on the clock of this computer."""
    try:
        return datetime.fromisoformat(entry.recorded_at).astimezone().strftime("%H:%M")
    except ValueError:
        return ""


def _split(metrics: QFontMetrics, words: str, room: int) -> tuple[str, str]:
    """Return what fits in the first line, and the rest."""
    if metrics.horizontalAdvance(words) <= room:
        return words, ""
    parts = words.split(" ")
    line = parts[0]
    for place, part in enumerate(parts[1:], 1):
        longer = f"{line} {part}"
        if metrics.horizontalAdvance(longer) > room:
            return metrics.elidedText(line, Qt.TextElideMode.ElideRight, room), " ".join(parts[place:])
        line = longer
    return metrics.elidedText(line, Qt.TextElideMode.ElideRight, room), ""


class LogPanel(QWidget):
    """The log with its filters."""

    entry_selected = Signal(int)
    """Seq of the entry chosen by hand."""

    def __init__(self, theme: Theme, exercise: Exercise) -> None:
        super().__init__()
        self.model = LogModel(exercise)
        self.search = SearchField(theme, say("Search the log"), "Ctrl+F")
        self.kind = Chooser()
        self.kind.setAccessibleName(say("Kind of entry"))
        for kind in KINDS:
            self.kind.addItem(say(kind), kind)
        self.actor = Chooser()
        self.actor.setAccessibleName(say("Actor"))
        self.actor.addItem(say("All actors"), "")
        for actor in exercise.actors.values():
            self.actor.addItem(actor.name, actor.id)
        self.list = QListView()
        self.list.setAccessibleName(say("Log"))
        self.list.setModel(self.model)
        self._delegate = LogDelegate(theme, exercise)
        self.list.setItemDelegate(self._delegate)
        self.list.setUniformItemSizes(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.search.changed.connect(self._filter)
        self.kind.currentIndexChanged.connect(self._filter)
        self.actor.currentIndexChanged.connect(self._filter)
        self.list.selectionModel().currentChanged.connect(self._chosen)
        theme.changed.connect(self.list.viewport().update)
        for chooser in (self.kind, self.actor):
            chooser.setMinimumContentsLength(8)
            chooser.setSizeAdjustPolicy(Chooser.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choosers = row(self.kind, self.actor, gap=6)
        head = column(self.search, choosers, gap=6, margins=(10, 10, 10, 6))
        layout = column(head, self.list, gap=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.setAccessibleName(say("Log"))
        self._quiet = False

    def show_entries(
        self, entries: Sequence[Entry], limit: int | None = None, *, stands: Callable[[int], bool] | None = None
    ) -> None:
        """Show the log, up to `limit` entries; stay at the end when one was there.

        Entries of which `stands` says that they do not count any more are struck.
        """
        if stands is not None:
            self.model.judge_by(stands)
            self.list.viewport().update()
        bar = self.list.verticalScrollBar()
        at_end = bar.value() >= bar.maximum() - 4
        self._quiet = True
        self.model.show_entries(entries, limit)
        self._quiet = False
        if at_end:
            self.list.scrollToBottom()

    def select(self, seq: int) -> None:
        """Select an entry, or the last shown before it; tells nobody."""
        place = self.model.row_of(seq)
        self._quiet = True
        if place >= 0:
            index = self.model.index(place, 0)
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index)
            # Before it is on the screen the list does not know yet how high it is.
            QTimer.singleShot(0, self, lambda: self.list.scrollTo(self.list.currentIndex()))
        else:
            self.list.clearSelection()
        self._quiet = False

    def focus_search(self) -> None:
        """Put the keyboard into the search field."""
        self.search.field.setFocus()
        self.search.field.selectAll()

    def _filter(self) -> None:
        self._quiet = True
        self.model.set_filter(self.kind.currentData(), str(self.actor.currentData() or ""), self.search.words())
        self._quiet = False

    def _chosen(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid() and not self._quiet:
            self.entry_selected.emit(self.model.entry_at(current.row()).seq)
