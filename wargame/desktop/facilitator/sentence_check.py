"""Whether effects typed by the facilitator can be carried out, said while they are typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wargame.exercise.added import complaints_about, secrets_told
from wargame.exercise.complaints import Complaint, Severity
from wargame.review.names import opening

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from wargame.exercise.definition import Exercise


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is to be said of what was typed."""

    problem: str = ""
    """Why it cannot be carried out; empty when it can."""
    remark: str = ""
    """What is hardly meant, though it can be carried out."""


def judge(
    sentences: Iterable[str], exercise: Exercise, bound: Mapping[str, str], turn: int, told: str = ""
) -> Judgement:
    """Return what the checker says of sentences of the rulebook, in words.

    `bound` says what the words `me`, `target` and `this` mean here, `turn` is the turn in
    play, `told` a text that everybody will read with it.
    """
    found = complaints_about(exercise, [sentence.strip() for sentence in sentences], bound, turn)
    errors = [complaint for complaint in found if complaint.severity is Severity.ERROR]
    remarks = [complaint for complaint in found if complaint.severity is Severity.WARNING]
    remarks += secrets_told(exercise, told) if told else ()
    return Judgement(_words(errors), _words(remarks))


def _words(complaints: list[Complaint]) -> str:
    if not complaints:
        return ""
    first = complaints[0]
    return opening(f"{first.message} ({first.suggestion})" if first.suggestion else first.message)
