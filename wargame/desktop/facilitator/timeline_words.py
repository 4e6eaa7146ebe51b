"""What stands on the timeline, in words: for tool tips, screen readers and the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.review import names

if TYPE_CHECKING:
    from wargame.review.bars import Bar
    from wargame.review.timeline import Row

MARK_WORDS = {
    "success": "success", "partial": "partial success", "failure": "failure", "sealed": "sealed", "planned": "planned",
    "skipped": "skipped", "adjusted": "changed by the facilitator",
}  # fmt: skip


def mark_words(row: Row) -> str:
    """Return how a row went, in a word or two; whatever was stepped back from is undone."""
    return "undone" if row.struck else MARK_WORDS.get(row.mark, "")


def row_words(row: Row, turn_word: str = "turn") -> str:
    """Return a row as a sentence, for tool tips and screen readers."""
    mark = mark_words(row)
    told = f"{turn_word[:1].upper()}{turn_word[1:]} {row.turn}, {row.kind}: {row.title}{f' ({mark})' if mark else ''}"
    return f"{told}\n{row.detail}" if row.detail else told


def bar_words(bar: Bar, turn_word: str = "turn") -> str:
    """Return a bar in sentences: when and how it stood, its terms, its breaches."""
    when = f"{turn_word} {bar.start}" if bar.start == bar.end else f"{turn_word} {bar.start} to {bar.end}"
    ended = f", {bar.ended}" if bar.ended else ", goes on" if bar.goes_on else ""
    told = [names.opening(f"{when}: {bar.name}, {bar.status}{ended}")]
    if bar.detail:
        told.append(names.opening(bar.detail))
    for mark in bar.breaches:
        found = f"found in {turn_word} {mark.found_turn}" if mark.found else "nobody knows yet"
        told.append(f"{mark.text} ({turn_word} {mark.turn}, {found})")
    return "\n".join(told)
