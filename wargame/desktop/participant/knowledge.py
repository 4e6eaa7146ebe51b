"""What we know: news, readings of the tracks as far as the seat knows them, what is in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QWidget

from wargame.desktop.layout import bare, column, framed, row, scrolled
from wargame.desktop.marks import Glyph, Meter
from wargame.desktop.participant import standing, wording
from wargame.desktop.style_sheet import TONES
from wargame.desktop.text import label
from wargame.exercise.punctuation import titled
from wargame.translation import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QVBoxLayout

    from wargame.desktop.style import Theme
    from wargame.referee.views import NewsItem, Reading, SeatView

_NEWS_ICONS = {"inject": "newspaper", "move": "megaphone", "trigger": "zap", "ending": "flag"}
_SHOWN_AT_ONCE = 6


def knowledge(theme: Theme, view: SeatView) -> QWidget:
    """Return the column with everything the seat knows, newest news first."""
    parts: list[QWidget | None] = []
    fresh, old = _fresh_and_old(view)
    if fresh:
        parts.append(label(say("News"), "section"))
        parts += [news_card(theme, item, view) for item in fresh[:_SHOWN_AT_ONCE]]
    parts += _reading_cards(theme, view)
    signed = [pact for pact in view.pacts if pact.status != "ended"]
    if view.flags or signed:
        parts.append(label(say("In force"), "section"))
        lines = [row(Glyph(theme, "circle-check", "ok", 14), _grow(words), gap=8) for words in view.flags]
        for pact in signed:
            stands = standing.of_pact(pact, view)
            icon = "handshake" if pact.status == "in force" else stands.icon
            words = pact.name if stands.tone == "ok" else titled(pact.name, wording.lower_first(stands.words))
            lines.append(row(Glyph(theme, icon, TONES[stands.tone][0], 14), _grow(words), gap=8))
        parts.append(framed(column(*lines, gap=6, margins=(12, 10, 12, 10))))
    if old:
        parts.append(label(say("Earlier"), "section"))
        parts.append(framed(column(*(_old_line(item, view) for item in old[:20]), gap=6, margins=(12, 10, 12, 10))))
    parts.append(None)
    return scrolled(bare(column(*parts, gap=8, margins=(0, 0, 6, 0))), say("What we know"))


def news_card(theme: Theme, item: NewsItem, view: SeatView) -> QFrame:
    """Return one piece of news in full."""
    head = row(Glyph(theme, _NEWS_ICONS.get(item.kind, "newspaper"), "text", 15), _grow(item.headline, "strong"), gap=8)
    parts: list[QWidget] = []
    origin = " · ".join(part for part in (item.sender or _who(item, view), item.means) if part)
    if origin:
        parts.append(label(origin, "small", wrap=True))
    if item.text:
        parts.append(label(item.text, "caption", wrap=True))
    if item.attachment:
        parts.append(label(say("What was attached lies with your briefing."), "small", wrap=True))
    return framed(column(head, *parts, gap=4, margins=(12, 10, 12, 10)), "card", item.headline)


def _fresh_and_old(view: SeatView) -> tuple[tuple[NewsItem, ...], tuple[NewsItem, ...]]:
    newest = tuple(reversed(view.news))
    turn = max((item.turn for item in newest), default=0)
    fresh = tuple(item for item in newest if item.turn == turn)
    return fresh, tuple(item for item in newest if item.turn != turn)


def _who(item: NewsItem, view: SeatView) -> str:
    return next((actor.name for actor in view.actors if actor.actor == item.actor), "")


def _old_line(item: NewsItem, view: SeatView) -> QVBoxLayout:
    when = f"{view.clock.turn_word.capitalize()} {item.turn}"
    return column(label(when, "small"), label(item.headline, "body", wrap=True), gap=0)


def _grow(words: str, role: str = "body") -> QWidget:
    made = label(words, role, wrap=True)
    policy = made.sizePolicy()
    policy.setHorizontalStretch(1)
    made.setSizePolicy(policy)
    return made


def _reading_cards(theme: Theme, view: SeatView) -> Iterable[QWidget]:
    names = {actor.actor: actor.name for actor in view.actors}
    groups: dict[str, list[Reading]] = {}
    for reading in sorted(view.readings, key=lambda reading: _rank(reading, view.seat.actor)):
        groups.setdefault(wording.heading_of(reading, view.seat, names), []).append(reading)
    for heading, readings in groups.items():
        yield label(heading, "section", wrap=True)
        lines = [_reading(theme, reading) for reading in readings if reading.known != "nothing"]
        unknown = [reading.name for reading in readings if reading.known == "nothing"]
        if unknown:
            listed = ", ".join(wording.lower_first(name) for name in unknown)
            words = say("Not known to us: {names}", names=listed)
            lines.append(column(row(Glyph(theme, "eye-off", "text2", 13), _grow(words, "caption"), gap=6)))
        yield framed(column(*lines, gap=10, margins=(12, 10, 12, 12)), "card", heading)


_AGREEMENTS = 9
"""Tracks of agreements stand below all others."""


def _rank(reading: Reading, actor: str) -> int:
    if reading.owner == (actor,):
        return 0
    if reading.about:
        return _AGREEMENTS
    return 1 if not reading.owner else 1 + len(reading.owner) + (actor not in reading.owner)


def _reading(theme: Theme, reading: Reading) -> QVBoxLayout:
    parts: list[QWidget] = [_grow(reading.name)]
    if reading.change:
        parts.append(label(wording.amount(reading.change, signed=True), _tone(reading)))
    value = wording.reading_value(reading)
    parts.append(label(wording.with_unit(value, reading.unit), "strong"))
    lines: list[QWidget] = []
    width = reading.high - reading.low
    if reading.value is not None and 0 < width < float("inf"):
        spoken = titled(reading.name, value)
        share = (reading.value - reading.low) / width
        token = "accent" if reading.known == "exact" else "text2"
        lines.append(Meter(theme, share, spoken, reading.give_or_take / width, token))
    note = wording.reading_note(reading)
    if note:
        lines.append(label(note, "small", wrap=True))
    return column(row(*parts, gap=6), *lines, gap=4)


def _tone(reading: Reading) -> str:
    if reading.good not in {"up", "down"}:
        return "caption-strong"
    return "ok" if (reading.change > 0) == (reading.good == "up") else "bad"
