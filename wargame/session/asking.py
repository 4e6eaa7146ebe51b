"""Asking the referee: the same question for a live proposal, for an adjusted one, and for verification."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.exercise.definition import Exercise
from wargame.referee import turn
from wargame.referee.dice import Rolls
from wargame.referee.ruling import Adjustment, ImprovisedSubject, Ruling
from wargame.referee.state import State
from wargame.session.entries import RulingProposed


def ruling_on(
    exercise: Exercise,
    state: State,
    rolls: Rolls,
    adjustments: Sequence[Adjustment] = (),
    *,
    queue: Sequence[str] = (),
    improvised: ImprovisedSubject | None = None,
    sentences: Sequence[str] = (),
) -> Ruling:
    """Return the ruling on the next thing, or on what the facilitator improvises with these sentences.

    Raises ExerciseError or UnfitAdjustmentError for what a person wrote, ValueError when there is nothing to rule.
    """
    if improvised is not None:
        return turn.improvise(exercise, state, improvised.actor, improvised.text, sentences, rolls, adjustments)
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
    )  # fmt: skip
