"""Why something holds or not, in a line."""

from __future__ import annotations

from collections.abc import Mapping

from wargame.exercise.definition import Exercise
from wargame.referee import recorded
from wargame.referee.ruling import Check
from wargame.review import names
from wargame.review.phrasing import condition_words
from wargame.review.values import NOBODY, read_name, values_text
from wargame.translation import say

__all__ = ["NOBODY", "check_text", "read_name", "values_text", "written_text"]


def check_text(exercise: Exercise, check: Check, bound: Mapping[str, str] = NOBODY) -> str:
    """Return "met: Level of dialogue is 0, at most 1", "not met: Tension is 4, at least 6 is needed".

    `bound` says whom the words `me` and `target` stand for.
    """
    words = _price(exercise, check)
    words = words or condition_words(exercise, check.text, check.clauses, holds=check.holds, bound=bound)
    if not words:
        return written_text(exercise, check, bound)
    return _let_pass(exercise, check, words)


def _price(exercise: Exercise, check: Check) -> str:
    """Return what an order costs and what there is to pay it with: "costs 2, Funds (The Harbour) is 6"."""
    written, found, _unit = check.text.removeprefix("cost: ").partition(" ")
    values = [value for clause in check.clauses for value in clause.values]
    if not check.text.startswith("cost: ") or not found or len(values) != 1 or values[0][0] not in exercise.tracks:
        return ""
    track, left = values[0]
    purse, there = names.track_name(exercise, track), names.value_text(exercise, track, float(left))
    return say("costs {price}, {track} is {value}", price=written, track=purse, value=there)


def written_text(exercise: Exercise, check: Check, bound: Mapping[str, str] = NOBODY) -> str:
    """Return the condition as its author wrote it, with what it saw: "not met: tension >= 6 (Tension is 4)"."""
    telling = [clause for clause in check.clauses if clause.holds == check.holds] or list(check.clauses)
    read = values_text(exercise, telling, bound)
    asked = recorded.said(check.text)
    return _let_pass(exercise, check, f"{asked} ({read})" if read else asked)


def _let_pass(exercise: Exercise, check: Check, words: str) -> str:
    """Return whether it is met, and why; or that it was let pass."""
    text = say("met: {condition}", condition=words) if check.holds else say("not met: {condition}", condition=words)
    if not check.waived:
        return text
    return say(
        "{condition}; let pass by the {facilitator}", condition=text, facilitator=names.word(exercise, "facilitator")
    )
