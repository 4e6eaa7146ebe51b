"""A file of rehearsal players of one's own: `players` and `seats` as in the rulebook, without the rulebook."""

from __future__ import annotations

from dataclasses import replace

from wargame.exercise.assembly import Assembly, Enough
from wargame.exercise.complaints import ExerciseError, Severity
from wargame.exercise.definition import Exercise
from wargame.exercise.player_parts import RehearsalReader
from wargame.exercise.shapes_players import RehearsalShape
from wargame.exercise.structure import shaped
from wargame.exercise.vocabulary import Vocabulary


def with_players(file: str, text: str, exercise: Exercise) -> Exercise:
    """Return the exercise with the players and seats of the file in place of its own.

    Seats that the file does not name stay as they are, and its seats may name the exercise's own players too.
    Raises ExerciseError with every complaint.
    """
    desk = Assembly()
    desk.vocabulary = Vocabulary.of(exercise)
    shape, complaints = shaped(RehearsalShape, file, text)
    desk.complaints.extend(complaints)
    found = exercise
    try:
        if shape is not None:
            found = _seated(
                RehearsalReader(desk, exercise.rulebook.moves, exercise.questions, exercise.cards), shape, exercise
            )
    except Enough:
        shape = None
    if shape is None or any(complaint.severity is Severity.ERROR for complaint in desk.complaints):
        raise ExerciseError(tuple(sorted(set(desk.complaints))))
    return found


def _seated(reader: RehearsalReader, shape: RehearsalShape, exercise: Exercise) -> Exercise:
    players = {**exercise.players, **reader.players(shape)}
    new = reader.seatings(shape, players)
    taken = {seating.actor for seating in new}
    kept = tuple(seating for seating in exercise.seatings if seating.actor not in taken)
    return replace(exercise, players=players, seatings=(*kept, *new))
