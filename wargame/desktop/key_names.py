"""Keys as the menus name them: Qt says them in the language that is spoken, and as this system writes them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

_BETWEEN = re.compile(r"(; |, | … )")
_NATIVE, _PLAIN = QKeySequence.SequenceFormat.NativeText, QKeySequence.SequenceFormat.PortableText


def shown(keys: str) -> str:
    """Return keys as they are shown: "Ctrl+Shift+N; Esc", in French "Ctrl+Maj+N; Échap". Other words stay."""
    return "".join(_named(part) for part in _BETWEEN.split(keys))


def of(action: QAction) -> str:
    """Return the keys of a command as they are shown; empty when it has none."""
    return action.shortcut().toString(_NATIVE)


def _named(part: str) -> str:
    pressed = QKeySequence(part)
    return pressed.toString(_NATIVE) if part and pressed.toString(_PLAIN) == part else part
