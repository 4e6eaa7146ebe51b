"""Which page of the guide tells about what: chapters, their sections, and the section of each panel."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from wargame.translation import ENGLISH, spoken

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
    return title.split(":")[0].rstrip()


def text_of(folder: Path, name: str) -> str:
    """Return a chapter in the language spoken, or in English where nobody has put it into that."""
    return _file(folder, name, spoken()).read_text(encoding="utf-8")


def chapters(folder: Path) -> tuple[tuple[str, str], ...]:
    """Return name and title of every chapter."""
    return _chapters(folder, spoken())


def sections(folder: Path, name: str) -> tuple[str, ...]:
    """Return the headings and leading words of a chapter, each of which is a place to go to."""
    return _sections(_file(folder, name, spoken()))


def section_spoken(folder: Path, name: str, section: str) -> str:
    """Return what an English section of a chapter is called in the language spoken: the one at the same place."""
    english, here = _sections(_file(folder, name, ENGLISH)), sections(folder, name)
    if section in here or section not in english or len(here) != len(english):
        return section
    return here[english.index(section)]


def _file(folder: Path, name: str, code: str) -> Path:
    """Return the file of a chapter; those of other languages stand in folders below, `fr/wall.md`."""
    other = folder / code / f"{name}.md"
    return other if code != ENGLISH and other.is_file() else folder / f"{name}.md"


@cache
def _chapters(folder: Path, code: str) -> tuple[tuple[str, str], ...]:
    named = [(file.stem, _file(folder, file.stem, code)) for file in files(folder)]
    return tuple((name, title_of(name, file.read_text(encoding="utf-8"))) for name, file in named)


@cache
def _sections(file: Path) -> tuple[str, ...]:
    found = (match["heading"] or match["lead"] for match in _SECTION.finditer(file.read_text(encoding="utf-8")))
    return tuple(dict.fromkeys(section.replace("`", "").strip() for section in found))


def page_of(widget: QWidget | None) -> tuple[str, str]:
    """Return chapter and section about the nearest panel around a widget that has a page."""
    while widget is not None:
        for kind in type(widget).__mro__:
            if kind.__name__ in PAGES:
                return PAGES[kind.__name__]
        widget = widget.parentWidget()
    return START
