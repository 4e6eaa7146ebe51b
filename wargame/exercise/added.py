"""Sentences that the facilitator adds in play: looked at as those of the rulebook are, before anything follows.

What cannot be carried out is an error. What can, and is hardly meant (more than
the whole range, due after the last turn, a secret's words told to everybody), is
a warning: the facilitator is told and may go on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from wargame.exercise.case import Case, error, warning
from wargame.exercise.check_amounts import too_large
from wargame.exercise.check_texts import Secrets
from wargame.exercise.codes import Code
from wargame.exercise.complaints import Complaint, ExerciseError, Place, Severity
from wargame.exercise.definition import Exercise
from wargame.exercise.reach import declared
from wargame.exercise.rulebook import ChangeTrack, Simple
from wargame.exercise.sentences import parse_sentence
from wargame.exercise.shown_names import track_shown
from wargame.exercise.spans import Limits, divisors, interval, meanings
from wargame.exercise.vocabulary import Vocabulary


def complaints_about(
    exercise: Exercise, lines: Sequence[str], bound: Mapping[str, str], turn: int, file: str = "improvised"
) -> tuple[Complaint, ...]:
    """Return what is wrong with sentences that are to be carried out now, errors and warnings, in their order.

    `bound` says what words stand for (`me`, `target`, `this`); one that stands for
    nothing is not known. `file` is what places call the list: line 2 is its second sentence.
    """
    if not lines:  # as with nearly every ruling: how far values go need not be worked out
        return ()
    candidates = exercise.rulebook.meant(bound)
    vocabulary = Vocabulary.of(exercise).binding(**candidates)
    limits = declared(exercise).binding(**candidates)
    found: list[Complaint] = []
    for number, line in enumerate(lines, start=1):
        try:
            sentence = parse_sentence(line, Place(file, number), vocabulary)
        except ExerciseError as problem:
            found += problem.complaints
            continue
        found += _faults(exercise, sentence, limits, turn)
    return tuple(found)


def refuse_errors(complaints: Iterable[Complaint]) -> None:
    """Raise ExerciseError with those that are errors, if there are any."""
    errors = tuple(complaint for complaint in complaints if complaint.severity is Severity.ERROR)
    if errors:
        raise ExerciseError(errors)


def secrets_told(exercise: Exercise, text: str, file: str = "improvised") -> tuple[Complaint, ...]:
    """Return a warning for every secret whose words stand in a text that everybody will read."""
    return tuple(Secrets.of(exercise).told_in(Place(file), text))


def _faults(exercise: Exercise, sentence: Simple, limits: Limits, turn: int) -> list[Complaint]:
    found = _zero_divisors(sentence, limits)
    if not isinstance(sentence, ChangeTrack):
        return found
    if sentence.after and turn + sentence.after > exercise.turns:
        message = f"`{sentence.text}` falls due after the last turn, {exercise.turns}"
        found.append(warning(sentence.place, Code.TOO_LATE, message, "shorten the delay"))
    amount = interval(sentence.amount.node, limits)
    for full in meanings(sentence.track, limits.bound):
        fault = too_large(sentence, amount, exercise.tracks[full], track_shown(exercise, full))
        if fault:
            message = f"`{sentence.text}` {fault}"
            found.append(warning(sentence.place, Code.EFFECT_TOO_LARGE, message, "a digit too many?"))
            break
    return found


def _zero_divisors(sentence: Simple, limits: Limits) -> list[Complaint]:
    expressions = (sentence.condition, sentence.amount if isinstance(sentence, ChangeTrack) else None)
    return [
        error(Case.place_of(expression, divisor), Code.DIVISOR_ZERO, "the divisor can be zero", "put it in `max(1, …)`")
        for expression in expressions
        if expression is not None
        for divisor in divisors(expression.node)
        if 0 in interval(divisor, limits)
    ]
