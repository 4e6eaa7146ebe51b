"""What the user has chosen about the program itself, in one small file in their own folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from pathlib import Path

APPEARANCES = {"system": "As the system", "light": "Light", "dark": "Dark"}


class Kept(QObject):
    """The preferences as they are on disk. A file that cannot be read or written never stands in anybody's way."""

    changed = Signal()

    def __init__(self, file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = file
        self.appearance = _appearance(_read(file))
        """A key of APPEARANCES."""

    def choose(self, appearance: str) -> None:
        """Choose how the program looks."""
        import json  # noqa: PLC0415 -- home is painted before it is loaded

        self.appearance = appearance
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            fresh = self._file.with_suffix(".new")
            fresh.write_text(json.dumps({"appearance": appearance}), encoding="utf-8")
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


def _appearance(kept: object) -> str:
    appearance = kept.get("appearance") if isinstance(kept, dict) else None
    return appearance if appearance in APPEARANCES else "system"
