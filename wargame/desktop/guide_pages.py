"""Which page of the guide tells about what: chapters, their sections, and the section of each panel."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

ORDER = (
    "facilitator", "wall", "participant", "reviewer", "keyboard", "preferences", "authors", "exercise-format",
)  # fmt: skip
"""Chapters in the order of reading; others follow by name."""
START = ("facilitator", "")
"""What help begins with where no panel has the keyboard."""
PAGES: dict[str, tuple[str, str]] = {
    "ActorCards": ("facilitator", "A turn."),
    "SessionBar": ("facilitator", "The control room."),
    "TimeBar": ("facilitator", "Time."),
    "TimelinePanel": ("facilitator", "The timeline."),
    "RulingPanel": ("facilitator", "You decide."),
    "DecisionBox": ("facilitator", "How a move is decided."),
    "ImproviseForm": ("facilitator", "Something the rules do not know."),
    "LogPage": ("facilitator", "Taking back."),
    "WallPanel": ("wall", ""),
    "ControlRoom": ("facilitator", "The control room."),
    "MoveEntry": ("facilitator", "A turn."),
    "HomePage": ("facilitator", "Start."),
    "NewSession": ("facilitator", "Start."),
    "ReviewPage": ("reviewer", ""),
    "PreferencesPage": ("preferences", ""),
    "KeyCard": ("keyboard", ""),
    "PrintKit": ("facilitator", "Paper."),
    "Palette": ("keyboard", "The command palette"),
}
"""Class of a panel → chapter and section."""
_SECTION = re.compile(
    r"^(?:#{2,3} +(?P<heading>.+?)|(?:\d+\. |\* )?\*\*(?P<lead>[^*\n]{2,60}?[.:]?)\*\*.*)$", re.MULTILINE
)


def files(folder: Path) -> list[Path]:
    """Return the chapters in the order of reading."""
    found = sorted(folder.glob("*.md"))
    return sorted(found, key=lambda file: ORDER.index(file.stem) if file.stem in ORDER else len(ORDER))


def title_of(name: str, text: str) -> str:
    """Return the title of a chapter as it stands in a list."""
    first = text.lstrip().splitlines()[0] if text.strip() else ""
    title = first.lstrip("# ").strip() or name.replace("-", " ").capitalize()
    # What follows a colon is for the page, not for the list.
    return title.split(":")[0]


@cache
def chapters(folder: Path) -> tuple[tuple[str, str], ...]:
    """Return name and title of every chapter."""
    return tuple((file.stem, title_of(file.stem, file.read_text(encoding="utf-8"))) for file in files(folder))


@cache
def sections(folder: Path, name: str) -> tuple[str, ...]:
    """Return the headings and leading words of a chapter, each of which is a place to go to."""
    text = (folder / f"{name}.md").read_text(encoding="utf-8")
    found = (match["heading"] or match["lead"] for match in _SECTION.finditer(text))
    return tuple(dict.fromkeys(section.replace("`", "").strip() for section in found))


def page_of(widget: QWidget | None) -> tuple[str, str]:
    """Return chapter and section about the nearest panel around a widget that has a page."""
    while widget is not None:
        for kind in type(widget).__mro__:
            if kind.__name__ in PAGES:
                return PAGES[kind.__name__]
        widget = widget.parentWidget()
    return START
