"""Whether an effect typed by the facilitator can be read, said while it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.exercise.complaints import ExerciseError, Place
from wargame.exercise.sentences import parse_sentence
from wargame.exercise.vocabulary import Vocabulary
from wargame.review.names import opening

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wargame.exercise.definition import Exercise


def complaint_about(sentence: str, exercise: Exercise, bound: Mapping[str, str] | None = None) -> str:
    """Return what is wrong with a sentence of the rulebook, in words; empty when it can be read.

    `bound` says whom the words `me` and `target` mean here.
    """
    candidates = {word: (actor,) for word, actor in (bound or {}).items() if actor}
    vocabulary = Vocabulary.of(exercise).binding(**candidates)
    try:
        parse_sentence(sentence.strip(), Place("typed"), vocabulary)
    except ExerciseError as error:
        complaint = error.complaints[0]
        told = f"{complaint.message} ({complaint.suggestion})" if complaint.suggestion else complaint.message
        return opening(told)
    return ""
