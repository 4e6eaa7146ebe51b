"""What stands on the timeline, in words: for tool tips, screen readers and the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.review import names
from wargame.translation import phrase, say

if TYPE_CHECKING:
    from wargame.review.bars import Bar, BreachMark
    from wargame.review.timeline import Row

MARK_WORDS = {
    "success": phrase("success"), "partial": phrase("partial success"), "failure": phrase("failure"),
    "sealed": phrase("sealed"), "planned": phrase("planned"), "skipped": phrase("skipped"),
    "adjusted": phrase("changed by the facilitator"),
}  # fmt: skip

KIND_WORDS = {
    "inject": phrase("inject"), "order": phrase("order"), "ruling": phrase("ruling"), "trigger": phrase("trigger"),
    "step": phrase("step"), "ending": phrase("ending"), "note": phrase("note"),
}  # fmt: skip
STATUS_WORDS = {
    "offered": phrase("offered"), "in force": phrase("in force"), "suspended": phrase("suspended"),
}  # fmt: skip


def mark_words(row: Row) -> str:
    """Return how a row went, in a word or two; whatever was stepped back from is undone."""
    if row.struck:
        return say("undone")
    return say(MARK_WORDS[row.mark]) if row.mark in MARK_WORDS else ""


def row_words(row: Row, turn_word: str = "turn") -> str:
    """Return a row as a sentence, for tool tips and screen readers."""
    mark, turn = mark_words(row), f"{turn_word[:1].upper()}{turn_word[1:]}"
    told = say(
        "{turn} {number}, {kind}: {what}", turn=turn, number=row.turn, kind=say(KIND_WORDS[row.kind]), what=row.title
    )
    told = f"{told} ({mark})" if mark else told
    return f"{told}\n{row.detail}" if row.detail else told


def bar_words(bar: Bar, turn_word: str = "turn") -> str:
    """Return a bar in sentences: when and how it stood, its terms, its breaches."""
    told = [names.opening(_stood(bar, turn_word))]
    if bar.detail:
        told.append(names.opening(bar.detail))
    told += [_broken(mark, turn_word) for mark in bar.breaches]
    return "\n".join(told)


def _stood(bar: Bar, turn_word: str) -> str:
    if bar.start == bar.end:
        when = say("{turn} {number}", turn=turn_word, number=bar.start)
    else:
        when = say("{turn} {first} to {last}", turn=turn_word, first=bar.start, last=bar.end)
    status = say(STATUS_WORDS[bar.status])
    if bar.ended:
        return say("{when}: {name}, {status}, {ended}", when=when, name=bar.name, status=status, ended=bar.ended)
    if bar.goes_on:
        return say("{when}: {name}, {status}, goes on", when=when, name=bar.name, status=status)
    return say("{when}: {name}, {status}", when=when, name=bar.name, status=status)


def _broken(mark: BreachMark, turn_word: str) -> str:
    if not mark.found:
        return say("{breach} ({turn} {number}, nobody knows yet)", breach=mark.text, turn=turn_word, number=mark.turn)
    return say(
        "{breach} ({turn} {number}, found in {turn} {found})",
        breach=mark.text, turn=turn_word, number=mark.turn, found=mark.found_turn,
    )  # fmt: skip
