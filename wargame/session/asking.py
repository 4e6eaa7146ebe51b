"""Asking the referee: the same question for a live proposal, for an adjusted one, and for verification."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.exercise.added import complaints_about, refuse_errors
from wargame.exercise.definition import Exercise
from wargame.referee import turn
from wargame.referee.adjustment import Add, Adjustment
from wargame.referee.checks import bound_in
from wargame.referee.dice import Rolls
from wargame.referee.ruling import Answered, Asked, ImprovisedSubject, InjectSubject, Ruling
from wargame.referee.state import State
from wargame.session.entries import RulingProposed
from wargame.session.errors import NotNow
from wargame.translation import say


def ruling_on(
    exercise: Exercise,
    state: State,
    rolls: Rolls,
    adjustments: Sequence[Adjustment] = (),
    *,
    queue: Sequence[str] = (),
    improvised: ImprovisedSubject | None = None,
    sentences: Sequence[str] = (),
    inject: str = "",
) -> Ruling:
    """Return the ruling on the next thing, on what the facilitator improvises with these sentences, or on an inject.

    Raises ExerciseError or UnfitAdjustmentError for what a person wrote, ValueError when there is nothing to rule.
    """
    if improvised is not None:
        return turn.improvise(exercise, state, improvised, sentences, rolls, adjustments)
    if inject:
        return turn.deliver(exercise, state, inject, rolls, adjustments)
    return turn.propose(exercise, state, rolls, adjustments, queue)


def ruling_again(
    exercise: Exercise, state: State, rolls: Rolls, proposed: RulingProposed, adjustments: Sequence[Adjustment]
) -> Ruling:
    """Return the ruling on what a proposal was about, with these adjustments. Raises as `ruling_on` does."""
    subject = proposed.ruling.subject
    improvised = subject if isinstance(subject, ImprovisedSubject) else None
    return ruling_on(
        exercise, state, rolls, adjustments,
        queue=proposed.queue, improvised=improvised, sentences=proposed.sentences,
        inject=subject.inject if isinstance(subject, InjectSubject) else "",
    )  # fmt: skip


def refuse_wrong(exercise: Exercise, state: State, ruling: Ruling, sentences: Sequence[str] = ()) -> None:
    """Raise ExerciseError for sentences of the facilitator's that the checker would not let into a rulebook.

    `sentences` are those of an improvised ruling; what was added is in the ruling. A
    session that was recorded is not asked again: `ruling_again` reads what stands there.
    """
    bound = bound_in(exercise, ruling.subject)
    added = [one.text for one in ruling.adjustments if isinstance(one, Add)]
    refuse_errors(complaints_about(exercise, sentences, bound, state.turn))
    refuse_errors(complaints_about(exercise, added, bound, state.turn, "added"))


def question_of(ruling: Ruling, number: int) -> Asked:
    """Return the question of that number, asked or answered already. Raises NotNow."""
    asked = answered(ruling)
    if ruling.asks is not None:
        asked.append(ruling.asks)
    for one in asked:
        if one.number == number and not one.way:
            return one
    raise NotNow(say("This ruling asks no question {number}.", number=number))


def answered(ruling: Ruling) -> list[Asked]:
    """Return the questions of a ruling that have their answers."""
    return [found.asked for found in ruling.findings if isinstance(found, Answered)]
