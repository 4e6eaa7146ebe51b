"""Pieces that the queue of injects and the page before a delivery share."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from wargame.desktop import text
from wargame.desktop.layout import bare, column, row
from wargame.desktop.marks import Badge, Glyph
from wargame.exercise.definition import EVERYBODY
from wargame.translation import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wargame.desktop.style import Theme
    from wargame.exercise.definition import Exercise
    from wargame.referee.views import InjectLine
    from wargame.review.injects import Outlook

_BADGE = 20
_ATTACHMENT_HEIGHT = 180
_INDENT = 12
_ABOVE = (0, 4, 0, 0)
"""The space over a heading, so that it belongs to what is below it."""


def recipients(theme: Theme, exercise: Exercise, to: tuple[str, ...], *, optional: bool = False) -> QWidget:
    """Return in one line who gets an inject: by badge, one alone also by name; and whether it may be left out."""
    tail = [say("optional")] if optional else []
    if EVERYBODY in to:
        marks: list[QWidget] = [Glyph(theme, "globe", "text2", 14)]
        words = [say("Everybody"), *tail]
    else:
        marks = list(_badges(theme, exercise, to))
        words = [*_names(exercise, to), *tail] if len(to) == 1 else tail
    caption = text.elided(" · ".join(words), "caption")
    made = row(*marks, caption, gap=4)
    made.setStretch(len(marks), 1)
    holder = bare(made)
    told = say("Everybody") if EVERYBODY in to else ", ".join(_names(exercise, to))
    text.tooltip(holder, say("To {names}", names=told))
    return holder


def named_recipients(theme: Theme, exercise: Exercise, to: tuple[str, ...]) -> QWidget:
    """Return who gets an inject, one below the other, by badge and name."""
    if EVERYBODY in to:
        return recipients(theme, exercise, to)
    lines = []
    for badge, name in zip(_badges(theme, exercise, to), _names(exercise, to), strict=True):
        line = row(badge, text.elided(name, "body"), gap=8)
        line.setStretch(1, 1)
        lines.append(line)
    return bare(column(*lines, gap=4))


def _badges(theme: Theme, exercise: Exercise, to: tuple[str, ...]) -> Iterator[Badge]:
    for slot, actor in enumerate(exercise.actors.values()):
        if actor.id in to:
            yield Badge(theme, slot, actor.monogram, actor.name, _BADGE)


def _names(exercise: Exercise, to: tuple[str, ...]) -> list[str]:
    return [actor.name for actor in exercise.actors.values() if actor.id in to]


def section(title: str, words: str) -> Iterator[QWidget]:
    """Yield a heading and its text; nothing when there is no text."""
    if words:
        yield bare(column(text.label(title, "section"), text.label(words, "body", wrap=True), gap=2, margins=_ABOVE))


def titled(title: str) -> QWidget:
    """Return a heading with its space above."""
    return bare(column(text.label(title, "section"), margins=_ABOVE))


def source_words(line: InjectLine) -> str:
    """Return by what means and from whom: "cable · National Security Council"."""
    return " · ".join(part for part in (line.means, line.sender) if part)


def what_it_does(theme: Theme, outlook: Outlook) -> Iterator[QWidget]:
    """Yield what an inject would do, line by line."""
    yield titled(say("What it would do now"))
    if not outlook.lines:
        yield text.label(say("It is information only: nothing changes by itself."), "quiet", wrap=True)
    for line in outlook.lines:
        icon = {"odds": "corner-down-right" if line.depth else "dices", "later": "clock", "why": "circle-minus"}
        words = text.label(line.text, "quiet" if line.role in {"why", "later"} else "body", wrap=True)
        made = row(Glyph(theme, icon.get(line.role, "circle-dot"), "text2", 14), words, gap=6,
                   margins=(_INDENT * min(line.depth, 3), 0, 0, 0))  # fmt: skip
        made.setStretch(1, 1)
        yield bare(made)


def attachment(line: InjectLine) -> QWidget:
    """Return the text that comes with an inject, to be scrolled."""
    view = text.markdown_view(line.attachment, say("Attached to {headline}", headline=line.headline))
    view.setFixedHeight(_ATTACHMENT_HEIGHT)
    return view


def shown_time(time: str) -> str:
    """Return hour and minute of a moment (ISO 8601, UTC) on the clock of this computer; "" for none."""
    try:
        return datetime.fromisoformat(time).astimezone().strftime("%H:%M")
    except ValueError:
        return ""
