"""A new session: which exercise, what it is called, who sits where. Everything has a sensible value already."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QLineEdit, QVBoxLayout, QWidget

from wargame.desktop.buttons import button
from wargame.desktop.chips import Notice
from wargame.desktop.fields import line_field
from wargame.desktop.flow import flow
from wargame.desktop.growing import fix
from wargame.desktop.home.language_choice import LanguageChoice
from wargame.desktop.layout import bare, column, empty, framed, row, scrolled
from wargame.desktop.marks import Badge
from wargame.desktop.session_files import SUFFIX, Request, free_path
from wargame.desktop.text import elided, label
from wargame.translation import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QHBoxLayout

    from wargame.desktop.home.library import Finding
    from wargame.desktop.style import Theme

_WIDEST_NAME = 300


class NewSession(QWidget):
    """The form for a new session."""

    start_wanted = Signal(object)
    """The Request."""
    cancelled = Signal()

    def __init__(self, theme: Theme, findings: Sequence[Finding], chosen: Finding | None, kept_in: Path) -> None:
        """Show the exercises that can be played; new files go into the folder `kept_in` unless another is chosen."""
        super().__init__()
        self._theme = theme
        self._kept_in = kept_in
        self._findings = tuple(finding for finding in findings if finding.playable)
        self._chosen: Finding | None = None
        self._own_path = False
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.notice = Notice(theme)
        self.title = line_field(say("Title of the session"))
        self.language = LanguageChoice()
        self.seed = line_field(say("Seed of the dice"), say("Drawn by chance"))
        self.path = line_field(say("File of the session"))
        self.path.setMaxLength(4096)
        self.seats: dict[str, QLineEdit] = {}
        self._seat_rows = QVBoxLayout()
        self._synopsis = label("", "caption", wrap=True)
        self._build()
        self.title.textEdited.connect(self._propose_path)
        self.path.textEdited.connect(self._keep_path)
        first = chosen if chosen in self._findings else (self._findings[0] if self._findings else None)
        if first is not None:
            self._choices[self._findings.index(first)].setChecked(True)
            self._choose(first)
        self.start.setEnabled(first is not None)

    def request(self) -> Request:
        """Return what is in the form. Call it only when an exercise is chosen."""
        assert self._chosen is not None
        seats = {actor: field.text().strip() for actor, field in self.seats.items() if field.text().strip()}
        path = Path(self.path.text().strip()).expanduser()
        if path.suffix != SUFFIX:
            path = path.with_name(path.name + SUFFIX)
        title = self.title.text().strip() or self._chosen.title
        return Request(self._chosen.folder, title, seats, self.seed.text().strip(), path, self.language.language())

    def _build(self) -> None:
        theme = self._theme
        group = QButtonGroup(self)
        group.setExclusive(True)
        self._choices = []
        for finding in self._findings:
            choice = button(theme, finding.title, "book-open", "choice")
            choice.setCheckable(True)
            choice.clicked.connect(lambda _checked=False, wanted=finding: self._choose(wanted))
            group.addButton(choice)
            self._choices.append(choice)
        self.start = button(theme, say("St&art the session"), "play", "primary", "large")
        self.start.clicked.connect(self._send)
        back = button(theme, say("&Cancel"), "", "", "large")
        back.clicked.connect(self.cancelled)
        self._language_row = bare(_field(say("Language"), column(row(self.language, None))))
        exercise = (
            flow(*self._choices, gap=8) if self._choices else label(say("No exercise can be played yet."), "quiet")
        )
        self._seat_rows.setSpacing(8)
        form = column(
            self.notice,
            label(say("New session"), "hero"),
            _field(say("Exercise"), column(exercise, self._synopsis, gap=6)),
            self._language_row,
            _field(say("Title"), column(self.title)),
            _field(say("Who sits where — names may be left out"), self._seat_rows),
            self._more(),
            None,
            gap=16,
            margins=(0, 24, 8, 12),
        )
        inside = bare(form)
        buttons = row(back, None, self.start, gap=8, margins=(0, 8, 8, 16))
        whole = column(scrolled(inside, say("New session")), buttons, gap=0)
        whole.setStretch(0, 1)
        middle = bare(whole)
        middle.setMaximumWidth(760)
        middle.setMinimumWidth(560)
        page = row(None, middle, None, margins=(24, 0, 24, 0))
        page.setStretch(1, 10)
        self.setLayout(page)
        self.setFocusProxy(self.title)
        for keys, act in (("Escape", self.cancelled.emit), ("Ctrl+Return", self._send)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(act)

    def _more(self) -> QVBoxLayout:
        """Return what hardly anybody changes, behind a disclosure."""
        browse = button(self._theme, say("Choose…"), "folder-open")
        browse.clicked.connect(self._browse)
        where = row(self.path, browse, gap=8)
        told = label(say("The same seed and the same decisions give the same dice."), "caption")
        seed = column(self.seed, told, gap=4)
        inside = column(_field(say("Kept in"), where), _field(say("Seed"), seed), gap=12, margins=(14, 12, 14, 12))
        box = framed(inside, "card", say("Where it is kept, and the seed of its dice"))
        box.hide()
        self.more = button(self._theme, say("&File and seed"), "chevron-right", "ghost")
        self.more.setCheckable(True)

        def disclose(shown: bool) -> None:  # noqa: FBT001 -- Qt's signal
            box.setVisible(shown)
            self.more.show_icon("chevron-down" if shown else "chevron-right")

        self.more.toggled.connect(disclose)
        return column(row(self.more, None), box, gap=6)

    def _choose(self, finding: Finding) -> None:
        if self._chosen is None or self.title.text() in {"", self._chosen.title}:
            self.title.setText(finding.title)
        self._chosen = finding
        self._synopsis.setText(" · ".join(part for part in (finding.facts,) if part) + f"\n{finding.synopsis}".rstrip())
        self.language.offer(finding.languages)
        self._language_row.setVisible(bool(finding.languages))
        empty(self._seat_rows)
        self.seats = {}
        for slot, seat in enumerate(finding.seats):
            field = line_field(say("Names for {name}", name=seat.name), say("Names"))
            self.seats[seat.actor] = field
            name = elided(seat.name, "strong")
            fix(self._theme, name, width=200, most=_WIDEST_NAME)
            line = row(Badge(self._theme, slot, seat.monogram, seat.name, 26), name, field, gap=10)
            self._seat_rows.addLayout(line)
        # The rows are made anew for each exercise: Tab would come to them last.
        for before, field in pairwise((self.title, *self.seats.values())):
            self.setTabOrder(before, field)
        self._propose_path()

    def _propose_path(self, _text: str = "") -> None:
        if not self._own_path:
            self.path.setText(str(free_path(self._kept_in, self.title.text())))

    def _keep_path(self, _text: str) -> None:
        self._own_path = True

    def _browse(self) -> None:
        chosen, _kind = QFileDialog.getSaveFileName(
            self, say("Keep the session in"), self.path.text(), say("Sessions (*{suffix})", suffix=SUFFIX)
        )
        if chosen:
            self._own_path = True
            self.path.setText(chosen)

    def _send(self) -> None:
        if self.start.isEnabled():
            self.start_wanted.emit(self.request())


def _field(name: str, content: QVBoxLayout | QHBoxLayout) -> QVBoxLayout:
    return column(label(name, "caption-strong"), content, gap=6)
