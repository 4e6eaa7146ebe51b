"""A file that is dragged onto the window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData


def session_in(data: QMimeData) -> Path | None:
    """Return the session file that is dragged, if it is exactly one from this computer."""
    urls = data.urls()
    if len(urls) == 1 and urls[0].isLocalFile() and urls[0].toLocalFile().endswith(".wargame"):
        return Path(urls[0].toLocalFile())
    return None
