"""What the user has chosen about the program itself, in one small file in their own folder."""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QWidget

from wargame.desktop.buttons import button
from wargame.desktop.flow import flow
from wargame.desktop.layout import bare, column, framed, row
from wargame.desktop.text import label

if TYPE_CHECKING:
    from pathlib import Path

    from wargame.desktop.style import Theme

APPEARANCES = {"system": "As the system", "light": "Light", "dark": "Dark"}


@dataclass(frozen=True, slots=True)
class Preferences:
    """Everything that can be chosen."""

    appearance: str = "system"
    """A key of APPEARANCES."""


class Kept(QObject):
    """The preferences as they are on disk. A file that cannot be read or written never stands in anybody's way."""

    changed = Signal()

    def __init__(self, file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = file
        self.now = _read(file)

    def choose(self, appearance: str) -> None:
        """Choose how the program looks."""
        self.now = replace(self.now, appearance=appearance)
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            fresh = self._file.with_suffix(".new")
            fresh.write_text(json.dumps(asdict(self.now)), encoding="utf-8")
            fresh.replace(self._file)
        self.changed.emit()

    def wants_dark(self) -> bool:
        """Return whether the dark theme is to be used now."""
        if self.now.appearance == "system":
            return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self.now.appearance == "dark"


def _read(file: Path) -> Preferences:
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Preferences()
    appearance = kept.get("appearance") if isinstance(kept, dict) else None
    return Preferences(appearance if appearance in APPEARANCES else "system")


class PreferencesPage(QWidget):
    """Where the preferences are chosen. Each choice holds at once; there is nothing to confirm."""

    closed = Signal()

    def __init__(self, theme: Theme, kept: Kept, data: Path) -> None:
        """Show what is chosen now; `data` is the folder in which the program keeps everything."""
        super().__init__()
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        group = QButtonGroup(self)
        group.setExclusive(True)
        self.appearances = {}
        for key, words in APPEARANCES.items():
            choice = button(theme, words, {"system": "monitor", "light": "sun", "dark": "moon"}[key], "choice")
            choice.setCheckable(True)
            choice.setChecked(kept.now.appearance == key)
            choice.clicked.connect(lambda _checked=False, wanted=key: kept.choose(wanted))
            group.addButton(choice)
            self.appearances[key] = choice
        back = button(theme, "&Back", "arrow-left")
        back.clicked.connect(self.closed)
        look = column(label("Appearance", "name"), flow(*self.appearances.values(), gap=8), gap=8)
        where = column(
            label("Where everything is kept", "name"),
            label(str(data), "quiet", wrap=True),
            label("Nothing leaves this computer: no account, no server, no telemetry.", "caption", wrap=True),
            gap=4,
        )
        card = framed(column(look, where, gap=20, margins=(20, 16, 20, 18)))
        whole = bare(column(row(label("Preferences", "hero"), None, back), card, None, gap=16, margins=(0, 24, 0, 24)))
        whole.setMaximumWidth(760)
        whole.setMinimumWidth(560)
        page = row(None, whole, None, margins=(24, 0, 24, 0))
        page.setStretch(1, 10)
        self.setLayout(page)
        escape = QShortcut(QKeySequence("Escape"), self)
        escape.activated.connect(self.closed)
