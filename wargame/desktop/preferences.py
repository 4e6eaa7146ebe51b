"""What the user has chosen about the program itself, in one small file in their own folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from wargame.translation import phrase

if TYPE_CHECKING:
    from pathlib import Path

APPEARANCES = {"system": phrase("As the system"), "light": phrase("Light"), "dark": phrase("Dark")}
SIZES = (80, 90, 100, 110, 125, 150, 175, 200)
"""Sizes of text that can be chosen, in per cent of the usual one."""


class Kept(QObject):
    """The preferences as they are on disk. A file that cannot be read or written never stands in anybody's way."""

    changed = Signal()
    language_chosen = Signal()
    """The program is to speak another language: its window has to be made anew."""

    def __init__(self, file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = file
        read = _read(file)
        kept = read if isinstance(read, dict) else {}
        found = kept.get("appearance")
        self.appearance = found if isinstance(found, str) and found in APPEARANCES else "system"
        """A key of APPEARANCES."""
        size = kept.get("text_size")
        self.text_size = size if isinstance(size, int) and size in SIZES else 100
        """One of SIZES."""
        language = kept.get("language")
        self.language = language if isinstance(language, str) else ""
        """Code of the language the program speaks; empty: as the system."""
        words = kept.get("words")
        self.words = words if isinstance(words, str) else ""
        """Name of the pack of words sessions are shown with; empty: each exercise's own."""

    def choose(self, appearance: str) -> None:
        """Choose how the program looks."""
        self.appearance = appearance
        self._keep()

    def choose_size(self, per_cent: int) -> None:
        """Choose how large its text is."""
        self.text_size = per_cent
        self._keep()

    def choose_language(self, code: str) -> None:
        """Choose the language of the program; nothing happens when it is chosen already."""
        if code == self.language:
            return
        self.language = code
        self._keep()
        self.language_chosen.emit()

    def choose_words(self, pack: str) -> None:
        """Choose the pack of words."""
        self.words = pack
        self._keep()

    def _keep(self) -> None:
        import json  # noqa: PLC0415 -- home is painted before it is loaded

        chosen = {
            "appearance": self.appearance, "text_size": self.text_size, "language": self.language, "words": self.words,
        }  # fmt: skip
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            fresh = self._file.with_suffix(".new")
            fresh.write_text(json.dumps(chosen), encoding="utf-8")
            fresh.replace(self._file)
        except OSError:
            pass  # it holds for this run all the same
        self.changed.emit()

    def wants_dark(self) -> bool:
        """Return whether the dark theme is to be used now."""
        if self.appearance == "system":
            return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self.appearance == "dark"


def _read(file: Path) -> object:
    """Return what is in the file; None when it cannot be read."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return None
    import json  # noqa: PLC0415 -- the same

    try:
        return json.loads(text)
    except ValueError:
        return None
