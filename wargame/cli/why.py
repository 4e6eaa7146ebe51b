"""`wargame show FILE --why NAME`: every sentence that moved a track, and by how much. Opens read-only.

What is said of a move or an agreement is in `why_not`.
"""

from __future__ import annotations

from wargame.cli import why_not
from wargame.cli.exits import USAGE
from wargame.cli.output import complain, say, say_json
from wargame.cli.sessions import sitting_in
from wargame.exercise.definition import Exercise
from wargame.exercise.shown_names import track_shown
from wargame.exercise.vocabulary import Vocabulary
from wargame.review.contributions import Contribution, Movement, contribution_text, movement, movement_text


def run(
    file: str,
    written: str,
    first: int | None,
    last: int | None,
    *,
    at: int | None = None,
    as_json: bool,
    language: str = "",
) -> int:
    """Print why a track moved, or why a move or text is available or not after entry `at`.

    Returns 0, 1 (the file cannot be read) or 2 (no such file, track, turn or entry).
    """
    sitting = sitting_in(file, language)
    if isinstance(sitting, int):
        return sitting
    exercise = sitting.exercise
    entries = len(sitting.history.entries)
    if at is not None and not 1 <= at <= entries:
        complain(f"there is no entry {at}: the log has entries 1 to {entries}.")
        return USAGE
    vocabulary = Vocabulary.of(exercise)
    track = vocabulary.full_id(written)
    if track not in exercise.tracks and track not in exercise.derived:
        if why_not.is_asked(exercise, written):
            why_not.tell(sitting, written, entries if at is None else at, as_json=as_json)
            return 0
        shown = [track_shown(exercise, name) for name in (*exercise.tracks, *exercise.derived)]
        others = (*exercise.rulebook.moves, *exercise.agreements)
        near = vocabulary.suggest(written, [*vocabulary.amounts, *shown, *others])
        known = "tracks are " + ", ".join(shown) + "."
        complain(f"there is no track, move or agreement {written}; {near or known}")
        return USAGE
    first, last = 1 if first is None else first, sitting.state.turn if last is None else last
    if not 1 <= first <= max(1, last) <= exercise.turns:
        complain(f"there are no turns from {first} to {last}: the exercise has turns 1 to {exercise.turns}.")
        return USAGE
    (_tell_json if as_json else _tell)(exercise, movement(exercise, sitting.history, str(track), first, last))
    return 0


def _tell(exercise: Exercise, moved: Movement) -> None:
    for one in moved.contributions:
        say(f"{one.seq:>5}  {contribution_text(exercise, moved.track, one)}")
    say(movement_text(exercise, moved))


def _tell_json(exercise: Exercise, moved: Movement) -> None:
    for one in moved.contributions:
        say_json(_record(one))
    whole = {
        "kind": "movement",
        "track": track_shown(exercise, moved.track),
        "from": moved.first,
        "to": moved.last,
        "before": moved.before,
        "after": moved.after,
        "contributions": len(moved.contributions),
    }
    say_json(whole)


def _record(one: Contribution) -> dict[str, object]:
    return {
        "kind": "contribution",
        "seq": one.seq,
        "turn": one.turn,
        "source": one.source,
        "sentence": one.sentence,
        "before": one.before,
        "after": one.after,
        "delta": one.delta,
        "file": one.place.file if one.place else "",
        "line": one.place.line if one.place else 0,
        "held_back": one.held_back,
        "by_hand": one.by_hand,
    }
